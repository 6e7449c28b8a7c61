//! What the machine needs before a window can open: one module a system, the same function in each.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::prepare;

#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
pub use macos::prepare;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::prepare;
