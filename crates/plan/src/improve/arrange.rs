//! The best arrangement of what a day holds: which blocks, in what order, at what time.
//! Invariant: depends on the day's shape and its portions alone, so it can be remembered; every arrangement
//! keeps runs, breaks, block lengths and the order of work (H02 to H07, H11, H15). A day with so many ways that the
//! search is broken off may be arranged better for one who sets a limit, because it then comes to its end.
//!
//! A depth-first search from left to right. It loses nothing to start a block at the first free minute, where a
//! deep window opens, where something promised starts, or where locked work ends that it waits for.

use super::facts::{Facts, Task};
use super::memo::{IMPOSSIBLE, Known};
use super::shape::Shape;
use crate::interval::{overlap, round_up};
use crate::ledger::Owner;

/// Minutes of one task on one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Portion {
    pub task: Task,
    pub minutes: i64,
}

/// A block of an arrangement, in minutes of the day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub task: Task,
    pub start: i64,
    pub end: i64,
}

/// More portions than this are not arranged.
pub(super) const MOST_PORTIONS: usize = 16;

/// States that one arrangement may look at: a bound on time that does not look at a clock.
const NODES: u32 = 400;

/// A portion while the search runs.
#[derive(Clone, Copy)]
struct Open {
    task: Task,
    owner: Owner,
    deep: bool,
    shortest: i64,
    longest: i64,
    /// Minutes of the portion, and those that are still to place.
    all: i64,
    rest: i64,
    /// Blocks that the rest takes at least.
    blocks: i64,
    /// Portions that must be over before this one starts, as a set.
    before: u32,
    /// Locked work that it waits for ends then.
    release: i64,
}

/// What is still to place, and what the blocks so far cost.
#[derive(Clone, Copy, Default)]
struct Sum {
    rest: i64,
    /// Fewest blocks.
    blocks: i64,
    /// Minutes that ask for deep focus.
    deep: i64,
    cost: i64,
    /// Portions that are over, as a set.
    over: u32,
}

/// Room for arrangements; kept so that nothing is allocated again.
pub(super) struct Arranger {
    open: Vec<Open>,
    /// Start, owner and points won by keeping it, of promises that can be kept.
    promised: Vec<(i64, Owner, i64)>,
    now: Vec<Slot>,
    best: Vec<Slot>,
    best_cost: i64,
    nodes: u32,
    grid: i64,
    /// On the grid, as blocks are.
    brk: i64,
    block: i64,
    deep: i64,
}

impl Arranger {
    pub(super) fn new(facts: &Facts<'_, '_>) -> Self {
        let derived = facts.derived;
        Arranger {
            open: Vec::new(),
            promised: Vec::new(),
            now: Vec::new(),
            best: Vec::new(),
            best_cost: i64::MAX,
            nodes: 0,
            grid: derived.grid,
            brk: facts.brk,
            block: derived.inst.weights.block,
            deep: derived.inst.weights.deep,
        }
    }

    /// Points that the portions cost on that day, locked blocks aside, if that is less than `limit`.
    pub(super) fn arrange(
        &mut self,
        facts: &Facts<'_, '_>,
        day: usize,
        portions: &[Portion],
        limit: i64,
    ) -> Known {
        let shape = &facts.shapes[day];
        let short = |p: &Portion| p.minutes < facts.tasks[p.task].shortest;
        if portions.len() > MOST_PORTIONS || portions.iter().any(short) {
            return Known::Points(IMPOSSIBLE);
        }
        self.prepare(facts, shape, portions);
        let fixed = crowding(facts, shape, portions) + self.promises(shape);
        let mut sum = Sum::default();
        for o in &self.open {
            sum.rest += o.rest;
            sum.blocks += o.blocks;
            sum.deep += if o.deep { o.rest } else { 0 };
        }
        let found = self.cheaper_than(shape, sum, limit.saturating_sub(fixed));
        // A search that was broken off says nothing about what the day costs at least.
        let found = if self.nodes == 0 && limit < IMPOSSIBLE {
            self.cheaper_than(shape, sum, IMPOSSIBLE)
        } else {
            found
        };
        match found {
            Some(cost) => Known::Points(fixed + cost),
            None if limit < IMPOSSIBLE && self.nodes > 0 => Known::AtLeast(limit),
            None => Known::Points(IMPOSSIBLE),
        }
    }

