//! Export and import: what is written is documented and read back the same, into an empty and into a used journal; what is
//! anything else is refused in words, and nothing is changed by it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::wire::*;
use api::{App, Host as _, Language, speaking};
use chrono::Duration;
use journal::State;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::*;

fn export(app: &App) -> PathBuf {
    PathBuf::from(app.export_all(ExportTo::default()).unwrap().path)
}

fn json_of(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn events(app: &App) -> Value {
    json_of(&export(app))["events"].clone()
}

fn from(path: &Path) -> ImportFrom {
    ImportFrom { path: path.display().to_string() }
}

/// Everything that follows from what is saved, undo and redo included.
fn whole(host: &TestHost) -> State {
    let mut journal =
        journal::Journal::open(&host.data_dir(), uuid::Uuid::nil(), host.now()).unwrap().journal;
    journal.state().unwrap().clone()
}

/// A learner of some days, with something of everything.
fn learner() -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    live(
        &host,
        &app,
        1,
        |n, block| if n % 3 == 2 { Answer::Missed } else { Answer::Took(block.minutes + 5) },
    );
    let unit = next_work(&app).unit.unwrap();
    app.note_set(NoteSet { unit: unit.clone(), text: "Two lines\n“of text”".into() }).unwrap();
    let monday = this_week(&app).monday;
    app.reflection_set(ReflectionSet { week: monday, text: "Evenings, only two".into(), was: None }).unwrap();
    app.call("own_unit_set", json!({ "title": "My own", "strategy": 6, "minutes": 240, "prerequisites": [], "outcomes": ["I can."] })).unwrap();
    let talk =
        json!({ "unit": unit, "title": "A talk", "url": "https://example.org/talk", "sections": null });
    app.call("own_resource_set", talk).unwrap();
    app.study_log(StudyLog {
        minutes: 25,
        unit: None,
        strategy: Some(4),
        text: Some("A talk, \"live\"".into()),
        start: None,
    })
    .unwrap();
    app.undo(Nothing {}).unwrap();
    (host, app)
}

#[test]
fn an_export_is_as_its_schema_says() {
    let (_host, app) = learner();
    let schema: Value =
        serde_json::from_str(include_str!("../../../docs/ninefold-export-1.schema.json")).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let exported = json_of(&export(&app));
    let faults: Vec<String> =
        validator.iter_errors(&exported).map(|e| format!("{} {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(exported["left_out"], 0);
    assert!(
        exported["events"].as_array().unwrap().iter().all(|event| event["body"].is_object()),
        "all can be read"
    );
    // And it says no to what is none.
    for (pointer, wrong) in [
        ("/format", json!("ninefold-export/2")),
        ("/exported_at", json!("yesterday")),
        ("/made_by/device", json!("me")),
        ("/events/0/id", json!("1")),
        ("/events/0/clock", json!(1.5)),
        ("/events/0/body", json!(["a"])),
    ] {
        let mut altered = exported.clone();
        *altered.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&altered), "{pointer}");
    }
}

#[test]
fn an_empty_app_is_as_the_one_that_was_exported() {
    let (host, app) = learner();
    let file = export(&app);
    let other = TestHost::wednesday();
    let empty = open(&other);
    let offer = empty.import_check(from(&file)).unwrap();
    assert!(offer.new > 20, "{}", offer.new);
    let says = offer.says.join(" ");
    assert!(says.starts_with("Exported on 2 December 2026. It holds "), "{says}");
    let counted = format!("It holds {} study sessions, 2 notes, ", whole(&host).logs.len());
    assert!(says.contains(&counted), "what was undone does not count: {says}");
    assert!(says.contains("Its goal: Move into an ML engineer role, by "), "{says}");
    assert!(!empty.app_state(Nothing {}).unwrap().onboarded, "looking changes nothing");

    let taken = empty.import_take(from(&file)).unwrap();
    assert!(taken.message.starts_with("Taken in: ") && taken.back.is_none(), "{taken:?}");
    assert!(empty.app_state(Nothing {}).unwrap().onboarded);
    assert!(other.topics().contains(&Topic::Plan));
    assert_eq!(whole(&other), whole(&host));
    assert_eq!(events(&empty), events(&app));

    let again = empty.import_check(from(&file)).unwrap();
    assert_eq!((again.new, again.says.last().unwrap().as_str()), (0, "All of it is here already."));
    assert!(app.undo(Nothing {}).is_ok());
    assert_eq!(empty.undo(Nothing {}).unwrap_err().code, "nothing_to_undo", "undo is of what was done here");
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept/ninefold-export-1.json")
}

