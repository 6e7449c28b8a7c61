//! Journeys through the real window: what a person does on the first day and the days after.
#![cfg(target_os = "linux")]

mod blocks;
mod calendar;
mod first_start;
mod keyboard;
mod looks;
mod machine;
