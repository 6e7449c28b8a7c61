//! Whether one block may be moved by hand, and where the nearest legal place is.
//! Invariant: judged by the same rules as every plan; only what the move itself breaks is reported.

use chrono::NaiveDateTime;

use crate::derived::{DAY, Derived};
use crate::interval::{Stretch, merge, round_down, round_up, subtract};
use crate::ledger::{Entry, Ledger, Serves};
use crate::rules::violations_of;
use crate::{Block, Instance, Minutes, Rule, Violation};

/// Places that are tried in full, after the first week that is searched, before the search gives up.
const TRIES: usize = 24;

/// What a move of one block would mean.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MoveVerdict {
    /// The rules the move breaks that were not broken before; empty if it is legal.
    pub violations: Vec<Violation>,
    /// The nearest other place that is legal for that length, in the week of the wanted start if there is any.
    /// Never where the block stands now. `None`: there is none, or none was found nearby.
    pub nearest: Option<NaiveDateTime>,
}

/// Judges moving block `index` to `start` with a length of `minutes`, all other blocks staying.
///
/// A locked block is judged like any other: the learner moves it and its lock together. An `index` outside
/// `blocks` breaks nothing and has no place.
#[must_use]
pub fn check_move(
    instance: &Instance,
    blocks: &[Block],
    index: usize,
    start: NaiveDateTime,
    minutes: Minutes,
) -> MoveVerdict {
    let Some(block) = blocks.get(index) else { return MoveVerdict::default() };
    let unlocked = without_lock(instance, block);
    let derived = Derived::new(&unlocked);
    let search = Search::new(&derived, blocks, index);
    let violations = search.introduced(start, minutes);
    if violations.is_empty() {
        return MoveVerdict { violations, nearest: Some(start) };
    }
    let nearest = search.nearest(derived.minute(start), minutes);
    MoveVerdict { violations, nearest: nearest.map(|t| derived.moment(t)) }
}

/// Judges putting a block among others: `blocks` are the plan with it, `before` the plan without it. The new block is
/// the last of `blocks`; those before it are `before`, of which some may have another length.
///
/// Only what is broken with it and was not before is reported; `nearest` is another start for the new block.
#[must_use]
pub fn check_new(instance: &Instance, before: &[Block], blocks: &[Block]) -> MoveVerdict {
    let Some(index) = blocks.len().checked_sub(1) else { return MoveVerdict::default() };
    let new = &blocks[index];
    let derived = Derived::new(instance);
    let search = Search::beside(&derived, before, blocks, index);
    let violations = search.introduced(new.start, new.minutes);
    if violations.is_empty() {
        return MoveVerdict { violations, nearest: Some(new.start) };
    }
    let nearest = search.nearest(derived.minute(new.start), new.minutes);
    MoveVerdict { violations, nearest: nearest.map(|t| derived.moment(t)) }
}

/// As [`check_new`], the first lawful start of the new block from where it stands on. `None`: there is none, or none
/// was found nearby.
#[must_use]
pub fn next_place(instance: &Instance, before: &[Block], blocks: &[Block]) -> Option<NaiveDateTime> {
    let index = blocks.len().checked_sub(1)?;
    let new = &blocks[index];
    let derived = Derived::new(instance);
    let search = Search::beside(&derived, before, blocks, index);
    search.from(derived.minute(new.start), new.minutes).map(|t| derived.moment(t))
}

/// The instance in which this block is not locked.
pub(crate) fn without_lock(instance: &Instance, block: &Block) -> Instance {
    let mut out = instance.clone();
    if let Some(at) = out.locked.iter().position(|l| l == block) {
        out.locked.remove(at);
    }
    out
}

/// What of `after` was not there before; each former fault excuses one.
pub(crate) fn added(before: &[Violation], mut after: Vec<Violation>) -> Vec<Violation> {
    let mut known = before.to_vec();
    after.retain(|v| match known.iter().position(|k| k == v) {
        Some(at) => {
            known.remove(at);
            false
        }
        None => true,
    });
    after
}

/// Searches places for one block among the others.
pub(crate) struct Search<'d, 'i, 'b> {
    derived: &'d Derived<'i>,
    blocks: &'b [Block],
    index: usize,
    before: Vec<Violation>,
}

