//! What the journal tells about how the learner studies: how long finished activities took, and which planned
//! blocks were held. Nothing presumed is in it: what was not answered yet says nothing.

use std::collections::{BTreeMap, BTreeSet};

use catalog::ActivityKind;
use chrono::{Datelike, Duration, NaiveDate};
use journal::{Answer, BlockId, BlockState, State, Studied};
use plan::forecast::{BlockSample, PaceSample};

use crate::knowledge::UnitStanding;
use crate::problem::{GRID, LOOK_BACK_DAYS, Situation, monday_of};

/// The number by which a forecast tells kinds apart.
pub(crate) fn kind_number(kind: ActivityKind) -> u8 {
    match kind {
        ActivityKind::Read => 0,
        ActivityKind::Watch => 1,
        ActivityKind::Practice => 2,
        ActivityKind::Build => 3,
        ActivityKind::Recall => 4,
        ActivityKind::Write => 5,
        ActivityKind::Connect => 6,
    }
}

/// Finished activities with their estimates on the grid, because blocks are placed on the grid too.
pub(crate) fn paces(state: &State, units: &[UnitStanding<'_>]) -> Vec<PaceSample> {
    let mut logged: BTreeMap<(&str, &str), (u32, bool)> = BTreeMap::new();
    for log in &state.logs {
        if let Studied::Work { unit, activity } = &log.what {
            let sum = logged.entry((unit, activity)).or_default();
            *sum = (sum.0.saturating_add(log.minutes), sum.1 || log.finished);
        }
    }
    let mut samples = Vec::new();
    for (number, unit) in (0..).zip(units) {
        for (i, (activity, minutes)) in unit.unit.activities.iter().zip(&unit.minutes).enumerate() {
            let name = unit.unit.activity_id(i);
            let Some((actual, finished)) = logged.get(&(unit.unit.id.as_str(), name.as_str())) else {
                continue;
            };
            if *finished || actual >= minutes {
                samples.push(PaceSample {
                    unit: number,
                    strategy: unit.strategy,
                    kind: kind_number(activity.kind),
                    estimated: minutes.next_multiple_of(GRID),
                    actual: *actual,
                });
            }
        }
    }
    samples
}

/// Blocks of which something is known. One that was never answered was not held, once its time to be answered
/// is over: then its content is planned again.
pub(crate) fn blocks(s: &Situation<'_>) -> Vec<BlockSample> {
    let logs = s.state.logs.iter().filter(|l| l.finished);
    let finished: BTreeSet<BlockId> = logs.filter_map(|l| l.block).collect();
    let asked_since = s.today() - Duration::days(LOOK_BACK_DAYS);
    let held = |b: &BlockState| match b.answer {
        Answer::Done(_) if finished.contains(&b.block.id) => Some(1000),
        Answer::Done(minutes) => {
            Some((u64::from(minutes) * 1000 / u64::from(b.block.minutes.max(1))).min(1000))
        }
        Answer::Missed => Some(0),
        Answer::Open if b.block.start.date() < asked_since => Some(0),
        Answer::Open | Answer::Skipped => None,
    };
    let sample = |b: &BlockState| {
        let day = b.block.start.date();
        let weeks = (monday_of(day) - NaiveDate::default()).num_weeks();
        Some(BlockSample {
            week: i32::try_from(weeks).ok()?,
            weekday: u8::try_from(day.weekday().num_days_from_monday()).ok()?,
            held_permille: u16::try_from(held(b)?).ok()?,
        })
    };
    s.state.blocks.values().filter_map(sample).collect()
}
