//! Faulty instances are refused with the path of the fault; defaults are those of the format.
#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

use api::formats::{FormatProblem, NamedInstance, read_instance, read_named_instance};
use api::{Language, speaking};
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
    faults(&raw.to_string())
}

/// What is said about a text that is no instance.
fn faults(text: &str) -> Vec<String> {
    told(text, |read| read.unwrap_err())
}

/// What is said of a text, in English; in Spanish it is said of the same places, and no word of English is left.
fn told(
    text: &str,
    of: impl Fn(Result<NamedInstance, Vec<FormatProblem>>) -> Vec<FormatProblem>,
) -> Vec<String> {
    let [english, spanish] =
        Language::ALL.map(|language| speaking(language, || of(read_named_instance(text))));
    assert_eq!(english.len(), spanish.len());
    for (one, other) in english.iter().zip(&spanish) {
        assert_eq!(one.path, other.path);
        assert_ne!(one.message, other.message);
        assert_eq!(language::left(&one.message, &other.message), [""; 0], "{one}\n{other}");
    }
    english.iter().map(ToString::to_string).collect()
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
    // Found by feeding instances at random: an hour beyond all numbers.
    let hour = problems(|r| r["learner"]["windows"][1]["from"] = json!("4294967295:00"));
    assert_eq!(hour, ["learner.windows[1].from: \"4294967295:00\" is not a time such as 18:15"]);
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
    let says = "learner.day_maximum: there is no key \"day_maximum\" here; known are week_budget_min, ";
    assert!(key[0].starts_with(says), "{key:?}");
    let kind = problems(|r| r["units"][0]["activities"][0]["minutes"] = json!(-5));
    let says = "units[0].activities[0].minutes: a whole number from 0 to 4294967295 is expected here, not -5";
    assert_eq!(kind, [says]);
    let missing = problems(|r| {
        r["horizon"].as_object_mut().unwrap().remove("now");
    });
    assert_eq!(missing, ["horizon: the key \"now\" is missing"]);
    let dance = problems(|r| r["units"][0]["activities"][0]["kind"] = json!("dance"));
    let says = "\"dance\" is not one of read, watch, practice, build, recall, write, connect";
    assert_eq!(dance, [format!("units[0].activities[0].kind: {says}")]);
    let number = problems(|r| r["units"] = json!({"a": 1}));
    assert_eq!(number, ["units: a list is expected here, not an object"]);
    // By its position alone no value is what its key says.
    for list in
        ["horizon", "learner", "units.0", "units.0.activities.0", "learner.windows.0", "previous", "reviews"]
    {
        let said = problems(|r| {
            let place = r.pointer_mut(&format!("/{}", list.replace('.', "/")));
            let place = match place {
                Some(place) => place,
                None => &mut r[list],
            };
            let values: Vec<Value> =
                place.as_object().map(|o| o.values().cloned().collect()).unwrap_or_default();
            *place = Value::Array(values);
        });
        assert!(
            said[0].ends_with(": an object with named keys is expected here, not a list"),
            "{list}: {said:?}"
        );
    }
    let text = problems(|r| r["grid_min"] = json!("15"));
    assert_eq!(text, ["grid_min: a whole number from 0 to 4294967295 is expected here, not the text \"15\""]);
}

#[test]
fn what_is_no_json_or_no_object_is_said_in_plain_words() {
    for (text, says) in [
        ("{", "the text breaks off before the instance ends"),
        ("[]", "an object with named keys is expected here"),
        ("7", "an object with named keys is expected here, not 7"),
        ("hello", "this is not JSON at line 1, column 1: expected value"),
        ("nothing", ": expected ident"),
        ("{\"seed\" 1}", ": expected `:`"),
        ("{\"units\": [] 2}", ": expected `,` or `}`"),
        ("{\"seed\": 1,}", ": trailing comma"),
        ("{seed: 1}", ": key must be a string"),
        ("{\"name\": \"a\tb\"}", "control character (\\u0000-\\u001F) found while parsing a string"),
        ("{\"name\": \"\\q\"}", "invalid escape"),
        ("{\"name\": \"\\ud800\"}", "unexpected end of hex escape"),
        ("{\"seed\": 01}", "invalid number"),
        (&(instance().to_string() + " {}"), "something follows the instance"),
    ] {
        let said = &faults(text)[0];
        assert!(said.contains(says), "{text}: {said}");
        assert!(!said.contains("Raw") && !said.contains("struct"), "{said}");
    }
    assert!(read_instance(&format!("\u{feff}{}", instance())).is_ok(), "an editor's mark is passed over");
}

#[test]
fn nonsense_is_refused_where_it_stands() {
    let span = json!([{"start": "2026-03-23T19:00", "end": "2026-03-23T18:00"}]);
    let busy = problems(|r| r["busy"] = span);
    assert_eq!(busy, ["busy[0]: ends at 2026-03-23T18:00 before it starts at 2026-03-23T19:00"]);
    let window = problems(|r| r["learner"]["windows"][0]["to"] = json!("17:00"));
    assert_eq!(window, ["learner.windows[0]: ends at 17:00 before it starts at 18:00"]);
}

