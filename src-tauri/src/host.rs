//! The machine as the application sees it from a desktop: its clock, zone, folders, browser and windows.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::wire::{Changed, ReadingProgress};
use api::{Clock, Desktop, Host};
use chrono::{DateTime, Utc};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::DialogExt;

use crate::calendars::Secretary;
use crate::machine;
use crate::machine::tray::Tray;
use crate::sync::Carrier;
use crate::watch::Watch;

/// A person's own desktop.
pub struct DesktopHost {
    shell: AppHandle,
    clock: Clock,
    data: PathBuf,
}

impl DesktopHost {
    /// A desktop with the journal in `data`.
    pub fn new(shell: AppHandle, data: PathBuf) -> Self {
        DesktopHost { shell, clock: Clock::start(), data }
    }
}

impl Host for DesktopHost {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn zone(&self) -> String {
        api::system_zone()
    }

    fn data_dir(&self) -> PathBuf {
        self.data.clone()
    }

    fn export_dir(&self) -> PathBuf {
        api::paths::export_dir().unwrap_or_else(|| self.data.clone())
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        tauri_plugin_opener::open_url(url, None::<&str>).map_err(|error| why_not_opened(&error))
    }

    fn open_folder(&self, path: &Path) -> Result<(), String> {
        tauri_plugin_opener::open_path(path, None::<&str>).map_err(|error| why_not_opened(&error))
    }

    fn choose_folder(&self) -> Result<Option<PathBuf>, String> {
        // Waits on a thread of its own; the window goes on.
        match self.shell.dialog().file().blocking_pick_folder() {
            Some(folder) => folder.into_path().map(Some).map_err(|error| error.to_string()),
            None => Ok(None),
        }
    }

    fn choose_file(&self) -> Result<Option<PathBuf>, String> {
        match self.shell.dialog().file().add_filter("Ninefold", &["json"]).blocking_pick_file() {
            Some(file) => file.into_path().map(Some).map_err(|error| error.to_string()),
            None => Ok(None),
        }
    }

    fn choose_place(&self, name: &str) -> Result<Option<PathBuf>, String> {
        let dialog = self.shell.dialog().file().set_directory(self.export_dir()).set_file_name(name);
        match dialog.blocking_save_file() {
            Some(file) => file.into_path().map(Some).map_err(|error| error.to_string()),
            None => Ok(None),
        }
    }

    fn emit(&self, changed: &Changed) {
        // Fails only when no window is left to hear it.
        let _ = self.shell.emit("changed", changed);
        self.shell.state::<Arc<Watch>>().poke();
        self.shell.state::<Carrier>().hear(changed);
        self.shell.state::<Secretary>().hear(changed);
    }

    fn reading(&self, progress: Option<&ReadingProgress>) {
        let _ = self.shell.emit("reading", progress);
    }

    fn desktop(&self) -> Desktop {
        // None while the program starts.
        let tray = self.shell.try_state::<Arc<Tray>>().is_some_and(|tray| tray.is_there());
        let starts_with_system = if own_home() { None } else { machine::starts_with_system() };
        Desktop { tray, starts_with_system }
    }

    fn start_with_system(&self, on: bool) -> Result<(), String> {
        machine::start_with_system(on)
    }
}

/// Whether the person named a home of their own. Such a start is no start of the system's, which would not know the name,
/// and stands beside another one.
pub fn own_home() -> bool {
    std::env::var_os("NINEFOLD_HOME").is_some()
}

/// In words: the opener's own report names its helpers and their exit status.
fn why_not_opened(error: &tauri_plugin_opener::Error) -> String {
    match error {
        tauri_plugin_opener::Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            api::said!(
                "the system has nothing installed to open it with",
                "el sistema no tiene nada instalado con que abrirlo",
            )
        }
        tauri_plugin_opener::Error::Io(_) => {
            api::said!(
                "the system did not find a program for it",
                "el sistema no ha encontrado ningún programa para ello",
            )
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::why_not_opened;

    #[test]
    fn an_opener_that_fails_is_told_in_words() {
        let exit =
            Error::other("Launcher \"gio\" \"open\" \"x\" failed with ExitStatus(unix_wait_status(512))");
        let missing = Error::new(ErrorKind::NotFound, "No such file or directory (os error 2)");
        for error in [exit, missing] {
            let said = why_not_opened(&tauri_plugin_opener::Error::Io(error));
            assert!(
                said.starts_with("the system ") && !said.contains("Exit") && !said.contains("os error"),
                "{said}"
            );
        }
    }
}
