//! Small worlds, in every order of their steps: writing, passing over the folder, and carrying.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use journal::{Event, Foreign, Merged, PlannedBlock, Studied, fold};
use sync::{Exchange, Head, Limits, Pens, Store};
use uuid::Uuid;

use crate::computers::{self, Trouble, agree, carry, files, now, playground, sealing, times};

/// A journal without a file: the union of events is all that counts here.
#[derive(Default)]
struct Memory {
    events: Vec<Foreign>,
}

impl Store for Memory {
    type Error = Trouble;

    fn names(&mut self, after: i64) -> Result<(i64, Vec<Uuid>), Trouble> {
        let names = self.events.iter().skip(after as usize).map(|event| event.id);
        Ok((self.events.len() as i64, names.collect()))
    }

    fn named(&mut self, names: &[Uuid]) -> Result<Vec<Foreign>, Trouble> {
        let named = names.iter().map(|name| self.events.iter().find(|event| event.id == *name).unwrap());
        Ok(named.cloned().collect())
    }

    fn take_in(&mut self, events: &[Foreign]) -> Result<Merged, Trouble> {
        let known = self.names(0)?.1;
        assert!(events.iter().all(|event| !known.contains(&event.id)), "nothing comes twice");
        self.events.extend_from_slice(events);
        Ok(Merged { new: events.len(), ..Merged::default() })
    }

    fn keep(&mut self, _: &Pens) -> Result<(), Trouble> {
        Ok(())
    }
}

struct Computer {
    head: Head,
    folder: PathBuf,
    memory: Memory,
    exchange: Exchange,
    acts: u128,
}

impl Computer {
    fn new(n: usize, folder: &Path) -> Computer {
        fs::create_dir_all(folder).unwrap();
        let head = Head {
            device: Uuid::from_u128(n as u128 + 1),
            computer: format!("computer {n}"),
            former: Vec::new(),
        };
        let exchange = Exchange::new(folder, Pens::default(), Limits::default());
        Computer { head, folder: folder.to_owned(), memory: Memory::default(), exchange, acts: 0 }
    }

    fn acts(&mut self) {
        self.acts += 1;
        let id = Uuid::from_u128(self.head.device.as_u128() * 100 + self.acts);
        let (kind, body) = ("note_set".to_owned(), "{}".to_owned());
        let at = "2026-03-02T08:15:30.123456Z".to_owned();
        let event = Foreign { id, command: id, device: self.head.device, at, clock: 1, kind, body };
        self.memory.events.push(event);
    }

    fn passes(&mut self) -> usize {
        let passed = self.exchange.pass(&mut self.memory, &self.head, now()).unwrap();
        assert!(!passed.twin);
        passed.came.len() + passed.went
    }

    fn names(&mut self) -> BTreeSet<Uuid> {
        self.memory.names(0).unwrap().1.into_iter().collect()
    }
}

/// Calls `run` with every order in which `count` steps of each of `many` can be taken.
fn orders(many: usize, count: usize, run: &mut impl FnMut(&[usize])) {
    fn go(left: &mut [usize], way: &mut Vec<usize>, run: &mut impl FnMut(&[usize])) {
        if left.iter().all(|left| *left == 0) {
            return run(way);
        }
        for n in 0..left.len() {
            if left[n] == 0 {
                continue;
            }
            left[n] -= 1;
            way.push(n);
            go(left, way, run);
            way.pop();
            left[n] += 1;
        }
    }
    go(&mut vec![count; many], &mut Vec::new(), run);
}

/// The same where all are alike: the first steps come in the order of their numbers.
fn orders_of_alike(many: usize, count: usize, run: &mut impl FnMut(&[usize])) {
    orders(many, count, &mut |way| {
        let first = |n: usize| way.iter().position(|step| *step == n);
        if (1..many).all(|n| first(n - 1) < first(n)) {
            run(way);
        }
    });
}

/// All of them pass and carry until nothing comes or goes any more, and have the same.
fn settle(computers: &mut [Computer], events: usize) {
    for round in 0.. {
        assert!(round < 6, "it comes to rest");
        let moved: usize = computers.iter_mut().map(Computer::passes).sum();
        for from in 0..computers.len() {
            carry_all(computers, from);
        }
        if moved == 0 {
            break;
        }
    }
    for computer in computers {
        assert_eq!(computer.names().len(), events);
    }
}

fn carry_all(computers: &[Computer], from: usize) {
    let own = computers[from].head.device.to_string();
    let from = &computers[from].folder;
    // The locks of keys are everybody's.
    for name in files(from).iter().filter(|name| name.contains(&own) || name.contains(".key")) {
        for to in computers.iter().filter(|to| to.folder != *from) {
            carry(from, &to.folder, name);
        }
    }
}

/// Three computers, two acts each, in one folder: every order of acting and passing, in the long form.
#[test]
fn three_computers_in_one_folder_agree_in_every_order() {
    let root = playground();
    let (mut ways, mut tried) = (0, 0);
    orders_of_alike(3, 4, &mut |way| {
        ways += 1;
        // In the short form one in twelve.
        if times() == 1 && ways % 12 != 5 {
            return;
        }
        tried += 1;
        let folder = root.path().join(ways.to_string());
        let mut computers: Vec<Computer> = (0..3).map(|n| Computer::new(n, &folder)).collect();
        let mut taken = [0; 3];
        for n in way {
            if taken[*n] % 2 == 0 {
                computers[*n].acts();
            } else {
                _ = computers[*n].passes();
            };
            taken[*n] += 1;
        }
        settle(&mut computers, 6);
        fs::remove_dir_all(folder).unwrap();
    });
    assert_eq!(ways, 5775);
    println!("torture: three computers in one folder: {tried} of {ways} orders of acting and passing | none");
}

