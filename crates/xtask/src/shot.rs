//! A picture of the real window on a virtual display.

use std::path::{Path, PathBuf};

use crate::display::Virtual;
use crate::place;
use crate::webdriver::Window;

/// True once the page shows its first screen, its letters and all that it asked for: every screen has one heading in
/// `main`, and what is still to come says that it is busy.
pub const READY: &str = "return document.readyState === 'complete' && document.fonts.status === 'loaded' \
                         && document.querySelector('h1') !== null && document.querySelector('[aria-busy=true]') === null";

/// Opens `program`, waits for its first screen and saves the picture as out/`name`.
///
/// # Errors
/// What did not start or answer.
pub fn take(program: &Path, env: &[(String, String)], name: &str) -> Result<PathBuf, String> {
    let display = Virtual::start()?;
    let window = Window::open(program, &display.name, env)?;
    window.wait_for("the first screen", READY)?;
    // The driver takes the last frame that reached the screen.
    std::thread::sleep(std::time::Duration::from_millis(500));
    let picture = window.picture()?;
    let path = place::out().join(name);
    std::fs::create_dir_all(place::out())
        .and_then(|()| std::fs::write(&path, picture))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}
