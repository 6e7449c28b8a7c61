//! A day as far as arranging blocks on it goes: free runs, deep windows, what is locked, what is promised.
//! Invariant: nothing here depends on a plan; days with equal shapes may share arrangements.

use crate::derived::{DAY, Derived};
use crate::interval::{Stretch, merge, overlap, round_down, round_up, subtract};
use crate::ledger::{Entry, Ledger, Owner, Serves};

/// A published block that is still promised and that no locked block keeps.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Promised {
    /// Minute of the day.
    pub start: i64,
    pub owner: Owner,
    /// Points if the owner has nothing on this day.
    pub absent: i64,
    /// Points if the owner is there at another time.
    pub near: i64,
}

/// One day for the arranger. All times are minutes of the day.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    /// Stretches on the grid in which a block may stand, a break away from locked blocks.
    pub runs: Vec<Stretch>,
    /// By run: free minutes of the later runs, and how many of them are inside deep windows.
    pub later: Vec<(i64, i64)>,
    pub deep: Vec<Stretch>,
    /// Starts worth waiting for inside a run: where a deep window opens, on the grid.
    pub deep_starts: Vec<i64>,
    pub promised: Vec<Promised>,
    /// Unit and minutes of locked work.
    pub locked_units: Vec<(usize, i64)>,
    /// Activity and end of locked work: what builds on it must wait.
    pub locked_ends: Vec<(usize, i64)>,
    /// A locked review block stands here, so there is no other.
    pub review_closed: bool,
    /// Most minutes of blocks that fit besides the locked ones, by the day maximum.
    pub most: i64,
    /// Free minutes of the whole day, and in how many runs.
    pub free: (i64, i64),
    /// Free minutes inside deep windows.
    pub deep_free: i64,
}

impl Shape {
    pub(super) fn new(derived: &Derived<'_>, locked: &Ledger<'_>, day: i64) -> Self {
        let from = locked.entries.partition_point(|e| e.day < day);
        let to = locked.entries.partition_point(|e| e.day <= day);
        let here = &locked.entries[from..to];
        let taken = merge(here.iter().map(|e| (e.start - derived.brk, e.end + derived.brk)).collect());
        let mut runs = subtract(&derived.runs(day), &taken);
        for run in &mut runs {
            *run = (round_up(run.0, derived.grid), round_down(run.1, derived.grid));
        }
        runs.retain(|r| r.1 > r.0);
        let deep = derived.deep(day).to_vec();
        let opens = |start: i64| runs.iter().any(|r| r.0 < start && start < r.1);
        let mut deep_starts: Vec<i64> = deep.iter().map(|w| round_up(w.0, derived.grid)).collect();
        deep_starts.retain(|&s| opens(s));
        let work = here.iter().filter_map(|e| match e.serves {
            Serves::Work(act) => Some((act, e)),
            Serves::Rhythm(_) | Serves::Review(_) => None,
        });
        let mut locked_units: Vec<(usize, i64)> = Vec::new();
        for (act, e) in work.clone() {
            let unit = derived.acts[act].unit;
            match locked_units.iter_mut().find(|l| l.0 == unit) {
                Some(known) => known.1 += e.len(),
                None => locked_units.push((unit, e.len())),
            }
        }
        let mut shape = Shape {
            later: later(&runs, &deep),
            runs,
            deep,
            deep_starts,
            promised: Vec::new(),
            locked_units,
            locked_ends: work.map(|(act, e)| (act, e.end)).collect(),
            review_closed: here.iter().any(|e| matches!(e.serves, Serves::Review(_))),
            most: derived.day_max - here.iter().map(Entry::len).sum::<i64>(),
            free: (0, 0),
            deep_free: 0,
        };
        if let (Some(&run), Some(&(minutes, inside))) = (shape.runs.first(), shape.later.first()) {
            shape.free = (run.1 - run.0 + minutes, shape.runs.len() as i64);
            shape.deep_free = overlap(run.0, run.1, &shape.deep) + inside;
        }
        shape
    }

    /// Whether `(from, to)` is inside one deep window, or outside of all.
    pub(super) fn is_even(&self, from: i64, to: i64) -> bool {
        self.deep.iter().all(|w| w.1 <= from || to <= w.0 || w.0 <= from && to <= w.1)
    }

    /// Minutes of `(from, to)` outside the deep windows.
    pub(super) fn shallow(&self, from: i64, to: i64) -> i64 {
        to - from - overlap(from, to, &self.deep)
    }
}

/// By run: free minutes of the later runs, and how many of them are inside deep windows.
fn later(runs: &[Stretch], deep: &[Stretch]) -> Vec<(i64, i64)> {
    let mut out = vec![(0, 0); runs.len()];
    for i in (1..runs.len()).rev() {
        let (from, to) = runs[i];
        out[i - 1] = (out[i].0 + to - from, out[i].1 + overlap(from, to, deep));
    }
    out
}

/// The shapes of all days.
pub(super) fn shapes(derived: &Derived<'_>, locked: &Ledger<'_>, steadiness: i64) -> Vec<Shape> {
    let mut out: Vec<Shape> = (0..derived.days).map(|d| Shape::new(derived, locked, d)).collect();
    let weight = derived.inst.weights.moved * steadiness / 1000;
    for p in &derived.promises {
        let Some(shape) = usize::try_from(p.day).ok().and_then(|d| out.get_mut(d)) else { continue };
        let mine = locked.entries.iter().filter(|e| e.day == p.day && e.serves.owner(derived) == p.owner);
        let (mut near, mut kept) = (false, false);
        for e in mine {
            near = true;
            kept |= e.start == p.start;
        }
        if !kept {
            let one = p.weight(derived) * weight;
            let absent = if near { one } else { 2 * one };
            shape.promised.push(Promised { start: p.start, owner: p.owner, absent, near: one });
        }
    }
    for shape in &mut out {
        shape.promised.sort_unstable();
    }
    debug_assert!(out.iter().all(|s| s.runs.iter().all(|r| 0 <= r.0 && r.1 <= DAY)));
    out
}
