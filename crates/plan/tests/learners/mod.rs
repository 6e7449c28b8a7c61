//! Simulated learners for the calibration of the forecast: who they are, and how they live through a curriculum.
//! Invariant: nothing here is taken from the forecast's own model. Paces are gamma, units triangular or with a long
//! tail, activities uniform, weeks good or bad in runs or lost in bursts, and blocks are missed and made up day by day.
#![allow(dead_code, reason = "each test uses a part")]

use chrono::{NaiveDate, TimeDelta};
use plan::forecast::{BlockSample, Effort, ForecastInput, KINDS, PaceSample, Piece, StudyWeek, UnitLeft};

/// Minutes of a block.
const BLOCK: u32 = 60;
/// Planned minutes of each day, Monday first.
const DAYS: [u32; 7] = [120, 60, 120, 60, 0, 180, 60];
/// Most minutes of each day.
const MOST: [u32; 7] = [180, 180, 180, 180, 0, 240, 120];
/// The first block of this day is a rhythm, no work.
const RHYTHM: usize = 2;
/// Weeks without study, counted from the first.
const HOLIDAYS: [usize; 4] = [9, 24, 25, 44];

/// A population of learners.
#[derive(Clone, Copy, Debug)]
pub struct Population {
    pub pace_mean: f64,
    /// Deviation of the pace against its mean.
    pub pace_spread: f64,
    /// Half the width of the uniform factors of strategies and kinds.
    pub factor: f64,
    /// How far units are from their estimates.
    pub units: Units,
    /// Which share of the blocks is held.
    pub weeks: Weeks,
    /// Missed blocks find another place in the week, if there is one.
    pub makes_up: bool,
}

/// How long single units take against their estimates.
#[derive(Clone, Copy, Debug)]
pub enum Units {
    /// Triangular, and this much wider than their ranges say.
    Triangular(f64),
    /// A long tail: a Pareto of this index above its usual minimum, with mean 1. The lower, the longer.
    LongTail(f64),
}

/// How the share of the blocks that is held goes from week to week.
#[derive(Clone, Copy, Debug)]
pub enum Weeks {
    /// Good weeks and bad weeks in runs.
    Turns {
        /// Share held in good weeks, from and to.
        good: (f64, f64),
        /// Share held in bad weeks, from and to.
        bad: (f64, f64),
        /// How often a good week is followed by a bad one, and a bad one by a good one.
        turns: (f64, f64),
    },
    /// Weeks alike but for bursts of absence, in which nothing is held, and a slow start.
    Bursts {
        /// Share held, from and to.
        share: (f64, f64),
        /// Chance that a week begins a burst, and that a further week belongs to it.
        bursts: (f64, f64),
        /// Part of the share in the first week, and how many weeks it takes to the whole of it.
        start: (f64, f64),
    },
}

/// SplitMix64 again, with the usual distributions over it.
pub struct Dice(pub u64);

impl Dice {
    #[allow(clippy::cast_precision_loss)]
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, (from, to): (f64, f64)) -> f64 {
        from + (to - from) * self.unit()
    }

    fn below(&mut self, n: u32) -> u32 {
        (self.unit() * f64::from(n)) as u32
    }

    fn exponential(&mut self) -> f64 {
        -(1.0 - self.unit()).ln()
    }

    /// By the rejection of Marsaglia and Tsang, with a normal from Box and Muller.
    fn gamma(&mut self, mean: f64, spread: f64) -> f64 {
        if spread == 0.0 {
            return mean;
        }
        let shape = 1.0 / (spread * spread);
        let d = shape - 1.0 / 3.0;
        loop {
            let normal = (2.0 * self.exponential()).sqrt() * (std::f64::consts::TAU * self.unit()).cos();
            let v = (1.0 + normal / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && (1.0 - self.unit()).ln() < 0.5 * normal * normal + d - d * v + d * v.ln() {
                return mean / shape * d * v;
            }
        }
    }

    /// With mean 1.
    fn pareto(&mut self, index: f64) -> f64 {
        (index - 1.0) / index * (1.0 - self.unit()).powf(-1.0 / index)
    }

    fn triangular(&mut self, low: f64, mode: f64, high: f64) -> f64 {
        let (u, cut) = (self.unit(), (mode - low) / (high - low));
        if u < cut {
            low + (u * (high - low) * (mode - low)).sqrt()
        } else {
            high - ((1.0 - u) * (high - low) * (high - mode)).sqrt()
        }
    }
}

