//! Makes plans: asks the planner, and turns its answer into what is published and what changed by it.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Active;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use journal::{BlockId, BlockState, Event, PlannedBlock, ReviewedItem, Studied};
use plan::{Block, Instance, Plan, Status, Warning, What};

use crate::ApiError;
use crate::problem::{Promise, Situation, instance, monday_of};
use crate::titles;
use crate::wire::{Change, ChangeKind};

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

/// Plans. A rhythm that begins after a unit needs to know when that unit is complete: then it is planned
/// twice, first without such rhythms.
pub(crate) fn make(s: &Situation<'_>, promise: Promise) -> Result<Made, ApiError> {
    let first = solve(instance(s, promise, &BTreeMap::new()))?;
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
    solve(instance(s, promise, &finish))
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
    pub changes: Vec<Change>,
}

/// Publishes the promised weeks of a plan. A block that is kept or moved keeps its name. An extension publishes
/// only what lies behind the former promise, so that it can change nothing within it, now or after an undo.
pub(crate) fn publish(
    s: &Situation<'_>,
    made: &Made,
    promise: Promise,
    mut name: impl FnMut() -> BlockId,
) -> Publication {
    let published = s.published_until();
    let until = s.promised_until().max(published.unwrap_or(NaiveDate::MIN));
    let from = match (promise, published) {
        (Promise::Extend, Some(published)) => s.now.max(published.and_time(NaiveTime::MIN)),
        (Promise::Extend, None) | (Promise::Renew | Promise::Keep, _) => s.now,
    };
    let new: Vec<&Block> =
        made.plan.blocks.iter().filter(|b| b.start.date() < until && b.start >= from).collect();
    let mut before = s.ahead();
    before.retain(|b| b.block.start >= from);
    let pairs = pair(&before, &new);
    let mut changes = Vec::new();
    let mut blocks = Vec::new();
    for (block, old) in new.iter().zip(&pairs) {
        let what = to_studied(&block.what);
        let old = old.map(|i| before[i]);
        let kind = match old {
            None => Some(ChangeKind::New),
            Some(o) if o.block.start != block.start => Some(ChangeKind::Moved),
            Some(o) if o.block.what != what => Some(ChangeKind::Changed),
            Some(o) if o.block.minutes != block.minutes => Some(ChangeKind::Resized),
            Some(_) => None,
        };
        if let Some(kind) = kind {
            let after = (block.start, block.minutes);
            changes.push(change(s, kind, &what, old, Some(after)));
        }
        let id = old.map_or_else(&mut name, |o| o.block.id);
        blocks.push(PlannedBlock { id, start: block.start, minutes: block.minutes, what });
    }
    let kept: BTreeSet<usize> = pairs.into_iter().flatten().collect();
    for (_, old) in before.iter().enumerate().filter(|(i, _)| !kept.contains(i)) {
        changes.push(change(s, ChangeKind::Gone, &old.block.what, Some(old), None));
    }
    changes.sort_by_key(|c| (c.from.or(c.to), c.to));
    // A publication replaces all that is ahead of it; what is out of reach is none of its business.
    blocks.extend(s.out_of_reach().into_iter().filter(|b| b.block.start >= from).map(|b| b.block.clone()));
    Publication { event: Event::PlanPublished { from, published_until: until, blocks }, changes }
}

/// A difference; `after` is start and minutes.
fn change(
    s: &Situation<'_>,
    kind: ChangeKind,
    what: &Studied,
    old: Option<&BlockState>,
    after: Option<(NaiveDateTime, u32)>,
) -> Change {
    let before = old.filter(|o| o.block.what != *what);
    Change {
        kind,
        title: titles::title(s.curriculum, what),
        activity: titles::detail(s.curriculum, what),
        activity_before: before.map(|o| titles::detail(s.curriculum, &o.block.what)),
        strategy: titles::strategy(s.curriculum, what),
        from: old.map(|o| o.block.start),
        from_min: old.map(|o| o.block.minutes),
        to: after.map(|(start, _)| start),
        to_min: after.map(|(_, minutes)| minutes),
    }
}

/// For each new block the former one that it continues: the same thing at the same time, then the same
/// activity nearest in time, then another activity of the same unit nearest in time.
fn pair(before: &[&BlockState], new: &[&Block]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; new.len()];
    let mut free: Vec<bool> = vec![true; before.len()];
    let former: Vec<Studied> = before.iter().map(|b| b.block.what.clone()).collect();
    let wanted: Vec<Studied> = new.iter().map(|b| to_studied(&b.what)).collect();
    let rounds: [fn(&Studied, &Studied) -> bool; 3] = [owner_is_same, activity_is_same, owner_is_same];
    for (round, same) in rounds.into_iter().enumerate() {
        for (n, block) in new.iter().enumerate().filter(|(n, _)| pairs[*n].is_none()).collect::<Vec<_>>() {
            let candidates = (0..before.len())
                .filter(|i| free[*i] && same(&former[*i], &wanted[n]))
                .filter(|i| round > 0 || before[*i].block.start == block.start);
            let nearest =
                candidates.min_by_key(|i| (before[*i].block.start - block.start).num_minutes().abs());
            if let Some(i) = nearest {
                free[i] = false;
                pairs[n] = Some(i);
            }
        }
    }
    pairs
}

/// Whether two blocks serve the same unit, the same rhythm, or both review.
pub(crate) fn owner_is_same(a: &Studied, b: &Studied) -> bool {
    match (a, b) {
        (Studied::Work { unit: a, .. }, Studied::Work { unit: b, .. }) => a == b,
        (Studied::Rhythm { rhythm: a }, Studied::Rhythm { rhythm: b }) => a == b,
        (Studied::Review { .. }, Studied::Review { .. }) => true,
        (
            Studied::Work { .. } | Studied::Rhythm { .. } | Studied::Review { .. } | Studied::Free { .. },
            _,
        ) => false,
    }
}

fn activity_is_same(a: &Studied, b: &Studied) -> bool {
    a == b
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
