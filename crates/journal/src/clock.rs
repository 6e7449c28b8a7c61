//! Which clocks are believed. A clock says when an event was written, or that its writer knew one that was as late: so no
//! clock stands far from all others beyond the years that anybody's computer can tell. One that does was made up or damaged.
//! Invariant: it is decided by the clocks of a set of events alone, never by when they arrived or what time it is now, so that
//! every computer decides alike; and whatever is believed, something can be written behind it.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::record::instant;

/// The last microsecond of the year 9999, the last instant that a journal can hold. Up to here every clock is believed: it may
/// be that of a computer whose clock is wrong, and what is written after it was seen has to come after it.
const END_OF_YEARS: i64 = 253_402_300_799_999_999;

/// An hour. Beyond the years clocks go on one by one from the last that was known; so far apart are two of them only if
/// some billions of events between them are missing.
const GAP: i64 = 3_600_000_000;

/// The first clock that is not believed, of all clocks that a set of events has beyond the years; `clocks` go upwards.
fn first_beyond(clocks: impl IntoIterator<Item = i64>) -> Option<i64> {
    let mut last = END_OF_YEARS;
    clocks.into_iter().find(|clock| {
        let is_beyond = *clock > last.saturating_add(GAP);
        last = last.max(*clock);
        is_beyond
    })
}

/// The first clock that is not believed among some, in whatever order they are.
pub(crate) fn beyond(clocks: impl IntoIterator<Item = i64>) -> Option<i64> {
    let mut far: Vec<i64> = clocks.into_iter().filter(|clock| *clock > END_OF_YEARS).collect();
    far.sort_unstable();
    first_beyond(far)
}

/// The first clock that is not believed in a table of events.
pub(crate) fn beyond_in(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    // The index knows that there are none, as in every journal that met no made up clock.
    let mut far = conn.prepare_cached("SELECT clock FROM events WHERE clock > ? ORDER BY clock")?;
    let clocks = far.query_map([END_OF_YEARS], |row| row.get(0))?;
    Ok(first_beyond(clocks.collect::<rusqlite::Result<Vec<i64>>>()?))
}

/// What the last event in the order of a table counts as, in it; none if there is none.
pub(crate) fn greatest_in(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    let Some(beyond) = beyond_in(conn)? else {
        return conn.prepare_cached("SELECT max(clock) FROM events")?.query_row([], |row| row.get(0));
    };
    let mut believed = conn.prepare_cached("SELECT max(clock) FROM events WHERE clock < ?")?;
    let believed: Option<i64> = believed.query_row([beyond], |row| row.get(0))?;
    let mut others = conn.prepare_cached("SELECT at FROM events WHERE clock >= ?")?;
    let others = others.query_map([beyond], |row| Ok(instant(row.get_ref(0)?).unwrap_or_default()))?;
    let others = others.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(others.into_iter().map(of_instant).chain(believed).max())
}

/// What an event counts as in the order: its clock, or its own instant where that is not believed.
pub(crate) fn counts_as(clock: i64, at: DateTime<Utc>, beyond: Option<i64>) -> i64 {
    if beyond.is_some_and(|beyond| clock >= beyond) { of_instant(at) } else { clock }
}

fn of_instant(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros().min(END_OF_YEARS)
}
