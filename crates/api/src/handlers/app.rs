//! The frame: state of the program, undo and redo, links, the sample learner.

use journal::{Event, Record, State, Studied, UnitMark};

use super::notices;
use crate::session::{Look, Session};
use crate::wire::{Answered, AppState, LinkOpen, Nothing, StrategyInfo, Topic, UndoSeveral};
use crate::{ApiError, convert, device, paths, sample, say, titles};

const EVERYTHING: [Topic; 5] = [Topic::App, Topic::Plan, Topic::Units, Topic::Settings, Topic::Busy];

pub(crate) fn state(session: &mut Session, _: Nothing) -> Result<AppState, ApiError> {
    let look = session.look()?;
    let system = session.host.zone();
    let onboarded = look.state.profile.is_some();
    let zone = look.zone.name().to_owned();
    let (undo, redo) = session.undo_words(&look)?;
    let mut undo = undo.into_iter();
    let strategies = look.curriculum.strategies.iter().map(|s| StrategyInfo {
        number: s.number,
        title: s.title.clone(),
        label: s.label.clone(),
        short: s.short.clone(),
    });
    Ok(AppState {
        onboarded,
        sample: session.sample.is_some(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        today: look.today(),
        now: look.now,
        system_zone: (onboarded && system != zone && crate::zones::by_name(&system).is_some())
            .then_some(system),
        zone,
        theme: convert::theme_out(look.state.theme),
        data_dir: paths::shown(&session.host.data_dir()),
        strategies: strategies.collect(),
        notice: notices::present(session, look.zone),
        unsaved: session.unsaved_words(),
        backups: session.backup_trouble(),
        undo: undo.next(),
        undo_more: undo.collect(),
        redo,
        sync: super::sync::trouble(&look, session),
        calendars: crate::calendars::views::trouble(session, &look),
    })
}

pub(crate) fn undo(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let look = session.look()?;
    back(session, &look, 1)
}

pub(crate) fn undo_several(session: &mut Session, args: UndoSeveral) -> Result<Answered, ApiError> {
    let look = session.look()?;
    back(session, &look, usize::try_from(args.changes.get()).unwrap_or(usize::MAX))
}

/// Takes back the last `count` changes, the newest first; each can be brought back by a redo of its own.
fn back(session: &mut Session, look: &Look, count: usize) -> Result<Answered, ApiError> {
    let targets = undo_targets(session, look, count)?;
    let (_, words) = targets.last().ok_or(ApiError::NothingToUndo)?;
    let message = match targets.len() - 1 {
        0 => said!("Undone: {words}.", "Deshecho: {words}."),
        after => counted!(
            after,
            ["Undone: {words}, and {n} change after it.", "Undone: {words}, and {n} changes after it."],
            ["Deshecho: {words}, y {n} cambio posterior.", "Deshecho: {words}, y {n} cambios posteriores."],
        ),
    };
    let events: Vec<_> = targets.iter().map(|(command, _)| Event::Undone { command: *command }).collect();
    session.record(look, &events, &EVERYTHING)?;
    Ok(Answered { message: Some(message), ..Answered::default() })
}

pub(crate) fn redo(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let (command, words) = redo_target(session, &look)?.ok_or(ApiError::NothingToRedo)?;
    session.record(&look, &[Event::Redone { command }], &EVERYTHING)?;
    Ok(Answered {
        message: Some(said!("Done again: {words}.", "Rehecho: {words}.")),
        undoable: true,
        ..Answered::default()
    })
}

/// What undo and redo would do, in words.
pub(crate) fn undo_words(session: &mut Session, look: &Look) -> Result<UndoWords, ApiError> {
    let undo = undo_targets(session, look, TOLD)?.into_iter().map(|(_, words)| words).collect();
    let redo = redo_target(session, look)?.map(|(_, words)| words);
    Ok((undo, redo))
}

/// Words of the next undos, the newest change first, and of the next redo.
pub(crate) type UndoWords = (Vec<String>, Option<String>);

type Target = (uuid::Uuid, String);

/// So many changes are told.
const TOLD: usize = 8;

/// The newest commands of this computer that count, at most `count`, the newest first, also of before it went back to a backup; the
/// one that finished onboarding stays.
fn undo_targets(session: &mut Session, look: &Look, count: usize) -> Result<Vec<Target>, ApiError> {
    let mut targets = Vec::new();
    let own = Own::of(session)?;
    for act in look.state.undoable.iter().rev().filter(|act| own.may_have_done(act)) {
        let records = session.journal()?.command(act.command)?;
        if !own.did(act, &records) {
            continue;
        }
        let is_onboarding = sets_profile(&records)
            && records.iter().any(|r| matches!(&r.event, Ok(Event::AvailabilitySet { .. })));
        if targets.len() == count || (is_onboarding && is_first_profile(session, look, act.command)?) {
            break;
        }
        targets.push((act.command, describe(look, &records)));
    }
    Ok(targets)
}

/// The names of this computer, the former ones, too.
pub(crate) struct Own {
    device: journal::DeviceId,
    former: device::Former,
}

impl Own {
    /// As they are now.
    pub fn of(session: &mut Session) -> Result<Own, ApiError> {
        let former = device::former(&session.host.data_dir());
        Ok(Own { device: session.journal()?.device(), former })
    }

    fn may_have_done(&self, act: &journal::Act) -> bool {
        act.device == self.device || self.former.names().any(|name| name == act.device)
    }

    /// Whether this computer did it.
    pub fn did(&self, act: &journal::Act, records: &[Record]) -> bool {
        let at = records.first().map(|record| record.at);
        act.device == self.device || at.is_some_and(|at| self.former.did(act.device, at))
    }
}

fn sets_profile(records: &[Record]) -> bool {
    records.iter().any(|r| matches!(&r.event, Ok(Event::ProfileSet(_))))
}

/// Whether there would be no learner without this command. Onboarding again can be taken back.
fn is_first_profile(session: &mut Session, look: &Look, command: uuid::Uuid) -> Result<bool, ApiError> {
    for earlier in look.state.undoable.iter().take_while(|act| act.command != command) {
        if sets_profile(&session.journal()?.command(earlier.command)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn redo_target(session: &mut Session, look: &Look) -> Result<Option<Target>, ApiError> {
    let device = session.journal()?.device();
    let Some(command) = look.state.redoable_on(device).next() else { return Ok(None) };
    let records = session.journal()?.command(command)?;
    Ok(Some((command, describe(look, &records))))
}

/// A command in a few words, from the event that says what the learner did.
pub(super) fn describe(look: &Look, records: &[Record]) -> String {
    let count = |is: fn(&Event) -> bool| records.iter().filter(|r| r.event.as_ref().is_ok_and(is)).count();
    match (
        count(|e| matches!(e, Event::MinutesLogged { .. })),
        count(|e| matches!(e, Event::BlockMissed { .. })),
        count(|e| matches!(e, Event::UnitMarked { .. } | Event::StrategyLevelSet { .. })),
        count(|e| matches!(e, Event::UnitMarked { mark: UnitMark::Dropped, .. })),
        count(|e| matches!(e, Event::BudgetSet(_) | Event::ProfileSet(_))),
    ) {
        (2.., ..) if let Some((what, minutes)) = logged_off_plan(records) => logged(look, what, minutes),
        (2.., ..) => said!("marked several blocks done", "marcar varios bloques como hechos"),
        (_, 2.., ..) => said!("couldn’t do several blocks", "decir que no pudiste con varios bloques"),
        (.., 2..) => {
            let read = records.iter().filter_map(|r| r.event.as_ref().ok());
            let read = read.filter(|e| matches!(e, Event::BusyImported { .. }));
            let read = read.filter_map(|e| event_words(look, &look.state, e));
            let changed = said!("changed hours and date", "cambiar horas y fecha");
            say::list(&std::iter::once(changed).chain(read).collect::<Vec<_>>())
        }
        (.., marked @ 2.., dropped, 0) if marked == dropped => {
            said!("left out {dropped} units", "dejar fuera {dropped} unidades")
        }
        (_, _, 2.., _, 0) => said!("changed what you know", "cambiar lo que sabes"),
        _ => match count(|e| matches!(e, Event::BlockDeleted { .. } | Event::BlockSkipped { .. })) {
            n @ 2.. => said!("took out {n} blocks", "quitar {n} bloques"),
            _ => one_thing(look, records),
        },
    }
}

/// What was logged without a block, in whatever parts, and its minutes.
fn logged_off_plan(records: &[Record]) -> Option<(&Studied, u32)> {
    let mut all = None;
    for event in records.iter().filter_map(|record| record.event.as_ref().ok()) {
        let Event::MinutesLogged { what, minutes, block, .. } = event else { continue };
        let (first, sum) = all.unwrap_or((what, 0));
        all = block.is_none().then_some((first, sum + minutes));
        all?;
    }
    all
}

fn logged(look: &Look, what: &Studied, minutes: u32) -> String {
    said!(
        "logged {length} of “{title}”",
        "registrar {length} de «{title}»",
        title = titles::title(&look.curriculum, what),
        length = say::length(minutes)
    )
}

fn one_thing(look: &Look, records: &[Record]) -> String {
    let events = || records.iter().filter_map(|r| r.event.as_ref().ok());
    // What was done in another calendar comes as one command, however much it was.
    let by_hand: Vec<String> =
        events().filter(|e| is_of_a_hand(e)).filter_map(|e| event_words(look, &look.state, e)).collect();
    if by_hand.len() > 1 {
        return say::list(&by_hand);
    }
    let words = events().map(|e| event_words(look, &look.state, e));
    words.into_iter().flatten().next().unwrap_or_else(|| said!("a new plan", "un plan nuevo"))
}

fn is_of_a_hand(event: &Event) -> bool {
    matches!(event, Event::BlockMoved { .. } | Event::BlockResized { .. } | Event::BlockTitled { .. })
}

fn event_words(look: &Look, state: &State, event: &Event) -> Option<String> {
    let block = |id: &journal::BlockId| {
        let known = state.blocks.get(id).map(|b| &b.block).or_else(|| state.kept_free.get(id));
        known.map_or_else(
            || said!("a block", "un bloque"),
            |b| said!("“{title}”", "«{title}»", title = titles::title(&look.curriculum, &b.what)),
        )
    };
    let unit = |id: &str| said!("“{title}”", "«{title}»", title = titles::unit_title(&look.curriculum, id));
    match event {
        Event::ProfileSet(_) => {
            Some(said!("changed goal, date or time zone", "cambiar meta, fecha o zona horaria"))
        }
        Event::AvailabilitySet { .. } => Some(said!("changed study times", "cambiar las horas de estudio")),
        Event::BudgetSet(_) => Some(said!("changed hours and limits", "cambiar horas y límites")),
        Event::StrategyLevelSet { .. } => Some(said!("changed what you know", "cambiar lo que sabes")),
        Event::UnitMarked { unit: id, mark } => Some(match mark {
            UnitMark::Known => said!("said that you know {unit}", "decir que sabes {unit}", unit = unit(id)),
            UnitMark::Dropped => said!("left out {unit}", "dejar fuera {unit}", unit = unit(id)),
            UnitMark::Later => said!(
                "put {unit} after everything else",
                "poner {unit} detrás de todo lo demás",
                unit = unit(id)
            ),
            UnitMark::Open => said!("took {unit} in", "incluir {unit}", unit = unit(id)),
        }),
        Event::EstimateChanged { unit: id, .. } => {
            Some(said!("changed the estimate of {unit}", "cambiar la estimación de {unit}", unit = unit(id)))
        }
        Event::RhythmSet { rhythm, wanted } => {
            let title = titles::title(&look.curriculum, &Studied::Rhythm { rhythm: rhythm.clone() });
            Some(if *wanted {
                said!("took “{title}” in", "incluir «{title}»")
            } else {
                said!("left out “{title}”", "dejar fuera «{title}»")
            })
        }
        Event::OutcomeTicked { unit: id, ticked: true, .. } => {
            Some(said!("ticked an outcome of {unit}", "marcar un logro de {unit}", unit = unit(id)))
        }
        Event::OutcomeTicked { unit: id, ticked: false, .. } => {
            Some(said!("cleared an outcome of {unit}", "desmarcar un logro de {unit}", unit = unit(id)))
        }
        Event::SessionStarted { block: id } => {
            Some(said!("started {block}", "empezar {block}", block = block(id)))
        }
        Event::SessionPaused { block: id } => {
            Some(said!("paused {block}", "pausar {block}", block = block(id)))
        }
        Event::MinutesLogged { what, minutes, block: None, .. } => Some(logged(look, what, *minutes)),
        Event::MinutesLogged { what, minutes, .. } => Some(said!(
            "marked “{title}” done, {length}",
            "marcar «{title}» como hecho, {length}",
            title = titles::title(&look.curriculum, what),
            length = say::length(*minutes)
        )),
        Event::BlockMissed { block: id } => {
            Some(said!("couldn’t do {block}", "decir que no pudiste con {block}", block = block(id)))
        }
        Event::BlockSkipped { block: id } => {
            Some(said!("skipped {block}", "saltar {block}", block = block(id)))
        }
        Event::BlockLocked { block: id, locked: true } => {
            Some(said!("locked {block}", "fijar {block}", block = block(id)))
        }
        Event::BlockLocked { block: id, locked: false } => {
            Some(said!("unlocked {block}", "soltar {block}", block = block(id)))
        }
        Event::BlockTitled { block: id, title: Some(title) } => {
            Some(said!("called {block} “{title}”", "llamar «{title}» a {block}", block = block(id)))
        }
        Event::BlockTitled { block: id, title: None } => {
            Some(said!("gave {block} its own title back", "devolver su título a {block}", block = block(id)))
        }
        Event::BlockMoved { block: id, start, .. } => Some(said!(
            "moved {block} to {when}",
            "mover {block} al {when}",
            block = block(id),
            when = say::moment(*start, look.today())
        )),
        Event::BlockResized { block: id, minutes } => Some(said!(
            "gave {block} {length}",
            "dar a {block} {length}",
            block = block(id),
            length = say::length(*minutes)
        )),
        Event::BlockSplit { block: id, .. } => {
            Some(said!("split {block}", "dividir {block}", block = block(id)))
        }
        Event::BlockAdded { block } => Some(said!(
            "added “{title}”, {when}",
            "añadir «{title}», {when}",
            title = titles::title(&look.curriculum, &block.what),
            when = say::moment(block.start, look.today())
        )),
        Event::BlockDeleted { block: id } => {
            Some(said!("took out {block}", "quitar {block}", block = block(id)))
        }
        Event::KeptFreeEnded { .. } => Some(said!(
            "let time that was kept free be planned",
            "permitir que se planifique tiempo que se dejaba libre"
        )),
        Event::UnitBroughtForward { unit: id, first: true } => {
            Some(said!("brought {unit} forward", "adelantar {unit}", unit = unit(id)))
        }
        Event::UnitBroughtForward { unit: id, first: false } => {
            Some(said!("put {unit} back in line", "devolver {unit} a su turno", unit = unit(id)))
        }
        Event::PlanLeft { left: true } => Some(said!("left the plan as it is", "dejar el plan como está")),
        Event::PlanLeft { left: false } => Some(said!("planned anew", "planificar de nuevo")),
        Event::PlanPublished { .. }
        | Event::BusyChanged { .. }
        | Event::Undone { .. }
        | Event::Redone { .. } => None,
        Event::ReviewGraded { .. } => Some(said!("graded a question", "valorar una pregunta")),
        Event::RecallGraded { unit: id, .. } => {
            Some(said!("graded {unit}", "valorar {unit}", unit = unit(id)))
        }
        Event::NoteSet { unit: id, .. } => {
            Some(said!("changed the note on {unit}", "cambiar la nota de {unit}", unit = unit(id)))
        }
        Event::WeekReflected { week, .. } => Some(said!(
            "changed the line about the week of {week}",
            "cambiar la línea sobre la semana del {week}",
            week = say::day(*week)
        )),
        Event::BusyImported { name, .. } => {
            Some(said!("read the calendar “{name}”", "leer el calendario «{name}»"))
        }
        Event::BusyRemoved { .. } => Some(said!("removed a calendar", "quitar un calendario")),
        Event::PackSet { .. } => Some(said!("changed the pack", "cambiar el temario")),
        Event::ThemeSet { .. } => Some(said!("changed the theme", "cambiar el tema")),
        Event::OwnUnitSet { content, .. } => {
            Some(said!("saved your unit “{title}”", "guardar tu unidad «{title}»", title = content.title))
        }
        Event::OwnUnitRemoved { unit: id } => {
            Some(said!("removed your unit {unit}", "quitar tu unidad {unit}", unit = unit(id)))
        }
        Event::OwnResourceSet { content, .. } => Some(said!(
            "saved your resource “{title}”",
            "guardar tu recurso «{title}»",
            title = content.title
        )),
        Event::OwnResourceRemoved { .. } => {
            Some(said!("removed a resource of yours", "quitar un recurso tuyo"))
        }
        Event::PaceSet { own: true } => {
            Some(said!("planned with your own pace", "planificar con tu propio ritmo"))
        }
        Event::PaceSet { own: false } => Some(said!(
            "planned with the estimates as they are",
            "planificar con las estimaciones tal como son"
        )),
    }
}

/// Whether an address may be opened in a browser.
pub(crate) fn is_link(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let safe = lower.starts_with("https://") || lower.starts_with("http://");
    safe && !url.chars().any(char::is_control)
}

pub(crate) fn link_open(session: &mut Session, args: LinkOpen) -> Result<Answered, ApiError> {
    if !is_link(&args.url) {
        return Err(ApiError::BadLink { url: args.url });
    }
    match session.host.open_link(&args.url) {
        Ok(()) => Ok(Answered::default()),
        Err(reason) => Err(ApiError::OpenFailed { what: args.url, reason }),
    }
}

pub(crate) fn sample_start(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    session.sample = None;
    sample::start(session)?;
    session.touch(&EVERYTHING);
    Ok(Answered::default())
}

pub(crate) fn sample_leave(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    session.sample = None;
    session.touch(&EVERYTHING);
    Ok(Answered::default())
}
