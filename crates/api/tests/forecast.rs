//! The forecast over the whole application: from estimates alone, then from what was held and how long it took.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use api::App;
use api::wire::*;
use chrono::{Duration, NaiveDate};
use support::*;

fn ask(app: &App) -> ForecastDetail {
    app.forecast(ForecastOf::default()).unwrap()
}

fn forecast(app: &App) -> ForecastView {
    ask(app).forecast.unwrap()
}

/// Days from the likely day of one forecast to that of another.
fn later(a: &ForecastView, b: &ForecastView) -> i64 {
    (b.likely.unwrap() - a.likely.unwrap()).num_days()
}

#[test]
fn before_any_history_it_rests_on_the_estimates_and_says_so() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let preview = app.onboarding_preview(DraftArgs { draft: draft(&app) }).unwrap();
    let foreseen = preview.course.forecast.clone().unwrap();
    assert!(foreseen.basis.contains("estimates alone"), "{}", foreseen.basis);
    app.onboarding_finish(FinishArgs { draft: draft(&app), calendars: Vec::new(), again: false }).unwrap();

    let detail = ask(&app);
    let view = detail.forecast.clone().unwrap();
    assert_eq!(preview.course, this_week(&app).course, "what was offered is there once it is saved");
    let days = [view.early, view.likely, view.four_in_five, view.late, view.nineteen_in_twenty];
    assert!(days[0].is_some() && days.is_sorted_by_key(|d| d.unwrap_or(NaiveDate::MAX)), "{days:?}");
    assert!((1..100).contains(&view.chance_percent), "{view:?}");
    assert!(view.text.contains(&format!("{}% by your date", view.chance_percent)), "{}", view.text);
    assert!(view.text.contains("Likely done") && view.text.contains("4 in 5 by"), "{}", view.text);
    assert_eq!(this_week(&app).course.forecast, Some(view.clone()));
    assert_eq!(app.today(Nothing {}).unwrap().course.forecast, Some(view.clone()));
    // A plan that is kept to the minute is the better half of what may happen.
    assert!(view.likely.unwrap() > this_week(&app).course.finish.unwrap());

    assert!(detail.strategies.len() > 5);
    assert!(detail.strategies.iter().all(|s| s.likely <= view.likely && s.likely <= s.four_in_five));
    assert!(detail.roadmap.iter().all(|u| u.to.is_some_and(|to| u.from <= to)));
    let units: std::collections::BTreeSet<&str> = detail.roadmap.iter().map(|u| u.unit.as_str()).collect();
    assert!(units.len() == detail.roadmap.len() && units.len() > 80);
}

/// A newcomer's date is one that the forecast itself calls likely.
#[test]
fn the_date_that_is_offered_is_met_by_four_in_five_or_is_the_last_that_a_plan_reaches() {
    let app = open(&TestHost::wednesday());
    let course = |draft| app.onboarding_preview(DraftArgs { draft }).unwrap().course;
    let offered = course(draft(&app));
    let forecast = offered.forecast.unwrap();
    // With the default hours, four in five take longer than three years.
    assert_eq!(offered.target, NaiveDate::from_ymd_opt(2029, 10, 14).unwrap());
    assert!(forecast.four_in_five.unwrap() > offered.target);
    assert!((45..80).contains(&forecast.chance_percent), "{}", forecast.chance_percent);
    assert!(
        offered.text.ends_with("if every block is held and every estimate is right."),
        "{}",
        offered.text
    );
}

#[test]
fn it_learns_from_what_was_held_and_how_long_it_took() {
    let lived = |answer: fn(usize, &BlockView) -> Answer| {
        let host = TestHost::at("Europe/Berlin", "2026-11-23T07:10");
        let app = onboarded(&host);
        live(&host, &app, 2, answer);
        forecast(&app)
    };
    let steady = lived(|_, b| Answer::Took(b.minutes));
    let slow = lived(|_, b| Answer::Took(b.minutes * 3 / 2));
    let absent = lived(|n, b| if n % 2 == 0 { Answer::Took(b.minutes) } else { Answer::Missed });
    for view in [&steady, &slow, &absent] {
        assert!(view.basis.contains("finished activit") && view.basis.contains("blocks"), "{}", view.basis);
    }
    assert!(later(&steady, &slow) > 60, "{steady:?} {slow:?}");
    // A fortnight of every second block says less of two years than the estimates that were half too low.
    assert!(later(&steady, &absent) > 28, "{steady:?} {absent:?}");
    assert!(steady.chance_percent > absent.chance_percent, "{steady:?} {absent:?}");
}

