//! Clock changes of a time zone as the planner needs them: stretches of local days that no block may touch.
//! Invariant: a pure function of the zone's rules; the machine's own zone plays no part.

use chrono::offset::{LocalResult, Offset};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// Clock changes are looked for in steps of this many minutes.
const STEP: u32 = 15;
const DAY: u32 = 1440;

/// The clock changes of the local days `from .. from + days`, in steps of 15 minutes.
///
/// A stretch is reported if its local times do not exist or exist twice, on days that begin and end with
/// different offsets from UTC.
#[must_use]
pub fn clock_changes(zone: Tz, from: NaiveDate, days: u32) -> Vec<plan::ClockChange> {
    let mut out = Vec::new();
    for date in from.iter_days().take(days as usize) {
        let midnight = date.and_time(chrono::NaiveTime::MIN);
        if offset_before(zone, midnight) == offset_before(zone, midnight + TimeDelta::days(1)) {
            continue;
        }
        let mut open: Option<u32> = None;
        for minute in (0..DAY).step_by(STEP as usize) {
            let local = midnight + TimeDelta::minutes(i64::from(minute));
            let single = matches!(zone.offset_from_local_datetime(&local), LocalResult::Single(_));
            match (single, open) {
                (false, None) => open = Some(minute),
                (true, Some(first)) => {
                    out.push(plan::ClockChange { date, from: first, to: minute });
                    open = None;
                }
                (false, Some(_)) | (true, None) => {}
            }
        }
        if let Some(first) = open {
            out.push(plan::ClockChange { date, from: first, to: DAY });
        }
    }
    out
}

/// Offset in seconds at a local time; where the local time is no single moment, the one before the change.
fn offset_before(zone: Tz, mut local: NaiveDateTime) -> i32 {
    // No zone ever skipped more than a day.
    for _ in 0..=2 * DAY / STEP {
        match zone.offset_from_local_datetime(&local) {
            LocalResult::Single(o) | LocalResult::Ambiguous(o, _) => return o.fix().local_minus_utc(),
            LocalResult::None => local -= TimeDelta::minutes(i64::from(STEP)),
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(zone: &str, from: (i32, u32, u32), days: u32) -> Vec<(String, u32, u32)> {
        let from = NaiveDate::from_ymd_opt(from.0, from.1, from.2).unwrap();
        let list = clock_changes(zone.parse().unwrap(), from, days);
        list.into_iter().map(|c| (c.date.to_string(), c.from, c.to)).collect()
    }

    #[test]
    fn berlin_loses_and_repeats_the_hour_from_two() {
        let all = changes("Europe/Berlin", (2026, 1, 5), 364);
        assert_eq!(all, [("2026-03-29".to_owned(), 120, 180), ("2026-10-25".to_owned(), 120, 180)]);
    }

    #[test]
    fn lord_howe_shifts_by_half_an_hour() {
        let all = changes("Australia/Lord_Howe", (2026, 1, 5), 364);
        assert_eq!(all, [("2026-04-05".to_owned(), 90, 120), ("2026-10-04".to_owned(), 120, 150)]);
    }

    #[test]
    fn santiago_changes_at_midnight() {
        let all = changes("America/Santiago", (2026, 1, 5), 364);
        assert_eq!(all, [("2026-04-04".to_owned(), 1380, 1440), ("2026-09-06".to_owned(), 0, 60)]);
    }

    #[test]
    fn a_zone_without_changes_has_none() {
        assert_eq!(changes("Asia/Tokyo", (2026, 1, 5), 1092), []);
    }
}
