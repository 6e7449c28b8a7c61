//! What differs from system to system: what a window needs before it can open, the tray, starting with the system.
//! Each system has the same names.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::{
    autostart::{start_with_system, starts_with_system},
    page::when_page_is_gone,
    prepare, tray, web_data,
};

#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
pub use macos::{prepare, when_page_is_gone};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::{prepare, when_page_is_gone};

#[cfg(not(target_os = "linux"))]
mod autostart_elsewhere;
#[cfg(not(target_os = "linux"))]
#[path = "tray_elsewhere.rs"]
pub mod tray;
#[cfg(not(target_os = "linux"))]
pub use autostart_elsewhere::{start_with_system, starts_with_system};

#[cfg(not(target_os = "linux"))]
#[path = "web_data_elsewhere.rs"]
pub mod web_data;

#[cfg(unix)]
mod ending;
#[cfg(unix)]
pub use ending::when_told_to_end;
#[cfg(not(unix))]
pub use windows::when_told_to_end;

mod tray_acts;
