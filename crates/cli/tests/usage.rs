//! What a command needs, and what is said where it is not given.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::Command;

/// Exit code, standard output and standard error of a run in this home, on a Friday.
fn run(home: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
    command.args(args).env("NINEFOLD_HOME", home).env("TZ", "Europe/Berlin").env("LC_ALL", "C");
    let output = command.env("NINEFOLD_NOW", "2026-03-20T10:00").output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn study_off_the_plan_is_of_a_unit_or_of_a_strategy_and_one_sentence_says_so() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), &["init", "--hours", "8"]).0, 0);
    let english = "error: say which unit it was, or which strategy: --strategy 1 to 9";
    let spanish = "error: di qué unidad era, o qué estrategia: --strategy de 1 a 9";
    for rest in [&[][..], &["--text", "x"]] {
        for (language, sentence) in [("en", english), ("es", spanish)] {
            let args = [&["--language", language, "log", "25"], rest].concat();
            let (code, out, told) = run(home.path(), &args);
            assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {told}");
            assert_eq!(told.lines().next().unwrap(), sentence, "{args:?}");
        }
    }
    for strategy in ["0", "10", "four"] {
        let (code, _, told) = run(home.path(), &["log", "25", "--strategy", strategy]);
        assert_eq!(code, 2);
        assert!(told.contains(&format!("“{strategy}” is not one of 1 to 9")), "{told}");
    }
    // A text stands for what no unit is.
    for args in [
        &["log", "12", "math-vectors", "--text", "hello"][..],
        &["log", "12", "--text", "hello", "math-vectors"],
    ] {
        let (code, out, told) = run(home.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{told}");
        assert_eq!(
            told.lines().next().unwrap(),
            "error: --text says what it was of a strategy, so it goes with --strategy only"
        );
    }
    let both = run(home.path(), &["log", "12", "math-vectors", "--strategy", "4"]);
    assert_eq!(both.0, 2);
    assert!(both.2.contains("do not go together"), "{}", both.2);
    assert_eq!(run(home.path(), &["log", "12", "math-vectors"]).0, 0);
    assert_eq!(run(home.path(), &["log", "12", "--strategy", "9", "--text", "hello"]).0, 0);
    assert_eq!(run(home.path(), &["log", "12", "--strategy", "1"]).0, 0);
    let help = run(home.path(), &["log", "--help"]).1;
    assert!(help.contains(" log [OPTIONS] <MINUTES> <UNIT|--strategy <STRATEGY>>\n"), "{help}");
}

/// What the system says of what is not there is said in the language that is spoken, without its number.
#[test]
fn a_file_that_cannot_be_read_is_told_in_words() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), &["init", "--hours", "8"]).0, 0);
    let folder = home.path().display().to_string();
    for args in [
        &["init", "--again", "--busy", "nofile.ics"][..],
        &["init", "--again", "--profile", "nofile"],
        &["plan", "--instance", "/nope"],
        &["plan", "--instance", &folder],
    ] {
        for (language, sentences) in [
            ("en", ["there is no such file or folder", "it is a folder"]),
            ("es", ["no existe ese archivo o esa carpeta", "es una carpeta"]),
        ] {
            let (code, _, told) = run(home.path(), &[&["--language", language], args].concat());
            assert_eq!(code, 2, "{told}");
            assert!(sentences.iter().any(|sentence| told.contains(sentence)), "{args:?}: {told}");
            assert!(!told.contains("os error") && !told.contains("No such"), "{args:?}: {told}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_finds_no_room_is_told_in_words() {
    let home = tempfile::tempdir().unwrap();
    for (language, sentence) in [("en", "the disk is full"), ("es", "el disco está lleno")] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
        command.args(["--language", language, "--sample", "today"]).env("NINEFOLD_HOME", home.path());
        let output = command.stdout(full).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(sentence) && !told.contains("os error"), "{told}");
    }
}
