//! Blocks made by hand: split, taken out, added, each refused in words where it must be, each taken back by one undo.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::App;
use api::wire::*;
use chrono::{Duration, NaiveDateTime};
use support::*;

fn id(block: &BlockView) -> String {
    block.id.clone().unwrap()
}

fn end_of(block: &BlockView) -> NaiveDateTime {
    start_of(block) + Duration::minutes(i64::from(block.minutes))
}

/// Everything of the published weeks.
fn published(app: &App) -> serde_json::Value {
    let monday = this_week(app).monday;
    let weeks = (0..4).map(|n| app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap().days);
    serde_json::to_value(weeks.collect::<Vec<_>>()).unwrap()
}

fn all(app: &App) -> Vec<BlockView> {
    let monday = this_week(app).monday;
    let weeks = (0..4).map(|n| app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    weeks.flat_map(|w| blocks(&w)).collect()
}

/// The first block of a unit ahead that is as long as that.
fn long(app: &App, minutes: u32) -> BlockView {
    let found = all(app)
        .into_iter()
        .find(|b| b.unit.is_some() && b.state == BlockStatus::Planned && b.minutes >= minutes);
    found.unwrap()
}

fn split(block: &BlockView) -> BlockSplit {
    BlockSplit { id: id(block), first_min: None, second: None }
}

fn learner() -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    (host, app)
}

#[test]
fn a_block_is_split_in_its_middle_and_the_rest_goes_to_the_next_lawful_place() {
    let (_host, app) = learner();
    let block = long(&app, 60);
    let before = published(&app);
    let check = app.block_split_check(split(&block)).unwrap();
    assert!(check.legal, "{check:?}");
    assert_eq!(check.first_min + check.second_min, block.minutes);
    let said = app.block_split(split(&block)).unwrap();
    assert!(said.undoable, "{said:?}");
    assert!(said.message.unwrap().starts_with(&format!("Split “{}”: ", block.title)));

    let first = app.block(BlockRef { id: id(&block) }).unwrap().block;
    assert_eq!((start_of(&first), first.minutes, first.locked), (start_of(&block), check.first_min, true));
    let second = all(&app).into_iter().find(|b| start_of(b) == check.second.unwrap()).unwrap();
    assert_eq!(
        (second.unit.clone(), second.minutes, second.locked),
        (block.unit.clone(), check.second_min, true)
    );
    assert!(start_of(&second) >= end_of(&first), "after the first part");

    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), format!("split “{}”", block.title));
    app.undo(Nothing {}).unwrap();
    assert_eq!(published(&app), before);
}

#[test]
fn a_block_is_split_where_one_says_or_not_at_all_and_it_says_why() {
    let (_host, app) = learner();
    let block = long(&app, 75);
    let own = BlockSplit { first_min: Some(45), ..split(&block) };
    assert_eq!(app.block_split_check(own).unwrap().first_min, 45);
    let short = BlockSplit { first_min: Some(15), ..split(&block) };
    let check = app.block_split_check(short.clone()).unwrap();
    assert_eq!(
        check.reasons,
        [format!(
            "Each part needs at least 30\u{a0}min; this block has {}.",
            api::say::length(block.minutes)
        )]
    );
    let refused = app.block_split(short).unwrap_err();
    assert_eq!(refused.code, "illegal_split");

    // At a time that is no study time, with the nearest one that is.
    let night = (block.date + Duration::days(2)).and_hms_opt(3, 0, 0).unwrap();
    let at_night = BlockSplit { second: Some(night), ..split(&block) };
    let check = app.block_split_check(at_night.clone()).unwrap();
    assert!(!check.legal && check.reasons[0].contains("outside your study times"), "{check:?}");
    let there = BlockSplit { second: check.second, ..at_night };
    assert!(app.block_split_check(there).unwrap().legal);
}

#[test]
fn a_rhythm_and_what_has_begun_are_not_split() {
    let (host, app) = learner();
    let rhythm = all(&app).into_iter().find(|b| b.kind == BlockKind::Rhythm).unwrap();
    let check = app.block_split_check(split(&rhythm)).unwrap();
    assert_eq!(
        check.reasons,
        [format!("“{}” is held in one go and cannot be split. It can be moved.", rhythm.title)]
    );
    let block = long(&app, 60);
    host.pass(start_of(&block) - this_week(&app).now.unwrap() + Duration::minutes(5));
    assert!(app.block_split_check(split(&block)).unwrap().reasons[0].contains("has begun"));
    assert_eq!(app.block_delete(BlockRef { id: id(&block) }).unwrap_err().code, "not_ahead");
}

