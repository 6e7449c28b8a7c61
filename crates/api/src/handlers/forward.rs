//! A unit brought forward, or back in line; and a new plan that was put off.

use journal::Event;

use super::busy::say_what_moved;
use crate::knowledge::{Standing, standings};
use crate::problem::Promise;
use crate::session::Session;
use crate::wire::{Answered, Nothing, Topic, UnitFirst};
use crate::{ApiError, forward, say, titles};

pub(crate) fn unit_first(session: &mut Session, args: UnitFirst) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let all = standings(&look.curriculum, &look.state);
    let unit = all.iter().find(|u| u.unit.id == args.unit);
    let unit = unit.ok_or_else(|| ApiError::UnknownUnit { id: args.unit.clone() })?;
    let title = &unit.unit.title;
    let is_first = look.state.brought_forward.first() == Some(&args.unit);
    if is_first == args.first && (args.first || !look.state.brought_forward.contains(&args.unit)) {
        return Ok(Answered::default());
    }
    let why_not = match unit.standing {
        Standing::Open => None,
        Standing::Known => Some(format!("You know “{title}” already; there is nothing to bring forward.")),
        Standing::LeftOut => Some(format!("“{title}” is left out of your plan. Take it up first.")),
        Standing::Done => Some(format!("“{title}” is complete; there is nothing to bring forward.")),
    };
    if let Some(reason) = why_not.filter(|_| args.first) {
        return Err(ApiError::BadSetting { reasons: vec![reason] });
    }
    let event = Event::UnitBroughtForward { unit: args.unit.clone(), first: args.first };
    let topics = [Topic::App, Topic::Units];
    let promise = if args.first { Promise::Forward } else { Promise::Renew };
    let replanned = session.record_and_replan(&look, vec![event], promise, &topics)?;
    let after = session.look()?;
    let mut message = if args.first {
        let s = after.situation();
        let needs = forward::needs(&s, &args.unit);
        let needs: Vec<String> =
            needs.iter().map(|id| format!("“{}”", titles::unit_title(&look.curriculum, id))).collect();
        let with = if needs.is_empty() { String::new() } else { format!(", after {}", say::list(&needs)) };
        let mut text = format!("“{title}” comes first now{with}.");
        if let Some(day) = session.likely(&after)?.completions().get(&args.unit) {
            text.push_str(&format!(" It is complete {}.", say::day(*day)));
        }
        text
    } else {
        format!("“{title}” is planned in its usual order again.")
    };
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

pub(crate) fn replan(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    if !look.state.plan_left {
        return Ok(Answered { message: Some("The plan is up to date.".to_owned()), ..Answered::default() });
    }
    let event = Event::PlanLeft { left: false };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &[Topic::App])?;
    let mut message = "Planned anew.".to_owned();
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}
