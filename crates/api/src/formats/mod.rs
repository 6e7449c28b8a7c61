//! The documented JSON formats of the planner: study-instance/1 in, study-plan/1 out.
//! Invariant: what these formats say is exactly what the planner's own types can say; unknown keys are faults.

mod blocks;
mod instance;
mod instance_raw;
mod json_words;
mod plan;

pub use instance::{NamedInstance, read_instance, read_named_instance};
pub use plan::write_plan;

use std::fmt;

/// One fault of a text that should be an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatProblem {
    /// Where, such as `learner.windows[3].from`; empty for the text as a whole.
    pub path: String,
    /// What is wrong there, in a sentence without a full stop.
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
pub use ::plan::{Block, Effort, Instance, InstanceError, Plan, Warning, What, plan_with as plan_instance};
