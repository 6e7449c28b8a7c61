//! What every forecast is: ordered, repeatable, total, and moved the right way by what it depends on.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;
mod learners;

use chrono::{NaiveDate, TimeDelta};
use common::{activity, at, cases, date, instance, small, unit};
use learners::{Learner, Population, Units, Weeks, monday};
use plan::forecast::Effort;
use plan::forecast::*;
use plan::*;
use proptest::collection::vec;
use proptest::prelude::*;

const STEADY: Population = Population {
    pace_mean: 1.0,
    pace_spread: 0.0,
    factor: 0.0,
    units: Units::Triangular(0.3),
    weeks: weeks(0.9),
    makes_up: true,
};

/// Weeks that all hold this share.
const fn weeks(share: f64) -> Weeks {
    Weeks::Turns { good: (share, share), bad: (share, share), turns: (0.2, 0.5) }
}

/// What a steady learner's forecast knows after so many weeks.
fn after(weeks: usize, of: &Population) -> ForecastInput {
    let mut learner = Learner::new(of, 5);
    (0..weeks).for_each(|_| learner.live());
    learner.input(1, 2000)
}

fn finish(input: &ForecastInput) -> Finish {
    forecast(input).unwrap().finish
}

fn days(later: Option<NaiveDate>, earlier: Option<NaiveDate>) -> i64 {
    (later.unwrap() - earlier.unwrap()).num_days()
}

#[test]
fn the_same_input_gives_the_same_days_on_every_machine() {
    let said = forecast(&after(6, &STEADY)).unwrap();
    assert_eq!(said, forecast(&after(6, &STEADY)).unwrap());
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day);
    assert_eq!((said.finish.p50, said.finish.p80, said.finish.p95), (day(1, 21), day(2, 20), day(3, 23)));
    let other = forecast(&ForecastInput { seed: 2, ..after(6, &STEADY) }).unwrap();
    assert_ne!(said, other);
    assert!(days(other.finish.p80, said.finish.p80).abs() < 8, "luck of the draw stays small");
}

#[test]
fn nothing_left_has_no_forecast() {
    let input = after(4, &STEADY);
    assert_eq!(forecast(&ForecastInput { futures: 0, ..input.clone() }), None);
    assert_eq!(forecast(&ForecastInput { order: Vec::new(), ..input.clone() }), None);
    let units = input.units.iter().map(|u| UnitLeft { core: false, ..u.clone() }).collect();
    assert_eq!(forecast(&ForecastInput { units, ..input }), None);
}

#[test]
fn no_time_has_no_day() {
    let none = StudyWeek::default();
    let said = forecast(&ForecastInput { weeks: Vec::new(), usual: none, ..after(4, &STEADY) }).unwrap();
    assert_eq!((said.finish, said.chance_permille), (Finish::default(), 0));
}

#[test]
fn the_longer_a_steady_learner_is_known_the_narrower_the_forecast() {
    let width = |weeks| {
        let finish = finish(&after(weeks, &STEADY));
        days(finish.p95, finish.p10)
    };
    let widths = [0, 2, 6, 16].map(width);
    assert!(widths.is_sorted_by(|a, b| a > b), "{widths:?}");
    assert!(widths[0] > 3 * widths[3], "{widths:?}");
}

#[test]
fn one_missed_block_on_the_first_day_says_little() {
    let mut input = after(0, &STEADY);
    let before = forecast(&input).unwrap();
    input.target = before.finish.p80.unwrap();
    input.blocks = vec![BlockSample { week: 0, weekday: 0, held_permille: 0 }];
    let after = forecast(&input).unwrap();
    assert!((680..790).contains(&after.chance_permille), "{} of 800", after.chance_permille);
}

#[test]
fn the_last_weeks_say_more_than_those_of_long_ago() {
    let half_held = |missed: fn(i32) -> bool| {
        let held = |n| if missed(n / 8) { 0 } else { 1000 };
        let blocks =
            (0..240).map(|n| BlockSample { week: n / 8, weekday: (n % 7) as u8, held_permille: held(n) });
        let blocks = blocks.collect();
        finish(&ForecastInput { blocks, ..after(0, &STEADY) }).p50
    };
    let (better, worse) = (half_held(|week| week < 15), half_held(|week| week >= 15));
    assert!(days(worse, better) > 60, "{worse:?} {better:?}");
}

