//! Studying: the session on a block with its clock, and study that was not planned.
//! Invariant: at most one session runs; none is lost but by an answer to its block.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDateTime, NaiveTime};
use journal::{Answer, BlockState, Event, Studied};
use plan::Span;

use super::block::find_open;
use super::busy::say_what_moved;
use crate::busy_titles::BusyTitles;
use crate::knowledge::{Standing, standings};
use crate::problem::Promise;
use crate::rules::LONGEST_DAY;
use crate::session::{Look, Session};
use crate::wire::{Answered, BlockRef, LogChoice, SessionView, StudyLog, Topic};
use crate::{ApiError, say, titles, views, zones};

/// Minutes by which a block that is being studied grows.
const MORE: u32 = 15;

/// Longest text of study off the plan, in characters.
const TEXT_LIMIT: usize = 200;

/// The block that is being studied: the one whose session runs, else the last one that rests today.
pub(crate) fn studied(look: &Look) -> Option<&BlockState> {
    let open = look.state.blocks.values().filter(|b| b.answer == Answer::Open && b.session.is_some());
    let current = open.filter(|b| views::is_studied(look.now, b));
    current.max_by_key(|b| b.session.map(|session| (session.since.is_some(), session.began)))
}

/// Its clock.
pub(super) fn view(look: &Look, block: &BlockState) -> Option<SessionView> {
    let session = block.session?;
    Some(SessionView {
        began: zones::to_local(look.zone, session.began),
        running: session.since.is_some(),
        seconds: u32::try_from(session.seconds(look.at)).unwrap_or(0),
        extendable: in_the_way(look, block).is_none(),
    })
}

pub(crate) fn start(session: &mut Session, args: BlockRef) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.id)?;
    if block.session.is_some_and(|s| s.since.is_some()) {
        return Ok(Answered::default());
    }
    let resting = look.state.blocks.values().find(|b| b.session.is_some_and(|s| s.since.is_some()));
    let message = resting.map(|b| {
        let seconds = b.session.map_or(0, |s| s.seconds(look.at));
        let so_far = say::length(u32::try_from(seconds / 60).unwrap_or(0));
        said!(
            "“{title}” rests at {so_far}.",
            "«{title}» queda en pausa con {so_far}.",
            title = titles::of_block(&look.curriculum, b)
        )
    });
    let event = Event::SessionStarted { block: block.block.id };
    session.record(&look, &[event], &[Topic::App, Topic::Plan])?;
    Ok(Answered { message, undoable: true, changes: Vec::new() })
}

pub(crate) fn pause(session: &mut Session, args: BlockRef) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.id)?;
    if block.session.is_none_or(|s| s.since.is_none()) {
        return Ok(Answered::default());
    }
    let event = Event::SessionPaused { block: block.block.id };
    session.record(&look, &[event], &[Topic::App, Topic::Plan])?;
    Ok(Answered { undoable: true, ..Answered::default() })
}

