//! The application behind the window.
//! Invariant: opened once; a failure to open is answered to every call until an attempt succeeds, so the page can
//! say it and try again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use api::wire::Failure;
use api::{App, Host, Language};
use serde_json::Value;

/// How long closing waits for a command that still runs.
const LONGEST_CLOSING: Duration = Duration::from_secs(5);

/// Holds the application, from before it is open.
pub struct Desk {
    host: Arc<dyn Host>,
    sample: bool,
    app: Mutex<Option<Arc<App>>>,
    /// In which the window last asked, and is answered; that of the system until then.
    language: Mutex<Language>,
    is_closed: AtomicBool,
}

impl Desk {
    /// A desk over this machine; with `sample`, the sample learner is on it from the start.
    pub fn new(host: Arc<dyn Host>, sample: bool) -> Self {
        let language = Mutex::new(api::system_language());
        Desk { host, sample, app: Mutex::new(None), language, is_closed: AtomicBool::new(false) }
    }

    /// From now on the answers are in the language of this tag, such as "es", if anything can be said in it. Whether that
    /// is another one than before.
    pub fn hear(&self, tag: &str) -> bool {
        let Some(language) = Language::of_tag(tag) else { return false };
        let mut spoken = self.language.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *spoken, language) != language
    }

    /// Says something in the language of the window.
    pub fn speaking<T>(&self, words: impl FnOnce() -> T) -> T {
        api::speaking(self.language(), words)
    }

    fn language(&self) -> Language {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` on a thread that may wait for the disk, in the language of the window.
    ///
    /// # Errors
    /// What opening the application or `work` answered.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&App) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (desk, language) = (Arc::clone(self), self.language());
        let done = tokio::task::spawn_blocking(move || api::speaking(language, || work(&*desk.app()?))).await;
        done.unwrap_or_else(|stopped| Err(api::speaking(language, || broken(&stopped.to_string()))))
    }

    /// Puts the application away for good, once the commands that still run have ended: a sample's folder goes
    /// with it. A command that does not end in time is left to the system.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        let last = self.app.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(app) = last else { return };
        app.stop_looking();
        let until = Instant::now() + LONGEST_CLOSING;
        while Arc::strong_count(&app) > 1 && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn app(&self) -> Result<Arc<App>, Failure> {
        let mut slot = self.app.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(broken(api::word!("the window is closing", "la ventana se está cerrando")));
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
        message: api::said!(
            "Something in Ninefold broke. What you saved before is safe. Close the window and start again.",
            "Algo se ha roto en Ninefold. Lo que guardaste antes está a salvo. Cierra la ventana y vuelve a empezar.",
        ),
        details: vec![reason.to_owned()],
    }
}

#[cfg(test)]
pub(crate) mod tests;
