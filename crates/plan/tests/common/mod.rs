//! Instances for tests: a small fixed one to change by hand, and a generator of odd ones.
//! Invariant: every generated instance passes the planner's own validation.
#![allow(dead_code, clippy::unwrap_used)] // Each test binary uses its own part; dates here are all valid.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use plan::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// So many cases of a property; `PLAN_TORTURE` times as many in the long form of these tests.
pub fn cases(count: u32) -> ProptestConfig {
    let times = std::env::var("PLAN_TORTURE").ok().and_then(|t| t.parse().ok()).unwrap_or(1);
    ProptestConfig { cases: count.saturating_mul(times), max_shrink_iters: 500, ..ProptestConfig::default() }
}

pub fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
}

/// The moment `minute` minutes after midnight of day `day`.
pub fn at(day: i64, minute: i64) -> NaiveDateTime {
    monday().and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(1440 * day + minute)
}

pub fn date(day: i64) -> NaiveDate {
    monday() + TimeDelta::days(day)
}

pub fn activity(id: &str, minutes: u32, focus: Focus) -> Activity {
    Activity { id: id.to_owned(), minutes, done: 0, focus }
}

pub fn unit(id: &str, prereqs: &[&str], activities: Vec<Activity>) -> Unit {
    Unit {
        id: id.to_owned(),
        level: Level::Core,
        prio: None,
        strategy: 1,
        status: Status::Open,
        prereqs: prereqs.iter().map(|&p| p.to_owned()).collect(),
        finishes: true,
        activities,
    }
}

pub fn work(day: i64, minute: i64, minutes: u32, unit: &str, activity: &str) -> Block {
    let what = What::Work { unit: unit.to_owned(), activity: activity.to_owned() };
    Block { start: at(day, minute), minutes, what }
}

pub fn rhythm(day: i64, minute: i64, minutes: u32, rhythm: &str) -> Block {
    Block { start: at(day, minute), minutes, what: What::Rhythm { rhythm: rhythm.to_owned() } }
}

pub fn review(day: i64, minute: i64, minutes: u32, items: &[(&str, u32)]) -> Block {
    let items = items.iter().map(|&(unit, k)| ReviewItem { unit: unit.to_owned(), k }).collect();
    Block { start: at(day, minute), minutes, what: What::Review { items } }
}

/// Two weeks, every day 18:00 to 21:00 (deep until 20:00), grid 15, blocks of 30 to 90 with breaks of 10.
/// Unit `b` needs unit `a`; one weekly rhythm `r`; reviews after 1 and 3 days.
pub fn small() -> Instance {
    let windows = |to| (0..7).map(|weekday| Window { weekday, from: 1080, to }).collect();
    Instance {
        grid: 15,
        start: monday(),
        weeks: 2,
        now: at(0, 0),
        target: date(13),
        clock_changes: Vec::new(),
        learner: Learner {
            week_budget: 600,
            week_budget_overrides: BTreeMap::new(),
            day_max: 150,
            block_min: 30,
            block_max: 90,
            break_min: 10,
            unit_day_free: 120,
            units_per_day_free: 2,
            mix_bucket_weeks: 4,
            mix_target_permille: None,
            windows: windows(1260),
            deep_windows: windows(1200),
        },
        busy: Vec::new(),
        units: vec![
            unit("a", &[], vec![activity("read", 60, Focus::Light), activity("try", 90, Focus::Deep)]),
            unit("b", &["a"], vec![activity("try", 120, Focus::Deep)]),
        ],
        rhythms: vec![Rhythm {
            id: "r".to_owned(),
            minutes: 30,
            focus: Focus::Light,
            strategy: 7,
            every_weeks: 1,
            from_week: 0,
            to_week: 1,
        }],
        reviews: Reviews {
            offsets_days: vec![1, 3],
            item_min: 10,
            early_permille: 250,
            late_permille: 500,
            due: Vec::new(),
        },
        locked: Vec::new(),
        previous: None,
        weights: Weights::default(),
        seed: 0,
    }
}

fn window() -> impl Strategy<Value = Window> {
    (0..7_u8, 0..1380_u32, select(vec![0_u32, 10, 45, 90, 180, 240, 240, 1440]))
        .prop_map(|(weekday, from, length)| Window { weekday, from, to: (from + length).min(1440) })
}

fn learner() -> impl Strategy<Value = Learner> {
    let limits = (
        select(vec![0_u32, 300, 600, 900, 900, 3000]),
        select(vec![0_u32, 90, 180, 180, 240, 600]),
        select(vec![0_u32, 25, 30, 60]),
        select(vec![10_u32, 45, 60, 90, 90, 180]),
        select(vec![0_u32, 7, 10, 20]),
    );
    (
        limits,
        proptest::collection::btree_map(0..6_u32, 0..500_u32, 0..2),
        vec(window(), 0..20),
        vec(window(), 0..5),
    )
        .prop_map(
            |((week_budget, day_max, block_min, block_max, break_min), overrides, windows, deep_windows)| {
                Learner {
                    week_budget,
                    week_budget_overrides: overrides,
                    day_max,
                    block_min,
                    block_max,
                    break_min,
                    unit_day_free: 120,
                    units_per_day_free: 2,
                    mix_bucket_weeks: 4,
                    mix_target_permille: None,
                    windows,
                    deep_windows,
                }
            },
        )
}

