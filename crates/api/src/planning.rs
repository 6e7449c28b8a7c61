//! Makes plans: asks the planner, and turns its answer into what is published.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Active;
use chrono::{Datelike, NaiveDate, NaiveTime};
use journal::{BlockId, Event, ReviewedItem, Studied};
use plan::{Block, Instance, Plan, Status, Warning, What};

use crate::difference::{Difference, named};
use crate::problem::{Problem, Promise, Situation, monday_of};
use crate::{ApiError, forward};

/// A problem with its answer.
pub(crate) struct Made {
    pub instance: Instance,
    pub plan: Plan,
}

impl Made {
    /// Day on which each open unit is complete; a unit that does not end within the horizon is missing.
    pub fn completions(&self) -> BTreeMap<String, NaiveDate> {
        let unfinished: BTreeSet<&str> = self
            .plan
            .warnings
            .iter()
            .filter_map(|w| if let Warning::Unfinished { unit } = w { Some(unit.as_str()) } else { None })
            .collect();
        let mut last = BTreeMap::new();
        for block in &self.plan.blocks {
            if let What::Work { unit, .. } = &block.what
                && !unfinished.contains(unit.as_str())
            {
                last.insert(unit.clone(), block.start.date());
            }
        }
        last
    }
}

/// Plans. Units that were brought forward have their places before all others. A rhythm that begins after a unit needs to know when that unit is complete: then it is planned
/// twice, first without such rhythms.
pub(crate) fn make(s: &Situation<'_>, promise: Promise) -> Result<Made, ApiError> {
    let forward = forward::places(s, promise)?;
    let problem = Problem::of(s, promise);
    let solve = |finish: &BTreeMap<String, u32>| {
        let mut instance = problem.instance(finish);
        instance.locked.extend(forward.iter().cloned());
        solve(instance).map_err(|error| if is_at_the_end(s) { ApiError::Clock { now: s.now } } else { error })
    };
    let first = solve(&BTreeMap::new())?;
    let open: BTreeSet<&str> =
        first.instance.units.iter().filter(|u| u.status == Status::Open).map(|u| u.id.as_str()).collect();
    let waits = s
        .curriculum
        .rhythms()
        .any(|r| matches!(&r.active, Active::After(unit) if open.contains(unit.as_str())));
    if !waits {
        return Ok(first);
    }
    let week =
        |day: &NaiveDate| u32::try_from((monday_of(*day) - first.instance.start).num_weeks()).unwrap_or(0);
    let finish = first.completions().iter().map(|(unit, day)| (unit.clone(), week(day))).collect();
    solve(&finish)
}

/// Whether a plan from now on would end behind the years that can be planned.
fn is_at_the_end(s: &Situation<'_>) -> bool {
    const YEARS_AHEAD: i32 = 20;
    s.now.year() + YEARS_AHEAD > 9999
}

fn solve(instance: Instance) -> Result<Made, ApiError> {
    let plan = plan::plan(&instance).map_err(|e| ApiError::Planner { reason: e.to_string() })?;
    Ok(Made { instance, plan })
}

/// A plan as it is published.
pub(crate) struct Publication {
    /// Replaces the open blocks from now on.
    pub event: Event,
    /// Against what was published before, in time order.
    pub differences: Vec<Difference>,
}

/// Publishes the promised weeks of a plan. A block that is kept or moved keeps its name. An extension publishes
/// only what lies behind the former promise, so that it can change nothing within it, now or after an undo.
pub(crate) fn publish(
    s: &Situation<'_>,
    made: &Made,
    promise: Promise,
    name: impl FnMut() -> BlockId,
) -> Publication {
    let published = s.published_until();
    let until = s.promised_until().max(published.unwrap_or(NaiveDate::MIN));
    let from = match (promise, published) {
        (Promise::Extend, Some(published)) => s.now.max(published.and_time(NaiveTime::MIN)),
        (Promise::Extend, None) | (Promise::Renew | Promise::Forward | Promise::Keep, _) => s.now,
    };
    let new: Vec<&Block> =
        made.plan.blocks.iter().filter(|b| b.start.date() < until && b.start >= from).collect();
    let mut before = s.ahead();
    before.retain(|b| b.block.start >= from);
    let (mut blocks, differences) = named(&before, &new, name);
    // A publication replaces all that is ahead of it; what is out of reach is none of its business.
    blocks.extend(s.out_of_reach().into_iter().filter(|b| b.block.start >= from).map(|b| b.block.clone()));
    let locked = before.iter().filter(|b| b.locked && !blocks.contains(&b.block));
    let let_go = Some(locked.map(|b| b.block.id).collect());
    Publication { event: Event::PlanPublished { from, published_until: until, blocks, let_go }, differences }
}

pub(crate) fn to_studied(what: &What) -> Studied {
    match what {
        What::Work { unit, activity } => Studied::Work { unit: unit.clone(), activity: activity.clone() },
        What::Rhythm { rhythm } => Studied::Rhythm { rhythm: rhythm.clone() },
        What::Review { items } => Studied::Review {
            items: items.iter().map(|i| ReviewedItem { unit: i.unit.clone(), k: i.k }).collect(),
        },
    }
}
