//! Instances so small that every plan there is can be tried: the best of them is the proven optimum.
//! Plans are tried against the public rules and score alone; how they are made plays no part.

#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;

use common::{activity, at, cases, date, small, unit};
use plan::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The grid: blocks are made of pieces of so many minutes.
const PIECE: u32 = 30;

/// What may be said of one piece of free time.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Nothing,
    /// The block before goes on.
    More,
    /// A block begins; a position in the list of things to do.
    Begin(usize),
}

/// Every list of blocks of an instance without reviews; most of them break rules.
struct Lists {
    pieces: Vec<(i64, i64)>,
    things: Vec<What>,
    choices: Vec<Choice>,
}

impl Lists {
    fn new(i: &Instance) -> Self {
        let mut pieces: Vec<(i64, i64)> = Vec::new();
        for day in 0..7 * i64::from(i.weeks) {
            for w in i.learner.windows.iter().filter(|w| i64::from(w.weekday) == day % 7) {
                pieces.extend((w.from..w.to).step_by(PIECE as usize).map(|m| (day, i64::from(m))));
            }
        }
        let work = i.units.iter().flat_map(|u| {
            u.activities.iter().map(|a| What::Work { unit: u.id.clone(), activity: a.id.clone() })
        });
        let rhythms = i.rhythms.iter().map(|r| What::Rhythm { rhythm: r.id.clone() });
        let things: Vec<What> = work.chain(rhythms).collect();
        let begin = (0..things.len()).map(Choice::Begin);
        let choices = [Choice::Nothing, Choice::More].into_iter().chain(begin).collect();
        Lists { pieces, things, choices }
    }

    fn count(&self) -> usize {
        self.choices.len().pow(u32::try_from(self.pieces.len()).unwrap())
    }

    /// The list of that number, unless it is another list in disguise.
    fn list(&self, mut number: usize) -> Option<Vec<Block>> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut before: Option<(i64, i64)> = None;
        for &(day, minute) in &self.pieces {
            let choice = self.choices[number % self.choices.len()];
            number /= self.choices.len();
            match choice {
                Choice::Nothing => before = None,
                Choice::More => {
                    let goes_on = before == Some((day, minute - i64::from(PIECE)));
                    let last = blocks.last_mut().filter(|_| goes_on)?;
                    last.minutes += PIECE;
                    before = Some((day, minute));
                }
                Choice::Begin(thing) => {
                    let (start, what) = (at(day, minute), self.things[thing].clone());
                    blocks.push(Block { start, minutes: PIECE, what });
                    before = Some((day, minute));
                }
            }
        }
        Some(blocks)
    }

    fn lawful<'s>(&'s self, i: &'s Instance) -> impl Iterator<Item = Vec<Block>> + 's {
        (0..self.count()).filter_map(|n| self.list(n)).filter(|b| violations(i, b).is_empty())
    }
}

/// The lowest score of all lawful plans.
fn optimum(i: &Instance) -> i64 {
    Lists::new(i).lawful(i).map(|b| score(i, &b).total).min().unwrap()
}

