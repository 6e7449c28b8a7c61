//! Which events were gone back from, and which of these came in again. They stand in journals that were replaced, and in
//! backups of these: a recovery brings back the ones that came in again, and leaves the others where they are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::files::{journal_file, left_file, small_text, write_synced};
use crate::kept::names;
use crate::merge::Foreign;
use crate::restore::{is_unsettled, mark_file};

/// What stands before the name of an event that came in again.
const BACK: char = '+';

/// One line for each event in a small file beside the journal.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Left {
    /// Gone back from.
    pub(crate) gone: BTreeSet<Uuid>,
    /// Gone back from, and taken in again since.
    pub(crate) back: BTreeSet<Uuid>,
}

impl Left {
    /// What was noted; nothing where that cannot be read. Lines that are no names are passed over.
    pub(crate) fn of(dir: &Path) -> Self {
        let mut left = Self::default();
        for line in small_text(&place(dir)).lines() {
            let (names, name) = match line.strip_prefix(BACK) {
                Some(name) => (&mut left.back, name),
                None => (&mut left.gone, line),
            };
            names.extend(name.parse::<Uuid>().ok());
        }
        left
    }

    /// Whether one of these had been gone back from.
    fn come_back(&mut self, came: impl IntoIterator<Item = Uuid>) -> bool {
        let back: Vec<Uuid> = came.into_iter().filter(|id| self.gone.remove(id)).collect();
        let is_any = !back.is_empty();
        self.back.extend(back);
        is_any
    }

    /// As it stands in the file.
    pub(crate) fn text(&self) -> String {
        let gone = self.gone.iter().map(|id| format!("{id}\n"));
        let back = self.back.iter().map(|id| format!("{BACK}{id}\n"));
        gone.chain(back).collect()
    }
}

/// Where it stands: in the mark of a going back that is not settled, which is later than the file.
fn place(dir: &Path) -> PathBuf {
    if is_unsettled(dir) { mark_file(dir) } else { left_file(dir) }
}

/// What is to be noted once this backup is in the journal's place: which events are gone back from. A journal that cannot be
/// read is none to go back from.
pub(crate) fn left_by(dir: &Path, backup: &Path) -> Left {
    let mut left = Left::of(dir);
    let (Ok(here), Ok(there)) = (names(&journal_file(dir)), names(backup)) else { return left };
    let there: BTreeSet<Uuid> = there.into_iter().collect();
    let gone: BTreeSet<Uuid> = here.into_iter().filter(|id| !there.contains(id)).collect();
    left.back.retain(|id| !gone.contains(id));
    left.gone.extend(gone);
    left.come_back(there);
    left
}

/// Notes that events came in again that had been gone back from.
pub(crate) fn note_back(dir: &Path, came: &[Foreign]) {
    let mut left = Left::of(dir);
    if left.come_back(came.iter().map(|event| event.id)) {
        // Where it cannot be written, events that were gone back from are told from others by what was done since.
        let _ = write_synced(&place(dir), &left.text());
    }
}
