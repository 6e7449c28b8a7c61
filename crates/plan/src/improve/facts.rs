//! What the search looks up again and again about an instance, as tables.
//! Invariant: nothing here depends on a plan.

use std::collections::HashMap;

use super::shape::{Shape, shapes};
use crate::ReviewItem;
use crate::derived::{DAY, Derived, Due, UNFINISHED_EXTRA_DAYS};
use crate::ledger::{Ledger, Owner, Serves, reviews_after};

/// What a portion of a day serves: an activity, a rhythm, or the day's reviews.
pub(super) type Task = usize;

/// How a task is cut into blocks.
#[derive(Clone, Copy)]
pub(super) struct TaskFacts {
    pub owner: Owner,
    pub deep: bool,
    /// Shortest and longest block; a rhythm or review has no choice.
    pub shortest: i64,
    pub longest: i64,
}

/// A review that may fall due.
pub(super) struct Item {
    pub item: ReviewItem,
    /// When it is due if no completion makes it due.
    pub known: Option<Due>,
    /// The open unit whose completion makes it due, and the due if that were on day 0.
    pub after: Option<(usize, Due)>,
    /// Day of the locked block that holds it.
    pub locked: Option<i64>,
}

/// A period of a rhythm that counts and that no locked block serves.
pub(super) struct Period {
    pub rhythm: usize,
    pub days: std::ops::Range<usize>,
}

/// Locked work of an activity.
#[derive(Clone, Copy, Default)]
pub(super) struct LockedWork {
    pub minutes: i64,
    /// Day of its last block.
    pub last: Option<usize>,
}

pub(super) struct Facts<'d, 'i> {
    pub derived: &'d Derived<'i>,
    /// First day on which anything may be placed.
    pub today: usize,
    pub days: usize,
    /// Break between blocks, on the grid.
    pub brk: i64,
    pub shapes: Vec<Shape>,
    /// Days from today on that may hold something.
    pub usable: Vec<usize>,
    /// Days with equal shapes have equal numbers.
    pub kind: Vec<u64>,
    /// Activities, then rhythms, then the reviews.
    pub tasks: Vec<TaskFacts>,
    /// By activity: those that must be complete before it starts, and those that must wait for it.
    pub before: Vec<Vec<usize>>,
    pub after: Vec<Vec<usize>>,
    pub locked: Vec<LockedWork>,
    /// Locked minutes by week.
    pub week_locked: Vec<i64>,
    pub items: Vec<Item>,
    /// Items that the completion of a unit makes due.
    pub items_of: Vec<Vec<usize>>,
    pub periods: Vec<Period>,
    /// By day: the periods that it belongs to.
    pub periods_on: Vec<Vec<usize>>,
    /// By unit: strategy as a position in `targets`.
    pub strategy: Vec<usize>,
    /// Wanted share in permille.
    pub targets: Vec<i64>,
    /// By unit: whether its completion counts.
    pub finishes: Vec<bool>,
    /// What a day's delay of a unit is about worth, in points.
    pub haste: Vec<i64>,
    /// Thousandths of the score's points that a broken promise, and a review that waits and is left out, cost.
    pub steadiness: i64,
}

impl<'d, 'i> Facts<'d, 'i> {
    /// `steadiness` is how many thousandths of the score's points a broken promise costs here, and a review that
    /// waits and is left out.
    pub(super) fn new(derived: &'d Derived<'i>, locked: &Ledger<'_>, steadiness: i64) -> Self {
        let (before, after) = order(derived);
        let today = derived.now.div_euclid(DAY).clamp(0, derived.days) as usize;
        let shapes = shapes(derived, locked, steadiness);
        let mut numbers: HashMap<&Shape, u64> = HashMap::new();
        let kind = shapes
            .iter()
            .map(|s| {
                let next = numbers.len() as u64;
                *numbers.entry(s).or_insert(next)
            })
            .collect();
        let mut strategies: Vec<u8> = derived.inst.units.iter().map(|u| u.strategy).collect();
        strategies.extend(derived.mix_target.keys());
        strategies.sort_unstable();
        strategies.dedup();
        let finishes: Vec<bool> = (0..derived.units.len())
            .map(|u| derived.units[u].need > 0 && derived.inst.units[u].finishes)
            .collect();
        let finish =
            |u: usize| if finishes[u] { derived.units[u].prio * derived.inst.weights.finish } else { 0 };
        let mut haste: Vec<i64> = (0..derived.units.len()).map(finish).collect();
        for (u, facts) in derived.units.iter().enumerate() {
            facts.prereqs.iter().for_each(|&p| haste[p] += finish(u));
        }
        let mut locked_work = vec![LockedWork::default(); derived.acts.len()];
        let mut week_locked = vec![0; derived.budget.len()];
        for e in &locked.entries {
            week_locked[(e.day / 7) as usize] += e.len();
            if let Serves::Work(act) = e.serves {
                locked_work[act].minutes += e.len();
                locked_work[act].last = locked_work[act].last.max(usize::try_from(e.day).ok());
            }
        }
        let items = items(derived, locked);
        let periods = periods(derived, locked);
        let mut periods_on = vec![Vec::new(); derived.days as usize];
        for (p, period) in periods.iter().enumerate() {
            period.days.clone().for_each(|d| periods_on[d].push(p));
        }
        let mut items_of = vec![Vec::new(); derived.units.len()];
        for (i, item) in items.iter().enumerate() {
            if let Some((unit, _)) = item.after {
                items_of[unit].push(i);
            }
        }
        Facts {
            derived,
            today,
            days: derived.days as usize,
            brk: crate::interval::round_up(derived.brk, derived.grid),
            usable: (today..shapes.len()).filter(|&day| shapes[day].most > 0).collect(),
            shapes,
            kind,
            tasks: tasks(derived),
            before,
            after,
            locked: locked_work,
            week_locked,
            items,
            items_of,
            periods,
            periods_on,
            strategy: derived
                .inst
                .units
                .iter()
                .map(|u| strategies.iter().position(|&s| s == u.strategy).unwrap_or(0))
                .collect(),
            targets: strategies.iter().map(|s| derived.mix_target.get(s).copied().unwrap_or(0)).collect(),
            finishes,
            haste,
            steadiness,
        }
    }

