//! Why a unit does not start earlier, or not at all.
//! Invariant: the start that is named is legal with all other work where it is, and none before it is; what is said
//! to hold the unit back can be read off the plan.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::alternative::{Alternative, gaps};
use super::price::Price;
use super::shown;
use crate::derived::{DAY, Derived};
use crate::interval::round_up;
use crate::ledger::{Entry, Ledger, Serves};
use crate::moves::{Search, added, without_lock};
use crate::rules::violations_of;
use crate::score::total;
use crate::{Block, Instance, Minutes, Reason, Status, Violation, What};

/// Places that are tried in full before the search for a legal one gives up.
const TRIES: usize = 24;

/// When a unit could start, and what holds it back.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WhyNot {
    /// Where the plan first studies it; `None` if nowhere.
    pub planned: Option<NaiveDateTime>,
    /// The earliest legal start of its next piece, all other blocks staying where they are and its own out of the
    /// way; its reviews follow it. `None` if there is none within the horizon.
    pub earliest: Option<NaiveDateTime>,
    /// Week index of `earliest`.
    pub week: Option<u32>,
    /// Length of that piece: the shortest that is allowed.
    pub minutes: Minutes,
    /// Points that each day of delay of the unit costs before the target.
    pub points_a_day: i64,
    /// What holds it back, the nearest first: prerequisites up to the first of the chain, then time.
    pub holds: Vec<Hold>,
    /// If its first block could legally stand earlier as it is: the earliest such start and what that would cost.
    pub sooner: Option<Alternative>,
}

/// One thing that holds a unit back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It is known or done: there is nothing to start.
    Closed(Status),
    /// All its minutes are studied or locked in place.
    NothingLeft,
    /// No length of a block is both allowed and leaves a rest that can be studied.
    NoLength {
        /// Minutes left to place.
        left: Minutes,
    },
    /// A prerequisite has to be complete first; the one that ends last.
    Prerequisite {
        /// Unit id of the prerequisite.
        unit: String,
        /// Unit id of what waits for it.
        before: String,
        /// When it is complete; `None` if it never is in this plan.
        until: Option<NaiveDateTime>,
        /// Minutes of it that are in no block.
        left: Minutes,
    },
    /// Earlier activities of the unit are locked in place until then.
    Locked {
        /// When they end.
        until: NaiveDateTime,
    },
    /// Weeks in which it could start but for room: no free place is long enough, or the limits are reached.
    Full {
        /// First of them.
        first: u32,
        /// Last of them.
        last: u32,
        /// The units that the plan studies in them before it, most minutes first.
        ahead: Vec<Ahead>,
        /// Minutes of rhythms and reviews in them.
        other: Minutes,
    },
    /// There is no room until the plan's horizon ends.
    HorizonEnds,
}

/// A unit that goes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Unit id.
    pub unit: String,
    /// Its minutes in those weeks.
    pub minutes: Minutes,
    /// Points that each day of delay of it costs before the target.
    pub points_a_day: i64,
}

