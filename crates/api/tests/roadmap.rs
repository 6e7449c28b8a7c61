//! The roadmap over the whole application: every unit in its weeks, and making true what was asked of it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use api::App;
use api::wire::*;
use chrono::{Datelike, Duration, NaiveDate, Weekday};
use support::*;

fn roadmap(app: &App) -> RoadmapView {
    app.roadmap(Nothing {}).unwrap()
}

fn units(view: &RoadmapView) -> Vec<LaneUnit> {
    view.lanes.iter().flat_map(|lane| lane.units.clone()).collect()
}

fn rhythms(view: &RoadmapView) -> Vec<LaneRhythm> {
    view.lanes.iter().flat_map(|lane| lane.rhythms.clone()).collect()
}

fn unit(app: &App, id: &str) -> LaneUnit {
    units(&roadmap(app)).into_iter().find(|u| u.unit == id).unwrap()
}

fn apply(app: &App, args: ForecastOf) -> Answered {
    app.what_if_apply(args).unwrap()
}

fn undo_words(app: &App) -> String {
    app.app_state(Nothing {}).unwrap().undo.unwrap()
}

/// An open unit that the goal can do without.
fn optional(app: &App) -> LaneUnit {
    units(&roadmap(app)).into_iter().find(|u| !u.core && u.status == UnitStatus::Ahead).unwrap()
}

/// In which weeks the screen of the week shows a block of each unit, by its id, and of each rhythm, by its title.
fn weeks_of_blocks(app: &App, until: NaiveDate) -> BTreeMap<String, BTreeSet<NaiveDate>> {
    let mut found: BTreeMap<String, BTreeSet<NaiveDate>> = BTreeMap::new();
    let mut monday = this_week(app).monday - Duration::weeks(3);
    while monday <= until {
        for block in blocks(&app.week(WeekOf { date: Some(monday) }).unwrap()) {
            let is_shown = !matches!(block.state, BlockStatus::Missed | BlockStatus::Skipped);
            let name = if block.kind == BlockKind::Rhythm { Some(block.title) } else { block.unit };
            if let Some(name) = name.filter(|_| is_shown) {
                found.entry(name).or_default().insert(monday);
            }
        }
        monday += Duration::weeks(1);
    }
    found
}

#[test]
fn there_is_no_roadmap_before_the_first_plan() {
    let app = open(&TestHost::wednesday());
    assert_eq!(app.roadmap(Nothing {}).unwrap_err().code, "not_onboarded");
}

