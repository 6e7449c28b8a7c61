//! The planner's benchmark: instances, the greedy baseline, situations of a replan, and the table.
//! Invariant: the planner is reached through one function only, [`solve`]; nothing here is shipped.

pub mod allocations;
pub mod baseline;
pub mod calendar;
pub mod chance;
pub mod data;
pub mod generate;
pub mod generate_horizon;
pub mod groups;
pub mod journal;
pub mod keep;
pub mod machine;
pub mod measure;
pub mod pack;
pub mod replan;
pub mod rows;
pub mod run;
pub mod table;

use plan::{Instance, InstanceError, Plan};

/// How hard the planner tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As the program plans.
    Usual,
    /// So many steps of search; 0 is the first plan.
    Steps(u64),
}

/// Plans with the wanted effort.
///
/// # Errors
/// If the instance is malformed.
pub fn solve(instance: &Instance, effort: Effort) -> Result<Plan, InstanceError> {
    match effort {
        Effort::Usual => plan::plan(instance),
        Effort::Steps(steps) => plan::plan_with(instance, plan::Effort { steps }),
    }
}
