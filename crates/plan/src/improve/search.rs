//! The search: from a start to better plans by small changes, worse ones allowed while it is warm.
//! Invariant: deterministic, its limit is a count of steps; more steps never give a worse plan, and no plan is
//! worse than the start.

use super::board::{Board, Snapshot};
use super::facts::Facts;
use super::load::load;
use super::moves::SHORT;
use super::offer;
use crate::Block;
use crate::Rule;
use crate::derived::Derived;
use crate::ledger::Ledger;
use crate::rng::Rng;
use crate::rules::violations_of;
use crate::watch::{SLICE, Watcher};

/// Steps of the first round.
const ROUND: u64 = 6_000;

/// Rounds of one length; the next ones are longer by a fifth: whatever the limit is, little of it is left over, because a
/// round that does not fit whole is not begun.
const ROUNDS: u32 = 3;

/// What a search begins with.
pub(super) struct Task<'t, 'd, 'i> {
    pub derived: &'d Derived<'i>,
    pub locked: &'t Ledger<'i>,
    /// A lawful list of blocks.
    pub start: &'t [Block],
    /// Units in study order.
    pub order: &'t [usize],
    /// How many thousandths of the score's points a broken promise costs.
    pub steadiness: i64,
}

/// The best plan found in so many steps; the start itself if locked blocks put it in the wrong, because the moves
/// rely on the rules.
pub(super) fn search(task: &Task<'_, '_, '_>, steps: u64, watcher: &mut Watcher<'_>) -> Vec<Block> {
    let derived = task.derived;
    if watcher.stopped() || !violations_of(derived, &Ledger::new(derived, task.start)).is_empty() {
        return task.start.to_vec();
    }
    let facts = Facts::new(derived, task.locked, task.steadiness);
    let mut board = Board::new(&facts);
    let mut rng = Rng::new(derived.inst.seed);
    let start = starts(task, &mut board, &mut rng);
    let hot = derived.inst.weights.block.max(20);
    let mut best = start.clone();
    let (mut left, mut length, mut round) = (steps, ROUND.min(steps), 0);
    while left >= length && length > 0 && !watcher.stopped() {
        left -= length;
        // A short horizon is tried from its start again and again, a long one is only ever bettered.
        let (from, heat) = if facts.days > SHORT {
            (&best, hot / 2)
        } else if round % ROUNDS == ROUNDS - 1 {
            (&best, hot * 8 / 5)
        } else {
            (&start, hot * 2)
        };
        let from = from.clone();
        board.restore(&from);
        let found = anneal(&mut board, &mut rng, (length, heat), watcher);
        if found.points < best.points {
            best = found;
            if watcher.listens() {
                board.restore(&best);
                offer(derived, watcher, &board.blocks());
            }
        }
        round += 1;
        if round % ROUNDS == 0 {
            length += length / 5;
        }
    }
    board.restore(&best);
    board.blocks()
}

/// The start: the blocks given; or a plan built unit by unit, from nothing, or on a short horizon around what is published;
/// whichever is best.
fn starts(task: &Task<'_, '_, '_>, board: &mut Board<'_, '_, '_>, rng: &mut Rng) -> Snapshot {
    let derived = task.derived;
    let empty = board.snapshot();
    load(board, &Ledger::new(derived, task.start));
    let mut best = board.snapshot();
    let mut offer = |board: &mut Board<'_, '_, '_>, rng: &mut Rng| {
        board.construct(rng, task.order);
        if board.points < best.points {
            best = board.snapshot();
        }
    };
    if derived.published_until == 0 {
        board.restore(&empty);
        offer(board, rng);
        if board.facts.days <= SHORT {
            board.restore(&empty);
            board.construct_soon(rng, task.order);
            if board.points < best.points {
                best = board.snapshot();
            }
        }
    } else if board.facts.days <= SHORT {
        board.restore(&empty);
        load(board, &Ledger::new(derived, &published(derived)));
        if board.mend(rng, task.order) {
            offer(board, rng);
        }
    }
    best
}

/// Rules that may be broken for the moment: what is missing may still be placed before what waits for it.
const PARDONED: [Rule; 3] = [Rule::Amount, Rule::Order, Rule::Review];

/// What is promised and locked as it stands, if that is a plan.
pub(super) fn standing(derived: &Derived<'_>) -> Option<Vec<Block>> {
    let inst = derived.inst;
    let ahead = inst.previous.as_ref()?.blocks.iter().filter(|b| b.start >= inst.now);
    let mut out = inst.locked.clone();
    out.extend(ahead.filter(|b| !inst.locked.contains(b)).cloned());
    violations_of(derived, &Ledger::new(derived, &out)).is_empty().then_some(out)
}

/// The published blocks that can stay as they are but for what is missing before them, and the locked ones.
fn published(derived: &Derived<'_>) -> Vec<Block> {
    let (inst, mut out) = (derived.inst, derived.inst.locked.clone());
    let ahead = inst.previous.iter().flat_map(|p| &p.blocks).filter(|b| b.start >= inst.now);
    out.extend(ahead.filter(|b| !inst.locked.contains(b)).cloned());
    loop {
        let mut broken = violations_of(derived, &Ledger::new(derived, &out));
        broken.retain(|v| !PARDONED.contains(&v.rule));
        let mut faulty: Vec<usize> = broken.iter().filter_map(|v| v.block).collect();
        faulty.retain(|&b| !inst.locked.contains(&out[b]));
        faulty.sort_unstable();
        faulty.dedup();
        if faulty.is_empty() {
            return if broken.is_empty() { out } else { inst.locked.clone() };
        }
        for index in faulty.into_iter().rev() {
            out.remove(index);
        }
    }
}