/// Blocks of any published week that touch this time.
fn on(app: &App, from: NaiveDateTime, to: NaiveDateTime) -> Vec<BlockView> {
    let touches = |b: &BlockView| start_of(b) < to && from < end_of(b) && b.state != BlockStatus::Missed;
    all(app).into_iter().filter(touches).collect()
}

#[test]
fn a_deleted_block_leaves_its_time_free_for_every_plan_and_comes_back_elsewhere() {
    let (_host, app) = learner();
    let block = next_work(&app);
    let before = published(&app);
    let (from, to) = (start_of(&block), end_of(&block));
    let said = app.block_delete(BlockRef { id: id(&block) }).unwrap();
    let message = said.message.clone().unwrap();
    assert!(message.starts_with(&format!("Took out “{}”. ", block.title)), "{message}");
    assert!(message.contains("is kept free. It comes next "), "{message}");
    assert_eq!(on(&app, from, to), []);
    let back = said.changes.iter().find(|c| c.why == ChangeWhy::Back && c.kind == ChangeKind::New);
    assert!(back.is_none_or(|c| c.reason == "Brings back what you took out."), "{back:?}");

    // It is seen, and a plan that may use everything does not use it.
    let kept =
        app.week(WeekOf { date: Some(block.date) }).unwrap().days.into_iter().flat_map(|d| d.kept_free);
    let kept: Vec<KeptSlot> = kept.collect();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].from, kept[0].to, &kept[0].title), (block.from, block.to, &block.title));
    let settings = app.settings(Nothing {}).unwrap();
    let mut budget = settings.budget;
    budget.week += 120;
    app.budget_set(BudgetSet { budget }).unwrap();
    assert_eq!(on(&app, from, to), [], "also with more hours a week");
    app.undo(Nothing {}).unwrap();

    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), format!("took out “{}”", block.title));
    app.undo(Nothing {}).unwrap();
    assert_eq!(published(&app), before);
}

#[test]
fn time_kept_free_ends_when_one_says_so_or_puts_something_there() {
    let (_host, app) = learner();
    let block = next_work(&app);
    app.block_delete(BlockRef { id: id(&block) }).unwrap();
    let kept = |app: &App| -> usize {
        let week = app.week(WeekOf { date: Some(block.date) }).unwrap();
        week.days.iter().map(|d| d.kept_free.len()).sum()
    };
    assert_eq!(kept(&app), 1);
    app.kept_free_end(BlockRef { id: id(&block) }).unwrap();
    assert_eq!(kept(&app), 0);
    assert_eq!(app.kept_free_end(BlockRef { id: id(&block) }).unwrap_err().code, "not_kept_free");
    app.undo(Nothing {}).unwrap();
    assert_eq!(kept(&app), 1);

    let unit = block.unit.clone().unwrap();
    let add = BlockAdd { unit, start: start_of(&block), minutes: block.minutes };
    assert!(
        app.block_add_check(add.clone()).unwrap().legal,
        "what is kept free from the planner is the learner’s"
    );
    app.block_add(add).unwrap();
    assert_eq!(kept(&app), 0);
    assert_eq!(on(&app, start_of(&block), end_of(&block)).len(), 1);
    app.undo(Nothing {}).unwrap();
    assert_eq!(kept(&app), 1);
}

/// A free and lawful place for half an hour of a unit that is ready.
fn place(app: &App) -> (AddChoice, NaiveDateTime) {
    let week = this_week(app);
    for day in week.days.iter().filter(|d| d.date > week.now.unwrap().date()) {
        for slot in &day.free {
            let mut from = slot.from;
            while from + 30 <= slot.to {
                let start = day.date.and_hms_opt(from / 60, from % 60, 0).unwrap();
                let choices = app.block_add_choices(AddAt { start }).unwrap().units;
                let unit = choices.iter().find(|u| u.waits_for.is_empty() && u.left_min >= 30).unwrap();
                let add = BlockAdd { unit: unit.id.clone(), start, minutes: 30 };
                if app.block_add_check(add).unwrap().legal {
                    return (unit.clone(), start);
                }
                from += 15;
            }
        }
    }
    panic!("no free place in this week")
}

