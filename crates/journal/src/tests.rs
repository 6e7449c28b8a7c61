//! Tests that need what only this crate may touch: the connection and the list of formats.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite_migration::M;
use tempfile::tempdir;
use uuid::Uuid;

use crate::open::open_with;
use crate::schema::STEPS;
use crate::{Event, Journal, JournalError, check_backup, list_backups};

fn now() -> DateTime<Utc> {
    "2026-03-02T08:15:30Z".parse().unwrap()
}

fn open(dir: &Path) -> Journal {
    Journal::open(dir, Uuid::nil(), now()).unwrap().journal
}

fn note(n: usize) -> Event {
    Event::NoteSet { unit: format!("u{n}"), text: "x".repeat(500) }
}

fn later_program() -> Vec<M<'static>> {
    let mut steps: Vec<M<'static>> = vec![M::up("CREATE TABLE more (a INTEGER) STRICT;")];
    steps.splice(0..0, STEPS.iter().cloned());
    steps
}

#[test]
fn the_settings_that_make_an_append_durable_are_on() {
    let dir = tempdir().unwrap();
    let journal = open(dir.path());
    let setting = |name: &str| -> String {
        let value: rusqlite::types::Value =
            journal.conn().pragma_query_value(None, name, |row| row.get(0)).unwrap();
        match value {
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    };
    assert_eq!(setting("journal_mode"), "wal");
    assert_eq!(setting("synchronous"), "Integer(2)", "2 is FULL");
    assert_eq!(setting("foreign_keys"), "Integer(1)");
    assert_eq!(setting("busy_timeout"), "Integer(5000)");
    assert_eq!(setting("user_version"), "Integer(1)");
    assert_eq!(setting("application_id"), format!("Integer({})", 0x3946_4C44));
}

#[test]
fn the_steps_are_valid() {
    rusqlite_migration::Migrations::from_slice(STEPS).validate().unwrap();
}

#[test]
fn a_full_disk_loses_nothing_and_writing_goes_on_when_there_is_room_again() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path());
    journal.conn().pragma_update(None, "max_page_count", 20).unwrap();
    let mut acknowledged = 0;
    let error = loop {
        match journal.append(now(), &[note(acknowledged), note(acknowledged)]) {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
        assert!(acknowledged < 1000, "the disk never filled");
    };
    assert!(matches!(error, JournalError::Full { .. }), "{error}");
    assert_eq!(journal.export().unwrap().len(), 2 * acknowledged, "half a command was kept");
    assert_eq!(journal.state().unwrap().notes.len(), acknowledged);
    journal.conn().pragma_update(None, "max_page_count", 1000).unwrap();
    journal.append(now(), &[note(acknowledged)]).unwrap();
    drop(journal);
    assert_eq!(open(dir.path()).export().unwrap().len(), 2 * acknowledged + 1);
}

#[test]
fn a_journal_locked_by_another_process_says_so() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path());
    journal.conn().busy_timeout(std::time::Duration::ZERO).unwrap();
    let other = open(dir.path());
    other.conn().execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = journal.append(now(), &[note(1)]).unwrap_err();
    assert!(matches!(error, JournalError::Locked { .. }), "{error}");
    assert_eq!(error.code(), "journal_locked");
    other.conn().execute_batch("ROLLBACK").unwrap();
    journal.append(now(), &[note(1)]).unwrap();
}

#[test]
fn a_backup_is_made_before_a_file_is_brought_to_a_newer_format() {
    let dir = tempdir().unwrap();
    open(dir.path()).append(now(), &[note(1)]).unwrap();
    let steps = later_program();
    let opened = open_with(dir.path(), Uuid::nil(), now(), &steps).unwrap();
    assert_eq!(opened.notice, None);
    assert_eq!(opened.journal.export().unwrap().len(), 1);
    let backups = list_backups(dir.path()).unwrap();
    assert_eq!(backups.len(), 1);
    assert_eq!(check_backup(&backups[0].path).unwrap().events, 1, "this program's format, so readable by it");
    drop(opened);
    drop(open_with(dir.path(), Uuid::nil(), "2026-03-03T08:00:00Z".parse().unwrap(), &steps).unwrap());
    assert_eq!(list_backups(dir.path()).unwrap().len(), 1, "no second backup without a migration");
}

#[test]
fn a_new_journal_is_made_without_a_backup() {
    let dir = tempdir().unwrap();
    open(dir.path());
    assert!(list_backups(dir.path()).unwrap().is_empty());
}

#[test]
fn an_older_program_stops_writing_when_a_newer_one_takes_over_the_open_file() {
    let dir = tempdir().unwrap();
    let mut old = open(dir.path());
    old.append(now(), &[note(1)]).unwrap();
    let mut new = open_with(dir.path(), Uuid::nil(), now(), &later_program()).unwrap().journal;
    let error = old.append(now(), &[note(2)]).unwrap_err();
    assert!(matches!(error, JournalError::Newer { found: 2, known: 1, .. }), "{error}");
    new.append(now(), &[note(3)]).unwrap();
    assert_eq!(new.last_seq().unwrap(), 2);
}
