//! The forecast, and what it would be under other hours, another date or without some units: questions only.

use chrono::NaiveDate;
use plan::forecast::WhatIf;

use crate::session::Session;
use crate::wire::{ForecastDetail, ForecastOf};
use crate::{ApiError, foresight, rules};

pub(crate) fn forecast(session: &mut Session, args: ForecastOf) -> Result<ForecastDetail, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    let s = look.situation();
    let reasons = faults(&args, look.today());
    if !reasons.is_empty() {
        return Err(ApiError::BadSetting { reasons });
    }
    let dropped = foresight::open_units(&made, &args.without)?;
    let change = WhatIf { week_budget: args.week_min, target: args.target, dropped };
    let actual = session.foreseen(&look)?;
    let changed = (change != WhatIf::default()).then(|| actual.with(&change));
    let seen = changed.as_ref().unwrap_or(&actual);
    Ok(ForecastDetail {
        target: seen.target(),
        week_min: seen.week_budget(),
        forecast: seen.view(&s),
        strategies: seen.strategies(),
        roadmap: seen.roadmap(&s, &made),
    })
}

/// What is wrong with these hours and this date, one sentence each.
pub(super) fn faults(args: &ForecastOf, today: NaiveDate) -> Vec<String> {
    let mut faults = args.target.map_or_else(Vec::new, |target| rules::target_faults(target, today));
    faults.extend(args.week_min.filter(|week| !rules::WEEK.contains(week)).map(rules::week_fault));
    faults
}
