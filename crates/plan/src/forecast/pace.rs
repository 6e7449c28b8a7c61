//! How long things take this learner against the estimates: belief from the history, and draws from it.
//! Invariant: with no samples the belief is the prior; as samples come it goes to what they say.
//!
//! Three levels, each a factor on the estimate: the learner's pace, shared by everything; the pace in one
//! strategy and with one kind of activity, shared by what is of that strategy or kind; and the unit's own. All activities
//! of a unit count as one sample of the first two, because what makes one of them long makes the others long.
//! Moments of plain ratios are used, not of logarithms: the end depends on sums of minutes, and those are
//! right for every shape of the errors. Shrinkage is that of the normal random-effects model, whose
//! conditional posteriors are exact: the weight of own samples is n / (n + k), where k, the number of
//! pseudo-samples, is the variance of one sample over the variance between what is compared.

use std::collections::BTreeMap;

use super::fixed::{LOG2_E, ONE, div, exp2, mul, sqrt};
use super::rng::{Gamma, Rng};
use super::spread::Spread;
use super::{ForecastInput, KINDS, PaceSample};

/// Strategies are 1 to 9; 0 is for odd input.
pub(super) const STRATEGIES: usize = 10;

/// Before anything is known, everything is expected to take a tenth more than its estimate: estimates of work are
/// more often too short than too long.
const OVERRUN: i64 = ONE * 11 / 10;
/// Deviation between learners, 0.35: two of three are within a factor of 1.4 of the pack's estimates. With units
/// that vary by about a third it weighs as one unit: a guess about a stranger should not outlive the first week.
const LEARNERS: i64 = ONE * 35 / 100;
/// Deviation between the strategies of one learner, 0.12. Weighs as about five units of a strategy.
const BETWEEN_STRATEGIES: i64 = ONE * 12 / 100;
/// Deviation between the kinds of activity of one learner, 0.12.
const BETWEEN_KINDS: i64 = ONE * 12 / 100;
/// Variance of units where their ranges are not looked at: a deviation of about a third.
const USUAL_RANGE: i64 = ONE / 10;
/// The pack's ranges weigh as this many units in how much one unit differs from the next.
const RANGE_SAMPLES: i64 = 3 * ONE;
/// A unit is not believed to have taken more than this many times its estimate, or less than that part of
/// it: a slip of the keyboard must not rule the forecast.
const OUTLIER: i64 = 4;
/// Longest unit that is counted in full, in minutes.
const LONGEST: i64 = 20_000;

/// What is believed of one strategy or kind.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    /// Mean of its own samples.
    own: i64,
    /// Weight of that mean against the level above.
    weight: i64,
    /// Deviation that is left.
    deviation: i64,
}

/// What is believed of the learner's pace.
pub(super) struct Pace {
    mean: i64,
    /// Of the mean, against the mean.
    deviation: i64,
    /// Of the samples in the mean, against what was guessed before.
    weight: i64,
    strategies: [Level; STRATEGIES],
    kinds: [Level; KINDS],
    /// How much more units vary than their ranges say.
    scale: i64,
    /// Half the degrees of freedom behind `scale`.
    freedom: Gamma,
    half_degrees: i64,
}

/// How long things have taken against their estimates, in permille: beliefs that are shrunk towards the level above as
/// long as samples are few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned {
    /// All together; 1000 without samples.
    pub everything: u32,
    /// Each strategy, 1 to 9.
    pub strategies: BTreeMap<u8, u32>,
    /// What a kind of activity adds to the factor of its strategy, by its number.
    pub kinds: [u32; KINDS],
}

/// One learner that the history allows.
pub(super) struct Drawn {
    pub strategies: [i64; STRATEGIES],
    pub kinds: [i64; KINDS],
    /// Scale of the units' spreads.
    pub scale: i64,
}

/// Samples of one unit, added up.
struct Observed {
    strategy: usize,
    estimated: i64,
    ratio: i64,
}

pub(super) fn strategy_index(strategy: u8) -> usize {
    if usize::from(strategy) < STRATEGIES { usize::from(strategy) } else { 0 }
}

fn clip(sample: &PaceSample) -> (i64, i64) {
    let estimated = i64::from(sample.estimated).min(LONGEST);
    (estimated, i64::from(sample.actual).clamp(estimated / OUTLIER, estimated * OUTLIER))
}

