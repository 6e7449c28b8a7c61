//! The open journal. One command is one transaction; it is on disk before `append` returns, and nothing that
//! was appended is ever changed or removed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Params, Transaction, TransactionBehavior, params};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::beside;
use crate::clock;
use crate::error::JournalError;
use crate::event::Event;
use crate::files::{identity, journal_file};
use crate::folding::Folding;
use crate::held::Held;
use crate::open::{Notice, Unread};
use crate::reached::Reached;
use crate::record::{
    COLUMNS, DeviceId, Raw, Record, from_row, instant_is_storable, instant_to_text, is_known, raw_from_row,
    to_stored,
};
use crate::schema::header_number;
use crate::snapshot::{self, Snapshot};
use crate::state::State;

/// The learner's events on disk and the state they fold to. Several processes may have it open and write.
#[derive(Debug)]
pub struct Journal {
    conn: Connection,
    dir: PathBuf,
    path: PathBuf,
    /// The file that was opened, to notice that its name now stands for another.
    opened: Option<(u64, u64)>,
    /// Newest format of this program.
    known: i64,
    device: DeviceId,
    /// Keeps the ids in order.
    ids: ContextV7,
    folding: Folding,
    /// Position up to which every event is folded.
    folded: i64,
    /// Place in the order of the last event that is folded.
    last: (i64, Uuid),
    /// The first clock that was not believed when they were folded.
    beyond: Option<i64>,
    /// Kinds of the events that could not be read, one entry an event.
    unreadable: Vec<String>,
    /// Why it can only be looked at.
    held: Option<Held>,
}

/// A command that is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its name, which `Undone` and `Redone` refer to.
    pub id: Uuid,
    /// Position at which its last event arrived.
    pub seq: i64,
}

impl Journal {
    pub(crate) fn new(conn: Connection, dir: &Path, device: DeviceId, known: i64) -> Self {
        let path = journal_file(dir);
        Self {
            conn,
            dir: dir.to_owned(),
            opened: identity(&path),
            path,
            known,
            device,
            ids: ContextV7::new(),
            folding: Folding::empty(),
            folded: 0,
            last: (i64::MIN, Uuid::nil()),
            beyond: None,
            unreadable: Vec::new(),
            held: None,
        }
    }

    pub(crate) fn held_by(self, held: Held) -> Self {
        Self { held: Some(held), ..self }
    }

    /// Why it can only be looked at, if so.
    pub fn held(&self) -> Option<JournalError> {
        self.held.as_ref().map(Held::error)
    }

    /// Appends the events of one command in one transaction, whatever other processes have written since. They
    /// are on disk when this returns. Without events nothing is written.
    ///
    /// # Errors
    /// Nothing was written if this fails: no room, locked by another process for five seconds, the file was
    /// replaced, or the instant cannot be stored. At the very moment at which a file is replaced it may be in either.
    pub fn append(&mut self, at: DateTime<Utc>, events: &[Event]) -> Result<Command, JournalError> {
        self.write(None, at, events, None)
    }

    /// As [`Journal::append`], for events that were decided on the journal as it was at the position `decided_on`
    /// (see [`Journal::position`]): they are refused if anything was written since.
    ///
    /// # Errors
    /// As [`Journal::append`], and [`JournalError::Overtaken`]: then look at the state and decide again.
    pub fn append_after(
        &mut self,
        decided_on: i64,
        at: DateTime<Utc>,
        events: &[Event],
    ) -> Result<Command, JournalError> {
        self.write(Some(decided_on), at, events, None)
    }

