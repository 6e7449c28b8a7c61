//! The study file: the published blocks as an .ics file that other calendars can subscribe to, written after every change.

use std::path::{Path, PathBuf};

use super::kept::Kept;
use crate::app::App;
use crate::{ApiError, calendar_block};

/// Where it is.
pub(crate) fn path(app_dir: &Path) -> PathBuf {
    app_dir.join("study.ics")
}

/// Writes it if it is wanted and would say something else; why not, if it could not.
pub(crate) fn write(app: &App, kept: &Kept) -> Result<(), ApiError> {
    if !kept.file.on {
        return Ok(());
    }
    let text = app.decide(|session| {
        let look = session.look_at_plan()?;
        let s = look.situation();
        let mut blocks: Vec<calendar::CalendarBlock> =
            s.ahead().into_iter().map(|b| calendar_block::of(&s, b, look.at)).collect();
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
    let path = path(&app.host().export_dir());
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if without_stamps(&before) == without_stamps(&text) {
        return Ok(());
    }
    let failed =
        |e: std::io::Error| ApiError::WriteFailed { path: path.display().to_string(), reason: e.to_string() };
    let dir = app.host().export_dir();
    std::fs::create_dir_all(&dir).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(&dir).map_err(failed)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)?;
    file.persist(&path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// Takes it away.
pub(crate) fn remove(app_dir: &Path) -> Result<(), ApiError> {
    let path = path(app_dir);
    match std::fs::remove_file(&path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(ApiError::WriteFailed { path: path.display().to_string(), reason: e.to_string() })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The lines that say something of the blocks.
fn without_stamps(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with("DTSTAMP") && !line.starts_with("LAST-MODIFIED")).collect()
}
