//! Everything of the learner's as a file and back: the JSON format "ninefold-export/1", the study log for spreadsheets, and
//! text for people. What a file holds is said in words before it is taken in.

mod fault;
mod file;
mod holding;
mod log;
mod markdown;
mod tally;

pub(crate) use fault::Fault;
pub use file::is_export;
pub(crate) use file::{Package, read, write};
pub(crate) use holding::Holding;
pub(crate) use log::log;
pub(crate) use markdown::markdown;
pub(crate) use tally::{Tally, goal_words};
