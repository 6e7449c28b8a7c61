//! What the learner asks about single blocks: may it go there, and why is it here; and replans after a change.

mod common;

use common::{at, date, review, small, work};
use plan::*;

fn published(instance: &Instance, blocks: &[Block]) -> Instance {
    let previous = Previous { published_until: date(14), blocks: blocks.to_vec() };
    Instance { previous: Some(previous), ..instance.clone() }
}

#[test]
fn a_legal_move_is_its_own_nearest_place() {
    let i = small();
    let blocks = [work(0, 1080, 60, "a", "read")];
    let verdict = check_move(&i, &blocks, 0, at(3, 1095), 60);
    assert_eq!(verdict, MoveVerdict { violations: vec![], nearest: Some(at(3, 1095)) });
}

#[test]
fn an_illegal_move_says_why_and_where_instead() {
    let mut i = small();
    i.busy.push(Span { start: at(3, 1080), end: at(3, 1170) });
    let blocks =
        [work(0, 1080, 60, "a", "read"), work(1, 1080, 90, "a", "try"), work(5, 1080, 30, "b", "try")];
    let verdict = check_move(&i, &blocks, 1, at(3, 1100), 90);
    let codes: Vec<&str> = verdict.violations.iter().map(|v| v.rule.code()).collect();
    assert_eq!(codes, ["H02", "H05"]);
    assert_eq!(verdict.nearest, Some(at(3, 1170)));
    // Before its first activity, or after what needs it, is no place.
    let early = check_move(&i, &blocks, 1, at(0, 600), 90);
    assert_eq!(early.nearest, Some(at(0, 1155)));
    assert_eq!(check_move(&i, &blocks, 1, at(6, 1080), 90).nearest, Some(at(4, 1170)));
}

#[test]
fn where_it_stands_is_no_other_place() {
    let mut i = small();
    i.weeks = 1;
    // Only the block's own evening is free.
    i.busy.push(Span { start: at(1, 0), end: at(7, 0) });
    i.learner.windows = vec![Window { weekday: 0, from: 1080, to: 1140 }];
    let blocks = [work(0, 1080, 60, "a", "read")];
    let wanted = |minute| check_move(&i, &blocks, 0, at(3, minute), 60);
    assert_ne!(wanted(1080).violations, []);
    assert_eq!(wanted(1080).nearest, None);
    // A wider evening has room for a shift; that is offered to who asks for one, not in place of another day.
    i.learner.windows = vec![Window { weekday: 0, from: 1080, to: 1170 }];
    assert_eq!(check_move(&i, &blocks, 0, at(3, 1080), 60).nearest, None);
    assert_eq!(check_move(&i, &blocks, 0, at(0, 1125), 60).nearest, Some(at(0, 1110)));
    assert_eq!(check_move(&i, &blocks, 0, at(0, 1065), 60).nearest, Some(at(0, 1095)));
    // With another length its own start is another place.
    assert_eq!(check_move(&i, &blocks, 0, at(0, 1065), 30).nearest, Some(at(0, 1080)));
    // What does not reach across it is another place on the same evening.
    i.learner.windows = vec![Window { weekday: 0, from: 1080, to: 1200 }];
    assert_eq!(check_move(&i, &blocks, 0, at(3, 1080), 60).nearest, Some(at(0, 1140)));
}

#[test]
fn a_wrong_length_has_no_place() {
    let verdict = check_move(&small(), &[work(0, 1080, 60, "a", "read")], 0, at(1, 1080), 105);
    assert_eq!(verdict.violations.iter().map(|v| v.rule.code()).collect::<Vec<_>>(), ["H07", "H10"]);
    assert_eq!(verdict.nearest, None);
}

#[test]
fn a_move_is_not_blamed_for_old_faults() {
    let blocks = [work(0, 300, 60, "a", "read"), work(0, 1155, 90, "a", "try")];
    assert_eq!(check_move(&small(), &blocks, 1, at(1, 1080), 90).violations, []);
    assert_eq!(check_move(&small(), &blocks, 9, at(1, 1080), 90), MoveVerdict::default());
}

#[test]
fn a_locked_block_moves_with_its_lock() {
    let mut i = small();
    let blocks = [work(0, 1080, 60, "a", "read")];
    i.locked = blocks.to_vec();
    assert_eq!(check_move(&i, &blocks, 0, at(1, 1080), 60).violations, []);
}

