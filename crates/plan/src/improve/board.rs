//! The plan as the search changes it: which day holds how many minutes of what.
//! Invariant: sums, completions and points follow from the portions; a change is judged and then kept or taken back.

use super::arrange::{Arranger, Portion, least};
use super::facts::{Facts, Task};
use super::memo::{IMPOSSIBLE, Known, Memo, mix};
use super::{WAITING, waits};
use crate::derived::Due;

/// What one day holds, locked blocks aside.
#[derive(Clone, Default)]
pub(super) struct DayState {
    /// By task.
    pub portions: Vec<Portion>,
    key: u64,
    pub minutes: i64,
    pub points: i64,
}

/// Where an activity stands.
#[derive(Clone, Default)]
pub(super) struct ActState {
    /// Its days, ascending.
    pub days: Vec<usize>,
    /// Minutes in no block.
    pub left: i64,
}

/// A change that can be taken back.
pub(super) enum Undo {
    Minutes { task: Task, day: usize, was: i64 },
    Served { period: usize, was: Option<usize> },
    Held { item: usize, was: Option<usize> },
    Finish { unit: usize, was: Option<usize> },
    Points { day: usize, was: i64 },
    Bucket { bucket: usize, was: i64 },
}

/// The parts of a board that a copy of the plan needs.
#[derive(Clone, PartialEq)]
pub(super) struct Snapshot {
    pub portions: Vec<Vec<Portion>>,
    pub served: Vec<Option<usize>>,
    pub held: Vec<Option<usize>>,
    pub points: i64,
}

pub(super) struct Board<'f, 'd, 'i> {
    pub facts: &'f Facts<'d, 'i>,
    pub days: Vec<DayState>,
    pub acts: Vec<ActState>,
    pub week_minutes: Vec<i64>,
    /// By unit: the day on which it is complete.
    pub finish: Vec<Option<usize>>,
    /// By rhythm period and by review item: the day that holds it.
    pub served: Vec<Option<usize>>,
    pub held: Vec<Option<usize>>,
    /// By day: the review items that it holds, ascending.
    pub on: Vec<Vec<usize>>,
    /// Minutes by bucket of weeks and strategy, and the points of each bucket.
    mix_minutes: Vec<i64>,
    pub mix_points: Vec<i64>,
    /// Points of everything that a plan can change.
    pub points: i64,
    /// Points when the board was last kept.
    pub kept: i64,
    /// Days that differ from the best plan found.
    pub changed: Vec<usize>,
    /// Day that holds no released item this time.
    pub closed: Option<usize>,
    memo: Memo,
    /// Room for the portions of a day that is only thought of.
    scratch: Vec<Portion>,
    pub arranger: Arranger,
    /// Room for the days that a judgement still has to arrange.
    pub open_days: Vec<usize>,
    pub log: Vec<Undo>,
    pub touched_days: Vec<usize>,
    pub touched_acts: Vec<usize>,
    pub touched_items: Vec<usize>,
    pub touched_buckets: Vec<usize>,
}

impl<'f, 'd, 'i> Board<'f, 'd, 'i> {
    /// Nothing but the locked blocks.
    pub(super) fn new(facts: &'f Facts<'d, 'i>) -> Self {
        let derived = facts.derived;
        let bucket_days = 7 * (derived.inst.learner.mix_bucket_weeks as usize).max(1);
        let buckets = facts.days.div_ceil(bucket_days);
        let memo = Memo::new(if facts.days <= 28 { 15 } else { 16 });
        let mut board = Board {
            facts,
            days: vec![DayState::default(); facts.days],
            acts: (0..derived.acts.len())
                .map(|a| ActState {
                    days: Vec::new(),
                    left: derived.acts[a].remaining - facts.locked[a].minutes,
                })
                .collect(),
            week_minutes: facts.week_locked.clone(),
            finish: vec![None; derived.units.len()],
            served: vec![None; facts.periods.len()],
            held: vec![None; facts.items.len()],
            on: vec![Vec::new(); facts.days],
            mix_minutes: vec![0; buckets * facts.targets.len()],
            mix_points: vec![0; buckets],
            points: 0,
            kept: 0,
            changed: Vec::new(),
            closed: None,
            memo,
            scratch: Vec::new(),
            arranger: Arranger::new(facts),
            open_days: Vec::new(),
            log: Vec::new(),
            touched_days: Vec::new(),
            touched_acts: Vec::new(),
            touched_items: Vec::new(),
            touched_buckets: Vec::new(),
        };
        board.open();
        board.kept = board.points;
        board
    }

