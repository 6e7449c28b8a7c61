//! The learner's journal: append-only events in SQLite, folded to the learner's state.

mod event;

pub use event::*;
