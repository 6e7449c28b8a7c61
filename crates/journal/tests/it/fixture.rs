//! A journal of format 1 as the first release wrote it. It opens for ever, and its file is never made anew.

use std::fs;
use std::path::{Path, PathBuf};

use journal::{Answer, Event, Goal, Studied, Theme, UnitMark};
use tempfile::tempdir;

use crate::samples::first_release;
use crate::tools::{at, day, local, name, note_texts, open};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1.db")
}

#[test]
fn a_journal_of_format_1_opens_with_every_event_and_its_meaning() {
    let dir = tempdir().unwrap();
    fs::copy(fixture(), dir.path().join("journal.db")).unwrap();
    let mut opened = open(dir.path());
    assert_eq!(opened.notice, None);

    let records = opened.journal.export().unwrap();
    let events: Vec<Event> = records.iter().map(|record| record.event.clone().unwrap()).collect();
    let ordinary = first_release().len() - 2; // Undone and Redone there are about no command of this file.
    assert_eq!(events[..ordinary], first_release()[..ordinary]);
    assert_eq!(records[0].at, at("2026-03-02T08:15:30.123456Z"));
    assert_eq!(records[0].device, name(7));

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

/// How the file was made: one command an event, then a note that is undone, redone and undone again.
#[test]
#[ignore = "writes the fixture; only ever run for a format without one"]
fn write_the_fixture() {
    let path = fixture();
    assert!(!path.exists(), "a fixture is never made anew");
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    let mut at = at("2026-03-02T08:15:30.123456Z");
    let mut append = |event: Event| {
        let command = journal.append(at, &[event]).unwrap();
        at += chrono::Duration::milliseconds(61_001);
        command.id
    };
    for event in &first_release()[..first_release().len() - 2] {
        append(event.clone());
    }
    let command = append(crate::tools::note("taken back"));
    append(Event::Undone { command });
    append(Event::Redone { command });
    append(Event::Undone { command });
    drop(journal);
    fs::copy(dir.path().join("journal.db"), path).unwrap();
}
