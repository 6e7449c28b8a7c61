//! Several computers: the same events give the same order and the same state everywhere, however they travel, and what
//! was done by hand on one outlives the plan of another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use journal::{Answer, Event, Foreign, Journal, Merged, PlannedBlock, State, Studied, fold};
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::{TempDir, tempdir};
use uuid::Uuid;

use crate::properties::an_event;
use crate::tools::{at, block, day, local, name, note, note_texts, now, open_as};

/// Some computers with a journal each, all at the same instant unless told.
struct Computers {
    _dirs: Vec<TempDir>,
    journals: Vec<Journal>,
}

impl Computers {
    fn new(count: u128) -> Computers {
        let dirs: Vec<TempDir> = (0..count).map(|_| tempdir().unwrap()).collect();
        let journals = (1..).zip(&dirs).map(|(n, dir)| open_as(dir.path(), n)).collect();
        Computers { _dirs: dirs, journals }
    }

    fn does(&mut self, n: usize, events: &[Event]) -> Uuid {
        self.journals[n].append(now(), events).unwrap().id
    }

    /// Everything that is known to one of them.
    fn all(&self) -> Vec<Foreign> {
        let all: BTreeMap<Uuid, Foreign> =
            self.journals.iter().flat_map(leaving).map(|e| (e.id, e)).collect();
        all.into_values().collect()
    }

    /// All of them learn everything, in different pieces, and must agree.
    fn agree(&mut self) -> State {
        let all = self.all();
        for (n, journal) in self.journals.iter_mut().enumerate() {
            for piece in all.chunks(n + 1) {
                journal.merge(piece).unwrap();
                journal.state().unwrap();
            }
        }
        let first = self.journals[0].state().unwrap().clone();
        for journal in &mut self.journals {
            assert_eq!(journal.state().unwrap(), &first);
        }
        first
    }
}

fn leaving(journal: &Journal) -> Vec<Foreign> {
    let leaving = journal.leaving(0).unwrap();
    assert_eq!(leaving.damaged, 0);
    leaving.events
}

fn texts(dir: &Path) -> Vec<String> {
    note_texts(&open_as(dir, 9))
}

fn foreign(n: u128, clock: i64, text: &str) -> Foreign {
    Foreign {
        id: name(n),
        command: name(n + 100),
        device: name(50),
        at: "2026-03-02T08:15:30.123456Z".to_owned(),
        clock,
        kind: "note_set".to_owned(),
        body: format!("{{\"unit\":\"u1\",\"text\":\"{text}\"}}"),
    }
}

#[test]
fn events_are_taken_in_byte_for_byte_also_those_that_cannot_be_read() {
    let (one, two) = (tempdir().unwrap(), tempdir().unwrap());
    let odd = [
        Foreign {
            kind: "flying_set".to_owned(),
            body: "{ \"height\" : 1e400 }".to_owned(),
            ..foreign(1, 5, "")
        },
        Foreign { body: "not JSON \u{0}\n".to_owned(), at: "some day".to_owned(), ..foreign(2, 6, "") },
        Foreign { kind: String::new(), body: String::new(), at: String::new(), ..foreign(3, -7, "") },
    ];
    let mut journal = open_as(one.path(), 1);
    assert_eq!(journal.merge(&odd).unwrap(), Merged { new: 3, ..Merged::default() });
    let on = leaving(&journal);
    assert_eq!(on, [odd[2].clone(), odd[0].clone(), odd[1].clone()], "in the order of the journal");
    let mut other = open_as(two.path(), 2);
    other.merge(&on).unwrap();
    assert_eq!(leaving(&other), on);
    assert_eq!(other.state().unwrap(), &State::default());
}

