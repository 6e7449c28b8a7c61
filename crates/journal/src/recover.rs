//! A new journal out of a damaged one: what can still be read of it, and what the newest backup holds beside that. The damaged
//! file is only read.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{OpenFlags, params};
use rusqlite_migration::M;

use crate::backup::{BackupInfo, newest_good_backup, positioned};
use crate::error::JournalError;
use crate::files::{companion, journal_file, newest_broken, sync_dir};
use crate::journal::INSERT;
use crate::merge::Foreign;
use crate::open::connect;
use crate::salvage::{Salvage, salvage};
use crate::schema::migrate;

/// What became of the events of a damaged journal, which are counted by their positions: a journal has no gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    /// Events that were read from the damaged file.
    pub read: usize,
    /// Further events that only the newest backup still had.
    pub from_backup: usize,
    /// Events that are known to be missing. What came after the last one of which any trace is left is not among them.
    pub lost: usize,
    /// When the last recovered event was written; none if its instant cannot be read.
    pub until: Option<DateTime<Utc>>,
    /// The newest backup that is whole.
    pub backup: Option<BackupInfo>,
    /// Events of that backup that were not taken in, as they belong to a journal that was set aside.
    pub more_in_backup: usize,
}

/// Where the new journal is written before it takes the damaged one's name.
fn draft(dir: &Path) -> PathBuf {
    dir.join("journal.recovering.db")
}

/// Writes what can be saved of the damaged file `from` to a draft, whole and on disk when this returns; none if nothing of
/// the file can be read.
pub(crate) fn recover(
    dir: &Path,
    from: &Path,
    steps: &[M<'static>],
) -> Result<Option<Recovered>, JournalError> {
    let found = salvage(&bytes(from)?, &bytes(&companion(from, "-wal"))?);
    if found.events.is_empty() {
        return Ok(None);
    }
    let backup = newest_good_backup(dir)?;
    let kept = backup.as_ref().map(|backup| positioned(&backup.path)).transpose()?.unwrap_or_default();
    let (events, recovered) = together(found, &kept, backup);
    write(dir, &events, steps)?;
    Ok(Some(recovered))
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

/// Both files' events by their positions. The backup is a copy of the journal as it once was, and was found whole: where both
/// have an event, its words count. But it may be of a journal that was gone back from, and then only what came before
/// that belongs here.
fn together(
    found: Salvage,
    kept: &BTreeMap<i64, Foreign>,
    backup: Option<BackupInfo>,
) -> (Vec<Foreign>, Recovered) {
    let both = found.events.iter().filter_map(|(n, event)| Some((*n, kept.get(n)?.id == event.id)));
    let shared = both.clone().rfind(|(_, is_same)| *is_same).map(|(n, _)| n);
    // A single other name is damage; after a parting all names are others.
    let has_parted = both.filter(|(n, _)| shared.is_none_or(|shared| *n > shared)).count() > 1;
    let ours = |n: i64| !has_parted || shared.is_some_and(|shared| n <= shared);
    let taken: BTreeMap<i64, Foreign> =
        kept.iter().filter(|(n, _)| ours(**n)).map(|(n, event)| (*n, event.clone())).collect();
    let more_in_backup = kept.len() - taken.len();
    let from_backup = taken.keys().filter(|n| !found.events.contains_key(n)).count();
    let read = found.events.len();
    let last = found.last.max(taken.keys().last().copied().unwrap_or(0));
    let mut all = found.events;
    all.extend(taken);
    let lost = usize::try_from(last).unwrap_or(0).saturating_sub(all.len());
    let newest = all.values().max_by_key(|event| (event.clock, event.id));
    let until = newest.and_then(|event| DateTime::parse_from_rfc3339(&event.at).ok()).map(|at| at.to_utc());
    (all.into_values().collect(), Recovered { read, from_backup, lost, until, backup, more_in_backup })
}

/// In one transaction, and without a log beside the file.
fn write(dir: &Path, events: &[Foreign], steps: &[M<'static>]) -> Result<(), JournalError> {
    let path = draft(dir);
    for suffix in ["", "-journal", "-wal", "-shm"] {
        match fs::remove_file(companion(&path, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(JournalError::io(&path, error));
            }
            Ok(()) | Err(_) => {}
        }
    }
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
fn bytes(path: &Path) -> Result<Vec<u8>, JournalError> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(JournalError::io(path, error)),
    }
}
