//! A unit brought forward, or back in line; and a new plan that was put off.

use journal::Event;

use super::busy::say_what_moved;
use crate::apart::amiss;
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
        Standing::Known => Some(said!(
            "You know “{title}” already; there is nothing to bring forward.",
            "Ya sabes «{title}»; no hay nada que adelantar."
        )),
        Standing::LeftOut => Some(said!(
            "“{title}” is left out of your plan. Take it up first.",
            "«{title}» está fuera de tu plan. Inclúyela primero."
        )),
        Standing::Done => Some(said!(
            "“{title}” is complete; there is nothing to bring forward.",
            "«{title}» está completa; no hay nada que adelantar."
        )),
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
        let needs: Vec<String> = needs
            .iter()
            .map(|id| said!("“{title}”", "«{title}»", title = titles::unit_title(&look.curriculum, id)))
            .collect();
        let with = if needs.is_empty() {
            String::new()
        } else {
            said!(", after {needs}", ", después de {needs}", needs = say::list(&needs))
        };
        let mut text = said!("“{title}” comes first now{with}.", "«{title}» va ahora primero{with}.");
        if let Some(day) = session.likely(&after)?.completions().get(&args.unit) {
            text.push_str(&said!(
                " It is complete {day}.",
                " Estará completa el {day}.",
                day = say::day(*day)
            ));
        }
        text
    } else {
        said!(
            "“{title}” is planned in its usual order again.",
            "«{title}» se planifica otra vez en su orden de siempre."
        )
    };
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

pub(crate) fn replan(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    if !look.state.plan_left && amiss(&look.situation()).is_none() {
        return Ok(Answered {
            message: Some(said!("The plan is up to date.", "El plan está al día.")),
            ..Answered::default()
        });
    }
    let event = Event::PlanLeft { left: false };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &[Topic::App])?;
    let mut message = said!("Planned anew.", "Planificado de nuevo.");
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}