    /// Counts the points of the empty board.
    fn open(&mut self) {
        let facts = self.facts;
        for (day, shape) in facts.shapes.iter().enumerate() {
            for &(unit, minutes) in &shape.locked_units {
                let at = self.bucket(day) * facts.targets.len() + facts.strategy[unit];
                self.mix_minutes[at] += minutes;
            }
        }
        for bucket in 0..self.mix_points.len() {
            self.mix_points[bucket] = self.bucket_points(bucket);
            self.points += self.mix_points[bucket];
        }
        for day in 0..self.days.len() {
            let points = self.day_points(day);
            self.days[day].points = if points == IMPOSSIBLE { 0 } else { points };
            self.points += self.days[day].points;
        }
        let w = &facts.derived.inst.weights;
        for unit in 0..self.finish.len() {
            self.finish[unit] = self.complete_on(unit);
            self.points += facts.finish_points(unit, self.finish[unit]);
        }
        for act in 0..self.acts.len() {
            self.points += self.unfinished_points(act);
        }
        self.points += w.rhythm * facts.periods.len() as i64;
        for item in 0..self.held.len() {
            self.points += self.item_points(item, self.held_on(item));
        }
    }

    pub(super) fn bucket(&self, day: usize) -> usize {
        day / (7 * (self.facts.derived.inst.learner.mix_bucket_weeks as usize).max(1))
    }

    pub(super) fn bucket_points(&self, bucket: usize) -> i64 {
        let targets = &self.facts.targets;
        let minutes = &self.mix_minutes[bucket * targets.len()..(bucket + 1) * targets.len()];
        let total: i64 = minutes.iter().sum();
        let off: i64 = minutes.iter().zip(targets).map(|(m, t)| (1000 * m - t * total).abs()).sum();
        self.facts.derived.inst.weights.mix * (off / 2000)
    }

    fn unfinished_points(&self, act: usize) -> i64 {
        let derived = self.facts.derived;
        let prio = derived.units[self.facts.unit(act)].prio;
        derived.inst.weights.unfinished * prio * self.acts[act].left.max(0)
    }

    // ---- questions

    pub(super) fn minutes_of(&self, task: Task, day: usize) -> i64 {
        self.days[day].portions.iter().find(|p| p.task == task).map_or(0, |p| p.minutes)
    }

    pub(super) fn first_day(&self, act: usize) -> Option<usize> {
        self.acts[act].days.first().copied()
    }

    /// Last day of its blocks, locked ones included.
    pub(super) fn last_day(&self, act: usize) -> Option<usize> {
        self.acts[act].days.last().copied().max(self.facts.locked[act].last)
    }

    /// First and last day on which an activity may stand, by what it waits for and what waits for it; `None` if
    /// something before it is not complete.
    pub(super) fn allowed(&self, act: usize) -> Option<(usize, usize)> {
        let (mut from, mut to) = (self.facts.today, self.facts.days.checked_sub(1)?);
        for &b in &self.facts.before[act] {
            if self.acts[b].left > 0 {
                return None;
            }
            from = from.max(self.last_day(b).unwrap_or(0));
        }
        for &a in &self.facts.after[act] {
            to = to.min(self.first_day(a).unwrap_or(to));
        }
        Some((from, to))
    }

    /// Minutes that may be added to a day, by day and week limits.
    pub(super) fn room(&self, day: usize) -> i64 {
        let budget = self.facts.derived.budget[day / 7] - self.week_minutes[day / 7];
        (self.facts.shapes[day].most - self.days[day].minutes).min(budget).max(0)
    }

    pub(super) fn complete_on(&self, unit: usize) -> Option<usize> {
        let acts = self.facts.derived.units[unit].acts.clone();
        if acts.clone().any(|a| self.acts[a].left > 0) {
            return None;
        }
        acts.filter_map(|a| self.last_day(a)).max()
    }

    /// When an item is due, if anything makes it due.
    pub(super) fn due(&self, item: usize) -> Option<Due> {
        let facts = &self.facts.items[item];
        if let Some((unit, after)) = facts.after
            && let Some(day) = self.finish[unit]
        {
            return Some(Due { day: day as i64 + after.day, interval: after.interval });
        }
        facts.known
    }

    /// Days on which an item may be held.
    pub(super) fn window(&self, item: usize) -> Option<std::ops::Range<usize>> {
        let due = self.due(item)?;
        let (early, late) = self.facts.derived.tolerance(due.interval);
        let from = (due.day - early).max(self.facts.today as i64);
        let to = (due.day + late + 1).min(self.facts.days as i64).max(from);
        Some(from as usize..to as usize)
    }

    pub(super) fn held_on(&self, item: usize) -> Option<i64> {
        self.held[item].map(|d| d as i64).or(self.facts.items[item].locked)
    }

