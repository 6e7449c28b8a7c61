//! What the search looks up again and again about an instance, as tables.
//! Invariant: nothing here depends on a plan.

use crate::ReviewItem;
use crate::derived::{Derived, Due};
use crate::interval::Stretch;
use crate::ledger::{Owner, reviews_after};
use crate::score::promises;

/// A review that may fall due.
pub(super) struct Item {
    pub item: ReviewItem,
    /// When it is due if nothing else makes it due.
    pub known: Option<Due>,
    /// The open unit whose completion makes it due, and the due if that were on day 0.
    pub after: Option<(usize, Due)>,
}

/// A period of a rhythm that counts.
pub(super) struct Period {
    pub rhythm: usize,
    pub days: std::ops::Range<usize>,
}

/// A published block that is still promised, without its day.
#[derive(Clone, Copy)]
pub(super) struct Promised {
    pub start: i64,
    pub owner: Owner,
    pub weight: i64,
}

pub(super) struct Facts<'d, 'i> {
    pub derived: &'d Derived<'i>,
    pub today: i64,
    /// Free stretches by day.
    pub runs: Vec<Vec<Stretch>>,
    /// By activity: those that must be complete before it starts, and those that must wait for it.
    pub before: Vec<Vec<usize>>,
    pub after: Vec<Vec<usize>>,
    pub items: Vec<Item>,
    pub periods: Vec<Period>,
    pub promised: Vec<Vec<Promised>>,
    /// Strategy by unit as a position in `targets`, and the target mix in permille.
    pub strategy: Vec<usize>,
    pub targets: Vec<i64>,
    /// What a day's delay of a unit is about worth, in points.
    pub haste: Vec<i64>,
}

impl<'d, 'i> Facts<'d, 'i> {
    pub(super) fn new(derived: &'d Derived<'i>) -> Self {
        let (before, after) = order(derived);
        let mut strategies: Vec<u8> = derived.inst.units.iter().map(|u| u.strategy).collect();
        strategies.extend(derived.mix_target.keys());
        strategies.sort_unstable();
        strategies.dedup();
        let mut promised = vec![Vec::new(); derived.days as usize];
        for p in promises(derived) {
            if let Some(day) = usize::try_from(p.day).ok().and_then(|d| promised.get_mut(d)) {
                day.push(Promised { start: p.start, owner: p.owner, weight: p.weight(derived) });
            }
        }
        let finish = |u: usize| {
            let counts = derived.units[u].need > 0 && derived.inst.units[u].finishes;
            if counts { derived.units[u].prio * derived.inst.weights.finish } else { 0 }
        };
        let mut haste: Vec<i64> = (0..derived.units.len()).map(finish).collect();
        for (u, facts) in derived.units.iter().enumerate() {
            facts.prereqs.iter().for_each(|&p| haste[p] += finish(u));
        }
        Facts {
            derived,
            today: derived.now.div_euclid(crate::derived::DAY),
            runs: (0..derived.days).map(|d| derived.runs(d)).collect(),
            before,
            after,
            items: items(derived),
            periods: periods(derived),
            promised,
            strategy: derived
                .inst
                .units
                .iter()
                .map(|u| strategies.iter().position(|&s| s == u.strategy).unwrap_or(0))
                .collect(),
            targets: strategies.iter().map(|s| derived.mix_target.get(s).copied().unwrap_or(0)).collect(),
            haste,
        }
    }
}

/// Activities before and after each activity; those without minutes are complete from the start.
fn order(derived: &Derived<'_>) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); derived.acts.len()];
    let mut after = before.clone();
    for unit in &derived.units {
        for act in unit.acts.clone() {
            let needed = unit.prereqs.iter().flat_map(|&p| derived.units[p].acts.clone());
            for b in needed.chain(unit.acts.start..act).filter(|&b| derived.acts[b].remaining > 0) {
                before[act].push(b);
                after[b].push(act);
            }
        }
    }
    (before, after)
}

fn items(derived: &Derived<'_>) -> Vec<Item> {
    let mut out: Vec<Item> = derived
        .due
        .iter()
        .map(|(&(unit, k), &due)| Item {
            item: ReviewItem { unit: unit.to_owned(), k },
            known: Some(due),
            after: None,
        })
        .collect();
    for (u, facts) in derived.units.iter().enumerate() {
        if facts.need == 0 || !derived.inst.units[u].finishes {
            continue;
        }
        for (k, due) in reviews_after(derived, 0) {
            let item = ReviewItem { unit: derived.inst.units[u].id.clone(), k };
            match out.iter_mut().find(|i| i.item == item) {
                Some(known) => known.after = Some((u, due)),
                None => out.push(Item { item, known: None, after: Some((u, due)) }),
            }
        }
    }
    out
}

/// The periods of all rhythms that count.
fn periods(derived: &Derived<'_>) -> Vec<Period> {
    let mut list = Vec::new();
    for rhythm in 0..derived.inst.rhythms.len() {
        for (first, last) in derived.periods(rhythm) {
            list.push(Period { rhythm, days: 7 * first as usize..7 * last as usize + 7 });
        }
    }
    list
}
