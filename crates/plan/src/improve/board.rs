//! The plan as the search changes it: days of slots, with what is left and what is used kept up to date.
//! Invariant: slots of a day are in time order; `gaps`, `left`, `first`, `last` and the sums follow from them.

use super::facts::Facts;
use crate::derived::DAY;
use crate::interval::{Stretch, round_down, round_up};
use crate::ledger::{Ledger, Owner, Serves};
use crate::{Block, What};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Work(usize),
    Rhythm(usize),
    Review,
}

/// A block; `start` and `end` are minutes of its day.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub start: i64,
    pub end: i64,
    pub task: Task,
    /// Locked, or kept because it is promised: the search does not take it up.
    pub fixed: bool,
    pub locked: bool,
}

pub(super) struct Board {
    pub days: Vec<Vec<Slot>>,
    /// Free stretches by day, a break away from every slot.
    pub gaps: Vec<Vec<Stretch>>,
    pub day_used: Vec<i64>,
    pub week_used: Vec<i64>,
    /// By activity: minutes left, first start of a block that is not locked, last end; absolute minutes.
    pub left: Vec<i64>,
    pub first: Vec<i64>,
    pub last: Vec<i64>,
    /// By review item: the day that holds it.
    pub held: Vec<Option<usize>>,
}

// By hand because a derived `clone_from` would give up the buffers, once for each step.
impl Clone for Board {
    fn clone(&self) -> Self {
        Board {
            days: self.days.clone(),
            gaps: self.gaps.clone(),
            day_used: self.day_used.clone(),
            week_used: self.week_used.clone(),
            left: self.left.clone(),
            first: self.first.clone(),
            last: self.last.clone(),
            held: self.held.clone(),
        }
    }

    fn clone_from(&mut self, from: &Self) {
        self.days.clone_from(&from.days);
        self.gaps.clone_from(&from.gaps);
        self.day_used.clone_from(&from.day_used);
        self.week_used.clone_from(&from.week_used);
        self.left.clone_from(&from.left);
        self.first.clone_from(&from.first);
        self.last.clone_from(&from.last);
        self.held.clone_from(&from.held);
    }
}

impl Board {
    pub(super) fn new(facts: &Facts<'_, '_>, ledger: &Ledger<'_>) -> Self {
        let derived = facts.derived;
        let days = derived.days as usize;
        let mut board = Board {
            days: vec![Vec::new(); days],
            gaps: facts.runs.clone(),
            day_used: vec![0; days],
            week_used: vec![0; derived.budget.len()],
            left: derived.acts.iter().map(|a| a.remaining).collect(),
            first: vec![i64::MAX; derived.acts.len()],
            last: vec![i64::MIN; derived.acts.len()],
            held: vec![None; facts.items.len()],
        };
        for e in &ledger.entries {
            let task = match e.serves {
                Serves::Work(act) => Task::Work(act),
                Serves::Rhythm(r) => Task::Rhythm(r),
                Serves::Review(items) => {
                    for (held, item) in board.held.iter_mut().zip(&facts.items) {
                        if items.contains(&item.item) {
                            *held = Some(e.day as usize);
                        }
                    }
                    Task::Review
                }
            };
            let owner = e.serves.owner(derived);
            let promised =
                facts.promised[e.day as usize].iter().any(|p| p.start == e.start && p.owner == owner);
            let slot =
                Slot { start: e.start, end: e.end, task, fixed: e.locked || promised, locked: e.locked };
            board.place(facts, e.day as usize, slot);
        }
        board
    }

    pub(super) fn place(&mut self, facts: &Facts<'_, '_>, day: usize, slot: Slot) {
        let at = self.days[day].partition_point(|s| s.start < slot.start);
        self.days[day].insert(at, slot);
        if let Task::Work(act) = slot.task {
            let midnight = day as i64 * DAY;
            self.left[act] -= slot.end - slot.start;
            self.last[act] = self.last[act].max(midnight + slot.end);
            if !slot.locked {
                self.first[act] = self.first[act].min(midnight + slot.start);
            }
        }
        self.count(facts, day, slot.end - slot.start);
    }

    pub(super) fn remove(&mut self, facts: &Facts<'_, '_>, day: usize, index: usize) {
        let slot = self.days[day].remove(index);
        match slot.task {
            Task::Work(act) => {
                self.left[act] += slot.end - slot.start;
                self.bounds(act);
            }
            Task::Rhythm(_) => {}
            Task::Review => {
                for held in self.held.iter_mut().filter(|h| **h == Some(day)) {
                    *held = None;
                }
            }
        }
        self.count(facts, day, slot.start - slot.end);
    }

