//! Why a block stands where it stands, from facts of the plan alone.
//! Invariant: every statement can be checked against the instance and the blocks; nothing is guessed.

mod alternative;
mod bound;
mod price;
mod share;
mod ways_out;
mod why_not;

use chrono::{NaiveDate, NaiveDateTime};

pub use alternative::{Alternative, Alternatives};
pub use bound::{Bound, Obstacle};
pub use ways_out::{FewerUnits, LaterDate, MoreHours, WaysOut, ways_out};
pub use why_not::{Ahead, Hold, WhyNot, why_not};

use crate::derived::Derived;
use crate::fill::deep_minutes;
use crate::ledger::{Entry, Ledger, Serves};
use crate::moves::{Search, allowed, without_lock};
use crate::score::total;
use crate::{Block, Instance, Minutes, ReviewItem, Score};

/// Facts about one block of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Explanation {
    /// Prerequisite units that had to be complete first, and when their last block ends; latest first.
    pub waited_for: Vec<(String, NaiveDateTime)>,
    /// The earlier activity of the same unit that ends last, and when.
    pub waited_for_activity: Option<(String, NaiveDateTime)>,
    /// Open units that need this block's unit.
    pub unlocks: Vec<String>,
    /// Whether the unit is complete with this block.
    pub completes_unit: bool,
    /// Whether the block asks for deep focus.
    pub deep: bool,
    /// Minutes of it inside deep windows, if it asks for deep focus; 0 otherwise.
    pub deep_minutes_in_deep_window: Minutes,
    /// From when order, now, the rhythm's weeks or the reviews' tolerance allow it.
    pub earliest_possible: Option<NaiveDateTime>,
    /// The earliest start that would be legal with all other blocks where they are.
    pub earliest_free: Option<NaiveDateTime>,
    /// The block keeps a published start.
    pub kept_appointment: bool,
    /// The learner locked it.
    pub locked: bool,
    /// Best day of each review item in it.
    pub reviews_due: Vec<(ReviewItem, NaiveDate)>,
    /// The quantity and points of each term that arise from this block alone. What that means for each term, and
    /// that nothing is counted twice, is written down in `share.rs`.
    pub share: Score,
    /// What its best other starts would cost.
    pub alternatives: Alternatives,
    /// What keeps it from an earlier place.
    pub bound: Bound,
}

/// Explains block `index` of `blocks`. An unknown block or `index` has nothing to explain.
#[must_use]
pub fn explain(instance: &Instance, blocks: &[Block], index: usize) -> Explanation {
    let Some(block) = blocks.get(index) else { return Explanation::default() };
    let unlocked = without_lock(instance, block);
    let derived = Derived::new(&unlocked);
    let ledger = Ledger::new(&derived, blocks);
    let Some(own) = ledger.entries.iter().find(|e| e.index == index) else { return Explanation::default() };
    let search = Search::new(&derived, blocks, index);
    let price = price::Price::new(&derived, &ledger, *own);
    let order = allowed(&derived, &ledger, own);
    let owner = own.serves.owner(&derived);
    let mut out = Explanation {
        earliest_possible: Some(derived.moment(order.0)),
        earliest_free: search.earliest(block.minutes).map(|t| derived.moment(t)),
        kept_appointment: derived
            .promises
            .iter()
            .any(|p| p.owner == owner && p.day == own.day && p.start == own.start),
        locked: instance.locked.contains(block),
        deep: alternative::is_deep(&derived, own),
        share: total(&share::share(&derived, &ledger, own), &instance.weights),
        alternatives: alternative::alternatives(&derived, &price, &search, (own, order)),
        bound: bound::bound(&derived, &price, &search, own),
        ..Explanation::default()
    };
    match own.serves {
        Serves::Work(act) => work(&derived, &ledger, (own, act), &mut out),
        Serves::Rhythm(_) => {}
        Serves::Review(items) => {
            for item in items {
                if let Some(due) = ledger.due(&derived, (item.unit.as_str(), item.k)) {
                    out.reviews_due.push((item.clone(), derived.date(due.day)));
                }
            }
        }
    }
    if out.deep {
        out.deep_minutes_in_deep_window = shown(deep_minutes(&derived, own.day, own.start, own.end));
    }
    out
}

/// What work waited for and makes possible.
fn work(derived: &Derived<'_>, ledger: &Ledger<'_>, (own, act): (&Entry<'_>, usize), out: &mut Explanation) {
    let unit = derived.acts[act].unit;
    for &p in &derived.units[unit].prereqs {
        if let Some(end) = ledger.finish[p] {
            out.waited_for.push((derived.inst.units[p].id.clone(), derived.moment(end)));
        }
    }
    out.waited_for.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let earlier = derived.units[unit].acts.start..act;
    out.waited_for_activity = earlier
        .filter_map(|a| ledger.last[a].map(|end| (end, a)))
        .max()
        .map(|(end, a)| (derived.act_names(a).1.to_owned(), derived.moment(end)));
    let needs_it = |u: &usize| derived.units[*u].open && derived.units[*u].prereqs.contains(&unit);
    let dependents = (0..derived.units.len()).filter(needs_it);
    out.unlocks = dependents.map(|u| derived.inst.units[u].id.clone()).collect();
    out.completes_unit = share::ends(derived, ledger, own, unit);
}

/// Minutes for the learner; negative ones cannot occur.
fn shown(minutes: i64) -> Minutes {
    Minutes::try_from(minutes).unwrap_or(0)
}
