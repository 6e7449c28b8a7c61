//! Which backup is the newest is decided by what it holds, and a damaged journal gets back what any of them still has.

use std::fs;
use std::path::Path;

use journal::{BackupInfo, Journal, Notice, Recovered, backups_dir, newest_good_backup, restore_backup};
use tempfile::{TempDir, tempdir};

use crate::tools::{at, note, note_texts, now, open};

const PAGE: usize = 4096;

fn write(journal: &mut Journal, word: &str, count: usize) {
    for n in 0..count {
        journal.append(now(), &[note(&format!("{word} {n:02} {}", "x".repeat(300)))]).unwrap();
    }
}

fn backup(dir: &Path, journal: &Journal, when: &str) -> BackupInfo {
    journal.backup(&backups_dir(dir), at(when)).unwrap()
}

/// Overwrites the mark at the beginning of the journal, so that it is recovered, and zeroes these pages.
fn damage(dir: &Path, pages: impl IntoIterator<Item = usize>) {
    let path = dir.join("journal.db");
    let mut file = fs::read(&path).unwrap();
    file[40] ^= 0xFF;
    for page in pages {
        file[page * PAGE..(page + 1) * PAGE].fill(0);
    }
    fs::write(&path, file).unwrap();
}

/// The pages that hold the rows of the events with these words.
fn pages_of(dir: &Path, words: &[&str]) -> Vec<usize> {
    let file = fs::read(dir.join("journal.db")).unwrap();
    let holds = |page: &[u8]| words.iter().any(|word| page.windows(word.len()).any(|w| w == word.as_bytes()));
    let pages = file.chunks(PAGE).enumerate();
    pages.filter(|(n, page)| *n > 0 && holds(page)).map(|(n, _)| n).collect()
}

fn recovered(dir: &Path) -> (Vec<String>, Recovered) {
    let opened = open(dir);
    let Some(Notice::Recovered { recovered, .. }) = opened.notice else { panic!("{:?}", opened.notice) };
    let mut words: Vec<String> =
        note_texts(&opened.journal).iter().map(|text| text.split(" x").next().unwrap().to_owned()).collect();
    words.sort();
    (words, recovered)
}

fn words(of: &[(&str, usize)]) -> Vec<String> {
    let mut all: Vec<String> =
        of.iter().flat_map(|(word, count)| (0..*count).map(move |n| format!("{word} {n:02}"))).collect();
    all.sort();
    all
}

/// A day with a clock years ahead left a backup named after it; those that came later hold more.
fn with_a_clock_that_was_ahead() -> TempDir {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "first", 20);
    backup(dir.path(), &journal, "2031-05-05T10:00:00Z");
    write(&mut journal, "then", 20);
    backup(dir.path(), &journal, "2026-03-02T10:00:00Z");
    write(&mut journal, "last", 5);
    dir
}

#[test]
fn the_newest_backup_is_the_one_that_reaches_furthest_whatever_its_name_says() {
    let dir = with_a_clock_that_was_ahead();
    fs::remove_file(backups_dir(dir.path()).join("made.txt")).unwrap();
    let newest = || newest_good_backup(dir.path()).unwrap().unwrap();
    assert_eq!((newest().at, newest().events), (Some(at("2026-03-02T10:00:00Z")), 40));
    // The last event written first of all: then how many there are counts, and then the name.
    let twin = backups_dir(dir.path()).join("journal-2026-03-02T110000Z.db");
    fs::copy(newest().path, &twin).unwrap();
    assert_eq!(newest().path, twin, "two that hold the same: the later name");
    fs::write(&twin, "garbage").unwrap();
    assert_eq!(newest().at, Some(at("2026-03-02T10:00:00Z")));
    // Damage behind the first page is met only by the check from end to end.
    let mut file = fs::read(newest().path).unwrap();
    let (path, middle) = (newest().path, file.len() / 2 / PAGE * PAGE);
    file[middle..middle + PAGE].fill(0);
    fs::write(path, file).unwrap();
    assert_eq!(newest().events, 20, "the next that is whole");
}

