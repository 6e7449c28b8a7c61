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

use crate::Block;
use crate::build::{Builder, Ground, Knobs};
use crate::derived::{DAY, Derived, Due};
use crate::greedy::dispatch;
use crate::ledger::{Ledger, Serves};
use crate::planner::describe;
use crate::score::{REVIEW_MISSED_PERCENT, points_of, quantities, review_cost};
use crate::watch::Watcher;

/// What a broken promise costs while plans are searched, in thousandths of its points in the score: on a long horizon
/// promises come before anything else, because a search always finds something that pays a little.
const STEADY: i64 = 1_000_000;
const FAIR: i64 = 1_000;
/// Searches that hardly mind promises, or not at all, find what a careful one cannot reach.
const LOOSE: [i64; 2] = [30, 0];

/// Where every promise can be kept, a plan that breaks some must be better by the price of so many.
const WORTHWHILE: i64 = 8;

/// Searches that a short horizon with promises is given.
const SEARCHES: u64 = 2 + 2 * LOOSE.len() as u64;

/// A review that waits is worth a promise that costs so many times less: nothing is moved for it alone.
const WAITING: i64 = 5;

/// A review that is due within so many days waits.
const WAITING_DAYS: i64 = 28;

/// Settings with which the promised days are built, for the ones that keep most.
const PROMISED: [Knobs; 3] = [FIRST[0], FIRST[2], FIRST[4]];

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

/// The best plan that is found; on a short horizon what is promised as it stands, unless something better by enough was found.
pub(crate) fn best(ground: &Ground<'_, '_>, steps: u64, watcher: &mut Watcher<'_>) -> Vec<Block> {
    let found = searched(ground, steps, watcher);
    let derived = ground.derived;
    let short = derived.days <= moves::SHORT as i64;
    let Some(standing) = search::standing(derived).filter(|_| short) else { return found };
    let judged = |blocks: &[Block]| {
        let q = quantities(derived, &Ledger::new(derived, blocks));
        (q.points(&derived.inst.weights), WORTHWHILE * derived.inst.weights.moved * i64::from(q.moved > 0))
    };
    let (points, margin) = judged(&found);
    if points + margin < judged(&standing).0 { found } else { standing }
}

/// The best of as many builds as the horizon allows, bettered by so many steps of search.
fn searched(ground: &Ground<'_, '_>, steps: u64, watcher: &mut Watcher<'_>) -> Vec<Block> {
    let derived = ground.derived;
    let promised = derived.published_until > 0;
    let short = derived.days <= moves::SHORT as i64;
    let builds = if promised && !short {
        steadiest(ground).into_iter().collect()
    } else {
        let affordable = (DAYS_TO_FILL / derived.days.max(1)).clamp(1, BUILDS);
        attempts().into_iter().take(affordable as usize).map(|knobs| ground.build(knobs)).collect::<Vec<_>>()
    };
    // The dispatch knows no appointments: it is for plans that nobody relies upon yet.
    let plain = (!promised).then(|| dispatch(ground));
    let tables = builds.into_iter().map(Builder::finish).chain(plain);
    let start =
        cheapest(tables, |table| points_of(derived, &Ledger::of_table(derived, ground.locked, table)));
    let start = start.map(|(points, table)| (points, table.blocks(derived)));
    let points = |blocks: &Vec<Block>| points_of(derived, &Ledger::new(derived, blocks));
    let (before, start) = start.unwrap_or_default();
    if watcher.listens() {
        offer(derived, watcher, &start);
    }
    let several = promised && short;
    // What counts is how many there are, not how long each is.
    let steps = if several { steps / 2 } else { steps };
    watcher.at_most(if several { SEARCHES.saturating_mul(steps) } else { steps });
    let mut search = |steadiness: i64, start: &[Block]| {
        let task = search::Task { derived, locked: ground.locked, start, order: &ground.ranked, steadiness };
        search::search(&task, steps, watcher)
    };
    if !promised {
        let found = search(FAIR, &start);
        return if before < points(&found) { start } else { found };
    }
    let kept = search(STEADY, &start);
    let (was, is) = (steadiness_of(derived, &start), steadiness_of(derived, &kept));
    let kept = if is <= was { kept } else { start };
    let broken = |blocks: &[Block]| quantities(derived, &Ledger::new(derived, blocks)).moved;
    let breaks_none = broken(&kept) == 0;
    if !several || breaks_none && !work_was_lost(derived) {
        return kept;
    }
    // Promises are part of the score: on a few weeks what is best by it can be found.
    let mut fair = vec![search(FAIR, &kept)];
    for steadiness in LOOSE {
        let loose = search(steadiness, &kept);
        fair.push(search(FAIR, &loose));
    }
    let Some((least, fair)) = cheapest(fair.into_iter(), points) else { return kept };
    let margin = if breaks_none && broken(&fair) > 0 { WORTHWHILE } else { 0 };
    if least + margin * derived.inst.weights.moved < points(&kept) { fair } else { kept }
}

