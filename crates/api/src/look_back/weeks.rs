//! Week by week: what was planned for it when it began, what was done in it.

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use journal::{Answer, BlockId, BlockState, Event, PlannedBlock, Record, Replay, State};

use super::{core_left, core_minutes, number};
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
pub(super) fn told(s: &Situation<'_>, records: &[Record], core: &BTreeSet<String>) -> Vec<Told> {
    // A clock that was wrong once must not hide all that followed.
    let mut records = records.to_vec();
    records.sort_by_key(|r| r.at);
    let mut replay = Replay::new(&records);
    let before = |day: NaiveDate| {
        let midnight = zones::to_instant(s.zone, day.and_time(NaiveTime::MIN));
        records.partition_point(|r| r.at < midnight)
    };
    let mondays = first_monday(s).iter_weeks().take_while(|monday| *monday <= s.monday());
    mondays
        .map(|monday| {
            let (begins, ends) = (before(monday), before(monday + Duration::weeks(1)));
            let is_planned = |state: &State| state.published_until.is_some_and(|until| until > monday);
            if !is_planned(replay.until(begins)) {
                let within = records.get(begins..ends).unwrap_or_default();
                if let Some(first) = within.iter().position(|r| reaches(r, monday)) {
                    replay.until(begins + first + 1);
                }
            }
            let state = replay.until(begins);
            let known = || core_minutes(state, core, None).saturating_add(core_left(s, state));
            Told {
                monday,
                planned: is_planned(state).then(|| planned(state, monday)),
                scope: state.profile.as_ref().map(|_| known()),
            }
        })
        .collect()
}

/// Whether this is a plan that reaches into the week.
fn reaches(record: &Record, monday: NaiveDate) -> bool {
    matches!(&record.event, Ok(Event::PlanPublished { published_until, .. }) if *published_until > monday)
}

fn planned(state: &State, monday: NaiveDate) -> Vec<PlannedBlock> {
    let stands = |b: &&BlockState| !matches!(b.answer, Answer::Missed | Answer::Skipped);
    let inside = |b: &&BlockState| monday_of(b.block.start.date()) == monday;
    state.blocks.values().filter(inside).filter(stands).map(|b| b.block.clone()).collect()
}

/// The figures of these weeks.
pub(super) fn rows(s: &Situation<'_>, told: &[Told]) -> Vec<WeekRow> {
    let finished: BTreeSet<BlockId> =
        s.state.logs.iter().filter(|l| l.finished).filter_map(|l| l.block).collect();
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
        for log in s.state.logs.iter().filter(|l| monday_of(l.start.date()) == monday) {
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
        for b in s.state.blocks.values().filter(|b| monday_of(b.block.start.date()) == monday) {
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
