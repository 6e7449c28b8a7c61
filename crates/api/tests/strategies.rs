//! The strategies screen over the real planner: where units stand, what is decided about them, and what that frees.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::App;
use api::wire::*;
use chrono::Duration;
use support::*;

fn view(app: &App) -> StrategiesView {
    app.strategies(Nothing {}).unwrap()
}

fn row(app: &App, unit: &str) -> UnitRow {
    let mut rows = view(app).strategies.into_iter().flat_map(|s| s.units);
    rows.find(|u| u.id == unit).unwrap()
}

fn detail(app: &App, unit: &str) -> UnitDetail {
    app.unit(UnitRef { unit: unit.to_owned() }).unwrap()
}

fn mark(app: &App, unit: &str, mark: UnitMark) -> Answered {
    app.unit_mark(UnitMarkSet { unit: unit.to_owned(), mark }).unwrap()
}

fn all_blocks(app: &App, weeks: i64) -> Vec<BlockView> {
    let monday = this_week(app).monday;
    let week = |n| blocks(&app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    (0..weeks).flat_map(week).collect()
}

#[test]
fn every_unit_stands_in_its_strategy_and_starts_where_the_plan_first_studies_it() {
    let app = onboarded(&TestHost::wednesday());
    let view = view(&app);
    assert_eq!(view.strategies.iter().map(|s| s.number).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    let rows: Vec<&UnitRow> = view.strategies.iter().flat_map(|s| &s.units).collect();
    assert_eq!(
        view.units_ahead as usize,
        rows.iter().filter(|r| matches!(r.state, UnitState::Open | UnitState::Begun)).count()
    );
    let known: u32 = rows.iter().filter(|r| r.state == UnitState::Known).count() as u32;
    assert!(known > 0, "a software engineer knows something");
    for s in &view.strategies {
        let counted = s.units.iter().filter(|r| !matches!(r.state, UnitState::Known | UnitState::LeftOut));
        assert_eq!(s.total_min, counted.map(|r| r.total_min).sum::<u32>(), "{}", s.label);
        assert_eq!(s.done_min, 0);
    }
    let promised = this_week(&app).monday + Duration::weeks(4);
    let published = all_blocks(&app, 4);
    for r in rows.iter().filter(|r| r.state == UnitState::Open) {
        let first = published.iter().find(|b| b.unit.as_ref() == Some(&r.id)).map(|b| b.date);
        match first {
            Some(day) => assert_eq!((r.starts, r.likely), (Some(day), false), "{}", r.title),
            None => assert!(r.starts.is_none_or(|day| day >= promised) && r.likely == r.starts.is_some()),
        }
    }
    assert!(rows.iter().any(|r| r.likely), "most of the curriculum lies behind the promise");
    let next = view.strategies[0].next.clone().unwrap();
    let earliest = view.strategies[0].units.iter().filter_map(|u| u.starts).min();
    assert_eq!(Some(next.on), earliest);
}

#[test]
fn a_unit_names_what_holds_it_in_another_strategy_and_links_go_both_ways() {
    let app = onboarded(&TestHost::wednesday());
    let view = view(&app);
    let mut seen = 0;
    for s in &view.strategies {
        for r in s.units.iter().filter(|r| r.after.is_some()) {
            let after = r.after.clone().unwrap();
            assert_ne!(after.strategy, s.number, "{}", r.title);
            let there = detail(&app, &after.id);
            assert!(there.opens.iter().any(|link| link.id == r.id), "{} opens {}", after.title, r.title);
            assert!(detail(&app, &r.id).needs.contains(&after));
            let first = row(&app, &after.id).starts;
            assert!(first <= r.starts || r.starts.is_none(), "{} starts before {}", r.title, after.title);
            seen += 1;
        }
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn what_was_studied_is_counted_and_a_unit_that_is_under_way_says_so() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    let unit = block.unit.clone().unwrap();
    app.block_done(BlockDone { id: block.id.unwrap(), minutes: None }).unwrap();
    app.outcome_tick(OutcomeTick { unit: unit.clone(), outcome: 1, ticked: true }).unwrap();
    let row = row(&app, &unit);
    assert_eq!((row.state, row.done_min, row.ticked), (UnitState::Begun, block.minutes, 1));
    let view = view(&app);
    assert_eq!(view.done_min, block.minutes);
    assert_eq!(view.strategies[usize::from(block.strategy) - 1].done_min, block.minutes);
    let detail = detail(&app, &unit);
    assert_eq!(detail.left_min, detail.unit.total_min - block.minutes);
}

#[test]
fn a_unit_that_is_marked_frees_its_hours_and_an_undo_takes_them_back() {
    let app = onboarded(&TestHost::wednesday());
    let unit = next_work(&app).unit.unwrap();
    for wanted in [UnitMark::Known, UnitMark::Dropped] {
        let before = view(&app);
        let left = detail(&app, &unit).left_min;
        let answered = mark(&app, &unit, wanted);
        let said = answered.message.unwrap();
        assert!(said.contains(&format!("{} less to study", api::say::length(left))), "{said}");
        assert!(answered.undoable && !answered.changes.is_empty());
        let state = if wanted == UnitMark::Known { UnitState::Known } else { UnitState::LeftOut };
        assert_eq!(row(&app, &unit).state, state);
        assert_eq!(view(&app).total_min, before.total_min - left);
        assert!(all_blocks(&app, 4).iter().all(|b| b.unit.as_ref() != Some(&unit)));
        assert_eq!(detail(&app, &unit).left_min, left, "what taking it back costs");
        // The same again is no change.
        assert_eq!(mark(&app, &unit, wanted).message, None);
        let back = mark(&app, &unit, UnitMark::Open).message.unwrap();
        assert!(back.contains(&format!("is back: {} more to study", api::say::length(left))), "{back}");
        app.undo(Nothing {}).unwrap();
        assert_eq!(row(&app, &unit).state, state);
        app.undo(Nothing {}).unwrap();
        assert_eq!(view(&app), before);
    }
}

#[test]
fn what_is_put_off_comes_after_everything_else() {
    let app = onboarded(&TestHost::wednesday());
    let unit = next_work(&app).unit.unwrap();
    let before = row(&app, &unit);
    mark(&app, &unit, UnitMark::Later);
    let put_off = row(&app, &unit);
    assert!(put_off.later && put_off.state == UnitState::Open);
    assert!(put_off.starts.is_none_or(|day| Some(day) >= before.starts), "{put_off:?}");
    mark(&app, &unit, UnitMark::Open);
    assert!(!row(&app, &unit).later);
}

#[test]
fn an_estimate_is_planned_with_and_the_packs_comes_back() {
    let app = onboarded(&TestHost::wednesday());
    let unit = next_work(&app).unit.unwrap();
    let before = detail(&app, &unit);
    let set = |minutes| app.estimate_set(EstimateSet { unit: unit.clone(), minutes });
    let wanted = before.unit.total_min + 120;
    let said = set(Some(wanted)).unwrap().message.unwrap();
    assert!(said.contains("more"), "{said}");
    let now = detail(&app, &unit);
    assert_eq!(now.estimate.own_min, Some(wanted));
    assert_eq!(now.unit.total_min, wanted, "the shares of the activities sum up to it");
    let back = set(None).unwrap().message.unwrap();
    assert!(back.contains("follows the pack again"), "{back}");
    assert_eq!(detail(&app, &unit).unit.total_min, before.unit.total_min);
    for wrong in [0, 14, 6001] {
        assert_eq!(set(Some(wrong)).unwrap_err().code, "bad_setting", "{wrong}");
    }
    assert_eq!(set(None).unwrap().message, None, "the pack's already");
}

#[test]
fn an_estimate_below_what_was_studied_is_refused_in_words() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    let unit = block.unit.clone().unwrap();
    app.block_done(BlockDone { id: block.id.unwrap(), minutes: None }).unwrap();
    let set = EstimateSet { unit, minutes: Some(block.minutes - 5) };
    let refused = app.estimate_set(set).unwrap_err();
    assert!(refused.message.contains(&format!("studied {}", api::say::length(block.minutes))), "{refused:?}");
}

#[test]
fn a_rhythm_that_is_not_wanted_gets_no_blocks() {
    let app = onboarded(&TestHost::wednesday());
    let rhythms = || view(&app).strategies.into_iter().flat_map(|s| s.rhythms);
    let rhythm = rhythms().filter(|r| r.next.is_some()).min_by_key(|r| r.next).unwrap();
    assert!(all_blocks(&app, 4).iter().any(|b| b.title == rhythm.title));
    let set = |wanted| app.rhythm_set(RhythmSet { rhythm: rhythm.id.clone(), wanted }).unwrap();
    let said = set(false).message.unwrap();
    assert!(said.contains("frees") && said.contains(&rhythm.cadence), "{said}");
    let now = rhythms().find(|r| r.id == rhythm.id).unwrap();
    assert_eq!((now.wanted, now.next), (false, None));
    assert!(all_blocks(&app, 4).iter().all(|b| b.title != rhythm.title));
    assert!(app.app_state(Nothing {}).unwrap().undo.unwrap().contains("left out"));
    set(true);
    assert!(rhythms().find(|r| r.id == rhythm.id).unwrap().next.is_some());
}

#[test]
fn what_the_goal_leaves_out_says_so_and_can_be_taken_in_unit_by_unit() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let draft = OnboardingDraft { goal: Goal::AddToJob, ..draft(&app) };
    finish(&app, draft).unwrap();
    let nine = view(&app).strategies.remove(8);
    assert!(nine.left_out && nine.total_min == 0 && nine.units.iter().all(|u| u.state == UnitState::LeftOut));
    let unit = nine.units.iter().find(|u| u.after.is_none()).unwrap();
    mark(&app, &unit.id, UnitMark::Open);
    assert_eq!(row(&app, &unit.id).state, UnitState::Open);
    let rhythm = nine.rhythms.first().unwrap().id.clone();
    assert!(nine.rhythms[0].left_out);
    let refused = app.rhythm_set(RhythmSet { rhythm, wanted: false }).unwrap_err();
    assert!(refused.message.contains("goal"), "{}", refused.message);
}

#[test]
fn a_done_unit_is_not_decided_about_and_says_when_its_questions_come_back() {
    let app = onboarded(&TestHost::wednesday());
    // A unit that comes to its end within the promised weeks.
    let published = all_blocks(&app, 4);
    let planned = |id: &str| -> u32 {
        published.iter().filter(|b| b.unit.as_deref() == Some(id)).map(|b| b.minutes).sum()
    };
    let rows: Vec<UnitRow> = view(&app).strategies.into_iter().flat_map(|s| s.units).collect();
    let short = rows.into_iter().filter(|r| r.starts.is_some() && planned(&r.id) >= r.total_min);
    let unit = short.min_by_key(|r| r.total_min).unwrap();
    assert_eq!(detail(&app, &unit.id).back, None);
    while let Some(next) = all_blocks(&app, 4)
        .into_iter()
        .find(|b| b.unit.as_ref() == Some(&unit.id) && b.state == BlockStatus::Planned)
    {
        app.block_done(BlockDone { id: next.id.unwrap(), minutes: None }).unwrap();
    }
    let done = detail(&app, &unit.id);
    assert_eq!((done.state, done.left_min), (UnitState::Done, 0));
    assert!(done.back.is_some_and(|back| back.days > 0), "{:?}", done.back);
    let refused = app.unit_mark(UnitMarkSet { unit: unit.id.clone(), mark: UnitMark::Known }).unwrap_err();
    assert_eq!(refused.code, "bad_setting");
}

#[test]
fn what_is_not_in_the_pack_is_refused_in_words() {
    let app = onboarded(&TestHost::wednesday());
    let unit = || "astrology".to_owned();
    assert_eq!(app.unit(UnitRef { unit: unit() }).unwrap_err().code, "unknown_unit");
    let marked = app.unit_mark(UnitMarkSet { unit: unit(), mark: UnitMark::Known });
    assert_eq!(marked.unwrap_err().code, "unknown_unit");
    assert_eq!(
        app.estimate_set(EstimateSet { unit: unit(), minutes: None }).unwrap_err().code,
        "unknown_unit"
    );
    let rhythm = app.rhythm_set(RhythmSet { rhythm: unit(), wanted: true }).unwrap_err();
    assert_eq!(rhythm.code, "unknown_rhythm");
    assert_eq!(open(&TestHost::wednesday()).strategies(Nothing {}).unwrap_err().code, "not_onboarded");
}
