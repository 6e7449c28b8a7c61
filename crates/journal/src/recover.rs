//! A new journal out of a damaged one: what can still be read of it, and what backups hold beside that. The damaged file is
//! only read.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{OpenFlags, params};
use rusqlite_migration::M;
use uuid::Uuid;

use crate::course::Course;
use crate::error::JournalError;
use crate::explain::explain;
use crate::files::{companion, journal_file, newest_broken, sync_dir};
use crate::journal::INSERT;
use crate::kept::{BackupInfo, last_made_first, list_replaced, names, positioned};
use crate::left::Left;
use crate::merge::Foreign;
use crate::open::connect;
use crate::reached::{Reached, is_of_another};
use crate::salvage::{Salvage, salvage};
use crate::schema::migrate;

/// What became of the events of a damaged journal, which are counted by their positions: a journal has no gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    /// Events that were read from the damaged file.
    pub read: usize,
    /// Further events that only backups still had.
    pub from_backup: usize,
    /// The backups that these came from, the one that was made last first.
    pub given: Vec<BackupInfo>,
    /// Events that are known to be missing. What came after the last one of which any trace is left is not among them.
    pub lost: usize,
    /// When the last recovered event was written; none if its instant cannot be read.
    pub until: Option<DateTime<Utc>>,
    /// The backup that was made last among those that are whole.
    pub backup: Option<BackupInfo>,
    /// The backup with the most events that were not taken in, as they belong to a journal that was set aside.
    pub other_course: Option<BackupInfo>,
    /// How many those are, 0 without such a backup.
    pub more_in_backup: usize,
}

/// Where the new journal is written before it takes the damaged one's name.
fn draft(dir: &Path) -> PathBuf {
    dir.join("journal.recovering.db")
}

/// What came of trying to recover a damaged journal.
pub(crate) enum Recovery {
    /// A new one is in the draft, whole and on disk.
    Made(Recovered),
    /// Nothing of the file can be read.
    Nothing,
    /// No new one can be made of what can be read, now or later: that shuts nobody out.
    Failed,
}

