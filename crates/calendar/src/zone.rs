//! Wall-clock time to instants and back, for zones of the IANA database and for zones that only the
//! calendar itself defines. A time that does not exist moves forward by the gap, one that occurs
//! twice is the first of the two (RFC 5545, 3.3.5).

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::component::RawZone;
use crate::property::{Property, shortened};
use crate::rule::{Budget, Rule, Span};
use crate::value::{self, Stamp};
use crate::windows_zones::windows_zones;

/// Definitions reach back to 1601; no event of ours does.
const FIRST_YEAR: i32 = 1900;
/// Definitions without an end are followed up to here.
const LAST_YEAR: i32 = 2200;

#[derive(Debug, Clone)]
pub(crate) enum Zone {
    Named(Tz),
    Defined(Rc<Definition>),
}

/// A zone by the offsets it changes to.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Seconds east of UTC before the first change.
    before: i32,
    /// The instant of each change (UTC) and the offset from then on, in order.
    changes: Vec<(NaiveDateTime, i32)>,
}

impl Definition {
    fn offset_at(&self, utc: NaiveDateTime) -> i32 {
        let passed = self.changes.partition_point(|(at, _)| *at <= utc);
        passed
            .checked_sub(1)
            .and_then(|last| self.changes.get(last))
            .map_or(self.before, |(_, offset)| *offset)
    }

    fn to_utc(&self, wall: NaiveDateTime) -> NaiveDateTime {
        // Only the offsets in force within a day of the wall clock's reading can apply.
        let around = [-1, 0, 1].map(|day| self.offset_at(shift(wall, i64::from(day) * 86_400)));
        let exact = around.iter().map(|offset| (shift(wall, -i64::from(*offset)), *offset));
        let exact = exact.filter(|(utc, offset)| self.offset_at(*utc) == *offset).map(|(utc, _)| utc).min();
        exact.unwrap_or_else(|| shift(wall, -i64::from(around[0])))
    }
}

/// Adds seconds; stays where it is at the end of all dates.
pub(crate) fn shift(at: NaiveDateTime, seconds: i64) -> NaiveDateTime {
    TimeDelta::try_seconds(seconds).and_then(|delta| at.checked_add_signed(delta)).unwrap_or(at)
}

impl Zone {
    /// The instant, in UTC, at which the wall clock of the zone shows this.
    pub(crate) fn to_utc(&self, wall: NaiveDateTime) -> NaiveDateTime {
        match self {
            Zone::Defined(definition) => definition.to_utc(wall),
            Zone::Named(tz) => match tz.from_local_datetime(&wall) {
                MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at.naive_utc(),
                MappedLocalTime::None => {
                    // 15 hours earlier on a UTC clock is before the change, wherever the zone lies.
                    let before = tz.offset_from_utc_datetime(&shift(wall, -15 * 3_600)).fix();
                    shift(wall, -i64::from(before.local_minus_utc()))
                }
            },
        }
    }

    /// What the wall clock of the zone shows at an instant.
    pub(crate) fn to_wall(&self, utc: NaiveDateTime) -> NaiveDateTime {
        let offset = match self {
            Zone::Defined(definition) => definition.offset_at(utc),
            Zone::Named(tz) => tz.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
        };
        shift(utc, i64::from(offset))
    }

    pub(crate) fn instant(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        self.to_utc(wall).and_utc()
    }
}

/// Every IANA and Windows name in lower case.
static NAMES: LazyLock<HashMap<String, Tz>> = LazyLock::new(|| {
    let iana = TZ_VARIANTS.iter().map(|tz| (tz.name().to_ascii_lowercase(), *tz));
    windows_zones().chain(iana).collect()
});

/// The zones of a text: the definitions of its calendars and the zone of floating times.
pub(crate) struct Zones<'a> {
    /// By calendar and name: two calendars of one text may mean different zones by one name.
    definitions: HashMap<(usize, &'a str), &'a RawZone>,
    /// The last definition of each name, for calendars that have none of their own.
    last: HashMap<&'a str, &'a RawZone>,
    known: HashMap<String, Known<'a>>,
    floating: Zone,
    /// The calendar that is read.
    calendar: usize,
}

