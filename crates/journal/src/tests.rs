//! Tests that need what only this crate may touch: the connection and the list of formats.

mod course;
mod publishing;
mod snapshots;

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite_migration::M;
use tempfile::tempdir;
use uuid::Uuid;

use crate::checked::{Check, due};
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
    assert_eq!(setting("user_version"), "Integer(2)");
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
    assert!(matches!(error, JournalError::Newer { found: 3, known: 2, .. }), "{error}");
    new.append(now(), &[note(3)]).unwrap();
    assert_eq!(new.last_seq().unwrap(), 2);
}

/// A file of format 1 with these instants, one event each.
fn first_format(dir: &Path, instants: &[&str]) {
    let mut conn = rusqlite::Connection::open(dir.join("journal.db")).unwrap();
    crate::schema::migrate(&mut conn, &STEPS[..1]).unwrap();
    let sql =
        "INSERT INTO events (seq, id, command, device, at, kind, body) VALUES (?, ?, ?, ?, ?, 'note_set', ?)";
    for (n, at) in (1_u8..).zip(instants) {
        let body = format!("{{\"unit\":\"u1\",\"text\":\"{n}\"}}");
        // Positions with gaps, and names that sort the other way round.
        let (seq, id) = (i64::from(n) * 1000, [255 - n; 16]);
        conn.execute(sql, rusqlite::params![seq, id, id, [0_u8; 16], at, body]).unwrap();
    }
}

#[test]
fn a_file_of_format_1_gets_clocks_that_keep_its_order() {
    let instants = [
        "2026-03-02T08:15:30.000010Z",
        "2026-03-02T08:15:30.000010Z",
        "2026-03-02T08:15:29.999999Z",
        "9999-12-31T23:59:59.999999Z",
        "2026-03-02T08:15:31.000000Z",
        "not an instant",
        "2026-13-02T08:15:31.000000Z",
    ];
    let dir = tempdir().unwrap();
    first_format(dir.path(), &instants);
    let mut journal = open(dir.path());
    assert_eq!(list_backups(dir.path()).unwrap().len(), 1, "a copy of the file as it was");
    let records = journal.export().unwrap();
    assert_eq!(records.iter().map(|r| r.seq / 1000).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    let first = instants[0].parse::<DateTime<Utc>>().unwrap().timestamp_micros();
    let last = instants[3].parse::<DateTime<Utc>>().unwrap().timestamp_micros();
    let clocks: Vec<i64> = records.iter().map(|r| r.clock).collect();
    assert_eq!(clocks, [first, first + 1, first + 2, last, last + 1, last + 2, last + 3]);
    journal.append(now(), &[note(9)]).unwrap();
    assert_eq!(journal.export().unwrap().last().unwrap().clock, last + 4);
    let refused = journal.conn().execute("UPDATE events SET clock = 0", []).unwrap_err().to_string();
    assert!(refused.contains("append-only"), "{refused}");
}

#[test]
fn damaged_instants_at_the_beginning_count_as_nothing() {
    let dir = tempdir().unwrap();
    first_format(dir.path(), &["", "1969-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000001Z"]);
    let clocks: Vec<i64> = open(dir.path()).export().unwrap().iter().map(|r| r.clock).collect();
    assert_eq!(clocks, [0, 1, 2]);
}

/// Two copies of one file, of which one was written to after it was copied: brought to the new format apart, their
/// events are the same.
#[test]
fn copies_of_a_file_of_format_1_agree_after_they_were_brought_to_the_new_one() {
    let instants =
        ["2026-03-02T08:15:30.000000Z", "2026-03-01T08:15:30.000000Z", "2026-03-03T08:15:30.000000Z"];
    let (short, long) = (tempdir().unwrap(), tempdir().unwrap());
    first_format(short.path(), &instants[..2]);
    first_format(long.path(), &instants);
    let mut journal = open(short.path());
    let merged = journal.merge(&open(long.path()).leaving(0).unwrap().events).unwrap();
    assert_eq!((merged.new, merged.known, merged.differing.len()), (1, 2, 0));
}

/// A long journal is not read whole at each start; the day's backup finds what is wrong with it, and the next start recovers it.
#[test]
fn damage_in_a_long_journal_is_found_with_the_backup_of_the_day() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path());
    for n in 0..300 {
        journal.append(now(), &[note(n)]).unwrap();
    }
    drop(journal);
    drop(open(dir.path()));
    let path = dir.path().join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    let page = file.len() / 2 / 4096 * 4096;
    file[page..page + 8].fill(0xFF);
    std::fs::write(&path, &file).unwrap();
    let again = Journal::open(dir.path(), Uuid::nil(), now()).unwrap();
    assert_eq!(again.notice, None, "its last check is relied upon");
    drop(again);
    let later = now() + chrono::TimeDelta::days(1);
    let found = crate::todays_backup(dir.path(), later).unwrap_err();
    assert!(matches!(&found, JournalError::Broken { path: named, .. } if *named == path), "{found}");
    assert_eq!(list_backups(dir.path()).unwrap(), [], "a damaged copy is no backup");
    let recovered = Journal::open(dir.path(), Uuid::nil(), later).unwrap();
    assert!(matches!(recovered.notice, Some(crate::Notice::Recovered { .. })), "{:?}", recovered.notice);
}

