//! Going back to a backup: it is put in the journal's place. The journal that is replaced is moved aside, never deleted.
//! Invariant: whenever the program ends, the folder has either not gone back or gone back for good, with all that is to be known
//! of that. What tells is which files are there:
//!
//! | copy | mark | journal | |
//! |------|------|---------|-|
//! | yes  |      | yes     | not gone back: the copy may be half, and is removed at the next opening |
//! | yes  | yes  | yes     | not gone back, as nothing was moved: both are removed |
//! | yes  | yes  |         | gone back: the next opening puts the copy in its place |
//! |      | yes  | yes     | gone back, and not everything beside the journal knows it: [`is_unsettled`] |
//!
//! The mark is what [`Left`](crate::left::Left) is to say afterwards, so that it is known from the first instant on.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::OpenFlags;

use crate::error::JournalError;
use crate::files::{
    REPLACED, companion, free_name, journal_file, left_file, length, move_journal, must_be_a_file,
    must_be_files, replaced_instant, small_text, sync_dir,
};
use crate::kept::{BackupInfo, check_backup};
use crate::left::left_by;
use crate::lock::Lock;
use crate::open::connect;
use crate::reached;

/// What stands before the name of the journal that was replaced, in the mark's first line.
const FORMER: &str = "former ";

/// The backup's copy before it has the journal's name.
fn copy_file(dir: &Path) -> PathBuf {
    dir.join("journal.restoring.db")
}

/// What tells that the copy is whole and meant, and of what was gone back from.
pub(crate) fn mark_file(dir: &Path) -> PathBuf {
    dir.join("journal.going-back")
}

/// Whether the journal went back and not everything beside it knows that: whoever keeps something there that belongs to what was
/// gone back from changes that, and says so by [`settle`].
pub fn is_unsettled(dir: &Path) -> bool {
    is_marked(dir) && !copy_file(dir).exists()
}

/// What has the mark's name and is no file is none of ours.
fn is_marked(dir: &Path) -> bool {
    fs::metadata(mark_file(dir)).is_ok_and(|found| found.is_file())
}

/// Everything beside the journal knows that it went back.
///
/// # Errors
/// A folder that cannot be written. Then it is unsettled still.
pub fn settle(dir: &Path) -> Result<(), JournalError> {
    let (mark, left) = (mark_file(dir), left_file(dir));
    fs::rename(&mark, &left).map_err(|error| JournalError::io(&left, error))?;
    sync_dir(dir)
}

/// Where the journal is that was replaced, while that is unsettled.
pub(crate) fn former(dir: &Path) -> Option<PathBuf> {
    let text = small_text(&mark_file(dir));
    let name = text.lines().next()?.strip_prefix(FORMER)?;
    replaced_instant(name).map(|_| dir.join(name))
}

/// Makes the backup the journal of `dir`; open it afterwards. No journal of this folder may be open, in this
/// process or another. Returns where the former journal is now, if there was one; `now` is in its name. From then on it
/// [`is_unsettled`].
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
    must_be_a_file(&copy_file(dir))?;
    must_be_a_file(&mark_file(dir))?;
    must_be_files(dir)?;
    let restored = prepare(dir, backup, now).and_then(|former| replace(dir, former));
    if restored.is_err() && length(&journal_file(dir)).is_ok_and(|length| length.is_some()) {
        give_up(dir);
    }
    restored
}

/// Writes copy and mark, to the disk. Returns where the journal is to be moved, if there is one.
fn prepare(dir: &Path, backup: &BackupInfo, now: DateTime<Utc>) -> Result<Option<PathBuf>, JournalError> {
    let (copy, mark, path) = (copy_file(dir), mark_file(dir), journal_file(dir));
    let mut from = fs::File::open(&backup.path).map_err(|error| JournalError::io(&backup.path, error))?;
    let copied = fs::File::create(&copy).and_then(|mut file| {
        io::copy(&mut from, &mut file)?;
        file.sync_all()
    });
    copied.map_err(|error| JournalError::io(&copy, error))?;
    check_backup(&copy)?;
    let left = left_by(dir, &copy).text();
    // What comes in its place was not written that far.
    reached::forget(dir);
    let former = if length(&path)?.is_some() {
        gather(&path)?;
        Some(free_name(dir, REPLACED, now)?)
    } else {
        None
    };
    let name = former.as_deref().and_then(Path::file_name).and_then(|name| name.to_str());
    let marked = fs::File::create(&mark).and_then(|mut file| {
        file.write_all(format!("{FORMER}{}\n{left}", name.unwrap_or_default()).as_bytes())?;
        file.sync_all()
    });
    marked.map_err(|error| JournalError::io(&mark, error))?;
    sync_dir(dir)?;
    Ok(former)
}

/// Puts the copy in the journal's place.
fn replace(dir: &Path, former: Option<PathBuf>) -> Result<Option<PathBuf>, JournalError> {
    let path = journal_file(dir);
    let moved = former.as_deref().map_or(Ok(()), |former| move_journal(dir, former));
    let named = |()| fs::rename(copy_file(dir), &path).map_err(|error| JournalError::io(&path, error));
    if let Err(error) = moved.and_then(named) {
        if let (Some(former), Ok(None)) = (&former, length(&path)) {
            // Where that cannot be done either, the next opening goes on from here.
            let _ = fs::rename(former, &path);
        }
        return Err(error);
    }
    // Whether it outlives a power cut or not: both are as they should be.
    let _ = sync_dir(dir);
    Ok(former)
}

/// Goes on with a going back in which the program ended, or gives it up.
///
/// # Errors
/// A folder that cannot be written.
pub(crate) fn resume(dir: &Path) -> Result<(), JournalError> {
    let (copy, path) = (copy_file(dir), journal_file(dir));
    if length(&copy)?.is_none() {
        return Ok(());
    }
    if length(&path)?.is_some() || length(&companion(&path, "-wal"))?.is_some() {
        give_up(dir);
    } else if is_marked(dir) {
        fs::rename(&copy, &path).map_err(|error| JournalError::io(&path, error))?;
        sync_dir(dir)?;
    }
    Ok(())
}

/// Nothing was moved. The mark goes first: alone it would tell of a journal that went back. Whatever hinders that, the next
/// opening tries it again.
fn give_up(dir: &Path) {
    let gone = match fs::remove_file(mark_file(dir)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return,
        Ok(()) | Err(_) => sync_dir(dir),
    };
    if gone.is_ok() {
        let _ = fs::remove_file(copy_file(dir));
    }
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
