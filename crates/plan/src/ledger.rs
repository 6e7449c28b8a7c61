//! What a list of blocks adds up to: minutes per activity, completions, reviews that fall due.
//! Invariant: independent of how the blocks came about; blocks of unknown names or outside the horizon
//! are rejected and count nowhere.

use chrono::Timelike;

use crate::derived::{DAY, Derived, Due, ItemKey, item_key};
use crate::timetable::{Job, Timetable};
use crate::{Block, ReviewItem, What};

/// What a known block serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Serves<'a> {
    Work(usize),
    Rhythm(usize),
    Review(&'a [ReviewItem]),
}

/// Whom a published appointment belongs to: it is kept if the same owner starts at the same minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Owner {
    Unit(usize),
    Rhythm(usize),
    Review,
}

impl Serves<'_> {
    pub(crate) fn owner(&self, derived: &Derived<'_>) -> Owner {
        match *self {
            Serves::Work(act) => Owner::Unit(derived.acts[act].unit),
            Serves::Rhythm(r) => Owner::Rhythm(r),
            Serves::Review(_) => Owner::Review,
        }
    }
}

/// A block that counts. `start` and `end` are minutes of its day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    /// Position in the list that was given.
    pub index: usize,
    pub day: i64,
    pub start: i64,
    pub end: i64,
    pub serves: Serves<'a>,
    pub locked: bool,
    /// The start is not a whole minute.
    pub split_minute: bool,
}

impl Entry<'_> {
    pub(crate) fn len(&self) -> i64 {
        self.end - self.start
    }
}

pub(crate) struct Ledger<'a> {
    /// Sorted by day and start.
    pub entries: Vec<Entry<'a>>,
    /// Positions of the blocks with unknown names; they count nowhere.
    pub unknown: Vec<usize>,
    /// Blocks outside the horizon; they count nowhere.
    pub outside: Vec<Entry<'a>>,
    /// Positions in `Instance::locked` that no block matches.
    pub missing_locked: Vec<usize>,
    /// Per activity: placed minutes, first start of a block that is not locked, last end.
    pub placed: Vec<i64>,
    pub first: Vec<Option<(i64, usize)>>,
    pub last: Vec<Option<i64>>,
    /// Per unit: whether all activities are complete, and the last end.
    pub complete: Vec<bool>,
    pub finish: Vec<Option<i64>>,
    /// Per review of [`Derived::items`]: when it falls due, known before or by a completion; `None` if nothing makes
    /// it due.
    pub expected: Vec<Option<Due>>,
    /// Per review: the last day on which it is held.
    pub held: Vec<Option<i64>>,
}

/// What a block serves, if its names are known.
pub(crate) fn serves<'b>(derived: &Derived<'_>, block: &'b Block) -> Option<Serves<'b>> {
    match &block.what {
        What::Work { unit, activity } => derived.act(unit, activity).map(Serves::Work),
        What::Rhythm { rhythm } => derived.rhythm_of.get(rhythm.as_str()).map(|&r| Serves::Rhythm(r)),
        What::Review { items } => Some(Serves::Review(items)),
    }
}

