//! A copy of a calendar whose busy time is read: kept by the caller, brought up to date by what changed.

use std::collections::BTreeMap;

use calendar::{BusyCalendar, ReadError, Window};
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::changes::{Changes, Fetched, Version};
use crate::fault::Fault;
use crate::fields::OURS;
use crate::session::{Session, same};

/// How many days more than asked for are kept, so that not every day asks for all anew.
const AHEAD: i64 = 60;
/// How many days before it are kept.
const BEHIND: i64 = 7;

/// What is known of a calendar's events around a span of days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// Up to where its changes are known.
    seen: Option<String>,
    /// The days that it holds all events of.
    days: Option<(NaiveDate, NaiveDate)>,
    objects: BTreeMap<String, Held>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    href: String,
    etag: Option<String>,
    text: String,
}

impl Copy {
    /// Brings the copy up to date; answers whether anything is another than before. After a fault it is as it was.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub fn refresh(
        &mut self,
        session: &Session<'_>,
        calendar: &Url,
        window: Window,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<bool, Fault> {
        let held = self.days.is_some_and(|(from, until)| from <= window.from && window.until <= until);
        let mut next = self.clone();
        if held {
            next.follow(session, calendar, progress)?;
        } else {
            next.begin(session, calendar, window, progress)?;
        }
        let changed = next.objects != self.objects || !held;
        *self = next;
        Ok(changed)
    }

    /// All events of the span, those that are known in this version left as they are.
    fn begin(
        &mut self,
        session: &Session<'_>,
        calendar: &Url,
        window: Window,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), Fault> {
        let moved = |day: NaiveDate, by: i64| day.checked_add_signed(TimeDelta::days(by)).unwrap_or(day);
        let (from, until) = (moved(window.from, -BEHIND), moved(window.until, AHEAD));
        // Before the events, so that what changes meanwhile is asked for again.
        let seen = session.seen(calendar)?;
        let form = "%Y%m%dT000000Z";
        // A day on each side for the zones of the world.
        let (first, last) =
            (moved(from, -1).format(form).to_string(), moved(until, 1).format(form).to_string());
        let there = session.within(calendar, &first, &last)?;
        self.replace(session, calendar, &there, progress)?;
        self.seen = seen;
        self.days = Some((from, until));
        Ok(())
    }

    fn follow(
        &mut self,
        session: &Session<'_>,
        calendar: &Url,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), Fault> {
        match session.changes(calendar, self.seen.as_deref())? {
            Changes::None => {}
            Changes::Some { changed, gone, seen } => {
                for href in gone {
                    self.objects.remove(&same(calendar, &href));
                }
                let wanted = self.unknown(calendar, &changed);
                self.take(calendar, session.fetch(calendar, &wanted, progress)?);
                self.seen = Some(seen);
            }
            Changes::All { seen, .. } => {
                // The list names old events too; only those of the span are wanted.
                let Some((from, until)) = self.days else { return Ok(()) };
                let form = "%Y%m%dT000000Z";
                let (first, last) = (from.format(form).to_string(), until.format(form).to_string());
                let there = session.within(calendar, &first, &last)?;
                self.replace(session, calendar, &there, progress)?;
                self.seen = seen;
            }
        }
        Ok(())
    }

    fn replace(
        &mut self,
        session: &Session<'_>,
        calendar: &Url,
        there: &[Version],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), Fault> {
        let wanted = self.unknown(calendar, there);
        let fetched = session.fetch(calendar, &wanted, progress)?;
        let names: std::collections::BTreeSet<String> =
            there.iter().map(|version| same(calendar, &version.href)).collect();
        self.objects.retain(|name, _| names.contains(name));
        self.take(calendar, fetched);
        Ok(())
    }

    /// What of these is not held in this version.
    fn unknown(&self, calendar: &Url, versions: &[Version]) -> Vec<String> {
        let new = versions.iter().filter(|version| {
            let held = self.objects.get(&same(calendar, &version.href));
            held.is_none_or(|held| held.etag.is_none() || held.etag != version.etag)
        });
        new.map(|version| version.href.clone()).collect()
    }

    fn take(&mut self, calendar: &Url, fetched: Vec<Fetched>) {
        for Fetched { href, etag, text } in fetched {
            let name = same(calendar, &href);
            match text {
                Some(text) => drop(self.objects.insert(name, Held { href, etag, text })),
                None => drop(self.objects.remove(&name)),
            }
        }
    }

    /// How many objects it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The busy time of the copy; blocks that were published from here are not busy.
    ///
    /// # Errors
    /// [`ReadError`] if it is too much.
    pub fn busy(
        &self,
        window: Window,
        zone: Tz,
        tell: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<BusyCalendar, ReadError> {
        let others = self.objects.values().filter(|held| !is_ours(&held.text));
        let mut text = String::from("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
        for held in others {
            push_what_says_when(&mut text, &held.text);
        }
        let mut busy = calendar::read_busy_telling(text.as_bytes(), window, zone, tell)?;
        for problem in &mut busy.problems {
            // Lines of a text that nobody has.
            problem.line = None;
        }
        Ok(busy)
    }
}

/// Properties that may be long, and say nothing of when somebody is busy: they do not count against the size that is read.
const ASIDE: [&str; 6] = ["ATTACH", "ATTENDEE", "COMMENT", "DESCRIPTION", "IMAGE", "X-ALT-DESC"];

/// Adds the lines of an object, but for those that are put aside.
fn push_what_says_when(all: &mut String, text: &str) {
    let mut is_aside = false;
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '\t']) {
            let name = line.split([';', ':']).next().unwrap_or_default().trim();
            is_aside = ASIDE.iter().any(|aside| aside.eq_ignore_ascii_case(name));
        }
        if !is_aside {
            all.push_str(line);
        }
    }
    all.push('\n');
}

/// Whether an object is a block of ours.
fn is_ours(text: &str) -> bool {
    crate::object::lines(text).iter().any(|line| line.is_uid_ending(OURS))
}

#[cfg(test)]
mod tests {
    use super::push_what_says_when;

    #[test]
    fn what_is_long_and_says_nothing_of_when_does_not_count() {
        let event = "BEGIN:VEVENT\r\nUID:1\r\nATTACH;ENCODING=BASE64:AAAA\r\n BBBB\r\n\tCCCC\r\nSUMMARY:One\r\n two\r\nattendee:x\r\n\
                     DESCRIPTION:long\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT";
        let mut all = String::new();
        push_what_says_when(&mut all, event);
        assert_eq!(
            all,
            "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:One\r\n two\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT\n"
        );
    }
}