/// Why `unit` is not studied earlier in this plan. `None` for a unit that the instance does not have.
#[must_use]
pub fn why_not(instance: &Instance, blocks: &[Block], unit: &str) -> Option<WhyNot> {
    let derived = Derived::new(instance);
    let index = *derived.unit_of.get(unit)?;
    let is_own = |b: &Block| matches!(&b.what, What::Work { unit: u, .. } if u == unit);
    let first = (0..blocks.len()).filter(|&i| is_own(&blocks[i])).min_by_key(|&i| blocks[i].start);
    let mut out = WhyNot {
        planned: first.map(|i| blocks[i].start),
        points_a_day: points_a_day(&derived, index),
        ..WhyNot::default()
    };
    let status = instance.units[index].status;
    if status != Status::Open {
        out.holds.push(Hold::Closed(status));
        return Some(out);
    }
    let others: Vec<Block> =
        blocks.iter().filter(|b| !is_own(b) || instance.locked.contains(b)).cloned().collect();
    let whole = Ledger::new(&derived, blocks);
    let rest = Ledger::new(&derived, &others);
    let Some((act, left)) = next_piece(&derived, &rest, index) else {
        out.holds.push(Hold::NothingLeft);
        return Some(out);
    };
    let blocked = prerequisites(&derived, &whole, index, &mut out.holds);
    let Some(length) = shortest_piece(&derived, act, left) else {
        out.holds.push(Hold::NoLength { left: shown(left) });
        return Some(out);
    };
    out.minutes = shown(length);
    if blocked {
        return Some(out);
    }
    let facts = &derived.units[index];
    let order = facts.prereqs.iter().filter_map(|&p| rest.finish[p]).max().unwrap_or(0);
    let own = (facts.acts.start..act).filter_map(|a| rest.last[a]).max().unwrap_or(0);
    if own > order.max(derived.now) {
        out.holds.push(Hold::Locked { until: derived.moment(own) });
    }
    let from = order.max(own).max(derived.now).max(0);
    let (name, activity) = derived.act_names(act);
    let what = What::Work { unit: name.to_owned(), activity: activity.to_owned() };
    let found = earliest(&derived, (&others, &rest), (from, length), &what);
    out.earliest = found.map(|t| derived.moment(t));
    out.week = found.map(|t| shown(t.div_euclid(7 * DAY)));
    let (first_full, until) =
        (from.div_euclid(7 * DAY), found.map_or(derived.weeks, |t| t.div_euclid(7 * DAY)));
    if first_full < until {
        out.holds.push(full(&derived, &rest, (from, until)));
    }
    if found.is_none() {
        out.holds.push(Hold::HorizonEnds);
    }
    out.sooner = first.and_then(|i| sooner(instance, blocks, i));
    Some(out)
}

fn points_a_day(derived: &Derived<'_>, unit: usize) -> i64 {
    let counts = derived.inst.units[unit].finishes && derived.units[unit].need > 0;
    if counts { derived.units[unit].prio * derived.inst.weights.finish } else { 0 }
}

/// The first activity with minutes to place, and how many.
fn next_piece(derived: &Derived<'_>, rest: &Ledger<'_>, unit: usize) -> Option<(usize, i64)> {
    let mut left = derived.units[unit].acts.clone().map(|a| (a, derived.acts[a].remaining - rest.placed[a]));
    left.find(|(_, left)| *left > 0)
}

/// The shortest block that an activity with so many minutes to place may get.
fn shortest_piece(derived: &Derived<'_>, act: usize, left: i64) -> Option<i64> {
    let shortest = derived.shortest(act);
    let mut n = round_up(shortest.max(1), derived.grid);
    while n <= left.min(derived.block_max) {
        if n == left || left - n >= shortest {
            return Some(n);
        }
        n += derived.grid;
    }
    None
}

/// The prerequisite that ends last, what that one waited for, and so on. Whether any is never complete.
fn prerequisites(derived: &Derived<'_>, whole: &Ledger<'_>, unit: usize, holds: &mut Vec<Hold>) -> bool {
    let mut seen = BTreeSet::from([unit]);
    let mut current = unit;
    loop {
        // One that is never complete holds back more than one that ends late.
        let ends = |&p: &usize| (!whole.complete[p], whole.finish[p]);
        let holding = |p: &usize| !whole.complete[*p] || whole.finish[*p].is_some();
        let waits = derived.units[current].prereqs.iter().copied().filter(holding);
        let Some(last) = waits.filter(|p| !seen.contains(p)).max_by_key(ends) else { break };
        let missing = derived.units[last].acts.clone().map(|a| derived.acts[a].remaining - whole.placed[a]);
        holds.push(Hold::Prerequisite {
            unit: derived.inst.units[last].id.clone(),
            before: derived.inst.units[current].id.clone(),
            until: whole.finish[last].filter(|_| whole.complete[last]).map(|t| derived.moment(t)),
            left: shown(missing.map(|m| m.max(0)).sum()),
        });
        seen.insert(last);
        current = last;
    }
    derived.units[unit].prereqs.iter().any(|&p| !whole.complete[p])
}

