//! Files for the learner to take along. Where nobody said where, a new file is written, and never over one that is there.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Datelike, Months};

use crate::app::Job;
use crate::session::{Look, Session};
use crate::wire::{
    CalendarExport, CalendarSpan, ExportPlace, ExportTo, ExportWhat, Exported, PathChosen, ReviewPeriod,
};
use crate::{ApiError, calendar_block, look_back, paths, say, transfer};

pub(crate) fn all(session: &mut Session, args: ExportTo) -> Result<Exported, ApiError> {
    let look = session.look()?;
    let journal = session.journal()?;
    let (leaving, device) = (journal.leaving(0)?, journal.device());
    let note = (leaving.damaged > 0).then(|| {
        counted!(
            leaving.damaged,
            [
                "{n} damaged entry has no name to tell it from others, and is not in it.",
                "{n} damaged entries have no names to tell them from others, and are not in it."
            ],
            [
                "{n} entrada dañada no tiene nombre que la distinga de otras, y no está en él.",
                "{n} entradas dañadas no tienen nombre que las distinga de otras, y no están en él."
            ]
        )
    });
    let text = transfer::write(leaving, device, look.at).map_err(journal::JournalError::from)?;
    let exported = write(session, &look, ExportWhat::Everything, &args, &text)?;
    Ok(Exported { note, ..exported })
}

pub(crate) fn calendar(session: &mut Session, args: CalendarExport) -> Result<Exported, ApiError> {
    let reminders = calendar_block::reminders(args.reminders)?;
    let look = session.look_at_plan()?;
    let s = look.situation();
    let until = match args.span {
        CalendarSpan::Week => Some(s.monday() + chrono::Duration::weeks(1)),
        CalendarSpan::Month => look.today().with_day(1).and_then(|d| d.checked_add_months(Months::new(1))),
        CalendarSpan::All => None,
    };
    let ahead = s.ahead().into_iter().filter(|b| until.is_none_or(|until| b.block.start.date() < until));
    let revision = calendar_block::revision(session, &look)?;
    let mut blocks: Vec<calendar::CalendarBlock> =
        ahead.map(|b| calendar_block::in_file(&look, revision, b)).collect();
    for block in &mut blocks {
        block.alarms.clone_from(&reminders);
    }
    let layout = calendar::Layout { name: "Ninefold", zone: look.zone, tasks: args.tasks };
    let text = calendar::write_blocks(&blocks, &layout);
    let to = ExportTo { to: args.to, replace: args.replace };
    write(session, &look, ExportWhat::Calendar, &to, &text)
}

pub(crate) fn review(session: &mut Session, args: ExportTo) -> Result<Exported, ApiError> {
    let look = session.look_at_plan()?;
    let view = super::review::view(session, &look, ReviewPeriod::All)?;
    write(session, &look, ExportWhat::Review, &args, &look_back::csv(&view))
}

pub(crate) fn log(session: &mut Session, args: ExportTo) -> Result<Exported, ApiError> {
    let look = session.look()?;
    write(session, &look, ExportWhat::Log, &args, &transfer::log(&look.situation()))
}

pub(crate) fn notes(session: &mut Session, args: ExportTo) -> Result<Exported, ApiError> {
    let look = session.look()?;
    write(session, &look, ExportWhat::Notes, &args, &transfer::markdown(&look.situation()))
}

/// Lets the person choose where such a file goes, and under which name.
pub(crate) fn place(session: &mut Session, args: ExportPlace) -> Result<Job<PathChosen>, ApiError> {
    let look = session.look()?;
    let host = Arc::clone(&session.host);
    let (stem, ending) = name_of(args.what, &look);
    let name = format!("{stem}.{ending}");
    Ok(Box::new(move || match host.choose_place(&name) {
        Ok(path) => Ok(PathChosen { path: path.as_deref().map(paths::carried).transpose()? }),
        Err(reason) => Err(ApiError::NoChoice { reason }),
    }))
}

/// How such a file is called, and how its name ends.
fn name_of(what: ExportWhat, look: &Look) -> (String, &'static str) {
    let day = look.today().format("%Y-%m-%d");
    let (stem, ending) = match what {
        ExportWhat::Everything => ("ninefold", "json"),
        ExportWhat::Calendar => ("ninefold", "ics"),
        ExportWhat::Review => ("ninefold", "csv"),
        ExportWhat::Log => ("ninefold-studied", "csv"),
        ExportWhat::Notes => ("ninefold", "md"),
    };
    (format!("{stem}-{day}"), ending)
}

fn write(
    session: &Session,
    look: &Look,
    what: ExportWhat,
    args: &ExportTo,
    text: &str,
) -> Result<Exported, ApiError> {
    let done = |path: &Path| Exported { path: paths::shown(path), note: None };
    if let Some(to) = &args.to {
        let path = paths::written(to);
        if args.replace {
            replace(&path, text)?;
        } else if !is_new(&path, text)? {
            return Err(ApiError::NameTaken { path: paths::shown(&path), is_folder: path.is_dir() });
        }
        return Ok(done(&path));
    }
    let dir = session.host.export_dir();
    std::fs::create_dir_all(&dir).map_err(|e| failed(&dir, &e))?;
    let (stem, ending) = name_of(what, look);
    let names =
        std::iter::once(format!("{stem}.{ending}")).chain((2..1000).map(|n| format!("{stem}-{n}.{ending}")));
    for name in names {
        let path = dir.join(name);
        if is_new(&path, text)? {
            return Ok(done(&path));
        }
    }
    Err(ApiError::WriteFailed {
        path: dir.display().to_string(),
        reason: said!(
            "there are a thousand exports of {day} already",
            "ya hay mil exportaciones del {day}",
            day = say::date(look.today())
        ),
    })
}

fn failed(path: &Path, error: &std::io::Error) -> ApiError {
    ApiError::WriteFailed { path: path.display().to_string(), reason: say::refusal(error) }
}

/// Writes a file that was not there; of one that is, false.
fn is_new(path: &Path, text: &str) -> Result<bool, ApiError> {
    let mut file = match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => return Ok(false),
        Err(e) => return Err(failed(path, &e)),
    };
    match file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
        Ok(()) => {
            path.parent().into_iter().for_each(journal::keep_names);
            Ok(true)
        }
        Err(e) => {
            // Half a file would look like an export.
            let _ = std::fs::remove_file(path);
            Err(failed(path, &e))
        }
    }
}

/// Puts a whole file in the place of the one that is there.
fn replace(path: &Path, text: &str) -> Result<(), ApiError> {
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let written = tempfile::NamedTempFile::new_in(&folder).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    let file = written.map_err(|e| failed(path, &e))?;
    file.persist(path).map_err(|e| failed(path, &e.error))?;
    journal::keep_names(&folder);
    Ok(())
}