#[test]
fn of_backups_that_reach_equally_far_the_one_with_more_events_is_the_newest() {
    let (dir, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut journal = open(dir.path()).journal;
    let mut other = crate::tools::open_as(elsewhere.path(), 8);
    other.append(at("2026-02-01T00:00:00Z"), &[note("of long ago, elsewhere")]).unwrap();
    write(&mut journal, "here", 3);
    backup(dir.path(), &journal, "2031-05-05T10:00:00Z");
    journal.merge(&other.leaving(0).unwrap().events).unwrap();
    backup(dir.path(), &journal, "2026-03-02T10:00:00Z");
    assert_eq!(newest_good_backup(dir.path()).unwrap().unwrap().events, 4);
}

#[test]
fn a_journal_that_vanished_offers_the_backup_that_reaches_furthest() {
    let dir = with_a_clock_that_was_ahead();
    fs::remove_file(dir.path().join("journal.db")).unwrap();
    let Some(Notice::Missing { backup: Some(backup), .. }) = open(dir.path()).notice else {
        panic!("not noticed")
    };
    assert_eq!(backup.events, 40);
}

#[test]
fn a_damaged_journal_gets_back_what_the_backup_of_the_furthest_reach_has() {
    let dir = with_a_clock_that_was_ahead();
    let pages = pages_of(dir.path(), &["first 0", "then 0"]);
    damage(dir.path(), pages);
    let (found, recovered) = recovered(dir.path());
    assert_eq!(found, words(&[("first", 20), ("then", 20), ("last", 5)]));
    assert_eq!((recovered.lost, recovered.more_in_backup), (0, 0), "{recovered:?}");
    assert_eq!(recovered.backup.unwrap().events, 40);
}

/// The backup that was made last is of another course, which was gone back from; an older one is of this one.
#[test]
fn what_only_an_older_backup_has_comes_back_too() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "shared", 20);
    let old = backup(dir.path(), &journal, "2026-03-01T06:00:00Z");
    // A clock that is ahead for a while: no backup of what comes after reaches as far.
    for n in 0..20 {
        let text = format!("left {n:02} {}", "x".repeat(300));
        journal.append(at("2031-05-05T10:00:00Z"), &[note(&text)]).unwrap();
    }
    backup(dir.path(), &journal, "2031-05-05T10:00:00Z");
    drop(journal);
    restore_backup(dir.path(), &old, now()).unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "new", 20);
    backup(dir.path(), &journal, "2026-03-02T10:00:00Z");
    write(&mut journal, "last", 20);
    drop(journal);
    let pages = pages_of(dir.path(), &["shared 1", "new 0"]);
    damage(dir.path(), pages);
    let (found, recovered) = recovered(dir.path());
    assert_eq!(
        found,
        words(&[("shared", 20), ("new", 20), ("last", 20)]),
        "all of this course, nothing of the other"
    );
    assert_eq!((recovered.lost, recovered.more_in_backup), (0, 20), "{recovered:?}");
}

/// After going back, what was gone back from was taken in again from an export: it stands at other positions than in the
/// backup. The events between are in neither place twice.
#[test]
fn an_event_that_stands_at_two_positions_is_there_once() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "shared", 17);
    let old = backup(dir.path(), &journal, "2026-03-01T06:00:00Z");
    write(&mut journal, "again", 20);
    let exported = journal.leaving(0).unwrap().events;
    backup(dir.path(), &journal, "2031-05-05T10:00:00Z");
    drop(journal);
    restore_backup(dir.path(), &old, now()).unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "new", 12);
    journal.merge(&exported).unwrap();
    drop(journal);
    // Of the journal only what was taken in last is left.
    let pages = pages_of(dir.path(), &["shared", "new", "again 00"]);
    damage(dir.path(), pages);
    let (found, recovered) = recovered(dir.path());
    assert_eq!(found, words(&[("shared", 17), ("again", 20)]));
    assert_eq!((recovered.read + recovered.from_backup, recovered.lost), (37, 12), "{recovered:?}");
    // In the order in which they came, as far as that is known.
    let journal = open(dir.path()).journal;
    let names = journal.names(0).unwrap();
    let place = |event: &journal::Foreign| names.iter().position(|name| *name == event.id).unwrap();
    assert!(exported.iter().map(place).is_sorted(), "{:?}", exported.iter().map(place).collect::<Vec<_>>());
}

/// What stands at a position of the backup's other course is of this journal, and is not overwritten by it.
#[test]
fn what_was_written_after_going_back_is_not_replaced_by_what_was_gone_back_from() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "shared", 17);
    let old = backup(dir.path(), &journal, "2026-03-01T06:00:00Z");
    write(&mut journal, "again", 20);
    let exported = journal.leaving(0).unwrap().events;
    backup(dir.path(), &journal, "2031-05-05T10:00:00Z");
    drop(journal);
    restore_backup(dir.path(), &old, now()).unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "new", 12);
    journal.merge(&exported).unwrap();
    drop(journal);
    let pages = pages_of(dir.path(), &["shared 00", "again 10"]);
    damage(dir.path(), pages);
    let (found, recovered) = recovered(dir.path());
    assert_eq!(found, words(&[("shared", 17), ("again", 20), ("new", 12)]));
    assert_eq!(recovered.lost, 0, "{recovered:?}");
}

