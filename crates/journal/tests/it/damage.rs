//! Broken files: set aside with every byte they had, the newest whole backup offered, nothing ever deleted.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use journal::{Journal, Notice, list_backups, restore_backup, settle};
use rusqlite::Connection;
use tempfile::{TempDir, tempdir};

use crate::tools::{at, name, note, note_texts, now, open};

/// A folder with a journal of `notes` commands, closed, and a backup of the first half.
fn folder(notes: usize) -> TempDir {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    for n in 0..notes {
        if n == notes / 2 {
            journal.backup(&dir.path().join("backups"), at("2026-03-01T07:00:00Z")).unwrap();
        }
        journal.append(now(), &[note(&format!("{n}: {}", "x".repeat(200)))]).unwrap();
    }
    dir
}

fn check_is_set_aside(dir: &Path, damaged: &[u8], backed_up: usize) {
    let opened = open(dir);
    let Some(Notice::Broken { set_aside, backup, .. }) = opened.notice else { panic!("{:?}", opened.notice) };
    assert_eq!(set_aside, dir.join("journal.broken-2026-03-02T081530Z.db"));
    assert_eq!(fs::read(&set_aside).unwrap(), damaged);
    assert_eq!(opened.journal.last_seq().unwrap(), 0);
    drop(opened.journal);
    let backup = backup.unwrap();
    assert_eq!((backup.events, backup.at), (backed_up as u64, Some(at("2026-03-01T07:00:00Z"))));

    let former = restore_backup(dir, &backup, now()).unwrap().unwrap();
    settle(dir).unwrap();
    assert!(former.is_file(), "the empty journal is kept, too");
    let mut opened = open(dir);
    assert_eq!(opened.notice, None);
    assert_eq!(note_texts(&opened.journal).len(), backed_up);
    opened.journal.append(now(), &[note("after")]).unwrap();
    assert!(backup.path.is_file() && set_aside.is_file());
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_set_aside_and_the_backup_is_offered() {
    let whole = fs::read(folder(60).path().join("journal.db")).unwrap();
    assert!(whole.len() > 5 * 4096);
    let damages: [Vec<u8>; 6] = [
        Vec::new(),
        b"x".to_vec(),
        b"This is not a database. ".repeat(1000),
        vec![0; 9000],
        whole[..50].to_vec(),
        whole[..4096].to_vec(),
    ];
    for damaged in damages {
        let dir = folder(60);
        fs::write(dir.path().join("journal.db"), &damaged).unwrap();
        check_is_set_aside(dir.path(), &damaged, 30);
    }
}

#[test]
fn the_log_of_a_broken_file_is_set_aside_with_it() {
    let dir = folder(20);
    fs::write(dir.path().join("journal.db"), "").unwrap();
    fs::write(dir.path().join("journal.db-wal"), b"a log").unwrap();
    let Some(Notice::Broken { set_aside, .. }) = open(dir.path()).notice else { panic!("not noticed") };
    let log = format!("{}-wal", set_aside.display());
    assert_eq!(fs::read(log).unwrap(), b"a log");
}

#[test]
fn a_second_broken_file_of_the_same_second_does_not_replace_the_first() {
    let dir = folder(20);
    let mut names = Vec::new();
    for garbage in ["one", "two", "three"] {
        fs::write(dir.path().join("journal.db"), garbage).unwrap();
        let Some(Notice::Broken { set_aside, .. }) = open(dir.path()).notice else { panic!("not noticed") };
        assert_eq!(fs::read(&set_aside).unwrap(), garbage.as_bytes());
        names.push(set_aside);
    }
    for (path, garbage) in names.iter().zip(["one", "two", "three"]) {
        assert_eq!(fs::read(path).unwrap(), garbage.as_bytes());
    }
}

#[test]
fn a_broken_backup_is_passed_over_for_an_older_whole_one_and_without_any_none_is_offered() {
    let dir = folder(20);
    let backups = dir.path().join("backups");
    fs::write(backups.join("journal-2026-03-01T120000Z.db"), "garbage").unwrap();
    fs::write(backups.join("journal-2026-03-01T130000Z.db"), "").unwrap();
    fs::write(dir.path().join("journal.db"), "garbage").unwrap();
    let Some(Notice::Broken { backup, .. }) = open(dir.path()).notice else { panic!("not noticed") };
    assert_eq!(backup.unwrap().at, Some(at("2026-03-01T07:00:00Z")));

    let nothing = open(dir.path()).journal;
    nothing.backup(&backups, at("2026-03-01T14:00:00Z")).unwrap();
    drop(nothing);
    fs::write(dir.path().join("journal.db"), "garbage").unwrap();
    let Some(Notice::Broken { backup, .. }) = open(dir.path()).notice else { panic!("not noticed") };
    assert_eq!(backup.unwrap().events, 10, "a backup of an empty journal is of no use");

    for backup in list_backups(dir.path()).unwrap() {
        fs::write(backup.path, "garbage").unwrap();
    }
    fs::write(dir.path().join("journal.db"), "garbage").unwrap();
    let Some(Notice::Broken { backup, .. }) = open(dir.path()).notice else { panic!("not noticed") };
    assert_eq!(backup, None);
}

#[test]
fn a_journal_that_vanished_is_noticed_by_its_backups() {
    let dir = folder(20);
    fs::remove_file(dir.path().join("journal.db")).unwrap();
    let Some(Notice::Missing { backup: Some(backup), .. }) = open(dir.path()).notice else {
        panic!("not noticed")
    };
    assert_eq!(backup.events, 10);
}

#[test]
fn a_journal_that_vanished_is_noticed_by_backups_that_cannot_be_opened_or_by_its_last_check() {
    let dir = folder(20);
    let newer = Connection::open(&list_backups(dir.path()).unwrap()[0].path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    fs::remove_file(dir.path().join("journal.db")).unwrap();
    assert_eq!(open(dir.path()).notice, Some(Notice::Missing { backup: None, unopened: 1 }));

    fs::remove_dir_all(dir.path().join("backups")).unwrap();
    open(dir.path()).journal.append(now(), &[note("1")]).unwrap();
    drop(open(dir.path()));
    fs::remove_file(dir.path().join("journal.db")).unwrap();
    assert_eq!(open(dir.path()).notice, Some(Notice::Missing { backup: None, unopened: 0 }));
}

/// The table is whole, and what leads to it is not: what is asked in the order of the index is another thing.
#[test]
fn an_index_that_says_another_thing_than_its_table_is_recovered_from() {
    let dir = folder(20);
    let path = dir.path().join("journal.db");
    let conn = Connection::open(&path).unwrap();
    let id: Vec<u8> = conn.query_row("SELECT id FROM events WHERE seq = 12", [], |row| row.get(0)).unwrap();
    drop(conn);
    let mut file = fs::read(&path).unwrap();
    // In the index the position stands behind the name, and in the table the command does.
    let entry = [&id[..], &[12]].concat();
    let places: Vec<usize> = (0..file.len() - 17).filter(|n| file[*n..].starts_with(&entry)).collect();
    assert!(!places.is_empty());
    for place in places {
        file[place + 16] = 13;
    }
    fs::write(&path, &file).unwrap();
    let opened = open(dir.path());
    let Some(Notice::Recovered { set_aside, recovered }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert_eq!(fs::read(set_aside).unwrap(), file);
    assert_eq!((recovered.read, recovered.lost), (20, 0));
    let texts = note_texts(&opened.journal);
    assert!((0..20).all(|n| texts[n].starts_with(&format!("{n}:"))), "{texts:?}");
    drop(opened.journal);
    assert_eq!(open(dir.path()).notice, None);
}

/// Bits flip where they like: whatever opening makes of it, it does not panic, and every byte is still there.
#[test]
fn flipped_bytes_never_lose_the_file() {
    let made = folder(30);
    let whole = fs::read(made.path().join("journal.db")).unwrap();
    let (mut broken, mut refused, mut passed) = (0, 0, 0);
    // The whole header, then steps that share no factor with the page size.
    let places = (0..100).step_by(3).chain((100..whole.len()).step_by(397));
    for place in places {
        let mut damaged = whole.clone();
        damaged[place] ^= 0xFF;
        let dir = tempdir().unwrap();
        let path = dir.path().join("journal.db");
        fs::write(&path, &damaged).unwrap();
        let opened = catch_unwind(|| {
            Journal::open(dir.path(), name(7), now()).map(|opened| {
                let records = opened.journal.export().unwrap().len();
                (opened.notice, records)
            })
        });
        match opened.unwrap_or_else(|_| panic!("byte {place} made opening panic")) {
            Ok((Some(Notice::Recovered { set_aside, recovered }), records)) => {
                assert_eq!(fs::read(set_aside).unwrap(), damaged, "byte {place}");
                assert_eq!((recovered.read, recovered.read + recovered.lost), (records, 30), "byte {place}");
                // One flipped byte hides the rows of one page at most; a leaf holds some ten of them.
                assert!(records >= 15, "byte {place}: {recovered:?}");
                broken += 1;
            }
            Ok((None | Some(Notice::Unreadable { .. }), records)) => {
                assert_eq!(records, 30, "byte {place}");
                passed += 1;
            }
            Ok(other) => panic!("byte {place}: {other:?}"),
            Err(error) => {
                assert_eq!(fs::read(&path).unwrap(), damaged, "byte {place}: {error}");
                refused += 1;
            }
        }
    }
    assert!(broken > 10 && refused > 0 && passed > 10, "{broken} broken, {refused} refused, {passed} passed");
}

/// Somebody deletes the file under a program that has it open and is then killed.
#[test]
fn the_log_of_a_file_that_was_taken_away_is_read_and_kept() {
    let made = tempdir().unwrap();
    let mut journal = open(made.path()).journal;
    for n in 1..=3 {
        journal.append(now(), &[note(&n.to_string())]).unwrap();
    }
    let dir = tempdir().unwrap();
    let log = fs::read(made.path().join("journal.db-wal")).unwrap();
    fs::write(dir.path().join("journal.db-wal"), &log).unwrap();
    drop(journal);
    let opened = open(dir.path());
    let Some(Notice::Recovered { set_aside, recovered }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert_eq!((recovered.read, recovered.lost), (3, 0));
    assert_eq!(note_texts(&opened.journal), ["1", "2", "3"]);
    let kept = std::path::PathBuf::from(format!("{}-wal", set_aside.display()));
    assert_eq!(fs::read(kept).unwrap(), log);
    // A second time the same second takes another name.
    drop(opened.journal);
    fs::remove_file(dir.path().join("journal.db")).unwrap();
    fs::write(dir.path().join("journal.db-wal"), &log).unwrap();
    let _ = fs::remove_file(dir.path().join("journal.db-shm"));
    let Some(Notice::Recovered { set_aside: second, .. }) = open(dir.path()).notice else {
        panic!("no notice")
    };
    assert_ne!(second, set_aside);
}
