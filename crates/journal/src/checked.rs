//! When a journal was last checked from end to end, and how much of it is checked at a start: that must not take long. Once a day
//! all of it is checked with the copy that becomes the backup.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

use crate::error::JournalError;
use crate::files::{journal_file, length, small_text, write_small};

/// All of a shorter file is checked in a moment, and its pages of one that is not long. Unit tests have short journals.
const SHORT: u64 = if cfg!(test) { 32 << 10 } else { 2 << 20 };
const LONG: u64 = if cfg!(test) { 64 << 10 } else { 16 << 20 };

/// So many days a check is relied upon.
const DAYS: i64 = 7;

fn path(dir: &Path) -> PathBuf {
    dir.join("journal.checked")
}

/// What a start checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// Nothing: a long journal was found whole not long ago.
    Nothing,
    /// Whether the pages are in order.
    Pages,
    /// That, and whether every index says what the table says.
    Whole,
}

/// What is to be checked of the journal now.
pub(crate) fn due(dir: &Path, now: DateTime<Utc>) -> Result<Check, JournalError> {
    let length = length(&journal_file(dir))?.unwrap_or(0);
    Ok(match age(dir, now)? {
        Some(days) if (0..=DAYS).contains(&days) => Check::Nothing,
        None if (SHORT..LONG).contains(&length) && is_any(dir) => Check::Pages,
        Some(_) | None => Check::Whole,
    })
}

/// Whether a long journal was checked on this day already.
pub(crate) fn is_of_today(dir: &Path, now: DateTime<Utc>) -> Result<bool, JournalError> {
    Ok(age(dir, now)? == Some(0))
}

/// Days since the last check of a long journal.
fn age(dir: &Path, now: DateTime<Utc>) -> Result<Option<i64>, JournalError> {
    if length(&journal_file(dir))?.unwrap_or(0) < LONG {
        return Ok(None);
    }
    let text = small_text(&path(dir));
    Ok(text.trim().parse::<NaiveDate>().ok().map(|day| (now.date_naive() - day).num_days()))
}

/// Whether there ever was a journal here that was found whole.
pub(crate) fn is_any(dir: &Path) -> bool {
    path(dir).exists()
}

/// The journal was found whole. If that cannot be written down it is checked again.
pub(crate) fn passed(dir: &Path, now: DateTime<Utc>) {
    write_small(&path(dir), &now.date_naive().to_string());
}

/// Something is wrong with the journal: the next opening checks it from end to end, and recovers it if need be.
pub fn suspect(dir: &Path) {
    let _ = fs::remove_file(path(dir));
}
