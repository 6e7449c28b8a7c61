//! Starting with the system on macOS (a launch agent) and Windows (the registry of this user).

use auto_launch::{AutoLaunch, AutoLaunchBuilder, WindowsEnableMode};

use crate::arrivals::HIDDEN;

/// Whether the program starts with the system; none where the system does not say.
pub fn starts_with_system() -> Option<bool> {
    entry().ok()?.is_enabled().ok()
}

/// Starts the program with the system from now on, or no longer.
///
/// # Errors
/// The system's own words.
pub fn start_with_system(on: bool) -> Result<(), String> {
    let entry = entry()?;
    let done = if on { entry.enable() } else { entry.disable() };
    done.map_err(|error| error.to_string())
}

fn entry() -> Result<AutoLaunch, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    AutoLaunchBuilder::new()
        .set_app_name("Ninefold")
        .set_app_path(&program.to_string_lossy())
        .set_windows_enable_mode(WindowsEnableMode::CurrentUser)
        .set_args(&[HIDDEN])
        .build()
        .map_err(|error| error.to_string())
}
