//! A journal that cannot be written at the moment, to look at: a copy of it in memory, which refuses every event for the reason that
//! the file does. Nothing in the folder is changed by looking.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use crate::error::JournalError;
use crate::files::{companion, journal_file, length};
use crate::journal::Journal;
use crate::record::DeviceId;
use crate::schema::{APPLICATION_ID, STEPS, header_number, migrate, newest};

/// Why nothing can be written, and where.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    why: Why,
    path: PathBuf,
}

#[derive(Clone, Copy, Debug)]
enum Why {
    Full,
    ReadOnly,
    Permission,
    NoLocks,
    /// The disk fails, as SQLite says it.
    Failing(ffi::Error),
    /// The same, as the system says it.
    Refusing,
}

/// The system's number for a disk that fails.
#[cfg(windows)]
const DISK_FAILS: i32 = 1117;
#[cfg(not(windows))]
const DISK_FAILS: i32 = 5;

impl Held {
    /// None of an error that looking would not help against, or that is over soon.
    fn of(error: &JournalError) -> Option<Held> {
        let (why, path) = match error {
            JournalError::Full { path } => (Why::Full, path),
            JournalError::ReadOnly { path } => (Why::ReadOnly, path),
            JournalError::Permission { path } => (Why::Permission, path),
            JournalError::NoLocks { path } => (Why::NoLocks, path),
            JournalError::Sqlite { path, source: rusqlite::Error::SqliteFailure(error, _) }
                if error.code == ErrorCode::SystemIoFailure =>
            {
                (Why::Failing(*error), path)
            }
            JournalError::Io { path, source } if source.raw_os_error() == Some(DISK_FAILS) => {
                (Why::Refusing, path)
            }
            _ => return None,
        };
        Some(Held { why, path: path.clone() })
    }

    /// As it was said when the journal was opened.
    pub(crate) fn error(&self) -> JournalError {
        let path = self.path.clone();
        match self.why {
            Why::Full => JournalError::Full { path },
            Why::ReadOnly => JournalError::ReadOnly { path },
            Why::Permission => JournalError::Permission { path },
            Why::NoLocks => JournalError::NoLocks { path },
            Why::Refusing => JournalError::io(&path, io::Error::from_raw_os_error(DISK_FAILS)),
            Why::Failing(error) => JournalError::sqlite(&path, rusqlite::Error::SqliteFailure(error, None)),
        }
    }
}

impl JournalError {
    /// Whether what is there can be looked at all the same: the place cannot be written to.
    pub fn leaves_reading(&self) -> bool {
        Held::of(self).is_some()
    }
}

impl Journal {
    /// The journal in `dir` as it is, where opening it failed for `why`: every write fails for that, too. None if looking helps
    /// against nothing, as where the file is damaged or cannot even be read. What other programs write from then on is not seen.
    pub fn to_look_at(dir: &Path, device: DeviceId, why: &JournalError) -> Option<Journal> {
        let held = Held::of(why)?;
        let path = journal_file(dir);
        length(&path).ok().flatten().filter(|length| *length > 0)?;
        let ways: [fn(&Path) -> rusqlite::Result<Connection>; 3] = [alone, read_only, exclusive];
        let conn = ways.iter().find_map(|way| whole(&way(&path).ok()?).ok().flatten())?;
        let mut journal = Journal::new(conn, dir, device, newest(STEPS)).held_by(held);
        journal.state().ok()?;
        Some(journal)
    }
}

/// As every reader does it, which needs the log's companion in the folder: it is made there, with the leave that the journal has now.
fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// The file alone, where there is nothing in the log.
fn alone(path: &Path) -> rusqlite::Result<Connection> {
    let name = bytes(path).filter(|_| matches!(length(&companion(path, "-wal")), Ok(None | Some(0))));
    let name = name.ok_or_else(|| rusqlite::Error::InvalidPath(path.to_owned()))?;
    let uri = format!("file:{}?immutable=1", in_uri(name));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri, flags)
}

/// With the log, and without its companion, for which there may be no room: that is in memory where nobody else may read.
fn exclusive(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    conn.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    Ok(conn)
}

/// All of a journal in memory, in the newest format and not to be written to; none if it is not whole.
fn whole(from: &Connection) -> rusqlite::Result<Option<Connection>> {
    const ALL: i32 = -1;
    let mut conn = Connection::open_in_memory()?;
    if Backup::new(from, &mut conn)?.step(ALL)? != StepResult::Done {
        return Ok(None);
    }
    let verdict: String = conn.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    let is_ours = header_number(&conn, "application_id")? == APPLICATION_ID;
    if verdict != "ok" || !is_ours || migrate(&mut conn, STEPS).is_err() {
        return Ok(None);
    }
    conn.pragma_update(None, "query_only", true)?;
    Ok(Some(conn))
}

/// A path as SQLite takes it: any bytes, or where the system has none, text.
#[cfg(unix)]
fn bytes(path: &Path) -> Option<&[u8]> {
    use std::os::unix::ffi::OsStrExt;
    Some(path.as_os_str().as_bytes())
}
#[cfg(not(unix))]
fn bytes(path: &Path) -> Option<&[u8]> {
    path.to_str().map(str::as_bytes)
}

/// A path as it stands in a URI.
fn in_uri(name: &[u8]) -> String {
    // A drive's letter comes behind the root of all.
    let root = if cfg!(windows) && name.get(1) == Some(&b':') { "/" } else { "" };
    let letter = |byte: u8| match byte {
        b'\\' if cfg!(windows) => "/".to_owned(),
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    root.chars().map(String::from).chain(name.iter().copied().map(letter)).collect()
}