    /// Whether the last arrangement is the best that was found, but perhaps not the best there is.
    #[cfg(test)]
    pub(super) fn broken_off(&self) -> bool {
        self.nodes == 0
    }

    /// What the best arrangement costs that is found, if that is less than `limit`.
    fn cheaper_than(&mut self, shape: &Shape, sum: Sum, limit: i64) -> Option<i64> {
        self.best_cost = limit;
        self.nodes = NODES;
        self.now.clear();
        self.best.clear();
        self.place(shape, 0, 0, sum);
        (self.best_cost < limit).then_some(self.best_cost)
    }

    /// The blocks of the last arrangement.
    pub(super) fn slots(&self) -> &[Slot] {
        &self.best
    }

    fn prepare(&mut self, facts: &Facts<'_, '_>, shape: &Shape, portions: &[Portion]) {
        self.open.clear();
        let acts = facts.before.len();
        for p in portions {
            let t = &facts.tasks[p.task];
            let mut open = Open {
                task: p.task,
                owner: t.owner,
                deep: t.deep,
                shortest: t.shortest,
                longest: t.longest,
                all: p.minutes,
                rest: p.minutes,
                blocks: 1,
                before: 0,
                release: 0,
            };
            if p.task >= acts {
                (open.shortest, open.longest) = (p.minutes, p.minutes);
            } else {
                open.blocks = (p.minutes + t.longest - 1) / t.longest.max(1);
                for (i, other) in portions.iter().enumerate() {
                    if other.task != p.task && facts.before[p.task].contains(&other.task) {
                        open.before |= 1 << i;
                    }
                }
                for &(act, end) in &shape.locked_ends {
                    if facts.before[p.task].contains(&act) {
                        open.release = open.release.max(round_up(end, self.grid));
                    }
                }
            }
            self.open.push(open);
        }
    }

    /// Points for promises that no arrangement keeps; takes note of those that one may keep.
    fn promises(&mut self, shape: &Shape) -> i64 {
        self.promised.clear();
        let mut points = 0;
        for p in &shape.promised {
            if self.open.iter().any(|o| o.owner == p.owner) {
                points += p.near;
                self.promised.push((p.start, p.owner, p.near));
            } else {
                points += p.absent;
            }
        }
        points
    }

    /// Places all that is open from minute `from` on, which is in that run or behind it.
    fn place(&mut self, shape: &Shape, mut index: usize, from: i64, sum: Sum) {
        if sum.rest == 0 {
            if sum.cost < self.best_cost {
                self.best_cost = sum.cost;
                self.best.clone_from(&self.now);
            }
            return;
        }
        if self.nodes == 0 {
            return;
        }
        self.nodes -= 1;
        while shape.runs.get(index).is_some_and(|r| r.1 <= from) {
            index += 1;
        }
        let Some(&run) = shape.runs.get(index) else { return };
        let at = run.0.max(from);
        if !self.hopeful(shape, index, at, sum) {
            return;
        }
        let inside = shape.deep.iter().find(|w| w.0 <= at && at < w.1).map(|w| w.1);
        // What suits the hour first: good arrangements found early cut off the others.
        for suits in [true, false] {
            for i in 0..self.open.len() {
                let o = self.open[i];
                let ready = o.rest > 0 && o.before & !sum.over == 0 && o.release <= at;
                if !ready || (o.deep == inside.is_some()) != suits {
                    continue;
                }
                let room = run.1 - at;
                let whole = o.rest <= o.longest && o.rest <= room;
                if whole && !self.may_turn(shape, run.0, i, at) {
                    self.put(shape, index, i, (at, o.rest), sum);
                }
                let cut =
                    o.deep && inside.is_some_and(|e| e < at + o.rest) || self.promise_in(at, o).is_some();
                if o.rest >= 2 * o.shortest && (!whole || cut) {
                    self.parts(shape, index, i, (at, room, whole), inside, sum);
                }
            }
        }
        if let Some(next) = self.next_start(shape, index, at, run.1) {
            self.place(shape, index, next, sum);
        }
    }