/// A day with a clock years ahead, and then back to before it: what is done since has smaller clocks than what was left.
#[test]
fn after_going_back_from_a_wrong_clock_the_newest_backup_is_the_one_made_last() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(at("2026-03-01T07:00:00Z"), &[note("before")]).unwrap();
    let good = backup(dir.path(), &journal, "2026-03-01T08:00:00Z");
    journal.append(at("2031-05-05T07:00:00Z"), &[note("ahead")]).unwrap();
    backup(dir.path(), &journal, "2031-05-05T08:00:00Z");
    drop(journal);
    restore_backup(dir.path(), &good, at("2026-03-02T07:00:00Z")).unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(at("2026-03-02T08:00:00Z"), &[note("since")]).unwrap();
    let last = backup(dir.path(), &journal, "2026-03-02T09:00:00Z");
    assert_eq!(newest_good_backup(dir.path()).unwrap(), Some(last.clone()));
    // Of those that were made before there was a list of them, what they hold decides.
    fs::remove_file(backups_dir(dir.path()).join("made.txt")).unwrap();
    assert_ne!(newest_good_backup(dir.path()).unwrap(), Some(last));
}

/// Went back, and did one thing since: that is whole, though a backup of what was left has another thing in its place.
#[test]
fn the_one_thing_that_was_done_since_going_back_is_not_taken_for_damage() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "shared", 20);
    let good = backup(dir.path(), &journal, "2026-03-01T08:00:00Z");
    journal.append(at("2026-03-02T07:00:00Z"), &[note("left 1"), note("left 2")]).unwrap();
    backup(dir.path(), &journal, "2026-03-02T08:00:00Z");
    drop(journal);
    restore_backup(dir.path(), &good, at("2026-03-03T07:00:00Z")).unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(at("2026-03-03T08:00:00Z"), &[note("since")]).unwrap();
    drop(journal);
    // The mark of whose file it is.
    let path = dir.path().join("journal.db");
    let mut file = fs::read(&path).unwrap();
    file[68..72].fill(0xA5);
    fs::write(&path, file).unwrap();
    let (texts, recovered) = recovered(dir.path());
    assert_eq!(texts.len(), 21, "{texts:?}");
    assert!(texts.contains(&"since".to_owned()) && !texts.iter().any(|text| text.starts_with("left")));
    assert_eq!((recovered.lost, recovered.more_in_backup), (0, 2));
}

/// The last of what was done since is lost: what was gone back from does not come in its place.
#[test]
fn what_was_gone_back_from_stays_so_though_nothing_since_can_be_read() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "shared", 20);
    let good = backup(dir.path(), &journal, "2026-03-01T08:00:00Z");
    write(&mut journal, "left", 8);
    let later = backup(dir.path(), &journal, "2026-03-02T08:00:00Z");
    drop(journal);
    restore_backup(dir.path(), &good, at("2026-03-03T07:00:00Z")).unwrap();
    let path = dir.path().join("journal.db");
    let damage = || {
        drop(open(dir.path()).journal);
        let mut file = fs::read(&path).unwrap();
        file[68..72].fill(0xA5);
        fs::write(&path, file).unwrap();
    };
    damage();
    let (texts, result) = recovered(dir.path());
    assert_eq!((texts, result.more_in_backup), (words(&[("shared", 20)]), 8));
    // Gone forward again, it is what the person has.
    restore_backup(dir.path(), &later, at("2026-03-03T08:00:00Z")).unwrap();
    damage();
    assert_eq!(recovered(dir.path()).0, words(&[("shared", 20), ("left", 8)]));
}

/// The power went while a line of the list was written.
#[test]
fn a_torn_line_in_the_list_of_backups_hides_no_other() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    for day in 1..=3 {
        journal.append(now(), &[note(&day.to_string())]).unwrap();
        backup(dir.path(), &journal, &format!("2026-03-0{day}T08:00:00Z"));
        let list = backups_dir(dir.path()).join("made.txt");
        let text = fs::read_to_string(&list).unwrap();
        fs::write(&list, &text[..text.len() - 6]).unwrap();
        assert_eq!(newest_good_backup(dir.path()).unwrap().unwrap().events, day);
    }
    fs::remove_file(backups_dir(dir.path()).join("made.txt")).unwrap();
    fs::create_dir(backups_dir(dir.path()).join("made.txt")).unwrap();
    assert_eq!(newest_good_backup(dir.path()).unwrap().unwrap().events, 3);
}