impl<'d, 'i, 'b> Search<'d, 'i, 'b> {
    pub(crate) fn new(derived: &'d Derived<'i>, blocks: &'b [Block], index: usize) -> Self {
        let before = violations_of(derived, &Ledger::new(derived, blocks));
        Search { derived, blocks, index, before }
    }

    /// For a block that is not in the plan yet: what `before` breaks is no fault of it.
    fn beside(derived: &'d Derived<'i>, before: &[Block], blocks: &'b [Block], index: usize) -> Self {
        let before = violations_of(derived, &Ledger::new(derived, before));
        Search { derived, blocks, index, before }
    }

    /// The rules that this place breaks and the present one does not.
    pub(crate) fn introduced(&self, start: NaiveDateTime, minutes: Minutes) -> Vec<Violation> {
        let mut moved = self.blocks.to_vec();
        if let Some(block) = moved.get_mut(self.index) {
            block.start = start;
            block.minutes = minutes;
        }
        added(&self.before, violations_of(self.derived, &Ledger::new(self.derived, &moved)))
    }

    /// The legal start nearest to `wanted`: its own week first, then the weeks around it. Where the block stands
    /// now is no other place. Nor is a shift across it, unless `wanted` itself is one: then the learner asked
    /// for a little earlier or later.
    pub(crate) fn nearest(&self, wanted: i64, minutes: Minutes) -> Option<i64> {
        let block = self.blocks.get(self.index)?;
        let from = self.derived.minute(block.start);
        let across = (from - i64::from(minutes), from + i64::from(block.minutes));
        let is_shift = across.0 < wanted && wanted < across.1;
        let home = match (is_shift, block.minutes == minutes) {
            (false, _) => Some(across),
            (true, true) => Some((from - 1, from + 1)),
            // With another length its own start is another place.
            (true, false) => None,
        };
        let weeks = self.derived.weeks;
        let week = wanted.div_euclid(7 * DAY).clamp(0, weeks - 1);
        let around = (1..weeks).map(|n| vec![week - n, week + n]);
        self.first_legal(std::iter::once(vec![week]).chain(around), (wanted, minutes), home)
    }

    /// The first legal start from this minute on.
    fn from(&self, minute: i64, minutes: Minutes) -> Option<i64> {
        let week = minute.div_euclid(7 * DAY).max(0);
        // Starts between the ends of `home` are not offered: here, all that are earlier.
        let home = Some((-DAY, minute));
        self.first_legal((week..self.derived.weeks).map(|w| vec![w]), (minute, minutes), home)
    }

    /// The earliest legal start.
    pub(crate) fn earliest(&self, minutes: Minutes) -> Option<i64> {
        self.first_legal((0..self.derived.weeks).map(|w| vec![w]), (0, minutes), None)
    }

    /// The first legal start in these groups of weeks; inside a group the one nearest to the wanted minute.
    /// Starts inside `home`, its ends not among them, are not offered.
    fn first_legal(
        &self,
        groups: impl Iterator<Item = Vec<i64>>,
        (wanted, minutes): (i64, Minutes),
        home: Option<Stretch>,
    ) -> Option<i64> {
        let ledger = Ledger::new(self.derived, self.blocks);
        let own = ledger.entries.iter().find(|e| e.index == self.index)?;
        let allowed = allowed(self.derived, &ledger, own);
        let others: Vec<&Entry<'_>> = ledger.entries.iter().filter(|e| e.index != self.index).collect();
        let mut tries = 0;
        for (group, weeks) in groups.enumerate() {
            let mut starts = Vec::new();
            for week in weeks.into_iter().filter(|w| (0..self.derived.weeks).contains(w)) {
                let room = Room { own, others: &others, allowed, length: i64::from(minutes), wanted, home };
                self.starts_in_week(week, &room, &mut starts);
            }
            starts.sort_by_key(|&t| ((t - wanted).abs(), t));
            for t in starts {
                let broken = self.introduced(self.derived.moment(t), minutes);
                if broken.is_empty() {
                    return Some(t);
                }
                tries += usize::from(group > 0);
                // If the length itself is wrong, no place helps.
                let hopeless = broken.iter().any(|v| matches!(v.rule, Rule::Length | Rule::Amount));
                if hopeless || tries >= TRIES {
                    return None;
                }
            }
        }
        None
    }