#[test]
fn what_can_be_planned_but_is_hardly_meant_is_said() {
    let doubts = |change: &dyn Fn(&mut Value)| -> Vec<String> {
        let mut raw = instance();
        change(&mut raw);
        told(&raw.to_string(), |read| read.unwrap().doubts)
    };
    assert_eq!(doubts(&|_| ()), [] as [&str; 0]);
    let lengths = doubts(&|r| r["learner"]["block_min"] = json!(120));
    assert!(
        lengths[0].starts_with("learner.block_min: the shortest block (120\u{a0}min) is longer than"),
        "{lengths:?}"
    );
    let block =
        json!({"start": "2026-03-23T18:00", "minutes": 45, "kind": "work", "unit": "a", "activity": "read"});
    assert_eq!(doubts(&|r| r["locked"] = json!([block])), [] as [&str; 0]);
    let twice = doubts(&|r| r["locked"] = json!([block, block]));
    assert!(
        twice[0].starts_with("locked: the blocks of a/read have 30\u{a0}min more than it has left"),
        "{twice:?}"
    );
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

#[test]
fn what_is_quoted_stays_short_and_on_one_line() {
    let long = "\u{1b}[31m\n".repeat(100_000);
    let changes: [&dyn Fn(&mut Value); 12] = [
        &|r| r["learner"]["windows"][0]["to"] = json!(long),
        &|r| r["tz"] = json!(long),
        &|r| r["format"] = json!(long),
        &|r| r["horizon"]["target"] = json!(long),
        &|r| r["horizon"]["now"] = json!(long),
        &|r| r["learner"]["windows"][0]["from"] = json!(long),
        &|r| r["weights"] = json!({&long: 1}),
        &|r| r["learner"]["week_budget_overrides"] = json!({&long: 1}),
        &|r| r["learner"][&long] = json!(1),
        &|r| r["units"][0]["activities"][0]["kind"] = json!(long),
        &|r| r["grid_min"] = json!(long),
        &|r| r["units"][0]["id"] = json!(long),
    ];
    for change in changes {
        for said in problems(change) {
            assert!(said.chars().count() < 900 && !said.contains(['\n', '\u{1b}']), "{said}");
        }
    }
}

#[test]
fn of_very_many_faults_the_first_are_told() {
    let said = problems(|r| r["busy"] = json!(vec![json!({"start": "today", "end": "tomorrow"}); 5_000]));
    assert_eq!(said.len(), 101);
    assert_eq!(said[99], "busy[49].end: \"tomorrow\" is not a date and time such as 2026-01-05T18:15");
    assert_eq!(said[100], "there are more faults; these are the first 100");
}

#[test]
fn dates_and_times_have_one_spelling() {
    for odd in ["2026-3-29 ", " 2026-3-29", "+2026-3-29", "-026-03-29", "2026-03-1５", "20260-3-29"] {
        let said = problems(|r| r["horizon"]["target"] = json!(odd));
        assert_eq!(said, [format!("horizon.target: \"{odd}\" is not a date such as 2026-01-05")]);
    }
    for odd in ["2026-03-23T24:00", "2026-03-23 18:00", "2026-03-23T+8:00", "2026-03-23T18: 5"] {
        assert_eq!(problems(|r| r["horizon"]["now"] = json!(odd)).len(), 1, "{odd}");
    }
    for odd in ["+1:00", "1:00", "24:01", "00:60", "0１:00"] {
        assert_eq!(problems(|r| r["learner"]["windows"][0]["from"] = json!(odd)).len(), 1, "{odd}");
    }
}

#[test]
fn the_first_and_the_last_year_are_planned() {
    for (start, now, target) in
        [("0001-01-01", "0001-01-01T00:00", "9999-12-31"), ("9999-12-20", "0001-01-01T00:00", "0001-01-01")]
    {
        let mut raw = instance();
        raw["horizon"] = json!({"start": start, "weeks": 1, "now": now, "target": target});
        let i = read_instance(&raw.to_string()).unwrap();
        let plan = plan::plan(&i).unwrap();
        assert!(!plan.blocks.is_empty());
        let written = api::formats::write_plan(&i, &plan);
        assert_eq!(written["blocks"][0]["start"].as_str().unwrap().len(), 16);
    }
    let zero = problems(|r| r["horizon"]["target"] = json!("0000-01-01"));
    assert_eq!(zero, ["the target must lie in the years 1 to 9999, not 0000-01-01"]);
    let long = problems(|r| r["horizon"]["weeks"] = json!(520));
    assert_eq!(long, ["the horizon must have 1 to 156 weeks, not 520"]);
}

#[test]
fn text_that_is_nested_or_long_beyond_all_sense_is_refused() {
    assert_eq!(faults(&"[".repeat(1_000_000)).len(), 1);
    let deep = format!("{{\"units\": {}", "[".repeat(100_000));
    assert_eq!(faults(&deep).len(), 1);
    let number = instance().to_string().replace("\"week_budget_min\":300", "\"week_budget_min\":1e400");
    assert_eq!(faults(&number).len(), 1);
}
