//! The planner learns how long things take: with a new plan, said in words, seen in Settings, undone like anything.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use api::App;
use api::wire::*;
use support::*;

fn begin() -> (Arc<TestHost>, App) {
    let host = TestHost::at("Europe/Berlin", "2026-11-23T07:10");
    let app = open(&host);
    finish(&app, OnboardingDraft { week_min: 900, ..draft(&app) }).unwrap();
    (host, app)
}

/// Every activity takes half as long again as the pack says: the blocks are held as planned, the last one goes on until
/// it is finished.
fn slow() -> impl Fn(usize, &BlockView) -> Answer {
    let pack = catalog::bundled().unwrap();
    let left = RefCell::new(BTreeMap::new());
    move |_, b| {
        let Some(unit) = b.unit.as_ref().and_then(|id| pack.unit(id)) else { return Answer::Took(b.minutes) };
        // Two activities of a unit that are of one kind are one to this learner.
        let of_kind = unit.activities.iter().filter(|a| format!("{:?}", a.kind) == b.detail);
        let needed: u32 = of_kind.map(|a| a.minutes * 3 / 2).sum();
        let mut left = left.borrow_mut();
        let left = left.entry((unit.id.clone(), b.detail.clone())).or_insert(needed);
        let more = left.saturating_sub(b.minutes);
        if more <= 60 {
            let took = b.minutes + more;
            *left = 0;
            return Answer::Finished(took);
        }
        *left = more;
        Answer::Took(b.minutes)
    }
}

/// What is planned for half an hour more takes just that.
fn as_planned(_: usize, b: &BlockView) -> Answer {
    Answer::Took(b.minutes)
}

fn pace(app: &App) -> PaceView {
    app.settings(Nothing {}).unwrap().pace
}

fn everything(view: &PaceView) -> &PaceRow {
    view.rows.iter().find(|r| r.group == PaceGroup::Everything).unwrap()
}

fn adoptions(said: &[String]) -> Vec<&String> {
    said.iter().filter(|m| m.contains("Ninefold now plans so")).collect()
}

#[test]
fn who_keeps_to_the_estimates_is_planned_with_the_estimates() {
    let (host, app) = begin();
    assert!(pace(&app).own && pace(&app).rows.is_empty());
    let said = live(&host, &app, 2, as_planned);
    assert_eq!(adoptions(&said), [] as [&String; 0]);
    assert!(pace(&app).rows.iter().all(|r| r.percent == 100 && r.next_percent.is_none()), "{:?}", pace(&app));
    assert!(!pace(&app).rows.is_empty());
}

#[test]
fn a_slower_pace_is_taken_over_with_a_new_plan_and_told_and_can_be_turned_off() {
    let (host, app) = begin();
    let before = this_week(&app).course;
    let said = live(&host, &app, 2, slow());
    let told = adoptions(&said);
    assert!((1..=8).contains(&told.len()), "now and then, not with every answer: {told:?}");
    let first = told[0];
    assert!(first.contains("So far ") && first.contains(" times its estimate ("), "{first}");
    assert!(
        first.contains("\u{a0}h more") && first.contains("the plan ends ") && first.contains(" later."),
        "{first}"
    );

    let view = pace(&app);
    assert!(everything(&view).percent > 110 && everything(&view).blocks >= 8, "{view:?}");
    assert!(view.text.contains("estimates"), "{}", view.text);
    assert!(
        this_week(&app).course.finish.unwrap() > before.finish.unwrap(),
        "{before:?} {:?}",
        this_week(&app).course
    );

    // Where the estimate of a unit is shown, the pace is, with what it rests on.
    let block = next_work(&app);
    let unit = app.block(BlockRef { id: block.id.unwrap() }).unwrap().unit.unwrap();
    let note = unit.pace.unwrap();
    assert!(note.starts_with("Planned with ") && note.contains(" blocks)."), "{note}");
    off_and_on(&host, &app);
}

