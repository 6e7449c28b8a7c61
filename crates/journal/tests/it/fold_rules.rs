//! The rules of the fold, one by one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use journal::{
    Act, Answer, Event, Grade, PlannedBlock, Record, State, Studied, UnitMark, UnreadableEvent, fold,
};
use uuid::Uuid;

use crate::tools::{act, block, day, local, name, note, now, records};

fn state_of(commands: &[Vec<Event>]) -> State {
    fold(&records(commands))
}

fn publish(from: &str, blocks: Vec<PlannedBlock>) -> Event {
    Event::PlanPublished { from: local(from), published_until: day("2026-03-16"), blocks, let_go: None }
}

fn log(minutes: u32, start: &str, block: Option<Uuid>) -> Event {
    let what = Studied::Work { unit: "u1".to_owned(), activity: "read".to_owned() };
    Event::MinutesLogged { what, start: local(start), minutes, block, finished: false }
}

fn undo(n: u128) -> Vec<Event> {
    vec![Event::Undone { command: name(n) }]
}

fn redo(n: u128) -> Vec<Event> {
    vec![Event::Redone { command: name(n) }]
}

fn ids(state: &State) -> Vec<u128> {
    state.blocks.keys().map(Uuid::as_u128).collect()
}

#[test]
fn nothing_happened_gives_the_first_state() {
    assert_eq!(state_of(&[]), State::default());
}

#[test]
fn a_new_plan_replaces_open_blocks_from_its_start_and_keeps_earlier_and_answered_ones() {
    let state = state_of(&[
        vec![publish(
            "2026-03-02T00:00:00",
            vec![
                block(1, "2026-03-02T18:00:00"),
                block(2, "2026-03-03T18:00:00"),
                block(3, "2026-03-04T18:00:00"),
                block(4, "2026-03-05T18:00:00"),
            ],
        )],
        vec![Event::BlockMissed { block: name(3) }],
        vec![publish("2026-03-03T18:00:00", vec![block(5, "2026-03-06T18:00:00")])],
    ]);
    assert_eq!(ids(&state), [1, 3, 5]);
    assert_eq!(state.blocks[&name(3)].answer, Answer::Missed);
    assert_eq!(state.published_until, Some(day("2026-03-16")));
}

#[test]
fn a_block_that_a_new_plan_names_again_keeps_its_lock_and_its_answer() {
    let moved = PlannedBlock { minutes: 30, ..block(1, "2026-03-07T10:00:00") };
    let state = state_of(&[
        vec![publish(
            "2026-03-02T00:00:00",
            vec![block(1, "2026-03-02T18:00:00"), block(2, "2026-03-03T18:00:00")],
        )],
        vec![
            Event::BlockLocked { block: name(1), locked: true },
            log(20, "2026-03-03T18:00:00", Some(name(2))),
        ],
        vec![publish("2026-03-02T00:00:00", vec![moved.clone(), block(2, "2026-03-08T18:00:00")])],
    ]);
    assert_eq!(state.blocks[&name(1)].block, moved);
    assert!(state.blocks[&name(1)].locked);
    assert_eq!(state.blocks[&name(2)].block.start, local("2026-03-03T18:00:00"), "answered blocks stay put");
    assert_eq!(state.blocks[&name(2)].answer, Answer::Done(20));
}

#[test]
fn moving_a_block_locks_it_and_a_new_plan_goes_by_its_new_start() {
    let moved = Event::BlockMoved { block: name(1), start: local("2026-03-09T07:00:00"), minutes: 45 };
    let first = publish("2026-03-02T00:00:00", vec![block(1, "2026-03-02T18:00:00")]);
    let state = state_of(&[vec![first.clone()], vec![moved.clone()]]);
    let found = &state.blocks[&name(1)];
    assert_eq!(
        (found.block.start, found.block.minutes, found.locked),
        (local("2026-03-09T07:00:00"), 45, true)
    );
    let state = state_of(&[vec![first], vec![moved], vec![publish("2026-03-05T00:00:00", vec![])]]);
    assert!(state.blocks.is_empty());
}

#[test]
fn minutes_on_a_block_add_up_and_logs_are_in_order_of_start() {
    let state = state_of(&[
        vec![publish("2026-03-02T00:00:00", vec![block(1, "2026-03-02T18:00:00")])],
        vec![log(20, "2026-03-02T18:30:00", Some(name(1)))],
        vec![Event::BlockMissed { block: name(1) }],
        vec![log(15, "2026-03-02T18:00:00", Some(name(1)))],
        vec![log(5, "2026-03-02T18:10:00", None)],
    ]);
    assert_eq!(state.blocks[&name(1)].answer, Answer::Done(35));
    let minutes: Vec<u32> = state.logs.iter().map(|log| log.minutes).collect();
    assert_eq!(minutes, [15, 5, 20]);
}

