//! The machine as a terminal program sees it.

use std::path::{Path, PathBuf};

use api::said;
use api::wire::Changed;
use api::{Clock, Host};
use chrono::{DateTime, Utc};

/// Clock, zone and folders of this computer.
pub struct TerminalHost {
    /// Folder of the journal.
    pub home: PathBuf,
    /// The present moment.
    pub clock: Clock,
}

impl Host for TerminalHost {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn zone(&self) -> String {
        api::system_zone()
    }

    fn data_dir(&self) -> PathBuf {
        self.home.clone()
    }

    fn export_dir(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_else(|_| self.home.clone())
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        Err(said!(
            "a terminal opens no addresses; here it is: {url}",
            "una terminal no abre direcciones; aquí está: {url}"
        ))
    }

    fn open_folder(&self, path: &Path) -> Result<(), String> {
        Err(said!(
            "a terminal opens no folders; here it is: {path}",
            "una terminal no abre carpetas; aquí está: {path}",
            path = path.display()
        ))
    }

    fn has_window(&self) -> bool {
        false
    }

    /// A window that is open at the same time looks at the journal again when it is used next.
    fn emit(&self, _: &Changed) {}
}
