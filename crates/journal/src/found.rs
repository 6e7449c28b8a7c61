//! Where things are found in the state while it is folded, so that a plan or a session among tens of thousands of answered
//! blocks looks at those it is about alone. What is found is looked up in the state again: entries that no longer hold do
//! no harm, and none that holds is missing.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDateTime;
use uuid::Uuid;

use crate::event::BlockId;
use crate::state::{BlockState, State};

/// Places in one state.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Whether every block and grade is here. If not, the whole state is looked through: for a few events that is less than
    /// finding all places first.
    is_whole: bool,
    starts: BTreeSet<(NaiveDateTime, BlockId)>,
    running: BTreeSet<BlockId>,
    recalls: HashSet<(BlockId, String)>,
}

impl Found {
    /// The places of an empty state.
    pub(crate) fn empty() -> Found {
        Found { is_whole: true, ..Found::nowhere() }
    }

    /// Nothing is known of a state.
    pub(crate) fn nowhere() -> Found {
        Found { is_whole: false, starts: BTreeSet::new(), running: BTreeSet::new(), recalls: HashSet::new() }
    }

    /// The places in this state.
    pub(crate) fn of(state: &State) -> Found {
        let mut found = Found::empty();
        for (id, block) in &state.blocks {
            found.stands(*id, block.block.start);
        }
        found.running = running(state);
        found.recalls = state.recalls.iter().map(|recall| (recall.block, recall.unit.clone())).collect();
        found
    }

    /// A block stands there from now on.
    pub(crate) fn stands(&mut self, block: BlockId, start: NaiveDateTime) {
        self.starts.insert((start, block));
    }

    /// The blocks that may begin at this instant or later. Places where none stands any more are forgotten.
    pub(crate) fn from(&mut self, state: &State, from: NaiveDateTime) -> BTreeSet<BlockId> {
        if self.is_whole {
            let stands = |(start, id): &(NaiveDateTime, BlockId)| {
                state.blocks.get(id).is_some_and(|b| b.block.start == *start)
            };
            let places: Vec<_> = self.starts.range((from, Uuid::nil())..).copied().collect();
            for place in places.iter().filter(|place| !stands(place)) {
                self.starts.remove(place);
            }
            return places.into_iter().map(|(_, id)| id).collect();
        }
        state.blocks.iter().filter(|(_, block)| block.block.start >= from).map(|(id, _)| *id).collect()
    }

    /// The blocks that may begin between these instants, the second not among them. Asked of a whole state's places alone.
    pub(crate) fn between(&self, from: NaiveDateTime, until: NaiveDateTime) -> Vec<BlockId> {
        let last = (until.max(from), Uuid::nil());
        self.starts.range((from, Uuid::nil())..last).map(|(_, id)| *id).collect()
    }

    /// The blocks whose session may run; none is known to run any more.
    pub(crate) fn take_running(&mut self, state: &State) -> BTreeSet<BlockId> {
        if self.is_whole { std::mem::take(&mut self.running) } else { running(state) }
    }

    /// A session runs on this block from now on.
    pub(crate) fn runs(&mut self, block: BlockId) {
        self.running.insert(block);
    }

    /// The unit was graded in the block. Whether it may have been graded there before.
    pub(crate) fn grades(&mut self, block: BlockId, unit: &str) -> bool {
        !self.recalls.insert((block, unit.to_owned())) || !self.is_whole
    }
}

fn running(state: &State) -> BTreeSet<BlockId> {
    let runs = |block: &BlockState| block.session.is_some_and(|session| session.since.is_some());
    state.blocks.iter().filter(|(_, block)| runs(block)).map(|(id, _)| *id).collect()
}
