//! SQLite often says no more than that it could not open, write or lock a file; trying says why. Nothing that exists is
//! changed by trying.

use std::fs::{OpenOptions, TryLockError, remove_file};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::JournalError;

/// The reason behind a vague error about a file in `dir`, or the error itself if writing works.
pub(crate) fn explain(dir: &Path, error: JournalError) -> JournalError {
    if let JournalError::Locked { path } = &error {
        return if has_locks(dir) { error } else { JournalError::NoLocks { path: path.clone() } };
    }
    let (JournalError::ReadOnly { path } | JournalError::Sqlite { path, .. }) = &error else { return error };
    let reason = match (try_folder(dir), try_file(path)) {
        (Err(reason), _) => JournalError::io(dir, reason),
        (Ok(()), Err(reason)) => JournalError::io(path, reason),
        (Ok(()), Ok(())) => return error,
    };
    if matches!(reason, JournalError::Io { .. }) { error } else { reason }
}

/// Whether a file in the folder, which nobody else has open, can be locked. Where no file can be made it stays unknown.
fn has_locks(dir: &Path) -> bool {
    let probe = probe(dir);
    let Ok(file) = OpenOptions::new().write(true).create(true).truncate(true).open(&probe) else {
        return true;
    };
    let locked = file.try_lock();
    drop(file);
    remove_file(&probe).is_err() || !matches!(locked, Err(TryLockError::Error(_)))
}

fn probe(dir: &Path) -> PathBuf {
    dir.join(format!("journal.probe-{}", std::process::id()))
}

fn try_folder(dir: &Path) -> io::Result<()> {
    let probe = probe(dir);
    OpenOptions::new().write(true).create(true).truncate(true).open(&probe)?;
    remove_file(&probe)
}

/// Closing a file drops every lock that this process has on it; but SQLite has none on a file that it could not
/// open for writing.
fn try_file(path: &Path) -> io::Result<()> {
    OpenOptions::new().read(true).write(true).open(path).map(|_| ())
}
