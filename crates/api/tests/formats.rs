//! Faulty instances are refused with the path of the fault; defaults are those of the format.
#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

use api::formats::{read_instance, read_named_instance};
use serde_json::{Value, json};

fn instance() -> Value {
    json!({
        "format": "study-instance/1", "name": "two evenings", "grid_min": 15, "tz": "Europe/Berlin",
        "horizon": {"start": "2026-03-23", "weeks": 1, "now": "2026-03-23T00:00", "target": "2026-03-29"},
        "learner": {
            "week_budget_min": 300, "day_max_min": 120, "block_min": 25, "block_max": 90, "break_min": 10,
            "unit_day_free_min": 120, "units_per_day_free": 2,
            "windows": [{"weekday": 0, "from": "18:00", "to": "24:00"}, {"weekday": 6, "from": "01:00", "to": "05:00"}],
            "deep_windows": [],
        },
        "units": [{"id": "a", "level": "core", "strategy": 2, "prereqs": [], "activities": [
            {"id": "read", "kind": "read", "minutes": 60, "focus": "deep"}]}],
        "rhythms": [],
        "reviews": {"offsets_days": [1, 3], "item_min": 10, "due": []},
    })
}

/// What is said about the instance after `change`.
fn problems(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut raw = instance();
    change(&mut raw);
    read_instance(&raw.to_string()).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn defaults_are_those_of_the_format() {
    let named = read_named_instance(&instance().to_string()).unwrap();
    assert_eq!(named.name, "two evenings");
    let i = named.instance;
    assert_eq!(i.weights, plan::Weights::default());
    assert_eq!(i.weights.moved, 100);
    assert_eq!(
        (i.reviews.early_permille, i.reviews.late_permille, i.learner.mix_bucket_weeks),
        (250, 500, 4)
    );
    assert_eq!((i.seed, i.units[0].finishes, i.units[0].status), (0, true, plan::Status::Open));
    assert_eq!(i.learner.windows[0].to, 1440);
    // The night from Saturday to Sunday of that week has a clock change.
    assert_eq!(i.clock_changes.len(), 1);
    assert_eq!((i.clock_changes[0].from, i.clock_changes[0].to), (120, 180));
}

#[test]
fn overrides_are_read() {
    let mut raw = instance();
    raw["weights"] = json!({"moved": 300});
    raw["tz"] = Value::Null;
    raw["seed"] = json!(7);
    raw["learner"]["week_budget_overrides"] = json!({"0": 60});
    raw["learner"]["mix_target_permille"] = json!({"1": 400, "2": 600});
    let i = read_instance(&raw.to_string()).unwrap();
    assert_eq!((i.weights.moved, i.weights.late, i.seed), (300, 100, 7));
    assert_eq!(i.clock_changes, []);
    assert_eq!(i.learner.week_budget_overrides, [(0, 60)].into());
    assert_eq!(i.learner.mix_target_permille, Some([(1, 400), (2, 600)].into()));
}

#[test]
fn faults_name_their_path() {
    let time = problems(|r| r["learner"]["windows"][1]["from"] = json!("25:00"));
    assert_eq!(time, ["learner.windows[1].from: \"25:00\" is not a time such as 18:15"]);
    let zone = problems(|r| r["tz"] = json!("Mars/Base"));
    assert_eq!(zone, ["tz: \"Mars/Base\" is not a time zone such as Europe/Berlin"]);
    let date = problems(|r| r["horizon"]["target"] = json!("2026-02-30"));
    assert_eq!(date, ["horizon.target: \"2026-02-30\" is not a date such as 2026-01-05"]);
    let format = problems(|r| r["format"] = json!("study-instance/2"));
    assert!(format[0].starts_with("format: \"study-instance/2\" is not a format"));
    let term = problems(|r| r["weights"] = json!({"lateness": 1}));
    assert_eq!(term, ["weights.lateness: there is no score term \"lateness\""]);
    let block =
        problems(|r| r["locked"] = json!([{"start": "2026-03-23T18:00", "minutes": 30, "kind": "work"}]));
    assert_eq!(block[0], "locked[0]: a block of this kind needs the key `unit`");
    let weekday = problems(|r| r["learner"]["windows"][0]["weekday"] = json!(7));
    assert_eq!(weekday, ["learner.windows[0].weekday: 7 is not a weekday from 0 (Monday) to 6"]);
}

#[test]
fn unknown_keys_and_wrong_types_name_their_path() {
    let key = problems(|r| r["learner"]["day_maximum"] = json!(1));
    assert!(key[0].starts_with("learner.day_maximum: unknown field `day_maximum`"), "{key:?}");
    let kind = problems(|r| r["units"][0]["activities"][0]["minutes"] = json!(-5));
    assert!(kind[0].starts_with("units[0].activities[0].minutes: invalid value"), "{kind:?}");
    let missing = problems(|r| {
        r["horizon"].as_object_mut().unwrap().remove("now");
    });
    assert!(missing[0].starts_with("horizon: missing field `now`"), "{missing:?}");
    assert!(read_instance("{").unwrap_err()[0].message.contains("EOF"));
    assert!(read_instance(&(instance().to_string() + " {}")).is_err());
}

#[test]
fn all_faults_are_told_at_once_and_sense_is_checked_last() {
    let both = problems(|r| {
        r["horizon"]["now"] = json!("today");
        r["tz"] = json!("");
    });
    assert_eq!(both.len(), 2);
    let tuesday = problems(|r| r["horizon"]["start"] = json!("2026-03-24"));
    assert_eq!(tuesday, ["the horizon must start on a Monday; 2026-03-24 is a Tue"]);
    let unknown = problems(|r| r["units"][0]["prereqs"] = json!(["z"]));
    assert_eq!(unknown, ["unit \"a\" needs \"z\", but there is no such unit"]);
}