/// A file as a program of its time wrote it. It is taken in for ever, and never made anew.
#[test]
fn an_export_of_the_first_form_is_taken_in_for_ever() {
    let host = TestHost::at("Europe/Berlin", "2026-12-03T07:10");
    let app = open(&host);
    let taken = app.import_take(from(&kept())).unwrap();
    assert!(taken.message.starts_with("Taken in: ") && taken.back.is_none(), "{taken:?}");
    let file = json_of(&kept());
    assert_eq!(events(&app), file["events"], "all of it goes out again as it came");
    assert!(file["events"].as_array().unwrap().len() > 30);

    let state = whole(&host);
    assert_eq!(state.profile.unwrap().goal, journal::Goal::MlRole);
    assert_eq!(state.logs.iter().map(|log| log.minutes).collect::<Vec<_>>(), KEPT_MINUTES);
    assert_eq!(state.notes.len(), 1);
    assert_eq!(state.notes.values().next().unwrap().0, "Two lines\n“of text”");
    assert_eq!(state.reflections.len(), 1);
    assert_eq!(state.own_units.len(), 1);
    assert_eq!(state.own_resources.len(), 1);
    let answers = |wanted: fn(&journal::Answer) -> bool| {
        state.blocks.values().filter(|kept| wanted(&kept.answer)).count()
    };
    assert_eq!(answers(|answer| matches!(answer, journal::Answer::Done(_))), KEPT_MINUTES.len());
    assert!(answers(|answer| *answer == journal::Answer::Open) > 5, "its plan goes on");
    assert!(app.app_state(Nothing {}).unwrap().onboarded && next_work(&app).unit.is_some());
}

/// What was logged there, the talk that was undone left out.
const KEPT_MINUTES: [u32; 10] = [95, 35, 95, 80, 95, 35, 35, 95, 65, 65];

/// How the file was made.
#[test]
#[ignore = "writes the kept file; only ever run for a form without one"]
fn write_the_kept_export() {
    assert!(!kept().exists(), "a kept file is never made anew");
    let (_host, app) = learner();
    std::fs::create_dir_all(kept().parent().unwrap()).unwrap();
    std::fs::copy(export(&app), kept()).unwrap();
}

#[test]
fn a_used_app_keeps_what_it_has_and_one_press_leads_back() {
    let (_host, app) = learner();
    let file = export(&app);
    let other = TestHost::wednesday();
    other.pass(Duration::hours(1));
    let used = onboarded(&other);
    used.note_set(NoteSet { unit: "math-vectors".into(), text: "Mine.".into() }).unwrap();
    let (before, before_events) = (whole(&other), events(&used));

    let offer = used.import_check(from(&file)).unwrap();
    let says = offer.says.join("\n");
    assert!(says.contains("New here: ") && says.contains("A backup is made before"), "{says}");
    assert_eq!(whole(&other), before, "looking changes nothing");
    let taken = used.import_take(from(&file)).unwrap();
    assert!(
        taken.message.contains("The backup of 25 November 2026, 08:10 holds what was before."),
        "{}",
        taken.message
    );
    let state = whole(&other);
    assert_eq!(state.notes["math-vectors"].0, "Mine.");
    assert_eq!(state.notes.len(), 2);
    assert!(state.logs.len() > 3);
    this_week(&used);
    used.roadmap(Nothing {}).unwrap();

    let back = RestoreArgs { backup: taken.back, replace: true };
    let restored = used.backup_restore(back).unwrap();
    assert_eq!(whole(&other), before);
    assert_eq!(events(&used), before_events);
    let forward = RestoreArgs { backup: restored.back, replace: true };
    used.backup_restore(forward).unwrap();
    assert_eq!(whole(&other).logs, state.logs, "and forward again");
}

