//! Files that nobody means to give, on the terminal: a sentence, soon, and no more of the file than it may have.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::Command;

/// Exit code and what was said, with no more than 512 MB of address space; the program itself takes a tenth.
fn run(home: &Path, args: &[&str]) -> (Option<i32>, String) {
    run_within("exec", home, args)
}

/// As [`run`], by a program that starts it in its turn.
fn run_within(by: &str, home: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new("sh");
    let script = format!("ulimit -v 524288 && {by} \"$0\" \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_ninefold-cli")]).args(args);
    command.env("NINEFOLD_HOME", home.join("home")).env("TZ", "Europe/Berlin").env("LC_ALL", "C");
    let output = command.current_dir(home).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn a_file_without_end_is_refused_in_words() {
    let home = tempfile::tempdir().unwrap();
    let pack = home.path().join("pack");
    std::fs::create_dir(&pack).unwrap();
    for sparse in ["large", "pack/pack.toml"] {
        std::fs::File::create(home.path().join(sparse)).unwrap().set_len(1 << 30).unwrap();
    }
    for (args, says) in [
        (vec!["init", "--busy", "large"], "large could not be read: it has more than 20\u{a0}MB."),
        (vec!["init", "--busy", "/dev/zero"], "/dev/zero could not be read: it has more than 20\u{a0}MB."),
        (vec!["init", "--profile", "large"], "large could not be read: it has more than 1\u{a0}MB."),
        (vec!["init", "--profile", "pack"], "Give a file, not a folder."),
        (vec!["plan", "--instance", "large"], "it is larger than 64 MB"),
        (vec!["check-pack", "pack"], "pack.toml is larger than 4 MiB."),
    ] {
        let (code, said) = run(home.path(), &args);
        let said = said.replace(' ', "\u{a0}");
        assert_eq!(code, Some(2), "{args:?}: {said}");
        assert!(said.contains(&says.replace(' ', "\u{a0}")), "{args:?}: {said}");
    }
}

#[test]
fn a_profile_of_brackets_is_refused_in_words() {
    let home = tempfile::tempdir().unwrap();
    for text in [
        format!("busy = {}", "[".repeat(500_000)),
        format!("{} = 1", vec!["a"; 250_000].join(".")),
        format!("levels = {}1{}", "{a=".repeat(100_000), "}".repeat(100_000)),
        format!("[{}]\n", vec!["a"; 250_000].join(".")),
        // Each kind of depth has its own limit in the parser; together they multiply.
        format!("levels = {}1{}", format!("{{{}=", vec!["a"; 79].join(".")).repeat(79), "}".repeat(79)),
    ] {
        std::fs::write(home.path().join("me.toml"), text).unwrap();
        let (code, said) = run(home.path(), &["init", "--profile", "me.toml"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("me.toml") && !said.contains("panicked") && said.len() < 2_000, "{said}");
    }
}

#[test]
fn a_name_that_turns_the_writing_around_turns_nothing_here() {
    let home = tempfile::tempdir().unwrap();
    let name = "see\u{202e}moc.oot\u{2066}.json";
    std::fs::write(home.path().join(name), "[]").unwrap();
    let (code, said) = run(home.path(), &["import", name]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("seemoc.oot.json") && !said.contains(['\u{202e}', '\u{2066}']), "{said:?}");
}

/// Whoever opens a pipe waits for its other end, here without end.
#[test]
fn nothing_waits_for_a_pipe_under_the_name_of_a_small_file() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    assert_eq!(run(dir.path(), &["init"]).0, Some(0));
    assert_eq!(run(dir.path(), &["sync", "--folder", "folder"]).0, Some(0));
    for file in [
        "backups/made.txt",
        "journal.left",
        "journal.fold",
        "journal.checked",
        "journal.reached",
        "sync.json",
        "sync.lock",
        "calendars.lock",
        "calendars.json",
        "notice.json",
    ] {
        let place = home.join(file);
        let _ = std::fs::remove_file(&place);
        assert!(Command::new("mkfifo").arg(&place).status().unwrap().success());
        // Its copy of the day is made anew, and noted.
        for copy in std::fs::read_dir(home.join("backups")).unwrap() {
            let copy = copy.unwrap().path();
            if copy.extension().is_some_and(|ending| ending == "db") {
                std::fs::remove_file(copy).unwrap();
            }
        }
        for args in [
            &["today"][..],
            &["log", "5", "--strategy", "3"],
            &["restore", "--list"],
            &["sync"],
            &["calendars"],
        ] {
            let (code, said) = run_within("timeout 30", dir.path(), args);
            assert!(matches!(code, Some(0 | 1)), "{file} {args:?}: {code:?} {said}");
        }
        let _ = std::fs::remove_file(&place);
    }
}