    /// Points of an item that is held on `day`, or nowhere.
    pub(super) fn item_points(&self, item: usize, day: Option<i64>) -> i64 {
        let Some(due) = self.due(item) else { return 0 };
        let facts = self.facts;
        let weight = facts.derived.inst.weights.review;
        let percent = match day {
            Some(day) => return weight * (100 * (day - due.day).abs() / due.interval),
            None => {
                let (_, late) = facts.derived.tolerance(due.interval);
                if due.day + late >= facts.derived.days {
                    100 * (facts.derived.days - due.day).max(0) / due.interval
                } else if due.day + late >= facts.derived.now.div_euclid(crate::derived::DAY) {
                    crate::score::REVIEW_MISSED_PERCENT
                } else {
                    0
                }
            }
        };
        let waits = facts.items[item].known.is_some_and(|due| waits(facts.derived, due));
        weight * percent * if waits { (facts.steadiness / WAITING).max(1_000) } else { 1_000 } / 1_000
    }

    /// Points of a day as it stands; [`IMPOSSIBLE`] if it cannot hold its portions.
    pub(super) fn day_points(&mut self, day: usize) -> i64 {
        let key = self.days[day].key.wrapping_add(mix(u64::MAX, self.facts.kind[day]));
        match self.memo.get(key) {
            Some(Known::Points(points)) => points,
            _ => self.arrange(day, key, IMPOSSIBLE).unwrap_or(IMPOSSIBLE),
        }
    }

    /// Points of a day as it stands, if they are less than `limit`.
    pub(super) fn day_points_below(&mut self, day: usize, limit: i64) -> Option<i64> {
        let key = self.days[day].key.wrapping_add(mix(u64::MAX, self.facts.kind[day]));
        match self.memo.get(key) {
            Some(Known::Points(points)) => (points < limit).then_some(points),
            Some(Known::AtLeast(points)) if points >= limit => None,
            _ => self.arrange(day, key, limit),
        }
    }

    /// Points of a day, if they are known; or what it costs at least. The second value says which.
    pub(super) fn day_bound(&mut self, day: usize) -> (i64, bool) {
        let key = self.days[day].key.wrapping_add(mix(u64::MAX, self.facts.kind[day]));
        match self.memo.get(key) {
            Some(Known::Points(points)) => (points, true),
            Some(Known::AtLeast(points)) => (points, false),
            None => (least(self.facts, day, &self.days[day].portions).unwrap_or(IMPOSSIBLE), false),
        }
    }

    fn arrange(&mut self, day: usize, key: u64, limit: i64) -> Option<i64> {
        let found = self.arranger.arrange(self.facts, day, &self.days[day].portions, limit);
        self.memo.put(key, found);
        below(found, limit)
    }

    /// Points of a day if it held so many minutes of a task instead of what it holds; `None` if they are `limit` or
    /// more.
    pub(super) fn points_with(&mut self, task: Task, day: usize, minutes: i64, limit: i64) -> Option<i64> {
        let here = self.minutes_of(task, day);
        let key = self.days[day].key.wrapping_sub(part(task, here)).wrapping_add(part(task, minutes));
        let key = key.wrapping_add(mix(u64::MAX, self.facts.kind[day]));
        match self.memo.get(key) {
            Some(Known::Points(points)) => return (points < limit).then_some(points),
            Some(Known::AtLeast(points)) if points >= limit => return None,
            _ => {}
        }
        let mut portions = std::mem::take(&mut self.scratch);
        portions.clone_from(&self.days[day].portions);
        put(&mut portions, task, minutes);
        let least = least(self.facts, day, &portions);
        let found = least.is_some_and(|least| least < limit).then(|| {
            let found = self.arranger.arrange(self.facts, day, &portions, limit);
            self.memo.put(key, found);
            found
        });
        self.scratch = portions;
        found.and_then(|found| below(found, limit))
    }

    // ---- changes

    /// Lets `day` hold so many minutes of a task.
    pub(super) fn set(&mut self, task: Task, day: usize, minutes: i64) {
        let before = if task < self.acts.len() { self.unfinished_points(task) } else { 0 };
        let was = self.write(task, day, minutes);
        if was == minutes {
            return;
        }
        self.log.push(Undo::Minutes { task, day, was });
        if !self.touched_days.contains(&day) {
            self.touched_days.push(day);
        }
        if task < self.acts.len() {
            self.points += self.unfinished_points(task) - before;
            if !self.touched_acts.contains(&task) {
                self.touched_acts.push(task);
            }
        }
    }

