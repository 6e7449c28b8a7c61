//! THE table of sentences: every error code with what happened, where, and what to do. Nothing else words errors.

use journal::JournalError;

use crate::wire::Failure;
use crate::{ApiError, say};

/// An error as a window or a script gets it.
pub(crate) fn failure(error: &ApiError) -> Failure {
    let (code, message, details) = words(error);
    Failure { code: code.to_owned(), message, details }
}

fn words(error: &ApiError) -> (&'static str, String, Vec<String>) {
    let plain = |code, message: &str| (code, message.to_owned(), Vec::new());
    match error {
        ApiError::UnknownCommand { name } => (
            "unknown_command",
            format!(
                "There is no command “{name}”. The window and the program may be of different versions; start Ninefold again."
            ),
            Vec::new(),
        ),
        ApiError::BadArguments { command, reason } => (
            "bad_arguments",
            format!("“{command}” was called with something it cannot read: {reason}."),
            Vec::new(),
        ),
        ApiError::NotOnboarded => plain(
            "not_onboarded",
            "There is no plan yet. Answer the four steps in the window, or run `ninefold-cli init`.",
        ),
        ApiError::AlreadyOnboarded => plain(
            "already_onboarded",
            "There is a plan already; nothing was changed. Change it in the window’s settings, or answer everything anew with `ninefold-cli init --again`.",
        ),
        ApiError::NotOpen => plain(
            "journal_not_open",
            "The journal is not open because a backup could not be brought back. Start Ninefold again; your files are untouched.",
        ),
        ApiError::UnknownBlock { id } => (
            "unknown_block",
            format!(
                "There is no block “{id}” in the published weeks. It may have been replanned; look at the week again."
            ),
            Vec::new(),
        ),
        ApiError::AlreadyAnswered { title } => (
            "already_answered",
            format!("“{title}” was answered already. Undo that first to answer it differently."),
            Vec::new(),
        ),
        ApiError::NotInReview { title } => (
            "not_in_review",
            format!(
                "This block does not review “{title}”. Look at the week again; the plan may have changed."
            ),
            Vec::new(),
        ),
        ApiError::NotCompleted { title } => (
            "not_completed",
            format!("“{title}” is not studied to the end yet. Its questions can be graded once it is."),
            Vec::new(),
        ),
        ApiError::UnknownUnit { id } => {
            ("unknown_unit", format!("There is no unit “{id}” in the pack. Check its name."), Vec::new())
        }
        ApiError::UnknownRhythm { id } => {
            ("unknown_rhythm", format!("There is no rhythm “{id}” in the pack. Check its name."), Vec::new())
        }
        ApiError::UnknownResource { id } => (
            "unknown_resource",
            format!("There is no resource “{id}” of yours. It may have been removed already."),
            Vec::new(),
        ),
        ApiError::UnknownOutcome { unit, outcome } => {
            ("unknown_outcome", format!("Unit “{unit}” has no outcome number {outcome}."), Vec::new())
        }
        ApiError::IllegalMove { reasons, nearest } => {
            let mut message = format!("It cannot go there. {}", reasons.join(" "));
            if let Some(nearest) = nearest {
                message.push_str(&format!(
                    " The nearest place is {} {}.",
                    say::day(nearest.date()),
                    say::clock(*nearest)
                ));
            }
            ("illegal_move", message, reasons.clone())
        }
        ApiError::IllegalSplit { reasons } => {
            ("illegal_split", format!("It cannot be split so. {}", reasons.join(" ")), reasons.clone())
        }
        ApiError::NotAhead { title } => (
            "not_ahead",
            format!("“{title}” has begun or is over. Say whether it was done instead."),
            Vec::new(),
        ),
        ApiError::NotKeptFree => plain(
            "not_kept_free",
            "That time is not kept free any more. Look at the week again; it may have changed.",
        ),
        ApiError::BadSetting { reasons } => ("bad_setting", reasons.join(" "), reasons.clone()),
        ApiError::BadCalendar { name, reason } => {
            ("bad_calendar", format!("“{name}” could not be read: {reason} Nothing was changed."), Vec::new())
        }
        ApiError::UnknownCalendar { source_name } => (
            "unknown_calendar",
            format!("There is no busy calendar “{source_name}”. It may have been removed already."),
            Vec::new(),
        ),
        ApiError::BadLink { url } => (
            "bad_link",
            format!("“{url}” is not opened: only addresses that begin with https:// or http:// are."),
            Vec::new(),
        ),
        ApiError::OpenFailed { what, reason } => (
            "open_failed",
            format!("No program could open {what}: {reason}. Copy the address and open it yourself."),
            Vec::new(),
        ),
        ApiError::WriteFailed { path, reason } => (
            "write_failed",
            format!(
                "{path} could not be written: {reason}. Check the free space and the permissions of that folder."
            ),
            Vec::new(),
        ),
        ApiError::NothingToUndo => plain("nothing_to_undo", "There is nothing to undo."),
        ApiError::NothingToRedo => plain("nothing_to_redo", "There is nothing to redo."),
        ApiError::NoBackup => plain("no_backup", "There is no backup that can be read."),
        ApiError::UnknownBackup { name } => (
            "unknown_backup",
            format!(
                "There is no backup “{name}” that can be read. `ninefold-cli restore --list` shows them."
            ),
            Vec::new(),
        ),
        ApiError::JournalInUse { events } => (
            "journal_in_use",
            format!(
                "Your journal is not empty: it has {}. Nothing was changed. To set it aside and bring the backup back all the same, use `ninefold-cli restore --replace`.",
                say::count(usize::try_from(*events).unwrap_or(0), "entry", "entries")
            ),
            Vec::new(),
        ),
        ApiError::BadPack { problems } => (
            "bad_pack",
            format!("The pack has {}.", say::count(problems.len(), "problem", "problems")),
            problems.clone(),
        ),
        ApiError::Planner { reason } => {
            ("planner", format!("No plan could be made from this: {reason}."), Vec::new())
        }
        ApiError::Journal(error) => (error.code(), journal_words(error), Vec::new()),
    }
}

