//! Week by week: what was planned for it when it began, what was done in it.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Curriculum;
use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use journal::{
    Answer, BlockId, BlockState, Event, KnowledgeLevel, Logged, PlannedBlock, Record, Replay, State, counting,
};

use super::{core_minutes, is_core_work, left_of_core, number};
use crate::knowledge::standings_with;
use crate::pace::{Lived, lived};
use crate::problem::{Situation, monday_of};
use crate::wire::{DayStudied, WeekRow};
use crate::zones;

/// A wrong clock may have logged study of long ago: no more than ten years are looked back on.
const MOST_WEEKS: i64 = 522;

/// A week as the journal told it when it began.
pub(super) struct Told {
    pub monday: NaiveDate,
    /// The blocks that were planned for it; `None` if no plan reached into it.
    pub planned: Option<Vec<PlannedBlock>>,
    /// What was done and left of the goal then; `None` before the first plan.
    pub scope: Option<u32>,
}

impl Told {
    pub fn planned_min(&self) -> Option<u32> {
        self.planned.as_ref().map(|blocks| blocks.iter().map(|b| b.minutes).sum())
    }
}

/// Monday of the first week of the look back: of the plan, or of the first study that was logged.
pub(crate) fn first_monday(s: &Situation<'_>) -> NaiveDate {
    let begun = s.state.profile.as_ref().map(|p| p.first_week);
    let logged = s.state.logs.first().map(|l| l.start.date());
    let first = begun.into_iter().chain(logged).min().map_or(s.monday(), monday_of);
    first.clamp(s.monday() - Duration::weeks(MOST_WEEKS), s.monday())
}

/// Every week from the first to the running one.
pub(super) fn told(s: &Situation<'_>, mut records: Vec<Record>, core: &BTreeSet<String>) -> Vec<Told> {
    // A clock that was wrong once must not hide all that followed.
    records.sort_by_key(|r| r.at);
    let before = |day: NaiveDate| {
        let midnight = zones::to_instant(s.zone, day.and_time(NaiveTime::MIN));
        records.partition_point(|r| r.at < midnight)
    };
    let mut replay = Replay::new(&records);
    let mut goal = Goal::new(s.curriculum, core);
    let mondays = first_monday(s).iter_weeks().take_while(|monday| *monday <= s.monday());
    mondays
        .map(|monday| {
            let (begins, ends) = (before(monday), before(monday + Duration::weeks(1)));
            let is_planned = |state: &State| state.published_until.is_some_and(|until| until > monday);
            goal.go_on(&mut replay, begins);
            if !is_planned(replay.until(begins)) {
                let within = records.get(begins..ends).unwrap_or_default();
                if let Some(first) = within.iter().position(|r| reaches(r, monday)) {
                    goal.go_on(&mut replay, begins + first + 1);
                }
            }
            let state = replay.until(begins);
            let scope = state.profile.as_ref().map(|_| goal.scope(state));
            let planned = is_planned(state).then(|| planned(&replay, monday));
            Told { monday, planned, scope }
        })
        .collect()
}

/// What was done and left of the goal, from state to state. Only what came in between is lived through, unless what was there
/// before changed.
struct Goal<'a> {
    curriculum: &'a Curriculum,
    core: &'a BTreeSet<String>,
    /// None before the first state.
    lived: Option<Lived<'a>>,
    /// What the estimates rest on beside the curriculum: levels, the learner's own, and for which units that is all there is.
    basis: (BTreeMap<u8, KnowledgeLevel>, BTreeMap<String, u32>, Vec<String>),
    /// Minutes logged on the units of the goal.
    done: u32,
}

impl<'a> Goal<'a> {
    fn new(curriculum: &'a Curriculum, core: &'a BTreeSet<String>) -> Goal<'a> {
        Goal { curriculum, core, lived: None, basis: Default::default(), done: 0 }
    }

    /// Goes on to the state after so many records.
    fn go_on(&mut self, replay: &mut Replay<'_>, n: usize) {
        replay.until(n);
        let came = replay.came();
        let state = replay.state();
        let basis =
            (state.levels.clone(), state.estimates.clone(), state.own_units.keys().cloned().collect());
        match (came, &mut self.lived) {
            (Some(came), Some(lived)) if basis == self.basis => {
                let logs = logged(came, lived.paces());
                let done = logs.iter().filter(|log| is_core_work(&log.what, self.core));
                self.done = done.fold(self.done, |sum, log| sum.saturating_add(log.minutes));
                lived.go_on(logs.iter().collect(), &state.paces);
            }
            _ => {
                self.lived = Some(lived(self.curriculum, state));
                self.done = core_minutes(state, self.core);
            }
        }
        self.basis = basis;
    }

    /// What was done and is left in this state, the one that was gone on to.
    fn scope(&self, state: &State) -> u32 {
        let left = self.lived.as_ref().map(|lived| standings_with(self.curriculum, state, lived));
        self.done.saturating_add(left_of_core(left.unwrap_or_default()))
    }
}

