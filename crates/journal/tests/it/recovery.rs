//! A damaged journal is recovered: what stands on whole pages or in the backup is there again, byte for byte, nothing is
//! invented, and the damaged file is kept as it was. `NINEFOLD_DAMAGES` sets how many journals are damaged (60 unless told).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::Duration;

use journal::{Foreign, Journal, JournalError, Notice, backups_dir, restore_backup, settle};
use rusqlite::Connection;
use tempfile::{TempDir, tempdir};
use uuid::Uuid;

use crate::samples::samples;
use crate::tools::{at, name, note, note_texts, now, open};

const PAGE: usize = 4096;

/// Chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// The first is of a day on which the clock was years ahead: the second holds more.
const BACKUPS: [(usize, &str, &str); 2] = [
    (30, "2031-05-05T07:00:00Z", "backups/journal-2031-05-05T070000Z.db"),
    (90, "2026-03-01T07:00:00Z", "backups/journal-2026-03-01T070000Z.db"),
];

/// A journal of some three hundred events of every kind, some longer than a page, with backups of the first part.
fn folder(backed_up: bool) -> TempDir {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    let samples = samples();
    for n in 0..150 {
        for (_, when, _) in BACKUPS.iter().filter(|(after, ..)| backed_up && n == *after) {
            journal.backup(&backups_dir(dir.path()), at(when)).unwrap();
        }
        let long: String = (0..n * n % 1700).map(|k| format!("{n:03}-{k:04} ")).collect();
        let events = [note(&long), samples[n % samples.len()].clone()];
        journal.append(now() + chrono::TimeDelta::hours(n as i64), &events).unwrap();
    }
    dir
}

fn events(dir: &Path) -> BTreeMap<Uuid, Foreign> {
    let leaving = open(dir).journal.leaving(0).unwrap();
    assert_eq!(leaving.damaged, 0);
    leaving.events.into_iter().map(|event| (event.id, event)).collect()
}

/// Of each event, the pages that hold its row, and those that hold its name in an index.
fn pages_of(file: &[u8], events: &BTreeMap<Uuid, Foreign>) -> BTreeMap<Uuid, [BTreeSet<usize>; 2]> {
    let mut needles: HashMap<&[u8], (Uuid, bool)> = HashMap::new();
    for event in events.values() {
        needles.insert(event.id.as_bytes(), (event.id, true));
        if event.body.len() > 1000 {
            let pieces = event.body.as_bytes().chunks_exact(200).map(|piece| &piece[..16]);
            needles.extend(pieces.map(|piece| (piece, (event.id, false))));
        }
    }
    let mut pages: BTreeMap<Uuid, [BTreeSet<usize>; 2]> = BTreeMap::new();
    for (place, window) in file.windows(16).enumerate() {
        let Some((id, is_name)) = needles.get(window) else { continue };
        let is_row = !is_name || file[place + 16..].starts_with(events[id].command.as_bytes());
        pages.entry(*id).or_default()[usize::from(!is_row)].extend([place / PAGE, (place + 15) / PAGE]);
    }
    pages
}

/// Damages a file; returns the damaged pages, and whether any was damaged in part only.
fn damage(file: &mut Vec<u8>, chance: &mut Chance) -> (BTreeSet<usize>, bool) {
    let mut pages = BTreeSet::new();
    let mut partly = false;
    for _ in 0..1 + chance.below(3) {
        let page = chance.below(file.len() / PAGE);
        match chance.below(5) {
            0 => {
                let most = PAGE * (1 + chance.below(3));
                let end = (page * PAGE + most).min(file.len());
                file[page * PAGE..end].fill(0);
                pages.extend(page..end.div_ceil(PAGE));
            }
            1 => {
                let from = page * PAGE + chance.below(PAGE);
                let end = (from + 1 + chance.below(3 * PAGE)).min(file.len());
                partly = true;
                file[from..end].fill_with(|| chance.below(256) as u8);
                pages.extend(page..end.div_ceil(PAGE));
            }
            2 if pages.is_empty() => {
                let before = file.len();
                file.truncate((page + 1) * PAGE + chance.below(PAGE));
                file.truncate(before);
                pages.extend(file.len() / PAGE..before / PAGE);
            }
            _ => {
                partly = true;
                for _ in 0..1 + chance.below(20) {
                    let place = chance.below(file.len());
                    file[place] ^= 1 << chance.below(8);
                    pages.insert(place / PAGE);
                }
            }
        }
    }
    (pages, partly)
}