fn by_unit(samples: &[PaceSample]) -> Vec<Observed> {
    let mut sums: BTreeMap<u32, (usize, i64, i64)> = BTreeMap::new();
    for sample in samples {
        let (estimated, actual) = clip(sample);
        let sum = sums.entry(sample.unit).or_insert((strategy_index(sample.strategy), 0, 0));
        sum.1 = (sum.1 + estimated).min(LONGEST * OUTLIER);
        sum.2 = (sum.2 + actual).min(LONGEST * OUTLIER * OUTLIER);
    }
    let sums = sums.into_values().filter(|(_, estimated, _)| *estimated > 0);
    sums.map(|(strategy, estimated, actual)| Observed { strategy, estimated, ratio: div(actual, estimated) })
        .collect()
}

/// Mean of values with these weights, and how many equal weights would say as much.
fn weighted(of: impl Iterator<Item = (i64, i64)>) -> (i64, i64) {
    let (mut sum, mut weights, mut squares) = (0_i128, 0_i128, 0_i128);
    for (weight, value) in of {
        let weight = i128::from(weight);
        sum += weight * i128::from(value);
        weights += weight;
        squares += weight * weight;
    }
    if weights == 0 {
        return (0, 0);
    }
    (narrow(sum / weights), narrow(((weights * weights) << 16) / squares.max(1)))
}

fn narrow(x: i128) -> i64 {
    i64::try_from(x).unwrap_or(i64::MAX)
}

impl Pace {
    /// `spreads` are those of the input's units.
    pub(super) fn new(input: &ForecastInput, spreads: &[Spread]) -> Self {
        let ahead = |of: fn(&Spread) -> i64| {
            let pieces =
                input.order.iter().filter_map(|p| spreads.get(p.unit).map(|s| (i64::from(p.minutes), of(s))));
            weighted(pieces).0
        };
        let prior = mul(OVERRUN, ahead(|s| s.mean)).max(ONE / 8);
        let range = ahead(|s| s.variance).max(ONE / 100);
        Pace::believe(&input.paces, prior, range)
    }

    /// `prior` is the pace and `range` the variance of units that are expected before anything is known.
    fn believe(paces: &[PaceSample], prior: i64, range: i64) -> Self {
        let units = by_unit(paces);
        let mut belief = Belief { mean: prior, ..Belief::default() };
        let (mut variance, mut degrees) = (range, RANGE_SAMPLES);
        // What is believed of the pace and of the variance lean on each other; the second round changes little.
        for _ in 0..3 {
            belief = Belief::new(&units, prior, belief.mean, variance);
            (variance, degrees) = belief.variance(&units, range);
        }
        Pace {
            mean: belief.mean,
            deviation: belief.deviation,
            weight: belief.weight,
            kinds: kinds(paces, &belief, variance),
            strategies: belief.strategies,
            scale: sqrt(div(variance, range)),
            freedom: Gamma::new(degrees / 2),
            half_degrees: degrees / 2,
        }
    }

    /// The middle of what is believed, for a plan that keeps to the estimates until the history says otherwise.
    pub(super) fn learned(paces: &[PaceSample]) -> Learned {
        let pace = Pace::believe(paces, ONE, USUAL_RANGE);
        let permille = |factor: i64| u32::try_from((factor * 1000 + ONE / 2) >> 16).unwrap_or(0);
        let between = |level: &Level, above: i64| {
            permille(mul(level.own, level.weight) + mul(above, ONE - level.weight))
        };
        let strategies = (1_u8..).zip(&pace.strategies[1..]);
        Learned {
            everything: permille(pace.mean),
            strategies: strategies.map(|(s, level)| (s, between(level, pace.mean))).collect(),
            kinds: pace.kinds.map(|level| between(&level, ONE)),
        }
    }

