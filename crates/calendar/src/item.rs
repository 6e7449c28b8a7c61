//! One VEVENT with its values understood: what the series are made of.

use chrono::{NaiveDateTime, NaiveTime};

use crate::component::RawEvent;
use crate::problems::{About, Problems};
use crate::property::Property;
use crate::rule::{Budget, Rule};
use crate::value::{self, Length, Stamp};
use crate::zone::{Zone, Zones};

#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub line: u32,
    pub uid: Option<String>,
    pub title: Option<String>,
    pub start: Moment,
    pub length: Length,
    pub sequence: i64,
    /// The occurrence that this replaces.
    pub replaces: Option<Moment>,
    /// Whether it replaces all later ones too (`RANGE=THISANDFUTURE`).
    pub and_future: bool,
    pub rules: Vec<Rule>,
    pub more: Vec<Extra>,
    pub except: Vec<Moment>,
    pub cancelled: bool,
    pub free: bool,
}

/// A stamp with the zone its property names; none for dates, UTC and floating times.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    pub stamp: Stamp,
    pub zone: Option<Zone>,
}

/// An occurrence of an `RDATE`, with a length of its own if it is a period.
#[derive(Debug, Clone)]
pub(crate) struct Extra {
    pub start: Moment,
    pub length: Option<Length>,
}

impl Item {
    pub(crate) fn about(&self) -> About<'_> {
        About { line: Some(self.line), uid: self.uid.as_deref(), summary: self.title.as_deref() }
    }

    pub(crate) fn all_day(&self) -> bool {
        matches!(self.start.stamp, Stamp::Date(_))
    }
}

impl Moment {
    /// The wall clock's reading; midnight of a date.
    pub(crate) fn wall(&self) -> NaiveDateTime {
        match self.stamp {
            Stamp::Date(date) => date.and_time(NaiveTime::MIN),
            Stamp::Utc(at) | Stamp::Local(at) => at,
        }
    }

    /// The zone of its wall clock, where `floating` is that of times without one.
    pub(crate) fn zone(&self, floating: &Zone) -> Zone {
        match (self.stamp, &self.zone) {
            (Stamp::Utc(_), _) => Zone::Named(chrono_tz::UTC),
            (Stamp::Date(_) | Stamp::Local(_), Some(zone)) => zone.clone(),
            (Stamp::Date(_) | Stamp::Local(_), None) => floating.clone(),
        }
    }
}

/// What reading one event needs besides the event.
pub(crate) struct Reading<'a, 'z> {
    pub zones: &'a mut Zones<'z>,
    pub budget: &'a mut Budget,
    pub problems: &'a mut Problems,
}

/// What is wrong, and on which line.
struct Fault {
    line: Option<u32>,
    reason: String,
}

impl Reading<'_, '_> {
    /// The event, or nothing after a problem was told.
    pub(crate) fn item(&mut self, raw: &RawEvent) -> Option<Item> {
        self.zones.enter(raw.calendar);
        let (uid, title) = (raw.uid(), raw.summary());
        let about = About { line: Some(raw.line), uid: uid.as_deref(), summary: title.as_deref() };
        match self.parts(raw, about) {
            Ok(item) => Some(item),
            Err(fault) => {
                let about = About { line: fault.line.or(about.line), ..about };
                self.problems.add(about, format!("{}; the event was left out", fault.reason));
                None
            }
        }
    }

    fn parts(&mut self, raw: &RawEvent, about: About<'_>) -> Result<Item, Fault> {
        let start =
            raw.first("DTSTART").ok_or(Fault { line: None, reason: "it has no start (DTSTART)".into() })?;
        let start = self.moment(start, &start.value, about)?;
        let length = self.length(raw, &start, about)?;
        let recurrence = raw.first("RECURRENCE-ID");
        let replaces = match recurrence {
            Some(property) => Some(self.moment(property, &property.value, about)?),
            None => None,
        };
        let and_future = recurrence
            .and_then(|property| property.param("RANGE"))
            .is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"));
        let sequence = raw.first("SEQUENCE").and_then(|sequence| sequence.value.parse().ok()).unwrap_or(0);
        let mut item = Item {
            line: raw.line,
            uid: about.uid.map(str::to_owned),
            title: about.summary.map(str::to_owned),
            start,
            length,
            sequence,
            replaces,
            and_future,
            rules: Vec::new(),
            more: Vec::new(),
            except: Vec::new(),
            cancelled: raw.first("STATUS").is_some_and(|status| status.is("CANCELLED")),
            free: raw.first("TRANSP").is_some_and(|transp| transp.is("TRANSPARENT"))
                || raw.first("X-MICROSOFT-CDO-BUSYSTATUS").is_some_and(|status| status.is("FREE")),
        };
        self.repetition(raw, &mut item, about);
        Ok(item)
    }

