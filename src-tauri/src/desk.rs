//! The application behind the window.
//! Invariant: opened once; a failure to open is answered to every call until an attempt succeeds, so the page can
//! say it and try again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use api::wire::Failure;
use api::{App, Host};
use serde_json::Value;

/// How long closing waits for a command that still runs.
const LONGEST_CLOSING: Duration = Duration::from_secs(5);

/// Holds the application, from before it is open.
pub struct Desk {
    host: Arc<dyn Host>,
    sample: bool,
    app: Mutex<Option<Arc<App>>>,
    is_closed: AtomicBool,
}

impl Desk {
    /// A desk over this machine; with `sample`, the sample learner is on it from the start.
    pub fn new(host: Arc<dyn Host>, sample: bool) -> Self {
        Desk { host, sample, app: Mutex::new(None), is_closed: AtomicBool::new(false) }
    }

    /// Runs `work` on a thread that may wait for the disk.
    ///
    /// # Errors
    /// What opening the application or `work` answered.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&App) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let desk = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&*desk.app()?)).await;
        done.unwrap_or_else(|stopped| Err(broken(&stopped.to_string())))
    }

    /// Puts the application away for good, once the commands that still run have ended: a sample's folder goes
    /// with it. A command that does not end in time is left to the system.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        let last = self.app.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(app) = last else { return };
        let until = Instant::now() + LONGEST_CLOSING;
        while Arc::strong_count(&app) > 1 && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn app(&self) -> Result<Arc<App>, Failure> {
        let mut slot = self.app.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(broken("the window is closing"));
        }
        if let Some(app) = slot.as_ref() {
            return Ok(Arc::clone(app));
        }
        let app = App::open(Arc::clone(&self.host))?;
        if self.sample {
            app.call("sample_start", Value::Null)?;
        }
        let app = Arc::new(app);
        *slot = Some(Arc::clone(&app));
        Ok(app)
    }
}

/// The application broke off in the middle of a command.
fn broken(reason: &str) -> Failure {
    Failure {
        code: "internal".to_owned(),
        message:
            "Something in Ninefold broke. What you saved before is safe. Close the window and start again."
                .to_owned(),
        details: vec![reason.to_owned()],
    }
}

#[cfg(test)]
mod tests;
