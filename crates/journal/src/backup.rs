//! Backups: whole copies made by SQLite while the journal is in use, checked before they get their name. Only
//! the rule of retention ever deletes one.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::checked;
use crate::error::JournalError;
use crate::explain::explain;
use crate::files::{
    backup_name, backups_dir, companion, journal_file, make_folder, must_be_a_file, sync_dir,
};
use crate::journal::Journal;
use crate::kept::{BackupFile, BackupInfo, check_backup, list_backups, made, made_file};
use crate::open::connect;
use crate::retention::superfluous;
use crate::schema::PATIENCE;

/// No copy takes so long.
const UNFINISHED: Duration = Duration::from_secs(24 * 60 * 60);

impl Journal {
    /// Writes a backup named after `now` to `to_dir`, which is made if need be. It is written under another
    /// name, opened and checked first. No backup is ever replaced: if the name of this second is taken, it gets that of the
    /// next free one.
    ///
    /// # Errors
    /// A folder that cannot be written, no room, or a copy that is not whole; then no backup has the name.
    pub fn backup(&self, to_dir: &Path, now: DateTime<Utc>) -> Result<BackupInfo, JournalError> {
        write_backup(self.conn(), to_dir, now)
    }
}

/// Makes the backup of `now`'s day (UTC) if there is none that can be opened, and deletes those that are no longer needed. The
/// journal is read through a connection of its own, so it may be in use. The copy is checked from end to end, and with it the
/// journal; an empty journal needs no backup. That an old one cannot be deleted is no failure: it is tried again each day.
///
/// # Errors
/// [`JournalError::Backup`] for a folder that cannot be read or written, or no room; [`JournalError::Broken`] if the journal is
/// damaged: the next opening recovers it.
pub fn todays_backup(dir: &Path, now: DateTime<Utc>) -> Result<(), JournalError> {
    let path = journal_file(dir);
    let failed = |error| JournalError::sqlite(&path, error);
    let conn = connect(&path, OpenFlags::empty()).map_err(failed)?;
    let is_used: bool =
        conn.query_row("SELECT EXISTS (SELECT 1 FROM events)", [], |row| row.get(0)).map_err(failed)?;
    let today = now.date_naive();
    // A long one that was made today need not be read again at each start.
    let is_checked = checked::is_of_today(dir, now)?;
    let is_of_today = |backup: &BackupFile| {
        backup.at.date_naive() == today && (is_checked || check_backup(&backup.path).is_ok())
    };
    let to = backups_dir(dir);
    if !is_used {
        return Ok(());
    }
    let backups = list_backups(dir).map_err(|error| JournalError::backup(&to, error))?;
    if backups.iter().any(is_of_today) {
        return Ok(());
    }
    match write_backup(&conn, &to, now) {
        Ok(made) => {
            checked::passed(dir, now);
            sweep(&to, &made.path);
        }
        Err(error) => return Err(error),
    }
    let _ = prune_backups(dir, now);
    Ok(())
}

/// Deletes the backups in the data folder `dir` that the rule of retention does not keep at the instant `now`. Returns what was
/// deleted. A file that cannot be opened is no backup: it takes no other's place, and is left where it is.
///
/// # Errors
/// If the folder cannot be read or a file in it not be deleted.
pub fn prune_backups(dir: &Path, now: DateTime<Utc>) -> Result<Vec<PathBuf>, JournalError> {
    let mut backups = list_backups(dir)?;
    backups.retain(|backup| check_backup(&backup.path).is_ok());
    let instants: Vec<DateTime<Utc>> = backups.iter().map(|backup| backup.at).collect();
    let superfluous: BTreeSet<DateTime<Utc>> = superfluous(&instants, now).into_iter().collect();
    let mut deleted = Vec::new();
    for backup in backups {
        if superfluous.contains(&backup.at) {
            fs::remove_file(&backup.path).map_err(|error| JournalError::io(&backup.path, error))?;
            deleted.push(backup.path);
        }
    }
    forget_made(dir);
    Ok(deleted)
}

/// Copies the database to `to_dir` under its lasting name once the copy is found whole.
pub(crate) fn write_backup(
    conn: &Connection,
    to_dir: &Path,
    now: DateTime<Utc>,
) -> Result<BackupInfo, JournalError> {
    let made = make_folder(to_dir).map_err(|error| JournalError::io(to_dir, error));
    made.map_err(|error| JournalError::backup(to_dir, error))?;
    let part = part(to_dir, now);
    let written = copy(conn, &part).and_then(|()| check_backup(&part));
    let named = written.and_then(|info| {
        let (path, at) = free_name(to_dir, now)?;
        let renamed = fs::rename(&part, &path).map_err(|error| JournalError::io(&path, error));
        renamed.and_then(|()| sync_dir(to_dir)).inspect_err(|_| give_up(&path))?;
        note_made(to_dir, &path);
        Ok(BackupInfo { path, at: Some(at), events: info.events })
    });
    match named {
        Ok(info) => Ok(info),
        Err(error) => {
            discard(&part);
            Err(match (error, conn.path().map(Path::new)) {
                // A copy is what it is a copy of.
                (JournalError::Broken { reason, .. }, Some(journal)) => {
                    journal.parent().into_iter().for_each(checked::suspect);
                    JournalError::Broken { path: journal.to_owned(), reason }
                }
                (error, _) => JournalError::backup(to_dir, explain(to_dir, error)),
            })
        }
    }
}

