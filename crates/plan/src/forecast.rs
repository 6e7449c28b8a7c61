//! When will it be done? An honest forecast: many futures of the remaining work, each with a learner that the
//! history allows, ordinary luck with the units, and good and bad weeks.
//! Invariant: total and deterministic; integers only; the same input gives the same forecast on every machine.

mod coarse;
mod fixed;
mod futures;
mod held;
mod input;
mod outcome;
mod pace;
mod rng;
mod spread;
mod what_if;

pub use coarse::{Coarse, UnitSpan, coarse, roadmap};
pub use input::*;
pub use outcome::{Finish, Forecast};
pub use pace::Learned;
pub use what_if::{WhatIf, what_if};

/// Six years: what is not done by then has no forecast.
pub const FURTHEST_WEEKS: usize = 312;

/// Futures of a forecast that is shown: its chances are then within half a percent.
pub const FUTURES: u32 = 10_000;

/// Futures of a question that a slider asks while it moves: chances are then within two percent.
pub const FUTURES_OF_A_QUESTION: u32 = 3_000;

/// Plays the remaining work through the weeks ahead, `input.futures` times.
///
/// `None` if no core work is left, or no future is asked for.
#[must_use]
pub fn forecast(input: &ForecastInput) -> Option<Forecast> {
    if input.futures == 0 { None } else { futures::play(input) }
}

/// How long things have taken this learner against their estimates.
#[must_use]
pub fn learned(paces: &[PaceSample]) -> Learned {
    pace::Pace::learned(paces)
}
