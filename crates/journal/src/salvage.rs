//! The events that can still be read from a damaged journal. A file of SQLite carries no checksums, so an event is taken
//! only if it is whole in itself and no index that can still be read knows it by another name.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::merge::Foreign;
use crate::pages::{Pages, Row, Value, sizes};

/// What was found on the pages of a damaged journal.
#[derive(Debug, Default)]
pub(crate) struct Salvage {
    /// The events by their position in the file.
    pub(crate) events: BTreeMap<i64, Foreign>,
    /// The last position of which anything at all was found, 0 if nothing was.
    pub(crate) last: i64,
}

/// Reads a file and the log beside it.
pub(crate) fn salvage(file: &[u8], log: &[u8]) -> Salvage {
    let read = sizes(file).into_iter().map(|size| from_rows(&Pages::new(file, log, size).rows()));
    // Of two page sizes the one that finds more is the file's.
    read.reduce(|best, other| if other.events.len() > best.events.len() { other } else { best })
        .unwrap_or_default()
}

/// The names of the events in these rows, by their positions.
pub(crate) fn names_at(rows: &[Row]) -> BTreeMap<i64, Uuid> {
    rows.iter().filter_map(event).map(|(position, event, _)| (position, event.id)).collect()
}

/// What the indexes say of positions.
#[derive(Default)]
struct Index {
    /// Clock and name of the event at a position.
    order: BTreeMap<i64, (i64, Uuid)>,
    /// The names at a position: the event's and its command's.
    names: BTreeMap<i64, Vec<Uuid>>,
}

impl Index {
    fn of(rows: &[Row]) -> Index {
        let mut index = Index::default();
        for row in rows.iter().filter(|row| row.rowid.is_none()) {
            let (clock, name, position) = match row.values.as_slice() {
                [Value::Blob(name), Value::Integer(position)] => (None, name, *position),
                [Value::Integer(clock), Value::Blob(name), Value::Integer(position)] => {
                    (Some(*clock), name, *position)
                }
                _ => continue,
            };
            let Ok(name) = Uuid::from_slice(name) else { continue };
            match clock {
                Some(clock) => {
                    // What comes later may be of a damaged page.
                    index.order.entry(position).or_insert((clock, name));
                }
                None => index.names.entry(position).or_default().push(name),
            }
        }
        index
    }

    /// Whether the event at this position is the one that the indexes know there, as far as they can be read.
    fn vouches_for(&self, position: i64, event: &Foreign) -> bool {
        let names = self.names.get(&position).map_or(&[][..], Vec::as_slice);
        match self.order.get(&position) {
            // One of the two clocks is damaged. That of an ordinary event is its instant, or hardly later.
            Some((clock, id)) if *id == event.id => {
                let at = DateTime::parse_from_rfc3339(&event.at).map_or(0, |at| at.timestamp_micros());
                *clock == event.clock || (0..1_000_000).contains(&event.clock.saturating_sub(at))
            }
            Some(_) => names.contains(&event.id),
            None => {
                names.contains(&event.id)
                    || names.iter().all(|name| *name == event.id || *name == event.command)
            }
        }
    }
}

fn from_rows(rows: &[Row]) -> Salvage {
    let index = Index::of(rows);
    let mut found = Salvage::default();
    let (whole, former): (Vec<_>, Vec<_>) = rows.iter().filter_map(event).partition(|(.., clocked)| *clocked);
    // Pages of the first format, which had no clocks, are in use or were left behind when the clocks came.
    let events = if whole.is_empty() { with_clocks(former) } else { whole };
    for (position, event, _) in events {
        if position > 0 && index.vouches_for(position, &event) {
            found.events.entry(position).or_insert(event);
        }
    }
    // A name stands for one event.
    let mut names = BTreeSet::new();
    found.events.retain(|_, event| names.insert(event.id));
    let indexed = index.order.keys().chain(index.names.keys());
    let seen: BTreeSet<i64> = found.events.keys().chain(indexed).copied().collect();
    // A journal has no gaps: a position far behind all others is damage, too.
    let near = |last: i64| last.saturating_mul(4).saturating_add(1024);
    found.last =
        seen.into_iter().filter(|n| *n > 0).fold(0, |last, n| if n <= near(last) { n } else { last });
    found
}

/// An event with its position and whether it has a clock.
type Found = (i64, Foreign, bool);

/// The row as an event, with its position and whether it has a clock; none if any part of it is not what a program writes.
fn event(row: &Row) -> Option<Found> {
    let position = row.rowid?;
    let (circumstances, clock, rest) = match row.values.as_slice() {
        [Value::Null, id, command, device, at, Value::Integer(clock), kind, body] => {
            ([id, command, device, at], Some(*clock), [kind, body])
        }
        [Value::Null, id, command, device, at, kind, body] => ([id, command, device, at], None, [kind, body]),
        _ => return None,
    };
    let [Value::Blob(id), Value::Blob(command), Value::Blob(device), Value::Text(at)] = circumstances else {
        return None;
    };
    let [Value::Text(kind), Value::Text(body)] = rest else { return None };
    DateTime::parse_from_rfc3339(at).ok()?;
    let is_word =
        !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    // A body that is no JSON would keep a whole copy of the event, from a backup, from being taken in.
    if !is_word || serde_json::from_str::<Map<String, Json>>(body).is_err() {
        return None;
    }
    let event = Foreign {
        id: Uuid::from_slice(id).ok()?,
        command: Uuid::from_slice(command).ok()?,
        device: Uuid::from_slice(device).ok()?,
        at: at.clone(),
        clock: clock.unwrap_or_default(),
        kind: kind.clone(),
        body: body.clone(),
    };
    Some((position, event, clock.is_some()))
}

/// Gives events of the first format the clocks that bringing them to the next one would have given.
fn with_clocks(mut events: Vec<Found>) -> Vec<Found> {
    events.sort_by_key(|(position, ..)| *position);
    let mut last = None;
    let clocked = events.into_iter().map(|(position, event, _)| {
        let at = DateTime::parse_from_rfc3339(&event.at).map_or(0, |at| at.timestamp_micros());
        let clock = last.map_or(at, |last: i64| at.max(last.saturating_add(1)));
        last = Some(clock);
        (position, Foreign { clock, ..event }, true)
    });
    clocked.collect()
}