    pub(crate) fn write(
        &mut self,
        decided_on: Option<i64>,
        at: DateTime<Utc>,
        events: &[Event],
        kept: Option<(&str, &str)>,
    ) -> Result<Command, JournalError> {
        if !instant_is_storable(at) {
            return Err(JournalError::Instant { at });
        }
        let stored = events.iter().map(to_stored).collect::<Result<Vec<_>, _>>()?;
        let id = self.new_id(at);
        let ids: Vec<Uuid> = stored.iter().map(|_| self.new_id(at)).collect();
        let (device, opened) = (self.device, self.opened());
        let (write, path) = self.begin()?;
        let failed = |error| JournalError::sqlite(path, error);
        // Nobody else can write from here on: what the transaction sees is what it appends to.
        if let Some(decided_on) = decided_on {
            let found = last_seq(&write).map_err(failed)?;
            if found != decided_on {
                return Err(JournalError::Overtaken { decided_on, found });
            }
        }
        {
            let mut clock = next_clock(&write, at).map_err(failed)?;
            let mut insert = write.prepare_cached(INSERT).map_err(failed)?;
            let at = instant_to_text(at);
            for (event_id, event) in ids.iter().zip(&stored) {
                let row = params![
                    event_id.as_bytes(),
                    id.as_bytes(),
                    device.as_bytes(),
                    at,
                    clock,
                    event.kind,
                    event.body
                ];
                insert.execute(row).map_err(failed)?;
                clock = clock.saturating_add(1);
            }
        }
        if let Some((name, text)) = kept {
            beside::put(&write, name, text).map_err(failed)?;
        }
        let seq = last_seq(&write).map_err(failed)?;
        write.commit().map_err(failed)?;
        must_be(opened, path)?;
        if let Some(id) = ids.last().copied() {
            Reached { seq, id }.note(&self.dir);
        }
        Ok(Command { id, seq })
    }

    /// The file that was opened.
    pub(crate) fn opened(&self) -> Option<(u64, u64)> {
        self.opened
    }

    /// Begins to write to the file that was opened, and to nothing else.
    pub(crate) fn begin(&mut self) -> Result<(Transaction<'_>, &Path), JournalError> {
        if let Some(error) = self.held() {
            return Err(error);
        }
        must_be(self.opened, &self.path)?;
        let failed = |error| JournalError::sqlite(&self.path, error);
        let write = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        // A newer program may have brought the file to its own format since it was opened here.
        let found = header_number(&write, "user_version").map_err(failed)?;
        if found > self.known {
            return Err(JournalError::Newer { path: self.path.clone(), found, known: self.known });
        }
        Ok((write, &self.path))
    }