/// Whether promised blocks hold too few minutes of an activity, or of one before it: as after a missed block. If not,
/// nothing has happened that a plan would have to answer.
fn work_was_lost(derived: &Derived<'_>) -> bool {
    let ahead = derived.inst.previous.iter().flat_map(|p| &p.blocks).filter(|b| b.start >= derived.inst.now);
    let ahead: Vec<Block> = ahead.cloned().collect();
    let mut left: Vec<i64> = derived.acts.iter().map(|act| act.remaining).collect();
    for entry in &Ledger::new(derived, &ahead).entries {
        if let Serves::Work(act) = entry.serves {
            left[act] -= entry.len();
        }
    }
    let is_promised = |act: usize| left[act] < derived.acts[act].remaining;
    derived.units.iter().any(|unit| {
        let first = unit.acts.clone().find(|&act| left[act] > 0);
        first.is_some_and(|first| (first..unit.acts.end).any(is_promised))
    })
}

/// Tells the watcher of a plan that was found: on a long horizon promises come before points.
fn offer(derived: &Derived<'_>, watcher: &mut Watcher<'_>, blocks: &[Block]) {
    let steady = derived.published_until > 0 && derived.days > moves::SHORT as i64;
    let broken = if steady { steadiness_of(derived, blocks).0 } else { 0 };
    let mut blocks = blocks.to_vec();
    blocks.sort();
    let plan = describe(derived, blocks);
    watcher.found((broken, plan.score.total), plan);
}

/// What a plan breaks of what is promised, then what it costs: less is better.
fn steadiness(derived: &Derived<'_>, ledger: &Ledger<'_>) -> (i64, i64) {
    let (q, weights) = (quantities(derived, ledger), &derived.inst.weights);
    (weights.moved * q.moved + left_waiting(derived, ledger) / WAITING, q.points(weights))
}

fn steadiness_of(derived: &Derived<'_>, blocks: &[Block]) -> (i64, i64) {
    steadiness(derived, &Ledger::new(derived, blocks))
}

/// The build, its promised days filled, that keeps most of what is promised and of the reviews, and is best
/// otherwise; the first of equals. One that has broken more than another broke in the end is given up.
fn steadiest<'g, 'd, 'i>(ground: &'g Ground<'d, 'i>) -> Option<Builder<'g, 'd, 'i>> {
    let derived = ground.derived;
    let until = derived.published_until + 7;
    let mut best: Option<((i64, i64), Builder<'g, 'd, 'i>)> = None;
    for knobs in PROMISED {
        for reviews_first in [true, false] {
            let mut build = ground.build(Knobs { reviews_first, ..knobs });
            let most = best.as_ref().map_or(i64::MAX, |(steady, _)| steady.0);
            let mut broken = 0;
            while broken <= most
                && let Some(day) = build.fill_day(until)
            {
                broken += build.broken_on(day);
            }
            let shortened = build.shortened;
            if broken <= most {
                let steady = steadiness(derived, &Ledger::of_table(derived, ground.locked, &build.table));
                if best.as_ref().is_none_or(|(least, _)| steady < *least) {
                    best = Some((steady, build));
                }
            }
            if !shortened {
                // Without the wish the same would come out.
                break;
            }
        }
    }
    best.map(|(_, build)| build)
}

/// Whether a review of a completed unit waits: a plan that leaves it out breaks a promise, too.
fn waits(derived: &Derived<'_>, due: Due) -> bool {
    due.day <= derived.now.div_euclid(DAY) + WAITING_DAYS
}

/// Points of the reviews that wait and are left out.
fn left_waiting(derived: &Derived<'_>, ledger: &Ledger<'_>) -> i64 {
    let left_out = derived.due.iter().zip(&ledger.held).filter(|(due, held)| {
        let due = due.filter(|due| waits(derived, *due) && held.is_none());
        due.is_some_and(|due| review_cost(derived, due, None).1)
    });
    derived.inst.weights.review * REVIEW_MISSED_PERCENT * left_out.count() as i64
}

