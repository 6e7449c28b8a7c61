//! The documented JSON formats of the planner: study-instance/1 in, study-plan/1 out.
//! Invariant: what these formats say is exactly what the planner's own types can say; unknown keys of an instance are
//! faults, those of a plan are passed over by its readers.
//!
//! A plan has `blocks`, `roadmap`, `score` (`total`, and `terms` by name, each with `quantity`, `weight`, `points`) and
//! `warnings` (each with a `code`). `ninefold-cli plan --json` puts `forecast` beside them, `null` where no core unit is
//! open: `finish` with the days `p50`, `p80`, `p95` by which so many percent of the futures have the core units done (a day
//! is `null` if it is more than six years ahead), `chance_permille` to be done by the target, and `strategies` with the
//! same days for each strategy by its number.

mod blocks;
mod forecast;
mod instance;
mod instance_raw;
mod json_words;
mod plan;

pub use forecast::{forecast_input, foresee_instance, write_forecast};
pub use instance::{NamedInstance, read_instance, read_named_instance};
pub use plan::write_plan;

use std::fmt;

/// One fault of a text that should be an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatProblem {
    /// Where, such as `learner.windows[3].from`; empty for the text as a whole.
    pub path: String,
    /// What is wrong there, in a sentence without a full stop, in the language of the call.
    pub message: String,
}

impl fmt::Display for FormatProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

impl std::error::Error for FormatProblem {}

/// The planning problem and its answer, as the formats read and write them.
pub use ::plan::forecast::{Finish, Forecast};
pub use ::plan::{
    Block, Effort, Instance, InstanceError, Plan, Progress, Warning, What, plan_watched,
    plan_with as plan_instance,
};
