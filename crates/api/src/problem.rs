//! From the learner's state to the planning problem. What the planner may do with published blocks is the
//! caller's choice ([`Promise`]); everything else follows from pack, state, zone and now.

use std::collections::BTreeMap;

use catalog::{Active, Curriculum};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use journal::{Answer, BlockId, BlockState, BusyTime, Logged, State, Studied};
use plan::{Activity, Block, Instance, Learner, Level, Previous, ReviewItem, Reviews, Rhythm, Span};
use plan::{Status, Unit, Weights, What, Window};

use crate::knowledge::{Standing, UnitStanding, standings};
use crate::{reviews, zones};

/// Blocks start and last in steps of this many minutes.
pub(crate) const GRID: u32 = 15;
/// Weeks that are promised: the running one and three more.
pub(crate) const PROMISED_WEEKS: i64 = 4;
/// Longest horizon that is planned.
pub(crate) const MOST_WEEKS: u32 = 156;
/// Days in which a block that is over and was not answered is taken as done, and asked about.
pub(crate) const LOOK_BACK_DAYS: i64 = 14;

/// Moving a block of this week to another day counts as two hours of annoyance. Priorities average five here
/// where the defaults assume three (see `knowledge::priority`), so what is counted per priority weighs less. A review
/// that is left out counts as two hours: with a hundred units ahead a quarter of an hour delays so much that at one
/// hour there would be no recall at all in the first weeks.
const WEIGHTS: Weights = Weights {
    late: 60,
    finish: 6,
    unfinished: 12,
    mix: 2,
    deep: 5,
    massed: 5,
    block: 80,
    extra_unit: 150,
    review: 6,
    rhythm: 900,
    moved: 300,
};

/// Everything a plan depends on.
#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    pub curriculum: &'a Curriculum,
    pub state: &'a State,
    pub zone: Tz,
    pub now: NaiveDateTime,
}

/// What the planner may do with published blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Promise {
    /// The learner asked for a new plan, as with new hours: move them where it pays, never a locked one nor one
    /// of today. What is free of today may be planned.
    Renew,
    /// As [`Promise::Renew`], and the units that come first are not held to their former places: the learner just
    /// brought one forward.
    Forward,
    /// Something else happened, such as a block that could not be done: as [`Promise::Renew`], but the rest of
    /// today stays as it is. Nothing is put into it.
    Keep,
    /// Move none: only add weeks behind them.
    Extend,
}

impl Situation<'_> {
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// Monday of the running week.
    pub fn monday(&self) -> NaiveDate {
        monday_of(self.today())
    }

    /// First day that a plan made now does not promise.
    pub fn promised_until(&self) -> NaiveDate {
        self.monday() + Duration::weeks(PROMISED_WEEKS)
    }

    /// First day that no promise made now can reach: a little further than promised, as another zone may have
    /// begun the week before.
    fn reach(&self) -> NaiveDate {
        self.promised_until() + Duration::weeks(1)
    }

    /// First day that is not promised. A clock that is or was wrong may have promised a week of long ago or of
    /// years ahead: then the promise ends with the week of the last block that stands within reach.
    pub fn published_until(&self) -> Option<NaiveDate> {
        let until = self.state.published_until?;
        if (self.today()..=self.reach()).contains(&until) {
            return Some(until);
        }
        self.ahead().last().map(|b| monday_of(b.block.start.date()) + Duration::weeks(1))
    }

    /// Published blocks that are still ahead and of which nothing was said, in time order. A review of which a
    /// part was graded has begun.
    pub fn ahead(&self) -> Vec<&BlockState> {
        self.open(|b| !has_begun(self.now, b) && b.block.start.date() < self.reach())
    }

    /// Published blocks that have begun or are over and of which nothing was said, in time order.
    pub fn begun(&self) -> Vec<&BlockState> {
        self.open(|b| has_begun(self.now, b))
    }

    /// Published blocks further ahead than any promise reaches: they stand there because a clock is or was wrong.
    /// Nothing is planned with them, and nothing is done to them: they may be the learner's true weeks.
    pub fn out_of_reach(&self) -> Vec<&BlockState> {
        self.open(|b| b.block.start.date() >= self.reach())
    }

    fn open(&self, wanted: impl Fn(&BlockState) -> bool) -> Vec<&BlockState> {
        let open = self.state.blocks.values().filter(|b| b.answer == Answer::Open && wanted(b));
        let mut open: Vec<&BlockState> = open.collect();
        open.sort_by_key(|b| (b.block.start, b.block.id));
        open
    }
}

