//! (see ARCHITECTURE.md)
pub mod formats;
pub mod zones;
