//! Keeps published appointments: the same unit, rhythm or review at the same minute as before.
//! Idea: missed work flows through the unit's own appointments; only what no longer fits is given up.

use crate::build::Builder;
use crate::derived::DAY;
use crate::interval::round_up;
use crate::ledger::Owner;
use crate::progress::cut;
use crate::recall::Recall;
use crate::timetable::{Appointment, Job, Placed};

impl Builder<'_, '_, '_> {
    /// Length of the free stretch that starts with an appointment, other appointments aside.
    fn stretch(&self, day: usize, a: &Appointment) -> i64 {
        let mut gaps = self.table.gaps(day, Some(a.index));
        gaps.find(|g| g.0 <= a.start && a.start < g.1).map_or(0, |g| g.1 - a.start)
    }

    fn settle(&mut self, day: usize, a: &Appointment) {
        self.table.settle(day, a.index);
        if let Owner::Unit(u) = a.owner {
            self.promised[u] -= a.end - a.start;
        }
    }

    /// Work appointments of a day, in time order.
    pub(crate) fn appointments(&mut self, day: i64) {
        let d = day as usize;
        for a in self.table.days[d].pending.clone() {
            self.settle(d, &a);
            let Owner::Unit(unit) = a.owner else { continue };
            let start = day * DAY + a.start;
            if self.progress.ready(self.derived, unit).is_none_or(|from| from > start) {
                continue;
            }
            let act = self.progress.current[unit];
            let left = self.progress.left[act];
            // More than what the later appointments hold: make this one longer, if none has to give way.
            let own = a.end - a.start;
            let spare = (self.progress.unit_left[unit] - self.promised[unit] - own).max(0);
            let room = self.table.room(d, 0).min(self.table.spare(d).max(own));
            let most = self.stretch(d, &a).min(room);
            let cut = cut(self.derived, act);
            let wanted = own + round_up(spare, self.derived.grid);
            let length = cut.piece(left, most.min(wanted)).or_else(|| cut.piece(left, most));
            if let Some(length) = length {
                self.enter_work(day, act, (a.start, a.start + length));
            }
        }
    }

    /// Places a rhythm at its published time in these days, if it has one.
    pub(crate) fn keep_rhythm(&mut self, rhythm: usize, days: std::ops::Range<i64>) -> bool {
        let length = self.derived.rhythm_minutes(rhythm);
        for d in days {
            let d = d as usize;
            let mine = |a: &&Appointment| a.owner == Owner::Rhythm(rhythm);
            let Some(a) = self.table.days[d].pending.iter().find(mine).copied() else { continue };
            let fits = self.stretch(d, &a) >= length && self.table.room(d, 0) >= length;
            self.settle(d, &a);
            if fits {
                let (start, end) = (a.start, a.start + length);
                self.table.place(d, Placed { start, end, job: Job::Rhythm(rhythm) });
                return true;
            }
        }
        false
    }

    /// Holds the reviews of a day at their published time. Gives the items back if there is no such time or
    /// they do not fit.
    pub(crate) fn keep_review(&mut self, day: i64, mut items: Vec<Recall>) -> Option<Vec<Recall>> {
        let d = day as usize;
        let Some(a) = self.table.days[d].pending.iter().find(|a| a.owner == Owner::Review).copied() else {
            return Some(items);
        };
        let stretch = self.stretch(d, &a);
        self.settle(d, &a);
        let wanted = self.derived.review_minutes(items.len()).min(self.derived.block_max);
        if self.knobs.reviews_first && !self.table.days[d].has_review && wanted <= stretch {
            self.make_room(d, wanted);
        }
        // Longer than published only if no other appointment has to give way.
        let room = self.table.room(d, 0).min(self.table.spare(d).max(a.end - a.start));
        let most = stretch.min(room).min(self.derived.block_max);
        if self.table.days[d].has_review {
            return Some(items);
        }
        if items.is_empty() {
            items.extend(self.book.pull(day));
        }
        if items.is_empty() || self.derived.review_minutes(1) > most {
            return Some(items);
        }
        while self.derived.review_minutes(items.len()) > most {
            if let Some(last) = items.pop() {
                self.book.defer(self.derived, last, day, self.price);
            }
        }
        self.hold_review(d, a.start, &items);
        None
    }

    /// Shortens work appointments of a day and of the rest of its week until a review of that length fits: when they
    /// begin is promised, not how long they last. If it cannot fit they stay as they are.
    pub(crate) fn make_room(&mut self, day: usize, length: i64) {
        let week = day..(day / 7 * 7 + 7).min(self.table.days.len());
        let step = self.derived.grid;
        // Day and place of each appointment that was shortened by a step, and its unit.
        let mut shortened: Vec<(usize, usize, usize)> = Vec::new();
        loop {
            let has_gap = self.table.gaps(day, None).any(|g| g.1 - g.0 >= length);
            if has_gap && self.table.spare(day) >= length {
                self.shortened |= !shortened.is_empty();
                return;
            }
            let of_the_day = !has_gap || self.table.spare_of_day(day) < length;
            let days = if of_the_day { day..day + 1 } else { week.clone() };
            let Some((d, i, unit)) = self.table.longest_work(days, self.derived.block_min) else { break };
            self.table.days[d].pending[i].end -= step;
            self.promised[unit] -= step;
            shortened.push((d, i, unit));
        }
        for (d, i, unit) in shortened {
            self.table.days[d].pending[i].end += step;
            self.promised[unit] += step;
        }
    }

    /// Places a review block.
    pub(crate) fn hold_review(&mut self, day: usize, start: i64, items: &[Recall]) {
        let end = start + self.derived.review_minutes(items.len());
        let items = items.iter().map(|r| self.derived.review(r.item)).collect();
        self.table.place(day, Placed { start, end, job: Job::Review(items) });
    }
}
