//! What the score would be with one block somewhere else, term by term, without scoring the whole plan again.
//! Invariant: the difference between two places is exactly that of the whole score; tested against it.

use std::collections::{BTreeMap, BTreeSet};

use crate::derived::{DAY, Derived, Due};
use crate::ledger::{Entry, Ledger, Serves, reviews_after};
use crate::score::{Promise, Quantities, off_mix, one_day, period_of, review_cost};

/// A plan without one of its blocks, ready to say what that block costs at any place.
pub(super) struct Price<'d, 'i, 'a> {
    derived: &'d Derived<'i>,
    own: Entry<'a>,
    /// All other blocks, in time order.
    others: Vec<Entry<'a>>,
    completion: Option<Completing>,
    /// Reviews in the block itself: when each is due, and the last other day on which it is held.
    items: Vec<(Due, Option<i64>)>,
    /// Periods of the block's rhythm that count and have no other occurrence.
    periods: BTreeSet<i64>,
    /// Promises of the block's owner, and whether another block keeps them: the minute, and the day.
    promises: Vec<(Promise, bool, bool)>,
}

/// The block is work of a unit that is complete in this plan.
struct Completing {
    /// Its weight in the terms that count days; 0 if they do not count the unit.
    prio: i64,
    /// Last end of its other blocks.
    without: Option<i64>,
    /// For each review of the unit the last day on which it is held.
    held: Vec<Option<i64>>,
}

impl<'d, 'i, 'a> Price<'d, 'i, 'a> {
    pub(super) fn new(derived: &'d Derived<'i>, ledger: &Ledger<'a>, own: Entry<'a>) -> Self {
        let others: Vec<Entry<'a>> =
            ledger.entries.iter().filter(|e| e.index != own.index).copied().collect();
        let owner = own.serves.owner(derived);
        let mut price = Price {
            derived,
            own,
            completion: None,
            items: Vec::new(),
            periods: BTreeSet::new(),
            promises: Vec::new(),
            others,
        };
        match own.serves {
            Serves::Work(act) => price.completion = price.completing(ledger, derived.acts[act].unit),
            Serves::Review(items) => {
                let mut keys: Vec<(&str, u32)> = items.iter().map(|i| (i.unit.as_str(), i.k)).collect();
                keys.sort_unstable();
                keys.dedup();
                let due = keys.iter().filter_map(|key| ledger.due(derived, *key).map(|due| (key, due)));
                price.items = due.map(|(key, due)| (due, price.held_on(*key))).collect();
            }
            Serves::Rhythm(r) => {
                let counted = derived.periods(r);
                price.periods = counted.filter_map(|(first, _)| period_of(derived, r, first)).collect();
                for e in price.others.iter().filter(|e| e.serves == own.serves) {
                    if let Some(period) = period_of(derived, r, e.day / 7) {
                        price.periods.remove(&period);
                    }
                }
            }
        }
        let same_owner: Vec<(i64, i64)> = price
            .others
            .iter()
            .filter(|e| e.serves.owner(derived) == owner)
            .map(|e| (e.day, e.start))
            .collect();
        price.promises = derived
            .promises
            .iter()
            .copied()
            .filter(|p| p.owner == owner)
            .map(|p| {
                let same = same_owner.contains(&(p.day, p.start));
                (p, same, same_owner.iter().any(|(day, _)| *day == p.day))
            })
            .collect();
        price
    }

    fn completing(&self, ledger: &Ledger<'_>, unit: usize) -> Option<Completing> {
        let (derived, facts) = (self.derived, &self.derived.units[unit]);
        let known = &derived.inst.units[unit];
        if !ledger.complete[unit] || !known.finishes {
            return None;
        }
        let of_unit = |e: &&Entry<'_>| matches!(e.serves, Serves::Work(a) if facts.acts.contains(&a));
        let reviews = 1..=derived.inst.reviews.offsets_days.len();
        let key = |k: usize| (known.id.as_str(), u32::try_from(k).unwrap_or(0));
        Some(Completing {
            prio: if facts.need > 0 { facts.prio } else { 0 },
            without: self.others.iter().filter(of_unit).map(|e| e.day * DAY + e.end).max(),
            held: reviews.map(|k| self.held_on(key(k))).collect(),
        })
    }

