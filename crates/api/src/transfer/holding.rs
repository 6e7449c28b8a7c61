//! What a journal holds, as far as two of them are compared: little enough to be kept of one with very many events.

use chrono::{DateTime, NaiveDate, Utc};
use journal::{Event, Goal, Record, counting};
use uuid::Uuid;

use super::tally::{Entry, Tally};

/// What counts in a journal, and the names of what counts or cannot be read.
#[derive(Debug, Default)]
pub(crate) struct Holding {
    /// What the learner works towards, and by when.
    pub goal: Option<(Goal, NaiveDate)>,
    /// When the last event that counts was written.
    pub last: Option<DateTime<Utc>>,
    counting: Vec<Entry>,
    /// Ascending. Of what cannot be read nobody knows that it is lost.
    known: Vec<Uuid>,
}

impl Holding {
    /// What these records hold, which are in the order of the journal.
    pub fn of(records: &[Record]) -> Holding {
        let counting = counting(records);
        let unread = records.iter().filter(|record| record.event.is_err());
        let mut known: Vec<Uuid> = unread.chain(counting.iter().copied()).map(|record| record.id).collect();
        known.sort_unstable();
        let goal = counting.iter().rev().find_map(|record| match &record.event {
            Ok(Event::ProfileSet(profile)) => Some((profile.goal, profile.target)),
            Ok(_) | Err(_) => None,
        });
        let last = counting.last().map(|record| record.at);
        Holding { goal, last, counting: counting.into_iter().filter_map(Entry::of).collect(), known }
    }

    /// All that counts.
    pub fn tally(&self) -> Tally {
        Tally::sum(self.counting.iter().copied())
    }

    /// What counts here and not there, unknown or undone; none if there is nothing.
    pub fn beyond(&self, there: &Holding) -> Option<Tally> {
        let is_new = |entry: &&Entry| there.known.binary_search(&entry.id).is_err();
        let mut new = self.counting.iter().filter(is_new).copied().peekable();
        new.peek()?;
        Some(Tally::sum(new))
    }
}
