//! Quantities that follow from an instance alone and that every rule and term speaks of.
//! Invariant: pure functions of the instance; nothing here depends on a plan.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use crate::capacity::packable;
use crate::interval::{Stretch, merge, overlap, round_down, round_up, subtract};
use crate::score::{Promise, promises};
use crate::{Block, Focus, Instance, Level, ReviewItem, Status};

pub(crate) const DAY: i64 = 1440;

/// Day index of completion of an unfinished unit, counted from the end of the horizon.
pub(crate) const UNFINISHED_EXTRA_DAYS: i64 = 27;

/// One activity of an open unit.
pub(crate) struct Act {
    pub unit: usize,
    /// Minutes still to place, on the grid.
    pub remaining: i64,
    pub deep: bool,
}

/// One unit; `acts` is empty unless it is open.
pub(crate) struct UnitFacts {
    pub acts: std::ops::Range<usize>,
    pub open: bool,
    /// Open prerequisites only: the others are satisfied.
    pub prereqs: Vec<usize>,
    pub prio: i64,
    /// Sum of the remaining minutes.
    pub need: i64,
    /// Position of the first review that its completion makes due; the others follow. `None` if there is none.
    pub first_item: Option<usize>,
}

/// A review that is expected: its best day and the interval before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub day: i64,
    pub interval: i64,
}

/// The name of one review.
pub(crate) type ItemKey<'a> = (&'a str, u32);

pub(crate) fn item_key(item: &ReviewItem) -> ItemKey<'_> {
    (item.unit.as_str(), item.k)
}

/// The instance with its derived quantities. All times are minutes from the first midnight of the horizon.
pub(crate) struct Derived<'a> {
    pub inst: &'a Instance,
    pub grid: i64,
    pub days: i64,
    pub weeks: i64,
    pub now: i64,
    pub target_day: i64,
    pub budget: Vec<i64>,
    pub day_max: i64,
    pub block_min: i64,
    pub block_max: i64,
    pub brk: i64,
    windows: [Vec<Stretch>; 7],
    deep: [Vec<Stretch>; 7],
    busy: Vec<Vec<Stretch>>,
    clock: BTreeMap<i64, Vec<Stretch>>,
    pub acts: Vec<Act>,
    pub units: Vec<UnitFacts>,
    pub unit_of: HashMap<&'a str, usize>,
    pub rhythm_of: HashMap<&'a str, usize>,
    /// Every review that is or may fall due, by name; elsewhere a review is its position here.
    pub items: Vec<ItemKey<'a>>,
    /// By review: when it is due if no completion makes it due.
    pub due: Vec<Option<Due>>,
    /// The published blocks that count.
    pub promises: Vec<Promise>,
    pub mix_target: BTreeMap<u8, i64>,
    pub published_until: i64,
    /// See [`Derived::fits`].
    fits: OnceCell<Vec<i64>>,
}

/// The mix that a plan of this instance is held to, in permille of the unit work in each bucket of weeks: the
/// learner's own, or each strategy's share of the work that is left. Empty if nothing is left.
pub fn mix_target(instance: &Instance) -> BTreeMap<u8, i64> {
    Derived::new(instance).mix_target
}

impl<'a> Derived<'a> {
    pub(crate) fn new(inst: &'a Instance) -> Self {
        let grid = i64::from(inst.grid).max(1);
        let weeks = i64::from(inst.weeks);
        let learner = &inst.learner;
        let mut budget = vec![i64::from(learner.week_budget); inst.weeks as usize];
        for (&week, &minutes) in &learner.week_budget_overrides {
            if let Some(slot) = budget.get_mut(week as usize) {
                *slot = i64::from(minutes);
            }
        }
        let by_weekday = |list: &[crate::Window]| -> [Vec<Stretch>; 7] {
            let mut out: [Vec<Stretch>; 7] = Default::default();
            for w in list {
                out[usize::from(w.weekday) % 7].push((i64::from(w.from), i64::from(w.to)));
            }
            out.map(merge)
        };
        let mut derived = Derived {
            inst,
            grid,
            days: 7 * weeks,
            weeks,
            now: 0,
            target_day: (inst.target - inst.start).num_days(),
            budget,
            day_max: i64::from(learner.day_max),
            block_min: round_up(i64::from(learner.block_min), grid),
            block_max: round_down(i64::from(learner.block_max), grid),
            brk: i64::from(learner.break_min),
            windows: by_weekday(&learner.windows),
            deep: by_weekday(&learner.deep_windows),
            busy: Vec::new(),
            clock: BTreeMap::new(),
            acts: Vec::new(),
            units: Vec::new(),
            unit_of: inst.units.iter().enumerate().map(|(i, u)| (u.id.as_str(), i)).collect(),
            rhythm_of: inst.rhythms.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect(),
            items: Vec::new(),
            due: Vec::new(),
            promises: Vec::new(),
            mix_target: BTreeMap::new(),
            published_until: match &inst.previous {
                Some(p) if !p.blocks.is_empty() => (p.published_until - inst.start).num_days(),
                Some(_) | None => 0,
            },
            fits: OnceCell::new(),
        };
        derived.now = derived.ceil_minute(inst.now);
        derived.add_busy();
        for change in &inst.clock_changes {
            let day = (change.date - inst.start).num_days();
            derived.clock.entry(day).or_default().push((i64::from(change.from), i64::from(change.to)));
        }
        derived.add_units();
        derived.add_reviews();
        derived.mix_target = derived.mix();
        derived.promises = promises(&derived);
        derived
    }

