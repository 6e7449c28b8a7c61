//! Plays the remaining work through the weeks ahead, once for each future, and counts where it ends.
//! Invariant: the inner loops are flat walks over pieces and weeks; nothing is allocated in them.

use std::collections::BTreeMap;

use super::fixed::{ONE, exp2, mul, sqrt};
use super::held::{Held, Luck, Shares};
use super::outcome::{Finish, Forecast, Tally};
use super::pace::{Drawn, Pace, STRATEGIES, strategy_index};
use super::rng::{Purpose, Rng};
use super::spread::Spread;
use super::{FURTHEST_WEEKS, ForecastInput, KINDS, StudyWeek};
use crate::Minutes;

/// Something that is complete at a point in the study order.
struct Goal {
    what: What,
    /// Work between the goal before and this one: minutes of each unit ...
    work: Vec<(usize, i64)>,
    /// ... and those of reviews, in fixed point.
    reviews: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Strategy(usize),
    Everything,
}

/// One week, made ready for walking.
struct Walk {
    /// Minutes of work done at each share held, in steps of 1 / `STEPS`, and their deviation by the luck of single
    /// blocks; in fixed point.
    done: [(i64, i64); STEPS + 1],
    shift: i64,
    days: [i64; 7],
}

/// Shares held are told apart to this part.
const STEPS: usize = 64;

/// Minutes of a day, more than which no day can hold.
const DAY: Minutes = 1440;

/// Minutes of one unit between two goals, and how many times its estimate a unit may take, at most: far beyond
/// what people do, and sums stay far from overflow.
const LONGEST: i64 = 1_000_000;
const SLOWEST: i64 = 64 * ONE;

/// Minutes of a block: as one it is held or missed.
const BLOCK: i64 = 60;

/// What one future needs of a unit.
struct Load {
    strategy: usize,
    spread: Spread,
    /// Share of each kind in what is left.
    kinds: [i64; KINDS],
    /// Estimated minutes for one planned one.
    estimated: i64,
}

impl Walk {
    fn new(week: &StudyWeek, held: &Held) -> Self {
        let day = |minutes: Minutes| minutes.min(DAY);
        let week = &StudyWeek { minutes: week.minutes.map(day), most: week.most.map(day), ..*week };
        let work = i64::from(week.work());
        Walk {
            done: std::array::from_fn(|n| {
                let share = n as i64 * ONE / STEPS as i64;
                let done = done(week, share);
                let missed = (work << 16) - done;
                (done, sqrt(mul(done, missed / work.max(1)) * BLOCK))
            }),
            shift: held.shift(week),
            days: week.minutes.map(i64::from),
        }
    }

    /// Minutes of work that get done at this share held, in fixed point. `luck` is a normal draw.
    fn done(&self, share: i64, luck: i64) -> i64 {
        let at = (share.clamp(0, ONE) * STEPS as i64 + ONE / 2) >> 16;
        let (mean, deviation) = self.done.get(at as usize).copied().unwrap_or_default();
        // A little more than there was time for, in one week, keeps the mean where it belongs.
        (mean + mul(deviation, luck)).max(0)
    }

    /// Weekday on which this part of the week's work is done.
    fn weekday(&self, part: i64, whole: i64) -> usize {
        let total: i64 = self.days.iter().sum();
        let mut sum = 0;
        for (day, minutes) in self.days.iter().enumerate() {
            sum += minutes;
            // Both sides stay far below the limit: minutes of a week, and minutes of work in fixed point.
            if *minutes > 0 && sum * (whole >> 8) >= total * (part >> 8) {
                return day;
            }
        }
        6
    }
}

/// Of what is missed and finds room, so much finds a block: blocks are whole, and room comes in pieces.
const MADE_UP: (i64, i64) = (9, 10);

/// What is missed goes back in the queue and may find time on a later day of the same week; there it is held
/// or missed like any other.
fn done(week: &StudyWeek, share: i64) -> i64 {
    let (mut held, mut owed) = (0, 0);
    for (minutes, most) in week.minutes.into_iter().zip(week.most) {
        let again = owed.min(i64::from(most.saturating_sub(minutes)) << 16) * MADE_UP.0 / MADE_UP.1;
        let tried = (i64::from(minutes) << 16) + again;
        held += mul(tried, share);
        owed += tried - again - mul(tried, share);
    }
    // Rhythms are held or missed like work.
    let total = i64::from(week.total()).max(1);
    held / total * i64::from(week.work())
}