/// What is known of a name.
enum Known<'a> {
    /// The world knows it.
    Named(Tz),
    /// By definition, or by having none.
    Defined(Vec<(Option<&'a RawZone>, Zone)>),
}

impl<'a> Zones<'a> {
    pub(crate) fn new(raw: &'a [RawZone], floating: Tz) -> Zones<'a> {
        let definitions = raw.iter().filter_map(|zone| {
            let id = zone.properties.iter().find(|property| property.name == "TZID")?;
            Some((zone.calendar, id.value.as_str(), zone))
        });
        let all: Vec<(usize, &str, &RawZone)> = definitions.collect();
        Zones {
            definitions: all.iter().map(|(calendar, id, zone)| ((*calendar, *id), *zone)).collect(),
            last: all.iter().map(|(_, id, zone)| (*id, *zone)).collect(),
            known: HashMap::new(),
            floating: Zone::Named(floating),
            calendar: 0,
        }
    }

    /// An event of this calendar is read from now on.
    pub(crate) fn enter(&mut self, calendar: usize) {
        self.calendar = calendar;
    }

    pub(crate) fn floating(&self) -> Zone {
        self.floating.clone()
    }

    /// The zone of a `TZID`. Where nothing is known of it, the floating zone, and the first time a
    /// sentence that says so.
    pub(crate) fn resolve(&mut self, id: &str, budget: &mut Budget) -> (Zone, Option<String>) {
        let own = self.definitions.get(&(self.calendar, id)).or_else(|| self.last.get(id)).copied();
        match self.known.get(id) {
            Some(Known::Named(tz)) => return (Zone::Named(*tz), None),
            Some(Known::Defined(all)) => {
                if let Some((_, zone)) = all.iter().find(|(raw, _)| is_same(*raw, own)) {
                    return (zone.clone(), None);
                }
            }
            None => {
                if let Some(tz) = named(id) {
                    self.known.insert(id.to_owned(), Known::Named(tz));
                    return (Zone::Named(tz), None);
                }
            }
        }
        let found = own.and_then(|raw| defined(raw, budget));
        let problem = found.is_none().then(|| {
            format!(
                "the time zone \"{}\" is neither known nor defined in this calendar; its times are read as \
                 if they were in your own zone",
                shortened(id, 80)
            )
        });
        let zone = found.unwrap_or_else(|| self.floating());
        let known = self.known.entry(id.to_owned()).or_insert_with(|| Known::Defined(Vec::new()));
        if let Known::Defined(all) = known {
            all.push((own, zone.clone()));
        }
        (zone, problem)
    }
}

fn defined(raw: &RawZone, budget: &mut Budget) -> Option<Zone> {
    let location = raw.properties.iter().find(|property| property.name == "X-LIC-LOCATION");
    if let Some(tz) = location.and_then(|location| named(&location.value)) {
        return Some(Zone::Named(tz));
    }
    definition(&raw.observances, budget).map(|definition| Zone::Defined(Rc::new(definition)))
}

/// Whether two definitions say the same, wherever they stand.
fn is_same(one: Option<&RawZone>, other: Option<&RawZone>) -> bool {
    let says = |raw: &RawZone| -> Vec<(String, String)> {
        let all = raw.properties.iter().chain(raw.observances.iter().flatten());
        all.map(|property| (property.name.clone(), property.value.clone())).collect()
    };
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::eq(one, other) || says(one) == says(other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// An IANA name, also with a prefix (`/mozilla.org/20050126_1/Europe/Berlin`), or a Windows name.
fn named(id: &str) -> Option<Tz> {
    let id = shortened(id, 200).to_ascii_lowercase();
    let mut rest = id.trim_start_matches('/');
    // A path of names is tried from its longest end to its shortest.
    loop {
        match NAMES.get(rest) {
            Some(tz) => return Some(*tz),
            None => rest = rest.split_once('/')?.1,
        }
    }
}

fn definition(observances: &[Vec<Property>], budget: &mut Budget) -> Option<Definition> {
    let mut changes = Vec::new();
    for observance in observances {
        changes.extend(changes_of(observance, budget)?);
    }
    changes.sort_by_key(|change| change.at);
    let before = changes.first()?.from;
    Some(Definition { before, changes: changes.into_iter().map(|change| (change.at, change.to)).collect() })
}

struct Change {
    at: NaiveDateTime,
    from: i32,
    to: i32,
}

/// Nothing if the observance is incomplete or its rule cannot be followed.
fn changes_of(observance: &[Property], budget: &mut Budget) -> Option<Vec<Change>> {
    let first = |name: &str| observance.iter().find(|property| property.name == name);
    let from = value::offset(&first("TZOFFSETFROM")?.value)?;
    let to = value::offset(&first("TZOFFSETTO")?.value)?;
    let start = first("DTSTART")?;
    // Some programs begin in the year 1, where no date of ours can.
    let start = match start.value.strip_prefix("0001") {
        Some(rest) => value::stamp(&format!("1601{rest}")),
        None => value::stamp(&start.value),
    };
    let Ok(Stamp::Local(start)) = start else { return None };
    let start = if start.year() < FIRST_YEAR { start.with_year(FIRST_YEAR)? } else { start };
    let mut walls = vec![start];
    if let Some(rule) = first("RRULE") {
        let rule = Rule::parse(&rule.value).ok()?;
        let last = chrono::NaiveDate::from_ymd_opt(LAST_YEAR, 1, 1)?.and_time(chrono::NaiveTime::MIN);
        let until = rule.until.map_or(last, |until| match until {
            Stamp::Utc(at) => shift(at, i64::from(from)),
            Stamp::Local(at) => at,
            Stamp::Date(date) => shift(date.and_time(chrono::NaiveTime::MIN), 86_399),
        });
        let span = Span { start, from: start, until: until.min(last), wanted: &|_| true };
        let expansion = rule.expand(&span, budget);
        if expansion.cut.is_some() {
            return None;
        }
        walls.extend(expansion.walls);
    }
    for more in observance.iter().filter(|property| property.name == "RDATE") {
        walls.extend(more.value.split(',').filter_map(|at| match value::stamp(at) {
            Ok(Stamp::Local(at)) => Some(at),
            Ok(Stamp::Utc(at)) => Some(shift(at, i64::from(from))),
            Ok(Stamp::Date(_)) | Err(_) => None,
        }));
    }
    Some(walls.into_iter().map(|wall| Change { at: shift(wall, -i64::from(from)), from, to }).collect())
}
