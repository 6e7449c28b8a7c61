//! What a program keeps beside the events, in the same file: texts by name, which are on disk together with the events of a
//! command or not at all. They are no events: nothing folds them, and no export, import or sync folder carries them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

use crate::error::JournalError;
use crate::event::Event;
use crate::files::journal_file;
use crate::journal::{Command, Journal};

/// No format: a program that does not know the table leaves it as it is.
pub(crate) const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS beside (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT";

impl Journal {
    /// As [`Journal::append_after`]; this text is kept in the same transaction, also where there are no events.
    ///
    /// # Errors
    /// As [`Journal::append_after`]; neither events nor text were written then.
    pub fn append_and_keep(
        &mut self,
        decided_on: i64,
        at: DateTime<Utc>,
        events: &[Event],
        name: &str,
        text: &str,
    ) -> Result<Command, JournalError> {
        self.write(Some(decided_on), at, events, Some((name, text)))
    }

    /// Keeps a text under this name in place of the former one.
    ///
    /// # Errors
    /// The former one is kept if this fails, for the reasons of [`Journal::append`].
    pub fn keep(&mut self, name: &str, text: &str) -> Result<(), JournalError> {
        let (write, path) = self.begin()?;
        let failed = |error| JournalError::sqlite(path, error);
        put(&write, name, text).map_err(failed)?;
        write.commit().map_err(failed)
    }

    /// The text of this name, if one is kept.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn kept(&self, name: &str) -> Result<Option<String>, JournalError> {
        let select = "SELECT text FROM beside WHERE name = ?";
        let read = || self.conn().prepare_cached(select)?.query_row([name], |row| row.get(0)).optional();
        read().map_err(|error| JournalError::sqlite(&journal_file(self.dir()), error))
    }
}

pub(crate) fn put(conn: &Connection, name: &str, text: &str) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO beside (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text";
    conn.prepare_cached(sql)?.execute([name, text]).map(drop)
}
