//! Backups: whole, made while the journal is in use, kept by a fixed rule.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use journal::{
    Record, check_backup, list_backups, list_replaced, newest_good_backup, prune_backups, read_backup,
    restore_backup, superfluous,
};
use proptest::prelude::*;
use tempfile::tempdir;

use crate::tools::{at, note, note_texts, now, open};

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

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
    assert_eq!(names_in(&to), ["journal-2026-03-02T081530Z.db", "made.txt"], "no log and no unfinished copy");
    assert_eq!(check_backup(&backup.path).unwrap(), backup);
    assert_eq!(names_in(&to).len(), 2, "checking leaves nothing behind");
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
    let deleted = prune_backups(dir.path(), at("2026-03-01T12:00:00Z")).unwrap();
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
        let gone = superfluous(&kept, first + Duration::days(day));
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

#[test]
fn no_backup_replaces_another() {
    let dir = tempdir().unwrap();
    let backups = journal::backups_dir(dir.path());
    let mut journal = open(dir.path()).journal;
    for n in 1..=3 {
        journal.append(now(), &[note("1")]).unwrap();
        let backup = journal.backup(&backups, now()).unwrap();
        assert_eq!(backup.at, Some(at("2026-03-02T08:15:29Z") + Duration::seconds(n)));
        assert_eq!(check_backup(&backup.path).unwrap(), backup);
    }
    let events = list_backups(dir.path()).unwrap().into_iter().map(|b| check_backup(&b.path).unwrap().events);
    assert_eq!(events.collect::<Vec<_>>(), [3, 2, 1]);
    // Whatever has the name, it stays.
    fs::create_dir(backups.join("journal-2026-03-02T081533Z.db")).unwrap();
    let fourth = journal.backup(&backups, now()).unwrap();
    assert_eq!(fourth.at, Some(at("2026-03-02T08:15:34Z")));
    assert_eq!(list_backups(dir.path()).unwrap().len(), 4, "what is no file is no backup");
}

/// A program that is killed while it copies leaves its copy behind.
#[test]
fn unfinished_copies_of_long_ago_are_removed_and_nothing_else() {
    let dir = tempdir().unwrap();
    let backups = journal::backups_dir(dir.path());
    open(dir.path()).journal.append(now(), &[note("1")]).unwrap();
    fs::create_dir_all(&backups).unwrap();
    let write = |name: &str, hours: u64| {
        let file = fs::File::create(backups.join(name)).unwrap();
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(hours * 3600);
        file.set_modified(then).unwrap();
    };
    for name in ["journal-2026-03-01T081530Z.db.7-0.part", "journal-2026-03-01T081530Z.db.7.part-wal"] {
        write(name, 25);
    }
    let kept = ["journal-2026-03-02T081530Z.db.8-0.part", "my.part", "notes.txt"];
    for (name, hours) in kept.iter().zip([23, 25, 25]) {
        write(name, hours);
    }
    journal::todays_backup(dir.path(), now()).unwrap();
    let mut left = [&["journal-2026-03-02T081530Z.db", "made.txt"][..], &kept].concat();
    left.sort_unstable();
    assert_eq!(names_in(&backups), left);
}

/// Several at once, in the same second: each gets a file of its own, and none is in another's way.
#[test]
fn backups_that_are_made_at_the_same_time_do_not_meet() {
    const AT_ONCE: usize = 4;
    const ROUNDS: usize = 25;
    let dir = tempdir().unwrap();
    let backups = journal::backups_dir(dir.path());
    let mut journal = open(dir.path()).journal;
    for n in 0..30 {
        journal.append(now(), &[note(&format!("{n} {}", "x".repeat(500)))]).unwrap();
    }
    let together = std::sync::Barrier::new(AT_ONCE);
    let made: Vec<_> = std::thread::scope(|scope| {
        let writer = |_| {
            scope.spawn(|| {
                let journal = open(dir.path()).journal;
                let round = |_| {
                    together.wait();
                    journal.backup(&backups, now())
                };
                (0..ROUNDS).map(round).collect::<Vec<_>>()
            })
        };
        let writers: Vec<_> = (0..AT_ONCE).map(writer).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    let made: Result<Vec<_>, _> = made.into_iter().collect();
    let mut paths: Vec<_> = made.unwrap().into_iter().map(|backup| backup.path).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), AT_ONCE * ROUNDS);
    assert!(paths.iter().all(|path| check_backup(path).unwrap().events == 30));
    assert_eq!(names_in(&backups).len(), paths.len() + 1, "and no unfinished copy is left");
    let made = fs::read_to_string(backups.join("made.txt")).unwrap();
    assert_eq!(made.split_whitespace().count(), paths.len(), "each has its line");
}