/// Whether an open block has begun: its time has come, or a part of it was graded.
pub(crate) fn has_begun(now: NaiveDateTime, b: &BlockState) -> bool {
    b.block.start < now || !b.graded.is_empty() || b.session.is_some()
}

/// Monday of the week of this day.
pub(crate) fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

/// A journal's block as the planner's.
pub(crate) fn to_plan(block: &journal::PlannedBlock) -> Option<Block> {
    let what = match &block.what {
        Studied::Work { unit, activity } => What::Work { unit: unit.clone(), activity: activity.clone() },
        Studied::Rhythm { rhythm } => What::Rhythm { rhythm: rhythm.clone() },
        Studied::Review { items } => What::Review {
            items: items.iter().map(|i| ReviewItem { unit: i.unit.clone(), k: i.k }).collect(),
        },
        Studied::Free { .. } => return None,
    };
    Some(Block { start: block.start, minutes: block.minutes, what })
}

/// The planning problem. `finish` names the week (of the horizon) in which a unit is expected to be complete,
/// for rhythms that begin after it; a rhythm whose unit is not in it waits.
pub(crate) fn instance(s: &Situation<'_>, promise: Promise, finish: &BTreeMap<String, u32>) -> Instance {
    Problem::of(s, promise).instance(finish)
}

/// What a planning problem holds whenever units are expected to be complete: made once where it is planned twice.
pub(crate) struct Problem<'a> {
    /// The situation, but for its state.
    s: Situation<'a>,
    presumed: State,
    promise: Promise,
    units: Vec<UnitStanding<'a>>,
    weeks: u32,
    end: NaiveDate,
    busy: Vec<Span>,
    reviews: Reviews,
}

