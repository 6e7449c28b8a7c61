//! One set of hours, wherever they are named: what the chosen goal needs, and the rest apart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::wire::*;
use support::*;

/// "701 h" of a sentence.
fn hours_in(text: &str) -> u32 {
    text.split("\u{a0}h of core work").next().unwrap().rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn every_goal_counts_what_it_needs_and_names_the_rest_apart() {
    let app = open(&TestHost::wednesday());
    let mut needs = Vec::new();
    for goal in [Goal::MlRole, Goal::AddToJob, Goal::OneApplication] {
        let draft = OnboardingDraft { goal, ..draft(&app) };
        let hours = app.onboarding_hours(DraftArgs { draft: draft.clone() }).unwrap();
        let sum = |of: fn(&StrategyHours) -> u32| hours.strategies.iter().map(of).sum::<u32>();
        assert_eq!((sum(|s| s.left_min), sum(|s| s.optional_min)), (hours.left_min, hours.optional_min));
        assert_eq!(hours_in(&hours.text), (hours.left_min + 30) / 60, "{}", hours.text);
        assert!(hours.text.starts_with(&hours.work), "{}", hours.text);
        assert_eq!(hours.optional.is_some(), hours.optional_min > 0);
        let preview = app.onboarding_preview(DraftArgs { draft }).unwrap();
        assert_eq!(preview.course.left_min, hours.left_min, "the plan counts the same");
        assert_eq!(preview.hours.work, hours.work);
        // The weeks of step 1 come close to the plan of step 4.
        let weeks: i64 =
            hours.text.split("about ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let planned = (preview.course.finish.unwrap()
            - chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap())
        .num_weeks();
        assert!((weeks - planned).abs() * 10 <= planned, "{goal:?}: about {weeks} weeks, planned {planned}");
        needs.push(hours.left_min);
    }
    assert!(needs[1] < needs[0] && needs[2] < needs[0], "{needs:?}");
}

#[test]
fn a_date_out_of_reach_is_told_in_the_same_hours() {
    let app = open(&TestHost::wednesday());
    let target = chrono::NaiveDate::from_ymd_opt(2027, 6, 30).unwrap();
    for goal in [Goal::MlRole, Goal::OneApplication] {
        let draft = OnboardingDraft { goal, target, ..draft(&app) };
        let preview = app.onboarding_preview(DraftArgs { draft }).unwrap();
        let warning = preview.warnings.iter().find(|w| w.contains("out of reach")).unwrap();
        assert_eq!(hours_in(warning), hours_in(&preview.hours.work), "{warning}");
    }
}
