//! Odd places for a journal, and clocks that are wrong: everything works there, or it is said why not.

use std::ffi::{OsStr, OsString};
use std::fs::Permissions;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output};

use tempfile::tempdir;

use crate::journals::open;
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

/// The person at home: what they export, take in elsewhere and carry to other computers is below their home, and named by its
/// whole path.
fn carries_from(person: &Path) {
    let at_home = |home: &str, args: &[&OsStr]| {
        let mut command = ninefold(&person.join(home), &[]);
        command.args(args).env("HOME", person).current_dir(person);
        command.output().unwrap()
    };
    let does = |home: &str, args: &[&OsStr]| {
        let output = at_home(home, args);
        assert!(output.status.success(), "{} {args:?}: {}", person.display(), told(&output));
        output
    };
    let word = OsStr::new::<str>;
    let (named, sync) = (person.join("all.json"), person.join("Sync"));
    does("plan", &[word("export")]);
    does("plan", &[word("export"), named.as_os_str()]);
    for export in [&person.join("ninefold-2026-11-23.json"), &named] {
        assert!(std::fs::read_to_string(export).unwrap().contains("\"ninefold-export/1\""));
    }
    begin(&person.join("other"));
    does("other", &[word("import"), named.as_os_str()]);
    let known = events(&person.join("other"));
    assert!(events(&person.join("plan")).len() < known.len());
    // A used journal was copied before.
    let listed = String::from_utf8(does("other", &["restore", "--list"].map(word)).stdout).unwrap();
    assert!(listed.lines().count() > 2 && listed.contains("the newest"), "{listed}");

    does("other", &[word("sync"), word("--folder"), sync.as_os_str()]);
    does("plan", &[word("sync"), word("--folder"), sync.as_os_str()]);
    does("plan", &["log", "20", "--strategy", "2"].map(word));
    does("plan", &[word("sync")]);
    does("other", &[word("sync")]);
    assert_eq!(events(&person.join("other")).len(), events(&person.join("plan")).len());

    // Whoever is at home elsewhere names it by its whole path, which has to be text.
    let before = events(&person.join("other"));
    for (command, path) in [("import", &named), ("export", &person.join("more.json"))] {
        let mut away = ninefold(&person.join("other"), &[command]);
        let output = away.arg(path).env("HOME", "/nonexistent").output().unwrap();
        if person.to_str().is_some() {
            assert!(output.status.success(), "{}", told(&output));
        } else {
            refused_in_words(&output).unwrap();
            assert!(told(&output).contains("is not UTF-8"), "{}", told(&output));
        }
    }
    assert_eq!(events(&person.join("other")), before);
    assert_eq!(person.join("more.json").exists(), person.to_str().is_some());
}

/// Names of everything below a folder, bytes as they are.
fn names_below(folder: &Path) -> Vec<OsString> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let each = entries.flat_map(|entry| {
        let below = if entry.path().is_dir() { names_below(&entry.path()) } else { Vec::new() };
        below.into_iter().chain([entry.file_name()])
    });
    each.collect()
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
        let person = dir.path().join(OsStr::from_bytes(name));
        std::fs::create_dir(&person).unwrap();
        works_in(&person.join("plan"));
        carries_from(&person);
        let shown = ninefold(&person.join("plan"), &["week"]);
        let (output, words) = unwritable(&person.join("plan"), &shown);
        shown_and_said(&output, &ninefold(&person.join("plan"), &["week"]).output().unwrap(), words);
    }
    let beside = std::fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(beside, names.len(), "nothing is written beside a home");
    let made = names_below(dir.path());
    let stood_in = made.iter().find(|name| {
        String::from_utf8_lossy(name.as_bytes()).contains('\u{fffd}') && name.to_str().is_some()
    });
    assert_eq!(stood_in, None, "another name in place of one that is no text");
    println!("torture: homes with {} unusual names, and what is carried from there | nothing", names.len());
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

