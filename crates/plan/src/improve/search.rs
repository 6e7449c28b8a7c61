//! Annealing: take up a few blocks, place them anew, keep the change if it is good enough.
//! Invariant: deterministic; the budget is a number of steps; never gives a worse plan than it got, nor one
//! that moves more appointments or breaks a rule.

use super::board::Board;
use super::facts::Facts;
use super::recreate::{Recreate, TRIES};
use super::rng::Rng;
use super::ruin::ruin;
use super::tally::tally;
use crate::Block;
use crate::derived::Derived;
use crate::ledger::Ledger;
use crate::rules::violations_of;
use crate::score::score_of;

/// Weeks up to which the search runs: over longer horizons so few steps are spread too thin.
const WEEKS: i64 = 4;

/// Steps for a plan of so many blocks: about 30 ms for a full week.
fn steps(derived: &Derived<'_>, blocks: usize) -> i64 {
    if derived.weeks > WEEKS { 0 } else { (300 * blocks as i64).min(6_000) }
}

/// A better plan than `blocks`, or `blocks` if none was found.
pub(super) fn search(derived: &Derived<'_>, blocks: Vec<Block>) -> Vec<Block> {
    let steps = steps(derived, blocks.len());
    let ledger = Ledger::new(derived, &blocks);
    // Locked blocks may break rules; the moves rely on them.
    if steps == 0 || !violations_of(derived, &ledger).is_empty() {
        return blocks;
    }
    let facts = Facts::new(derived);
    let start = Board::new(&facts, &ledger);
    let found = anneal(&facts, &start, steps).blocks(&facts);
    let after = Ledger::new(derived, &found);
    let better = score_of(derived, &after).total < score_of(derived, &ledger).total;
    if better && violations_of(derived, &after).is_empty() { found } else { blocks }
}

/// The published plan with its open time filled, if it is still lawful: then nothing has to move.
pub(super) fn published(derived: &Derived<'_>) -> Option<Vec<Block>> {
    let previous = derived.inst.previous.as_ref().filter(|_| derived.weeks <= WEEKS)?;
    let mut blocks = derived.inst.locked.clone();
    let ahead = previous.blocks.iter().filter(|b| b.start >= derived.inst.now);
    blocks.extend(ahead.filter(|b| !derived.inst.locked.contains(b)).cloned());
    let ledger = Ledger::new(derived, &blocks);
    if !violations_of(derived, &ledger).is_empty() {
        return None;
    }
    let facts = Facts::new(derived);
    let mut board = Board::new(&facts, &ledger);
    let mut rng = Rng::new(derived.inst.seed);
    // One pass tries a few activities only.
    for _ in 0..=derived.acts.len() / TRIES {
        Recreate { facts: &facts, board: &mut board, rng: &mut rng, noise: 0 }.run();
    }
    let filled = board.blocks(&facts);
    let lawful = violations_of(derived, &Ledger::new(derived, &filled)).is_empty();
    Some(if lawful { filled } else { blocks })
}

/// The best board seen.
fn anneal(facts: &Facts<'_, '_>, start: &Board, steps: i64) -> Board {
    let mut rng = Rng::new(facts.derived.inst.seed);
    let (mut best, mut now, mut next) = (start.clone(), start.clone(), start.clone());
    let first = tally(facts, start);
    let (mut best_total, mut now_total) = (first.total, first.total);
    // A start of two and a half blocks' annoyance, falling with the square of the time that is left.
    let hot = (facts.derived.inst.weights.block * 5 / 2).max(50);
    for step in 0..steps {
        next.clone_from(&now);
        ruin(facts, &mut next, &mut rng);
        let noise = [0, 40, 200][rng.index(3)];
        Recreate { facts, board: &mut next, rng: &mut rng, noise }.run();
        let found = tally(facts, &next);
        let left = steps - step;
        let heat = hot * left / steps * left / steps;
        if found.moved > first.moved || found.total >= now_total + rng.exponential(heat).max(1) {
            continue;
        }
        std::mem::swap(&mut now, &mut next);
        now_total = found.total;
        if now_total < best_total {
            best_total = now_total;
            best.clone_from(&now);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::build::Ground;
    use crate::common::instance;
    use crate::greedy::dispatch;
    use crate::improve::rng::Rng;
    use crate::{plan, violations};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn a_search_keeps_the_rules_and_knows_its_score(i in instance(), published in any::<bool>()) {
            let previous = crate::Previous {
                published_until: i.start + chrono::TimeDelta::weeks(i64::from(i.weeks.min(2))),
                blocks: plan(&i).unwrap().blocks,
            };
            let i = crate::Instance { previous: published.then_some(previous), ..i };
            let derived = Derived::new(&i);
            let nothing = Ledger::new(&derived, &[]);
            let blocks = dispatch(&Ground::new(&derived, &nothing));
            let ledger = Ledger::new(&derived, &blocks);
            let facts = Facts::new(&derived);
            let start = Board::new(&facts, &ledger);
            // Every board on the way is lawful, not only the best.
            let (mut board, mut rng) = (start.clone(), Rng::new(1));
            for _ in 0..40 {
                ruin(&facts, &mut board, &mut rng);
                Recreate { facts: &facts, board: &mut board, rng: &mut rng, noise: 40 }.run();
                let found = board.blocks(&facts);
                let score = score_of(&derived, &Ledger::new(&derived, &found));
                prop_assert_eq!(violations(&i, &found), vec![]);
                prop_assert_eq!(tally(&facts, &board).total, score.total);
                prop_assert_eq!(tally(&facts, &board).moved, score.terms["moved"].quantity);
            }
            let found = anneal(&facts, &start, 200).blocks(&facts);
            let score = score_of(&derived, &Ledger::new(&derived, &found));
            prop_assert_eq!(violations(&i, &found), vec![]);
            prop_assert!(score.total <= score_of(&derived, &ledger).total);
        }
    }
}
