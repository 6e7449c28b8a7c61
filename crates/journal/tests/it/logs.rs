//! A damaged write-ahead log: SQLite takes it up to the damage and drops the rest. What was acknowledged comes back from the
//! rest, and the log is kept.

use std::fs;
use std::path::{Path, PathBuf};

use journal::Notice;
use tempfile::{TempDir, tempdir};

use crate::tools::{note, note_texts, now, open};

const PAGE: usize = 4096;
const HEAD: usize = 32;
const FRAME: usize = 24 + PAGE;

/// What is in the file before its log, and then in the log.
const BEFORE: usize = 5;
const LOGGED: usize = 12;

/// A home as a killed program leaves it, with so many commands in the log; and nothing else.
fn killed() -> TempDir {
    let left = killed_of(BEFORE, 0);
    fs::remove_file(reached(left.path())).unwrap();
    left
}

/// The same with what was noted as saved: so many commands in the file, and notes numbered from there on.
fn killed_of(before: usize, first: usize) -> TempDir {
    let (home, left) = (tempdir().unwrap(), tempdir().unwrap());
    let write = |from: usize, to: usize| {
        let mut journal = open(home.path()).journal;
        for n in from..to {
            journal.append(now(), &[note(&format!("{n}: {}", "x".repeat(300)))]).unwrap();
        }
        journal
    };
    drop(write(first, first + before));
    let _open = write(first + before, first + before + LOGGED);
    for name in ["journal.db", "journal.db-wal", "journal.reached"] {
        fs::copy(home.path().join(name), left.path().join(name)).unwrap();
    }
    left
}

fn reached(dir: &Path) -> PathBuf {
    dir.join("journal.reached")
}

fn log(dir: &Path) -> PathBuf {
    dir.join("journal.db-wal")
}

/// The same home with another log.
fn with_log(from: &Path, bytes: &[u8]) -> TempDir {
    let dir = tempdir().unwrap();
    fs::copy(from.join("journal.db"), dir.path().join("journal.db")).unwrap();
    fs::write(log(dir.path()), bytes).unwrap();
    dir
}

/// Where each commit of the log ends, in frames.
fn commits(bytes: &[u8]) -> Vec<usize> {
    let frames = bytes[HEAD..].chunks_exact(FRAME);
    (1..).zip(frames).filter(|(_, frame)| frame[4..8] != [0; 4]).map(|(n, _)| n).collect()
}

fn numbers(texts: &[String]) -> Vec<usize> {
    texts.iter().map(|text| text.split_once(':').unwrap().0.parse().unwrap()).collect()
}

#[test]
fn whatever_is_damaged_in_a_log_no_command_is_missing_but_the_last_or_it_is_told() {
    let left = killed();
    let whole = fs::read(log(left.path())).unwrap();
    let all: Vec<usize> = (0..BEFORE + LOGGED).collect();
    assert_eq!(numbers(&note_texts(&open(with_log(left.path(), &whole).path()).journal)), all);
    let commits = commits(&whole);
    assert_eq!(commits.len(), LOGGED);
    let last = HEAD + commits[LOGGED - 2] * FRAME;
    // Each byte of the heads, and some of each page; in the short form one in eleven of them.
    let step = if std::env::var_os("NINEFOLD_DAMAGES").is_some() { 1 } else { 11 };
    let in_frame =
        |frame: usize| (0..24).chain([24, 27, 100, 2000, 4000, 4119]).map(move |n| HEAD + frame * FRAME + n);
    let places = (0..HEAD).chain((0..whole.len() / FRAME).flat_map(in_frame));
    let (mut tried, mut recovered, mut hit) = (0, 0, 0);
    for place in places.step_by(step) {
        tried += 1;
        let mut damaged = whole.clone();
        damaged[place] ^= 4;
        let dir = with_log(left.path(), &damaged);
        let opened = open(dir.path());
        let found = numbers(&note_texts(&opened.journal));
        match opened.notice {
            Some(Notice::Recovered { set_aside, recovered: told }) => {
                recovered += 1;
                let kept = format!("{}-wal", set_aside.display());
                assert_eq!(fs::read(kept).unwrap(), damaged, "byte {place}");
                // A bit of an event that is on no other version of its page.
                let missing = all.len() - found.len();
                assert_eq!(told.lost, missing, "byte {place}");
                hit += missing;
                assert!(missing <= 1 && found.iter().all(|n| all.contains(n)), "byte {place}: {found:?}");
            }
            // Whether a cut or damage took the last one nobody can know.
            None => assert!(
                found == all || place >= last && found == all[..all.len() - 1],
                "byte {place}: {found:?}"
            ),
            other => panic!("byte {place}: {other:?}"),
        }
        drop(opened.journal);
        assert_eq!(open(dir.path()).notice, None, "byte {place}: told once");
    }
    assert!(recovered > tried * 3 / 4 && hit < tried / 50, "{tried}, {recovered}, {hit}");
    println!(
        "torture: {tried} damaged logs beside a journal, {recovered} of them told | {hit} of {} commands, each hit itself; at most the last where it is not told",
        tried * LOGGED
    );
}

