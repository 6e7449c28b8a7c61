//! Events that travel between computers, and how they are taken in: each once, as it was written to the last byte, in
//! whatever order and pieces they come.

use std::collections::BTreeSet;

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, params};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use uuid::Uuid;

use crate::error::JournalError;
use crate::journal::{INSERT, Journal, must_be};
use crate::left::note_back;
use crate::reached::Reached;
use crate::record::{COLUMNS, DeviceId, uuid};

/// An event as it goes from one journal to another: byte for byte as its writer stored it, so that a program which
/// cannot read it can pass it on. As JSON its fields are an object; text where writing that object anew would not give the
/// same bytes, as when it is damaged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foreign {
    /// Name of the event.
    pub id: Uuid,
    /// Name of its command.
    pub command: Uuid,
    /// Who wrote it.
    pub device: DeviceId,
    /// When it was written, as text.
    pub at: String,
    /// Its hybrid logical clock.
    pub clock: i64,
    /// Its kind.
    pub kind: String,
    /// Its fields as JSON text.
    #[serde(serialize_with = "write_body", deserialize_with = "read_body")]
    pub body: String,
}

fn write_body<S: Serializer>(body: &str, to: S) -> Result<S::Ok, S::Error> {
    let object = serde_json::from_str(body).ok().filter(Value::is_object);
    let is_same = |value: &Value| serde_json::to_string(value).is_ok_and(|text| text == body);
    match object.filter(is_same) {
        Some(object) => object.serialize(to),
        None => to.serialize_str(body),
    }
}

fn read_body<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    match Value::deserialize(from)? {
        Value::String(text) => Ok(text),
        object @ Value::Object(_) => Ok(object.to_string()),
        _ => Err(D::Error::custom("a body is an object, or text")),
    }
}

/// Events that can be passed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// In the order of the journal.
    pub events: Vec<Foreign>,
    /// How many are damaged in their names or their instant: nobody could tell these events from others.
    pub damaged: usize,
}

/// What became of events that were to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// How many are new and were taken in.
    pub new: usize,
    /// How many were known already.
    pub known: usize,
    /// Names of those that were not taken in, as the journal has another event of that name.
    pub differing: BTreeSet<Uuid>,
}

impl Journal {
    /// Takes in the events that are not known yet, all in one transaction. They are on disk when this returns. It does not
    /// matter in which order and in which pieces events come, nor how often: the same set of events is folded in the same
    /// order to the same state everywhere. An event of a known name is left as it is; if its content is another one,
    /// it is named in the answer.
    ///
    /// # Errors
    /// As [`Journal::append`]; nothing was taken in then.
    pub fn merge(&mut self, foreign: &[Foreign]) -> Result<Merged, JournalError> {
        let opened = self.opened();
        let (write, path) = self.begin()?;
        let failed = |error| JournalError::sqlite(path, error);
        let mut merged = Merged::default();
        {
            let sql = format!("SELECT {COLUMNS} FROM events WHERE id = ?");
            let mut select = write.prepare_cached(&sql).map_err(failed)?;
            let mut insert = write.prepare_cached(INSERT).map_err(failed)?;
            for event in foreign {
                let found = select.query_row([event.id.as_bytes()], from_row).optional().map_err(failed)?;
                match found {
                    Some(Some(known)) if known == *event => merged.known += 1,
                    Some(_) => {
                        merged.differing.insert(event.id);
                    }
                    None => {
                        let row = params![
                            event.id.as_bytes(),
                            event.command.as_bytes(),
                            event.device.as_bytes(),
                            event.at,
                            event.clock,
                            event.kind,
                            event.body
                        ];
                        insert.execute(row).map_err(failed)?;
                        merged.new += 1;
                    }
                }
            }
        }
        let last = Reached::last(&write).map_err(failed)?;
        write.commit().map_err(failed)?;
        must_be(opened, path)?;
        if merged.new > 0 {
            last.into_iter().for_each(|last| last.note(self.dir()));
            note_back(self.dir(), foreign);
        }
        Ok(merged)
    }

    /// The events that arrived after this position (0 for all), to be taken in by another journal.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn leaving(&self, after: i64) -> Result<Leaving, JournalError> {
        let read = || {
            let mut select = self.conn().prepare_cached(&crate::journal::after(after))?;
            select.query_map([after], from_row)?.collect::<rusqlite::Result<Vec<_>>>()
        };
        let rows = read().map_err(|error| JournalError::sqlite(&crate::journal_file(self.dir()), error))?;
        let count = rows.len();
        let events: Vec<Foreign> = rows.into_iter().flatten().collect();
        Ok(Leaving { damaged: count - events.len(), events })
    }
}

impl Journal {
    /// Names of the events that arrived after this position (0 for all), in the order of their arrival. Those that are
    /// damaged in their names are left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn names(&self, after: i64) -> Result<Vec<Uuid>, JournalError> {
        let read = || {
            let sql = "SELECT id FROM events WHERE seq > ? ORDER BY seq";
            let mut select = self.conn().prepare_cached(sql)?;
            let names = select.query_map([after], |row| Ok(uuid(row.get_ref(0)?)))?;
            names.collect::<rusqlite::Result<Vec<_>>>()
        };
        let names = read().map_err(|error| JournalError::sqlite(&crate::journal_file(self.dir()), error))?;
        Ok(names.into_iter().flatten().collect())
    }

    /// The events of these names, in this order, to be taken in by another journal; unknown and damaged ones are left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn named(&self, names: &[Uuid]) -> Result<Vec<Foreign>, JournalError> {
        let read = || {
            let mut select =
                self.conn().prepare_cached(&format!("SELECT {COLUMNS} FROM events WHERE id = ?"))?;
            let found = names.iter().map(|id| select.query_row([id.as_bytes()], from_row).optional());
            found.collect::<rusqlite::Result<Vec<_>>>()
        };
        let found = read().map_err(|error| JournalError::sqlite(&crate::journal_file(self.dir()), error))?;
        Ok(found.into_iter().flatten().flatten().collect())
    }
}

/// Reads one row; none if it is damaged in what tells it from others. Fails only if SQLite itself does.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<Foreign>> {
    let text = |value: ValueRef<'_>| value.as_str().ok().map(str::to_owned);
    let (id, command, device) = (row.get_ref(1)?, row.get_ref(2)?, row.get_ref(3)?);
    let (at, clock, kind, body) = (row.get_ref(4)?, row.get_ref(5)?, row.get_ref(6)?, row.get_ref(7)?);
    Ok((|| {
        Some(Foreign {
            id: uuid(id)?,
            command: uuid(command)?,
            device: uuid(device)?,
            at: text(at)?,
            clock: clock.as_i64().ok()?,
            kind: text(kind)?,
            body: text(body)?,
        })
    })())
}