#[test]
fn every_unit_and_rhythm_stands_in_the_weeks_in_which_the_week_shows_it() {
    let app = open(&TestHost::wednesday());
    app.sample_start(Nothing {}).unwrap();
    let view = roadmap(&app);
    assert_eq!(view.lanes.iter().map(|l| l.strategy).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    let all = units(&view);
    let ids: BTreeSet<&str> = all.iter().map(|u| u.unit.as_str()).collect();
    assert!(ids.len() == all.len() && all.len() > 100);
    assert!(all.iter().flat_map(|u| &u.needs).all(|need| ids.contains(need.as_str())));

    let beats = rhythms(&view);
    let ends = all.iter().filter_map(|u| u.to).chain(beats.iter().flat_map(|r| r.weeks.last().copied()));
    let last = ends.max().unwrap();
    let shown = weeks_of_blocks(&app, last + Duration::weeks(2));
    for u in &all {
        let weeks = shown.get(&u.unit);
        assert_eq!(u.from, weeks.and_then(|w| w.first().copied()), "{u:?}");
        assert_eq!(u.to, weeks.and_then(|w| w.last().copied()), "{u:?}");
        assert_eq!(u.next.is_some(), matches!(u.status, UnitStatus::Ahead | UnitStatus::Begun), "{u:?}");
        assert!(u.from.into_iter().chain(u.to).chain(u.next).all(|day| day.weekday() == Weekday::Mon));
        match u.status {
            UnitStatus::Ahead | UnitStatus::Known | UnitStatus::LeftOut => assert_eq!(u.done_min, 0, "{u:?}"),
            UnitStatus::Begun => assert!(u.done_min > 0 && u.done_min < u.total_min, "{u:?}"),
            UnitStatus::Done => assert!(u.done_min >= u.total_min, "{u:?}"),
        }
    }
    let is = |status| all.iter().any(|u| u.status == status);
    assert!(is(UnitStatus::Ahead) && is(UnitStatus::Begun) && is(UnitStatus::Done) && is(UnitStatus::Known));
    for lane in &view.lanes {
        assert!(lane.units.is_sorted_by_key(|u| (u.from.is_none(), u.from)), "the first come first");
    }

    assert!(beats.len() > 10 && beats.iter().any(|r| r.weeks.first().is_some_and(|week| *week < view.today)));
    for r in &beats {
        let weeks: Vec<NaiveDate> = shown.get(&r.title).into_iter().flatten().copied().collect();
        assert_eq!(r.weeks, weeks, "{}", r.title);
        assert!(r.minutes > 0 && r.cadence.starts_with("every "), "{r:?}");
    }
    // One that comes every week has a mark in almost all of them, one of every quarter in few.
    let dense = |r: &LaneRhythm| {
        let (first, last) = (*r.weeks.first().unwrap(), *r.weeks.last().unwrap());
        r.weeks.len() * 100 / usize::try_from((last - first).num_weeks() + 1).unwrap()
    };
    let of = |cadence: &str| {
        let found: Vec<usize> =
            beats.iter().filter(|r| r.cadence == cadence && r.weeks.len() > 1).map(dense).collect();
        assert!(!found.is_empty(), "no rhythm comes {cadence}");
        found
    };
    assert!(of("every week").iter().all(|percent| *percent > 80));
    assert!(of("every 13 weeks").iter().all(|percent| *percent < 25));
}

#[test]
fn a_rhythm_that_is_not_held_is_not_on_the_way() {
    let app = onboarded(&TestHost::wednesday());
    let before = rhythms(&roadmap(&app));
    let rhythm = before.iter().find(|r| !r.weeks.is_empty()).unwrap().clone();
    app.rhythm_set(RhythmSet { rhythm: rhythm.rhythm.clone(), wanted: false }).unwrap();
    let without = rhythms(&roadmap(&app));
    assert_eq!(without.len() + 1, before.len());
    assert!(without.iter().all(|r| r.rhythm != rhythm.rhythm));
    app.undo(Nothing {}).unwrap();
    assert!(rhythms(&roadmap(&app)).contains(&rhythm));

    let other = open(&TestHost::wednesday());
    let draft = OnboardingDraft { goal: Goal::AddToJob, ..draft(&other) };
    finish(&other, draft).unwrap();
    let lanes = roadmap(&other).lanes;
    let with_rhythms: Vec<u8> = lanes.iter().filter(|l| !l.rhythms.is_empty()).map(|l| l.strategy).collect();
    assert_eq!(with_rhythms, [7], "the goal leaves the others out");
}

#[test]
fn what_is_over_and_was_not_answered_keeps_its_week() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let monday = this_week(&app).monday;
    host.pass(Duration::weeks(1));
    let kept = unit(&app, &block.unit.unwrap());
    assert_eq!((kept.from, kept.status, kept.done_min), (Some(monday), UnitStatus::Ahead, 0));
}

#[test]
fn the_days_are_those_of_the_forecast_and_of_the_plan() {
    let app = onboarded(&TestHost::wednesday());
    let view = roadmap(&app);
    let detail = app.forecast(ForecastOf::default()).unwrap();
    assert_eq!(view.course.forecast, detail.forecast);
    assert_eq!((view.course.target, view.week_min), (detail.target, detail.week_min));
    let lanes: Vec<&StrategyForecast> = view.lanes.iter().filter_map(|l| l.forecast.as_ref()).collect();
    assert_eq!(lanes.len(), detail.strategies.len());
    assert!(
        lanes.iter().zip(&detail.strategies).all(|(a, b)| a.strategy == b.strategy && a.likely == b.likely)
    );
    assert!(view.promised_until > view.today && view.promised_until <= view.today + Duration::weeks(4));

    let all = units(&view);
    let to = |id: &String| all.iter().find(|u| u.unit == *id).unwrap().to.unwrap();
    assert!(view.milestones.len() > 3);
    for m in &view.milestones {
        let last = m.after.iter().map(to).max().unwrap();
        assert!((0..7).contains(&(m.date.unwrap() - last).num_days()), "{m:?}");
    }
    let core = all.iter().filter(|u| u.core && matches!(u.status, UnitStatus::Ahead | UnitStatus::Begun));
    let left: u32 = core.map(|u| u.total_min - u.done_min).sum();
    assert_eq!(left, view.course.left_min);
    assert_eq!(view.core_min, left, "nothing is done yet");
}

/// Seen from far nothing moves where nothing is different: bars do not jump when a slider is touched.
#[test]
fn what_the_forecast_says_of_weeks_is_near_the_plan() {
    let app = onboarded(&TestHost::wednesday());
    let all: BTreeMap<String, LaneUnit> =
        units(&roadmap(&app)).into_iter().map(|u| (u.unit.clone(), u)).collect();
    let far = app.forecast(ForecastOf::default()).unwrap().roadmap;
    let off = |u: &RoadmapUnit| {
        let planned = all.get(&u.unit).unwrap();
        let weeks = |a: NaiveDate, b: NaiveDate| (a - b).num_weeks().abs();
        weeks(planned.from.unwrap(), u.from).max(weeks(planned.to.unwrap(), u.to.unwrap()))
    };
    let moved: Vec<i64> = far.iter().map(off).collect();
    assert!(moved.iter().all(|weeks| *weeks <= 3), "{moved:?}");
    assert!(moved.iter().filter(|weeks| **weeks > 1).count() * 10 < moved.len(), "{moved:?}");
}

