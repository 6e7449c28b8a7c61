//! How a new plan differs from what was published before: block by block, with names kept and a reason for each.

mod said;
mod why;

pub(crate) use why::brings_back;

use std::collections::BTreeSet;

use journal::{BlockId, BlockState, PlannedBlock, Studied};
use plan::Block;

use crate::planning::{Made, to_studied};
use crate::problem::Situation;
use crate::titles;
use crate::wire::{Change, ChangeKind};

/// One block that is not as it was.
pub(crate) struct Difference {
    pub kind: ChangeKind,
    /// As published before.
    pub old: Option<BlockState>,
    /// As it is published now.
    pub new: Option<PlannedBlock>,
}

impl Difference {
    /// What it serves now, or did.
    pub fn what(&self) -> Option<&Studied> {
        self.new.as_ref().or(self.old.as_ref().map(|o| &o.block)).map(|b| &b.what)
    }
}

/// The new blocks under the names of those that they continue, and how they differ, in time order.
pub(crate) fn named(
    before: &[&BlockState],
    new: &[&Block],
    mut name: impl FnMut() -> BlockId,
) -> (Vec<PlannedBlock>, Vec<Difference>) {
    let pairs = pair(before, new);
    let mut blocks = Vec::new();
    let mut differences = Vec::new();
    for (block, old) in new.iter().zip(&pairs) {
        let old = old.map(|i| before[i]);
        let id = old.map_or_else(&mut name, |o| o.block.id);
        let what = to_studied(&block.what);
        let block = PlannedBlock { id, start: block.start, minutes: block.minutes, what };
        let kind = match old {
            None => Some(ChangeKind::New),
            Some(o) if o.block.start != block.start => Some(ChangeKind::Moved),
            Some(o) if o.block.what != block.what => Some(ChangeKind::Changed),
            Some(o) if o.block.minutes != block.minutes => Some(ChangeKind::Resized),
            Some(_) => None,
        };
        if let Some(kind) = kind {
            differences.push(Difference { kind, old: old.cloned(), new: Some(block.clone()) });
        }
        blocks.push(block);
    }
    let kept: BTreeSet<usize> = pairs.into_iter().flatten().collect();
    for (_, old) in before.iter().enumerate().filter(|(i, _)| !kept.contains(i)) {
        differences.push(Difference { kind: ChangeKind::Gone, old: Some((*old).clone()), new: None });
    }
    let start = |b: Option<&PlannedBlock>| b.map(|b| b.start);
    differences.sort_by_key(|d| {
        let (from, to) = (start(d.old.as_ref().map(|o| &o.block)), start(d.new.as_ref()));
        (from.or(to), to)
    });
    (blocks, differences)
}

/// For each new block the former one that it continues: the same thing at the same time (the locked one of two), then the same
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
            let distance = |i: usize| (before[i].block.start - block.start).num_minutes().abs();
            let nearest = candidates.min_by_key(|i| (distance(*i), !before[*i].locked));
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

/// The differences as they are told, each with its reason. `before` is the moment of the act without what the learner
/// did, `after` the same with it.
pub(crate) fn told(
    before: &Situation<'_>,
    after: &Situation<'_>,
    made: &Made,
    differences: &[Difference],
) -> Vec<Change> {
    if differences.is_empty() {
        return Vec::new();
    }
    let facts = why::Facts::new(before, after, made, differences);
    // What is gone may have left the pack with it: its name is the former pack's.
    let of = |d: &Difference| if d.new.is_none() { before } else { after };
    differences.iter().filter_map(|d| change(of(d), &facts, d)).collect()
}

fn change(s: &Situation<'_>, facts: &why::Facts<'_>, d: &Difference) -> Option<Change> {
    let (what, old) = (d.what()?, d.old.as_ref().map(|o| &o.block));
    let before = old.filter(|o| o.what != *what);
    let reason = facts.reason(d);
    Some(Change {
        kind: d.kind,
        title: titles::title(s.curriculum, what),
        activity: titles::detail(s.curriculum, what),
        activity_before: before.map(|o| titles::detail(s.curriculum, &o.what)),
        strategy: titles::strategy(s.curriculum, what),
        from: old.map(|o| o.start),
        from_min: old.map(|o| o.minutes),
        to: d.new.as_ref().map(|n| n.start),
        to_min: d.new.as_ref().map(|n| n.minutes),
        why: reason.code(),
        reason: said::words(s.curriculum, &reason),
    })
}