#[test]
fn what_is_known_is_left_and_what_differs_is_named() {
    let dir = tempdir().unwrap();
    let mut journal = open_as(dir.path(), 1);
    journal.merge(&[foreign(1, 5, "a"), foreign(1, 5, "a")]).unwrap();
    let others = [
        foreign(1, 5, "b"),
        foreign(1, 6, "a"),
        Foreign { device: name(51), ..foreign(1, 5, "a") },
        Foreign { command: name(51), ..foreign(1, 5, "a") },
        Foreign { at: "2026-03-02T08:15:30.123457Z".to_owned(), ..foreign(1, 5, "a") },
        Foreign { kind: "note".to_owned(), ..foreign(1, 5, "a") },
    ];
    for other in others {
        let merged = journal.merge(&[other, foreign(1, 5, "a")]).unwrap();
        assert_eq!(merged, Merged { new: 0, known: 1, differing: BTreeSet::from([name(1)]) });
    }
    assert_eq!(leaving(&journal), [foreign(1, 5, "a")]);
    assert_eq!(journal.merge(&[]).unwrap(), Merged::default());
}

#[test]
fn what_arrived_since_a_position_is_what_can_be_passed_on() {
    let dir = tempdir().unwrap();
    let mut journal = open_as(dir.path(), 1);
    journal.append(now(), &[note("own")]).unwrap();
    let before = journal.last_seq().unwrap();
    journal.merge(&[foreign(1, 5, "long ago")]).unwrap();
    assert_eq!(journal.last_seq().unwrap(), before + 1);
    assert_eq!(journal.leaving(before).unwrap().events, [foreign(1, 5, "long ago")]);
    assert_eq!(journal.state().unwrap().notes["u1"].0, "own", "it was written before");
    assert_eq!(journal.position(), before + 1);
    assert_eq!(texts(dir.path()), ["long ago", "own"]);
}

#[test]
fn what_is_written_after_something_was_seen_comes_after_it_whatever_the_clocks_say() {
    let mut computers = Computers::new(2);
    let [one, two] = &mut computers.journals[..] else { panic!("two") };
    one.append(at("2031-01-01T00:00:00Z"), &[note("a clock that is years fast"), note("and more")]).unwrap();
    two.merge(&leaving(one)).unwrap();
    two.append(now(), &[note("the answer")]).unwrap();
    one.merge(&leaving(two)).unwrap();
    one.append(at("1999-01-01T00:00:00Z"), &[note("set back")]).unwrap();
    assert_eq!(note_texts(one), ["a clock that is years fast", "and more", "the answer", "set back"]);
    let clocks: Vec<i64> = one.export().unwrap().iter().map(|record| record.clock).collect();
    assert!(clocks.windows(2).all(|pair| pair[1] == pair[0] + 1), "{clocks:?}");
    two.append(at("2031-06-01T00:00:00Z"), &[note("later")]).unwrap();
    let last = two.export().unwrap().pop().unwrap();
    assert_eq!(last.clock, last.at.timestamp_micros(), "a clock that is ahead of all is the clock");
}

#[test]
fn clocks_at_the_ends_of_all_numbers_break_nothing() {
    let mut computers = Computers::new(2);
    let ends = [
        foreign(1, i64::MIN, "first"),
        foreign(2, i64::MAX, "last"),
        Foreign {
            at: "9999-12-31T23:59:59.999999Z".to_owned(),
            ..foreign(3, 253_402_300_799_999_999, "9999")
        },
        Foreign { at: "+262142-12-31T23:59:59Z".to_owned(), ..foreign(4, 7, "later than any") },
    ];
    computers.journals[0].merge(&ends).unwrap();
    for n in 0..3 {
        let command =
            computers.does(0, &[note(&format!("own {n}")), Event::ThemeSet { theme: journal::Theme::Dark }]);
        if n == 1 {
            computers.does(0, &[Event::Undone { command }]);
        }
    }
    let state = computers.agree();
    assert_eq!(state.notes["u1"].0, "own 2", "names are made in order, so that they still tell the order");
    assert_eq!(computers.journals[0].export().unwrap().len(), 4 + 7);
}

