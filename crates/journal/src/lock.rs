//! One process at a time opens, creates, migrates or replaces the journal; writing to an open one needs no such
//! lock. A crash releases it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::error::JournalError;
use crate::explain::explain;
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
        let taken = connect(&path, OpenFlags::SQLITE_OPEN_CREATE).and_then(|conn| {
            conn.execute_batch("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;")?;
            Ok(Self { _conn: conn })
        });
        taken.map_err(|error| explain(dir, JournalError::sqlite(&path, error)))
    }
}
