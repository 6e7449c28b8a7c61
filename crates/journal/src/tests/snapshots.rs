//! A state that comes from a snapshot is the state that folding every event gives, whatever was appended, merged, undone or
//! gone back to in between, and whatever became of the snapshot.

use std::fs;
use std::path::Path;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use tempfile::tempdir;
use uuid::Uuid;

use super::{now, open};
use crate::stored::Stored;
use crate::{
    Event, Foreign, Grade, Journal, PlannedBlock, Record, State, Studied, backups_dir, check_backup, fold,
    list_backups, restore_backup, snapshot,
};

/// Chance that is the same each time.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn local(hours: u64) -> NaiveDateTime {
    now().naive_utc() + TimeDelta::hours(hours as i64)
}

pub(super) fn block(chance: &mut Chance) -> PlannedBlock {
    let what = match chance.below(3) {
        0 => Studied::Work { unit: "u".to_owned(), activity: "1".to_owned() },
        1 => Studied::Rhythm { rhythm: "r".to_owned() },
        _ => Studied::Review { items: vec![crate::ReviewedItem { unit: "u".to_owned(), k: 1 }] },
    };
    PlannedBlock { id: id(chance), start: local(chance.below(3_000)), minutes: 30, what }
}

fn id(chance: &mut Chance) -> Uuid {
    Uuid::from_u128(u128::from(chance.below(24)))
}

pub(super) fn event(chance: &mut Chance) -> Event {
    let block = block(chance);
    let (id, start) = (block.id, block.start);
    match chance.below(14) {
        0..3 => {
            let let_go = (chance.below(2) == 0).then(|| vec![block.id]);
            let blocks: Vec<PlannedBlock> = (0..chance.below(8)).map(|_| self::block(chance)).collect();
            Event::PlanPublished { from: start, published_until: start.date(), blocks, let_go }
        }
        3 => Event::SessionStarted { block: id },
        4 => Event::SessionPaused { block: id },
        5 => Event::MinutesLogged { what: block.what, start, minutes: 25, block: Some(id), finished: true },
        6 => Event::BlockMissed { block: id },
        7 => Event::BlockMoved { block: id, start, minutes: 40 },
        8 => Event::BlockLocked { block: id, locked: chance.below(2) == 0 },
        9 => Event::BlockDeleted { block: id },
        10 => Event::BlockAdded { block },
        11 => Event::RecallGraded {
            block: id,
            unit: "u".to_owned(),
            k: 1,
            grade: Grade::Hard,
            on: start.date(),
        },
        12 => Event::NoteSet { unit: "u".to_owned(), text: start.to_string() },
        _ => Event::OutcomeTicked { unit: "u".to_owned(), outcome: 1, ticked: chance.below(2) == 0 },
    }
}

/// Events of another computer, somewhere in the order; at times of a command that is known already.
fn foreign(chance: &mut Chance, known: &[Record], at: DateTime<Utc>) -> Vec<Foreign> {
    let instant = at - TimeDelta::hours(chance.below(200) as i64);
    let mut command = Uuid::from_u128(u128::from(chance.below(u64::MAX)));
    let piece = |chance: &mut Chance, command: Uuid| {
        let stored = crate::record::to_stored(&match chance.below(5) {
            0 if !known.is_empty() => {
                Event::Undone { command: known[chance.below(known.len() as u64) as usize].command }
            }
            _ => event(chance),
        });
        let stored = stored.unwrap();
        Foreign {
            id: Uuid::from_u128(u128::from(chance.below(u64::MAX)) | 1 << 100),
            command,
            device: Uuid::from_u128(3),
            at: crate::record::instant_to_text(instant),
            clock: instant.timestamp_micros() + chance.below(1_000) as i64,
            kind: if chance.below(20) == 0 { "unheard_of".to_owned() } else { stored.kind },
            body: stored.body,
        }
    };
    if chance.below(6) == 0 && !known.is_empty() {
        command = known[chance.below(known.len() as u64) as usize].command;
    }
    (0..1 + chance.below(3)).map(|_| piece(chance, command)).collect()
}

fn command(chance: &mut Chance, known: &[Record]) -> Vec<Event> {
    let near = |chance: &mut Chance, most: u64| {
        let back = 1 + chance.below(most.min(known.len() as u64)) as usize;
        known[known.len() - back].command
    };
    match chance.below(10) {
        0 if known.len() > 10 => vec![Event::Undone { command: near(chance, 10) }],
        1 if known.len() > 10 => vec![Event::Redone { command: near(chance, 10) }],
        2 if known.len() > 10 && chance.below(8) == 0 => {
            vec![Event::Undone { command: near(chance, 10_000) }]
        }
        _ => (0..1 + chance.below(3)).map(|_| event(chance)).collect(),
    }
}