/// The backup before an import stands among those of its day, and in the days after.
#[test]
fn further_backups_of_the_newest_days_are_kept_while_they_are_few() {
    let day = |n: i64| at("2026-03-02T08:00:00Z") + Duration::days(n);
    let mut all: Vec<_> = (0..7).map(day).collect();
    let imports: Vec<_> = (1..=5).map(|n| day(2) - Duration::minutes(n)).collect();
    all.extend(&imports);
    assert!(superfluous(&all, day(6)).is_empty());
    // On the eighth day its day is no longer among the seven newest.
    let gone = superfluous(&[all.clone(), vec![day(7), day(8)]].concat(), day(8));
    assert!(gone.contains(&day(1)) && imports.iter().all(|import| !gone.contains(import)), "{gone:?}");
    let gone = superfluous(&[all.clone(), vec![day(7), day(8), day(9)]].concat(), day(9));
    assert!(imports.iter().all(|import| gone.contains(import)), "{gone:?}");
    // Of many the newest: with one of each of the seven days they are 24.
    let many: Vec<_> = (1..=40).map(|n| day(6) + Duration::seconds(n)).collect();
    let gone = superfluous(&[(0..6).map(day).collect(), many.clone()].concat(), day(6));
    assert_eq!(gone, many[..40 - 18]);
}

/// A clock that is wrong for a week of starts and is put right: what was there and what comes after is as if it had never been.
#[test]
fn the_backups_of_a_clock_that_was_ahead_take_no_places() {
    let day = |n: i64| at("2026-01-10T08:00:00Z") + Duration::days(n);
    let ahead: Vec<_> = (0..7).map(|n| at("2031-05-01T10:00:00Z") + Duration::days(n)).collect();
    let (mut kept, mut never_wrong): (Vec<DateTime<Utc>>, Vec<_>) = (ahead.clone(), Vec::new());
    for n in 0..400 {
        for kept in [&mut kept, &mut never_wrong] {
            kept.push(day(n));
            let gone = superfluous(kept, day(n));
            kept.retain(|backup| !gone.contains(backup));
        }
        assert!((0..7.min(n)).all(|back| kept.contains(&day(n - back))), "day {n}: {kept:?}");
    }
    assert_eq!(kept, [ahead, never_wrong].concat());
}

/// Backups at any hours, many of them on few days.
fn instants(from: &str) -> impl Strategy<Value = Vec<DateTime<Utc>>> + use<> {
    let first = at(from);
    let hours =
        prop_oneof![prop::collection::vec(0_i64..30_000, 0..80), prop::collection::vec(0_i64..300, 0..80)];
    hours.prop_map(move |hours| hours.into_iter().map(|hour| first + Duration::hours(hour)).collect())
}

proptest! {
    #[test]
    fn retention_keeps_the_newest_and_is_settled_at_once(
        backups in instants("2026-01-01T00:00:00Z"),
        now in 0_i64..30_000,
    ) {
        let now = at("2026-01-01T00:00:00Z") + Duration::hours(now);
        let gone = superfluous(&backups, now);
        let kept: Vec<_> = backups.iter().copied().filter(|backup| !gone.contains(backup)).collect();
        prop_assert_eq!(kept.iter().max(), backups.iter().max());
        let is_true = |backup: &&DateTime<Utc>| **backup <= now + Duration::days(1);
        prop_assert_eq!(kept.iter().filter(is_true).max(), backups.iter().filter(is_true).max());
        prop_assert!(superfluous(&kept, now).is_empty());
        let mut distinct = kept;
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert!(distinct.len() <= 2 * (24 + 4 + 12));
    }

    /// Forward for some days and back: which of the true backups go has nothing to do with those of the wrong days.
    #[test]
    fn wrong_forward_and_back_changes_nothing_for_the_true_ones(
        backups in instants("2026-01-01T00:00:00Z"),
        wrong in instants("2031-01-01T00:00:00Z"),
        after in 0_i64..9_000,
    ) {
        let now = at("2026-01-01T00:00:00Z") + Duration::hours(30_000 + after / 9);
        let gone = superfluous(&[backups.clone(), wrong.clone()].concat(), now);
        let (of_true, of_wrong): (Vec<_>, Vec<_>) = gone.into_iter().partition(|backup| backups.contains(backup));
        prop_assert_eq!(of_true, superfluous(&backups, now));
        prop_assert_eq!(of_wrong, superfluous(&wrong, now + Duration::days(9_000)));
    }

    /// Behind, with a full set: each new backup stays, and none of the set goes.
    #[test]
    fn behind_keeps_the_full_set_and_what_is_new(
        set in instants("2030-01-01T00:00:00Z"),
        starts in prop::collection::vec(1_i64..40, 1..30),
    ) {
        let full = superfluous(&set, at("2040-01-01T00:00:00Z"));
        let set: Vec<_> = set.into_iter().filter(|backup| !full.contains(backup)).collect();
        let mut kept = set.clone();
        let mut now = at("2026-01-01T00:00:00Z");
        for hours in starts {
            now += Duration::hours(hours);
            kept.push(now);
            let gone = superfluous(&kept, now);
            prop_assert!(!gone.contains(&now) && set.iter().all(|backup| !gone.contains(backup)));
            kept.retain(|backup| !gone.contains(backup));
        }
    }
}
