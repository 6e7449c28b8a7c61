//! Builds a plan day by day: rhythms of the week, then reviews, appointments and work of each day.
//! Invariant: the result keeps every hard rule; what cannot be placed is left out.

use std::collections::BTreeSet;

use crate::Focus;
use crate::derived::{DAY, Derived, Due};
use crate::fill::{Candidate, DayFill, MILLI, Workspace, deep_minutes};
use crate::interval::{Stretch, round_down, round_up};
use crate::ledger::{Ledger, Owner, Serves, items_after};
use crate::order::ratios;
use crate::progress::Progress;
use crate::recall::RecallBook;
use crate::score::period_of;
use crate::timetable::{Job, Placed, Timetable};

/// Promises so many days ahead make dearer what they wait for.
const AWAITED_DAYS: i64 = 14;

/// What the constructor may be told to do differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Knobs {
    /// For how many days a unit is taken to wait if it is passed over today.
    pub wait_days: i64,
    /// Percent of the price of time that a day counts with.
    pub price_percent: i64,
    /// How scarce time is taken to be at least, 0 to 1000.
    pub urgency: i64,
    /// Whether rhythms take the last free days of their week and the last week of their period.
    pub rhythms_last: bool,
    /// States of the day search kept at each minute.
    pub width: usize,
    /// Units that the day search may choose from.
    pub choices: usize,
    /// Published lessons give up minutes to reviews.
    pub reviews_first: bool,
}

/// What all builds of one instance share.
pub(crate) struct Ground<'d, 'i> {
    pub derived: &'d Derived<'i>,
    pub locked: &'d Ledger<'i>,
    /// The first day that may get blocks.
    today: i64,
    pub table: Timetable,
    pub progress: Progress,
    book: RecallBook,
    ratios: Vec<i64>,
    /// Units in the order of their ratios, best first.
    pub ranked: Vec<usize>,
    /// Minutes that fit from each week on.
    capacity: Vec<i64>,
    /// Rhythm periods that locked blocks serve.
    pub rhythms_held: BTreeSet<(usize, i64)>,
}

impl<'d, 'i> Ground<'d, 'i> {
    pub(crate) fn new(derived: &'d Derived<'i>, locked: &'d Ledger<'i>) -> Self {
        let fits = derived.fits();
        let table = Timetable::new(derived, locked);
        let mut capacity = vec![0; derived.budget.len() + 1];
        for week in (0..derived.budget.len()).rev() {
            let days = 7 * week..7 * week + 7;
            let free: i64 = days.filter(|&d| (d as i64 + 1) * DAY > derived.now).map(|d| fits[d]).sum();
            capacity[week] = capacity[week + 1] + free.min(derived.budget[week]);
        }
        let ratios = ratios(derived);
        let mut ranked: Vec<usize> = (0..ratios.len()).filter(|&u| derived.units[u].need > 0).collect();
        ranked.sort_by_key(|&u| (-ratios[u], u));
        let mut rhythms_held = BTreeSet::new();
        for e in &locked.entries {
            if let Serves::Rhythm(r) = e.serves {
                rhythms_held.extend(period_of(derived, r, e.day / 7).map(|j| (r, j)));
            }
        }
        let book = RecallBook::new(derived, locked, &table);
        let progress = Progress::new(derived, locked);
        let today = derived.now.div_euclid(DAY).max(0);
        Ground { derived, locked, today, table, progress, book, ratios, ranked, capacity, rhythms_held }
    }

    /// By review: when it is due already, unless its unit's completion makes it due anew.
    pub(crate) fn fresh_reviews(&self) -> impl Iterator<Item = Option<Due>> {
        let all = self.derived.items.iter().zip(&self.derived.due);
        all.map(|(key, due)| due.filter(|_| !self.derived.renewed(*key)))
    }