    fn add_busy(&mut self) {
        let mut busy: Vec<Vec<Stretch>> = vec![Vec::new(); self.days as usize];
        // Merged first: thousands of events that last for years are one.
        let events = self.inst.busy.iter().map(|e| (self.minute(e.start), self.ceil_minute(e.end)));
        for (a, b) in merge(events.collect()) {
            for d in a.div_euclid(DAY).max(0)..=(b - 1).div_euclid(DAY).min(self.days - 1) {
                busy[d as usize].push(((a - DAY * d).max(0), (b - DAY * d).min(DAY)));
            }
        }
        self.busy = busy;
    }

    fn add_units(&mut self) {
        for (index, unit) in self.inst.units.iter().enumerate() {
            let first = self.acts.len();
            let open = unit.status == Status::Open;
            if open {
                self.acts.extend(unit.activities.iter().map(|a| Act {
                    unit: index,
                    remaining: round_up(i64::from(a.minutes) - i64::from(a.done), self.grid).max(0),
                    deep: a.focus == Focus::Deep,
                }));
            }
            self.units.push(UnitFacts {
                acts: first..self.acts.len(),
                open,
                prereqs: unit
                    .prereqs
                    .iter()
                    .filter_map(|p| self.unit_of.get(p.as_str()).copied())
                    .filter(|&p| self.inst.units[p].status == Status::Open)
                    .collect(),
                prio: unit.prio.map_or(
                    match unit.level {
                        Level::Core => 3,
                        Level::Optional => 1,
                    },
                    i64::from,
                ),
                need: self.acts[first..].iter().map(|a| a.remaining).sum(),
                first_item: None,
            });
        }
    }

    fn add_reviews(&mut self) {
        let inst = self.inst;
        let known = inst.reviews.due.iter().map(|r| {
            let due = Due { day: (r.due - inst.start).num_days(), interval: i64::from(r.interval).max(1) };
            (item_key(&r.item), due)
        });
        let known: BTreeMap<ItemKey<'a>, Due> = known.collect();
        let offsets = u32::try_from(inst.reviews.offsets_days.len()).unwrap_or(0);
        let finishing = inst.units.iter().filter(|u| u.status == Status::Open && u.finishes);
        let after = finishing.flat_map(|u| (1..=offsets).map(|k| (u.id.as_str(), k)));
        self.items = known.keys().copied().chain(after).collect();
        self.items.sort_unstable();
        self.items.dedup();
        self.due = self.items.iter().map(|key| known.get(key).copied()).collect();
        for (index, unit) in
            inst.units.iter().enumerate().filter(|(_, u)| u.status == Status::Open && u.finishes)
        {
            self.units[index].first_item = self.item((&unit.id, 1));
        }
    }

    /// The position of a review among all that may fall due.
    pub(crate) fn item(&self, key: ItemKey<'_>) -> Option<usize> {
        self.items.binary_search(&key).ok()
    }

    /// The review at that position.
    pub(crate) fn review(&self, item: usize) -> ReviewItem {
        let (unit, k) = self.items[item];
        ReviewItem { unit: unit.to_owned(), k }
    }