/// Three days of one to two pieces each, one or two units with one or two activities, perhaps a rhythm.
fn mini() -> impl Strategy<Value = Instance> {
    let minutes = || select(vec![30_u32, 30, 60, 90]);
    let focus = || select(vec![Focus::Deep, Focus::Light]);
    let windows = vec((0..6_u8, select(vec![0_u32, 30]), 1..=2_u32), 1..=3);
    (
        (windows, select(vec![30_u32, 60, 90, 600]), select(vec![30_u32, 60, 90]), select(vec![30_u32, 60])),
        (vec((minutes(), focus()), 1..=2), vec((minutes(), focus()), 0..=1), any::<bool>(), any::<bool>()),
        (select(vec![0_u32, 30]), select(vec![0_u32, 30]), 0..6_i64, select(vec![0_i64, 0, 0, 1_500])),
    )
        .prop_map(
            |((windows, budget, day_max, block_max), (a, b, waits, rhythm), (brk, free, target, now))| {
                let mut i = small();
                i.grid = PIECE;
                i.weeks = 1;
                i.now = at(0, now);
                i.target = date(target);
                i.learner.windows = windows
                    .into_iter()
                    .map(|(weekday, from, pieces)| Window {
                        weekday,
                        from: 600 + from,
                        to: 600 + from + pieces * PIECE,
                    })
                    .collect();
                i.learner.windows.sort();
                i.learner.windows.dedup_by_key(|w| w.weekday);
                i.learner.deep_windows = vec![Window { weekday: 1, from: 600, to: 630 }];
                (i.learner.week_budget, i.learner.day_max) = (budget, day_max);
                (i.learner.block_min, i.learner.block_max, i.learner.break_min) = (PIECE, block_max, brk);
                (i.learner.unit_day_free, i.learner.units_per_day_free) = (free, 1);
                let steps = |list: Vec<(u32, Focus)>| {
                    let step = |(n, (minutes, focus))| activity(&format!("x{n}"), minutes, focus);
                    list.into_iter().enumerate().map(step).collect::<Vec<_>>()
                };
                i.units = vec![unit("a", &[], steps(a))];
                if !b.is_empty() {
                    i.units.push(unit("b", if waits { &["a"] } else { &[] }, steps(b)));
                    i.units[1].strategy = 2;
                }
                i.rhythms.truncate(usize::from(rhythm));
                i.rhythms.iter_mut().for_each(|r| r.to_week = 0);
                i.reviews.offsets_days.clear();
                i
            },
        )
        .prop_filter("few enough plans to try them all", |i| Lists::new(i).count() <= 20_000)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_plan_is_better_than_the_optimum(i in mini()) {
        let quick = plan(&i).unwrap();
        prop_assert_eq!(violations(&i, &quick.blocks), vec![]);
        prop_assert!(quick.score.total >= optimum(&i), "{:?}", quick.blocks);
    }

    /// A search proves nothing: of some five hundred instances a quick plan misses the optimum of one, mostly by less
    /// than a hundredth.
    #[test]
    fn the_smallest_instances_are_planned_at_the_optimum_or_near_it(i in mini()) {
        let (quick, best) = (plan(&i).unwrap(), optimum(&i));
        prop_assert!(8 * quick.score.total <= 9 * best, "{} {best}: {:?}", quick.score.total, quick.blocks);
    }

    #[test]
    fn less_time_never_betters_the_optimum(i in mini(), gone in any::<prop::sample::Index>(), from in 0..4_i64) {
        let best = optimum(&i);
        let mut fewer = i.clone();
        fewer.learner.windows.remove(gone.index(i.learner.windows.len()));
        prop_assert!(optimum(&fewer) >= best);
        let mut busy = i.clone();
        let day = i64::from(gone.get(&i.learner.windows).weekday);
        busy.busy.push(Span { start: at(day, 600 + 15 * from), end: at(day, 620 + 15 * from) });
        prop_assert!(optimum(&busy) >= best);
    }

    #[test]
    fn a_larger_budget_or_day_maximum_never_worsens_the_optimum(i in mini(), more in 1..4_u32) {
        let best = optimum(&i);
        let mut budget = i.clone();
        budget.learner.week_budget += 30 * more;
        prop_assert!(optimum(&budget) <= best);
        let mut day = i.clone();
        day.learner.day_max += 30 * more;
        prop_assert!(optimum(&day) <= best);
    }

    #[test]
    fn when_the_certificate_speaks_no_plan_is_in_time(i in mini()) {
        let says = plan(&i).unwrap().warnings.iter().any(|w| matches!(w, Warning::TargetImpossible { .. }));
        prop_assume!(says);
        for blocks in Lists::new(&i).lawful(&i) {
            let warnings = plan_from_blocks(&i, blocks).unwrap().warnings;
            let too_late = |w: &Warning| matches!(w, Warning::Late { .. } | Warning::Unfinished { .. });
            prop_assert!(warnings.iter().any(too_late), "a plan finishes in time all the same");
        }
    }
}

#[test]
fn the_lists_that_are_tried_hold_the_good_ones() {
    let mut i = small();
    i.weeks = 1;
    i.grid = PIECE;
    i.learner.windows =
        vec![Window { weekday: 0, from: 600, to: 690 }, Window { weekday: 3, from: 600, to: 630 }];
    (i.learner.break_min, i.learner.block_min) = (0, PIECE);
    i.units = vec![unit("a", &[], vec![activity("x", 60, Focus::Light)])];
    i.reviews.offsets_days.clear();
    i.rhythms.clear();
    let all: Vec<Vec<Block>> = Lists::new(&i).lawful(&i).collect();
    // Nothing; an hour at 10:00 or 10:30; two halves on two of four pieces; one half on one of them.
    assert_eq!(all.len(), 1 + 2 + 6 + 4);
    let best = all.iter().min_by_key(|b| score(&i, b).total).unwrap();
    assert_eq!((best.len(), best[0].minutes), (1, 60));
}
