//! The application: the command list, its handlers, the host's side, error codes and change topics. Knows no Tauri.

#[macro_use]
extern crate language;

mod answered;
mod apart;
mod app;
mod arrivals;
mod backup_words;
mod bindings;
mod busy_titles;
mod calendar_block;
mod calendar_words;
mod calendars;
mod carrying;
mod choices;
mod clock;
mod commands;
mod computer;
mod convert;
mod course;
mod defaults;
mod device;
mod difference;
mod draft;
mod error;
mod find;
mod foresight;
pub mod formats;
mod forward;
mod glance;
mod handlers;
mod history;
mod host;
mod knowledge;
mod look_back;
mod own;
mod pace;
mod packs;
mod panel;
mod passphrase;
pub mod paths;
mod planning;
mod problem;
mod recalling;
mod refusal;
mod resolvers;
mod reviews;
mod roadmap;
mod rules;
mod sample;
pub mod say;
pub mod secrets;
mod session;
mod strategies;
mod system_language;
mod system_zone;
#[cfg(test)]
mod tests;
mod titles;
mod transfer;
mod two_plans;
mod views;
mod ways;
mod why;
pub mod wire;
mod words;
mod zones;

pub use answered::AnsweredBy;
pub use app::App;
/// The bytes of a calendar file as the text that `busy_import` takes.
pub use calendar::to_text as calendar_text;
pub use carrying::SyncPlace;
pub use catalog::PACK_FILE;
pub use clock::Clock;
pub use commands::{COMMANDS, typescript};
pub use error::ApiError;
pub use host::{Desktop, Host};
/// The languages, and the three macros in which a sentence stands with all of them.
pub use language::{Language, counted, said, speaking, spoken, word};
pub use packs::{PackSummary, check_pack};
pub use sync::Watching;
pub use system_language::system_language;
pub use system_zone::{system_zone, unknown_zone};
pub use transfer::is_export;
