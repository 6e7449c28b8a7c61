//! Which backups are no longer needed: a pure rule over their instants.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

/// Days, ISO weeks and months of which a backup is kept.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// So many backups of the newest days are kept in all, as one that was made before an import or a first pass.
const OF_THE_DAYS: usize = 24;

/// A clock may be so far ahead of another: what is dated later was named by a clock that was wrong, or is wrong now.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// The backups that may be deleted at the instant `now`, oldest first. Kept are the newest backup of each of the 7 newest days,
/// the 4 newest ISO weeks and the 12 newest months (all UTC) that have one, and of the 7 newest days further ones, the
/// newest first, as long as there are at most 24 of these days in all.
///
/// Backups that are dated more than a day after `now` are held to the same rule by themselves: they take no other's place,
/// and while the clock is behind no other takes theirs. So there are at most twice 40, and the newest of each is always kept.
pub fn superfluous(backups: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let (ahead, all): (BTreeSet<_>, BTreeSet<_>) =
        backups.iter().partition(|backup| backup.signed_duration_since(now) > AHEAD);
    let mut gone = beyond_the_rule(&all);
    gone.extend(beyond_the_rule(&ahead));
    gone
}

fn beyond_the_rule(all: &BTreeSet<DateTime<Utc>>) -> Vec<DateTime<Utc>> {
    let daily = newest_of_each(all, DAYS, |day| day.num_days_from_ce());
    let mut kept: BTreeSet<DateTime<Utc>> = daily.iter().copied().collect();
    if let Some(first) = daily.last().map(DateTime::date_naive) {
        let further =
            all.iter().rev().filter(|backup| backup.date_naive() >= first && !daily.contains(backup));
        kept.extend(further.take(OF_THE_DAYS.saturating_sub(daily.len())));
    }
    kept.extend(newest_of_each(all, WEEKS, |day| (day.iso_week().year(), day.iso_week().week())));
    kept.extend(newest_of_each(all, MONTHS, |day| (day.year(), day.month())));
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
