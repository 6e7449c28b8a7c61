//! One learner's events through a folder that another program carries from computer to computer (`docs/sync-folder.md`).
//!
//! Each computer writes files of its own there and only reads those of others. What is in the folder is never trusted: it
//! is bounded, checked line by line, and nothing in it is an order. The journal decides what an event means.

mod exchange;
mod fault;
mod folder;
mod format;
mod limits;
mod pens;
mod place;
mod seal;
mod watch;

pub use exchange::{Exchange, Passed, Store};
pub use fault::Fault;
pub use folder::{Computer, Folder, Found, Hiding, Named};
pub use format::{Batch, Contents, Former, Head, VERSION, lines, read};
pub use limits::Limits;
pub use pens::Pens;
pub use place::{Misplaced, fitting};
pub use seal::{Key, Keys, Lock, Shut, WORK, Wish};
pub use watch::Watching;