/// Of one that is not long its pages are looked at, and what an index says with the backup.
#[test]
fn an_index_of_a_longer_journal_that_is_damaged_is_found_with_the_backup_of_the_day() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path());
    for n in 0..45 {
        journal.append(now(), &[note(n)]).unwrap();
    }
    let id: Vec<u8> =
        journal.conn().query_row("SELECT id FROM events WHERE seq = 30", [], |row| row.get(0)).unwrap();
    drop(journal);
    drop(open(dir.path()));
    assert_eq!(due(dir.path(), now()).unwrap(), Check::Pages);
    let path = dir.path().join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    // In an index the position stands behind the name.
    let entry = [&id[..], &[30]].concat();
    for place in (0..file.len()).filter(|n| file[*n..].starts_with(&entry)).collect::<Vec<_>>() {
        file[place + 16] = 31;
    }
    std::fs::write(&path, &file).unwrap();
    assert_eq!(Journal::open(dir.path(), Uuid::nil(), now()).unwrap().notice, None);
    let found = crate::todays_backup(dir.path(), now()).unwrap_err();
    assert!(matches!(&found, JournalError::Broken { path: named, .. } if *named == path), "{found}");
    let mut recovered = Journal::open(dir.path(), Uuid::nil(), now()).unwrap();
    assert!(matches!(recovered.notice, Some(crate::Notice::Recovered { .. })), "{:?}", recovered.notice);
    assert_eq!(recovered.journal.state().unwrap().notes.len(), 45);
}

#[test]
fn a_check_of_long_ago_is_not_relied_upon() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path());
    for n in 0..300 {
        journal.append(now(), &[note(n)]).unwrap();
    }
    drop(journal);
    drop(open(dir.path()));
    let relied = |days| due(dir.path(), now() + chrono::TimeDelta::days(days)).unwrap() == Check::Nothing;
    assert_eq!([-1, 0, 7, 8].map(relied), [false, true, true, false]);
    crate::suspect(dir.path());
    assert!(!relied(0));
}

/// A copy that is found damaged, as any that comes to nothing, leaves nothing behind.
#[test]
fn a_copy_that_comes_to_nothing_is_removed_with_all_beside_it() {
    let dir = tempdir().unwrap();
    damaged(dir.path());
    let conn = rusqlite::Connection::open(dir.path().join("journal.db")).unwrap();
    let to = dir.path().join("elsewhere");
    crate::backup::write_backup(&conn, &to, now()).unwrap_err();
    assert_eq!(std::fs::read_dir(&to).unwrap().count(), 0);
    // On a full disk SQLite cannot tidy up by itself.
    for suffix in ["", "-wal", "-shm", "-journal"] {
        std::fs::write(to.join(format!("journal.part{suffix}")), "").unwrap();
    }
    crate::backup::discard(&to.join("journal.part"));
    assert_eq!(std::fs::read_dir(&to).unwrap().count(), 0);
}

/// A journal of some hundred events, damaged in its middle, and a backup of the first of them.
fn damaged(dir: &Path) -> Vec<u8> {
    let mut journal = open(dir);
    for n in 0..100 {
        if n == 10 {
            journal.backup(&crate::backups_dir(dir), now()).unwrap();
        }
        journal.append(now(), &[note(n)]).unwrap();
    }
    drop(journal);
    crate::suspect(dir);
    let path = dir.join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    let middle = file.len() / 2 / 4096 * 4096;
    file[middle..middle + 4096].fill(0);
    file[40] ^= 0xFF;
    std::fs::write(&path, &file).unwrap();
    file
}

