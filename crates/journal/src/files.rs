//! Where the journal's files are and how they are named. Files are moved aside, never deleted, and a move is
//! on disk before it is relied on.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::error::JournalError;

/// What SQLite keeps beside a database. They belong to it and move with it.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Why a journal was set aside: it was damaged, or a backup took its place.
pub(crate) const BROKEN: &str = "broken";
pub(crate) const REPLACED: &str = "replaced";

/// The journal in a data folder.
pub fn journal_file(dir: &Path) -> PathBuf {
    dir.join("journal.db")
}

/// The backups in a data folder.
pub fn backups_dir(dir: &Path) -> PathBuf {
    dir.join("backups")
}

/// The instant as it stands in file names, to the second: `2026-01-31T170000Z`.
pub(crate) fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H%M%SZ").to_string()
}

/// Name of a backup made at an instant.
pub(crate) fn backup_name(at: DateTime<Utc>) -> String {
    format!("journal-{}.db", stamp(at))
}

/// The instant in the name of a backup; `None` if the file is something else.
pub(crate) fn backup_instant(name: &str) -> Option<DateTime<Utc>> {
    let stamp = name.strip_prefix("journal-")?.strip_suffix(".db")?;
    let at = NaiveDateTime::parse_from_str(stamp, "%Y-%m-%dT%H%M%SZ").ok()?.and_utc();
    (backup_name(at) == name).then_some(at)
}

/// The instant in the name of a journal that was replaced by a backup; `None` if the file is something else.
pub(crate) fn replaced_instant(name: &str) -> Option<DateTime<Utc>> {
    set_aside_instant(name, REPLACED)
}

/// The instant in the name of a journal that was set aside for this reason.
fn set_aside_instant(name: &str, reason: &str) -> Option<DateTime<Utc>> {
    let rest = name.strip_prefix("journal.")?.strip_prefix(reason)?.strip_prefix('-')?.strip_suffix(".db")?;
    // A second one of the same second has a number behind.
    let (stamp, number) = rest.split_once('Z')?;
    let is_number = number.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok());
    let at = NaiveDateTime::parse_from_str(stamp, "%Y-%m-%dT%H%M%S").ok()?.and_utc();
    (number.is_empty() || is_number).then_some(at)
}

/// The damaged journal in a data folder that was set aside last.
pub(crate) fn newest_broken(dir: &Path) -> Result<Option<PathBuf>, JournalError> {
    let mut found: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(dir).map_err(|error| JournalError::io(dir, error))? {
        let path = entry.map_err(|error| JournalError::io(dir, error))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if set_aside_instant(name, BROKEN).is_some() {
            let changed = fs::metadata(&path).and_then(|about| about.modified());
            found.push((changed.unwrap_or(SystemTime::UNIX_EPOCH), path));
        }
    }
    Ok(found.into_iter().max().map(|(_, path)| path))
}

/// `file` with `suffix` behind its whole name.
pub(crate) fn companion(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Refuses what has a file's name and is none: SQLite would say no more than that it cannot open it, and a pipe would be
/// read without end.
pub(crate) fn must_be_a_file(path: &Path) -> Result<(), JournalError> {
    let not_a_file = || JournalError::NotAFile { path: path.to_owned() };
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(not_a_file()),
        // A link to where a file could be made is as good as the file.
        Err(error) if error.kind() == io::ErrorKind::NotFound && leads_astray(path) => Err(not_a_file()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(JournalError::io(path, error)),
        // A link that goes in circles.
        Err(_) if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) => Err(not_a_file()),
        Err(error) => Err(JournalError::io(path, error)),
    }
}

/// Whether this is a link to a folder that is not there.
fn leads_astray(path: &Path) -> bool {
    let to = fs::read_link(path).ok().and_then(|to| Some(path.parent()?.join(to)));
    to.as_deref().and_then(Path::parent).is_some_and(|folder| !folder.exists())
}

/// What a small file says; nothing where there is none, or what has the name is none. A pipe would be waited for without end.
pub(crate) fn small_text(path: &Path) -> String {
    const MOST: u64 = 16 << 20;
    let is_small = fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= MOST);
    if is_small { fs::read_to_string(path).unwrap_or_default() } else { String::new() }
}

/// Writes a small file that nothing depends on: where it cannot be written, what is written there is done without. A pipe would
/// be waited for without end.
pub(crate) fn write_small(path: &Path, text: &str) {
    let _ = must_be_a_file(path).is_ok_and(|()| fs::write(path, text).is_ok());
}

