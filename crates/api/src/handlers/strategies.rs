//! Strategies and units: looked at, searched, and what the learner decides about them. What is decided changes the plan in
//! the same command, and says in hours what it frees or costs.

use journal::{Event, UnitMark};

use super::busy::say_what_moved;
use crate::knowledge::{Standing, UnitStanding, left_out_by, standings};
use crate::pace::Planned;
use crate::problem::{Promise, wants};
use crate::session::{Look, Session};
use crate::strategies::left_if_studied;
use crate::wire::{
    Answered, EstimateSet, FindArgs, FindView, Nothing, RhythmSet, StrategiesView, Topic, UnitDetail,
    UnitMarkSet, UnitRef,
};
use crate::{ApiError, convert, find, say, strategies, titles};

/// The shortest estimate of a unit, in minutes: one block of the shortest length that can be set.
const ESTIMATE_LEAST: u32 = 15;

const TOPICS: [Topic; 3] = [Topic::App, Topic::Settings, Topic::Units];

pub(crate) fn strategies(session: &mut Session, _: Nothing) -> Result<StrategiesView, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    Ok(strategies::view(&look.situation(), &made))
}

pub(crate) fn unit(session: &mut Session, args: UnitRef) -> Result<UnitDetail, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    strategies::detail(&look.situation(), &made, &args.unit).ok_or(ApiError::UnknownUnit { id: args.unit })
}

pub(crate) fn find(session: &mut Session, args: FindArgs) -> Result<FindView, ApiError> {
    let look = session.look()?;
    Ok(find::find(&look.curriculum, &args.text))
}

/// The unit as it stands.
fn known_unit<'a>(
    look: &Look,
    units: &'a [UnitStanding<'a>],
    id: &str,
) -> Result<&'a UnitStanding<'a>, ApiError> {
    if look.state.profile.is_none() {
        return Err(ApiError::NotOnboarded);
    }
    let unit = units.iter().find(|u| u.unit.id == id);
    unit.ok_or_else(|| ApiError::UnknownUnit { id: id.to_owned() })
}

fn done_already(title: &str) -> ApiError {
    let reasons = vec![said!(
        "“{title}” is done already, so nothing of it is planned any more.",
        "«{title}» ya está hecha, así que no se planifica nada más de ella."
    )];
    ApiError::BadSetting { reasons }
}

pub(crate) fn mark(session: &mut Session, args: UnitMarkSet) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let units = standings(&look.curriculum, &look.state);
    let unit = known_unit(&look, &units, &args.unit)?;
    let title = unit.unit.title.clone();
    if unit.standing == Standing::Done {
        return Err(done_already(&title));
    }
    let mark = convert::mark_in(args.mark);
    let marked = look.state.marks.get(&args.unit).copied();
    let is_so = match mark {
        UnitMark::Open => unit.standing == Standing::Open && marked != Some(UnitMark::Later),
        UnitMark::Known => unit.standing == Standing::Known,
        UnitMark::Dropped => unit.standing == Standing::LeftOut,
        UnitMark::Later => marked == Some(UnitMark::Later),
    };
    if is_so {
        return Ok(Answered::default());
    }
    let was_open = unit.standing == Standing::Open;
    let left = say::length(left_if_studied(unit));
    let mut message = match (mark, was_open) {
        (UnitMark::Known, true) => said!(
            "“{title}” counts as known: {left} less to study.",
            "«{title}» cuenta como sabida: {left} menos que estudiar."
        ),
        (UnitMark::Known, false) => said!("“{title}” counts as known.", "«{title}» cuenta como sabida."),
        (UnitMark::Dropped, true) => {
            said!(
                "“{title}” is left out: {left} less to study. What builds on it is planned all the same.",
                "«{title}» queda fuera: {left} menos que estudiar. Lo que se apoya en ella se planifica igualmente."
            )
        }
        (UnitMark::Dropped, false) => said!("“{title}” is left out.", "«{title}» queda fuera."),
        (UnitMark::Later, true) => {
            said!("“{title}” comes after everything else now.", "«{title}» va ahora detrás de todo lo demás.")
        }
        (UnitMark::Later, false) => {
            said!(
                "“{title}” is back, after everything else: {left} more to study.",
                "«{title}» vuelve, detrás de todo lo demás: {left} más que estudiar."
            )
        }
        (UnitMark::Open, true) => said!("“{title}” comes in its turn again.", "«{title}» vuelve a su turno."),
        (UnitMark::Open, false) => {
            said!("“{title}” is back: {left} more to study.", "«{title}» vuelve: {left} más que estudiar.")
        }
    };
    let event = Event::UnitMarked { unit: args.unit, mark };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &TOPICS)?;
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

