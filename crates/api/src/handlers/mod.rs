//! One file a subject: each function is the handler of one line of the command list.

#![allow(
    clippy::needless_pass_by_value,
    reason = "every handler takes its arguments alike; the list calls it with a value"
)]

pub(crate) mod app;
pub(crate) mod backups;
pub(crate) mod block;
pub(crate) mod busy;
pub(crate) mod by_hand;
pub(crate) mod calendars;
pub(crate) mod computer;
pub(crate) mod elsewhere;
pub(crate) mod export;
pub(crate) mod forecast;
pub(crate) mod forward;
pub(crate) mod import;
pub(crate) mod knowledge;
pub(crate) mod notices;
pub(crate) mod onboarding;
pub(crate) mod own;
pub(crate) mod packs;
pub(crate) mod passphrase;
pub(crate) mod preview;
pub(crate) mod published;
pub(crate) mod recall;
pub(crate) mod review;
pub(crate) mod roadmap;
pub(crate) mod settings;
pub(crate) mod several;
pub(crate) mod strategies;
pub(crate) mod study;
pub(crate) mod sync;
mod sync_notes;
pub(crate) mod week;
pub(crate) mod why;
