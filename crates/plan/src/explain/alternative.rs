//! The best other start of one block, and what it would cost.
//! Invariant: every start that is named was judged legal by the rules, and its cost is the difference of the
//! whole score; in a plan that breaks no rule no legal start of the weeks searched is better.

use chrono::NaiveDateTime;

use super::price::Price;
use super::shown;
use crate::derived::{DAY, Derived};
use crate::interval::{Stretch, merge, round_down, round_up, subtract};
use crate::ledger::{Entry, Serves};
use crate::moves::Search;
use crate::score::total;
use crate::{Focus, Score};

/// Up to so many weeks the whole horizon is searched.
const WHOLE: i64 = 8;
/// In a longer horizon so many weeks before and after the block's own.
const AROUND: i64 = 2;

/// Another start of a block, all other blocks staying where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Where it would start.
    pub start: NaiveDateTime,
    /// What that would add to each term of the plan's score, and to the total.
    pub difference: Score,
}

/// The best other starts of a block.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Alternatives {
    /// The best of all; among equals the nearest.
    pub best: Option<Alternative>,
    /// The best on another day.
    pub other_day: Option<Alternative>,
}

/// Searches the block's own week and two on either side; a horizon of up to eight weeks as a whole.
pub(super) fn alternatives(
    derived: &Derived<'_>,
    price: &Price<'_, '_, '_>,
    search: &Search<'_, '_, '_>,
    (own, allowed): (&Entry<'_>, Stretch),
) -> Alternatives {
    let week = own.day / 7;
    let weeks = if derived.weeks <= WHOLE {
        0..derived.weeks
    } else {
        (week - AROUND).max(0)..(week + AROUND + 1).min(derived.weeks)
    };
    let mut starts = Vec::new();
    for day in weeks.start * 7..weeks.end * 7 {
        for start in starts_on(derived, price, day, (own, allowed)) {
            if (day, start) != (own.day, own.start) && price.reviews_allow(day, start) {
                let score = total(&price.difference(day, start), &derived.inst.weights);
                let away = (day * DAY + start - own.day * DAY - own.start).abs();
                starts.push((score.total, away, day, start));
            }
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let minutes = shown(own.len());
    let first_legal = |may: &dyn Fn(i64) -> bool| {
        let mut places = starts.iter().filter(|place| may(place.2)).map(|&(_, _, day, start)| (day, start));
        let is_legal = |&(day, start): &(i64, i64)| {
            search.introduced(derived.moment(day * DAY + start), minutes).is_empty()
        };
        places.find(is_legal).map(|(day, start)| Alternative {
            start: derived.moment(day * DAY + start),
            difference: total(&price.difference(day, start), &derived.inst.weights),
        })
    };
    let best = first_legal(&|_| true);
    let is_elsewhere = best.as_ref().is_some_and(|a| a.start.date() != derived.date(own.day));
    let other_day = if is_elsewhere { best.clone() } else { first_legal(&|day| day != own.day) };
    Alternatives { best, other_day }
}

/// Starts on a day among which a best one is: inside a gap only the focus minutes and a promise tell starts apart,
/// so the edges of deep windows and promised starts, or the end of the gap that is nearest to them, are enough.
/// The block's own hour and the steps beside it are there to be the nearest of equals.
fn starts_on(
    derived: &Derived<'_>,
    price: &Price<'_, '_, '_>,
    day: i64,
    (own, allowed): (&Entry<'_>, Stretch),
) -> Vec<i64> {
    let (grid, length) = (derived.grid, own.len());
    let of_day = price.between(day, day + 1);
    let of_week = price.between(day / 7 * 7, day / 7 * 7 + 7);
    let used = |list: &[Entry<'_>]| list.iter().map(Entry::len).sum::<i64>();
    if used(of_day) + length > derived.day_max
        || used(of_week) + length > derived.budget[(day / 7) as usize]
        || !price.shares(day)
    {
        return Vec::new();
    }
    let mut wanted = vec![own.start - grid, own.start, own.start + grid];
    wanted.extend(price.promised(day));
    if is_deep(derived, own) {
        for edge in derived.deep(day).iter().flat_map(|&(a, b)| [a, b]) {
            wanted.extend([edge, edge - length]);
        }
    }
    let mut starts = Vec::new();
    for gap in gaps(derived, of_day, day) {
        let first = round_up(gap.0.max(allowed.0 - day * DAY), grid);
        let last = round_down(gap.1.min(allowed.1 - day * DAY) - length, grid);
        if first <= last {
            let near = |&t: &i64| [round_down(t, grid), round_up(t, grid)].map(|t| t.clamp(first, last));
            starts.extend(wanted.iter().flat_map(near));
        }
    }
    starts
}

/// Free stretches of a day a break away from these blocks.
pub(super) fn gaps(derived: &Derived<'_>, blocks: &[Entry<'_>], day: i64) -> Vec<Stretch> {
    let taken = blocks.iter().map(|e| (e.start - derived.brk, e.end + derived.brk)).collect();
    subtract(&derived.runs(day), &merge(taken))
}

/// Whether a block asks for deep focus.
pub(super) fn is_deep(derived: &Derived<'_>, e: &Entry<'_>) -> bool {
    match e.serves {
        Serves::Work(act) => derived.acts[act].deep,
        Serves::Rhythm(r) => derived.inst.rhythms[r].focus == Focus::Deep,
        Serves::Review(_) => false,
    }
}
