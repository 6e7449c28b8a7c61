//! Whatever a learner does, the program answers, keeps what it promised and loses nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::App;
use api::wire::*;
use chrono::Duration;
use proptest::prelude::*;
use support::*;

/// One thing a learner may do; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Act {
    Done(usize, Option<u32>),
    Missed(usize),
    Lock(usize, bool),
    Move(usize, i64),
    Tick(usize),
    Grade(usize, Grade),
    Hours(u32),
    Windows(u8, u32),
    Busy(u32),
    Pass(i64),
    Undo,
    Redo,
    Restart,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        4 => (0..30_usize, proptest::option::of(5..120_u32)).prop_map(|(n, m)| Act::Done(n, m)),
        3 => (0..30_usize).prop_map(Act::Missed),
        2 => (0..30_usize, any::<bool>()).prop_map(|(n, l)| Act::Lock(n, l)),
        3 => (0..30_usize, -80..80_i64).prop_map(|(n, q)| Act::Move(n, q)),
        1 => (0..30_usize).prop_map(Act::Tick),
        3 => (0..30_usize, prop::sample::select(&[Grade::Forgot, Grade::Hard, Grade::Good, Grade::Easy]))
            .prop_map(|(n, grade)| Act::Grade(n, grade)),
        1 => (60..900_u32).prop_map(Act::Hours),
        1 => (0..7_u8, 0..20_u32).prop_map(|(d, h)| Act::Windows(d, h)),
        1 => (0..22_u32).prop_map(Act::Busy),
        3 => (1..100_i64).prop_map(Act::Pass),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        1 => Just(Act::Restart),
    ];
    proptest::collection::vec(act, 1..14)
}

/// Published blocks from last week to three weeks ahead.
fn all_blocks(app: &App) -> Vec<BlockView> {
    let monday = this_week(app).monday;
    let week = |n: i64| blocks(&app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    (-1..4).flat_map(week).filter(|b| b.id.is_some()).collect()
}

fn choose(app: &App, n: usize) -> Option<BlockView> {
    let all = all_blocks(app);
    (!all.is_empty()).then(|| all[n % all.len()].clone())
}

/// A refusal must be a known sentence about the learner's act, never a fault of the program.
fn fine<T>(answer: Result<T, Failure>) {
    if let Err(failure) = answer {
        let expected =
            ["already_answered", "illegal_move", "nothing_to_undo", "nothing_to_redo", "bad_setting"];
        assert!(expected.contains(&failure.code.as_str()), "{failure:?}");
    }
}

fn act(host: &std::sync::Arc<TestHost>, app: &mut App, act: &Act) {
    match act {
        Act::Done(n, minutes) => {
            if let Some(b) = choose(app, *n) {
                fine(app.block_done(BlockDone { id: b.id.unwrap(), minutes: *minutes }));
            }
        }
        Act::Missed(n) => {
            if let Some(b) = choose(app, *n) {
                fine(app.block_missed(BlockRef { id: b.id.unwrap() }));
            }
        }
        Act::Lock(n, locked) => {
            if let Some(b) = choose(app, *n) {
                fine(app.block_lock(BlockLock { id: b.id.unwrap(), locked: *locked }));
            }
        }
        Act::Move(n, quarters) => {
            if let Some(b) = choose(app, *n) {
                let start = start_of(&b) + Duration::minutes(quarters * 15);
                let to = BlockMove { id: b.id.clone().unwrap(), start, minutes: b.minutes };
                let Ok(check) = app.block_check(to.clone()) else { return };
                let moved = app.block_move(to.clone());
                assert_eq!(check.legal, moved.is_ok(), "{check:?} {moved:?}");
                if let Some(nearest) = check.nearest {
                    fine(app.block_move(BlockMove { start: nearest, ..to.clone() }));
                    let now = app.block(BlockRef { id: to.id }).unwrap().block;
                    assert_eq!(start_of(&now), nearest, "the nearest place that was offered is legal");
                }
            }
        }
        Act::Tick(n) => {
            if let Some(unit) = choose(app, *n).and_then(|b| b.unit) {
                fine(app.outcome_tick(OutcomeTick { unit, outcome: 1, ticked: true }));
            }
        }
        Act::Grade(n, grade) => {
            let mut all = all_blocks(app);
            all.retain(|b| b.kind == BlockKind::Review);
            let Some(b) = (!all.is_empty()).then(|| all[n % all.len()].clone()) else { return };
            let block = b.id.unwrap();
            let recall = app.block(BlockRef { id: block.clone() }).unwrap().recall;
            let Some(item) = recall.iter().find(|item| !item.choices.is_empty()) else { return };
            let graded = ReviewGraded { block: block.clone(), unit: item.unit.clone(), grade: *grade };
            app.review_graded(graded).unwrap();
            let after = app.block(BlockRef { id: block }).unwrap();
            let after = after.recall.into_iter().find(|i| i.unit == item.unit).unwrap();
            assert_eq!(after.grade, Some(*grade));
            assert!(after.choices.is_empty() && after.back.unwrap().days >= 1, "{after:?}");
        }
        Act::Hours(week) => {
            let budget = Budget { week: *week, ..app.settings(Nothing {}).unwrap().budget };
            fine(app.budget_set(BudgetSet { budget }));
        }
        Act::Windows(weekday, hour) => {
            let mut windows = app.settings(Nothing {}).unwrap().windows;
            windows.retain(|w| w.weekday != *weekday);
            windows.push(StudyWindow { weekday: *weekday, from: hour * 60, to: hour * 60 + 200, deep: true });
            fine(app.availability_set(AvailabilitySet { windows }));
        }
        Act::Busy(hour) => {
            let text = format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260105T{hour:02}0000\r\nDURATION:PT2H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,SA\r\nSUMMARY:Band\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            );
            fine(app.busy_import(BusyImport { file_name: "band.ics".into(), text }));
        }
        Act::Pass(hours) => host.pass(Duration::hours(*hours)),
        Act::Undo => fine(app.undo(Nothing {})),
        Act::Redo => fine(app.redo(Nothing {})),
        Act::Restart => *app = open(host),
    }
}

