//! Units that wait are spread over the days with time: no day is overfull, the most faded come first, none is lost.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use recall::{Calendar, Grade, Memory, Waiting, spread};

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + Days::new(n)
}

/// Last recalled on that day after so many good recalls before.
fn unit(completed: u64, recalls: usize) -> Waiting {
    let mut memory = Memory::learned(day(completed));
    for _ in 0..recalls {
        memory = memory.after(memory.due(), Grade::Good);
    }
    Waiting { memory, promised: None }
}

fn calendar(today: u64, days: impl IntoIterator<Item = u64>, room: usize) -> Calendar {
    Calendar {
        today: day(today),
        days: days.into_iter().map(|n| (day(n), room)).collect(),
        late_permille: 500,
    }
}

#[test]
fn what_is_due_later_keeps_its_day() {
    let held = spread(&[unit(0, 0), unit(0, 1)], &calendar(1, 1..40, 3));
    assert_eq!(held.map_days(), [Some(day(2)), Some(day(13))]);
    // Day 2 has no time, day 3 has: the planner chooses.
    assert_eq!(spread(&[unit(0, 0)], &calendar(1, [1, 3, 5], 3)).map_days(), [Some(day(2))]);
    // Only day 9 has time, which is too late for an interval of two days: then it is due there.
    let held = spread(&[unit(0, 0)], &calendar(1, [1, 9], 3));
    assert_eq!(held.map_days(), [Some(day(9))]);
    assert_eq!(held[0].unwrap().interval, 8, "late anyway, it has room on both sides");
}

#[test]
fn thirty_units_of_one_day_are_spread_and_the_most_faded_come_first() {
    let units: Vec<Waiting> = (0..30).map(|n| unit(n % 10, (n % 3) as usize)).collect();
    let held = spread(&units, &calendar(200, (200..260).step_by(2), 4));
    let mut by_day: BTreeMap<NaiveDate, Vec<u32>> = BTreeMap::new();
    for (unit, held) in units.iter().zip(&held) {
        by_day.entry(held.unwrap().day).or_default().push(unit.memory.retention(day(200)));
    }
    let loads: Vec<usize> = by_day.values().map(Vec::len).collect();
    assert_eq!(loads, [4, 4, 4, 4, 4, 4, 4, 2]);
    let faded: Vec<u32> = by_day.values().map(|of| *of.iter().max().unwrap()).collect();
    assert!(faded.is_sorted(), "{faded:?}");
}

#[test]
fn a_promised_day_is_kept_where_it_is_neither_early_nor_late() {
    let mut waiting = [unit(0, 1), unit(0, 1), unit(0, 1), unit(0, 0)];
    // Due on day 13 after 11 days, so day 18 is the last that is not too late.
    for (unit, promised) in waiting.iter_mut().zip([14, 18, 19, 1]) {
        unit.promised = Some(day(promised));
    }
    let held = spread(&waiting, &calendar(1, 1..60, 2));
    assert_eq!(held.map_days(), [14, 18, 13, 2].map(|n| Some(day(n))));
    // A block of that day has room for one more.
    let held = spread(&[waiting[0], unit(0, 2), unit(0, 1), unit(0, 1)], &calendar(14, 14..60, 2));
    assert_eq!(held.map_days(), [14, 59, 14, 15].map(|n| Some(day(n))));
}

#[test]
fn without_days_nothing_is_given_one() {
    assert_eq!(spread(&[unit(0, 0)], &calendar(20, [], 2)), [None]);
}

/// Days alone.
trait MapDays {
    fn map_days(&self) -> Vec<Option<NaiveDate>>;
}

impl MapDays for Vec<Option<recall::Held>> {
    fn map_days(&self) -> Vec<Option<NaiveDate>> {
        self.iter().map(|h| h.map(|h| h.day)).collect()
    }
}

proptest! {
    #[test]
    fn no_day_is_overfull_and_nothing_comes_before_its_time(
        units in prop::collection::vec((0..60_u64, 0..4_usize), 0..40),
        gap in 1..4_usize,
        room in 1..5_usize,
    ) {
        let units: Vec<Waiting> = units.iter().map(|&(completed, recalls)| unit(completed, recalls)).collect();
        let calendar = calendar(60, (60..600).step_by(gap), room);
        let held = spread(&units, &calendar);
        let mut overdue: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for (unit, held) in units.iter().zip(&held) {
            // There is room for all of them within these days, except for what is due after them.
            let Some(held) = held else {
                prop_assert!(unit.memory.due() > day(500));
                continue;
            };
            prop_assert!(held.day >= day(60) && held.day >= unit.memory.due());
            let late = held.day > unit.memory.due();
            prop_assert_eq!(held.interval, unit.memory.interval().max(if late { 8 } else { 1 }));
            if unit.memory.due() <= day(60) {
                *overdue.entry(held.day).or_default() += 1;
            }
        }
        prop_assert!(overdue.values().all(|n| *n <= room), "{:?}", overdue);
    }
}
