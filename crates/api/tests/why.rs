//! Reasons on the surface: why a block is here, why a unit waits, ways out of a late date.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::App;
use api::wire::{
    BlockDone, BlockLock, BlockMove, BlockRef, BlockView, DraftArgs, FinishArgs, Nothing, OnboardingDraft,
    UnitRef, WayOut, WaysOutView, WeekOf, WeekView,
};
use chrono::{Duration, NaiveDate};
use support::{TestHost, blocks, draft, next_work, onboarded, open, this_week};

fn id(block: &BlockView) -> String {
    block.id.clone().unwrap()
}

fn next_week(app: &App) -> WeekView {
    app.week(WeekOf { date: Some(this_week(app).monday + Duration::weeks(1)) }).unwrap()
}

/// A learner whose date is half a year before the end of the plan for the default date.
fn late(host: &Arc<TestHost>) -> App {
    let app = open(host);
    let first = draft(&app);
    let preview = app.onboarding_preview(DraftArgs { draft: first.clone() }).unwrap();
    let target = preview.course.finish.unwrap() - Duration::weeks(26);
    app.onboarding_finish(FinishArgs {
        draft: OnboardingDraft { target, ..first },
        calendars: Vec::new(),
        again: false,
    })
    .unwrap();
    app
}

#[test]
fn every_block_says_why_it_is_here() {
    let app = onboarded(&TestHost::wednesday());
    let mut priced = 0;
    for block in blocks(&next_week(&app)) {
        let detail = app.block(BlockRef { id: id(&block) }).unwrap();
        assert!(!detail.reasons.is_empty(), "{}", block.title);
        assert!(detail.reasons.iter().all(|r| r.ends_with('.')), "{:?}", detail.reasons);
        let started = detail.costs.iter().find(|c| c.term == "block").unwrap();
        assert_eq!((started.points, started.label.as_str()), (80, "Getting started"));
        for other in &detail.alternatives {
            // What it says is free is free.
            let there = BlockMove { id: id(&block), start: other.start, minutes: block.minutes };
            let check = app.block_check(there).unwrap();
            let promised = other.start.date() < this_week(&app).monday + Duration::weeks(4);
            assert!(check.legal || !promised, "{} {:?}", other.text, check.reasons);
            let sum: i64 = other.terms.iter().map(|t| t.points).sum();
            assert!((other.cost_min * 10 - sum).abs() <= 5, "{other:?}");
            priced += 1;
        }
        assert_eq!(
            detail.alternatives.is_empty(),
            detail.reasons.iter().any(|r| r.contains("no other place")),
            "{:?}",
            detail.reasons
        );
    }
    assert!(priced > 0, "no block of the week has another place");
}

#[test]
fn a_block_tells_what_it_waited_for_and_what_it_unlocks() {
    let app = onboarded(&TestHost::wednesday());
    let weeks = (0..4).map(|n| this_week(&app).monday + Duration::weeks(n));
    let all: Vec<String> = weeks
        .flat_map(|date| blocks(&app.week(WeekOf { date: Some(date) }).unwrap()))
        .flat_map(|b| app.block(BlockRef { id: id(&b) }).unwrap().reasons)
        .collect();
    for says in ["It opens the way to “", "It follows the part before it, done ", "Not ", "study time begins"]
    {
        assert!(all.iter().any(|r| r.contains(says)), "nothing says “{says}”: {all:#?}");
    }
}

#[test]
fn units_that_a_reason_names_are_told_beside_it() {
    let app = onboarded(&TestHost::wednesday());
    let monday = this_week(&app).monday;
    let weeks = (0..4).map(|n| monday + Duration::weeks(n));
    let all = weeks.flat_map(|date| blocks(&app.week(WeekOf { date: Some(date) }).unwrap()));
    let mut told = 0;
    for detail in all.filter_map(|b| b.id.map(|id| app.block(BlockRef { id }).unwrap())) {
        for named in &detail.named {
            assert_eq!(app.unit(UnitRef { unit: named.unit.clone() }).unwrap().unit.title, named.title);
            let quoted = format!("“{}”", named.title);
            assert!(detail.reasons.iter().any(|r| r.contains(&quoted)), "{named:?}: {:?}", detail.reasons);
            told += 1;
        }
        for reason in detail.reasons.iter().filter(|r| r.starts_with("It opens the way to ")) {
            assert!(detail.named.iter().any(|n| reason.contains(&n.title)), "{reason}: {:?}", detail.named);
        }
    }
    assert!(told > 3, "only {told} units are named");
}

