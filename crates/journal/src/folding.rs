//! A state that grows with the journal: what comes behind all else is taken in alone, and what cannot be is said.

use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;

use crate::event::Event;
use crate::fold::{extend, fold_onto, needs_refold};
use crate::found::Found;
use crate::record::Record;
use crate::state::State;
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

    /// The state after these records, given in the order of the journal.
    pub(crate) fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Folding {
        let mut folding = Folding::empty();
        folding.fold_onto(&records.into_iter().collect::<Vec<_>>());
        folding
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

/// Reads a journal from its beginning on, to look at the state as it was at several places one after the other.
pub struct Replay<'a> {
    records: &'a [Record],
    read: usize,
    folding: Folding,
    /// Every command that was read of.
    commands: HashSet<Uuid>,
}

impl<'a> Replay<'a> {
    /// Begins before the first record; they are given in the order of the journal.
    pub fn new(records: &'a [Record]) -> Replay<'a> {
        Replay { records, read: 0, folding: Folding::empty(), commands: HashSet::new() }
    }

    /// The state after the first `n` records, as [`crate::fold`] has it. It never goes back: of a smaller number than
    /// before it answers the state it has.
    pub fn until(&mut self, n: usize) -> &State {
        let n = n.min(self.records.len());
        let new = self.records.get(self.read..n).unwrap_or_default();
        if self.is_apart(new) {
            self.folding.fold_onto(&new.iter().collect::<Vec<_>>());
        } else {
            self.folding = Folding::of(self.records.iter().take(n));
        }
        self.commands.extend(new.iter().map(|record| record.command));
        self.read = self.read.max(n);
        &self.folding.state
    }

    /// Whether what these records undo and redo is among them, and nothing that was undone before goes on in them.
    fn is_apart(&self, new: &[Record]) -> bool {
        new.iter().all(|record| {
            let is_known = |command: &Uuid| self.commands.contains(command);
            let speaks_of_known = match &record.event {
                Ok(Event::Undone { command } | Event::Redone { command }) => {
                    is_known(command) || is_known(&record.command)
                }
                Ok(_) | Err(_) => false,
            };
            !speaks_of_known && !self.folding.has_spoken_of(record.command)
        })
    }
}
