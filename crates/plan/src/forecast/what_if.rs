//! The same work under other hours, another date, or without some units.
//! Invariant: a change of nothing is the same input; no week gets more than its windows hold.

use chrono::NaiveDate;

use super::{ForecastInput, StudyWeek};
use crate::Minutes;

/// What would be different; absent: as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Minutes a week.
    pub week_budget: Option<Minutes>,
    /// The day to be done by.
    pub target: Option<NaiveDate>,
    /// Indices of units that are left out.
    pub dropped: Vec<usize>,
}

/// The input as it would be.
///
/// The study order stays: it does not depend on the hours, so nothing is planned anew and a slider can follow.
#[must_use]
pub fn what_if(input: &ForecastInput, change: &WhatIf) -> ForecastInput {
    let mut changed = input.clone();
    changed.target = change.target.unwrap_or(input.target);
    changed.order.retain(|piece| !change.dropped.contains(&piece.unit));
    if let Some(budget) = change.week_budget.filter(|b| *b != input.week_budget) {
        changed.week_budget = budget;
        for week in changed.weeks.iter_mut().chain([&mut changed.usual]) {
            *week = resized(week, input.week_budget, budget);
        }
    }
    changed
}

fn resized(week: &StudyWeek, before: Minutes, after: Minutes) -> StudyWeek {
    let total = u128::from(week.total());
    if total == 0 {
        return *week;
    }
    // A plan may hold more than the windows: blocks moved by hand.
    let fits: u128 = week.most.iter().map(|m| u128::from(*m)).sum();
    let most = fits.max(total.min(u128::from(after)));
    let wanted = (total * u128::from(after) / u128::from(before.max(1))).min(most);
    let minutes = week.minutes.map(|m| Minutes::try_from(u128::from(m) * wanted / total).unwrap_or(m));
    StudyWeek { minutes, ..*week }
}
