//! The session on a block: one runs, others rest, none is lost but by an answer.

use chrono::{DateTime, Duration, Utc};
use journal::{Answer, Event, Record, State, Studied, fold};

use crate::tools::{at, block, day, local, name, records};

fn published() -> Event {
    Event::PlanPublished {
        from: local("2026-03-02T00:00:00"),
        published_until: day("2026-03-16"),
        blocks: vec![block(1, "2026-03-02T18:00:00"), block(2, "2026-03-02T20:00:00")],
        let_go: None,
    }
}

fn begin() -> DateTime<Utc> {
    at("2026-03-02T18:00:00Z")
}

/// The state after these events, each so many minutes after the beginning.
fn after(events: &[(i64, Event)]) -> State {
    let commands: Vec<Vec<Event>> = std::iter::once(published())
        .chain(events.iter().map(|(_, event)| event.clone()))
        .map(|e| vec![e])
        .collect();
    let mut records: Vec<Record> = records(&commands);
    for (record, (minutes, _)) in records.iter_mut().skip(1).zip(events) {
        record.at = begin() + Duration::minutes(*minutes);
    }
    fold(&records)
}

fn start(n: u128) -> Event {
    Event::SessionStarted { block: name(n) }
}

fn pause(n: u128) -> Event {
    Event::SessionPaused { block: name(n) }
}

fn minutes(state: &State, n: u128, now: i64) -> Option<i64> {
    state.blocks[&name(n)].session.map(|s| s.seconds(begin() + Duration::minutes(now)) / 60)
}

fn runs(state: &State, n: u128) -> bool {
    state.blocks[&name(n)].session.is_some_and(|s| s.since.is_some())
}

#[test]
fn a_session_counts_while_it_runs_and_rests_without_losing() {
    let state = after(&[(0, start(1)), (20, pause(1)), (50, start(1))]);
    assert_eq!((minutes(&state, 1, 50), minutes(&state, 1, 55)), (Some(20), Some(25)));
    assert_eq!(state.blocks[&name(1)].session.unwrap().began, begin());
    let twice = after(&[(0, start(1)), (10, start(1)), (20, pause(1)), (30, pause(1))]);
    assert_eq!(minutes(&twice, 1, 90), Some(20));
}

#[test]
fn another_session_lets_the_first_one_rest() {
    let state = after(&[(0, start(1)), (20, start(2))]);
    assert_eq!((runs(&state, 1), runs(&state, 2)), (false, true));
    assert_eq!((minutes(&state, 1, 60), minutes(&state, 2, 60)), (Some(20), Some(40)));
}

#[test]
fn an_answer_ends_it_and_there_is_none_on_an_answered_block() {
    let log = Event::MinutesLogged {
        what: Studied::Work { unit: "u1".to_owned(), activity: "1".to_owned() },
        start: local("2026-03-02T18:00:00"),
        minutes: 25,
        block: Some(name(1)),
        finished: false,
    };
    for answer in [log, Event::BlockMissed { block: name(1) }, Event::BlockSkipped { block: name(1) }] {
        let state = after(&[(0, start(1)), (25, answer), (30, start(1))]);
        assert_eq!(state.blocks[&name(1)].session, None);
        assert_ne!(state.blocks[&name(1)].answer, Answer::Open);
    }
    let unknown = after(&[(0, start(1)), (5, start(9)), (6, pause(9))]);
    assert!(runs(&unknown, 1), "a block that nobody knows lets nothing rest");
}

#[test]
fn a_new_plan_does_not_take_away_what_is_being_studied_and_a_clock_set_back_adds_nothing() {
    let anew = Event::PlanPublished {
        from: local("2026-03-02T12:00:00"),
        published_until: day("2026-03-16"),
        blocks: vec![],
        let_go: None,
    };
    let state = after(&[(0, start(2)), (10, anew)]);
    assert_eq!(minutes(&state, 2, 30), Some(30));
    assert!(!state.blocks.contains_key(&name(1)));
    assert_eq!(minutes(&state, 2, -30), Some(0));
}

#[test]
fn undoing_the_answer_brings_the_session_back() {
    let missed = Event::BlockMissed { block: name(1) };
    let undone = Event::Undone { command: name(3) };
    let state = after(&[(0, start(1)), (25, missed), (26, undone)]);
    assert_eq!(minutes(&state, 1, 30), Some(30));
}
