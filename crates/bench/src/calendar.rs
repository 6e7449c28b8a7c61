//! Free time of a day as the baseline sees it, and blocks at a minute of a day.
//! Invariant: stretches are sorted, half-open and inside one local day.

use chrono::{NaiveDateTime, TimeDelta};
use plan::{Block, Instance, What};

/// Minutes of a day.
pub const DAY: i64 = 1440;

/// Minutes from the first midnight of the horizon.
#[must_use]
pub fn minute(instance: &Instance, at: NaiveDateTime) -> i64 {
    (at - instance.start.and_time(chrono::NaiveTime::MIN)).num_minutes()
}

/// The day of the horizon on which a block begins.
#[must_use]
pub fn day_of(instance: &Instance, block: &Block) -> i64 {
    minute(instance, block.start).div_euclid(DAY)
}

/// A moment from the day of the horizon and the minute of that day.
#[must_use]
pub fn moment(instance: &Instance, day: i64, minute: i64) -> NaiveDateTime {
    instance.start.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(day * DAY + minute)
}

/// Windows of that day, without busy events and clock changes, in order.
#[must_use]
pub fn free(instance: &Instance, day: i64) -> Vec<(i64, i64)> {
    let weekday = u8::try_from(day.rem_euclid(7)).unwrap_or(0);
    let windows = instance.learner.windows.iter().filter(|w| w.weekday == weekday);
    let mut free = merged(windows.map(|w| (i64::from(w.from), i64::from(w.to))).collect());
    let date = instance.start + TimeDelta::days(day);
    let busy = instance.busy.iter().map(|b| (minute(instance, b.start), minute(instance, b.end)));
    let busy = busy.map(|(a, b)| (a - day * DAY, b - day * DAY)).filter(|&(a, b)| b > 0 && a < DAY);
    let clock = instance.clock_changes.iter().filter(|c| c.date == date);
    let clock = clock.map(|c| (i64::from(c.from), i64::from(c.to)));
    for (from, to) in busy.chain(clock) {
        let parts = free.into_iter().flat_map(|(a, b)| [(a, b.min(from)), (a.max(to), b)]);
        free = parts.filter(|(a, b)| a < b).collect();
    }
    free
}

fn merged(mut list: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    list.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (a, b) in list {
        match out.last_mut() {
            Some(last) if a <= last.1 => last.1 = last.1.max(b),
            Some(_) | None => out.push((a, b)),
        }
    }
    out
}

/// Whether two blocks serve the same unit, the same rhythm, or both review.
#[must_use]
pub fn same_owner(a: &What, b: &What) -> bool {
    match (a, b) {
        (What::Work { unit: a, .. }, What::Work { unit: b, .. }) => a == b,
        (What::Rhythm { rhythm: a }, What::Rhythm { rhythm: b }) => a == b,
        (What::Review { .. }, What::Review { .. }) => true,
        (What::Work { .. } | What::Rhythm { .. } | What::Review { .. }, _) => false,
    }
}
