//! A plan that is watched: the same plan, told of as it grows, and ended when the watcher says so.

#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;

use std::ops::ControlFlow;

use chrono::TimeDelta;
use common::{cases, instance};
use plan::{Effort, Instance, Plan, Previous, Progress, plan_watched, plan_with, violations};
use proptest::prelude::*;

const EFFORT: Effort = Effort { steps: 18_000 };

fn promised(i: Instance) -> Instance {
    let previous = Previous {
        published_until: i.start + TimeDelta::weeks(i64::from(i.weeks.min(2))),
        blocks: plan_with(&i, Effort { steps: 0 }).unwrap().blocks,
    };
    Instance { previous: Some(previous), ..i }
}

/// Plans, and stops at the call of this number. Everything that was told comes along.
fn watched(i: &Instance, effort: Effort, stop_at: Option<usize>) -> (Plan, Vec<Progress>) {
    let mut told = Vec::new();
    let mut watch = |p: Progress| {
        told.push(p);
        if Some(told.len()) == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let plan = plan_watched(i, effort, &mut watch).unwrap();
    (plan, told)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn watching_changes_nothing_and_tells_of_ever_better_plans(i in instance(), published in any::<bool>()) {
        let i = if published { promised(i) } else { i };
        let (plan, told) = watched(&i, EFFORT, None);
        prop_assert_eq!(&plan, &plan_with(&i, EFFORT).unwrap());
        prop_assert!(told.windows(2).all(|w| w[0].steps <= w[1].steps));
        prop_assert!(told.iter().all(|p| p.steps <= p.of));
        let better: Vec<&Plan> = told.iter().filter_map(|p| p.better.as_ref()).collect();
        prop_assert!(!better.is_empty());
        for found in &better {
            prop_assert_eq!(violations(&i, &found.blocks), vec![]);
        }
        if !published {
            prop_assert!(better.windows(2).all(|w| w[1].score.total < w[0].score.total));
            prop_assert!(plan.score.total <= better[better.len() - 1].score.total);
        }
    }

    #[test]
    fn a_search_that_is_ended_answers_at_once_with_its_best(
        i in instance(), published in any::<bool>(), stop_at in 1..12_usize,
    ) {
        let i = if published { promised(i) } else { i };
        // To its end this search would take years.
        let (plan, told) = watched(&i, Effort { steps: 1 << 50 }, Some(stop_at));
        prop_assert!(told.len() <= stop_at);
        prop_assert_eq!(violations(&i, &plan.blocks), vec![]);
        if !published {
            for found in told.iter().filter_map(|p| p.better.as_ref()) {
                prop_assert!(plan.score.total <= found.score.total);
            }
        }
    }
}
