//! Going back to a backup, ended at every step of it: the folder has gone back or it has not, and what is to be known of that is
//! known either way.

use std::fs;
use std::path::Path;

use journal::{
    BackupInfo, Notice, backups_dir, check_backup, is_unsettled, list_replaced, restore_backup, settle,
};
use tempfile::{TempDir, tempdir};

use crate::tools::{at, note, note_texts, now, open};

const PAGE: usize = 4096;

/// A journal of three notes, and a backup of the first.
fn folder() -> (TempDir, BackupInfo) {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    let old = journal.backup(&backups_dir(dir.path()), at("2026-03-01T06:00:00Z")).unwrap();
    journal.append(now(), &[note("2")]).unwrap();
    journal.append(now(), &[note("3")]).unwrap();
    (dir, old)
}

fn left_in(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let is_of_going_back = |name: &String| {
        ["journal.restoring", "journal.going-back", "journal.left"].iter().any(|of| name.starts_with(of))
    };
    let mut names: Vec<String> = names.filter(is_of_going_back).collect();
    names.sort();
    names
}

/// What a program writes before it moves anything, taken from a going back in another folder of the same journal.
fn prepared(dir: &Path, old: &BackupInfo) -> (Vec<u8>, Vec<u8>) {
    let other = tempdir().unwrap();
    for name in ["journal.db", "device"] {
        let _ = fs::copy(dir.join(name), other.path().join(name));
    }
    fs::create_dir(backups_dir(other.path())).unwrap();
    restore_backup(other.path(), old, now()).unwrap().unwrap();
    let read = |name: &str| fs::read(other.path().join(name)).unwrap();
    (read("journal.db"), read("journal.going-back"))
}

#[test]
fn a_going_back_is_whole_or_was_not_begun_wherever_the_program_ends() {
    // Half a copy; all of it; half a mark; the mark; its journal moved; the copy in place.
    for step in 0..6 {
        let (dir, old) = folder();
        let (copy, mark) = prepared(dir.path(), &old);
        let write = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).unwrap();
        match step {
            0 => write("journal.restoring.db", &copy[..copy.len() / 2]),
            _ => write("journal.restoring.db", &copy),
        }
        match step {
            0 | 1 => {}
            2 => write("journal.going-back", &mark[..mark.len() / 2]),
            _ => write("journal.going-back", &mark),
        }
        let former = dir.path().join("journal.replaced-2026-03-02T081530Z.db");
        if step >= 4 {
            fs::rename(dir.path().join("journal.db"), &former).unwrap();
        }
        if step >= 5 {
            fs::rename(dir.path().join("journal.restoring.db"), dir.path().join("journal.db")).unwrap();
        }
        let opened = open(dir.path());
        if step < 4 {
            assert_eq!(note_texts(&opened.journal), ["1", "2", "3"], "{step}");
            assert_eq!(opened.notice, None, "{step}");
            assert!(!is_unsettled(dir.path()), "{step}");
            drop(opened);
            assert_eq!(left_in(dir.path()), [""; 0], "{step}");
            continue;
        }
        assert_eq!(note_texts(&opened.journal), ["1"], "{step}");
        assert_eq!(opened.notice, Some(Notice::WentBack { former: Some(former.clone()) }), "{step}");
        assert!(is_unsettled(dir.path()), "{step}");
        drop(opened);
        settle(dir.path()).unwrap();
        assert_eq!(open(dir.path()).notice, None, "{step}");
        assert_eq!(check_backup(&former).unwrap().events, 3, "{step}");
        what_was_gone_back_from_stays_away(dir.path());
    }
}

/// Also before that is settled.
#[test]
fn what_was_gone_back_from_is_known_from_the_first_instant_on() {
    for is_settled in [false, true] {
        let (dir, old) = folder();
        restore_backup(dir.path(), &old, now()).unwrap();
        if is_settled {
            settle(dir.path()).unwrap();
        }
        what_was_gone_back_from_stays_away(dir.path());
    }
}