#[test]
fn who_takes_longer_or_misses_more_finishes_later() {
    let usual = finish(&after(8, &STEADY));
    let slow = finish(&after(8, &Population { pace_mean: 1.4, ..STEADY }));
    let absent = finish(&after(8, &Population { weeks: weeks(0.5), ..STEADY }));
    assert!(
        days(slow.p50, usual.p50) > 60 && days(absent.p50, usual.p50) > 60,
        "{usual:?} {slow:?} {absent:?}"
    );
}

#[test]
fn the_history_of_one_strategy_counts_most_for_that_strategy() {
    let mut input = after(0, &STEADY);
    input.paces = (0..12)
        .map(|unit| {
            let strategy = 1 + unit as u8 % 2;
            PaceSample {
                unit,
                strategy,
                kind: 0,
                estimated: 300,
                actual: if strategy == 1 { 600 } else { 300 },
            }
        })
        .collect();
    // Twenty units, by turns of a slow strategy, a usual one and one that was never met.
    let lone = |strategy| {
        let units = vec![UnitLeft { strategy, ..input.units[0].clone() }; 20];
        let order = (0..20).map(|unit| Piece { unit, minutes: 600, is_review: false }).collect();
        finish(&ForecastInput { units, order, ..input.clone() }).p50
    };
    let [slow, usual, unknown] = [1, 2, 3].map(lone);
    assert!(slow > unknown && unknown > usual, "{slow:?} {unknown:?} {usual:?}");
}

fn sample(unit: u32, strategy: u8, kind: u8, actual: u32) -> PaceSample {
    PaceSample { unit, strategy, kind, estimated: 100, actual }
}

#[test]
fn what_is_learned_goes_from_the_estimates_to_what_things_took() {
    let none = learned(&[]);
    assert_eq!((none.everything, none.kinds), (1000, [1000; KINDS]));
    assert!(none.strategies.values().eq(&[1000; 9]));
    let of = |n: u32| learned(&(0..n).map(|unit| sample(unit, 6, 3, 150)).collect::<Vec<_>>());
    let said = [1, 4, 16, 64].map(|n| of(n).strategies[&6]);
    assert!(said.is_sorted() && said[0] > 1100 && (1400..=1500).contains(&said[3]), "{said:?}");
    // What one strategy took is expected of the others, less surely.
    let other = of(16).strategies[&1];
    assert!(1000 < other && other <= said[2], "{other} {said:?}");
}

#[test]
fn a_kind_of_activity_is_told_from_its_strategy() {
    let actual = |unit: u32| [80, 120][unit as usize % 2];
    let samples: Vec<PaceSample> =
        (0..40).map(|unit| sample(unit, 1, unit as u8 % 2, actual(unit))).collect();
    let said = learned(&samples);
    assert!((950..1050).contains(&said.strategies[&1]), "{said:?}");
    assert!(said.kinds[0] < 900 && said.kinds[1] > 1100 && said.kinds[2] == 1000, "{said:?}");
}

#[test]
fn a_plan_that_follows_the_pace_already_is_not_slowed_down_twice() {
    let mut input = after(8, &Population { pace_mean: 1.4, ..STEADY });
    let plain = finish(&input);
    for unit in &mut input.units {
        unit.planned_permille = 1400;
    }
    for piece in &mut input.order {
        piece.minutes = piece.minutes * 7 / 5;
    }
    let scaled = finish(&input);
    assert!(
        days(scaled.p50, plain.p50).abs() <= 1 && days(scaled.p80, plain.p80).abs() <= 1,
        "{plain:?} {scaled:?}"
    );
}

#[test]
fn a_weekday_that_is_never_held_does_not_count_for_much() {
    let mut input = after(0, &STEADY);
    let sample = |n: i32| BlockSample {
        week: n / 4,
        weekday: (n % 4) as u8,
        held_permille: if n % 4 == 3 { 0 } else { 1000 },
    };
    input.blocks = (0..80).map(sample).collect();
    let on = |day: usize| {
        let mut week = StudyWeek::default();
        week.minutes[day] = 600;
        week.most = week.minutes;
        finish(&ForecastInput { weeks: Vec::new(), usual: week, ..input.clone() }).p50
    };
    assert!(days(on(3), on(0)) > 100, "{:?} {:?}", on(3), on(0));
}

