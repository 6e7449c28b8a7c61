//! The turn of whoever looks at calendars or changes what is connected: one at a time, in one program at a time.

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use caldav::LinkCopy;

use super::kept::Kept;
use crate::app::App;
use crate::{ApiError, paths, say};

/// How long another program is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
const NAP: Duration = Duration::from_millis(50);

/// Whose turn it is, and how it is ended early.
#[derive(Default)]
pub(crate) struct Turns {
    one: Mutex<()>,
    cancel: Mutex<Arc<AtomicBool>>,
}

/// Held by the one whose turn it is.
pub(crate) struct Turn<'a> {
    pub dir: PathBuf,
    /// As it was when the turn began; nobody else changes it before it ends.
    pub kept: Kept,
    /// Set when somebody else wants the turn, or nobody wants what it is for any more.
    pub cancel: Arc<AtomicBool>,
    /// What was just read of a calendar of this source, to find out whether there is one: it need not be read again.
    pub fresh: Option<(String, LinkCopy)>,
    /// A person waits for what comes of it.
    pub is_awaited: bool,
    _lock: File,
    _one: MutexGuard<'a, ()>,
}

impl App {
    /// Stops the look at calendars that is going on, if one is; it is made again at another time.
    pub fn stop_looking(&self) {
        self.calendars.cancel.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }

    /// Begins a turn. A person does not wait for the look in the background: it is stopped, and made again later.
    pub(crate) fn calendar_turn(&self, for_a_person: bool) -> Result<Turn<'_>, ApiError> {
        let turns = &self.calendars;
        if for_a_person {
            if self.with(|session| Ok(session.sample.is_some()))? {
                return Err(ApiError::BadSetting { reasons: vec![of_a_sample()] });
            }
            self.stop_looking();
        }
        let one = turns.one.lock().unwrap_or_else(PoisonError::into_inner);
        let cancel = Arc::new(AtomicBool::new(false));
        *turns.cancel.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&cancel);
        let dir = self.host().data_dir();
        let lock = lock(&dir.join("calendars.lock"))?;
        Ok(Turn {
            kept: Kept::to_change(&dir)?,
            dir,
            cancel,
            fresh: None,
            is_awaited: for_a_person,
            _lock: lock,
            _one: one,
        })
    }
}

/// Nothing that is done in a sample reaches what the person has connected.
pub(crate) fn of_a_sample() -> String {
    said!(
        "A sample is shown, and your own calendars are left alone meanwhile. Leave the sample first.",
        "Se muestra un ejemplo y, mientras tanto, tus calendarios no se tocan. Sal primero del ejemplo."
    )
}

impl Turn<'_> {
    /// Keeps what was changed.
    pub fn keep(&self) -> Result<(), ApiError> {
        self.kept.write(&self.dir)
    }
}

/// The end of the program releases it.
fn lock(path: &std::path::Path) -> Result<File, ApiError> {
    let failed = |e: std::io::Error| ApiError::WriteFailed {
        path: path.display().to_string(),
        reason: say::refusal(&e),
    };
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(failed)?;
    }
    let file = paths::lock_file(path).map_err(failed)?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if waited < PATIENCE => {
                std::thread::sleep(NAP);
                waited += NAP;
            }
            Err(TryLockError::WouldBlock) => return Err(ApiError::CalendarsBusy),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
}