    /// A broken part of the repetition is told and left out; the event itself stays.
    fn repetition(&mut self, raw: &RawEvent, item: &mut Item, about: About<'_>) {
        for property in raw.all("RRULE") {
            match Rule::parse(&property.value) {
                Ok(rule) => item.rules.push(rule),
                Err(reason) => self.problems.add(
                    About { line: Some(property.line), ..about },
                    format!("its repetition is not understood ({reason}); only its first occurrence is used"),
                ),
            }
        }
        for property in raw.all("EXRULE") {
            self.problems.add(
                About { line: Some(property.line), ..about },
                "its rule of exceptions (EXRULE) is outdated and not followed; it may show too much busy time",
            );
        }
        for property in raw.all("EXDATE") {
            for text in property.value.split(',').map(str::trim).filter(|text| !text.is_empty()) {
                match self.moment(property, text, about) {
                    Ok(moment) => item.except.push(moment),
                    Err(fault) => self.problems.add(
                        About { line: fault.line, ..about },
                        format!("{}; this exception (EXDATE) was left out", fault.reason),
                    ),
                }
            }
        }
        for property in raw.all("RDATE") {
            for text in property.value.split(',').map(str::trim).filter(|text| !text.is_empty()) {
                match self.extra(property, text, about) {
                    Ok(extra) => item.more.push(extra),
                    Err(fault) => self.problems.add(
                        About { line: fault.line, ..about },
                        format!("{}; this further date (RDATE) was left out", fault.reason),
                    ),
                }
            }
        }
    }

    fn extra(&mut self, property: &Property, text: &str, about: About<'_>) -> Result<Extra, Fault> {
        let Some((start, end)) = text.split_once('/') else {
            return Ok(Extra { start: self.moment(property, text, about)?, length: None });
        };
        let start = self.moment(property, start, about)?;
        let length = match value::length(end) {
            Some(length) => length,
            None => {
                let end = self.moment(property, end, about)?;
                self.between(&start, &end).ok_or_else(|| Fault {
                    line: Some(property.line),
                    reason: "a period ends before it starts".into(),
                })?
            }
        };
        Ok(Extra { start, length: Some(length) })
    }

    fn moment(&mut self, property: &Property, text: &str, about: About<'_>) -> Result<Moment, Fault> {
        let fault = |reason| Fault { line: Some(property.line), reason };
        let mut stamp = value::stamp(text.trim()).map_err(fault)?;
        if property.is_value("DATE") {
            stamp = Stamp::Date(stamp.date());
        }
        let zone = match (stamp, property.param("TZID")) {
            (Stamp::Local(_), Some(id)) => {
                let (zone, problem) = self.zones.resolve(id, self.budget);
                if let Some(problem) = problem {
                    self.problems.add(About { line: Some(property.line), ..about }, problem);
                }
                Some(zone)
            }
            (Stamp::Date(_) | Stamp::Utc(_), _) | (Stamp::Local(_), None) => None,
        };
        Ok(Moment { stamp, zone })
    }

    fn length(&mut self, raw: &RawEvent, start: &Moment, about: About<'_>) -> Result<Length, Fault> {
        let all_day = matches!(start.stamp, Stamp::Date(_));
        if let Some(property) = raw.first("DTEND") {
            let end = self.moment(property, &property.value, about)?;
            return self.between(start, &end).ok_or_else(|| Fault {
                line: Some(property.line),
                reason: "it ends before it starts, or lasts for more than a century".into(),
            });
        }
        if let Some(property) = raw.first("DURATION") {
            return value::length(&property.value).ok_or_else(|| Fault {
                line: Some(property.line),
                reason: format!("\"{}\" is not a duration", crate::property::shortened(&property.value, 40)),
            });
        }
        Ok(Length { days: i64::from(all_day), seconds: 0 })
    }

    /// From a start to an end: days if both are dates, else exact seconds (RFC 5545, 3.8.5.3).
    fn between(&self, start: &Moment, end: &Moment) -> Option<Length> {
        if let Stamp::Date(first) = start.stamp {
            let days = (end.stamp.date() - first).num_days();
            return Length { days, seconds: 0 }.checked();
        }
        let floating = self.zones.floating();
        let zone = start.zone(&floating);
        let start = zone.to_utc(start.wall());
        let end = end.zone(&zone).to_utc(end.wall());
        Length { days: 0, seconds: (end - start).num_seconds() }.checked()
    }
}
