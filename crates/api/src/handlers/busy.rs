//! Busy calendars: read from the text of an .ics file, listed, forgotten.

use std::sync::Arc;

use calendar::{BusyCalendar, ReadError, When, Window};
use chrono::{Datelike, Duration};
use journal::{BusyEvent, BusyTime, Event};
use plan::Span;

use crate::app::App;
use crate::calendars::ahead::Ahead;
use crate::problem::{MOST_WEEKS, Promise, Situation, busy_spans};
use crate::session::{Look, Replanned, Session};
use crate::wire::{
    Answered, BusyImport, BusyImported, BusyOverview, BusyRef, BusyRemoved, BusySource, BusyStretch, Change,
    ChangeKind, Nothing, Topic,
};
use crate::{ApiError, calendar_words, views};

/// Weeks whose busy time shows what a usual week looks like.
const USUAL_WEEKS: i64 = 4;

/// A calendar file that was read and not saved yet.
pub(crate) struct ReadFile {
    /// Saves its busy time.
    pub event: Event,
    /// Name of the source.
    pub source: String,
    /// Name of the calendar, as shown.
    pub name: String,
    /// What could not be read, one sentence each.
    pub problems: Vec<String>,
}

impl ReadFile {
    /// Its events within reach of the plan; a weekly meeting is one.
    pub fn events(&self) -> u32 {
        match &self.event {
            Event::BusyImported { series: Some(series), .. } => *series,
            _ => 0,
        }
    }
}

/// The weeks in which busy time matters.
pub(crate) fn window(look: &Look) -> Window {
    let monday = look.situation().monday();
    Window { from: monday, until: monday + Duration::weeks(i64::from(MOST_WEEKS)) }
}

/// What a file says; a large one was read ahead.
pub(crate) fn read(session: &Session, look: &Look, file: &BusyImport) -> Result<ReadFile, ApiError> {
    let window = window(look);
    let read = match Ahead::find(&session.ahead, &file.text, window, look.zone) {
        Some(read) => read,
        None => Arc::new(
            calendar::read_busy(file.text.as_bytes(), window, look.zone)
                .map_err(|error| unread(&file.file_name, &error))?,
        ),
    };
    let problems = problems(&read);
    let name =
        read.name.clone().filter(|n| !n.trim().is_empty()).unwrap_or_else(|| file_stem(&file.file_name));
    // The same file read again replaces what it said before.
    let source = format!("file:{}", file.file_name);
    let event = Event::BusyImported {
        source: source.clone(),
        name: name.clone(),
        read_at: look.at,
        series: u32::try_from(read.series).ok(),
        events: read.events.iter().cloned().map(to_event).collect(),
    };
    Ok(ReadFile { event, source, name, problems })
}

pub(crate) fn import(app: &App, args: BusyImport) -> Result<BusyImported, ApiError> {
    app.read_ahead(&[(&args.file_name, &args.text)])?;
    let imported = app.decide(|session| take_in(session, &args))?;
    app.with(|session| {
        session.ahead.clear();
        Ok(imported)
    })
}

pub(crate) fn stop(app: &App, _: Nothing) -> Result<Answered, ApiError> {
    app.stop_reading();
    Ok(Answered::default())
}

/// What a file says becomes busy time.
pub(crate) fn take_in(session: &mut Session, args: &BusyImport) -> Result<BusyImported, ApiError> {
    let look = session.look()?;
    let ReadFile { event, source, name, problems } = read(session, &look, args)?;
    let mut message = said!("“{name}” is read.", "«{name}» leído.");
    let done = session.record_and_replan(&look, vec![event], Promise::Keep, &[Topic::App, Topic::Busy])?;
    say_what_moved(&mut message, &done);
    let busy = overview(&session.look()?.situation());
    let calendar = busy.calendars.iter().find(|c| c.source == source).cloned();
    let calendar = calendar.ok_or(ApiError::UnknownCalendar { source_name: source })?;
    Ok(BusyImported {
        calendar,
        problems,
        busy,
        message: Some(message),
        undoable: true,
        changes: done.changes,
    })
}