#[test]
fn a_block_explains_itself() {
    let i = small();
    let blocks = [
        work(0, 1080, 60, "a", "read"),
        work(1, 1170, 90, "a", "try"),
        review(2, 1080, 15, &[("a", 1)]),
        work(3, 1080, 30, "b", "try"),
    ];
    let second = explain(&i, &blocks, 1);
    assert_eq!(second.waited_for_activity, Some(("read".to_owned(), at(0, 1140))));
    assert_eq!((second.unlocks.as_slice(), second.completes_unit), (&["b".to_owned()][..], true));
    assert_eq!((second.deep, second.deep_minutes_in_deep_window), (true, 30));
    assert_eq!(second.earliest_possible, Some(at(0, 1140)));
    assert_eq!(second.earliest_free, Some(at(0, 1155)));
    let last = explain(&i, &blocks, 3);
    assert_eq!(last.waited_for, [("a".to_owned(), at(1, 1260))]);
    assert_eq!(explain(&i, &blocks, 2).reviews_due, [(ReviewItem { unit: "a".into(), k: 1 }, date(2))]);
    assert_eq!(explain(&i, &blocks, 7), Explanation::default());
    let kept = published(&i, &blocks);
    assert!(explain(&kept, &blocks, 3).kept_appointment);
    assert!(!explain(&kept, &[work(3, 1095, 30, "b", "try")], 0).kept_appointment);
}

#[test]
fn missed_work_flows_through_the_units_own_appointments() {
    let first = plan(&small()).unwrap();
    // The first block was missed: its day is over, the rest is still promised.
    let later = Instance { now: at(1, 0), ..published(&small(), &first.blocks) };
    let again = plan(&later).unwrap();
    assert_eq!(violations(&later, &again.blocks), []);
    assert_eq!(again.score.terms["unfinished"].quantity, 0);
    let promised = first.blocks.iter().filter(|b| b.start >= later.now).count();
    let kept = first
        .blocks
        .iter()
        .filter(|b| b.start >= later.now && again.blocks.iter().any(|n| n.start == b.start));
    assert!(2 * kept.count() >= promised, "most published starts stay");
    // And replanning the replan changes nothing more.
    let twice = Instance { now: at(1, 0), ..published(&small(), &again.blocks) };
    assert_eq!(plan(&twice).unwrap().score.terms["moved"].quantity, 0);
}

#[test]
fn an_empty_published_week_is_no_obstacle() {
    let answer = plan(&published(&small(), &[])).unwrap();
    assert_eq!(answer.blocks, plan(&small()).unwrap().blocks);
}

#[test]
fn a_published_block_that_came_before_its_turn_is_given_up() {
    let i = published(&small(), &[work(0, 1080, 60, "b", "try")]);
    let answer = plan(&i).unwrap();
    assert_eq!(violations(&i, &answer.blocks), []);
    assert!(answer.score.terms["moved"].quantity > 0);
}

#[test]
fn a_cut_week_keeps_the_appointments_it_has_room_for() {
    let first = plan(&small()).unwrap();
    let mut later = published(&small(), &first.blocks);
    later.learner.week_budget_overrides = [(0, 150)].into();
    let again = plan(&later).unwrap();
    assert_eq!(violations(&later, &again.blocks), []);
    let kept = again.blocks.iter().filter(|b| first.blocks.iter().any(|f| f.start == b.start)).count();
    assert!(kept >= 2, "{kept} kept");
}

#[test]
fn nothing_is_planned_if_planning_nothing_is_best() {
    let mut i = small();
    i.weights = Weights { block: 1_000_000, ..Weights::default() };
    assert_eq!(plan(&i).unwrap().blocks, []);
}

#[test]
fn a_rhythm_gives_way_to_work_that_is_worth_more() {
    let mut i = small();
    (i.weeks, i.grid, i.target) = (1, 30, date(0));
    i.learner.windows = vec![Window { weekday: 0, from: 600, to: 630 }];
    (i.learner.block_min, i.learner.block_max) = (30, 30);
    i.units = vec![common::unit("a", &[], vec![common::activity("x", 30, Focus::Deep)])];
    i.rhythms[0].to_week = 0;
    i.reviews.offsets_days.clear();
    let blocks = plan(&i).unwrap().blocks;
    assert!(matches!(blocks[0].what, What::Work { .. }), "{blocks:?}");
}
