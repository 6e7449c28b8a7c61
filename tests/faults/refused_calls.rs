//! The system refuses a call, from the n-th of its kind on: no room, a failing disk, no locks. The program says so in a
//! sentence, or did what it was asked to; what was in the journal before is there, and no half command.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::{TempDir, tempdir};

use crate::journals::open;
use crate::journals::times;
use crate::program::{begin, events, ninefold, refused_in_words, told};
use crate::traced::behind;

const READS: &str = "pread64,read,copy_file_range,sendfile,splice";

/// A learner's home as it is before each try.
struct Before {
    home: TempDir,
    events: Vec<String>,
}

impl Before {
    fn new() -> Before {
        let home = tempdir().unwrap();
        begin(home.path());
        Before { events: events(home.path()), home }
    }

    fn copy(&self) -> TempDir {
        let copy = tempdir().unwrap();
        for file in std::fs::read_dir(self.home.path()).unwrap().map(Result::unwrap) {
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
            }
        }
        copy
    }
}

/// Logs study while `calls` are refused; what was printed, and whether a call was refused at all.
fn log_while(home: &Path, calls: &str, error: &str, from: usize) -> (Output, bool) {
    let record = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", "signal=none", "-e", &format!("trace={calls}"), "-o"]).arg(record.path());
    strace.args(["-e", &format!("inject={calls}:error={error}:when={from}+")]);
    if calls == READS {
        // The program itself has to be read.
        strace.arg("-P").arg(home.join("journal.db"));
    }
    let program = ninefold(home, &["log", "20", "--strategy", "1"]);
    let output = behind(strace, &program).output().expect("strace is not installed");
    let refused = std::fs::read_to_string(record.path()).unwrap().contains("INJECTED");
    (output, refused)
}

/// Whether it was done, or refused in words with nothing lost.
fn judge(before: &Before, home: &Path, output: &Output) -> Result<(), String> {
    let after = events(home);
    if after.get(..before.events.len()) != Some(before.events.as_slice()) {
        return Err(format!("something is lost; it said: {}", told(output)));
    }
    let new = &after[before.events.len()..];
    let logged = new.iter().filter(|event| event.contains("MinutesLogged")).count();
    if output.status.success() {
        return if logged == 1 {
            Ok(())
        } else {
            Err(format!("it said {:?} and logged {logged}", told(output)))
        };
    }
    refused_in_words(output)?;
    // A disk that fails when it is asked to keep what it has taken leaves open whether it did.
    if new.is_empty() || logged == 1 { Ok(()) } else { Err(format!("half a command is left: {new:?}")) }
}

#[test]
fn a_disk_that_is_full_or_fails_loses_nothing_and_it_is_said() {
    let before = Before::new();
    let faults = [
        ("pwrite64", "ENOSPC", 7),
        ("pwrite64", "EIO", 7),
        (READS, "EIO", 3),
        ("fsync,fdatasync", "EIO", 2),
        ("fsync,fdatasync", "ENOSPC", 2),
        ("ftruncate", "ENOSPC", 1),
        ("unlink", "EACCES", 1),
        ("fallocate", "ENOSPC", 1),
    ];
    let (mut tries, mut sentences) = (0, 0);
    for (calls, error, step) in faults {
        // In the test command some of the places at which it may happen, otherwise each of them.
        for from in (1..).step_by(if times() > 1 { 1 } else { step }) {
            let home = before.copy();
            let (output, refused) = log_while(home.path(), calls, error, from);
            if !refused {
                break;
            }
            judge(&before, home.path(), &output)
                .unwrap_or_else(|wrong| panic!("{calls} {error} {from}: {wrong}"));
            tries += 1;
            sentences += usize::from(!output.status.success());
        }
    }
    assert!(sentences > 10, "only {sentences} of {tries} tries were refused");
    println!("torture: calls refused from {tries} places on, at {sentences} it was said | nothing");
}

#[test]
fn a_file_system_without_locks_is_refused_by_name() {
    let before = Before::new();
    let home = before.copy();
    let (output, _) = log_while(home.path(), "fcntl,flock", "ENOLCK", 1);
    refused_in_words(&output).unwrap();
    assert!(told(&output).contains("knows no file locks"), "{}", told(&output));
    assert_eq!(events(home.path()), before.events);
}

#[test]
fn a_file_may_not_grow_any_more() {
    let before = Before::new();
    let home = before.copy();
    // Blocks of 512 bytes: the journal has its size already, the log beside it may not reach its first commit.
    let program = ninefold(home.path(), &["log", "20", "--strategy", "1"]);
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 8; exec \"$@\"", "sh"]);
    let output = behind(shell, &program).output().unwrap();
    judge(&before, home.path(), &output).unwrap();
    assert!(!output.status.success());
    assert!(told(&output).contains("is full"), "{}", told(&output));
    // Nor is there room for the plan of a later week, where another program has the journal open: it is looked at without.
    let other = open(home.path());
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 8; exec \"$@\"", "sh"]);
    let mut week = ninefold(home.path(), &["week"]);
    week.env("NINEFOLD_NOW", "2026-12-20T10:00:00");
    let output = behind(shell, &week).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told(&output).starts_with("Mon 14 Dec"), "{}", told(&output));
    assert!(
        said.contains("Everything saved before is safe") && said.contains("as it was saved last"),
        "{said}"
    );
    drop(other);
    // With room again it is done as if nothing had been.
    let again = ninefold(home.path(), &["log", "20", "--strategy", "1"]).output().unwrap();
    judge(&before, home.path(), &again).unwrap();
    assert!(again.status.success());
}
