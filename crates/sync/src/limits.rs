//! How much is looked at. A folder that others write to may hold anything: what is beyond these limits is left out and
//! counted, never a reason to stop.

/// The limits of one look at a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Names in the folder that are looked at.
    pub names: usize,
    /// Files of ours that are read.
    pub files: usize,
    /// Locks of keys that are read.
    pub locks: usize,
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files together.
    pub all_bytes: u64,
}

impl Default for Limits {
    /// A busy learner's journal grows by some ten MB a year; one file of it has about one.
    fn default() -> Limits {
        Limits { names: 20_000, files: 2_000, locks: 1_000, file_bytes: 64 << 20, all_bytes: 512 << 20 }
    }
}

/// A file that has this many bytes is not continued: engines that carry whole files have less to carry.
pub(crate) const FILE_IS_FULL: u64 = 1 << 20;

/// Events are gathered to lines of about this many bytes; a command is never divided.
pub(crate) const LINE_IS_FULL: usize = 64 << 10;

/// A lock of a key has some 500 bytes.
pub(crate) const LOCK_BYTES: u64 = 4 << 10;

/// Keys that a key names in whose place it was made: its lock stays within [`LOCK_BYTES`].
pub(crate) const MOST_BEFORE: usize = 16;

/// Letters of a computer's name that are kept.
pub(crate) const MOST_LETTERS: usize = 60;

/// Former names of a computer that its files name.
pub(crate) const MOST_FORMER: usize = 32;
