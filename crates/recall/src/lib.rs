//! What is remembered of a unit and when it is worth recalling: FSRS with its default parameters, asked for a
//! retention of 90 %. Invariant: pure and without chance; the same history gives the same days.

mod memory;
mod spread;

pub use memory::{Grade, Memory, Review, fresh_offsets};
pub use spread::{Calendar, Held, Waiting, spread};
