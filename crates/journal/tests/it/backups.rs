//! Backups: whole, made while the journal is in use, kept by a fixed rule.

use std::fs;

use chrono::{DateTime, Duration, Utc};
use journal::{
    Record, check_backup, list_backups, list_replaced, newest_good_backup, prune_backups, read_backup,
    restore_backup, superfluous,
};
use proptest::prelude::*;
use tempfile::tempdir;

use crate::tools::{at, note, note_texts, now, open};

#[test]
fn a_backup_is_one_whole_file_named_after_its_instant() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    for n in 0..100 {
        journal.append(now(), &[note(&n.to_string()), note("more")]).unwrap();
    }
    let to = dir.path().join("elsewhere");
    let backup = journal.backup(&to, now()).unwrap();
    assert_eq!(backup.path, to.join("journal-2026-03-02T081530Z.db"));
    assert_eq!((backup.at, backup.events), (Some(at("2026-03-02T08:15:30Z")), 200));
    let files: Vec<_> = fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files, std::slice::from_ref(&backup.path), "no log and no unfinished copy beside it");
    assert_eq!(check_backup(&backup.path).unwrap(), backup);
    assert_eq!(fs::read_dir(&to).unwrap().count(), 1, "checking leaves nothing behind");
}

#[test]
fn a_backup_that_cannot_be_written_says_so() {
    let dir = tempdir().unwrap();
    let journal = open(dir.path()).journal;
    fs::write(dir.path().join("file"), "x").unwrap();
    assert_eq!(journal.backup(&dir.path().join("file"), now()).unwrap_err().code(), "journal_folder");
}

#[test]
fn a_backup_is_made_once_a_day_and_never_of_an_empty_journal() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    let newest = |now: &str| {
        journal::todays_backup(dir.path(), at(now)).unwrap();
        list_backups(dir.path()).unwrap().first().map(|backup| backup.at)
    };
    assert_eq!(newest("2026-03-02T08:00:00Z"), None);
    journal.append(now(), &[note("1")]).unwrap();
    let first = Some(at("2026-03-02T09:00:00Z"));
    assert_eq!(newest("2026-03-02T09:00:00Z"), first);
    assert_eq!(newest("2026-03-02T23:59:59Z"), first);
    let backup = list_backups(dir.path()).unwrap().remove(0).path;
    let whole = fs::read(&backup).unwrap();
    fs::write(&backup, &whole[..whole.len() / 2]).unwrap();
    let second = Some(at("2026-03-02T23:59:59Z"));
    assert_eq!(newest("2026-03-02T23:59:59Z"), second, "one that cannot be opened is none");
    assert_eq!(newest("2026-03-03T00:00:00Z"), Some(at("2026-03-03T00:00:00Z")));
}

#[test]
fn a_backup_is_not_restored_while_the_journal_is_open() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    let backup = journal.backup(&journal::backups_dir(dir.path()), now()).unwrap();
    journal.append(now(), &[note("2")]).unwrap();
    assert_eq!(restore_backup(dir.path(), &backup, now()).unwrap_err().code(), "journal_locked");
    journal.append(now(), &[note("3")]).unwrap();
    assert_eq!(note_texts(&journal), ["1", "2", "3"]);
    drop(journal);
    let former = restore_backup(dir.path(), &backup, now()).unwrap().unwrap();
    assert_eq!(check_backup(&former).unwrap().events, 3);
    assert_eq!(note_texts(&open(dir.path()).journal), ["1"]);
}

#[test]
fn a_broken_backup_is_not_restored() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    let backup = journal.backup(&journal::backups_dir(dir.path()), now()).unwrap();
    drop(journal);
    fs::write(&backup.path, "garbage").unwrap();
    assert_eq!(restore_backup(dir.path(), &backup, now()).unwrap_err().code(), "journal_broken");
    assert_eq!(note_texts(&open(dir.path()).journal), ["1"]);
}

