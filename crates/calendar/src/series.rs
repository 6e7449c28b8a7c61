//! A series: an event, its repetition, its exceptions and the occurrences that were changed.
//! Every occurrence is known by the start it had at first (RFC 5545, RECURRENCE-ID): an instant in
//! UTC for timed events, midnight of the day for all-day ones.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::item::{Item, Moment};
use crate::model::{BusyEvent, When, Window};
use crate::problems::{About, Problems};
use crate::rule::{Budget, Cut, MAX_OCCURRENCES, MAX_OCCURRENCES_PER_EVENT, Span};
use crate::value::{Length, Stamp};
use crate::zone::{Zone, shift};

/// Wall clocks differ from UTC by less than this.
const MARGIN: TimeDelta = TimeDelta::days(2);

/// The window as instants and as days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    window: Window,
    from: NaiveDateTime,
    until: NaiveDateTime,
}

impl Frame {
    pub(crate) fn new(window: Window, zone: &Zone) -> Frame {
        let midnight = |day: NaiveDate| zone.to_utc(day.and_time(NaiveTime::MIN));
        Frame { window, from: midnight(window.from), until: midnight(window.until) }
    }

    /// Whether it takes any time of the window.
    fn holds(&self, when: &When) -> bool {
        if self.window.until <= self.window.from {
            return false;
        }
        match when {
            When::Timed { start, end } => {
                start < end && start.naive_utc() < self.until && end.naive_utc() > self.from
            }
            When::AllDay { first, until } => {
                first < until && *first < self.window.until && *until > self.window.from
            }
        }
    }
}

/// Gathers occurrences from series after series.
pub(crate) struct Gathering<'a> {
    pub frame: Frame,
    pub floating: Zone,
    pub budget: &'a mut Budget,
    pub problems: &'a mut Problems,
    pub events: Vec<BusyEvent>,
    pub free: usize,
    pub cancelled: usize,
    /// The lines of the events that are in one of the counts.
    pub counted: BTreeSet<u32>,
    pub full: bool,
}

/// What replaces occurrences of a series, by their first starts.
#[derive(Default)]
struct Changes<'i> {
    at: BTreeSet<NaiveDateTime>,
    /// Changes that name a day only, of a timed series.
    on: BTreeSet<NaiveDate>,
    /// Changes of this and all later occurrences.
    onward: BTreeMap<NaiveDateTime, &'i Item>,
}

enum Id {
    At(NaiveDateTime),
    On(NaiveDate),
}

