//! What keeps a block from an earlier place: the step before it, and the day before it.
//! Invariant: an obstacle is a place with the rules that the block would break there, as the rules say it.

use chrono::NaiveDateTime;

use super::alternative::gaps;
use super::price::Price;
use super::shown;
use crate::Violation;
use crate::derived::{DAY, Derived};
use crate::interval::{Stretch, round_down, round_up};
use crate::ledger::Entry;
use crate::moves::Search;

/// Days before the block's own that are looked at.
const DAYS_BACK: i64 = 7;

/// An earlier place that the rules refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The place.
    pub start: NaiveDateTime,
    /// The rules that the block would break there and does not break where it is; never empty. Positions in them
    /// are those of the plan's blocks.
    pub violations: Vec<Violation>,
}

/// What holds a block where it is. Nothing on either side: it could be earlier, at its price.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bound {
    /// One step of the grid earlier on the same day, if the rules refuse that.
    pub same_day: Option<Obstacle>,
    /// The best place of the nearest earlier day on which the learner has a window long enough, within the week
    /// before and not before now; nothing if the rules allow that place.
    pub day_before: Option<Obstacle>,
}

pub(super) fn bound(
    derived: &Derived<'_>,
    price: &Price<'_, '_, '_>,
    search: &Search<'_, '_, '_>,
    own: &Entry<'_>,
) -> Bound {
    let refused = |day: i64, start: i64| {
        let start = derived.moment(day * DAY + start);
        let violations = search.introduced(start, shown(own.len()));
        (!violations.is_empty()).then_some(Obstacle { start, violations })
    };
    let step = round_up(own.start, derived.grid) - derived.grid;
    let earliest = (own.day - DAYS_BACK).max(derived.now.div_euclid(DAY)).max(0);
    let has_passed = |day: i64, start: i64| day * DAY + start < derived.now;
    let before = (earliest..own.day)
        .rev()
        .find_map(|day| best_place(derived, price, day, own.len()).map(|t| (day, t)))
        .filter(|&(day, start)| !has_passed(day, start));
    Bound {
        same_day: if step < 0 { None } else { refused(own.day, step) },
        day_before: before.and_then(|(day, start)| refused(day, start)),
    }
}

/// The latest start of that length on a day: beside the other blocks if there is room, else in free time, else
/// inside a window.
fn best_place(derived: &Derived<'_>, price: &Price<'_, '_, '_>, day: i64, length: i64) -> Option<i64> {
    let latest = |list: &[Stretch]| {
        let start = |&(a, b): &Stretch| {
            let last = round_down(b - length, derived.grid);
            (last >= a).then_some(last)
        };
        list.iter().rev().find_map(start)
    };
    latest(&gaps(derived, price.between(day, day + 1), day))
        .or_else(|| latest(&derived.runs(day)))
        .or_else(|| latest(derived.windows(day)))
}
