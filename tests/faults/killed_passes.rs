//! A pass over the sync folder is killed at each of its system calls, or refused some of them: nothing is lost and nothing is
//! there twice, and the next pass goes on.

use std::path::Path;
use std::process::Command;

use crate::in_step::Place;
use crate::journals::times;
use crate::program::{ninefold, refused_in_words, told};
use crate::traced::behind;

const CALLS: [&str; 9] =
    ["openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate", "flock"];

/// Makes a pass that is killed at its n-th call of this kind; whether it was.
fn killed_at(place: &Place, call: &str, n: usize) -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-o", "/dev/null", "-e", &format!("trace={call}")]);
    strace.args(["-e", &format!("inject={call}:signal=KILL:when={n}")]);
    let output =
        behind(strace, &ninefold(&place.home(), &["sync"])).output().expect("strace is not installed");
    !output.status.success()
}

/// Two computers in step, and something new on the first one.
fn with_something_new() -> (Place, Place) {
    let (one, two) = (Place::new(), Place::new());
    one.begins();
    one.joins();
    carry(&one, &two);
    two.joins();
    one.logs("something new");
    (one, two)
}

/// What an engine does, from one copy of the folder to the other.
pub fn carry(from: &Place, to: &Place) {
    for file in std::fs::read_dir(from.folder()).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), to.folder().join(file.file_name())).unwrap();
    }
}

/// Copies of a place, each after a pass that was killed at another call, and where.
fn killed(place: &Place, mut then: impl FnMut(&Place, &str)) -> usize {
    let step = if times() == 1 { 17 } else { 1 };
    let mut kills = 0;
    for call in CALLS {
        for n in (1..).step_by(step) {
            let there = place.copy();
            if !killed_at(&there, call, n) {
                break;
            }
            kills += 1;
            there.does(&["sync"]);
            then(&there, &format!("killed at {call} {n}"));
        }
    }
    kills
}

#[test]
fn a_pass_that_is_killed_anywhere_loses_and_doubles_nothing() {
    let (one, two) = with_something_new();
    let all = one.names();
    let sent = killed(&one, |there, at| {
        assert_eq!(there.copies_of("something new"), 1, "{at}");
        assert_eq!(there.names(), all, "{at}");
        let other = two.copy();
        carry(there, &other);
        other.does(&["sync"]);
        assert_eq!(other.names(), all, "{at}");
        assert_eq!(other.state(), there.state(), "{at}");
    });
    one.does(&["sync"]);
    carry(&one, &two);
    let files = std::fs::read_dir(two.folder()).unwrap().count();
    let taken = killed(&two, |there, at| {
        assert_eq!(there.names(), all, "{at}");
        assert_eq!(there.copies_of("something new"), 1, "what others wrote is not written again: {at}");
        assert_eq!(std::fs::read_dir(there.folder()).unwrap().count(), files, "{at}");
    });
    println!(
        "torture: {} passes over the sync folder killed at a system call | none, none twice",
        sent + taken
    );
    assert!(sent > 8 && taken > 8);
}

/// A pass in which calls that have to do with `path` fail; what was printed.
fn refused(place: &Place, path: &Path, call: &str, error: &str) -> String {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-o", "/dev/null", "-e", "signal=none", "-P"]).arg(path);
    strace.args(["-e", &format!("trace={call}"), "-e", &format!("inject={call}:error={error}")]);
    let output =
        behind(strace, &ninefold(&place.home(), &["sync"])).output().expect("strace is not installed");
    refused_in_words(&output).unwrap();
    told(&output)
}

#[test]
fn a_folder_that_is_full_or_may_not_be_used_is_said_and_the_change_waits() {
    let (one, _) = with_something_new();
    let own = std::fs::read_dir(one.folder()).unwrap().next().unwrap().unwrap().path();
    let before = std::fs::read(&own).unwrap();
    let refusals = [
        (own.clone(), "write", "ENOSPC", "There is no room left for"),
        (own.clone(), "fsync", "EIO", "could not be read or written"),
        (one.folder(), "openat", "EACCES", "may not read and write"),
        (own.clone(), "write", "EROFS", "can only be read"),
    ];
    let count = refusals.len();
    for (path, call, error, words) in refusals {
        let said = refused(&one, &path, call, error);
        assert!(said.contains(words), "{call} {error}: {said}");
        assert_eq!(std::fs::read(&own).unwrap(), before, "{call} {error}: no piece is left");
    }
    one.does(&["sync"]);
    assert_eq!(one.copies_of("something new"), 1);
    assert_eq!(std::fs::read_dir(one.folder()).unwrap().count(), 1, "and the file goes on");
    println!("torture: a sync folder that is full, failing or read-only: {count} ways | nothing, named");
}
