//! The stored words of every kind, as committed files. If one of these fails, the format changed: that must
//! not be; a new meaning needs a new kind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use journal::Event;
use serde_json::Value;

use crate::samples::{KINDS, kind, samples};

fn golden_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn every_kind_has_a_sample_and_a_golden_file_and_no_file_is_left_over() {
    let sampled: BTreeSet<String> = samples().iter().map(|event| kind(event).to_owned()).collect();
    let known: BTreeSet<String> = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    let entries = fs::read_dir(golden_dir()).unwrap();
    let name = |entry: fs::DirEntry| entry.path().file_stem().unwrap().to_str().unwrap().to_owned();
    let committed: BTreeSet<String> = entries.map(|entry| name(entry.unwrap())).collect();
    assert_eq!(sampled, known);
    assert_eq!(committed, known);
}

#[test]
fn events_are_stored_in_the_same_words_as_ever_and_read_back_the_same() {
    for kind_name in KINDS {
        let events: Vec<Event> = samples().into_iter().filter(|event| kind(event) == kind_name).collect();
        let text = fs::read_to_string(golden_dir().join(format!("{kind_name}.json"))).unwrap();
        let golden: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&events).unwrap(), golden, "{kind_name} is written differently");
        let read: Vec<Event> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, events, "{kind_name} is read differently");
    }
}
