//! Odd places for a journal, and clocks that are wrong: everything works there, or it is said why not.

use std::ffi::OsStr;
use std::fs::Permissions;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output};

use tempfile::tempdir;

use crate::program::{begin, events, ninefold, refused_in_words, told};
use crate::traced::behind;

fn works_in(home: &Path) {
    begin(home);
    for args in [&["log", "20", "--strategy", "1"][..], &["today"], &["week"], &["undo"]] {
        let output = ninefold(home, args).output().unwrap();
        assert!(output.status.success(), "{} {args:?}: {}", home.display(), told(&output));
    }
    assert!(events(home).len() > 2);
    assert!(home.join("journal.db").is_file());
}

#[test]
fn a_home_may_have_any_name() {
    let dir = tempdir().unwrap();
    let long = "x".repeat(200);
    let names: [&[u8]; 6] = [
        b"with spaces and 'quotes' \" \\",
        "📚 estudio ñandú 学习".as_bytes(),
        b"not\xff\xfeutf-8",
        b"file:journal.db?mode=memory&cache=shared#%20",
        b"line\nbreak",
        long.as_bytes(),
    ];
    for name in names {
        works_in(&dir.path().join(OsStr::from_bytes(name)));
    }
    println!("torture: homes with {} unusual names | nothing", names.len());
}

/// Runs a program where a folder can be read but not written. No permission keeps the administrator from writing, so
/// there the folder is mounted anew for the program; elsewhere its permissions are taken away. With the words for it.
fn unwritable(folder: &Path, program: &Command) -> (Output, &'static str) {
    if std::fs::metadata(folder).unwrap().uid() == 0 {
        let mut unshare = Command::new("unshare");
        let script = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
        unshare.args(["--mount", "sh", "-c", script]).arg(folder);
        (behind(unshare, program).output().expect("unshare is part of util-linux"), "can only be read")
    } else {
        let permit = |mode| std::fs::set_permissions(folder, Permissions::from_mode(mode)).unwrap();
        permit(0o555);
        let output = Command::new(program.get_program()).args(program.get_args()).output();
        permit(0o755);
        (output.unwrap(), "You may not write")
    }
}

#[test]
fn a_home_that_can_only_be_read_is_named() {
    let dir = tempdir().unwrap();
    let home = dir.path().join("home");
    begin(&home);
    let before = events(&home);
    for args in [&["log", "20", "--strategy", "1"][..], &["today"]] {
        let (output, words) = unwritable(&home, &ninefold(&home, args));
        refused_in_words(&output).unwrap();
        assert!(told(&output).contains(words), "{}", told(&output));
    }
    assert_eq!(events(&home), before);
    // A newcomer's folder cannot even be made.
    let nowhere = dir.path().join("empty");
    std::fs::create_dir(&nowhere).unwrap();
    let (output, words) = unwritable(&nowhere, &ninefold(&nowhere.join("home"), &["init"]));
    refused_in_words(&output).unwrap();
    assert!(told(&output).contains(words), "{}", told(&output));
}

#[test]
fn a_file_in_the_place_of_the_home_is_named() {
    let dir = tempdir().unwrap();
    let home = dir.path().join("home");
    std::fs::write(&home, "not a folder").unwrap();
    let output = ninefold(&home, &["init"]).output().unwrap();
    refused_in_words(&output).unwrap();
    assert!(told(&output).contains(home.to_str().unwrap()), "{}", told(&output));
    assert_eq!(std::fs::read_to_string(&home).unwrap(), "not a folder");
}

#[test]
fn a_clock_that_jumps_loses_nothing() {
    let dir = tempdir().unwrap();
    begin(dir.path());
    let mut known = events(dir.path()).len();
    let clocks = [
        "2026-11-23T20:00:00",
        "2025-11-23T20:00:00",
        "2027-06-01T03:00:00",
        "1971-01-01T00:00:00",
        "2026-11-24T07:00:00",
        "9998-12-31T23:59:59",
        "2026-11-24T08:00:00",
    ];
    for clock in clocks {
        let output = ninefold(dir.path(), &["log", "20", "--strategy", "1"])
            .env("NINEFOLD_NOW", clock)
            .output()
            .unwrap();
        let now = events(dir.path()).len();
        if output.status.success() {
            assert!(now > known, "{clock}: {}", told(&output));
        } else {
            refused_in_words(&output).unwrap_or_else(|wrong| panic!("{clock}: {wrong}"));
            assert_eq!(now, known, "{clock}");
        }
        known = now;
        let today = ninefold(dir.path(), &["today"]).env("NINEFOLD_NOW", clock).output().unwrap();
        assert!(today.status.success() || refused_in_words(&today).is_ok(), "{clock}: {}", told(&today));
    }
    // The right time again: the sessions of all times are there.
    let review = ninefold(dir.path(), &["week"]).env("NINEFOLD_NOW", "2026-11-24T09:00:00").output().unwrap();
    assert!(review.status.success(), "{}", told(&review));
    println!("torture: a clock that jumps {} times, by years | nothing", clocks.len());
}