/// The own pace off and on again: told, seen and undone.
fn off_and_on(host: &Arc<TestHost>, app: &App) {
    let on = this_week(app).course;
    assert_eq!(app.pace_set(PaceSet { own: true }).unwrap().message, None, "it is on already");

    let off = app.pace_set(PaceSet { own: false }).unwrap();
    assert!(off.undoable);
    let message = off.message.unwrap();
    assert!(message.contains("Plans keep to the estimates again: "), "{message}");
    assert!(message.contains("\u{a0}h less, the plan ends ") && message.contains(" earlier."), "{message}");
    let plain = this_week(app).course;
    assert!(plain.left_min < on.left_min && plain.finish < on.finish, "{plain:?} {on:?}");
    assert!(!pace(app).own && pace(app).rows.iter().all(|r| r.percent == 100));

    // Further answers change nothing while it is off.
    let said = live(host, app, 1, slow());
    assert!(adoptions(&said).is_empty() && pace(app).rows.iter().all(|r| r.percent == 100));
    let again = app.pace_set(PaceSet { own: true }).unwrap().message.unwrap();
    assert!(again.contains("Ninefold now plans so: "), "{again}");
    assert!(everything(&pace(app)).percent > 110, "{:?}", pace(app));

    let undone = app.undo(Nothing {}).unwrap().message.unwrap();
    assert_eq!(undone, "Undone: planned with your own pace.");
    assert!(!pace(app).own);
}

/// A plan in another order has another last unit, which may move one learner's day by months; several learners together
/// tell whether the pace is counted once.
#[test]
fn the_forecast_does_not_count_the_pace_twice() {
    let shift = |week_min| {
        let host = TestHost::at("Europe/Berlin", "2026-11-23T07:10");
        let app = open(&host);
        finish(&app, OnboardingDraft { week_min, ..draft(&app) }).unwrap();
        live(&host, &app, 2, slow());
        let forecast = || app.forecast(ForecastOf::default()).unwrap().forecast.unwrap();
        let on = forecast();
        app.pace_set(PaceSet { own: false }).unwrap();
        let off = forecast();
        let days = (off.likely.unwrap() - on.likely.unwrap()).num_days();
        (days.abs(), off.chance_percent.abs_diff(on.chance_percent))
    };
    let mut shifts = [600, 780, 840].map(shift);
    shifts.sort_unstable();
    // Counted twice, it would be some 200 days for each.
    assert!(shifts[1].0 <= 30 && shifts[2].0 <= 120, "days of two years, and percent: {shifts:?}");
    shifts.sort_unstable_by_key(|s| s.1);
    assert!(shifts[1].1 <= 4, "days of two years, and percent: {shifts:?}");
}

#[test]
fn undoing_the_answer_that_brought_a_pace_takes_it_back() {
    let (host, app) = begin();
    let mut before = (pace(&app), this_week(&app).course);
    let slow = slow();
    for _ in 0..5 {
        let said = live(&host, &app, 1, &slow);
        if !adoptions(&said).is_empty() {
            break;
        }
        before = (pace(&app), this_week(&app).course);
    }
    let after = pace(&app);
    assert_ne!(after, before.0, "the test never met what it is about");
    while everything(&pace(&app)).percent > 100 {
        app.undo(Nothing {}).unwrap();
    }
    assert!(pace(&app).rows.iter().all(|r| r.percent == 100), "{:?}", pace(&app));
}

#[test]
fn what_is_finished_early_takes_the_rest_of_its_activity_out_of_the_plan() {
    let (_, app) = begin();
    let block = next_work(&app);
    let ahead = |app: &App| {
        let week = |n| app.week(WeekOf { date: Some(block.date + chrono::Duration::weeks(n)) }).unwrap();
        let all = (0..3).flat_map(|n| blocks(&week(n))).filter(|b| b.state == BlockStatus::Planned);
        all.filter(|b| b.unit == block.unit && b.detail == block.detail).map(|b| b.minutes).sum::<u32>()
    };
    let planned = ahead(&app);
    let args = || BlockDone { id: block.id.clone().unwrap(), minutes: Some(10) };
    let done = app.block_done(args()).unwrap();
    assert!(ahead(&app) + 15 >= planned, "what is left comes back");
    assert!(done.changes.iter().any(|c| c.why == ChangeWhy::Back), "{:?}", done.changes);
    app.undo(Nothing {}).unwrap();
    let finished = app.block_finished(args()).unwrap();
    assert!(finished.undoable && ahead(&app) + block.minutes <= planned, "{} of {planned}", ahead(&app));
    app.undo(Nothing {}).unwrap();
    assert_eq!(ahead(&app), planned);
}