#[test]
fn a_log_that_is_torn_in_its_last_command_is_what_a_power_cut_leaves() {
    let left = killed();
    let whole = fs::read(log(left.path())).unwrap();
    let commits = commits(&whole);
    let (from, to) = (HEAD + commits[LOGGED - 2] * FRAME, HEAD + commits[LOGGED - 1] * FRAME);
    assert!(to - from > FRAME, "more than one page");
    for sector in (from..to).step_by(512) {
        let mut torn = whole.clone();
        let end = (sector + 512).min(to);
        torn[sector..end].fill(0);
        // What stands in no place of a page need not be written.
        for log in [&torn[..], &whole[..sector]].into_iter().filter(|log| *log != whole) {
            let opened = open(with_log(left.path(), log).path());
            assert_eq!(opened.notice, None, "{sector}");
            assert_eq!(note_texts(&opened.journal).len(), BEFORE + LOGGED - 1, "{sector}");
        }
    }
}

#[test]
fn what_an_earlier_log_left_behind_the_present_one_is_no_damage() {
    let left = killed();
    let former = fs::read(log(left.path())).unwrap();
    let dir = with_log(left.path(), &former);
    // All of it goes into the file, and a new one is begun.
    drop(open(dir.path()));
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1000: one more")]).unwrap();
    let present = fs::read(log(dir.path())).unwrap();
    assert!(present.len() < former.len());
    let copy = with_log(dir.path(), &[&present, &former[present.len()..]].concat());
    drop(journal);
    let opened = open(copy.path());
    assert_eq!(opened.notice, None);
    assert_eq!(note_texts(&opened.journal).len(), BEFORE + LOGGED + 1);
}

#[test]
fn a_log_that_is_garbage_is_kept_and_told() {
    let left = killed();
    let garbage = b"This is no log. ".repeat(1000);
    let dir = with_log(left.path(), &garbage);
    let opened = open(dir.path());
    let Some(Notice::Recovered { set_aside, .. }) = opened.notice else { panic!("{:?}", opened.notice) };
    assert_eq!(fs::read(format!("{}-wal", set_aside.display())).unwrap(), garbage);
    assert_eq!(note_texts(&opened.journal).len(), BEFORE);
    // One that was made and not yet written is none.
    let opened = open(with_log(left.path(), &[0; HEAD + FRAME]).path());
    assert_eq!((opened.notice, note_texts(&opened.journal).len()), (None, BEFORE));
}

/// The same home with another log, or none; with what was noted as saved.
fn with_noted(from: &Path, bytes: Option<&[u8]>) -> TempDir {
    let dir = with_log(from, bytes.unwrap_or_default());
    if bytes.is_none() {
        fs::remove_file(log(dir.path())).unwrap();
    }
    fs::copy(reached(from), reached(dir.path())).unwrap();
    dir
}

