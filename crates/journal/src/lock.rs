//! One process at a time opens, creates, migrates or replaces the journal; writing to an open one needs no such
//! lock. A crash releases it.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::error::JournalError;
use crate::explain::explain;
use crate::files::must_be_a_file;
use crate::open::connect;

/// Held while the journal's files may be moved. SQLite's own file locks are used since they work alike on all
/// systems and between threads of one process.
pub(crate) struct Lock {
    _conn: Connection,
}

impl Lock {
    /// Waits for the lock of a data folder.
    pub(crate) fn take(dir: &Path) -> Result<Self, JournalError> {
        let path = dir.join("journal.lock");
        must_be_a_file(&path)?;
        let taken = match lock(&path) {
            // The file holds nothing, so nothing is lost when it is emptied. It is not made anew: whoever has it locked
            // would then have another one.
            Err(JournalError::Broken { .. }) => fs::OpenOptions::new()
                .write(true)
                .truncate(true)
                .open(&path)
                .map_err(|error| JournalError::io(&path, error))
                .and_then(|_| lock(&path)),
            taken => taken,
        };
        taken.map(|conn| Self { _conn: conn }).map_err(|error| explain(dir, error))
    }
}

fn lock(path: &Path) -> Result<Connection, JournalError> {
    let locked = connect(path, OpenFlags::SQLITE_OPEN_CREATE).and_then(|conn| {
        conn.execute_batch("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;")?;
        Ok(conn)
    });
    locked.map_err(|error| JournalError::sqlite(path, error))
}
