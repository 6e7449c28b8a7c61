//! Which backups are no longer needed: a pure rule over their instants.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// Days, ISO weeks and months of which a backup is kept.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// The backups that may be deleted, oldest first. Kept are the newest backup of each of the 7 newest days, the 4 newest ISO
/// weeks and the 12 newest months (all UTC) that have one; so the newest backup of all is always kept.
pub fn superfluous(backups: &[DateTime<Utc>]) -> Vec<DateTime<Utc>> {
    let all: BTreeSet<DateTime<Utc>> = backups.iter().copied().collect();
    let mut kept = BTreeSet::new();
    kept.extend(newest_of_each(&all, DAYS, |day| day.num_days_from_ce()));
    kept.extend(newest_of_each(&all, WEEKS, |day| (day.iso_week().year(), day.iso_week().week())));
    kept.extend(newest_of_each(&all, MONTHS, |day| (day.year(), day.month())));
    all.difference(&kept).copied().collect()
}

/// The newest backup of each of the `count` newest periods that have one.
fn newest_of_each<Period: PartialEq>(
    backups: &BTreeSet<DateTime<Utc>>,
    count: usize,
    period: impl Fn(NaiveDate) -> Period,
) -> Vec<DateTime<Utc>> {
    let mut newest: Vec<DateTime<Utc>> = Vec::new();
    for backup in backups.iter().rev() {
        let is_new =
            newest.last().is_none_or(|last| period(last.date_naive()) != period(backup.date_naive()));
        if is_new && newest.len() == count {
            break;
        }
        if is_new {
            newest.push(*backup);
        }
    }
    newest
}
