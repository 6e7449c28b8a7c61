//! Repetition across clock changes, against an expansion that steps the wall clock day by day and
//! finds the instants by walking through time.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use calendar::{When, Window, read_busy};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

const ZONES: [&str; 10] = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Asia/Kolkata",
];
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

#[derive(Debug, Clone)]
struct Series {
    zone: Tz,
    start: NaiveDateTime,
    weekly: bool,
    interval: i64,
    /// Monday is 0; empty for "as the start".
    days: Vec<usize>,
    count: Option<usize>,
    minutes: i64,
}

/// The instant the wall clock shows `wall`: the first of two; past a gap, as long after the change
/// as the time lies in the gap.
fn instant(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    let quarter = TimeDelta::minutes(15);
    let shown = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local();
    let mut at = wall.and_utc() - TimeDelta::hours(30);
    while shown(at) < wall {
        at += quarter;
    }
    if shown(at) == wall {
        return at;
    }
    // Every clock change falls on a quarter of an hour, and so does every start in this test.
    let before_change = shown(at - quarter) + quarter;
    at + (wall - before_change)
}

fn expected(series: &Series, window: Window) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let monday = |day: NaiveDate| day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
    let first = series.start.date();
    let own = [first.weekday().num_days_from_monday() as usize];
    let days: &[usize] = if series.days.is_empty() { &own } else { &series.days };
    let length = TimeDelta::minutes(series.minutes);
    let mut out = Vec::new();
    let mut counted = 0;
    let mut day = first;
    while day < window.until + TimeDelta::days(2) && series.count != Some(counted) {
        let hit = if series.weekly {
            let weeks = (monday(day) - monday(first)).num_days() / 7;
            weeks % series.interval == 0 && days.contains(&(day.weekday().num_days_from_monday() as usize))
        } else {
            (day - first).num_days() % series.interval == 0
        };
        if hit {
            counted += 1;
            let at = instant(series.zone, day.and_time(series.start.time()));
            out.push((at, at + length));
        }
        day += TimeDelta::days(1);
    }
    let edge = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    out.retain(|(start, end)| *start < edge(window.until) && *end > edge(window.from));
    out.sort();
    out
}

fn text(series: &Series) -> String {
    let mut rule = if series.weekly { "FREQ=WEEKLY".to_owned() } else { "FREQ=DAILY".to_owned() };
    rule += &format!(";INTERVAL={}", series.interval);
    if series.weekly && !series.days.is_empty() {
        let days: Vec<&str> = series.days.iter().map(|&day| DAYS[day]).collect();
        rule += &format!(";BYDAY={}", days.join(","));
    }
    if let Some(count) = series.count {
        rule += &format!(";COUNT={count}");
    }
    format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART;TZID={}:{}\r\nDURATION:PT{}M\r\nRRULE:{rule}\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n",
        series.zone,
        series.start.format("%Y%m%dT%H%M%S"),
        series.minutes
    )
}

fn series() -> impl Strategy<Value = Series> {
    let days = proptest::collection::btree_set(0..7usize, 0..4);
    // Clocks change in the small hours: half of the starts lie there.
    let quarter = prop_oneof![0..16u32, 0..96u32];
    let count = proptest::option::of(1..120usize);
    (0..ZONES.len(), 0..1_000i64, quarter, any::<bool>(), 1..5i64, days, count, 15..600i64).prop_map(
        |(zone, day, quarter, weekly, interval, days, count, minutes)| {
            let mut day = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + TimeDelta::days(day);
            let days: Vec<usize> = days.into_iter().collect();
            // The start of a series meets its own rule.
            while weekly
                && !days.is_empty()
                && !days.contains(&(day.weekday().num_days_from_monday() as usize))
            {
                day += TimeDelta::days(1);
            }
            let start = day.and_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap();
            Series { zone: ZONES[zone].parse().unwrap(), start, weekly, interval, days, count, minutes }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn repetition_keeps_the_wall_clock_in_ten_zones(series in series(), from in 0..900i64, days in 1..400i64) {
        let from = NaiveDate::from_ymd_opt(2023, 6, 1).unwrap() + TimeDelta::days(from);
        let window = Window { from, until: from + TimeDelta::days(days) };
        let found = read_busy(text(&series).as_bytes(), window, Tz::UTC).unwrap();
        prop_assert_eq!(&found.problems, &[]);
        let found: Vec<_> = found.events.iter().map(|event| match event.when {
            When::Timed { start, end } => (start, end),
            When::AllDay { .. } => unreachable!("the event has a time"),
        }).collect();
        let expected = expected(&series, window);
        let first = (0..found.len().max(expected.len())).find(|&at| found.get(at) != expected.get(at));
        prop_assert_eq!(first.map(|at| (found.get(at), expected.get(at))), None);
    }
}

#[test]
fn the_walk_through_time_knows_gaps_and_repeated_hours() {
    let at = |zone: &str, wall: &str| instant(zone.parse().unwrap(), wall.parse().unwrap()).to_rfc3339();
    assert_eq!(at("Europe/Berlin", "2025-03-30T02:30:00"), "2025-03-30T01:30:00+00:00");
    assert_eq!(at("Europe/Berlin", "2025-10-26T02:30:00"), "2025-10-26T00:30:00+00:00");
    assert_eq!(at("Australia/Lord_Howe", "2025-10-05T02:15:00"), "2025-10-04T15:45:00+00:00");
    assert_eq!(at("America/Santiago", "2025-09-07T00:30:00"), "2025-09-07T04:30:00+00:00");
}

#[test]
fn nine_stays_nine_when_the_clocks_change() {
    let series = Series {
        zone: "Europe/Berlin".parse().unwrap(),
        start: NaiveDate::from_ymd_opt(2025, 3, 24).unwrap().and_hms_opt(9, 0, 0).unwrap(),
        weekly: true,
        interval: 1,
        days: vec![Weekday::Mon.num_days_from_monday() as usize],
        count: Some(2),
        minutes: 30,
    };
    let window = Window { from: "2025-01-01".parse().unwrap(), until: "2026-01-01".parse().unwrap() };
    let starts: Vec<String> = expected(&series, window).iter().map(|(start, _)| start.to_rfc3339()).collect();
    assert_eq!(starts, ["2025-03-24T08:00:00+00:00", "2025-03-31T07:00:00+00:00"]);
}
