//! What a list of blocks adds up to: minutes per activity, completions, reviews that fall due.
//! Invariant: independent of how the blocks came about; blocks of unknown names or outside the horizon
//! are rejected and count nowhere.

use std::collections::BTreeMap;

use crate::derived::{DAY, Derived, Due, ItemKey};
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
    /// Reviews that fall due: those known before and those of units completed by these blocks.
    pub expected: BTreeMap<ItemKey<'a>, Due>,
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
    pub(crate) fn new(derived: &Derived<'a>, blocks: &'a [Block]) -> Self {
        let acts = derived.acts.len();
        let mut ledger = Ledger {
            entries: Vec::with_capacity(blocks.len()),
            unknown: Vec::new(),
            outside: Vec::new(),
            missing_locked: Vec::new(),
            placed: vec![0; acts],
            first: vec![None; acts],
            last: vec![None; acts],
            complete: vec![true; derived.units.len()],
            finish: vec![None; derived.units.len()],
            expected: derived.due.clone(),
        };
        ledger.enter(derived, blocks);
        for e in &ledger.entries {
            if let Serves::Work(act) = e.serves {
                let t = e.day * DAY;
                ledger.placed[act] += e.len();
                if !e.locked {
                    ledger.first[act].get_or_insert((t + e.start, e.index));
                }
                ledger.last[act] = ledger.last[act].max(Some(t + e.end));
            }
        }
        ledger.close(derived);
        ledger
    }

    fn enter(&mut self, derived: &Derived<'a>, blocks: &'a [Block]) {
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
                split_minute: derived.moment(day * DAY + start) != block.start,
            });
        }
        self.entries.sort_by_key(|e| (e.day, e.start));
        self.missing_locked = left;
    }

    fn close(&mut self, derived: &Derived<'a>) {
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
            for (k, due) in reviews_after(derived, (end - 1).div_euclid(DAY)) {
                self.expected.insert((&derived.inst.units[index].id, k), due);
            }
        }
    }

    /// The entries of each day that has any, in time order.
    pub(crate) fn by_day(&self) -> impl Iterator<Item = &[Entry<'a>]> {
        self.entries.chunk_by(|a, b| a.day == b.day)
    }
}

/// The reviews of a unit that is completed on `day`.
pub(crate) fn reviews_after(derived: &Derived<'_>, day: i64) -> Vec<(u32, Due)> {
    let mut before = 0;
    let mut out = Vec::with_capacity(derived.inst.reviews.offsets_days.len());
    for (k, &offset) in (1..).zip(&derived.inst.reviews.offsets_days) {
        let offset = i64::from(offset);
        out.push((k, Due { day: day + offset, interval: (offset - before).max(1) }));
        before = offset;
    }
    out
}