    /// A build that has filled no day yet.
    pub(crate) fn build(&self, knobs: Knobs) -> Builder<'_, 'd, 'i> {
        let derived = self.derived;
        let mut promised = vec![0; derived.units.len()];
        for a in self.table.days.iter().flat_map(|d| &d.pending) {
            if let Owner::Unit(u) = a.owner {
                promised[u] += a.end - a.start;
            }
        }
        let mut open = self.ranked.clone();
        open.extend(
            (0..derived.units.len()).filter(|&u| derived.units[u].open && derived.units[u].need == 0),
        );
        let mut builder = Builder {
            ground: self,
            derived,
            knobs,
            table: self.table.clone(),
            progress: self.progress.clone(),
            book: self.book.clone(),
            rhythms_held: self.rhythms_held.clone(),
            open,
            promised,
            slope: vec![0; derived.units.len()],
            awaited: vec![0; derived.units.len()],
            price: 0,
            scarce: 0,
            next: self.today,
            shortened: false,
            workspace: Workspace::default(),
        };
        builder.appraise(self.today);
        for (item, due) in self.fresh_reviews().enumerate() {
            if let Some(due) = due {
                builder.book.plan(derived, item, due, (self.today, builder.price));
            }
        }
        builder.close(self.today - 1);
        builder
    }
}

/// A build under way.
pub(crate) struct Builder<'g, 'd, 'i> {
    ground: &'g Ground<'d, 'i>,
    pub derived: &'d Derived<'i>,
    pub knobs: Knobs,
    pub table: Timetable,
    pub progress: Progress,
    pub book: RecallBook,
    rhythms_held: BTreeSet<(usize, i64)>,
    /// Units whose completion has not been taken note of, in the order of their ratios.
    open: Vec<usize>,
    /// Minutes of pending appointments per unit.
    pub promised: Vec<i64>,
    /// Points that one more day until completion costs, per unit.
    slope: Vec<i64>,
    /// Points of the promises ahead that wait for the completion of each unit.
    awaited: Vec<i64>,
    /// What a minute of study time is worth to the rest of the plan, in thousandths of a point.
    pub price: i64,
    /// How scarce time is: 0 (plenty) to 1000 (not all work will fit).
    scarce: i64,
    /// The first day that is not filled yet.
    next: i64,
    /// Whether an appointment gave minutes to a review: if none did, [`Knobs::reviews_first`] changed nothing so far.
    pub shortened: bool,
    workspace: Workspace,
}

