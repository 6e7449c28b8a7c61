//! The score of any list of blocks, feasible or not: eleven terms, integers, lower is better.
//! Source: the score table of the formulation; every quantity is in the term's natural unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::derived::{DAY, Derived, Due, UNFINISHED_EXTRA_DAYS};
use crate::ledger::{Entry, Ledger, Owner, Serves, serves};
use crate::{Block, Focus, Instance, Score, ScoreTerm, Weights};

/// A review that is not held counts as this much of its interval.
pub(crate) const REVIEW_MISSED_PERCENT: i64 = 200;

/// Scores `blocks`. Blocks of unknown names or outside the horizon count nowhere.
#[must_use]
pub fn score(instance: &Instance, blocks: &[Block]) -> Score {
    let derived = Derived::new(instance);
    let ledger = Ledger::new(&derived, blocks);
    score_of(&derived, &ledger)
}

/// Quantities of the terms; fields as in [`Weights`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quantities {
    pub late: i64,
    pub finish: i64,
    pub unfinished: i64,
    pub mix: i64,
    pub deep: i64,
    pub massed: i64,
    pub block: i64,
    pub extra_unit: i64,
    pub review: i64,
    pub rhythm: i64,
    pub moved: i64,
}

pub(crate) fn score_of(derived: &Derived<'_>, ledger: &Ledger<'_>) -> Score {
    total(&quantities(derived, ledger), &derived.inst.weights)
}

/// The score's total alone.
pub(crate) fn points_of(derived: &Derived<'_>, ledger: &Ledger<'_>) -> i64 {
    quantities(derived, ledger).points(&derived.inst.weights)
}

impl Quantities {
    /// Quantity and weight of each term, by its name.
    fn terms(&self, w: &Weights) -> [(&'static str, i64, i64); 11] {
        [
            ("late", self.late, w.late),
            ("finish", self.finish, w.finish),
            ("unfinished", self.unfinished, w.unfinished),
            ("mix", self.mix, w.mix),
            ("deep", self.deep, w.deep),
            ("massed", self.massed, w.massed),
            ("block", self.block, w.block),
            ("extra_unit", self.extra_unit, w.extra_unit),
            ("review", self.review, w.review),
            ("rhythm", self.rhythm, w.rhythm),
            ("moved", self.moved, w.moved),
        ]
    }

    /// The sum of the points of all terms.
    pub(crate) fn points(&self, w: &Weights) -> i64 {
        self.terms(w).iter().map(|(_, quantity, weight)| quantity * weight).sum()
    }
}

/// The quantities of all terms.
pub(crate) fn quantities(derived: &Derived<'_>, ledger: &Ledger<'_>) -> Quantities {
    let mut q = Quantities { block: ledger.entries.len() as i64, ..Quantities::default() };
    on_time(derived, ledger, &mut q);
    q.mix = mix(derived, ledger);
    for day in ledger.by_day() {
        one_day(derived, day, &mut q);
    }
    q.review = reviews(derived, ledger).percent;
    q.rhythm = missed_rhythms(derived, ledger).len() as i64;
    q.moved = moved(derived, ledger);
    q
}

/// The score with these quantities.
pub(crate) fn total(q: &Quantities, w: &Weights) -> Score {
    let terms = q.terms(w).into_iter();
    let terms = terms
        .map(|(name, quantity, weight)| (name, ScoreTerm { quantity, weight, points: quantity * weight }));
    Score { total: q.points(w), terms: terms.collect() }
}

/// Day of completion that counts, for an open unit with something to do that has a completion.
pub(crate) fn completion_day(derived: &Derived<'_>, ledger: &Ledger<'_>, unit: usize) -> Option<Completion> {
    let facts = &derived.units[unit];
    if !facts.open || !derived.inst.units[unit].finishes || facts.need == 0 {
        return None;
    }
    Some(match (ledger.complete[unit], ledger.finish[unit]) {
        (true, Some(end)) => Completion::On((end - 1).div_euclid(DAY)),
        (true, None) | (false, _) => Completion::Never,
    })
}

/// When a unit is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Completion {
    /// On this day of the horizon.
    On(i64),
    /// Not within the horizon.
    Never,
}

