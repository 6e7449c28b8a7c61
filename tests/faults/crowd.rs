//! Five programs write to one journal at once, as fast as they can: nothing is lost, nothing is there twice, and all of them see
//! the same in the end. `windows.rs` has two windows and three command lines at work.

use std::collections::BTreeSet;

use tempfile::tempdir;

use crate::journals::{child, child_dir, note, now, open, texts, times};

const WRITERS: usize = 5;
/// Events of each writer in the test command; with the factor of the long form there are 10,000 in all and more.
const EACH: usize = 100;

/// Not a test: one of the writers.
#[test]
#[ignore = "started by the test below"]
fn writing_child() {
    let Some(dir) = child_dir() else { return };
    let who = std::process::id();
    let mut journal = open(&dir).journal;
    for n in 0..EACH * times() {
        journal.append(now(), &[note(&format!("{who} {n}"))]).unwrap();
        // A window looks at what the others wrote, a command line opens the journal anew each time.
        if who.is_multiple_of(2) && n % 10 == 0 {
            journal.state().unwrap();
        } else if n % 10 == 0 {
            drop(journal);
            journal = open(&dir).journal;
        }
    }
}

#[test]
fn five_writers_lose_and_double_nothing() {
    let dir = tempdir().unwrap();
    let mut children: Vec<_> =
        (0..WRITERS).map(|_| child("crowd::writing_child", dir.path()).spawn().unwrap()).collect();
    let names: Vec<u32> = children.iter().map(std::process::Child::id).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let mut opened = open(dir.path());
    assert_eq!(opened.notice, None);
    let events = opened.journal.export().unwrap();
    assert_eq!(
        *opened.journal.state().unwrap(),
        journal::fold(&events),
        "the state is what its events come to"
    );
    let there = texts(&opened.journal);
    for who in names {
        let of = format!("{who} ");
        let found: Vec<&String> = there.iter().filter(|text| text.starts_with(&of)).collect();
        let expected: Vec<String> = (0..EACH * times()).map(|n| format!("{who} {n}")).collect();
        assert!(found.into_iter().eq(&expected), "writer {who}");
    }
    assert_eq!(there.len(), WRITERS * EACH * times());
    assert_eq!(there.iter().collect::<BTreeSet<_>>().len(), there.len());
    println!("torture: {} events by {WRITERS} programs at once | none, none twice", there.len());
}