fn journal_words(error: &JournalError) -> String {
    match error {
        JournalError::Newer { path, found, known } => format!(
            "Your journal {} was written by a newer Ninefold (format {found}; this one knows up to {known}). It was not touched. Install the newer version to open it.",
            path.display()
        ),
        JournalError::Foreign { path, .. } => format!(
            "{} belongs to another program and was not touched. Move it elsewhere, or choose another data folder.",
            path.display()
        ),
        JournalError::Broken { path, reason } => format!(
            "Your journal {} is damaged ({reason}). Close Ninefold and start it again: it sets the damaged file aside and offers the newest backup.",
            path.display()
        ),
        JournalError::ReadOnly { path } => format!(
            "{} is on a disk that can only be read, and Ninefold keeps your plan there. Nothing was changed. Make it writable or choose another data folder.",
            path.display()
        ),
        JournalError::Permission { path } => format!(
            "You may not write {}, and Ninefold keeps your plan there. Nothing was changed. Change its permissions or choose another data folder.",
            path.display()
        ),
        JournalError::Full { path } => format!(
            "Not saved: the disk that holds {} is full. Everything before is safe. Free some space and try again.",
            path.display()
        ),
        JournalError::Locked { path } => format!(
            "Not saved: another program kept {} busy. Close other copies of Ninefold and try again.",
            path.display()
        ),
        JournalError::Folder { path, source } => {
            format!("{} cannot be used as the data folder: {source}. Choose another one.", path.display())
        }
        JournalError::Moved { path } => format!(
            "Not saved: {} was moved or replaced while Ninefold was open. Start Ninefold again.",
            path.display()
        ),
        JournalError::Overtaken { .. } => {
            "Not saved: another Ninefold kept writing to your journal. Try again in a moment.".to_owned()
        }
        JournalError::Instant { at } => format!(
            "Not saved: the computer's clock says {at}, which cannot be right. Set the clock and try again."
        ),
        JournalError::Event(source) => format!("Not saved: this change cannot be written down ({source})."),
        JournalError::Io { path, source } => format!(
            "{} could not be read or written: {source}. Everything saved before is safe.",
            path.display()
        ),
        JournalError::Sqlite { path, source } => format!(
            "The journal {} could not be read or written: {source}. Everything saved before is safe.",
            path.display()
        ),
    }
}