#[test]
fn a_block_is_added_at_a_free_place_and_locked_there() {
    let (_host, app) = learner();
    // A full week has no room: the learner frees some.
    let block = next_work(&app);
    app.block_delete(BlockRef { id: id(&block) }).unwrap();
    let before = published(&app);
    let (unit, start) = place(&app);
    let said = app.block_add(BlockAdd { unit: unit.id.clone(), start, minutes: 30 }).unwrap();
    assert!(said.message.unwrap().starts_with(&format!("Added “{}”, ", unit.title)));
    let new = all(&app).into_iter().find(|b| start_of(b) == start).unwrap();
    assert_eq!((new.unit, new.minutes, new.locked), (Some(unit.id), 30, true));
    assert!(
        app.app_state(Nothing {}).unwrap().undo.unwrap().starts_with(&format!("added “{}”, ", unit.title))
    );
    app.undo(Nothing {}).unwrap();
    assert_eq!(published(&app), before);
    app.redo(Nothing {}).unwrap();
    assert!(all(&app).iter().any(|b| start_of(b) == start && b.locked));
}

#[test]
fn a_block_is_not_added_where_it_must_not_be_and_it_says_why() {
    let (_host, app) = learner();
    let block = next_work(&app);
    let start = start_of(&block);
    let choices = app.block_add_choices(AddAt { start }).unwrap().units;
    let waiting = choices.iter().find(|u| !u.waits_for.is_empty()).unwrap();
    assert!(choices.iter().position(|u| u == waiting).unwrap() > 0, "ready units come first");
    let check = |unit: &str, start, minutes| {
        app.block_add_check(BlockAdd { unit: unit.to_owned(), start, minutes }).unwrap()
    };
    let waits = check(&waiting.id, start, 60);
    assert!(
        waits.reasons.iter().any(|r| r.contains(&format!("It builds on “{}”", waiting.waits_for[0]))),
        "{waits:?}"
    );
    let ready =
        choices.iter().find(|u| u.waits_for.is_empty() && Some(&u.id) != block.unit.as_ref()).unwrap();
    let taken = check(&ready.id, start, 30);
    assert!(taken.reasons.iter().any(|r| r.contains(&format!("overlap “{}”", block.title))), "{taken:?}");
    let past = check(&ready.id, start - Duration::days(14), 30);
    assert!(
        past.reasons.contains(&"That time has passed.".to_owned()) || past.reasons[0].contains("outside"),
        "{past:?}"
    );
    let later = check(&ready.id, start + Duration::weeks(9), 30);
    assert!(later.reasons[0].contains("not published yet"), "{later:?}");
    let refused = app.block_add(BlockAdd { unit: ready.id.clone(), start, minutes: 30 }).unwrap_err();
    assert_eq!(refused.code, "illegal_move");
    let unknown = app.block_add(BlockAdd { unit: "nothing".into(), start, minutes: 30 }).unwrap_err();
    assert_eq!(unknown.code, "unknown_unit");
}

#[test]
fn another_length_by_hand_is_named_and_taken_back() {
    let (_host, app) = learner();
    let block = long(&app, 60);
    let before = published(&app);
    let shorter = BlockMove { id: id(&block), start: start_of(&block), minutes: block.minutes - 15 };
    app.block_move(shorter).unwrap();
    let words = format!("gave “{}” {}", block.title, api::say::length(block.minutes - 15));
    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), words);
    assert_eq!(app.undo(Nothing {}).unwrap().message.unwrap(), format!("Undone: {words}."));
    assert_eq!(published(&app), before);
}

#[test]
fn a_block_that_would_pass_a_later_part_of_its_unit_is_told_that_parts_keep_their_order() {
    let (_host, app) = learner();
    let all = all(&app);
    let ahead: Vec<&BlockView> =
        all.iter().filter(|b| b.unit.is_some() && b.state == BlockStatus::Planned).collect();
    // Two blocks of a unit in which different things are done.
    let (first, later) = ahead
        .iter()
        .find_map(|first| {
            let next = |b: &&&BlockView| b.unit == first.unit && start_of(b) > start_of(first);
            Some((*first, *ahead.iter().filter(next).find(|b| b.detail != first.detail)?))
        })
        .unwrap();
    let after = ahead.iter().find(|b| start_of(b) > start_of(later)).unwrap();
    let check =
        app.block_check(BlockMove { id: id(first), start: start_of(after), minutes: first.minutes }).unwrap();
    let says = format!("“{}” at ", later.title);
    assert!(
        check.reasons.iter().any(|r| r.starts_with(&says) && r.contains("later part of the same unit")),
        "{:?}",
        check.reasons
    );
    assert!(!check.reasons.iter().any(|r| r.contains("builds on it")), "{:?}", check.reasons);
}
