//! The sane sizes of a pack. Lengths are in characters, times in minutes; the loader refuses what is beyond.

/// Name of the file that describes a pack.
pub const PACK_FILE: &str = "pack.toml";
/// The only version of the format so far.
pub const SCHEMA: u32 = 1;
/// Largest file, in bytes.
pub const FILE_MAX_BYTES: u64 = 4 * 1024 * 1024;
/// Strategy files in a pack: one for each lane.
pub const FILES_MAX: usize = 9;
/// Highest number of a strategy; the lowest is 1.
pub const STRATEGY_MAX: u32 = 9;
/// Units in a pack.
pub const UNITS_MAX: usize = 1000;
/// Rhythms in a pack.
pub const RHYTHMS_MAX: usize = 100;
/// Entries in any one list.
pub const LIST_MAX: usize = 200;
/// An id or the name of a file.
pub const ID_MAX: usize = 64;
/// One word or a short label.
pub const LABEL_MAX: usize = 40;
/// A title, an author line, a kind.
pub const NAME_MAX: usize = 200;
/// One sentence: an outcome, a step, a question.
pub const SENTENCE_MAX: usize = 400;
/// A short paragraph: an answer, a brief, a description.
pub const TEXT_MAX: usize = 2000;
/// A web address.
pub const URL_MAX: usize = 1000;
/// One activity, one effort, one occurrence of a rhythm: 100 hours.
pub const MINUTES_MAX: u32 = 6000;
/// "last N weeks" of a rhythm: the longest horizon of a plan.
pub const WEEKS_MAX: u32 = 156;
/// Parts of a dotted key or header.
pub const KEY_PARTS_MAX: usize = 8;
/// Problems told one by one; further ones are only counted.
pub const PROBLEMS_MAX: usize = 1000;
