//! Five computers, random acts, clocks, partitions and mishaps: in the end all of them have everything, and the same state.
//! `NINEFOLD_FAULTS` says how many times as many events are written (1 unless told).

use std::collections::BTreeSet;
use std::fs;

use chrono::{DateTime, Duration, Utc};
use journal::Event;
use sync::{Key, Keys, Wish};
use uuid::Uuid;

use crate::computers::{Computer, agree, carry, files, note, now, playground, sealing, times};

/// A small generator, so that a case is named by its seed.
struct Chance(u64);

impl Chance {
    fn of(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % n as u64) as usize
    }
}

/// Clocks that agree, lag, run ahead, or are absurd.
fn instant(chance: &mut Chance, n: usize) -> DateTime<Utc> {
    match (n, chance.of(20)) {
        (_, 0) => "9999-12-31T23:59:59Z".parse().unwrap(),
        (_, 1) => "1970-01-01T00:00:00Z".parse().unwrap(),
        (1, _) => now() + Duration::days(400),
        (2, _) => now() - Duration::hours(7),
        (_, by) => now() + Duration::seconds(by as i64),
    }
}

fn acts(chance: &mut Chance, computer: &mut Computer, text: usize) -> Vec<Event> {
    let known: Vec<Uuid> = computer.state().undoable.iter().map(|act| act.command).collect();
    match (chance.of(6), known.is_empty()) {
        (0, false) => vec![Event::Undone { command: known[chance.of(known.len())] }],
        (1, false) => vec![Event::Redone { command: known[chance.of(known.len())] }],
        (2, _) => {
            vec![Event::OutcomeTicked { unit: "u1".to_owned(), outcome: 1, ticked: text.is_multiple_of(2) }]
        }
        _ => vec![note(&text.to_string())],
    }
}

/// What may befall one file in one copy of the folder.
fn mishap(chance: &mut Chance, folder: &std::path::Path) {
    let names = files(folder);
    if names.is_empty() {
        return;
    }
    let name = &names[chance.of(names.len())];
    let path = folder.join(name);
    let mut bytes = fs::read(&path).unwrap();
    let len = bytes.len();
    match chance.of(6) {
        0 => fs::remove_file(&path).unwrap(),
        1 => fs::write(&path, &bytes[..chance.of(len + 1)]).unwrap(),
        2 => fs::write(
            folder.join(name.replace(".log", &format!(".sync-conflict-{}.log", chance.of(9)))),
            bytes,
        )
        .unwrap(),
        3 => {
            fs::rename(&path, folder.join(name.replace(".log", &format!(" ({}).log", chance.of(9)))))
                .unwrap();
        }
        4 if len > 0 => {
            let from = chance.of(len);
            let to = (from + chance.of(400)).min(len);
            bytes[from..to].fill(0);
            fs::write(&path, bytes).unwrap();
        }
        _ => fs::write(&path, bytes.repeat(2)).unwrap(),
    }
}

/// The engine brings some or all files of one copy to another one.
fn carries(chance: &mut Chance, computers: &[Computer], all: bool) {
    for from in computers {
        for to in computers {
            for name in files(&from.folder) {
                // Who wrote a file last has the newest version of it; copies under other names go anywhere.
                let writer = computers.iter().find(|c| name.contains(&c.device.to_string()));
                let is_source = writer.is_none_or(|writer| writer.folder == from.folder);
                let missing = !to.folder.join(&name).exists();
                if (is_source || missing) && from.folder != to.folder && (all || chance.of(4) == 0) {
                    carry(&from.folder, &to.folder, &name);
                }
            }
        }
    }
}

/// Whether and how a passphrase is used.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Never,
    /// From the beginning.
    Always,
    /// Each computer is told of one of several at some time, gives it up, or never hears of it, until all agree in the end: on
    /// sealed lines, or on clear ones.
    Some(Wish),
}

/// What a computer is told of passphrases at some time.
fn told(chance: &mut Chance, keys: &[Key], computer: &mut Computer) {
    let mut told = computer.keys.clone();
    match chance.of(4) {
        0 if !told.held.is_empty() => told.wish = Wish::Clear,
        _ => {
            let key = &keys[chance.of(keys.len())];
            if told.held.iter().all(|held| held.to() != key.to()) {
                told.held.push(key.clone());
            }
            told.wish = Wish::Sealed;
        }
    }
    computer.use_keys(told);
}

/// Returns how many events were written.
fn live(seed: u64, steps: usize, using: Use) -> usize {
    live_in_bursts(seed, steps, 1, using)
}

