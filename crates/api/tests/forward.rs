//! A unit brought forward: it and what it needs come as early as the rules allow, everything else around them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::App;
use api::wire::*;
use chrono::{Duration, NaiveDateTime};
use support::*;

fn all(app: &App) -> Vec<BlockView> {
    let monday = this_week(app).monday;
    let weeks = (0..4).map(|n| app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    weeks.flat_map(|w| blocks(&w)).collect()
}

fn first(unit: &str, first: bool) -> UnitFirst {
    UnitFirst { unit: unit.to_owned(), first }
}

/// The day on which all published blocks of a unit are over.
fn last_end(app: &App, unit: &str) -> NaiveDateTime {
    all(app).iter().filter(|b| b.unit.as_deref() == Some(unit)).map(start_of).max().unwrap()
}

/// A unit of an own chain of prerequisites that begins after the published weeks.
fn late_unit(app: &App) -> String {
    let starts = app.week(WeekOf { date: None }).unwrap().monday + Duration::weeks(8);
    let later =
        (0..30).flat_map(|n| blocks(&app.week(WeekOf { date: Some(starts + Duration::weeks(n)) }).unwrap()));
    let published = all(app);
    let is_new = |b: &BlockView| b.unit.is_some() && !published.iter().any(|p| p.unit == b.unit);
    later.into_iter().find(is_new).and_then(|b| b.unit).unwrap()
}

fn first_start(app: &App, unit: &str) -> Option<NaiveDateTime> {
    all(app).iter().filter(|b| b.unit.as_deref() == Some(unit)).map(start_of).min()
}

#[test]
fn a_unit_brought_forward_is_studied_in_the_published_weeks_with_what_it_needs() {
    let app = onboarded(&TestHost::wednesday());
    let unit = late_unit(&app);
    let before = serde_json::to_value(all(&app)).unwrap();
    let said = app.unit_first(first(&unit, true)).unwrap();
    let message = said.message.unwrap();
    assert!(message.contains("comes first now"), "{message}");
    assert!(said.undoable && !said.changes.is_empty());
    assert!(said.changes.iter().any(|c| c.reason == "It was brought forward."), "{:?}", said.changes);

    // The first free evening of the plan is already spent on it or on what it needs.
    let start = first_start(&app, &unit);
    let own: Vec<BlockView> = all(&app).into_iter().filter(|b| b.first).collect();
    assert!(own.iter().all(|b| b.unit.as_deref() == Some(&unit)), "only the unit itself is marked");
    assert!(start.is_some() || message.contains(", after "), "{message}");
    let words = app.app_state(Nothing {}).unwrap().undo.unwrap();
    assert!(words.starts_with("brought “") && words.ends_with("” forward"), "{words}");
    app.undo(Nothing {}).unwrap();
    assert_eq!(serde_json::to_value(all(&app)).unwrap(), before);
}

#[test]
fn a_ready_unit_brought_forward_begins_with_the_next_block_that_is_free_to_change() {
    let app = onboarded(&TestHost::wednesday());
    // Ready: it is published already, and nothing it needs is.
    let ready = all(&app).into_iter().rev().find(|b| {
        let Some(unit) = &b.unit else { return false };
        let choices = app.block_add_choices(AddAt { start: this_week(&app).now.unwrap() }).unwrap().units;
        choices.iter().any(|c| c.id == *unit && c.waits_for.is_empty())
    });
    let unit = ready.unwrap().unit.unwrap();
    let earlier = first_start(&app, &unit).unwrap();
    app.unit_first(first(&unit, true)).unwrap();
    let start = first_start(&app, &unit).unwrap();
    assert!(start <= earlier, "{start} {earlier}");
    // Nothing that is planned anew stands before it but reviews, rhythms and what today held before.
    let today = this_week(&app).now.unwrap().date();
    let others: Vec<BlockView> = all(&app)
        .into_iter()
        .filter(|b| {
            b.kind == BlockKind::Work
                && b.date > today
                && start_of(b) < start
                && b.unit.as_deref() != Some(&unit)
        })
        .collect();
    assert_eq!(others, []);

    // It stays first when something else happens, and is put back in line by itself.
    let block = all(&app).into_iter().find(|b| b.unit.as_deref() == Some(&unit) && b.date > today).unwrap();
    assert!(block.first);
    app.block_missed(BlockRef { id: block.id.unwrap() }).unwrap();
    app.undo(Nothing {}).unwrap();
    let said = app.unit_first(first(&unit, false)).unwrap().message.unwrap();
    assert!(said.contains("is planned in its usual order again."), "{said}");
    assert!(all(&app).iter().all(|b| !b.first));
}

#[test]
fn every_unit_of_this_week_that_is_ready_is_complete_no_later_and_some_sooner() {
    let app = onboarded(&TestHost::wednesday());
    let today = this_week(&app).now.unwrap().date();
    let ahead = blocks(&this_week(&app)).into_iter().filter(|b| b.date > today);
    let units: std::collections::BTreeSet<String> = ahead.filter_map(|b| b.unit).collect();
    let mut sooner = 0;
    for unit in &units {
        let before = last_end(&app, unit);
        app.unit_first(first(unit, true)).unwrap();
        let after = last_end(&app, unit);
        assert!(after <= before, "{unit}: {before} became {after}");
        sooner += usize::from(after < before);
        app.undo(Nothing {}).unwrap();
    }
    assert!(sooner > 0, "{units:?}");
}

#[test]
fn a_locked_block_stays_where_it_is() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    app.block_lock(BlockLock { id: block.id.clone().unwrap(), locked: true }).unwrap();
    app.unit_first(first(&late_unit(&app), true)).unwrap();
    let now = app.block(BlockRef { id: block.id.clone().unwrap() }).unwrap().block;
    assert_eq!((start_of(&now), now.minutes, now.locked), (start_of(&block), block.minutes, true));
}

#[test]
fn what_cannot_be_brought_forward_is_refused_in_words() {
    let app = onboarded(&TestHost::wednesday());
    assert_eq!(app.unit_first(first("nothing", true)).unwrap_err().code, "unknown_unit");
    let unit = late_unit(&app);
    let known = KnowledgeSet { levels: [].into(), units: [(unit.clone(), true)].into() };
    app.knowledge_set(known).unwrap();
    let refused = app.unit_first(first(&unit, true)).unwrap_err();
    assert!(refused.message.contains("nothing to bring forward"), "{}", refused.message);
    assert!(app.unit_first(first(&unit, false)).unwrap().message.is_none(), "nothing to do");
}
