//! Opening a data folder: what is there is judged before anything is written. A newer or foreign file stays as
//! it is to the last byte; a broken one is moved aside, never deleted.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, ffi};
use rusqlite_migration::M;

use crate::backup::write_backup;
use crate::checked::{self, Check};
use crate::error::JournalError;
use crate::explain::explain;
use crate::files::{
    BROKEN, backups_dir, companion, journal_file, length, make_folder, may_be_written_alike, must_be_files,
    set_aside, sync_dir,
};
use crate::journal::Journal;
use crate::kept::{BackupInfo, check_backup, has_words_for, list_backups, newest_good_backup};
use crate::lock::Lock;
use crate::log::logged;
use crate::reached::{self, Reached, Stands, is_of_another};
use crate::record::DeviceId;
use crate::recover::{Recovered, Recovery, bytes, drop_draft, interrupted, put_in_place, recover};
use crate::restore::{former, is_unsettled, resume};
use crate::schema::{APPLICATION_ID, PATIENCE, STEPS, configure, events_of, header_number, migrate, newest};

/// An open journal and what the learner should know about it.
#[derive(Debug)]
pub struct Opened {
    /// Ready to be read and written.
    pub journal: Journal,
    /// Something was not as it should be.
    pub notice: Option<Notice>,
}

/// What opening found and had to work around.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The file was damaged. It was moved aside with all its content, and what could be read of it is in a new journal,
    /// together with what backups hold beside that.
    Recovered {
        /// Where the damaged file is now.
        set_aside: PathBuf,
        /// What became of its events.
        recovered: Recovered,
    },
    /// The file was damaged, and nothing of it could be read or be put into a new one. It was moved aside, and the journal is
    /// empty now.
    Broken {
        /// Where the damaged file is now.
        set_aside: PathBuf,
        /// Something of it could be read, but a new journal could not be made of that.
        has_failed: bool,
        /// The newest backup that is whole.
        backup: Option<BackupInfo>,
    },
    /// There was no journal, but something tells of one. The journal is empty now.
    Missing {
        /// The newest backup that is whole, if there is any.
        backup: Option<BackupInfo>,
        /// Without one: backups that are damaged or of a newer program.
        unopened: usize,
    },
    /// The program ended while it went back to a backup, or before everything beside the journal knew that. It has gone back
    /// now.
    WentBack {
        /// Where the journal is that was replaced.
        former: Option<PathBuf>,
    },
    /// Some events cannot be read by this program. They are kept and left out of the state.
    Unreadable {
        /// Of kinds that it does not know.
        unknown: Unread,
        /// Of kinds that it knows: they are damaged, or a later program wrote more into them.
        damaged: Unread,
    },
}

/// Events that cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// How many.
    pub count: usize,
    /// Their kinds.
    pub kinds: BTreeSet<String>,
}

impl Journal {
    /// Opens the journal in `dir`, which is made if need be. `now` is only used to name files: a backup made
    /// before the file is brought to a newer format, or a broken file that is moved aside.
    ///
    /// # Errors
    /// A newer or foreign file, a folder or file that cannot be written, no room, or a lock that another
    /// process does not let go. In none of these cases the file was changed.
    pub fn open(dir: &Path, device: DeviceId, now: DateTime<Utc>) -> Result<Opened, JournalError> {
        open_with(dir, device, now, STEPS)
    }
}

/// What was found under the journal's name.
enum Found {
    /// Nothing, or a file that was never written to.
    Nothing,
    /// A database without content: making the journal was interrupted.
    Blank(Connection),
    /// A sound journal of the newest format.
    Ready(Connection),
    /// A sound journal of an older format.
    Older(Connection),
    /// Not to be read.
    Broken,
}

