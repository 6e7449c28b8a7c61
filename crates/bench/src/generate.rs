//! Draws weeks of a learner: units, busy time, rhythms, reviews that are due. Whole plans: `generate_horizon.rs`.
//! Invariant: the same kind and seed give the same instance everywhere; every instance passes the planner's validation.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use plan::{
    Activity, DueReview, Focus, Instance, Learner, Level, ReviewItem, Reviews, Rhythm, Span, Status, Unit,
    Weights, Window,
};

use crate::chance::Chance;
use crate::generate_horizon::horizon;

/// What a generated learner looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One week of three short evenings, three units: small enough for any exact method.
    Mini,
    /// One week of about eight hours.
    Easy,
    /// One week of about twelve hours around twenty busy events.
    Medium,
    /// One week of about twenty hours around forty busy events.
    Hard,
    /// 26 weeks, 45 units.
    HalfYear,
    /// 52 weeks, 90 units.
    Year,
    /// 52 weeks, 90 units, a target that cannot be met.
    Tight,
}

/// The instance of this kind and seed.
#[must_use]
pub fn generate(kind: Kind, seed: u64) -> Instance {
    match kind {
        Kind::Mini => week(&MINI, &mut Chance::new("mini", seed)),
        Kind::Easy => week(&EASY, &mut Chance::new("easy", seed)),
        Kind::Medium => week(&MEDIUM, &mut Chance::new("medium", seed)),
        Kind::Hard => week(&HARD, &mut Chance::new("hard", seed)),
        Kind::HalfYear => horizon(26, 45, 2, &mut Chance::new("half a year", seed)),
        Kind::Year => horizon(52, 90, 2, &mut Chance::new("year", seed)),
        Kind::Tight => horizon(52, 90, 22, &mut Chance::new("tight", seed)),
    }
}

/// Weekdays, from and to in minutes of the day.
type Hours = (&'static [u8], u32, u32);

const WORKDAYS: &[u8] = &[0, 1, 2, 3, 4];
const WEEKEND: &[u8] = &[5, 6];
const ALL_DAYS: &[u8] = &[0, 1, 2, 3, 4, 5, 6];

/// How much of everything a week has.
struct Size {
    windows: &'static [Hours],
    deep: &'static [Hours],
    budget: u32,
    day_max: u32,
    units: u32,
    /// Minutes of all units together.
    load: u32,
    busy: u32,
    due: u32,
    /// Days from which due days are drawn.
    due_days: u32,
    rhythms: u32,
    /// From how many numbers of activities a unit's is drawn: 2, or 2 to 3.
    most_activities: u32,
}

const MINI: Size = Size {
    windows: &[(&[0, 1], 1080, 1200), (&[3], 1080, 1170)],
    deep: &[(ALL_DAYS, 1080, 1140)],
    budget: 300,
    day_max: 120,
    units: 3,
    load: 150,
    busy: 1,
    due: 2,
    due_days: 2,
    rhythms: 1,
    most_activities: 2,
};
const EASY: Size = Size {
    windows: &[(WORKDAYS, 1080, 1290), (&[5], 540, 780)],
    deep: &[(WORKDAYS, 1080, 1200), (&[5], 540, 720)],
    budget: 600,
    day_max: 180,
    units: 4,
    load: 330,
    busy: 8,
    due: 5,
    due_days: 6,
    rhythms: 2,
    most_activities: 3,
};
const MEDIUM: Size = Size {
    windows: &[(WORKDAYS, 1050, 1320), (WEEKEND, 540, 840)],
    deep: &[(WORKDAYS, 1050, 1170), (WEEKEND, 540, 720)],
    budget: 840,
    day_max: 240,
    units: 5,
    load: 540,
    busy: 20,
    due: 6,
    due_days: 6,
    rhythms: 3,
    most_activities: 3,
};
const HARD: Size = Size {
    windows: &[(WORKDAYS, 390, 510), (WORKDAYS, 720, 795), (WORKDAYS, 1050, 1320), (WEEKEND, 540, 1080)],
    deep: &[(WORKDAYS, 390, 510), (WORKDAYS, 1050, 1170), (WEEKEND, 540, 750)],
    budget: 1320,
    day_max: 300,
    units: 8,
    load: 880,
    busy: 40,
    due: 9,
    due_days: 6,
    rhythms: 4,
    most_activities: 3,
};

pub(crate) fn windows(hours: &[Hours]) -> Vec<Window> {
    let each = |&(days, from, to): &Hours| days.iter().map(move |&weekday| Window { weekday, from, to });
    hours.iter().flat_map(each).collect()
}

pub(crate) fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default()
}

