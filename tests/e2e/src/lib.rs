//! The real window, worked by tests: a stage for each test, a page object for each screen.
//! Invariant: two tests share nothing, so they may run at the same time.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]
#![allow(missing_docs, reason = "names of page objects are the words on screen")]

pub mod axe;
pub mod bus;
pub mod calendars;
pub mod disk;
pub mod drag;
pub mod keyboard;
pub mod layout;
pub mod onboarding;
pub mod processes;
pub mod pseudo;
pub mod scenes;
pub mod screen;
pub mod servant;
pub mod server;
pub mod settings;
pub mod stage;
pub mod states;
pub mod today;
pub mod week;
pub mod window;
