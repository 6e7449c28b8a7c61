//! The points of each term of the score that arise from one block.
//!
//! | term | what one block has of it |
//! |---|---|
//! | block | itself: 1 |
//! | deep | its own minutes outside deep windows, if it asks for focus |
//! | massed | its minutes beyond the free minutes of its unit, counted through the day in time order |
//! | extra_unit | 1 if it is the first block of its unit on its day and the units before it use up the free number |
//! | finish, late | those of its unit, if the unit is complete and this block ends it |
//! | review | the percent of the reviews it holds |
//! | moved | of every promise to its owner on its day that no block keeps, what the change of time costs, if no other block of the owner is nearer |
//! | unfinished, mix, rhythm | nothing: they arise from what is in no block, or from four weeks together |
//!
//! Invariant: over all blocks the shares of `block`, `deep`, `massed` and `extra_unit` add up to the term, and those
//! of the other terms to the term less what no block can answer for.

use std::collections::BTreeSet;

use super::alternative::is_deep;
use crate::derived::{DAY, Derived};
use crate::ledger::{Entry, Ledger, Serves};
use crate::score::{Completion, Promise, Quantities, completion_day, review_cost};

/// The quantities that `own` alone brings about.
pub(super) fn share(derived: &Derived<'_>, ledger: &Ledger<'_>, own: &Entry<'_>) -> Quantities {
    let mut q = Quantities { block: 1, ..Quantities::default() };
    if is_deep(derived, own) {
        q.deep = derived.shallow(own.day, own.start, own.end);
    }
    let first = ledger.entries.partition_point(|e| e.day < own.day);
    let today = &ledger.entries[first..ledger.entries.partition_point(|e| e.day <= own.day)];
    match own.serves {
        Serves::Work(act) => {
            let unit = derived.acts[act].unit;
            let before = today.iter().take_while(|e| e.index != own.index);
            let work = before.filter_map(|e| match e.serves {
                Serves::Work(a) => Some((derived.acts[a].unit, e.len())),
                Serves::Rhythm(_) | Serves::Review(_) => None,
            });
            let work: Vec<(usize, i64)> = work.collect();
            let free = i64::from(derived.inst.learner.unit_day_free);
            let minutes: i64 = work.iter().filter(|(u, _)| *u == unit).map(|(_, n)| n).sum();
            q.massed = (minutes + own.len() - free).max(0) - (minutes - free).max(0);
            let units: BTreeSet<usize> = work.iter().map(|(u, _)| *u).collect();
            let beyond = units.len() as i64 >= i64::from(derived.inst.learner.units_per_day_free);
            q.extra_unit = i64::from(beyond && !units.contains(&unit));
            if let Some(Completion::On(day)) = completion_day(derived, ledger, unit)
                && ends(derived, ledger, own, unit)
            {
                let prio = derived.units[unit].prio;
                q.finish = prio * day;
                q.late = prio * (day - derived.target_day).max(0);
            }
        }
        Serves::Review(items) => {
            let held_later = |unit: &str, k: u32| {
                let later = ledger.entries.iter().skip_while(|e| e.index != own.index).skip(1);
                later
                    .filter_map(|e| if let Serves::Review(i) = e.serves { Some(i) } else { None })
                    .any(|items| items.iter().any(|i| i.unit == unit && i.k == k))
            };
            let keys: BTreeSet<(&str, u32)> = items.iter().map(|i| (i.unit.as_str(), i.k)).collect();
            for (unit, k) in keys.into_iter().filter(|(unit, k)| !held_later(unit, *k)) {
                if let Some(due) = ledger.due(derived, (unit, k)) {
                    q.review += review_cost(derived, due, Some(own.day)).0;
                }
            }
        }
        Serves::Rhythm(_) => {}
    }
    q.moved = moved(derived, today, own);
    q
}

/// Whether `own` is the block that completes its unit; of several that end together the last in the list.
pub(super) fn ends(derived: &Derived<'_>, ledger: &Ledger<'_>, own: &Entry<'_>, unit: usize) -> bool {
    let acts = &derived.units[unit].acts;
    let of_unit = |e: &&Entry<'_>| matches!(e.serves, Serves::Work(a) if acts.contains(&a));
    let last = ledger.entries.iter().filter(of_unit).max_by_key(|e| e.day * DAY + e.end);
    ledger.complete[unit] && last.is_some_and(|e| e.index == own.index)
}

/// What promises to the block's owner on its day lose by being kept at another time.
fn moved(derived: &Derived<'_>, today: &[Entry<'_>], own: &Entry<'_>) -> i64 {
    let owner = own.serves.owner(derived);
    let blocks: Vec<&Entry<'_>> = today.iter().filter(|e| e.serves.owner(derived) == owner).collect();
    let broken =
        |p: &Promise| p.owner == owner && p.day == own.day && blocks.iter().all(|e| e.start != p.start);
    let is_nearest = |p: &Promise| {
        let nearest = blocks.iter().min_by_key(|e| ((e.start - p.start).abs(), e.start, e.index));
        nearest.is_some_and(|e| e.index == own.index)
    };
    derived.promises.iter().filter(|p| broken(p) && is_nearest(p)).map(|p| p.weight(derived)).sum()
}