fn week(size: &Size, chance: &mut Chance) -> Instance {
    let windows_of_week = windows(size.windows);
    let mut units: Vec<Unit> = Vec::new();
    let mut left = size.load;
    for i in 0..size.units {
        let even = left / (size.units - i);
        let drawn = if i + 1 == size.units { left } else { even * chance.between(600, 1400) / 1000 / 5 * 5 };
        left -= drawn.min(left);
        // A unit of which only a part is planned completes nothing that could be waited for.
        let whole: Vec<String> = units.iter().filter(|u| u.finishes).map(|u| u.id.clone()).collect();
        let needs = if i > 1 { chance.one_of(&[0, 0, 1, 1, 2], 0) } else { 0 };
        let prereqs = chance.some_of(&whole, needs);
        let finishes = chance.permille(700);
        let steps = if chance.permille(333) { size.most_activities } else { 2 };
        units.push(Unit {
            id: format!("u{i:02}"),
            level: if chance.permille(750) { Level::Core } else { Level::Optional },
            prio: None,
            strategy: strategy(chance),
            status: Status::Open,
            prereqs,
            finishes,
            activities: activities(drawn, steps as usize, chance),
        });
    }
    let mut due = Vec::new();
    for i in 0..size.due {
        let unit = format!("old{i:02}");
        let k = chance.one_of(&[1, 2, 3, 3, 4, 4, 5], 1);
        let interval = [1, 2, 4, 14, 39].get(k as usize - 1).copied().unwrap_or(1);
        let day = monday() + TimeDelta::days(i64::from(chance.between(0, size.due_days)));
        due.push(DueReview { item: ReviewItem { unit: unit.clone(), k }, due: day, interval });
        units.push(Unit {
            id: unit,
            level: Level::Core,
            prio: None,
            strategy: 1,
            status: Status::Done,
            prereqs: Vec::new(),
            finishes: true,
            activities: Vec::new(),
        });
    }
    let rhythm = |i: u32, chance: &mut Chance| Rhythm {
        id: format!("r{i}"),
        minutes: chance.one_of(&[30, 45, 45, 60], 45),
        focus: if chance.permille(333) { Focus::Deep } else { Focus::Light },
        strategy: strategy(chance),
        every_weeks: 1,
        from_week: 0,
        to_week: 0,
    };
    let rhythms = (0..size.rhythms).map(|i| rhythm(i, chance)).collect();
    let busy = busy(1, size.busy, 0, &windows_of_week, chance);
    // One week is no place to judge the mix of strategies, and nothing in it is late.
    let weights = Weights { mix: 0, late: 0, ..Weights::default() };
    let learner = learner(size.budget, size.day_max, windows_of_week, windows(size.deep));
    Instance { units, rhythms, weights, ..frame(1, 20, learner, busy, due) }
}

pub(crate) fn strategy(chance: &mut Chance) -> u8 {
    u8::try_from(chance.between(1, 9)).unwrap_or(1)
}

/// Activity kinds in the order of learning: whether deep, and the share of a unit's minutes in permille.
const STEPS: [(Focus, u32); 5] =
    [(Focus::Deep, 200), (Focus::Light, 150), (Focus::Deep, 300), (Focus::Deep, 250), (Focus::Light, 100)];

/// Shares the minutes out over `count` activities, in steps of five, none shorter than twenty.
pub(crate) fn activities(minutes: u32, count: usize, chance: &mut Chance) -> Vec<Activity> {
    let mut kinds = chance.some_of(&[0_usize, 1, 2, 3, 4], count);
    // Every unit has something to practise or to build.
    if !kinds.contains(&2) && !kinds.contains(&3) {
        kinds.push(2);
        kinds.sort_unstable();
    }
    let weight = |kind: usize, chance: &mut Chance| STEPS[kind].1 * chance.between(600, 1400);
    let shares: Vec<(usize, u32)> = kinds.into_iter().map(|kind| (kind, weight(kind, chance))).collect();
    let total: u32 = shares.iter().map(|(_, w)| w).sum::<u32>().max(1);
    let share = |w: u32| u64::from(minutes) * u64::from(w) / u64::from(total);
    let step = |(i, (kind, w)): (usize, (usize, u32))| Activity {
        id: format!("a{}", i + 1),
        minutes: u32::try_from((share(w) + 2) / 5 * 5).unwrap_or(0).max(20),
        done: 0,
        focus: STEPS[kind].0,
    };
    shares.into_iter().enumerate().map(step).collect()
}