struct Activity {
    unit: usize,
    kind: usize,
    estimated: u32,
    needs: f64,
    took: f64,
}

/// One learner in the middle of the curriculum.
pub struct Learner {
    units: Vec<UnitLeft>,
    activities: Vec<Activity>,
    at: usize,
    week: usize,
    weeks: Weeks,
    /// Share held as a rule, and in bad weeks.
    share: (f64, f64),
    weekday: [f64; 7],
    is_bad: bool,
    makes_up: bool,
    dice: Dice,
    pub paces: Vec<PaceSample>,
    pub blocks: Vec<BlockSample>,
    /// Day on which everything was done, counted from the first Monday.
    pub finished: Option<usize>,
}

impl Learner {
    pub fn new(of: &Population, seed: u64) -> Learner {
        let mut dice = Dice(seed);
        let pace = dice.gamma(of.pace_mean, of.pace_spread);
        let strategy: [f64; 10] = std::array::from_fn(|_| dice.between((1.0 - of.factor, 1.0 + of.factor)));
        let kind: [f64; KINDS] = std::array::from_fn(|_| dice.between((1.0 - of.factor, 1.0 + of.factor)));
        let mut units = Vec::new();
        let mut queues: Vec<Vec<Activity>> = Vec::new();
        for unit in 0..56 {
            let s = dice.below(9) as usize + 1;
            let mut kinds = [0; KINDS];
            let mut queue = Vec::new();
            for _ in 0..3 + dice.below(4) {
                let (k, minutes) = (dice.below(KINDS as u32) as usize, 45 + 15 * dice.below(8));
                kinds[k] += minutes;
                queue.push(Activity { unit, kind: k, estimated: minutes, needs: 0.0, took: 0.0 });
            }
            let likely: u32 = kinds.iter().sum();
            let effort = Effort { low: likely * 2 / 3, likely, high: likely * 3 / 2 };
            let own = match of.units {
                // Between the tenths of the range lie four fifths of a triangle that is a little wider.
                Units::Triangular(wider) => 1.0 + wider * (dice.triangular(0.5, 1.0, 1.75) / 1.083 - 1.0),
                Units::LongTail(index) => dice.pareto(index),
            };
            for a in &mut queue {
                let factor = pace * strategy[s] * kind[a.kind] * own * dice.between((0.75, 1.25));
                a.needs = f64::from(a.estimated) * factor;
            }
            units.push(UnitLeft { strategy: s as u8, core: true, effort, kinds, planned_permille: 1000 });
            queues.push(queue);
        }
        // Three units are under way at any time.
        let mut activities = Vec::new();
        let mut waiting: Vec<_> = queues.into_iter().map(Vec::into_iter).rev().collect();
        let mut open: Vec<_> = (0..3).filter_map(|_| waiting.pop()).collect();
        while !open.is_empty() {
            let which = dice.below(open.len() as u32) as usize;
            match open[which].next() {
                Some(activity) => activities.push(activity),
                None => {
                    open.remove(which);
                    open.extend(waiting.pop());
                }
            }
        }
        let share = match of.weeks {
            Weeks::Turns { good, bad, .. } => (dice.between(good), dice.between(bad)),
            Weeks::Bursts { share, .. } => (dice.between(share), 0.0),
        };
        let weekday = std::array::from_fn(|_| dice.between((0.85, 1.15)));
        let is_bad = match of.weeks {
            // Many weeks have gone by before the first.
            Weeks::Turns { turns: (bad, good), .. } => dice.unit() < bad / (bad + good),
            Weeks::Bursts { .. } => false,
        };
        Learner {
            units,
            activities,
            at: 0,
            week: 0,
            weeks: of.weeks,
            share,
            weekday,
            is_bad,
            makes_up: of.makes_up,
            dice,
            paces: Vec::new(),
            blocks: Vec::new(),
            finished: None,
        }
    }

