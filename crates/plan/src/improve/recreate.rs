//! Places what has no block, each piece where it costs least for the moment.
//! Invariant: the board keeps every hard rule afterwards; what finds no place is left out.

use super::board::{Board, Slot, Task, owner};
use super::facts::Facts;
use super::rng::Rng;
use super::tally::{served, unit_minutes};
use crate::derived::DAY;
use crate::interval::{Stretch, round_down, round_up};
use crate::progress::cut;

/// Days looked at for one piece once a place has been found.
const DAYS_AHEAD: usize = 14;

/// Activities tried in one step: more only find out again that nothing fits.
pub(super) const TRIES: usize = 12;

pub(super) struct Recreate<'f, 'd, 'i> {
    pub facts: &'f Facts<'d, 'i>,
    pub board: &'f mut Board,
    pub rng: &'f mut Rng,
    /// Mean of what is added to each cost by chance, in points.
    pub noise: i64,
}

/// A place for a block.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    cost: i64,
    day: usize,
    start: i64,
    end: i64,
}

impl Recreate<'_, '_, '_> {
    pub(super) fn run(mut self) {
        let rhythms_first = self.rng.chance(50);
        if rhythms_first {
            self.rhythms();
        }
        self.work();
        if !rhythms_first {
            self.rhythms();
        }
        self.reviews();
    }

    pub(super) fn chance_cost(&mut self) -> i64 {
        if self.noise == 0 { 0 } else { self.rng.below(2 * self.noise) }
    }

    pub(super) fn place(&mut self, spot: Spot, task: Task) {
        let slot = Slot { start: spot.start, end: spot.end, task, fixed: false, locked: false };
        self.board.place(self.facts, spot.day, slot);
    }

    /// The cheapest start of a block of that length in a stretch of a day.
    pub(super) fn spot(&mut self, day: usize, gap: Stretch, length: i64, task: Task) -> Option<Spot> {
        if length <= 0 || gap.1 - gap.0 < length {
            return None;
        }
        let facts = self.facts;
        let derived = facts.derived;
        let grid = derived.grid;
        let deep = match task {
            Task::Work(act) => derived.acts[act].deep,
            Task::Rhythm(r) => derived.inst.rhythms[r].focus == crate::Focus::Deep,
            Task::Review => false,
        };
        let edges = derived.deep(day as i64).iter().flat_map(|&(a, b)| {
            [round_up(b, grid), round_up(a, grid), round_down(a, grid) - length, round_down(b, grid) - length]
        });
        let mine = facts.promised[day].iter().filter(|p| p.owner == owner(facts, task)).map(|p| p.start);
        let step = round_up(derived.brk, grid);
        let waste = |side: i64| if side > 0 && side - step < derived.block_min { side } else { 0 };
        let best = [gap.0, gap.1 - length]
            .into_iter()
            .chain(edges)
            .chain(mine)
            .filter(|&s| gap.0 <= s && s + length <= gap.1 && s % grid == 0)
            .map(|s| {
                let outside = derived.shallow(day as i64, s, s + length);
                let focus = if deep { outside * derived.inst.weights.deep } else { length - outside };
                (focus + waste(s - gap.0) + waste(gap.1 - s - length), s)
            })
            .min()?;
        let cost = best.0 + derived.inst.weights.block + self.chance_cost();
        Some(Spot { cost, day, start: best.1, end: best.1 + length })
    }

    /// The cheapest gap of a day for a block of that length.
    pub(super) fn spot_on(&mut self, day: usize, length: i64, task: Task) -> Option<Spot> {
        if length > self.board.room(self.facts, day) {
            return None;
        }
        let mut best: Option<Spot> = None;
        for i in 0..self.board.gaps[day].len() {
            let spot = self.spot(day, self.board.gaps[day][i], length, task);
            best = cheaper(best, spot);
        }
        best
    }

    fn rhythms(&mut self) {
        for p in 0..self.facts.periods.len() {
            if served(self.facts, self.board, p) {
                continue;
            }
            let period = &self.facts.periods[p];
            let task = Task::Rhythm(period.rhythm);
            let length = self.facts.derived.rhythm_minutes(period.rhythm);
            let mut best = None;
            for day in period.days.clone() {
                let spot = self.spot_on(day, length, task);
                best = cheaper(best, spot);
            }
            if let Some(spot) = best {
                self.place(spot, task);
            }
        }
    }

    /// Works through the activities that are not complete, those that others wait for first.
    fn work(&mut self) {
        let facts = self.facts;
        let shuffle = self.rng.chance(30);
        let mut todo: Vec<(i64, usize)> = Vec::new();
        for act in 0..self.board.left.len() {
            if self.board.left[act] > 0 {
                let unit = facts.derived.acts[act].unit;
                let value = facts.haste[unit]
                    + facts.derived.units[unit].prio * facts.derived.inst.weights.unfinished;
                let value = if shuffle { 1000 } else { 1000 * value / self.board.left[act] };
                todo.push((-value - self.rng.below(value + 1), act));
            }
        }
        todo.sort_unstable();
        for _ in 0..TRIES {
            let board = &*self.board;
            let next = todo.iter().position(|&(_, act)| board.ready(facts, act).is_some());
            let Some(next) = next else { break };
            let act = todo.remove(next).1;
            self.insert(act);
            if self.board.left[act] > 0 && self.board.deadline(facts, act) < i64::MAX {
                self.strip(act, &mut todo);
                self.insert(act);
            }
        }
        // What is still open and has blocks waiting for it must not leave them behind.
        for (_, act) in todo.clone() {
            self.strip(act, &mut todo);
        }
    }

    /// Removes whatever waits for an activity that is not complete.
    fn strip(&mut self, act: usize, todo: &mut Vec<(i64, usize)>) {
        for &next in &self.facts.after[act] {
            if self.board.first[next] < i64::MAX {
                self.board.remove_act(self.facts, next, true);
                if todo.iter().all(|t| t.1 != next) {
                    todo.push((0, next));
                }
                self.strip(next, todo);
            }
        }
    }

    fn insert(&mut self, act: usize) {
        let Some(ready) = self.board.ready(self.facts, act) else { return };
        let ready = ready.max(self.facts.derived.now).max(0);
        while self.board.left[act] > 0 {
            let deadline = self.board.deadline(self.facts, act);
            let Some(spot) = self.work_spot(act, (ready, deadline)) else { return };
            self.place(spot, Task::Work(act));
        }
    }

    /// The cheapest piece of an activity between two moments.
    fn work_spot(&mut self, act: usize, (ready, deadline): Stretch) -> Option<Spot> {
        let facts = self.facts;
        let derived = facts.derived;
        let unit = derived.acts[act].unit;
        let left = self.board.left[act];
        let cut = cut(derived, act);
        let first = ready.div_euclid(DAY) as usize;
        let last = ((deadline - 1).div_euclid(DAY).min(derived.days - 1) + 1).max(0) as usize;
        let late = |day: usize| {
            if day as i64 > derived.target_day {
                derived.units[unit].prio * derived.inst.weights.late
            } else {
                0
            }
        };
        // Sometimes a shorter cut than the longest.
        let cap = if self.rng.chance(15) {
            round_up(derived.block_min.max(derived.grid), derived.grid)
                + derived.grid * self.rng.below(1 + derived.block_max / derived.grid)
        } else {
            i64::MAX
        };
        let mut best: Option<Spot> = None;
        let mut end = last;
        let mut day = first;
        while day < end {
            let room = self.board.room(facts, day).min(cap);
            for i in 0..self.board.gaps[day].len() {
                let midnight = day as i64 * DAY;
                let gap = self.board.gaps[day][i];
                let gap =
                    (gap.0.max(round_up(ready - midnight, derived.grid)), gap.1.min(deadline - midnight));
                let most = room.min(gap.1 - gap.0);
                if most < cut.shortest {
                    continue;
                }
                let Some(longest) = cut.piece(left, most) else { continue };
                let inside = derived.deep(day as i64).iter().find(|w| w.0 <= gap.0 && gap.0 < w.1);
                let edge = inside
                    .filter(|w| derived.acts[act].deep && w.1 < gap.0 + longest)
                    .and_then(|w| cut.piece(left, most.min(w.1 - gap.0)));
                for length in [Some(longest), edge].into_iter().flatten() {
                    let Some(mut spot) = self.spot(day, gap, length, Task::Work(act)) else { continue };
                    let rest = left - length;
                    let blocks = -(-rest).div_euclid(derived.block_max.max(1));
                    spot.cost += derived.inst.weights.block * blocks + self.crowding(day, unit, length);
                    let delay = (facts.haste[unit] + late(day)) * (day - first) as i64;
                    spot.cost += delay * length / left;
                    best = cheaper(best, Some(spot));
                }
            }
            if best.is_some() {
                end = end.min(first + DAYS_AHEAD.max(best.map_or(0, |b| b.day - first + 2)));
            }
            day += 1;
        }
        best
    }

    /// What more minutes of a unit on a day cost for massing and switching.
    fn crowding(&self, day: usize, unit: usize, length: i64) -> i64 {
        let derived = self.facts.derived;
        let w = &derived.inst.weights;
        let slots = self.board.days[day].len();
        let mine = unit_minutes(self.facts, self.board, day, unit, slots);
        let free = i64::from(derived.inst.learner.unit_day_free);
        let massed = w.massed * ((mine + length - free).max(0) - (mine - free).max(0));
        if mine > 0 {
            return massed;
        }
        let mut seen: Vec<usize> = Vec::with_capacity(slots);
        for s in &self.board.days[day] {
            if let Task::Work(act) = s.task
                && !seen.contains(&derived.acts[act].unit)
            {
                seen.push(derived.acts[act].unit);
            }
        }
        let full = seen.len() as i64 >= i64::from(derived.inst.learner.units_per_day_free);
        massed + if full { w.extra_unit } else { 0 }
    }
}

impl Spot {
    pub(super) fn dearer_by(self, cost: i64) -> Self {
        Spot { cost: self.cost + cost, ..self }
    }

    pub(super) fn day(&self) -> usize {
        self.day
    }

    pub(super) fn cost(&self) -> i64 {
        self.cost
    }
}

pub(super) fn cheaper(a: Option<Spot>, b: Option<Spot>) -> Option<Spot> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.cost < a.cost { b } else { a }),
        (a, b) => a.or(b),
    }
}
