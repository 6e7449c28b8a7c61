//! Pure study planning: from availability, busy time and a curriculum to blocks.
//!
//! No I/O, no clock, no randomness but a seeded generator, no floats in decisions: the same
//! [`Instance`] gives the same [`Plan`] on every machine.

mod answer;
mod model;

pub use answer::*;
pub use model::*;
