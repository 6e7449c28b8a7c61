//! One process at a time opens, creates, migrates or replaces the journal; writing to an open one needs no such
//! lock. A crash releases it.

use std::fs::OpenOptions;
use std::path::Path;

use rusqlite::Connection;

use crate::error::JournalError;
use crate::schema::PATIENCE;

/// Held while the journal's files may be moved. SQLite's own file locks are used since they work alike on all
/// systems and between threads of one process.
pub(crate) struct Lock {
    _conn: Connection,
}

impl Lock {
    /// Waits for the lock of a data folder.
    pub(crate) fn take(dir: &Path) -> Result<Self, JournalError> {
        let path = dir.join("journal.lock");
        let taken = Connection::open(&path).and_then(|conn| {
            conn.busy_timeout(PATIENCE)?;
            conn.execute_batch("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;")?;
            Ok(conn)
        });
        match taken {
            Ok(conn) => Ok(Self { _conn: conn }),
            Err(error) => Err(explain(dir, &path, error)),
        }
    }
}

/// SQLite says no more than that it could not open or write a file; trying to write one says why.
fn explain(dir: &Path, path: &Path, error: rusqlite::Error) -> JournalError {
    let error = JournalError::sqlite(path, error);
    if matches!(error, JournalError::Locked { .. }) {
        return error;
    }
    let probe = dir.join(format!("journal.probe-{}", std::process::id()));
    let tried = OpenOptions::new().write(true).create(true).truncate(true).open(&probe);
    match tried.and_then(|_| std::fs::remove_file(&probe)) {
        Ok(()) => error,
        Err(reason) => JournalError::io(dir, reason),
    }
}
