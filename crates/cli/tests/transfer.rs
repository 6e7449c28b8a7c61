//! Export, import, backups and going back on the terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Exit code, output, errors.
fn run(home: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"))
        .args(args)
        .env("NINEFOLD_HOME", home.join("home"))
        .env("TZ", "Europe/Berlin")
        .env("LC_ALL", "C")
        .current_dir(home)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn everything_is_exported_looked_at_taken_in_and_gone_back_from() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) = (one.path(), two.path());
    assert_eq!(run(one, &["init"]).0, 0);
    assert_eq!(run(one, &["log", "25", "math-vectors"]).0, 0);
    let file = one.join("all.json").display().to_string();
    let said = run(one, &["export", "all.json"]);
    assert!(said.0 == 0 && said.1.trim().ends_with("all.json"), "{said:?}");
    let again = run(one, &["export", "all.json"]);
    assert_eq!(again.0, 1);
    assert!(again.2.contains("There is a file"), "{}", again.2);

    let csv = run(one, &["export", "--csv", "log.csv"]);
    assert_eq!(csv.0, 0, "{}", csv.2);
    assert!(std::fs::read_to_string(one.join("log.csv")).unwrap().contains(",25,work,1,math-vectors,"));
    let markdown = run(one, &["--json", "export", "--markdown"]);
    let path = serde_json::from_str::<Value>(&markdown.1).unwrap()["path"].as_str().unwrap().to_owned();
    assert!(std::fs::read_to_string(one.join(path)).unwrap().starts_with("# Ninefold\n"));
    assert_eq!(run(one, &["export", "--csv", "--markdown"]).0, 2, "one of them");

    let looked = run(two, &["import", &file, "--check"]);
    assert_eq!(looked.0, 0, "{}", looked.2);
    assert!(looked.1.contains("It holds 1 study session, "), "{}", looked.1);
    assert_eq!(run(two, &["week"]).0, 1, "nothing was taken in yet");
    let taken = run(two, &["import", &file]);
    assert_eq!(taken.0, 0, "{}", taken.2);
    assert!(taken.1.contains("Taken in: 1 study session"), "{}", taken.1);
    assert_eq!(run(two, &["week"]).1, run(one, &["week"]).1);

    // A used one keeps what it has, and is led back.
    assert_eq!(run(one, &["log", "40", "math-vectors"]).0, 0);
    assert_eq!(run(one, &["export", "more.json"]).0, 0);
    let more = one.join("more.json").display().to_string();
    let taken = run(two, &["import", &more]);
    let way = taken.1.lines().last().unwrap();
    assert!(way.contains(" --replace` leads back to what was before."), "{}", taken.1);
    let name = way.split_whitespace().nth(2).unwrap();
    let list = run(two, &["restore", "--list"]).1;
    assert!(
        list.contains(name) && list.contains("would set aside what came after: 1 study session"),
        "{list}"
    );
    let back = run(two, &["restore", name, "--replace"]);
    assert_eq!(back.0, 0, "{}", back.2);
    let list = run(two, &["restore", "--list"]).1;
    assert!(list.contains("replaced by a backup then"), "{list}");
    assert!(list.contains("It would bring back what is not here now: 1 study session"), "{list}");

    let other = one.join("log.csv").display().to_string();
    let refused = run(two, &["import", &other]);
    assert_eq!(refused.0, 2);
    assert!(refused.2.contains("“log.csv” was not taken in: it is no JSON"), "{}", refused.2);
}

#[test]
fn the_blocks_are_written_as_a_calendar_of_a_week_a_month_or_all() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert_eq!(run(home, &["init"]).0, 0);
    let written = |name: &str, more: &[&str]| {
        let said = run(home, &[&["export", "--ics", name], more].concat());
        assert_eq!(said.0, 0, "{}", said.2);
        std::fs::read_to_string(home.join(name)).unwrap()
    };
    let events = |text: &str| text.matches("BEGIN:VEVENT").count();
    let all = written("all.ics", &[]);
    let (week, month) = (written("week.ics", &["--week"]), written("month.ics", &["--month"]));
    assert!(events(&week) <= events(&all) && events(&month) <= events(&all) && events(&all) > 0);
    assert!(all.contains("DTSTART;TZID=Europe/Berlin:") && !all.contains("VTODO") && !all.contains("VALARM"));
    let more = written("more.ics", &["--todos", "--reminder", "10", "--reminder", "60"]);
    assert!(more.contains("BEGIN:VTODO"), "{more}");
    assert_eq!(more.matches("BEGIN:VALARM").count(), 2 * events(&all));
    for wrong in [
        &["--week"][..],
        &["--csv", "--todos"],
        &["--ics", "--week", "--month"],
        &["--ics", "--reminder", "soon"],
    ] {
        assert_eq!(run(home, &[&["export"], wrong].concat()).0, 2, "{wrong:?}");
    }
    let early = run(home, &["export", "--ics", "--reminder", "99999"]);
    assert!(early.0 != 0 && early.2.contains("at most four weeks"), "{}", early.2);
}

