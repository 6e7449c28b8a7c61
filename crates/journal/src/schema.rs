//! The tables of the journal and the steps that lead to them. A step that was released is never changed; a
//! new format is a new step at the end.

use std::time::Duration;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::beside;

/// Marks a file as a Ninefold journal: "9FLD" in ASCII.
pub(crate) const APPLICATION_ID: i64 = 0x3946_4C44;

/// How long to wait for another process that is writing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// The events of a file of format 1, each with its clock: the instant in whole microseconds, or the clock before it and
/// one more, whichever is later. So the order of the clocks is the order in which the events were written. An instant
/// that cannot be read counts as 0. `n` is the place in the file: positions may be damaged, and are then no small numbers.
macro_rules! events_with_clocks {
    () => {
        "SELECT seq, id, command, device, at, max(0, max(us - n) OVER (ORDER BY n) + n) AS clock, kind, body
         FROM (SELECT *, row_number() OVER (ORDER BY seq) AS n,
                   CASE WHEN at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'
                        THEN coalesce(CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER) * 1000000
                                      + CAST(substr(at, 21, 6) AS INTEGER), 0)
                        ELSE 0 END AS us
               FROM events)"
    };
}

/// The steps from nothing to the newest format; the format's number is the number of steps taken.
pub(crate) const STEPS: &[M<'static>] = &[
    M::up(
        // The application id is set in the same transaction as the first table, so that a file is ours from the
        // moment on in which it holds anything.
        "PRAGMA application_id = 0x39464C44;
     CREATE TABLE events (
         seq     INTEGER PRIMARY KEY,
         id      BLOB NOT NULL UNIQUE,
         command BLOB NOT NULL,
         device  BLOB NOT NULL,
         at      TEXT NOT NULL,
         kind    TEXT NOT NULL,
         body    TEXT NOT NULL
     ) STRICT;
     CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
     CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
     CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
     WHEN EXISTS (SELECT 1 FROM events WHERE seq = NEW.seq OR id = NEW.id)
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;",
    ),
    // A clock that is the same on every computer. The table is made anew, as a column without a default cannot be added;
    // what guards it goes with the old one and is made again.
    M::up(concat!(
        "CREATE TABLE events_with_clocks (
             seq     INTEGER PRIMARY KEY,
             id      BLOB NOT NULL UNIQUE,
             command BLOB NOT NULL,
             device  BLOB NOT NULL,
             at      TEXT NOT NULL,
             clock   INTEGER NOT NULL,
             kind    TEXT NOT NULL,
             body    TEXT NOT NULL
         ) STRICT;
         INSERT INTO events_with_clocks ",
        events_with_clocks!(),
        " ORDER BY seq;
         DROP TABLE events;
         ALTER TABLE events_with_clocks RENAME TO events;
         CREATE INDEX events_in_order ON events (clock, id);
         CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
         BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
         CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
         BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
         CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
         WHEN EXISTS (SELECT 1 FROM events WHERE seq = NEW.seq OR id = NEW.id)
         BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;",
    )),
];

/// A table expression that reads like the events of the newest format in a file of this one, which is not changed.
pub(crate) fn events_of(version: i64) -> &'static str {
    if version < 2 { concat!("(", events_with_clocks!(), ")") } else { "events" }
}

/// The format of the journals that this program writes.
pub const FORMAT: usize = STEPS.len();

/// The newest format among `steps`.
pub(crate) fn newest(steps: &[M<'static>]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// Takes the missing steps, each in its own transaction.
pub(crate) fn migrate(conn: &mut Connection, steps: &[M<'static>]) -> Result<(), rusqlite_migration::Error> {
    Migrations::from_slice(steps).to_latest(conn)?;
    // What makes a search quick is no format: a program that does not know it keeps it up all the same.
    conn.execute_batch("CREATE INDEX IF NOT EXISTS events_of_commands ON events (command)")?;
    conn.execute_batch(beside::TABLE)?;
    Ok(())
}

/// Settings that hold for one connection. An append is on disk when it returns: WAL with synchronous=FULL.
pub(crate) fn configure(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "trusted_schema", false)
}

/// A number in the header of the file.
pub(crate) fn header_number(conn: &Connection, name: &str) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, name, |row| row.get(0))
}