impl<'a> Problem<'a> {
    /// The problem of this situation.
    pub fn of(s: &Situation<'a>, promise: Promise) -> Problem<'a> {
        let presumed = presumed(s);
        let now = &Situation { state: &presumed, ..*s };
        let start = now.monday();
        let units = standings(s.curriculum, now.state);
        let weeks = horizon_weeks(now, &units);
        let end = start + Duration::weeks(i64::from(weeks));
        let mut busy = busy_spans(now.state, now.zone, start, end);
        busy.extend(taken(now));
        busy.extend(kept_free(now).map(|(_, span)| span));
        if promise == Promise::Keep || day_is_full(now) {
            busy.extend(rest_of_today(now));
        }
        busy.sort();
        let ahead = now.ahead();
        let standing = standing(now, promise, &ahead);
        let reviews = reviews::reviews(now, &units, (promise, &standing), &busy, end);
        Problem { s: *s, presumed, promise, units, weeks, end, busy, reviews }
    }

    /// The problem itself, as [`instance`] has it.
    pub fn instance(&self, finish: &BTreeMap<String, u32>) -> Instance {
        let s = &Situation { state: &self.presumed, ..self.s };
        let Problem { promise, weeks, end, units, reviews, .. } = self;
        let start = s.monday();
        let known: BTreeMap<&str, &UnitStanding<'_>> =
            units.iter().map(|u| (u.unit.id.as_str(), u)).collect();
        let ahead = s.ahead();
        let rhythms = rhythms(s, *weeks, &known, finish);
        let is_open = |unit: &str| known.get(unit).is_some_and(|u| u.standing == Standing::Open);
        // What the learner dropped, what a newer pack no longer has, and what is not due any more is not kept.
        // A review that was locked by hand stays in any case.
        let still_real = |known_block: &BlockState| -> Option<Block> {
            let mut b = to_plan(&known_block.block)?;
            let day = b.start.date();
            let is_real = match &mut b.what {
                What::Work { unit, activity } => known.get(unit.as_str()).is_some_and(|u| {
                    let names = (0..u.unit.activities.len()).map(|i| u.unit.activity_id(i));
                    u.standing == Standing::Open && names.into_iter().any(|name| name == *activity)
                }),
                What::Rhythm { rhythm } => rhythms.iter().any(|r| r.id == *rhythm),
                What::Review { items } => {
                    reviews::still_due(items, day, &reviews.due, is_open);
                    known_block.locked || !items.is_empty()
                }
            };
            is_real.then_some(b)
        };
        let plan_blocks =
            |blocks: &[&BlockState]| -> Vec<Block> { blocks.iter().filter_map(|b| still_real(b)).collect() };
        let locked = plan_blocks(&standing(s, *promise, &ahead));
        let previous = s
            .published_until()
            .map(|until| Previous { published_until: until.max(start), blocks: plan_blocks(&ahead) });
        let block_min = s.state.budget.unwrap_or(crate::defaults::BUDGET).block_min.next_multiple_of(GRID);
        // An extension only adds behind what is promised.
        let now = match promise {
            Promise::Renew | Promise::Forward | Promise::Keep => s.now,
            Promise::Extend => {
                s.published_until().map_or(s.now, |until| s.now.max(until.and_time(NaiveTime::MIN)))
            }
        };
        Instance {
            grid: GRID,
            start,
            weeks: *weeks,
            now,
            target: s.state.profile.as_ref().map_or(*end, |p| p.target),
            clock_changes: zones::clock_changes(s.zone, start, weeks * 7),
            learner: learner(s),
            busy: self.busy.clone(),
            units: units.iter().map(|u| placeable(plan_unit(u), &locked, block_min)).collect(),
            rhythms,
            reviews: reviews.clone(),
            locked,
            previous,
            weights: WEIGHTS,
            seed: 0,
        }
    }
}

/// The blocks ahead that stay where they are.
fn standing<'a>(s: &Situation<'_>, promise: Promise, ahead: &[&'a BlockState]) -> Vec<&'a BlockState> {
    let pinned = |b: &&BlockState| match promise {
        Promise::Extend => true,
        Promise::Renew | Promise::Forward | Promise::Keep => b.locked || b.block.start.date() == s.today(),
    };
    ahead.iter().copied().filter(pinned).collect()
}

/// The problem that places chosen by hand are judged by: what keeps the planner out of the rest of today, or of time
/// that is kept free, does not keep out the learner.
pub(crate) fn by_hand(s: &Situation<'_>) -> Instance {
    let mut instance = instance(s, Promise::Renew, &BTreeMap::new());
    let end = instance.start + Duration::weeks(i64::from(instance.weeks));
    instance.busy = busy_spans(s.state, s.zone, instance.start, end);
    instance.busy.extend(taken(s));
    instance.busy.sort();
    instance
}

/// Time that is kept free since its block was deleted, as far as it is still to come, with the name of that block.
pub(crate) fn kept_free<'a>(s: &Situation<'a>) -> impl Iterator<Item = (&'a BlockId, Span)> {
    let now = s.now;
    s.state.kept_free.iter().map(|(id, b)| (id, span_of(b))).filter(move |(_, span)| span.end > now)
}

/// From when to when a block lasts.
pub(crate) fn span_of(block: &journal::PlannedBlock) -> Span {
    Span { start: block.start, end: block.start + Duration::minutes(i64::from(block.minutes)) }
}

/// Long enough for everything at the learner's pace, with room for lost weeks, and to see past the target.
fn horizon_weeks(s: &Situation<'_>, units: &[UnitStanding<'_>]) -> u32 {
    let left: u64 = units.iter().map(|u| u64::from(u.left())).sum();
    let painted: u32 = s.state.windows.iter().map(|w| w.to.saturating_sub(w.from)).sum();
    let budget = s.state.budget.map_or(painted, |b| b.week.min(painted)).max(1);
    let needed = (left * 14 / 10).div_ceil(u64::from(budget)) + 8;
    let target = s.state.profile.as_ref().map_or(0, |p| (p.target - s.monday()).num_weeks().max(0));
    let wanted = needed.max(u64::try_from(target).unwrap_or(0) + 4);
    u32::try_from(wanted).unwrap_or(MOST_WEEKS).clamp(8, MOST_WEEKS)
}

/// The state with every block that has begun and was not answered taken as done: as long as nothing was said of
/// it, its content is not planned a second time.
pub(crate) fn presumed(s: &Situation<'_>) -> State {
    let mut state = s.state.clone();
    let since = s.today() - Duration::days(LOOK_BACK_DAYS);
    let begun = |b: &&BlockState| has_begun(s.now, b) && b.block.start.date() >= since;
    let open = s.state.blocks.values().filter(|b| b.answer == Answer::Open).filter(begun);
    let paces = state.paces.len();
    state.logs.extend(open.map(|b| Logged {
        what: b.block.what.clone(),
        start: b.block.start,
        minutes: b.block.minutes,
        block: Some(b.block.id),
        finished: !matches!(b.block.what, Studied::Work { .. }),
        paces,
    }));
    state.logs.sort_by_key(|l| l.start);
    state
}

/// Time that cannot be planned although no calendar says so: blocks that have begun or were answered, until they
/// end.
fn taken(s: &Situation<'_>) -> Vec<Span> {
    let budget = s.state.budget.unwrap_or(crate::defaults::BUDGET);
    let mut taken: Vec<Span> = Vec::new();
    for b in s.state.blocks.values() {
        let begun = b.answer == Answer::Open && has_begun(s.now, b);
        let pause = if begun { budget.break_min } else { 0 };
        let end = b.block.start + Duration::minutes(i64::from(b.block.minutes + pause));
        if end > s.now && (begun || b.answer != Answer::Open) {
            taken.push(Span { start: b.block.start, end });
        }
    }
    taken
}

