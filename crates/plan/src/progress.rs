//! How far each unit is while a plan is being built: what is left, and from when its next piece may start.
//! Invariant: pieces are entered in time order per unit, so H10 and H11 hold by construction.

use crate::cut::Cut;
use crate::derived::Derived;
use crate::ledger::Ledger;

#[derive(Clone)]
pub(crate) struct Progress {
    /// Minutes to place per activity, without what locked blocks hold.
    pub left: Vec<i64>,
    /// End of the last block per activity.
    last: Vec<Option<i64>>,
    /// Per unit: its first activity with minutes left; the end of its activities if there is none.
    pub current: Vec<usize>,
    /// Minutes left per unit.
    pub unit_left: Vec<i64>,
}

impl Progress {
    /// Before any block but the locked ones.
    pub(crate) fn new(derived: &Derived<'_>, locked: &Ledger<'_>) -> Self {
        let left: Vec<i64> =
            derived.acts.iter().zip(&locked.placed).map(|(a, p)| (a.remaining - p).max(0)).collect();
        let mut progress = Progress {
            last: locked.last.clone(),
            current: derived.units.iter().map(|u| u.acts.start).collect(),
            unit_left: derived.units.iter().map(|u| left[u.acts.clone()].iter().sum()).collect(),
            left,
        };
        for unit in 0..derived.units.len() {
            progress.advance(derived, unit);
        }
        progress
    }

    fn advance(&mut self, derived: &Derived<'_>, unit: usize) {
        let end = derived.units[unit].acts.end;
        while self.current[unit] < end && self.left[self.current[unit]] == 0 {
            self.current[unit] += 1;
        }
    }

    pub(crate) fn complete(&self, unit: usize) -> bool {
        self.unit_left[unit] == 0
    }

    /// When the last block of the unit ends; `None` without blocks.
    pub(crate) fn finish(&self, derived: &Derived<'_>, unit: usize) -> Option<i64> {
        derived.units[unit].acts.clone().filter_map(|a| self.last[a]).max()
    }

    /// From when activities of the unit before `act` let `act` start.
    pub(crate) fn after_earlier(&self, derived: &Derived<'_>, act: usize) -> i64 {
        let unit = derived.acts[act].unit;
        (derived.units[unit].acts.start..act).filter_map(|a| self.last[a]).max().unwrap_or(i64::MIN)
    }

    /// From when the unit's next piece may start; `None` if it has none or a prerequisite is not complete.
    pub(crate) fn ready(&self, derived: &Derived<'_>, unit: usize) -> Option<i64> {
        if self.complete(unit) {
            return None;
        }
        let mut from = self.after_earlier(derived, self.current[unit]);
        for &p in &derived.units[unit].prereqs {
            if !self.complete(p) {
                return None;
            }
            from = from.max(self.finish(derived, p).unwrap_or(i64::MIN));
        }
        Some(from)
    }

    /// Enters a piece of the unit's current activity that ends at absolute minute `end`.
    pub(crate) fn enter(&mut self, derived: &Derived<'_>, act: usize, minutes: i64, end: i64) {
        let unit = derived.acts[act].unit;
        self.left[act] -= minutes;
        self.unit_left[unit] -= minutes;
        self.last[act] = self.last[act].max(Some(end));
        self.advance(derived, unit);
    }
}

/// How an activity may be cut.
pub(crate) fn cut(derived: &Derived<'_>, act: usize) -> Cut {
    Cut { grid: derived.grid, shortest: derived.shortest(act), longest: derived.block_max }
}
