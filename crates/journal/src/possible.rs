//! What an event may say at most. A journal takes in what others wrote, so dates and lengths that no learner can have meant
//! must not reach whoever counts with them: such an event is kept as it is and not read.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::event::{Event, PlannedBlock};

/// Longer than any block, log or estimate: more than two months without a pause.
const MOST_MINUTES: u32 = 100_000;

/// More reviews of one unit than a life has.
const MOST_REVIEWS: u32 = 100_000;

const MINUTES_OF_A_WEEK: u32 = 7 * 24 * 60;

/// Why nobody can have meant this event; none if somebody can.
pub(crate) fn fault(event: &Event) -> Option<&'static str> {
    let days: Vec<NaiveDate> = match event {
        Event::ProfileSet(profile) => vec![profile.target, profile.first_week],
        Event::MinutesLogged { start, .. } | Event::BlockMoved { start, .. } => vec![start.date()],
        Event::BlockSplit { second: block, .. } | Event::BlockAdded { block } => vec![block.start.date()],
        Event::PlanPublished { from, published_until, blocks, .. } => {
            let starts = blocks.iter().map(|block| block.start);
            starts.chain([*from]).map(|start: NaiveDateTime| start.date()).chain([*published_until]).collect()
        }
        Event::ReviewGraded { on, .. } | Event::RecallGraded { on, .. } => vec![*on],
        Event::WeekReflected { week, .. } => vec![*week],
        _ => Vec::new(),
    };
    let block = |block: &PlannedBlock| block.minutes;
    let minutes: Vec<u32> = match event {
        Event::MinutesLogged { minutes, .. }
        | Event::BlockMoved { minutes, .. }
        | Event::BlockResized { minutes, .. }
        | Event::EstimateChanged { minutes: Some(minutes), .. } => vec![*minutes],
        Event::BlockSplit { minutes, second, .. } => vec![*minutes, second.minutes],
        Event::BlockAdded { block } => vec![block.minutes],
        Event::PlanPublished { blocks, .. } => blocks.iter().map(block).collect(),
        Event::OwnUnitSet { content, .. } => vec![content.minutes],
        Event::BudgetSet(b) => vec![b.week, b.day_max, b.block_min, b.block_max, b.break_min],
        _ => Vec::new(),
    };
    let is_of_a_week = match event {
        Event::AvailabilitySet { windows } => {
            windows.iter().all(|w| w.weekday <= 6 && w.from <= 1440 && w.to <= 1440)
        }
        Event::BudgetSet(_) => minutes.iter().all(|minutes| *minutes <= MINUTES_OF_A_WEEK),
        _ => true,
    };
    let reviews = if let Event::RecallGraded { k, .. } = event { *k } else { 0 };
    if days.iter().any(|day| !(1900..=9999).contains(&day.year())) {
        return Some("its day is in no year that anybody lives");
    }
    if minutes.iter().any(|minutes| *minutes > MOST_MINUTES) || !is_of_a_week || reviews > MOST_REVIEWS {
        return Some("it counts more than anybody can do");
    }
    None
}
