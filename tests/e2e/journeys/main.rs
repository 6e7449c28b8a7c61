//! Journeys through the real window.

mod start;