/// Something is done, all of it is damaged, and a backup holds what was gone back from.
fn what_was_gone_back_from_stays_away(dir: &Path) {
    let replaced = list_replaced(dir).unwrap().remove(0).path;
    fs::copy(&replaced, backups_dir(dir).join("journal-2026-03-02T060000Z.db")).unwrap();
    let mut journal = open(dir).journal;
    for n in 0..4 {
        journal.append(now(), &[note(&format!("new {n} {}", "x".repeat(2000)))]).unwrap();
    }
    drop(journal);
    let path = dir.join("journal.db");
    let mut file = fs::read(&path).unwrap();
    let end = file.len();
    file[end - PAGE..].fill(0);
    fs::write(&path, file).unwrap();
    let opened = open(dir);
    let Some(Notice::Recovered { .. }) = opened.notice else { panic!("{:?}", opened.notice) };
    let texts = note_texts(&opened.journal);
    assert!(texts.iter().all(|text| text == "1" || text.starts_with("new")), "{texts:?}");
    assert!(texts.len() > 1);
}

/// Gone back, forward again by the journal that was replaced, and damaged on the same day: no backup has it.
#[test]
fn a_journal_that_was_replaced_and_came_back_gives_what_is_damaged() {
    let (dir, old) = folder();
    let mut journal = open(dir.path()).journal;
    for n in 0..6 {
        journal.append(now(), &[note(&format!("long {n} {}", "x".repeat(2000)))]).unwrap();
    }
    let all = note_texts(&journal);
    drop(journal);
    let former = restore_backup(dir.path(), &old, now()).unwrap().unwrap();
    settle(dir.path()).unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("on the other course")]).unwrap();
    drop(journal);
    restore_backup(dir.path(), &check_backup(&former).unwrap(), at("2026-03-02T09:00:00Z")).unwrap();
    settle(dir.path()).unwrap();
    let path = dir.path().join("journal.db");
    let mut file = fs::read(&path).unwrap();
    let end = file.len();
    file[end - 3 * PAGE..].fill(0);
    fs::write(&path, file).unwrap();
    let opened = open(dir.path());
    let Some(Notice::Recovered { recovered, .. }) = opened.notice else { panic!("{:?}", opened.notice) };
    assert_eq!((note_texts(&opened.journal), recovered.lost), (all, 0), "{recovered:?}");
    assert!(recovered.from_backup > 0 && recovered.given.iter().any(|info| info.path == former));
}

/// What has the names of its files and is no file of ours is in nobody's way.
#[test]
fn strange_things_under_the_names_of_a_going_back_shut_nobody_out() {
    let (dir, old) = folder();
    fs::create_dir(dir.path().join("journal.going-back")).unwrap();
    let opened = open(dir.path());
    assert_eq!(opened.notice, None);
    assert!(!is_unsettled(dir.path()));
    drop(opened);
    let refused = restore_backup(dir.path(), &old, now()).unwrap_err();
    assert_eq!(refused.code(), "journal_not_a_file");
    assert_eq!(note_texts(&open(dir.path()).journal), ["1", "2", "3"]);
}

#[test]
fn a_going_back_that_is_refused_leaves_nothing_of_its_own() {
    let (dir, old) = folder();
    let damaged =
        BackupInfo { path: dir.path().join("backups").join("journal-2026-03-01T050000Z.db"), ..old };
    fs::write(&damaged.path, [0x5A; 9000]).unwrap();
    restore_backup(dir.path(), &damaged, now()).unwrap_err();
    assert_eq!(left_in(dir.path()), [""; 0]);
    let gone = BackupInfo { path: dir.path().join("none.db"), ..damaged };
    restore_backup(dir.path(), &gone, now()).unwrap_err();
    assert_eq!(left_in(dir.path()), [""; 0]);
    assert_eq!(note_texts(&open(dir.path()).journal), ["1", "2", "3"]);
}