    pub(super) fn draw(&self, rng: &mut Rng) -> Drawn {
        // The variance of samples is not known either: with few of them, their mean has the wide tails of Student's t.
        let unsure = div(ONE, sqrt(div(self.freedom.draw(rng), self.half_degrees).max(ONE / 8)));
        let widened = ONE + mul(self.weight, unsure - ONE);
        let mean = mul(self.mean, log_normal(mul(self.deviation, widened), self.weight, rng));
        let mut level = |levels: &Level, above: i64| {
            let centre = mul(levels.own, levels.weight) + mul(above, ONE - levels.weight);
            mul(centre, log_normal(levels.deviation, levels.weight, rng))
        };
        Drawn {
            strategies: self.strategies.map(|s| level(&s, mean)),
            kinds: self.kinds.map(|k| level(&k, ONE)),
            scale: mul(self.scale, unsure),
        }
    }
}

/// A factor around 1 with this deviation. What was guessed before has its mean at 1. What was measured has
/// been read with a factor whose mean is 1, and has to be divided by it: then 1 is the mean of the inverse.
fn log_normal(deviation: i64, measured: i64, rng: &mut Rng) -> i64 {
    let square = mul(deviation, deviation);
    exp2(mul(LOG2_E, mul(deviation, rng.normal()) + mul(square, measured - ONE / 2)))
}

#[derive(Default)]
struct Belief {
    mean: i64,
    deviation: i64,
    weight: i64,
    strategies: [Level; STRATEGIES],
}

impl Belief {
    /// `about` is where the pace is thought to be: variances are relative to it.
    fn new(units: &[Observed], prior: i64, about: i64, variance: i64) -> Belief {
        let relative = |x: i64| div(x, about);
        let between = mul(BETWEEN_STRATEGIES, BETWEEN_STRATEGIES);
        let prior_variance = {
            let deviation = mul(LEARNERS, relative(prior));
            mul(deviation, deviation)
        };
        let before = div(ONE, prior_variance);
        let mut precision = before;
        let mut sum = mul(precision, relative(prior));
        let mut strategies = [Level { own: 0, weight: 0, deviation: BETWEEN_STRATEGIES }; STRATEGIES];
        for (s, level) in strategies.iter_mut().enumerate() {
            let of = units.iter().filter(|u| u.strategy == s).map(|u| (u.estimated, u.ratio));
            let (own, samples) = weighted(of);
            if samples == 0 {
                continue;
            }
            let pseudo = div(variance, between);
            level.own = own;
            level.weight = div(samples, samples + pseudo);
            level.deviation = mul(BETWEEN_STRATEGIES, sqrt(ONE - level.weight));
            let says = div(ONE, between + div(variance, samples));
            precision += says;
            sum += mul(says, relative(own));
        }
        let mean = div(sum, precision);
        let deviation = div(sqrt(div(ONE, precision)), mean);
        Belief { mean: mul(mean, about), deviation, weight: ONE - div(before, precision), strategies }
    }

    fn strategy(&self, s: usize) -> i64 {
        let Level { own, weight, .. } = self.strategies[s];
        mul(own, weight) + mul(self.mean, ONE - weight)
    }

    /// How much units differ, and the degrees of freedom behind that.
    fn variance(&self, units: &[Observed], range: i64) -> (i64, i64) {
        let squares = units.iter().map(|u| {
            let off = div(u.ratio, self.strategy(u.strategy)) - ONE;
            (u.estimated, mul(off, off))
        });
        let (mean_square, samples) = weighted(squares);
        // The means were fitted to the same samples.
        let fitted = self.strategies.iter().map(|s| s.weight).sum::<i64>();
        let degrees = (samples - fitted).max(0);
        let all = degrees + RANGE_SAMPLES;
        (div(mul(RANGE_SAMPLES, range) + mul(samples, mean_square), all), all)
    }
}

/// What is left for the kinds once the strategies have explained their part.
fn kinds(samples: &[PaceSample], belief: &Belief, variance: i64) -> [Level; KINDS] {
    let pseudo = div(variance, mul(BETWEEN_KINDS, BETWEEN_KINDS));
    std::array::from_fn(|kind| {
        let of = samples.iter().filter(|s| usize::from(s.kind) == kind && s.estimated > 0).map(|s| {
            let (estimated, actual) = clip(s);
            (estimated, div(div(actual, estimated), belief.strategy(strategy_index(s.strategy))))
        });
        let (own, samples) = weighted(of);
        let weight = div(samples, samples + pseudo);
        Level { own, weight, deviation: mul(BETWEEN_KINDS, sqrt(ONE - weight)) }
    })
}
