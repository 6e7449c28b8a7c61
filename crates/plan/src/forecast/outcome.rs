//! What a forecast answers, and how the ends of many futures become dates and a chance.
//! Invariant: a quantile is the first day by which that share of the futures is done; none if they never are.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

/// When the goal will be reached, with its spread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The last core unit.
    pub finish: Finish,
    /// Share of the futures that are done by the end of the target day, in permille.
    pub chance_permille: u32,
    /// The last core unit of each strategy that has one left.
    pub strategies: BTreeMap<u8, Finish>,
}

/// Days by which a share of the futures is done; `None` beyond [`crate::forecast::FURTHEST_WEEKS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Finish {
    /// One in ten.
    pub p10: Option<NaiveDate>,
    /// One in four.
    pub p25: Option<NaiveDate>,
    /// One in two: the likely day.
    pub p50: Option<NaiveDate>,
    /// Three in four.
    pub p75: Option<NaiveDate>,
    /// Four in five.
    pub p80: Option<NaiveDate>,
    /// Nine in ten.
    pub p90: Option<NaiveDate>,
    /// Nineteen in twenty.
    pub p95: Option<NaiveDate>,
}

/// How many futures end on each day.
pub(super) struct Tally {
    ends: Vec<u32>,
    futures: u32,
}

impl Tally {
    pub(super) fn new(days: usize, futures: u32) -> Self {
        Tally { ends: vec![0; days], futures }
    }

    pub(super) fn count(&mut self, day: usize) {
        if let Some(n) = self.ends.get_mut(day) {
            *n += 1;
        }
    }

    fn done_by(&self, permille: u32, start: NaiveDate) -> Option<NaiveDate> {
        let wanted = (u64::from(self.futures) * u64::from(permille)).div_ceil(1000);
        let mut done = 0;
        let day = self.ends.iter().position(|n| {
            done += u64::from(*n);
            done >= wanted
        });
        let day = i64::try_from(day?).ok()?;
        start.checked_add_signed(TimeDelta::days(day))
    }

    pub(super) fn finish(&self, start: NaiveDate) -> Finish {
        Finish {
            p10: self.done_by(100, start),
            p25: self.done_by(250, start),
            p50: self.done_by(500, start),
            p75: self.done_by(750, start),
            p80: self.done_by(800, start),
            p90: self.done_by(900, start),
            p95: self.done_by(950, start),
        }
    }

    /// Permille of the futures that end on day `last` or before.
    pub(super) fn chance(&self, last: i64) -> u32 {
        let days = usize::try_from(last.saturating_add(1)).unwrap_or(0).min(self.ends.len());
        let done: u64 = self.ends.iter().take(days).map(|n| u64::from(*n)).sum();
        u32::try_from((done * 1000 + u64::from(self.futures / 2)) / u64::from(self.futures.max(1)))
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_chance_of_a_handful() {
        let start = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
        let on = |day: i64| Some(start + TimeDelta::days(day));
        let mut tally = Tally::new(30, 10);
        for day in [3, 4, 5, 6, 7, 8, 9, 10, 20, 99] {
            tally.count(day);
        }
        let finish = tally.finish(start);
        assert_eq!((finish.p10, finish.p50, finish.p80), (on(3), on(7), on(10)));
        assert_eq!((finish.p25, finish.p75), (on(5), on(10)));
        assert_eq!((finish.p90, finish.p95), (on(20), None), "the last one never ends");
        assert_eq!([-1, 2, 3, 10, 400].map(|day| tally.chance(day)), [0, 0, 100, 800, 900]);
    }
}