/// The same with so many acts at once, where there is one.
fn live_in_bursts(seed: u64, steps: usize, burst: usize, using: Use) -> usize {
    let mut chance = Chance(seed);
    let root = playground();
    let mut computers: Vec<Computer> =
        (0..5).map(|n| Computer::new(root.path(), n, &root.path().join(format!("folder-{n}")))).collect();
    let keys: Vec<Key> = (0..3).map(crate::sealed::key).collect();
    if using == Use::Always {
        let held = keys[..1].to_vec();
        computers.iter_mut().for_each(|c| c.use_keys(sealing(&held)));
    }
    let mut written = BTreeSet::new();
    for step in 0..steps {
        let n = chance.of(5);
        if matches!(using, Use::Some(_)) && step > steps / 3 && chance.of(12) == 0 {
            told(&mut chance, &keys, &mut computers[n]);
        }
        match chance.of(10) {
            0..=4 => {
                for n_th in 0..burst {
                    let events = acts(&mut chance, &mut computers[n], step * burst + n_th);
                    let at = instant(&mut chance, n);
                    computers[n].does(at, &events);
                }
                written.extend(computers[n].home.journal.names(0).unwrap());
            }
            5 | 6 => drop(computers[n].passes()),
            7 => carries(&mut chance, &computers, false),
            8 if chance.of(3) == 0 => mishap(&mut chance, &computers[n].folder.clone()),
            _ if chance.of(4) == 0 => {
                let computer = computers.remove(n).restarted();
                computers.insert(n, computer);
            }
            _ => {}
        }
    }
    if let Use::Some(wish) = using {
        computers.iter_mut().for_each(|c| c.use_keys(Keys { wish, ..sealing(&keys) }));
    }
    // The engine has caught up everywhere, as often as it takes.
    for round in 0.. {
        assert!(round < 12, "seed {seed}: it comes to rest");
        let moved: usize = computers.iter_mut().map(Computer::passes).map(|p| p.came.len() + p.went).sum();
        carries(&mut chance, &computers, true);
        if moved == 0 && round > 1 {
            break;
        }
    }
    let names: BTreeSet<Uuid> = computers[0].home.journal.names(0).unwrap().into_iter().collect();
    assert_eq!(names, written, "seed {seed}: nothing is lost and nothing is made up");
    agree(&mut computers);
    for computer in &mut computers {
        let whole = journal::fold(&computer.home.journal.export().unwrap());
        assert_eq!(computer.state(), whole);
    }
    if using == Use::Always {
        for name in files(&computers[0].folder) {
            let text =
                String::from_utf8_lossy(&fs::read(computers[0].folder.join(&name)).unwrap()).into_owned();
            assert!(!text.contains("note_set"), "seed {seed}: {name}");
        }
    }
    written.len()
}

/// So many worlds with a seed of their own each: always the same ones from `from` on in the short form, others each time in the
/// long one, where they are printed.
fn seeds(from: u64, worlds: u64) -> std::ops::Range<u64> {
    let first = if times() == 1 { from } else { from + Utc::now().timestamp_micros() as u64 };
    if times() > 1 {
        println!("worlds with the seeds {first} to {}", first + worlds - 1);
    }
    first..first + worlds
}

#[test]
fn five_computers_agree_whatever_befalls_their_files() {
    let steps = 130 * times();
    let events: usize = seeds(0, 8).map(|seed| live(seed, steps, Use::Never)).sum();
    println!(
        "torture: five computers and the files between them: 8 worlds, {events} events | none, the same state everywhere"
    );
}

/// In the long form alone: one life, not several added up.
#[test]
fn five_computers_agree_after_ten_thousand_events_of_one_life() {
    if times() == 1 {
        return;
    }
    for seed in seeds(50, 1) {
        let events = live_in_bursts(seed, 300, 75, Use::Never);
        assert!(events >= 10_000, "seed {seed}: {events} events are too few");
        println!("torture: five computers in one world of {events} events | none, the same state everywhere");
    }
}

#[test]
fn they_agree_with_a_passphrase_too() {
    let steps = 130 * times();
    let events: usize = seeds(20, 3).map(|seed| live(seed, steps, Use::Always)).sum();
    println!(
        "torture: five computers, with a passphrase: 3 worlds, {events} events | none, the same state everywhere"
    );
}

#[test]
fn they_agree_when_it_is_set_changed_and_given_up_in_the_middle() {
    let steps = 130 * times();
    let sealed: usize = seeds(30, 3).map(|seed| live(seed, steps, Use::Some(Wish::Sealed))).sum();
    let clear: usize = seeds(40, 3).map(|seed| live(seed, steps, Use::Some(Wish::Clear))).sum();
    println!(
        "torture: five computers, the passphrase set, changed, given up: 6 worlds, {} events | none, the same state everywhere",
        sealed + clear
    );
}