    /// Lives through one more week.
    pub fn live(&mut self) {
        let luck = self.dice.unit();
        let part = match self.weeks {
            Weeks::Turns { turns: (bad, good), .. } => {
                self.is_bad ^= luck < if self.is_bad { good } else { bad };
                1.0
            }
            Weeks::Bursts { bursts: (begins, goes_on), start: (first, weeks), .. } => {
                self.is_bad = luck < if self.is_bad { goes_on } else { begins };
                (first + (1.0 - first) * self.week as f64 / weeks).min(1.0)
            }
        };
        let share = part * if self.is_bad { self.share.1 } else { self.share.0 };
        let mut owed = 0;
        for day in 0..7 {
            let planned = if HOLIDAYS.contains(&self.week) { 0 } else { DAYS[day] };
            let room = if planned == 0 { 0 } else { MOST[day] - planned };
            let again = if self.makes_up { room.min(owed) } else { 0 };
            owed -= again;
            for n in 0..(planned + again) / BLOCK {
                let held = self.dice.unit() < share * self.weekday[day];
                self.blocks.push(BlockSample {
                    week: self.week as i32,
                    weekday: day as u8,
                    held_permille: if held { 1000 } else { 0 },
                });
                let is_rhythm = n == 0 && day == RHYTHM;
                if held && !is_rhythm {
                    self.study(7 * self.week + day);
                } else if !held && !is_rhythm {
                    owed += BLOCK;
                }
            }
        }
        self.week += 1;
    }

    fn study(&mut self, day: usize) {
        let mut minutes = f64::from(BLOCK);
        while let Some(activity) = self.activities.get_mut(self.at) {
            let step = minutes.min(activity.needs - activity.took);
            activity.took += step;
            minutes -= step;
            if activity.took + 0.01 < activity.needs {
                return;
            }
            self.paces.push(PaceSample {
                unit: activity.unit as u32,
                strategy: self.units[activity.unit].strategy,
                kind: activity.kind as u8,
                estimated: activity.estimated,
                actual: activity.took.round() as u32,
            });
            self.at += 1;
            if self.at == self.activities.len() {
                self.finished = Some(day);
            }
        }
    }

    /// What the forecast may know at the beginning of this week.
    pub fn input(&self, seed: u64, futures: u32) -> ForecastInput {
        let mut units = self.units.clone();
        for unit in &mut units {
            unit.kinds = [0; KINDS];
        }
        let mut order = Vec::new();
        for activity in &self.activities[self.at..] {
            let left = activity.estimated.saturating_sub(activity.took as u32).max(15);
            units[activity.unit].kinds[activity.kind] += left;
            order.push(Piece { unit: activity.unit, minutes: left, is_review: false });
        }
        let most = if self.makes_up { MOST } else { DAYS };
        let usual = StudyWeek { minutes: DAYS, overhead: BLOCK, most };
        let week = |w| if HOLIDAYS.contains(&w) { StudyWeek::default() } else { usual };
        ForecastInput {
            start: monday() + TimeDelta::weeks(self.week as i64),
            target: monday() + TimeDelta::weeks(52),
            units,
            order,
            weeks: (self.week..self.week + 60).map(week).collect(),
            usual,
            week_budget: usual.total(),
            paces: self.paces.clone(),
            blocks: self.blocks.clone(),
            seed,
            futures,
        }
    }
}

pub fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default()
}
