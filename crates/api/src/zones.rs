//! The one place where instants meet wall-clock time: zones by name, conversion both ways, clock changes.

use std::str::FromStr;

use chrono::{DateTime, Duration, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// The zone of this IANA name, such as "Europe/Berlin".
pub(crate) fn by_name(name: &str) -> Option<Tz> {
    Tz::from_str(name).ok()
}

/// Every IANA name a person may choose, in alphabetical order.
pub(crate) fn names() -> Vec<String> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect()
}

/// Wall clock in the zone, to the second.
pub(crate) fn to_local(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    zone.from_utc_datetime(&at.naive_utc()).naive_local()
}

/// The instant of a wall-clock time. Of a time that exists twice the first; a time that a clock change leaves
/// out is read as the same time before the change would show it, as calendars do (RFC 5545, 3.3.5).
pub(crate) fn to_instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => at.to_utc(),
        LocalResult::Ambiguous(first, _) => first.to_utc(),
        LocalResult::None => match zone.from_local_datetime(&(local - Duration::hours(3))) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc() + Duration::hours(3),
            LocalResult::None => local.and_utc(),
        },
    }
}
