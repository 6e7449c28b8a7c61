//! The frame: state of the program, undo and redo, links, the sample learner, a backup brought back.

use std::path::Path;

use journal::{Event, Notice as Found, Record, State, UnitMark};

use crate::session::{Look, Session};
use crate::wire::{
    Answered, AppState, BackupList, BackupView, LinkOpen, Nothing, Notice, RestoreArgs, StrategyInfo, Topic,
    UndoSeveral,
};
use crate::{ApiError, convert, sample, say, titles};

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
        data_dir: session.host.data_dir().display().to_string(),
        strategies: strategies.collect(),
        notice: session.notice.as_ref().map(notice),
        undo: undo.next(),
        undo_more: undo.collect(),
        redo,
    })
}

fn notice(found: &Found) -> Notice {
    match found {
        Found::Broken { set_aside, backup: info } => Notice {
            code: "journal_broken".to_owned(),
            text: format!(
                "Your journal was damaged and could not be read. It was set aside as {}; nothing was deleted.",
                set_aside.display()
            ),
            backup: info.as_ref().map(backup_words),
        },
        Found::Missing { backup: info } => Notice {
            code: "journal_missing".to_owned(),
            text: format!(
                "There is no plan in your data folder, but a backup of one: {}.",
                info.path.display()
            ),
            backup: Some(backup_words(info)),
        },
        Found::Unreadable { count, kinds } => Notice {
            code: "journal_unreadable".to_owned(),
            text: format!(
                "{} in your journal cannot be read by this version ({}). They are kept.",
                say::count(*count, "entry", "entries"),
                kinds.iter().cloned().collect::<Vec<_>>().join(", ")
            ),
            backup: None,
        },
    }
}

pub(crate) fn notice_dismiss(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    session.notice = None;
    session.touch(&[Topic::App]);
    Ok(Answered::default())
}

pub(crate) fn backups(session: &mut Session, _: Nothing) -> Result<BackupList, ApiError> {
    let dir = session.host.data_dir();
    let backups = journal::list_backups(&dir)?.into_iter().map(|file| BackupView {
        name: file_name(&file.path),
        at: file.at,
        events: journal::check_backup(&file.path).ok().and_then(|info| u32::try_from(info.events).ok()),
    });
    Ok(BackupList { backups: backups.collect(), dir: journal::backups_dir(&dir).display().to_string() })
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

pub(crate) fn backup_restore(session: &mut Session, args: RestoreArgs) -> Result<Answered, ApiError> {
    let dir = session.host.data_dir();
    let backup = match args.backup {
        None => journal::newest_good_backup(&dir)?.ok_or(ApiError::NoBackup)?,
        Some(name) => {
            let listed = journal::list_backups(&dir)?.into_iter().find(|file| file_name(&file.path) == name);
            let found = listed.and_then(|file| journal::check_backup(&file.path).ok());
            found.ok_or(ApiError::UnknownBackup { name })?
        }
    };
    let events = session.own_events()?;
    if events > 0 && !args.replace {
        return Err(ApiError::JournalInUse { events });
    }
    let former = session.restore(&backup)?.filter(|_| events > 0);
    let mut message = format!("The backup of {} is back.", backup_words(&backup));
    if let Some(former) = former {
        message.push_str(&format!(" The journal that was there is now {}.", former.display()));
    }
    Ok(Answered { message: Some(message), ..Answered::default() })
}

/// "24 November 2026, 120 entries".
fn backup_words(info: &journal::BackupInfo) -> String {
    let day = info.at.map_or_else(|| "an unknown day".to_owned(), |at| say::date(at.date_naive()));
    let events = usize::try_from(info.events).unwrap_or(usize::MAX);
    format!("{day}, {}", say::count(events, "entry", "entries"))
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
        0 => format!("Undone: {words}."),
        after => format!("Undone: {words}, and {} after it.", say::count(after, "change", "changes")),
    };
    let events: Vec<_> = targets.iter().map(|(command, _)| Event::Undone { command: *command }).collect();
    session.record(look, &events, &EVERYTHING)?;
    Ok(Answered { message: Some(message), ..Answered::default() })
}

