//! What the tests share: fixed instants and names, records without a file, and this program as a child.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use journal::{Act, Event, Journal, Opened, PlannedBlock, Record, Studied};
use uuid::Uuid;

/// An instant from RFC 3339.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The instant at which most tests take place.
pub fn now() -> DateTime<Utc> {
    at("2026-03-02T08:15:30.123456Z")
}

/// A local instant.
pub fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// A day.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The n-th name.
pub fn name(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Opens the journal of a folder and hands back the notice, too.
pub fn open(dir: &Path) -> Opened {
    Journal::open(dir, name(7), now()).unwrap()
}

/// Opens the journal of a folder as the n-th computer.
pub fn open_as(dir: &Path, device: u128) -> Journal {
    Journal::open(dir, name(device), now()).unwrap().journal
}

/// A note, the simplest event.
pub fn note(text: &str) -> Event {
    Event::NoteSet { unit: "u1".to_owned(), text: text.to_owned() }
}

/// A block of 60 minutes of work.
pub fn block(n: u128, start: &str) -> PlannedBlock {
    let what = Studied::Work { unit: "u1".to_owned(), activity: "read".to_owned() };
    PlannedBlock { id: name(n), start: local(start), minutes: 60, what }
}

/// The n-th command of the computer that [`records`] tells of.
pub fn act(n: u128) -> Act {
    Act { command: name(n), device: name(7) }
}

/// The records of these commands, the n-th (from 1) named `name(n)`.
pub fn records(commands: &[Vec<Event>]) -> Vec<Record> {
    let mut records = Vec::new();
    for (number, events) in (1..).zip(commands) {
        for event in events {
            let seq = records.len() as i64 + 1;
            records.push(Record {
                seq,
                id: name(1000 + seq as u128),
                command: name(number),
                device: name(7),
                at: now(),
                clock: seq,
                event: Ok(event.clone()),
            });
        }
    }
    records
}

/// The texts of all notes ever written, in order.
pub fn note_texts(journal: &Journal) -> Vec<String> {
    let text = |record: Record| match record.event {
        Ok(Event::NoteSet { text, .. }) => Some(text),
        Ok(_) | Err(_) => None,
    };
    journal.export().unwrap().into_iter().filter_map(text).collect()
}

/// What SQLite's full check says about a file that nobody has open.
pub fn integrity(path: &Path) -> String {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap()
}

/// Starts this program again to run one ignored test only, which reads `NINEFOLD_CHILD`.
pub fn start_child(test: &str, argument: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env("NINEFOLD_CHILD", argument)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}
