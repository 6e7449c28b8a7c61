//! What the folder of a journal may have become: a sentence that names it, and no fresh start where there was a plan.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Exit code and what was said.
fn run(home: &Path, language: &str, args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
    command.arg("--home").arg(home).args(["--language", language]).args(args);
    command.env("TZ", "Europe/Berlin").env("NINEFOLD_NOW", "2026-03-20T10:00");
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

const INIT: [&str; 5] = ["init", "--hours", "5", "--window", "mon-fri 19:00-22:00"];

fn backups(home: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(home.join("backups")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "db")).collect()
}

#[test]
fn a_journal_that_is_gone_is_no_first_start_though_no_backup_can_be_opened() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), "en", &INIT).0, Some(0));
    assert_eq!(run(home.path(), "en", &["today"]).0, Some(0));
    let backups = backups(home.path());
    assert!(!backups.is_empty());
    for backup in &backups {
        std::fs::write(backup, "garbage").unwrap();
    }
    std::fs::remove_file(home.path().join("journal.db")).unwrap();
    for (language, words) in [
        ("en", "1 backup of one that cannot be opened: it is damaged, or a newer Ninefold made it."),
        ("es", "1 copia de seguridad que no se puede abrir"),
    ] {
        let (_, said) = run(home.path(), language, &["today"]);
        assert!(said.contains(words), "{said}");
    }
    let (code, said) = run(home.path(), "en", &INIT);
    assert!(code == Some(1) && said.contains("`ninefold-cli init --again`"), "{said}");
    assert_eq!(run(home.path(), "en", &[&INIT[..], &["--again"]].concat()).0, Some(0));
    let (_, said) = run(home.path(), "en", &["today"]);
    assert!(!said.contains("cannot be opened"), "{said}");
}

#[test]
fn an_entry_that_is_damaged_is_told_as_that() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), "en", &INIT).0, Some(0));
    assert_eq!(run(home.path(), "en", &["log", "44", "--strategy", "3", "--text", "Deep work"]).0, Some(0));
    let path = home.path().join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    let place = file.windows(9).position(|bytes| bytes == b"Deep work").unwrap();
    file[place] = 1;
    std::fs::write(&path, file).unwrap();
    let _ = std::fs::remove_dir_all(home.path().join("backups"));
    for (language, words) in [
        (
            "en",
            "1 entry in your journal (minutes_logged) cannot be read: it is damaged, or a later version wrote it. What it said is not in your plan.",
        ),
        ("es", "1 entrada (minutes_logged) que no se puede leer: está dañada"),
    ] {
        let (_, said) = run(home.path(), language, &["today"]);
        assert!(said.replace('\n', " ").contains(words), "{said}");
    }
}

#[test]
fn a_home_that_is_none_is_named() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    std::fs::write(at("file"), "").unwrap();
    std::os::unix::fs::symlink("/nonexistent/home", at("astray")).unwrap();
    std::os::unix::fs::symlink(at("circle"), at("circle")).unwrap();
    for (name, language, why) in [
        ("file", "en", "it is a file, or a link that leads nowhere"),
        ("astray", "en", "it is a file, or a link that leads nowhere"),
        ("circle", "en", "a link that leads nowhere"),
        ("circle/below", "en", "links lead in circles there"),
        ("circle/below", "es", "ahí hay enlaces que dan vueltas"),
        ("file/below", "es", "hay algo que no es una carpeta"),
    ] {
        let home = at(name);
        let (code, said) = run(&home, language, &["today"]);
        let said = said.replace('\n', " ");
        assert_eq!(code, Some(1), "{name}: {said}");
        assert!(said.contains(why) && said.contains(&home.display().to_string()), "{name}: {said}");
        assert!(!said.contains("device") && !said.contains("os error"), "{name}: {said}");
    }
}
