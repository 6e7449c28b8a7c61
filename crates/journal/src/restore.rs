//! Putting a backup in the journal's place. The journal that is replaced is moved aside, never deleted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::OpenFlags;

use crate::error::JournalError;
use crate::files::{REPLACED, journal_file, length, must_be_a_file, must_be_files, set_aside, sync_dir};
use crate::kept::{BackupInfo, check_backup};
use crate::left::gone_with;
use crate::lock::Lock;
use crate::open::connect;

/// Makes the backup the journal of `dir`; open it afterwards. No journal of this folder may be open, in this
/// process or another. Returns where the former journal is now, if there was one; `now` is in its name.
///
/// If the program ends half-way, the folder has no journal, and the next opening offers the backup again.
///
/// # Errors
/// A backup that is no longer whole, a journal that is still open somewhere, a folder that cannot be written,
/// or no room. Then the journal is as it was.
pub fn restore_backup(
    dir: &Path,
    backup: &BackupInfo,
    now: DateTime<Utc>,
) -> Result<Option<PathBuf>, JournalError> {
    let _lock = Lock::take(dir)?;
    let new = dir.join("journal.restoring.db");
    must_be_a_file(&new)?;
    must_be_files(dir)?;
    let mut from = fs::File::open(&backup.path).map_err(|error| JournalError::io(&backup.path, error))?;
    let written = fs::File::create(&new).and_then(|mut file| {
        io::copy(&mut from, &mut file)?;
        file.sync_all()
    });
    written.map_err(|error| JournalError::io(&new, error))?;
    let replaced = check_backup(&new).and_then(|_| replace(dir, &new, now));
    if replaced.is_err() {
        // Whatever hinders that, the next one is written over it.
        let _ = fs::remove_file(&new);
    }
    replaced
}

/// Puts a whole file in the journal's place.
fn replace(dir: &Path, new: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>, JournalError> {
    let path = journal_file(dir);
    let left = gone_with(dir, new);
    let former = if length(&path)?.is_some() {
        gather(&path)?;
        Some(set_aside(dir, REPLACED, now)?)
    } else {
        None
    };
    fs::rename(new, &path).map_err(|error| JournalError::io(&path, error))?;
    // Not before: what was refused was gone back from by nobody.
    if let Some(left) = left {
        left.write(dir);
    }
    sync_dir(dir)?;
    Ok(former)
}

/// Writes the log into the file, which SQLite allows only while nobody else has it open. A file that is broken,
/// or that the disk fails to read, is moved aside as it is.
fn gather(path: &Path) -> Result<(), JournalError> {
    let gathered = connect(path, OpenFlags::empty())
        .and_then(|conn| conn.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())));
    match gathered.map_err(|error| JournalError::sqlite(path, error)) {
        Ok(()) | Err(JournalError::Broken { .. } | JournalError::Sqlite { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