/// Whatever somebody puts into a folder: what is done after it was seen comes after it, and later instants count again.
#[test]
fn a_clock_that_nobody_can_have_had_does_not_hold_the_order_for_ever() {
    const END: i64 = 253_402_300_799_999_999;
    let made_up = |n: u128, at: &str, clock| Foreign {
        // A name behind all that a program makes.
        id: Uuid::from_u128(u128::MAX - n),
        at: at.to_owned(),
        ..foreign(n, clock, "made up")
    };
    let last = "9999-12-31T23:59:59.999999Z";
    let ordinary = "2026-03-01T08:00:00.000000Z";
    for hostile in [
        vec![made_up(1, ordinary, i64::MAX)],
        vec![made_up(1, last, i64::MAX)],
        vec![made_up(1, "+262142-12-31T23:59:59Z", i64::MAX)],
        vec![made_up(1, ordinary, END), made_up(2, ordinary, i64::MAX - 1)],
        vec![made_up(1, last, END + 1), made_up(2, last, END + 2), made_up(3, last, END + 36_000_000_000)],
        (0..50).map(|n| made_up(n, ordinary, i64::MAX - i64::try_from(n).unwrap())).collect(),
    ] {
        let mut computers = Computers::new(3);
        for journal in &mut computers.journals[..2] {
            journal.merge(&hostile).unwrap();
            journal.state().unwrap();
        }
        for (n, instant) in [(0, "2026-03-02T09:00:00Z"), (1, "2026-03-02T10:00:00Z")] {
            let own = format!("own {n}");
            computers.journals[n].append(at(instant), &[note(&own), note(&own)]).unwrap();
            assert_eq!(computers.journals[n].state().unwrap().notes["u1"].0, own, "{hostile:?}");
        }
        // A clock that is set back changes nothing of that.
        computers.journals[1].append(at("1999-01-01T00:00:00Z"), &[note("set back")]).unwrap();
        let state = computers.agree();
        assert_eq!(state.notes["u1"].0, "set back", "{hostile:?}");
        computers.does(2, &[note("seen")]);
        assert_eq!(computers.agree().notes["u1"].0, "seen", "{hostile:?}");
        for event in &hostile {
            assert!(leaving(&computers.journals[2]).contains(event), "it is kept and passed on as it is");
        }
    }
}

/// What a program before this rule wrote behind such a clock is where its instants say.
#[test]
fn what_was_written_behind_a_clock_at_the_end_of_all_numbers_counts_by_its_instant() {
    let mut computers = Computers::new(2);
    let behind = |n, at: &str, text: &str| Foreign { at: at.to_owned(), ..foreign(n, i64::MAX, text) };
    let [one, two] = &mut computers.journals[..] else { panic!("two") };
    one.merge(&[behind(9, "2026-02-01T08:00:00.000000Z", "made up")]).unwrap();
    one.merge(&[behind(1, "2026-03-03T08:00:00.000000Z", "long ago")]).unwrap();
    two.append(at("2026-03-02T08:00:00Z"), &[note("between")]).unwrap();
    assert_eq!(computers.agree().notes["u1"].0, "long ago");
    assert_eq!(note_texts(&computers.journals[1]), ["made up", "between", "long ago"]);
    // What leads to a clock makes it believed, whenever it comes.
    let years = |n, clock, text: &str| foreign(n, clock, text);
    let one = &mut computers.journals[0];
    one.merge(&[years(20, 253_402_300_799_999_999 + 7_000_000_000, "led to")]).unwrap();
    assert_eq!(one.state().unwrap().notes["u1"].0, "long ago");
    one.merge(&[years(21, 253_402_300_799_999_999 + 3_500_000_000, "leads")]).unwrap();
    assert_eq!(one.state().unwrap().notes["u1"].0, "led to");
    assert_eq!(computers.agree().notes["u1"].0, "led to");
}

