//! Two processes write at once: nothing is lost or doubled, each sees the other's events, and what one decided
//! before the other wrote is not written.

use std::path::Path;

use tempfile::tempdir;

use journal::JournalError;

use crate::tools::{integrity, note, note_texts, now, open, start_child};

const EACH: usize = 500;

fn write_all(dir: &Path, who: &str) {
    let mut journal = open(dir).journal;
    for n in 0..EACH {
        journal.append(now(), &[note(&format!("{who} {n}"))]).unwrap();
        if n % 50 == 0 {
            journal.state().unwrap();
        }
    }
}

/// Not a test: the second process.
#[test]
#[ignore = "started by the test below"]
fn writing_child() {
    let Ok(dir) = std::env::var("NINEFOLD_CHILD") else { return };
    write_all(Path::new(&dir), "child");
}

#[test]
fn two_processes_and_two_threads_write_at_once() {
    let dir = tempdir().unwrap();
    let mut child = start_child("together::writing_child", dir.path().to_str().unwrap());
    std::thread::scope(|scope| {
        for who in ["one", "two"] {
            let dir = dir.path();
            scope.spawn(move || write_all(dir, who));
        }
    });
    assert!(child.wait().unwrap().success());

    let mut journal = open(dir.path()).journal;
    let texts = note_texts(&journal);
    for who in ["child", "one", "two"] {
        let expected: Vec<String> = (0..EACH).map(|n| format!("{who} {n}")).collect();
        let found: Vec<String> = texts.iter().filter(|text| text.starts_with(who)).cloned().collect();
        assert_eq!(found, expected);
    }
    let records = journal.export().unwrap();
    assert_eq!(records.len(), 3 * EACH);
    let commands: std::collections::BTreeSet<_> = records.iter().map(|record| record.command).collect();
    assert_eq!(commands.len(), 3 * EACH);
    assert_eq!(journal.state().unwrap().undoable.len(), 3 * EACH);
    drop(journal);
    assert_eq!(integrity(&dir.path().join("journal.db")), "ok");
}

/// Counts up to `EACH` together with others: each number is decided from the one before it.
fn count_up(dir: &Path) {
    let mut journal = open(dir).journal;
    loop {
        let text = journal.state().unwrap().notes.get("u1").map_or("0", |(text, _)| text.as_str());
        let number: usize = text.parse().unwrap();
        if number == EACH {
            return;
        }
        let decided_on = journal.position();
        match journal.append_after(decided_on, now(), &[note(&(number + 1).to_string())]) {
            Ok(_) | Err(JournalError::Overtaken { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Not a test: the second process.
#[test]
#[ignore = "started by the test below"]
fn counting_child() {
    let Ok(dir) = std::env::var("NINEFOLD_CHILD") else { return };
    count_up(Path::new(&dir));
}

#[test]
fn what_two_processes_and_two_threads_decide_is_decided_once() {
    let dir = tempdir().unwrap();
    let mut child = start_child("together::counting_child", dir.path().to_str().unwrap());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| count_up(dir.path()));
        }
    });
    assert!(child.wait().unwrap().success());
    let expected: Vec<String> = (1..=EACH).map(|n| n.to_string()).collect();
    assert_eq!(note_texts(&open(dir.path()).journal), expected);
}
