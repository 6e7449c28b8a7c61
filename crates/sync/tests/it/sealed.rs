//! A folder with a passphrase: what is seen in it, who reads it, and what happens when it is set, changed, lost and given up.
//! The locks here are quick to open; those of the program are not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::Duration;
use serde_json::{Value, json};
use sync::{Key, Keys, Lock, Shut, WORK, Wish};

use crate::computers::{Computer, agree, files, now, playground, sealing};
use crate::format::sum_of;

const PASSPHRASE: &str = "nine plums in a bowl";

pub fn key(n: i64) -> Key {
    Key::made(PASSPHRASE, now() + Duration::seconds(n), 1, BTreeSet::new()).unwrap()
}

fn sealed(held: &[&Key]) -> Keys {
    sealing(&held.iter().copied().cloned().collect::<Vec<_>>())
}

/// All of a folder, as its carrier sees it.
fn seen(folder: &Path) -> String {
    files(folder).iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect()
}

fn locks(folder: &Path) -> Vec<String> {
    files(folder).into_iter().filter(|name| name.contains(".key")).collect()
}

/// Two computers in one folder with a note each, in clear.
fn pair() -> (tempfile::TempDir, Computer, Computer) {
    let root = playground();
    let folder = root.path().join("folder");
    let [mut one, mut two] = [1, 2].map(|n| Computer::new(root.path(), n, &folder));
    one.notes("plan by one");
    one.passes();
    two.notes("plan by two");
    two.passes();
    one.passes();
    (root, one, two)
}

#[test]
fn a_passphrase_hides_what_stood_there_and_what_comes() {
    let (_root, mut one, mut two) = pair();
    let key = key(0);
    one.use_keys(sealed(&[&key]));
    assert_eq!(one.passes().went, 2, "all is written anew, also what stands in clear elsewhere");
    let own: String =
        one.own_files().iter().map(|name| fs::read_to_string(one.folder.join(name)).unwrap()).collect();
    assert!(!own.contains("plan by"), "nothing of it in its own files:\n{own}");
    assert!(seen(&one.folder).contains("plan by two"), "the other computer's file is its own");

    // The other one neither reads nor writes until it is told.
    two.notes("meanwhile");
    let passed = two.passes();
    assert!(passed.silent && passed.found.asks);
    assert_eq!((passed.came.len(), passed.went, passed.found.sealed, passed.found.strange), (0, 0, 1, 0));
    assert!(!seen(&two.folder).contains("meanwhile"));
    let [lock] = &two.exchange.strange_locks()[..] else { panic!("one lock") };
    assert_eq!(lock.open("nine plums").unwrap_err(), Shut::Wrong);
    let opened = lock.open(PASSPHRASE).unwrap();
    two.use_keys(sealed(&[&opened]));
    let passed = two.passes();
    assert!(!passed.silent && !passed.found.asks);
    assert_eq!((passed.found.sealed, passed.went), (0, 1));
    one.passes();
    agree(&mut [one.restarted(), two.restarted()]);
}

#[test]
fn the_carrier_sees_no_word_of_it() {
    let (_root, mut one, mut two) = pair();
    // Words that sealed lines, which are base64, cannot hold by chance, and that clear ones do hold.
    let words = ["plan by", "note_set", "\"u1\"", "\"events\""];
    let clear = seen(&one.folder);
    assert!(words.iter().all(|word| clear.contains(word)), "{clear}");
    let key = key(0);
    for computer in [&mut one, &mut two] {
        computer.use_keys(sealed(&[&key]));
        computer.passes();
    }
    one.notes("plan by one in March");
    one.passes();
    assert_eq!(two.passes().came.len(), 1);
    let seen = seen(&one.folder);
    let kept: Value = serde_json::from_str(&key.kept().unwrap()).unwrap();
    let identity = kept["identity"].as_str().unwrap();
    assert!(identity.starts_with("AGE-SECRET-KEY-"));
    for word in words.into_iter().chain([PASSPHRASE, identity, "AGE-SECRET"]) {
        assert!(!seen.contains(word), "{word} in\n{seen}");
    }
    assert!(seen.contains("computer 1"), "its name is seen, as the documentation says");
    assert!(!format!("{key:?}").contains(identity));
    // It is quiet then.
    for computer in [&mut one, &mut two] {
        let passed = computer.passes();
        assert_eq!((passed.came.len(), passed.went), (0, 0));
    }
    agree(&mut [one, two]);
}

