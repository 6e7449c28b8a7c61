//! The plain greedy that every result is set against: walk through time, at each free moment take the ready unit
//! of highest priority, as long a block as fits.
//! Invariant: frozen. It looks at no score, and it must stay what earlier tables were measured against.

use std::collections::BTreeSet;

use plan::{Block, Instance, Level, ReviewItem, Status, What};

use crate::calendar::{DAY, free, minute, moment};

/// One activity with what is left of it, in minutes on the grid.
struct Step {
    id: String,
    left: i64,
}

struct Task {
    id: String,
    rank: (i64, i64),
    needs: Vec<usize>,
    finishes: bool,
    steps: Vec<Step>,
}

impl Task {
    fn done(&self) -> bool {
        self.steps.iter().all(|s| s.left == 0)
    }
}

struct Walk<'i> {
    instance: &'i Instance,
    grid: i64,
    shortest: i64,
    longest: i64,
    gap: i64,
    tasks: Vec<Task>,
    /// Tasks in the order in which they are asked.
    order: Vec<usize>,
    /// Reviews in the order in which they became known: item, due day, days it may be late.
    due: Vec<(ReviewItem, i64, i64)>,
    rhythms_held: BTreeSet<(usize, i64)>,
    blocks: Vec<Block>,
}

/// Free stretches of a day and what may still be studied in it.
struct Today {
    day: i64,
    runs: Vec<(i64, i64)>,
    left: i64,
}

/// The blocks of the baseline, in time order. Locked and published blocks are not looked at.
#[must_use]
pub fn greedy(instance: &Instance) -> Vec<Block> {
    let grid = i64::from(instance.grid).max(1);
    let tasks = tasks(instance, grid);
    let due = instance.reviews.due.iter();
    let due = due.map(|d| (d.item.clone(), (d.due - instance.start).num_days(), late(instance, d.interval)));
    let mut walk = Walk {
        instance,
        grid,
        shortest: up(instance.learner.block_min, grid),
        longest: i64::from(instance.learner.block_max) / grid * grid,
        gap: up(instance.learner.break_min, grid),
        order: order(&tasks),
        tasks,
        due: due.collect(),
        rhythms_held: BTreeSet::new(),
        blocks: Vec::new(),
    };
    for week in 0..i64::from(instance.weeks) {
        let index = u32::try_from(week).unwrap_or(0);
        let budget = instance.learner.week_budget_overrides.get(&index);
        let mut left = i64::from(*budget.unwrap_or(&instance.learner.week_budget));
        for day in 7 * week..7 * week + 7 {
            let allowed = left.min(i64::from(instance.learner.day_max));
            let mut today = Today { day, runs: walk.runs(day), left: allowed };
            walk.reviews(&mut today);
            walk.rhythms(&mut today);
            walk.work(&mut today);
            left -= allowed - today.left;
        }
    }
    walk.blocks.sort();
    walk.blocks
}

/// Rounded up to the grid.
fn up(minutes: u32, grid: i64) -> i64 {
    (i64::from(minutes) + grid - 1) / grid * grid
}

/// Days a review of this interval may be late.
fn late(instance: &Instance, interval: u32) -> i64 {
    (i64::from(interval) * i64::from(instance.reviews.late_permille) / 1000).max(1)
}

fn tasks(instance: &Instance, grid: i64) -> Vec<Task> {
    let open: Vec<_> = instance.units.iter().filter(|u| u.status == Status::Open).collect();
    let needs: Vec<Vec<usize>> =
        open.iter().map(|u| (0..open.len()).filter(|&i| u.prereqs.contains(&open[i].id)).collect()).collect();
    // How long a chain waits for each unit; a chain has at most as many links as there are units.
    let mut height = vec![1_i64; open.len()];
    for _ in 0..open.len() {
        for (u, needs) in needs.iter().enumerate() {
            for &p in needs {
                height[p] = height[p].max(height[u] + 1);
            }
        }
    }
    let task = |((u, needs), height): ((&&plan::Unit, Vec<usize>), i64)| Task {
        id: u.id.clone(),
        rank: (-i64::from(u.prio.unwrap_or(if u.level == Level::Core { 3 } else { 1 })), -height),
        needs,
        finishes: u.finishes,
        steps: u
            .activities
            .iter()
            .map(|a| Step { id: a.id.clone(), left: up(a.minutes.saturating_sub(a.done), grid) })
            .collect(),
    };
    open.iter().zip(needs).zip(height).map(task).collect()
}