pub(crate) fn extend(session: &mut Session, args: BlockRef) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.id)?;
    let title = titles::of_block(&look.curriculum, block);
    if block.session.is_none() {
        let reasons = vec![said!(
            "“{title}” is not being studied. Start it, or change its length instead.",
            "No estás estudiando «{title}». Empiézalo, o cambia mejor su duración."
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    if let Some(reason) = in_the_way(&look, block) {
        let reasons = vec![said!(
            "{reason} Finish with the minutes it really took; the clock goes on as long.",
            "{reason} Termina con los minutos que te llevó de verdad; mientras tanto el reloj sigue."
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    let minutes = block.block.minutes + MORE;
    let event = Event::BlockResized { block: block.block.id, minutes };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &[Topic::App])?;
    let mut message = said!(
        "“{title}” now takes {length}.",
        "«{title}» ocupa ahora {length}.",
        length = say::length(minutes)
    );
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

/// What has the time right after the block, in a sentence.
fn in_the_way(look: &Look, block: &BlockState) -> Option<String> {
    let end = block.block.start + Duration::minutes(i64::from(block.block.minutes));
    let more = Span { start: end, end: end + Duration::minutes(i64::from(MORE)) };
    if more.end.date() != block.block.start.date() && more.end.time() != NaiveTime::MIN {
        return Some(said!("The day ends.", "El día se acaba."));
    }
    let at = say::clock;
    let s = look.situation();
    let other = s
        .ahead()
        .into_iter()
        .find(|b| b.block.id != block.block.id && (more.start..more.end).contains(&b.block.start));
    if let Some(other) = other {
        let title = titles::of_block(&look.curriculum, other);
        return Some(said!(
            "“{title}” begins at {at}.",
            "«{title}» empieza a las {at}.",
            at = at(other.block.start)
        ));
    }
    let busy = BusyTitles::of(&look.state, look.zone);
    let event = busy.within(more).find(|e| !e.all_day)?;
    Some(if event.title.is_empty() {
        said!("You are busy from {from}.", "Tienes algo desde las {from}.", from = at(event.span.start))
    } else {
        said!(
            "“{title}” begins at {at}.",
            "«{title}» empieza a las {at}.",
            title = event.title,
            at = at(event.span.start)
        )
    })
}

/// Units that minutes may be logged on: open, and nothing they build on is. Begun ones first, the last studied first.
pub(super) fn loggable(look: &Look) -> Vec<LogChoice> {
    let all = standings(&look.curriculum, &look.state);
    let open: BTreeSet<&str> =
        all.iter().filter(|u| u.standing == Standing::Open).map(|u| u.unit.id.as_str()).collect();
    let waits = |u: &catalog::Unit| u.prerequisites.iter().any(|p| open.contains(p.as_str()));
    let mut ready: Vec<_> =
        all.iter().filter(|u| u.standing == Standing::Open && (u.done() > 0 || !waits(u.unit))).collect();
    ready.sort_by_key(|u| std::cmp::Reverse((u.done() > 0, u.last_studied)));
    let choice = |u: &&crate::knowledge::UnitStanding<'_>| LogChoice {
        unit: u.unit.id.clone(),
        title: u.unit.title.clone(),
        strategy: u.strategy,
    };
    ready.iter().map(choice).collect()
}

pub(crate) fn log(session: &mut Session, args: StudyLog) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let start = args.start.unwrap_or(look.now - Duration::minutes(i64::from(args.minutes)));
    let faults = log_faults(&look, &args, start);
    if !faults.is_empty() {
        return Err(ApiError::BadSetting { reasons: faults });
    }
    let events = match &args.unit {
        Some(unit) => on_unit(&look, unit, start, args.minutes)?,
        None => vec![off_plan(&look, &args, start)],
    };
    let topics = [Topic::App, Topic::Plan, Topic::Units];
    let of = match events.first() {
        Some(Event::MinutesLogged { what, .. }) => titles::title(&look.curriculum, what),
        Some(_) | None => String::new(),
    };
    let replanned = session.record_and_replan(&look, events, Promise::Keep, &topics)?;
    let mut message = said!(
        "Logged {length} of “{of}”.",
        "Registradas: {length} de «{of}».",
        length = say::length(args.minutes)
    );
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

fn log_faults(look: &Look, args: &StudyLog, start: NaiveDateTime) -> Vec<String> {
    let mut faults = Vec::new();
    if !(1..=LONGEST_DAY).contains(&args.minutes) {
        faults.push(said!(
            "{length} cannot be logged at once. Say 1 to {LONGEST_DAY} minutes.",
            "No se pueden registrar {length} de una vez. Di de 1 a {LONGEST_DAY} minutos.",
            length = say::length(args.minutes)
        ));
    } else if start + Duration::minutes(i64::from(args.minutes)) > look.now {
        faults.push(said!(
            "That time is still to come. Log it once it was studied.",
            "Ese tiempo aún no ha llegado. Regístralo cuando lo hayas estudiado."
        ));
    }
    let length = args.text.as_deref().map_or(0, |text| text.chars().count());
    if length > TEXT_LIMIT {
        faults.push(said!(
            "The text has {length} characters; {TEXT_LIMIT} fit. Shorten it.",
            "El texto tiene {length} caracteres; caben {TEXT_LIMIT}. Acórtalo."
        ));
    }
    if args.unit.is_none() && !args.strategy.is_some_and(|s| (1..=9).contains(&s)) {
        faults.push(said!(
            "Say which unit it was, or which strategy, 1 to 9.",
            "Di qué unidad era, o qué estrategia, del 1 al 9."
        ));
    }
    faults
}

/// Minutes on a unit go to its activities in order; what is left over stays with the last.
fn on_unit(look: &Look, id: &str, start: NaiveDateTime, minutes: u32) -> Result<Vec<Event>, ApiError> {
    let all = standings(&look.curriculum, &look.state);
    let unknown = || ApiError::UnknownUnit { id: id.to_owned() };
    let unit = all.iter().find(|u| u.unit.id == id).ok_or_else(unknown)?;
    if unit.standing != Standing::Open {
        let how = match unit.standing {
            Standing::Done => word!("is complete", "está completa"),
            Standing::LeftOut => word!("is left out of your plan", "está fuera de tu plan"),
            Standing::Known | Standing::Open => word!("counts as known", "cuenta como sabida"),
        };
        let reasons = vec![said!(
            "“{title}” {how}. Log the minutes on its strategy instead.",
            "«{title}» {how}. Registra mejor los minutos en su estrategia.",
            title = unit.unit.title
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    let mut events = Vec::new();
    let (mut from, mut rest) = (start, minutes);
    let last = unit.activities.iter().rposition(|a| a.left() > 0).unwrap_or(0);
    for (index, activity) in unit.activities.iter().enumerate() {
        let share = if index == last { rest } else { rest.min(activity.left()) };
        if share > 0 {
            events.push(Event::MinutesLogged {
                what: Studied::Work { unit: id.to_owned(), activity: unit.unit.activity_id(index) },
                start: from,
                minutes: share,
                block: None,
                finished: false,
            });
            from += Duration::minutes(i64::from(share));
            rest -= share;
        }
    }
    Ok(events)
}

fn off_plan(look: &Look, args: &StudyLog, start: NaiveDateTime) -> Event {
    let strategy = args.strategy.unwrap_or(1);
    let said = args.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let label = || {
        let found = look.curriculum.strategies.iter().find(|s| s.number == strategy);
        found.map_or_else(String::new, |s| s.label.clone())
    };
    let text = said.map_or_else(label, str::to_owned);
    let what = Studied::Free { strategy, text };
    Event::MinutesLogged { what, start, minutes: args.minutes, block: None, finished: false }
}