#[test]
fn what_was_never_answered_counts_as_missed_after_a_fortnight() {
    let host = TestHost::at("Europe/Berlin", "2026-11-23T07:10");
    let app = onboarded(&host);
    let before = forecast(&app);
    host.pass(Duration::weeks(2));
    let asked = forecast(&app);
    assert_eq!(asked.basis, before.basis, "it can still be answered");
    host.pass(Duration::weeks(2));
    let silent = forecast(&app);
    assert!(
        silent.basis.starts_with("From the estimates and ") && silent.basis.contains("missed"),
        "{silent:?}"
    );
    assert!(
        silent.likely.is_none_or(|likely| likely > before.likely.unwrap() + Duration::days(90)),
        "{silent:?}"
    );
}

#[test]
fn what_if_answers_and_changes_nothing() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let before = serde_json::to_value(this_week(&app)).unwrap();
    let now = ask(&app);
    let view = now.forecast.clone().unwrap();
    host.topics();
    let more =
        app.forecast(ForecastOf { week_min: Some(now.week_min + 240), ..ForecastOf::default() }).unwrap();
    assert_eq!(more.week_min, now.week_min + 240);
    assert!(later(more.forecast.as_ref().unwrap(), &view) > 30, "{more:?}");
    assert!(more.roadmap.iter().map(|u| u.to).max() < now.roadmap.iter().map(|u| u.to).max());
    let target = now.target + Duration::weeks(5);
    let date = app.forecast(ForecastOf { target: Some(target), ..ForecastOf::default() }).unwrap();
    assert_eq!(date.target, target);
    assert!(date.forecast.as_ref().unwrap().chance_percent > view.chance_percent);
    let dropped: Vec<String> =
        now.roadmap.iter().filter(|u| u.core).take(8).map(|u| u.unit.clone()).collect();
    let fewer = app.forecast(ForecastOf { without: dropped.clone(), ..ForecastOf::default() }).unwrap();
    assert!(later(fewer.forecast.as_ref().unwrap(), &view) > 14, "{fewer:?}");
    assert!(fewer.roadmap.iter().all(|u| !dropped.contains(&u.unit)));
    assert_eq!(serde_json::to_value(this_week(&app)).unwrap(), before);
    assert!(host.topics().is_empty(), "nothing went stale");
}

#[test]
fn a_question_that_cannot_be_answered_is_refused_in_words() {
    let app = onboarded(&TestHost::wednesday());
    let refused = |of: ForecastOf| app.forecast(of).unwrap_err();
    assert_eq!(refused(ForecastOf { week_min: Some(5), ..ForecastOf::default() }).code, "bad_setting");
    let past = NaiveDate::from_ymd_opt(2020, 1, 1);
    assert_eq!(refused(ForecastOf { target: past, ..ForecastOf::default() }).code, "bad_setting");
    let unknown = ForecastOf { without: vec!["no-such-unit".to_owned()], ..ForecastOf::default() };
    assert_eq!(refused(unknown).code, "unknown_unit");
    let unplanned = open(&TestHost::wednesday());
    assert_eq!(unplanned.forecast(ForecastOf::default()).unwrap_err().code, "not_onboarded");
}

#[test]
fn when_all_is_known_nothing_is_left_to_foresee() {
    let app = open(&TestHost::wednesday());
    let mut draft = draft(&app);
    for level in draft.levels.values_mut() {
        *level = KnowledgeLevel::CouldTeachIt;
    }
    app.onboarding_finish(FinishArgs { draft, calendars: Vec::new(), again: false }).unwrap();
    let detail = ask(&app);
    assert!(detail.forecast.is_none() && detail.strategies.is_empty() && detail.roadmap.is_empty());
    assert_eq!(this_week(&app).course.text, "Everything your goal needs is done.");
}

/// A battery is empty, and the computer begins in another year until it hears the time.
#[test]
fn a_clock_that_was_wrong_for_a_moment_is_no_history() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let before = forecast(&app);
    for days in [116, 370, 2095] {
        host.pass(-Duration::days(days));
        app.today(Nothing {}).unwrap();
        app.study_log(StudyLog { minutes: 20, unit: None, strategy: Some(3), text: None, start: None })
            .unwrap();
        app.undo(Nothing {}).unwrap();
        host.pass(Duration::days(days));
    }
    // One that stays, too.
    host.pass(-Duration::days(116));
    app.study_log(StudyLog { minutes: 20, unit: None, strategy: Some(3), text: None, start: None }).unwrap();
    host.pass(Duration::days(116));
    let after = forecast(&app);
    assert_eq!((after.likely, after.basis), (before.likely, before.basis));
    assert_eq!(after.chance_percent, before.chance_percent);
}