/// Every order in which two events each of three computers can arrive one by one, the last ones seeing the first.
#[test]
fn in_every_order_of_arrival_the_state_is_the_fold_of_what_is_there() {
    let mut computers = Computers::new(3);
    let plan = |n, start: &str| Event::PlanPublished {
        from: local("2026-03-02T00:00:00"),
        published_until: day("2026-03-16"),
        blocks: vec![block(n, start)],
        let_go: Some(vec![]),
    };
    computers.does(0, &[plan(1, "2026-03-03T18:00:00")]);
    let noted = computers.does(1, &[note("two")]);
    computers.does(2, &[plan(2, "2026-03-04T18:00:00")]);
    let first = leaving(&computers.journals[0]);
    let second = leaving(&computers.journals[1]);
    computers.journals[1].merge(&first).unwrap();
    computers.journals[2].merge(&second).unwrap();
    computers.does(0, &[log(1, 30)]);
    computers.does(1, &[Event::BlockLocked { block: name(1), locked: true }]);
    computers.does(2, &[Event::Undone { command: noted }]);
    let all = computers.all();
    assert_eq!(all.len(), 6);
    let mut final_state = None;
    let mut ways = 0;
    let dirs = tempdir().unwrap();
    for way in orders(&(0..6).collect::<Vec<_>>()) {
        ways += 1;
        let mut journal = open_as(&dirs.path().join(ways.to_string()), 9);
        for n in way {
            journal.merge(std::slice::from_ref(&all[n])).unwrap();
            let whole = fold(&journal.export().unwrap());
            assert_eq!(journal.state().unwrap(), &whole);
        }
        let state = journal.state().unwrap().clone();
        assert_eq!(final_state.get_or_insert_with(|| state.clone()), &state, "way {ways}");
    }
    assert_eq!(ways, 720);
    let state = final_state.unwrap();
    assert!(state.notes.is_empty());
    assert_eq!(state.logs.len(), 1);
}

/// All orders in which so many of each can come.
fn orders(left: &[usize]) -> Vec<Vec<usize>> {
    if left.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in left {
        let rest: Vec<usize> = left.iter().copied().filter(|n| n != first).collect();
        all.extend(orders(&rest).into_iter().map(|rest| [&[*first], &rest[..]].concat()));
    }
    all
}

fn log(n: u128, minutes: u32) -> Event {
    Event::MinutesLogged {
        what: Studied::Work { unit: "u1".to_owned(), activity: "read".to_owned() },
        start: local("2026-03-03T18:00:00"),
        minutes,
        block: Some(name(n)),
        finished: false,
    }
}

fn plan(blocks: Vec<PlannedBlock>, let_go: &[u128]) -> Event {
    Event::PlanPublished {
        from: local("2026-03-02T00:00:00"),
        published_until: day("2026-03-16"),
        blocks,
        let_go: Some(let_go.iter().copied().map(name).collect()),
    }
}

/// A week that both computers know.
fn week() -> Event {
    plan((1..=4).map(|n| block(n, &format!("2026-03-0{}T18:00:00", n + 2))).collect(), &[])
}

/// Two computers that know the same week; then each does something without knowing of the other. `first` says whose
/// comes first in the order.
fn apart(first: usize, plans: &[Event], by_hand: &[Event]) -> State {
    let mut computers = Computers::new(2);
    computers.does(0, &[week()]);
    let known = leaving(&computers.journals[0]);
    computers.journals[1].merge(&known).unwrap();
    let mut instants = [now() + Duration::hours(1), now() + Duration::hours(2)];
    if first == 1 {
        instants.reverse();
    }
    computers.journals[0].append(instants[0], plans).unwrap();
    computers.journals[1].append(instants[1], by_hand).unwrap();
    computers.agree()
}

#[test]
fn of_two_plans_the_later_one_counts_everywhere() {
    for first in [0, 1] {
        let plans = [0, 1].map(|n| plan(vec![block(10 + n, "2026-03-05T10:00:00")], &[]));
        let state = apart(first, &plans[..1], &plans[1..]);
        let blocks: Vec<_> = state.blocks.keys().copied().collect();
        assert_eq!(blocks, [name(11 - first as u128)]);
    }
}

