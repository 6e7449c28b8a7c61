//! A journal of each format as a program of its time wrote it. They open for ever, and their files are never made anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use journal::{Answer, Event, Foreign, Goal, Notice, Studied, Theme, UnitMark, Unread};
use tempfile::tempdir;

use crate::samples::{KINDS, first_release, kind, samples};
use crate::tools::{at, day, local, name, note_texts, open};

fn fixture(format: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/v{format}.db"))
}

/// A new format needs a file of its own, made by a test as the last one here, and a test that opens it.
#[test]
fn each_format_up_to_the_newest_has_its_file() {
    let folder = fixture(1).parent().unwrap().to_owned();
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let found: BTreeSet<String> = names.filter(|name| name.ends_with(".db")).collect();
    let wanted: BTreeSet<String> = (1..=journal::FORMAT).map(|format| format!("v{format}.db")).collect();
    assert_eq!(found, wanted);
    for format in 1..=journal::FORMAT {
        let dir = tempdir().unwrap();
        let path = dir.path().join("journal.db");
        fs::copy(fixture(u32::try_from(format).unwrap()), &path).unwrap();
        let version = |path: &Path| -> i64 {
            let file = rusqlite::Connection::open(path).unwrap();
            file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
        };
        assert_eq!(version(&path), i64::try_from(format).unwrap(), "it is of the format that its name says");
        assert!(!open(dir.path()).journal.export().unwrap().is_empty());
        assert_eq!(version(&path), i64::try_from(journal::FORMAT).unwrap(), "it is brought forward");
    }
}

#[test]
fn a_journal_of_format_1_opens_with_every_event_and_its_meaning() {
    let dir = tempdir().unwrap();
    fs::copy(fixture(1), dir.path().join("journal.db")).unwrap();
    let mut opened = open(dir.path());
    assert_eq!(opened.notice, None);

    let records = opened.journal.export().unwrap();
    let events: Vec<Event> = records.iter().map(|record| record.event.clone().unwrap()).collect();
    let ordinary = first_release().len() - 2; // Undone and Redone there are about no command of this file.
    assert_eq!(events[..ordinary], first_release()[..ordinary]);
    assert_eq!(records[0].at, at("2026-03-02T08:15:30.123456Z"));
    assert_eq!(records[0].device, name(7));
    assert!(
        records.iter().all(|record| record.clock == record.at.timestamp_micros()),
        "its clock never went back"
    );
    assert!(records.is_sorted_by_key(|record| record.seq));

    let state = opened.journal.state().unwrap().clone();
    assert_eq!(state.profile.unwrap().goal, Goal::MlRole);
    assert_eq!(state.windows.len(), 2);
    assert_eq!(state.budget.unwrap().week, 600);
    assert_eq!(state.levels.len(), 4);
    assert_eq!(state.marks["s1.vectors"], UnitMark::Later);
    assert_eq!(state.estimates["s1.vectors"], 420);
    assert_eq!(state.rhythms.len(), 2);
    assert_eq!(state.outcomes.len(), 1);
    assert_eq!(state.logs.len(), 4);
    assert!(matches!(state.logs[3].what, Studied::Free { strategy: 4, .. }));
    assert_eq!(state.published_until, Some(day("2026-03-16")));
    assert_eq!(state.blocks[&name(11)].answer, Answer::Done(45));
    assert_eq!(state.blocks[&name(12)].answer, Answer::Missed);
    assert_eq!(state.blocks[&name(12)].block.start, local("2026-03-06T19:00:00"));
    assert_eq!(state.blocks[&name(13)].answer, Answer::Skipped);
    assert_eq!(state.grades.len(), 4);
    assert_eq!(*state.recalls, []);
    assert_eq!(state.notes["s1.vectors"].0, "Two lines\nof “text”");
    assert_eq!(state.busy["file:work.ics"].events.len(), 2);
    assert_eq!(state.theme, Theme::Dark);
    let plans = events.iter().filter(|event| matches!(event, Event::PlanPublished { .. })).count();
    assert_eq!(
        state.undoable.len(),
        ordinary - plans,
        "one command an event, but for plans and the undone note"
    );
    assert_eq!(state.redoable.len(), 1);

    opened.journal.append(at("2026-03-03T00:00:00Z"), &[crate::tools::note("new")]).unwrap();
    assert_eq!(note_texts(&opened.journal).last().unwrap(), "new");
}