/// The first of those with the fewest points, with them.
fn cheapest<T>(all: impl Iterator<Item = T>, points: impl Fn(&T) -> i64) -> Option<(i64, T)> {
    all.map(|one| (points(&one), one)).reduce(|best, next| if next.0 < best.0 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::{activity, at, date, small, unit, work};
    use crate::{Focus, Instance, Previous, Span, Unit, Window, violations};

    #[test]
    fn what_promised_blocks_wait_for_comes_before_what_is_dearer() {
        let mut i = small();
        (i.weeks, i.target) = (6, date(41));
        i.learner.windows = (0..7).map(|weekday| Window { weekday, from: 1080, to: 1140 }).collect();
        (i.rhythms, i.reviews.offsets_days) = (Vec::new(), Vec::new());
        let unit = |id: &str, prereqs: &[&str], minutes, prio| Unit {
            prio: Some(prio),
            ..unit(id, prereqs, vec![activity("x", minutes, Focus::Light)])
        };
        i.units = vec![unit("a", &[], 120, 1), unit("b", &["a"], 240, 1), unit("z", &[], 120, 9)];
        let blocks = (0..6).map(|day| work(day, 1080, 60, if day < 2 { "a" } else { "b" }, "x")).collect();
        let previous = Some(Previous { published_until: date(14), blocks });
        // The first block is lost, and the first of what waits for it gives it its place.
        let busy = vec![Span { start: at(0, 1080), end: at(0, 1140) }];
        let i = Instance { busy, previous, ..i };
        let derived = Derived::new(&i);
        let locked = Ledger::new(&derived, &i.locked);
        let ground = Ground::new(&derived, &locked);
        let build = steadiest(&ground).unwrap();
        let broken: i64 = (0..14).map(|day| build.broken_on(day)).sum();
        assert_eq!(broken, 2 * derived.promises[0].absent(&derived));
    }

    #[test]
    fn what_was_promised_against_the_order_is_given_up() {
        let mut i = small();
        (i.grid, i.now, i.target) = (30, at(2, 420), date(13));
        i.learner.block_min = 25;
        i.learner.week_budget = 540;
        i.learner.windows = [0u8, 1, 2, 3]
            .map(|weekday| Window { weekday, from: 1140, to: 1320 })
            .into_iter()
            .chain([Window { weekday: 5, from: 540, to: 720 }])
            .collect();
        i.learner.deep_windows = i
            .learner
            .windows
            .iter()
            .map(|w| Window { to: if w.weekday == 5 { 720 } else { 1260 }, ..*w })
            .collect();
        i.rhythms = Vec::new();
        i.reviews.offsets_days = Vec::new();
        let mut tutorial = activity("tutorial", 45, Focus::Light);
        tutorial.done = 45;
        let mut read = activity("read", 60, Focus::Deep);
        read.done = 60;
        i.units = vec![
            unit(
                "vectors",
                &[],
                vec![read, activity("exercises", 90, Focus::Deep), activity("recall", 30, Focus::Light)],
            ),
            unit("python", &[], vec![tutorial, activity("exercises", 90, Focus::Deep)]),
            unit(
                "matrices",
                &["vectors"],
                vec![activity("read", 30, Focus::Deep), activity("exercises", 90, Focus::Deep)],
            ),
            unit(
                "linear",
                &["matrices", "python"],
                vec![activity("read", 60, Focus::Deep), activity("build", 120, Focus::Deep)],
            ),
        ];
        let blocks = vec![
            work(8, 1140, 90, "python", "exercises"),
            work(2, 1245, 30, "vectors", "recall"),
            work(3, 1155, 60, "matrices", "read"),
            work(5, 540, 90, "matrices", "exercises"),
            work(7, 1140, 60, "linear", "read"),
            work(8, 1140, 90, "linear", "build"),
        ];
        i.previous = Some(Previous { published_until: date(14), blocks });
        let derived = Derived::new(&i);
        let locked = Ledger::new(&derived, &i.locked);
        let ground = Ground::new(&derived, &locked);
        for steps in [0, 100, 6_000] {
            let blocks = best(&ground, steps, &mut Watcher::nobody());
            assert_eq!(violations(&i, &blocks), []);
        }
    }
}
