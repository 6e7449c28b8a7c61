//! What the tests write into journals and find there again.

use std::path::Path;
use std::process::Command;

use chrono::{DateTime, Utc};
use journal::{Event, Journal, Opened};
use uuid::Uuid;

/// The instant at which all of them are written.
pub fn now() -> DateTime<Utc> {
    "2026-03-02T08:15:30.123456Z".parse().unwrap()
}

/// Opens the journal of a folder as a computer of its own.
pub fn open(dir: &Path) -> Opened {
    Journal::open(dir, Uuid::from_u128(7), now()).unwrap()
}

/// A note, the simplest event.
pub fn note(text: &str) -> Event {
    Event::NoteSet { unit: "u1".to_owned(), text: text.to_owned() }
}

/// The notes' texts in the order of the journal.
pub fn texts(journal: &Journal) -> Vec<String> {
    let text = |record: journal::Record| match record.event {
        Ok(Event::NoteSet { text, .. }) => text,
        other => panic!("not a note: {other:?}"),
    };
    journal.export().unwrap().into_iter().map(text).collect()
}

/// How many times as many cases as in the test command.
pub fn times() -> usize {
    std::env::var("NINEFOLD_FAULTS").map_or(1, |text| text.parse().unwrap())
}

/// This test program, to run nothing but a test that is a process of its own.
pub fn child(test: &str, dir: &Path) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test, "--ignored", "--nocapture"]).env("NINEFOLD_CHILD", dir);
    child
}

/// The folder that was given to [`child`].
pub fn child_dir() -> Option<std::path::PathBuf> {
    std::env::var_os("NINEFOLD_CHILD").map(Into::into)
}
