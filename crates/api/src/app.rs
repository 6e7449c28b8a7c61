//! The application as a window, a script or a test holds it: one open journal, one lock, one way in.

use std::sync::{Arc, Mutex, PoisonError};

use journal::JournalError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sync::Exchange;

use crate::calendars::ahead::Stop;
use crate::calendars::turn::Turns;
use crate::passphrase::Had;
use crate::secrets::{self, Secrets};
use crate::session::Session;
use crate::wire::{Changed, Failure};
use crate::{ApiError, Host, answered, commands, computer, words};

/// How often a command is decided anew because another process wrote in the meantime.
const ATTEMPTS: usize = 20;

/// The running application. Cheap to share; commands run one at a time, but for those that are worked out apart.
pub struct App {
    host: Arc<dyn Host>,
    session: Mutex<Session>,
    /// The sync folder as it was seen last. Held while it is read and written, which the session is not.
    pub(crate) link: Mutex<Option<Exchange>>,
    /// The keys of the sync folder, as they were found.
    pub(crate) keys: Mutex<Option<Had>>,
    /// Secrets that are kept until the program ends.
    pub(crate) held: Arc<dyn Secrets>,
    /// Whose turn it is to look at calendars.
    pub(crate) calendars: Turns,
    /// How the reading of calendar files is stopped.
    pub(crate) reading: Stop,
}

impl App {
    /// Opens the journal in the host's data folder and the bundled pack.
    ///
    /// # Errors
    /// A journal that is newer than this program, not ours, or in a folder that cannot be written;
    /// the journal is untouched then.
    pub fn open(host: Arc<dyn Host>) -> Result<App, Failure> {
        let session = Session::open(Arc::clone(&host)).map_err(|e| words::failure(&e))?;
        let held = Arc::from(secrets::memory());
        Ok(App {
            host,
            session: Mutex::new(session),
            link: Mutex::new(None),
            keys: Mutex::new(None),
            held,
            calendars: Turns::default(),
            reading: Stop::default(),
        })
    }

    /// Runs one command of the list by name. What it changed is on disk before this returns, and told to the
    /// host.
    ///
    /// # Errors
    /// A [`Failure`] in words; nothing was changed then.
    #[allow(clippy::needless_pass_by_value, reason = "a caller has no further use of its arguments")]
    pub fn call(&self, name: &str, args: Value) -> Result<Value, Failure> {
        commands::dispatch(self, name, args)
    }

    /// Runs a command that takes long: the session is free for others while the job is at work.
    pub(crate) fn run_apart<T>(
        &self,
        command: impl Fn(&mut Session) -> Result<Job<T>, ApiError>,
    ) -> Result<T, Failure> {
        self.run(command)?().map_err(|e| words::failure(&e))
    }

    /// Runs a command that takes its turns with the session by itself.
    pub(crate) fn run_by_itself<T>(
        &self,
        command: impl Fn(&App) -> Result<T, ApiError>,
    ) -> Result<T, Failure> {
        let answer = command(self).map_err(|e| words::failure(&e));
        self.tell();
        answer
    }

    /// One short turn with the session.
    pub(crate) fn with<T>(
        &self,
        turn: impl FnOnce(&mut Session) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        turn(&mut self.session.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits for the backup of the day. Where it could not be made, a sentence why.
    pub fn backup_trouble(&self) -> Option<String> {
        let told = self.with(|session| {
            session.wait_for_backup();
            Ok(session.backup_trouble())
        });
        told.ok().flatten()
    }

    /// That nothing can be saved at the moment, and why, in sentences.
    pub fn unsaved(&self) -> Option<String> {
        self.with(|session| Ok(session.unsaved_words())).ok().flatten()
    }

    /// What is the matter with files of this computer's choices, in sentences, until the person has chosen anew.
    pub fn choices_trouble(&self) -> Vec<String> {
        let dir = self.host().data_dir();
        // Who reads a damaged file sets it aside.
        let _ = computer::read(&dir);
        let calendars = crate::calendars::kept::Kept::read(&dir);
        computer::trouble(&dir).into_iter().chain(calendars.trouble(&dir)).collect()
    }

    pub(crate) fn host(&self) -> &dyn Host {
        &*self.host
    }

    /// A command decides on the state that it finds and saves only if that is still the state: two processes
    /// that answer one block cannot both succeed. The one that was overtaken looks and decides again.
    pub(crate) fn run<T>(&self, command: impl Fn(&mut Session) -> Result<T, ApiError>) -> Result<T, Failure> {
        let answer = self.decide(command).map_err(|e| words::failure(&e));
        self.tell();
        answer
    }

    /// As [`App::run`], for one turn of a command that takes several.
    pub(crate) fn decide<T>(
        &self,
        mut command: impl FnMut(&mut Session) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        // A panic in an earlier command cannot leave the session half changed: state is folded from the journal.
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.settle_backup();
        session.try_again();
        let mut answer = command(&mut session);
        for _ in 1..ATTEMPTS {
            if !matches!(answer, Err(ApiError::Journal(JournalError::Overtaken { .. }))) {
                break;
            }
            answer = command(&mut session);
        }
        if let Err(ApiError::Journal(JournalError::Broken { .. })) = &answer {
            journal::suspect(&self.host.data_dir());
        }
        if let Err(error) = &mut answer {
            answered::find(&mut session, error);
        }
        answer
    }

    /// Tells the host which views went stale.
    pub(crate) fn tell(&self) {
        let told = self.with(|session| Ok(session.take_stale()));
        if let Some(topics) = told.ok().filter(|topics: &Vec<_>| !topics.is_empty()) {
            self.host.emit(&Changed { topics });
        }
    }
}

/// What is left of a command once its handler has looked: it neither needs nor holds the session.
pub(crate) type Job<T> = Box<dyn FnOnce() -> Result<T, ApiError> + Send>;

pub(crate) fn read_args<T: DeserializeOwned>(command: &str, args: Value) -> Result<T, ApiError> {
    let args = if args.is_null() { Value::Object(serde_json::Map::new()) } else { args };
    serde_json::from_value(args)
        .map_err(|e| ApiError::BadArguments { command: command.to_owned(), reason: e.to_string() })
}

pub(crate) fn to_json<T: Serialize>(command: &str, answer: &T) -> Result<Value, ApiError> {
    serde_json::to_value(answer)
        .map_err(|e| ApiError::BadArguments { command: command.to_owned(), reason: e.to_string() })
}