fn whole(journal: &Journal) -> State {
    fold(&journal.export().unwrap())
}

fn has_snapshot(dir: &Path, journal: &Journal) -> bool {
    snapshot::load(dir, journal.conn()).is_some_and(|snapshot| snapshot.holds(journal.conn()).unwrap())
}

#[test]
fn a_fold_from_a_snapshot_is_the_fold_of_everything() {
    let (mut used, mut passed_over) = (0, 0);
    for seed in 0..4 {
        let dir = tempdir().unwrap();
        let mut chance = Chance(seed);
        let mut journal = open(dir.path());
        let mut at = now();
        for step in 0..260 {
            at += TimeDelta::minutes(1 + chance.below(600) as i64);
            let known = journal.export().unwrap();
            match chance.below(40) {
                0..4 => _ = journal.merge(&foreign(&mut chance, &known, at)).unwrap(),
                4..12 => {
                    drop(journal);
                    journal = open(dir.path());
                    if has_snapshot(dir.path(), &journal) {
                        used += 1;
                    } else {
                        passed_over += 1;
                    }
                }
                12 => {
                    let file = dir.path().join("journal.fold");
                    let mut bytes = fs::read(&file).unwrap_or_default();
                    match chance.below(3) {
                        _ if bytes.is_empty() => {}
                        0 => bytes.truncate(chance.below(bytes.len() as u64) as usize),
                        1 => bytes.clear(),
                        _ => {
                            let place = chance.below(bytes.len() as u64) as usize;
                            bytes[place] ^= 4;
                        }
                    }
                    fs::write(&file, bytes).unwrap();
                }
                13 => _ = journal.backup(&backups_dir(dir.path()), at).unwrap(),
                14 => {
                    let backups = list_backups(dir.path()).unwrap();
                    if let Some(backup) = backups.last() {
                        drop(journal);
                        let backup = check_backup(&backup.path).unwrap();
                        restore_backup(dir.path(), &backup, at).unwrap();
                        journal = open(dir.path());
                    }
                }
                _ => _ = journal.append(at, &command(&mut chance, &known)).unwrap(),
            }
            let all = whole(&journal);
            assert_eq!(*journal.state().unwrap(), all, "seed {seed}, step {step}");
        }
        let records = journal.export().unwrap();
        let mut replay = crate::Replay::new(&records);
        for n in (0..=records.len()).filter(|_| chance.below(4) == 0).collect::<Vec<_>>() {
            assert_eq!(*replay.until(n), fold(&records[..n]), "seed {seed}, replayed until {n}");
        }
    }
    assert!(used > 60 && passed_over > 10, "{used} used, {passed_over} passed over");
}

/// A start with a long journal takes as long as the last events do.
#[test]
fn a_start_reads_none_of_what_the_snapshot_holds() {
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path());
    for n in 0..500 {
        let unit = format!("u{}", n % 50);
        journal.append(now(), &[Event::NoteSet { unit, text: format!("note {n}") }]).unwrap();
    }
    let before = journal.state().unwrap().clone();
    let (clock, id) = snapshot::load(dir.path(), journal.conn()).unwrap().place;
    // Who reads these has another state.
    journal.conn().execute("DROP TRIGGER events_are_never_changed", []).unwrap();
    let held = "UPDATE events SET body = '{}' WHERE (clock, id) <= (?, ?)";
    let held = journal.conn().execute(held, (clock, id.as_bytes())).unwrap();
    assert_eq!(held, 480, "all but the last");
    drop(journal);
    let mut journal = open(dir.path());
    assert_eq!(*journal.state().unwrap(), before);
    assert_ne!(whole(&journal), before);
}

#[test]
fn every_state_comes_back_from_its_bytes_and_no_other_bytes_are_a_state() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut events: Vec<Event> = Vec::new();
    for entry in fs::read_dir(golden).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        events.extend(serde_json::from_str::<Vec<Event>>(&text).unwrap());
    }
    events.sort_by_key(|event| !matches!(event, Event::PlanPublished { .. }));
    events.retain(|event| {
        !matches!(
            event,
            Event::OwnResourceRemoved { .. } | Event::BusyRemoved { .. } | Event::PackSet { files: None }
        )
    });
    let state = State::default().after(&events, now());
    for part in
        [state.blocks.len(), state.busy.len(), state.own_units.len(), state.notes.len(), state.logs.len()]
    {
        assert!(part > 0, "{state:?}");
    }
    let mut bytes = Vec::new();
    state.put(&mut bytes);
    let mut rest = bytes.as_slice();
    assert_eq!(State::get(&mut rest), Some(state));
    assert!(rest.is_empty());
    for end in 0..bytes.len() {
        assert_eq!(State::get(&mut &bytes[..end]), None, "cut at {end}");
    }
}
