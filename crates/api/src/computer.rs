//! What was chosen for this computer, in a file beside the journal.
//! Invariant: a file that is missing or damaged never stops the program: what cannot be read is as if it was never chosen,
//! and that is said.

use std::path::{Path, PathBuf};

use journal::JournalError;
use serde::{Deserialize, Serialize};

use crate::passphrase::Chosen;
use crate::wire::{ComputerChoices, QuietHours};
use crate::{ApiError, choices, paths};

/// Minutes of a day.
const DAY: u32 = 24 * 60;

const NAME: &str = "computer.json";

fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

/// All of the file.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    #[serde(flatten)]
    choices: ComputerChoices,
    /// The folder through which computers are kept in step.
    #[serde(with = "paths::in_file", skip_serializing_if = "Option::is_none")]
    sync_folder: Option<PathBuf>,
    /// The one that was left as the journal went back, while none is chosen anew.
    #[serde(with = "paths::in_file", skip_serializing_if = "Option::is_none")]
    left_folder: Option<PathBuf>,
    /// Whether a passphrase is used there, and the public halves of its keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    sync_keys: Option<Chosen>,
}

fn kept(dir: &Path) -> Result<Kept, ApiError> {
    choices::read(dir, NAME)
}

/// As chosen.
pub(crate) fn read(dir: &Path) -> ComputerChoices {
    let mut choices = kept(dir).unwrap_or_default().choices;
    choices.quiet = choices.quiet.filter(|quiet| faults(*quiet).is_empty());
    choices
}

/// Keeps them.
pub(crate) fn write(dir: &Path, choices: &ComputerChoices) -> Result<(), ApiError> {
    write_json(dir, &path(dir), &Kept { choices: *choices, ..kept(dir)? })
}

/// The folder through which computers are kept in step, if one was chosen.
pub(crate) fn sync_folder(dir: &Path) -> Option<PathBuf> {
    kept(dir).unwrap_or_default().sync_folder.filter(|_| !journal::is_unsettled(dir))
}

/// The folder that was left as the journal went back, while none is chosen anew.
pub(crate) fn left_folder(dir: &Path) -> Option<PathBuf> {
    kept(dir).unwrap_or_default().left_folder
}

/// There is none from now on, as the journal went back. A file that cannot be read names none.
pub(crate) fn leave_sync_folder(dir: &Path) -> Result<(), JournalError> {
    match kept(dir) {
        Ok(kept) if kept.sync_folder.is_some() => {
            let path = path(dir);
            let failed = |e| JournalError::io(&path, e);
            let left = Kept { left_folder: kept.sync_folder, sync_folder: None, ..kept };
            let text = text_of(&left).map_err(|e| failed(e.into()))?;
            paths::write_whole(dir, &path, &text).map_err(failed)
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// What is the matter with the file, in a sentence, while no folder is chosen anew.
pub(crate) fn trouble(dir: &Path) -> Option<String> {
    choices::trouble(dir, NAME).filter(|_| sync_folder(dir).is_none())
}

/// Keeps it, or that there is none.
pub(crate) fn set_sync_folder(dir: &Path, sync_folder: Option<PathBuf>) -> Result<(), ApiError> {
    let is_chosen = sync_folder.is_some();
    write_json(dir, &path(dir), &Kept { sync_folder, left_folder: None, ..kept(dir)? })?;
    if is_chosen {
        choices::settled(dir, NAME);
    }
    Ok(())
}

/// What was chosen of its passphrase, if anything was.
pub(crate) fn sync_keys(dir: &Path) -> Option<Chosen> {
    kept(dir).unwrap_or_default().sync_keys
}

/// Keeps it, or that nothing is chosen.
pub(crate) fn set_sync_keys(dir: &Path, sync_keys: Option<Chosen>) -> Result<(), ApiError> {
    write_json(dir, &path(dir), &Kept { sync_keys, ..kept(dir)? })
}

/// Writes a file in the data folder `dir`, or leaves the former one.
pub(crate) fn write_json(dir: &Path, path: &Path, content: &impl Serialize) -> Result<(), ApiError> {
    let failed = |reason: String| ApiError::WriteFailed { path: path.display().to_string(), reason };
    let text = text_of(content).map_err(|e| failed(e.to_string()))?;
    paths::write_whole(dir, path, &text).map_err(|e| failed(crate::say::refusal(&e)))
}

fn text_of(content: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(content).map(|text| format!("{text}\n"))
}

/// What is wrong with quiet hours.
pub(crate) fn faults(quiet: QuietHours) -> Vec<String> {
    let mut faults = Vec::new();
    if quiet.from >= DAY || quiet.to >= DAY {
        faults.push(
            word!(
                "Quiet hours lie between 0:00 and 23:59.",
                "Las horas de silencio van de las 0:00 a las 23:59.",
            )
            .to_owned(),
        );
    }
    if quiet.from == quiet.to {
        faults.push(
            word!(
                "Quiet hours that begin and end at the same time hold nothing. Choose another end, or turn announcements off.",
                "Unas horas de silencio que empiezan y acaban a la misma hora están vacías. Elige otro final o desactiva los avisos.",
            )
            .to_owned(),
        );
    }
    faults
}

/// Whether a minute of the day is quiet.
pub(crate) fn is_quiet(quiet: QuietHours, minute: u32) -> bool {
    if quiet.from < quiet.to {
        (quiet.from..quiet.to).contains(&minute)
    } else {
        minute >= quiet.from || minute < quiet.to
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn what_was_chosen_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path()), ComputerChoices::default());
        let quiet = Some(QuietHours { from: 1320, to: 420 });
        let choices = ComputerChoices { notify: false, quiet, stay_in_tray: true };
        write(dir.path(), &choices).unwrap();
        assert_eq!(read(dir.path()), choices);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no other file is left");
    }

    #[test]
    fn the_sync_folder_and_the_other_choices_leave_each_other_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Some(PathBuf::from("/media/stick/Sync"));
        set_sync_folder(dir.path(), folder.clone()).unwrap();
        assert_eq!(read(dir.path()), ComputerChoices::default());
        let choices = ComputerChoices { notify: false, ..ComputerChoices::default() };
        write(dir.path(), &choices).unwrap();
        assert_eq!(sync_folder(dir.path()), folder);
        set_sync_folder(dir.path(), None).unwrap();
        assert_eq!((sync_folder(dir.path()), read(dir.path())), (None, choices));
    }

    #[test]
    fn a_damaged_file_chooses_nothing_and_a_newer_one_what_is_known() {
        let dir = tempfile::tempdir().unwrap();
        let reads = |text: &str| {
            std::fs::write(path(dir.path()), text).unwrap();
            read(dir.path())
        };
        let default = ComputerChoices::default();
        for text in
            ["", "{", "[]", "\"x\"", r#"{ "notify": 1 }"#, r#"{ "quiet": { "from": 9000, "to": 3 } }"#]
        {
            assert_eq!(reads(text), default, "{text}");
        }
        let known = ComputerChoices { stay_in_tray: true, ..default };
        assert_eq!(reads(r#"{ "stay_in_tray": true, "later": [1] }"#), known);
    }

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let night = QuietHours { from: 1320, to: 420 };
        let noon = QuietHours { from: 720, to: 780 };
        for (quiet, minute, is) in [
            (night, 1319, false),
            (night, 1320, true),
            (night, 0, true),
            (night, 419, true),
            (night, 420, false),
            (noon, 719, false),
            (noon, 720, true),
            (noon, 780, false),
        ] {
            assert_eq!(is_quiet(quiet, minute), is, "{quiet:?} {minute}");
        }
    }
}