#[test]
fn a_locked_block_and_one_that_is_over_say_so() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    app.block_lock(BlockLock { id: id(&block), locked: true }).unwrap();
    let detail = app.block(BlockRef { id: id(&block) }).unwrap();
    assert_eq!(detail.reasons[0], "It is locked here: the plan works around it.");
    app.block_done(BlockDone { id: id(&block), minutes: None }).unwrap();
    let detail = app.block(BlockRef { id: id(&block) }).unwrap();
    assert!(detail.reasons.contains(&"It has been answered, so the plan no longer places it.".to_owned()));
    assert!(detail.costs.is_empty() && detail.alternatives.is_empty());
}

#[test]
fn a_unit_says_why_it_waits() {
    let app = onboarded(&TestHost::wednesday());
    let of = |unit: &str| app.why_not(UnitRef { unit: unit.to_owned() });
    assert_eq!(of("no-such-unit").unwrap_err().code, "unknown_unit");
    // The likely course of the next year: units that had to wait for something.
    let first = NaiveDate::from_ymd_opt(2027, 2, 9).unwrap();
    let dates = (0..12).map(|n| Some(first + chrono::Duration::weeks(3 * n)));
    let mut waits = Vec::new();
    for unit in dates.flat_map(|date| blocks(&app.week(WeekOf { date }).unwrap())).filter_map(|b| b.unit) {
        let view = of(&unit).unwrap();
        assert!(view.planned.is_some() && view.earliest <= view.planned, "{view:?}");
        assert_eq!(view.week.map(|w| w <= view.earliest.unwrap().date()), Some(true));
        waits.extend(view.reasons);
    }
    for says in [" begins ", " waits for “", "There is no room for it from "] {
        assert!(waits.iter().any(|r| r.contains(says)), "nothing says “{says}”: {waits:#?}");
    }
    let known = draft(&app).units.into_keys().next().unwrap();
    assert!(of(&known).unwrap().reasons.concat().starts_with("You said that you know “"));
}

#[test]
fn a_date_in_reach_has_no_way_out_of_it() {
    let app = onboarded(&TestHost::wednesday());
    assert_eq!(this_week(&app).out_of_reach, None);
    let none = WaysOutView { shortfall_min: 0, text: String::new(), ways: Vec::new() };
    assert_eq!(app.ways_out(Nothing {}).unwrap(), none);
}

#[test]
fn a_date_out_of_reach_offers_ways_that_help() {
    let app = late(&TestHost::wednesday());
    let before = this_week(&app);
    assert!(before.out_of_reach.as_ref().unwrap().contains("is out of reach"), "{:?}", before.out_of_reach);
    let found = app.ways_out(Nothing {}).unwrap();
    assert!(found.shortfall_min > 0 && found.text.contains("is out of reach"), "{found:?}");
    let ways: Vec<WayOut> = found.ways.iter().filter_map(|w| w.way.clone()).collect();
    assert!(ways.iter().any(|w| matches!(w, WayOut::Hours { .. })), "{found:?}");
    for way in found.ways.iter().filter(|w| w.way.is_some()) {
        assert_eq!(way.result, format!("Ends {}", api::say::date(way.finish.unwrap())));
    }
    for way in ways {
        let said = app.way_out_take(way.clone()).unwrap();
        assert!(said.undoable);
        let after = this_week(&app).course;
        let late = |days: Option<i64>| days.unwrap_or(i64::MAX);
        assert!(late(after.days_late) < late(before.course.days_late) / 2, "{way:?}: {}", after.text);
        app.undo(Nothing {}).unwrap();
        assert_eq!(this_week(&app).course.days_late, before.course.days_late);
    }
}

#[test]
fn no_way_leads_where_nothing_is() {
    let app = onboarded(&TestHost::wednesday());
    let past = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    for (way, code) in [
        (WayOut::Units { units: vec![] }, "bad_setting"),
        (WayOut::Units { units: vec!["no-such-unit".into()] }, "unknown_unit"),
        (WayOut::Hours { extra_min: u32::MAX }, "bad_setting"),
        (WayOut::Date { target: past }, "bad_setting"),
    ] {
        assert_eq!(app.way_out_take(way.clone()).unwrap_err().code, code, "{way:?}");
    }
}
