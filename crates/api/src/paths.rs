//! Where Ninefold keeps its files, by the system's own conventions.

use std::path::{Path, PathBuf};

/// Folder of the journal: `NINEFOLD_HOME` if set, else `ninefold` in the system's data folder (Linux
/// `~/.local/share`, macOS `~/Library/Application Support`, Windows `%APPDATA%`). `None` where the system
/// knows no home.
pub fn data_dir() -> Option<PathBuf> {
    match std::env::var_os("NINEFOLD_HOME").filter(|home| !home.is_empty()) {
        Some(home) => Some(PathBuf::from(home)),
        None => dirs::data_dir().map(|data| data.join("ninefold")),
    }
}

/// Folder for exported files: downloads, else documents, else home.
pub fn export_dir() -> Option<PathBuf> {
    dirs::download_dir().or_else(dirs::document_dir).or_else(dirs::home_dir)
}

/// A path as a person writes it: blanks around it do not count, and `~` is their home.
pub fn written(text: &str) -> PathBuf {
    let text = text.trim();
    let in_home = text.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    match (in_home, dirs::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => Path::new(text).to_owned(),
    }
}