/// The earliest legal start of a block of that length from that minute on.
fn earliest(
    derived: &Derived<'_>,
    (others, rest): (&[Block], &Ledger<'_>),
    (from, length): (i64, i64),
    what: &What,
) -> Option<i64> {
    let before = violations_of(derived, rest);
    let between = |from: i64, until: i64| {
        let first = rest.entries.partition_point(|e| e.day < from);
        &rest.entries[first..rest.entries.partition_point(|e| e.day < until)]
    };
    let mut tries = 0;
    for day in from.div_euclid(DAY)..derived.days {
        let monday = day / 7 * 7;
        let used = |from: i64, until: i64| between(from, until).iter().map(Entry::len).sum::<i64>();
        if used(day, day + 1) + length > derived.day_max
            || used(monday, monday + 7) + length > derived.budget[(day / 7) as usize]
        {
            continue;
        }
        for (a, b) in gaps(derived, between(day, day + 1), day) {
            let start = round_up(a.max(from - day * DAY), derived.grid);
            if start + length > b {
                continue;
            }
            let at = day * DAY + start;
            let block = Block { start: derived.moment(at), minutes: shown(length), what: what.clone() };
            let with = [others, &[block]].concat();
            let faults = added(&before, violations_of(derived, &Ledger::new(derived, &with)));
            if faults.iter().all(|v| is_own_review(v, what)) {
                return Some(at);
            }
            tries += 1;
            if tries >= TRIES {
                return None;
            }
        }
    }
    None
}

/// The reviews of a unit follow it: that they stand where they no longer belong holds nothing back.
fn is_own_review(violation: &Violation, what: &What) -> bool {
    match (&violation.reason, what) {
        (Reason::OutsideTolerance { item, .. }, What::Work { unit, .. }) => item.unit == *unit,
        _ => false,
    }
}

/// The weeks from that minute to the week `until`, and what fills them.
fn full(derived: &Derived<'_>, rest: &Ledger<'_>, (from, until): (i64, i64)) -> Hold {
    let mut units: BTreeMap<usize, i64> = BTreeMap::new();
    let mut other = 0;
    let inside = |day: i64, end: i64| day * DAY + end > from && day < 7 * until;
    for e in rest.entries.iter().filter(|e| inside(e.day, e.end)) {
        match e.serves {
            Serves::Work(act) => *units.entry(derived.acts[act].unit).or_default() += e.len(),
            Serves::Rhythm(_) | Serves::Review(_) => other += e.len(),
        }
    }
    let mut ahead: Vec<Ahead> = units
        .into_iter()
        .map(|(unit, minutes)| Ahead {
            unit: derived.inst.units[unit].id.clone(),
            minutes: shown(minutes),
            points_a_day: points_a_day(derived, unit),
        })
        .collect();
    ahead.sort_by(|a, b| b.minutes.cmp(&a.minutes).then(a.unit.cmp(&b.unit)));
    Hold::Full { first: shown(from.div_euclid(7 * DAY)), last: shown(until - 1), ahead, other: shown(other) }
}

/// The earliest legal start of a block before its own, and its price.
fn sooner(instance: &Instance, blocks: &[Block], index: usize) -> Option<super::Alternative> {
    let block = blocks.get(index)?;
    let unlocked = without_lock(instance, block);
    let derived = Derived::new(&unlocked);
    let ledger = Ledger::new(&derived, blocks);
    let own = ledger.entries.iter().find(|e| e.index == index)?;
    let start = Search::new(&derived, blocks, index).earliest(block.minutes)?;
    if start >= own.day * DAY + own.start {
        return None;
    }
    let price = Price::new(&derived, &ledger, *own);
    let difference = price.difference(start.div_euclid(DAY), start.rem_euclid(DAY));
    Some(Alternative { start: derived.moment(start), difference: total(&difference, &instance.weights) })
}
