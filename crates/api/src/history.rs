//! What the journal tells about which planned blocks the learner holds. Nothing presumed is in it: what was not answered yet says nothing.

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDate};
use journal::{Answer, BlockId, BlockState};
use plan::forecast::BlockSample;

use crate::problem::{LOOK_BACK_DAYS, Situation, monday_of};

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
    // A clock that was wrong for a while has blocks promised for weeks before the learner's first: nobody could hold them.
    let first_week = s.state.profile.as_ref().map(|profile| profile.first_week);
    // One that is still to come is such a clock's, too; then the first study counts.
    let first_log = || s.state.logs.iter().map(|log| monday_of(log.start.date())).min();
    let began = first_week.filter(|week| *week <= s.today()).or_else(first_log);
    let sample = |b: &BlockState| {
        let day = b.block.start.date();
        if began.is_some_and(|began| day < began) {
            return None;
        }
        let weeks = (monday_of(day) - NaiveDate::default()).num_weeks();
        Some(BlockSample {
            week: i32::try_from(weeks).ok()?,
            weekday: u8::try_from(day.weekday().num_days_from_monday()).ok()?,
            held_permille: u16::try_from(held(b)?).ok()?,
        })
    };
    s.state.blocks.values().filter_map(sample).collect()
}