/// Blocks 1 to 4 are replaced by the plan of the other computer, but for the second, which it puts elsewhere.
#[test]
fn what_was_done_by_hand_outlives_a_plan_that_did_not_know_of_it() {
    let anew = [plan(vec![block(2, "2026-03-09T18:00:00"), block(20, "2026-03-10T18:00:00")], &[])];
    for first in [0, 1] {
        let moved =
            |n| Event::BlockMoved { block: name(n), start: local("2026-03-07T09:00:00"), minutes: 45 };
        let state =
            apart(first, &anew, &[log(1, 40), moved(2), Event::BlockLocked { block: name(3), locked: true }]);
        let ids: Vec<_> = state.blocks.keys().map(Uuid::as_u128).collect();
        assert_eq!(ids, [1, 2, 3, 20], "{first}: the fourth is replaced by the plan");
        assert_eq!(state.blocks[&name(1)].answer, Answer::Done(40));
        let second = &state.blocks[&name(2)];
        assert_eq!(
            (second.block.start, second.block.minutes, second.locked),
            (local("2026-03-07T09:00:00"), 45, true)
        );
        assert!(state.blocks[&name(3)].locked);
        assert_eq!(state.blocks[&name(3)].block, block(3, "2026-03-05T18:00:00"));
        assert_eq!(state.logs.len(), 1);

        let state = apart(
            first,
            &anew,
            &[Event::BlockMissed { block: name(4) }, Event::BlockDeleted { block: name(2) }],
        );
        assert_eq!(state.blocks[&name(4)].answer, Answer::Missed);
        assert!(!state.blocks.contains_key(&name(2)), "{first}: what was taken out stays out");
        assert!(state.kept_free.contains_key(&name(2)));

        let rest = PlannedBlock { minutes: 30, ..block(30, "2026-03-06T19:00:00") };
        let split = Event::BlockSplit { block: name(4), minutes: 30, second: rest };
        let added = Event::BlockAdded { block: block(31, "2026-03-08T18:00:00") };
        let state = apart(first, &anew, &[split, added, Event::SessionStarted { block: name(1) }]);
        let ids: Vec<_> = state.blocks.keys().map(Uuid::as_u128).collect();
        assert_eq!(ids, [1, 2, 4, 20, 30, 31], "{first}");
        assert!(state.blocks[&name(1)].session.is_some());

        let unlocked = apart(first, &anew, &[Event::BlockLocked { block: name(3), locked: false }]);
        assert!(!unlocked.blocks.contains_key(&name(3)), "{first}: who unlocks asks for nothing");
    }
}

#[test]
fn a_plan_that_knew_of_a_lock_may_let_it_go() {
    let mut computers = Computers::new(1);
    computers.does(0, &[week(), Event::BlockLocked { block: name(3), locked: true }]);
    computers.does(0, &[plan(vec![block(20, "2026-03-10T18:00:00")], &[3])]);
    let ids: Vec<_> = computers.agree().blocks.keys().map(Uuid::as_u128).collect();
    assert_eq!(ids, [20]);
}

#[test]
fn a_replaced_block_is_forgotten_after_some_weeks() {
    let mut computers = Computers::new(1);
    computers.does(0, &[week()]);
    let later = |from: &str| Event::PlanPublished {
        from: local(from),
        published_until: day("2026-09-01"),
        blocks: vec![],
        let_go: Some(vec![]),
    };
    computers.does(0, &[later("2026-03-02T00:00:00")]);
    assert_eq!(computers.agree().replaced.len(), 4);
    computers.does(0, &[later("2026-05-03T18:00:00")]);
    assert_eq!(computers.agree().replaced.len(), 3);
    computers.does(0, &[log(1, 25)]);
    let state = computers.agree();
    assert_eq!((state.blocks.len(), state.logs.len()), (0, 1), "its minutes still count");
}

#[test]
fn commands_of_the_same_microsecond_are_one_undo_each() {
    let mut computers = Computers::new(2);
    let [one, two] = [0, 1].map(|n| computers.does(n, &[note("a"), note("b"), note("c")]));
    let state = computers.agree();
    assert_eq!(BTreeSet::from_iter(state.undoable.iter().map(|act| act.command)), BTreeSet::from([one, two]));
    assert_eq!(state.undoable.len(), 2);
    computers.does(0, &[Event::Undone { command: one }]);
    computers.does(0, &[Event::Undone { command: two }]);
    assert!(computers.agree().notes.is_empty());
}