#[test]
fn hours_and_date_are_applied_in_one_step_and_taken_back_in_one() {
    let app = onboarded(&TestHost::wednesday());
    let before = serde_json::to_value(roadmap(&app)).unwrap();
    let week_min = roadmap(&app).week_min + 120;
    let target = roadmap(&app).course.target - Duration::weeks(20);
    let said = apply(&app, ForecastOf { week_min: Some(week_min), target: Some(target), without: vec![] });
    assert!(said.undoable && said.message.unwrap().starts_with("Saved."));
    let after = roadmap(&app);
    assert_eq!((after.week_min, after.course.target), (week_min, target));
    let settings = app.settings(Nothing {}).unwrap();
    assert_eq!((settings.budget.week, settings.target), (week_min, target));
    assert_eq!(undo_words(&app), "changed hours and date");
    app.undo(Nothing {}).unwrap();
    assert_eq!(serde_json::to_value(roadmap(&app)).unwrap(), before);
}

#[test]
fn what_is_no_change_changes_nothing() {
    let app = onboarded(&TestHost::wednesday());
    let view = roadmap(&app);
    let same =
        ForecastOf { week_min: Some(view.week_min), target: Some(view.course.target), without: Vec::new() };
    assert_eq!(apply(&app, same).message, None);
    assert_eq!(apply(&app, ForecastOf::default()).message, None);
    assert_eq!(app.app_state(Nothing {}).unwrap().undo, None);
}

#[test]
fn a_unit_that_is_left_out_gets_no_weeks_until_it_is_taken_back() {
    let app = onboarded(&TestHost::wednesday());
    let chosen = optional(&app);
    let id = chosen.unit.clone();
    assert!(chosen.from.is_some());
    apply(&app, ForecastOf { without: vec![id.clone()], ..ForecastOf::default() });
    let left_out = unit(&app, &id);
    assert_eq!((left_out.status, left_out.from, left_out.to), (UnitStatus::LeftOut, None, None));
    assert_eq!(undo_words(&app), format!("left out “{}”", chosen.title));
    app.unit_mark(UnitMarkSet { unit: id.clone(), mark: UnitMark::Open }).unwrap();
    let back = unit(&app, &id);
    assert_eq!(back.status, UnitStatus::Ahead);
    assert!(back.from.is_some() && !back.core);
    app.undo(Nothing {}).unwrap();
    app.undo(Nothing {}).unwrap();
    assert_eq!(unit(&app, &id).from, chosen.from);
}

#[test]
fn several_units_are_left_out_in_one_step_and_said_so() {
    let app = onboarded(&TestHost::wednesday());
    let open = |u: &LaneUnit| !u.core && u.status == UnitStatus::Ahead;
    let without: Vec<String> =
        units(&roadmap(&app)).into_iter().filter(open).take(2).map(|u| u.unit).collect();
    apply(&app, ForecastOf { without: without.clone(), ..ForecastOf::default() });
    assert_eq!(undo_words(&app), "left out 2 units");
    app.undo(Nothing {}).unwrap();
    assert!(without.iter().all(|id| unit(&app, id).status == UnitStatus::Ahead));
}

#[test]
fn what_cannot_be_applied_is_refused_in_words() {
    let app = onboarded(&TestHost::wednesday());
    let refused = |of: ForecastOf| app.what_if_apply(of).unwrap_err();
    assert_eq!(refused(ForecastOf { week_min: Some(10), ..ForecastOf::default() }).code, "bad_setting");
    let past = NaiveDate::from_ymd_opt(2020, 1, 1);
    assert_eq!(refused(ForecastOf { target: past, ..ForecastOf::default() }).code, "bad_setting");
    let unknown = ForecastOf { without: vec!["no-such-unit".to_owned()], ..ForecastOf::default() };
    assert_eq!(refused(unknown).code, "unknown_unit");
}

#[test]
fn when_all_is_known_no_lane_has_weeks() {
    let app = open(&TestHost::wednesday());
    let mut draft = draft(&app);
    for level in draft.levels.values_mut() {
        *level = KnowledgeLevel::CouldTeachIt;
    }
    finish(&app, draft).unwrap();
    let view = roadmap(&app);
    assert!(view.course.forecast.is_none() && view.milestones.is_empty());
    assert!(units(&view).iter().all(|u| u.status == UnitStatus::Known && u.from.is_none()));
    assert!(view.lanes.iter().all(|l| l.left_min == 0 && l.forecast.is_none()));
}
