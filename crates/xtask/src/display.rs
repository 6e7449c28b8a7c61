//! Displays: is there one, and a virtual one where there is none.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::process::Servant;

/// Whether a window can be opened here. Only Linux can lack a display.
pub fn is_there() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("WAYLAND_DISPLAY") || set("DISPLAY")
}

/// A virtual display; gone when dropped.
pub struct Virtual {
    _server: Servant,
    /// Its name, such as ":1".
    pub name: String,
}

impl Virtual {
    /// Starts an X server on the first free number.
    ///
    /// # Errors
    /// Why it did not start.
    pub fn start() -> Result<Self, String> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb could not be started: {error}"))?;
        let said = server.stdout.take();
        let server = Servant(server);
        let mut number = String::new();
        // It writes its number once it takes connections; an empty line means that it gave up.
        let heard = said.is_some_and(|said| BufReader::new(said).read_line(&mut number).is_ok());
        if !heard || number.trim().is_empty() {
            return Err("Xvfb started no display".to_owned());
        }
        Ok(Virtual { _server: server, name: format!(":{}", number.trim()) })
    }
}
