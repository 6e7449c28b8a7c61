//! Backups and the journals that one of them replaced: what each holds, what going back to it would set aside, and going
//! back. Nothing is deleted by it: the journal that was there is kept, and is listed with the others.

use std::path::Path;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use journal::{BackupFile, JournalError};

use super::notices::backup_words;
use crate::app::Job;
use crate::calendars::publication;
use crate::carrying::Standing;
use crate::session::Session;
use crate::transfer::{Holding, goal_words};
use crate::wire::{BackupHeld, BackupList, BackupRef, BackupView, Nothing, RestoreArgs, Restored, Topic};
use crate::words::journal_words;
use crate::{ApiError, calendar_block, computer, paths, say, zones};

pub(crate) fn list(session: &mut Session, _: Nothing) -> Result<Job<BackupList>, ApiError> {
    session.look_after_backup()?;
    let trouble = session.backup_trouble();
    let zone = session.look()?.zone;
    let dir = session.host.data_dir();
    Ok(Box::new(move || {
        // Where something else has the name of the folder there are none, and that is said.
        let (files, unseen) = match journal::list_backups(&dir) {
            Ok(backups) => (files(&dir, backups)?, None),
            Err(error) => (files(&dir, Vec::new())?, Some(journal_words(&error))),
        };
        let newest = journal::newest_good_backup(&dir).ok().flatten().map(|backup| backup.path);
        let views = files.into_iter().map(|(file, replaced)| BackupView {
            name: file_name(&file.path),
            at: file.at,
            when: moment(zone, file.at),
            replaced,
            newest: newest.as_ref() == Some(&file.path),
        });
        Ok(BackupList {
            backups: views.collect(),
            dir: paths::shown(&journal::backups_dir(&dir)),
            trouble: trouble.or(unseen),
        })
    }))
}

pub(crate) fn look_into(session: &mut Session, args: BackupRef) -> Result<Job<BackupHeld>, ApiError> {
    let zone = session.look()?.zone;
    let here = session.holding()?;
    let dir = session.host.data_dir();
    Ok(Box::new(move || {
        let file = named(&dir, &args.name)?;
        let read = journal::read_backup(&file.path);
        let whole = read.is_ok();
        let says = match read {
            Ok(records) => says(&Holding::of(&records), &here, zone),
            Err(error) => vec![why_not(&error)],
        };
        Ok(BackupHeld { whole, says })
    }))
}

/// The one of this name.
fn named(dir: &Path, name: &str) -> Result<BackupFile, ApiError> {
    let mut all = files(dir, journal::list_backups(dir)?)?.into_iter();
    let found = all.find(|(file, _)| file_name(&file.path) == name);
    found.map(|(file, _)| file).ok_or_else(|| ApiError::UnknownBackup { name: name.to_owned() })
}

/// Everything that can be brought back, the newest first, and whether it is a journal that was replaced.
fn files(dir: &Path, backups: Vec<BackupFile>) -> Result<Vec<(BackupFile, bool)>, ApiError> {
    let backups = backups.into_iter().map(|file| (file, false));
    let replaced = journal::list_replaced(dir)?.into_iter().map(|file| (file, true));
    let mut files: Vec<(BackupFile, bool)> = backups.chain(replaced).collect();
    files.sort_by_key(|(file, _)| std::cmp::Reverse(file.at));
    Ok(files)
}

/// Why a backup cannot be read. One of a newer program is none that anybody should throw away.
fn why_not(error: &JournalError) -> String {
    match error {
        JournalError::Broken { .. } | JournalError::Foreign { .. } => word!(
            "It is damaged and cannot be opened, so it is no backup.",
            "Está dañada y no se puede abrir, así que no sirve de copia."
        )
        .to_owned(),
        JournalError::Newer { .. } => word!(
            "It was written by a newer Ninefold, which can read it.",
            "La escribió un Ninefold más nuevo, que sí puede leerla."
        )
        .to_owned(),
        _ => word!(
            "It cannot be read now. Look after the file’s permissions and its disk.",
            "Ahora no se puede leer. Revisa los permisos del archivo y su disco."
        )
        .to_owned(),
    }
}

