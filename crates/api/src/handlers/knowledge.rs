//! What the learner knows already, looked at and changed after the first plan was made.

use journal::{Event, UnitMark};

use super::onboarding::units_of;
use super::settings::saved;
use crate::draft::Draft;
use crate::knowledge::{Standing, level_knows, standings};
use crate::problem::Promise;
use crate::session::{Look, Session};
use crate::wire::{Answered, KnowledgeSet, KnowledgeView, Nothing, Topic};
use crate::{ApiError, convert, defaults};

/// The answers as they are now: units count as picked where they differ from what their strategy's level says.
fn draft_of(look: &Look) -> Result<Draft, ApiError> {
    let profile = look.state.profile.as_ref().ok_or(ApiError::NotOnboarded)?;
    let levels =
        (1..=9).map(|s| (s, look.state.levels.get(&s).copied().unwrap_or(journal::KnowledgeLevel::New)));
    let units = standings(&look.curriculum, &look.state).into_iter().filter_map(|u| {
        let known = match look.state.marks.get(&u.unit.id)? {
            UnitMark::Known => true,
            UnitMark::Open => false,
            UnitMark::Dropped | UnitMark::Later => return None,
        };
        (known != level_knows(u.unit, u.level)).then(|| (u.unit.id.clone(), known))
    });
    Ok(Draft {
        goal: profile.goal,
        target: profile.target,
        week: look.state.budget.unwrap_or(defaults::BUDGET).week,
        windows: look.state.windows.clone(),
        units: units.collect(),
        levels: levels.collect(),
    })
}

pub(crate) fn knowledge(session: &mut Session, _: Nothing) -> Result<KnowledgeView, ApiError> {
    let look = session.look()?;
    let draft = draft_of(&look)?;
    let done: Vec<String> = standings(&look.curriculum, &look.state)
        .into_iter()
        .filter(|u| u.standing == Standing::Done)
        .map(|u| u.unit.id.clone())
        .collect();
    let mut units = units_of(&look);
    // What was studied to the end needs no answer.
    units.retain(|u| !done.contains(&u.id));
    Ok(KnowledgeView { draft: draft.to_wire(), units })
}

pub(crate) fn knowledge_set(session: &mut Session, args: KnowledgeSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let now = draft_of(&look)?;
    let wanted = Draft {
        levels: args.levels.iter().map(|(s, l)| (*s, convert::level_in(*l))).collect(),
        units: args.units,
        ..now.clone()
    };
    let reasons = wanted.knowledge_faults(&look.curriculum);
    if !reasons.is_empty() {
        return Err(ApiError::BadSetting { reasons });
    }
    let events = events(&look, &now, &wanted);
    if events.is_empty() {
        return Ok(Answered::default());
    }
    let topics = [Topic::App, Topic::Settings, Topic::Units];
    Ok(saved(session.record_and_replan(&look, events, Promise::Keep, &topics)?, None))
}

/// The levels that changed, and a mark on each unit whose answer would otherwise not be the wanted one. A unit that
/// was dropped or put off stays so unless it is picked.
fn events(look: &Look, now: &Draft, wanted: &Draft) -> Vec<Event> {
    let levels = wanted.levels.iter().filter(|(s, level)| now.levels.get(s) != Some(level));
    let mut events: Vec<Event> =
        levels.map(|(s, level)| Event::StrategyLevelSet { strategy: *s, level: *level }).collect();
    let state = look.state.after(&events, look.at);
    for u in standings(&look.curriculum, &state) {
        let mark = state.marks.get(&u.unit.id);
        let picked = wanted.units.get(&u.unit.id).copied();
        if picked.is_none() && matches!(mark, Some(UnitMark::Dropped | UnitMark::Later)) {
            continue;
        }
        let by_level = level_knows(u.unit, u.level);
        let is_known = mark.map_or(by_level, |mark| *mark == UnitMark::Known);
        let known = picked.unwrap_or(by_level);
        // An open mark also takes a unit in that the goal leaves out.
        let is_taken_in = picked == Some(false) && mark.is_none() && u.standing == Standing::LeftOut;
        if known != is_known || is_taken_in {
            let mark = if known { UnitMark::Known } else { UnitMark::Open };
            events.push(Event::UnitMarked { unit: u.unit.id.clone(), mark });
        }
    }
    events
}