/// Whether a further block today would be more than the learner wants of a day.
fn day_is_full(s: &Situation<'_>) -> bool {
    let budget = s.state.budget.unwrap_or(crate::defaults::BUDGET);
    let today = s.today();
    let studied: u32 = s.state.logs.iter().filter(|l| l.start.date() == today).map(|l| l.minutes).sum();
    let ahead: u32 =
        s.ahead().iter().filter(|b| b.block.start.date() == today).map(|b| b.block.minutes).sum();
    studied.saturating_add(ahead).saturating_add(budget.block_min) > budget.day_max
}

/// What is left of today between the blocks that stay in it.
fn rest_of_today(s: &Situation<'_>) -> Vec<Span> {
    let midnight = (s.today() + Duration::days(1)).and_time(NaiveTime::MIN);
    let mut gaps = Vec::new();
    let mut from = s.now;
    for b in s.ahead().into_iter().filter(|b| b.block.start < midnight) {
        gaps.push(Span { start: from, end: b.block.start });
        from = from.max(b.block.start + Duration::minutes(i64::from(b.block.minutes)));
    }
    gaps.push(Span { start: from, end: midnight });
    gaps.retain(|gap| gap.start < gap.end);
    gaps
}

fn learner(s: &Situation<'_>) -> Learner {
    let budget = s.state.budget.unwrap_or(crate::defaults::BUDGET);
    let window = |w: &journal::StudyWindow| Window { weekday: w.weekday, from: w.from, to: w.to };
    let monday = s.monday();
    let used: u32 =
        s.state.logs.iter().filter(|l| monday_of(l.start.date()) == monday).map(|l| l.minutes).sum();
    Learner {
        week_budget: budget.week,
        week_budget_overrides: BTreeMap::from([(0, budget.week.saturating_sub(used))]),
        day_max: budget.day_max,
        block_min: budget.block_min,
        block_max: budget.block_max,
        break_min: budget.break_min,
        unit_day_free: 120,
        units_per_day_free: 2,
        mix_bucket_weeks: 4,
        mix_target_permille: None,
        windows: s.state.windows.iter().map(window).collect(),
        deep_windows: s.state.windows.iter().filter(|w| w.deep).map(window).collect(),
    }
}

/// Busy time as wall clock in the learner's zone, without titles, inside the horizon.
pub(crate) fn busy_spans(state: &State, zone: Tz, from: NaiveDate, until: NaiveDate) -> Vec<Span> {
    let mut spans: Vec<Span> = state
        .busy
        .values()
        .flat_map(|c| &c.events)
        .map(|e| busy_span(&e.when, zone))
        .filter(|span| span.start < span.end && span.end.date() >= from && span.start.date() < until)
        .collect();
    spans.sort();
    spans
}

/// One busy event as wall clock.
pub(crate) fn busy_span(when: &BusyTime, zone: Tz) -> Span {
    match when {
        BusyTime::Timed { start, end } => {
            let (start, end) = zones::to_local_span(zone, *start, *end);
            Span { start, end }
        }
        BusyTime::AllDay { first, until } => {
            Span { start: first.and_time(NaiveTime::MIN), end: until.and_time(NaiveTime::MIN) }
        }
    }
}

fn plan_unit(u: &UnitStanding<'_>) -> Unit {
    let activities = u.unit.activities.iter().zip(&u.activities).enumerate();
    Unit {
        id: u.unit.id.clone(),
        level: if u.core { Level::Core } else { Level::Optional },
        prio: Some(u.prio),
        strategy: u.strategy,
        status: match u.standing {
            Standing::Open => Status::Open,
            Standing::Known | Standing::LeftOut => Status::Known,
            Standing::Done => Status::Done,
        },
        prereqs: u.unit.prerequisites.clone(),
        finishes: true,
        activities: activities
            .map(|(i, (activity, planned))| Activity {
                id: u.unit.activity_id(i),
                minutes: planned.minutes,
                done: planned.done,
                focus: activity.focus,
            })
            .collect(),
    }
}

