//! Where secrets are kept: in the system's keychain, in a file of this person's, or only as long as the program runs.
//!
//! Invariant: a secret is handed to the place that was asked for and to no other; none falls back to a weaker one by itself.
//! A call may wait for the person (a locked keychain asks them), so nobody calls from where others wait.

mod file;
mod memory;
#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(target_os = "macos", path = "macos.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod own;

use std::path::PathBuf;

/// As what the system's keychain shows these secrets to the person, and under what they are found again.
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
const APPLICATION: &str = "Ninefold";

/// Where secrets are kept: by name, for this person on this computer. A name is short plain text of the caller's, such as
/// "calendar 0192…"; the same name is the same secret for every folder of data that this person has here.
pub trait Secrets: Send + Sync {
    /// The secret; none where none of this name is kept.
    ///
    /// # Errors
    /// Why it cannot be known.
    fn get(&self, name: &str) -> Result<Option<String>, Unkept>;
    /// Keeps it in place of a former one.
    ///
    /// # Errors
    /// Why it is not kept; a former one stands.
    fn set(&self, name: &str, secret: &str) -> Result<(), Unkept>;
    /// Forgets it. One that is not there is no error.
    ///
    /// # Errors
    /// Why it may be kept still.
    fn remove(&self, name: &str) -> Result<(), Unkept>;
}

/// Why a secret is not kept, not found or not forgotten. Codes; the words are the caller's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unkept {
    /// This system has no keychain, or none that answers: no bus, no service.
    #[error("there is no keychain")]
    NoKeychain,
    /// It is locked, and the person did not unlock it or could not be asked.
    #[error("the keychain is locked")]
    Locked,
    /// It answered something else.
    #[error("the keychain refused: {detail}")]
    Refused {
        /// The system's words.
        detail: String,
    },
    /// The file cannot be read or written, or is not one of ours.
    #[error("{}: {detail}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
}

/// The system's keychain: the Secret Service on Linux, the Keychain on macOS, the Credential Manager on Windows. Each call
/// finds it anew, so one that starts later is found. A secret of Windows has at most 1,280 characters.
#[must_use]
pub fn system() -> Box<dyn Secrets> {
    Box::new(own::System)
}

/// A file that only this person may read; made when the first secret is kept. For where there is no keychain, and only if
/// the person chose it: whoever gets hold of the disk reads it.
#[must_use]
pub fn file(path: impl Into<PathBuf>) -> Box<dyn Secrets> {
    Box::new(file::InFile::new(path.into()))
}

/// As long as it is held: what has to be asked for again at each start, and tests.
#[must_use]
pub fn memory() -> Box<dyn Secrets> {
    Box::new(memory::Held::default())
}
