//! A journal read from its beginning on, to look at the state as it was at several places one after the other.
//! Invariant: the state is the one that folding everything up to there gives, however little was folded for it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::event::Event;
use crate::folding::Folding;
use crate::record::Record;
use crate::state::{BlockState, State};

/// So many former states are held at most for undos to come. Without one more has to be folded, no more.
const MOST_HELD: usize = 3;

/// Reads a journal from its beginning on. An undo of what was read before leads back to a state that was held for it, and
/// what follows is folded from there.
pub struct Replay<'a> {
    records: &'a [Record],
    read: usize,
    folding: Folding,
    /// Where the commands begin of which an undo or redo speaks, and those that hold one.
    begins: HashMap<Uuid, usize>,
    /// Where an undo or redo stands, and from where on all has to be folded anew for it.
    reaches: Vec<(usize, usize)>,
    /// Former states by how many records they are of, the oldest first.
    held: Vec<(usize, Folding)>,
    /// Where the records of the last step begin, if they were all that was folded.
    grown_from: Option<usize>,
}

impl<'a> Replay<'a> {
    /// Begins before the first record; they are given in the order of the journal.
    pub fn new(records: &'a [Record]) -> Replay<'a> {
        let spoken: HashSet<Uuid> = records.iter().filter_map(spoken_of).flatten().collect();
        let mut begins = HashMap::new();
        for (place, record) in records.iter().enumerate() {
            if spoken.contains(&record.command) {
                begins.entry(record.command).or_insert(place);
            }
        }
        let reach = |(place, record): (usize, &Record)| {
            let from = spoken_of(record)?.into_iter().filter_map(|command| begins.get(&command)).min()?;
            (*from < place).then_some((place, *from))
        };
        let reaches = records.iter().enumerate().filter_map(reach).collect();
        let folding = Folding::empty();
        Replay { records, read: 0, folding, begins, reaches, held: Vec::new(), grown_from: None }
    }

    /// The state after the first `n` records, as [`crate::fold`] has it. It never goes back: of a smaller number than
    /// before it answers the state it has.
    pub fn until(&mut self, n: usize) -> &State {
        let n = n.min(self.records.len());
        if n <= self.read {
            self.grown_from = Some(self.read);
            return &self.folding.state;
        }
        self.hold(n);
        if self.is_apart(self.read, n, &self.folding) {
            self.grown_from = Some(self.read);
            self.fold_on(self.read, n);
        } else {
            self.grown_from = None;
            let apart = self.held.iter().rposition(|(from, held)| self.is_apart(*from, n, held));
            let (from, folding) = match apart.and_then(|place| self.held.get(place)) {
                Some((from, held)) => (*from, held.clone()),
                None => (0, Folding::empty()),
            };
            self.folding = folding;
            self.fold_on(from, n);
        }
        self.read = n;
        &self.folding.state
    }

    /// The state as it was answered last.
    pub fn state(&self) -> &State {
        &self.folding.state
    }

    /// The records that the last step took in behind all that was there before; none if what was there before changed, too.
    pub fn came(&self) -> Option<&'a [Record]> {
        self.records.get(self.grown_from?..self.read)
    }

    /// The blocks that start in these days now, in the order of their names.
    pub fn starting(&self, days: Range<NaiveDate>) -> Vec<&BlockState> {
        self.folding.starting(days)
    }

    fn fold_on(&mut self, from: usize, n: usize) {
        let new = self.records.get(from..n).unwrap_or_default();
        self.folding.fold_onto(&new.iter().collect::<Vec<_>>());
    }

    /// Holds the state as it is if an undo behind the n-th record reaches to what comes now, and lets go what nothing reaches to.
    fn hold(&mut self, n: usize) {
        let read = self.read;
        let ahead = self.reaches.get(self.reaches.partition_point(|(place, _)| *place < read)..);
        let ahead = ahead.unwrap_or_default();
        self.held.retain(|(from, _)| ahead.iter().any(|(_, reach)| reach >= from));
        let is_wanted = |(place, reach): &(usize, usize)| *place >= n && (read..n).contains(reach);
        if ahead.iter().any(is_wanted) {
            if self.held.len() == MOST_HELD {
                self.held.remove(0);
            }
            self.held.push((read, self.folding.clone()));
        }
    }

    /// Whether what these records undo and redo is among them, and nothing that was undone before goes on in them.
    fn is_apart(&self, from: usize, until: usize, folding: &Folding) -> bool {
        let new = self.records.get(from..until).unwrap_or_default();
        new.iter().all(|record| {
            let is_known = |command: &Uuid| self.begins.get(command).is_some_and(|begins| *begins < from);
            let speaks_of_known = spoken_of(record).is_some_and(|commands| commands.iter().any(is_known));
            !speaks_of_known && !folding.has_spoken_of(record.command)
        })
    }
}

/// The commands that an undo or redo is about: the one it speaks of, and its own.
fn spoken_of(record: &Record) -> Option<[Uuid; 2]> {
    match &record.event {
        Ok(Event::Undone { command } | Event::Redone { command }) => Some([*command, record.command]),
        Ok(_) | Err(_) => None,
    }
}
