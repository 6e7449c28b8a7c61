//! Several computers and a folder, on the real file format. `NINEFOLD_FAULTS` says how many times as many cases are tried.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // The helpers here serve tests alone.

mod computers;
mod every_order;
mod files;
mod format;
mod hostile;
mod lost_keys;
mod random;
mod sealed;
mod twins;