    /// Removes all blocks of an activity that may be taken up; `promised` ones too if asked for.
    pub(super) fn remove_act(&mut self, facts: &Facts<'_, '_>, act: usize, promised: bool) {
        if self.first[act] == i64::MAX {
            return;
        }
        for day in (self.first[act] / DAY) as usize..=((self.last[act] - 1) / DAY) as usize {
            for index in (0..self.days[day].len()).rev() {
                let slot = self.days[day][index];
                let free = if promised { !slot.locked } else { !slot.fixed };
                if free && slot.task == Task::Work(act) {
                    self.remove(facts, day, index);
                }
            }
        }
    }

    /// Changes the end of a slot.
    pub(super) fn stretch(&mut self, facts: &Facts<'_, '_>, day: usize, index: usize, end: i64) {
        let before = std::mem::replace(&mut self.days[day][index].end, end);
        self.count(facts, day, end - before);
    }

    fn bounds(&mut self, act: usize) {
        let from = if self.first[act] == i64::MAX { 0 } else { (self.first[act] / DAY) as usize };
        let to = ((self.last[act] - 1) / DAY) as usize;
        // Locked blocks may lie before the first block that is not.
        let from = if self.days.iter().take(from).flatten().any(|s| s.locked) { 0 } else { from };
        (self.first[act], self.last[act]) = (i64::MAX, i64::MIN);
        for day in from..=to {
            for slot in self.days[day].iter().filter(|s| s.task == Task::Work(act)) {
                let midnight = day as i64 * DAY;
                self.last[act] = self.last[act].max(midnight + slot.end);
                if !slot.locked {
                    self.first[act] = self.first[act].min(midnight + slot.start);
                }
            }
        }
    }

    fn count(&mut self, facts: &Facts<'_, '_>, day: usize, minutes: i64) {
        self.day_used[day] += minutes;
        self.week_used[day / 7] += minutes;
        let (grid, brk) = (facts.derived.grid, facts.derived.brk);
        let gaps = &mut self.gaps[day];
        gaps.clear();
        for &(mut from, to) in &facts.runs[day] {
            for s in &self.days[day] {
                if s.end + brk <= from || s.start - brk >= to {
                    continue;
                }
                let until = round_down(s.start - brk, grid);
                if until > from {
                    gaps.push((from, until));
                }
                from = from.max(round_up(s.end + brk, grid));
            }
            if from < to {
                gaps.push((from, to));
            }
        }
    }

    /// Minutes that may be added to a day.
    pub(super) fn room(&self, facts: &Facts<'_, '_>, day: usize) -> i64 {
        let derived = facts.derived;
        (derived.day_max - self.day_used[day]).min(derived.budget[day / 7] - self.week_used[day / 7])
    }

    /// From when an activity may start; `None` if one before it is not complete.
    pub(super) fn ready(&self, facts: &Facts<'_, '_>, act: usize) -> Option<i64> {
        let mut from = i64::MIN;
        for &b in &facts.before[act] {
            if self.left[b] > 0 {
                return None;
            }
            from = from.max(self.last[b]);
        }
        Some(from)
    }

    /// By when an activity must be complete for the sake of what is placed after it.
    pub(super) fn deadline(&self, facts: &Facts<'_, '_>, act: usize) -> i64 {
        facts.after[act].iter().map(|&a| self.first[a]).min().unwrap_or(i64::MAX)
    }

    /// When a unit is complete, if it is and had anything to do.
    pub(super) fn finish(&self, facts: &Facts<'_, '_>, unit: usize) -> Option<i64> {
        let acts = facts.derived.units[unit].acts.clone();
        let end = self.last[acts.clone()].iter().copied().max()?;
        (end > i64::MIN && self.left[acts].iter().all(|&l| l <= 0)).then_some(end)
    }

    /// All blocks in time order.
    pub(super) fn blocks(&self, facts: &Facts<'_, '_>) -> Vec<Block> {
        let derived = facts.derived;
        let mut out = derived.inst.locked.clone();
        for (day, slots) in self.days.iter().enumerate() {
            for s in slots.iter().filter(|s| !s.locked) {
                let what = match s.task {
                    Task::Work(act) => {
                        let (unit, activity) = derived.act_names(act);
                        What::Work { unit: unit.to_owned(), activity: activity.to_owned() }
                    }
                    Task::Rhythm(r) => What::Rhythm { rhythm: derived.inst.rhythms[r].id.clone() },
                    Task::Review => {
                        let here = facts.items.iter().zip(&self.held).filter(|(_, h)| **h == Some(day));
                        What::Review { items: here.map(|(i, _)| i.item.clone()).collect() }
                    }
                };
                let minutes = u32::try_from(s.end - s.start).unwrap_or(0);
                out.push(Block { start: derived.moment(day as i64 * DAY + s.start), minutes, what });
            }
        }
        out.sort();
        out
    }
}

/// To whom a task belongs.
pub(super) fn owner(facts: &Facts<'_, '_>, task: Task) -> Owner {
    match task {
        Task::Work(act) => Owner::Unit(facts.derived.acts[act].unit),
        Task::Rhythm(r) => Owner::Rhythm(r),
        Task::Review => Owner::Review,
    }
}
