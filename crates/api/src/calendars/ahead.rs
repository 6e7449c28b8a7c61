//! Calendar files are read before the session is asked what to do with them: other commands run meanwhile, a person sees how
//! far it is, and can stop it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use calendar::{BusyCalendar, Window};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::app::App;
use crate::handlers::busy;
use crate::wire::ReadingProgress;
use crate::{ApiError, Host};

/// How the reading of files that goes on is stopped.
#[derive(Default)]
pub(crate) struct Stop(Mutex<Arc<AtomicBool>>);

impl Stop {
    /// What is set once the reading that begins now is to stop.
    fn begin(&self) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&stop);
        stop
    }

    fn set(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }
}

/// What was read of a text, until it is used.
pub(crate) struct Ahead {
    text: Uuid,
    window: Window,
    zone: Tz,
    read: Arc<BusyCalendar>,
}

impl Ahead {
    /// What was read of this text for this window and zone, if it was.
    pub fn find(all: &[Ahead], text: &str, window: Window, zone: Tz) -> Option<Arc<BusyCalendar>> {
        // Usually there is none, and a long text takes its time to be told from others.
        if all.is_empty() {
            return None;
        }
        let text = name_of(text);
        let same = |known: &&Ahead| (known.text, known.window, known.zone) == (text, window, zone);
        all.iter().find(same).map(|known| Arc::clone(&known.read))
    }
}

/// A name-based UUID is a hash: it tells one text from another.
fn name_of(text: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes())
}

impl App {
    /// Reads files, given by name and text; the session finds what was read when it is asked about them next. A file that was read already is not read
    /// again, and what was read of others is forgotten.
    ///
    /// # Errors
    /// The first file that is no calendar, and that it was stopped.
    pub(crate) fn read_ahead(&self, files: &[(&str, &str)]) -> Result<(), ApiError> {
        let stop = self.reading.begin();
        let mut kept = Vec::new();
        for (name, text) in files {
            let (window, zone, known) = self.with(|session| {
                let look = session.look()?;
                let window = busy::window(&look);
                Ok((window, look.zone, Ahead::find(&session.ahead, text, window, look.zone)))
            })?;
            let read = match known {
                Some(read) => read,
                None => {
                    let mut telling = Telling::new(self.host(), name, &stop);
                    let read = calendar::read_busy_telling(text.as_bytes(), window, zone, &mut |n, of| {
                        telling.tell(n, of, true)
                    });
                    Arc::new(read.map_err(|error| busy::unread(name, &error))?)
                }
            };
            kept.push(Ahead { text: name_of(text), window, zone, read });
        }
        self.with(|session| {
            session.ahead = kept;
            Ok(())
        })
    }

    /// Stops what is being read, and what a server is being asked.
    pub(crate) fn stop_reading(&self) {
        self.reading.set();
        self.stop_looking();
    }
}

/// Told how many of how many events were worked out; answers whether to go on.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// Tells how far a reading is, and that it is over.
pub(crate) struct Telling<'a> {
    host: &'a dyn Host,
    name: &'a str,
    stop: &'a AtomicBool,
    /// When it was told last, or was begun.
    last: Instant,
    told: bool,
}

impl<'a> Telling<'a> {
    /// A reading begins, of what the person knows by this name.
    pub fn new(host: &'a dyn Host, name: &'a str, stop: &'a AtomicBool) -> Self {
        Telling { host, name, stop, last: Instant::now(), told: false }
    }

    /// So many of so many events were worked out, which is told if somebody waits for it; answers whether to go on.
    pub fn tell(&mut self, done: usize, of: usize, is_awaited: bool) -> bool {
        if self.stop.load(Ordering::Relaxed) {
            return false;
        }
        if is_awaited && self.last.elapsed() >= self.host.tell_every() {
            (self.last, self.told) = (Instant::now(), true);
            let n = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            self.host.reading(Some(&ReadingProgress {
                name: self.name.to_owned(),
                done: n(done),
                of: n(of),
            }));
        }
        true
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if self.told {
            self.host.reading(None);
        }
    }
}