#[test]
fn what_was_saved_and_went_with_the_log_is_told() {
    let left = killed_of(BEFORE, 0);
    let whole = fs::read(log(left.path())).unwrap();
    let commits = commits(&whole);
    let half = &whole[..HEAD + commits[5] * FRAME];
    let mut last = whole.clone();
    *last.last_mut().unwrap() ^= 4;
    let cases: [(_, Option<&[u8]>, usize); 5] = [
        ("nothing done", Some(&whole), 0),
        ("removed", None, LOGGED),
        ("emptied", Some(&[]), LOGGED),
        ("cut", Some(half), LOGGED - 6),
        ("its last command damaged", Some(&last), 1),
    ];
    for (case, bytes, missing) in cases {
        let dir = with_noted(left.path(), bytes);
        let opened = open(dir.path());
        let there = BEFORE + LOGGED - missing;
        assert_eq!(numbers(&note_texts(&opened.journal)), (0..there).collect::<Vec<_>>(), "{case}");
        match opened.notice {
            Some(Notice::Recovered { set_aside, recovered }) => {
                assert_eq!((recovered.read, recovered.lost), (there, missing), "{case}");
                assert_eq!(fs::read(&set_aside).unwrap(), fs::read(left.path().join("journal.db")).unwrap());
                let kept = fs::read(format!("{}-wal", set_aside.display())).unwrap_or_default();
                assert_eq!(kept, bytes.unwrap_or_default(), "{case}");
            }
            notice => assert_eq!((missing, notice), (0, None), "{case}"),
        }
        drop(opened.journal);
        let mut opened = open(dir.path());
        assert_eq!(opened.notice, None, "{case}: told once");
        opened.journal.append(now(), &[note("1000: goes on")]).unwrap();
        drop(opened);
        assert_eq!(open(dir.path()).notice, None, "{case}: and not again");
    }
}

#[test]
fn a_log_of_another_journal_gives_nothing_and_takes_nothing() {
    let (own, other) = (killed_of(BEFORE, 0), killed_of(BEFORE, 100));
    // Of a journal that never was in order, all of it stands in its log.
    let young = killed_of(0, 200);
    let own_ones: Vec<usize> = (0..BEFORE).collect();
    for from in [&other, &young] {
        let strange = fs::read(log(from.path())).unwrap();
        let dir = with_noted(own.path(), Some(&strange));
        let opened = open(dir.path());
        assert_eq!(numbers(&note_texts(&opened.journal)), own_ones);
        let Some(Notice::Recovered { set_aside, recovered }) = opened.notice else {
            panic!("{:?}", opened.notice)
        };
        assert_eq!((recovered.read, recovered.lost), (BEFORE, LOGGED));
        assert_eq!(fs::read(format!("{}-wal", set_aside.display())).unwrap(), strange, "kept");
        drop(opened.journal);
        assert_eq!(open(dir.path()).notice, None, "told once");
    }
}

#[test]
fn a_journal_that_was_put_in_the_place_of_another_by_hand_is_the_journal() {
    let (own, other) = (killed_of(BEFORE, 0), killed_of(BEFORE + 3, 100));
    // With its log, and without.
    for with in [true, false] {
        let dir = with_noted(other.path(), with.then(|| fs::read(log(other.path())).unwrap()).as_deref());
        if !with {
            drop(open(other.path()));
            fs::copy(other.path().join("journal.db"), dir.path().join("journal.db")).unwrap();
        }
        fs::copy(reached(own.path()), reached(dir.path())).unwrap();
        let opened = open(dir.path());
        assert_eq!(opened.notice, None);
        assert_eq!(note_texts(&opened.journal).len(), BEFORE + 3 + LOGGED);
        drop(opened);
        assert_eq!(open(dir.path()).notice, None);
    }
}

#[test]
fn of_a_journal_that_is_gone_nothing_more_is_said_once_there_is_another() {
    let left = killed_of(BEFORE, 0);
    fs::remove_file(left.path().join("journal.db")).unwrap();
    fs::remove_file(log(left.path())).unwrap();
    for _ in 0..2 {
        let opened = open(left.path());
        assert_eq!((opened.notice, note_texts(&opened.journal).len()), (None, 0));
    }
}