fn says(there: &Holding, here: &Holding, zone: Tz) -> Vec<String> {
    let mut says = Vec::new();
    if let Some((goal, target)) = there.goal {
        says.push(format!("{}.", goal_words(goal, target)));
    }
    let holds = there.tally().words();
    says.push(match there.last {
        Some(last) => said!(
            "It holds {holds}; the last is of {when}.",
            "Contiene {holds}; lo último es del {when}.",
            when = moment(zone, last)
        ),
        None => said!("It holds {holds}.", "Contiene {holds}."),
    });
    let beyond = |of: &Holding, other: &Holding| of.beyond(other).map(|new| new.words());
    let (set_aside, comes_back) = (beyond(here, there), beyond(there, here));
    if set_aside.is_none() && comes_back.is_none() {
        says.push(word!("It is as your plan is now.", "Está como tu plan ahora.").to_owned());
    }
    if let Some(set_aside) = set_aside {
        says.push(said!(
            "Going back to it would set aside what came after: {set_aside}.",
            "Volver a ella apartaría lo que vino después: {set_aside}."
        ));
    }
    if let Some(comes_back) = comes_back {
        says.push(said!(
            "It would bring back what is not here now: {comes_back}.",
            "Recuperaría lo que ahora no está aquí: {comes_back}."
        ));
    }
    says
}

/// "25 November 2026, 07:10".
pub(super) fn moment(zone: Tz, at: DateTime<Utc>) -> String {
    let local = zones::to_local(zone, at);
    format!("{}, {}", say::date(local.date()), say::clock(local))
}

/// When a backup was made, in the learner's zone.
pub(super) fn when(session: &mut Session, at: Option<DateTime<Utc>>) -> Result<String, ApiError> {
    let zone = session.look()?.zone;
    Ok(at.map_or_else(|| word!("an unknown day", "un día desconocido").to_owned(), |at| moment(zone, at)))
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

pub(crate) fn restore(session: &mut Session, args: RestoreArgs) -> Result<Restored, ApiError> {
    session.wait_for_backup();
    let dir = session.host.data_dir();
    let asked_for = args.backup.clone();
    let backup = match args.backup {
        None => journal::newest_good_backup(&dir)?.ok_or(ApiError::NoBackup)?,
        Some(name) => {
            let file = named(&dir, &name)?;
            match journal::check_backup(&file.path) {
                Ok(info) => journal::BackupInfo { at: Some(file.at), ..info },
                Err(error) => return Err(ApiError::UnreadBackup { name, why: why_not(&error) }),
            }
        }
    };
    let zone = session.look().map_or(Tz::UTC, |look| look.zone);
    let events = session.own_events()?;
    if events > 0 && !args.replace {
        return Err(ApiError::JournalInUse { events, backup: asked_for });
    }
    // A calendar does not go back with the journal: what is known of it stays known, so that it can be brought in step.
    let revision = session.look().and_then(|look| calendar_block::revision(session, &look));
    let of_calendar = session.own_journal()?.kept(publication::NAME).ok().flatten();
    let folder = computer::sync_folder(&dir);
    let left = computer::left_folder(&dir).filter(|_| folder.is_none());
    let former = session.restore(&backup)?.filter(|_| events > 0);
    if let Some(text) = of_calendar {
        // Without it the calendar is looked at as it was remembered then.
        let _ = session.own_journal()?.keep(publication::NAME, &text);
    }
    // Without it a file that is exported may be taken for an older one.
    let _ = revision.and_then(|revision| calendar_block::begin_after(session, revision));
    let mut message = said!(
        "The backup of {backup} is back.",
        "La copia de seguridad está de vuelta: {backup}.",
        backup = backup_words(&backup, zone)
    );
    if let Some(former) = &former {
        message.push_str(&said!(
            " The journal that was there is now {path}.",
            " El diario que estaba ahí es ahora {path}.",
            path = former.display()
        ));
    }
    if folder.is_some() {
        session.standing = Standing::default();
        session.touch(&[Topic::Sync]);
        message.push_str(word!(
            " The sync folder is left alone now: it would bring back what came after. Choose it again when you want that.",
            " La carpeta de sincronización se deja ahora en paz: devolvería lo que vino después. Elígela otra vez cuando quieras eso."
        ));
    }
    if let Some(left) = left {
        message.push_str(&said!(
            " The sync folder {left} is left alone still: choose it again to be in step with your other computers.",
            " La carpeta de sincronización {left} se sigue dejando en paz: elígela otra vez para estar al día con tus otros equipos.",
            left = left.display()
        ));
    }
    let back = former.as_deref().map(file_name);
    Ok(Restored { message, back })
}
