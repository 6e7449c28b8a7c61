//! Busy time out of iCalendar text (RFC 5545), and blocks into it.
//!
//! Pure: no clock, no files, no network. Reading names what it could not use and uses the rest;
//! no input makes it panic or run without bound.

mod component;
mod item;
mod lines;
mod model;
mod problems;
mod property;
mod read;
mod rule;
mod series;
mod single;
mod value;
mod vtimezone;
mod windows_zones;
mod write;
mod zone;

pub use model::*;
pub use property::{one_line, unescaped};
pub use read::{MAX_BYTES, calendar_name, read_busy, read_busy_telling, to_text};
pub use rule::{MAX_OCCURRENCES, MAX_OCCURRENCES_PER_EVENT};
pub use single::{SingleEvent, read_singles};
pub use write::{escaped, folded, write_blocks};
