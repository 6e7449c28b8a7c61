//! What the application asks of the machine it runs on. The desktop shell, the command line and the tests each
//! bring their own; nothing else in this crate touches a clock, a folder of the system or another program.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use keychain::Secrets;

use crate::resolvers;
use crate::wire::{Changed, ReadingProgress};

/// The machine, as the application sees it.
pub trait Host: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
    /// IANA name of the system's time zone, such as "Europe/Berlin".
    fn zone(&self) -> String;
    /// Name of this computer, as its owner knows it.
    fn computer_name(&self) -> String {
        gethostname::gethostname().to_string_lossy().into_owned()
    }
    /// Folder of the journal and its backups. Created when first needed.
    fn data_dir(&self) -> PathBuf;
    /// Folder in which a person finds an exported file.
    fn export_dir(&self) -> PathBuf;
    /// Opens an address in the system's browser. The scheme was checked before.
    ///
    /// # Errors
    /// The system's own words when no program could open it.
    fn open_link(&self, url: &str) -> Result<(), String>;
    /// Shows a folder in the system's file manager.
    ///
    /// # Errors
    /// The system's own words when no program could show it.
    fn open_folder(&self, path: &Path) -> Result<(), String>;
    /// Lets the person choose a folder. Returns none if they chose none; waits as long as they take.
    ///
    /// # Errors
    /// The system's own words where nothing can be chosen.
    fn choose_folder(&self) -> Result<Option<PathBuf>, String> {
        Err(no_window())
    }
    /// Lets the person choose a file to read. Returns none if they chose none; waits as long as they take.
    ///
    /// # Errors
    /// The system's own words where nothing can be chosen.
    fn choose_file(&self) -> Result<Option<PathBuf>, String> {
        Err(no_window())
    }
    /// Lets the person choose where a file of this name is to be written, and whether one that is there is replaced.
    /// Returns none if they chose no place; waits as long as they take.
    ///
    /// # Errors
    /// The system's own words where nothing can be chosen.
    fn choose_place(&self, _name: &str) -> Result<Option<PathBuf>, String> {
        Err(no_window())
    }
    /// Where the person's secrets are kept on this computer. Asked where nobody else waits: it may ask the person.
    fn secrets(&self) -> Arc<dyn Secrets> {
        Arc::from(keychain::system())
    }
    /// What the system says of servers that look names up, as the text of `/etc/resolv.conf`; empty where it says nothing.
    fn resolvers(&self) -> String {
        resolvers::system()
    }
    /// How hard a passphrase of the sync folder is made to guess, as a power of two. Less than this is for tests alone.
    fn guessing(&self) -> u8 {
        sync::WORK
    }
    /// Whether this program is the one that the learner looks at: what it speaks is what calendars are written in. A terminal
    /// may be started in another language by a clock.
    fn has_window(&self) -> bool {
        true
    }
    /// Tells every window what went stale.
    fn emit(&self, changed: &Changed);
    /// Tells every window how far the reading is that a person waits for; none when it is over.
    fn reading(&self, _progress: Option<&ReadingProgress>) {}
    /// After so long a reading is told of for the first time, and then again and again. Less than this is for tests alone.
    fn tell_every(&self) -> Duration {
        Duration::from_millis(150)
    }
    /// What there is beside the window. Without a desktop, nothing.
    fn desktop(&self) -> Desktop {
        Desktop::default()
    }
    /// Starts the program with the system from now on, or no longer. Asked only where [`Desktop`] says that it can be.
    ///
    /// # Errors
    /// The system's own words when that could not be written down.
    fn start_with_system(&self, _on: bool) -> Result<(), String> {
        Err(said!("this system offers no such thing", "este sistema no lo ofrece"))
    }
}

fn no_window() -> String {
    said!(
        "this program has no window to choose in",
        "este programa no tiene ninguna ventana en la que elegir"
    )
}

/// What a desktop offers beside the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Desktop {
    /// A tray in which the program can stay.
    pub tray: bool,
    /// Whether the program starts with the system; none where that cannot be chosen.
    pub starts_with_system: Option<bool>,
}