/// That what the person knows by this name was not read, and why.
pub(crate) fn unread(name: &str, error: &ReadError) -> ApiError {
    let reason = match error {
        ReadError::Cancelled => return ApiError::Calendar(caldav::Fault::Cancelled),
        ReadError::Empty => said!(
            "The file is empty; export the calendar again and choose the new file.",
            "El archivo está vacío; exporta otra vez el calendario y elige el archivo nuevo.",
        ),
        ReadError::WebPage => said!(
            "This is a web page, not a calendar; use the calendar's \"export\" or \"iCal address\", whose file starts with \
             BEGIN:VCALENDAR.",
            "Esto es una página web, no un calendario; usa «exportar» o la «dirección iCal» del calendario, cuyo archivo \
             empieza por BEGIN:VCALENDAR.",
        ),
        ReadError::NotCalendar => said!(
            "This is not an iCalendar file: it has no line BEGIN:VCALENDAR; export the calendar as .ics and choose that \
             file.",
            "Esto no es un archivo iCalendar: no tiene la línea BEGIN:VCALENDAR; exporta el calendario como .ics y elige \
             ese archivo.",
        ),
        ReadError::Utf16 => said!(
            "The file is written in UTF-16; save it as UTF-8 and choose it again.",
            "El archivo está escrito en UTF-16; guárdalo como UTF-8 y elígelo otra vez.",
        ),
        ReadError::TooLarge { bytes, limit } => said!(
            "The calendar is {size}\u{a0}MB; at most {most}\u{a0}MB can be read, so export a shorter span of time.",
            "El calendario ocupa {size}\u{a0}MB; se pueden leer {most}\u{a0}MB como mucho, así que exporta un periodo más corto.",
            size = bytes.div_ceil(1_000_000),
            most = limit / 1_000_000,
        ),
    };
    ApiError::BadCalendar { name: name.to_owned(), reason }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let capital: String = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
    if capital.ends_with('.') { capital } else { format!("{capital}.") }
}

fn file_stem(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = name.strip_suffix(".ics").unwrap_or(name).trim();
    if stem.is_empty() { said!("Calendar", "Calendario") } else { stem.to_owned() }
}

pub(crate) fn problems(read: &BusyCalendar) -> Vec<String> {
    let place = |p: &calendar::EventProblem| {
        let line = p.line.map(|l| said!("line {l}", "línea {l}"));
        let name = p.summary.as_ref().or(p.uid.as_ref()).map(|s| said!("“{s}”", "«{s}»"));
        let parts: Vec<String> = [line, name].into_iter().flatten().collect();
        parts.join(", ")
    };
    let told = read.problems.iter().map(|p| match place(p) {
        place if place.is_empty() => sentence(&calendar_words::said(&p.reason)),
        place => {
            let place = sentence(&place);
            format!("{}: {}", place.trim_end_matches('.'), sentence(&calendar_words::said(&p.reason)))
        }
    });
    let mut told: Vec<String> = told.collect();
    if read.events.is_empty() {
        told.push(nothing_busy(read));
    }
    told
}

/// Why a calendar that was read keeps no time busy.
fn nothing_busy(read: &BusyCalendar) -> String {
    let holds = read.holds;
    let all = counted!(holds.events, ["{n} event", "{n} events"], ["{n} evento", "{n} eventos"]);
    match (holds.events, holds.free_busy, holds.tasks) {
        (0, 1.., _) => said!(
            "It holds free and busy times (VFREEBUSY) but no events, and only events are read. Export the calendar itself.",
            "Contiene horas libres y ocupadas (VFREEBUSY) pero ningún evento, y solo se leen eventos. Exporta el calendario mismo."
        ),
        (0, 0, 1..) => said!(
            "It holds tasks but no events, so it keeps no time busy.",
            "Contiene tareas pero ningún evento, así que no ocupa ninguna hora."
        ),
        (0, 0, 0) => said!(
            "It holds no events, so it keeps no time busy.",
            "No contiene eventos, así que no ocupa ninguna hora."
        ),
        _ if read.skipped_free > 0 => {
            let free = counted!(
                read.skipped_free,
                ["{n} is marked as free", "{n} are marked as free"],
                ["{n} está marcado como libre", "{n} están marcados como libres"],
            );
            said!(
                "It has {all}, but keeps no time busy: {free}.",
                "Tiene {all}, pero no ocupa ninguna hora: {free}."
            )
        }
        _ => said!(
            "It has {all}, but none keeps time busy in the next three years.",
            "Tiene {all}, pero ninguno ocupa horas en los próximos tres años."
        ),
    }
}

pub(crate) fn to_event(event: calendar::BusyEvent) -> BusyEvent {
    let when = match event.when {
        When::Timed { start, end } => BusyTime::Timed { start, end },
        When::AllDay { first, until } => BusyTime::AllDay { first, until },
    };
    BusyEvent { title: event.title, when }
}

pub(crate) fn remove(session: &mut Session, args: BusyRef) -> Result<BusyRemoved, ApiError> {
    let look = session.look()?;
    let Some(calendar) = look.state.busy.get(&args.source) else {
        return Err(ApiError::UnknownCalendar { source_name: args.source });
    };
    let mut message = said!("Removed “{name}”.", "«{name}» quitado.", name = calendar.name);
    let event = Event::BusyRemoved { source: args.source };
    let done = session.record_and_replan(&look, vec![event], Promise::Keep, &[Topic::App, Topic::Busy])?;
    say_what_moved(&mut message, &done);
    let BusyOverview { calendars, usual } = overview(&session.look()?.situation());
    Ok(BusyRemoved { calendars, usual, message: Some(message), undoable: true, changes: done.changes })
}

