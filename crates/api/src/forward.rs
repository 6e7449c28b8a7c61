//! Units that were brought forward: they and what they need are placed as early as the rules allow, before everything
//! else is planned around them. What is not theirs moves no more than it must.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Block, Instance, Level, Status, What};

use crate::ApiError;
use crate::knowledge::{Standing, UnitStanding, standings};
use crate::problem::{Promise, Situation, instance, presumed};

/// What each day until such a unit is complete costs: more than much of it on one day, less than an occurrence of a rhythm.
const FINISH: i64 = 90;

/// The open units that come first, with their priority: each unit brought forward and all it still needs. A unit that
/// was brought forward later comes before one that was earlier.
pub(crate) fn units(s: &Situation<'_>) -> BTreeMap<String, u32> {
    if s.state.brought_forward.is_empty() {
        return BTreeMap::new();
    }
    let presumed = presumed(s);
    let all = standings(s.curriculum, &presumed);
    let open: BTreeMap<&str, &UnitStanding<'_>> =
        all.iter().filter(|u| u.standing == Standing::Open).map(|u| (u.unit.id.as_str(), u)).collect();
    let mut first = BTreeMap::new();
    let priorities = (3..=9_u32).rev().chain(std::iter::repeat(3));
    for (unit, prio) in s.state.brought_forward.iter().zip(priorities) {
        let mut todo = vec![unit.as_str()];
        while let Some(id) = todo.pop() {
            let Some(standing) = open.get(id).filter(|_| !first.contains_key(id)) else { continue };
            first.insert(id.to_owned(), prio);
            todo.extend(standing.unit.prerequisites.iter().map(String::as_str));
        }
    }
    first
}

/// What a unit still needs, in the pack's order.
pub(crate) fn needs(s: &Situation<'_>, unit: &str) -> Vec<String> {
    let alone = journal::State { brought_forward: vec![unit.to_owned()], ..s.state.clone() };
    let found = units(&Situation { state: &alone, ..*s });
    let in_order = s.curriculum.units().map(|u| u.id.clone());
    in_order.filter(|id| id != unit && found.contains_key(id)).collect()
}

/// Where the blocks of the units that come first go, as early as the rules allow; those that stay where they are in any
/// case are not among them.
pub(crate) fn places(s: &Situation<'_>, promise: Promise) -> Result<Vec<Block>, ApiError> {
    let first = units(s);
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let mut alone = alone(instance(s, promise, &BTreeMap::new()), &first);
    if promise == Promise::Forward
        && let Some(previous) = &mut alone.previous
    {
        previous.blocks.retain(|b| !matches!(&b.what, What::Work { .. }));
    }
    let plan = plan::plan(&alone).map_err(|e| ApiError::Planner { reason: e.to_string() })?;
    let is_new = |b: &Block| {
        matches!(&b.what, What::Work { unit, .. } if first.contains_key(unit)) && !alone.locked.contains(b)
    };
    Ok(plan.blocks.into_iter().filter(is_new).collect())
}

/// The problem in which nothing else is studied but what stays where it is. Reviews and rhythms keep their room.
fn alone(mut instance: Instance, first: &BTreeMap<String, u32>) -> Instance {
    let mut kept: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for block in &instance.locked {
        if let What::Work { unit, activity } = &block.what {
            *kept.entry((unit, activity)).or_default() += block.minutes;
        }
    }
    let begun: BTreeSet<&str> = kept.keys().map(|(unit, _)| *unit).collect();
    for unit in &mut instance.units {
        if let Some(prio) = first.get(&unit.id) {
            unit.prio = Some(*prio);
            unit.level = Level::Core;
        } else if !begun.contains(unit.id.as_str()) {
            unit.status = if unit.status == Status::Open { Status::Known } else { unit.status };
        } else {
            for activity in &mut unit.activities {
                let stays = kept.get(&(unit.id.as_str(), activity.id.as_str())).copied().unwrap_or(0);
                activity.minutes = activity.minutes.min(activity.done + stays);
            }
            unit.activities.retain(|a| a.minutes > 0);
            unit.prio = Some(1);
        }
    }
    if let Some(previous) = &mut instance.previous {
        previous.blocks.retain(|b| match &b.what {
            What::Work { unit, .. } => first.contains_key(unit),
            What::Rhythm { .. } | What::Review { .. } => true,
        });
    }
    instance.weights.finish = FINISH;
    instance
}
