//! Spreads units that wait to be recalled over the days on which there is time, the most faded first.
//! Invariant: no day is given more units than it holds, and none is given a day before it is due.

use chrono::{Days, NaiveDate};

use crate::Memory;

/// A unit that waits to be recalled.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// What is remembered of it.
    pub memory: Memory,
    /// The day of a block that stays where it is and holds it; kept if it is neither before it is due nor too late.
    pub promised: Option<NaiveDate>,
}

/// The days to come.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// No unit is held before.
    pub today: NaiveDate,
    /// Days that have time, in order, each with the most units it holds.
    pub days: Vec<(NaiveDate, usize)>,
    /// How much of its interval a recall may be late, in permille, but always a day.
    pub late_permille: u32,
}

/// When a unit is to be recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The day.
    pub day: NaiveDate,
    /// The days by which its distance from that day is measured: the interval of its memory. One that is overdue or
    /// had to wait has at least [`ROOM_DAYS`], so that it finds a place in a week that is full already.
    pub interval: u32,
}

/// Shortest interval of what comes late anyway: half of it is four days.
const ROOM_DAYS: u32 = 8;

/// When each of these units is to be recalled, in their order. One that is due tomorrow or later keeps its due day
/// as long as the first day with time from then on takes it and is not too late for it: which day near it is best,
/// the planner knows. Otherwise it moves to a day with room, where units that are remembered less go first; `None`
/// if there is no such day any more.
#[must_use]
pub fn spread(waiting: &[Waiting], calendar: &Calendar) -> Vec<Option<Held>> {
    let mut days = calendar.days.clone();
    let mut queue: Vec<Place> = waiting.iter().map(|w| Place::new(w, calendar)).collect();
    for place in &mut queue {
        place.day = place.promised.filter(|day| (place.due..=place.latest).contains(day));
        if let Some((_, room)) = days.iter_mut().find(|(day, _)| Some(*day) == place.day) {
            *room = room.saturating_sub(1);
        }
    }
    for (day, room) in days {
        let mut here: Vec<&mut Place> =
            queue.iter_mut().filter(|p| p.day.is_none() && p.due <= day).collect();
        // Equally faded ones keep their order.
        here.sort_by_key(|p| p.memory.retention(day));
        for (n, place) in here.into_iter().enumerate() {
            if n >= room {
                place.waits = true;
            } else if place.waits || day > place.latest {
                place.day = Some(day);
            } else {
                place.day = Some(place.due);
            }
        }
    }
    queue.iter().map(Place::held).collect()
}

/// A unit on its way to a day.
struct Place {
    memory: Memory,
    promised: Option<NaiveDate>,
    /// Today, where it is overdue.
    due: NaiveDate,
    overdue: bool,
    latest: NaiveDate,
    /// A day that it could have had was full.
    waits: bool,
    day: Option<NaiveDate>,
}

impl Place {
    fn new(waiting: &Waiting, calendar: &Calendar) -> Place {
        let memory = waiting.memory;
        let due = memory.due().max(calendar.today);
        let late = u64::from(memory.interval()) * u64::from(calendar.late_permille) / 1000;
        let latest = due.checked_add_days(Days::new(late.max(1))).unwrap_or(due);
        let overdue = memory.due() < calendar.today;
        Place { memory, promised: waiting.promised, due, overdue, latest, waits: false, day: None }
    }

    fn held(&self) -> Option<Held> {
        let day = self.day?;
        let shortest = if self.overdue || day > self.due { ROOM_DAYS } else { 1 };
        Some(Held { day, interval: self.memory.interval().max(shortest) })
    }
}
