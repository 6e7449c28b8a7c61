//! The score of a board, the same number as [`crate::score::score_of`] gives for its blocks, but quick.
//! Invariant: tested against the full score; the terms are defined there.

use super::board::{Board, Task, owner};
use super::facts::Facts;
use crate::derived::{DAY, Due, UNFINISHED_EXTRA_DAYS};
use crate::score::REVIEW_MISSED_PERCENT;

/// What a board is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    pub total: i64,
    /// The quantity of moved appointments alone.
    pub moved: i64,
}

/// When an item is due, if anything makes it due.
pub(super) fn due(facts: &Facts<'_, '_>, board: &Board, item: usize) -> Option<Due> {
    let item = &facts.items[item];
    if let Some((unit, after)) = item.after
        && let Some(end) = board.finish(facts, unit)
    {
        return Some(Due { day: (end - 1).div_euclid(DAY) + after.day, interval: after.interval });
    }
    item.known
}

/// Percent of its interval that a review costs that is in no block.
pub(super) fn missed(facts: &Facts<'_, '_>, due: Due) -> i64 {
    let (_, late) = facts.derived.tolerance(due.interval);
    if due.day + late >= facts.derived.days {
        100 * (facts.derived.days - due.day).max(0) / due.interval
    } else if due.day + late >= facts.today {
        REVIEW_MISSED_PERCENT
    } else {
        0
    }
}

pub(super) fn tally(facts: &Facts<'_, '_>, board: &Board) -> Tally {
    let w = &facts.derived.inst.weights;
    let mut total = on_time(facts, board) + w.mix * mix(facts, board);
    total += (0..board.days.len()).map(|d| one_day(facts, board, d)).sum::<i64>();
    for item in 0..facts.items.len() {
        let Some(due) = due(facts, board, item) else { continue };
        total += w.review
            * match board.held[item] {
                Some(day) => 100 * (day as i64 - due.day).abs() / due.interval,
                None => missed(facts, due),
            };
    }
    let missed = (0..facts.periods.len()).filter(|&p| !served(facts, board, p)).count();
    let moved = moved(facts, board);
    Tally { total: total + w.rhythm * missed as i64 + w.moved * moved, moved }
}

fn on_time(facts: &Facts<'_, '_>, board: &Board) -> i64 {
    let derived = facts.derived;
    let w = &derived.inst.weights;
    let mut sum = 0;
    for (u, unit) in derived.units.iter().enumerate().filter(|(_, u)| u.need > 0) {
        let missing: i64 = board.left[unit.acts.clone()].iter().map(|&l| l.max(0)).sum();
        sum += w.unfinished * unit.prio * missing;
        if derived.inst.units[u].finishes {
            let day = match board.finish(facts, u) {
                Some(end) => (end - 1).div_euclid(DAY),
                None => derived.days + UNFINISHED_EXTRA_DAYS,
            };
            sum += unit.prio * (w.finish * day + w.late * (day - derived.target_day).max(0));
        }
    }
    sum
}

fn mix(facts: &Facts<'_, '_>, board: &Board) -> i64 {
    let derived = facts.derived;
    let bucket_days = 7 * (derived.inst.learner.mix_bucket_weeks as usize).max(1);
    let mut minutes = vec![0; facts.targets.len()];
    let mut sum = 0;
    for days in board.days.chunks(bucket_days) {
        minutes.fill(0);
        for s in days.iter().flatten() {
            if let Task::Work(act) = s.task {
                minutes[facts.strategy[derived.acts[act].unit]] += s.end - s.start;
            }
        }
        let total: i64 = minutes.iter().sum();
        let off = |(m, t): (&i64, &i64)| (1000 * m - t * total).abs();
        sum += minutes.iter().zip(&facts.targets).map(off).sum::<i64>() / 2000;
    }
    sum
}

fn one_day(facts: &Facts<'_, '_>, board: &Board, day: usize) -> i64 {
    let derived = facts.derived;
    let w = &derived.inst.weights;
    let slots = &board.days[day];
    let mut sum = w.block * slots.len() as i64;
    let mut units = 0;
    for (i, s) in slots.iter().enumerate() {
        let deep = match s.task {
            Task::Work(act) => derived.acts[act].deep,
            Task::Rhythm(r) => derived.inst.rhythms[r].focus == crate::Focus::Deep,
            Task::Review => false,
        };
        if deep {
            sum += w.deep * derived.shallow(day as i64, s.start, s.end);
        }
        let Task::Work(act) = s.task else { continue };
        let unit = derived.acts[act].unit;
        if unit_minutes(facts, board, day, unit, i) > 0 {
            continue;
        }
        units += 1;
        let all = unit_minutes(facts, board, day, unit, slots.len());
        sum += w.massed * (all - i64::from(derived.inst.learner.unit_day_free)).max(0);
    }
    sum + w.extra_unit * (units - i64::from(derived.inst.learner.units_per_day_free)).max(0)
}

/// Minutes of a unit in the first `count` slots of a day.
pub(super) fn unit_minutes(
    facts: &Facts<'_, '_>,
    board: &Board,
    day: usize,
    unit: usize,
    count: usize,
) -> i64 {
    let mine = |s: &&super::board::Slot| match s.task {
        Task::Work(act) => facts.derived.acts[act].unit == unit,
        Task::Rhythm(_) | Task::Review => false,
    };
    board.days[day][..count].iter().filter(mine).map(|s| s.end - s.start).sum()
}

/// Whether a period of a rhythm has its occurrence.
pub(super) fn served(facts: &Facts<'_, '_>, board: &Board, period: usize) -> bool {
    let p = &facts.periods[period];
    board.days[p.days.clone()].iter().flatten().any(|s| s.task == Task::Rhythm(p.rhythm))
}

fn moved(facts: &Facts<'_, '_>, board: &Board) -> i64 {
    let mut sum = 0;
    for (day, promised) in facts.promised.iter().enumerate() {
        for p in promised {
            let mut cost = 2;
            for s in board.days[day].iter().filter(|s| owner(facts, s.task) == p.owner) {
                cost = cost.min(i64::from(s.start != p.start));
            }
            sum += cost * p.weight;
        }
    }
    sum
}