/// What the n-th computer does first and then: what meets what the others do.
fn acts(computer: &mut computers::Computer, n: usize, time: usize) {
    let tick = |ticked| Event::OutcomeTicked { unit: "u1".to_owned(), outcome: 1, ticked };
    let plan = |id, start: &str| Event::PlanPublished {
        from: "2026-03-02T00:00:00".parse().unwrap(),
        published_until: "2026-03-16".parse().unwrap(),
        blocks: vec![PlannedBlock {
            id: Uuid::from_u128(id),
            start: start.parse().unwrap(),
            minutes: 60,
            what: Studied::Work { unit: "u1".to_owned(), activity: "read".to_owned() },
        }],
        let_go: Some(vec![]),
    };
    let before = computer.state().undoable.last().map(|act| act.command);
    let event = match (n, time, before) {
        (0, 0, _) => plan(1, "2026-03-03T18:00:00"),
        (1, 0, _) => tick(true),
        (2, 0, _) => plan(2, "2026-03-03T18:00:00"),
        // Whatever it was, its own or of another one.
        (0, _, Some(command)) => Event::Undone { command },
        (1, _, _) => Event::BlockLocked { block: Uuid::from_u128(1), locked: true },
        (_, _, _) => tick(false),
    };
    computer.does(now(), &[event]);
}

/// The same three computers with a journal each and acts that meet: plans, a lock, an undo, a tick and its taking back.
#[test]
fn three_journals_fold_to_the_same_in_every_order() {
    let root = playground();
    let (mut ways, mut tried) = (0, 0);
    let mut ends = BTreeSet::new();
    orders(3, 4, &mut |way| {
        ways += 1;
        // In the short form one in 240.
        if times() == 1 && ways % 240 != 7 {
            return;
        }
        tried += 1;
        let place = root.path().join(ways.to_string());
        let folder = place.join("folder");
        let mut all: Vec<_> = (1..4).map(|n| computers::Computer::new(&place, n, &folder)).collect();
        let mut taken = [0; 3];
        for n in way {
            if taken[*n] % 2 == 0 {
                acts(&mut all[*n], *n, taken[*n] / 2);
            } else {
                _ = all[*n].passes();
            }
            taken[*n] += 1;
        }
        for _ in 0..2 {
            all.iter_mut().for_each(|computer| _ = computer.passes());
        }
        let state = agree(&mut all);
        let records = all[0].home.journal.export().unwrap();
        assert_eq!(records.len(), 6, "{way:?}");
        assert_eq!(state, fold(&records), "{way:?}");
        ends.insert(format!("{state:?}"));
        fs::remove_dir_all(place).unwrap();
    });
    assert_eq!(ways, 34650);
    assert!(ends.len() > 3, "the order of these acts counts");
    println!(
        "torture: the same with journals and acts that meet: {tried} of {ways} orders | none, the same fold"
    );
}

/// Two computers with a copy of the folder each, three acts between them and their carrying: every order.
#[test]
fn two_copies_of_a_folder_agree_in_every_order_of_carrying() {
    let root = playground();
    let mut ways = 0;
    orders_of_alike(2, 6, &mut |way| {
        ways += 1;
        let folder = |n: usize| root.path().join(format!("{ways}-{n}"));
        let mut computers: Vec<Computer> = (0..2).map(|n| Computer::new(n, &folder(n))).collect();
        let mut taken = [0; 2];
        for n in way {
            match taken[*n] % 3 {
                0 => computers[*n].acts(),
                1 => _ = computers[*n].passes(),
                _ => carry_all(&computers, *n),
            }
            taken[*n] += 1;
        }
        settle(&mut computers, 4);
        (0..2).for_each(|n| fs::remove_dir_all(folder(n)).unwrap());
    });
    assert_eq!(ways, 462);
    println!("torture: two copies of a folder: {ways} orders of carrying | none");
}

/// The same with a passphrase that each of them is told at some time between an act and the next pass.
#[test]
fn two_copies_of_a_folder_agree_in_every_order_of_setting_a_passphrase() {
    let root = playground();
    let keys = [0, 1].map(crate::sealed::key);
    let mut ways = 0;
    orders(2, 6, &mut |way| {
        ways += 1;
        if times() == 1 && ways % 6 != 1 {
            return;
        }
        let folder = |n: usize| root.path().join(format!("{ways}-{n}"));
        let mut computers: Vec<Computer> = (0..2).map(|n| Computer::new(n, &folder(n))).collect();
        let mut taken = [0; 2];
        for n in way {
            let computer = &mut computers[*n];
            match taken[*n] {
                0 => computer.acts(),
                1 | 4 => _ = computer.passes(),
                // Each sets one of its own.
                3 => computer.exchange.use_keys(sealing(&keys[*n..=*n])),
                _ => carry_all(&computers, *n),
            }
            taken[*n] += 1;
        }
        // And is told the other's.
        for computer in &mut computers {
            computer.exchange.use_keys(sealing(&keys));
        }
        settle(&mut computers, 2);
        let own = |n: usize| {
            let of = computers[n].head.device.to_string();
            let own = files(&folder(n)).into_iter().filter(move |name| name.contains(&of));
            own.map(|name| fs::read_to_string(folder(n).join(name)).unwrap()).collect::<String>()
        };
        let seen = own(0) + &own(1);
        assert!(!seen.contains("note_set"), "all of it is hidden in the end:\n{seen}");
        assert!(!seen.contains(keys[0].to()) && seen.contains(keys[1].to()), "with one key");
        (0..2).for_each(|n| fs::remove_dir_all(folder(n)).unwrap());
    });
    assert_eq!(ways, 924);
}