/// A locked block stands for a block of the same start, length and key; reviews may change their items.
fn same_block(a: &Block, b: &Block) -> bool {
    a.start == b.start
        && a.minutes == b.minutes
        && match (&a.what, &b.what) {
            (What::Review { .. }, What::Review { .. }) => true,
            (x, y) => x == y,
        }
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(derived: &Derived<'_>, blocks: &'a [Block]) -> Self {
        let mut ledger = Ledger::empty(derived, blocks.len());
        ledger.enter(derived, blocks);
        ledger.add_up(derived);
        ledger
    }

    /// What the blocks of a timetable and the locked ones add up to: as [`Ledger::new`] has it of its blocks, without
    /// looking up any name.
    pub(crate) fn of_table(derived: &Derived<'_>, locked: &Ledger<'a>, table: &'a Timetable) -> Self {
        let mut ledger = Ledger::empty(derived, locked.entries.len());
        ledger.entries.extend(&locked.entries);
        for (day, d) in (0..).zip(&table.days) {
            ledger.entries.extend(d.placed.iter().map(|p| Entry {
                index: 0,
                day,
                start: p.start,
                end: p.end,
                serves: match &p.job {
                    Job::Work(act) => Serves::Work(*act),
                    Job::Rhythm(r) => Serves::Rhythm(*r),
                    Job::Review(items) => Serves::Review(items),
                },
                locked: false,
                split_minute: false,
            }));
        }
        ledger.entries.sort_by_key(|e| (e.day, e.start));
        (0..).zip(&mut ledger.entries).for_each(|(index, e)| e.index = index);
        ledger.add_up(derived);
        ledger
    }

    fn empty(derived: &Derived<'_>, blocks: usize) -> Self {
        let acts = derived.acts.len();
        Ledger {
            entries: Vec::with_capacity(blocks),
            unknown: Vec::new(),
            outside: Vec::new(),
            missing_locked: Vec::new(),
            placed: vec![0; acts],
            first: vec![None; acts],
            last: vec![None; acts],
            complete: vec![true; derived.units.len()],
            finish: vec![None; derived.units.len()],
            expected: derived.due.clone(),
            held: vec![None; derived.items.len()],
        }
    }

    /// Adds up the entries.
    fn add_up(&mut self, derived: &Derived<'_>) {
        for e in &self.entries {
            match e.serves {
                Serves::Work(act) => {
                    let t = e.day * DAY;
                    self.placed[act] += e.len();
                    if !e.locked {
                        self.first[act].get_or_insert((t + e.start, e.index));
                    }
                    self.last[act] = self.last[act].max(Some(t + e.end));
                }
                Serves::Review(items) => {
                    for item in items.iter().filter_map(|i| derived.item(item_key(i))) {
                        self.held[item] = Some(e.day);
                    }
                }
                Serves::Rhythm(_) => {}
            }
        }
        self.close(derived);
    }

    fn enter(&mut self, derived: &Derived<'_>, blocks: &'a [Block]) {
        let locked = &derived.inst.locked;
        let mut left: Vec<usize> = (0..locked.len()).collect();
        for (index, block) in blocks.iter().enumerate() {
            let Some(serves) = serves(derived, block) else {
                self.unknown.push(index);
                continue;
            };
            let matching = left.iter().position(|&l| same_block(&locked[l], block));
            if let Some(at) = matching {
                left.remove(at);
            }
            let (day, start) = derived.place(block);
            let inside = (0..derived.days).contains(&day);
            let list = if inside { &mut self.entries } else { &mut self.outside };
            list.push(Entry {
                index,
                day,
                start,
                end: start + i64::from(block.minutes),
                serves,
                locked: matching.is_some(),
                split_minute: block.start.second() > 0 || block.start.nanosecond() > 0,
            });
        }
        self.entries.sort_by_key(|e| (e.day, e.start));
        self.missing_locked = left;
    }

    fn close(&mut self, derived: &Derived<'_>) {
        for (index, unit) in derived.units.iter().enumerate() {
            if !unit.open {
                continue;
            }
            self.complete[index] = unit.acts.clone().all(|a| self.placed[a] >= derived.acts[a].remaining);
            self.finish[index] = unit.acts.clone().filter_map(|a| self.last[a]).max();
            let (true, Some(end), true) =
                (self.complete[index], self.finish[index], derived.inst.units[index].finishes)
            else {
                continue;
            };
            for (item, due) in items_after(derived, index, (end - 1).div_euclid(DAY)) {
                self.expected[item] = Some(due);
            }
        }
    }

    /// When a review falls due.
    pub(crate) fn due(&self, derived: &Derived<'_>, key: ItemKey<'_>) -> Option<Due> {
        self.expected[derived.item(key)?]
    }

    /// The entries of each day that has any, in time order.
    pub(crate) fn by_day(&self) -> impl Iterator<Item = &[Entry<'a>]> {
        self.entries.chunk_by(|a, b| a.day == b.day)
    }
}

/// The reviews of a unit that is completed on `day`.
pub(crate) fn reviews_after(derived: &Derived<'_>, day: i64) -> impl Iterator<Item = (u32, Due)> {
    let mut before = 0;
    (1..).zip(&derived.inst.reviews.offsets_days).map(move |(k, &offset)| {
        let offset = i64::from(offset);
        let interval = (offset - std::mem::replace(&mut before, offset)).max(1);
        (k, Due { day: day + offset, interval })
    })
}

/// As [`reviews_after`], each by its position in [`Derived::items`].
pub(crate) fn items_after(
    derived: &Derived<'_>,
    unit: usize,
    day: i64,
) -> impl Iterator<Item = (usize, Due)> {
    let first = derived.units[unit].first_item;
    reviews_after(derived, day).enumerate().filter_map(move |(at, (_, due))| Some((first? + at, due)))
}
