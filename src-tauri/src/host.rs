//! The machine as the application sees it from a desktop: its clock, zone, folders, browser and windows.

use std::path::{Path, PathBuf};

use api::Host;
use api::wire::Changed;
use chrono::{DateTime, Utc};
use tauri::{AppHandle, Emitter};

use crate::clock::Clock;

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
        tauri_plugin_opener::open_url(url, None::<&str>).map_err(|error| error.to_string())
    }

    fn open_folder(&self, path: &Path) -> Result<(), String> {
        tauri_plugin_opener::open_path(path, None::<&str>).map_err(|error| error.to_string())
    }

    fn emit(&self, changed: &Changed) {
        // Fails only when no window is left to hear it.
        let _ = self.shell.emit("changed", changed);
    }
}
