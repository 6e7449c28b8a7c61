//! The roadmap, and making true what was only asked of it: other hours, another date, units left out.

use journal::{Event, Profile, UnitMark};

use super::forecast::faults;
use super::settings::saved;
use crate::problem::Promise;
use crate::session::Session;
use crate::wire::{Answered, ForecastOf, Nothing, RoadmapView, Topic};
use crate::{ApiError, defaults, foresight, roadmap as road, rules};

pub(crate) fn roadmap(session: &mut Session, _: Nothing) -> Result<RoadmapView, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    let foreseen = session.foreseen(&look)?;
    Ok(road::roadmap(&look.situation(), &made, &foreseen))
}

/// One command, so that one undo takes all of it back.
pub(crate) fn apply(session: &mut Session, args: ForecastOf) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    let before = look.state.budget.unwrap_or(defaults::BUDGET);
    let budget = journal::Budget { week: args.week_min.unwrap_or(before.week), ..before };
    let mut reasons = faults(&args, look.today());
    if reasons.is_empty() {
        reasons = rules::budget_faults(&budget);
    }
    if !reasons.is_empty() {
        return Err(ApiError::BadSetting { reasons });
    }
    foresight::open_units(&made, &args.without)?;
    let mut events = Vec::new();
    let mut promise = Promise::Keep;
    let mut warning = None;
    if budget.week != before.week {
        events.push(Event::BudgetSet(budget));
        promise = Promise::Renew;
        warning = rules::hours_without_windows(budget.week, &look.state.windows);
    }
    let profile = look.state.profile.clone().ok_or(ApiError::NotOnboarded)?;
    if let Some(target) = args.target.filter(|target| *target != profile.target) {
        events.push(Event::ProfileSet(Profile { target, ..profile }));
        promise = Promise::Renew;
    }
    let drop = |unit: String| Event::UnitMarked { unit, mark: UnitMark::Dropped };
    events.extend(args.without.into_iter().map(drop));
    if events.is_empty() {
        return Ok(Answered::default());
    }
    let topics = [Topic::App, Topic::Settings, Topic::Units];
    Ok(saved(session.record_and_replan(&look, events, promise, &topics)?, warning))
}