/// Writes what can be saved of the damaged file `from` to the draft.
///
/// # Errors
/// Where the file cannot be read at the moment, or there is no room or leave to write: then it is recovered once there is.
pub(crate) fn recover(dir: &Path, from: &Path, steps: &[M<'static>]) -> Result<Recovery, JournalError> {
    let (file, mut log) = (bytes(from)?, bytes(&companion(from, "-wal"))?);
    if is_of_another(&file, &log) {
        // What stands in it is kept with the file, and is none of the learner's.
        log.clear();
    }
    let found = salvage(&file, &log);
    if found.events.is_empty() {
        return Ok(Recovery::Nothing);
    }
    let (events, recovered) = together(found, dir);
    match write(dir, &events, steps).map_err(|error| explain(dir, error)) {
        Ok(()) => Ok(Recovery::Made(recovered)),
        Err(
            error @ (JournalError::Full { .. }
            | JournalError::ReadOnly { .. }
            | JournalError::Permission { .. }
            | JournalError::Locked { .. }
            | JournalError::NoLocks { .. }),
        ) => Err(error),
        Err(_) => Ok(Recovery::Failed),
    }
}

/// Removes a draft that came to nothing. Whatever hinders that, the next one is written over it.
pub(crate) fn drop_draft(dir: &Path) {
    for suffix in ["-journal", "-wal", "-shm", ""] {
        let _ = fs::remove_file(companion(&draft(dir), suffix));
    }
}

/// Makes the draft the journal, whose place is free.
pub(crate) fn put_in_place(dir: &Path) -> Result<(), JournalError> {
    let path = journal_file(dir);
    fs::rename(draft(dir), &path).map_err(|error| JournalError::io(&path, error))?;
    sync_dir(dir)
}

/// The damaged file that was set aside when the program ended before the new journal had its name.
pub(crate) fn interrupted(dir: &Path) -> Result<Option<PathBuf>, JournalError> {
    let draft = draft(dir);
    match fs::exists(&draft) {
        Ok(true) => newest_broken(dir),
        Ok(false) => Ok(None),
        Err(error) => Err(JournalError::io(&draft, error)),
    }
}

/// What was found, with what every good backup holds beside that, the one that was made last first: it may be of a journal
/// that was gone back from, and another have what is missing. A backup that cannot be read gives nothing, and so does a
/// folder of backups that cannot.
fn together(found: Salvage, dir: &Path) -> (Vec<Foreign>, Recovered) {
    let read = found.events.len();
    let mut course = Course::new(found.events);
    let mut backups: Vec<(BackupInfo, Vec<Uuid>)> = Vec::new();
    let mut given = Vec::new();
    let noted = Left::of(dir);
    for file in last_made_first(dir).unwrap_or_default() {
        // Checking a long one takes its time: most are copies of what is there already.
        let is_new = names(&file.path).is_ok_and(|ids| ids.iter().any(|id| !course.is_sure_of(*id)));
        let Some(mut kept) = is_new.then(|| positioned(&file.path).ok()).flatten() else { continue };
        let events = u64::try_from(kept.len()).unwrap_or(u64::MAX);
        let info = BackupInfo { path: file.path, at: Some(file.at), events };
        let before = course.len();
        let is_left = |event: &Foreign| noted.gone.contains(&event.id) && !course.has(event.id);
        let left: Vec<Uuid> = kept.values().filter(|event| is_left(event)).map(|event| event.id).collect();
        let left: HashSet<Uuid> = left.into_iter().collect();
        kept.retain(|_, event| !left.contains(&event.id));
        let left_out: Vec<Uuid> = course.take(kept, &noted.back).into_iter().chain(left).collect();
        if course.len() > before {
            given.push(info.clone());
        }
        backups.push((info, left_out));
    }
    given.extend(come_back(&mut course, dir, &noted.back));
    let from_backup = course.len() - read;
    // What was saved behind the last trace of anything is known to be missing.
    let saved = Reached::of(dir).filter(|saved| !course.has(saved.id)).map_or(0, |saved| saved.seq);
    let last = found.last.max(course.last()).max(saved);
    let lost = usize::try_from(last).unwrap_or(0).saturating_sub(course.len());
    // What one backup could not give may have come from another.
    let beyond = |left_out: &[Uuid]| left_out.iter().filter(|id| !course.has(**id)).count();
    let others = backups.iter().rev().map(|(info, left_out)| (info, beyond(left_out)));
    let most = others.filter(|(_, more)| *more > 0).max_by_key(|(_, more)| *more);
    let (other_course, more_in_backup) = most.map_or((None, 0), |(info, more)| (Some(info.clone()), more));
    let until = course.newest().and_then(|event| DateTime::parse_from_rfc3339(&event.at).ok());
    let recovered = Recovered {
        read,
        from_backup,
        given,
        lost,
        until: until.map(|at| at.to_utc()),
        backup: backups.into_iter().next().map(|(info, _)| info),
        other_course,
        more_in_backup,
    };
    (course.into_events(), recovered)
}

/// What came in again after it had been gone back from stands in the journals that were replaced, too, and perhaps in no backup.
/// Returns those that gave something.
fn come_back(course: &mut Course, dir: &Path, back: &BTreeSet<Uuid>) -> Vec<BackupInfo> {
    let mut given = Vec::new();
    for file in list_replaced(dir).unwrap_or_default() {
        let is_missing = |course: &Course, id: &Uuid| back.contains(id) && !course.has(*id);
        if !names(&file.path).is_ok_and(|ids| ids.iter().any(|id| is_missing(course, id))) {
            continue;
        }
        let Ok(mut kept) = positioned(&file.path) else { continue };
        let events = u64::try_from(kept.len()).unwrap_or(u64::MAX);
        kept.retain(|_, event| back.contains(&event.id) || course.has(event.id));
        course.take(kept, back);
        given.push(BackupInfo { path: file.path, at: Some(file.at), events });
    }
    given
}

/// In one transaction, and without a log beside the file.
fn write(dir: &Path, events: &[Foreign], steps: &[M<'static>]) -> Result<(), JournalError> {
    let path = draft(dir);
    for suffix in ["-journal", "-wal", "-shm"] {
        match fs::remove_file(companion(&path, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(JournalError::io(&path, error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    // Emptied and not removed: that there is a draft tells of a recovery that was interrupted.
    fs::File::create(&path).map_err(|error| JournalError::io(&path, error))?;
    let failed = |error| JournalError::sqlite(&path, error);
    let mut conn = connect(&path, OpenFlags::SQLITE_OPEN_CREATE).map_err(failed)?;
    conn.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    migrate(&mut conn, steps).map_err(|error| JournalError::migration(&path, error))?;
    let transaction = conn.transaction().map_err(failed)?;
    {
        let mut insert = transaction.prepare(INSERT).map_err(failed)?;
        for event in events {
            let Foreign { id, command, device, at, clock, kind, body } = event;
            let (id, command, device) = (id.as_bytes(), command.as_bytes(), device.as_bytes());
            insert.execute(params![id, command, device, at, clock, kind, body]).map_err(failed)?;
        }
    }
    transaction.commit().map_err(failed)?;
    conn.close().map_err(|(_, error)| failed(error))
}

/// All of a file; nothing if there is none.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, JournalError> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(JournalError::io(path, error)),
    }
}