/// Events of two computers, that of the other with a clock an hour fast, and an event of a kind that nobody knows.
#[test]
fn a_journal_of_format_2_opens_with_every_event_and_its_order() {
    let dir = tempdir().unwrap();
    fs::copy(fixture(2), dir.path().join("journal.db")).unwrap();
    let mut opened = open(dir.path());
    let unknown = Unread { count: 1, kinds: ["flying_set".to_owned()].into() };
    assert_eq!(opened.notice, Some(Notice::Unreadable { unknown, damaged: Unread::default() }));

    let records = opened.journal.export().unwrap();
    assert!(records.is_sorted_by_key(|record| (record.clock, record.id)));
    assert!(!records.is_sorted_by_key(|record| record.seq), "what came from elsewhere stands in its place");
    let readable = records.iter().filter_map(|record| record.event.as_ref().ok());
    let found: BTreeSet<&str> = readable.map(kind).collect();
    let in_file = KINDS.iter().filter(|kind| !LATER_KINDS.contains(kind));
    assert!(in_file.into_iter().all(|kind| found.contains(kind)), "{found:?}");
    let devices: Vec<u128> = records.iter().map(|record| record.device.as_u128()).collect();
    assert_eq!(devices.iter().filter(|device| **device == 8).count(), 3);

    let state = opened.journal.state().unwrap().clone();
    assert_eq!(state.notes["u1"].0, "from the other computer");
    assert_eq!(state.blocks[&name(16)].block.start, local("2026-03-05T18:00:00"));
    assert_eq!(state.logs.len(), 5);
    assert_eq!(state.logs.last().unwrap().minutes, 20);
    let leaving = opened.journal.leaving(0).unwrap();
    assert_eq!((leaving.events.len(), leaving.damaged), (records.len(), 0));
}

/// The kinds of events that there were when the file was made.
const LATER_KINDS: [&str; 2] = ["block_titled", "busy_changed"];

/// How the file was made.
#[test]
#[ignore = "writes the fixture; only ever run for a format without one"]
fn write_the_fixture_of_format_2() {
    let path = fixture(2);
    assert!(!path.exists(), "a fixture is never made anew");
    let (dir, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut journal = open(dir.path()).journal;
    let mut other = crate::tools::open_as(elsewhere.path(), 8);
    let mut at = at("2026-03-02T08:15:30.123456Z");
    for event in
        samples().into_iter().filter(|event| !matches!(event, Event::Undone { .. } | Event::Redone { .. }))
    {
        journal.append(at, &[event]).unwrap();
        at += chrono::Duration::milliseconds(61_001);
    }
    let log = Event::MinutesLogged {
        what: Studied::Free { strategy: 2, text: "On the train".to_owned() },
        start: local("2026-03-05T07:00:00"),
        minutes: 20,
        block: None,
        finished: false,
    };
    other.merge(&journal.leaving(0).unwrap().events).unwrap();
    let fast = at + chrono::Duration::hours(1);
    let command = other.append(fast, &[log, crate::tools::note("from the other computer")]).unwrap().id;
    other.append(fast, &[Event::Undone { command: name(1) }]).unwrap();
    // Taken back and brought back here, before anything of that was known.
    let noted = journal.append(at, &[crate::tools::note("from here")]).unwrap().id;
    journal.append(at, &[Event::Undone { command: noted }]).unwrap();
    journal.append(at, &[Event::Redone { command: noted }]).unwrap();
    let unknown = Foreign {
        id: name(900),
        command: name(901),
        device: name(7),
        at: "2026-03-02T08:20:00.000000Z".to_owned(),
        clock: 1_772_439_600_000_000,
        kind: "flying_set".to_owned(),
        body: "{\"height\":3}".to_owned(),
    };
    journal.merge(&[unknown]).unwrap();
    journal.merge(&other.leaving(0).unwrap().events).unwrap();
    assert!(!journal.command(command).unwrap().is_empty());
    drop(journal);
    fs::copy(dir.path().join("journal.db"), path).unwrap();
}
