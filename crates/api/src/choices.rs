//! Files of this computer's choices beside the journal, as JSON.
//! Invariant: a damaged one never stops the program, is never written over, and is said: it is kept beside under another name.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::{ApiError, say};

/// What a file says; what it is by default if there is none, or if it is damaged.
///
/// # Errors
/// It is there and may not be read.
pub(crate) fn read<T: DeserializeOwned + Default>(dir: &Path, name: &str) -> Result<T, ApiError> {
    let path = dir.join(name);
    let bytes = match refused(&path).map_or_else(|| std::fs::read(&path), Err) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(T::default()),
        Err(error) => return Err(ApiError::ChoicesUnread { what: unread(&path, &error) }),
    };
    if let Ok(content) = serde_json::from_slice(&bytes) {
        return Ok(content);
    }
    // Whoever comes first moves it; then there is none.
    let _ = std::fs::rename(&path, aside(dir, name));
    Ok(T::default())
}

/// What has the name of a file and is neither one nor a folder is not opened: a pipe would be waited for without end.
fn refused(path: &Path) -> Option<std::io::Error> {
    let is_odd = std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    is_odd.then(|| ErrorKind::AlreadyExists.into())
}

/// What a person is to know of a file that could not be read, until they have chosen anew.
pub(crate) fn trouble(dir: &Path, name: &str) -> Option<String> {
    let path = dir.join(name);
    let damaged = damaged(dir, name).map(|damaged| {
        said!(
            "The choices in {path} were damaged, so nothing is looked at by them. What is left of them is kept as {damaged}. Choose again, or delete that file.",
            "Las decisiones de {path} estaban dañadas, así que no se mira nada según ellas. Lo que queda se guarda como {damaged}. Elige otra vez o borra ese archivo.",
            path = path.display(),
            damaged = damaged.display()
        )
    });
    match refused(&path).map_or_else(|| std::fs::File::open(&path), Err) {
        Err(error) if error.kind() != ErrorKind::NotFound => Some(unread(&path, &error)),
        Ok(_) | Err(_) => damaged,
    }
}

/// The person has chosen anew: the damaged file is kept under a name that nothing is said of.
pub(crate) fn settled(dir: &Path, name: &str) {
    while let Some(path) = damaged(dir, name) {
        let called = path.file_name().unwrap_or_default().to_string_lossy().replace(".damaged", ".before");
        if std::fs::rename(&path, path.with_file_name(called)).is_err() {
            return;
        }
    }
}

/// The damaged file that was set aside last.
fn damaged(dir: &Path, name: &str) -> Option<PathBuf> {
    (0..MOST).rev().map(|n| numbered(dir, name, n)).find(|path| path.exists())
}

/// Most damaged files that are kept of one name; the last one is replaced.
const MOST: usize = 9;

fn numbered(dir: &Path, name: &str, n: usize) -> PathBuf {
    let number = if n == 0 { String::new() } else { format!("-{}", n + 1) };
    dir.join(format!("{name}.damaged{number}"))
}

fn aside(dir: &Path, name: &str) -> PathBuf {
    let free = (0..MOST).map(|n| numbered(dir, name, n)).find(|path| !path.exists());
    free.unwrap_or_else(|| numbered(dir, name, MOST - 1))
}

fn unread(path: &Path, error: &std::io::Error) -> String {
    said!(
        "The choices in {path} cannot be read: {reason}. Nothing is looked at by them until they can: look after that file.",
        "No se pueden leer las decisiones de {path}: {reason}. No se mira nada según ellas hasta que se pueda: revisa ese archivo.",
        path = path.display(),
        reason = say::refusal(error)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn what_was_settled_is_told_no_more_whatever_the_folder_is_called() {
        let dir = tempfile::tempdir().unwrap();
        let mut names = vec![std::ffi::OsString::from("x.json.damaged")];
        #[cfg(unix)]
        names.push(std::os::unix::ffi::OsStringExt::from_vec(b"no text\xff".to_vec()));
        for name in names {
            let folder = dir.path().join(name);
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join("x.json"), "torn").unwrap();
            assert!(read::<Vec<u32>>(&folder, "x.json").unwrap().is_empty());
            assert!(trouble(&folder, "x.json").is_some());
            settled(&folder, "x.json");
            assert_eq!(trouble(&folder, "x.json"), None);
            assert_eq!(std::fs::read_to_string(folder.join("x.json.before")).unwrap(), "torn");
        }
    }
}