/// A terminal obeys what stands behind an escape: it is in no line that is printed, and in JSON it is written out.
#[test]
fn nothing_that_a_terminal_obeys_is_printed() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert_eq!(run(home, &["init"]).0, Some(0));
    let text = "x\u{1b}]0;pwned\u{7}\u{1b}[2J\u{9b}31m\u{7f}\ty";
    let obeyed = |said: &str| said.contains(|letter: char| letter.is_control() && !"\n\t".contains(letter));
    for args in [&["log", "5", "--strategy", "1", "--text", text][..], &["undo"], &["why", text]] {
        let (_, said) = run(home, args);
        assert!(said.contains("x]0;pwned[2J31m\ty") && !obeyed(&said), "{args:?}: {said:?}");
    }
    let (_, said) = run(home, &["--json", "log", "5", "--strategy", "1", "--text", text]);
    assert!(said.contains("\\u001b]0;pwned\\u0007"), "{said:?}");
}

/// A file that may not grow any more is a sentence, and the end of no program.
#[test]
fn a_limit_on_the_size_of_files_is_told() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert_eq!(run(home, &["init"]).0, Some(0));
    assert_eq!(run(home, &["export", "mine.json"]).0, Some(0));
    let limited = |args: &[&str]| run_within("ulimit -f 20 && exec", home, args);
    for (language, full) in
        [("en", " is full. Everything before is safe."), ("es", " está lleno. Todo lo anterior")]
    {
        let (code, said) = limited(&["--language", language, "log", "5", "--strategy", "1"]);
        assert!(code == Some(1) && said.contains(full), "{code:?}: {said}");
        // Nor is anything said to be saved where nothing is.
        assert!(!said.contains("all the same") && !said.contains("igualmente"), "{said}");
    }
    let other = tempfile::tempdir().unwrap();
    assert_eq!(run(other.path(), &["init"]).0, Some(0));
    assert_eq!(run(other.path(), &["export", "other.json"]).0, Some(0));
    let file = other.path().join("other.json").display().to_string();
    let (code, said) = limited(&["import", &file]);
    assert!(code == Some(1) && said.contains("Nothing was taken in: "), "{code:?}: {said}");
    assert!(!said.contains("all the same"), "{said}");
    assert_eq!(run(home, &["log", "5", "--strategy", "1"]).0, Some(0), "and all is as it was");
}

/// Nothing is planned under the name of a backup that somebody asked for.
#[test]
fn who_asks_for_a_backup_is_told_of_backups_once() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert_eq!(run(home, &["init"]).0, Some(0));
    let backups = home.join("home").join("backups");
    let _ = std::fs::remove_dir_all(&backups);
    std::os::unix::fs::symlink(&backups, &backups).unwrap();
    let (code, said) = run(home, &["restore", "--replace"]);
    assert!(
        code == Some(1) && said.contains(" cannot be seen: something that is no folder has its name."),
        "{said}"
    );
    assert!(!said.contains("No backup of your plan can be made"), "{said}");
    let (_, said) = run(home, &["--language", "es", "restore", "--replace"]);
    assert!(said.contains("No se pueden ver las copias de seguridad en "), "{said}");
}
