//! Weeks in which the clock changes, in the zones of the world: gaps and doubled hours are named to the minute, no
//! block touches one, and every block lasts as long as the clock on the wall says.
//! The transitions are found here by instants alone, which the reader of instances does not look at.
#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

use api::formats::{Effort, plan_instance, read_instance};
use chrono::offset::Offset;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use plan::{Instance, Plan, Previous, violations};
use serde_json::json;

/// A clock change: local times from the first to the second do not exist, or exist twice.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Change {
    from: NaiveDateTime,
    to: NaiveDateTime,
    forward: bool,
}

fn offset(zone: Tz, at: DateTime<Utc>) -> TimeDelta {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc();
    TimeDelta::seconds(i64::from(offset))
}

fn year(y: i32) -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(y, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc()
}

/// Every change of a zone from the beginning of one year to that of another.
fn changes(zone: Tz, from: i32, to: i32) -> Vec<Change> {
    let mut out = Vec::new();
    let mut at = year(from);
    while at < year(to) {
        let (mut before, mut after) = (at, at + TimeDelta::hours(6));
        at = after;
        if offset(zone, before) == offset(zone, after) {
            continue;
        }
        let first = offset(zone, before);
        while after - before > TimeDelta::seconds(1) {
            let middle = before + (after - before) / 2;
            let middle = DateTime::from_timestamp(middle.timestamp(), 0).unwrap();
            if offset(zone, middle) == first { before = middle } else { after = middle }
        }
        let (old, new) = (after.naive_utc() + first, after.naive_utc() + offset(zone, after));
        out.push(Change { from: old.min(new), to: old.max(new), forward: old < new });
    }
    out
}

/// A week, or two, around a change, with time to study on both sides of it.
fn around(zone: Tz, change: &Change, grid: u32) -> Instance {
    let first = change.from.date() - Days::new(u64::from(change.from.weekday().num_days_from_monday()));
    let weeks = if change.to.date() < first + Days::new(7) { 1 } else { 2 };
    let mut windows = Vec::new();
    for day in [change.from.date().pred_opt().unwrap(), change.from.date(), change.to.date()] {
        // Three hours before to four hours after, cut at midnight.
        let midnight = day.and_hms_opt(0, 0, 0).unwrap();
        let minute = |t: NaiveDateTime| (t - midnight).num_minutes().clamp(0, 1440);
        let from = minute(change.from - TimeDelta::hours(3));
        let to = minute(change.to + TimeDelta::hours(4));
        let clock = |m: i64| format!("{:02}:{:02}", m / 60, m % 60);
        if from < to {
            let weekday = day.weekday().num_days_from_monday();
            windows.push(json!({"weekday": weekday, "from": clock(from), "to": clock(to)}));
        }
    }
    let steps = json!([
        {"id": "read", "minutes": 60, "focus": "deep"},
        {"id": "try", "minutes": 75, "focus": "light"},
    ]);
    let unit = |id: &str, prereqs: &[&str]| json!({"id": id, "level": "core", "strategy": 1, "prereqs": prereqs, "activities": steps});
    let raw = json!({
        "format": "study-instance/1", "name": zone.name(), "grid_min": grid, "tz": zone.name(),
        "horizon": {
            "start": first.to_string(), "weeks": weeks, "now": format!("{first}T00:00"),
            "target": (first + Days::new(6)).to_string(),
        },
        "learner": {
            "week_budget_min": 900, "day_max_min": 600, "block_min": 25, "block_max": 90, "break_min": 5,
            "unit_day_free_min": 120, "units_per_day_free": 2, "windows": windows, "deep_windows": windows,
        },
        "units": [unit("a", &[]), unit("b", &["a"]), unit("c", &[])],
        "rhythms": [{"id": "r", "minutes": 45, "focus": "light", "every_weeks": 1, "from_week": 0, "to_week": 1}],
        "reviews": {"offsets_days": [1], "item_min": 10},
    });
    read_instance(&raw.to_string()).unwrap()
}

/// The instant of a local time that exists once.
fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    let at = zone.from_local_datetime(&local).single();
    at.unwrap_or_else(|| unreachable!("{local} in {zone} is no single moment")).to_utc()
}

fn check_plan(zone: Tz, change: &Change, instance: &Instance, plan: &Plan) {
    assert_eq!(violations(instance, &plan.blocks), [], "{zone} {change:?}");
    for b in &plan.blocks {
        let end = b.start + TimeDelta::minutes(i64::from(b.minutes));
        assert!(end <= change.from || change.to <= b.start, "{zone}: {b:?} touches {change:?}");
        // The last second, because the end itself may be the first moment that does not exist.
        let second = TimeDelta::seconds(1);
        let real = instant(zone, end - second) + second - instant(zone, b.start);
        assert_eq!(real.num_minutes(), i64::from(b.minutes), "{zone}: {b:?} around {change:?}");
    }
}

/// What is named for the days of an instance, as stretches of local time that do not end at midnight.
fn named(instance: &Instance) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut out: Vec<(NaiveDateTime, NaiveDateTime)> = Vec::new();
    for c in &instance.clock_changes {
        let midnight = c.date.and_hms_opt(0, 0, 0).unwrap();
        let at = |minute: u32| midnight + TimeDelta::minutes(i64::from(minute));
        match out.last_mut() {
            Some(last) if last.1 == at(c.from) => last.1 = at(c.to),
            _ => out.push((at(c.from), at(c.to))),
        }
    }
    out
}

fn check(zone: Tz, change: &Change) {
    for grid in [5, 15] {
        let instance = around(zone, change, grid);
        assert_eq!(named(&instance), [(change.from, change.to)], "{zone} {change:?}");
        let effort = Effort { steps: 300 };
        let plan = plan_instance(&instance, effort).unwrap();
        assert!(plan.blocks.len() >= 2, "{zone} {change:?}: {:?}", plan.blocks);
        check_plan(zone, change, &instance, &plan);
        // What was published by somebody who knew of no change is moved off it.
        let blind = Instance { clock_changes: Vec::new(), ..instance.clone() };
        let blocks = plan_instance(&blind, effort).unwrap().blocks;
        let published_until = instance.start + Days::new(14);
        let then = Instance { previous: Some(Previous { published_until, blocks }), ..instance };
        check_plan(zone, change, &then, &plan_instance(&then, effort).unwrap());
    }
}

#[test]
fn the_changes_of_some_zones_are_named_and_kept_clear() {
    let mut kinds = [0, 0];
    for name in [
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Asia/Beirut",
        "Asia/Jerusalem",
        "Atlantic/Azores",
        "America/Nuuk",
        "Pacific/Chatham",
        "America/Havana",
        "Antarctica/Troll",
    ] {
        let zone: Tz = name.parse().unwrap();
        let found = changes(zone, 2026, 2028);
        assert_eq!(found.len(), 4, "{name}");
        for change in found {
            kinds[usize::from(change.forward)] += 1;
            check(zone, &change);
        }
    }
    assert_eq!(kinds, [26, 26]);
}

#[test]
#[ignore = "takes minutes: every zone, eleven years; cargo xtask torture"]
fn every_change_of_every_zone_is_named_and_kept_clear() {
    let mut count = 0;
    for zone in chrono_tz::TZ_VARIANTS {
        for change in changes(zone, 2026, 2037) {
            check(zone, &change);
            count += 1;
        }
    }
    println!("{count} clock changes in {} zones", chrono_tz::TZ_VARIANTS.len());
    assert!(count > 4_000);
}