fn focus() -> impl Strategy<Value = Focus> {
    select(vec![Focus::Deep, Focus::Light])
}

type RawUnit = (Vec<(u32, u32, Focus)>, Vec<Index>, u8, Level, Status, bool);

fn raw_unit() -> impl Strategy<Value = RawUnit> {
    (
        vec((select(vec![0_u32, 17, 20, 45, 90, 200]), select(vec![0_u32, 0, 0, 30]), focus()), 0..4),
        vec(any::<Index>(), 0..3),
        1..=9_u8,
        select(vec![Level::Core, Level::Optional]),
        select(vec![Status::Open, Status::Open, Status::Open, Status::Known, Status::Done]),
        prop::bool::weighted(0.8),
    )
}

fn build_unit(i: usize, (acts, prereqs, strategy, level, status, finishes): RawUnit) -> Unit {
    let mut names: Vec<String> =
        if i == 0 { Vec::new() } else { prereqs.iter().map(|p| format!("u{}", p.index(i))).collect() };
    names.dedup();
    Unit {
        id: format!("u{i}"),
        level,
        prio: None,
        strategy,
        status,
        prereqs: names,
        finishes,
        activities: acts
            .into_iter()
            .enumerate()
            .map(|(j, (minutes, done, focus))| Activity { id: format!("a{j}"), minutes, done, focus })
            .collect(),
    }
}

/// Any instance the planner accepts, without locked or published blocks.
pub fn instance() -> impl Strategy<Value = Instance> {
    let frame = (
        select(vec![5_u32, 10, 15, 30]),
        1..=4_u32,
        select(vec![-2000_i64, 0, 0, 0, 700, 6000, 13_000, 60_000]),
        -3..30_i64,
        vec((-1000..40_000_i64, select(vec![0_i64, 7, 60, 600, 2000])), 0..12),
    );
    let rhythms =
        vec((select(vec![0_u32, 20, 45, 200]), focus(), select(vec![1_u32, 2, 4]), 0..3_u32, 0..6_u32), 0..3);
    let due = vec((0..4_u32, 1..4_u32, -4..30_i64, select(vec![1_u32, 2, 4, 14])), 0..5);
    let changes = vec((0..28_i64, select(vec![0_u32, 120, 1380])), 0..2);
    (frame, learner(), vec(raw_unit(), 0..9), rhythms, due, changes).prop_map(
        |((grid, weeks, now, target, busy), learner, units, rhythms, due, changes)| Instance {
            grid,
            weeks,
            now: at(0, now),
            target: date(target),
            clock_changes: changes
                .into_iter()
                .map(|(day, from)| ClockChange { date: date(day), from, to: from + 60 })
                .collect(),
            learner,
            busy: busy.into_iter().map(|(a, n)| Span { start: at(0, a), end: at(0, a + n) }).collect(),
            units: units.into_iter().enumerate().map(|(i, u)| build_unit(i, u)).collect(),
            rhythms: rhythms
                .into_iter()
                .enumerate()
                .map(|(i, (minutes, focus, every_weeks, from_week, to_week))| Rhythm {
                    id: format!("r{i}"),
                    minutes,
                    focus,
                    strategy: 7,
                    every_weeks,
                    from_week,
                    to_week,
                })
                .collect(),
            reviews: Reviews {
                offsets_days: vec![1, 3, 7],
                due: due
                    .into_iter()
                    .map(|(u, k, day, interval)| DueReview {
                        item: ReviewItem { unit: format!("old{u}"), k },
                        due: date(day),
                        interval,
                    })
                    .collect(),
                ..small().reviews
            },
            ..small()
        },
    )
}

/// Any block of the instance's open work or rhythms, anywhere in the horizon.
pub fn stray_block(instance: &Instance) -> BoxedStrategy<Block> {
    let mut whats: Vec<What> =
        vec![What::Review { items: vec![ReviewItem { unit: "old0".to_owned(), k: 1 }] }];
    for u in instance.units.iter().filter(|u| u.status == Status::Open) {
        whats.extend(u.activities.iter().map(|a| What::Work { unit: u.id.clone(), activity: a.id.clone() }));
    }
    whats.extend(instance.rhythms.iter().map(|r| What::Rhythm { rhythm: r.id.clone() }));
    let days = 7 * i64::from(instance.weeks);
    (0..days, 0..1380_i64, select(vec![15_u32, 30, 60, 95]), select(whats))
        .prop_map(|(day, minute, minutes, what)| {
            let left = u32::try_from(1440 - minute).unwrap();
            Block { start: at(day, minute), minutes: minutes.min(left), what }
        })
        .boxed()
}

/// Why an instance is refused, in English; in Spanish no word of that is left. `None` if it is planned.
pub fn refusal(instance: &Instance) -> Option<String> {
    let told = || plan::validate(instance).err().map(|error| error.to_string());
    let english = told()?;
    let spanish = language::speaking(language::Language::Spanish, told)?;
    assert_ne!(english, spanish);
    assert_eq!(language::left(&english, &spanish), [""; 0], "{english}\n{spanish}");
    Some(english)
}
