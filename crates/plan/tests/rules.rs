//! One plan that keeps every rule, and for each rule one change that breaks it and it alone.

mod common;

use common::{activity, at, date, review, rhythm, small, unit, work};
use plan::*;

/// A lawful plan for [`small`].
fn good() -> Vec<Block> {
    vec![
        work(0, 1080, 60, "a", "read"),
        work(0, 1155, 60, "a", "try"),
        work(1, 1080, 30, "a", "try"),
        rhythm(1, 1125, 30, "r"),
        review(2, 1080, 15, &[("a", 1)]),
        work(2, 1110, 60, "b", "try"),
        work(3, 1080, 60, "b", "try"),
        review(4, 1080, 30, &[("a", 2), ("b", 1)]),
        review(6, 1080, 15, &[("b", 2)]),
        rhythm(7, 1080, 30, "r"),
    ]
}

fn rules(instance: &Instance, blocks: &[Block]) -> Vec<Rule> {
    violations(instance, blocks).iter().map(|v| v.rule).collect()
}

/// The rules broken after `change`.
fn after(change: impl FnOnce(&mut Instance, &mut Vec<Block>)) -> Vec<Rule> {
    let (mut instance, mut blocks) = (small(), good());
    change(&mut instance, &mut blocks);
    rules(&instance, &blocks)
}

#[test]
fn the_plan_to_be_broken_is_lawful() {
    assert_eq!(violations(&small(), &good()), []);
    assert_eq!(violations(&small(), &[]), []);
}

#[test]
fn h01_names_are_known() {
    assert_eq!(after(|_, b| b.push(work(8, 1080, 30, "a", "nothing"))), [Rule::KnownName]);
    assert_eq!(after(|_, b| b.push(rhythm(8, 1080, 30, "nobody"))), [Rule::KnownName]);
    let done = after(|i, b| {
        i.units.push(Unit { status: Status::Done, ..unit("c", &[], vec![activity("x", 30, Focus::Deep)]) });
        b.push(work(8, 1080, 30, "c", "x"));
    });
    assert_eq!(done, [Rule::KnownName]);
}

#[test]
fn h02_blocks_stand_on_the_grid() {
    assert_eq!(after(|_, b| b[9].start = at(7, 1085)), [Rule::Grid]);
    let midnight = after(|i, b| {
        i.learner.windows.push(Window { weekday: 0, from: 1380, to: 1440 });
        b[9].start = at(7, 1425);
    });
    assert_eq!(midnight, [Rule::Grid, Rule::Availability]);
}

#[test]
fn h03_blocks_stand_between_now_and_the_end() {
    assert_eq!(after(|i, _| i.now = at(0, 1081)), [Rule::Horizon]);
    let outside = after(|_, b| b[9].start = at(14, 1080));
    assert_eq!(outside, [Rule::Horizon]);
}

#[test]
fn h04_blocks_stand_inside_one_window() {
    assert_eq!(after(|_, b| b[9].start = at(7, 1065)), [Rule::Availability]);
    // Windows that touch are one window.
    let joined = after(|i, b| {
        i.learner.windows = (0..7)
            .flat_map(|weekday| {
                [Window { weekday, from: 1080, to: 1100 }, Window { weekday, from: 1100, to: 1260 }]
            })
            .collect();
        b.retain(|_| true);
    });
    assert_eq!(joined, []);
}

#[test]
fn h05_busy_time_is_busy() {
    let event = Span { start: at(7, 1100), end: at(7, 1120) };
    assert_eq!(after(|i, _| i.busy.push(event)), [Rule::Busy]);
    let mut i = small();
    i.busy.push(event);
    assert_eq!(violations(&i, &good())[0].reason, Reason::OverlapsBusy { event });
    let overnight = Span { start: at(6, 1300), end: at(7, 1081) };
    assert_eq!(after(|i, _| i.busy.push(overnight)), [Rule::Busy]);
    let touching = Span { start: at(7, 1110), end: at(7, 1200) };
    assert_eq!(after(|i, _| i.busy.push(touching)), []);
}

#[test]
fn h06_blocks_keep_the_break() {
    assert_eq!(after(|_, b| b[3].start = at(1, 1110)), [Rule::Break]);
    assert_eq!(after(|_, b| b[3].start = at(1, 1095)), [Rule::Break]);
    assert_eq!(after(|i, b| (i.learner.break_min, b[3].start) = (0, at(1, 1110))), []);
}

#[test]
fn h07_work_has_lengths_between_bounds() {
    // 15 and 75 minutes of b/try: the first is too short, and no remnant is left.
    assert_eq!(after(|_, b| (b[5].minutes, b[6].minutes) = (15, 105)), [Rule::Length, Rule::Length]);
    assert_eq!(after(|_, b| b[9].minutes = 45), [Rule::Length]);
    // What is left of an activity may be shorter than the shortest block.
    let short = after(|i, b| {
        i.units.push(unit("c", &[], vec![activity("x", 10, Focus::Light)]));
        i.reviews.offsets_days.clear();
        b.retain(|x| !matches!(x.what, What::Review { .. }));
        b.push(work(8, 1080, 15, "c", "x"));
    });
    assert_eq!(short, []);
}