/// The best plan of one round; of its beginning if it is stopped.
fn anneal(
    board: &mut Board<'_, '_, '_>,
    rng: &mut Rng,
    (steps, hot): (u64, i64),
    watcher: &mut Watcher<'_>,
) -> Snapshot {
    board.changed.clear();
    let mut best = board.snapshot();
    let steps = i64::try_from(steps).unwrap_or(i64::MAX);
    let slice = i64::try_from(SLICE).unwrap_or(i64::MAX);
    for step in 0..steps {
        if step % slice == 0 && step > 0 && !watcher.made(SLICE) {
            return best;
        }
        let left = steps - step;
        let heat = hot * left / steps * left / steps;
        let limit = board.kept + rng.exponential(heat).max(1);
        if board.change(rng) && board.judge_below(limit) {
            board.keep();
            if board.kept < best.points {
                board.update(&mut best);
            }
        } else {
            board.take_back();
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::build::Ground;
    use crate::common::{cases, instance};
    use crate::greedy::dispatch;
    use crate::improve::arrange::least;
    use crate::improve::memo::{IMPOSSIBLE, Known};
    use crate::rng::Rng;
    use crate::score::score_of;
    use crate::{Effort, Instance, plan, plan_with, violations};

    fn with_promises(i: Instance, published: bool) -> Instance {
        let previous = crate::Previous {
            published_until: i.start + chrono::TimeDelta::weeks(i64::from(i.weeks.min(2))),
            blocks: plan_with(&i, Effort { steps: 0 }).unwrap().blocks,
        };
        Instance { previous: published.then_some(previous), ..i }
    }

    proptest! {
        #![proptest_config(cases(96))]

        #[test]
        fn every_board_on_the_way_is_lawful_and_knows_its_score(
            i in instance(), published in any::<bool>(), locked in 0..3_usize,
        ) {
            let some = plan_with(&i, Effort { steps: 0 }).unwrap().blocks;
            let locked = some.iter().step_by(3).take(locked).cloned().collect();
            let i = with_promises(Instance { locked, ..i }, published);
            let derived = Derived::new(&i);
            let locked = Ledger::new(&derived, &i.locked);
            let facts = Facts::new(&derived, &locked, 1_000);
            let mut board = Board::new(&facts);
            let constant = score_of(&derived, &locked).total - board.kept;
            let start = dispatch(&Ground::new(&derived, &locked)).blocks(&derived);
            // A review that is locked may be put in the wrong by any plan: then there is no search.
            prop_assume!(violations(&i, &start).is_empty());
            load(&mut board, &Ledger::new(&derived, &start));
            let mut rng = Rng::new(1);
            for _ in 0..200 {
                let before = board.snapshot();
                if board.change(&mut rng) && board.judge() && rng.chance(70) {
                    board.keep();
                    let found = board.blocks();
                    let score = score_of(&derived, &Ledger::new(&derived, &found));
                    prop_assert_eq!(violations(&i, &found), vec![]);
                    prop_assert_eq!(board.points + constant, score.total);
                    for day in 0..facts.days {
                        let bound = least(&facts, day, &board.days[day].portions);
                        let points = board.day_points(day);
                        prop_assert!(bound.is_some_and(|b| b <= points), "day {}: {:?} {}", day, bound, points);
                        // Whoever asks for less is told no, whoever asks for more is told the points; and fewer
                        // points where the search of the day was broken off and a limit leads it to its end.
                        let portions = board.days[day].portions.clone();
                        let all = board.arranger.arrange(&facts, day, &portions, IMPOSSIBLE);
                        let whole = all == Known::Points(points) && !board.arranger.broken_off();
                        let mut below = |limit| board.arranger.arrange(&facts, day, &portions, limit);
                        let lawful = |p| p == points || p < points && !whole;
                        let (more, less) = (below(points + 1), below(points));
                        prop_assert!(matches!(more, Known::Points(p) if lawful(p)), "{:?} {}", more, points);
                        let told = match less {
                            Known::AtLeast(p) => p == points,
                            Known::Points(p) => lawful(p),
                        };
                        prop_assert!(told, "{:?} {}", less, points);
                    }
                } else {
                    board.take_back();
                    prop_assert!(board.snapshot() == before);
                }
            }
        }

        /// As when a prerequisite is written down after the weeks were promised.
        #[test]
        fn whatever_was_promised_the_plan_is_lawful(
            i in instance(), shifts in proptest::collection::vec(-4..5_i64, 1..9),
        ) {
            let mut i = with_promises(i, true);
            let promised = i.previous.iter_mut().flat_map(|p| &mut p.blocks);
            promised.zip(shifts.iter().cycle()).for_each(|(b, &days)| b.start += chrono::TimeDelta::days(days));
            for steps in [0, 6_000] {
                let plan = plan_with(&i, Effort { steps }).unwrap();
                prop_assert_eq!(violations(&i, &plan.blocks), vec![]);
            }
        }

        #[test]
        fn more_steps_never_give_a_worse_plan(i in instance(), published in any::<bool>()) {
            let i = with_promises(i, published);
            let mut last = i64::MAX;
            for steps in [0, 6_000, 12_000, 30_000] {
                let plan = plan_with(&i, Effort { steps }).unwrap();
                prop_assert_eq!(violations(&i, &plan.blocks), vec![]);
                // With promises, a plan that keeps more of them may cost more otherwise.
                prop_assert!(published || plan.score.total <= last);
                last = plan.score.total;
            }
            prop_assert_eq!(plan(&i).unwrap(), plan_with(&i, Effort::quick(&i)).unwrap());
        }
    }
}
