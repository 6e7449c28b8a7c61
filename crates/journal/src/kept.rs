//! Backups as they are found: which there are, what each holds, and which of them was made last. None is changed by it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::clock;
use crate::error::JournalError;
use crate::files::{backup_instant, backups_dir, replaced_instant, small_text};
use crate::merge::Foreign;
use crate::record::{COLUMNS, Raw, Record, from_row, raw_from_row, uuid};
use crate::schema::{APPLICATION_ID, PATIENCE, STEPS, events_of, header_number, newest};

/// A file with the name of a backup; nobody has looked inside yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made, as its name says.
    pub at: DateTime<Utc>,
}

/// A backup that was opened and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupInfo {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made, as its name says; `None` if the file has another name.
    pub at: Option<DateTime<Utc>>,
    /// How many events it holds.
    pub events: u64,
}

/// The backups in the data folder `dir`, newest first. They are not opened.
///
/// # Errors
/// If the folder of backups cannot be read; a missing one is empty.
pub fn list_backups(dir: &Path) -> Result<Vec<BackupFile>, JournalError> {
    let folder = backups_dir(dir);
    listed(&folder, backup_instant).map_err(|why| JournalError::Unlisted { folder, why: Box::new(why) })
}

/// The journals in the data folder `dir` that a backup replaced, the last replaced first. They are not opened.
///
/// # Errors
/// If the folder cannot be read; a missing one is empty.
pub fn list_replaced(dir: &Path) -> Result<Vec<BackupFile>, JournalError> {
    listed(dir, replaced_instant)
}

fn listed(
    folder: &Path,
    instant: impl Fn(&str) -> Option<DateTime<Utc>>,
) -> Result<Vec<BackupFile>, JournalError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(JournalError::io(folder, error)),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| JournalError::io(folder, error))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(at) = name.and_then(&instant) else { continue };
        // An empty file only holds the name for a copy that is being made; what is no file is not waited for.
        if fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() > 0) {
            backups.push(BackupFile { path, at });
        }
    }
    backups.sort_by_key(|backup| Reverse(backup.at));
    Ok(backups)
}

/// The backup in the data folder `dir` that was made last among those that are whole and hold at least one event. The order in
/// which they were made is kept beside them; of those that are not in it what they hold decides, not their names: the clock of the
/// last event, then how many there are, which only grow in a journal whatever the computer's clock does. The one that is
/// answered was checked.
///
/// # Errors
/// If the folder of backups cannot be read.
pub fn newest_good_backup(dir: &Path) -> Result<Option<BackupInfo>, JournalError> {
    let backups = last_made_first(dir)?;
    Ok(backups.iter().filter_map(|backup| check_backup(&backup.path).ok()).find(|backup| backup.events > 0))
}

/// The backups in a data folder, the one that was made last first. They are asked what they hold, and not checked; what
/// cannot be asked is no backup.
pub(crate) fn last_made_first(dir: &Path) -> Result<Vec<BackupFile>, JournalError> {
    let backups = list_backups(dir)?.into_iter();
    let made = made(dir);
    let turn = |backup: &BackupFile| {
        let name = backup.path.file_name()?.to_str()?;
        // One that is not listed comes behind the last that its name is later than.
        let listed = made.iter().rposition(|made| made == name).map(|n| 2 * n);
        listed.or_else(|| Some(2 * made.iter().rposition(|made| made.as_str() < name)? + 1))
    };
    let mut reaching: Vec<_> = backups
        .filter_map(|backup| Some((turn(&backup), reach(&backup.path).ok()?, backup.at, backup)))
        .collect();
    reaching.sort_by_key(|(turn, reach, at, _)| Reverse((*turn, *reach, *at)));
    Ok(reaching.into_iter().map(|(.., backup)| backup).collect())
}

