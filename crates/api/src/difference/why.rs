//! Why a block is not where it was: the first reason that the plans before and after bear out.
//! Invariant: every reason is a fact about the two plans that can be looked up; where none is found, none is made up
//! ([`Reason::Order`]).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};
use journal::{Answer, BlockState, Budget, PlannedBlock, Studied};
use plan::{Block, Span};

use super::{Difference, owner_is_same};
use crate::busy_titles::BusyTitles;
use crate::forward;
use crate::knowledge::{Standing, UnitStanding, standings};
use crate::planning::{Made, to_studied};
use crate::problem::{LOOK_BACK_DAYS, Situation, monday_of};
use crate::rules;
use crate::wire::{ChangeKind, ChangeWhy};

/// A reason with what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Known(String),
    LeftOut(String),
    /// The pack has no such unit any more.
    NotInPack(String),
    Complete(String),
    NotDue,
    Busy(Option<String>),
    NoStudyTime,
    Limits,
    WaitsFor(String),
    EarlierPart,
    Taken(Studied),
    DayFull,
    WeekFull,
    Missed,
    Deleted,
    Unfinished,
    MoreLeft,
    LessLeft,
    Wanted,
    Forward,
    Freed(Studied),
    NotBusy(Option<String>),
    NewStudyTime,
    HoursFree,
    OtherUnits,
    NewWeek,
    AfterPublished,
    SpreadAnew,
    Order,
}

impl Reason {
    pub fn code(&self) -> ChangeWhy {
        match self {
            Reason::Known(_)
            | Reason::LeftOut(_)
            | Reason::NotInPack(_)
            | Reason::Complete(_)
            | Reason::NotDue => ChangeWhy::NotWanted,
            Reason::Busy(_) => ChangeWhy::Busy,
            Reason::NoStudyTime => ChangeWhy::NoStudyTime,
            Reason::Limits => ChangeWhy::Limits,
            Reason::WaitsFor(_) => ChangeWhy::WaitsFor,
            Reason::EarlierPart => ChangeWhy::EarlierPart,
            Reason::Taken(_) => ChangeWhy::Taken,
            Reason::DayFull => ChangeWhy::DayFull,
            Reason::WeekFull => ChangeWhy::WeekFull,
            Reason::Missed | Reason::Deleted | Reason::Unfinished => ChangeWhy::Back,
            Reason::MoreLeft => ChangeWhy::MoreLeft,
            Reason::LessLeft => ChangeWhy::LessLeft,
            Reason::Wanted | Reason::Forward => ChangeWhy::Wanted,
            Reason::Freed(_) => ChangeWhy::Freed,
            Reason::NotBusy(_) => ChangeWhy::NotBusy,
            Reason::NewStudyTime => ChangeWhy::NewStudyTime,
            Reason::HoursFree => ChangeWhy::HoursFree,
            Reason::OtherUnits => ChangeWhy::OtherUnits,
            Reason::NewWeek => ChangeWhy::NewWeek,
            Reason::AfterPublished => ChangeWhy::AfterPublished,
            Reason::SpreadAnew => ChangeWhy::SpreadAnew,
            Reason::Order => ChangeWhy::Order,
        }
    }
}

/// The two plans, made ready for being asked.
pub(super) struct Facts<'a> {
    before: &'a Situation<'a>,
    after: &'a Situation<'a>,
    made: &'a Made,
    busy: [BusyTitles; 2],
    units: [BTreeMap<&'a str, UnitStanding<'a>>; 2],
    differences: &'a [Difference],
    /// Units that come first since the act.
    forward: BTreeSet<String>,
    budget: Budget,
    /// What the act said could not be done, what it took out, and what it said was done for less time than planned.
    missed: Vec<Studied>,
    deleted: Vec<Studied>,
    unfinished: Vec<Studied>,
}

