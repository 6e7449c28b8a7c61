//! Appending and reading: what comes back is what was written, in order, and stays.

use journal::{Event, Journal, JournalError, State, Unread, fold};
use rusqlite::Connection;
use tempfile::tempdir;

use crate::samples::samples;
use crate::tools::{at, name, note, note_texts, now, open};

#[test]
fn every_kind_comes_back_as_it_was_written() {
    let dir = tempdir().unwrap();
    let command = open(dir.path()).journal.append(now(), &samples()).unwrap();
    let mut journal = open(dir.path()).journal;
    let records = journal.export().unwrap();
    let events: Vec<Event> = records.iter().map(|record| record.event.clone().unwrap()).collect();
    assert_eq!(events, samples());
    assert!(records.iter().all(|record| record.command == command.id && record.device == name(7)));
    assert!(records.iter().all(|record| record.at == now()));
    assert_eq!(command.seq, records.len() as i64);
    assert_eq!(*journal.state().unwrap(), fold(&records));
}

#[test]
fn ids_are_made_from_the_given_instant_and_are_in_order() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1"), note("2"), note("3")]).unwrap();
    journal.append(now(), &[note("4")]).unwrap();
    journal.append(at("1999-12-31T23:59:59Z"), &[note("5")]).unwrap();
    let records = journal.export().unwrap();
    for record in &records[..4] {
        assert_eq!(record.id.get_version_num(), 7);
        let (seconds, nanos) = record.id.get_timestamp().unwrap().to_unix();
        assert_eq!(seconds as i64 * 1000 + i64::from(nanos / 1_000_000), record.at.timestamp_millis());
    }
    assert!(records.is_sorted_by_key(|record| record.id));
    assert_eq!(records[4].at, at("1999-12-31T23:59:59Z"), "a clock that was set back is no reason to refuse");
}

#[test]
fn an_instant_that_cannot_be_stored_is_refused() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    for wrong in [at("1969-12-31T23:59:59Z"), chrono::DateTime::<chrono::Utc>::MAX_UTC] {
        let error = journal.append(wrong, &[note("1")]).unwrap_err();
        assert_eq!(error.code(), "journal_instant");
    }
    assert_eq!(journal.last_seq().unwrap(), 0);
}

#[test]
fn a_command_without_events_writes_nothing() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    assert_eq!(journal.append(now(), &[]).unwrap().seq, 0);
    assert_eq!(*journal.state().unwrap(), State::default());
}

#[test]
fn what_another_handle_writes_is_seen_undo_included() {
    let dir = tempdir().unwrap();
    let mut window = open(dir.path()).journal;
    let mut cli = open(dir.path()).journal;
    let first = window.append(now(), &[note("window")]).unwrap();
    assert_eq!(cli.last_seq().unwrap(), 1);
    assert_eq!(cli.state().unwrap().notes["u1"].0, "window");
    let second = cli.append(now(), &[note("cli")]).unwrap();
    assert_eq!(window.state().unwrap().notes["u1"].0, "cli");
    cli.append(now(), &[Event::Undone { command: second.id }]).unwrap();
    let state = window.state().unwrap();
    assert_eq!(
        (&state.notes["u1"].0[..], state.undoable.iter().map(|act| act.command).collect()),
        ("window", vec![first.id])
    );
}

#[test]
fn the_file_refuses_to_change_remove_or_replace_an_event() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    let conn = Connection::open(dir.path().join("journal.db")).unwrap();
    let replace = |seq: &str, id: &str| {
        format!(
            "INSERT OR REPLACE INTO events (seq, id, command, device, at, clock, kind, body)
             SELECT {seq}, {id}, command, device, at, clock, kind, '{{}}' FROM events"
        )
    };
    for sql in [
        "UPDATE events SET body = '{}'",
        "DELETE FROM events",
        &replace("seq", "randomblob(16)"),
        &replace("seq + 1", "id"),
    ] {
        let error = conn.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    assert_eq!(note_texts(&journal), ["1"]);
}