    /// The state after all events on disk, those of other processes and computers included. Only events that are not
    /// folded yet are read, unless one of them is an undo or a redo, or comes before others in the order.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn state(&mut self) -> Result<&State, JournalError> {
        let (new, beyond) = if self.folded > 0 { self.read_after(self.folded)? } else { (Vec::new(), None) };
        // In the order of the journal: if the first comes last of all, so do the others.
        let comes_before = new.first().is_some_and(|record| record.place(beyond) < self.last);
        // A clock is believed since those came that lead to it: its event stands elsewhere now.
        let is_believed = self.beyond.is_some_and(|before| beyond.is_none_or(|now| now > before));
        if self.folded == 0 || !new.is_empty() && is_believed || comes_before || !self.folding.extend(&new) {
            self.refold()?;
        } else if !new.is_empty() {
            self.beyond = beyond;
            self.count(&new);
        }
        Ok(&self.folding.state)
    }

    /// Folds again, from the snapshot on if there is one that serves.
    fn refold(&mut self) -> Result<(), JournalError> {
        // The former state goes first, so that no two are held.
        self.folding = Folding::empty();
        self.unreadable.clear();
        (self.folded, self.last, self.beyond) = (0, (i64::MIN, Uuid::nil()), None);
        let behind = match self.snapshot()? {
            Some((snapshot, behind)) => {
                self.folding = snapshot.folding;
                self.unreadable = snapshot.unreadable;
                (self.folded, self.last) = (snapshot.seq, snapshot.place);
                behind
            }
            None => {
                let (all, beyond) = self.read_after(0)?;
                self.beyond = beyond;
                all
            }
        };
        // A snapshot goes by the clocks as they stand in the file.
        let worth = snapshot::worth(&behind).filter(|_| self.beyond.is_none());
        let (held, rest) = behind.split_at(worth.unwrap_or(0));
        let seq = behind.iter().map(|record| record.seq).fold(self.folded, i64::max);
        if let Some(last) = held.last() {
            self.folding.fold_onto(&held.iter().collect::<Vec<_>>());
            self.count(held);
            snapshot::save(&self.dir, &self.conn, seq, &self.folding, &self.unreadable, last.place(None));
        }
        self.folding.fold_onto(&rest.iter().collect::<Vec<_>>());
        self.count(rest);
        Ok(())
    }

    /// The snapshot and the records behind it, if it stands for all before them.
    fn snapshot(&self) -> Result<Option<(Snapshot, Vec<Record>)>, JournalError> {
        let failed = |error| JournalError::sqlite(&self.path, error);
        let Some(snapshot) = snapshot::load(&self.dir, &self.conn) else { return Ok(None) };
        let behind = self.read_behind(snapshot.place)?;
        let is_in_order = clock::beyond_in(&self.conn).map_err(failed)?.is_none();
        if !is_in_order || !snapshot.holds(&self.conn).map_err(failed)? {
            return Ok(None);
        }
        for record in &behind {
            if snapshot.folding.has_spoken_of(record.command) {
                return Ok(None);
            }
            if let Ok(Event::Undone { command } | Event::Redone { command }) = &record.event {
                for command in [*command, record.command] {
                    if snapshot.knows(&self.conn, command).map_err(failed)? {
                        return Ok(None);
                    }
                }
            }
        }
        Ok(Some((snapshot, behind)))
    }

    /// Up to which position the state of the last call of [`Journal::state`] has taken in every event, 0 if there
    /// was none.
    pub fn position(&self) -> i64 {
        self.folded
    }

    /// Position of the event on disk that arrived last, 0 if there is none. Cheap: a change tells that another process
    /// wrote.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_seq(&self) -> Result<i64, JournalError> {
        last_seq(&self.conn).map_err(|error| JournalError::sqlite(&self.path, error))
    }

    /// Every record in the order of the journal, undone and unreadable ones included.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn export(&self) -> Result<Vec<Record>, JournalError> {
        Ok(self.read_after(0)?.0)
    }

    /// The events of one command, in the order of the journal; none if it is unknown.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn command(&self, id: Uuid) -> Result<Vec<Record>, JournalError> {
        let read = || {
            let sql = format!("SELECT {COLUMNS} FROM events WHERE command = ? ORDER BY clock, id");
            let mut select = self.conn.prepare_cached(&sql)?;
            select.query_map([id.as_bytes()], from_row)?.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| JournalError::sqlite(&self.path, error))
    }

    /// Those of these names that an event speaks of, whatever it says. Reads every event.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn mentioned(&self, names: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, JournalError> {
        let read = || {
            let mut found = BTreeSet::new();
            let mut select = self.conn.prepare("SELECT body FROM events")?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                // What is no text is damaged, and speaks of nothing.
                let body = row.get_ref(0)?.as_str().unwrap_or_default();
                let spoken = body.split('"').filter(|part| part.len() == 36);
                found.extend(
                    spoken.filter_map(|part| Uuid::parse_str(part).ok()).filter(|id| names.contains(id)),
                );
            }
            Ok(found)
        };
        if names.is_empty() {
            return Ok(BTreeSet::new());
        }
        read().map_err(|error| JournalError::sqlite(&self.path, error))
    }

    /// Who writes with this journal.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// From now on this is who writes: another computer was found to use the former name.
    pub fn write_as(&mut self, device: DeviceId) {
        self.device = device;
    }

    /// The folder that holds the journal.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }

    pub(crate) fn unreadable_notice(&self) -> Option<Notice> {
        let (mut unknown, mut damaged) = (Unread::default(), Unread::default());
        for kind in &self.unreadable {
            let unread = if is_known(kind) { &mut damaged } else { &mut unknown };
            unread.count += 1;
            unread.kinds.insert(kind.clone());
        }
        (!self.unreadable.is_empty()).then_some(Notice::Unreadable { unknown, damaged })
    }

    /// The events that cannot be read although their kinds are known here.
    pub(crate) fn damaged(&self) -> Result<Vec<Record>, JournalError> {
        if !self.unreadable.iter().any(|kind| is_known(kind)) {
            return Ok(Vec::new());
        }
        let mut records = self.export()?;
        records.retain(|record| record.event.as_ref().is_err_and(|event| is_known(&event.kind)));
        Ok(records)
    }

    fn count(&mut self, records: &[Record]) {
        if let Some(last) = records.last() {
            self.last = last.place(self.beyond);
        }
        self.folded = records.iter().map(|record| record.seq).fold(self.folded, i64::max);
        let kinds = records.iter().filter_map(|record| record.event.as_ref().err());
        self.unreadable.extend(kinds.map(|event| event.kind.clone()));
    }

    /// The records that arrived after this position, in the order of the journal, and the first clock in it that is not
    /// believed. That is asked last: what arrives meanwhile is read the next time.
    fn read_after(&self, seq: i64) -> Result<(Vec<Record>, Option<i64>), JournalError> {
        let mut records = self.read(&after(seq), [seq])?;
        let beyond = clock::beyond_in(&self.conn).map_err(|error| JournalError::sqlite(&self.path, error))?;
        if beyond.is_some() {
            records.sort_by_key(|record| record.place(beyond));
        }
        Ok((records, beyond))
    }

    /// The records behind a place in the order.
    fn read_behind(&self, (clock, id): (i64, Uuid)) -> Result<Vec<Record>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM events WHERE (clock, id) > (?, ?) ORDER BY clock, id");
        self.read(&sql, (clock, id.as_bytes()))
    }

    fn read(&self, sql: &str, values: impl Params) -> Result<Vec<Record>, JournalError> {
        let read = || {
            let mut select = self.conn.prepare_cached(sql)?;
            Raw::read_all(select.query_map(values, raw_from_row)?)
        };
        read().map_err(|error| JournalError::sqlite(&self.path, error))
    }

    /// A UUID of version 7 made from `at`, and greater than all made before: if the clock was set back, ids
    /// go on from the latest instant.
    fn new_id(&self, at: DateTime<Utc>) -> Uuid {
        let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
        // In a leap second the nanoseconds run past the second's end.
        let nanos = at.timestamp_subsec_nanos().min(999_999_999);
        Uuid::new_v7(Timestamp::from_unix(&self.ids, seconds, nanos))
    }
}