    /// Whether the block before `at` and a whole portion behind it could as well stand the other way round, at the same
    /// cost: one of the two orders is enough.
    fn may_turn(&self, shape: &Shape, run_start: i64, i: usize, at: i64) -> bool {
        let Some(&last) = self.now.last() else { return false };
        if last.start < run_start || last.end + self.brk != at || !self.promised.is_empty() {
            return false;
        }
        let o = self.open[i];
        let Some(j) = (i + 1..self.open.len()).find(|&j| self.open[j].task == last.task) else {
            return false;
        };
        let p = self.open[j];
        o.rest == o.all
            && last.end - last.start == p.all
            && o.before & 1 << j == 0
            && o.release <= last.start
            && (!o.deep && !p.deep || shape.is_even(last.start, at + o.rest))
    }

    /// Whether the rest can fit from `at` in that run on, and for less than the best found.
    fn hopeful(&self, shape: &Shape, index: usize, at: i64, sum: Sum) -> bool {
        let won: i64 = self.promised.iter().filter(|p| p.0 >= at).map(|p| p.2).sum();
        let cost = sum.cost + sum.blocks * self.block - won;
        if cost >= self.best_cost {
            return false;
        }
        let (end, later) = (shape.runs[index].1, shape.later[index]);
        let runs = (shape.runs.len() - index) as i64;
        // Every block but the last of its run is followed by a break.
        if sum.rest + (sum.blocks - runs).max(0) * self.brk > end - at + later.0 {
            return false;
        }
        let inside = || overlap(at, end, &shape.deep) + later.1;
        let outside = if sum.deep > 0 { (sum.deep - inside()).max(0) } else { 0 };
        cost + outside * self.deep < self.best_cost
    }

    /// Blocks that leave a rest of the portion for later.
    fn parts(
        &mut self,
        shape: &Shape,
        index: usize,
        i: usize,
        (at, room, whole): (i64, i64, bool),
        inside: Option<i64>,
        sum: Sum,
    ) {
        // One portion at a time is begun and not over.
        let o = self.open[i];
        let begun = |b: &Slot| self.open.iter().any(|p| p.task == b.task && p.rest > 0 && p.task != o.task);
        if self.now.iter().any(begun) {
            return;
        }
        let most = room.min(o.longest).min(o.rest - o.shortest);
        let mut tried = [0_i64; 5];
        let mut count = 0;
        let mut wish = |n: i64| {
            if n >= o.shortest && n <= most && count < 5 && !tried[..count].contains(&n) {
                tried[count] = n;
                count += 1;
            }
        };
        if !whole {
            wish(most);
            // What the next runs can hold stays for them.
            for run in shape.runs[index + 1..].iter().take(2) {
                wish(o.rest - (run.1 - run.0).min(o.longest).min(o.rest));
            }
        }
        if let Some(edge) = inside.filter(|_| o.deep) {
            wish((edge - at) / self.grid * self.grid);
        }
        if let Some(start) = self.promise_in(at, o) {
            wish((start - self.brk - at) / self.grid * self.grid);
        }
        for n in tried.into_iter().take(count) {
            self.put(shape, index, i, (at, n), sum);
        }
    }

    /// Start of the first thing promised that a whole block at `at` would be in the way of.
    fn promise_in(&self, at: i64, o: Open) -> Option<i64> {
        let hit = |p: &&(i64, Owner, i64)| at < p.0 && p.0 < at + o.rest + self.brk;
        self.promised.iter().filter(hit).map(|p| p.0).min()
    }

    /// Puts a block of a portion at `at` and goes on behind it.
    fn put(&mut self, shape: &Shape, index: usize, i: usize, (at, minutes): (i64, i64), sum: Sum) {
        let o = self.open[i];
        let end = at + minutes;
        let rest = o.rest - minutes;
        let blocks = if rest == 0 { 0 } else { (rest + o.longest - 1) / o.longest.max(1) };
        let mut next = Sum {
            rest: sum.rest - minutes,
            blocks: sum.blocks - o.blocks + blocks,
            deep: sum.deep,
            cost: sum.cost + self.block,
            over: sum.over | u32::from(rest == 0) << i,
        };
        if o.deep {
            next.deep -= minutes;
            next.cost += self.deep * shape.shallow(at, end);
        }
        for &(start, owner, points) in &self.promised {
            if start == at && owner == o.owner {
                next.cost -= points;
            }
        }
        (self.open[i].rest, self.open[i].blocks) = (rest, blocks);
        self.now.push(Slot { task: o.task, start: at, end });
        self.place(shape, index, end + self.brk, next);
        self.now.pop();
        (self.open[i].rest, self.open[i].blocks) = (o.rest, o.blocks);
    }

