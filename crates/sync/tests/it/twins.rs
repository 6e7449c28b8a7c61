//! Two computers that use one name: a home that was copied, a journal that was put back. Nothing may be lost.

use std::fs;
use std::path::Path;

use journal::Event;
use sync::{Exchange, Limits};
use uuid::Uuid;

use crate::computers::{Computer, agree, carry, copies, files, note, now, playground};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Both go on from one copied home, each with its copy of the folder. The engine keeps one of two versions under the name
/// and the other one as a conflict copy.
#[test]
fn a_copied_home_loses_nothing_on_either_computer() {
    let root = playground();
    let mut one = Computer::new(root.path(), 1, &root.path().join("folder-1"));
    one.notes("before");
    one.passes();
    let (home, folder) = (root.path().join("home-2"), root.path().join("folder-2"));
    drop(one.home);
    copy(&one.dir, &home);
    copy(&one.folder, &folder);
    // On the other computer the folder has the same path; here it cannot.
    let pens = home.join("sync.json");
    let kept = fs::read_to_string(&pens).unwrap().replace("/folder-1", "/folder-2");
    fs::write(pens, kept).unwrap();
    let mut pair =
        [Computer::with(&one.dir, one.device, &one.folder), Computer::with(&home, one.device, &folder)];
    for (n, computer) in pair.iter_mut().enumerate() {
        computer.notes(&format!("apart {n}"));
        assert_eq!(computer.passes().went, 1);
    }
    let name = pair[0].files().pop().unwrap();
    assert_eq!(pair[1].files(), [name.as_str()], "both wrote to one name");
    // Theirs wins on both; ours is kept beside it.
    let conflict = name.replace(".log", ".sync-conflict-20260302-081530-ABCDEFG.log");
    fs::rename(pair[0].folder.join(&name), pair[0].folder.join(&conflict)).unwrap();
    let [first, second] = [pair[0].folder.clone(), pair[1].folder.clone()];
    carry(&second, &first, &name);
    carry(&first, &second, &conflict);
    for n in [0, 1] {
        let passed = pair[n].passes();
        assert_eq!((passed.came.len(), passed.twin), (1, true));
    }
    assert_eq!(agree(&mut pair).undoable.len(), 3);
    // From then on each one writes to a file of its own.
    for n in [0, 1, 0, 1] {
        pair[n].notes("later");
        pair[n].passes();
        for name in files(&pair[n].folder) {
            carry(&pair[n].folder.clone(), &pair[1 - n].folder.clone(), &name);
        }
    }
    pair[0].passes();
    pair[1].passes();
    assert_eq!(agree(&mut pair).undoable.len(), 7);
}

/// What stands in the folder and not in a journal that was put back comes back.
#[test]
fn a_journal_that_was_put_back_gets_what_came_after_from_its_own_files() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    one.notes("first");
    one.passes();
    drop(one);
    copy(&root.path().join("home-1"), &root.path().join("saved"));
    let mut one = Computer::new(root.path(), 1, &folder);
    one.notes("second");
    one.notes("third");
    one.passes();
    let all = one.events();
    drop(one);
    fs::remove_dir_all(root.path().join("home-1")).unwrap();
    copy(&root.path().join("saved"), &root.path().join("home-1"));
    let mut one = Computer::new(root.path(), 1, &folder);
    let passed = one.passes();
    assert_eq!((passed.came.len(), passed.went, passed.twin), (2, 0, true));
    assert_eq!(one.events(), all);
    // An empty journal with the same name is the same learner on a new disk, no twin.
    drop(one);
    fs::remove_dir_all(root.path().join("home-1")).unwrap();
    let mut one = Computer::new(root.path(), 1, &folder);
    let passed = one.passes();
    assert_eq!((passed.came.len(), passed.went, passed.twin), (3, 0, false));
    assert_eq!(one.events(), all);
}

/// While the program runs, its journal is exchanged for a shorter one.
#[test]
fn a_shorter_journal_is_noticed_while_the_program_runs() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    (0..5).for_each(|n| one.notes(&n.to_string()));
    one.passes();
    let other = Computer::new(root.path(), 9, &root.path().join("elsewhere"));
    one.home.journal = other.home.journal;
    one.notes("new");
    let passed = one.passes();
    assert_eq!((passed.came.len(), passed.went), (5, 1));
    assert_eq!(one.events().len(), 6);
}

