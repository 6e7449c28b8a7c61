//! Whether one block may be moved by hand, and where the nearest legal place is.
//! Invariant: judged by the same rules as every plan; only what the move itself breaks is reported.

use chrono::NaiveDateTime;

use crate::derived::{DAY, Derived};
use crate::interval::{Stretch, merge, round_down, round_up, subtract};
use crate::ledger::{Entry, Ledger, Serves};
use crate::rules::violations_of;
use crate::{Block, Instance, Minutes, Rule, Violation};

/// Places that are tried in full before the search for a legal one gives up.
const TRIES: usize = 40;

/// What a move of one block would mean.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MoveVerdict {
    /// The rules the move breaks that were not broken before; empty if it is legal.
    pub violations: Vec<Violation>,
    /// The nearest legal start for that length, in the same week as the wanted start if there is any.
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

/// The instance in which this block is not locked.
pub(crate) fn without_lock(instance: &Instance, block: &Block) -> Instance {
    let mut out = instance.clone();
    if let Some(at) = out.locked.iter().position(|l| l == block) {
        out.locked.remove(at);
    }
    out
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

    fn introduced(&self, start: NaiveDateTime, minutes: Minutes) -> Vec<Violation> {
        let mut moved = self.blocks.to_vec();
        if let Some(block) = moved.get_mut(self.index) {
            block.start = start;
            block.minutes = minutes;
        }
        let mut known = self.before.clone();
        let mut after = violations_of(self.derived, &Ledger::new(self.derived, &moved));
        after.retain(|v| match known.iter().position(|k| k == v) {
            Some(at) => {
                known.remove(at);
                false
            }
            None => true,
        });
        after
    }

    /// The legal start nearest to `wanted`, those of its week first.
    pub(crate) fn nearest(&self, wanted: i64, minutes: Minutes) -> Option<i64> {
        let week = wanted.div_euclid(7 * DAY);
        self.first_legal(wanted, minutes, |t| (t.div_euclid(7 * DAY) != week, (t - wanted).abs()))
    }

    /// The earliest legal start.
    pub(crate) fn earliest(&self, minutes: Minutes) -> Option<i64> {
        self.first_legal(i64::MIN / 2, minutes, |t| (false, t))
    }

    fn first_legal(&self, wanted: i64, minutes: Minutes, rank: impl Fn(i64) -> (bool, i64)) -> Option<i64> {
        let ledger = Ledger::new(self.derived, self.blocks);
        let own = ledger.entries.iter().find(|e| e.index == self.index)?;
        let allowed = allowed(self.derived, &ledger, own);
        let length = i64::from(minutes);
        let mut starts: Vec<i64> = Vec::new();
        let others: Vec<&Entry<'_>> = ledger.entries.iter().filter(|e| e.index != self.index).collect();
        let mut weeks = vec![0; self.derived.budget.len()];
        for e in &others {
            weeks[(e.day / 7) as usize] += e.len();
        }
        let first_day = allowed.0.div_euclid(DAY).max(0);
        let last_day = allowed.1.div_euclid(DAY).min(self.derived.days - 1);
        for day in first_day..=last_day {
            let from = others.partition_point(|e| e.day < day);
            let to = others.partition_point(|e| e.day <= day);
            let today = &others[from..to];
            let used: i64 = today.iter().map(|e| e.len()).sum();
            let week = (day / 7) as usize;
            let second_review = matches!(own.serves, Serves::Review(_))
                && today.iter().any(|e| matches!(e.serves, Serves::Review(_)));
            if used + length > self.derived.day_max
                || weeks[week] + length > self.derived.budget[week]
                || second_review
            {
                continue;
            }
            let brk = self.derived.brk;
            let taken: Vec<Stretch> = today.iter().map(|e| (e.start - brk, e.end + brk)).collect();
            for (a, b) in subtract(&self.derived.runs(day), &merge(taken)) {
                let first = round_up((day * DAY + a).max(allowed.0), self.derived.grid);
                let last = round_down((day * DAY + b).min(allowed.1) - length, self.derived.grid);
                if first <= last {
                    let near = round_down(wanted + self.derived.grid / 2, self.derived.grid);
                    starts.push(near.clamp(first, last));
                }
            }
        }
        starts.sort_by_key(|&t| rank(t));
        let no_length = [Rule::Length, Rule::Amount];
        for t in starts.into_iter().take(TRIES) {
            let broken = self.introduced(self.derived.moment(t), minutes);
            if broken.is_empty() {
                return Some(t);
            }
            // The length itself is wrong: no place helps.
            if broken.iter().any(|v| no_length.contains(&v.rule)) {
                return None;
            }
        }
        None
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
            for due in items.iter().filter_map(|i| ledger.expected.get(&(i.unit.as_str(), i.k))) {
                let (early, late) = derived.tolerance(due.interval);
                from = from.max((due.day - early) * DAY);
                to = to.min((due.day + late + 1) * DAY);
            }
        }
    }
    (from, to)
}