    /// The start nearest to the wanted one in every gap of a week, as far as places and limits of time go.
    fn starts_in_week(&self, week: i64, room: &Room<'_, '_>, starts: &mut Vec<i64>) {
        let derived = self.derived;
        let between = |from: i64, to: i64| {
            let first = room.others.partition_point(|e| e.day < from);
            &room.others[first..room.others.partition_point(|e| e.day < to)]
        };
        let used: i64 = between(7 * week, 7 * week + 7).iter().map(|e| e.len()).sum();
        if used + room.length > derived.budget[week as usize] {
            return;
        }
        let (first_day, last_day) = (room.allowed.0.div_euclid(DAY), room.allowed.1.div_euclid(DAY));
        for day in (7 * week).max(first_day)..=(7 * week + 6).min(last_day) {
            let today = between(day, day + 1);
            let is_review = |e: &Entry<'_>| matches!(e.serves, Serves::Review(_));
            let used: i64 = today.iter().map(|e| e.len()).sum();
            if used + room.length > derived.day_max
                || is_review(room.own) && today.iter().any(|e| is_review(e))
            {
                continue;
            }
            let taken = today.iter().map(|e| (e.start - derived.brk, e.end + derived.brk)).collect();
            for (a, b) in subtract(&derived.runs(day), &merge(taken)) {
                let first = round_up((day * DAY + a).max(room.allowed.0), derived.grid);
                let last = round_down((day * DAY + b).min(room.allowed.1) - room.length, derived.grid);
                room.nearest_between(first, last, derived.grid, starts);
            }
        }
    }
}

/// What a search for a place looks at besides the instance.
struct Room<'r, 'a> {
    own: &'r Entry<'a>,
    /// All other blocks, in time order.
    others: &'r [&'r Entry<'a>],
    /// Absolute minutes that order, period or tolerance allow.
    allowed: Stretch,
    length: i64,
    wanted: i64,
    /// Starts inside, its ends not among them, are not offered.
    home: Option<Stretch>,
}

impl Room<'_, '_> {
    /// The start nearest to the wanted one between two starts on the grid; two where `home` lies between.
    fn nearest_between(&self, first: i64, last: i64, grid: i64, starts: &mut Vec<i64>) {
        let near = round_down(self.wanted + grid / 2, grid);
        let mut offer = |first: i64, last: i64| {
            if first <= last {
                starts.push(near.clamp(first, last));
            }
        };
        match self.home {
            None => offer(first, last),
            Some((before, after)) => {
                offer(first, last.min(round_down(before, grid)));
                offer(first.max(round_up(after, grid)), last);
            }
        }
    }
}

/// Absolute minutes between which the order of work, a rhythm's period or a review's tolerance allow a block.
pub(crate) fn allowed(derived: &Derived<'_>, ledger: &Ledger<'_>, own: &Entry<'_>) -> Stretch {
    let mut from = derived.now.max(0);
    let mut to = derived.days * DAY;
    match own.serves {
        Serves::Work(act) => {
            let unit = derived.acts[act].unit;
            let facts = &derived.units[unit];
            for end in (facts.acts.start..act).filter_map(|a| ledger.last[a]) {
                from = from.max(end);
            }
            for end in facts.prereqs.iter().filter_map(|&p| ledger.finish[p]) {
                from = from.max(end);
            }
            let dependents = derived.units.iter().filter(|u| u.open && u.prereqs.contains(&unit));
            let later = (act + 1..facts.acts.end).chain(dependents.flat_map(|u| u.acts.clone()));
            for (start, _) in later.filter_map(|a| ledger.first[a]) {
                to = to.min(start);
            }
        }
        Serves::Rhythm(r) => {
            let rhythm = &derived.inst.rhythms[r];
            from = from.max(i64::from(rhythm.from_week) * 7 * DAY);
            to = to.min((i64::from(rhythm.to_week) + 1) * 7 * DAY);
        }
        Serves::Review(items) => {
            for due in items.iter().filter_map(|i| ledger.due(derived, (i.unit.as_str(), i.k))) {
                let (early, late) = derived.tolerance(due.interval);
                from = from.max((due.day - early) * DAY);
                to = to.min((due.day + late + 1) * DAY);
            }
        }
    }
    (from, to)
}
