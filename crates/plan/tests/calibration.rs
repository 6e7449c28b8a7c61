//! The forecast is honest: of simulated learners with known behaviour, four of five finish by the day it says
//! four of five will, and half by its likely day, from the fourth week on.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod learners;

use chrono::{NaiveDate, TimeDelta};
use learners::{Learner, Population, monday};
use plan::forecast::{Finish, forecast};

const MIDDLE: Population = Population {
    pace_mean: 1.1,
    pace_spread: 0.3,
    factor: 0.2,
    unit_spread: 1.0,
    good: (0.75, 0.95),
    bad: (0.1, 0.5),
    turns: (0.15, 0.5),
    makes_up: true,
};

/// Like one another and steady; as most are; with no time to make up for what was missed; far apart and erratic.
const STRENGTHS: [Population; 4] = [
    Population {
        pace_spread: 0.12,
        factor: 0.08,
        unit_spread: 0.5,
        good: (0.88, 0.97),
        bad: (0.5, 0.8),
        turns: (0.08, 0.6),
        ..MIDDLE
    },
    MIDDLE,
    Population { makes_up: false, ..MIDDLE },
    Population {
        pace_mean: 1.2,
        pace_spread: 0.4,
        factor: 0.3,
        unit_spread: 1.3,
        good: (0.6, 0.95),
        bad: (0.0, 0.4),
        turns: (0.2, 0.5),
        ..MIDDLE
    },
];

const LEARNERS: u64 = 200;
const FUTURES: u32 = 200;
const WEEKS: [usize; 4] = [4, 8, 16, 24];

/// How many learners there were, and how many finished by the day for one half and for four fifths.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: u32,
    half: u32,
    four_fifths: u32,
}

impl Count {
    fn add(&mut self, finish: &Finish, day: NaiveDate) {
        let is_by = |quantile: Option<NaiveDate>| u32::from(quantile.is_none_or(|quantile| day <= quantile));
        self.all += 1;
        self.half += is_by(finish.p50);
        self.four_fifths += is_by(finish.p80);
    }

    fn percent(&self) -> (u32, u32) {
        (self.half * 100 / self.all, self.four_fifths * 100 / self.all)
    }
}

/// For each of the weeks, the learners of one population.
fn counts(population: &Population, first_seed: u64) -> [Count; WEEKS.len()] {
    let mut counts = [Count::default(); WEEKS.len()];
    for seed in first_seed..first_seed + LEARNERS {
        let mut learner = Learner::new(population, seed);
        let mut said = Vec::new();
        for week in 0..1000 {
            if let (Some(at), None) = (WEEKS.iter().position(|w| *w == week), learner.finished) {
                said.push((at, forecast(&learner.input(seed, FUTURES)).unwrap().finish));
            }
            if learner.finished.is_some() {
                break;
            }
            learner.live();
        }
        let day = monday() + TimeDelta::days(i64::try_from(learner.finished.unwrap()).unwrap());
        for (at, finish) in said {
            counts[at].add(&finish, day);
        }
    }
    counts
}

#[test]
fn learners_finish_by_the_day_as_often_as_the_forecast_says() {
    let mut together = [Count::default(); WEEKS.len()];
    for (strength, population) in STRENGTHS.iter().enumerate() {
        let counts = counts(population, 1000 * strength as u64);
        for ((week, count), sum) in WEEKS.iter().zip(counts).zip(&mut together) {
            let (half, four_fifths) = count.percent();
            // One strength alone is not the world the belief before any history was made for.
            let is_near = (35..=65).contains(&half) && (64..=97).contains(&four_fifths);
            assert!(is_near, "strength {strength}, week {week}: {half} % and {four_fifths} % {count:?}");
            sum.all += count.all;
            sum.half += count.half;
            sum.four_fifths += count.four_fifths;
        }
    }
    for (week, count) in WEEKS.iter().zip(together) {
        let (half, four_fifths) = count.percent();
        assert!((45..=55).contains(&half), "week {week}: {half} % by the likely day, {count:?}");
        assert!((75..=85).contains(&four_fifths), "week {week}: {four_fifths} % by four in five, {count:?}");
    }
}
