//! Chooses among several builds by score.
//! Invariant: deterministic; a first plan is never worse than the plain dispatch; a longer list of attempts never gives a worse plan.

mod board;
mod facts;
mod recalls;
mod recreate;
mod rng;
mod ruin;
mod search;
mod tally;

use crate::Block;
use crate::build::{Ground, Knobs};
use crate::greedy::dispatch;
use crate::ledger::Ledger;
use crate::score::score_of;

/// Days that all attempts together may fill: a bound on time that does not look at a clock.
const DAYS_TO_FILL: i64 = 2_900;

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

/// The best of as many builds as the horizon allows.
pub(crate) fn best_build(ground: &Ground<'_, '_>) -> Vec<Block> {
    let affordable = (DAYS_TO_FILL / ground.derived.days.max(1)).max(1) as usize;
    let mut best: Option<(i64, Vec<Block>)> = None;
    let builds = attempts().into_iter().take(affordable).map(|knobs| ground.build(knobs));
    // The dispatch knows no appointments: it is for plans that nobody relies upon yet.
    let plain = (ground.derived.published_until == 0).then(|| dispatch(ground));
    for blocks in builds.chain(plain).chain(search::published(ground.derived)) {
        let total = score_of(ground.derived, &Ledger::new(ground.derived, &blocks)).total;
        if best.as_ref().is_none_or(|b| total < b.0) {
            best = Some((total, blocks));
        }
    }
    search::search(ground.derived, best.map(|b| b.1).unwrap_or_default())
}