pub(crate) fn redo(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let (command, words) = redo_target(session, &look)?.ok_or(ApiError::NothingToRedo)?;
    session.record(&look, &[Event::Redone { command }], &EVERYTHING)?;
    Ok(Answered { message: Some(format!("Done again: {words}.")), undoable: true, ..Answered::default() })
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

/// The newest commands that count, at most `count`, the newest first; the one that finished onboarding stays.
fn undo_targets(session: &mut Session, look: &Look, count: usize) -> Result<Vec<Target>, ApiError> {
    let mut targets = Vec::new();
    for command in look.state.undoable.iter().rev().take(count) {
        let records = session.journal()?.command(*command)?;
        let is_onboarding = records.iter().any(|r| matches!(&r.event, Ok(Event::ProfileSet(_))))
            && records.iter().any(|r| matches!(&r.event, Ok(Event::AvailabilitySet { .. })));
        if is_onboarding {
            break;
        }
        targets.push((*command, describe(look, &records)));
    }
    Ok(targets)
}

fn redo_target(session: &mut Session, look: &Look) -> Result<Option<Target>, ApiError> {
    let Some(command) = look.state.redoable.last().copied() else { return Ok(None) };
    let records = session.journal()?.command(command)?;
    Ok(Some((command, describe(look, &records))))
}

/// A command in a few words, from the event that says what the learner did.
fn describe(look: &Look, records: &[Record]) -> String {
    let count = |is: fn(&Event) -> bool| records.iter().filter(|r| r.event.as_ref().is_ok_and(is)).count();
    match (
        count(|e| matches!(e, Event::MinutesLogged { .. })),
        count(|e| matches!(e, Event::BlockMissed { .. })),
        count(|e| matches!(e, Event::UnitMarked { .. } | Event::StrategyLevelSet { .. })),
        count(|e| matches!(e, Event::UnitMarked { mark: UnitMark::Dropped, .. })),
        count(|e| matches!(e, Event::BudgetSet(_) | Event::ProfileSet(_))),
    ) {
        (2.., ..) => "marked several blocks done".to_owned(),
        (_, 2.., ..) => "couldn’t do several blocks".to_owned(),
        (.., 2..) => "changed hours and date".to_owned(),
        (.., marked @ 2.., dropped, 0) if marked == dropped => format!("left out {dropped} units"),
        (_, _, 2.., _, 0) => "changed what you know".to_owned(),
        _ => one_thing(look, records),
    }
}

fn one_thing(look: &Look, records: &[Record]) -> String {
    let events = records.iter().filter_map(|r| r.event.as_ref().ok());
    let words = events.map(|e| event_words(look, &look.state, e));
    words.into_iter().flatten().next().unwrap_or_else(|| "a new plan".to_owned())
}

fn event_words(look: &Look, state: &State, event: &Event) -> Option<String> {
    let block = |id: &journal::BlockId| {
        let known = state.blocks.get(id).map(|b| &b.block).or_else(|| state.kept_free.get(id));
        known.map_or_else(
            || "a block".to_owned(),
            |b| format!("“{}”", titles::title(&look.curriculum, &b.what)),
        )
    };
    let unit = |id: &str| format!("“{}”", titles::unit_title(&look.curriculum, id));
    match event {
        Event::ProfileSet(_) => Some("changed goal, date or time zone".to_owned()),
        Event::AvailabilitySet { .. } => Some("changed study times".to_owned()),
        Event::BudgetSet(_) => Some("changed hours and limits".to_owned()),
        Event::StrategyLevelSet { .. } => Some("changed what you know".to_owned()),
        Event::UnitMarked { unit: id, mark } => Some(match mark {
            UnitMark::Known => format!("said that you know {}", unit(id)),
            UnitMark::Dropped => format!("left out {}", unit(id)),
            UnitMark::Later => format!("put {} after everything else", unit(id)),
            UnitMark::Open => format!("took {} in", unit(id)),
        }),
        Event::EstimateChanged { unit: id, .. } => Some(format!("changed the estimate of {}", unit(id))),
        Event::RhythmSet { rhythm, wanted } => {
            let title = titles::title(&look.curriculum, &journal::Studied::Rhythm { rhythm: rhythm.clone() });
            Some(if *wanted { format!("took “{title}” in") } else { format!("left out “{title}”") })
        }
        Event::OutcomeTicked { ticked: true, .. } => Some("ticked an outcome".to_owned()),
        Event::OutcomeTicked { ticked: false, .. } => Some("cleared an outcome".to_owned()),
        Event::SessionStarted { block: id } => Some(format!("started {}", block(id))),
        Event::SessionPaused { block: id } => Some(format!("paused {}", block(id))),
        Event::MinutesLogged { what, minutes, block: None, .. } => {
            let title = titles::title(&look.curriculum, what);
            Some(format!("logged {} of “{title}”", say::length(*minutes)))
        }
        Event::MinutesLogged { what, minutes, .. } => Some(format!(
            "marked “{}” done, {}",
            titles::title(&look.curriculum, what),
            say::length(*minutes)
        )),
        Event::BlockMissed { block: id } => Some(format!("couldn’t do {}", block(id))),
        Event::BlockSkipped { block: id } => Some(format!("skipped {}", block(id))),
        Event::BlockLocked { block: id, locked: true } => Some(format!("locked {}", block(id))),
        Event::BlockLocked { block: id, locked: false } => Some(format!("unlocked {}", block(id))),
        Event::BlockMoved { block: id, start, .. } => {
            Some(format!("moved {} to {}", block(id), say::moment(*start, look.today())))
        }
        Event::BlockResized { block: id, minutes } => {
            Some(format!("gave {} {}", block(id), say::length(*minutes)))
        }
        Event::BlockSplit { block: id, .. } => Some(format!("split {}", block(id))),
        Event::BlockAdded { block } => Some(format!(
            "added “{}”, {}",
            titles::title(&look.curriculum, &block.what),
            say::moment(block.start, look.today())
        )),
        Event::BlockDeleted { block: id } => Some(format!("took out {}", block(id))),
        Event::KeptFreeEnded { .. } => Some("let time that was kept free be planned".to_owned()),
        Event::UnitBroughtForward { unit: id, first: true } => Some(format!("brought {} forward", unit(id))),
        Event::UnitBroughtForward { unit: id, first: false } => {
            Some(format!("put {} back in line", unit(id)))
        }
        Event::PlanLeft { left: true } => Some("left the plan as it is".to_owned()),
        Event::PlanLeft { left: false } => Some("planned anew".to_owned()),
        Event::PlanPublished { .. } | Event::Undone { .. } | Event::Redone { .. } => None,
        Event::ReviewGraded { .. } => Some("graded a question".to_owned()),
        Event::RecallGraded { unit: id, .. } => Some(format!("graded {}", unit(id))),
        Event::NoteSet { unit: id, .. } => Some(format!("changed the note on {}", unit(id))),
        Event::WeekReflected { week, .. } => {
            Some(format!("changed the line about the week of {}", say::day(*week)))
        }
        Event::BusyImported { name, .. } => Some(format!("read the calendar “{name}”")),
        Event::BusyRemoved { .. } => Some("removed a calendar".to_owned()),
        Event::ThemeSet { .. } => Some("changed the theme".to_owned()),
        Event::OwnUnitSet { content, .. } => Some(format!("saved your unit “{}”", content.title)),
        Event::OwnUnitRemoved { unit: id } => Some(format!("removed your unit {}", unit(id))),
        Event::OwnResourceSet { content, .. } => Some(format!("saved your resource “{}”", content.title)),
        Event::OwnResourceRemoved { .. } => Some("removed a resource of yours".to_owned()),
        Event::PaceSet { own: true } => Some("planned with your own pace".to_owned()),
        Event::PaceSet { own: false } => Some("planned with the estimates as they are".to_owned()),
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