#[test]
fn the_last_answer_counts() {
    let plan = vec![publish("2026-03-02T00:00:00", vec![block(1, "2026-03-02T18:00:00")])];
    let skipped = vec![Event::BlockSkipped { block: name(1) }];
    let missed = vec![Event::BlockMissed { block: name(1) }];
    assert_eq!(
        state_of(&[plan.clone(), missed.clone(), skipped.clone()]).blocks[&name(1)].answer,
        Answer::Skipped
    );
    assert_eq!(state_of(&[plan, skipped, missed]).blocks[&name(1)].answer, Answer::Missed);
}

#[test]
fn events_about_unknown_blocks_change_no_block_but_studied_minutes_are_kept() {
    let state = state_of(&[vec![
        Event::BlockMissed { block: name(9) },
        Event::BlockSkipped { block: name(9) },
        Event::BlockLocked { block: name(9), locked: true },
        Event::BlockMoved { block: name(9), start: local("2026-03-02T18:00:00"), minutes: 45 },
        log(30, "2026-03-02T18:00:00", Some(name(9))),
    ]]);
    assert!(state.blocks.is_empty());
    assert_eq!(state.logs.len(), 1);
}

#[test]
fn later_facts_replace_earlier_ones_and_empty_ones_remove_them() {
    let tick = |ticked| Event::OutcomeTicked { unit: "u1".to_owned(), outcome: 2, ticked };
    let estimate = |minutes| Event::EstimateChanged { unit: "u1".to_owned(), minutes };
    let state = state_of(&[vec![tick(true), estimate(Some(90)), note("a"), note("b")]]);
    assert_eq!(*state.outcomes, BTreeMap::from([(("u1".to_owned(), 2), now())]));
    assert_eq!(state.estimates, BTreeMap::from([("u1".to_owned(), 90)]));
    assert_eq!(state.notes["u1"], ("b".to_owned(), now()));
    let state = state_of(&[
        vec![tick(true), estimate(Some(90)), note("a")],
        vec![tick(false), estimate(None), note("")],
    ]);
    assert_eq!(State { undoable: vec![].into(), ..state }, State::default());
}

#[test]
fn an_undo_takes_back_a_whole_command_and_a_redo_brings_it_back() {
    let plan = vec![publish("2026-03-02T00:00:00", vec![block(1, "2026-03-02T18:00:00")])];
    let missed = vec![
        Event::BlockMissed { block: name(1) },
        publish("2026-03-02T00:00:00", vec![block(2, "2026-03-04T18:00:00")]),
    ];
    let before = state_of(std::slice::from_ref(&plan));
    let after = state_of(&[plan.clone(), missed.clone()]);
    assert_eq!(ids(&after), [1, 2]);

    let undone = state_of(&[plan.clone(), missed.clone(), undo(2)]);
    assert_eq!(undone, State { redoable: vec![act(2)], ..before });
    let redone = state_of(&[plan, missed, undo(2), redo(2)]);
    assert_eq!(redone, after);
}

#[test]
fn undo_and_redo_go_through_commands_like_a_stack() {
    let notes = [vec![note("1")], vec![note("2")], vec![note("3")]];
    let lists = |more: &[Vec<Event>]| {
        let state = state_of(&[&notes[..], more].concat());
        let numbers = |acts: &[Act]| acts.iter().map(|act| act.command.as_u128()).collect::<Vec<_>>();
        (numbers(&state.undoable), numbers(&state.redoable))
    };
    assert_eq!(lists(&[]), (vec![1, 2, 3], vec![]));
    assert_eq!(lists(&[undo(3)]), (vec![1, 2], vec![3]));
    assert_eq!(lists(&[undo(3), undo(2)]), (vec![1], vec![3, 2]));
    assert_eq!(lists(&[undo(3), undo(2), redo(2)]), (vec![1, 2], vec![3]));
    assert_eq!(lists(&[undo(3), undo(2), redo(2), redo(3)]), (vec![1, 2, 3], vec![]));
    assert_eq!(lists(&[undo(3), vec![note("4")]]), (vec![1, 2, 5], vec![]), "a new command ends redoing");
    assert_eq!(lists(&[undo(3), vec![note("4")], undo(5)]), (vec![1, 2], vec![5]));
}

#[test]
fn undoing_what_is_unknown_later_or_itself_an_undo_changes_nothing() {
    let plain = state_of(&[vec![note("1")]]);
    assert_eq!(state_of(&[vec![note("1")], undo(77)]), plain);
    assert_eq!(state_of(&[undo(2), vec![note("1")]]).notes, plain.notes);
    let undone = state_of(&[vec![note("1")], undo(1)]);
    assert_eq!(state_of(&[vec![note("1")], undo(1), undo(2)]), undone);
    assert_eq!(state_of(&[vec![note("1")], redo(1)]), plain);
    assert_eq!(state_of(&[vec![note("1")], undo(1), undo(1)]), undone);
}

