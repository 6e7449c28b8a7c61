//! What an event may say at most. A journal takes in what others wrote, so dates, lengths and texts that no learner can have
//! meant must not reach whoever counts with them or shows them: such an event is kept as it is and not read.

use chrono::{Datelike, NaiveDate};

use crate::event::{Event, PlannedBlock};

/// Longer than any block, log or estimate: more than two months without a pause.
const MOST_MINUTES: u32 = 100_000;

/// More reviews of one unit than a life has.
const MOST_REVIEWS: u32 = 100_000;

const MINUTES_OF_A_DAY: u32 = 24 * 60;

/// Longer than any title, name, line or address, in bytes as they are stored: all of these have less than 2,000 letters.
const LONGEST_LINE: usize = 16 << 10;

/// Longer than any note, which has 20,000 letters at most.
const LONGEST_NOTE: usize = 256 << 10;

/// Longer than any file of a pack, which has 4 MiB at most.
const LONGEST_FILE: usize = 16 << 20;

/// Whether the stored fields of an event hold a text that is longer than anybody writes one of that kind.
pub(crate) fn says_too_much(kind: &str, body: &str) -> bool {
    let most = match kind {
        "note_set" => LONGEST_NOTE,
        "pack_set" => LONGEST_FILE,
        _ => LONGEST_LINE,
    };
    body.len() > most && longest_text(body) > most
}

/// Length of the longest text in JSON, as it stands there.
fn longest_text(json: &str) -> usize {
    let (mut longest, mut begun, mut is_escaped) = (0, None, false);
    for (place, byte) in json.bytes().enumerate() {
        match (begun, byte) {
            (None, b'"') => begun = Some(place),
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), b'\\') => is_escaped = true,
            (Some(begin), b'"') => {
                longest = longest.max(place - begin);
                begun = None;
            }
            _ => {}
        }
    }
    longest
}

/// Why nobody can have meant this event; none if somebody can.
pub(crate) fn fault(event: &Event) -> Option<&'static str> {
    let (days, minutes) = counts(event);
    let is_of_a_week = match event {
        Event::AvailabilitySet { windows } => {
            windows.iter().all(|w| w.weekday <= 6 && w.from <= MINUTES_OF_A_DAY && w.to <= MINUTES_OF_A_DAY)
        }
        Event::BudgetSet(budget) => {
            let of_a_day = [budget.day_max, budget.block_min, budget.block_max, budget.break_min];
            budget.week <= 7 * MINUTES_OF_A_DAY && of_a_day.iter().all(|minutes| *minutes <= MINUTES_OF_A_DAY)
        }
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

/// The days and the minutes that an event speaks of. Busy time is not among them: calendars hold any, and whoever reads it
/// cuts it to the weeks that are planned.
fn counts(event: &Event) -> (Vec<NaiveDate>, Vec<u32>) {
    let block = |block: &PlannedBlock| (block.start.date(), block.minutes);
    match event {
        Event::ProfileSet(profile) => (vec![profile.target, profile.first_week], vec![]),
        Event::BudgetSet(b) => (vec![], vec![b.week, b.day_max, b.block_min, b.block_max, b.break_min]),
        Event::EstimateChanged { minutes, .. } => (vec![], minutes.iter().copied().collect()),
        Event::MinutesLogged { start, minutes, .. } | Event::BlockMoved { start, minutes, .. } => {
            (vec![start.date()], vec![*minutes])
        }
        Event::BlockResized { minutes, .. } => (vec![], vec![*minutes]),
        Event::BlockSplit { minutes, second, .. } => {
            (vec![second.start.date()], vec![*minutes, second.minutes])
        }
        Event::BlockAdded { block } => (vec![block.start.date()], vec![block.minutes]),
        Event::PlanPublished { from, published_until, blocks, .. } => {
            let (mut days, minutes): (Vec<_>, Vec<_>) = blocks.iter().map(block).unzip();
            days.extend([from.date(), *published_until]);
            (days, minutes)
        }
        Event::ReviewGraded { on, .. } | Event::RecallGraded { on, .. } => (vec![*on], vec![]),
        Event::WeekReflected { week, .. } => (vec![*week], vec![]),
        Event::OwnUnitSet { content, .. } => (vec![], vec![content.minutes]),
        Event::AvailabilitySet { .. }
        | Event::StrategyLevelSet { .. }
        | Event::UnitMarked { .. }
        | Event::RhythmSet { .. }
        | Event::OutcomeTicked { .. }
        | Event::SessionStarted { .. }
        | Event::SessionPaused { .. }
        | Event::BlockMissed { .. }
        | Event::BlockSkipped { .. }
        | Event::BlockLocked { .. }
        | Event::BlockTitled { .. }
        | Event::BlockDeleted { .. }
        | Event::KeptFreeEnded { .. }
        | Event::UnitBroughtForward { .. }
        | Event::PlanLeft { .. }
        | Event::NoteSet { .. }
        | Event::BusyImported { .. }
        | Event::BusyChanged { .. }
        | Event::BusyRemoved { .. }
        | Event::ThemeSet { .. }
        | Event::PaceSet { .. }
        | Event::OwnUnitRemoved { .. }
        | Event::OwnResourceSet { .. }
        | Event::OwnResourceRemoved { .. }
        | Event::PackSet { .. }
        | Event::Undone { .. }
        | Event::Redone { .. } => (vec![], vec![]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_longest_note_is_read_and_a_longer_text_than_anybody_writes_is_not() {
        let note = |text: &str| json!({ "unit": "u", "text": text }).to_string();
        for letter in ["\u{10348}", "\"", "\u{1}"] {
            let longest = note(&letter.repeat(20_000));
            assert!(!says_too_much("note_set", &longest), "{letter:?}");
            assert!(says_too_much("block_titled", &longest), "{letter:?}");
        }
        assert!(says_too_much("note_set", &note(&"\\\"".repeat(150_000))));
        // A text that is cut off is none.
        assert!(!says_too_much("block_titled", &format!("{{\"title\":\"{}", "x".repeat(LONGEST_LINE))));
    }

    #[test]
    fn many_short_texts_are_not_one_long() {
        let title = "\u{10348}".repeat(200);
        let events: Vec<_> = (0..1_000).map(|_| json!({ "title": title })).collect();
        assert!(!says_too_much("busy_imported", &json!({ "events": events }).to_string()));
    }
}
