//! How much of the planned time the learner really holds: belief from the history, and draws from it.
//! Invariant: with no samples the belief is the prior; as weeks come it goes to what they say.
//!
//! The overall share has a Beta belief; each weekday's share is shrunk to it. Blocks of one week are held or
//! missed together, and a bad week makes the next one likelier to be bad: so a week of eight blocks says
//! less than eight blocks of eight weeks, and futures have bad weeks as a whole.

use std::collections::BTreeMap;

use super::fixed::{LOG2_E, ONE, div, exp2, log2, mul, sqrt};
use super::rng::{Gamma, Rng};
use super::{BlockSample, StudyWeek};

/// Before anything is known, two of three planned blocks are expected to be held ...
const PRIOR_SHARE: i64 = ONE * 2 / 3;
/// ... as if this many independent blocks had been seen: of ten learners nine are thought to hold between 40 and 89
/// percent of what they plan, a deviation of 0.15; a Beta belief in the share p with deviation d weighs
/// p (1 - p) / d^2 - 1 blocks.
const PRIOR_BLOCKS: i64 = 9 * ONE;
/// A weekday counts as its own once this many blocks of it were seen: then its share weighs half. It is the
/// variance of one block over that between weekdays, for a deviation between weekdays of about 0.13.
const WEEKDAY_BLOCKS: i64 = 10 * ONE;
/// Share of the variance that whole weeks have in common, before anything is known ...
const PRIOR_WEEKLY: i64 = ONE * 18 / 100;
/// ... with the weight of this many weeks: four weeks say little about how weeks vary.
const PRIOR_WEEKS: i64 = 5 * ONE;
/// How much of a week's luck the next one keeps.
const CARRY: i64 = ONE * 3 / 10;
/// A week of so many weeks ago says half as much: a daily habit takes about nine weeks to form (the median is 66 days;
/// Lally et al. 2010), so what was held before that was held by somebody else.
const HABIT_WEEKS: i64 = 9;
/// What is new each week, so that the whole keeps its variance: the root of 1 - 0.3 * 0.3.
const FRESH: i64 = 62_517;
/// No learner is believed to hold nothing, or all for ever.
const LEAST: i64 = ONE / 50;
const MOST: i64 = ONE - ONE / 100;

/// What is believed of the share held.
pub(super) struct Held {
    kept: Gamma,
    lost: Gamma,
    /// Of each weekday, Monday first, and of all of them.
    weekdays: [i64; 7],
    mean: i64,
    weekly: i64,
}

/// One learner that the history allows.
pub(super) struct Habit {
    /// Middle of the share, as logarithm of the odds to base 2.
    odds: i64,
    width: i64,
}

impl Held {
    pub(super) fn new(blocks: &[BlockSample]) -> Self {
        let mut weeks: BTreeMap<i32, (i64, i64)> = BTreeMap::new();
        let mut days = [(0_i64, 0_i64); 7];
        for block in blocks {
            let held = i64::from(block.held_permille.min(1000)) * ONE / 1000;
            let week = weeks.entry(block.week).or_default();
            let day = &mut days[usize::from(block.weekday) % 7];
            for sum in [week, day] {
                *sum = (sum.0 + 1, sum.1 + held);
            }
        }
        let weekly = weekly(&weeks);
        let (share, samples) = overall(&weeks, weekly);
        let strength = PRIOR_BLOCKS + samples;
        let mean = div(mul(PRIOR_BLOCKS, PRIOR_SHARE) + mul(samples, share), strength);
        let (n, held) = days.iter().fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        let plain = held / n.max(1);
        let weekdays = days.map(|(n, held)| mean + div(held - n * plain, WEEKDAY_BLOCKS + n * ONE));
        Held {
            kept: Gamma::new(mul(strength, mean)),
            lost: Gamma::new(mul(strength, ONE - mean)),
            weekdays,
            mean,
            weekly,
        }
    }

    /// How the pattern of one week's days shifts its share, as logarithm of the odds to base 2.
    pub(super) fn shift(&self, week: &StudyWeek) -> i64 {
        let total = i64::from(week.total());
        if total == 0 {
            return 0;
        }
        let sum: i64 = week.minutes.iter().zip(self.weekdays).map(|(m, share)| i64::from(*m) * share).sum();
        let mean = self.mean.clamp(LEAST, MOST);
        mul(LOG2_E, div(sum / total - mean, mul(mean, ONE - mean)))
    }