/// Another name from then on: its files are its own, and an undo there does not reach what the other one did.
#[test]
fn a_computer_that_gets_another_name_goes_on_in_files_of_that_name() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    one.notes("as one");
    one.passes();
    one.device = Uuid::from_u128(2);
    one.home.journal.write_as(one.device);
    let second = one.does(now(), &[note("as two")]);
    one.passes();
    assert_eq!(one.own_files().len(), 1);
    let names: Vec<String> = one.exchange.computers().into_iter().map(|c| c.name).collect();
    assert_eq!(names.len(), 2);
    let state = one.state();
    assert_eq!(state.undoable_on(one.device).collect::<Vec<_>>(), [second]);
    assert_eq!(state.undoable_on(Uuid::from_u128(1)).count(), 1);
    one.does(now(), &[Event::Undone { command: second }]);
    assert_eq!(one.state().redoable_on(one.device).collect::<Vec<_>>(), [second]);
    assert_eq!(copies(&folder), [1, 1]);
    let exchange = Exchange::new(&folder, sync::Pens::default(), Limits::default());
    assert!(exchange.computers().is_empty(), "nothing is known before a look");
}

/// A name that somebody goes on to use is a computer of its own, and names that lead in a circle hide nobody.
#[test]
fn former_names_are_counted_with_the_present_one() {
    use sync::{Exchange, Former, Head, Limits, Pens};
    let root = crate::computers::playground();
    let folder = root.path().join("folder");
    std::fs::create_dir_all(&folder).unwrap();
    let (before, until, after) = (1, 2, 3);
    let at = |hour: u32| format!("2026-11-25T0{hour}:00:00Z");
    let name = uuid::Uuid::from_u128;
    let writes = |n: u128, hour: u32, former: &[(u128, u32)]| {
        let former: Vec<Former> = former
            .iter()
            .map(|(n, hour)| Former { device: name(*n), until: at(*hour).parse().unwrap() })
            .collect();
        let head = Head { device: name(n), computer: format!("c{n}"), former };
        let mut head = serde_json::to_value(head).unwrap();
        head["format"] = "ninefold-sync/1".into();
        let batch = serde_json::json!({ "at": at(hour), "events": [] });
        let lines: String = [head, batch]
            .iter()
            .map(|payload| format!("{} {payload}\n", crate::format::sum_of(&payload.to_string())))
            .collect();
        std::fs::write(folder.join(format!("ninefold-{n}-{hour}.log")), lines).unwrap();
    };
    let counted = || {
        let mut exchange = Exchange::new(&folder, Pens::default(), Limits::default());
        let found = exchange.look().unwrap();
        assert_eq!((found.strange, found.torn, found.newer), (0, 0, 0));
        let mut names: Vec<u128> = exchange.computers().iter().map(|known| known.device.as_u128()).collect();
        names.sort_unstable();
        names
    };
    writes(1, before, &[]);
    writes(9, before, &[]);
    assert_eq!(counted(), [1, 9], "as the first release writes them");
    writes(2, after, &[(1, until)]);
    assert_eq!(counted(), [2, 9]);
    // Twice: named by the last alone, or by each.
    writes(3, after, &[(2, after)]);
    assert_eq!(counted(), [3, 9]);
    writes(3, after, &[(2, after), (1, until)]);
    assert_eq!(counted(), [3, 9]);
    // Another computer has the former name and goes on with it.
    writes(1, after, &[]);
    assert_eq!(counted(), [1, 3, 9]);
    // What no program writes.
    writes(7, before, &[(8, after), (7, after)]);
    writes(8, before, &[(7, after)]);
    assert_eq!(counted(), [1, 3, 7, 8, 9]);
}

/// A head may say anything: that somebody else's name is given up for ever, or this one's.
#[test]
fn nobody_is_hidden_by_a_head_that_gives_up_their_name() {
    use sync::Former;
    let root = crate::computers::playground();
    let folder = root.path().join("folder");
    let [mut one, mut two] = [1, 2].map(|n| Computer::new(root.path(), n, &folder));
    one.notes("by one");
    two.notes("by two");
    one.passes();
    two.passes();
    let until = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let former = [(two.device, until("9999-01-01T00:00:00Z")), (one.device, now())];
    let former = former.map(|(device, until)| Former { device, until }).to_vec();
    let head = sync::Head { device: uuid::Uuid::from_u128(7), computer: "x".to_owned(), former };
    let mut head = serde_json::to_value(head).unwrap();
    head["format"] = "ninefold-sync/1".into();
    let line = format!("{} {head}\n", crate::format::sum_of(&head.to_string()));
    std::fs::write(folder.join("ninefold-7.log"), line).unwrap();
    one.passes();
    let mut devices: Vec<u128> =
        one.exchange.computers().iter().map(|known| known.device.as_u128()).collect();
    devices.sort_unstable();
    assert_eq!(devices, [1, 2, 7]);
}