/// A unit of which blocks that stay leave no rest shorter than a block: such a rest has no place, and all that waits for
/// the unit would have none. It is planned as a block; once those before it are done, it is as long as it is.
fn placeable(mut unit: Unit, locked: &[Block], block_min: u32) -> Unit {
    for activity in &mut unit.activities {
        let is_of = |b: &&Block| matches!(&b.what, What::Work { unit: u, activity: a } if *u == unit.id && *a == activity.id);
        let kept: u32 = locked.iter().filter(is_of).map(|b| b.minutes).sum();
        let left = activity.minutes.saturating_sub(activity.done).next_multiple_of(GRID);
        let rest = left.saturating_sub(kept);
        if kept > 0 && (1..block_min).contains(&rest) {
            activity.minutes += block_min - rest;
        }
    }
    unit
}

/// Whether the learner wants this rhythm.
pub(crate) fn wants(state: &State, rhythm: &str) -> bool {
    state.rhythms.get(rhythm).copied().unwrap_or(true)
}

/// Every rhythm that is active within the horizon.
fn rhythms(
    s: &Situation<'_>,
    weeks: u32,
    units: &BTreeMap<&str, &UnitStanding<'_>>,
    finish: &BTreeMap<String, u32>,
) -> Vec<Rhythm> {
    let goal = s.state.profile.as_ref().map_or(journal::Goal::MlRole, |p| p.goal);
    let (held, ahead) = (last_held(s), s.ahead());
    let mut out = Vec::new();
    for strategy in &s.curriculum.strategies {
        let left_out = crate::knowledge::left_out_by(goal).contains(&strategy.number);
        for rhythm in strategy.rhythms.iter().filter(|r| !left_out && wants(s.state, &r.id)) {
            let from = first_active(s, rhythm, weeks, units, finish)
                .map(|from| from.max(next_due(s, rhythm, &held)));
            // An occurrence that was published is kept although what it waits for may now be later.
            let published = ahead.iter().find(|b| serves(&b.block.what, rhythm));
            let published = published.map(|b| week_of(s, b.block.start.date()));
            let from = from.into_iter().chain(published).min();
            let from = from.filter(|from| *from < i64::from(weeks)).and_then(|from| u32::try_from(from).ok());
            if let Some(from_week) = from {
                out.push(Rhythm {
                    id: rhythm.id.clone(),
                    minutes: rhythm.minutes,
                    focus: rhythm.focus,
                    strategy: strategy.number,
                    every_weeks: rhythm.every.weeks(),
                    from_week,
                    to_week: weeks - 1,
                });
            }
        }
    }
    out
}

fn week_of(s: &Situation<'_>, day: NaiveDate) -> i64 {
    (monday_of(day) - s.monday()).num_weeks()
}

fn serves(what: &Studied, rhythm: &catalog::Rhythm) -> bool {
    matches!(what, Studied::Rhythm { rhythm: id } if *id == rhythm.id)
}

/// First week in which the pack wants the rhythm; `None` while the unit it waits for has no end in sight.
fn first_active(
    s: &Situation<'_>,
    rhythm: &catalog::Rhythm,
    weeks: u32,
    units: &BTreeMap<&str, &UnitStanding<'_>>,
    finish: &BTreeMap<String, u32>,
) -> Option<i64> {
    match &rhythm.active {
        Active::WholePlan => Some(0),
        Active::LastWeeks(n) => {
            let target = s.state.profile.as_ref().map_or(i64::from(weeks) - 1, |p| week_of(s, p.target));
            Some((target + 1 - i64::from(*n)).max(0))
        }
        Active::After(unit) => match units.get(unit.as_str()).map(|u| u.standing) {
            Some(Standing::Known | Standing::Done | Standing::LeftOut) => Some(0),
            Some(Standing::Open) | None => finish.get(unit).map(|week| i64::from(*week) + 1),
        },
    }
}

/// When each rhythm was held or skipped last; missed ones are not owed.
fn last_held<'a>(s: &Situation<'a>) -> BTreeMap<&'a str, NaiveDateTime> {
    let held = s.state.logs.iter().map(|log| (&log.what, log.start));
    let skipped = s.state.blocks.values().filter(|b| b.answer == Answer::Skipped);
    let mut last: BTreeMap<&str, NaiveDateTime> = BTreeMap::new();
    for (what, start) in held.chain(skipped.map(|b| (&b.block.what, b.block.start))) {
        if let Studied::Rhythm { rhythm } = what {
            let known = last.entry(rhythm).or_insert(start);
            *known = start.max(*known);
        }
    }
    last
}

/// A period after the last occurrence.
fn next_due(s: &Situation<'_>, rhythm: &catalog::Rhythm, held: &BTreeMap<&str, NaiveDateTime>) -> i64 {
    held.get(rhythm.id.as_str()).map_or(0, |last| week_of(s, last.date()) + i64::from(rhythm.every.weeks()))
}
