//! The same learner some weeks later: the plan was kept until then, its next four weeks are published, and
//! something happens (or nothing).
//! Invariant: what was held is taken from the units, the reviews, the rhythms and the week's hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use plan::{Block, DueReview, Instance, Previous, ReviewItem, Span, Status, What};

use crate::calendar::{day_of, minute, moment, same_owner};

/// Weeks that are promised, the running one included.
const PROMISED_WEEKS: i64 = 4;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: the plan should stay.
    Nothing,
    /// The last unit block before now was missed.
    Missed,
    /// Two hours of busy time, from a quarter of an hour before the next unit block.
    Busy,
}

/// The learner at midnight of that day; `None` if there is no block that the change could concern.
#[must_use]
pub fn later(
    instance: &Instance,
    blocks: &[Block],
    week: u32,
    weekday: u32,
    change: Change,
) -> Option<Instance> {
    let today = i64::from(7 * week + weekday);
    let is_work = |b: &&Block| matches!(b.what, What::Work { .. });
    let (mut held, mut ahead): (Vec<Block>, Vec<Block>) =
        blocks.iter().cloned().partition(|b| day_of(instance, b) < today);
    let promised = 7 * (i64::from(week) + PROMISED_WEEKS);
    ahead.retain(|b| day_of(instance, b) < promised);
    let mut later = instance.clone();
    match change {
        Change::Nothing => {}
        Change::Missed => {
            let missed = held.iter().rposition(|b| is_work(&b))?;
            held.remove(missed);
        }
        Change::Busy => {
            let start = ahead.iter().find(is_work)?.start;
            let span = Span { start: start - TimeDelta::minutes(15), end: start + TimeDelta::minutes(105) };
            later.busy.push(span);
            later.busy.sort();
        }
    }
    study(&mut later, &held);
    rhythms(&mut later, &held, week);
    let this_week = held.iter().filter(|b| day_of(instance, b) / 7 == i64::from(week));
    let used: u32 = this_week.map(|b| b.minutes).sum();
    let budget = instance.learner.week_budget_overrides.get(&week).copied();
    let left = budget.unwrap_or(instance.learner.week_budget).saturating_sub(used);
    later.learner.week_budget_overrides.insert(week, left);
    later.now = moment(instance, today, 0);
    let published_until = instance.start + TimeDelta::days(promised);
    later.previous = Some(Previous { published_until, blocks: ahead });
    Some(later)
}

/// Takes what was studied from the units, and reviews what they completed.
fn study(later: &mut Instance, held: &[Block]) {
    let mut minutes: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut last: BTreeMap<&str, i64> = BTreeMap::new();
    let mut reviewed: BTreeSet<&ReviewItem> = BTreeSet::new();
    for block in held {
        match &block.what {
            What::Work { unit, activity } => {
                *minutes.entry((unit, activity)).or_default() += block.minutes;
                last.insert(unit, day_of(later, block));
            }
            What::Review { items } => reviewed.extend(items),
            What::Rhythm { .. } => {}
        }
    }
    let mut due = Vec::new();
    for unit in later.units.iter_mut().filter(|u| u.status == Status::Open) {
        for activity in &mut unit.activities {
            let studied = minutes.get(&(unit.id.as_str(), activity.id.as_str()));
            activity.done += studied.copied().unwrap_or(0);
        }
        if unit.activities.iter().any(|a| a.done < a.minutes) {
            continue;
        }
        unit.status = Status::Done;
        let Some(&completed) = last.get(unit.id.as_str()) else { continue };
        let mut before = 0;
        for (k, &offset) in (1..).zip(&later.reviews.offsets_days) {
            let item = ReviewItem { unit: unit.id.clone(), k };
            let day = later.start + TimeDelta::days(completed + i64::from(offset));
            due.push(DueReview { item, due: day, interval: offset - before });
            before = offset;
        }
    }
    later.reviews.due.extend(due);
    later.reviews.due.retain(|d| !reviewed.contains(&d.item));
}

/// A rhythm that was held in the running period is next due in the one after it.
fn rhythms(later: &mut Instance, held: &[Block], week: u32) {
    let weeks_held: Vec<(String, i64)> = held
        .iter()
        .filter_map(|b| match &b.what {
            What::Rhythm { rhythm } => Some((rhythm.clone(), day_of(later, b) / 7)),
            What::Work { .. } | What::Review { .. } => None,
        })
        .collect();
    for rhythm in &mut later.rhythms {
        if week < rhythm.from_week || week > rhythm.to_week {
            continue;
        }
        let period = (week - rhythm.from_week) / rhythm.every_weeks.max(1);
        let begins = i64::from(rhythm.from_week + period * rhythm.every_weeks);
        if weeks_held.iter().any(|(id, held)| *id == rhythm.id && *held >= begins) {
            rhythm.from_week += (period + 1) * rhythm.every_weeks;
        }
    }
}

