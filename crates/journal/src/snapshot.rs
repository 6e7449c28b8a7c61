//! The fold of all but the last events, kept beside the journal so that a start reads those alone. A pure cache: it may be
//! deleted at any time, and is passed over unless this very program wrote it for this very journal.
//! Invariant: a state that comes from a snapshot is the state that folding every event gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::event::Event;
use crate::files::must_be_a_file;
use crate::folding::Folding;
use crate::record::{Record, uuid};
use crate::stored::Stored;

/// So many of the last events are left out: an undo of one of them, or an event that another computer wrote at the same time,
/// asks for no more than these to be read again.
const LEFT_OUT: usize = if cfg!(test) { 20 } else { 1_000 };

/// When so many events are behind the snapshot, another one is made. Unit tests have short journals.
const MOST_BEHIND: usize = if cfg!(test) { 60 } else { 3_000 };

/// Changes with everything that decides what a state is and how it is written.
const PROGRAM: u64 = hash(&[
    include_bytes!("clock.rs"),
    include_bytes!("event.rs"),
    include_bytes!("fold.rs"),
    include_bytes!("folding.rs"),
    include_bytes!("found.rs"),
    include_bytes!("plans.rs"),
    include_bytes!("possible.rs"),
    include_bytes!("record.rs"),
    include_bytes!("snapshot.rs"),
    include_bytes!("state.rs"),
    include_bytes!("stored.rs"),
]);

/// A state, and the events that it was folded from.
pub(crate) struct Snapshot {
    pub(crate) folding: Folding,
    /// Kinds of the events among them that could not be read.
    pub(crate) unreadable: Vec<String>,
    /// Place in the order of the last of them: it holds all up to there.
    pub(crate) place: (i64, Uuid),
    /// The event that had arrived last when it was made.
    pub(crate) seq: i64,
    id: Uuid,
}

fn path(dir: &Path) -> PathBuf {
    dir.join("journal.fold")
}

/// How many of these records, which are behind `before` and end with the last of the journal, a new snapshot is to hold; none
/// if none is worth while. No undo behind it speaks of a command in it.
pub(crate) fn worth(records: &[Record]) -> Option<usize> {
    if records.len() < MOST_BEHIND {
        return None;
    }
    let mut first: BTreeMap<Uuid, usize> = BTreeMap::new();
    for (place, record) in records.iter().enumerate() {
        first.entry(record.command).or_insert(place);
    }
    let (mut held, mut checked) = (records.len() - LEFT_OUT, records.len());
    while held < checked {
        let behind = records.get(held..checked).unwrap_or_default();
        checked = held;
        for record in behind {
            let spoken = match &record.event {
                Ok(Event::Undone { command } | Event::Redone { command }) => [*command, record.command],
                Ok(_) | Err(_) => [record.command; 2],
            };
            let begins = spoken.iter().filter_map(|command| first.get(command)).min();
            held = held.min(begins.copied().unwrap_or(held));
        }
    }
    (held > 0).then_some(held)
}

/// Writes a snapshot. If that cannot be done there is none.
pub(crate) fn save(
    dir: &Path,
    conn: &Connection,
    seq: i64,
    folding: &Folding,
    unreadable: &Vec<String>,
    place: (i64, Uuid),
) {
    let Ok(Some(id)) = id_at(conn, seq) else { return };
    let mut bytes = Vec::new();
    (seq, id).put(&mut bytes);
    place.put(&mut bytes);
    folding.put(&mut bytes);
    unreadable.put(&mut bytes);
    let mut whole = Vec::with_capacity(bytes.len() + 16);
    (PROGRAM, sum(&bytes)).put(&mut whole);
    whole.extend(bytes);
    let part = dir.join(format!("journal.fold.{}.part", std::process::id()));
    if fs::write(&part, whole).and_then(|()| fs::rename(&part, path(dir))).is_err() {
        let _ = fs::remove_file(&part);
    }
}

/// The snapshot beside a journal, if it is of this program and of this journal, and nothing arrived since that comes before
/// its end in the order.
pub(crate) fn load(dir: &Path, conn: &Connection) -> Option<Snapshot> {
    let file = path(dir);
    must_be_a_file(&file).ok()?;
    let bytes = fs::read(file).ok()?;
    let mut rest = bytes.as_slice();
    if <(u64, u64)>::get(&mut rest)? != (PROGRAM, sum(rest.get(..)?)) {
        return None;
    }
    let (seq, id) = Stored::get(&mut rest)?;
    if id_at(conn, seq).ok()?? != id {
        return None;
    }
    let place = Stored::get(&mut rest)?;
    let folding = Folding::get(&mut rest)?;
    Some(Snapshot { folding, unreadable: Stored::get(&mut rest)?, place, seq, id })
}

impl Snapshot {
    /// Whether it still holds every event of the journal up to its end, as far as this connection sees; asked after the events
    /// behind it were read.
    pub(crate) fn holds(&self, conn: &Connection) -> rusqlite::Result<bool> {
        // By the order of arrival: few came since.
        let late = "SELECT 1 FROM events NOT INDEXED WHERE seq > ? AND (clock, id) <= (?, ?) LIMIT 1";
        let (clock, id) = self.place;
        let found = conn.query_row(late, (self.seq, clock, id.as_bytes()), |_| Ok(())).optional()?;
        Ok(found.is_none() && id_at(conn, self.seq)? == Some(self.id))
    }

    /// Whether any event that it holds is of this command.
    pub(crate) fn knows(&self, conn: &Connection, command: Uuid) -> rusqlite::Result<bool> {
        let known = "SELECT 1 FROM events WHERE command = ? AND (clock, id) <= (?, ?) LIMIT 1";
        let (clock, id) = self.place;
        let values = (command.as_bytes(), clock, id.as_bytes());
        Ok(conn.prepare_cached(known)?.query_row(values, |_| Ok(())).optional()?.is_some())
    }
}

fn id_at(conn: &Connection, seq: i64) -> rusqlite::Result<Option<Uuid>> {
    let id = "SELECT id FROM events WHERE seq = ?";
    Ok(conn.query_row(id, [seq], |row| Ok(uuid(row.get_ref(0)?))).optional()?.flatten())
}

/// Tells a file that was not written to its end, or damaged, from a whole one.
fn sum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let bytes = rest.iter().map(|byte| u64::from(*byte));
    words
        .chain(bytes)
        .fold(0xCBF2_9CE4_8422_2325, |sum, word| (sum ^ word).wrapping_mul(0x0100_0000_01B3).rotate_left(23))
}

const fn hash(files: &[&[u8]]) -> u64 {
    let mut sum = 0xCBF2_9CE4_8422_2325_u64;
    let mut file = 0;
    while file < files.len() {
        let mut place = 0;
        while place < files[file].len() {
            sum = (sum ^ files[file][place] as u64).wrapping_mul(0x0100_0000_01B3);
            place += 1;
        }
        file += 1;
    }
    sum
}
