//! The events of a text one by one, as they stand there: where each starts and ends, without following its repetition.
//! For whoever wrote an event and wants to know what has become of it.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::component::components;
use crate::item::{Item, Moment, Reading};
use crate::lines::content_lines;
use crate::model::When;
use crate::problems::Problems;
use crate::rule::Budget;
use crate::value::{Length, Stamp};
use crate::zone::{Zone, Zones, shift};

/// One event of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleEvent {
    /// Its identifier, at most 200 characters.
    pub uid: Option<String>,
    /// When it takes place, the first time if it repeats; the end of an event that takes no time is its start.
    pub when: When,
    /// When the occurrence of another event that it stands for would have begun (`RECURRENCE-ID`).
    pub changes: Option<DateTime<Utc>>,
    /// Whether it takes place more often than once.
    pub repeats: bool,
    /// Whether its first time is left out of its repetition (`EXDATE`).
    pub leaves_out_itself: bool,
    /// Whether it is cancelled (`STATUS:CANCELLED`).
    pub cancelled: bool,
}

/// Every event of a text that can be read, in its order; floating times are in `zone`. Nothing of a text that is no calendar.
#[must_use]
pub fn read_singles(text: &str, zone: Tz) -> Vec<SingleEvent> {
    let lines = content_lines(text.as_bytes());
    let mut problems = Problems::default();
    let raw = components(&lines.lines, &mut problems);
    let mut budget = Budget::new();
    let mut zones = Zones::new(&raw.zones, zone);
    let mut reading = Reading { zones: &mut zones, budget: &mut budget, problems: &mut problems };
    let items: Vec<Item> = raw.events.iter().filter_map(|event| reading.item(event)).collect();
    let floating = Zone::Named(zone);
    items.into_iter().map(|item| single(item, &floating)).collect()
}

fn single(item: Item, floating: &Zone) -> SingleEvent {
    let Length { days, seconds } = item.length;
    let zone = item.start.zone(floating);
    let when = if item.all_day() {
        let first = item.start.stamp.date();
        let until = first.checked_add_signed(TimeDelta::days(item.length.whole_days())).unwrap_or(first);
        When::AllDay { first, until }
    } else {
        let wall = item.start.wall();
        let start: DateTime<Utc> = zone.instant(wall);
        let end = if days == 0 { start.naive_utc() } else { zone.to_utc(shift(wall, days * 86_400)) };
        When::Timed { start, end: shift(end, seconds).and_utc() }
    };
    let at = |moment: &Moment| moment.zone(&zone).instant(moment.wall());
    let is_itself = |moment: &Moment| match moment.stamp {
        Stamp::Date(day) => day == item.start.wall().date(),
        Stamp::Utc(_) | Stamp::Local(_) => at(moment) == at(&item.start),
    };
    SingleEvent {
        when,
        changes: item.replaces.as_ref().map(at),
        repeats: !item.rules.is_empty() || !item.more.is_empty(),
        leaves_out_itself: item.except.iter().any(is_itself),
        cancelled: item.cancelled,
        uid: item.uid,
    }
}