pub(crate) fn estimate(session: &mut Session, args: EstimateSet) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let units = standings(&look.curriculum, &look.state);
    let unit = known_unit(&look, &units, &args.unit)?;
    let title = &unit.unit.title;
    if look.state.estimates.get(&args.unit).copied() == args.minutes {
        return Ok(Answered::default());
    }
    if let Some(minutes) = args.minutes {
        if unit.standing == Standing::Done {
            return Err(done_already(title));
        }
        estimate_faults(title, minutes, unit.activities.iter().map(|a| a.done).sum())?;
    }
    let event = Event::EstimateChanged { unit: args.unit.clone(), minutes: args.minutes };
    let after = look.state.after(std::slice::from_ref(&event), look.at);
    let total = |units: &[UnitStanding<'_>]| -> u32 {
        let found = units.iter().find(|u| u.unit.id == args.unit);
        found.map_or(0, |u| u.activities.iter().map(|a: &Planned| a.minutes).sum())
    };
    let (before, now) = (total(&units), total(&standings(&look.curriculum, &after)));
    let length = say::length(now);
    let difference = match now.cmp(&before) {
        std::cmp::Ordering::Less => {
            said!(", {less} less", ", {less} menos", less = say::length(before - now))
        }
        std::cmp::Ordering::Equal => String::new(),
        std::cmp::Ordering::Greater => {
            said!(", {more} more", ", {more} más", more = say::length(now - before))
        }
    };
    let mut message = match args.minutes {
        Some(_) => said!(
            "“{title}” is planned with {length} now{difference}.",
            "«{title}» se planifica ahora con {length}{difference}."
        ),
        None => said!(
            "“{title}” follows the pack again: {length}{difference}.",
            "«{title}» vuelve a seguir el temario: {length}{difference}."
        ),
    };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &TOPICS)?;
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

/// What is wrong with an estimate; what was studied cannot be less than nothing left.
fn estimate_faults(title: &str, minutes: u32, studied: u32) -> Result<(), ApiError> {
    let most = catalog::MINUTES_MAX;
    let reason = if !(ESTIMATE_LEAST..=most).contains(&minutes) {
        said!(
            "“{title}” cannot be planned with {minutes}. Say between {least} and {most}.",
            "«{title}» no se puede planificar con {minutes}. Di entre {least} y {most}.",
            minutes = say::length(minutes),
            least = say::length(ESTIMATE_LEAST),
            most = say::length(most)
        )
    } else if minutes < studied {
        said!(
            "You have studied {studied} of “{title}” already, so the whole of it cannot take {minutes}. Estimate all of it.",
            "Ya has estudiado {studied} de «{title}», así que entera no puede llevar {minutes}. Estímala completa.",
            studied = say::length(studied),
            minutes = say::length(minutes)
        )
    } else {
        return Ok(());
    };
    Err(ApiError::BadSetting { reasons: vec![reason] })
}

pub(crate) fn rhythm(session: &mut Session, args: RhythmSet) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let profile = look.state.profile.as_ref().ok_or(ApiError::NotOnboarded)?;
    let has = |s: &&catalog::Strategy| s.rhythms.iter().any(|r| r.id == args.rhythm);
    let strategy = look.curriculum.strategies.iter().find(has);
    let found = strategy.and_then(|s| Some((s, s.rhythms.iter().find(|r| r.id == args.rhythm)?)));
    let (strategy, rhythm) = found.ok_or_else(|| ApiError::UnknownRhythm { id: args.rhythm.clone() })?;
    if left_out_by(profile.goal).contains(&strategy.number) {
        let reasons = vec![said!(
            "Your goal leaves out {strategy}, and its rhythms with it. Choose another goal in Settings first.",
            "Tu meta deja fuera {strategy}, y con ella sus rutinas. Elige antes otra meta en los ajustes.",
            strategy = strategy.label
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    if wants(&look.state, &args.rhythm) == args.wanted {
        return Ok(Answered::default());
    }
    let time = format!("{} {}", say::length(rhythm.minutes), titles::cadence(rhythm.every));
    let mut message = if args.wanted {
        said!("“{title}” is back: {time}.", "«{title}» vuelve: {time}.", title = rhythm.title)
    } else {
        said!(
            "“{title}” is left out: it frees {time}.",
            "«{title}» queda fuera: libera {time}.",
            title = rhythm.title
        )
    };
    let event = Event::RhythmSet { rhythm: args.rhythm, wanted: args.wanted };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &TOPICS)?;
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}