    /// See [`mix_target`](crate::mix_target): the learner's, or by default each strategy's share of the remaining work,
    /// rounded by largest remainder, ties to the smaller number.
    fn mix(&self) -> BTreeMap<u8, i64> {
        if let Some(given) = self.inst.learner.mix_target_permille.as_ref().filter(|m| !m.is_empty()) {
            return given.iter().map(|(&s, &v)| (s, i64::from(v))).collect();
        }
        let mut need: BTreeMap<u8, i64> = BTreeMap::new();
        for act in &self.acts {
            *need.entry(self.inst.units[act.unit].strategy).or_default() += act.remaining;
        }
        let total: i64 = need.values().sum();
        if total == 0 {
            return BTreeMap::new();
        }
        let mut share: BTreeMap<u8, i64> = need.iter().map(|(&s, &m)| (s, m * 1000 / total)).collect();
        let left = 1000 - share.values().sum::<i64>();
        let mut order: Vec<(i64, u8)> = need.iter().map(|(&s, &m)| (-(m * 1000 % total), s)).collect();
        order.sort_unstable();
        for (_, s) in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
            *share.entry(s).or_default() += 1;
        }
        share
    }

    /// Minutes from the first midnight of the horizon to `t`, seconds dropped.
    pub(crate) fn minute(&self, t: NaiveDateTime) -> i64 {
        (t.date() - self.inst.start).num_days() * DAY + i64::from(t.hour() * 60 + t.minute())
    }

    fn ceil_minute(&self, t: NaiveDateTime) -> i64 {
        self.minute(t) + i64::from(t.second() > 0 || t.nanosecond() > 0)
    }

    /// The wall-clock moment of an absolute minute.
    pub(crate) fn moment(&self, minute: i64) -> NaiveDateTime {
        self.inst.start.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::minutes(minute)
    }

    /// The date of a day index.
    pub(crate) fn date(&self, day: i64) -> NaiveDate {
        self.inst.start + chrono::TimeDelta::days(day)
    }

    pub(crate) fn windows(&self, day: i64) -> &[Stretch] {
        &self.windows[day.rem_euclid(7) as usize]
    }

    pub(crate) fn deep(&self, day: i64) -> &[Stretch] {
        &self.deep[day.rem_euclid(7) as usize]
    }

    pub(crate) fn busy(&self, day: i64) -> &[Stretch] {
        usize::try_from(day).ok().and_then(|d| self.busy.get(d)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn clock(&self, day: i64) -> &[Stretch] {
        self.clock.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Availability minus busy events.
    pub(crate) fn free(&self, day: i64) -> Vec<Stretch> {
        subtract(self.windows(day), self.busy(day))
    }

    /// Free stretches shrunk to the grid, without clock changes and without the past.
    pub(crate) fn runs(&self, day: i64) -> Vec<Stretch> {
        let from = self.now - day * DAY;
        let mut runs = self.free(day);
        if self.clock.contains_key(&day) {
            runs = subtract(&runs, &merge(self.clock(day).to_vec()));
        }
        for run in &mut runs {
            *run = (round_up(run.0.max(from), self.grid), round_down(run.1, self.grid));
        }
        runs.retain(|r| r.1 > r.0);
        runs
    }

    /// Most study minutes that fit on each day; worked out when it is asked for the first time.
    pub(crate) fn fits(&self) -> &[i64] {
        self.fits.get_or_init(|| (0..self.days).map(|day| packable(self, day)).collect())
    }

    /// Minutes of `(from, to)` of a day that lie outside its deep windows.
    pub(crate) fn shallow(&self, day: i64, from: i64, to: i64) -> i64 {
        (to - from) - overlap(from, to, self.deep(day))
    }

    /// How many days early and late a review may be held.
    pub(crate) fn tolerance(&self, interval: i64) -> (i64, i64) {
        let r = &self.inst.reviews;
        (interval * i64::from(r.early_permille) / 1000, (interval * i64::from(r.late_permille) / 1000).max(1))
    }

    /// Whether a review that is known to be due falls due anew when its unit is completed: held before that, it would
    /// be out of its turn.
    pub(crate) fn renewed(&self, (unit, k): ItemKey<'_>) -> bool {
        let offsets = self.inst.reviews.offsets_days.len();
        (1..=offsets).contains(&(k as usize))
            && self.unit_of.get(unit).is_some_and(|&u| self.units[u].need > 0 && self.inst.units[u].finishes)
    }

    /// Length of a review block with that many items.
    pub(crate) fn review_minutes(&self, items: usize) -> i64 {
        round_up(items as i64 * i64::from(self.inst.reviews.item_min), self.grid)
    }

    /// Length of one occurrence of a rhythm.
    pub(crate) fn rhythm_minutes(&self, rhythm: usize) -> i64 {
        round_up(i64::from(self.inst.rhythms[rhythm].minutes), self.grid)
    }

    /// The shortest block of an activity with so much to do (`min(block_min, remaining)`).
    pub(crate) fn shortest(&self, act: usize) -> i64 {
        self.block_min.min(self.acts[act].remaining)
    }

    /// The activity of that name in an open unit.
    pub(crate) fn act(&self, unit: &str, activity: &str) -> Option<usize> {
        let index = *self.unit_of.get(unit)?;
        let facts = &self.units[index];
        let at = self.inst.units[index].activities.iter().position(|a| a.id == activity)?;
        facts.open.then_some(facts.acts.start + at)
    }

    /// Names of unit and activity.
    pub(crate) fn act_names(&self, act: usize) -> (&'a str, &'a str) {
        let unit = self.acts[act].unit;
        let u = &self.inst.units[unit];
        (&u.id, &u.activities[act - self.units[unit].acts.start].id)
    }

    /// The periods of a rhythm that count: wholly inside the horizon and not over. First and last week each.
    pub(crate) fn periods(&self, rhythm: usize) -> impl Iterator<Item = (i64, i64)> + use<> {
        let r = &self.inst.rhythms[rhythm];
        let (from, to, every) =
            (i64::from(r.from_week), i64::from(r.to_week), i64::from(r.every_weeks).max(1));
        let (weeks, now) = (self.weeks, self.now);
        let firsts = (from..=to.min(weeks - 1)).step_by(every as usize);
        firsts
            .map(move |first| (first, (first + every - 1).min(to)))
            .filter(move |&(_, last)| last < weeks && (last + 1) * 7 * DAY > now)
    }

    /// Day index and minute of the day of a block's start.
    pub(crate) fn place(&self, block: &Block) -> (i64, i64) {
        let t = self.minute(block.start);
        (t.div_euclid(DAY), t.rem_euclid(DAY))
    }
}
