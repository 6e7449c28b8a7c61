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
    let mut q = Quantities { block: ledger.entries.len() as i64, ..Quantities::default() };
    on_time(derived, ledger, &mut q);
    q.mix = mix(derived, ledger);
    for day in ledger.by_day() {
        one_day(derived, day, &mut q);
    }
    q.review = reviews(derived, ledger).percent;
    q.rhythm = missed_rhythms(derived, ledger).len() as i64;
    q.moved = moved(derived, ledger);
    total(&q, &derived.inst.weights)
}

/// The score with these quantities.
pub(crate) fn total(q: &Quantities, w: &Weights) -> Score {
    let terms: BTreeMap<&'static str, ScoreTerm> = [
        ("late", q.late, w.late),
        ("finish", q.finish, w.finish),
        ("unfinished", q.unfinished, w.unfinished),
        ("mix", q.mix, w.mix),
        ("deep", q.deep, w.deep),
        ("massed", q.massed, w.massed),
        ("block", q.block, w.block),
        ("extra_unit", q.extra_unit, w.extra_unit),
        ("review", q.review, w.review),
        ("rhythm", q.rhythm, w.rhythm),
        ("moved", q.moved, w.moved),
    ]
    .into_iter()
    .map(|(name, quantity, weight)| (name, ScoreTerm { quantity, weight, points: quantity * weight }))
    .collect();
    Score { total: terms.values().map(|t| t.points).sum(), terms }
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
    let mut buckets: BTreeMap<i64, BTreeMap<u8, i64>> = BTreeMap::new();
    for e in &ledger.entries {
        if let Serves::Work(act) = e.serves {
            let strategy = derived.inst.units[derived.acts[act].unit].strategy;
            *buckets.entry(e.day / 7 / bucket_weeks).or_default().entry(strategy).or_default() += e.len();
        }
    }
    buckets.values().map(|minutes| off_mix(derived, minutes)).sum()
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
    let mut unit_minutes: BTreeMap<usize, i64> = BTreeMap::new();
    for e in day {
        let focus = match e.serves {
            Serves::Work(act) => {
                *unit_minutes.entry(derived.acts[act].unit).or_default() += e.len();
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
    q.massed += unit_minutes.values().map(|m| (m - free).max(0)).sum::<i64>();
    q.extra_unit += (unit_minutes.len() as i64 - i64::from(derived.inst.learner.units_per_day_free)).max(0);
}

/// How the reviews went.
pub(crate) struct ReviewOutcome<'a> {
    pub percent: i64,
    /// Units of which a review found no place, once per review.
    pub missed: Vec<&'a str>,
}

pub(crate) fn reviews<'a>(derived: &Derived<'_>, ledger: &Ledger<'a>) -> ReviewOutcome<'a> {
    let mut done_on: BTreeMap<(&str, u32), i64> = BTreeMap::new();
    for e in &ledger.entries {
        if let Serves::Review(items) = e.serves {
            for item in items {
                // Items that nothing makes due have no place in the score.
                if ledger.expected.contains_key(&(item.unit.as_str(), item.k)) {
                    done_on.insert((&item.unit, item.k), e.day);
                }
            }
        }
    }
    let mut out = ReviewOutcome { percent: 0, missed: Vec::new() };
    for (&(unit, k), &due) in &ledger.expected {
        let (percent, is_missed) = review_cost(derived, due, done_on.get(&(unit, k)).copied());
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
    let mut seen: BTreeSet<(usize, i64)> = BTreeSet::new();
    for e in &ledger.entries {
        if let Serves::Rhythm(r) = e.serves {
            seen.extend(period_of(derived, r, e.day / 7).map(|j| (r, j)));
        }
    }
    let mut missed = Vec::new();
    for r in 0..derived.inst.rhythms.len() {
        for (first, _) in derived.periods(r) {
            if period_of(derived, r, first).is_none_or(|j| !seen.contains(&(r, j))) {
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
    let mut same: BTreeSet<(i64, i64, Owner)> = BTreeSet::new();
    let mut near: BTreeSet<(i64, Owner)> = BTreeSet::new();
    for e in &ledger.entries {
        let owner = e.serves.owner(derived);
        same.insert((e.day, e.start, owner));
        near.insert((e.day, owner));
    }
    let mut sum = 0;
    for p in promises(derived) {
        if !same.contains(&(p.day, p.start, p.owner)) {
            let cost = if near.contains(&(p.day, p.owner)) { 1 } else { 2 };
            sum += cost * p.weight(derived);
        }
    }
    sum
}
