//! A pack of one's own on the terminal.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::Command;

/// Exit code, standard output and standard error.
fn run(home: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
    command.args(args).env("NINEFOLD_HOME", home.join("home")).env("TZ", "Europe/Berlin").env("LC_ALL", "C");
    let output = command.current_dir(home).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_pack_from_a_folder_is_studied_from_and_left_again() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| run(home.path(), args);
    run(&["init"]);
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    // The program's own pack under another title: the same units, so that the plan has something to hold.
    let dir = home.path().join("my pack");
    std::fs::create_dir(&dir).unwrap();
    for file in std::fs::read_dir(content).unwrap() {
        let file = file.unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        let text = text.replace("From software engineer to machine learning engineer", "Mine");
        std::fs::write(dir.join(file.file_name()), text).unwrap();
    }
    let used = run(&["use-pack", &dir.display().to_string()]);
    assert_eq!(used.0, 0, "{}", used.2);
    let exported = || run(&["export"]).1;
    let text = std::fs::read_to_string(home.path().join(exported().trim())).unwrap();
    assert!(text.contains("pack_set"), "all of it is in the journal");
    std::fs::remove_dir_all(&dir).unwrap();
    assert_eq!(run(&["today"]).0, 0, "the folder may go");
    assert_eq!(run(&["use-pack", &dir.display().to_string()]).0, 2);
    assert_eq!(run(&["use-pack"]).0, 2);
    assert_eq!(run(&["use-pack", "--bundled"]).0, 0);
    assert_eq!(run(&["undo"]).0, 0);
}
