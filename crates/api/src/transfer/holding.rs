//! What a journal holds, as far as two of them are compared: little enough to be kept of one with very many events.

use chrono::{DateTime, NaiveDate, Utc};
use journal::{Event, Goal, Record, counting};
use uuid::Uuid;

use super::tally::{Entry, Tally};

/// What counts in a journal, and the names of all that stands in it.
#[derive(Debug, Default)]
pub(crate) struct Holding {
    /// What the learner works towards, and by when.
    pub goal: Option<(Goal, NaiveDate)>,
    /// When the last event that counts was written.
    pub last: Option<DateTime<Utc>>,
    counting: Vec<Entry>,
    /// Ascending; also of what was undone or cannot be read.
    names: Vec<Uuid>,
}

impl Holding {
    /// What these records hold, which are in the order of the journal.
    pub fn of(records: &[Record]) -> Holding {
        let mut names: Vec<Uuid> = records.iter().map(|record| record.id).collect();
        names.sort_unstable();
        let counting = counting(records);
        let goal = counting.iter().rev().find_map(|record| match &record.event {
            Ok(Event::ProfileSet(profile)) => Some((profile.goal, profile.target)),
            Ok(_) | Err(_) => None,
        });
        let last = counting.last().map(|record| record.at);
        Holding { goal, last, counting: counting.into_iter().filter_map(Entry::of).collect(), names }
    }

    /// All that counts.
    pub fn tally(&self) -> Tally {
        Tally::sum(self.counting.iter().copied())
    }

    /// What counts here and is not known there; none if there is nothing.
    pub fn beyond(&self, there: &Holding) -> Option<Tally> {
        let is_new = |entry: &&Entry| there.names.binary_search(&entry.id).is_err();
        let mut new = self.counting.iter().filter(is_new).copied().peekable();
        new.peek()?;
        Some(Tally::sum(new))
    }
}
