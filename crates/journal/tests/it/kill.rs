//! A writing process is killed at random moments, many times over: what it acknowledged is there, whole and
//! in order. `NINEFOLD_KILLS` sets how often (40 unless told).

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use journal::{check_backup, list_backups};
use tempfile::tempdir;

use crate::tools::{at, integrity, note, note_texts, now, open, start_child};

/// Events of the n-th command; sometimes large enough for several pages of the log.
fn command(n: usize) -> Vec<String> {
    (0..1 + n % 3).map(|part| format!("{n}/{part}/{}", "x".repeat(n * 97 % 3000))).collect()
}

/// Not a test: the process that is killed. It goes on from the last command that it finds, acknowledging each
/// on a line of its own, and makes a backup now and then.
#[test]
#[ignore = "started by the kill test"]
fn writing_child() {
    let Ok(dir) = std::env::var("NINEFOLD_CHILD") else { return };
    let mut journal = open(Path::new(&dir)).journal;
    let mut out = std::io::stdout();
    let found = note_texts(&journal);
    let next = found.last().map_or(0, |text| text.split('/').next().unwrap().parse::<usize>().unwrap() + 1);
    for n in next.. {
        let events: Vec<_> = command(n).iter().map(|text| note(text)).collect();
        journal.append(now(), &events).unwrap();
        writeln!(out, "\nacknowledged {n}").unwrap();
        out.flush().unwrap();
        if n % 40 == 39 {
            let second = Duration::from_secs(n as u64);
            journal
                .backup(&journal::backups_dir(Path::new(&dir)), at("2026-03-02T00:00:00Z") + second)
                .unwrap();
        }
    }
}

#[test]
fn every_acknowledged_event_outlives_a_kill() {
    let kills: u64 = std::env::var("NINEFOLD_KILLS").map_or(40, |text| text.parse().unwrap());
    let dir = tempdir().unwrap();
    let mut acknowledged = 0;
    let mut random: u64 = 0x9E37_79B9_7F4A_7C15;
    for kill in 0..kills {
        let mut child = start_child("kill::writing_child", dir.path().to_str().unwrap());
        let output = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok);
            lines.filter_map(|line| line.strip_prefix("acknowledged ")?.parse::<usize>().ok()).max()
        });
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sleep(Duration::from_millis((random >> 33) % 250));
        child.kill().unwrap();
        child.wait().unwrap();
        if let Some(last) = reader.join().unwrap() {
            acknowledged = acknowledged.max(last + 1);
        }

        let opened = open(dir.path());
        assert_eq!(opened.notice, None, "after kill {kill}");
        let texts = note_texts(&opened.journal);
        drop(opened);
        // The command that was under way when the kill came may be there, but only as a whole.
        let expected = |commands: usize| (0..commands).flat_map(command).collect::<Vec<_>>();
        let found = [acknowledged, acknowledged + 1].into_iter().find(|count| texts == expected(*count));
        let Some(found) = found else {
            let names: Vec<&str> =
                texts.iter().rev().take(5).map(|text| text.split_at(9.min(text.len())).0).collect();
            panic!("kill {kill}: {acknowledged} commands expected, found last {names:?}")
        };
        // Found once, it must stay, acknowledged or not; the next child goes on after it.
        acknowledged = found;
        assert_eq!(integrity(&dir.path().join("journal.db")), "ok", "after kill {kill}");
        for backup in list_backups(dir.path()).unwrap() {
            check_backup(&backup.path).unwrap();
        }
    }
    assert!(acknowledged as u64 > kills, "only {acknowledged} commands were written");
    println!("{kills} kills, {acknowledged} acknowledged commands");
}