/// Opens with the given formats, so that tests can pretend to be a later program.
pub(crate) fn open_with(
    dir: &Path,
    device: DeviceId,
    now: DateTime<Utc>,
    steps: &[M<'static>],
) -> Result<Opened, JournalError> {
    judge_and_open(dir, device, now, steps).map_err(|error| explain(dir, error))
}

fn judge_and_open(
    dir: &Path,
    device: DeviceId,
    now: DateTime<Utc>,
    steps: &[M<'static>],
) -> Result<Opened, JournalError> {
    make_folder(dir).map_err(|error| JournalError::io(dir, error))?;
    let _lock = Lock::take(dir)?;
    must_be_files(dir)?;
    may_be_written_alike(dir);
    resume(dir)?;
    let path = journal_file(dir);
    let begun = match reaching(dir, newest(steps), now)? {
        Found::Ready(conn) => ready(dir, device, steps, conn, None),
        Found::Older(conn) => {
            write_backup(&conn, &backups_dir(dir), now).and_then(|_| ready(dir, device, steps, conn, None))
        }
        Found::Blank(conn) => {
            reached::forget(dir);
            ready(dir, device, steps, conn, missing(dir)?)
        }
        Found::Nothing => match interrupted(dir)? {
            Some(set_aside) => return begin_anew(dir, device, steps, set_aside),
            None => {
                reached::forget(dir);
                ready(dir, device, steps, create(dir)?, missing(dir)?)
            }
        },
        Found::Broken => Err(JournalError::Broken { path: path.clone(), reason: String::new() }),
    };
    let mut opened = match begun {
        // What the check of its pages lets pass may still not be read.
        Err(JournalError::Broken { .. }) => {
            // The new journal is whole before the old one is moved.
            let seen = last_written(&path);
            let mut recovery = recover(dir, &path, steps).inspect_err(|_| drop_draft(dir))?;
            let set_aside = set_aside(dir, BROKEN, now)?;
            // A program that has it open may have gone on writing. None does after this: its name stands for another file.
            if last_written(&set_aside) != seen {
                recovery = recover(dir, &set_aside, steps)?;
            }
            put_in_place_and_open(dir, device, steps, recovery, set_aside)?
        }
        begun => begun?,
    };
    if opened.notice.is_none() && is_unsettled(dir) {
        opened.notice = Some(Notice::WentBack { former: former(dir) });
    }
    Ok(opened)
}

/// An open file as the journal.
fn ready(
    dir: &Path,
    device: DeviceId,
    steps: &[M<'static>],
    mut conn: Connection,
    notice: Option<Notice>,
) -> Result<Opened, JournalError> {
    let path = journal_file(dir);
    configure(&conn).map_err(|error| JournalError::sqlite(&path, error))?;
    migrate(&mut conn, steps).map_err(|error| JournalError::migration(&path, error))?;
    sync_dir(dir)?;
    let last = Reached::last(&conn).map_err(|error| JournalError::sqlite(&path, error))?;
    let mut journal = Journal::new(conn, dir, device, newest(steps));
    journal.state()?;
    // What a program wrote that knew no more than this one is damaged. A backup may have it from before.
    if notice.is_none() && has_words_for(dir, &journal.damaged()?) {
        return Err(JournalError::Broken { path, reason: String::new() });
    }
    let noted = Reached::of(dir);
    if let Some(last) =
        last.filter(|last| noted.is_none_or(|noted| noted.seq < last.seq || noted.id != last.id))
    {
        last.note(dir);
    }
    let notice = notice.or_else(|| journal.unreadable_notice());
    Ok(Opened { journal, notice })
}

/// Lengths of a journal and its log, and when each was written to last. Two that differ were not read alike.
fn last_written(path: &Path) -> [Option<(u64, SystemTime)>; 2] {
    [path, &companion(path, "-wal")].map(|file| {
        let found = fs::metadata(file).ok()?;
        Some((found.len(), found.modified().ok()?))
    })
}

/// A folder without a journal is a new one, unless it has backups or one was ever found whole there.
fn missing(dir: &Path) -> Result<Option<Notice>, JournalError> {
    let had_one = checked::is_any(dir).then_some(Notice::Missing { backup: None, unopened: 0 });
    Ok(left_behind(dir)?.or(had_one))
}

/// That there are backups of a journal which is not there, or has nothing in it.
///
/// # Errors
/// If the folder of backups cannot be read.
pub fn left_behind(dir: &Path) -> Result<Option<Notice>, JournalError> {
    let backup = newest_good_backup(dir)?;
    let all = list_backups(dir)?;
    // Of one that is whole and holds nothing nobody need be told.
    let unopened = all.iter().filter(|file| backup.is_none() && check_backup(&file.path).is_err()).count();
    Ok((backup.is_some() || unopened > 0).then_some(Notice::Missing { backup, unopened }))
}

/// The journal after a damaged one that was set aside when the program ended.
fn begin_anew(
    dir: &Path,
    device: DeviceId,
    steps: &[M<'static>],
    set_aside: PathBuf,
) -> Result<Opened, JournalError> {
    let recovery = recover(dir, &set_aside, steps)?;
    put_in_place_and_open(dir, device, steps, recovery, set_aside)
}

/// What was recovered of a damaged journal, or an empty one. Backups that cannot be looked at are not offered; they shut nobody
/// out.
fn put_in_place_and_open(
    dir: &Path,
    device: DeviceId,
    steps: &[M<'static>],
    recovery: Recovery,
    set_aside: PathBuf,
) -> Result<Opened, JournalError> {
    let has_failed = matches!(recovery, Recovery::Failed);
    let notice = match recovery {
        Recovery::Made(recovered) => {
            reached::forget(dir);
            put_in_place(dir)?;
            Notice::Recovered { set_aside, recovered }
        }
        Recovery::Nothing | Recovery::Failed => {
            Notice::Broken { set_aside, has_failed, backup: newest_good_backup(dir).unwrap_or_default() }
        }
    };
    let opened = ready(dir, device, steps, create(dir)?, Some(notice))?;
    if has_failed {
        drop_draft(dir);
    }
    Ok(opened)
}

fn create(dir: &Path) -> Result<Connection, JournalError> {
    let path = journal_file(dir);
    connect(&path, OpenFlags::SQLITE_OPEN_CREATE).map_err(|error| JournalError::sqlite(&path, error))
}

/// Opens a database for reading and writing; fails where it could only be read. The name is never taken for a
/// URI.
pub(crate) fn connect(path: &Path, more: OpenFlags) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(PATIENCE)?;
    if conn.is_readonly("main")? {
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_READONLY), None));
    }
    Ok(conn)
}

/// Judges the file through SQLite only: reading it in any other way would drop the locks that this process
/// may hold on it.
fn inspect(dir: &Path, known: i64, check: Check) -> Result<Found, JournalError> {
    let path = journal_file(dir);
    let wal = length(&companion(&path, "-wal"))?;
    match length(&path)? {
        // Somebody took the file away while a program had it open. What was written last is in its log.
        None if wal.unwrap_or(0) > 0 => return Ok(Found::Broken),
        None => return Ok(Found::Nothing),
        // SQLite makes an empty file before it writes the first page. With a write-ahead log, backups or a check
        // beside it, the file once held something.
        Some(0) if wal.unwrap_or(0) == 0 && is_first(dir)? => return Ok(Found::Nothing),
        Some(0) => return Ok(Found::Broken),
        Some(_) => {}
    }
    let conn = match connect(&path, OpenFlags::empty()) {
        Ok(conn) => conn,
        Err(error) => return broken_or(&path, error),
    };
    // Closing must not write what is in the log to a file that may be refused or broken.
    let keep_log = wal.is_some();
    let judged = (|| {
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep_log)?;
        let mut verdict = judge(&conn, known, check)?;
        let is_ours = matches!(verdict, Verdict::Ours(_) | Verdict::Blank | Verdict::Pageless);
        if is_ours && wal.is_some() && is_log_broken(&path, header_number(&conn, "page_size")?) {
            verdict = Verdict::Broken;
        }
        let is_usable = matches!(verdict, Verdict::Ours(_) | Verdict::Blank);
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep_log && !is_usable)?;
        Ok(verdict)
    })();
    match judged {
        Ok(Verdict::Blank) => Ok(Found::Blank(conn)),
        Ok(Verdict::Ours(version)) if version == known => Ok(Found::Ready(conn)),
        Ok(Verdict::Ours(_)) => Ok(Found::Older(conn)),
        // The power went while the first page was written, and SQLite has just taken it back.
        Ok(Verdict::Pageless) if length(&path)? == Some(0) && is_first(dir)? => Ok(Found::Blank(conn)),
        Ok(Verdict::Pageless | Verdict::Broken) => Ok(Found::Broken),
        Ok(Verdict::Newer(found)) => Err(JournalError::Newer { path, found, known }),
        Ok(Verdict::Foreign(application_id)) => Err(JournalError::Foreign { path, application_id }),
        Err(error) => broken_or(&path, error),
    }
}