#[test]
fn what_an_import_puts_in_the_place_of_what_is_here_is_said_before() {
    let one = TestHost::wednesday();
    let first = onboarded(&one);
    let two = TestHost::wednesday();
    let second = open(&two);
    second.import_take(from(&export(&first))).unwrap();
    let replaced = |app: &App, file: &Path| {
        let said = app.import_check(from(file)).unwrap().says;
        said.into_iter().find(|said| said.starts_with("What was set later counts"))
    };
    second.note_set(NoteSet { unit: "math-vectors".into(), text: "Only a note.".into() }).unwrap();
    assert_eq!(replaced(&first, &export(&second)), None, "a note is in the place of nothing");

    two.pass(Duration::minutes(1));
    let window = |weekday, from, to| StudyWindow { weekday, from, to, deep: true };
    let windows = vec![window(1, 360, 480), window(3, 360, 480)];
    second.availability_set(AvailabilitySet { windows }).unwrap();
    let file = export(&second);
    assert_eq!(
        replaced(&first, &file).as_deref(),
        Some(
            "What was set later counts, so these will be other ones here: \
             the study windows and the blocks of the plan."
        )
    );
    one.pass(Duration::minutes(2));
    first.import_take(from(&file)).unwrap();
    assert_eq!(whole(&one).windows, whole(&two).windows);
    assert_eq!(replaced(&first, &file), None);

    one.pass(Duration::minutes(1));
    first.availability_set(AvailabilitySet { windows: vec![window(0, 1140, 1260)] }).unwrap();
    assert_eq!(replaced(&first, &file), None, "what was set here later stays");
}

/// Two computers begin with the same plan, and then go their own ways with the same blocks: one misses a block and leaves out
/// a unit, so that a new plan is made; the other locks, also a block of that unit. `plan_first` says whose comes first.
fn two_computers(plan_first: bool) {
    let (one, two) = (TestHost::wednesday(), TestHost::wednesday());
    let first = onboarded(&one);
    let second = open(&two);
    second.import_take(from(&export(&first))).unwrap();
    let ahead = |b: &BlockView| b.unit.is_some() && b.state == BlockStatus::Planned;
    let blocks: Vec<BlockView> = all(&first).into_iter().filter(ahead).collect();
    let id = |n: usize| blocks[n].id.clone().unwrap();
    if plan_first { &two } else { &one }.pass(Duration::seconds(1));
    first.block_missed(BlockRef { id: id(0) }).unwrap();
    first.unit_mark(UnitMarkSet { unit: blocks[3].unit.clone().unwrap(), mark: UnitMark::Known }).unwrap();
    second.block_lock(BlockLock { id: id(3), locked: true }).unwrap();
    second.block_lock(BlockLock { id: id(1), locked: true }).unwrap();
    let log =
        StudyLog { minutes: 25, unit: Some("math-vectors".into()), strategy: None, text: None, start: None };
    for app in [&first, &second] {
        app.study_log(log.clone()).unwrap();
    }
    let (from_one, from_two) = (export(&first), export(&second));
    first.import_take(from(&from_two)).unwrap();
    second.import_take(from(&from_one)).unwrap();
    assert_eq!(whole(&one), whole(&two));
    assert_eq!(events(&first), events(&second));
    let state = whole(&one);
    assert_eq!(state.logs.len(), 2);
    let locked = |n: usize| state.blocks.get(&id(n).parse().unwrap()).is_some_and(|b| b.locked);
    assert!(locked(1) && locked(3), "both locks stay, whatever the other's plan said ({plan_first})");
    for app in [&first, &second] {
        app.note_set(NoteSet { unit: "math-vectors".into(), text: "After.".into() }).unwrap();
        app.replan(Nothing {}).unwrap();
        app.block_missed(BlockRef { id: next_work(app).id.unwrap() }).unwrap();
    }
}

