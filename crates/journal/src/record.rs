//! One row of the journal, and its way to the table and back. A row that this program cannot read is kept and
//! shown as it is, never dropped and never an error.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SecondsFormat, Utc};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde::Deserialize;
use serde_json::{Map, Value};
use thiserror::Error;
use uuid::Uuid;

use crate::event::{BlockId, Event, PlannedBlock};
use crate::merge::Foreign;

/// Name of the computer (or of the installation on it) that wrote an event.
pub type DeviceId = Uuid;

/// One saved event with its circumstances. The order of the journal is that of `clock`, then `id`: it is the same on
/// every computer that holds the same events.
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

/// Reads one row. Fails only if SQLite itself does.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Record> {
    let id = uuid(row.get_ref(1)?);
    let command = uuid(row.get_ref(2)?);
    let device = uuid(row.get_ref(3)?);
    let at = instant(row.get_ref(4)?);
    let (kind, body) = (text(row.get_ref(6)?), text(row.get_ref(7)?));
    let whole = id.is_some() && command.is_some() && device.is_some() && at.is_some();
    let event = if whole { event(&kind, &body) } else { Err(DAMAGED.to_owned()) };
    Ok(Record {
        seq: row.get(0)?,
        id: id.unwrap_or_default(),
        command: command.unwrap_or_default(),
        device: device.unwrap_or_default(),
        at: at.unwrap_or_default(),
        clock: row.get_ref(5)?.as_i64().unwrap_or(0),
        event: event.map_err(|reason| UnreadableEvent { kind, body, reason }),
    })
}

fn event(kind: &str, body: &str) -> Result<Event, String> {
    let event = match plan(kind, body) {
        Some(plan) => plan,
        None => any_event(kind, body)?,
    };
    match crate::possible::fault(&event) {
        Some(fault) => Err(fault.to_owned()),
        None => Ok(event),
    }
}

/// A plan, read without going through a tree of JSON: most of a journal's bytes are plans. What this cannot read may still
/// be an event.
fn plan(kind: &str, body: &str) -> Option<Event> {
    #[derive(Deserialize)]
    struct Published {
        from: NaiveDateTime,
        published_until: NaiveDate,
        blocks: Vec<PlannedBlock>,
        #[serde(default)]
        let_go: Option<Vec<BlockId>>,
    }
    if kind != "plan_published" {
        return None;
    }
    let Published { from, published_until, blocks, let_go } = serde_json::from_str(body).ok()?;
    Some(Event::PlanPublished { from, published_until, blocks, let_go })
}

fn any_event(kind: &str, body: &str) -> Result<Event, String> {
    let mut fields: Map<String, Value> = serde_json::from_str(body).map_err(|error| error.to_string())?;
    fields.insert("kind".to_owned(), Value::String(kind.to_owned()));
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

impl Record {
    /// What the order of the journal goes by.
    pub(crate) fn place(&self) -> (i64, Uuid) {
        (self.clock, self.id)
    }

    /// Brings records to the order of the journal, whatever file they come from.
    pub fn order(records: &mut [Record]) {
        records.sort_by_key(Record::place);
    }
}

impl Foreign {
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

fn instant(value: ValueRef<'_>) -> Option<DateTime<Utc>> {
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