/// Whether SQLite would drop what was committed in the log beside a journal. While another program writes to it, it is read
/// until it stands still, or is in order.
fn is_log_broken(path: &Path, page_size: i64) -> bool {
    const TRIES: usize = 10;
    let log = companion(path, "-wal");
    let size = usize::try_from(page_size).unwrap_or_default();
    let mut before = Vec::new();
    for _ in 0..TRIES {
        // What cannot be read at all SQLite has judged.
        let Ok(bytes) = fs::read(&log) else { return false };
        if !logged(&bytes, size).is_broken {
            return false;
        }
        if bytes == before {
            return true;
        }
        before = bytes;
    }
    false
}

/// Whether nothing in the folder tells of an earlier journal with content.
fn is_first(dir: &Path) -> Result<bool, JournalError> {
    Ok(list_backups(dir)?.is_empty() && !checked::is_any(dir))
}

/// More formats than any program will ever have: a greater number is damage.
const MOST_FORMATS: i64 = 1000;

/// What the content of a database says.
enum Verdict {
    /// A database without content: making the journal was interrupted.
    Blank,
    /// A sound journal of this format.
    Ours(i64),
    /// A file without a whole page.
    Pageless,
    /// A journal of this newer format.
    Newer(i64),
    /// Somebody else's, with this application id.
    Foreign(i64),
    /// A journal that is not sound.
    Broken,
}