#[test]
fn two_computers_that_went_apart_agree_once_each_has_the_others_export() {
    two_computers(true);
    two_computers(false);
}

/// What an import is not: each with what is said of it.
#[test]
fn what_is_no_export_is_refused_in_words_and_changes_nothing() {
    let (host, app) = learner();
    let whole_file = std::fs::read_to_string(export(&app)).unwrap();
    let before = (whole(&host), app.backups(Nothing {}).unwrap().backups.len());
    let file = host.dir.path().join("x.json");
    let deep =
        format!("{{\"format\":\"ninefold-export/1\",\"a\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (vec![], "it is empty", "está vacío"),
        (vec![0, 159, 146, 150], "it is no JSON, as line 1 shows", "no es JSON, como muestra la línea 1"),
        (b"SQLite format 3\0".to_vec(), "it is no JSON", "no es JSON"),
        (
            whole_file.as_bytes()[..whole_file.len() / 2].to_vec(),
            "it ends in the middle",
            "termina a la mitad",
        ),
        (b"{\"format\": \"study-plan/1\"}".to_vec(), "of another program", "de otro programa"),
        (b"[1, 2, 3]".to_vec(), "of another program", "de otro programa"),
        (
            whole_file.replace("export/1", "export/7").into_bytes(),
            "a newer Ninefold wrote it",
            "un Ninefold más nuevo",
        ),
        (
            whole_file.replacen("\"clock\":", "\"clock\":1e99,\"was\":", 1).into_bytes(),
            "is not as Ninefold writes it",
            "no es como la escribe",
        ),
        (deep.into_bytes(), "is not as Ninefold writes it", "no es como la escribe"),
        (
            b"{\"format\":\"ninefold-export/1\",\"exported_at\":\"2026-11-25T07:10:00Z\",\"events\":[]}"
                .to_vec(),
            "it holds nothing",
            "no contiene nada",
        ),
    ];
    for (bytes, en, es) in cases {
        std::fs::write(&file, &bytes).unwrap();
        for take in [false, true] {
            let refused = || {
                if take {
                    app.import_take(from(&file)).map(|_| ())
                } else {
                    app.import_check(from(&file)).map(|_| ())
                }
                .unwrap_err()
            };
            let failure = refused();
            assert_eq!(failure.code, "bad_import");
            assert!(failure.message.starts_with("“x.json” was not taken in: "), "{}", failure.message);
            assert!(
                failure.message.contains(en) && failure.message.ends_with("Nothing was changed."),
                "{en}: {}",
                failure.message
            );
            let spanish = speaking(Language::Spanish, refused).message;
            assert!(spanish.contains(es) && spanish.ends_with("No ha cambiado nada."), "{spanish}");
        }
    }
    std::fs::remove_file(&file).unwrap();
    for path in [&file, &host.dir.path().to_path_buf(), &PathBuf::new()] {
        assert_eq!(app.import_take(from(path)).unwrap_err().code, "bad_import");
    }
    std::fs::File::create(&file).unwrap().set_len(1 << 30).unwrap();
    assert!(app.import_take(from(&file)).unwrap_err().message.contains("more than 256\u{a0}MB"));
    assert_eq!((whole(&host), app.backups(Nothing {}).unwrap().backups.len()), before);
}