/// The events that arrived after a position, in the order of the journal. Those of a few are found by their arrival, so that
/// what was there before is not looked at.
pub(crate) fn after(seq: i64) -> String {
    let by = if seq > 0 { "NOT INDEXED" } else { "" };
    format!("SELECT {COLUMNS} FROM events {by} WHERE seq > ? ORDER BY clock, id")
}

/// What is written to a file that was moved or removed would not be found again. Whoever moves one looks afterwards whether
/// more was written to it, so that what is in it before the move counts.
pub(crate) fn must_be(opened: Option<(u64, u64)>, path: &Path) -> Result<(), JournalError> {
    if identity(path) == opened { Ok(()) } else { Err(JournalError::Moved { path: path.to_owned() }) }
}

/// The columns of an event, its position left to the file.
pub(crate) const INSERT: &str =
    "INSERT INTO events (id, command, device, at, clock, kind, body) VALUES (?, ?, ?, ?, ?, ?, ?)";

/// The clock of an event that is written now, in a transaction that keeps others from writing. It goes on from the greatest
/// that is believed: one that somebody made up drags nobody along.
fn next_clock(write: &Connection, at: DateTime<Utc>) -> rusqlite::Result<i64> {
    let at = at.timestamp_micros();
    Ok(clock::greatest_in(write)?.map_or(at, |greatest| at.max(greatest.saturating_add(1))))
}

fn last_seq(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM events")?.query_row([], |row| row.get(0))
}
