//! The protocol and the differences, against a server in memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod converging;
mod garbage;
mod server;
mod settling;
