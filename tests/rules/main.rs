//! The rules of the repository that a compiler does not know. ARCHITECTURE.md says why each exists.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a rule that cannot be looked at is broken")]

mod doors;
mod files;
mod imports;
mod languages;
mod left_in_english;
mod repository;
mod sources;
