//! The study file: the published blocks as an .ics file that other calendars can subscribe to, written after every change.

use std::path::{Path, PathBuf};

use super::kept::{Kept, KeptFile};
use crate::app::App;
use crate::{ApiError, Host, calendar_block, paths, say};

/// What says in the file that it is ours.
const OURS: &str = "PRODID:-//Ninefold//Ninefold//EN";

/// Where it is, or would be.
pub(crate) fn path(host: &dyn Host, kept: &KeptFile) -> PathBuf {
    kept.path.clone().unwrap_or_else(|| host.export_dir().join("study.ics"))
}

/// Writes it if it is wanted and would say something else; why not, if it could not.
pub(crate) fn write(app: &App, kept: &Kept) -> Result<(), ApiError> {
    // A terminal exports into whatever folder it is in: where the file is it knows from the window alone.
    if !kept.file.on || (kept.file.path.is_none() && !app.host().has_window()) {
        return Ok(());
    }
    let text = app.decide(|session| {
        let look = session.look_at_plan()?;
        let revision = calendar_block::revision(session, &look)?;
        let s = look.situation();
        let mut blocks: Vec<calendar::CalendarBlock> =
            s.ahead().into_iter().map(|b| calendar_block::in_file(&look, revision, b)).collect();
        for block in &mut blocks {
            block.alarms.clone_from(&kept.reminders);
            if !kept.file.titles {
                block.title = said!("Study", "Estudio");
                block.description.clear();
                block.category.clear();
            }
        }
        let layout = calendar::Layout { name: "Ninefold", zone: look.zone, tasks: false };
        Ok(calendar::write_blocks(&blocks, &layout))
    })?;
    let path = path(app.host(), &kept.file);
    let before = read(&path)?;
    if without_stamps(&before) == without_stamps(&text) {
        return Ok(());
    }
    let failed = |e: std::io::Error| ApiError::WriteFailed {
        path: path.display().to_string(),
        reason: say::refusal(&e),
    };
    let dir = path.parent().unwrap_or(&path);
    paths::write_whole(dir, &path, &text).map_err(failed)
}

/// What stands there; nothing if there is no file.
///
/// # Errors
/// Somebody else's file has the name.
fn read(path: &Path) -> Result<String, ApiError> {
    match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) if text.contains(OURS) => Ok(text),
            Ok(_) | Err(_) => Err(taken(path)),
        },
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(_) => Err(taken(path)),
    }
}

fn taken(path: &Path) -> ApiError {
    ApiError::NameTaken { path: paths::shown(path), is_folder: path.is_dir() }
}

/// Takes it away, if it is ours.
pub(crate) fn remove(path: &Path) -> Result<(), ApiError> {
    if read(path).is_err() {
        return Ok(());
    }
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(ApiError::WriteFailed { path: path.display().to_string(), reason: say::refusal(&e) })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The lines that say something of the blocks.
fn without_stamps(text: &str) -> Vec<&str> {
    const STAMPS: [&str; 3] = ["DTSTAMP", "LAST-MODIFIED", "SEQUENCE"];
    text.lines().filter(|line| STAMPS.iter().all(|stamp| !line.starts_with(stamp))).collect()
}