/// What is only looked at is shown as ever, and beside it that nothing can be saved.
fn shown_and_said(output: &Output, as_ever: &Output, words: &str) {
    assert!(output.status.success() && as_ever.status.success(), "{}", told(output));
    assert_eq!(output.stdout, as_ever.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(words) && said.contains("as it was saved last"), "{said}");
    assert!(as_ever.stderr.is_empty(), "{}", told(as_ever));
}

#[test]
fn a_home_that_can_only_be_read_is_named_and_can_be_looked_at() {
    let dir = tempdir().unwrap();
    let home = dir.path().join("home");
    begin(&home);
    let before = events(&home);
    let (output, words) = unwritable(&home, &ninefold(&home, &["log", "20", "--strategy", "1"]));
    refused_in_words(&output).unwrap();
    assert!(told(&output).contains(words), "{}", told(&output));
    for args in [&["today"][..], &["week", "--json"], &["calendars"], &["restore", "--list"]] {
        let (output, words) = unwritable(&home, &ninefold(&home, args));
        shown_and_said(&output, &ninefold(&home, args).output().unwrap(), words);
    }
    assert_eq!(events(&home), before);
    // A newcomer's folder cannot even be made.
    let nowhere = dir.path().join("empty");
    std::fs::create_dir(&nowhere).unwrap();
    let (output, words) = unwritable(&nowhere, &ninefold(&nowhere.join("home"), &["init"]));
    refused_in_words(&output).unwrap();
    assert!(told(&output).contains(words), "{}", told(&output));
}

/// Runs a program on a copy of a home that fills its disk to the last byte, and sees to it that what is there stays.
fn on_a_full_disk(made: &Path, program: &Command) -> Output {
    let mut unshare = Command::new("unshare");
    if std::fs::metadata(made).unwrap().uid() != 0 {
        unshare.arg("--map-root-user");
    }
    let script = r#"
        mount -t tmpfs -o size=1M tmpfs "$1" && cp "$0"/device "$0"/journal.* "$1" && rm -f "$1"/*-shm || exit 98
        cat /dev/zero > "$1/fill" 2>/dev/null
        home="$1"; shift; "$@"; code=$?
        for file in journal.db journal.db-wal; do
            [ ! -s "$home/$file" ] || cmp "$0/$file" "$home/$file" || exit 99
        done
        exit $code"#;
    let home = made.with_file_name("home");
    unshare.args(["--mount", "sh", "-c", script]).arg(made).arg(home);
    behind(unshare, program).output().expect("unshare is part of util-linux")
}

/// Not even the companion of the log finds room; in a later week, the plan of that week does not.
#[test]
fn a_plan_on_a_full_disk_can_be_looked_at() {
    let dir = tempdir().unwrap();
    let (made, home) = (dir.path().join("made"), dir.path().join("home"));
    std::fs::create_dir(&home).unwrap();
    begin(&made);
    for has_log in [false, true] {
        // As long as somebody has it open, what is written stays in the log.
        let other = has_log.then(|| open(&made));
        let output = ninefold(&made, &["log", "20", "--strategy", "1"]).output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
        assert_eq!(made.join("journal.db-wal").metadata().is_ok_and(|log| log.len() > 0), has_log);
        let full = |args: &[&str]| on_a_full_disk(&made, &ninefold(&home, args));
        let refused = full(&["log", "20", "--strategy", "1"]);
        refused_in_words(&refused).unwrap();
        assert!(told(&refused).contains("is full"), "{}", told(&refused));
        let as_ever = ninefold(&made, &["week"]).output().unwrap();
        assert!(told(&as_ever).contains(if has_log { "done 40 min" } else { "done 20 min" }));
        shown_and_said(&full(&["week"]), &as_ever, "is full");
        let mut later = ninefold(&home, &["week"]);
        later.env("NINEFOLD_NOW", "2027-06-20T10:00:00");
        let later = on_a_full_disk(&made, &later);
        assert!(later.status.success() && told(&later).contains("as it was saved last"), "{}", told(&later));
        drop(other);
    }
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
