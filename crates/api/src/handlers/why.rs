//! Why a unit waits, and ways out of a target that is not reached.

use super::settings::saved;
use crate::app::Job;
use crate::problem::Promise;
use crate::session::Session;
use crate::wire::{Answered, Nothing, Topic, UnitRef, WayOut, WaysOutView, WhyNotView};
use crate::{ApiError, ways, why};

pub(crate) fn why_not(session: &mut Session, args: UnitRef) -> Result<WhyNotView, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    why::not_yet(&look.situation(), &made, &args.unit)
}

/// Several plans are made for the answer, so it is worked out apart, and once for each plan.
pub(crate) fn ways_out(session: &mut Session, _: Nothing) -> Result<Job<WaysOutView>, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    let known = session.known_ways_out();
    Ok(Box::new(move || {
        let answer = known.get_or_init(|| ways::ways_out(&look.situation(), &made));
        answer.clone().map_err(|reason| ApiError::Planner { reason })
    }))
}

pub(crate) fn take(session: &mut Session, args: WayOut) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let events = ways::events(&look.situation(), &args)?;
    let topics = [Topic::App, Topic::Settings, Topic::Units];
    Ok(saved(session.record_and_replan(&look, events, Promise::Renew, &topics)?, None))
}