impl Gathering<'_> {
    /// All items are of one UID, or there is only one.
    pub(crate) fn series(&mut self, items: &[Item]) {
        let (changes, masters): (Vec<&Item>, Vec<&Item>) =
            items.iter().partition(|item| item.replaces.is_some());
        let masters = newest(masters);
        if masters.is_empty() {
            for change in newest_changes(changes) {
                self.single(change);
            }
            return;
        }
        if masters.iter().all(|master| master.cancelled) {
            self.cancelled += usize::from(masters.iter().any(|master| self.touches(master)));
            return;
        }
        // Only one of several events of the same UID can be the one that was changed.
        let repeats = |item: &&&Item| !item.rules.is_empty() || !item.more.is_empty();
        let owner = masters.iter().rev().find(repeats).or(masters.last()).map_or(0, |item| item.line);
        let changes = newest_changes(changes);
        for master in &masters {
            if master.line == owner {
                self.changed(master, &changes);
            } else {
                self.master(master, &Changes::default());
            }
        }
    }

    /// A series and its changed occurrences.
    fn changed(&mut self, master: &Item, changes: &[&Item]) {
        self.master(master, &self.changes_of(master, changes));
        // An occurrence that was changed and removed later has both a change and an exception.
        let (ids, days) = self.exceptions(master);
        for change in changes {
            let gone = change.replaces.as_ref().is_some_and(|replaces| match self.id_of(master, replaces) {
                Id::At(id) => ids.contains(&id),
                Id::On(day) => days.contains(&day),
            });
            if !gone {
                self.single(change);
            }
        }
    }

    /// One item by itself: a changed occurrence.
    fn single(&mut self, item: &Item) {
        let when = self.when(item, item.start.wall(), item.length);
        // A cancelled one is counted where its own start says it was.
        if self.frame.holds(&when) {
            self.emit(item, vec![when]);
        }
    }

    /// What a series has by itself, and by the changes that reach onward.
    fn master(&mut self, master: &Item, changes: &Changes<'_>) {
        let (walls, mut cut) = self.walls(master, changes);
        let mut found: BTreeMap<(u32, When), &Item> = BTreeMap::new();
        for (wall, length) in walls {
            let id = self.id(master, wall);
            if changes.at.contains(&id) || changes.on.contains(&wall.date()) {
                continue;
            }
            let onward = changes.onward.range(..=id).next_back();
            let (item, when) = match onward {
                Some((_, change)) => (*change, self.moved(master, change, wall)),
                None => (master, self.when(master, wall, length)),
            };
            if !self.frame.holds(&when) {
                continue;
            }
            if found.len() == MAX_OCCURRENCES_PER_EVENT {
                cut = cut.or(Some(Cut::TooMany));
                break;
            }
            found.insert((item.line, when), item);
        }
        let mut by_item: BTreeMap<u32, (&Item, Vec<When>)> = BTreeMap::new();
        for ((line, when), item) in found {
            by_item.entry(line).or_insert((item, Vec::new())).1.push(when);
        }
        for (item, whens) in by_item.into_values() {
            self.emit(item, whens);
        }
        if let Some(cut) = cut {
            self.problems.add(master.about(), cut.reason());
        }
    }

    fn emit(&mut self, item: &Item, whens: Vec<When>) {
        if item.cancelled {
            self.cancelled += usize::from(self.counted.insert(item.line));
            return;
        }
        if item.free {
            self.free += usize::from(self.counted.insert(item.line));
            return;
        }
        for when in whens {
            if self.events.len() == MAX_OCCURRENCES {
                self.full = true;
                return;
            }
            self.events.push(BusyEvent { title: item.title.clone().unwrap_or_default(), when });
        }
    }

    fn touches(&mut self, item: &Item) -> bool {
        let (walls, _) = self.walls(item, &Changes::default());
        walls.into_iter().any(|(wall, length)| self.frame.holds(&self.when(item, wall, length)))
    }

    /// The starts that the series has by itself near the window, on its own wall clock.
    fn walls(
        &mut self,
        master: &Item,
        changes: &Changes<'_>,
    ) -> (BTreeMap<NaiveDateTime, Length>, Option<Cut>) {
        let zone = master.start.zone(&self.floating);
        let start = master.start.wall();
        let (from, to) = self.reach(master, changes);
        // Where later occurrences are moved, any of them may come to lie in the window.
        let moving = !changes.onward.is_empty();
        let (frame, floating) = (self.frame, self.floating.clone());
        let wanted = |wall| moving || frame.holds(&when(&floating, master, wall, master.length));
        let mut cut = None;
        let mut walls: BTreeMap<NaiveDateTime, Length> = BTreeMap::new();
        walls.insert(start, master.length);
        let mut none = false;
        for rule in &master.rules {
            let until = rule.until.map(|until| last_wall(master, &zone, until));
            // A series whose end was set before its start has been deleted as a whole.
            none |= until.is_some_and(|until| until < start);
            let until = until.map_or(to, |until| until.min(to));
            let expansion = rule.expand(&Span { start, from, until, wanted: &wanted }, self.budget);
            walls.extend(expansion.walls.into_iter().map(|wall| (wall, master.length)));
            cut = cut.or(expansion.cut);
        }
        if none {
            walls.remove(&start);
        }
        for extra in &master.more {
            walls.insert(self.wall_in(master, &extra.start), extra.length.unwrap_or(master.length));
        }
        let (ids, days) = self.exceptions(master);
        walls.retain(|wall, _| !days.contains(&wall.date()) && !ids.contains(&self.id(master, *wall)));
        (walls, cut)
    }

    /// The first starts and the days that the series leaves out.
    fn exceptions(&self, master: &Item) -> (BTreeSet<NaiveDateTime>, BTreeSet<NaiveDate>) {
        let mut ids = BTreeSet::new();
        let mut days = BTreeSet::new();
        for moment in &master.except {
            match self.id_of(master, moment) {
                Id::At(id) => ids.insert(id),
                Id::On(day) => days.insert(day),
            };
        }
        (ids, days)
    }

    /// The part of the wall clock whose occurrences can reach into the window.
    fn reach(&self, master: &Item, changes: &Changes<'_>) -> (NaiveDateTime, NaiveDateTime) {
        let mut before = master.length.at_most();
        let mut after = TimeDelta::zero();
        for (id, change) in &changes.onward {
            let by = self.utc(change) - *id;
            before = before.max(by + change.length.at_most());
            after = after.max(-by);
        }
        (
            self.frame.from.checked_sub_signed(before + MARGIN).unwrap_or(NaiveDateTime::MIN),
            self.frame.until.checked_add_signed(after + MARGIN).unwrap_or(NaiveDateTime::MAX),
        )
    }

    fn changes_of<'i>(&self, master: &Item, changes: &[&'i Item]) -> Changes<'i> {
        let mut out = Changes::default();
        for change in changes {
            let Some(replaces) = &change.replaces else { continue };
            let id = match self.id_of(master, replaces) {
                Id::At(id) => {
                    out.at.insert(id);
                    id
                }
                Id::On(day) => {
                    out.on.insert(day);
                    self.id(master, day.and_time(NaiveTime::MIN))
                }
            };
            if change.and_future {
                out.onward.insert(id, change);
            }
        }
        out
    }

    /// Where a change of this and later occurrences moves one of them to.
    fn moved(&self, master: &Item, change: &Item, wall: NaiveDateTime) -> When {
        let Some(replaces) = &change.replaces else { return self.when(master, wall, master.length) };
        let was = self.wall_in(master, replaces);
        let wall = if master.all_day() == change.all_day() {
            wall + (self.wall_in(master, &change.start) - was)
        } else {
            let days = wall.date() - was.date();
            return self.when(change, change.start.wall() + days, change.length);
        };
        self.when(&Item { start: master.start.clone(), ..change.clone() }, wall, change.length)
    }

    fn when(&self, item: &Item, wall: NaiveDateTime, length: Length) -> When {
        when(&self.floating, item, wall, length)
    }

    fn utc(&self, item: &Item) -> NaiveDateTime {
        item.start.zone(&self.floating).to_utc(item.start.wall())
    }

    /// A moment as the wall clock of the series shows it.
    fn wall_in(&self, master: &Item, moment: &Moment) -> NaiveDateTime {
        match (moment.stamp, master.all_day()) {
            (stamp, true) => stamp.date().and_time(NaiveTime::MIN),
            (Stamp::Date(date), false) => date.and_time(master.start.wall().time()),
            (Stamp::Local(at), false) if moment.zone.is_none() => at,
            (Stamp::Utc(_) | Stamp::Local(_), false) => {
                let utc = moment.zone(&self.floating).to_utc(moment.wall());
                master.start.zone(&self.floating).to_wall(utc)
            }
        }
    }

    fn id(&self, master: &Item, wall: NaiveDateTime) -> NaiveDateTime {
        if master.all_day() { wall } else { master.start.zone(&self.floating).to_utc(wall) }
    }

    /// The first start a moment names; a time without a zone is in the zone of the series.
    fn id_of(&self, master: &Item, moment: &Moment) -> Id {
        match moment.stamp {
            Stamp::Date(day) if !master.all_day() => Id::On(day),
            Stamp::Utc(at) if !master.all_day() => Id::At(at),
            Stamp::Date(_) | Stamp::Utc(_) | Stamp::Local(_) => {
                Id::At(self.id(master, self.wall_in(master, moment)))
            }
        }
    }

    /// Says once that not everything found room.
    pub(crate) fn say_if_full(&mut self) {
        if self.full {
            let reason = format!(
                "the calendar has more than {MAX_OCCURRENCES} occurrences in this span of time; only \
                 {MAX_OCCURRENCES} of them are used"
            );
            self.problems.add(About::default(), reason);
        }
    }
}

