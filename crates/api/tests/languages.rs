//! Everything that is answered is said in the language of the call. The same learner does the same things in both: the
//! answers have the same shape and the same codes, and no sentence is the same but those of the pack.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::Host;
use api::wire::{BlockView, OnboardingDraft};
use api::{App, Language, speaking};
use serde_json::{Value, json};
use support::*;

/// What a learner meets on one day: every view, and acts that succeed and that are refused.
struct Day {
    app: App,
    said: Vec<(String, Value)>,
}

impl Day {
    fn ask(&mut self, name: &str, args: Value) -> Value {
        let answer = match self.app.call(name, args) {
            Ok(answer) => answer,
            Err(failure) => serde_json::to_value(failure).unwrap(),
        };
        self.said.push((name.to_owned(), answer.clone()));
        answer
    }
}

fn live_a_day(host: &Arc<TestHost>) -> Vec<(String, Value)> {
    let mut day = Day { app: open(host), said: Vec::new() };
    day.ask("undo", json!({}));
    let start = day.ask("onboarding_start", json!({}));
    let mut draft = start["draft"].clone();
    day.ask("onboarding_hours", json!({ "draft": draft }));
    day.ask("onboarding_preview", json!({ "draft": draft }));
    draft["target"] = json!("2020-01-01");
    day.ask("onboarding_preview", json!({ "draft": draft }));
    day.ask("week", json!({ "date": null }));
    day.ask("sample_start", json!({}));
    let views =
        ["app_state", "today", "roadmap", "strategies", "settings", "knowledge", "ways_out", "backups"];
    for view in views {
        day.ask(view, json!({}));
    }
    let listed = day.ask("backups", json!({}))["backups"].clone();
    for backup in listed.as_array().unwrap() {
        day.ask("backup", json!({ "name": backup["name"] }));
    }
    day.ask("forecast", json!({ "week_min": 300, "target": null, "without": [] }));
    let folder = host.dir.path().join("Sync");
    for folder in
        [folder.clone(), host.data_dir(), host.dir.path().to_owned(), "Sync".into(), folder.join("a/b")]
    {
        day.ask("sync_folder_set", json!({ "folder": folder }));
        day.ask("sync", json!({}));
    }
    std::fs::remove_dir_all(&folder).unwrap();
    for name in ["sync_now", "sync", "app_state", "sync_off"] {
        day.ask(name, json!({}));
    }
    day.ask("review", json!({ "period": "all" }));
    let week = this_week(&day.app);
    for block in blocks(&week) {
        day.ask("block", json!({ "id": block.id }));
    }
    for unit in ["math-vectors", "deploy-serving-frameworks", "algo-transformers"] {
        day.ask("why_not", json!({ "unit": unit }));
        day.ask("unit", json!({ "unit": unit }));
    }
    let next: BlockView = next_work(&day.app);
    let id = json!({ "id": next.id });
    let at = |hour: u32| format!("{}T{hour:02}:00", next.date);
    for (hour, minutes) in [(3, 60), (19, 500), (23, 60), (9, 60)] {
        day.ask("block_move", json!({ "id": next.id, "start": at(hour), "minutes": minutes }));
    }
    day.ask("block_lock", json!({ "id": next.id, "locked": true }));
    day.ask("undo", json!({}));
    day.ask("redo", json!({}));
    day.ask("undo", json!({}));
    day.ask("block_split", id.clone());
    day.ask("preview", json!({ "command": "block_missed", "args": { "id": next.id } }));
    day.ask("block_delete", id.clone());
    day.ask("undo", json!({}));
    day.ask("block_missed", id.clone());
    day.ask("block_missed", id.clone());
    day.ask("app_state", json!({}));
    day.ask("unit_first", json!({ "unit": next.unit, "first": true }));
    day.ask("unit_mark", json!({ "unit": "deploy-serving-frameworks", "mark": "dropped" }));
    day.ask("estimate_set", json!({ "unit": "math-vectors", "minutes": 5 }));
    day.ask(
        "study_log",
        json!({ "minutes": 25, "unit": next.unit, "strategy": null, "text": null, "start": null }),
    );
    day.ask("busy_import", json!({ "file_name": "work.ics", "text": "no calendar" }));
    day.ask("nonsense", json!({}));
    let mut budget = day.ask("settings", json!({}))["budget"].clone();
    budget["block_min"] = json!(300);
    day.ask("budget_set", json!({ "budget": budget }));
    day.ask("pace_set", json!({ "own": false }));
    day.said
}

/// Every text of an answer with its place in it.
fn texts(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| texts(item, &format!("{path}[{n}]"), out));
        }
        Value::Object(map) => map.iter().for_each(|(key, item)| texts(item, &format!("{path}.{key}"), out)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn all_texts(said: &[(String, Value)]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (n, (name, answer)) in said.iter().enumerate() {
        texts(answer, &format!("{n} {name}"), &mut out);
    }
    out
}

/// Everything that the pack says, in one text.
fn pack() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().filter(|p| p.is_file()).map(|p| std::fs::read_to_string(p).unwrap()).collect()
}

/// Whether a text is one of the application's own: several words that are not the pack's, no path and no name.
fn is_said(text: &str, pack: &str) -> bool {
    // The pack's version stands behind its title.
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').trim_end();
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    text.split(' ').filter(is_word).count() > 1 && !text.starts_with('/') && !pack.contains(bare)
}

