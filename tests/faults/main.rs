//! Faults made on purpose: power cuts, full and failing disks, odd places, wrong clocks, many writers.
//! Invariant: what was acknowledged is there afterwards, whole; whatever else happens is said in a sentence.
//!
//! System calls are watched and made to fail with strace, so these tests run on Linux alone. `NINEFOLD_FAULTS` says how
//! many times as many cases are tried (1 unless told).

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // The helpers here serve tests alone.

mod crowd;
mod cut_programs;
mod disk;
mod going_back;
mod in_step;
mod journals;
mod killed_passes;
mod places;
mod power_cut;
mod program;
mod refused_calls;
mod syncthing;
mod traced;
mod windows;
