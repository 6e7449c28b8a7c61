//! The application: the command list, its handlers, the host's side, error codes and change topics. Knows no Tauri.

mod app;
mod bindings;
mod commands;
mod error;
mod handlers;
mod host;
mod session;
pub mod wire;
mod words;

pub use app::{App, Reply};
pub use commands::{COMMANDS, typescript};
pub use error::ApiError;
pub use host::Host;
pub use session::Session;
