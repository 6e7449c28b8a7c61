//! The plain dispatch: walk through time and start the ready unit of highest priority, longest block first.
//! Invariant: keeps every hard rule; it looks at no score and no appointment, so it is the floor of every first plan.

use std::collections::BTreeSet;

use crate::build::Ground;
use crate::derived::{DAY, Derived, Due};
use crate::interval::round_down;
use crate::ledger::items_after;
use crate::progress::{Progress, cut};
use crate::score::period_of;
use crate::timetable::{Job, Placed, Timetable};

struct Dispatch<'d, 'i> {
    derived: &'d Derived<'i>,
    table: Timetable,
    progress: Progress,
    rhythms_held: BTreeSet<(usize, i64)>,
    /// By review: when it is due, unless it is held or too late.
    due: Vec<Option<Due>>,
}

/// The days as the dispatch fills them.
pub(crate) fn dispatch(ground: &Ground<'_, '_>) -> Timetable {
    let derived = ground.derived;
    let mut run = Dispatch {
        derived,
        table: ground.table.clone(),
        progress: ground.progress.clone(),
        rhythms_held: ground.rhythms_held.clone(),
        due: ground.fresh_reviews().collect(),
    };
    for day in &mut run.table.days {
        day.pending.clear();
    }
    for (due, _) in run.due.iter_mut().zip(&ground.locked.held).filter(|(_, held)| held.is_some()) {
        *due = None;
    }
    let order = order(derived);
    let today = derived.now.div_euclid(DAY).max(0);
    for day in today..derived.days {
        run.reviews(day);
        run.rhythms(day);
        run.work(day, &order);
    }
    run.table
}

/// Units by priority, then by how long a chain waits for them.
fn order(derived: &Derived<'_>) -> Vec<usize> {
    let count = derived.units.len();
    let mut height = vec![0_usize; count];
    // A chain has at most as many links as there are units.
    for _ in 0..count {
        let mut changed = false;
        for u in (0..count).filter(|&u| derived.units[u].open) {
            for &p in &derived.units[u].prereqs {
                if height[p] < height[u] + 1 {
                    height[p] = height[u] + 1;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let mut order: Vec<usize> = (0..count).filter(|&u| derived.units[u].need > 0).collect();
    order.sort_by_key(|&u| (-derived.units[u].prio, std::cmp::Reverse(height[u]), &derived.inst.units[u].id));
    order
}

impl Dispatch<'_, '_> {
    /// Places a block of that length at the first free time of the day.
    fn place(&mut self, day: i64, length: i64, job: Job) -> bool {
        let d = day as usize;
        let gap = self.table.gaps(d, None).find(|g| g.1 - g.0 >= length);
        let Some(gap) = gap.filter(|_| 0 < length && length <= self.table.room(d, 0)) else { return false };
        self.table.place(d, Placed { start: gap.0, end: gap.0 + length, job });
        true
    }

    /// Everything that is due, in one block.
    fn reviews(&mut self, day: i64) {
        let derived = self.derived;
        let mut items: Vec<usize> = Vec::new();
        for (item, known) in self.due.iter_mut().enumerate() {
            let Some(due) = known.filter(|due| due.day <= day) else { continue };
            if day <= due.day + derived.tolerance(due.interval).1 {
                items.push(item);
            } else {
                *known = None;
            }
        }
        while derived.review_minutes(items.len()) > derived.block_max {
            items.pop();
        }
        let length = derived.review_minutes(items.len());
        if items.is_empty() || self.table.days[day as usize].has_review {
            return;
        }
        let job = Job::Review(items.iter().map(|&item| derived.review(item)).collect());
        if self.place(day, length, job) {
            items.into_iter().for_each(|item| self.due[item] = None);
        }
    }

    fn rhythms(&mut self, day: i64) {
        for r in 0..self.derived.inst.rhythms.len() {
            let Some(j) = period_of(self.derived, r, day / 7) else { continue };
            let length = self.derived.rhythm_minutes(r);
            if !self.rhythms_held.contains(&(r, j)) && self.place(day, length, Job::Rhythm(r)) {
                self.rhythms_held.insert((r, j));
            }
        }
    }

    fn work(&mut self, day: i64, order: &[usize]) {
        let d = day as usize;
        let mut from = 0;
        loop {
            let gap = self.table.gaps(d, None).map(|g| (g.0.max(from), g.1)).find(|g| g.0 < g.1);
            let Some(gap) = gap else { return };
            let room = (gap.1 - gap.0).min(self.table.room(d, 0));
            let ready = |u: usize| {
                self.progress.ready(self.derived, u).is_some_and(|ready| ready <= day * DAY + gap.0)
            };
            let piece = order.iter().filter(|&&u| ready(u)).find_map(|&u| {
                let act = self.progress.current[u];
                Some((act, longest(self.derived, act, self.progress.left[act], room)?))
            });
            let Some((act, length)) = piece else {
                from = gap.1;
                continue;
            };
            self.table.place(d, Placed { start: gap.0, end: gap.0 + length, job: Job::Work(act) });
            self.progress.enter(self.derived, act, length, day * DAY + gap.0 + length);
            self.complete(self.derived.acts[act].unit);
        }
    }

    /// Takes note of the reviews of a unit that has just been completed.
    fn complete(&mut self, unit: usize) {
        let facts = &self.derived.inst.units[unit];
        if !self.progress.complete(unit) || !facts.finishes {
            return;
        }
        if let Some(end) = self.progress.finish(self.derived, unit) {
            for (item, due) in items_after(self.derived, unit, (end - 1).div_euclid(DAY)) {
                self.due[item] = Some(due);
            }
        }
    }
}

/// The longest block that leaves no remnant (H10), whatever may become of the rest.
fn longest(derived: &Derived<'_>, act: usize, left: i64, room: i64) -> Option<i64> {
    let cut = cut(derived, act);
    let most = round_down(left.min(cut.longest).min(room), derived.grid);
    let length = if left > most && left - most < cut.shortest { left - cut.shortest } else { most };
    let length = round_down(length, derived.grid);
    (length >= cut.shortest.max(1)).then_some(length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::common::{cases, instance};
    use crate::ledger::Ledger;
    use crate::{plan, score, violations};

    proptest! {
        #![proptest_config(cases(128))]

        #[test]
        fn a_first_plan_is_never_worse_than_the_dispatch(i in instance()) {
            let derived = Derived::new(&i);
            let locked = Ledger::new(&derived, &i.locked);
            let blocks = dispatch(&Ground::new(&derived, &locked)).blocks(&derived);
            prop_assert_eq!(violations(&i, &blocks), vec![]);
            prop_assert!(plan(&i).unwrap().score.total <= score(&i, &blocks).total);
        }
    }
}