    pub(super) fn write(&mut self, task: Task, day: usize, minutes: i64) -> i64 {
        let state = &mut self.days[day];
        let was = put(&mut state.portions, task, minutes);
        if was == minutes {
            return was;
        }
        state.key = state.key.wrapping_sub(part(task, was)).wrapping_add(part(task, minutes));
        state.minutes += minutes - was;
        self.week_minutes[day / 7] += minutes - was;
        if task < self.acts.len() {
            let act = &mut self.acts[task];
            act.left -= minutes - was;
            if was == 0 {
                let at = act.days.partition_point(|&d| d < day);
                act.days.insert(at, day);
            } else if minutes == 0 {
                act.days.retain(|&d| d != day);
            }
            let bucket = self.bucket(day);
            let at = bucket * self.facts.targets.len() + self.facts.strategy[self.facts.unit(task)];
            self.mix_minutes[at] += minutes - was;
            if self.facts.derived.inst.weights.mix != 0 && !self.touched_buckets.contains(&bucket) {
                self.touched_buckets.push(bucket);
            }
        }
        was
    }

    /// Serves a rhythm's period on that day, or not at all.
    pub(super) fn serve(&mut self, period: usize, day: Option<usize>) {
        let was = self.served[period];
        if was == day {
            return;
        }
        let rhythm = self.facts.periods[period].rhythm;
        let task = self.facts.rhythm_task(rhythm);
        if let Some(d) = was {
            self.set(task, d, 0);
        }
        if let Some(d) = day {
            self.set(task, d, self.facts.derived.rhythm_minutes(rhythm));
        }
        self.served[period] = day;
        self.log.push(Undo::Served { period, was });
        let points = self.facts.derived.inst.weights.rhythm;
        self.points += points * (i64::from(was.is_some()) - i64::from(day.is_some()));
    }

    /// Holds an item on that day, or nowhere. Its points are counted by the caller.
    pub(super) fn hold_raw(&mut self, item: usize, day: Option<usize>) {
        let was = self.lay(item, day);
        self.log.push(Undo::Held { item, was });
        for d in [was, day].into_iter().flatten() {
            let minutes = self.facts.derived.review_minutes(self.on[d].len());
            self.set(self.facts.review_task(), d, minutes);
        }
    }

    /// Notes on which day an item is held; its former day.
    pub(super) fn lay(&mut self, item: usize, day: Option<usize>) -> Option<usize> {
        let was = std::mem::replace(&mut self.held[item], day);
        if let Some(d) = was {
            self.on[d].retain(|&i| i != item);
        }
        if let Some(d) = day {
            let at = self.on[d].partition_point(|&i| i < item);
            self.on[d].insert(at, item);
        }
        was
    }

    /// Takes an item out of its day, to be held anew when the change is judged.
    pub(super) fn release(&mut self, item: usize) {
        if self.facts.items[item].locked.is_none() && !self.touched_items.contains(&item) {
            self.points -= self.item_points(item, self.held_on(item));
            self.hold_raw(item, None);
            self.touched_items.push(item);
        }
    }

    /// Moves an item to a day that can hold it. `false` if that day cannot.
    pub(super) fn move_item(&mut self, item: usize, day: usize) -> bool {
        let facts = self.facts;
        let minutes = facts.derived.review_minutes(self.on[day].len() + 1);
        if facts.shapes[day].review_closed
            || minutes > facts.derived.block_max
            || self.touched_items.contains(&item)
            || !self.window(item).is_some_and(|w| w.contains(&day))
        {
            return false;
        }
        self.hold(item, Some(day));
        true
    }

    /// Holds an item on that day, or nowhere.
    pub(super) fn hold(&mut self, item: usize, day: Option<usize>) {
        self.points -= self.item_points(item, self.held_on(item));
        self.hold_raw(item, day);
        self.points += self.item_points(item, self.held_on(item));
    }
}

/// The points, if they are less than `limit`.
fn below(found: Known, limit: i64) -> Option<i64> {
    match found {
        Known::Points(points) if points < limit => Some(points),
        _ => None,
    }
}

/// Lets a list of portions hold so many minutes of a task; those that it held.
fn put(portions: &mut Vec<Portion>, task: Task, minutes: i64) -> i64 {
    let at = portions.partition_point(|p| p.task < task);
    let here = portions.get(at).filter(|p| p.task == task).map(|p| p.minutes);
    match (here, minutes) {
        (None, 0) => {}
        (None, _) => portions.insert(at, Portion { task, minutes }),
        (Some(_), 0) => {
            portions.remove(at);
        }
        (Some(_), _) => portions[at].minutes = minutes,
    }
    here.unwrap_or(0)
}

/// What a portion adds to the key of its day.
fn part(task: Task, minutes: i64) -> u64 {
    if minutes > 0 { mix(task as u64, minutes as u64) } else { 0 }
}
