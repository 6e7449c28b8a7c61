//! Where the web view keeps what is its own, such as the language that was chosen. It takes the name of its folder as text, and
//! beside one whose name is none it would make another: so it is led there by a link whose name is text.

use std::io::{ErrorKind, Result};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Manager, WebviewWindowBuilder, Wry};
use tempfile::TempDir;

/// Name of the link.
const LINK: &str = "web";

/// The folder with the link, as long as the program runs.
struct Way(Mutex<Option<TempDir>>);

/// Leads the web view to its folder. Where there can be none, as in a home that can only be read, it keeps its own for as long
/// as the window is open: a folder that cannot be made would keep the window from opening.
pub fn lead<'a>(
    app: &AppHandle,
    window: WebviewWindowBuilder<'a, Wry, AppHandle>,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let Ok(own) = app.path().app_local_data_dir() else { return window };
    if own.to_str().is_some() && std::fs::create_dir_all(&own).is_ok() {
        return window;
    }
    let beside = std::env::temp_dir();
    match way_to(&own, &beside) {
        Ok(way) => {
            let link = way.path().join(LINK);
            app.manage(Way(Mutex::new(Some(way))));
            window.data_directory(link)
        }
        Err(_) => window.data_directory(beside).incognito(true),
    }
}

/// Takes the link away.
pub fn leave(app: &AppHandle) {
    if let Some(way) = app.try_state::<Way>() {
        way.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

fn way_to(own: &Path, beside: &Path) -> Result<TempDir> {
    if beside.to_str().is_none() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let way = tempfile::Builder::new().prefix("ninefold-web-").tempdir_in(beside)?;
    let link = way.path().join(LINK);
    if std::fs::create_dir_all(own).is_ok() {
        symlink(own, link)?;
    } else {
        std::fs::create_dir(link)?;
    }
    Ok(way)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn a_folder_of_any_name_has_a_way_that_is_text_and_goes_alone() {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().join(OsStr::from_bytes(b"no text\xff/own"));
        let way = way_to(&own, dir.path()).unwrap();
        let link = way.path().join(LINK);
        assert!(link.to_str().is_some());
        std::fs::write(link.join("kept"), "es").unwrap();
        drop(way);
        assert!(!link.exists());
        assert_eq!(std::fs::read_to_string(own.join("kept")).unwrap(), "es");
        assert!(way_to(&own, &own).is_err());
    }
}