fn judge(conn: &Connection, known: i64, check: Check) -> rusqlite::Result<Verdict> {
    let application_id = header_number(conn, "application_id")?;
    let version = header_number(conn, "user_version")?;
    if application_id != APPLICATION_ID {
        let objects: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let is_blank = application_id == 0 && version == 0 && objects == 0;
        // SQLite takes a file of a few bytes for one without pages and would write over it.
        let has_pages = header_number(conn, "page_count")? > 0;
        return Ok(match (is_blank, has_pages) {
            (true, true) => Verdict::Blank,
            (true, false) => Verdict::Pageless,
            // No other program has these tables: the mark itself is damaged.
            (false, _) if is_like_ours(conn) => Verdict::Broken,
            (false, _) => Verdict::Foreign(application_id),
        });
    }
    if version > MOST_FORMATS {
        return Ok(Verdict::Broken);
    }
    if version > known {
        return Ok(Verdict::Newer(version));
    }
    Ok(if version >= 1 && is_sound(conn, version, check)? { Verdict::Ours(version) } else { Verdict::Broken })
}

/// Whether a file has the tables of a journal, whatever its mark says.
fn is_like_ours(conn: &Connection) -> bool {
    let guarded = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events'
                   AND name LIKE 'events_are_never_%'";
    conn.query_row(guarded, [], |row| row.get(0)).is_ok_and(|count: i64| count > 0)
}

/// Whether SQLite finds in order what is to be checked, and the events can be asked for.
fn is_sound(conn: &Connection, version: i64, check: Check) -> rusqlite::Result<bool> {
    let check = match check {
        Check::Nothing => None,
        Check::Pages => Some("quick_check"),
        Check::Whole => Some("integrity_check"),
    };
    let found: Option<String> =
        check.map(|check| conn.pragma_query_value(None, check, |row| row.get(0))).transpose()?;
    let (columns, events) = (crate::record::COLUMNS, events_of(version));
    let has_events = conn.prepare(&format!("SELECT {columns} FROM {events}")).is_ok();
    // A file that has what its format did not have yet tells a wrong format.
    let tells_its_format = version >= 2 || conn.prepare("SELECT clock FROM events").is_err();
    Ok(found.is_none_or(|found| found == "ok") && has_events && tells_its_format)
}

/// What is there, if what was noted as saved is in it. A log that was taken away or cut leaves a sound file that has less, and one of
/// another journal a sound file that has something else. A file that was put there without a log is what somebody wanted.
fn reaching(dir: &Path, known: i64, now: DateTime<Utc>) -> Result<Found, JournalError> {
    // What came in the place of what was gone back from was not written that far.
    let noted = Reached::of(dir).filter(|_| !is_unsettled(dir));
    let found = inspect_twice(dir, known, now)?;
    let (Some(noted), Found::Ready(conn) | Found::Older(conn)) = (noted, &found) else { return Ok(found) };
    let (path, failed) = (journal_file(dir), |error| JournalError::sqlite(&journal_file(dir), error));
    let stands = noted.stands(conn).map_err(failed)?;
    let log = companion(&path, "-wal");
    if stands == Stands::There || stands == Stands::Other && length(&log)?.unwrap_or(0) == 0 {
        return Ok(found);
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(failed)?;
    // Reading the file in any other way than through SQLite would drop its locks.
    drop(found);
    if stands == Stands::Missing || is_of_another(&bytes(&path)?, &bytes(&log)?) {
        return Ok(Found::Broken);
    }
    reached::forget(dir);
    inspect_twice(dir, known, now)
}

/// SQLite calls pages damaged that the disk failed to read. What can be read now is judged once more, and what cannot is
/// an error: it may be read another time.
fn inspect_twice(dir: &Path, known: i64, now: DateTime<Utc>) -> Result<Found, JournalError> {
    let check = checked::due(dir, now)?;
    match inspect(dir, known, check)? {
        Found::Broken => {
            let path = journal_file(dir);
            match fs::File::open(&path).and_then(|mut file| io::copy(&mut file, &mut io::sink())) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(JournalError::io(&path, error));
                }
                Ok(_) | Err(_) => {}
            }
            inspect(dir, known, Check::Whole)
        }
        found => {
            if check == Check::Whole && matches!(found, Found::Ready(_)) {
                checked::passed(dir, now);
            }
            Ok(found)
        }
    }
}

fn broken_or(path: &Path, error: rusqlite::Error) -> Result<Found, JournalError> {
    match JournalError::sqlite(path, error) {
        JournalError::Broken { .. } => Ok(Found::Broken),
        other => Err(other),
    }
}
