//! Tests of the journal through its public face, as one program: some of them start it again as a second
//! process.

// A failed test panics; the lint's own exception covers test functions only, not what they call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod append;
mod backups;
mod beside;
mod choosing;
mod damage;
mod fixture;
mod fold_rules;
mod going_back;
mod golden;
mod kill;
mod logs;
mod merging;
mod opening;
mod properties;
mod recovery;
mod samples;
mod sessions;
mod together;
mod tools;
mod undo_apart;
