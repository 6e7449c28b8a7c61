//! The files of a pack as bytes, from a folder or from memory.
//! Invariant: reads nothing but ordinary files of sane size, and none that a link would fetch from outside the folder.

use std::borrow::Cow;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use language::said;

use crate::FILE_MAX_BYTES;

/// One file of a pack, or why it could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name inside the pack.
    pub name: String,
    /// Its bytes.
    pub content: Result<Cow<'static, [u8]>, Fault>,
}

impl SourceFile {
    /// A file that is already in memory.
    pub fn new(name: impl Into<String>, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        SourceFile { name: name.into(), content: Ok(bytes.into()) }
    }
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing has this name.
    Missing,
    /// A folder or a device has this name.
    NotAFile,
    /// It is a link that leads out of the folder.
    Outside,
    /// More than [`FILE_MAX_BYTES`].
    TooLarge,
    /// What the system said.
    Unreadable(String),
}

/// The file `name` of the folder `dir`.
pub(crate) fn fetch(dir: &Path, name: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), content: bytes(dir, name).map(Cow::Owned) }
}

fn bytes(dir: &Path, name: &str) -> Result<Vec<u8>, Fault> {
    // A pack may come from anybody; what lies beside it on the disk is none of its business.
    let path = dir.join(name).canonicalize().map_err(fault)?;
    if !path.starts_with(dir.canonicalize().map_err(fault)?) {
        return Err(Fault::Outside);
    }
    // The kind is asked for before the file is opened: opening a pipe would wait for its other end.
    let known = std::fs::metadata(&path).map_err(fault)?;
    if !known.is_file() {
        return Err(Fault::NotAFile);
    }
    if known.len() > FILE_MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    let mut bytes = Vec::new();
    // It may have grown since, and some systems report files without a size.
    File::open(path).and_then(|file| file.take(FILE_MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(fault)?;
    if bytes.len() as u64 > FILE_MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    Ok(bytes)
}

#[allow(clippy::needless_pass_by_value, reason = "map_err hands the error over")]
fn fault(error: std::io::Error) -> Fault {
    match error.kind() {
        ErrorKind::NotFound => Fault::Missing,
        ErrorKind::NotADirectory => Fault::Unreadable(said!(
            "something on the way to it is no folder",
            "en la ruta hay algo que no es una carpeta"
        )),
        _ => {
            // The number is the system's, and no help.
            let text = error.to_string();
            Fault::Unreadable(text.rsplit_once(" (").map_or(text.as_str(), |(words, _)| words).to_owned())
        }
    }
}