    pub(super) fn draw(&self, rng: &mut Rng) -> Habit {
        let (kept, lost) = (self.kept.draw(rng), self.lost.draw(rng));
        let share = if kept + lost == 0 { self.mean } else { div(kept, kept + lost) }.clamp(LEAST, MOST);
        // Width of a logit-normal with this share of the variance p (1 - p); the approximation is within a
        // few percent from no variance in common to half of it.
        let left = ONE - self.weekly;
        let square = div(div(self.weekly, mul(share, ONE - share)), mul(left, left)).min(9 * ONE);
        // A width pulls the mean of a logit-normal to one half; 0.3927 is pi / 8.
        let odds = mul(log2(div(share, ONE - share)), sqrt(ONE + mul(square, 25_736)));
        Habit { odds, width: mul(LOG2_E, sqrt(square)) }
    }
}

/// Share of the variance that blocks of a week have in common, by analysis of variance, shrunk.
fn weekly(weeks: &BTreeMap<i32, (i64, i64)>) -> i64 {
    let n: i64 = weeks.values().map(|w| w.0).sum();
    let count = weeks.len() as i64;
    if count < 2 || n <= count {
        return PRIOR_WEEKLY;
    }
    let share = weeks.values().map(|w| w.1).sum::<i64>() / n;
    let within = share.clamp(ONE / 10, ONE * 9 / 10);
    let squares: i64 = weeks.values().map(|(n, held)| mul(held / n - share, held / n - share) * n).sum();
    let against = div(squares / (count - 1), mul(within, ONE - within));
    let seen = div(against - ONE, n * ONE / count - ONE).clamp(0, ONE);
    let known = (count - 1) * ONE;
    let both = div(mul(PRIOR_WEEKS, PRIOR_WEEKLY) + mul(known, seen), PRIOR_WEEKS + known);
    both.clamp(ONE / 50, ONE * 7 / 10)
}

/// Share held, and how many independent blocks would say as much about it. Weeks count almost equally, however
/// many blocks they have: a bad week has more of them, because what is missed is tried again.
fn overall(weeks: &BTreeMap<i32, (i64, i64)>, weekly: i64) -> (i64, i64) {
    // What a week hands on to the next makes weeks say less.
    let chained = mul(weekly, div(ONE + CARRY, ONE - CARRY));
    let (mut sum, mut weights, mut variance) = (0, 0, 0);
    let last = weeks.keys().next_back().copied().unwrap_or(0);
    for (week, (n, held)) in weeks {
        let age = i64::from(last) - i64::from(*week);
        let weight = mul(2 * n * ONE / (n + 1), exp2(-age.min(99) * ONE / HABIT_WEEKS));
        sum += mul(weight, held / n);
        weights += weight;
        variance += mul(mul(weight, weight), chained + (ONE - weekly) / n);
    }
    if weights == 0 {
        return (0, 0);
    }
    (div(sum, weights), div(mul(weights, weights), variance))
}

/// The luck of one future, week after week.
pub(super) struct Luck {
    state: i64,
}

impl Luck {
    pub(super) fn new(rng: &mut Rng) -> Self {
        Luck { state: rng.bell() }
    }

    /// The logarithm of the odds of this week's share, to base 2.
    pub(super) fn week(&mut self, habit: &Habit, shift: i64, rng: &mut Rng) -> i64 {
        self.state = mul(CARRY, self.state) + mul(FRESH, rng.bell());
        habit.odds + shift + mul(habit.width, self.state)
    }
}

/// Shares by the logarithm of their odds.
pub(super) struct Shares(Vec<i64>);

/// Steps of the table on each side, and their size.
const STEPS: i64 = 768;
const STEP: i64 = ONE / 64;

impl Shares {
    pub(super) fn new() -> Self {
        let share = |n: i64| ONE * ONE / (ONE + exp2(-n * STEP));
        Shares((-STEPS..=STEPS).map(share).collect())
    }

    pub(super) fn at(&self, odds: i64) -> i64 {
        let n = (odds / STEP).clamp(-STEPS, STEPS) + STEPS;
        self.0.get(n as usize).copied().unwrap_or(0)
    }
}