#[test]
fn what_is_there_is_not_written_over_and_names_that_are_no_text_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path();
    assert_eq!(run(home, &["init"]).0, 0);
    std::fs::create_dir(home.join("folder")).unwrap();
    let folder = run(home, &["export", "folder"]);
    assert!(folder.0 == 1 && folder.2.contains("folder is a folder. Nothing was written"), "{folder:?}");
    let missing = run(home, &["export", "nowhere/all.json"]);
    assert!(
        missing.2.contains("there is no such file or folder") && !missing.2.contains("os error"),
        "{missing:?}"
    );
    let blank = run(home, &["export", " all.json"]);
    assert!(blank.0 == 0 && home.join(" all.json").is_file(), "{blank:?}");
    let ends = run(home, &["export", "all.json "]);
    assert!(ends.0 == 1 && ends.2.contains("ends in a blank"), "{ends:?}");
}

/// Where no backup can be made each command says so beside its answer, until one can.
#[test]
fn a_backup_that_cannot_be_made_is_told_by_each_command() {
    let one = tempfile::tempdir().unwrap();
    let one = one.path();
    assert_eq!(run(one, &["init"]).0, 0);
    let backups = one.join("home").join("backups");
    let _ = std::fs::remove_dir_all(&backups);
    std::fs::write(&backups, "no folder").unwrap();
    let says = format!("No backup of your plan can be made in {}: ", backups.display());
    let list = run(one, &["restore", "--list"]);
    assert!(list.1.starts_with(&says) && !list.1.contains("os error"), "{}", list.1);
    assert!(
        list.2.is_empty() && !list.1.contains("yet"),
        "once, and not that there are none yet: {}",
        list.2
    );
    let says = format!("ninefold-cli: {says}");
    for command in [&["today"][..], &["log", "20", "--strategy", "3"], &["why", "zzzzzz"]] {
        let said = run(one, command);
        assert!(said.2.contains(&says) && !said.2.contains("os error"), "{command:?}: {}", said.2);
        assert_eq!(said.0, i32::from(command[0] == "why"), "it hinders nothing: {command:?}");
    }
    let json = |args: &[&str]| serde_json::from_str::<Value>(&run(one, args).1).unwrap();
    assert!(json(&["--json", "today"]).is_object(), "the answer for a script stays whole");
    let list = json(&["--json", "restore", "--list"]);
    assert!(list["trouble"].as_str().unwrap().starts_with("No backup of your plan"));
    std::fs::remove_file(&backups).unwrap();
    let said = run(one, &["today"]);
    assert_eq!((said.0, said.2.as_str()), (0, ""));
    let names = std::fs::read_dir(&backups).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.filter(|name| name.to_string_lossy().ends_with(".db")).count(), 1);
}

/// One after the other within a second: each leads back to what was before it.
#[test]
fn two_imports_within_a_second_leave_two_backups() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) = (one.path(), two.path());
    assert_eq!((run(one, &["init"]).0, run(two, &["init"]).0), (0, 0));
    let files: Vec<String> = (0..6)
        .map(|n| {
            assert_eq!(run(two, &["log", "25", "math-vectors"]).0, 0);
            let file = two.join(format!("{n}.json")).display().to_string();
            assert_eq!(run(two, &["export", &file]).0, 0);
            file
        })
        .collect();
    let ways = files.iter().map(|file| {
        let taken = run(one, &["import", file]);
        assert_eq!(taken.0, 0, "{}", taken.2);
        taken.1.split('`').find(|word| word.starts_with("ninefold-cli restore ")).unwrap().to_owned()
    });
    let mut ways: Vec<String> = ways.collect();
    let first = ways[0].split(' ').nth(2).unwrap().to_owned();
    ways.sort();
    ways.dedup();
    assert_eq!(ways.len(), files.len());
    assert_eq!(run(one, &["restore", &first, "--replace"]).0, 0);
    let all: Value = {
        assert_eq!(run(one, &["export", "before.json"]).0, 0);
        serde_json::from_str(&std::fs::read_to_string(one.join("before.json")).unwrap()).unwrap()
    };
    let kinds = all["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap());
    assert!(!kinds.into_iter().any(|kind| kind == "minutes_logged"), "what was before the first import");
}