/// What was logged in records that came behind all others, as the fold keeps it; `paces` were set before them.
fn logged(came: &[Record], mut paces: usize) -> Vec<Logged> {
    let mut logs = Vec::new();
    for event in counting(came).into_iter().filter_map(|record| record.event.as_ref().ok()) {
        match event {
            Event::MinutesLogged { what, start, minutes, block, finished } => logs.push(Logged {
                what: what.clone(),
                start: *start,
                minutes: *minutes,
                block: *block,
                finished: *finished,
                paces,
            }),
            Event::PaceSet { .. } => paces += 1,
            _ => {}
        }
    }
    logs
}

/// Whether this is a plan that reaches into the week.
fn reaches(record: &Record, monday: NaiveDate) -> bool {
    matches!(&record.event, Ok(Event::PlanPublished { published_until, .. }) if *published_until > monday)
}

fn planned(replay: &Replay<'_>, monday: NaiveDate) -> Vec<PlannedBlock> {
    let stands = |b: &&BlockState| !matches!(b.answer, Answer::Missed | Answer::Skipped);
    let inside = replay.starting(monday..monday + Duration::weeks(1));
    inside.into_iter().filter(stands).map(|b| b.block.clone()).collect()
}

/// The figures of these weeks.
pub(super) fn rows(s: &Situation<'_>, told: &[Told]) -> Vec<WeekRow> {
    let finished: BTreeSet<BlockId> =
        s.state.logs.iter().filter(|l| l.finished).filter_map(|l| l.block).collect();
    let mut logs: BTreeMap<NaiveDate, Vec<&Logged>> = BTreeMap::new();
    for log in &s.state.logs {
        logs.entry(monday_of(log.start.date())).or_default().push(log);
    }
    let mut blocks: BTreeMap<NaiveDate, Vec<&BlockState>> = BTreeMap::new();
    for b in s.state.blocks.values() {
        blocks.entry(monday_of(b.block.start.date())).or_default().push(b);
    }
    let row = |week: &Told| {
        let monday = week.monday;
        let mut row = WeekRow {
            monday,
            number: number(s, monday),
            running: monday == s.monday(),
            planned_min: week.planned_min(),
            done_min: 0,
            unplanned_min: 0,
            done: 0,
            partly: 0,
            missed: 0,
            unanswered: 0,
            days: vec![DayStudied { min: 0, level: 0 }; 7],
        };
        for log in logs.get(&monday).into_iter().flatten() {
            row.done_min = row.done_min.saturating_add(log.minutes);
            if log.block.is_none() {
                row.unplanned_min = row.unplanned_min.saturating_add(log.minutes);
            }
            let weekday = log.start.date().weekday().num_days_from_monday();
            if let Some(day) = row.days.get_mut(weekday as usize) {
                day.min = day.min.saturating_add(log.minutes);
                day.level = level(day.min);
            }
        }
        for b in blocks.get(&monday).into_iter().flatten() {
            match b.answer {
                Answer::Done(minutes) if minutes >= b.block.minutes || finished.contains(&b.block.id) => {
                    row.done += 1;
                }
                Answer::Done(_) => row.partly += 1,
                Answer::Missed => row.missed += 1,
                Answer::Open if is_over(s, &b.block) => row.unanswered += 1,
                Answer::Open | Answer::Skipped => {}
            }
        }
        row
    };
    told.iter().map(row).collect()
}

/// Whether a block has ended by now.
pub(super) fn is_over(s: &Situation<'_>, block: &PlannedBlock) -> bool {
    block.start + Duration::minutes(i64::from(block.minutes)) <= s.now
}

fn level(minutes: u32) -> u8 {
    match minutes {
        0 => 0,
        1..60 => 1,
        60..120 => 2,
        120.. => 3,
    }
}

#[cfg(test)]
mod tests;
