//! The days as the constructor fills them: free runs, placed blocks, appointments still to be kept.
//! Invariant: every block that is placed here keeps H02 to H06, H08, H09, H15; the caller sees to the rest.

use std::rc::Rc;

use crate::derived::{DAY, Derived};
use crate::interval::{Stretch, round_down, round_up};
use crate::ledger::{Ledger, Owner, Serves};
use crate::{Block, ReviewItem, What};

/// What a placed block serves; reviews own their items because the constructor chooses them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    Work(usize),
    Rhythm(usize),
    Review(Vec<ReviewItem>),
}

impl Job {
    /// Whose promise a block with this job may keep.
    pub(crate) fn owner(&self, derived: &Derived<'_>) -> Owner {
        match *self {
            Job::Work(act) => Owner::Unit(derived.acts[act].unit),
            Job::Rhythm(r) => Owner::Rhythm(r),
            Job::Review(_) => Owner::Review,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub start: i64,
    pub end: i64,
    pub job: Job,
}

/// A published block whose time is held until its day is planned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Appointment {
    pub start: i64,
    pub end: i64,
    pub owner: Owner,
    /// Position in the previous blocks.
    pub index: usize,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Day {
    /// Locked blocks, by what they occupy.
    locked: Vec<Stretch>,
    /// Unit and minutes of locked work.
    pub locked_work: Vec<(usize, i64)>,
    pub placed: Vec<Placed>,
    pub pending: Vec<Appointment>,
    /// Minutes of placed and locked blocks.
    pub used: i64,
    pub has_review: bool,
}

#[derive(Clone)]
pub(crate) struct Timetable {
    pub days: Vec<Day>,
    /// By day: where blocks may stand at all. Copies of the table share it.
    runs: Rc<[Vec<Stretch>]>,
    /// Minutes of placed and locked blocks per week.
    pub week_used: Vec<i64>,
    grid: i64,
    brk: i64,
    day_max: i64,
    budget: Vec<i64>,
}

impl Timetable {
    /// Locked blocks and appointments only.
    pub(crate) fn new(derived: &Derived<'_>, locked: &Ledger<'_>) -> Self {
        let mut days = vec![Day::default(); derived.days as usize];
        let mut week_used = vec![0; derived.budget.len()];
        for e in &locked.entries {
            let day = &mut days[e.day as usize];
            day.locked.push((e.start, e.end));
            if let Serves::Work(act) = e.serves {
                day.locked_work.push((derived.acts[act].unit, e.len()));
            }
            day.used += e.len();
            day.has_review |= matches!(e.serves, Serves::Review(_));
            week_used[(e.day / 7) as usize] += e.len();
        }
        let mut table = Timetable {
            days,
            runs: (0..derived.days).map(|d| derived.runs(d)).collect(),
            week_used,
            grid: derived.grid,
            brk: derived.brk,
            day_max: derived.day_max,
            budget: derived.budget.clone(),
        };
        table.promise(derived, locked);
        table
    }

    /// Enters the published blocks that can still be kept. A locked block at the same place keeps its promise.
    fn promise(&mut self, derived: &Derived<'_>, locked: &Ledger<'_>) {
        let Some(previous) = &derived.inst.previous else { return };
        for p in &derived.promises {
            let kept = locked
                .entries
                .iter()
                .any(|e| e.day == p.day && e.start == p.start && e.serves.owner(derived) == p.owner);
            let length = i64::from(previous.blocks[p.index].minutes);
            let Some(day) = usize::try_from(p.day).ok().and_then(|d| self.days.get_mut(d)) else { continue };
            if kept || p.start % derived.grid != 0 {
                continue;
            }
            let end = (p.start + round_up(length, derived.grid)).min(DAY);
            day.pending.push(Appointment { start: p.start, end, owner: p.owner, index: p.index });
        }
        for (day, runs) in
            self.days.iter_mut().zip(self.runs.iter()).filter(|(day, _)| !day.pending.is_empty())
        {
            day.pending.sort_by_key(|a| (a.start, a.end));
            // Times that are no longer free hold nothing.
            let taken = day.locked.iter().copied();
            let free: Vec<Stretch> = gaps(runs, taken, (derived.grid, derived.brk)).collect();
            day.pending.retain(|a| free.iter().any(|g| g.0 <= a.start && a.start < g.1));
            let mut last = i64::MIN;
            day.pending.retain(|a| {
                let fits = a.start >= last;
                last = if fits { a.end + derived.brk } else { last };
                fits
            });
        }
    }

    /// Free stretches of a day on the grid; pending appointments (but for `except`) take part of it.
    pub(crate) fn gaps(&self, day: usize, except: Option<usize>) -> impl Iterator<Item = Stretch> {
        let d = &self.days[day];
        let placed = d.placed.iter().map(|p| (p.start, p.end));
        let pending = d.pending.iter().filter(move |a| Some(a.index) != except).map(|a| (a.start, a.end));
        let taken = d.locked.iter().copied().chain(placed).chain(pending);
        gaps(&self.runs[day], taken, (self.grid, self.brk))
    }

    /// Minutes that may still be added to a day if `reserve` minutes of the week are spoken for.
    pub(crate) fn room(&self, day: usize, reserve: i64) -> i64 {
        let week = day / 7;
        let left = self.budget[week] - self.week_used[week] - reserve;
        (self.day_max - self.days[day].used).min(left).max(0)
    }

    /// Minutes that may be added to a day without taking the room of any pending appointment.
    pub(crate) fn spare(&self, day: usize) -> i64 {
        self.room(day, self.pending_in_week(day / 7 * 7)).min(self.spare_of_day(day)).max(0)
    }

    /// As [`Timetable::spare`], whatever the week may hold.
    pub(crate) fn spare_of_day(&self, day: usize) -> i64 {
        let today: i64 = self.days[day].pending.iter().map(|a| a.end - a.start).sum();
        self.day_max - self.days[day].used - today
    }

    /// The longest pending work appointment in these days that is longer than `shortest`, the last of equals: its
    /// day, its place among those pending, its unit.
    pub(crate) fn longest_work(
        &self,
        days: std::ops::Range<usize>,
        shortest: i64,
    ) -> Option<(usize, usize, usize)> {
        let pending = days.flat_map(|d| self.days[d].pending.iter().enumerate().map(move |(i, a)| (d, i, a)));
        let work = pending.filter_map(|(d, i, a)| match a.owner {
            Owner::Unit(unit) if a.end - a.start > shortest => Some((a.end - a.start, d, i, unit)),
            Owner::Unit(_) | Owner::Rhythm(_) | Owner::Review => None,
        });
        work.max().map(|(_, d, i, unit)| (d, i, unit))
    }

    /// Minutes that pending appointments hold in the week from `day` on.
    pub(crate) fn pending_in_week(&self, day: usize) -> i64 {
        let end = (day / 7 * 7 + 7).min(self.days.len());
        self.days[day..end].iter().flat_map(|d| &d.pending).map(|a| a.end - a.start).sum()
    }

    /// Adds a block; the caller has found its place by [`Timetable::gaps`] and [`Timetable::room`].
    pub(crate) fn place(&mut self, day: usize, placed: Placed) {
        let length = placed.end - placed.start;
        let d = &mut self.days[day];
        d.used += length;
        d.has_review |= matches!(placed.job, Job::Review(_));
        d.placed.push(placed);
        self.week_used[day / 7] += length;
    }

    /// Forgets a pending appointment, kept or given up.
    pub(crate) fn settle(&mut self, day: usize, index: usize) {
        self.days[day].pending.retain(|a| a.index != index);
    }

    /// All blocks in time order, locked ones included.
    pub(crate) fn blocks(&self, derived: &Derived<'_>) -> Vec<Block> {
        let mut out = derived.inst.locked.clone();
        for (d, day) in self.days.iter().enumerate() {
            for p in &day.placed {
                let what = match &p.job {
                    Job::Work(act) => {
                        let (unit, activity) = derived.act_names(*act);
                        What::Work { unit: unit.to_owned(), activity: activity.to_owned() }
                    }
                    Job::Rhythm(r) => What::Rhythm { rhythm: derived.inst.rhythms[*r].id.clone() },
                    Job::Review(items) => What::Review { items: items.clone() },
                };
                let minutes = u32::try_from(p.end - p.start).unwrap_or(0);
                out.push(Block { start: derived.moment(d as i64 * DAY + p.start), minutes, what });
            }
        }
        out.sort();
        out
    }
}

/// Stretches of `runs` in which a block may stand, a break away from everything taken, in any order.
fn gaps(
    runs: &[Stretch],
    taken: impl Iterator<Item = Stretch> + Clone,
    (grid, brk): (i64, i64),
) -> impl Iterator<Item = Stretch> {
    let closed = taken.map(move |(a, b)| (a - brk, b + brk)).filter(|c| c.0 < c.1);
    let open = runs.iter().flat_map(move |&(from, to)| {
        let closed = closed.clone();
        let mut at = from;
        std::iter::from_fn(move || {
            while let Some(over) = closed.clone().find(|c| c.0 <= at && at < c.1) {
                at = over.1;
            }
            let gap = (at, closed.clone().map(|c| c.0).filter(|&c| c > at).fold(to, i64::min));
            at = gap.1;
            (gap.0 < to).then_some(gap)
        })
    });
    open.map(move |gap| (round_up(gap.0, grid), round_down(gap.1, grid))).filter(|g| g.0 < g.1)
}
