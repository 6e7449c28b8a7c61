//! One row of the journal, and its way to the table and back. A row that this program cannot read is kept and
//! shown as it is, never dropped and never an error.

use std::num::NonZero;

use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};
use thiserror::Error;
use uuid::Uuid;

use crate::clock;
use crate::event::Event;
use crate::merge::Foreign;

/// Name of the computer (or of the installation on it) that wrote an event.
pub type DeviceId = Uuid;

/// One saved event with its circumstances. The order of the journal is that of `clock`, then `id`, where a clock that nobody
/// can have had counts as the instant `at`: it is the same on every computer that holds the same events.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Place in which it arrived in this file, counted from 1. Another computer's file may have it in another.
    pub seq: i64,
    /// Name of the event, a UUID of version 7 made from `at` (from a later instant if the clock was set back).
    pub id: Uuid,
    /// Name of the command that wrote it; shared by all events of one transaction.
    pub command: Uuid,
    /// Who wrote it.
    pub device: DeviceId,
    /// When it was written, in whole microseconds.
    pub at: DateTime<Utc>,
    /// Hybrid logical clock: `at` in whole microseconds since 1970, or one more than the greatest clock its writer knew,
    /// whichever is greater. So what was written after something was seen comes after it, whatever the clocks say.
    pub clock: i64,
    /// The event, or what stands in its place if this program cannot read it.
    pub event: Result<Event, UnreadableEvent>,
}

/// A row that this program does not understand: written by a newer program, damaged, or of what no learner can have
/// meant. If the damage is in
/// the row's names or its instant, these are nil and 1970 in the [`Record`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("an entry of kind \"{kind}\" cannot be read: {reason}")]
pub struct UnreadableEvent {
    /// Its kind as found.
    pub kind: String,
    /// Its body as found.
    pub body: String,
    /// Why it cannot be read.
    pub reason: String,
}

/// Why an event is not read whose names or instant are not whole.
const DAMAGED: &str = "its circumstances are damaged";

/// Columns in the order in which [`from_row`] reads them.
pub(crate) const COLUMNS: &str = "seq, id, command, device, at, clock, kind, body";

/// An event as the two columns that hold it.
pub(crate) struct Stored {
    /// Tag of the event.
    pub(crate) kind: String,
    /// Its fields as a JSON object.
    pub(crate) body: String,
}

/// Splits an event into its kind and its fields.
pub(crate) fn to_stored(event: &Event) -> Result<Stored, serde_json::Error> {
    let mut fields: Map<String, Value> = serde_json::from_value(serde_json::to_value(event)?)?;
    let kind = match fields.remove("kind") {
        Some(Value::String(kind)) => kind,
        Some(_) | None => String::new(),
    };
    Ok(Stored { kind, body: serde_json::to_string(&fields)? })
}

/// The instant as it is stored: RFC 3339, UTC, six digits of a second.
pub(crate) fn instant_to_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Whether RFC 3339 and a UUID of version 7 can both hold the instant.
pub(crate) fn instant_is_storable(at: DateTime<Utc>) -> bool {
    (1970..=9999).contains(&at.year())
}

/// A row as it is in the table.
pub(crate) struct Raw {
    seq: i64,
    id: Option<Uuid>,
    command: Option<Uuid>,
    device: Option<DeviceId>,
    at: Option<DateTime<Utc>>,
    clock: i64,
    kind: String,
    body: String,
}

/// Reads one row. Fails only if SQLite itself does.
pub(crate) fn raw_from_row(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        seq: row.get(0)?,
        id: uuid(row.get_ref(1)?),
        command: uuid(row.get_ref(2)?),
        device: uuid(row.get_ref(3)?),
        at: instant(row.get_ref(4)?),
        clock: row.get_ref(5)?.as_i64().unwrap_or(0),
        kind: text(row.get_ref(6)?),
        body: text(row.get_ref(7)?),
    })
}

/// Reads one row with its event. Fails only if SQLite itself does.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Record> {
    raw_from_row(row).map(Raw::read)
}

impl Raw {
    /// The row with its event.
    fn read(self) -> Record {
        let Raw { seq, id, command, device, at, clock, kind, body } = self;
        let whole = id.is_some() && command.is_some() && device.is_some() && at.is_some();
        let event = if whole { event(&kind, &body) } else { Err(DAMAGED.to_owned()) };
        Record {
            seq,
            id: id.unwrap_or_default(),
            command: command.unwrap_or_default(),
            device: device.unwrap_or_default(),
            at: at.unwrap_or_default(),
            clock,
            event: event.map_err(|reason| UnreadableEvent { kind, body, reason }),
        }
    }