#[test]
fn whatever_is_damaged_all_that_stands_on_whole_pages_or_in_the_backup_is_there_again() {
    let count: usize = std::env::var("NINEFOLD_DAMAGES").map_or(60, |text| text.parse().unwrap());
    let mut chance = Chance(9);
    let made = [folder(false), folder(true)];
    let known = made.each_ref().map(|dir| {
        let original = events(dir.path());
        let whole = fs::read(dir.path().join("journal.db")).unwrap();
        let places = pages_of(&whole, &original);
        (original, whole, places)
    });
    let (mut recovered_files, mut nothing, mut refused, mut lost, mut read) = (0, 0, 0, 0, 0);
    for case in 0..count {
        let from = &made[case % 2];
        let (original, whole, places) = &known[case % 2];
        let mut damaged = whole.clone();
        let (pages, partly) = damage(&mut damaged, &mut chance);
        let dir = tempdir().unwrap();
        fs::write(dir.path().join("journal.db"), &damaged).unwrap();
        let mut backed_up = BTreeMap::new();
        if case % 2 == 1 {
            fs::create_dir(backups_dir(dir.path())).unwrap();
            for (.., file) in BACKUPS {
                fs::copy(from.path().join(file), dir.path().join(file)).unwrap();
                let all = journal::read_backup(&dir.path().join(file)).unwrap();
                backed_up.extend(all.iter().map(|record| (record.id, ())));
            }
        }
        let opened = match Journal::open(dir.path(), name(7), now()) {
            Ok(opened) => opened,
            Err(error) => {
                // Only the mark of the format may keep a journal from being opened: it may be a newer program's.
                assert!(pages.contains(&0) && error.code() == "journal_newer", "case {case}: {error}");
                assert_eq!(fs::read(dir.path().join("journal.db")).unwrap(), damaged);
                refused += 1;
                continue;
            }
        };
        let found: BTreeMap<Uuid, Foreign> = {
            let leaving = opened.journal.leaving(0).unwrap();
            leaving.events.into_iter().map(|event| (event.id, event)).collect()
        };
        let is_recovered = match &opened.notice {
            Some(Notice::Recovered { set_aside, recovered }) => {
                assert_eq!(fs::read(set_aside).unwrap(), damaged, "case {case}");
                assert_eq!(recovered.read + recovered.from_backup, found.len(), "case {case}");
                assert!(
                    recovered.lost <= original.len() - found.len() || partly,
                    "case {case}: {recovered:?}"
                );
                assert_eq!(recovered.backup.as_ref().map(|info| info.events), (case % 2 == 1).then_some(180));
                lost += original.len() - found.len().min(original.len());
                read += found.len();
                true
            }
            Some(Notice::Broken { set_aside, backup, .. }) => {
                assert_eq!(fs::read(set_aside).unwrap(), damaged, "case {case}");
                // No page that was left holds an event, as is looked up below for each; the backup is offered.
                assert!(found.is_empty(), "case {case}");
                assert_eq!(backup.as_ref().map(|i| i.events), (case % 2 == 1).then_some(180), "case {case}");
                lost += original.len();
                nothing += 1;
                false
            }
            None | Some(Notice::Unreadable { .. }) => false,
            Some(Notice::Missing { .. } | Notice::WentBack { .. }) => {
                panic!("case {case}: {:?}", opened.notice)
            }
        };
        drop(opened);
        for (id, event) in original {
            let [table, index] = &places[id];
            let is_safe = backed_up.contains_key(id) && is_recovered
                || table.is_disjoint(&pages) && (!partly || index.is_disjoint(&pages));
            match found.get(id) {
                Some(there) => {
                    // A byte within a text can be another without anybody seeing it: files of SQLite have no checksums.
                    let is_hit = !table.is_disjoint(&pages);
                    let may_differ = is_hit && !is_safe && (partly || !is_recovered);
                    assert!(there == event || may_differ, "case {case}: {id} is another event now");
                }
                None => assert!(
                    !is_safe,
                    "case {case}: {id} is lost, its pages {table:?}, {index:?}; damaged {pages:?}"
                ),
            }
        }
        let invented: Vec<_> = found.values().filter(|event| !original.contains_key(&event.id)).collect();
        for event in &invented {
            // The name itself was hit, and the index that would tell, too.
            let place = original.values().find(|one| one.body == event.body && one.at == event.at);
            let hit = place.is_some_and(|one| {
                let [table, index] = &places[&one.id];
                !table.is_disjoint(&pages) && !index.is_disjoint(&pages)
            });
            assert!(!is_recovered || hit && partly, "case {case}: {event:?} was never written");
        }
        if is_recovered {
            recovered_files += 1;
            let again = open(dir.path()).notice;
            assert!(
                matches!(again, None | Some(Notice::Unreadable { .. })),
                "case {case}: told once, then {again:?}"
            );
        }
    }
    let broken = recovered_files + nothing;
    let sound = count - broken - refused;
    println!(
        "torture: {count} journals, {broken} of them broken, {nothing} without a page that could be read, {sound} still sound, \
         {refused} refused | {lost} of {} events, each on damaged pages and in no backup",
        read + lost
    );
    assert!(recovered_files > count / 2);
}

