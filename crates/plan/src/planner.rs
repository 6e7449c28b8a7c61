//! The planner's front door: from an instance to a whole plan.
//! Invariant: total for every valid instance, deterministic, never worse than planning nothing.

use std::collections::BTreeMap;

use crate::build::Ground;
use crate::derived::Derived;
use crate::improve::best;
use crate::ledger::{Ledger, Serves};
use crate::score::{points_of, score_of};
use crate::validate::validate;
use crate::warnings::warnings;
use crate::watch::{Watch, Watcher};
use crate::{Block, Instance, InstanceError, Plan, RoadmapEntry};

/// How much work goes into a plan: a count of steps, never a clock, so that the plan is the same on every machine.
/// More steps never give a worse plan, as long as nothing is promised; promises are kept where that is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effort {
    /// Steps of one search; a step is some 0.5 to 2 microseconds of one core. Where up to four weeks are planned and
    /// some are promised, there may be six searches of half as many steps.
    pub steps: u64,
}

impl Effort {
    /// Some tenths of a second.
    pub const THOROUGH: Effort = Effort { steps: 126_000 };

    /// Answers a click: within some 15 milliseconds on a long horizon, where the build does most, and some 60 on one of
    /// up to four weeks, which the search alone makes good.
    #[must_use]
    pub fn quick(instance: &Instance) -> Effort {
        Effort { steps: if instance.weeks > SHORT_WEEKS { 6_000 } else { 36_000 } }
    }
}

/// Up to so many weeks are searched as one piece.
pub(crate) const SHORT_WEEKS: u32 = 4;

/// Plans everything from `instance.now` on, quickly.
///
/// Locked blocks are always part of the plan, unchanged. What does not fit is left out and named in the
/// warnings; a target out of reach is an answer, not an error.
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn plan(instance: &Instance) -> Result<Plan, InstanceError> {
    plan_with(instance, Effort::quick(instance))
}

/// [`plan`] with more or less work put into it.
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn plan_with(instance: &Instance, effort: Effort) -> Result<Plan, InstanceError> {
    solve(instance, effort, &mut Watcher::nobody())
}

/// [`plan_with`], in slices: between them `watch` is told how far it is and of better plans as they come, and may end
/// the search. The plan is the same as without a watcher, or if it was ended the best one so far.
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn plan_watched<'w>(
    instance: &Instance,
    effort: Effort,
    watch: &'w mut Watch<'w>,
) -> Result<Plan, InstanceError> {
    solve(instance, effort, &mut Watcher::new(watch))
}

fn solve(instance: &Instance, effort: Effort, watcher: &mut Watcher<'_>) -> Result<Plan, InstanceError> {
    validate(instance)?;
    let derived = Derived::new(instance);
    let locked = Ledger::new(&derived, &instance.locked);
    let blocks = best(&Ground::new(&derived, &locked), effort.steps, watcher);
    let plan = describe(&derived, blocks);
    if plan.score.total > points_of(&derived, &locked) {
        let mut blocks = instance.locked.clone();
        blocks.sort();
        return Ok(describe(&derived, blocks));
    }
    Ok(plan)
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

/// The whole answer that belongs to blocks in time order.
pub(crate) fn describe(derived: &Derived<'_>, blocks: Vec<Block>) -> Plan {
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
