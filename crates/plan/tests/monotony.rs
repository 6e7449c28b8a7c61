//! What a learner may expect of a change: more hours do not put the end off, and leaving a unit out does not put
//! others off. A search keeps neither to the day; the tolerances that hold are stated here and in ARCHITECTURE.md.
//!
//! The learners are ordinary ones, whose units all find a place: two or three months of evenings. In a first plan
//! the order of units is decided anew with every change, so that one unit alone may come weeks later while others
//! come sooner; what holds is the n-th completion, whichever unit it is, and every unit of the published weeks.

#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;
mod naive;

use std::collections::BTreeMap;

use common::{activity, at, cases, date, small, unit};
use plan::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Days by which the last completion may come later with more hours. Of 1,467 instances 97 in 100 had none, the worst 12.
const MORE_HOURS: i64 = 21;

/// Days by which the n-th completion may come later if a unit is left out. Of 978 instances the worst had 15.
const NTH: i64 = 28;

/// The same for the last completion. Of 1,464 instances 90 in 100 had none, the worst 11.
const LAST: i64 = 21;

/// Days by which a unit of the published weeks may be complete later if another one is left out. Of 41,039 such units in 6,400
/// instances one had 25 and one 23, all others at most 14.
const PUBLISHED: i64 = 28;

/// Days that are published, as in the program.
const PROMISE: i64 = 28;

type Step = (u32, Focus);

fn units() -> impl Strategy<Value = Vec<Unit>> {
    let step = || (select(vec![45_u32, 60, 90, 120]), select(vec![Focus::Deep, Focus::Light]));
    let level = select(vec![Level::Core, Level::Core, Level::Core, Level::Optional]);
    let one = (vec(step(), 1..=3), vec(any::<Index>(), 0..=2), 1..=9_u8, level);
    let build = |n: usize, (steps, prereqs, strategy, level): (Vec<Step>, Vec<Index>, u8, Level)| {
        let steps = steps.into_iter().enumerate();
        let acts = steps.map(|(k, (minutes, focus))| activity(&format!("x{k}"), minutes, focus)).collect();
        let mut needs: Vec<String> =
            prereqs.iter().filter(|_| n > 0).map(|p| format!("u{}", p.index(n.max(1)))).collect();
        needs.dedup();
        Unit { level, strategy, prereqs: needs, ..unit(&format!("u{n}"), &[], acts) }
    };
    vec(one, 6..=14).prop_map(move |all| all.into_iter().enumerate().map(|(n, u)| build(n, u)).collect())
}

fn ordinary() -> impl Strategy<Value = Instance> {
    let evenings = vec(select(vec![0_u32, 120, 180, 180, 240]), 7);
    let busy = vec((0..60_i64, select(vec![1080_i64, 1140]), select(vec![60_i64, 120, 240])), 0..6);
    (units(), evenings, 8..=12_u32, select(vec![300_u32, 420, 600]), select(vec![120_u32, 180]), busy)
        .prop_map(|(units, evenings, weeks, budget, day_max, busy)| {
            let mut i = small();
            let windows = |most: u32| {
                let window = |(weekday, minutes): (u8, &u32)| Window {
                    weekday,
                    from: 1080,
                    to: 1080 + (*minutes).min(most),
                };
                (0..7).zip(&evenings).map(window).collect()
            };
            (i.weeks, i.units) = (weeks, units);
            i.learner.windows = windows(1440);
            i.learner.deep_windows = windows(120);
            (i.learner.week_budget, i.learner.day_max) = (budget, day_max);
            i.target = date(7 * i64::from(weeks) - 14);
            i.rhythms[0].to_week = weeks;
            i.reviews.offsets_days = vec![1, 3, 7, 21];
            let span = |(day, from, minutes)| Span { start: at(day, from), end: at(day, from + minutes) };
            i.busy = busy.into_iter().map(span).collect();
            i
        })
}

/// The day of completion of each unit; `None` if one is not complete.
fn days(i: &Instance) -> Option<BTreeMap<&str, i64>> {
    let found = plan(i).unwrap();
    let day = |u: &Unit| Some((naive::completion(i, &found.blocks, u)? - i.start).num_days());
    naive::to_finish(i).map(|u| Some((u.id.as_str(), day(u)?))).collect()
}

/// By how many days the last completion comes later with so much more time; `None` if not all units have a place.
fn later_with_more_hours(i: &Instance, (budget, day_max): (u32, u32)) -> Option<i64> {
    let mut more = i.clone();
    more.learner.week_budget += budget;
    more.learner.day_max += day_max;
    let (few, many) = (days(i)?, days(&more)?);
    Some(many.values().max()? - few.values().max()?)
}

/// The instance without a unit that no other needs, and its name.
fn without_one(i: &Instance, pick: Index) -> (Instance, String) {
    let needed = |u: &Unit| i.units.iter().any(|other| other.prereqs.contains(&u.id));
    let free: Vec<&Unit> = i.units.iter().filter(|u| !needed(u)).collect();
    let gone = free[pick.index(free.len())].id.clone();
    let mut less = i.clone();
    less.units.retain(|u| u.id != gone);
    (less, gone)
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn more_hours_do_not_put_the_end_off(i in ordinary(), budget in 0..300_u32, day_max in 0..120_u32) {
        if let Some(later) = later_with_more_hours(&i, (budget, day_max)) {
            prop_assert!(later <= MORE_HOURS, "the end is {later} days later");
        }
    }

    #[test]
    fn leaving_a_unit_out_puts_no_completion_off(i in ordinary(), pick in any::<Index>()) {
        let (less, gone) = without_one(&i, pick);
        let (Some(with), Some(without)) = (days(&i), days(&less)) else { return Ok(()) };
        let mut with: Vec<i64> = with.into_iter().filter(|(u, _)| *u != gone).map(|(_, day)| day).collect();
        let mut without: Vec<i64> = without.into_values().collect();
        with.sort_unstable();
        without.sort_unstable();
        for (n, (before, after)) in with.iter().zip(&without).enumerate() {
            prop_assert!(after - before <= NTH, "completion {n} is {} days later", after - before);
        }
        let last = without.last().unwrap_or(&0) - with.last().unwrap_or(&0);
        prop_assert!(last <= LAST, "the last completion is {last} days later");
    }

    #[test]
    fn leaving_a_unit_out_puts_no_published_unit_off(i in ordinary(), pick in any::<Index>()) {
        let (mut less, _) = without_one(&i, pick);
        less.weights.moved = 300;
        let blocks = plan(&i).unwrap().blocks.into_iter().filter(|b| b.start < at(PROMISE, 0)).collect();
        less.previous = Some(Previous { published_until: date(PROMISE), blocks });
        let (Some(with), Some(without)) = (days(&i), days(&less)) else { return Ok(()) };
        for (u, day) in without {
            let later = day - with[u];
            prop_assert!(with[u] >= PROMISE || later <= PUBLISHED, "{u} is {later} days later");
        }
    }
}