/// How often the events of a calendar take place.
pub(crate) fn times(calendar: &journal::BusyCalendar) -> u32 {
    u32::try_from(calendar.events.len()).unwrap_or(u32::MAX)
}

/// Every calendar, and the stretches of the week that are busy in most of the next weeks.
pub(crate) fn overview(s: &Situation<'_>) -> BusyOverview {
    let calendars = s.state.busy.iter().map(|(source, c)| BusySource {
        source: source.clone(),
        name: c.name.clone(),
        events: c.series.unwrap_or_else(|| times(c)),
        times: times(c),
        read_at: c.read_at,
    });
    BusyOverview { calendars: calendars.collect(), usual: usual(s) }
}

fn usual(s: &Situation<'_>) -> Vec<BusyStretch> {
    const STEP: u32 = 15;
    const STEPS: usize = 96;
    let (from, until) = (s.monday(), s.monday() + Duration::weeks(USUAL_WEEKS));
    let mut count = vec![[0_i64; STEPS]; 7];
    let spans = busy_spans(s.state, s.zone, from, until);
    for day in from.iter_days().take_while(|d| *d < until) {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        let whole = Span { start: midnight, end: midnight + Duration::days(1) };
        let mut hit = [false; STEPS];
        for span in spans.iter().filter(|b| b.start < whole.end && whole.start < b.end) {
            let first = if span.start <= midnight { 0 } else { views::minute_of_day(span.start) / STEP };
            let last = if span.end >= whole.end { 96 } else { views::minute_of_day(span.end).div_ceil(STEP) };
            for step in first..last {
                hit[step as usize] = true;
            }
        }
        let weekday = day.weekday().num_days_from_monday() as usize;
        for (step, _) in hit.iter().enumerate().filter(|(_, hit)| **hit) {
            count[weekday][step] += 1;
        }
    }
    let mut out: Vec<BusyStretch> = Vec::new();
    for (weekday, steps) in (0_u8..).zip(&count) {
        for (step, _) in (0_u32..).zip(steps).filter(|(_, n)| **n * 2 > USUAL_WEEKS) {
            let (from, to) = (step * STEP, (step + 1) * STEP);
            match out.last_mut() {
                Some(last) if last.weekday == weekday && last.to == from => last.to = to,
                Some(_) | None => out.push(BusyStretch { weekday, from, to }),
            }
        }
    }
    out
}

/// Adds what a new plan did, if it did anything.
pub(crate) fn say_what_moved(message: &mut String, done: &Replanned) {
    for sentence in moved_sentence(&done.changes).iter().chain(&done.pace) {
        message.push(' ');
        message.push_str(sentence);
    }
}

/// One sentence on what a change did to the plan.
pub(crate) fn moved_sentence(changes: &[Change]) -> Option<String> {
    let of = |kind: ChangeKind| changes.iter().filter(|c| c.kind == kind).count();
    let kinds =
        [ChangeKind::Moved, ChangeKind::New, ChangeKind::Gone, ChangeKind::Resized, ChangeKind::Changed];
    let said: Vec<String> =
        kinds.into_iter().map(|kind| (kind, of(kind))).filter(|(_, n)| *n > 0).map(moved_part).collect();
    (!said.is_empty()).then(|| sentence(&said.join(", ")))
}

/// So many blocks changed in this way, within a sentence.
fn moved_part((kind, n): (ChangeKind, usize)) -> String {
    match kind {
        ChangeKind::Moved => {
            counted!(n, ["moved {n} block", "moved {n} blocks"], ["{n} bloque movido", "{n} bloques movidos"],)
        }
        ChangeKind::New => counted!(
            n,
            ["added {n} block", "added {n} blocks"],
            ["{n} bloque añadido", "{n} bloques añadidos"],
        ),
        ChangeKind::Gone => counted!(
            n,
            ["took out {n} block", "took out {n} blocks"],
            ["{n} bloque quitado", "{n} bloques quitados"],
        ),
        ChangeKind::Resized => counted!(
            n,
            ["changed the length of {n} block", "changed the length of {n} blocks"],
            ["{n} bloque con otra duración", "{n} bloques con otra duración"],
        ),
        ChangeKind::Changed => counted!(
            n,
            ["changed the activity of {n} block", "changed the activity of {n} blocks"],
            ["{n} bloque con otra actividad", "{n} bloques con otra actividad"],
        ),
    }
}