    pub(super) fn rhythm_task(&self, rhythm: usize) -> Task {
        self.derived.acts.len() + rhythm
    }

    pub(super) fn review_task(&self) -> Task {
        self.tasks.len() - 1
    }

    pub(super) fn unit(&self, act: usize) -> usize {
        self.derived.acts[act].unit
    }

    /// Points for the day on which a unit is complete, `None` for never.
    pub(super) fn finish_points(&self, unit: usize, day: Option<usize>) -> i64 {
        if !self.finishes[unit] {
            return 0;
        }
        let w = &self.derived.inst.weights;
        let day = day.map_or(self.derived.days + UNFINISHED_EXTRA_DAYS, |d| d as i64);
        self.derived.units[unit].prio * (w.finish * day + w.late * (day - self.derived.target_day).max(0))
    }

    /// Whether what is left of an activity is nothing or can still be a block (H10).
    pub(super) fn lawful_rest(&self, act: usize, left: i64) -> bool {
        left == 0 || left >= self.derived.shortest(act)
    }
}

fn tasks(derived: &Derived<'_>) -> Vec<TaskFacts> {
    let acts = (0..derived.acts.len()).map(|a| TaskFacts {
        owner: Owner::Unit(derived.acts[a].unit),
        deep: derived.acts[a].deep,
        shortest: crate::interval::round_up(derived.shortest(a).max(1), derived.grid),
        longest: derived.block_max,
    });
    let rhythms = (0..derived.inst.rhythms.len()).map(|r| {
        let length = derived.rhythm_minutes(r);
        let deep = derived.inst.rhythms[r].focus == crate::Focus::Deep;
        TaskFacts { owner: Owner::Rhythm(r), deep, shortest: length, longest: length }
    });
    let review =
        TaskFacts { owner: Owner::Review, deep: false, shortest: derived.grid, longest: derived.block_max };
    acts.chain(rhythms).chain([review]).collect()
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

fn items(derived: &Derived<'_>, locked: &Ledger<'_>) -> Vec<Item> {
    let mut held: HashMap<&ReviewItem, i64> = HashMap::new();
    for e in &locked.entries {
        if let Serves::Review(items) = e.serves {
            held.extend(items.iter().map(|i| (i, e.day)));
        }
    }
    let mut out: Vec<Item> = Vec::new();
    let mut at: HashMap<ReviewItem, usize> = HashMap::new();
    let due = derived
        .due
        .iter()
        .enumerate()
        .filter_map(|(item, due)| due.map(|due| (derived.review(item), Some(due), None)));
    let after = (0..derived.units.len())
        .filter(|&u| derived.units[u].need > 0 && derived.inst.units[u].finishes)
        .flat_map(|u| {
            let name = &derived.inst.units[u].id;
            reviews_after(derived, 0)
                .map(move |(k, due)| (ReviewItem { unit: name.clone(), k }, None, Some((u, due))))
        });
    for (item, known, after) in due.chain(after) {
        match at.get(&item) {
            Some(&i) => out[i].after = after,
            None => {
                at.insert(item.clone(), out.len());
                let locked = held.get(&item).copied();
                out.push(Item { item, known, after, locked });
            }
        }
    }
    out
}

fn periods(derived: &Derived<'_>, locked: &Ledger<'_>) -> Vec<Period> {
    let mut out = Vec::new();
    for rhythm in 0..derived.inst.rhythms.len() {
        for (first, last) in derived.periods(rhythm) {
            let days = (7 * first) as usize..(7 * last + 7) as usize;
            let served = locked.entries.iter().any(|e| {
                matches!(e.serves, Serves::Rhythm(r) if r == rhythm) && days.contains(&(e.day as usize))
            });
            if !served && derived.rhythm_minutes(rhythm) > 0 {
                out.push(Period { rhythm, days });
            }
        }
    }
    out
}