#[test]
fn pruning_deletes_superfluous_backups_and_nothing_else() {
    let dir = tempdir().unwrap();
    let backups = journal::backups_dir(dir.path());
    let whole = open(dir.path()).journal.backup(dir.path(), now()).unwrap().path;
    fs::create_dir_all(&backups).unwrap();
    for day in 1..=28 {
        fs::copy(&whole, backups.join(format!("journal-2026-02-{day:02}T120000Z.db"))).unwrap();
    }
    // Broken ones take no other's place: not the newest of a day, and not a day of their own.
    let broken = ["journal-2026-02-28T180000Z.db", "journal-2026-03-01T120000Z.db"];
    for name in broken {
        fs::write(backups.join(name), "garbage").unwrap();
    }
    for other in ["notes.txt", "journal-2026-02-30T120000Z.db", "journal-2001.db", "my journal.db"] {
        fs::write(backups.join(other), "").unwrap();
    }
    let deleted = prune_backups(dir.path()).unwrap();
    let kept: Vec<String> =
        list_backups(dir.path()).unwrap().iter().map(|backup| backup.at.format("%d").to_string()).collect();
    // Seven days back from the 28th; the Sundays 22nd, 15th and 8th close the weeks before.
    assert_eq!(kept, ["01", "28", "28", "27", "26", "25", "24", "23", "22", "15", "08"]);
    assert_eq!(deleted.len(), 19);
    assert_eq!(fs::read_dir(&backups).unwrap().count(), 9 + 4 + 2);
    assert_eq!(newest_good_backup(dir.path()).unwrap(), None, "they hold nothing");
}

#[test]
fn three_years_of_daily_backups_leave_days_weeks_and_months() {
    let first = at("2026-01-01T18:00:00Z");
    let mut kept: Vec<DateTime<Utc>> = Vec::new();
    for day in 0..1096 {
        kept.push(first + Duration::days(day));
        let gone = superfluous(&kept);
        kept.retain(|backup| !gone.contains(backup));
    }
    let days: Vec<String> = kept.iter().rev().map(|backup| backup.format("%F").to_string()).collect();
    assert_eq!(
        days,
        [
            "2028-12-31",
            "2028-12-30",
            "2028-12-29",
            "2028-12-28",
            "2028-12-27",
            "2028-12-26",
            "2028-12-25",
            "2028-12-24",
            "2028-12-17",
            "2028-12-10",
            "2028-11-30",
            "2028-10-31",
            "2028-09-30",
            "2028-08-31",
            "2028-07-31",
            "2028-06-30",
            "2028-05-31",
            "2028-04-30",
            "2028-03-31",
            "2028-02-29",
            "2028-01-31",
        ]
    );
}

#[test]
fn a_journal_that_was_replaced_is_listed_read_and_brought_back() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    let backup = journal.backup(&journal::backups_dir(dir.path()), now()).unwrap();
    journal.append(now(), &[note("2")]).unwrap();
    drop(journal);
    assert!(list_replaced(dir.path()).unwrap().is_empty());
    for _ in 0..2 {
        restore_backup(dir.path(), &backup, now()).unwrap();
    }
    fs::write(dir.path().join("journal.replaced-soon.db"), "").unwrap();
    let replaced = list_replaced(dir.path()).unwrap();
    assert_eq!(replaced.len(), 2, "{replaced:?}");
    assert!(replaced.iter().all(|file| file.at == at("2026-03-02T08:15:30Z")));
    let mut texts: Vec<Vec<Record>> = replaced.iter().map(|file| read_backup(&file.path).unwrap()).collect();
    texts.sort_by_key(Vec::len);
    assert_eq!(texts[0], read_backup(&backup.path).unwrap());
    assert_eq!(texts[1].len(), 2, "the first that was replaced had more");
    let first = replaced.iter().find(|file| read_backup(&file.path).unwrap().len() == 2).unwrap();
    restore_backup(dir.path(), &check_backup(&first.path).unwrap(), now()).unwrap();
    assert_eq!(note_texts(&open(dir.path()).journal), ["1", "2"]);
    assert!(first.path.is_file(), "it stays");
}

#[test]
fn a_backup_of_the_format_before_is_read_in_its_order_and_not_changed() {
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1.db");
    let dir = tempdir().unwrap();
    let path = dir.path().join("journal-2026-03-02T120000Z.db");
    fs::copy(&fixture, &path).unwrap();
    let records = read_backup(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), fs::read(&fixture).unwrap());
    fs::copy(&fixture, dir.path().join("journal.db")).unwrap();
    assert_eq!(records, open(dir.path()).journal.export().unwrap(), "as it would be once it is brought back");
    fs::write(&path, "garbage").unwrap();
    assert!(read_backup(&path).is_err());
}

proptest! {
    #[test]
    fn retention_keeps_the_newest_and_is_settled_at_once(hours in prop::collection::vec(0_i64..30_000, 0..80)) {
        let first = at("2026-01-01T00:00:00Z");
        let backups: Vec<_> = hours.iter().map(|hour| first + Duration::hours(*hour)).collect();
        let gone = superfluous(&backups);
        let kept: Vec<_> = backups.iter().copied().filter(|backup| !gone.contains(backup)).collect();
        prop_assert_eq!(kept.iter().max(), backups.iter().max());
        prop_assert!(superfluous(&kept).is_empty());
        let mut distinct = kept;
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert!(distinct.len() <= 7 + 4 + 12);
    }
}
