//! Where Ninefold keeps its files, by the system's own conventions.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::ApiError;

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

/// What a small file of this computer's says; nothing where there is none, or what has the name is none: a pipe would be waited
/// for without end.
pub(crate) fn small_text(path: &Path) -> String {
    const MOST: u64 = 1 << 20;
    let is_small = std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= MOST);
    if is_small { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() }
}

/// Writes a file in the folder `dir`: first in one of its own, so that a full disk leaves the former one, and whatever else had the
/// name is replaced and not written into. It is on disk when this returns.
pub(crate) fn write_whole(dir: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    journal::make_folder(dir)?;
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    journal::keep_names(dir);
    Ok(())
}

/// Opens a file that is locked while a program works on something, and holds nothing. What has its name and is no file is refused:
/// a pipe would be waited for without end.
pub(crate) fn lock_file(path: &Path) -> std::io::Result<File> {
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

/// A whole path as text that [`written`] leads back to it; below a home whose name is no text it begins with `~`.
///
/// # Errors
/// It is no text, or ends in a blank that would be taken as written beside it: another place would be used without a word.
pub fn carried(path: &Path) -> Result<String, ApiError> {
    let text = path.to_str().map(str::to_owned).or_else(|| from_home(path));
    let text = text.filter(|text| text.trim() == text);
    text.ok_or_else(|| ApiError::BadPath { path: path.to_owned() })
}

fn from_home(path: &Path) -> Option<String> {
    let below = path.strip_prefix(dirs::home_dir()?).ok()?.to_str()?;
    Some(if below.is_empty() { "~".to_owned() } else { format!("~/{below}") })
}

/// A path to be read: as it can be written in turn, if it can.
pub(crate) fn shown(path: &Path) -> String {
    carried(path).unwrap_or_else(|_| path.display().to_string())
}

/// A path as a person writes it: blanks around it do not count, and `~` is their home.
pub fn written(text: &str) -> PathBuf {
    whole(text.trim())
}

fn whole(text: &str) -> PathBuf {
    let in_home = text.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    match (in_home, dirs::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => Path::new(text).to_owned(),
    }
}

/// A whole path in a file of choices: as text, below a home whose name is no text from `~` on.
pub(crate) mod in_file {
    use std::path::PathBuf;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error};

    use super::{from_home, whole};

    pub(crate) fn serialize<S: Serializer>(path: &Option<PathBuf>, to: S) -> Result<S::Ok, S::Error> {
        let text = |path: &PathBuf| path.to_str().map(str::to_owned).or_else(|| from_home(path));
        let text = path.as_ref().map(|path| {
            text(path)
                .ok_or_else(|| S::Error::custom(word!("a path is not UTF-8", "una ruta no está en UTF-8")))
        });
        text.transpose()?.serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
        Ok(Option::<String>::deserialize(from)?.map(|text| whole(&text)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    /// The home is that of whoever runs the tests, and its name is text: so the rest alone is asked for here.
    #[test]
    fn what_is_carried_leads_back() {
        let home = dirs::home_dir().unwrap();
        for path in [home.join("Sync"), home.clone(), PathBuf::from("/media/a stick/x")] {
            assert_eq!(written(&carried(&path).unwrap()), path);
        }
        for path in [home.join("Sync/a b"), home] {
            assert_eq!(whole(&from_home(&path).unwrap()), path);
        }
        assert_eq!(from_home(Path::new("/media/a stick")), None);
        assert!(carried(Path::new("/media/a blank ")).is_err());
    }
}