fn order(tasks: &[Task]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    order.sort_by_key(|&t| (tasks[t].rank, &tasks[t].id));
    order
}

impl Walk<'_> {
    fn runs(&self, day: i64) -> Vec<(i64, i64)> {
        let now = minute(self.instance, self.instance.now) - day * DAY;
        let on_grid = |minute: i64| (minute + self.grid - 1).div_euclid(self.grid) * self.grid;
        let run = |(a, b): (i64, i64)| (on_grid(a.max(now)), b / self.grid * self.grid);
        free(self.instance, day).into_iter().map(run).filter(|(a, b)| a < b).collect()
    }

    /// Places a block at the first free time of the day that holds it.
    fn place(&mut self, today: &mut Today, length: i64, what: What) -> bool {
        if length > today.left {
            return false;
        }
        let Some(run) = today.runs.iter_mut().find(|(a, b)| b - a >= length) else { return false };
        let start = run.0;
        run.0 += length + self.gap;
        self.emit(today, start, length, what);
        true
    }

    fn emit(&mut self, today: &mut Today, start: i64, length: i64, what: What) {
        today.left -= length;
        let start = moment(self.instance, today.day, start);
        self.blocks.push(Block { start, minutes: u32::try_from(length).unwrap_or(0), what });
    }

    /// Everything that is due, in one block.
    fn reviews(&mut self, today: &mut Today) {
        let each = i64::from(self.instance.reviews.item_min).max(1);
        let due = self.due.iter().filter(|(_, day, late)| (*day..=day + late).contains(&today.day));
        let most = usize::try_from(self.longest / each).unwrap_or(0);
        let items: Vec<ReviewItem> = due.take(most).map(|(item, _, _)| item.clone()).collect();
        let minutes = i64::try_from(items.len()).unwrap_or(0) * each;
        let length = (minutes + self.grid - 1) / self.grid * self.grid;
        if !items.is_empty() && self.place(today, length, What::Review { items: items.clone() }) {
            self.due.retain(|(item, _, _)| !items.contains(item));
        }
    }

    fn rhythms(&mut self, today: &mut Today) {
        let week = today.day / 7;
        for (i, rhythm) in self.instance.rhythms.iter().enumerate() {
            let since = week - i64::from(rhythm.from_week);
            let key = (i, since / i64::from(rhythm.every_weeks).max(1));
            let active = since >= 0 && week <= i64::from(rhythm.to_week);
            let what = What::Rhythm { rhythm: rhythm.id.clone() };
            if active
                && !self.rhythms_held.contains(&key)
                && self.place(today, up(rhythm.minutes, self.grid), what)
            {
                self.rhythms_held.insert(key);
            }
        }
    }

    fn work(&mut self, today: &mut Today) {
        for run in 0..today.runs.len() {
            loop {
                let (start, end) = today.runs[run];
                let room = (end - start).min(today.left);
                let Some((task, step, length)) = self.choose(room) else { break };
                let (unit, activity) = (&self.tasks[task].id, &self.tasks[task].steps[step].id);
                let what = What::Work { unit: unit.clone(), activity: activity.clone() };
                self.emit(today, start, length, what);
                today.runs[run].0 += length + self.gap;
                self.tasks[task].steps[step].left -= length;
                if self.tasks[task].done() && self.tasks[task].finishes {
                    self.completed(task, today.day);
                }
            }
        }
    }

    /// The first ready unit of which a block fits into the room: unit, activity, minutes.
    fn choose(&self, room: i64) -> Option<(usize, usize, i64)> {
        self.order.iter().find_map(|&t| {
            let task = &self.tasks[t];
            let step = task.steps.iter().position(|s| s.left > 0)?;
            if task.needs.iter().any(|&p| !self.tasks[p].done()) {
                return None;
            }
            let left = task.steps[step].left;
            let least = self.shortest.min(left);
            let mut length = left.min(self.longest).min(room) / self.grid * self.grid;
            if (1..least).contains(&(left - length)) {
                length = left - least;
            }
            (length >= least && least > 0).then_some((t, step, length))
        })
    }

    fn completed(&mut self, task: usize, day: i64) {
        let mut before = 0;
        for (k, &offset) in (1..).zip(&self.instance.reviews.offsets_days) {
            let item = ReviewItem { unit: self.tasks[task].id.clone(), k };
            self.due.push((item, day + i64::from(offset), late(self.instance, offset - before)));
            before = offset;
        }
    }
}
