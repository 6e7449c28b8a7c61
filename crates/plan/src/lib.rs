//! Pure study planning: from availability, busy time and a curriculum to blocks.
//!
//! No I/O, no clock, no randomness but a seeded generator, no floats in decisions: the same
//! [`Instance`] gives the same [`Plan`] on every machine.

#[cfg(test)]
extern crate self as plan;

mod answer;
mod build;
mod capacity;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;
mod cut;
mod derived;
mod explain;
mod fill;
pub mod forecast;
mod greedy;
mod improve;
mod instance_error;
mod interval;
mod keep;
mod ledger;
mod limits;
mod model;
mod moves;
mod order;
mod planner;
mod progress;
mod recall;
mod rng;
mod rules;
mod score;
mod timetable;
mod validate;
mod violation;
mod warnings;
mod watch;

pub use answer::*;
pub use derived::mix_target;
pub use explain::{
    Ahead, Alternative, Alternatives, Bound, Explanation, FewerUnits, Hold, LaterDate, MoreHours, Obstacle,
    WaysOut, WhyNot, explain, ways_out, why_not,
};
pub use instance_error::InstanceError;
pub use model::*;
pub use moves::{MoveVerdict, check_move, check_new, next_place};
pub use planner::{Effort, plan, plan_from_blocks, plan_watched, plan_with};
pub use rules::violations;
pub use score::score;
pub use validate::{MAX_WEEKS, validate};
pub use violation::{Reason, Rule, Violation};
pub use watch::{Progress, Watch};