#[test]
fn bad_weeks_widen_the_forecast_beyond_single_misses() {
    let mut input = after(16, &STEADY);
    let held = |bad: bool| if bad { 0 } else { 1000 };
    let blocks = |bad: fn(i32) -> bool| {
        (0..160).map(|n| BlockSample { week: n / 8, weekday: 0, held_permille: held(bad(n)) }).collect()
    };
    let width = |input: &ForecastInput| days(finish(input).p95, finish(input).p10);
    input.blocks = blocks(|n| n % 4 == 0);
    let scattered = width(&input);
    input.blocks = blocks(|n| (n / 8) % 4 == 0);
    let together = width(&input);
    assert!(together > scattered * 3 / 2, "{together} {scattered}");
}

#[test]
fn more_hours_a_later_date_and_fewer_units_help() {
    let input = after(6, &STEADY);
    let base = forecast(&input).unwrap();
    assert_eq!(what_if(&input, &WhatIf::default()), input);
    let try_it = |change: WhatIf| forecast(&what_if(&input, &change)).unwrap();
    let more = try_it(WhatIf { week_budget: Some(900), ..WhatIf::default() });
    let less = try_it(WhatIf { week_budget: Some(300), ..WhatIf::default() });
    assert!(days(base.finish.p50, more.finish.p50) > 30 && days(less.finish.p50, base.finish.p50) > 60);
    let later = try_it(WhatIf { target: Some(input.target + TimeDelta::weeks(30)), ..WhatIf::default() });
    assert_eq!(later.finish, base.finish);
    assert!(later.chance_permille > base.chance_permille, "{later:?}");
    let fewer = try_it(WhatIf { dropped: vec![40, 41, 42, 43], ..WhatIf::default() });
    assert!(days(base.finish.p50, fewer.finish.p50) > 10, "{fewer:?}");
    // No week holds more than its windows.
    let most = what_if(&input, &WhatIf { week_budget: Some(6000), ..WhatIf::default() });
    assert!(most.weeks.iter().all(|w| w.total() <= w.most.iter().sum()));
}

/// Two weeks of a plan: 150 minutes of `a`, then 120 of `b`, both core, and the weekly rhythm.
#[test]
fn a_plan_from_far_has_its_order_and_its_weeks() {
    let instance = small();
    let plan = plan(&instance).unwrap();
    let far = coarse(&instance, &plan).unwrap();
    let minutes =
        |unit| far.order.iter().filter(|p| p.unit == unit && !p.is_review).map(|p| p.minutes).sum::<u32>();
    assert_eq!((minutes(0), minutes(1)), (150, 120));
    assert_eq!(far.order[0].unit, 0, "`b` waits for `a`");
    assert_eq!(far.weeks.len(), 2);
    assert!(far.weeks.iter().all(|w| w.total() <= 600 && w.overhead >= 30), "{:?}", far.weeks);
    assert!(far.weeks[1].total() > 300, "the work ran out, not the time: {:?}", far.weeks[1]);
    assert_eq!(far.weeks[1].most, [150; 7]);
}

#[test]
fn what_a_plan_has_no_place_for_comes_last_and_is_not_lost() {
    let mut instance = small();
    instance
        .units
        .insert(0, Unit { level: Level::Optional, ..unit("c", &[], vec![activity("x", 3000, Focus::Deep)]) });
    instance.units.push(unit("d", &["b"], vec![activity("x", 3000, Focus::Deep)]));
    let plan = plan(&instance).unwrap();
    let far = coarse(&instance, &plan).unwrap();
    let total: u32 = far.order.iter().map(|p| p.minutes).sum();
    assert_eq!(total, 6270);
    let last = far.order.iter().rev().take(2).map(|p| p.unit).collect::<Vec<_>>();
    assert_eq!(last, [0, 3], "core before optional");
}

#[test]
fn holidays_and_the_past_are_no_time() {
    let mut instance = Instance { weeks: 8, now: at(2, 600), ..small() };
    instance.learner.week_budget_overrides.insert(3, 0);
    let plan = plan(&instance).unwrap();
    let far = coarse(&instance, &plan).unwrap();
    assert_eq!(far.weeks[3].total(), 0);
    assert_eq!(far.weeks[0].minutes[..2], [0, 0]);
    assert_eq!(far.weeks[0].most[..2], [0, 0]);
}