/// Well-formed, and of what nobody can have meant: it is kept, and no screen stumbles over it.
#[test]
fn absurd_entries_break_no_screen() {
    let (_host, app) = learner();
    let mut file = json_of(&export(&app));
    let template = file["events"][0].clone();
    let block = |start: &str, minutes: u64| json!({ "id": uuid::Uuid::from_u128(77), "start": start, "minutes": minutes, "what": { "on": "work", "unit": "math-vectors", "activity": "1" } });
    let plan = |start: &str, minutes: u64, until: &str| json!({ "from": start, "published_until": until, "blocks": [block(start, minutes)] });
    let log = |start: &str, minutes: u64| json!({ "what": { "on": "work", "unit": "math-vectors", "activity": "99999999999" }, "start": start, "minutes": minutes, "block": null, "finished": true });
    let own = |title: &str| json!({ "unit": "own-z", "content": { "title": title, "strategy": 1, "minutes": 60, "prerequisites": [], "outcomes": [] } });
    let bodies = [
        ("plan_published", plan("+262142-12-31T23:59:59", 30, "+262142-12-31")),
        ("plan_published", plan("2026-12-03T19:00:00", 4_294_967_295, "2026-12-28")),
        ("plan_published", plan("9999-12-31T23:59:59", 100_000, "9999-12-31")),
        ("minutes_logged", log("2026-12-03T19:00:00", 4_294_967_295)),
        ("minutes_logged", log("2026-12-02T19:00:00", 100_000)),
        ("minutes_logged", log("1900-01-01T00:00:00", 0)),
        (
            "budget_set",
            json!({ "week": 4_294_967_295_u64, "day_max": 4_294_967_295_u64, "block_min": 0, "block_max": 0, "break_min": 4_294_967_295_u64 }),
        ),
        (
            "availability_set",
            json!({ "windows": [{ "weekday": 255, "from": 4_000_000_000_u64, "to": 0, "deep": true }] }),
        ),
        ("estimate_changed", json!({ "unit": "math-vectors", "minutes": 4_294_967_295_u64 })),
        ("strategy_level_set", json!({ "strategy": 255, "level": "use_it" })),
        ("outcome_ticked", json!({ "unit": "math-vectors", "outcome": 0, "ticked": true })),
        (
            "recall_graded",
            json!({ "block": uuid::Uuid::from_u128(77), "unit": "math-vectors", "k": 4_294_967_295_u64, "grade": "good", "on": "2026-12-01" }),
        ),
        (
            "review_graded",
            json!({ "unit": "math-vectors", "question": 0, "grade": "good", "on": "9999-12-31" }),
        ),
        ("week_reflected", json!({ "week": "-262143-01-01", "text": "x" })),
        ("week_reflected", json!({ "week": "9999-12-31", "text": "x" })),
        (
            "own_unit_set",
            json!({ "unit": "own-x", "content": { "title": "", "strategy": 0, "minutes": 4_294_967_295_u64, "prerequisites": ["own-x"], "outcomes": [] } }),
        ),
        (
            "own_unit_set",
            json!({ "unit": "own-y", "content": { "title": "", "strategy": 200, "minutes": 0, "prerequisites": ["own-y", "own-x"], "outcomes": [] } }),
        ),
        ("own_unit_set", own(&"x".repeat(3 << 20))),
        ("note_set", json!({ "unit": "math-vectors", "text": "x\n".repeat(2 << 20) })),
        ("pack_set", json!({ "files": [{ "name": "../../x", "text": "" }] })),
        ("session_started", json!({ "block": uuid::Uuid::from_u128(77) })),
        ("flying_set", json!({ "height": 3 })),
        ("\u{1b}[2J\u{1b}]0;title\u{7}evil", json!({})),
    ];
    let mut entries: Vec<Value> = file["events"].as_array().unwrap().clone();
    for (n, (kind, body)) in (1..).zip(bodies) {
        let mut entry = template.clone();
        let clock = if n % 2 == 0 { i64::MAX - n } else { entry["clock"].as_i64().unwrap() };
        let at = if n % 3 == 0 { "9999-12-31T23:59:59.999999Z" } else { "2026-12-01T00:00:00.000000Z" };
        entry["id"] = json!(uuid::Uuid::from_u128(1000 + n as u128));
        entry["command"] = json!(uuid::Uuid::from_u128(2000 + n as u128));
        (entry["kind"], entry["body"], entry["clock"], entry["at"]) =
            (json!(kind), body, json!(clock), json!(at));
        entries.push(entry);
    }
    file["events"] = json!(entries);
    let other = TestHost::at("Europe/Berlin", "2026-12-02T07:10");
    let path = other.dir.path().join("x.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let app = open(&other);
    let says = app.import_check(from(&path)).unwrap().says.join(" ");
    assert!(says.contains("entries cannot be read by this version"), "{says}");
    app.import_take(from(&path)).unwrap();
    let notice = open(&other).app_state(Nothing {}).unwrap().notice.unwrap().text;
    assert!(notice.contains("flying_set") && !notice.contains("evil"), "{notice}");
    assert!(!notice.chars().any(char::is_control), "{notice:?}");
    for (name, args) in [
        ("app_state", json!({})),
        ("week", json!({})),
        ("week", json!({ "date": "2026-12-14" })),
        ("today", json!({})),
        ("forecast", json!({})),
        ("roadmap", json!({})),
        ("review", json!({ "period": "all" })),
        ("strategies", json!({})),
        ("unit", json!({ "unit": "math-vectors" })),
        ("settings", json!({})),
        ("knowledge", json!({})),
        ("backups", json!({})),
        ("export_all", json!({})),
        ("export_log", json!({})),
        ("export_notes", json!({})),
        ("export_review", json!({})),
        ("export_calendar", json!({})),
    ] {
        match app.call(name, args) {
            Err(failure) => assert_ne!(failure.code, "bad_arguments", "{name}: {}", failure.message),
            Ok(answer) => assert!(answer.to_string().len() < 2 << 20, "{name} says too much"),
        }
    }
    other.pass(Duration::days(3));
    this_week(&app);
    app.note_set(NoteSet { unit: "math-vectors".into(), text: "It goes on.".into() }).unwrap();
    app.undo(Nothing {}).unwrap();
}

#[test]
fn an_entry_that_was_altered_is_named_and_the_own_one_kept() {
    let (host, app) = learner();
    let file = export(&app);
    let text = std::fs::read_to_string(&file).unwrap().replace("Evenings, only two", "Mornings");
    std::fs::write(&file, text).unwrap();
    let before = whole(&host);
    let offer = app.import_check(from(&file)).unwrap();
    assert_eq!(offer.new, 0);
    assert!(
        offer.says.last().unwrap().starts_with("1 entry is another one here under the same name"),
        "{:?}",
        offer.says
    );
    let taken = app.import_take(from(&file)).unwrap();
    assert!(taken.message.contains("1 entry is another one here"), "{}", taken.message);
    assert_eq!(whole(&host), before);
}

#[test]
fn what_was_studied_is_a_table_and_everything_worth_reading_is_text() {
    let (host, app) = learner();
    let text = |path: String| std::fs::read_to_string(path).unwrap();
    let log = text(app.export_log(ExportTo::default()).unwrap().path);
    let mut lines = log.split_terminator("\r\n");
    assert_eq!(lines.next().unwrap(), "date,start,minutes,kind,strategy,id,title,planned,finished");
    assert_eq!(lines.count(), whole(&host).logs.len());
    let first = log.lines().nth(1).unwrap();
    assert!(first.starts_with("2026-11-2") && first.ends_with(",yes,no"), "{first}");

    let notes = || text(app.export_notes(ExportTo::default()).unwrap().path);
    let english = notes();
    for part in [
        "## Goal",
        "Move into an ML engineer role, by ",
        "## Plan",
        "## What was studied",
        "## Notes",
        "Two lines\n“of text”",
        "Week of 30 November 2026: Evenings, only two",
        "- My own, 4\u{a0}h",
        "  - I can.",
        "[A talk](https://example.org/talk)",
    ] {
        assert!(english.contains(part), "{part}: {english}");
    }
    assert!(!english.contains("A talk, \"live\""), "what was undone is not in it");
    let spanish = speaking(Language::Spanish, notes);
    for part in ["## Meta", "## Lo estudiado", "Semana del 30 de noviembre de 2026"] {
        assert!(spanish.contains(part), "{part}: {spanish}");
    }
}

#[test]
fn a_file_goes_where_it_is_wished_and_replaces_one_only_if_that_was_said() {
    let (host, app) = learner();
    let to = host.dir.path().join("mine.json");
    let wish = |replace| ExportTo { to: Some(to.display().to_string()), replace };
    std::fs::write(&to, "precious").unwrap();
    let refused = app.export_all(wish(false)).unwrap_err();
    assert!(refused.message.contains("There is a file"), "{}", refused.message);
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "precious");
    app.export_all(wish(true)).unwrap();
    assert_eq!(json_of(&to)["format"], "ninefold-export/1");
    assert_eq!(app.export_place(ExportPlace { what: ExportWhat::Log }).unwrap_err().code, "no_choice");
    let nowhere = ExportTo { to: Some("/nowhere/at/all.json".into()), replace: true };
    assert_eq!(app.export_all(nowhere).unwrap_err().code, "write_failed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Whatever was done: its export into an empty app gives the same state and the same export, and into a used one
    /// all of both.
    #[test]
    fn whatever_was_done_comes_back_from_its_export(acts in prop::collection::vec(acts::an_act(), 1..7), undos in 0_usize..3) {
        let host = TestHost::wednesday();
        let app = onboarded(&host);
        for act in &acts {
            acts::does(&app, act);
        }
        for _ in 0..undos {
            let _ = app.undo(Nothing {});
        }
        let file = export(&app);
        let other = TestHost::wednesday();
        let empty = open(&other);
        empty.import_take(from(&file)).unwrap();
        prop_assert_eq!(whole(&other), whole(&host));
        prop_assert_eq!(events(&empty), events(&app));

        let third = TestHost::wednesday();
        let used = onboarded(&third);
        let own = export(&used);
        used.import_take(from(&file)).unwrap();
        empty.import_take(from(&own)).unwrap();
        prop_assert_eq!(whole(&third), whole(&other));
        prop_assert_eq!(events(&used), events(&empty));
    }
}

#[test]
fn an_import_into_a_lost_journal_ends_the_offer_of_a_backup() {
    let (host, app) = learner();
    let file = export(&app);
    drop(app);
    drop(open(&host));
    for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(host.data_dir().join(name));
    }
    let app = open(&host);
    assert!(app.app_state(Nothing {}).unwrap().notice.is_some_and(|notice| notice.backup.is_some()));
    app.import_take(from(&file)).unwrap();
    assert!(app.app_state(Nothing {}).unwrap().notice.is_none());
    assert!(backups_held(&app).iter().any(|(_, held)| held.whole), "it is still in the list");
}

/// A plan that knows of a lock says so where it lets it go: it is no plan of a computer that did not know.
#[test]
fn a_locked_block_goes_with_its_unit_and_comes_back_with_an_undo() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let id = block.id.unwrap();
    app.block_lock(BlockLock { id: id.clone(), locked: true }).unwrap();
    let stands = || whole(&host).blocks.contains_key(&id.parse().unwrap());
    app.unit_mark(UnitMarkSet { unit: block.unit.unwrap(), mark: UnitMark::Known }).unwrap();
    assert!(!stands());
    app.undo(Nothing {}).unwrap();
    assert!(stands());
}