/// A program of which one further step is this.
fn program(step: &'static str) -> Vec<M<'static>> {
    STEPS.iter().cloned().chain([M::up(step)]).collect()
}

/// Whatever keeps a new journal from being made: the damaged one is set aside, the backup is offered, and work goes on.
#[test]
fn a_recovery_that_fails_shuts_nobody_out() {
    let dir = tempdir().unwrap();
    let file = damaged(dir.path());
    let refusing = "CREATE TRIGGER nothing_comes_in BEFORE INSERT ON events WHEN NEW.body LIKE '%u5%'
                    BEGIN SELECT RAISE(ABORT, 'no'); END;";
    let opened = open_with(dir.path(), Uuid::nil(), now(), &program(refusing)).unwrap();
    let Some(crate::Notice::Broken { set_aside, has_failed, backup }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert!(has_failed);
    assert_eq!(std::fs::read(set_aside).unwrap(), file);
    assert_eq!(backup.clone().unwrap().events, 10);
    let mut journal = opened.journal;
    journal.append(now(), &[note(1)]).unwrap();
    drop(journal);
    assert!(!dir.path().join("journal.recovering.db").exists());
    crate::restore_backup(dir.path(), &backup.unwrap(), now()).unwrap();
    assert_eq!(open(dir.path()).last_seq().unwrap(), 10);
}

/// As one in which something else has the name of the draft.
#[test]
fn a_draft_that_cannot_be_written_shuts_nobody_out() {
    let dir = tempdir().unwrap();
    let file = damaged(dir.path());
    std::fs::create_dir(dir.path().join("journal.recovering.db")).unwrap();
    let opened = open_with(dir.path(), Uuid::nil(), now(), STEPS).unwrap();
    let Some(crate::Notice::Broken { set_aside, has_failed: true, backup: Some(_) }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert_eq!(std::fs::read(set_aside).unwrap(), file);
}

/// Backups that cannot be looked at keep nobody from what can be read of the journal.
#[test]
fn a_folder_of_backups_that_is_none_does_not_hinder_a_recovery() {
    let dir = tempdir().unwrap();
    damaged(dir.path());
    std::fs::remove_dir_all(crate::backups_dir(dir.path())).unwrap();
    std::fs::write(crate::backups_dir(dir.path()), "no folder").unwrap();
    let opened = Journal::open(dir.path(), Uuid::nil(), now()).unwrap();
    let Some(crate::Notice::Recovered { recovered, .. }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert!(recovered.read > 80 && recovered.backup.is_none(), "{recovered:?}");
    drop(opened.journal);
    std::fs::write(dir.path().join("journal.db"), "nothing can be read of this").unwrap();
    let opened = Journal::open(dir.path(), Uuid::nil(), now()).unwrap();
    let Some(crate::Notice::Broken { backup: None, has_failed: false, .. }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
}

/// Where there is no room for a new journal nothing is moved, and it is recovered once there is.
#[test]
fn a_recovery_without_room_waits_for_it_and_is_then_made() {
    for is_interrupted in [false, true] {
        let dir = tempdir().unwrap();
        let file = damaged(dir.path());
        let path = dir.path().join("journal.db");
        if is_interrupted {
            std::fs::write(dir.path().join("journal.recovering.db"), "half of it").unwrap();
            std::fs::rename(&path, dir.path().join("journal.broken-2026-03-02T081530Z.db")).unwrap();
        }
        let narrow = program("PRAGMA max_page_count = 12; CREATE TABLE more (a INTEGER) STRICT;");
        for _ in 0..2 {
            let error = open_with(dir.path(), Uuid::nil(), now(), &narrow).unwrap_err();
            assert_eq!(error.code(), "journal_full", "{error}");
            assert_eq!(std::fs::read(&path).ok().as_ref(), (!is_interrupted).then_some(&file));
        }
        let opened = Journal::open(dir.path(), Uuid::nil(), now()).unwrap();
        let Some(crate::Notice::Recovered { recovered, set_aside }) = opened.notice else {
            panic!("{:?}", opened.notice)
        };
        assert_eq!(std::fs::read(set_aside).unwrap(), file);
        assert!(recovered.read + recovered.from_backup > 85, "{recovered:?}");
    }
}
