//! The course of a journal as it is put together from pieces: what a damaged file still has, and what backups hold beside that.
//! Pure: it knows no files.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use crate::clock;
use crate::merge::Foreign;

/// Where an event stands: its position, and how far behind it if that was taken.
type Place = (i64, u32);

/// Events in the order in which they arrived, each once by its name.
#[derive(Debug, Default)]
pub(crate) struct Course {
    events: BTreeMap<Place, Foreign>,
    places: HashMap<Uuid, Place>,
    /// Where events stand that were read from the damaged file, and that no backup has confirmed.
    unsure: BTreeSet<Place>,
    /// Those whose words this program cannot read: damaged, perhaps before the backups were made that have them.
    unread: BTreeSet<Uuid>,
}

impl Course {
    /// What was read from a damaged file, each event once.
    pub(crate) fn new(found: BTreeMap<i64, Foreign>) -> Self {
        let events: BTreeMap<Place, Foreign> = found.into_iter().map(|(n, event)| ((n, 0), event)).collect();
        let places = events.iter().map(|(place, event)| (event.id, *place)).collect();
        let unread = events.values().filter(|event| !is_read(event)).map(|event| event.id).collect();
        Self { unsure: events.keys().copied().collect(), places, unread, events }
    }

    /// How many events there are.
    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    /// The last position, 0 if there is none.
    pub(crate) fn last(&self) -> i64 {
        self.events.keys().last().map_or(0, |place| place.0)
    }

    /// Whether an event is there.
    pub(crate) fn has(&self, id: Uuid) -> bool {
        self.places.contains_key(&id)
    }

    /// Whether an event is there in the words of a backup, and these can be read.
    pub(crate) fn is_sure_of(&self, id: Uuid) -> bool {
        let is_confirmed = |place: &Place| !self.unsure.contains(place);
        self.places.get(&id).is_some_and(is_confirmed) && !self.unread.contains(&id)
    }

    /// The event that comes last in the order of the journal.
    pub(crate) fn newest(&self) -> Option<&Foreign> {
        let beyond = clock::beyond(self.events.values().map(|event| event.clock));
        self.events.values().max_by_key(|event| event.place(beyond))
    }

    /// The events in the order of their arrival.
    pub(crate) fn into_events(self) -> Vec<Foreign> {
        self.events.into_values().collect()
    }

    /// Takes in what a backup holds beside what is there. A backup is a copy of the journal as it once was: up to the last of
    /// its events that is known here, at whatever position, all belongs here. What is behind that belongs here, too, unless
    /// other events stand in its place: then the backup is of a course that was gone back from. A single other one that
    /// no backup confirmed, and that is like the one in its place but for its names, is damage. What is known to have come `back` into
    /// this journal belongs here wherever it stands. Where both have an event the words of the backup count, which was found whole.
    ///
    /// Returns the names of those that do not belong here.
    pub(crate) fn take(&mut self, kept: BTreeMap<i64, Foreign>, back: &BTreeSet<Uuid>) -> Vec<Uuid> {
        let shared = kept.iter().rfind(|(_, event)| self.has(event.id)).map_or(0, |(n, _)| *n);
        let in_place = |(n, event): &(&i64, &Foreign)| self.places.get(&event.id) == Some(&(**n, 0));
        let in_step = kept.iter().rfind(in_place).map_or(0, |(n, _)| *n);
        let in_its_place = kept.keys().map(|n| (*n, 0)).filter(|place| place.0 > shared);
        let others: Vec<Place> = in_its_place.filter(|place| self.events.contains_key(place)).collect();
        let is_damage = |place: &Place| {
            let both = self.events.get(place).zip(kept.get(&place.0));
            self.unsure.contains(place) && both.is_some_and(|(here, there)| is_alike(here, there))
        };
        let has_parted = others.len() > 1 || others.iter().any(|place| !is_damage(place));
        let mut left_out = Vec::new();
        let mut before = (0, 0);
        for (n, event) in kept {
            if let Some(place) = self.places.get(&event.id) {
                before = *place;
                let is_mended = self.unread.contains(&event.id) && is_read(&event);
                if is_mended {
                    self.unread.remove(&event.id);
                }
                if self.unsure.remove(place) || is_mended {
                    self.events.insert(*place, event);
                }
            } else if has_parted && n > shared && !back.contains(&event.id) {
                left_out.push(event.id);
            } else {
                before = self.place_for(n, before, n < in_step || n > shared && !has_parted);
                self.unsure.remove(&before);
                self.places.insert(event.id, before);
                if !is_read(&event) {
                    self.unread.insert(event.id);
                }
                if let Some(damaged) = self.events.insert(before, event) {
                    self.places.remove(&damaged.id);
                }
            }
        }
        left_out
    }

    /// Where a new event of position `n` goes: there, if the place is free or holds what is damaged; or behind the one `before`.
    fn place_for(&self, n: i64, before: Place, is_in_step: bool) -> Place {
        let place = (n, 0);
        if !self.events.contains_key(&place) || is_in_step && self.unsure.contains(&place) {
            return place;
        }
        (before.1.saturating_add(1)..=u32::MAX)
            .map(|behind| (before.0, behind))
            .find(|place| !self.events.contains_key(place))
            .unwrap_or((before.0, u32::MAX))
    }
}

/// Whether two events may be one whose names are damaged: they were written at one moment, of one kind.
fn is_alike(here: &Foreign, there: &Foreign) -> bool {
    (here.clock, &here.at, &here.kind) == (there.clock, &there.at, &there.kind)
}

/// Whether this program understands what it says.
fn is_read(event: &Foreign) -> bool {
    event.read(0).event.is_ok()
}