#[test]
fn an_undo_with_other_events_is_a_command_like_any_other() {
    let mark = Event::UnitMarked { unit: "u1".to_owned(), mark: UnitMark::Known };
    let mixed = vec![Event::Undone { command: name(1) }, mark];
    let state = state_of(&[vec![note("1")], mixed.clone()]);
    assert!(state.notes.is_empty());
    assert_eq!(*state.undoable, [act(2)]);
    assert!(state.redoable.is_empty());
    let state = state_of(&[vec![note("1")], mixed, undo(2)]);
    assert_eq!(state.notes["u1"].0, "1");
    assert_eq!((state.marks.len(), state.undoable), (0, vec![act(1)].into()));
}

#[test]
fn minutes_know_which_paces_were_set_before_them() {
    let pace = |own| vec![Event::PaceSet { own }];
    let day = |n: u32| vec![log(30, &format!("2026-03-0{n}T18:00:00"), None)];
    // The last minutes are of the first day: what counts is when they were said.
    let commands = [day(2), pace(true), day(3), pace(false), day(1)];
    let known = |state: &State| state.logs.iter().map(|l| l.paces).collect::<Vec<_>>();
    let state = state_of(&commands);
    assert_eq!((state.paces.as_slice(), known(&state)), ([true, false].as_slice(), vec![2, 0, 1]));
    let undone = state_of(&[commands.as_slice(), &[undo(4)]].concat());
    assert_eq!((undone.paces.as_slice(), known(&undone)), ([true].as_slice(), vec![1, 0, 1]));
}

#[test]
fn unreadable_events_are_passed_over() {
    let mut all = records(&[vec![note("1")], vec![note("2")]]);
    let unreadable = UnreadableEvent { kind: "new".to_owned(), body: "{}".to_owned(), reason: String::new() };
    all.push(Record { event: Err(unreadable), command: name(3), seq: 3, ..all[0].clone() });
    assert_eq!(fold(&all), fold(&all[..2]));
}

fn graded(block: u128, unit: &str, grade: Grade) -> Event {
    let (block, unit) = (name(block), unit.to_owned());
    Event::RecallGraded { block, unit, k: 1, grade, on: day("2026-03-03") }
}

#[test]
fn a_review_that_was_graded_in_part_stays_where_it_is_until_the_grade_is_undone() {
    let replan = publish("2026-03-02T00:00:00", vec![block(3, "2026-03-06T18:00:00")]);
    let mut commands = vec![
        vec![publish(
            "2026-03-02T00:00:00",
            vec![block(1, "2026-03-03T18:00:00"), block(2, "2026-03-04T18:00:00")],
        )],
        vec![graded(2, "u1", Grade::Hard)],
        vec![replan],
    ];
    let state = state_of(&commands);
    assert_eq!(ids(&state), [2, 3]);
    assert_eq!(state.blocks[&name(2)].answer, Answer::Open);
    assert_eq!(state.blocks[&name(2)].graded["u1"], Grade::Hard);
    commands.push(undo(2));
    let state = state_of(&commands);
    assert_eq!(ids(&state), [3]);
    assert_eq!(*state.recalls, []);
}

#[test]
fn of_several_grades_of_a_unit_in_one_review_the_last_counts_and_an_unknown_block_keeps_its_grades() {
    let state = state_of(&[
        vec![publish("2026-03-02T00:00:00", vec![block(1, "2026-03-03T18:00:00")])],
        vec![graded(1, "u1", Grade::Forgot)],
        vec![graded(9, "u1", Grade::Easy)],
        vec![graded(1, "u1", Grade::Good)],
    ]);
    let grades: Vec<Grade> = state.recalls.iter().map(|r| r.grade).collect();
    assert_eq!(grades, [Grade::Easy, Grade::Good]);
    assert_eq!(state.blocks[&name(1)].graded["u1"], Grade::Good);
}

/// Two blocks of a published week.
fn week() -> Vec<Event> {
    let blocks = vec![block(1, "2026-03-02T18:00:00"), block(2, "2026-03-03T18:00:00")];
    vec![publish("2026-03-02T00:00:00", blocks)]
}

