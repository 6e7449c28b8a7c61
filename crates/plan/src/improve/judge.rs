//! Judging a change of the board: is it lawful, and what does the board cost after it?
//! Invariant: after [`Board::keep`] or [`Board::take_back`] nothing is pending.

use super::arrange::Slot;
use super::board::{Board, Snapshot, Undo};
use super::memo::{IMPOSSIBLE, Known};
use super::moves::SHORT;
use crate::{Block, ReviewItem, What};

impl Board<'_, '_, '_> {
    /// Settles what follows from the change: completions, reviews, points. `false` if it breaks a rule; the change
    /// must be taken back then.
    pub(super) fn judge(&mut self) -> bool {
        self.judge_below(i64::MAX)
    }

    /// [`Board::judge`], and `false` also if the board costs `limit` or more. Most changes do, and most of these are
    /// seen to without any day being arranged.
    pub(super) fn judge_below(&mut self, limit: i64) -> bool {
        if !self.lawful() {
            return false;
        }
        self.completions();
        if !self.locked_reviews_lawful() {
            return false;
        }
        self.buckets();
        if !self.days_cost(limit) {
            return false;
        }
        self.hold_released() && self.points < limit
    }

    fn lawful(&self) -> bool {
        for &day in &self.touched_days {
            let over_day = self.days[day].minutes > self.facts.shapes[day].most;
            let over_week = self.week_minutes[day / 7] > self.facts.derived.budget[day / 7];
            if (over_day || over_week) && self.days[day].minutes > 0 {
                return false;
            }
        }
        self.touched_acts.iter().all(|&act| self.act_lawful(act))
    }

    /// H10 and H11, to the day; inside a day the arrangement keeps the order.
    fn act_lawful(&self, act: usize) -> bool {
        let state = &self.acts[act];
        if !self.facts.lawful_rest(act, state.left) {
            return false;
        }
        if let Some(&first) = state.days.first() {
            for &b in &self.facts.before[act] {
                if self.acts[b].left > 0 || self.last_day(b).is_some_and(|d| d > first) {
                    return false;
                }
            }
        }
        let last = self.last_day(act);
        self.facts.after[act].iter().all(|&a| match self.acts[a].days.first() {
            Some(&first) => state.left <= 0 && last.is_none_or(|d| d <= first),
            None => true,
        })
    }

    pub(super) fn completions(&mut self) {
        for i in 0..self.touched_acts.len() {
            let act = self.touched_acts[i];
            let unit = self.facts.unit(act);
            // Of a unit's activities the first settles it; for the others nothing has changed any more.
            let (was, now) = (self.finish[unit], self.complete_on(unit));
            if was == now {
                continue;
            }
            let facts = self.facts;
            for &item in &facts.items_of[unit] {
                self.release(item);
            }
            let locked = |b: &Self| -> i64 {
                let mine = facts.items_of[unit].iter().filter(|&&i| facts.items[i].locked.is_some());
                mine.map(|&i| b.item_points(i, facts.items[i].locked)).sum()
            };
            self.points -= locked(self);
            self.points += facts.finish_points(unit, now) - facts.finish_points(unit, was);
            self.finish[unit] = now;
            self.points += locked(self);
            self.log.push(Undo::Finish { unit, was });
        }
    }

    /// H14 for the items of locked review blocks: a completion must not move away from under them.
    fn locked_reviews_lawful(&self) -> bool {
        let facts = self.facts;
        let units = self.touched_acts.iter().map(|&act| facts.unit(act));
        let mut items = units.flat_map(|unit| &facts.items_of[unit]);
        items.all(|&item| match (facts.items[item].locked, self.due(item)) {
            (Some(day), Some(due)) => {
                let (early, late) = facts.derived.tolerance(due.interval);
                due.day - early <= day && day <= due.day + late
            }
            (Some(_), None) => false,
            (None, _) => true,
        })
    }

    /// Looks up what the touched days cost now; gives up as soon as all together must reach the limit. Released
    /// reviews cost nothing yet, which is the least that they can cost.
    fn days_cost(&mut self, limit: i64) -> bool {
        let mut open: Vec<usize> = std::mem::take(&mut self.open_days);
        open.clear();
        for i in 0..self.touched_days.len() {
            let day = self.touched_days[i];
            let (points, exact) = self.day_bound(day);
            if points == IMPOSSIBLE {
                self.open_days = open;
                return false;
            }
            self.set_day_points(day, points);
            if !exact {
                open.push(day);
            }
        }
        let below = open.iter().all(|&day| self.points < limit && self.day_cost_below(day, limit))
            && self.points < limit;
        self.open_days = open;
        below
    }

    /// Looks up what a day costs now. `false` if the board then costs `limit` or more.
    fn day_cost_below(&mut self, day: usize, limit: i64) -> bool {
        let others = self.points - self.days[day].points;
        let limit = if limit == i64::MAX { limit } else { limit - others };
        let points = self.day_points_below(day, limit);
        if let Some(points) = points {
            self.set_day_points(day, points);
        }
        points.is_some()
    }

    fn day_cost(&mut self, day: usize) -> bool {
        let points = self.day_points(day);
        if points != IMPOSSIBLE {
            self.set_day_points(day, points);
        }
        points != IMPOSSIBLE
    }

    fn set_day_points(&mut self, day: usize, points: i64) {
        let was = std::mem::replace(&mut self.days[day].points, points);
        if was != points {
            self.log.push(Undo::Points { day, was });
            self.points += points - was;
        }
    }

    fn buckets(&mut self) {
        while let Some(bucket) = self.touched_buckets.pop() {
            let points = self.bucket_points(bucket);
            let was = std::mem::replace(&mut self.mix_points[bucket], points);
            self.log.push(Undo::Bucket { bucket, was });
            self.points += points - was;
        }
    }

    /// Holds every released item on its cheapest day, or nowhere. On a short horizon, where few days are left to choose,
    /// each is held once more, because the first were held before the days of the others were known. `false` if a day
    /// is not arranged without its review.
    fn hold_released(&mut self) -> bool {
        self.touched_items.sort_unstable();
        let items = self.touched_items.len();
        for i in 0..items {
            self.hold_cheapest(self.touched_items[i]);
        }
        let again = if self.facts.days <= SHORT && items > 1 { items } else { 0 };
        for i in 0..again {
            let item = self.touched_items[i];
            if let Some(day) = self.held[item] {
                self.points -= self.item_points(item, Some(day as i64));
                self.hold_raw(item, None);
                if !self.day_cost(day) {
                    return false;
                }
                self.hold_cheapest(item);
            }
        }
        true
    }

    /// Holds an item that is held nowhere, and whose points are not counted, on its cheapest day, or leaves it out.
    fn hold_cheapest(&mut self, item: usize) {
        let Some(window) = self.window(item) else { return };
        let mut best = (self.item_points(item, None), None);
        let closed = self.closed;
        for day in window.filter(|&d| closed != Some(d)) {
            let points = self.item_points(item, Some(day as i64));
            if points < best.0
                && let Some(more) = self.longer_review(day, best.0 - points)
                && points + more < best.0
            {
                best = (points + more, Some(day));
            }
        }
        self.points += self.item_points(item, best.1.map(|d| d as i64));
        if let Some(day) = best.1 {
            self.hold_raw(item, Some(day));
            // It was possible a moment ago.
            self.day_cost(day);
        }
    }

    /// Points of one more item in the reviews of a day; `None` if it does not fit, or costs `limit` or more.
    fn longer_review(&mut self, day: usize, limit: i64) -> Option<i64> {
        let facts = self.facts;
        let now = facts.derived.review_minutes(self.on[day].len());
        let next = facts.derived.review_minutes(self.on[day].len() + 1);
        if facts.shapes[day].review_closed || next > facts.derived.block_max || next - now > self.room(day) {
            return None;
        }
        if next == now {
            return Some(0);
        }
        let now = self.days[day].points;
        self.points_with(facts.review_task(), day, next, now.saturating_add(limit)).map(|then| then - now)
    }

    pub(super) fn keep(&mut self) {
        self.log.clear();
        self.kept = self.points;
        for i in 0..self.touched_days.len() {
            if !self.changed.contains(&self.touched_days[i]) {
                self.changed.push(self.touched_days[i]);
            }
        }
        self.forget();
    }

    fn forget(&mut self) {
        self.closed = None;
        self.touched_days.clear();
        self.touched_acts.clear();
        self.touched_items.clear();
        self.touched_buckets.clear();
    }

    /// Undoes everything since the last [`Board::keep`].
    pub(super) fn take_back(&mut self) {
        while let Some(undo) = self.log.pop() {
            match undo {
                Undo::Minutes { task, day, was } => {
                    self.write(task, day, was);
                }
                Undo::Served { period, was } => self.served[period] = was,
                Undo::Held { item, was } => {
                    self.lay(item, was);
                }
                Undo::Finish { unit, was } => self.finish[unit] = was,
                Undo::Points { day, was } => self.days[day].points = was,
                Undo::Bucket { bucket, was } => self.mix_points[bucket] = was,
            }
        }
        self.points = self.kept;
        self.forget();
    }

    // ---- the whole board

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            portions: self.days.iter().map(|d| d.portions.clone()).collect(),
            served: self.served.clone(),
            held: self.held.clone(),
            points: self.points,
        }
    }

    /// Brings a snapshot that was taken before up to date.
    pub(super) fn update(&mut self, snapshot: &mut Snapshot) {
        for day in self.changed.drain(..) {
            snapshot.portions[day].clone_from(&self.days[day].portions);
        }
        snapshot.served.clone_from(&self.served);
        snapshot.held.clone_from(&self.held);
        snapshot.points = self.points;
    }

    /// Goes back to a snapshot.
    pub(super) fn restore(&mut self, to: &Snapshot) {
        let facts = self.facts;
        for item in 0..self.held.len() {
            self.release(item);
        }
        for period in 0..self.served.len() {
            self.serve(period, None);
        }
        for day in 0..self.days.len() {
            for p in self.days[day].portions.clone() {
                self.set(p.task, day, 0);
            }
        }
        for (day, portions) in to.portions.iter().enumerate() {
            for p in portions.iter().filter(|p| p.task < facts.before.len()) {
                self.set(p.task, day, p.minutes);
            }
        }
        for (period, &day) in to.served.iter().enumerate() {
            self.serve(period, day);
        }
        self.completions();
        for (item, &day) in to.held.iter().enumerate() {
            if self.facts.items[item].locked.is_none() {
                self.hold_raw(item, day);
                self.points += self.item_points(item, day.map(|d| d as i64));
            }
        }
        self.touched_items.clear();
        self.buckets();
        self.days_cost(i64::MAX);
        self.keep();
    }

    /// All blocks in time order, locked ones included.
    pub(super) fn blocks(&mut self) -> Vec<Block> {
        let facts = self.facts;
        let derived = facts.derived;
        let mut out = derived.inst.locked.clone();
        for day in 0..self.days.len() {
            let (portions, points) = (&self.days[day].portions, self.days[day].points);
            if self.arranger.arrange(facts, day, portions, IMPOSSIBLE) != Known::Points(points) {
                // Searching for less than that, it was found.
                self.arranger.arrange(facts, day, portions, points.saturating_add(1));
            }
            for &Slot { task, start, end } in self.arranger.slots() {
                let acts = self.acts.len();
                let what = if task < acts {
                    let (unit, activity) = derived.act_names(task);
                    What::Work { unit: unit.to_owned(), activity: activity.to_owned() }
                } else if task < facts.review_task() {
                    What::Rhythm { rhythm: derived.inst.rhythms[task - acts].id.clone() }
                } else {
                    let here = facts.items.iter().zip(&self.held).filter(|(_, h)| **h == Some(day));
                    let items: Vec<ReviewItem> = here.map(|(i, _)| i.item.clone()).collect();
                    What::Review { items }
                };
                let minutes = u32::try_from(end - start).unwrap_or(0);
                let start = derived.moment(day as i64 * crate::derived::DAY + start);
                out.push(Block { start, minutes, what });
            }
        }
        out.sort();
        out
    }
}
