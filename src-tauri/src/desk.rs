//! The application behind the window.
//! Invariant: opened once; a failure to open is answered to every call until an attempt succeeds, so the page can
//! say it and try again.

use std::sync::{Arc, Mutex, PoisonError};

use api::wire::Failure;
use api::{App, Host};
use serde_json::Value;

/// Holds the application, from before it is open.
pub struct Desk {
    host: Arc<dyn Host>,
    sample: bool,
    app: Mutex<Option<Arc<App>>>,
}

impl Desk {
    /// A desk over this machine; with `sample`, the sample learner is on it from the start.
    pub fn new(host: Arc<dyn Host>, sample: bool) -> Self {
        Desk { host, sample, app: Mutex::new(None) }
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

    /// Puts the application away. A command that still runs keeps it until it has ended.
    pub fn close(&self) {
        *self.app.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn app(&self) -> Result<Arc<App>, Failure> {
        let mut slot = self.app.lock().unwrap_or_else(PoisonError::into_inner);
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