#[test]
fn a_block_is_split_in_two_locked_ones_and_an_undo_joins_them() {
    let second = PlannedBlock { minutes: 30, ..block(3, "2026-03-02T18:45:00") };
    let split = vec![Event::BlockSplit { block: name(1), minutes: 30, second: second.clone() }];
    let state = state_of(&[week(), split.clone()]);
    assert_eq!(state.blocks[&name(1)].block.minutes, 30);
    assert_eq!(state.blocks[&name(3)].block, second);
    assert!(state.blocks[&name(1)].locked && state.blocks[&name(3)].locked);
    let before = state_of(&[week()]).blocks;
    assert_eq!(state_of(&[week(), split, undo(2)]).blocks, before);
    let unknown = vec![Event::BlockSplit { block: name(9), minutes: 30, second }];
    assert_eq!(state_of(&[week(), unknown]).blocks, before, "of an unknown block nothing is split off");
}

#[test]
fn a_deleted_block_leaves_its_time_free_until_that_ends() {
    let deleted = vec![Event::BlockDeleted { block: name(1) }];
    let state = state_of(&[week(), deleted.clone()]);
    assert_eq!(ids(&state), [2]);
    assert_eq!(state.kept_free[&name(1)], block(1, "2026-03-02T18:00:00"));
    let plan = vec![publish("2026-03-02T00:00:00", vec![block(4, "2026-03-04T18:00:00")])];
    assert_eq!(state_of(&[week(), deleted.clone(), plan]).kept_free.len(), 1, "a plan does not end it");
    let ended = vec![Event::KeptFreeEnded { block: name(1) }];
    assert!(state_of(&[week(), deleted, ended]).kept_free.is_empty());
}

#[test]
fn what_was_added_or_given_another_length_is_locked() {
    let added = Event::BlockAdded { block: block(3, "2026-03-05T18:00:00") };
    let resized = Event::BlockResized { block: name(2), minutes: 75 };
    let state = state_of(&[week(), vec![added, resized]]);
    assert_eq!(ids(&state), [1, 2, 3]);
    assert!(state.blocks[&name(2)].locked && state.blocks[&name(3)].locked && !state.blocks[&name(1)].locked);
    assert_eq!(state.blocks[&name(2)].block.minutes, 75);
}

#[test]
fn what_was_brought_forward_last_comes_first() {
    let forward = |unit: &str, first| vec![Event::UnitBroughtForward { unit: unit.to_owned(), first }];
    let first = |commands: &[Vec<Event>]| state_of(commands).brought_forward;
    assert_eq!(first(&[forward("u1", true), forward("u2", true)]), ["u2", "u1"]);
    assert_eq!(first(&[forward("u1", true), forward("u2", true), forward("u1", true)]), ["u1", "u2"]);
    assert_eq!(first(&[forward("u1", true), forward("u2", true), forward("u2", false)]), ["u1"]);
}

#[test]
fn a_plan_that_was_left_waits_for_one_that_changes_the_promise() {
    let left = vec![Event::BlockMissed { block: name(1) }, Event::PlanLeft { left: true }];
    assert!(state_of(&[week(), left.clone()]).plan_left);
    let behind = vec![publish("2026-03-16T00:00:00", vec![block(5, "2026-03-17T18:00:00")])];
    assert!(state_of(&[week(), left.clone(), behind]).plan_left, "an extension answers nothing");
    let asked = vec![Event::PlanLeft { left: false }];
    assert!(!state_of(&[week(), left.clone(), asked]).plan_left);
    assert!(!state_of(&[week(), left, week()]).plan_left);
}

#[test]
fn a_week_has_one_line_the_last_and_an_empty_one_takes_it_away() {
    let line = |week: &str, text: &str| Event::WeekReflected { week: day(week), text: text.to_owned() };
    let mut commands = vec![
        vec![line("2026-03-02", "Evenings")],
        vec![line("2026-03-09", "Away")],
        vec![line("2026-03-02", "Evenings, only two")],
        vec![line("2026-03-09", "")],
    ];
    let lines = |commands: &[Vec<Event>]| -> Vec<(NaiveDate, String)> {
        state_of(commands).reflections.into_iter().map(|(week, (text, _))| (week, text)).collect()
    };
    assert_eq!(lines(&commands), [(day("2026-03-02"), "Evenings, only two".to_owned())]);
    commands.push(undo(4));
    assert_eq!(lines(&commands)[1], (day("2026-03-09"), "Away".to_owned()));
}

/// Found by feeding rows at random: an undo counts only if all of its command is older, and what is not may come later.
#[test]
fn an_undo_no_longer_counts_when_its_command_goes_on_behind_it() {
    let mut records =
        records(&[vec![note("first")], vec![Event::Undone { command: name(1) }], vec![note("second")]]);
    records[2].command = name(1);
    let mut replay = journal::Replay::new(&records);
    assert_eq!(*replay.until(2), fold(&records[..2]));
    assert!(replay.until(2).notes.is_empty(), "the undo counts as yet");
    assert_eq!(*replay.until(3), fold(&records));
    assert_eq!(*fold(&records).undoable, [act(1)]);
}
