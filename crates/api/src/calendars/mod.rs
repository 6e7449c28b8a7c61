//! Calendars of accounts and addresses: read as busy time, and one of them told the blocks.
//!
//! Invariant: one program at a time looks, off the window's thread and without holding the session while it waits for a
//! server. What was found is kept before anything is sent. Nothing is asked of a server that nobody connected.

pub(crate) mod ahead;
pub(crate) mod connect;
pub(crate) mod kept;
pub(crate) mod leaving;
mod pass;
pub(crate) mod providers;
pub(crate) mod publication;
pub(crate) mod publishing;
mod questions;
pub(crate) mod reading;
pub(crate) mod said;
pub(crate) mod study_file;
mod taking_over;
pub(crate) mod turn;
pub(crate) mod views;

pub(crate) use pass::{Passed, Which, color, pass};

/// Name of a calendar that is made for the blocks.
pub(crate) const NEW_CALENDAR: &str = "Ninefold";

/// What the last looks found that is to be shown, as long as the program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// What publishing found that asks for nothing, with the block as it is named: “title”, Tue 17:00,
    pub notes: Vec<(caldav::Note, String)>,
    /// What the server would not take.
    pub refused: Vec<(caldav::Refused, String)>,
    /// Why the study file could not be written.
    pub study_file: Option<String>,
}

impl Found {
    /// So many blocks do not stand in the calendar as they are planned, and will not by themselves.
    pub fn left_aside(&self) -> usize {
        let unreadable =
            |(note, _): &&(caldav::Note, String)| matches!(note, caldav::Note::Unreadable { .. });
        self.refused.len() + self.notes.iter().filter(unreadable).count()
    }
}