/// The time an item takes if it starts at this reading of its wall clock.
fn when(floating: &Zone, item: &Item, wall: NaiveDateTime, length: Length) -> When {
    if item.all_day() {
        let first = wall.date();
        let until = first.checked_add_signed(TimeDelta::days(length.whole_days())).unwrap_or(first);
        return When::AllDay { first, until };
    }
    let zone = item.start.zone(floating);
    let end =
        if length.days == 0 { zone.to_utc(wall) } else { zone.to_utc(shift(wall, length.days * 86_400)) };
    When::Timed { start: zone.instant(wall), end: shift(end, length.seconds).and_utc() }
}

/// The last reading of the series' wall clock at which a rule may have an occurrence.
fn last_wall(master: &Item, zone: &Zone, until: Stamp) -> NaiveDateTime {
    let end_of_day = |day: NaiveDate| shift(day.and_time(NaiveTime::MIN), 86_399);
    match until {
        Stamp::Date(day) => end_of_day(day),
        stamp if master.all_day() => end_of_day(stamp.date()),
        Stamp::Utc(at) => zone.to_wall(at),
        Stamp::Local(at) => at,
    }
}

/// Of several versions of one event the newest; events of one number and different starts are
/// different events of a program that does not number them.
fn newest(items: Vec<&Item>) -> Vec<&Item> {
    let Some(sequence) = items.iter().map(|item| item.sequence).max() else { return items };
    let mut seen = BTreeSet::new();
    let mut out: Vec<&Item> = items
        .into_iter()
        .rev()
        .filter(|item| item.sequence == sequence && seen.insert((item.start.wall(), item.all_day())))
        .collect();
    out.reverse();
    out
}

/// Of several changes to one occurrence the newest, then the last.
fn newest_changes(items: Vec<&Item>) -> Vec<&Item> {
    let mut by_id: BTreeMap<(NaiveDateTime, bool), &Item> = BTreeMap::new();
    for item in items {
        let Some(replaces) = &item.replaces else { continue };
        let id = (replaces.wall(), matches!(replaces.stamp, Stamp::Date(_)));
        match by_id.get(&id) {
            Some(other) if other.sequence > item.sequence => {}
            Some(_) | None => {
                by_id.insert(id, item);
            }
        }
    }
    by_id.into_values().collect()
}