#[test]
fn a_lock_that_is_gone_or_damaged_is_written_again() {
    let (_root, mut one, mut two) = pair();
    let key = key(0);
    one.use_keys(sealed(&[&key]));
    one.passes();
    let folder = one.folder.clone();
    let [name] = &locks(&folder)[..] else { panic!("one lock") };
    let path = folder.join(name);
    let whole = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    one.passes();
    assert_eq!(fs::read(&path).unwrap(), whole);
    for harmed in [&whole[..whole.len() / 2], &[0; 300], b"", &whole.repeat(2)] {
        fs::write(&path, harmed).unwrap();
        assert!(two.passes().silent, "sealed lines tell enough");
        one.passes();
        assert_eq!(fs::read(&path).unwrap(), whole);
    }
    // Under another name it serves as well.
    fs::rename(&path, folder.join(format!("Kopie von {name}"))).unwrap();
    one.passes();
    assert_eq!(locks(&folder).len(), 1);
    two.passes();
    assert_eq!(two.exchange.strange_locks()[0].open(PASSPHRASE).unwrap().to(), key.to());
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_lock_elsewhere() {
    let (root, mut one, _two) = pair();
    let key = key(0);
    let mine = root.path().join("mine.txt");
    fs::write(&mine, "mine").unwrap();
    let name = format!("ninefold-{}.key", &key.to()[4..20]);
    for name in [format!(".{name}.{}", one.device), name] {
        std::os::unix::fs::symlink(&mine, one.folder.join(name)).unwrap();
    }
    one.use_keys(sealed(&[&key]));
    one.passes();
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    assert_eq!(locks(&one.folder).len(), 1);
}

#[test]
fn set_at_the_same_time_on_two_computers_one_is_used_and_both_are_read() {
    let (_root, mut one, mut two) = pair();
    let (a, b) = (key(0), key(1));
    one.use_keys(sealed(&[&a]));
    two.use_keys(sealed(&[&b]));
    one.passes();
    let passed = two.passes();
    assert!(passed.found.asks && !passed.silent, "it writes with its own, and asks for the other");
    one.notes("more");
    one.passes();
    one.use_keys(sealed(&[&a, &b]));
    two.use_keys(sealed(&[&b, &a]));
    for _ in 0..2 {
        one.passes();
        two.passes();
    }
    for (computer, name) in [(&mut one, "one"), (&mut two, "two")] {
        let passed = computer.passes();
        assert_eq!((passed.came.len(), passed.went, passed.found.asks), (0, 0, false), "{name}");
    }
    let seen = seen(&one.folder);
    let sealed_to = |key: &Key| seen.contains(&format!("{{\"to\":\"{}\",\"sealed\"", key.to()));
    assert!(sealed_to(&b) && !sealed_to(&a), "the later one");
    agree(&mut [one, two]);
}

#[test]
fn a_changed_passphrase_has_all_written_anew() {
    let (_root, mut one, mut two) = pair();
    let (old, new) = (key(0), Key::made("ten pears", now() + Duration::days(1), 1, BTreeSet::new()).unwrap());
    for computer in [&mut one, &mut two] {
        computer.use_keys(sealed(&[&old]));
        computer.passes();
    }
    one.use_keys(sealed(&[&old, &new]));
    assert_eq!(one.passes().went, 2);
    two.notes("meanwhile");
    let passed = two.passes();
    assert!(passed.found.asks && !passed.silent);
    assert_eq!(one.passes().came.len(), 1, "what is sealed with the old one is read on");
    let strange = two.exchange.strange_locks();
    let opened: Vec<_> = strange.iter().filter_map(|lock| lock.open("ten pears").ok()).collect();
    assert_eq!(opened.len(), 1);
    two.use_keys(sealed(&[&old, &opened[0]]));
    two.passes();
    one.passes();
    assert!(!seen(&one.folder).contains(&format!("{{\"to\":\"{}\",\"sealed\"", old.to())));
    // Who comes later needs the new one alone.
    let mut three = Computer::new(&one.dir, 3, &one.folder);
    three.use_keys(sealed(&[&opened[0]]));
    let passed = three.passes();
    assert_eq!((passed.came.len(), passed.found.asks), (3, false));
    agree(&mut [one, two, three]);
}

#[test]
fn given_up_everywhere_all_is_clear_again_and_no_lock_is_left() {
    let (_root, mut one, mut two) = pair();
    let key = key(0);
    for computer in [&mut one, &mut two] {
        computer.use_keys(sealed(&[&key]));
        computer.passes();
    }
    let clear = Keys { wish: Wish::Clear, ..sealed(&[&key]) };
    one.use_keys(clear.clone());
    one.notes("open to all");
    one.passes();
    assert!(seen(&one.folder).contains("open to all"));
    assert_eq!(two.passes().came.len(), 1, "who seals still reads on");
    assert_eq!(locks(&one.folder).len(), 1, "and has its lock");
    two.use_keys(clear);
    two.passes();
    for _ in 0..2 {
        one.passes();
        two.passes();
    }
    assert_eq!(locks(&one.folder), Vec::<String>::new());
    let seen = seen(&one.folder);
    assert!(!seen.contains("sealed") && seen.contains("plan by two"), "{seen}");
    let mut three = Computer::new(&one.dir, 3, &one.folder);
    assert!(!three.passes().found.asks);
    agree(&mut [one, two, three]);
}

/// Keys that a computer has after its passphrase was forgotten and another one set, or given up.
#[test]
fn a_forgotten_passphrase_is_over_for_this_computer_and_for_whoever_comes_later() {
    for after in [Wish::Sealed, Wish::Clear] {
        let (_root, mut one, mut two) = pair();
        let (lost, new) = (key(0), key(1));
        one.use_keys(sealed(&[&lost]));
        two.use_keys(sealed(&[&lost]));
        one.passes();
        two.passes();
        for computer in [&mut one, &mut two] {
            computer.notes("before it was lost");
            computer.passes();
        }
        // Both have lost it.
        let held = if after == Wish::Sealed { vec![&new] } else { vec![] };
        let over = BTreeSet::from([lost.to().to_owned()]);
        let keys = Keys { wish: after, over, ..sealed(&held) };
        one.use_keys(keys.clone());
        let asks = one.passes().found.asks;
        assert!(asks, "what the other wrote is still sealed with it");
        two.use_keys(keys.clone());
        two.passes();
        for computer in [&mut one, &mut two] {
            let passed = computer.passes();
            let found = &passed.found;
            assert_eq!((found.asks, found.sealed, passed.silent), (false, 0, false), "{after:?} {found:?}");
        }
        let away = files(&one.folder).into_iter().filter(|name| name.starts_with('~')).count();
        assert!(away >= 2, "nothing is thrown away: {:?}", files(&one.folder));
        // Whoever comes later is asked for the present one alone.
        let mut three = Computer::new(&one.dir, 3, &one.folder);
        let found = three.passes().found;
        assert_eq!(found.asks, after == Wish::Sealed);
        three.use_keys(keys);
        assert!(!three.passes().found.asks);
        agree(&mut [one, two, three]);
    }
}

#[test]
fn what_was_tampered_with_is_counted_and_what_was_swapped_does_no_harm() {
    let (root, mut one, _two) = pair();
    let key = key(0);
    one.use_keys(sealed(&[&key]));
    one.passes();
    one.notes("more");
    one.passes();
    let name = one.own_files().pop().unwrap();
    let text = fs::read_to_string(one.folder.join(&name)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let [head, first, second] = lines[..] else { panic!("{text}") };
    let line = |payload: &Value| {
        let payload = payload.to_string();
        format!("{} {payload}", sum_of(&payload))
    };
    let altered = |at: usize| {
        let mut payload: Value = serde_json::from_str(&second[33..]).unwrap();
        let mut bytes = BASE64_STANDARD.decode(payload["sealed"].as_str().unwrap()).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1;
        payload["sealed"] = json!(BASE64_STANDARD.encode(bytes));
        line(&payload)
    };
    let reads = |lines: &[&str]| {
        let folder = root.path().join("other");
        let _ = fs::remove_dir_all(&folder);
        let _ = fs::remove_dir_all(root.path().join("home-9"));
        let mut other = Computer::new(root.path(), 9, &folder);
        fs::write(folder.join(&name), lines.join("\n") + "\n").unwrap();
        other.use_keys(sealed(&[&key]));
        let found = other.passes();
        (found.came.len(), found.found.strange, found.found.sealed)
    };
    assert_eq!(reads(&[head, first, second]), (3, 0, 0));
    assert_eq!(reads(&[second, first, first, head]), (3, 0, 0), "in whatever order, however often");
    for at in (0..2_000).step_by(23) {
        assert_eq!(reads(&[head, first, &altered(at)]), (2, 1, 0), "byte {at}");
    }
    let mut other_name: Value = serde_json::from_str(&second[33..]).unwrap();
    other_name["to"] = json!(self::key(1).to());
    assert_eq!(reads(&[head, first, &line(&other_name)]), (2, 0, 1), "no key of that name");
    other_name["sealed"] = json!("not base64");
    other_name["to"] = json!(key.to());
    assert_eq!(reads(&[head, first, &line(&other_name)]), (2, 1, 0));
}

#[test]
fn a_folder_cannot_make_this_computer_seal_with_a_key_that_is_not_its_own() {
    let (_root, mut one, mut two) = pair();
    let (own, foreign) =
        (key(0), Key::made("another", now() + Duration::days(9), 1, BTreeSet::new()).unwrap());
    one.use_keys(sealed(&[&own]));
    one.passes();
    two.use_keys(sealed(&[&foreign]));
    two.passes();
    one.notes("more");
    assert!(one.passes().found.asks);
    let text = fs::read_to_string(one.folder.join(one.own_files().pop().unwrap())).unwrap();
    assert!(text.contains(own.to()) && !text.contains(foreign.to()));
}

#[test]
fn a_lock_opens_with_its_passphrase_and_asks_for_bounded_work() {
    let key = key(0);
    let kept = Key::of_kept(&key.kept().unwrap()).unwrap();
    assert_eq!((kept.to(), kept.at()), (key.to(), key.at()));
    for text in ["", "{}", "null"] {
        assert!(Key::of_kept(text).is_none());
    }
    // Not a key under the name of another.
    let other = self::key(1);
    let renamed = key.kept().unwrap().replace(key.to(), other.to());
    assert!(Key::of_kept(&renamed).is_none());

    let lock: Value = serde_json::from_str::<Value>(&key.kept().unwrap()).unwrap()["lock"].clone();
    let opens = |lock: &Value| {
        let lock: Lock = serde_json::from_value(lock.clone()).unwrap();
        lock.open(PASSPHRASE).map(|key| key.to().to_owned())
    };
    assert_eq!(opens(&lock), Ok(key.to().to_owned()));
    let bytes = BASE64_STANDARD.decode(lock["lock"].as_str().unwrap()).unwrap();
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let header = text.lines().nth(1).unwrap().to_owned();
    assert!(header.starts_with("-> scrypt ") && header.ends_with(" 1"), "{header}");
    let asks = |work: u8| {
        let mut lock = lock.clone();
        let text = text.replacen(&header, &format!("{}{work}", &header[..header.len() - 1]), 1);
        lock["lock"] = json!(BASE64_STANDARD.encode(text.chars().map(|c| c as u8).collect::<Vec<_>>()));
        opens(&lock)
    };
    for work in [WORK + 1, 30, 63] {
        assert_eq!(asks(work), Err(Shut::TooHard), "{work}");
    }
    assert_eq!(asks(2), Err(Shut::Wrong));
    for nothing in ["", "????", "AAAA"] {
        let mut lock = lock.clone();
        lock["lock"] = json!(nothing);
        assert_eq!(opens(&lock), Err(Shut::Damaged));
    }
    let mut renamed = lock.clone();
    renamed["to"] = json!(other.to());
    assert_eq!(opens(&renamed), Err(Shut::Damaged));
}

#[test]
fn letters_that_look_alike_are_alike_in_a_passphrase() {
    let (one, two) = ("ma\u{f1}ana y pasado", "man\u{303}ana y pasado");
    for (made, typed) in [(one, two), (two, one), (one, one), (two, two)] {
        let key = Key::made(made, now(), 1, BTreeSet::new()).unwrap();
        assert_eq!(key.lock().open(typed).unwrap().to(), key.to());
    }
    let key = Key::made(one, now(), 1, BTreeSet::new()).unwrap();
    assert_eq!(key.lock().open("manana y pasado").unwrap_err(), Shut::Wrong);
}

/// Locks are heaped up beside the right one, under names that come before and after it.
#[test]
fn many_locks_hide_none_that_is_used() {
    let (_root, mut one, mut two) = pair();
    let key = key(0);
    one.use_keys(sealed(&[&key]));
    one.passes();
    let [name] = &locks(&one.folder)[..] else { panic!("one lock") };
    let text = fs::read_to_string(one.folder.join(name)).unwrap();
    for n in 0..60 {
        // Opened by other words, of keys that seal nothing here; and copies of each.
        let other = Key::made("somebody else's words", now(), 1, BTreeSet::new()).unwrap();
        let lock = serde_json::to_string(other.lock()).unwrap();
        let line = format!("{} {lock}\n", sum_of(&lock));
        fs::write(one.folder.join(format!("ninefold-0{n}.key")), &line).unwrap();
        fs::write(one.folder.join(format!("ninefold-zz{n}.key")), &line).unwrap();
        fs::write(one.folder.join(format!("ninefold-00{n}.key")), "damaged").unwrap();
    }
    assert!(two.passes().found.asks);
    let strange = two.exchange.strange_locks();
    assert_eq!(strange.len(), 61, "each once");
    let opened =
        strange[0].open(PASSPHRASE).expect("the one whose key seals what stands there is tried first");
    two.use_keys(sealed(&[&opened]));
    two.passes();
    one.passes();
    // However many there are, one's own is known, and is not written again and again.
    let few = sync::Limits { locks: 3, ..sync::Limits::default() };
    two.exchange = sync::Exchange::new(&two.folder, sync::Pens::default(), few);
    two.use_keys(sealed(&[&opened]));
    let before = fs::metadata(two.folder.join(name)).unwrap().modified().unwrap();
    two.passes();
    assert!(!two.passes().found.asks);
    assert_eq!(fs::metadata(two.folder.join(name)).unwrap().modified().unwrap(), before);
    assert_eq!(fs::read_to_string(two.folder.join(name)).unwrap(), text);
    agree(&mut [one.restarted(), two.restarted()]);
}