    /// The next start worth a look: in the same run, or where the next one begins.
    fn next_start(&self, shape: &Shape, index: usize, at: i64, run_end: i64) -> Option<i64> {
        let mut next = shape.runs.get(index + 1).map(|r| r.0);
        let mut offer = |s: i64| {
            if at < s && s < run_end && next.is_none_or(|n| s < n) {
                next = Some(s);
            }
        };
        if self.open.iter().any(|o| o.deep && o.rest > 0) {
            shape.deep_starts.iter().for_each(|&s| offer(s));
        }
        for p in &self.promised {
            if p.0 % self.grid == 0 && self.open.iter().any(|o| o.owner == p.1 && o.rest > 0) {
                offer(p.0);
            }
        }
        for o in self.open.iter().filter(|o| o.rest > 0) {
            offer(o.release);
        }
        next
    }
}

/// Points that the portions cost at least on that day, whatever the arrangement; `None` if they surely do not fit.
pub(super) fn least(facts: &Facts<'_, '_>, day: usize, portions: &[Portion]) -> Option<i64> {
    let shape = &facts.shapes[day];
    let w = &facts.derived.inst.weights;
    let (mut minutes, mut blocks, mut deep) = (0, 0, 0);
    for p in portions {
        let t = &facts.tasks[p.task];
        if p.minutes < t.shortest {
            return None;
        }
        minutes += p.minutes;
        blocks += if p.minutes <= t.longest { 1 } else { (p.minutes + t.longest - 1) / t.longest.max(1) };
        deep += if t.deep { p.minutes } else { 0 };
    }
    let (free, runs) = shape.free;
    if minutes + (blocks - runs).max(0) * facts.brk > free || portions.len() > MOST_PORTIONS {
        return None;
    }
    let here = |owner: Owner| portions.iter().any(|p| facts.tasks[p.task].owner == owner);
    let broken: i64 = shape.promised.iter().filter(|p| !here(p.owner)).map(|p| p.absent).sum();
    let outside = (deep - shape.deep_free).max(0);
    Some(crowding(facts, shape, portions) + broken + w.block * blocks + w.deep * outside)
}

/// Points for much of one unit, and for many units, on one day; locked work included.
fn crowding(facts: &Facts<'_, '_>, shape: &Shape, portions: &[Portion]) -> i64 {
    let learner = &facts.derived.inst.learner;
    let w = &facts.derived.inst.weights;
    let acts = facts.before.len();
    if shape.locked_units.is_empty() {
        // The activities of a unit stand side by side, and so do their portions.
        let work = &portions[..portions.partition_point(|p| p.task < acts)];
        let (mut units, mut massed) = (0, 0);
        for of_unit in work.chunk_by(|a, b| facts.unit(a.task) == facts.unit(b.task)) {
            units += 1;
            let all: i64 = of_unit.iter().map(|p| p.minutes).sum();
            massed += (all - i64::from(learner.unit_day_free)).max(0);
        }
        return w.massed * massed + w.extra_unit * (units - i64::from(learner.units_per_day_free)).max(0);
    }
    let work = || portions.iter().filter(|p| p.task < acts).map(|p| (facts.unit(p.task), p.minutes));
    let locked = || shape.locked_units.iter().copied();
    let (mut units, mut massed) = (0, 0);
    for (i, (unit, _)) in locked().chain(work()).enumerate() {
        if locked().chain(work()).take(i).any(|(u, _)| u == unit) {
            continue;
        }
        units += 1;
        let all: i64 = locked().chain(work()).filter(|&(u, _)| u == unit).map(|(_, m)| m).sum();
        massed += (all - i64::from(learner.unit_day_free)).max(0);
    }
    w.massed * massed + w.extra_unit * (units - i64::from(learner.units_per_day_free)).max(0)
}
