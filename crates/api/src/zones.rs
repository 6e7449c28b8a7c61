//! The one place where instants meet wall-clock time: zones by name, conversion both ways, clock changes.
//! Pure functions of the zone's rules; the machine's own zone plays no part.

use std::str::FromStr;

use chrono::offset::{LocalResult, Offset};
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The zone of this IANA name, such as "Europe/Berlin".
pub(crate) fn by_name(name: &str) -> Option<Tz> {
    Tz::from_str(name).ok()
}

/// Every IANA name a person may choose, in alphabetical order.
pub(crate) fn names() -> Vec<String> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect()
}

/// Wall clock in the zone, to the second.
pub(crate) fn to_local(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    zone.from_utc_datetime(&at.naive_utc()).naive_local()
}

/// The stretch of wall-clock time that two instants enclose. Where the clock is set back between them the hour
/// that comes twice is in it as a whole: whatever is planned there would meet one of the two.
pub(crate) fn to_local_span(
    zone: Tz,
    start: DateTime<Utc>,
    end: DateTime<Utc>,
) -> (NaiveDateTime, NaiveDateTime) {
    let (from, to) = (to_local(zone, start), to_local(zone, end));
    let offset =
        |at: DateTime<Utc>| i64::from(zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc());
    if end - start >= Duration::days(1) || offset(end) >= offset(start) {
        return (from, to);
    }
    // The moment at which the clock is set back, to the second.
    let (mut before, mut after) = (start.timestamp(), end.timestamp());
    let at = |second| DateTime::from_timestamp(second, 0).unwrap_or(start);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset(at(middle)) == offset(start) { before = middle } else { after = middle }
    }
    let shown_first = at(after).naive_utc() + Duration::seconds(offset(start));
    (from.min(to_local(zone, at(after))), to.max(shown_first))
}

/// The instant of a wall-clock time. Of a time that exists twice the first; a time that a clock change leaves
/// out is read as the same time before the change would show it, as calendars do (RFC 5545, 3.3.5).
pub(crate) fn to_instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => at.to_utc(),
        LocalResult::Ambiguous(first, _) => first.to_utc(),
        LocalResult::None => match zone.from_local_datetime(&(local - Duration::hours(3))) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc() + Duration::hours(3),
            LocalResult::None => local.and_utc(),
        },
    }
}

/// Clock changes are looked for in steps of this many minutes.
const STEP: u32 = 15;
const DAY: u32 = 1440;

/// The clock changes of the local days `from .. from + days`, in steps of 15 minutes.
///
/// A stretch is reported if its local times do not exist or exist twice, on days that begin and end with
/// different offsets from UTC.
pub(crate) fn clock_changes(zone: Tz, from: NaiveDate, days: u32) -> Vec<plan::ClockChange> {
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

    fn span(zone: &str, start: &str, end: &str) -> String {
        let (from, to) = to_local_span(zone.parse().unwrap(), start.parse().unwrap(), end.parse().unwrap());
        format!("{} to {}", from.format("%d %H:%M"), to.format("%d %H:%M"))
    }

    #[test]
    fn what_takes_place_while_the_clock_is_set_back_covers_the_hour_that_comes_twice() {
        let berlin = |start, end| span("Europe/Berlin", start, end);
        assert_eq!(berlin("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"), "25 02:00 to 25 03:00");
        assert_eq!(berlin("2026-10-24T23:30:00Z", "2026-10-25T01:30:00Z"), "25 01:30 to 25 03:00");
        assert_eq!(berlin("2026-10-25T00:00:00Z", "2026-10-25T00:45:00Z"), "25 02:00 to 25 02:45");
        assert_eq!(berlin("2026-10-25T01:00:00Z", "2026-10-25T01:45:00Z"), "25 02:00 to 25 02:45");
        assert_eq!(berlin("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"), "29 01:30 to 29 03:30");
        assert_eq!(berlin("2026-10-23T10:00:00Z", "2026-10-27T10:00:00Z"), "23 12:00 to 27 11:00");
        let howe = span("Australia/Lord_Howe", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z");
        assert_eq!(howe, "05 01:30 to 05 02:00");
    }

    #[test]
    fn a_zone_without_changes_has_none() {
        assert_eq!(changes("Asia/Tokyo", (2026, 1, 5), 1092), []);
    }
}