#[test]
fn h08_days_have_a_maximum() {
    assert_eq!(after(|i, _| i.learner.day_max = 119), [Rule::DayMax]);
}

#[test]
fn h09_weeks_have_a_budget() {
    assert_eq!(after(|i, _| i.learner.week_budget = 359), [Rule::WeekBudget]);
    assert_eq!(after(|i, _| i.learner.week_budget_overrides = [(1, 29)].into()), [Rule::WeekBudget]);
    // Locked blocks may exceed it, but nothing may be added to them.
    let alone = after(|i, b| {
        i.learner.week_budget_overrides = [(1, 0)].into();
        i.locked.push(b[9].clone());
    });
    assert_eq!(alone, []);
}

#[test]
fn h10_activities_get_what_they_need() {
    assert_eq!(after(|i, _| i.units[1].activities[0].minutes = 105), [Rule::Amount]);
    assert_eq!(after(|i, _| i.units[1].activities[0].minutes = 135)[0], Rule::Amount);
}

#[test]
fn h11_work_waits_for_what_it_builds_on() {
    let early = after(|_, b| {
        b[1].what = What::Work { unit: "b".into(), activity: "try".into() };
        b[6].what = What::Work { unit: "a".into(), activity: "try".into() };
    });
    assert!(early.contains(&Rule::Order));
    let mut blocks = good();
    blocks.swap(0, 2);
    (blocks[0].start, blocks[2].start) = (at(0, 1080), at(1, 1080));
    let found = violations(&small(), &blocks);
    assert_eq!(found.iter().map(|v| v.rule).collect::<Vec<_>>(), [Rule::Break, Rule::Order]);
    let until = Some(at(1, 1140));
    let waits = Reason::MustWait { unit: "a".into(), activity: Some("read".into()), until };
    assert_eq!(found[1].reason, waits);
    let never = after(|_, b| {
        b.remove(2);
        b.retain(|x| !matches!(x.what, What::Review { .. }));
    });
    assert_eq!(never, [Rule::Order]);
}

#[test]
fn h12_locked_blocks_stay() {
    assert_eq!(after(|i, _| i.locked.push(rhythm(7, 1095, 30, "r"))), [Rule::Locked]);
    assert_eq!(after(|i, b| i.locked.push(b[9].clone())), []);
    // A locked block may stand where no other may, but others keep their distance from it.
    let odd = after(|i, b| {
        b[9].start = at(7, 601);
        i.locked.push(b[9].clone());
    });
    assert_eq!(odd, []);
}

#[test]
fn h13_rhythms_come_once_in_each_active_period() {
    assert_eq!(after(|_, b| b.push(rhythm(8, 1080, 30, "r"))), [Rule::Rhythm]);
    assert_eq!(after(|i, _| i.rhythms[0].to_week = 0), [Rule::Rhythm]);
    assert_eq!(after(|i, _| i.rhythms[0].every_weeks = 2), [Rule::Rhythm]);
}

#[test]
fn h14_reviews_are_due_once_and_in_time() {
    assert_eq!(after(|_, b| b.push(review(8, 1080, 15, &[("x", 1)]))), [Rule::Review]);
    assert_eq!(after(|_, b| b.push(review(8, 1080, 15, &[("b", 2)]))), [Rule::Review; 2]);
    assert_eq!(after(|_, b| b[8].start = at(8, 1080)), [Rule::Review]);
    assert_eq!(after(|_, b| b[8].minutes = 30), [Rule::Review]);
    let two_a_day = after(|_, b| {
        b[7] = review(4, 1080, 15, &[("a", 2)]);
        b.push(review(4, 1110, 15, &[("b", 1)]));
    });
    assert_eq!(two_a_day, [Rule::Review]);
    assert_eq!(after(|i, _| i.learner.block_max = 60), []);
    let long = after(|i, b| {
        i.reviews.item_min = 40;
        b.retain(|x| !matches!(x.what, What::Review { .. }));
        b.push(review(4, 1080, 90, &[("a", 2), ("b", 1)]));
        i.learner.block_max = 75;
    });
    assert_eq!(long, [Rule::Review]);
}

#[test]
fn h15_no_block_touches_a_clock_change() {
    let change = ClockChange { date: date(7), from: 1095, to: 1110 };
    assert_eq!(after(|i, _| i.clock_changes.push(change)), [Rule::ClockChange]);
}

#[test]
fn codes_are_those_of_the_formulation() {
    assert_eq!((Rule::KnownName.code(), Rule::Busy.code(), Rule::ClockChange.code()), ("H01", "H05", "H15"));
}