fn on_time(derived: &Derived<'_>, ledger: &Ledger<'_>, q: &mut Quantities) {
    for (index, unit) in derived.units.iter().enumerate() {
        let missing: i64 =
            unit.acts.clone().map(|a| (derived.acts[a].remaining - ledger.placed[a]).max(0)).sum();
        q.unfinished += unit.prio * missing;
        let day = match completion_day(derived, ledger, index) {
            Some(Completion::On(day)) => day,
            Some(Completion::Never) => derived.days + UNFINISHED_EXTRA_DAYS,
            None => continue,
        };
        q.finish += unit.prio * day;
        q.late += unit.prio * (day - derived.target_day).max(0);
    }
}

/// Half the L1 distance of minutes per strategy from the target, per bucket of weeks.
fn mix(derived: &Derived<'_>, ledger: &Ledger<'_>) -> i64 {
    let bucket_weeks = i64::from(derived.inst.learner.mix_bucket_weeks).max(1);
    let bucket = |e: &Entry<'_>| e.day / 7 / bucket_weeks;
    let buckets = ledger.entries.chunk_by(|a, b| bucket(a) == bucket(b));
    let off = buckets.map(|entries| {
        let mut minutes: BTreeMap<u8, i64> = BTreeMap::new();
        for e in entries {
            if let Serves::Work(act) = e.serves {
                let strategy = derived.inst.units[derived.acts[act].unit].strategy;
                *minutes.entry(strategy).or_default() += e.len();
            }
        }
        off_mix(derived, &minutes)
    });
    off.sum()
}

/// Minutes by which the minutes per strategy of one bucket are off the target.
pub(crate) fn off_mix(derived: &Derived<'_>, minutes: &BTreeMap<u8, i64>) -> i64 {
    let total: i64 = minutes.values().sum();
    let strategies: BTreeSet<u8> = minutes.keys().chain(derived.mix_target.keys()).copied().collect();
    let distance: i64 = strategies
        .iter()
        .map(|s| {
            let have = 1000 * minutes.get(s).copied().unwrap_or(0);
            (have - derived.mix_target.get(s).copied().unwrap_or(0) * total).abs()
        })
        .sum();
    distance / 2000
}

/// The terms that belong to one day alone.
pub(crate) fn one_day(derived: &Derived<'_>, day: &[Entry<'_>], q: &mut Quantities) {
    let mut unit_minutes: Vec<(usize, i64)> = Vec::with_capacity(day.len());
    for e in day {
        let focus = match e.serves {
            Serves::Work(act) => {
                let unit = derived.acts[act].unit;
                match unit_minutes.iter_mut().find(|known| known.0 == unit) {
                    Some(known) => known.1 += e.len(),
                    None => unit_minutes.push((unit, e.len())),
                }
                if derived.acts[act].deep { Focus::Deep } else { Focus::Light }
            }
            Serves::Rhythm(r) => derived.inst.rhythms[r].focus,
            Serves::Review(_) => Focus::Light,
        };
        if focus == Focus::Deep {
            q.deep += derived.shallow(e.day, e.start, e.end);
        }
    }
    let free = i64::from(derived.inst.learner.unit_day_free);
    q.massed += unit_minutes.iter().map(|(_, m)| (m - free).max(0)).sum::<i64>();
    q.extra_unit += (unit_minutes.len() as i64 - i64::from(derived.inst.learner.units_per_day_free)).max(0);
}

/// How the reviews went.
pub(crate) struct ReviewOutcome<'a> {
    pub percent: i64,
    /// Units of which a review found no place, once per review.
    pub missed: Vec<&'a str>,
}

pub(crate) fn reviews<'a>(derived: &Derived<'a>, ledger: &Ledger<'_>) -> ReviewOutcome<'a> {
    let mut out = ReviewOutcome { percent: 0, missed: Vec::new() };
    for ((&(unit, _), due), held) in derived.items.iter().zip(&ledger.expected).zip(&ledger.held) {
        // Items that nothing makes due have no place in the score.
        let Some(due) = *due else { continue };
        let (percent, is_missed) = review_cost(derived, due, *held);
        out.percent += percent;
        if is_missed {
            out.missed.push(unit);
        }
    }
    out
}