#[test]
fn a_recovered_journal_is_the_learners_again_and_the_backup_and_the_damaged_file_are_kept() {
    let dir = folder(true);
    let before = events(dir.path());
    let path = dir.path().join("journal.db");
    let mut file = fs::read(&path).unwrap();
    let late = file.len() / PAGE * 3 / 4 * PAGE;
    file[late..late + 6 * PAGE].fill(0xA5);
    fs::write(&path, &file).unwrap();
    let mut opened = open(dir.path());
    let Some(Notice::Recovered { set_aside, recovered }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert_eq!(fs::read(&set_aside).unwrap(), file);
    let position = opened.journal.last_seq().unwrap() as usize;
    assert_eq!(position, recovered.read + recovered.from_backup);
    assert!(recovered.lost > 0 && position + recovered.lost == before.len(), "{recovered:?}");
    assert_eq!(recovered.until, Some(at("2026-03-08T13:15:30.123456Z")));
    assert_eq!(recovered.more_in_backup, 0);
    opened.journal.append(now(), &[note("after")]).unwrap();
    drop(opened.journal);
    let backup = recovered.backup.unwrap();
    assert_eq!(backup.events, 180);
    let former = restore_backup(dir.path(), &backup, now()).unwrap().unwrap();
    assert!(former.is_file() && set_aside.is_file() && backup.path.is_file());
}

#[test]
fn what_is_only_in_the_log_is_recovered_with_the_rest() {
    let made = tempdir().unwrap();
    let write = |n: usize| {
        let mut journal = open(made.path()).journal;
        for n in 0..n {
            journal.append(now(), &[note(&format!("{n} {}", "x".repeat(400)))]).unwrap();
        }
        journal
    };
    drop(write(60));
    let journal = write(10);
    let dir = tempdir().unwrap();
    for file in ["journal.db", "journal.db-wal"] {
        fs::copy(made.path().join(file), dir.path().join(file)).unwrap();
    }
    drop(journal);
    let path = dir.path().join("journal.db");
    let mut file = fs::read(&path).unwrap();
    file[..100].fill(0xA5);
    file[4 * PAGE..8 * PAGE].fill(0);
    fs::write(&path, file).unwrap();
    let log = fs::read(dir.path().join("journal.db-wal")).unwrap();
    let opened = open(dir.path());
    let Some(Notice::Recovered { set_aside, recovered }) = opened.notice else {
        panic!("{:?}", opened.notice)
    };
    assert_eq!(recovered.read + recovered.lost, 70);
    assert!((1..40).contains(&recovered.lost), "{recovered:?}");
    let texts = crate::tools::note_texts(&opened.journal);
    assert!(texts.ends_with(&(0..10).map(|n| format!("{n} {}", "x".repeat(400))).collect::<Vec<_>>()));
    assert_eq!(fs::read(format!("{}-wal", set_aside.display())).unwrap(), log);
}

#[test]
fn a_backup_of_a_journal_that_was_gone_back_from_brings_nothing_back() {
    let dir = tempdir().unwrap();
    let backups = backups_dir(dir.path());
    let mut journal = open(dir.path()).journal;
    let write = |journal: &mut Journal, word: &str, n: usize| {
        for n in 0..n {
            journal.append(now(), &[note(&format!("{word} {n} {}", "x".repeat(300)))]).unwrap();
        }
    };
    write(&mut journal, "shared", 40);
    let old = journal.backup(&backups, at("2026-03-01T06:00:00Z")).unwrap();
    write(&mut journal, "left", 40);
    journal.backup(&backups, at("2026-03-01T07:00:00Z")).unwrap();
    drop(journal);
    restore_backup(dir.path(), &old, now()).unwrap();
    let mut journal = open(dir.path()).journal;
    write(&mut journal, "new", 40);
    drop(journal);
    let path = dir.path().join("journal.db");
    let mut file = fs::read(&path).unwrap();
    file[40] ^= 0xFF;
    file[3 * PAGE..4 * PAGE].fill(0);
    fs::write(&path, file).unwrap();
    let opened = open(dir.path());
    let Some(Notice::Recovered { recovered, .. }) = opened.notice else { panic!("{:?}", opened.notice) };
    let texts = crate::tools::note_texts(&opened.journal);
    assert!(texts.iter().all(|text| !text.starts_with("left")), "what was gone back from stays away");
    assert!(texts.iter().any(|text| text.starts_with("new")));
    assert!(recovered.more_in_backup >= 40, "{recovered:?}");
}

/// Gone back from, taken in again, and then damaged where it was taken in: only the backup has it, of another course.
#[test]
fn what_came_in_again_is_brought_back_by_a_backup_of_what_was_gone_back_from() {
    for last_pages in [3, 6, 9] {
        let dir = tempdir().unwrap();
        let backups = backups_dir(dir.path());
        let mut journal = open(dir.path()).journal;
        let write = |journal: &mut Journal, word: &str, n: usize| {
            for n in 0..n {
                journal.append(now(), &[note(&format!("{word} {n} {}", "x".repeat(900)))]).unwrap();
            }
        };
        write(&mut journal, "shared", 20);
        let old = journal.backup(&backups, at("2026-03-01T06:00:00Z")).unwrap();
        write(&mut journal, "joined", 20);
        let (joined, gone) = (journal.leaving(0).unwrap().events, journal.last_seq().unwrap());
        write(&mut journal, "gone", 5);
        journal.backup(&backups, at("2026-03-01T07:00:00Z")).unwrap();
        drop(journal);
        restore_backup(dir.path(), &old, now()).unwrap();
        let mut journal = open(dir.path()).journal;
        write(&mut journal, "new", 10);
        assert_eq!(journal.merge(&joined).unwrap().new, 20);
        write(&mut journal, "newest", 3);
        let all = journal.last_seq().unwrap();
        assert_eq!((gone, all), (40, 53));
        drop(journal);
        let path = dir.path().join("journal.db");
        let mut file = fs::read(&path).unwrap();
        let until = file.len() - last_pages * PAGE;
        file[until..].fill(0);
        fs::write(&path, file).unwrap();
        let opened = open(dir.path());
        let Some(Notice::Recovered { recovered, .. }) = opened.notice else { panic!("{:?}", opened.notice) };
        let texts = crate::tools::note_texts(&opened.journal);
        let of = |word: &str| texts.iter().filter(|text| text.starts_with(word)).count();
        assert_eq!((of("shared"), of("joined"), of("gone ")), (20, 20, 0), "{last_pages}: {recovered:?}");
        assert!(recovered.from_backup > 0 && recovered.more_in_backup == 5, "{last_pages}: {recovered:?}");
    }
}

/// The program ends after the damaged file was moved and before the new journal has its name.
#[test]
fn a_recovery_that_was_interrupted_is_taken_up_again() {
    let dir = folder(false);
    let path = dir.path().join("journal.db");
    let mut file = fs::read(&path).unwrap();
    file[5 * PAGE..6 * PAGE].fill(0);
    fs::write(&path, &file).unwrap();
    let opened = open(dir.path());
    let Some(first @ Notice::Recovered { .. }) = opened.notice else { panic!("{:?}", opened.notice) };
    drop(opened.journal);
    let found = events(dir.path());
    fs::rename(&path, dir.path().join("journal.recovering.db")).unwrap();
    let again = open(dir.path());
    assert_eq!(again.notice, Some(first), "the same is told of the same file");
    drop(again.journal);
    assert_eq!(events(dir.path()), found);
    assert!(!dir.path().join("journal.recovering.db").exists());
}

/// SQLite finds every page in order: what is damaged is what a row says.
#[test]
fn words_that_are_damaged_within_whole_pages_come_from_a_backup() {
    for damage in ["json_set(body, '$.text', 7)", "substr(body, 2)", "CAST(x'ff00' AS TEXT)"] {
        let dir = tempdir().unwrap();
        let mut journal = open(dir.path()).journal;
        for n in 1..=3 {
            journal.append(at("2026-03-01T07:00:00Z"), &[note(&n.to_string())]).unwrap();
        }
        let backups = dir.path().join("backups");
        journal.backup(&backups, at("2026-03-01T08:00:00Z")).unwrap();
        drop(journal);
        let conn = Connection::open(dir.path().join("journal.db")).unwrap();
        conn.execute_batch(&format!(
            "DROP TRIGGER events_are_never_changed; UPDATE events SET body = {damage} WHERE seq = 2;
             CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'no'); END;"
        ))
        .unwrap();
        drop(conn);
        // The backup of a later day has it as it is by then.
        let later = Connection::open(dir.path().join("journal.db")).unwrap();
        later
            .execute("VACUUM INTO ?", [backups.join("journal-2026-03-02T080000Z.db").display().to_string()])
            .unwrap();
        drop(later);

        let opened = open(dir.path());
        assert!(matches!(opened.notice, Some(Notice::Recovered { .. })), "{damage}: {:?}", opened.notice);
        assert_eq!(note_texts(&opened.journal), ["1", "2", "3"], "{damage}");
        drop(opened.journal);
        assert_eq!(open(dir.path()).notice, None, "{damage}: once");
    }
}

