//! The planner's front door: from an instance to a whole plan.
//! Invariant: total for every valid instance, deterministic, never worse than planning nothing.

use std::collections::BTreeMap;

use crate::build::Ground;
use crate::derived::Derived;
use crate::improve::best;
use crate::ledger::{Ledger, Serves};
use crate::score::score_of;
use crate::validate::{InstanceError, validate};
use crate::warnings::warnings;
use crate::{Block, Instance, Plan, RoadmapEntry};

/// How much work goes into a plan: a count of steps, never a clock, so that the plan is the same on every machine.
/// More steps never give a worse plan, as long as nothing is promised; promises are kept where that is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effort {
    /// Steps of one search; a step is some 0.5 to 2 microseconds of one core. Where up to four weeks are planned and
    /// some are promised, four searches are made.
    pub steps: u64,
}

impl Effort {
    /// Answers a click.
    pub const QUICK: Effort = Effort { steps: 6_000 };
    /// Some tenths of a second.
    pub const THOROUGH: Effort = Effort { steps: 126_000 };
}

/// Plans everything from `instance.now` on, quickly.
///
/// Locked blocks are always part of the plan, unchanged. What does not fit is left out and named in the
/// warnings; a target out of reach is an answer, not an error.
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn plan(instance: &Instance) -> Result<Plan, InstanceError> {
    plan_with(instance, Effort::QUICK)
}

/// [`plan`] with more or less work put into it.
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn plan_with(instance: &Instance, effort: Effort) -> Result<Plan, InstanceError> {
    validate(instance)?;
    let derived = Derived::new(instance);
    let locked = Ledger::new(&derived, &instance.locked);
    let blocks = best(&Ground::new(&derived, &locked), effort.steps);
    let nothing = score_of(&derived, &locked).total;
    if score_of(&derived, &Ledger::new(&derived, &blocks)).total > nothing {
        let mut blocks = instance.locked.clone();
        blocks.sort();
        return Ok(describe(&derived, blocks));
    }
    Ok(describe(&derived, blocks))
}

/// The whole answer that belongs to a list of blocks: roadmap, score and warnings.
///
/// For plans that are edited by hand; `blocks` may break rules (see [`crate::violations`]).
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn plan_from_blocks(instance: &Instance, mut blocks: Vec<Block>) -> Result<Plan, InstanceError> {
    validate(instance)?;
    blocks.sort();
    Ok(describe(&Derived::new(instance), blocks))
}

fn describe(derived: &Derived<'_>, blocks: Vec<Block>) -> Plan {
    let ledger = Ledger::new(derived, &blocks);
    let mut minutes: BTreeMap<(u32, &str), u32> = BTreeMap::new();
    for e in &ledger.entries {
        if let Serves::Work(act) = e.serves {
            let week = u32::try_from(e.day / 7).unwrap_or(0);
            *minutes.entry((week, derived.act_names(act).0)).or_default() +=
                u32::try_from(e.len()).unwrap_or(0);
        }
    }
    let roadmap = minutes
        .into_iter()
        .map(|((week, unit), minutes)| RoadmapEntry { week, unit: unit.to_owned(), minutes })
        .collect();
    let (score, warnings) = (score_of(derived, &ledger), warnings(derived, &ledger));
    Plan { roadmap, score, warnings, blocks }
}