#[test]
fn a_journal_that_was_moved_away_while_open_is_not_written_to() {
    if cfg!(windows) {
        return; // The system itself refuses to move an open file.
    }
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    std::fs::rename(dir.path().join("journal.db"), dir.path().join("elsewhere.db")).unwrap();
    let error = journal.append(now(), &[note("2")]).unwrap_err();
    assert!(matches!(error, JournalError::Moved { .. }), "{error}");
}

#[test]
fn an_event_of_an_unknown_kind_or_with_a_damaged_row_is_kept_and_counted() {
    let dir = tempdir().unwrap();
    open(dir.path()).journal.append(now(), &[note("1")]).unwrap();
    let conn = Connection::open(dir.path().join("journal.db")).unwrap();
    let insert = "INSERT INTO events (id, command, device, at, clock, kind, body) VALUES (?, ?, ?, ?, 1800000000000000, ?, ?)";
    let good = "2026-03-02T08:15:30.000000Z";
    for (n, at, kind, body) in [
        (1_u8, good, "flying_set", "{\"height\":3}"),
        (2, good, "note_set", "{\"unit\":"),
        (3, good, "note_set", "[]"),
        (4, good, "note_set", "{\"unit\":7,\"text\":\"\"}"),
        (5, "2026-13-02", "note_set", "{\"unit\":\"u1\",\"text\":\"\"}"),
    ] {
        conn.execute(insert, rusqlite::params![[n; 16], [n; 16], [0_u8; 16], at, kind, body]).unwrap();
    }
    conn.execute(insert, rusqlite::params![[9_u8; 3], [9_u8; 0], [0_u8; 16], good, "note_set", "{}"])
        .unwrap();
    drop(conn);

    let opened = open(dir.path());
    let mut journal = opened.journal;
    let unread = |count, kind: &str| Unread { count, kinds: [kind.to_owned()].into() };
    let (unknown, damaged) = (unread(1, "flying_set"), unread(5, "note_set"));
    assert_eq!(opened.notice, Some(journal::Notice::Unreadable { unknown, damaged }));
    assert_eq!(journal.state().unwrap().notes["u1"].0, "1");
    assert_eq!(journal.state().unwrap().undoable.len(), 1);
    let unreadable = journal.export().unwrap()[1].event.clone().unwrap_err();
    assert_eq!((&unreadable.kind[..], &unreadable.body[..]), ("flying_set", "{\"height\":3}"));
    journal.append(now(), &[note("2")]).unwrap();
    assert_eq!(note_texts(&journal), ["1", "2"]);
}

/// Two handles in one process may both be open; closing one must not disturb the other.
#[test]
fn closing_one_handle_leaves_the_other_working() {
    let dir = tempdir().unwrap();
    let mut one = open(dir.path()).journal;
    for n in 0..20 {
        let mut other: Journal = open(dir.path()).journal;
        other.append(now(), &[note(&format!("other {n}"))]).unwrap();
        drop(other);
        one.append(now(), &[note(&format!("one {n}"))]).unwrap();
    }
    assert_eq!(note_texts(&one).len(), 40);
    drop(one);
    assert_eq!(note_texts(&open(dir.path()).journal).len(), 40);
    assert_eq!(crate::tools::integrity(&dir.path().join("journal.db")), "ok");
}

#[test]
fn what_was_decided_before_another_handle_wrote_is_refused() {
    let dir = tempdir().unwrap();
    let mut window = open(dir.path()).journal;
    let mut cli = open(dir.path()).journal;
    window.state().unwrap();
    cli.append(now(), &[note("cli")]).unwrap();
    let refused = window.append_after(window.position(), now(), &[note("window")]).unwrap_err();
    assert!(matches!(refused, JournalError::Overtaken { decided_on: 0, found: 1 }), "{refused}");
    assert_eq!(note_texts(&window), ["cli"], "nothing was written");

    window.state().unwrap();
    window.append_after(window.position(), now(), &[note("window")]).unwrap();
    assert_eq!(note_texts(&cli), ["cli", "window"]);
}