/// How many published blocks do not begin when they were to. A block of a unit that is done meanwhile, or of a
/// rhythm that is no more, promises nothing.
#[must_use]
pub fn moved(instance: &Instance, blocks: &[Block]) -> usize {
    let Some(previous) = &instance.previous else { return 0 };
    let until = (previous.published_until - instance.start).num_days();
    let real = |b: &&Block| match &b.what {
        What::Work { unit, .. } => instance.units.iter().any(|u| {
            u.id == *unit && u.status == Status::Open && u.activities.iter().any(|a| a.done < a.minutes)
        }),
        What::Rhythm { rhythm } => instance.rhythms.iter().any(|r| r.id == *rhythm),
        What::Review { .. } => true,
    };
    let now = minute(instance, instance.now);
    let promised =
        previous.blocks.iter().filter(|b| minute(instance, b.start) >= now && day_of(instance, b) < until);
    let kept = |b: &Block| blocks.iter().any(|n| n.start == b.start && same_owner(&n.what, &b.what));
    promised.filter(real).filter(|b| !kept(b)).count()
}

#[cfg(test)]
mod tests {
    use plan::{Instance, Level, Status, What};

    use super::{Change, later, moved};
    use crate::generate::{Kind, generate};
    use crate::{Effort, solve};

    fn half_a_year() -> (Instance, Vec<plan::Block>) {
        let instance = generate(Kind::HalfYear, 1);
        let blocks = solve(&instance, Effort::Steps(0)).unwrap().blocks;
        (instance, blocks)
    }

    #[test]
    fn what_was_held_is_not_planned_again() {
        let (instance, blocks) = half_a_year();
        let then = later(&instance, &blocks, 5, 2, Change::Nothing).unwrap();
        assert_eq!(plan::validate(&then), Ok(()));
        assert!(then.units.iter().any(|u| u.status == Status::Done && u.level == Level::Core));
        let studied: u32 = blocks
            .iter()
            .filter(|b| b.start < then.now && matches!(b.what, What::Work { .. }))
            .map(|b| b.minutes)
            .sum();
        let done: u32 = then.units.iter().flat_map(|u| &u.activities).map(|a| a.done).sum();
        assert_eq!(done, studied);
        // The former plan's rest is a plan for what is left, and it moves nothing.
        let rest: Vec<_> = blocks.into_iter().filter(|b| b.start >= then.now).collect();
        assert_eq!(plan::violations(&then, &rest), []);
        assert_eq!(moved(&then, &rest), 0);
        assert_eq!(plan::score(&then, &rest).terms["moved"].quantity, 0);
    }

    #[test]
    fn a_change_concerns_one_block() {
        let (instance, blocks) = half_a_year();
        let nothing = later(&instance, &blocks, 5, 2, Change::Nothing).unwrap();
        let missed = later(&instance, &blocks, 5, 2, Change::Missed).unwrap();
        let done = |i: &Instance| i.units.iter().flat_map(|u| &u.activities).map(|a| a.done).sum::<u32>();
        let last =
            blocks.iter().rfind(|b| b.start < missed.now && matches!(b.what, What::Work { .. })).unwrap();
        assert_eq!(done(&missed) + last.minutes, done(&nothing));
        let busy = later(&instance, &blocks, 5, 2, Change::Busy).unwrap();
        assert_eq!(busy.busy.len(), nothing.busy.len() + 1);
        let hit = busy.previous.as_ref().unwrap().blocks.iter();
        let hit = hit.filter(|b| busy.busy.iter().any(|e| e.start <= b.start && b.start < e.end)).count();
        assert!(hit >= 1, "the event hits no block");
    }

    #[test]
    fn a_published_block_that_is_gone_counts_as_moved() {
        let (instance, blocks) = half_a_year();
        let then = later(&instance, &blocks, 5, 2, Change::Nothing).unwrap();
        let promised = then.previous.as_ref().unwrap().blocks.len();
        assert_eq!(moved(&then, &[]), promised);
    }
}