/// Percent of its interval that a review is off if it is held on that day or on none, and whether it is missed.
pub(crate) fn review_cost(derived: &Derived<'_>, due: Due, held: Option<i64>) -> (i64, bool) {
    if let Some(day) = held {
        return (100 * (day - due.day).abs() / due.interval, false);
    }
    let (_, late) = derived.tolerance(due.interval);
    if due.day + late >= derived.days {
        // It may still be held after the horizon.
        (100 * (derived.days - due.day).max(0) / due.interval, false)
    } else if due.day + late >= derived.now.div_euclid(DAY) {
        (REVIEW_MISSED_PERCENT, true)
    } else {
        (0, false)
    }
}

/// Rhythm and first week of every period that counts and has no occurrence.
pub(crate) fn missed_rhythms(derived: &Derived<'_>, ledger: &Ledger<'_>) -> Vec<(usize, i64)> {
    let mut seen: Vec<(usize, i64)> = Vec::new();
    for e in &ledger.entries {
        if let Serves::Rhythm(r) = e.serves {
            seen.extend(period_of(derived, r, e.day / 7).map(|j| (r, j)));
        }
    }
    seen.sort_unstable();
    let mut missed = Vec::new();
    for r in 0..derived.inst.rhythms.len() {
        for (first, _) in derived.periods(r) {
            if period_of(derived, r, first).is_none_or(|j| seen.binary_search(&(r, j)).is_err()) {
                missed.push((r, first));
            }
        }
    }
    missed
}

/// Number of the period of a rhythm that a week belongs to, if the rhythm is active then.
pub(crate) fn period_of(derived: &Derived<'_>, rhythm: usize, week: i64) -> Option<i64> {
    let r = &derived.inst.rhythms[rhythm];
    let (from, to) = (i64::from(r.from_week), i64::from(r.to_week));
    (from..=to).contains(&week).then(|| (week - from) / i64::from(r.every_weeks).max(1))
}

/// A published block that is still promised.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Promise {
    /// Position in the previous blocks.
    pub index: usize,
    pub day: i64,
    pub start: i64,
    pub owner: Owner,
}

impl Promise {
    /// Weight of changing it: this and the next week count double.
    pub(crate) fn weight(&self, derived: &Derived<'_>) -> i64 {
        match self.day.div_euclid(7) - derived.now.div_euclid(7 * DAY) {
            0 | 1 => 2,
            _ => 1,
        }
    }

    /// Points that it costs if its owner has nothing on its day.
    pub(crate) fn absent(&self, derived: &Derived<'_>) -> i64 {
        derived.inst.weights.moved * self.broken(derived, std::iter::empty())
    }

    /// How much of it is broken if its owner's blocks of that day start then: nothing if one starts as promised.
    pub(crate) fn broken(&self, derived: &Derived<'_>, mut starts: impl Iterator<Item = i64>) -> i64 {
        let cost = match starts.next() {
            None => 2,
            Some(first) if first == self.start || starts.any(|start| start == self.start) => 0,
            Some(_) => 1,
        };
        cost * self.weight(derived)
    }
}

/// The published blocks that count: from now on, before the end of publication, of work that is not done.
pub(crate) fn promises(derived: &Derived<'_>) -> Vec<Promise> {
    let blocks = derived.inst.previous.as_ref().map_or(&[][..], |p| &p.blocks);
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let (day, start) = derived.place(block);
        if day * DAY + start < derived.now || day >= derived.published_until {
            continue;
        }
        let owner = match &block.what {
            crate::What::Work { unit, .. } => match derived.unit_of.get(unit.as_str()) {
                Some(&u) if derived.units[u].need > 0 => Owner::Unit(u),
                Some(_) | None => continue,
            },
            crate::What::Rhythm { .. } | crate::What::Review { .. } => match serves(derived, block) {
                Some(s) => s.owner(derived),
                None => continue,
            },
        };
        out.push(Promise { index, day, start, owner });
    }
    out
}

fn moved(derived: &Derived<'_>, ledger: &Ledger<'_>) -> i64 {
    let broken = derived.promises.iter().map(|p| {
        let from = ledger.entries.partition_point(|e| e.day < p.day);
        let that_day = ledger.entries[from..].iter().take_while(|e| e.day == p.day);
        let starts = that_day.filter(|e| e.serves.owner(derived) == p.owner).map(|e| e.start);
        p.broken(derived, starts)
    });
    broken.sum()
}
