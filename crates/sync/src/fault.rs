//! What can be the matter with the folder. None of it touches the journal: what was to be exchanged waits.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why the folder could not be read or written.
#[derive(Debug, Error)]
pub enum Fault {
    /// It is not there: a stick was pulled out, or the folder was moved.
    #[error("{} is not there", path.display())]
    Gone {
        /// The folder.
        path: PathBuf,
    },
    /// Something else has its name.
    #[error("{} is not a folder", path.display())]
    NoFolder {
        /// The path.
        path: PathBuf,
    },
    /// The user may not read or write there.
    #[error("no permission for {}", path.display())]
    Permission {
        /// The folder or a file in it.
        path: PathBuf,
    },
    /// It can only be read.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The folder or a file in it.
        path: PathBuf,
    },
    /// There is no room left.
    #[error("no room left for {}", path.display())]
    Full {
        /// The folder or a file in it.
        path: PathBuf,
    },
    /// It lies in the data folder by now, or the data folder or its backups lie in it.
    #[error("{} and the data folder lie within each other", path.display())]
    Misplaced {
        /// The folder.
        path: PathBuf,
    },
    /// Nothing at all is there, where others had written: a stick was pulled out, and the folder
    /// on which it was is left.
    #[error("{} is empty", path.display())]
    Emptied {
        /// The folder.
        path: PathBuf,
    },
    /// Another failure of the file system.
    #[error("{}: {source}", path.display())]
    Io {
        /// The folder or a file in it.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
}

impl Fault {
    /// What the file system said about `path`.
    pub(crate) fn io(path: &Path, source: io::Error) -> Fault {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Fault::Gone { path },
            io::ErrorKind::NotADirectory => Fault::NoFolder { path },
            io::ErrorKind::PermissionDenied => Fault::Permission { path },
            io::ErrorKind::ReadOnlyFilesystem => Fault::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Fault::Full { path },
            _ => Fault::Io { path, source },
        }
    }
}
