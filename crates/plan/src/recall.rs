//! On which day each review is to be held: chosen when it becomes known, held when the day comes.
//! Invariant: an item stands on at most one day, and that day is within its tolerance (H14).

use crate::derived::{Derived, Due, item_key};
use crate::fill::MILLI;
use crate::ledger::{Ledger, Owner};
use crate::timetable::Timetable;

/// An item with the days on which it may be held.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recall {
    /// Position in [`Derived::items`].
    pub item: usize,
    pub due: Due,
    pub from: i64,
    pub to: i64,
}

#[derive(Clone)]
pub(crate) struct RecallBook {
    /// Items by day.
    pub planned: Vec<Vec<Recall>>,
    /// Days that can take a review block at all.
    usable: Vec<bool>,
    /// Items that locked blocks hold.
    held: Vec<bool>,
    /// Published day of an item.
    published: Vec<Option<i64>>,
    /// Days that have a published review block.
    appointed: Vec<bool>,
}

impl RecallBook {
    pub(crate) fn new(derived: &Derived<'_>, locked: &Ledger<'_>, table: &Timetable) -> Self {
        let days = derived.days as usize;
        let mut book = RecallBook {
            planned: vec![Vec::new(); days],
            usable: (0..days)
                .map(|d| {
                    let smallest = derived.review_minutes(1);
                    let fits = smallest <= derived.fits()[d] && smallest <= derived.block_max;
                    fits && !table.days[d].has_review && table.room(d, 0) >= smallest
                })
                .collect(),
            held: locked.held.iter().map(Option::is_some).collect(),
            published: vec![None; derived.items.len()],
            appointed: vec![false; days],
        };
        let previous = derived.inst.previous.as_ref().map_or(&[][..], |p| &p.blocks);
        for (d, day) in table.days.iter().enumerate() {
            for a in day.pending.iter().filter(|a| a.owner == Owner::Review) {
                book.appointed[d] = true;
                if let crate::What::Review { items } = &previous[a.index].what {
                    for item in items.iter().filter_map(|i| derived.item(item_key(i))) {
                        book.published[item] = Some(d as i64);
                    }
                }
            }
        }
        book
    }

    /// Chooses the day of an item among those from `first` on, unless leaving it out is better.
    /// `per_minute` is what a minute of study time is worth, in thousandths of a point.
    pub(crate) fn plan(
        &mut self,
        derived: &Derived<'_>,
        item: usize,
        due: Due,
        (first, per_minute): (i64, i64),
    ) {
        if self.held[item] {
            return;
        }
        let (early, late) = derived.tolerance(due.interval);
        let recall = Recall {
            item,
            due,
            from: (due.day - early).max(first),
            to: (due.day + late).min(derived.days - 1),
        };
        let per_percent = derived.inst.weights.review * MILLI;
        let missed = if due.day + late >= derived.days {
            per_percent * (100 * (derived.days - due.day).max(0) / due.interval)
        } else {
            per_percent * 200
        };
        let best = (recall.from..=recall.to)
            .filter_map(|day| Some((self.cost(derived, recall, day, per_minute)?, day)))
            .min();
        if let Some((cost, day)) = best
            && cost < missed
        {
            self.planned[day as usize].push(recall);
        }
    }

    /// Thousandths of points that holding the item on that day costs; `None` if the day cannot take it.
    fn cost(&self, derived: &Derived<'_>, recall: Recall, day: i64, per_minute: i64) -> Option<i64> {
        let d = usize::try_from(day).ok().filter(|&d| self.usable[d])?;
        let count = self.planned[d].len();
        let longer = derived.review_minutes(count + 1);
        if longer > derived.block_max {
            return None;
        }
        let weights = &derived.inst.weights;
        let off = 100 * (day - recall.due.day).abs() / recall.due.interval;
        let mut cost = weights.review * MILLI * off + per_minute * (longer - derived.review_minutes(count));
        if count == 0 {
            cost += weights.block * MILLI;
            if self.appointed[d] {
                cost -= 4 * weights.moved * MILLI;
            }
        }
        if self.published[recall.item] == Some(day) {
            cost -= 20 * weights.moved * MILLI;
        }
        Some(cost)
    }

    /// The items of a day; those that do not fit into `most` minutes are returned to [`RecallBook::defer`].
    pub(crate) fn take(&mut self, day: usize) -> Vec<Recall> {
        let mut items = std::mem::take(&mut self.planned[day]);
        items.sort_by_key(|r| (r.to, r.item));
        items
    }

    /// Finds another day for an item that found no place on `day`.
    pub(crate) fn defer(&mut self, derived: &Derived<'_>, recall: Recall, day: i64, per_minute: i64) {
        self.plan(derived, recall.item, recall.due, (day + 1, per_minute));
    }

    /// An item planned for a later day that may be held on `day` as well: the one that loses least.
    pub(crate) fn pull(&mut self, day: i64) -> Option<Recall> {
        let mut best: Option<(i64, usize, usize)> = None;
        for (d, items) in self.planned.iter().enumerate().skip(day as usize + 1) {
            for (i, r) in items.iter().enumerate() {
                if r.from <= day && day <= r.to {
                    let off = 100 * (day - r.due.day).abs() / r.due.interval;
                    if best.is_none_or(|b| off < b.0) {
                        best = Some((off, d, i));
                    }
                }
            }
        }
        let (_, d, i) = best?;
        Some(self.planned[d].remove(i))
    }

    /// Minutes of reviews planned for the days `from..to`.
    pub(crate) fn minutes(&self, derived: &Derived<'_>, from: usize, to: usize) -> i64 {
        self.planned[from.min(to)..to].iter().map(|items| derived.review_minutes(items.len())).sum()
    }
}