fn span(start: NaiveDateTime, minutes: u32) -> Span {
    Span { start, end: start + Duration::minutes(i64::from(minutes)) }
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn of_block(b: &PlannedBlock) -> Span {
    span(b.start, b.minutes)
}

impl<'a> Facts<'a> {
    pub fn new(
        before: &'a Situation<'a>,
        after: &'a Situation<'a>,
        made: &'a Made,
        differences: &'a [Difference],
    ) -> Self {
        let units = |s: &Situation<'a>| {
            standings(s.curriculum, s.state).into_iter().map(|u| (u.unit.id.as_str(), u)).collect()
        };
        let was_open = |id| before.state.blocks.get(id).is_some_and(|b| b.answer == Answer::Open);
        // A plan that was left as it was is made anew: what was missed meanwhile comes back with it.
        let since = before.today() - Duration::days(LOOK_BACK_DAYS);
        let waited = |b: &&BlockState| {
            before.state.plan_left && b.answer == Answer::Missed && b.block.start.date() >= since
        };
        let answered: Vec<_> = after
            .state
            .blocks
            .values()
            .filter(|b| was_open(&b.block.id) && b.answer != Answer::Open || waited(b))
            .collect();
        let of = |is: &dyn Fn(Answer, u32) -> bool| {
            let found = answered.iter().filter(|b| is(b.answer, b.block.minutes));
            found.map(|b| b.block.what.clone()).collect()
        };
        let deleted = before.state.blocks.iter().filter(|(id, _)| after.state.kept_free.contains_key(id));
        let came_first = forward::units(before);
        let mut forward: BTreeSet<String> = forward::units(after).into_keys().collect();
        forward.retain(|unit| !came_first.contains_key(unit));
        Facts {
            forward,
            deleted: deleted.map(|(_, b)| b.block.what.clone()).collect(),
            busy: [before, after].map(|s| BusyTitles::of(s.state, s.zone)),
            units: [units(before), units(after)],
            differences,
            budget: after.state.budget.unwrap_or(crate::defaults::BUDGET),
            missed: of(&|answer, _| answer == Answer::Missed),
            unfinished: of(&|answer, planned| matches!(answer, Answer::Done(minutes) if minutes < planned)),
            before,
            after,
            made,
        }
    }

    pub fn reason(&self, d: &Difference) -> Reason {
        let old = d.old.as_ref().map(|o| &o.block);
        let found = match (d.kind, old, d.new.as_ref()) {
            (ChangeKind::Moved, Some(old), Some(new)) if new.start < old.start => self
                .lost(old)
                .or_else(|| self.forward(&new.what))
                .or_else(|| self.opened(new))
                .or_else(|| self.pushed(old)),
            (ChangeKind::Moved, Some(old), Some(new)) => {
                self.lost(old).or_else(|| self.pushed(old)).or_else(|| self.opened(new))
            }
            (ChangeKind::Gone, Some(old), _) => self
                .not_wanted(&old.what)
                .or_else(|| self.lost(old))
                .or_else(|| self.left(&old.what).filter(|r| *r == Reason::LessLeft))
                .or_else(|| self.comes_later(&old.what))
                .or_else(|| self.pushed(old)),
            (ChangeKind::New, _, Some(new)) => self
                .back(&new.what)
                .or_else(|| self.wanted(&new.what))
                .or_else(|| self.forward(&new.what))
                .or_else(|| self.left(&new.what).filter(|r| *r == Reason::MoreLeft))
                .or_else(|| self.newly_published(new.start.date()))
                .or_else(|| self.opened(new)),
            (ChangeKind::Changed | ChangeKind::Resized, Some(old), Some(new)) => self
                .lost(old)
                .or_else(|| other_units(&old.what, &new.what))
                .or_else(|| self.back(&new.what))
                .or_else(|| self.left(&new.what))
                .or_else(|| self.taken(old))
                .or_else(|| self.opened(new)),
            _ => None,
        };
        found.or_else(|| self.spread_anew(d)).unwrap_or(Reason::Order)
    }

    /// Another block of the same unit differs, too.
    fn spread_anew(&self, d: &Difference) -> Option<Reason> {
        let what = d.what().filter(|what| matches!(what, Studied::Work { .. }))?;
        let of_unit = self.differences.iter().filter_map(Difference::what).filter(|w| owner_is_same(w, what));
        (of_unit.count() > 1).then_some(Reason::SpreadAnew)
    }

    /// Its unit is not open any more, or its rhythm has no occurrence in the horizon.
    fn not_wanted(&self, what: &Studied) -> Option<Reason> {
        match what {
            Studied::Work { unit, .. } => match self.units[1].get(unit.as_str()).map(|u| u.standing) {
                Some(Standing::Known) => Some(Reason::Known(unit.clone())),
                Some(Standing::LeftOut) => Some(Reason::LeftOut(unit.clone())),
                None => Some(Reason::NotInPack(unit.clone())),
                Some(Standing::Done) => Some(Reason::Complete(unit.clone())),
                Some(Standing::Open) => None,
            },
            Studied::Rhythm { rhythm } => {
                let due = self.made.instance.rhythms.iter().any(|r| r.id == *rhythm);
                (!due).then_some(Reason::NotDue)
            }
            Studied::Review { .. } | Studied::Free { .. } => None,
        }
    }

    /// Its former place is none any more.
    fn lost(&self, old: &PlannedBlock) -> Option<Reason> {
        let place = of_block(old);
        if let Some(event) = self.busy[1].within(place).next() {
            return Some(Reason::Busy((!event.title.is_empty()).then(|| event.title.clone())));
        }
        if !is_study_time(self.after, place) {
            return Some(Reason::NoStudyTime);
        }
        let fits = (self.budget.block_min..=self.budget.block_max).contains(&old.minutes);
        let fitted =
            self.before.state.budget.is_none_or(|b| (b.block_min..=b.block_max).contains(&old.minutes));
        (fitted && !fits).then_some(Reason::Limits)
    }

    /// Something else keeps it from its former place.
    fn pushed(&self, old: &PlannedBlock) -> Option<Reason> {
        self.waits_for(old)
            .or_else(|| self.earlier_part(old))
            .or_else(|| self.taken(old))
            .or_else(|| self.full(old))
    }

    fn waits_for(&self, old: &PlannedBlock) -> Option<Reason> {
        let Studied::Work { unit, .. } = &old.what else { return None };
        let prerequisites: BTreeSet<&String> =
            self.units[1].get(unit.as_str())?.unit.prerequisites.iter().collect();
        let late = self.blocks().find(|b| match &b.what {
            plan::What::Work { unit, .. } => prerequisites.contains(unit) && ends(b) > old.start,
            plan::What::Rhythm { .. } | plan::What::Review { .. } => false,
        })?;
        if let plan::What::Work { unit, .. } = &late.what {
            Some(Reason::WaitsFor(unit.clone()))
        } else {
            None
        }
    }

    fn earlier_part(&self, old: &PlannedBlock) -> Option<Reason> {
        let Studied::Work { unit, activity } = &old.what else { return None };
        let number = |activity: &str| activity.parse::<usize>().unwrap_or(0);
        let comes_first = |b: &&Block| match &b.what {
            plan::What::Work { unit: of, activity: part } => {
                of == unit && number(part) < number(activity) && ends(b) > old.start
            }
            plan::What::Rhythm { .. } | plan::What::Review { .. } => false,
        };
        self.blocks().find(comes_first).map(|_| Reason::EarlierPart)
    }

    /// Something else lies on the former place in the new plan.
    fn taken(&self, old: &PlannedBlock) -> Option<Reason> {
        let on_it = self.blocks().filter(|b| overlap(span(b.start, b.minutes), of_block(old)));
        on_it.map(|b| to_studied(&b.what)).find(|what| !owner_is_same(what, &old.what)).map(Reason::Taken)
    }

    /// The former day or week would hold more than the learner wants.
    fn full(&self, old: &PlannedBlock) -> Option<Reason> {
        let sum = |is: &dyn Fn(NaiveDate) -> bool| {
            let planned: u32 = self.blocks().filter(|b| is(b.start.date())).map(|b| b.minutes).sum();
            let logged = self.after.state.logs.iter().filter(|l| is(l.start.date()));
            planned.saturating_add(logged.map(|l| l.minutes).sum()).saturating_add(old.minutes)
        };
        let (day, monday) = (old.start.date(), monday_of(old.start.date()));
        if sum(&|d| d == day) > self.budget.day_max {
            return Some(Reason::DayFull);
        }
        (sum(&|d| monday_of(d) == monday) > self.budget.week).then_some(Reason::WeekFull)
    }

    fn back(&self, what: &Studied) -> Option<Reason> {
        let of = |all: &[Studied]| all.iter().any(|m| brings_back(what, m));
        if of(&self.missed) {
            return Some(Reason::Missed);
        }
        if of(&self.deleted) {
            return Some(Reason::Deleted);
        }
        of(&self.unfinished).then_some(Reason::Unfinished)
    }

    /// Its unit was brought forward, or is needed by one that was.
    fn forward(&self, what: &Studied) -> Option<Reason> {
        let Studied::Work { unit, .. } = what else { return None };
        self.forward.contains(unit).then_some(Reason::Forward)
    }

    /// Its unit was not to be studied before.
    fn wanted(&self, what: &Studied) -> Option<Reason> {
        let Studied::Work { unit, .. } = what else { return None };
        let standing = |n: usize| self.units[n].get(unit.as_str()).map(|u| u.standing);
        (standing(1) == Some(Standing::Open) && standing(0) != Some(Standing::Open)).then_some(Reason::Wanted)
    }

    /// More or less of its unit is left.
    fn left(&self, what: &Studied) -> Option<Reason> {
        let Studied::Work { unit, .. } = what else { return None };
        let left = |n: usize| self.units[n].get(unit.as_str()).map(UnitStanding::left);
        match left(1)?.cmp(&left(0)?) {
            std::cmp::Ordering::Greater => Some(Reason::MoreLeft),
            std::cmp::Ordering::Less => Some(Reason::LessLeft),
            std::cmp::Ordering::Equal => None,
        }
    }

    fn newly_published(&self, day: NaiveDate) -> Option<Reason> {
        self.before.published_until().is_none_or(|until| day >= until).then_some(Reason::NewWeek)
    }

    /// Its new place was none before.
    fn opened(&self, new: &PlannedBlock) -> Option<Reason> {
        let place = of_block(new);
        if !is_study_time(self.before, place) && is_study_time(self.after, place) {
            return Some(Reason::NewStudyTime);
        }
        if let Some(event) = self.busy[0].within(place).next()
            && self.busy[1].within(place).next().is_none()
        {
            return Some(Reason::NotBusy((!event.title.is_empty()).then(|| event.title.clone())));
        }
        let former = self.before.state.blocks.values().filter(|b| b.answer == Answer::Open);
        let mut former = former.filter(|b| b.block.id != new.id && overlap(of_block(&b.block), place));
        former.next().map(|b| Reason::Freed(b.block.what.clone())).or_else(|| self.hours_free(new))
    }

    /// Its week held as much as the learner wanted before.
    fn hours_free(&self, new: &PlannedBlock) -> Option<Reason> {
        let monday = monday_of(new.start.date());
        let is_of_week = |day: NaiveDate| monday_of(day) == monday;
        let open = self.before.state.blocks.values().filter(|b| b.answer == Answer::Open);
        let planned: u32 = open.filter(|b| is_of_week(b.block.start.date())).map(|b| b.block.minutes).sum();
        let logged = self.before.state.logs.iter().filter(|l| is_of_week(l.start.date()));
        let all = planned.saturating_add(logged.map(|l| l.minutes).sum()).saturating_add(new.minutes);
        let week = self.before.state.budget.unwrap_or(crate::defaults::BUDGET).week;
        (all > week).then_some(Reason::HoursFree)
    }

    /// It has a block behind the published weeks, and none before.
    fn comes_later(&self, what: &Studied) -> Option<Reason> {
        let until = self.after.promised_until();
        let mut same = self.blocks().filter(|b| to_studied(&b.what) == *what);
        same.any(|b| b.start.date() >= until).then_some(Reason::AfterPublished)
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.made.plan.blocks.iter()
    }
}

fn ends(b: &Block) -> NaiveDateTime {
    span(b.start, b.minutes).end
}

/// Whether a block has in it what another was for. A unit's activities come in their order, so its next block takes
/// up what was missed.
pub(crate) fn brings_back(block: &Studied, missed: &Studied) -> bool {
    if let (Studied::Review { items }, Studied::Review { items: missed }) = (block, missed) {
        return missed.iter().any(|i| items.contains(i));
    }
    owner_is_same(block, missed)
}

/// Two reviews of the same time that bring back different units.
fn other_units(old: &Studied, new: &Studied) -> Option<Reason> {
    match (old, new) {
        (Studied::Review { items: old }, Studied::Review { items: new }) if old != new => {
            Some(Reason::OtherUnits)
        }
        _ => None,
    }
}

fn is_study_time(s: &Situation<'_>, place: Span) -> bool {
    let weekday = u8::try_from(place.start.weekday().num_days_from_monday()).unwrap_or(0);
    let from = place.start.hour() * 60 + place.start.minute();
    let to = from + u32::try_from((place.end - place.start).num_minutes()).unwrap_or(0);
    rules::stretches(&s.state.windows, weekday, false).into_iter().any(|(a, b)| a <= from && to <= b)
}
