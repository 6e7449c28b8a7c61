//! The moves of the search: small changes of which day holds what.
//! Invariant: a move only changes portions; whether it is lawful and what it costs is judged afterwards.

use super::board::Board;
use crate::planner::SHORT_WEEKS;
use crate::rng::Rng;

/// How far a move reaches, in days.
const REACH: usize = 10;

/// Items looked at for one that is held nowhere.
const ITEMS: usize = 64;

/// Percent of the changes of reviews that concern one item.
const SINGLE: i64 = 70;

/// Days of a horizon that is searched as one piece.
pub(super) const SHORT: usize = 7 * SHORT_WEEKS as usize;

impl Board<'_, '_, '_> {
    /// Makes one random change. `false` if there was nothing to change.
    pub(super) fn change(&mut self, rng: &mut Rng) -> bool {
        let Some(day) = self.some_day(rng) else { return false };
        // Placing much anew is dear; the longer the horizon, the more is won by small changes.
        let ruins = if self.facts.days > SHORT { 2 } else { 10 };
        if rng.chance(ruins) {
            return self.ruin(rng, day);
        }
        let changed = match rng.below(100) {
            0..27 => self.shift(rng, day),
            27..54 => self.swap(rng, day),
            54..65 => self.part(rng, day),
            65..70 => self.pool(rng, day),
            70..81 => self.rhythm(rng, day),
            _ => return self.review(rng, day),
        };
        if changed && rng.chance(10) {
            self.release_near();
        }
        changed
    }

    /// The reviews on and beside the changed days are held anew.
    fn release_near(&mut self) {
        for i in 0..self.touched_days.len() {
            let day = self.touched_days[i];
            for item in self.items_near(day, 1) {
                self.release(item);
            }
        }
    }

    fn some_day(&self, rng: &mut Rng) -> Option<usize> {
        let usable = &self.facts.usable;
        (!usable.is_empty()).then(|| usable[rng.index(usable.len())])
    }

    /// A day within reach.
    fn near(&self, rng: &mut Rng, day: usize) -> usize {
        let from = day.saturating_sub(REACH).max(self.facts.today);
        let to = (day + REACH).min(self.facts.days - 1);
        from + rng.index(to - from + 1)
    }

    /// A random activity of a day.
    fn some_act(&self, rng: &mut Rng, day: usize) -> Option<usize> {
        let portions = &self.days[day].portions;
        let count = portions.partition_point(|p| p.task < self.acts.len());
        (count > 0).then(|| portions[rng.index(count)].task)
    }

    /// A day for an activity, within what it waits for and what waits for it.
    fn some_allowed(&self, rng: &mut Rng, act: usize, day: usize) -> Option<usize> {
        let (from, to) = self.allowed(act)?;
        let (from, to) = (from.max(day.saturating_sub(REACH)), to.min(day + REACH));
        (from <= to).then(|| from + rng.index(to - from + 1))
    }

    /// A whole portion to another day.
    fn shift(&mut self, rng: &mut Rng, day: usize) -> bool {
        let Some(act) = self.some_act(rng, day) else { return false };
        let Some(other) = self.some_allowed(rng, act, day).filter(|&d| d != day) else { return false };
        let minutes = self.minutes_of(act, day);
        let there = self.minutes_of(act, other);
        self.set(act, day, 0);
        self.set(act, other, there + minutes);
        true
    }

    /// Two portions change their days; sometimes one takes only the other's minutes. Both are chosen among those that
    /// may: most pairs may not.
    fn swap(&mut self, rng: &mut Rng, day: usize) -> bool {
        let Some(a) = self.some_act(rng, day) else { return false };
        let Some(other) = self.some_allowed(rng, a, day).filter(|&d| d != day) else { return false };
        let portions = &self.days[other].portions;
        let count = portions.partition_point(|p| p.task < self.acts.len());
        let first = rng.index(count);
        let fits =
            |&b: &usize| b != a && self.allowed(b).is_some_and(|(from, until)| from <= day && day <= until);
        let there = portions[first..count].iter().chain(&portions[..first]).map(|p| p.task);
        let Some(b) = there.into_iter().find(fits) else { return false };
        let (m, n) = (self.minutes_of(a, day), self.minutes_of(b, other));
        let (a_there, b_there) = (self.minutes_of(a, other), self.minutes_of(b, day));
        let least = m.min(n);
        let (x, y) = if m != n && rng.chance(40) { (least, least) } else { (m, n) };
        self.set(a, day, m - x);
        self.set(b, other, n - y);
        self.set(a, other, a_there + x);
        self.set(b, day, b_there + y);
        true
    }

    /// Some minutes of a portion to another day of the same activity, or to a new one.
    fn part(&mut self, rng: &mut Rng, day: usize) -> bool {
        let Some(act) = self.some_act(rng, day) else { return false };
        let minutes = self.minutes_of(act, day);
        let days = &self.acts[act].days;
        let other = if days.len() > 1 && rng.chance(70) {
            days[rng.index(days.len())]
        } else {
            match self.some_allowed(rng, act, day) {
                Some(d) => d,
                None => return false,
            }
        };
        let grid = self.facts.derived.grid;
        let steps = minutes / grid;
        if other == day || steps < 2 {
            return false;
        }
        let n = grid * (1 + rng.below((steps - 1).min(5)));
        let n = if rng.chance(50) { n } else { minutes - n };
        let there = self.minutes_of(act, other);
        self.set(act, day, minutes - n);
        self.set(act, other, there + n);
        true
    }

    /// A missing activity gets minutes, or a portion loses some, or one takes another's place.
    fn pool(&mut self, rng: &mut Rng, day: usize) -> bool {
        let count = self.acts.len();
        if count == 0 {
            return false;
        }
        let start = rng.index(count);
        let missing = (0..count.min(40)).map(|i| (start + i) % count).find(|&a| {
            self.acts[a].left > 0 && self.allowed(a).is_some_and(|(from, to)| from <= day && day <= to)
        });
        let act = self.some_act(rng, day);
        if act.is_some() && rng.chance(30) {
            let Some(act) = act else { return false };
            let minutes = self.minutes_of(act, day);
            let grid = self.facts.derived.grid;
            let n = if rng.chance(50) { minutes } else { grid * (1 + rng.below(minutes / grid)) };
            self.set(act, day, minutes - n);
            if rng.chance(30) {
                return true;
            }
        }
        let Some(missing) = missing else { return act.is_some() && !self.log.is_empty() };
        let room = self.room(day).min(self.acts[missing].left);
        let room = if rng.chance(70) { room } else { rng.below(room + 1) };
        if let Some(n) = self.piece(missing, room) {
            let here = self.minutes_of(missing, day);
            self.set(missing, day, here + n);
        }
        !self.log.is_empty()
    }

    /// A rhythm to another day of its period, sometimes against a portion of that day.
    fn rhythm(&mut self, rng: &mut Rng, day: usize) -> bool {
        let periods = &self.facts.periods_on[day];
        if periods.is_empty() {
            return false;
        }
        let p = periods[rng.index(periods.len())];
        let days = self.facts.periods[p].days.clone();
        let from = days.start.max(self.facts.today);
        if from >= days.end {
            return false;
        }
        let other = from + rng.index(days.end - from);
        let was = self.served[p];
        if was == Some(other) {
            return false;
        }
        self.serve(p, Some(other));
        if let Some(was) = was
            && rng.chance(60)
            && let Some(act) = self.some_act(rng, other)
            && self.allowed(act).is_some_and(|(from, to)| from <= was && was <= to)
        {
            let (m, there) = (self.minutes_of(act, other), self.minutes_of(act, was));
            self.set(act, other, 0);
            self.set(act, was, there + m);
        }
        true
    }

    /// Reviews change their days: those around a day are held anew, or a whole day's move to another.
    fn review(&mut self, rng: &mut Rng, day: usize) -> bool {
        let reach = rng.index(4);
        let (from, to) = (day.saturating_sub(reach), day + reach);
        let other = self.near(rng, day);
        if rng.chance(SINGLE) && !self.on[day].is_empty() {
            return self.one_review(rng, day);
        }
        let gather = rng.below(3);
        let mut any = false;
        match gather {
            // Those of the day, or all that may, go to the other day; the rest find their own.
            0 | 1 if day != other => {
                let items = if gather == 0 { self.on[day].clone() } else { self.items_near(other, REACH) };
                for item in items {
                    any |= self.held[item] != Some(other) && self.move_item(item, other);
                    if self.held[item] == Some(day) {
                        self.release(item);
                        self.closed = Some(day);
                        any = true;
                    }
                }
            }
            _ => {
                let mut items = self.items_near(day, reach);
                items.extend(self.missing_items(rng, from, to));
                for item in items {
                    if rng.chance(70) {
                        self.release(item);
                        any = true;
                    }
                }
            }
        }
        any
    }

    /// One review of a day to another day that may hold it, or nowhere: its time may be worth more to others.
    fn one_review(&mut self, rng: &mut Rng, day: usize) -> bool {
        let item = self.on[day][rng.index(self.on[day].len())];
        let window = self.window(item).unwrap_or(day..day);
        if window.len() < 2 || rng.chance(40) {
            self.hold(item, None);
            return true;
        }
        let other = window.start + rng.index(window.len());
        other != day && self.move_item(item, other)
    }

    /// Items that are held so many days around a day.
    fn items_near(&self, day: usize, reach: usize) -> Vec<usize> {
        let days = day.saturating_sub(reach)..(day + reach + 1).min(self.facts.days);
        self.on[days].iter().flatten().copied().collect()
    }

    /// Some items that are held nowhere and could be held between two days.
    fn missing_items(&self, rng: &mut Rng, from: usize, to: usize) -> Vec<usize> {
        let count = self.held.len();
        let start = if count > 0 { rng.index(count) } else { 0 };
        let some = (0..count.min(ITEMS)).map(|i| (start + i) % count);
        let missing = |&i: &usize| {
            self.held[i].is_none() && self.window(i).is_some_and(|w| w.start <= to && from < w.end)
        };
        some.filter(missing).collect()
    }

    /// Takes up a few portions, a day, or a unit, and places them anew.
    fn ruin(&mut self, rng: &mut Rng, day: usize) -> bool {
        let mut lifted: Vec<usize> = Vec::new();
        match rng.below(100) {
            0..45 => {
                for _ in 0..2 + rng.below(2) {
                    let near = if lifted.is_empty() { day } else { self.near(rng, day) };
                    if let Some(act) = self.some_act(rng, near) {
                        if rng.chance(50) {
                            self.lift(act);
                        } else {
                            self.set(act, near, 0);
                        }
                        lifted.push(act);
                    }
                }
            }
            45..70 => {
                let days = 1 + [0, 0, 1, 2][rng.index(4)];
                for day in day..(day + days).min(self.facts.days) {
                    for p in self.days[day].portions.clone() {
                        if p.task < self.acts.len() {
                            self.set(p.task, day, 0);
                            lifted.push(p.task);
                        }
                    }
                    for &p in &self.facts.periods_on[day] {
                        if self.served[p] == Some(day) {
                            self.serve(p, None);
                        }
                    }
                }
            }
            _ => {
                for _ in 0..1 + rng.below(3) {
                    let near = if lifted.is_empty() { day } else { self.near(rng, day) };
                    let Some(act) = self.some_act(rng, near) else { continue };
                    for a in self.facts.derived.units[self.facts.unit(act)].acts.clone() {
                        self.lift(a);
                        lifted.push(a);
                    }
                }
            }
        }
        if rng.chance(50) {
            for item in self.items_near(day, 3) {
                if rng.chance(70) {
                    self.release(item);
                }
            }
        }
        if lifted.is_empty() && self.log.is_empty() {
            return false;
        }
        let noise = [1, 40, 200][rng.index(3)];
        self.recreate(rng, noise, &lifted);
        true
    }
}
