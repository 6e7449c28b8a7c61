//! Factors on the estimates, by strategy and kind of activity.
//! Invariant: a factor is a whole ten percent, rests on a minimum of finished activities, and stays as it is until the
//! history is clearly away from it: a plan does not change with every answer.

use std::collections::BTreeMap;

use plan::forecast::{PaceSample, learned};

use super::Sample;

/// Finished activities before anything of a row is believed.
pub(crate) const FEWEST: usize = 6;
/// Steps of a factor, in percent.
const STEP: u32 = 10;
/// A factor changes once the history is this far from it, in permille: a whole step, so that it takes a change of two
/// steps to make it go to and fro.
const CLEARLY: u32 = 100;
/// No plan is made with less or more, in percent.
const LEAST: u32 = 50;
const MOST: u32 = 300;

/// Percent of the estimate; 100 is the estimate itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Factors {
    /// What has no factor of its own.
    pub everything: u32,
    /// Strategies with enough samples.
    pub strategies: BTreeMap<u8, u32>,
    /// What kinds with enough samples add to the factor of the strategy.
    pub kinds: BTreeMap<u8, u32>,
}

impl Default for Factors {
    fn default() -> Self {
        Factors { everything: 100, strategies: BTreeMap::new(), kinds: BTreeMap::new() }
    }
}

/// How much a row rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub activities: usize,
    pub blocks: u32,
}

/// The samples, and how much of them there is for each row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    samples: Vec<PaceSample>,
    pub everything: Count,
    pub strategies: BTreeMap<u8, Count>,
    pub kinds: BTreeMap<u8, Count>,
}

impl Counts {
    pub fn of<'a>(samples: impl Iterator<Item = &'a Sample>) -> Counts {
        let mut counts = Counts::default();
        for sample in samples {
            counts.samples.push(sample.pace);
            let strategy = counts.strategies.entry(sample.pace.strategy).or_default();
            let kind = counts.kinds.entry(sample.pace.kind).or_default();
            for count in [&mut counts.everything, strategy, kind] {
                count.activities += 1;
                count.blocks = count.blocks.saturating_add(sample.blocks);
            }
        }
        counts
    }
}

impl Factors {
    /// Percent of the estimate for a kind of activity in a strategy.
    pub fn percent(&self, strategy: u8, kind: u8) -> u32 {
        let strategy = self.strategies.get(&strategy).copied().unwrap_or(self.everything);
        strategy * self.kinds.get(&kind).copied().unwrap_or(100) / 100
    }

    /// An estimate in minutes as it is planned.
    pub fn on(&self, minutes: u32, strategy: u8, kind: u8) -> u32 {
        match self.percent(strategy, kind) {
            100 => minutes,
            percent => {
                let scaled = u64::from(minutes) * u64::from(percent) / 100;
                u32::try_from(scaled.next_multiple_of(5)).unwrap_or(u32::MAX)
            }
        }
    }

    /// The factors after these samples, where the plan was made with `self` so far.
    pub fn follow(&self, counts: &Counts) -> Factors {
        if counts.everything.activities < FEWEST {
            return self.clone();
        }
        let says = learned(&counts.samples);
        let everything = step(self.everything, says.everything);
        let enough = |of: &BTreeMap<u8, Count>| -> Vec<u8> {
            of.iter().filter(|(_, count)| count.activities >= FEWEST).map(|(n, _)| *n).collect()
        };
        let strategies = enough(&counts.strategies).into_iter().filter_map(|s| {
            let before = self.strategies.get(&s).copied().unwrap_or(everything);
            Some((s, step(before, *says.strategies.get(&s)?)))
        });
        let kinds = enough(&counts.kinds).into_iter().filter_map(|k| {
            let before = self.kinds.get(&k).copied().unwrap_or(100);
            Some((k, step(before, *says.kinds.get(usize::from(k))?)))
        });
        Factors { everything, strategies: strategies.collect(), kinds: kinds.collect() }
    }
}

fn step(percent: u32, permille: u32) -> u32 {
    if permille.abs_diff(percent * 10) < CLEARLY {
        return percent;
    }
    ((permille + 5 * STEP) / (10 * STEP) * STEP).clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(factors: &Factors, actual: &[u32]) -> Factors {
        let samples: Vec<Sample> = (0..)
            .zip(actual)
            .map(|(unit, actual)| Sample {
                pace: PaceSample { unit, strategy: 6, kind: 3, estimated: 100, actual: *actual },
                blocks: 2,
                is_own: false,
            })
            .collect();
        factors.follow(&Counts::of(samples.iter()))
    }

    #[test]
    fn a_few_samples_change_nothing() {
        assert_eq!(after(&Factors::default(), &[200; 5]), Factors::default());
        let six = after(&Factors::default(), &[200; 6]);
        assert!(six.everything > 120, "{six:?}");
    }

    #[test]
    fn a_factor_keeps_until_the_history_is_clearly_away_from_it() {
        assert_eq!([1070, 1099, 901].map(|says| step(100, says)), [100; 3]);
        assert_eq!([1100, 1149, 1160, 900].map(|says| step(100, says)), [110, 110, 120, 90]);
        // Once at 110, what lies between keeps it there; and both ends are bounded.
        assert_eq!([1001, 1199].map(|says| step(110, says)), [110; 2]);
        assert_eq!([1000, 9000, 10].map(|says| step(110, says)), [100, MOST, LEAST]);
    }

    #[test]
    fn a_plan_does_not_jitter_from_one_answer_to_the_next() {
        let mut factors = Factors::default();
        let mut changes = 0;
        let mut actual = Vec::new();
        for n in 0..60 {
            actual.push([105, 160, 90, 130, 140, 100][n % 6]);
            let next = after(&factors, &actual);
            changes += usize::from(next != factors);
            factors = next;
        }
        assert_eq!(factors.percent(6, 3), 120, "they take 1.2 times the estimate: {factors:?}");
        assert!(changes <= 3, "{changes} changes");
    }

    #[test]
    fn what_was_not_met_follows_everything() {
        let factors = Factors { everything: 120, ..Factors::default() };
        assert_eq!((factors.percent(1, 0), factors.on(100, 1, 0)), (120, 120));
        let kinds = Factors { kinds: [(3, 90)].into(), strategies: [(6, 150)].into(), ..factors };
        assert_eq!((kinds.percent(6, 3), kinds.on(100, 6, 3), kinds.on(90, 2, 0)), (135, 135, 110));
    }
}