/// Shortens the list of those that were made to those that are there, once it is long.
fn forget_made(dir: &Path) {
    const LONG: usize = 500;
    let (folder, names) = (backups_dir(dir), made(dir));
    if names.len() < LONG {
        return;
    }
    let there: String =
        names.iter().filter(|name| folder.join(name).exists()).map(|name| format!("{name}\n")).collect();
    let (file, new) = (made_file(&folder), folder.join("made.txt.new"));
    let _ = fs::write(&new, there).and_then(|()| fs::rename(&new, &file));
}

/// Adds a backup to the list of those that were made. Without its line it is found by what it holds.
fn note_made(folder: &Path, path: &Path) {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return };
    let list = made_file(folder);
    if must_be_a_file(&list).is_err() {
        return;
    }
    let file = fs::OpenOptions::new().append(true).create(true).open(list);
    // A line of its own, whatever a power cut left of the last one.
    let _ = file.and_then(|mut file| {
        file.write_all(format!("\n{name}\n").as_bytes())?;
        file.sync_all()
    });
}

/// A name for an unfinished copy that no other has, in this process or another.
fn part(to_dir: &Path, now: DateTime<Utc>) -> PathBuf {
    static COPIES: AtomicU64 = AtomicU64::new(0);
    let (process, copy) = (std::process::id(), COPIES.fetch_add(1, Ordering::Relaxed));
    to_dir.join(format!("{}.{process}-{copy}.part", backup_name(now)))
}

/// Takes the name of this second, or of the first one after it that is free, by an empty file: so two copies at the same time
/// never get one name. An empty file is no backup.
fn free_name(to_dir: &Path, now: DateTime<Utc>) -> Result<(PathBuf, DateTime<Utc>), JournalError> {
    let mut at = now.trunc_subsecs(0);
    loop {
        let path = to_dir.join(backup_name(at));
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => return Ok((path, at)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(JournalError::io(&path, error)),
        }
        let next = at.checked_add_signed(TimeDelta::seconds(1));
        at = next.ok_or(JournalError::Instant { at })?;
    }
}

/// Lets a name go that was taken for a copy which did not get it.
fn give_up(path: &Path) {
    if fs::metadata(path).is_ok_and(|found| found.len() == 0) {
        let _ = fs::remove_file(path);
    }
}

/// Removes an unfinished copy, which is of no use, with what SQLite keeps beside it. Failing to must not hide what happened.
pub(crate) fn discard(part: &Path) {
    for suffix in ["-wal", "-shm", "-journal", ""] {
        let _ = fs::remove_file(companion(part, suffix));
    }
}

/// Removes unfinished copies of programs that were killed: nobody has written to them for a day when a backup is made.
fn sweep(to: &Path, made: &Path) {
    let modified = |path: &Path| fs::metadata(path).and_then(|found| found.modified());
    let (Ok(entries), Ok(now)) = (fs::read_dir(to), modified(made)) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_unfinished = name.starts_with("journal-") && name.contains(".part");
        let age = modified(&path).ok().and_then(|written| now.duration_since(written).ok());
        if is_unfinished && age.is_some_and(|age| age > UNFINISHED) {
            let _ = fs::remove_file(path);
        }
    }
}

/// One step copies everything within one read of the source, so that writers do not make it start again.
fn copy(conn: &Connection, part: &Path) -> Result<(), JournalError> {
    match fs::remove_file(part) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(JournalError::io(part, error)),
    }
    let failed = |error| JournalError::sqlite(part, error);
    let mut target = connect(part, OpenFlags::SQLITE_OPEN_CREATE).map_err(failed)?;
    {
        let backup = Backup::new(conn, &mut target).map_err(failed)?;
        let pause = Duration::from_millis(50);
        let mut waited = Duration::ZERO;
        while backup.step(-1).map_err(failed)? != StepResult::Done {
            if waited >= PATIENCE {
                return Err(JournalError::Locked { path: part.to_owned() });
            }
            sleep(pause);
            waited += pause;
        }
    }
    // The copy says of itself that it has a write-ahead log; a backup is one file.
    target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).map_err(failed)
}