/// Writes a small file that is on disk when this returns, or leaves the former one.
pub(crate) fn write_synced(path: &Path, text: &str) -> io::Result<()> {
    let new = companion(path, "-new");
    let mut file = fs::File::create(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, path)
}

/// The names of events that were gone back from: they stand in journals that were replaced, and in backups of these.
pub(crate) fn left_file(dir: &Path) -> PathBuf {
    dir.join("journal.left")
}

/// The journal and what SQLite keeps beside it.
pub(crate) fn must_be_files(dir: &Path) -> Result<(), JournalError> {
    let path = journal_file(dir);
    must_be_a_file(&path)?;
    COMPANIONS.iter().try_for_each(|suffix| must_be_a_file(&companion(&path, suffix)))
}

/// Gives what SQLite keeps beside the journal the leave that the journal has: it was made with that of a time when the journal could
/// only be read.
pub(crate) fn may_be_written_alike(dir: &Path) {
    let path = journal_file(dir);
    let leave = |path: &Path| {
        let file = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file);
        file.map(|found| found.permissions())
    };
    let Some(journal) = leave(&path) else { return };
    for companion in COMPANIONS.map(|suffix| companion(&path, suffix)) {
        if !journal.readonly() && leave(&companion).is_some_and(|leave| leave.readonly()) {
            let _ = fs::set_permissions(&companion, journal.clone());
        }
    }
}

/// Length in bytes; `None` if there is no such file.
pub(crate) fn length(path: &Path) -> Result<Option<u64>, JournalError> {
    match fs::metadata(path) {
        Ok(found) => Ok(Some(found.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(JournalError::io(path, error)),
    }
}

/// Moves the journal and its companions to a [`free_name`].
pub(crate) fn set_aside(dir: &Path, word: &str, now: DateTime<Utc>) -> Result<PathBuf, JournalError> {
    let to = free_name(dir, word, now)?;
    move_journal(dir, &to)?;
    Ok(to)
}

/// Moves the journal and its companions. The companions go first: a journal without them is still found and judged
/// again, companions without their journal would be taken for those of the next one.
pub(crate) fn move_journal(dir: &Path, to: &Path) -> Result<(), JournalError> {
    let from = journal_file(dir);
    for suffix in COMPANIONS {
        let companion_from = companion(&from, suffix);
        if length(&companion_from)?.is_some() {
            fs::rename(&companion_from, companion(to, suffix))
                .map_err(|error| JournalError::io(&companion_from, error))?;
        }
    }
    match fs::rename(&from, to) {
        // Only its log was left, and that is there now.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        moved => moved.map_err(|error| JournalError::io(&from, error))?,
    }
    sync_dir(dir)
}

/// `journal.<word>-<stamp>.db`, or the first such name with a number that is free.
pub(crate) fn free_name(dir: &Path, word: &str, now: DateTime<Utc>) -> Result<PathBuf, JournalError> {
    let stamp = stamp(now);
    let mut path = dir.join(format!("journal.{word}-{stamp}.db"));
    let mut number = 2;
    while length(&path)?.is_some() || length(&companion(&path, "-wal"))?.is_some() {
        path = dir.join(format!("journal.{word}-{stamp}-{number}.db"));
        number += 1;
    }
    Ok(path)
}

/// Makes sure that new names in a folder outlive a power cut, where the folder can be asked for that.
pub fn keep_names(dir: &Path) {
    let _ = sync_dir(dir);
}

/// Makes a folder that outlives a power cut, with those above it that are not there.
///
/// # Errors
/// What the system said where one cannot be made.
pub fn make_folder(dir: &Path) -> io::Result<()> {
    let new: Vec<&Path> = dir.ancestors().take_while(|folder| !folder.exists()).collect();
    fs::create_dir_all(dir)?;
    new.into_iter().filter_map(Path::parent).for_each(keep_names);
    Ok(())
}

/// Makes sure that new names in a folder outlive a power cut.
#[cfg(unix)]
pub(crate) fn sync_dir(dir: &Path) -> Result<(), JournalError> {
    let synced = fs::File::open(dir).and_then(|folder| folder.sync_all());
    synced.map_err(|error| JournalError::io(dir, error))
}

/// Windows has no way to ask for this and keeps names without being asked.
#[cfg(not(unix))]
pub(crate) fn sync_dir(_dir: &Path) -> Result<(), JournalError> {
    Ok(())
}

/// Which file a name stands for, to notice that it now stands for another.
#[cfg(unix)]
pub(crate) fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

/// Windows refuses to move or remove a file that SQLite has open, so every name is as good as another.
#[cfg(not(unix))]
pub(crate) fn identity(_path: &Path) -> Option<(u64, u64)> {
    None
}
