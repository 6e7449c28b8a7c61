//! Places what has no place, each piece where it costs least for the moment.
//! Invariant: what is placed here keeps order, limits and amounts; what finds no place is left out.

use super::board::Board;
use super::facts::Task;
use super::memo::IMPOSSIBLE;
use crate::rng::Rng;

/// Days looked at for one piece once a place has been found.
const DAYS_AHEAD: usize = 7;

/// Activities tried in one go: more only find out again that nothing fits.
const TRIES: usize = 12;

/// Luck that a piece is given by its days: none, and the first day that can hold it is taken, whatever it costs.
const EAGER: i64 = 0;

/// Minutes of an activity on a day, and what they cost.
#[derive(Clone, Copy)]
struct Spot {
    cost: i64,
    day: usize,
    minutes: i64,
}

impl Board<'_, '_, '_> {
    /// Points that a day costs more with so many minutes of a task; `None` if it cannot hold them, or if they are
    /// seen to be `limit` or more.
    pub(super) fn trial(&mut self, task: Task, day: usize, minutes: i64, limit: i64) -> Option<i64> {
        let now = self.day_points(day);
        if now == IMPOSSIBLE {
            return None;
        }
        self.points_with(task, day, minutes, now.saturating_add(limit)).map(|then| then - now)
    }

    /// Removes an activity's blocks and whatever builds on them.
    pub(super) fn strip(&mut self, act: usize) {
        self.lift(act);
        for &next in &self.facts.after[act] {
            if !self.acts[next].days.is_empty() {
                self.strip(next);
            }
        }
    }

    /// Builds a plan on an empty board that misses no day: unit after unit on the first days that hold it, then what
    /// else there is room for. What is cheap for one activity may leave no day for the next.
    pub(super) fn construct_soon(&mut self, rng: &mut Rng, order: &[usize]) {
        for &unit in order {
            for act in self.facts.derived.units[unit].acts.clone() {
                self.insert(rng, EAGER, act);
            }
            self.settle();
        }
        self.rhythms(rng, 1);
        self.settle();
        for item in 0..self.held.len() {
            self.release(item);
            self.settle();
        }
    }

    /// Removes all blocks of an activity.
    pub(super) fn lift(&mut self, act: usize) {
        while let Some(&day) = self.acts[act].days.last() {
            self.set(act, day, 0);
        }
    }

    /// Builds a plan around what stands: the rhythms, then unit after unit, each as early as it pays.
    pub(super) fn construct(&mut self, rng: &mut Rng, order: &[usize]) {
        self.rhythms(rng, 1);
        self.settle();
        for item in (0..self.held.len()).filter(|&i| self.held[i].is_none()).collect::<Vec<_>>() {
            self.release(item);
            self.settle();
        }
        for &unit in order {
            for act in self.facts.derived.units[unit].acts.clone() {
                self.insert(rng, 1, act);
            }
            self.settle();
        }
    }

    /// Makes the board lawful where work is missing before other work: the missing work is placed before it, or
    /// else what builds on it is taken up. Units in study order. `false` if that did not do.
    pub(super) fn mend(&mut self, rng: &mut Rng, order: &[usize]) -> bool {
        let facts = self.facts;
        for &unit in order {
            for act in facts.derived.units[unit].acts.clone() {
                while self.acts[act].left < 0
                    && let Some(&day) = self.acts[act].days.last()
                {
                    self.set(act, day, 0);
                }
                let awaited = facts.after[act].iter().any(|&a| !self.acts[a].days.is_empty());
                if self.acts[act].left > 0 && (awaited || !self.acts[act].days.is_empty()) {
                    self.insert(rng, 1, act);
                }
                // What was promised for days before it ends cannot stay there.
                if let Some(end) = self.acts[act].days.last().copied() {
                    for &a in &facts.after[act] {
                        if self.acts[a].days.first().is_some_and(|&first| first < end) {
                            self.strip(a);
                        }
                    }
                }
                if self.acts[act].left > 0 {
                    facts.after[act].iter().for_each(|&a| self.strip(a));
                    if !facts.lawful_rest(act, self.acts[act].left) {
                        self.lift(act);
                    }
                }
            }
        }
        self.completions();
        for item in 0..self.held.len() {
            let here = self.held[item];
            if here.is_some_and(|day| !self.window(item).is_some_and(|w| w.contains(&day))) {
                self.release(item);
            }
        }
        self.settle()
    }

    fn settle(&mut self) -> bool {
        let lawful = self.judge();
        if lawful {
            self.keep();
        } else {
            self.take_back();
        }
        lawful
    }

    /// Places what is missing: activities (these, and others that can start), then rhythms.
    pub(super) fn recreate(&mut self, rng: &mut Rng, noise: i64, first: &[usize]) {
        let rhythms_first = rng.chance(50);
        if rhythms_first {
            self.rhythms(rng, noise);
        }
        self.work(rng, noise, first);
        if !rhythms_first {
            self.rhythms(rng, noise);
        }
    }

    fn rhythms(&mut self, rng: &mut Rng, noise: i64) {
        for p in 0..self.served.len() {
            let period = &self.facts.periods[p];
            if self.served[p].is_some() || period.days.end <= self.facts.today {
                continue;
            }
            let task = self.facts.rhythm_task(period.rhythm);
            let minutes = self.facts.derived.rhythm_minutes(period.rhythm);
            let mut best: Option<(i64, usize)> = None;
            for day in period.days.clone().filter(|&d| d >= self.facts.today) {
                if minutes > self.room(day) {
                    continue;
                }
                let luck = rng.below(2 * noise);
                let limit = best.map_or(i64::MAX, |b| b.0 - luck);
                if let Some(cost) = self.trial(task, day, minutes, limit)
                    && cost < limit
                {
                    best = Some((cost + luck, day));
                }
            }
            if let Some((_, day)) = best {
                self.serve(p, Some(day));
            }
        }
    }

    fn work(&mut self, rng: &mut Rng, noise: i64, first: &[usize]) {
        let facts = self.facts;
        let shuffle = rng.chance(30);
        let mut todo: Vec<(i64, usize)> = Vec::new();
        let offer = |act: usize, rng: &mut Rng, todo: &mut Vec<(i64, usize)>, left: i64| {
            let unit = facts.unit(act);
            let value =
                facts.haste[unit] + facts.derived.units[unit].prio * facts.derived.inst.weights.unfinished;
            let value = if shuffle { 1000 } else { 1000 * value / left };
            todo.push((-value - rng.below(value + 1), act));
        };
        if self.acts.len() <= 64 {
            for act in 0..self.acts.len() {
                if self.acts[act].left > 0 {
                    offer(act, rng, &mut todo, self.acts[act].left);
                }
            }
        } else {
            for (i, &act) in first.iter().enumerate() {
                if self.acts[act].left > 0 && !first[..i].contains(&act) {
                    offer(act, rng, &mut todo, self.acts[act].left);
                }
            }
        }
        todo.sort_unstable();
        for _ in 0..TRIES {
            let next = todo.iter().position(|&(_, act)| self.allowed(act).is_some());
            let Some(next) = next else { break };
            let act = todo.remove(next).1;
            self.insert(rng, noise, act);
            if self.acts[act].left > 0 {
                // What builds on it cannot stay where it is.
                let waiting: Vec<usize> =
                    facts.after[act].iter().copied().filter(|&a| !self.acts[a].days.is_empty()).collect();
                if !waiting.is_empty() {
                    for &a in &waiting {
                        self.strip(a);
                        offer(a, rng, &mut todo, self.acts[a].left);
                    }
                    todo.sort_unstable();
                    todo.dedup_by_key(|t| t.1);
                    self.insert(rng, noise, act);
                }
            }
        }
        for (_, act) in todo {
            for &a in &facts.after[act] {
                if self.acts[act].left > 0 && !self.acts[a].days.is_empty() {
                    self.strip(a);
                }
            }
        }
    }

    fn insert(&mut self, rng: &mut Rng, noise: i64, act: usize) {
        while self.acts[act].left > 0 {
            let Some((from, to)) = self.allowed(act) else { return };
            let Some(spot) = self.spot(rng, noise, act, (from, to)) else { return };
            let here = self.minutes_of(act, spot.day);
            self.set(act, spot.day, here + spot.minutes);
        }
    }

    /// The cheapest piece of an activity on one of these days.
    fn spot(&mut self, rng: &mut Rng, noise: i64, act: usize, (from, to): (usize, usize)) -> Option<Spot> {
        let facts = self.facts;
        let derived = facts.derived;
        let w = &derived.inst.weights;
        let unit = facts.unit(act);
        let left = self.acts[act].left;
        let longest = facts.tasks[act].longest.max(derived.grid);
        let mut best: Option<Spot> = None;
        let (mut day, mut end) = (from, to);
        while day <= end {
            let room = self.room(day).min(left);
            let late = if day as i64 > derived.target_day { derived.units[unit].prio * w.late } else { 0 };
            let here = self.minutes_of(act, day);
            let (mut last, luck) = (0, rng.below(2 * noise));
            for wish in [room, longest, longest * 2 / 3, facts.tasks[act].shortest] {
                let Some(n) = self.piece(act, wish.min(room)) else { continue };
                if n == last {
                    continue;
                }
                last = n;
                let rest = left - n;
                let blocks = (rest + longest - 1) / longest;
                let delay = (facts.haste[unit] + late) * (day - from) as i64 * n / left;
                let besides = w.block * blocks + delay + luck;
                let limit = best.map_or(i64::MAX, |b| b.cost - besides);
                let Some(points) = self.trial(act, day, here + n, limit) else { continue };
                if points < limit {
                    best = Some(Spot { cost: points + besides, day, minutes: n });
                }
                break;
            }
            if let Some(b) = best {
                if noise == EAGER {
                    break;
                }
                end = end.min(from + DAYS_AHEAD.max(b.day - from + 2));
            }
            day += 1;
        }
        best
    }

    /// The most minutes, up to `most`, that may be added without an unlawful rest.
    pub(super) fn piece(&self, act: usize, most: i64) -> Option<i64> {
        let facts = self.facts;
        let grid = facts.derived.grid;
        let mut n = most / grid * grid;
        while n >= facts.tasks[act].shortest.min(self.acts[act].left).max(1) {
            if facts.lawful_rest(act, self.acts[act].left - n) {
                return Some(n);
            }
            n -= grid;
        }
        None
    }
}
