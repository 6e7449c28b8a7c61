//! What is kept beside the events: with them or not at all, and nothing of it is an event.

use journal::{Event, JournalError, State};
use tempfile::tempdir;

use crate::tools::{at, name, note, now, open};

#[test]
fn a_text_is_kept_with_the_events_of_its_command_or_not_at_all() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    assert_eq!(journal.kept("a").unwrap(), None);
    let first = journal.append_and_keep(0, now(), &[note("1")], "a", "one").unwrap();
    journal.append_and_keep(first.seq, now(), &[], "a", "two").unwrap();
    assert_eq!(journal.last_seq().unwrap(), first.seq, "a text alone is no event");
    let late = journal.append_and_keep(0, now(), &[note("2")], "a", "three");
    assert!(matches!(late, Err(JournalError::Overtaken { .. })), "{late:?}");
    assert_eq!(journal.kept("a").unwrap().as_deref(), Some("two"));
    journal.keep("b", "other").unwrap();
    drop(journal);
    let mut journal = open(dir.path()).journal;
    assert_eq!(journal.kept("a").unwrap().as_deref(), Some("two"));
    assert_eq!(journal.kept("b").unwrap().as_deref(), Some("other"));
    assert_eq!(journal.leaving(0).unwrap().events.len(), 1, "what goes to other computers is events alone");
    assert_ne!(*journal.state().unwrap(), State::default());
}

#[test]
fn what_is_read_of_a_calendar_is_no_act_and_changes_only_what_is_new() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    let event = |hour: u32| journal::BusyEvent {
        title: format!("At {hour}"),
        when: journal::BusyTime::Timed {
            start: at(&format!("2026-03-02T{hour:02}:00:00Z")),
            end: at(&format!("2026-03-02T{hour:02}:30:00Z")),
        },
    };
    let read = |gone: Vec<_>, new: Vec<_>| Event::BusyChanged {
        source: "link:1".to_owned(),
        name: "Team".to_owned(),
        color: None,
        read_at: now(),
        gone,
        new,
        series: 2,
    };
    journal.append(now(), &[note("mine")]).unwrap();
    journal.append(now(), &[read(vec![], vec![event(9), event(10)])]).unwrap();
    journal.append(now(), &[read(vec![event(9), event(20)], vec![event(8), event(10)])]).unwrap();
    let state = journal.state().unwrap();
    assert_eq!(state.busy["link:1"].events, [event(10), event(8)], "in the order of their titles");
    assert_eq!(state.undoable.len(), 1, "only the learner's own act is undone");
    let undone = state.undoable[0].command;
    journal.append(now(), &[Event::Undone { command: undone }]).unwrap();
    assert_eq!(journal.state().unwrap().busy["link:1"].events.len(), 2);
}

#[test]
fn a_title_of_the_learners_own_stays_with_its_block_and_locks_it() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    let placed = crate::tools::block(5, "2026-03-05T18:00:00");
    journal.append(now(), &[Event::BlockAdded { block: placed }]).unwrap();
    journal.append(now(), &[Event::BlockLocked { block: name(5), locked: false }]).unwrap();
    let title = Some("Vectors with Ada".to_owned());
    journal.append(now(), &[Event::BlockTitled { block: name(5), title: title.clone() }]).unwrap();
    let known = &journal.state().unwrap().blocks[&name(5)];
    assert_eq!((&known.title, known.locked), (&title, true));
}
