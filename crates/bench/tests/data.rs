//! What is kept with the benchmark is true: plans are legal and score what is written, bounds contradict nothing,
//! and the greedy is the one that another program counted.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use bench::baseline::greedy;
use bench::data::{best_plan, instance, known};

#[test]
fn kept_plans_are_legal_and_score_what_is_written() {
    let known = known().unwrap();
    assert!(known.len() >= 33, "{} instances are kept", known.len());
    for (name, known) in known {
        let (instance, blocks) = (instance(&name).unwrap(), best_plan(&name).unwrap());
        assert_eq!(plan::violations(&instance, &blocks), [], "{name}");
        assert_eq!(plan::score(&instance, &blocks).total, known.best, "{name}");
        assert!(known.bound.is_none_or(|bound| bound <= known.best), "{name}: {known:?}");
        assert_eq!(known.bound.is_some(), known.bound_by.is_some(), "{name}");
    }
}

#[test]
fn easy_weeks_are_proven() {
    let proven =
        known().unwrap().into_iter().filter(|(name, known)| name.starts_with("easy-") && known.proven());
    assert_eq!(proven.count(), 10);
}

#[test]
fn the_greedy_is_the_one_the_table_was_made_against() {
    for (name, known) in known().unwrap() {
        let instance = instance(&name).unwrap();
        assert_eq!(plan::score(&instance, &greedy(&instance)).total, known.greedy, "{name}");
    }
}