/// Events that mostly hit a window: others would not matter. `recurring` ones take place every week.
pub(crate) fn busy(
    weeks: u32,
    each_week: u32,
    recurring: u32,
    windows: &[Window],
    chance: &mut Chance,
) -> Vec<Span> {
    let Some(&first) = windows.first() else { return Vec::new() };
    let one = |lengths: &[u32], chance: &mut Chance| {
        let window = chance.one_of(windows, first);
        let into = chance.between(0, window.to - window.from);
        let start = (window.from - 15 + into + 2) / 5 * 5;
        (i64::from(window.weekday), start, (start + chance.one_of(lengths, 60)).min(1439))
    };
    let fixed: Vec<_> = (0..recurring).map(|_| one(&[45, 60, 90, 120], chance)).collect();
    let mut spans = Vec::new();
    for week in 0..i64::from(weeks) {
        let extra: Vec<_> = (0..each_week).map(|_| one(&[15, 30, 30, 45, 60, 60, 90], chance)).collect();
        for (weekday, from, to) in fixed.iter().chain(&extra) {
            let midnight = (monday() + TimeDelta::days(7 * week + weekday)).and_time(chrono::NaiveTime::MIN);
            let at = |minute: u32| midnight + TimeDelta::minutes(i64::from(minute));
            spans.push(Span { start: at(*from), end: at(*to) });
        }
    }
    spans.sort();
    spans
}

pub(crate) fn learner(budget: u32, day_max: u32, windows: Vec<Window>, deep_windows: Vec<Window>) -> Learner {
    Learner {
        week_budget: budget,
        week_budget_overrides: BTreeMap::new(),
        day_max,
        block_min: 25,
        block_max: 90,
        break_min: 10,
        unit_day_free: 120,
        units_per_day_free: 2,
        mix_bucket_weeks: 4,
        mix_target_permille: None,
        windows,
        deep_windows,
    }
}

/// An instance without units and rhythms; `target` in days from its first Monday.
pub(crate) fn frame(
    weeks: u32,
    target: i64,
    learner: Learner,
    busy: Vec<Span>,
    due: Vec<DueReview>,
) -> Instance {
    Instance {
        grid: 15,
        start: monday(),
        weeks,
        now: monday().and_time(chrono::NaiveTime::MIN),
        target: monday() + TimeDelta::days(target),
        // Clocks change at night, when no window is open.
        clock_changes: Vec::new(),
        learner,
        busy,
        units: Vec::new(),
        rhythms: Vec::new(),
        reviews: Reviews {
            offsets_days: vec![1, 3, 7, 21, 60],
            item_min: 10,
            early_permille: 250,
            late_permille: 500,
            due,
        },
        locked: Vec::new(),
        previous: None,
        weights: Weights::default(),
        seed: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, generate};

    const KINDS: [Kind; 7] =
        [Kind::Mini, Kind::Easy, Kind::Medium, Kind::Hard, Kind::HalfYear, Kind::Year, Kind::Tight];

    #[test]
    fn every_instance_is_valid_and_follows_from_its_seed() {
        for kind in KINDS {
            for seed in 1..=20 {
                let instance = generate(kind, seed);
                assert_eq!(plan::validate(&instance), Ok(()), "{kind:?} {seed}");
                assert_eq!(generate(kind, seed), instance);
                assert_ne!(generate(kind, seed + 1), instance);
            }
        }
    }

    #[test]
    fn a_week_holds_what_its_size_says() {
        for (kind, load) in [(Kind::Easy, 330), (Kind::Medium, 540), (Kind::Hard, 880)] {
            let minutes = |seed| -> u32 {
                let units = generate(kind, seed).units;
                units.iter().flat_map(|u| &u.activities).map(|a| a.minutes).sum()
            };
            let mean = (1..=40).map(minutes).sum::<u32>() / 40;
            assert!(
                (load * 9 / 10..=load * 12 / 10).contains(&mean),
                "{kind:?}: {mean} minutes, about {load}"
            );
        }
    }
}
