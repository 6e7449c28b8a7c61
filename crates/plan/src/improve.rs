//! Chooses among several builds by score.
//! Invariant: deterministic; a longer list of attempts never gives a worse plan.

use crate::Block;
use crate::build::{Ground, Knobs};
use crate::ledger::Ledger;
use crate::score::score_of;

/// Days that all attempts together may fill: a bound on time that does not look at a clock.
const DAYS_TO_FILL: i64 = 800;

/// The attempts in the order in which they are tried.
const ATTEMPTS: [(i64, i64, bool); 12] = [
    (20, 100, true),
    (20, 100, false),
    (60, 100, true),
    (6, 100, true),
    (20, 40, true),
    (20, 250, true),
    (60, 40, true),
    (200, 100, true),
    (6, 250, true),
    (60, 250, false),
    (2, 40, true),
    (2, 100, false),
];

/// The best of as many builds as the horizon allows.
pub(crate) fn best_build(ground: &Ground<'_, '_>) -> Vec<Block> {
    let attempts = (DAYS_TO_FILL / ground.derived.days.max(1)).max(1) as usize;
    let mut best: Option<(i64, Vec<Block>)> = None;
    for &(wait_days, price_percent, rhythms_last) in ATTEMPTS.iter().take(attempts) {
        let knobs = Knobs { wait_days, price_percent, rhythms_last, width: 6, choices: 6 };
        let blocks = ground.build(knobs);
        let total = score_of(ground.derived, &Ledger::new(ground.derived, &blocks)).total;
        if best.as_ref().is_none_or(|b| total < b.0) {
            best = Some((total, blocks));
        }
    }
    best.map(|b| b.1).unwrap_or_default()
}
