//! Chooses among several builds by score, and betters the best by search.
//! Invariant: deterministic; a first plan is never worse than the plain dispatch; more steps never give a worse plan
//! where nothing is promised.

mod arrange;
mod board;
mod facts;
mod judge;
mod load;
mod memo;
mod moves;
mod recreate;
mod search;
mod shape;

use std::collections::BTreeSet;

use crate::Block;
use crate::build::{Ground, Knobs};
use crate::derived::{DAY, Derived, Due, ItemKey, item_key};
use crate::greedy::dispatch;
use crate::ledger::{Ledger, Serves};
use crate::score::{REVIEW_MISSED_PERCENT, review_cost, score_of};

/// What a broken promise costs while plans are searched, in thousandths of its points in the score: on a long horizon
/// promises come before anything else, because a search always finds something that pays a little.
const STEADY: i64 = 1_000_000;
const FAIR: i64 = 1_000;
/// A plan that breaks more promises must be better by the price of so many.
const WORTHWHILE: i64 = 4;
/// A search that hardly minds promises finds what a careful one cannot reach.
const LOOSE: i64 = 100;

/// A review that waits is worth a promise that costs so many times less: nothing is moved for it alone.
const WAITING: i64 = 5;

/// A review that is due within so many days waits.
const WAITING_DAYS: i64 = 28;

/// Settings with which the promised days are built, for the ones that keep most.
const TRIED: usize = 6;

/// Days that all attempts together may fill: a bound on time that does not look at a clock.
const DAYS_TO_FILL: i64 = 1_500;

/// Builds at most: on a short horizon the search forgets what it began with.
const BUILDS: i64 = 12;

const fn knobs(urgency: i64, rhythms_last: bool, price_percent: i64, wait_days: i64) -> Knobs {
    Knobs { urgency, rhythms_last, price_percent, wait_days, width: 6, choices: 6, reviews_first: true }
}

/// Settings that do well on long horizons, most different ones first.
const FIRST: [Knobs; 8] = [
    knobs(0, false, 100, 20),
    knobs(0, true, 250, 20),
    knobs(150, false, 100, 60),
    knobs(0, false, 100, 60),
    knobs(150, true, 250, 6),
    knobs(0, false, 40, 60),
    knobs(150, false, 250, 20),
    knobs(150, true, 100, 20),
];

/// All settings in the order in which they are tried, each once.
fn attempts() -> Vec<Knobs> {
    let mut out = FIRST.to_vec();
    for urgency in [0, 150, 1000] {
        for rhythms_last in [true, false] {
            for price_percent in [100, 40, 250] {
                for wait_days in [20, 60, 6, 200, 2] {
                    let next = knobs(urgency, rhythms_last, price_percent, wait_days);
                    if !out.contains(&next) {
                        out.push(next);
                    }
                }
            }
        }
    }
    out
}

/// The best of as many builds as the horizon allows, bettered by so many steps of search.
pub(crate) fn best(ground: &Ground<'_, '_>, steps: u64) -> Vec<Block> {
    let derived = ground.derived;
    let promised = derived.published_until > 0;
    let short = derived.days <= moves::SHORT as i64;
    let knobs = if promised && !short {
        steadiest(ground).into_iter().collect()
    } else {
        let affordable = (DAYS_TO_FILL / derived.days.max(1)).clamp(1, BUILDS);
        attempts().into_iter().take(affordable as usize).collect::<Vec<_>>()
    };
    let builds = knobs.into_iter().map(|knobs| ground.build(knobs, derived.days));
    // The dispatch knows no appointments: it is for plans that nobody relies upon yet.
    let plain = (!promised).then(|| dispatch(ground));
    let start = cheapest(derived, builds.chain(plain)).unwrap_or_default();
    let search = |steadiness: i64, start: &[Block]| {
        let task = search::Task { derived, locked: ground.locked, start, order: &ground.ranked, steadiness };
        search::search(&task, steps)
    };
    let start = start.1;
    if !promised {
        return cheapest(derived, [search(FAIR, &start), start].into_iter()).unwrap_or_default().1;
    }
    let kept = search(STEADY, &start);
    let kept = if steadiness(derived, &kept) <= steadiness(derived, &start) { kept } else { start };
    if !short {
        return kept;
    }
    let fair = [search(FAIR, &kept), search(FAIR, &search(LOOSE, &kept))];
    let Some((points, fair)) = cheapest(derived, fair.into_iter()) else { return kept };
    let before = score_of(derived, &Ledger::new(derived, &kept)).total;
    let pays = points + WORTHWHILE * derived.inst.weights.moved < before;
    let steady = points < before && steadiness(derived, &fair) <= steadiness(derived, &kept);
    if pays || steady { fair } else { kept }
}

/// What a plan breaks of what is promised, then what it costs: less is better.
fn steadiness(derived: &Derived<'_>, blocks: &[Block]) -> (i64, i64) {
    let ledger = Ledger::new(derived, blocks);
    let score = score_of(derived, &ledger);
    let moved = score.terms.get("moved").map_or(0, |t| t.points);
    (moved + left_waiting(derived, &ledger) / WAITING, score.total)
}

/// Settings that keep most of what is promised and of the reviews, and are best otherwise: to see which, the promised
/// days alone are built.
fn steadiest(ground: &Ground<'_, '_>) -> Option<Knobs> {
    let derived = ground.derived;
    let until = derived.published_until + 7;
    let tried = attempts().into_iter().take(TRIED);
    tried
        .flat_map(|k| [true, false].map(|reviews_first| Knobs { reviews_first, ..k }))
        .min_by_key(|k| steadiness(derived, &ground.build(*k, until)))
}

/// Whether a review of a completed unit waits: a plan that leaves it out breaks a promise, too.
fn waits(derived: &Derived<'_>, due: Due) -> bool {
    due.day <= derived.now.div_euclid(DAY) + WAITING_DAYS
}

/// Points of the reviews that wait and are left out.
fn left_waiting(derived: &Derived<'_>, ledger: &Ledger<'_>) -> i64 {
    let mut held = BTreeSet::new();
    for e in &ledger.entries {
        if let Serves::Review(items) = e.serves {
            held.extend(items.iter().map(item_key));
        }
    }
    let left_out = |(key, due): (&ItemKey<'_>, &Due)| {
        let counts = waits(derived, *due) && !held.contains(key) && review_cost(derived, *due, None).1;
        i64::from(counts)
    };
    derived.inst.weights.review * REVIEW_MISSED_PERCENT * derived.due.iter().map(left_out).sum::<i64>()
}

/// The list of lowest score, with it.
fn cheapest(derived: &Derived<'_>, lists: impl Iterator<Item = Vec<Block>>) -> Option<(i64, Vec<Block>)> {
    lists
        .map(|blocks| (score_of(derived, &Ledger::new(derived, &blocks)).total, blocks))
        .reduce(|best, next| if next.0 < best.0 { next } else { best })
}
