//! Journeys through the real window: what a person does on the first day and the days after.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a journey that cannot go on stops"
)]

mod blocks;
mod by_hand;
mod calendar;
mod calendars;
mod desktop;
mod dialogs;
mod first_start;
mod history;
mod hostile;
mod in_step;
mod joining;
mod keeping;
mod keyboard;
mod languages;
mod layout;
mod looks;
mod machine;
mod month;
mod no_room;
mod outside;
mod packs;
mod palette;
mod places;
mod recall;
mod review;
mod roadmap;
mod strategies;
mod study;
mod week_views;