    /// The records of all rows, in their order.
    pub(crate) fn read_all(
        mut rows: impl Iterator<Item = rusqlite::Result<Raw>>,
    ) -> rusqlite::Result<Vec<Record>> {
        /// So many rows are held at a time as they are in the table.
        const PIECE: usize = 4_096;
        let mut records = Vec::new();
        loop {
            let piece = rows.by_ref().take(PIECE).collect::<rusqlite::Result<Vec<_>>>()?;
            if piece.is_empty() {
                return Ok(records);
            }
            Raw::read_piece(piece, &mut records);
        }
    }

    /// Many rows with their events, in their order, on all the computer's cores.
    fn read_piece(rows: Vec<Raw>, records: &mut Vec<Record>) {
        /// Fewer rows than these are read sooner than others can be asked to help.
        const WORTH_HELP: usize = 512;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(8);
        if rows.len() < WORTH_HELP || cores == 1 {
            return records.extend(rows.into_iter().map(Raw::read));
        }
        let each = rows.len().div_ceil(cores);
        let mut rows = rows.into_iter();
        let shares: Vec<Vec<Raw>> = (0..cores).map(|_| rows.by_ref().take(each).collect()).collect();
        std::thread::scope(|scope| {
            let read = |share: Vec<Raw>| scope.spawn(|| share.into_iter().map(Raw::read).collect::<Vec<_>>());
            let helpers: Vec<_> = shares.into_iter().map(read).collect();
            for helper in helpers {
                match helper.join() {
                    Ok(read) => records.extend(read),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
    }
}

fn event(kind: &str, body: &str) -> Result<Event, String> {
    if crate::possible::says_too_much(kind, body) {
        return Err("it says more than anybody can read".to_owned());
    }
    let plan = if kind == "plan_published" { crate::plans::plan(body) } else { None };
    let event = match plan {
        Some(plan) => plan,
        None => any_event(kind, body)?,
    };
    match crate::possible::fault(&event) {
        Some(fault) => Err(fault.to_owned()),
        None => Ok(event),
    }
}

/// Whether this program has events of a kind.
pub(crate) fn is_known(kind: &str) -> bool {
    // Of a kind that it does not know, that is the first thing it says.
    !any_event(kind, "{}").is_err_and(|reason| reason.starts_with("unknown variant"))
}

fn any_event(kind: &str, body: &str) -> Result<Event, String> {
    let mut fields: Map<String, Value> = serde_json::from_str(body).map_err(|error| error.to_string())?;
    fields.insert("kind".to_owned(), Value::String(kind.to_owned()));
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

impl Record {
    /// What the order of the journal goes by; `beyond` is the first clock in it that is not believed.
    pub(crate) fn place(&self, beyond: Option<i64>) -> (i64, Uuid) {
        (clock::counts_as(self.clock, self.at, beyond), self.id)
    }

    /// Brings records to the order of the journal, whatever file they come from.
    pub fn order(records: &mut [Record]) {
        let beyond = clock::beyond(records.iter().map(|record| record.clock));
        records.sort_by_key(|record| record.place(beyond));
    }
}

impl Foreign {
    /// As [`Record::place`].
    pub(crate) fn place(&self, beyond: Option<i64>) -> (i64, Uuid) {
        let at = DateTime::parse_from_rfc3339(&self.at).ok().map(|at| at.to_utc());
        (clock::counts_as(self.clock, at.unwrap_or_default(), beyond), self.id)
    }

    /// The event as it would be read after it was taken in, at this position.
    pub fn read(&self, seq: i64) -> Record {
        let at = DateTime::parse_from_rfc3339(&self.at).ok().map(|at| at.to_utc());
        let event = if at.is_some() { event(&self.kind, &self.body) } else { Err(DAMAGED.to_owned()) };
        let (kind, body) = (self.kind.clone(), self.body.clone());
        Record {
            seq,
            id: self.id,
            command: self.command,
            device: self.device,
            at: at.unwrap_or_default(),
            clock: self.clock,
            event: event.map_err(|reason| UnreadableEvent { kind, body, reason }),
        }
    }
}

pub(crate) fn uuid(value: ValueRef<'_>) -> Option<Uuid> {
    Uuid::from_slice(value.as_blob().ok()?).ok()
}

pub(crate) fn instant(value: ValueRef<'_>) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc3339(value.as_str().ok()?).ok()?.to_utc())
}

/// Damaged text may no longer be UTF-8, and damage may have changed the column's type.
fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
    }
}
