//! Chooses among several builds by score, and betters the best by search.
//! Invariant: deterministic; a first plan is never worse than the plain dispatch; more steps never give a worse plan.

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

use crate::Block;
use crate::build::{Ground, Knobs};
use crate::derived::Derived;
use crate::greedy::dispatch;
use crate::ledger::Ledger;
use crate::score::score_of;

/// How many times the score's points a broken promise costs while plans are searched that keep promises.
const STEADINESS: i64 = 20;

/// A plan that breaks more promises must be better by the price of so many.
const WORTHWHILE: i64 = 4;

/// Days that all attempts together may fill: a bound on time that does not look at a clock.
const DAYS_TO_FILL: i64 = 1_500;

const fn knobs(urgency: i64, rhythms_last: bool, price_percent: i64, wait_days: i64) -> Knobs {
    Knobs { urgency, rhythms_last, price_percent, wait_days, width: 6, choices: 6 }
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
    let affordable = (DAYS_TO_FILL / derived.days.max(1)).max(1) as usize;
    let builds = attempts().into_iter().take(affordable).map(|knobs| ground.build(knobs));
    // The dispatch knows no appointments: it is for plans that nobody relies upon yet.
    let promised = derived.published_until > 0;
    let plain = (!promised).then(|| dispatch(ground));
    let start = cheapest(derived, builds.chain(plain)).unwrap_or_default();
    let search = |steadiness: i64| {
        let found = search::search(
            &search::Task {
                derived,
                locked: ground.locked,
                start: &start.1,
                order: &ground.ranked,
                steadiness,
            },
            steps,
        );
        (score_of(derived, &Ledger::new(derived, &found)).total, found)
    };
    let kept = search(if promised { STEADINESS } else { 1 });
    let kept = if kept.0 < start.0 { kept } else { start.clone() };
    if promised && derived.days <= moves::SHORT as i64 {
        let free = search(1);
        if free.0 + WORTHWHILE * derived.inst.weights.moved < kept.0 {
            return free.1;
        }
    }
    kept.1
}

/// The list of lowest score, with it.
fn cheapest(derived: &Derived<'_>, lists: impl Iterator<Item = Vec<Block>>) -> Option<(i64, Vec<Block>)> {
    lists
        .map(|blocks| (score_of(derived, &Ledger::new(derived, &blocks)).total, blocks))
        .reduce(|best, next| if next.0 < best.0 { next } else { best })
}
