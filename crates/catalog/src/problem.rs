//! One thing that is wrong with a pack, in words for the person who writes it, in the language that is spoken while it is
//! read.

use std::fmt;

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemCode {
    /// The folder has no `pack.toml`.
    MissingPack,
    /// A listed file is not there.
    MissingFile,
    /// A folder or a device stands where a file should.
    NotAFile,
    /// A link that leads out of the pack's folder.
    LinkOutside,
    /// The system would not read the file.
    Unreadable,
    /// More than [`crate::FILE_MAX_BYTES`].
    FileTooLarge,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// Not TOML.
    Syntax,
    /// A key of too many parts.
    KeyTooDeep,
    /// A file name that could lead out of the pack.
    FileName,
    /// A format this program does not know.
    Schema,
    /// A key without a meaning here.
    UnknownKey,
    /// A key that must be there.
    MissingKey,
    /// Text where a number should be, and the like.
    WrongType,
    /// Not one of the words allowed.
    UnknownWord,
    /// An id of other characters than a to z, 0 to 9 and hyphens.
    BadId,
    /// An id, a file or a number that is taken.
    Duplicate,
    /// An id that no unit has.
    UnknownUnit,
    /// An active unit waits for a retired one.
    RetiredUnit,
    /// Units that wait for each other.
    Cycle,
    /// Activities that do not sum to the likely effort.
    MinutesSum,
    /// Not low <= likely <= high.
    EffortOrder,
    /// A number out of its range.
    OutOfRange,
    /// Nothing where something is needed.
    Empty,
    /// A text beyond its limit.
    TooLong,
    /// A character that cannot be shown.
    ControlCharacter,
    /// An address that is neither https nor http.
    BadLink,
    /// More entries than allowed.
    TooMany,
}

/// One thing that is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1, where one can be named.
    pub line: Option<u32>,
    /// Its kind.
    pub code: ProblemCode,
    /// What is wrong; a sentence without its full stop.
    pub what: String,
    /// What to do; a whole sentence.
    pub advice: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}. {}", self.file, self.what, self.advice),
            None => write!(f, "{}: {}. {}", self.file, self.what, self.advice),
        }
    }
}