/// What must hold of every published week.
fn check(app: &App) {
    let mut all: Vec<BlockView> = all_blocks(app);
    all.retain(|b| matches!(b.state, BlockStatus::Planned | BlockStatus::Now));
    all.sort_by_key(start_of);
    for pair in all.windows(2) {
        let [a, b] = pair else { continue };
        let apart = a.date < b.date || a.to <= b.from;
        assert!(apart || (a.locked && b.locked), "blocks overlap: {a:?} {b:?}");
    }
    app.today(Nothing {}).unwrap();
    app.app_state(Nothing {}).unwrap();
    for block in &all {
        app.block(BlockRef { id: block.id.clone().unwrap() }).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_plan_holds(acts in acts(), zone in prop_oneof![
        Just("Europe/Berlin"), Just("Australia/Lord_Howe"), Just("America/Santiago")
    ]) {
        let host = TestHost::at(zone, "2026-10-01T12:30");
        let mut app = onboarded(&host);
        let locked = |app: &App| -> Vec<BlockView> {
            all_blocks(app).into_iter().filter(|b| b.locked && b.state == BlockStatus::Planned).collect()
        };
        for one in &acts {
            let before = locked(&app);
            act(&host, &mut app, one);
            check(&app);
            if matches!(one, Act::Missed(_) | Act::Done(..) | Act::Hours(_) | Act::Windows(..) | Act::Busy(_) | Act::Tick(_) | Act::Grade(..)) {
                let after = all_blocks(&app);
                for b in before {
                    let now = after.iter().find(|a| a.id == b.id);
                    let kept = now.is_some_and(|n| (n.date, n.from) == (b.date, b.from));
                    prop_assert!(kept, "a locked block moved: {b:?} -> {now:?} after {one:?}");
                }
            }
        }
        let before = serde_json::to_value(this_week(&app)).unwrap();
        drop(app);
        let app = open(&host);
        prop_assert_eq!(serde_json::to_value(this_week(&app)).unwrap(), before);
    }
}