#[test]
fn the_roadmap_says_which_unit_is_studied_when() {
    let mut input = after(0, &STEADY);
    let week = StudyWeek { minutes: [100, 0, 0, 0, 0, 0, 0], overhead: 40, ..StudyWeek::default() };
    (input.weeks, input.usual) = (vec![week, StudyWeek::default(), week], week);
    input.units.truncate(3);
    let piece = |unit, minutes| Piece { unit, minutes, is_review: false };
    // The recall of the first unit takes its time, and is no study of it.
    let recall = Piece { unit: 0, minutes: 20, is_review: true };
    input.order = vec![piece(0, 50), piece(1, 40), piece(0, 30), recall, piece(2, 80)];
    let span = |unit, from, to| UnitSpan { unit, from, to: Some(to) };
    assert_eq!(roadmap(&input), [span(0, 0, 2), span(1, 0, 2), span(2, 3, 4)]);
    input.usual = StudyWeek::default();
    assert_eq!(roadmap(&input)[2].to, None);
}

fn week() -> impl Strategy<Value = StudyWeek> {
    let day = || prop_oneof![Just(0), 1..400_u32, Just(u32::MAX)];
    (prop::array::uniform7(day()), prop::array::uniform7(day()), day())
        .prop_map(|(minutes, most, overhead)| StudyWeek { minutes, overhead, most })
}

fn odd() -> impl Strategy<Value = ForecastInput> {
    let some = || prop_oneof![Just(0), 1..600_u32, Just(u32::MAX)];
    let unit = (0..12_u8, any::<bool>(), some(), some(), some(), prop::array::uniform7(some())).prop_map(
        |(strategy, core, low, likely, high, kinds)| UnitLeft {
            strategy,
            core,
            effort: Effort { low, likely, high },
            kinds,
            planned_permille: low,
        },
    );
    let pace = (0..9_u32, any::<u8>(), any::<u8>(), some(), some()).prop_map(
        |(unit, strategy, kind, estimated, actual)| PaceSample { unit, strategy, kind, estimated, actual },
    );
    let block = (any::<i32>(), any::<u8>(), any::<u16>())
        .prop_map(|(week, weekday, held_permille)| BlockSample { week, weekday, held_permille });
    let piece = (0..9_usize, some(), any::<bool>()).prop_map(|(unit, minutes, is_review)| Piece {
        unit,
        minutes,
        is_review,
    });
    (
        vec(unit, 0..6),
        vec(piece, 0..12),
        vec(week(), 0..9),
        week(),
        vec(pace, 0..20),
        vec(block, 0..40),
        any::<u64>(),
    )
        .prop_map(|(units, order, weeks, usual, paces, blocks, seed)| ForecastInput {
            start: monday(),
            target: date(60),
            units,
            order,
            weeks,
            usual,
            week_budget: 300,
            paces,
            blocks,
            seed,
            futures: 40,
        })
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn whatever_it_is_asked_it_answers_in_order(input in odd(), budget in 0..2000_u32) {
        let change = WhatIf { week_budget: Some(budget), ..WhatIf::default() };
        for input in [what_if(&input, &change), input] {
            prop_assert!(roadmap(&input).len() <= input.units.len());
            let Some(said) = forecast(&input) else { continue };
            prop_assert!(said.chance_permille <= 1000);
            for f in said.strategies.values().chain([&said.finish]) {
                let days = [f.p10, f.p25, f.p50, f.p75, f.p80, f.p90, f.p95];
                let known: Vec<NaiveDate> = days.iter().map_while(|d| *d).collect();
                prop_assert!(known.is_sorted() && days[known.len()..].iter().all(Option::is_none));
                prop_assert!(f.p50.is_none_or(|d| said.finish.p50.is_none_or(|all| d <= all)));
            }
        }
    }

    #[test]
    fn every_plan_can_be_seen_from_far(instance in instance()) {
        let plan = plan(&instance).unwrap();
        let far = coarse(&instance, &plan).unwrap();
        prop_assert_eq!(far.weeks.len(), instance.weeks as usize);
        for (n, week) in far.weeks.iter().enumerate() {
            prop_assert!(week.minutes.iter().zip(&week.most).all(|(m, most)| m <= most));
            let planned: u32 = plan.roadmap.iter().filter(|e| e.week as usize == n).map(|e| e.minutes).sum();
            prop_assert!(week.total() >= planned);
        }
        for (u, unit) in instance.units.iter().enumerate() {
            let left: u32 = unit.activities.iter().map(|a| a.minutes.saturating_sub(a.done).next_multiple_of(instance.grid)).sum();
            let left = if unit.status == Status::Open { left } else { 0 };
            let ordered: u32 = far.order.iter().filter(|p| p.unit == u && !p.is_review).map(|p| p.minutes).sum();
            prop_assert_eq!(ordered, left);
        }
    }
}
