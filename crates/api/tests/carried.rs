//! What is said of exports and imports: what is new, what is another one here, what is missing, and of which day it is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::wire::*;
use api::{App, Language, speaking};
use serde_json::{Value, json};
use support::*;

fn log(app: &App) {
    app.study_log(StudyLog { minutes: 20, unit: None, strategy: Some(3), text: None, start: None }).unwrap();
}

fn export(app: &App) -> Value {
    let path = app.export_all(ExportTo::default()).unwrap().path;
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn written(host: &TestHost, export: &Value) -> PathBuf {
    let path = host.dir.path().join("carried.json");
    std::fs::write(&path, export.to_string()).unwrap();
    path
}

fn from(path: &Path) -> ImportFrom {
    ImportFrom { path: path.display().to_string() }
}

/// A learner who studied once, and what they exported.
fn studied() -> (Arc<TestHost>, App, Value) {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    log(&app);
    let exported = export(&app);
    (host, app, exported)
}

/// The place of the event of this kind.
fn of_kind(export: &Value, kind: &str) -> usize {
    export["events"].as_array().unwrap().iter().position(|event| event["kind"] == kind).unwrap()
}

/// The same export with other minutes in it.
fn changed(export: &Value) -> Value {
    let mut other = export.clone();
    let place = of_kind(export, "minutes_logged");
    other["events"][place]["body"]["minutes"] = json!(47);
    other
}

#[test]
fn nothing_is_said_to_be_here_that_is_another_one_here() {
    let (host, app, exported) = studied();
    let file = written(&host, &changed(&exported));
    let says = app.import_check(from(&file)).unwrap().says.join(" ");
    assert!(says.contains("Nothing of it is new here. 1 entry is another one here"), "{says}");
    let dice = speaking(Language::Spanish, || app.import_check(from(&file)).unwrap().says.join(" "));
    assert!(dice.contains("Aquí no hay nada nuevo en él. 1 entrada es otra aquí"), "{dice}");
    let taken = app.import_take(from(&file)).unwrap().message;
    assert!(taken.starts_with("Nothing of it was new here. 1 entry is another one here"), "{taken}");
    let tomado = speaking(Language::Spanish, || app.import_take(from(&file)).unwrap().message);
    assert!(tomado.starts_with("Aquí no había nada nuevo en él. 1 entrada es otra"), "{tomado}");
}

#[test]
fn of_two_entries_under_one_name_the_first_counts_and_that_is_said_before() {
    let (_host, _app, exported) = studied();
    let other = changed(&exported)["events"][of_kind(&exported, "minutes_logged")].clone();
    let mut twice = exported.clone();
    twice["events"].as_array_mut().unwrap().push(other);
    let host = TestHost::wednesday();
    let (file, empty) = (written(&host, &twice), open(&host));
    let offer = empty.import_check(from(&file)).unwrap();
    let says = offer.says.join(" ");
    assert!(says.contains("1 entry stands in the file under the name of another one"), "{says}");
    assert!(says.contains("It holds 1 study session, "), "it is counted once: {says}");
    assert_eq!(offer.new as usize, exported["events"].as_array().unwrap().len());
    let dice = speaking(Language::Spanish, || empty.import_check(from(&file)).unwrap().says.join(" "));
    assert!(dice.contains("1 entrada está en el archivo con el nombre de otra"), "{dice}");
    let taken = empty.import_take(from(&file)).unwrap().message;
    assert!(taken.contains("under the name of another one") && !taken.contains("Yours"), "{taken}");
    assert_eq!(export(&empty)["events"], exported["events"]);
    // What is here is here, also where the file has it once more and otherwise.
    let says = empty.import_check(from(&file)).unwrap().says.join(" ");
    assert!(says.contains("1 entry is another one here") && !says.contains("stands in the file"), "{says}");
}

#[test]
fn an_export_that_is_not_whole_says_so() {
    let (_host, _app, mut exported) = studied();
    let host = TestHost::wednesday();
    let empty = open(&host);
    for (left_out, says, dice) in [
        (1, "It is not all: 1 damaged entry was left out", "No está todo: al exportarlo se dejó fuera 1"),
        (
            7,
            "It is not all: 7 damaged entries were left out",
            "No está todo: al exportarlo se dejaron fuera 7",
        ),
    ] {
        exported["left_out"] = json!(left_out);
        let file = written(&host, &exported);
        let check = || empty.import_check(from(&file)).unwrap().says.join(" ");
        assert!(check().contains(says), "{}", check());
        let spanish = speaking(Language::Spanish, check);
        assert!(spanish.contains(dice), "{spanish}");
    }
    exported["left_out"] = json!(0);
    let file = written(&host, &exported);
    let says = empty.import_check(from(&file)).unwrap().says.join(" ");
    assert!(!says.contains("not all"), "{says}");
}

#[test]
fn no_backup_is_made_where_nothing_new_comes() {
    let (host, app, exported) = studied();
    let file = written(&host, &exported);
    let before = app.backups(Nothing {}).unwrap().backups.len();
    let taken = app.import_take(from(&file)).unwrap();
    assert_eq!((taken.message.as_str(), taken.back), ("All of it was here already.", None));
    assert_eq!(app.backups(Nothing {}).unwrap().backups.len(), before);
}

#[test]
fn the_day_of_an_export_is_the_learners() {
    let host = TestHost::at("America/Los_Angeles", "2026-03-27T20:35");
    let app = onboarded(&host);
    let mut exported = export(&app);
    let file = written(&host, &exported);
    let says = || app.import_check(from(&file)).unwrap().says.join(" ");
    assert!(says().starts_with("Exported on 27 March 2026."), "{}", says());
    let dice = speaking(Language::Spanish, says);
    assert!(dice.starts_with("Exportado el 27 de marzo de 2026."), "{dice}");
    // No day that no calendar has.
    exported["exported_at"] = json!("+262142-01-01T00:00:00Z");
    let file = written(&host, &exported);
    let says = app.import_check(from(&file)).unwrap().says.join(" ");
    assert!(says.starts_with("It holds "), "{says}");
}

/// What is written into a line begins no other, and is no HTML.
#[test]
fn what_was_studied_stays_in_its_line() {
    let (_host, app, _) = studied();
    let text = "A talk\n- 1 January 2026, 10:00: 600\u{a0}min, forged\n\n# <b>Large</b>\n";
    let study =
        StudyLog { minutes: 25, unit: None, strategy: Some(4), text: Some(text.to_owned()), start: None };
    app.study_log(study).unwrap();
    let path = app.export_notes(ExportTo::default()).unwrap().path;
    let notes = std::fs::read_to_string(path).unwrap();
    let line = "A talk - 1 January 2026, 10:00: 600\u{a0}min, forged # \\<b>Large\\</b>\n";
    assert!(notes.contains(line), "{notes}");
    assert!(!notes.contains("\n- 1 January") && !notes.contains("\n# <b>"), "{notes}");
}
