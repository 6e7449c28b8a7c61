//! What can go wrong with the journal. Every error names the file it is about; none of them has changed it.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::ErrorCode;
use rusqlite::ffi;
use thiserror::Error;

/// A failure of the journal. [`JournalError::code`] is stable; the sentence is for people.
#[derive(Debug, Error)]
pub enum JournalError {
    /// The file was written by a newer program.
    #[error("{} has format {found}, but this program knows only formats up to {known}", path.display())]
    Newer {
        /// The journal.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// The file is a database of another program.
    #[error("{} belongs to another program (application id {application_id})", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        application_id: i64,
    },
    /// Damage was met in an open journal, or in a backup.
    #[error("{} is damaged: {reason}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// The file or its folder cannot be written because the file system is read-only.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// The user may not read or write the file or its folder.
    #[error("no permission to read and write {}", path.display())]
    Permission {
        /// The file or folder.
        path: PathBuf,
    },
    /// There is no room left.
    #[error("no room left to write {}", path.display())]
    Full {
        /// The file or folder.
        path: PathBuf,
    },
    /// Another process kept the file locked for too long.
    #[error("{} is in use by another process", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file system knows no locks, so nothing keeps two programs from writing at once.
    #[error("the file system that holds {} has no file locks", path.display())]
    NoLocks {
        /// The file.
        path: PathBuf,
    },
    /// A folder is missing and cannot be made, or something else has its name.
    #[error("{} is not a usable folder: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder, a device or a link that goes in circles has the name of one of the journal's files.
    #[error("{} is not a file", path.display())]
    NotAFile {
        /// What has the name.
        path: PathBuf,
    },
    /// No backup can be made; the journal is as it was.
    #[error("no backup can be made in {}: {why}", to.display())]
    Backup {
        /// The folder of the backup.
        to: PathBuf,
        /// What hinders it.
        why: Box<JournalError>,
    },
    /// It cannot be seen which backups there are; none was touched.
    #[error("the backups in {} cannot be listed: {why}", folder.display())]
    Unlisted {
        /// The folder of backups.
        folder: PathBuf,
        /// What hinders it.
        why: Box<JournalError>,
    },
    /// The file was replaced or removed while it was open; nothing may be written until it is opened anew.
    #[error("{} was replaced or removed while it was open", path.display())]
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// Another process wrote after the state was looked at on which these events were decided.
    #[error("decided on event {decided_on}, but the last one is {found}")]
    Overtaken {
        /// Position of the last event that was known.
        decided_on: i64,
        /// Position of the last event on disk.
        found: i64,
    },
    /// Instants before 1970 or after 9999 cannot be stored.
    #[error("the instant {at} cannot be stored: the clock is wrong")]
    Instant {
        /// The instant.
        at: DateTime<Utc>,
    },
    /// An event could not be put into words.
    #[error("an event cannot be stored: {0}")]
    Event(#[from] serde_json::Error),
    /// Another failure of the file system.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
    /// Another failure of SQLite.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: rusqlite::Error,
    },
}

impl JournalError {
    /// A stable name for the failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "journal_newer",
            Self::Foreign { .. } => "journal_foreign",
            Self::Broken { .. } => "journal_broken",
            Self::ReadOnly { .. } => "journal_read_only",
            Self::Permission { .. } => "journal_permission",
            Self::Full { .. } => "journal_full",
            Self::Locked { .. } => "journal_locked",
            Self::NoLocks { .. } => "journal_no_locks",
            Self::Folder { .. } => "journal_folder",
            Self::NotAFile { .. } => "journal_not_a_file",
            Self::Backup { why, .. } | Self::Unlisted { why, .. } => why.code(),
            Self::Moved { .. } => "journal_moved",
            Self::Overtaken { .. } => "journal_overtaken",
            Self::Instant { .. } => "journal_instant",
            Self::Event(_) => "journal_event",
            Self::Io { .. } => "journal_io",
            Self::Sqlite { .. } => "journal_sqlite",
        }
    }

    /// What hinders a backup in the folder `to`. Damage is damage of the journal that was copied.
    pub(crate) fn backup(to: &Path, why: JournalError) -> Self {
        match why {
            Self::Broken { .. } | Self::Backup { .. } => why,
            Self::Unlisted { why, .. } => Self::Backup { to: to.to_owned(), why },
            why => Self::Backup { to: to.to_owned(), why: Box::new(why) },
        }
    }

    /// What the file system said about `path`.
    pub fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied => Self::Permission { path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full { path }
            }
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::Folder { path, source },
            _ => Self::Io { path, source },
        }
    }

    /// What SQLite said about `path`.
    pub(crate) fn sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let reason = source.to_string();
        let path = path.to_owned();
        if damage(&source) {
            return Self::Broken { path, reason };
        }
        // SQLite does not say that it is for want of room when its index of the log cannot grow.
        if source.sqlite_extended_error_code() == Some(ffi::SQLITE_IOERR_SHMSIZE) {
            return Self::Full { path };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::PermissionDenied) => Self::Permission { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(_) | None => Self::Sqlite { path, source },
        }
    }

    /// What a migration said about `path`.
    pub(crate) fn migration(path: &Path, error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => Self::sqlite(path, err),
            other => Self::Broken { path: path.to_owned(), reason: other.to_string() },
        }
    }
}

/// Whether SQLite's complaint is about the content of the file rather than about its surroundings. A disk that fails to
/// read may read the next time: what is on it is not called damaged for that.
fn damage(error: &rusqlite::Error) -> bool {
    const IN_THE_CONTENT: [i32; 2] = [ffi::SQLITE_IOERR_SHORT_READ, ffi::SQLITE_IOERR_DATA];
    match error.sqlite_error() {
        Some(error) => {
            matches!(error.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
                || IN_THE_CONTENT.contains(&error.extended_code)
        }
        None => false,
    }
}