    /// The last day on which another block holds this review.
    fn held_on(&self, (unit, k): (&str, u32)) -> Option<i64> {
        let holds = |e: &&Entry<'_>| match e.serves {
            Serves::Review(items) => items.iter().any(|i| i.k == k && i.unit == unit),
            Serves::Work(_) | Serves::Rhythm(_) => false,
        };
        self.others.iter().rfind(holds).map(|e| e.day)
    }

    /// All other blocks of these days.
    pub(super) fn between(&self, from: i64, until: i64) -> &[Entry<'a>] {
        let first = self.others.partition_point(|e| e.day < from);
        &self.others[first..self.others.partition_point(|e| e.day < until)]
    }

    /// Quantities with the block at that minute of that day, less what does not depend on its place.
    fn at(&self, day: i64, start: i64) -> Quantities {
        let derived = self.derived;
        let own = Entry { day, start, end: start + self.own.len(), ..self.own };
        let mut q = Quantities::default();
        let others = self.between(day, day + 1);
        let mut without = Quantities::default();
        one_day(derived, others, &mut without);
        one_day(derived, &[others, &[own]].concat(), &mut q);
        q.deep -= without.deep;
        q.massed -= without.massed;
        q.extra_unit -= without.extra_unit;
        q.mix = self.mix(&own);
        if let Some(c) = &self.completion {
            let end = c.without.max(Some(day * DAY + own.end)).unwrap_or(0);
            let last = (end - 1).div_euclid(DAY);
            q.finish = c.prio * last;
            q.late = c.prio * (last - derived.target_day).max(0);
            let reviews = reviews_after(derived, last).zip(&c.held);
            q.review = reviews.map(|((_, due), held)| review_cost(derived, due, *held).0).sum();
        }
        for (due, held) in &self.items {
            q.review += review_cost(derived, *due, (*held).max(Some(day))).0;
        }
        if let Serves::Rhythm(r) = own.serves {
            let period = period_of(derived, r, day / 7);
            q.rhythm = -i64::from(period.is_some_and(|p| self.periods.contains(&p)));
        }
        for (p, same, near) in &self.promises {
            let here = p.day == day;
            if !(*same || here && p.start == start) {
                q.moved += if *near || here { 1 } else { 2 } * p.weight(derived);
            }
        }
        q
    }

    /// What the block adds to the mix of its bucket.
    fn mix(&self, own: &Entry<'_>) -> i64 {
        let derived = self.derived;
        let Serves::Work(act) = own.serves else { return 0 };
        let bucket = 7 * i64::from(derived.inst.learner.mix_bucket_weeks).max(1);
        let first = own.day.div_euclid(bucket) * bucket;
        let mut minutes: BTreeMap<u8, i64> = BTreeMap::new();
        let strategy = |act: usize| derived.inst.units[derived.acts[act].unit].strategy;
        for e in self.between(first, first + bucket) {
            if let Serves::Work(act) = e.serves {
                *minutes.entry(strategy(act)).or_default() += e.len();
            }
        }
        let without = off_mix(derived, &minutes);
        *minutes.entry(strategy(act)).or_default() += own.len();
        off_mix(derived, &minutes) - without
    }

    /// What moving the block there adds to each term.
    pub(super) fn difference(&self, day: i64, start: i64) -> Quantities {
        let (here, there) = (self.at(self.own.day, self.own.start), self.at(day, start));
        Quantities {
            late: there.late - here.late,
            finish: there.finish - here.finish,
            unfinished: 0,
            mix: there.mix - here.mix,
            deep: there.deep - here.deep,
            massed: there.massed - here.massed,
            block: 0,
            extra_unit: there.extra_unit - here.extra_unit,
            review: there.review - here.review,
            rhythm: there.rhythm - here.rhythm,
            moved: there.moved - here.moved,
        }
    }

    /// Whether every review of the block's unit that is planned stays within its tolerance if the block ends the
    /// unit there.
    pub(super) fn reviews_allow(&self, day: i64, start: i64) -> bool {
        let Some(c) = &self.completion else { return true };
        let end_at = |day: i64, start: i64| {
            let end = c.without.max(Some(day * DAY + start + self.own.len())).unwrap_or(0);
            (end - 1).div_euclid(DAY)
        };
        let last = end_at(day, start);
        if last == end_at(self.own.day, self.own.start) {
            return true;
        }
        reviews_after(self.derived, last).zip(&c.held).all(|((_, due), held)| {
            let (early, late) = self.derived.tolerance(due.interval);
            held.is_none_or(|day| (due.day - early..=due.day + late).contains(&day))
        })
    }

    /// Minutes of the day on which a promise to the block's owner stands.
    pub(super) fn promised(&self, day: i64) -> impl Iterator<Item = i64> + '_ {
        self.promises.iter().filter(move |(p, _, _)| p.day == day).map(|(p, _, _)| p.start)
    }

    /// Whether the block may share a day with the others as far as reviews and rhythms go.
    pub(super) fn shares(&self, day: i64) -> bool {
        match self.own.serves {
            Serves::Work(_) => true,
            Serves::Review(_) => {
                !self.between(day, day + 1).iter().any(|e| matches!(e.serves, Serves::Review(_)))
            }
            Serves::Rhythm(r) => {
                let period = period_of(self.derived, r, day / 7);
                let taken = |e: &Entry<'_>| {
                    e.serves == self.own.serves && period_of(self.derived, r, e.day / 7) == period
                };
                period.is_some() && !self.others.iter().any(taken)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::common::{at, cases, instance, stray_block};
    use crate::score::{score, total};
    use crate::{Block, Instance, Previous};

    fn with_blocks() -> impl Strategy<Value = (Instance, Vec<Block>)> {
        instance().prop_flat_map(|i| {
            let strays = (vec(stray_block(&i), 1..14), vec(stray_block(&i), 0..6), 0..3_i64, any::<bool>());
            strays.prop_map(move |(blocks, mut published, weeks, planned)| {
                let mut blocks =
                    if planned { [crate::plan(&i).unwrap().blocks, blocks].concat() } else { blocks };
                published.extend(blocks.iter().step_by(2).cloned());
                blocks.sort();
                let until = i.start + chrono::TimeDelta::weeks(weeks);
                (
                    Instance {
                        previous: Some(Previous { published_until: until, blocks: published }),
                        ..i.clone()
                    },
                    blocks,
                )
            })
        })
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn the_price_of_a_move_is_the_difference_of_the_whole_score(
            (i, blocks) in with_blocks(),
            pick in any::<prop::sample::Index>(),
            places in vec((0..28_i64, 0..1380_i64), 24),
        ) {
            let derived = Derived::new(&i);
            let ledger = Ledger::new(&derived, &blocks);
            let own = ledger.entries[pick.index(ledger.entries.len())];
            let price = Price::new(&derived, &ledger, own);
            let now = score(&i, &blocks);
            let promised = i.previous.as_ref().unwrap().blocks.iter().map(|b| derived.place(b));
            let near = [(own.day, own.start + 15), (own.day, own.start)];
            let is_place = |(day, start): &(i64, i64)| (0..derived.days).contains(day) && *start < DAY;
            for (day, start) in promised.chain(near).chain(places).filter(is_place) {
                let mut moved = blocks.clone();
                moved[own.index].start = at(day, start);
                let then = score(&i, &moved);
                let difference = total(&price.difference(day, start), &i.weights);
                prop_assert_eq!(difference.total, then.total - now.total);
                for (name, term) in &difference.terms {
                    prop_assert_eq!(term.quantity, then.terms[name].quantity - now.terms[name].quantity, "{}", name);
                    prop_assert_eq!(term.points, then.terms[name].points - now.terms[name].points, "{}", name);
                }
            }
        }
    }
}