#[test]
fn a_going_back_that_was_refused_is_not_remembered_as_done() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    let old = journal.backup(&backups_dir(dir.path()), at("2026-03-01T06:00:00Z")).unwrap();
    journal.append(now(), &[note("2")]).unwrap();
    // Another program has it open.
    let refused = restore_backup(dir.path(), &old, now()).unwrap_err();
    assert_eq!(refused.code(), "journal_locked");
    let left: Vec<String> = fs::read_dir(dir.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            ["journal.left", "journal.restoring", "journal.going"].iter().any(|n| name.starts_with(n))
        })
        .collect();
    assert_eq!(left, Vec::<String>::new());
    drop(journal);
    restore_backup(dir.path(), &old, now()).unwrap();
    settle(dir.path()).unwrap();
    assert_eq!(fs::read_to_string(dir.path().join("journal.left")).unwrap().lines().count(), 2);
}

/// A window stays open while its journal is found damaged by another program: until it is told that its file was replaced, all
/// it was told to be saved is in the new journal.
#[test]
fn what_is_written_during_a_recovery_is_in_the_new_journal() {
    for round in 0..12 {
        let dir = folder(false);
        let mut window = open(dir.path()).journal;
        let path = dir.path().join("journal.db");
        let mut file = fs::read(&path).unwrap();
        let pages = file.len() / PAGE;
        file[5 * PAGE..6 * PAGE].fill(0xa5);
        assert!(pages > 30);
        // In its place: another file would be another journal.
        fs::OpenOptions::new().write(true).open(&path).unwrap().write_all(&file).unwrap();
        let written = thread::scope(|scope| {
            let writer = scope.spawn(move || {
                let mut written = Vec::new();
                loop {
                    let text = format!("during {round}-{}", written.len());
                    match window.append(now(), &[note(&text)]) {
                        Ok(_) => written.push(text),
                        Err(JournalError::Moved { .. }) => return written,
                        Err(error) => panic!("{error}"),
                    }
                }
            });
            thread::sleep(Duration::from_millis(5));
            let opened = open(dir.path());
            assert!(matches!(opened.notice, Some(Notice::Recovered { .. })), "{:?}", opened.notice);
            drop(opened);
            writer.join().unwrap()
        });
        let kept: BTreeSet<String> = note_texts(&open(dir.path()).journal).into_iter().collect();
        let lost: Vec<&String> = written.iter().filter(|text| !kept.contains(*text)).collect();
        assert!(!written.is_empty() && lost.is_empty(), "{lost:?} of {}", written.len());
    }
}
