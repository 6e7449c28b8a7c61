//! Keys that are not here: those that are lost for good, and those that are only out of reach. What is sealed with the former is
//! over; the latter leave everything as it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sync::{Key, Keys, Pens, Wish};

use crate::computers::{Computer, agree, files, now, playground, sealing};
use crate::sealed::key;

fn two_keys() -> [Key; 2] {
    [key(0), key(1)]
}

/// All that stands in files which are read.
fn seen(folder: &Path) -> String {
    let names = files(folder).into_iter().filter(|name| !name.starts_with(['~', '.']));
    names.map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect()
}

fn sealed_with(folder: &Path, key: &Key) -> bool {
    seen(folder).contains(&format!("{{\"to\":\"{}\",\"sealed\"", key.to()))
}

fn away(folder: &Path) -> usize {
    files(folder).into_iter().filter(|name| name.starts_with('~')).count()
}

/// The passphrase was changed, and only the key of the former one is here.
#[test]
fn a_former_key_is_not_used_while_the_present_one_is_out_of_reach() {
    let root = playground();
    let mut one = Computer::new(root.path(), 1, &root.path().join("folder"));
    let [former, present] = two_keys();
    one.notes("a");
    one.use_keys(sealing(&[former.clone(), present.clone()]));
    one.passes();
    assert!(sealed_with(&one.folder, &present) && !sealed_with(&one.folder, &former));
    one.notes("b");
    one.use_keys(Keys { last: Some(present.to().to_owned()), ..sealing(std::slice::from_ref(&former)) });
    for _ in 0..2 {
        let passed = one.passes();
        assert!(passed.silent && passed.found.asks && passed.went == 0);
    }
    assert!(!sealed_with(&one.folder, &former) && away(&one.folder) == 0);
    one.use_keys(sealing(&[former, present.clone()]));
    assert_eq!(one.passes().went, 1);
    assert!(sealed_with(&one.folder, &present) && away(&one.folder) == 0);
}

/// Whoever cannot see what others sealed does not know that it stands there.
#[test]
fn what_others_sealed_is_not_put_in_clear() {
    let root = playground();
    let folder = root.path().join("folder");
    let [mut one, mut two] = [1, 2].map(|n| Computer::new(root.path(), n, &folder));
    let key = key(0);
    for computer in [&mut one, &mut two] {
        computer.use_keys(sealing(std::slice::from_ref(&key)));
        computer.passes();
    }
    two.notes("only between the two");
    two.passes();
    one.passes();
    one.use_keys(Keys { wish: Wish::Clear, ..sealing(std::slice::from_ref(&key)) });
    one.notes("open to all");
    one.passes();
    // Its key is gone with the next start.
    let mut one = one.restarted();
    one.use_keys(Keys { wish: Wish::Clear, last: Some(key.to().to_owned()), ..Keys::default() });
    one.notes("also open");
    assert!(one.passes().found.asks);
    let text = seen(&folder);
    assert!(text.contains("open to all") && text.contains("also open"), "{text}");
    assert!(!text.contains("only between"), "{text}");
    two.passes();
    one.use_keys(Keys { wish: Wish::Clear, ..sealing(&[key]) });
    one.passes();
    agree(&mut [one, two]);
}

/// A home was copied: both know the same files as their own, and the other one goes on with one of them.
#[test]
fn a_file_that_another_goes_on_with_is_not_put_away() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    let [lost, new] = two_keys();
    one.notes("a");
    one.use_keys(sealing(std::slice::from_ref(&lost)));
    one.passes();
    let copy = root.path().join("copy");
    fs::create_dir(&copy).unwrap();
    let backup = one.home.journal.backup(&root.path().join("backups"), now()).unwrap();
    fs::rename(backup.path, copy.join("journal.db")).unwrap();
    fs::copy(&one.home.pens, copy.join("sync.json")).unwrap();
    one.notes("b");
    one.passes();
    let mut two = Computer::with(&copy, one.device, &folder);
    let over = BTreeSet::from([lost.to().to_owned()]);
    two.use_keys(Keys { over, ..sealing(&[new]) });
    two.notes("c");
    two.passes();
    assert_eq!(away(&folder), 0, "{:?}", files(&folder));
    let mut three = Computer::new(root.path(), 3, &folder);
    three.use_keys(sealing(&[lost]));
    assert_eq!(three.passes().came.len(), 2, "it is there for whoever has the key");
}

/// The folder cannot be searched for a moment, or is gone: nobody forgets which files are their own for that.
#[cfg(unix)]
#[test]
fn files_that_cannot_be_reached_are_not_forgotten() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    one.notes("a");
    one.passes();
    let own = |computer: &Computer| {
        let kept = fs::read_to_string(&computer.home.pens).unwrap();
        serde_json::from_str::<Pens>(&kept).unwrap().files().clone()
    };
    let before = own(&one);
    assert_eq!(before.len(), 1);
    one.notes("b");
    let elsewhere = root.path().join("elsewhere");
    fs::rename(&folder, &elsewhere).unwrap();
    fs::write(&folder, "in its place").unwrap();
    one.tries().unwrap_err();
    fs::remove_file(&folder).unwrap();
    // A name too long to be asked for stands for every other refusal of the system.
    fs::rename(&elsewhere, &folder).unwrap();
    let mut kept: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&one.home.pens).unwrap()).unwrap();
    let long = format!("ninefold-{}.log", "x".repeat(300));
    kept["files"].as_array_mut().unwrap().push(long.clone().into());
    kept["current"] = serde_json::Value::Null;
    fs::write(&one.home.pens, kept.to_string()).unwrap();
    let mut one = one.restarted();
    one.notes("c");
    one.passes();
    assert!(own(&one).contains(&long) && own(&one).is_superset(&before));
}

/// Own files with what the journal does not have any more: it went back, and the folder was chosen again.
#[test]
fn a_torn_file_of_ours_stays_until_what_is_in_it_was_taken_in() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    one.notes("a");
    one.passes();
    let backup = one.home.journal.backup(&root.path().join("backups"), now()).unwrap();
    one.notes("gone back from");
    one.passes();
    let name = one.own_files().pop().unwrap();
    let path = folder.join(&name);
    fs::write(&path, fs::read_to_string(&path).unwrap() + "torn").unwrap();
    let (dir, device) = (one.dir.clone(), one.device);
    drop(one);
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(dir.join(format!("journal.db{ending}")));
    }
    fs::rename(backup.path, dir.join("journal.db")).unwrap();

    let mut one = Computer::with(&dir, device, &folder);
    one.notes("since");
    one.home.first = true;
    one.home.refuses = true;
    one.tries().unwrap_err();
    assert!(seen(&folder).contains("gone back from"), "{}", seen(&folder));
    one.home.refuses = false;
    one.passes();
    let text = seen(&folder);
    assert!(text.contains("gone back from") && text.contains("since") && !text.contains("torn"), "{text}");
    assert_eq!(one.events().len(), 3);
    assert_eq!(one.passes().went, 0, "all of it stands there");
}