/// What one of three computers does next; numbers point back at commands it knows.
#[derive(Clone, Debug)]
enum Step {
    Write(Vec<Event>),
    Undo(usize),
    Redo(usize),
    /// It hears from another one some of what that knows.
    Hear(usize, u64),
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => prop::collection::vec(an_event(), 1..4).prop_map(Step::Write),
        1 => (0_usize..5).prop_map(Step::Undo),
        1 => (0_usize..5).prop_map(Step::Redo),
        2 => (0_usize..3, any::<u64>()).prop_map(|(from, which)| Step::Hear(from, which)),
    ]
}

/// Clocks that agree, lag, run ahead or are absurd.
fn an_instant() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![
        6 => (0_i64..4).prop_map(|n| now() + Duration::microseconds(n)),
        2 => (-90_i64..90).prop_map(|n| now() + Duration::minutes(n)),
        1 => Just(at("9999-12-31T23:59:59.999999Z")),
        1 => Just(at("1970-01-01T00:00:00Z")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Three computers write, undo and hear of each other in part. Whoever gets all of it, in whatever order, in whatever
    /// pieces and how often, has the same journal and the same state.
    #[test]
    fn the_same_events_are_the_same_state_on_every_computer(
        steps in prop::collection::vec((0_usize..3, an_instant(), a_step()), 1..20),
        ways in prop::collection::vec((any::<u64>(), 1_usize..7), 3),
    ) {
        let mut computers = Computers::new(3);
        for (n, instant, step) in steps {
            let commands: Vec<Uuid> = computers.journals[n].export().unwrap().iter().map(|r| r.command).collect();
            let pick = |back: usize| commands.iter().rev().nth(back).copied().unwrap_or_else(|| name(999));
            match step {
                Step::Write(events) => { computers.journals[n].append(instant, &events).unwrap(); }
                Step::Undo(back) => {
                    computers.journals[n].append(instant, &[Event::Undone { command: pick(back) }]).unwrap();
                }
                Step::Redo(back) => {
                    computers.journals[n].append(instant, &[Event::Redone { command: pick(back) }]).unwrap();
                }
                Step::Hear(from, which) => {
                    let heard: Vec<Foreign> = leaving(&computers.journals[from])
                        .into_iter().enumerate().filter(|(i, _)| which >> (i % 64) & 1 == 1).map(|(_, e)| e).collect();
                    computers.journals[n].merge(&heard).unwrap();
                }
            }
            let whole = fold(&computers.journals[n].export().unwrap());
            prop_assert_eq!(computers.journals[n].state().unwrap(), &whole);
        }
        let state = computers.agree();
        let order = leaving(&computers.journals[0]);
        for (seed, size) in ways {
            let mut shuffled: Vec<Foreign> = order.iter().chain(&order[..order.len() / 2]).cloned().collect();
            shuffled.sort_by_key(|e| (e.id.as_u128() as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let dir = tempdir().unwrap();
            let mut journal = open_as(dir.path(), 9);
            for piece in shuffled.chunks(size) {
                journal.merge(piece).unwrap();
                journal.state().unwrap();
            }
            prop_assert_eq!(journal.state().unwrap(), &state);
            prop_assert_eq!(&leaving(&journal), &order);
        }
    }
}

/// A row that is damaged in its names stays where it is and is counted; it cannot travel.
#[test]
fn an_event_without_a_whole_name_is_not_passed_on() {
    let dir = tempdir().unwrap();
    let mut journal = open_as(dir.path(), 1);
    journal.append(now(), &[note("1")]).unwrap();
    let conn = Connection::open(dir.path().join("journal.db")).unwrap();
    let sql = "INSERT INTO events (id, command, device, at, clock, kind, body) VALUES (x'09', x'09', x'09', '', 1, '', '')";
    conn.execute(sql, []).unwrap();
    let leaving = journal.leaving(0).unwrap();
    assert_eq!((leaving.events.len(), leaving.damaged), (1, 1));
}
