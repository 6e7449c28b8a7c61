//! A zone of the IANA database as a definition for a calendar (RFC 5545, VTIMEZONE), over the years that matter.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{DateTime, Duration, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{OffsetName, Tz};

/// The longest step that cannot pass over two changes of the clock unseen, in hours.
const STEP: i64 = 24 * 7;

/// One change of the clock.
struct Change {
    /// The wall clock's reading at the change, as it was before it.
    wall: NaiveDateTime,
    from: i32,
    to: i32,
    name: String,
    summer: bool,
}

/// What tells observances apart: offsets before and after, name, whether it is summer time.
type Kind = (i32, i32, String, bool);

/// The definition of `zone`, right from `from` to `until`; each line ends with CRLF and none needs folding.
pub(crate) fn definition(zone: Tz, from: DateTime<Utc>, until: DateTime<Utc>) -> String {
    let mut kinds: BTreeMap<Kind, Vec<NaiveDateTime>> = BTreeMap::new();
    let first = state(zone, from);
    let wall = (from + Duration::seconds(i64::from(first.0))).naive_utc();
    kinds.entry((first.0, first.0, first.1, first.2)).or_default().push(wall);
    for change in changes(zone, from, until) {
        kinds.entry((change.from, change.to, change.name, change.summer)).or_default().push(change.wall);
    }
    let mut out = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    for ((from, to, name, summer), walls) in kinds {
        let kind = if summer { "DAYLIGHT" } else { "STANDARD" };
        let _ = write!(out, "BEGIN:{kind}\r\n");
        for (nth, wall) in walls.iter().enumerate() {
            let key = if nth == 0 { "DTSTART" } else { "RDATE" };
            let _ = write!(out, "{key}:{}\r\n", wall.format("%Y%m%dT%H%M%S"));
        }
        let _ = write!(out, "TZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\n", offset(from), offset(to));
        let _ = write!(out, "TZNAME:{name}\r\nEND:{kind}\r\n");
    }
    out + "END:VTIMEZONE\r\n"
}

/// Offset in seconds east of UTC, abbreviation, whether summer time is in force.
fn state(zone: Tz, at: DateTime<Utc>) -> (i32, String, bool) {
    let there = zone.offset_from_utc_datetime(&at.naive_utc());
    let name = there.abbreviation().map_or_else(|| zone.name().to_owned(), str::to_owned);
    let summer = chrono_tz::OffsetComponents::dst_offset(&there) != Duration::zero();
    (there.fix().local_minus_utc(), name, summer)
}

fn changes(zone: Tz, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Change> {
    let mut out = Vec::new();
    let mut at = from;
    let mut now = state(zone, at);
    while at < until {
        let next = at + Duration::hours(STEP);
        let then = state(zone, next);
        if then != now {
            // The second at which it changes, by halving.
            let (mut low, mut high) = (at, next);
            while high - low > Duration::seconds(1) {
                let middle = low + Duration::seconds((high - low).num_seconds() / 2);
                if state(zone, middle) == now { low = middle } else { high = middle }
            }
            let after = state(zone, high);
            let wall = (high + Duration::seconds(i64::from(now.0))).naive_utc();
            out.push(Change { wall, from: now.0, to: after.0, name: after.1.clone(), summer: after.2 });
            (at, now) = (high, after);
        } else {
            at = next;
        }
    }
    out
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}