fn goals(input: &ForecastInput) -> Vec<Goal> {
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, piece) in input.order.iter().enumerate().filter(|(_, p)| p.minutes > 0 && !p.is_review) {
        if let Some(unit) = input.units.get(piece.unit).filter(|u| u.core) {
            ends.insert(strategy_index(unit.strategy), i + 1);
        }
    }
    let last = ends.values().copied().max();
    let strategies = ends.into_iter().map(|(s, end)| (end, What::Strategy(s)));
    let mut ends: Vec<(usize, What)> = strategies.chain(last.map(|end| (end, What::Everything))).collect();
    ends.sort_by_key(|(end, _)| *end);
    let mut from = 0;
    ends.into_iter()
        .map(|(end, what)| {
            let mut work: BTreeMap<usize, i64> = BTreeMap::new();
            let mut reviews = 0;
            for piece in input.order[from..end].iter().filter(|p| p.unit < input.units.len()) {
                if piece.is_review {
                    reviews = (reviews + (i64::from(piece.minutes) << 16)).min(LONGEST << 16);
                    continue;
                }
                let minutes = work.entry(piece.unit).or_default();
                *minutes = (*minutes + i64::from(piece.minutes)).min(LONGEST);
            }
            from = end;
            Goal { what, work: work.into_iter().collect(), reviews }
        })
        .collect()
}

/// `None` if no core work is left.
pub(super) fn play(input: &ForecastInput) -> Option<Forecast> {
    let goals = goals(input);
    if goals.is_empty() {
        return None;
    }
    let spreads: Vec<Spread> = input.units.iter().map(|u| Spread::of(u.effort)).collect();
    let (pace, held) = (Pace::new(input, &spreads), Held::new(&input.blocks));
    let loads: Vec<Load> = input
        .units
        .iter()
        .zip(spreads)
        .map(|(u, spread)| {
            let all: i64 = u.kinds.iter().map(|m| i64::from(*m)).sum();
            let kinds = u.kinds.map(|m| if all == 0 { ONE / KINDS as i64 } else { i64::from(m) * ONE / all });
            let estimated = 1000 * ONE / i64::from(u.planned_permille.max(1));
            Load { strategy: strategy_index(u.strategy), spread, kinds, estimated }
        })
        .collect();
    let weeks: Vec<Walk> = input.weeks.iter().map(|w| Walk::new(w, &held)).collect();
    let usual = Walk::new(&input.usual, &held);
    let shares = Shares::new();
    let mut tallies: Vec<Tally> =
        goals.iter().map(|_| Tally::new(FURTHEST_WEEKS * 7, input.futures)).collect();
    let mut factors = vec![0_i64; loads.len()];
    let mut needs = vec![0_i64; goals.len()];
    for future in 0..input.futures {
        let mut learner = Rng::new(input.seed, future, Purpose::Learner);
        let drawn = pace.draw(&mut learner);
        let habit = held.draw(&mut learner);
        let mut luck = Rng::new(input.seed, future, Purpose::Units);
        for (factor, load) in factors.iter_mut().zip(&loads) {
            *factor = load.factor(&drawn, luck.bell());
        }
        let mut need = 0;
        for (sum, goal) in needs.iter_mut().zip(&goals) {
            need +=
                goal.reviews + goal.work.iter().map(|(unit, minutes)| minutes * factors[*unit]).sum::<i64>();
            *sum = need;
        }
        let mut rng = Rng::new(input.seed, future, Purpose::Weeks);
        let mut luck = Luck::new(&mut rng);
        let (mut done, mut goal) = (0, 0);
        for n in 0..FURTHEST_WEEKS {
            let week = weeks.get(n).unwrap_or(&usual);
            let share = shares.at(luck.week(&habit, week.shift, &mut rng));
            let now = week.done(share, rng.bell());
            while goal < needs.len() && needs[goal] <= done + now {
                let weekday = week.weekday(needs[goal] - done, now);
                tallies[goal].count(7 * n + weekday);
                goal += 1;
            }
            if goal == needs.len() {
                break;
            }
            done += now;
        }
    }
    Some(answer(input, &goals, &tallies))
}

impl Load {
    /// Real minutes for one planned minute of this unit.
    fn factor(&self, drawn: &Drawn, luck: i64) -> i64 {
        let kind =
            self.kinds.iter().zip(&drawn.kinds).map(|(share, factor)| share * factor).sum::<i64>() >> 16;
        let pace = mul(mul(drawn.strategies[self.strategy], kind), self.estimated).min(SLOWEST);
        mul(pace, exp2(self.spread.log_factor(luck, drawn.scale))).clamp(0, SLOWEST)
    }
}

fn answer(input: &ForecastInput, goals: &[Goal], tallies: &[Tally]) -> Forecast {
    let mut finish = Finish::default();
    let mut chance_permille = 0;
    let mut strategies = BTreeMap::new();
    for (goal, tally) in goals.iter().zip(tallies) {
        match goal.what {
            What::Everything => {
                finish = tally.finish(input.start);
                chance_permille = tally.chance((input.target - input.start).num_days());
            }
            What::Strategy(s) if (1..STRATEGIES).contains(&s) => {
                strategies.insert(s as u8, tally.finish(input.start));
            }
            What::Strategy(_) => {}
        }
    }
    Forecast { finish, chance_permille, strategies }
}
