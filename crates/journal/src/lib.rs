//! The learner's journal: append-only events in SQLite, folded to the learner's state.
//!
//! Nothing here knows the clock: every instant is an argument. An appended event is on disk before the call
//! returns, and is never changed or removed afterwards.

mod backup;
mod beside;
mod checked;
mod clock;
mod course;
mod error;
mod event;
mod explain;
mod files;
mod fold;
mod folding;
mod found;
mod held;
mod journal;
mod kept;
mod left;
mod lock;
mod log;
mod merge;
mod open;
mod pages;
mod plans;
mod possible;
mod reached;
mod record;
mod recover;
mod replay;
mod restore;
mod retention;
mod salvage;
mod schema;
mod shared;
mod snapshot;
mod state;
mod stored;
#[cfg(test)]
mod tests;

pub use backup::{prune_backups, todays_backup};
pub use checked::suspect;
pub use error::JournalError;
pub use event::*;
pub use files::{backups_dir, journal_file, keep_names, make_folder};
pub use fold::{counting, fold};
pub use journal::{Command, Journal};
pub use kept::{
    BackupFile, BackupInfo, check_backup, list_backups, list_replaced, newest_good_backup, read_backup,
};
pub use merge::{Foreign, Leaving, Merged};
pub use open::{Notice, Opened, Unread, left_behind};
pub use record::{DeviceId, Record, UnreadableEvent};
pub use recover::Recovered;
pub use replay::Replay;
pub use restore::{is_unsettled, restore_backup, settle};
pub use retention::superfluous;
pub use schema::FORMAT;
pub use shared::Shared;
pub use state::*;