/// The names of backups in the order in which they were made, which no clock says for certain: it may have been wrong, and who goes
/// back to a backup goes on from there. Those that were made before there was this list are not in it.
pub(crate) fn made(dir: &Path) -> Vec<String> {
    let text = small_text(&made_file(&backups_dir(dir)));
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Where that order is kept, beside the backups.
pub(crate) fn made_file(folder: &Path) -> PathBuf {
    folder.join("made.txt")
}

/// How far a backup reaches: the clock of its last event and how many it has.
fn reach(path: &Path) -> Result<(Option<i64>, i64), JournalError> {
    let (conn, version) = open_marked(path)?;
    let asked = || {
        // Only the first format has no clocks.
        let last = if version < 2 {
            let last = format!("SELECT max(clock) FROM {}", events_of(version));
            conn.query_row(&last, [], |row| row.get(0))?
        } else {
            clock::greatest_in(&conn)?
        };
        Ok((last, conn.query_row("SELECT count(*) FROM events", [], |row| row.get(0))?))
    };
    asked().map_err(|error| JournalError::sqlite(path, error))
}

/// Opens a backup for reading only and checks it from end to end.
///
/// # Errors
/// A file that is missing, damaged, foreign or of a newer program.
pub fn check_backup(path: &Path) -> Result<BackupInfo, JournalError> {
    let (conn, _) = open_whole(path)?;
    let failed = |error| JournalError::sqlite(path, error);
    let events: i64 = conn.query_row("SELECT count(*) FROM events", [], |row| row.get(0)).map_err(failed)?;
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(BackupInfo {
        path: path.to_owned(),
        at: name.and_then(backup_instant),
        events: u64::try_from(events).unwrap_or(0),
    })
}

/// Every record of a backup in the order of the journal, of a format before this program's, too. The file is not changed.
///
/// # Errors
/// As [`check_backup`].
pub fn read_backup(path: &Path) -> Result<Vec<Record>, JournalError> {
    let (conn, version) = open_whole(path)?;
    let read = || {
        let mut select = conn.prepare(&format!("SELECT {COLUMNS} FROM {}", events_of(version)))?;
        let mut records = Raw::read_all(select.query_map([], raw_from_row)?)?;
        Record::order(&mut records);
        Ok(records)
    };
    read().map_err(|error| JournalError::sqlite(path, error))
}

/// Whether any backup has in words that can be read what these records cannot be read for.
pub(crate) fn has_words_for(dir: &Path, unread: &[Record]) -> bool {
    let files = if unread.is_empty() { Vec::new() } else { last_made_first(dir).unwrap_or_default() };
    files.iter().any(|file| {
        let Ok((conn, version)) = open_marked(&file.path) else { return false };
        let asked = |what: &str, value: &dyn rusqlite::ToSql| {
            let sql = format!("SELECT {COLUMNS} FROM {} WHERE {what} = ?", events_of(version));
            conn.query_row(&sql, [value], from_row).ok().filter(|record| record.event.is_ok())
        };
        let has_words = unread.iter().any(|record| {
            // A name that is damaged, too, is nil here.
            let by_name = asked("id", &record.id.as_bytes().as_slice());
            by_name.or_else(|| asked("seq", &record.seq).filter(|_| record.id.is_nil())).is_some()
        });
        // One that is damaged itself would mend nothing.
        has_words && check_backup(&file.path).is_ok()
    })
}

/// The names of a backup's events, which is not checked.
pub(crate) fn names(path: &Path) -> Result<Vec<Uuid>, JournalError> {
    let (conn, _) = open_marked(path)?;
    let read = || {
        let mut select = conn.prepare("SELECT id FROM events")?;
        let names = select.query_map([], |row| Ok(uuid(row.get_ref(0)?)))?;
        names.collect::<rusqlite::Result<Vec<_>>>()
    };
    let names = read().map_err(|error| JournalError::sqlite(path, error))?;
    Ok(names.into_iter().flatten().collect())
}

/// Every event of a backup by its position in the file, byte for byte; those that are damaged in their names are left out.
pub(crate) fn positioned(path: &Path) -> Result<BTreeMap<i64, Foreign>, JournalError> {
    let (conn, version) = open_whole(path)?;
    let read = || {
        let mut select = conn.prepare(&format!("SELECT {COLUMNS} FROM {}", events_of(version)))?;
        let event = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, crate::merge::from_row(row)?));
        let rows = select.query_map([], event)?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows.into_iter().filter_map(|(position, event)| Some((position, event?))).collect())
    };
    read().map_err(|error| JournalError::sqlite(path, error))
}

/// Opens a file for reading only that was checked from end to end; with its format.
fn open_whole(path: &Path) -> Result<(Connection, i64), JournalError> {
    let (conn, format) = open_marked(path)?;
    let verdict: String = conn
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .map_err(|error| JournalError::sqlite(path, error))?;
    if verdict != "ok" {
        return Err(JournalError::Broken { path: path.to_owned(), reason: verdict });
    }
    Ok((conn, format))
}

/// Opens a file for reading only that is marked as a journal of a known format; with that format.
fn open_marked(path: &Path) -> Result<(Connection, i64), JournalError> {
    let failed = |error| JournalError::sqlite(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(failed)?;
    conn.busy_timeout(PATIENCE).map_err(failed)?;
    let application_id = header_number(&conn, "application_id").map_err(failed)?;
    if application_id != APPLICATION_ID {
        return Err(JournalError::Foreign { path: path.to_owned(), application_id });
    }
    let (found, known) = (header_number(&conn, "user_version").map_err(failed)?, newest(STEPS));
    if found > known {
        return Err(JournalError::Newer { path: path.to_owned(), found, known });
    }
    Ok((conn, found))
}