impl Builder<'_, '_, '_> {
    /// Fills the next day and answers which it was; `None` if it would be day `until` or lie beyond the horizon.
    pub(crate) fn fill_day(&mut self, until: i64) -> Option<i64> {
        let day = self.next;
        if day >= until.min(self.derived.days) {
            return None;
        }
        self.next += 1;
        self.appraise(day);
        if day == self.ground.today || day % 7 == 0 {
            self.rhythms(day);
        }
        self.reviews(day);
        self.appointments(day);
        self.work(day);
        self.close(day);
        Some(day)
    }

    /// The days, when all of them are filled.
    pub(crate) fn finish(mut self) -> Timetable {
        while self.fill_day(self.derived.days).is_some() {}
        self.table
    }

    /// Points of what is promised on a day that is filled and does not stand there.
    pub(crate) fn broken_on(&self, day: i64) -> i64 {
        let derived = self.derived;
        let locked = self.ground.locked.entries.iter().filter(|e| e.day == day);
        let broken = derived.promises.iter().filter(|p| p.day == day).map(|p| {
            let kept = locked.clone().filter(|e| e.serves.owner(derived) == p.owner).map(|e| e.start);
            let placed = self.table.days[day as usize].placed.iter();
            let placed = placed.filter(|b| b.job.owner(derived) == p.owner).map(|b| b.start);
            p.broken(derived, kept.chain(placed))
        });
        derived.inst.weights.moved * broken.sum::<i64>()
    }

    /// Estimates what time is worth from `day` on.
    fn appraise(&mut self, day: i64) {
        let derived = self.derived;
        let weights = &derived.inst.weights;
        let week = (day / 7) as usize;
        let week_days = (derived.days - 7 * (day / 7)).max(1);
        let capacity = self.ground.capacity[week.min(self.ground.capacity.len() - 1)];
        let daily = (capacity / week_days).max(derived.grid);
        let mut ahead = 0;
        let mut slopes = 0;
        for &u in &self.open {
            let left = self.progress.unit_left[u];
            ahead += left + left / 8;
            let finishes = derived.inst.units[u].finishes && left > 0;
            // Whether the days until the work ahead is done lead beyond the target.
            let is_late = ahead >= (derived.target_day - day + 1) * daily;
            let late = if is_late { weights.late } else { 0 };
            self.slope[u] = if finishes { derived.units[u].prio * (weights.finish + late) } else { 0 };
            slopes += self.slope[u];
        }
        self.price = slopes * MILLI / daily * self.knobs.price_percent / 100;
        let remaining = (capacity - daily * (day % 7)).max(1);
        self.scarce = ((1000 * ahead / remaining - 600) * 5 / 2).clamp(self.knobs.urgency, 1000);
    }

    /// Takes note of units that are complete now and plans their reviews.
    fn close(&mut self, day: i64) {
        let derived = self.derived;
        let mut complete: Vec<usize> = self.open.extract_if(.., |u| self.progress.complete(*u)).collect();
        complete.sort_unstable();
        for unit in complete {
            let Some(end) = self.progress.finish(derived, unit) else { continue };
            if !derived.inst.units[unit].finishes {
                continue;
            }
            let finish = (end - 1).div_euclid(DAY);
            for (item, due) in items_after(derived, unit, finish) {
                self.book.plan(derived, item, due, (finish.max(day) + 1, self.price));
            }
        }
    }

    /// The rhythms of the week that `day` belongs to, on days from `day` on.
    fn rhythms(&mut self, day: i64) {
        let week = day / 7;
        let days = day..7 * week + 7;
        for r in 0..self.derived.inst.rhythms.len() {
            let length = self.derived.rhythm_minutes(r);
            let Some(j) = period_of(self.derived, r, week) else { continue };
            if length == 0 || self.rhythms_held.contains(&(r, j)) {
                continue;
            }
            let counts = self.derived.periods(r).find(|p| p.0 <= week && week <= p.1);
            let end_week = counts.map_or(week, |p| p.1);
            let owner = Owner::Rhythm(r);
            if self.keep_rhythm(r, days.clone()) {
                self.rhythms_held.insert((r, j));
                continue;
            }
            let later = 7 * week + 7..(7 * end_week + 7).min(self.derived.days);
            let promised =
                later.clone().any(|d| self.table.days[d as usize].pending.iter().any(|a| a.owner == owner));
            let may_wait =
                self.knobs.rhythms_last && week < end_week && self.ground.capacity[week as usize + 1] > 0;
            if counts.is_none() || promised || may_wait {
                continue;
            }
            if let Some((d, start)) = self.rhythm_slot(r, days.clone()) {
                self.table.place(d, Placed { start, end: start + length, job: Job::Rhythm(r) });
                self.rhythms_held.insert((r, j));
            }
        }
    }

    /// The cheapest place of a rhythm in these days.
    fn rhythm_slot(&self, r: usize, days: std::ops::Range<i64>) -> Option<(usize, i64)> {
        let length = self.derived.rhythm_minutes(r);
        let deep = self.derived.inst.rhythms[r].focus == Focus::Deep;
        let week_end = days.end as usize;
        let reviews = self.book.minutes(self.derived, days.start as usize, week_end);
        let mut best: Option<(i64, usize, i64)> = None;
        for d in days {
            let day = d as usize;
            let review = self.derived.review_minutes(self.book.planned[day].len());
            let week_room = self.table.room(day, self.table.pending_in_week(day / 7 * 7) + reviews);
            if length > (self.table.spare(day) - review).min(week_room) {
                continue;
            }
            let wait = if self.knobs.rhythms_last { 7 * week_end as i64 - 7 * d } else { 0 };
            for gap in self.table.gaps(day, None) {
                if let Some((cost, start)) = self.slot(d, gap, length, deep) {
                    let cost = cost + wait * 10;
                    if best.is_none_or(|b| cost < b.0) {
                        best = Some((cost, day, start));
                    }
                }
            }
        }
        best.map(|b| (b.1, b.2))
    }

    /// The cheapest start of a block of that length in a gap, in points.
    fn slot(&self, day: i64, gap: Stretch, length: i64, deep: bool) -> Option<(i64, i64)> {
        if gap.1 - gap.0 < length {
            return None;
        }
        let grid = self.derived.grid;
        let step = round_up(self.derived.brk, grid);
        let edges = self.derived.deep(day).iter().flat_map(|&(a, b)| {
            [round_up(b, grid), round_up(a, grid), round_down(a, grid) - length, round_down(b, grid) - length]
        });
        let waste = |side: i64| if side > 0 && side - step < self.derived.block_min { side } else { 0 };
        [gap.0, gap.1 - length]
            .into_iter()
            .chain(edges)
            .filter(|&s| gap.0 <= s && s + length <= gap.1)
            .map(|s| {
                let inside = deep_minutes(self.derived, day, s, s + length);
                let focus =
                    if deep { (length - inside) * self.derived.inst.weights.deep } else { 2 * inside };
                (focus + waste(s - gap.0) + waste(gap.1 - s - length), s)
            })
            .min()
    }

    /// The review block of a day.
    fn reviews(&mut self, day: i64) {
        let d = day as usize;
        let items = self.book.take(d);
        let kept = self.keep_review(day, items);
        let Some(mut items) = kept else { return };
        while !items.is_empty() {
            let length = self.derived.review_minutes(items.len());
            let may = length <= self.derived.block_max && !self.table.days[d].has_review;
            if may && self.knobs.reviews_first {
                self.make_room(d, length);
            }
            let fits = may && length <= self.table.spare(d);
            let slot = self
                .table
                .gaps(d, None)
                .filter(|_| fits)
                .filter_map(|gap| self.slot(day, gap, length, false))
                .min();
            if let Some((_, start)) = slot {
                self.hold_review(d, start, &items);
                return;
            }
            if let Some(last) = items.pop() {
                self.book.defer(self.derived, last, day, self.price);
            }
        }
    }

    /// Fills what is left of a day with work.
    fn work(&mut self, day: i64) {
        let d = day as usize;
        let week_end = (d / 7 * 7 + 7).min(self.table.days.len());
        let mut reserve = self.book.minutes(self.derived, d + 1, week_end);
        if d + 1 < week_end {
            reserve += self.table.pending_in_week(d + 1);
        }
        let room = self.table.room(d, reserve);
        let gaps: Vec<Stretch> = self.table.gaps(d, None).collect();
        if room < self.derived.grid || gaps.is_empty() {
            return;
        }
        self.await_units(day);
        let candidates = self.candidates(day, room);
        if candidates.is_empty() {
            return;
        }
        let mut units: Vec<usize> = self.units_today(day).into_iter().map(|(u, _)| u).collect();
        units.dedup();
        let fill = DayFill {
            derived: self.derived,
            progress: &self.progress,
            day,
            gaps,
            room,
            units: units.len() as i64,
            candidates,
            width: self.knobs.width,
        };
        let pieces = fill.run(&mut self.workspace);
        for piece in pieces {
            self.enter_work(day, piece.act, (piece.start, piece.end));
        }
    }

    /// Places a piece of work and takes note of it.
    pub(crate) fn enter_work(&mut self, day: i64, act: usize, (start, end): Stretch) {
        self.table.place(day as usize, Placed { start, end, job: Job::Work(act) });
        self.progress.enter(self.derived, act, end - start, day * DAY + end);
    }

    /// Units with blocks on that day and their minutes, sorted by unit.
    fn units_today(&self, day: i64) -> Vec<(usize, i64)> {
        let mut out: Vec<(usize, i64)> = Vec::new();
        let table = &self.table.days[day as usize];
        let placed = table.placed.iter().filter_map(|p| match p.job {
            Job::Work(act) => Some((self.derived.acts[act].unit, p.end - p.start)),
            Job::Rhythm(_) | Job::Review(_) => None,
        });
        for (unit, minutes) in placed.chain(table.locked_work.iter().copied()) {
            match out.iter_mut().find(|o| o.0 == unit) {
                Some(o) => o.1 += minutes,
                None => out.push((unit, minutes)),
            }
        }
        out.sort_unstable();
        out
    }

    /// Counts for each unit the promises after `day` that cannot be kept before it is complete.
    fn await_units(&mut self, day: i64) {
        let derived = self.derived;
        self.awaited.fill(0);
        for promise in derived.promises.iter().filter(|p| (day + 1..=day + AWAITED_DAYS).contains(&p.day)) {
            let Owner::Unit(unit) = promise.owner else { continue };
            let mut needed: Vec<usize> = self.waits_for(unit).collect();
            let mut next = 0;
            while let Some(&first) = needed.get(next) {
                self.awaited[first] += promise.absent(derived);
                needed.extend(self.waits_for(first).filter(|p| !needed.contains(p)).collect::<Vec<_>>());
                next += 1;
            }
        }
    }

    /// The units worth a look today, best first.
    fn candidates(&self, day: i64, room: i64) -> Vec<Candidate> {
        let today = self.units_today(day);
        let end_of_day = (day + 1) * DAY;
        // What a minute is worth, the other way round; the unit; from when it may start.
        let mut out: Vec<(i64, usize, i64)> = Vec::new();
        // Units among them that wait for nothing.
        let mut free = vec![false; self.derived.units.len()];
        let worth = |unit: usize| {
            let left = self.progress.unit_left[unit];
            let begun = left < self.derived.units[unit].need;
            let prio = self.derived.units[unit].prio;
            let ratio = self.ground.ratios[unit] * if begun { 3 } else { 2 } / 2;
            let per_day = if prio > 0 { self.slope[unit] / prio } else { 0 };
            // The scarcer time is, the more of what is left out can be chosen by priority.
            let lost = self.scarce * (MILLI + (prio - 1) * self.scarce) / MILLI;
            self.price
                + self.knobs.wait_days * per_day * ratio / MILLI
                + lost * self.derived.inst.weights.unfinished
                + MILLI * self.awaited[unit] / (left - self.promised[unit]).max(self.derived.grid)
        };
        for &unit in &self.open {
            let left = self.progress.unit_left[unit];
            if left <= self.promised[unit] {
                continue;
            }
            if !self.waits_for(unit).all(|p| self.progress.unit_left[p] <= room && free[p]) {
                continue;
            }
            let is_free = self.waits_for(unit).next().is_none();
            let ready = if is_free {
                self.progress.ready(self.derived, unit).unwrap_or(i64::MAX)
            } else {
                let before = self.progress.after_earlier(self.derived, self.progress.current[unit]);
                let others = self.derived.units[unit]
                    .prereqs
                    .iter()
                    .filter_map(|&p| self.progress.finish(self.derived, p));
                others.fold(before, i64::max)
            };
            if ready >= end_of_day {
                continue;
            }
            free[unit] = is_free;
            out.push((-worth(unit), unit, ready));
        }
        out.sort_unstable();
        out.truncate(self.knobs.choices);
        let candidates = out.into_iter().map(|(worth, unit, ready)| Candidate {
            unit,
            per_minute: -worth,
            completion: MILLI * self.slope[unit],
            most: self.progress.unit_left[unit] - self.promised[unit],
            today: today.iter().find(|t| t.0 == unit).map_or(0, |t| t.1),
            ready,
            waits_for: self.waits_for(unit).collect(),
        });
        candidates.collect()
    }

    /// Prerequisites of a unit that are not complete.
    fn waits_for(&self, unit: usize) -> impl Iterator<Item = usize> {
        let prereqs = self.derived.units[unit].prereqs.iter().copied();
        prereqs.filter(|&p| !self.progress.complete(p))
    }
}
