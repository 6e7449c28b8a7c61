//! The power goes at any moment: what was acknowledged is there afterwards, whole and in order, and the journal opens
//! without a word. What SQLite guarantees is relied on; that it is used so that it can, is what is tested.

use std::io::Write;
use std::path::Path;

use journal::{backups_dir, check_backup, fold, newest_good_backup};
use tempfile::tempdir;

use crate::disk::{Chance, Disk};
use crate::journals::{child, child_dir, note, now, open, texts, times};
use crate::traced::{Step, watch};

const COMMANDS: usize = 60;
const CUTS: usize = 80;

/// Texts of the n-th command; sometimes more than a page of them.
fn command(n: usize) -> Vec<String> {
    (0..1 + n % 3).map(|part| format!("{n}/{part}/{}", "x".repeat(n * 97 % 3000))).collect()
}

/// Not a test: the process whose computer loses its power. Now and then it makes a backup, or closes and opens anew.
#[test]
#[ignore = "started by the test below"]
fn writing_child() {
    let Some(dir) = child_dir() else { return };
    let mut journal = open(&dir).journal;
    for n in 0..COMMANDS {
        let events: Vec<_> = command(n).iter().map(|text| note(text)).collect();
        journal.append(now(), &events).unwrap();
        let mut out = std::io::stdout();
        out.write_all(format!("\nacknowledged {n}\n").as_bytes()).unwrap();
        out.flush().unwrap();
        // What is worked out from the events is kept beside them, and may be torn as they may.
        if n % 10 == 9 {
            journal.state().unwrap();
        }
        if n % 17 == 16 {
            journal.backup(&backups_dir(&dir), now() + chrono::TimeDelta::days(n as i64)).unwrap();
        }
        if n % 25 == 24 {
            drop(journal);
            journal = open(&dir).journal;
        }
    }
}

/// What the child does, step by step.
fn lived(dir: &Path) -> Vec<Step> {
    let (output, steps) = watch(&child("power_cut::writing_child", dir), dir);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    steps
}

/// Cuts the power after so many steps of what happened in `dir`. What is wrong afterwards, if anything.
fn cut(steps: &[Step], dir: &Path, chance: &mut Chance) -> Result<(), String> {
    let mut disk = Disk::default();
    let mut acknowledged = 0;
    for step in steps {
        disk.take(step);
        if let Step::Said { text } = step {
            let said = text.lines().filter_map(|line| line.strip_prefix("acknowledged "));
            acknowledged = said.map(|n| n.parse::<usize>().unwrap() + 1).fold(acknowledged, usize::max);
        }
    }
    let found = tempdir().unwrap();
    for (path, bytes) in disk.after_a_cut(chance) {
        // What processes share about the log in memory is no file that a disk keeps.
        if path.to_string_lossy().ends_with("-shm") {
            continue;
        }
        let path = found.path().join(path.strip_prefix(dir).unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let mut opened = open(found.path());
    if let Some(notice) = opened.notice {
        return Err(format!("{notice:?}"));
    }
    let there = texts(&opened.journal);
    let expected = |commands: usize| (0..commands).flat_map(command).collect::<Vec<_>>();
    // The command that was under way may be there, but only as a whole.
    if ![acknowledged, acknowledged + 1].into_iter().any(|count| there == expected(count)) {
        return Err(format!("{acknowledged} commands were acknowledged, {} events found", there.len()));
    }
    let events = opened.journal.export().unwrap();
    if *opened.journal.state().unwrap() != fold(&events) {
        return Err("the state is not what its events come to".to_owned());
    }
    drop(opened);
    check_backup(&found.path().join("journal.db")).map_err(|error| error.to_string())?;
    if let Some(backup) = newest_good_backup(found.path()).map_err(|error| error.to_string())? {
        check_backup(&backup.path).map_err(|error| error.to_string())?;
    }
    Ok(())
}

#[test]
fn what_was_acknowledged_outlives_a_power_cut() {
    let dir = tempdir().unwrap();
    let steps = lived(dir.path());
    let mut chance = Chance::new(1);
    for n in 0..CUTS * times() {
        let at = chance.below(steps.len() + 1);
        let after = cut(&steps[..at], dir.path(), &mut chance);
        assert_eq!(after, Ok(()), "cut {n}, after {at} of {} steps", steps.len());
    }
    println!(
        "torture: {} power cuts among {} steps of a writing program | nothing acknowledged, no half command",
        CUTS * times(),
        steps.len()
    );
}

#[test]
fn without_its_syncs_a_journal_would_lose_something() {
    let dir = tempdir().unwrap();
    let mut steps = lived(dir.path());
    steps.retain(|step| !matches!(step, Step::Synced { path } if path.ends_with("journal.db-wal")));
    let mut chance = Chance::new(1);
    let mut loses = |_: &usize| {
        let at = chance.below(steps.len() + 1);
        cut(&steps[..at], dir.path(), &mut chance).is_err()
    };
    let lost = (0..CUTS).filter(&mut loses).count();
    assert!(lost > 0, "the disk of these tests keeps what it was not asked to keep");
}
