//! A writing process is killed at random moments, many times over: what it acknowledged is there, whole and
//! in order. `NINEFOLD_KILLS` sets how often (40 unless told).

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use journal::{Foreign, Journal, check_backup, fold, list_backups};
use tempfile::tempdir;

use crate::tools::{at, integrity, note, now, open, start_child};

/// Events of the n-th command; sometimes large enough for several pages of the log.
fn command(n: usize) -> Vec<String> {
    (0..1 + n % 3).map(|part| format!("{n}/{part}/{}", "x".repeat(n * 97 % 3000))).collect()
}

/// The texts of the events that arrived after a position.
fn texts_after(journal: &Journal, position: i64) -> Vec<String> {
    let text =
        |event: Foreign| serde_json::from_str::<serde_json::Value>(&event.body).unwrap()["text"].clone();
    let leaving = journal.leaving(position).unwrap();
    assert_eq!(leaving.damaged, 0);
    leaving.events.into_iter().map(|event| text(event).as_str().unwrap().to_owned()).collect()
}

/// Not a test: the process that is killed. It goes on from the last command that it finds behind the position that it is
/// given, acknowledging each on a line of its own, and makes a backup now and then.
#[test]
#[ignore = "started by the kill test"]
fn writing_child() {
    let Ok(argument) = std::env::var("NINEFOLD_CHILD") else { return };
    let mut parts = argument.splitn(3, ' ');
    let mut number = || parts.next().unwrap().parse::<usize>().unwrap();
    let (position, next) = (number(), number());
    let dir = Path::new(parts.next().unwrap());
    let mut journal = open(dir).journal;
    let mut out = std::io::stdout();
    assert_eq!(texts_after(&journal, position as i64), [""; 0]);
    for n in next.. {
        let events: Vec<_> = command(n).iter().map(|text| note(text)).collect();
        journal.append(now(), &events).unwrap();
        writeln!(out, "\nacknowledged {n}").unwrap();
        out.flush().unwrap();
        // What is worked out from the events is kept beside them, and may be torn as they may.
        if n % 10 == 9 {
            journal.state().unwrap();
        }
        if n % 40 == 39 {
            let second = Duration::from_secs(n as u64);
            journal.backup(&journal::backups_dir(dir), at("2026-03-02T00:00:00Z") + second).unwrap();
        }
    }
}

/// The state is what its events come to, and each page and index of the file is in order.
fn is_sound(mut journal: Journal, dir: &Path) {
    let events = journal.export().unwrap();
    assert_eq!(*journal.state().unwrap(), fold(&events));
    drop(journal);
    assert_eq!(integrity(&dir.join("journal.db")), "ok");
}

/// After so many kills a new journal is begun, so that each can be looked at whole after every one of them.
const A_LIFE: u64 = 100;

#[test]
fn every_acknowledged_event_outlives_a_kill() {
    let kills: u64 = std::env::var("NINEFOLD_KILLS").map_or(40, |text| text.parse().unwrap());
    let mut random: u64 = 0x9E37_79B9_7F4A_7C15;
    let lives = (0..kills).step_by(A_LIFE as usize).map(|life| A_LIFE.min(kills - life));
    let found: usize = lives.map(|kills| outlives(kills, &mut random)).sum();
    assert!(found as u64 > kills, "only {found} commands were written");
    println!("torture: {kills} kills, {found} acknowledged commands | none");
}

/// One journal, whose writer is killed so many times; how many commands it holds in the end.
fn outlives(kills: u64, random: &mut u64) -> usize {
    let dir = tempdir().unwrap();
    // What was found stays found: each kill looks at what came since, the end looks at all.
    let (mut found, mut position) = (0, 0);
    let mut backups = BTreeSet::new();
    for kill in 0..kills {
        let argument = format!("{position} {found} {}", dir.path().display());
        let mut child = start_child("kill::writing_child", &argument);
        let output = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok);
            lines.filter_map(|line| line.strip_prefix("acknowledged ")?.parse::<usize>().ok()).max()
        });
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sleep(Duration::from_millis((*random >> 33) % 250));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged = reader.join().unwrap().map_or(found, |last| last + 1);

        let opened = open(dir.path());
        assert_eq!(opened.notice, None, "after kill {kill}");
        let texts = texts_after(&opened.journal, position);
        // The command that was under way when the kill came may be there, but only as a whole.
        let expected = |commands: usize| (found..commands).flat_map(command).collect::<Vec<_>>();
        let is_there = [acknowledged, acknowledged + 1].into_iter().find(|count| texts == expected(*count));
        let Some(is_there) = is_there else {
            let names: Vec<&str> =
                texts.iter().rev().take(5).map(|text| text.split_at(9.min(text.len())).0).collect();
            panic!("kill {kill}: {acknowledged} commands expected, found last {names:?}")
        };
        (found, position) = (is_there, opened.journal.last_seq().unwrap());
        is_sound(opened.journal, dir.path());
        for backup in list_backups(dir.path()).unwrap() {
            if backups.insert(backup.path.clone()) {
                check_backup(&backup.path).unwrap();
            }
        }
    }
    let opened = open(dir.path());
    assert_eq!(texts_after(&opened.journal, 0), (0..found).flat_map(command).collect::<Vec<_>>());
    for backup in &backups {
        check_backup(backup).unwrap();
    }
    found
}
