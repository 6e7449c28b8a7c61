//! Bytes to a sync folder: what is whole in it reaches two computers that pass over it in turns, nothing in it is changed, and
//! then both rest.
//!
//! A line `@NAME` begins a file, `+PAYLOAD` is a line with the check sum that fits; any other line stands there as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::Path;

use chrono::{DateTime, Utc};
use journal::{Foreign, Journal, Merged};
use sha2::{Digest, Sha256};
use sync::{Exchange, Fault, Head, Keys, Limits, Pens, Store, lines, read};
use uuid::Uuid;

/// More files than these find nothing that fewer do not.
const MOST_FILES: usize = 12;

/// One input of so many goes through a journal on a disk, which takes long.
const ON_DISK: usize = 16;

fn now() -> DateTime<Utc> {
    "2026-11-25T06:10:00Z".parse().expect("an instant")
}

/// The files, each under a name that a system takes.
fn files(data: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut name = "ninefold-a.log".to_owned();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        match line.split_first() {
            Some((b'@', rest)) => {
                let rest = String::from_utf8_lossy(rest);
                name =
                    rest.chars().filter(|c| c.is_alphanumeric() || "-.~ ()".contains(*c)).take(60).collect();
                if name.chars().all(|c| c == '.') {
                    name = "ninefold-b.log".to_owned();
                }
            }
            Some((b'+', payload)) => {
                let payload = payload.strip_suffix(b"\n").unwrap_or(payload);
                let sum = Sha256::digest(payload);
                let file: &mut Vec<u8> = files.entry(name.clone()).or_default();
                file.extend(sum.iter().take(16).flat_map(|byte| format!("{byte:02x}").into_bytes()));
                file.push(b' ');
                file.extend_from_slice(payload);
                file.push(b'\n');
            }
            _ => files.entry(name.clone()).or_default().extend_from_slice(line),
        }
        if files.len() == MOST_FILES {
            break;
        }
    }
    files
}

/// Events in memory: what a journal is to the folder.
#[derive(Default)]
struct Memory {
    events: Vec<Foreign>,
}

/// What cannot go wrong in memory and in a folder that nobody else writes to.
#[derive(Debug)]
struct Trouble(#[allow(dead_code, reason = "printed by what fails")] Fault);

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble(fault)
    }
}

impl From<Infallible> for Trouble {
    fn from(never: Infallible) -> Trouble {
        match never {}
    }
}

impl Store for Memory {
    type Error = Trouble;

    fn names(&mut self, after: i64) -> Result<(i64, Vec<Uuid>), Trouble> {
        let after = usize::try_from(after).unwrap_or(0);
        let names = self.events.iter().skip(after).map(|event| event.id).collect();
        Ok((self.events.len() as i64, names))
    }

    fn named(&mut self, names: &[Uuid]) -> Result<Vec<Foreign>, Trouble> {
        let found = names.iter().filter_map(|name| self.events.iter().find(|event| event.id == *name));
        Ok(found.cloned().collect())
    }

    fn take_in(&mut self, events: &[Foreign]) -> Result<Merged, Trouble> {
        let before = self.events.len();
        for event in events {
            if self.events.iter().all(|known| known.id != event.id) {
                self.events.push(event.clone());
            }
        }
        Ok(Merged { new: self.events.len() - before, ..Merged::default() })
    }

    fn keep(&mut self, _: &Pens) -> Result<(), Trouble> {
        Ok(())
    }
}

/// A journal on a disk.
struct Disk(Journal);

impl Store for Disk {
    type Error = Trouble;

    fn names(&mut self, after: i64) -> Result<(i64, Vec<Uuid>), Trouble> {
        Ok((self.0.last_seq().expect("it is read"), self.0.names(after).expect("it is read")))
    }

    fn named(&mut self, names: &[Uuid]) -> Result<Vec<Foreign>, Trouble> {
        Ok(self.0.named(names).expect("it is read"))
    }

    fn take_in(&mut self, events: &[Foreign]) -> Result<Merged, Trouble> {
        Ok(self.0.merge(events).expect("events are taken in as they are"))
    }

    fn keep(&mut self, _: &Pens) -> Result<(), Trouble> {
        Ok(())
    }
}

/// Puts the files into a folder, and two computers beside it.
pub fn run(data: &[u8]) {
    let files = files(data);
    let whole: BTreeSet<Uuid> =
        files.iter().filter(|(name, _)| counts(name)).flat_map(|(_, bytes)| ids(bytes)).collect();
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("folder");
    std::fs::create_dir(&folder).expect("a folder");
    for (name, bytes) in &files {
        std::fs::write(folder.join(name), bytes).expect("a file can be written");
    }
    let mut second = Memory::default();
    if data.len().is_multiple_of(ON_DISK) {
        let open = |name: &str| Journal::open(&dir.path().join(name), Uuid::from_u128(8), now());
        let mut first = Disk(open("home").expect("a new journal").journal);
        in_step(&folder, &mut first, &mut second);
        let names: BTreeSet<Uuid> = first.0.names(0).expect("it is read").into_iter().collect();
        assert_eq!(names, whole, "not what the folder had");
        first.0.state().expect("any events fold");
        drop(first);
        let again = open("home").expect("it opens again").journal.names(0).expect("it is read");
        assert_eq!(again.into_iter().collect::<BTreeSet<_>>(), whole);
    } else {
        let mut first = Memory::default();
        in_step(&folder, &mut first, &mut second);
        assert_eq!(first.events.iter().map(|event| event.id).collect::<BTreeSet<_>>(), whole);
    }
    assert_eq!(second.events.iter().map(|event| event.id).collect::<BTreeSet<_>>(), whole);
    for event in &second.events {
        let _ = event.read(1);
    }
    for (name, bytes) in &files {
        assert_eq!(
            std::fs::read(folder.join(name)).ok().as_ref(),
            Some(bytes),
            "a file of others was touched"
        );
    }
}

/// Whether a file of this name is looked at.
fn counts(name: &str) -> bool {
    name.contains("ninefold-") && name.contains(".log") && !name.starts_with(['.', '~'])
}

/// Names of the events of a file; what is whole comes back as it is if it is written anew.
fn ids(bytes: &[u8]) -> BTreeSet<Uuid> {
    let keys = Keys::default();
    let contents = read(bytes, &keys);
    let mut ids = BTreeSet::new();
    for batch in &contents.batches {
        let text = lines(&batch.events, batch.at).expect("what was read can be written").concat();
        let again = read(text.as_bytes(), &keys);
        assert_eq!((again.torn, again.strange, again.newer), (0, 0, None));
        let again: Vec<Foreign> = again.batches.into_iter().flat_map(|batch| batch.events).collect();
        assert_eq!(again, batch.events, "another event came back");
        ids.extend(batch.events.iter().map(|event| event.id));
    }
    ids
}

/// Both pass in turns; the last passes find nothing and write nothing.
fn in_step<S: Store<Error = Trouble>>(folder: &Path, first: &mut S, second: &mut Memory) {
    let head = |n| Head { device: Uuid::from_u128(n), computer: "a computer".to_owned(), former: Vec::new() };
    let of = |n| (Exchange::new(folder, Pens::default(), Limits::default()), head(n));
    let ((mut one, own), (mut two, other)) = (of(8), of(9));
    for round in 0..3 {
        let a = one.pass(first, &own, now()).expect("a pass");
        let b = two.pass(second, &other, now()).expect("a pass");
        if round > 0 {
            let did = (a.came.len(), a.went, b.came.len(), b.went);
            assert_eq!(did, (0, 0, 0, 0), "they do not come to rest");
        }
    }
}
