//! What is kept with the benchmark is true: plans are legal and score what is written, bounds contradict nothing,
//! and the greedy is the one that another program counted.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use bench::baseline::greedy;
use bench::data::{best_plan, instance, known};
use bench::replan::{Change, later};

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

#[test]
fn kept_replans_are_what_becomes_of_the_kept_plans() {
    // Another program made the files, so this compares two readings of the same situation.
    let mut compared = 0;
    for name in known().unwrap().into_keys() {
        let Some((week, change)) = name.strip_prefix("later-").and_then(|rest| rest.rsplit_once('-')) else {
            continue;
        };
        let change = if change == "missed" { Change::Missed } else { Change::Busy };
        let blocks = best_plan(week).unwrap();
        let then = later(&instance(week).unwrap(), &blocks, 0, 2, change).unwrap();
        assert_eq!(in_order(then), in_order(instance(&name).unwrap()), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 20);
}

fn in_order(mut instance: plan::Instance) -> plan::Instance {
    instance.busy.sort();
    instance.reviews.due.sort_by(|a, b| a.item.cmp(&b.item));
    instance
}
