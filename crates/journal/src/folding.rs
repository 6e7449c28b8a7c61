//! A state that grows with the journal: what comes behind all else is taken in alone, and what cannot be is said.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use uuid::Uuid;

use crate::event::Event;
use crate::fold::{extend, fold_onto, needs_refold};
use crate::found::Found;
use crate::record::Record;
use crate::state::{BlockState, State};
use crate::stored::Stored;

/// The state after some records, and what is needed to go on from there.
#[derive(Clone, Debug)]
pub(crate) struct Folding {
    pub(crate) state: State,
    found: Found,
    /// Commands of which an undo or a redo speaks, and those that hold one. Whether they count is decided by all of their
    /// events.
    spoken: BTreeSet<Uuid>,
}

impl Folding {
    /// Before the first record.
    pub(crate) fn empty() -> Folding {
        Folding { state: State::default(), found: Found::empty(), spoken: BTreeSet::new() }
    }

    /// Takes in records that come behind all others; false, and nothing is taken in, if all has to be folded anew with them.
    pub(crate) fn extend<'a>(&mut self, records: impl IntoIterator<Item = &'a Record> + Clone) -> bool {
        let is_new = |record: &Record| !needs_refold(record) && !self.spoken.contains(&record.command);
        if !records.clone().into_iter().all(is_new) {
            return false;
        }
        for record in records {
            extend(&mut self.state, &mut self.found, record);
        }
        true
    }

    /// Commands that must not have events both here and in records that come behind.
    pub(crate) fn has_spoken_of(&self, command: Uuid) -> bool {
        self.spoken.contains(&command)
    }

    /// Takes in records that come behind all others. Their undos and redos speak of no command that came before.
    pub(crate) fn fold_onto(&mut self, records: &[&Record]) {
        fold_onto(&mut self.state, &mut self.found, records);
        for record in records {
            if let Ok(Event::Undone { command } | Event::Redone { command }) = &record.event {
                self.spoken.extend([*command, record.command]);
            }
        }
    }
}

impl Folding {
    /// The blocks that start in these days, in the order of their names.
    pub(crate) fn starting(&self, days: Range<NaiveDate>) -> Vec<&BlockState> {
        let starts = |block: &&BlockState| days.contains(&block.block.start.date());
        let mut names =
            self.found.between(days.start.and_time(NaiveTime::MIN), days.end.and_time(NaiveTime::MIN));
        names.sort_unstable();
        names.dedup();
        names.iter().filter_map(|name| self.state.blocks.get(name)).filter(starts).collect()
    }
}

impl Stored for Folding {
    fn put(&self, to: &mut Vec<u8>) {
        self.state.put(to);
        self.spoken.put(to);
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        let state = State::get(from)?;
        Some(Folding { found: Found::of(&state), state, spoken: Stored::get(from)? })
    }
}
