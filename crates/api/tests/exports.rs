//! What is said of an export before it is taken in, and what one for reading holds.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::path::{Path, PathBuf};

use api::wire::*;
use api::{App, Language, speaking};
use chrono::Duration;
use support::*;

fn export(app: &App) -> PathBuf {
    PathBuf::from(app.export_all(ExportTo::default()).unwrap().path)
}

fn from(path: &Path) -> ImportFrom {
    ImportFrom { path: path.display().to_string() }
}

fn named(block: &BlockView) -> String {
    block.id.clone().unwrap()
}

fn done(app: &App, block: &BlockView) {
    app.block_done(BlockDone { id: named(block), minutes: None }).unwrap();
}

fn missed(app: &App, block: &BlockView) {
    app.block_missed(BlockRef { id: named(block) }).unwrap();
}

/// What will be other ones here, as the preview says it.
fn replaced(app: &App, file: &Path) -> Option<String> {
    let says = app.import_check(from(file)).unwrap().says;
    says.into_iter()
        .find_map(|said| Some(said.split_once("ones here: ").or(said.split_once("otros: "))?.1.to_owned()))
}

/// Two computers with one plan, at a time when several blocks of it have come.
fn two_computers() -> (App, App, Vec<BlockView>) {
    let (one, two) = (TestHost::wednesday(), TestHost::wednesday());
    let first = onboarded(&one);
    let second = open(&two);
    second.import_take(from(&export(&first))).unwrap();
    let work: Vec<BlockView> = all(&first).into_iter().filter(|b| b.unit.is_some()).take(3).collect();
    one.pass(Duration::days(7));
    two.pass(Duration::days(7) + Duration::minutes(5));
    (first, second, work)
}

#[test]
fn an_import_that_answers_blocks_otherwise_says_how_many_before() {
    let (first, second, work) = two_computers();
    done(&first, &work[0]);
    missed(&second, &work[0]);
    let file = export(&second);
    assert_eq!(replaced(&first, &file).unwrap(), "the answer to 1 block and the blocks of the plan.");
    done(&first, &work[1]);
    missed(&second, &work[1]);
    let file = export(&second);
    assert_eq!(replaced(&first, &file).unwrap(), "the answers to 2 blocks and the blocks of the plan.");
    let spanish = speaking(Language::Spanish, || replaced(&first, &file)).unwrap();
    assert!(spanish.starts_with("las respuestas a 2 bloques y "), "{spanish}");
    first.import_take(from(&file)).unwrap();
    assert_eq!(first.block(BlockRef { id: named(&work[0]) }).unwrap().block.state, BlockStatus::Missed);
    assert_eq!(replaced(&first, &file), None);
}

#[test]
fn an_answer_to_what_has_none_here_takes_the_place_of_no_other() {
    let (first, second, work) = two_computers();
    done(&first, &work[0]);
    done(&second, &work[1]);
    let said = replaced(&first, &export(&second)).unwrap_or_default();
    assert!(!said.contains("answer"), "{said}");
}

/// The part of the export for reading that tells the plan.
fn plan_for_reading(app: &App) -> String {
    let text = std::fs::read_to_string(app.export_notes(ExportTo::default()).unwrap().path).unwrap();
    let plan = text.split("\n## ").find(|part| part.starts_with("Plan\n") || part.starts_with("El plan\n"));
    plan.unwrap().to_owned()
}

#[test]
fn what_is_being_studied_and_what_is_not_answered_yet_stand_in_the_plan_for_reading() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let work: Vec<BlockView> = all(&app).into_iter().filter(|b| b.unit.is_some()).take(3).collect();
    let to = |at: chrono::NaiveDateTime| host.pass(at - app.app_state(Nothing {}).unwrap().now);
    let line = |plan: &str, block: &BlockView| {
        let clock = api::say::clock(start_of(block));
        let start = format!("  - {clock}, {}: ", api::say::length(block.minutes));
        let day =
            plan.split("\n- ").find(|day| day.starts_with(&api::say::date(block.date))).unwrap().to_owned();
        day.lines().find(|line| line.starts_with(&start)).unwrap().to_owned()
    };
    to(start_of(&work[2]));
    done(&app, &work[0]);
    app.session_start(BlockRef { id: named(&work[2]) }).unwrap();
    host.pass(Duration::minutes(5));
    let plan = plan_for_reading(&app);
    assert!(line(&plan, &work[1]).ends_with(", not answered yet"), "{plan}");
    assert!(line(&plan, &work[2]).ends_with(", being studied now"), "{plan}");
    let clock = format!("  - {}, ", api::say::clock(start_of(&work[0])));
    assert!(!plan.split("\n- ").nth(1).unwrap().contains(&clock), "done, so it is no plan: {plan}");
    let days: Vec<&str> = plan.lines().filter(|line| line.starts_with("- ")).collect();
    assert!(days.iter().all(|day| days.iter().filter(|other| other == &day).count() == 1), "{plan}");
    let spanish = speaking(Language::Spanish, || plan_for_reading(&app));
    assert!(spanish.contains(", sin respuesta\n") && spanish.contains(", en estudio ahora\n"), "{spanish}");

    app.session_pause(BlockRef { id: named(&work[2]) }).unwrap();
    let plan = plan_for_reading(&app);
    assert!(line(&plan, &work[2]).ends_with(", paused"), "{plan}");
    missed(&app, &work[1]);
    missed(&app, &work[2]);
    let plan = plan_for_reading(&app);
    assert!(!plan.contains("paused"), "{plan}");
}
