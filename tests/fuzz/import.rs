//! Bytes to an export that is taken in: refused in a sentence with nothing changed, or taken in as a whole, once.

use journal::Journal;
use serde_json::json;
use uuid::Uuid;

use crate::host::{Computer, answers};

/// Checks the bytes as an export, and takes them in twice.
pub fn run(data: &[u8]) {
    let computer = Computer::new();
    let path = computer.dir.path().join("everything.json");
    std::fs::write(&path, data).expect("a file can be written");
    let app = computer.open();
    let args = json!({ "path": path });
    let check = answers(&app, "import_check", args.clone());
    let taken = answers(&app, "import_take", args.clone());
    assert_eq!(check.is_some(), taken.is_some(), "what was found good is taken in, and nothing else");
    let again = answers(&app, "import_take", args);
    assert_eq!(again.is_some(), taken.is_some());
    answers(&app, "app_state", json!({}));
    drop(app);
    let dir = computer.dir.path().join("data");
    let now = "2026-11-25T06:00:00Z".parse().expect("an instant");
    let journal = Journal::open(&dir, Uuid::from_u128(8), now).expect("it opens again").journal;
    let events = journal.leaving(0).expect("it is read").events;
    assert!(taken.is_some() || events.is_empty(), "a refused file left something");
    let mut names: Vec<Uuid> = events.iter().map(|event| event.id).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), events.len(), "an event was taken in twice");
}
