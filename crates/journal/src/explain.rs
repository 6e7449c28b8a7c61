//! SQLite often says no more than that it could not open or write a file; trying to write says why. Nothing that
//! exists is changed by trying.

use std::fs::{OpenOptions, remove_file};
use std::io;
use std::path::Path;

use crate::error::JournalError;

/// The reason behind a vague error about a file in `dir`, or the error itself if writing works.
pub(crate) fn explain(dir: &Path, error: JournalError) -> JournalError {
    let (JournalError::ReadOnly { path } | JournalError::Sqlite { path, .. }) = &error else { return error };
    let reason = match (try_folder(dir), try_file(path)) {
        (Err(reason), _) => JournalError::io(dir, reason),
        (Ok(()), Err(reason)) => JournalError::io(path, reason),
        (Ok(()), Ok(())) => return error,
    };
    if matches!(reason, JournalError::Io { .. }) { error } else { reason }
}

fn try_folder(dir: &Path) -> io::Result<()> {
    let probe = dir.join(format!("journal.probe-{}", std::process::id()));
    OpenOptions::new().write(true).create(true).truncate(true).open(&probe)?;
    remove_file(&probe)
}

/// Closing a file drops every lock that this process has on it; but SQLite has none on a file that it could not
/// open for writing.
fn try_file(path: &Path) -> io::Result<()> {
    OpenOptions::new().read(true).write(true).open(path).map(|_| ())
}
