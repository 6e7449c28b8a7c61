//! The look back: its figures and its lines about weeks. How figures are counted is in `look_back/`.

use journal::Event;

use crate::problem::monday_of;
use crate::session::{Look, Session};
use crate::wire::{Answered, ReflectionSet, ReviewOf, ReviewPeriod, ReviewView, Topic};
use crate::{ApiError, look_back, say};

/// Characters of a line about a week.
const LINE_LIMIT: usize = 280;

pub(crate) fn review(session: &mut Session, args: ReviewOf) -> Result<ReviewView, ApiError> {
    let look = session.look_at_plan()?;
    view(session, &look, args.period)
}

pub(super) fn view(session: &mut Session, look: &Look, period: ReviewPeriod) -> Result<ReviewView, ApiError> {
    let made = session.likely(look)?;
    let foreseen = session.foreseen(look)?;
    let records = session.records(look)?;
    Ok(look_back::view(&look.situation(), &made, &foreseen, records, period))
}

pub(crate) fn reflection_set(session: &mut Session, args: ReflectionSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    if look.state.profile.is_none() {
        return Err(ApiError::NotOnboarded);
    }
    let s = look.situation();
    // One line, whatever it was typed as.
    let text = args.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = text.chars().count();
    let weeks = look_back::first_monday(&s)..=s.monday();
    let mut reasons = Vec::new();
    if monday_of(args.week) != args.week || !weeks.contains(&args.week) {
        reasons.push(said!("{week} is no week to look back on. Choose the Monday of this week or of one since the plan began.", "El {week} no es una semana que se pueda revisar. Elige el lunes de esta semana o de otra desde que empezó el plan.", week = say::date(args.week)));
    }
    if length > LINE_LIMIT {
        reasons.push(said!(
            "The line has {length} characters; {LINE_LIMIT} fit. Shorten it.",
            "La línea tiene {length} caracteres; caben {LINE_LIMIT}. Acórtala."
        ));
    }
    if !reasons.is_empty() {
        return Err(ApiError::BadSetting { reasons });
    }
    let before = look.state.reflections.get(&args.week).map_or("", |(text, _)| text.as_str());
    if before == text {
        return Ok(Answered::default());
    }
    if args.was.is_some_and(|was| was != before) {
        return Err(ApiError::BadSetting {
            reasons: vec![said!(
                "Another line stands there by now: “{before}”. Save once more to put yours in its place.",
                "Ahí hay ya otra línea: «{before}». Guarda otra vez para poner la tuya en su lugar."
            )],
        });
    }
    let week = if args.week == s.monday() {
        said!("this week", "esta semana")
    } else {
        said!("the week of {day}", "la semana del {day}", day = say::day(args.week))
    };
    let message = if text.is_empty() {
        said!("Removed the line about {week}.", "Quitada la línea sobre {week}.")
    } else {
        said!("Saved the line about {week}.", "Guardada la línea sobre {week}.")
    };
    let event = Event::WeekReflected { week: args.week, text };
    session.record(&look, &[event], &[Topic::App, Topic::Units])?;
    Ok(Answered { message: Some(message), undoable: true, ..Answered::default() })
}
