//! What an act would do to the plan, by the very handler of the act; nothing of it is saved.

use super as h;
use crate::ApiError;
use crate::app::App;
use crate::session::Session;
use crate::wire::{Act, Answered, Change, ChangeKind, Nothing, Preview};

/// So many published blocks may move or go without the learner being asked before.
const MOST_UNASKED: usize = 2;

pub(crate) fn preview(app: &App, act: Act) -> Result<Preview, ApiError> {
    if let Act::BusyImport(file) = &act {
        app.read_ahead(&[(&file.file_name, &file.text)])?;
    }
    app.decide(|session| try_out(session, act.clone()))
}

fn try_out(session: &mut Session, act: Act) -> Result<Preview, ApiError> {
    // A week that began since is promised for good, not only for the question.
    session.look_at_plan()?;
    let answered = session.dry(|session| run(session, act))?;
    let touched = answered.changes.iter().filter(|c| is_touched(c)).count();
    Ok(Preview { message: answered.message, asks: touched > MOST_UNASKED, changes: answered.changes })
}

/// Whether a published block does not begin any more when it was to. When a lesson begins is promised, not how long it
/// lasts or which of its unit's activities it holds.
fn is_touched(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Moved | ChangeKind::Gone)
}

fn run(session: &mut Session, act: Act) -> Result<Answered, ApiError> {
    match act {
        Act::BlockMissed(args) => h::block::missed(session, args),
        Act::BlocksMissed(args) => h::several::missed(session, args),
        Act::BlockDone(args) => h::block::done(session, args),
        Act::BlockFinished(args) => h::block::finished(session, args),
        Act::BlockMove(args) => h::block::move_to(session, args),
        Act::BlockSplit(args) => h::by_hand::split(session, args),
        Act::BlockDelete(args) => h::by_hand::delete(session, args),
        Act::BlockAdd(args) => h::by_hand::add(session, args),
        Act::UnitFirst(args) => h::forward::unit_first(session, args),
        Act::Replan => h::forward::replan(session, Nothing {}),
        Act::AvailabilitySet(args) => h::settings::availability_set(session, args),
        Act::BudgetSet(args) => h::settings::budget_set(session, args),
        Act::BusyImport(args) => {
            h::busy::take_in(session, &args).map(|done| answered(done.message, done.changes))
        }
        Act::BusyRemove(args) => {
            h::busy::remove(session, args).map(|done| answered(done.message, done.changes))
        }
        Act::ProfileSet(args) => h::settings::profile_set(session, args),
        Act::KnowledgeSet(args) => h::knowledge::knowledge_set(session, args),
        Act::PaceSet(args) => h::settings::pace_set(session, args),
        Act::UnitMark(args) => h::strategies::mark(session, args),
        Act::EstimateSet(args) => h::strategies::estimate(session, args),
        Act::RhythmSet(args) => h::strategies::rhythm(session, args),
        Act::OwnUnitRemove(args) => h::own::unit_remove(session, args),
        Act::StudyLog(args) => h::study::log(session, args),
        Act::WhatIfApply(args) => h::roadmap::apply(session, args),
        Act::WayOutTake(args) => h::why::take(session, args),
        Act::PackUse(args) => h::packs::take(session, args),
    }
}

fn answered(message: Option<String>, changes: Vec<Change>) -> Answered {
    Answered { message, undoable: true, changes }
}
