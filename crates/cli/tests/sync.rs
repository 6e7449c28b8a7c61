//! Two homes and a sync folder on the terminal.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

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
fn two_homes_come_together_and_each_pass_says_what_came_and_went() {
    let (one, two, between) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) = (one.path(), two.path());
    let folder = between.path().join("Sync").display().to_string();
    assert_eq!(run(one, &["init"]).0, 0);
    assert_eq!(run(one, &["sync"]).1.trim(), "No sync folder is chosen.");
    let set = run(one, &["sync", "--folder", &folder]);
    assert_eq!(set.0, 0, "{}", set.2);
    assert!(
        set.1.contains("0 entries came, ") && set.1.contains("No other computer has written there yet."),
        "{}",
        set.1
    );
    let joined = run(two, &["sync", "--folder", &folder]);
    assert!(joined.1.contains(" entries came, 0 entries went."), "{}{}", joined.1, joined.2);
    assert_eq!(run(two, &["week"]).1, run(one, &["week"]).1);
    assert_eq!(run(two, &["log", "25", "--strategy", "4", "--text", "A talk"]).0, 0);
    let went = run(two, &["sync"]);
    // The log alone, or with a new plan: that depends on the hour.
    let entries = ["1 entry", "2 entries"];
    let sent = entries.iter().find(|n| went.1.starts_with(&format!("0 entries came, {n} went.")));
    let sent = sent.unwrap_or_else(|| panic!("{}{}", went.1, went.2));
    let came = run(one, &["sync"]);
    assert!(
        came.1.starts_with(&format!("{sent} came, 0 entries went.")) && came.1.contains("2 computers."),
        "{}",
        came.1
    );
    assert!(
        came.1.contains("Last done elsewhere:") && came.1.contains("logged 25 min of “A talk”"),
        "{}",
        came.1
    );
    let json: Value = serde_json::from_str(&run(one, &["--json", "sync"]).1).unwrap();
    assert_eq!((&json["came"], &json["sync"]["computers"].as_array().unwrap().len()), (&0.into(), &2));
    let undone = run(one, &["undo"]);
    assert_eq!(undone.0, 1, "what was done elsewhere is undone there: {}", undone.1);
    assert!(run(two, &["undo"]).1.contains("A talk"));

    // A folder that is gone or not fit is told in a sentence.
    std::fs::rename(&folder, between.path().join("away")).unwrap();
    let gone = run(one, &["sync"]);
    assert_eq!(gone.0, 1);
    assert!(gone.2.contains("There is no folder "), "{}", gone.2);
    let inside = run(one, &["sync", "--folder", "home/Sync"]);
    assert_eq!(inside.0, 2);
    assert!(inside.2.contains("in the folder that holds your plan"), "{}", inside.2);
    assert!(run(one, &["sync", "--off"]).1.contains("is left alone from now on"));
    assert_eq!(run(one, &["sync"]).1.trim(), "No sync folder is chosen.");
    assert_eq!(run(one, &["sync", "--off", "--folder", &folder]).0, 2, "one of them");
    assert!(run(one, &["--language", "es", "sync"]).1.contains("No hay carpeta de sincronización elegida."));
}