#[test]
fn all_that_is_answered_is_in_the_language_of_the_call() {
    let pack = pack();
    let of = |language| speaking(language, || all_texts(&live_a_day(&TestHost::wednesday())));
    let (english, spanish) = (of(Language::English), of(Language::Spanish));
    let places =
        |texts: &[(String, String)]| texts.iter().map(|(place, _)| place.clone()).collect::<Vec<_>>();
    assert_eq!(places(&english), places(&spanish), "the answers have another shape");
    let changed = english.iter().zip(&spanish).filter(|(a, b)| a.1 != b.1).count();
    assert!(changed > 200, "only {changed} texts differ");
    let left: Vec<String> = english
        .iter()
        .zip(&spanish)
        .filter(|(a, b)| a.1 == b.1 && is_said(&a.1, &pack))
        .map(|(a, _)| format!("{}: {}", a.0, a.1))
        .collect();
    assert!(left.is_empty(), "said the same in both languages:\n  {}", left.join("\n  "));
}

#[test]
fn codes_are_the_same_in_every_language() {
    let keys = ["code", "why", "term", "state", "kind", "standing", "theme", "goal"];
    let of = |language| -> Vec<(String, String)> {
        let said = speaking(language, || live_a_day(&TestHost::wednesday()));
        let is_code = |place: &str| keys.iter().any(|key| place.ends_with(&format!(".{key}")));
        all_texts(&said).into_iter().filter(|(place, text)| is_code(place) && !text.contains(' ')).collect()
    };
    let (english, spanish) = (of(Language::English), of(Language::Spanish));
    assert!(english.len() > 50);
    assert_eq!(english, spanish);
}

#[test]
fn what_is_kept_for_one_language_is_not_told_in_another() {
    let app = open(&TestHost::wednesday());
    // Hours that do not reach the date, so that there are ways out.
    let late = OnboardingDraft { target: "2027-02-01".parse().unwrap(), ..draft(&app) };
    finish(&app, late).unwrap();
    let next = next_work(&app);
    app.call("block_lock", json!({ "id": next.id, "locked": true })).unwrap();
    let told = |language, name: &str| speaking(language, || app.call(name, json!({})).unwrap()).to_string();
    for name in ["app_state", "ways_out"] {
        let first = told(Language::English, name);
        assert_ne!(first, told(Language::Spanish, name), "{name}");
        assert_eq!(first, told(Language::English, name), "{name}");
    }
}

#[test]
fn what_can_be_undone_is_told_in_the_language_of_who_looks() {
    let app = onboarded(&TestHost::wednesday());
    let next = next_work(&app);
    let lock = json!({ "id": next.id, "locked": true });
    speaking(Language::Spanish, || app.call("block_lock", lock).unwrap());
    let (english, spanish) = (format!("locked “{}”", next.title), format!("fijar «{}»", next.title));
    let state = |language| speaking(language, || app.call("app_state", json!({})).unwrap());
    for _ in 0..2 {
        assert_eq!(state(Language::English)["undo"], json!(english));
        assert_eq!(state(Language::Spanish)["undo"], json!(spanish));
    }
    let undone = speaking(Language::English, || app.call("undo", json!({})).unwrap());
    assert_eq!(undone["message"], json!(format!("Undone: {english}.")));
    assert_eq!(state(Language::Spanish)["redo"], json!(spanish));
    let done_again = speaking(Language::Spanish, || app.call("redo", json!({})).unwrap());
    assert_eq!(done_again["message"], json!(format!("Rehecho: {spanish}.")));
}

/// A calendar in which every event has something that cannot be used.
fn broken_calendar() -> String {
    let start = "DTSTART:20261201T090000Z\n";
    let events = [
        String::new(),
        "DTSTART:tomorrow\n".to_owned(),
        "DTSTART:99990101T090000Z\n".to_owned(),
        "DTSTART;TZID=Mars/Base:20261201T090000\n".to_owned(),
        "DTSTART;TZID\n".to_owned(),
        format!("{start}DTEND:20261101T090000Z\n"),
        format!("{start}DURATION:long\n"),
        format!("{start}RRULE:FREQ=SOMETIMES\n"),
        format!("{start}RRULE:COUNT\n"),
        format!("{start}RRULE:INTERVAL=2\n"),
        format!("{start}RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n"),
        format!("{start}RRULE:FREQ=MINUTELY\n"),
        format!("{start}EXRULE:FREQ=DAILY\n"),
        format!("{start}EXDATE:never\n"),
        format!("{start}RDATE:never\n"),
        format!("{start}RDATE;VALUE=PERIOD:20261201T090000Z/20261101T090000Z\n"),
    ];
    let events = events.iter().map(|event| format!("BEGIN:VEVENT\n{event}SUMMARY:Caf\u{e9}\nEND:VEVENT\n"));
    format!("BEGIN:VCALENDAR\n{}BEGIN:VEVENT\n{start}", events.collect::<String>())
}

#[test]
fn what_is_wrong_with_an_event_is_told_in_the_language_of_the_call() {
    let app = onboarded(&TestHost::wednesday());
    let [english, spanish] = Language::ALL.map(|language| -> Vec<String> {
        let file = json!({ "file_name": "work.ics", "text": broken_calendar() });
        let read = speaking(language, || app.call("busy_import", file).unwrap());
        serde_json::from_value(read["problems"].clone()).unwrap()
    });
    assert!(english.len() == spanish.len() && english.len() > 15, "{english:#?}");
    for (one, other) in english.iter().zip(&spanish) {
        assert_ne!(one, other);
        assert_eq!(language::left(one, other), [""; 0], "{one}\n{other}");
    }
}
