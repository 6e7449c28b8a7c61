//! The command line as a person runs it, with a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The instant at which it believes to be.
pub const NOW: &str = "2026-11-23T08:00:00";

/// The program with these arguments, on the journal in `home`.
pub fn ninefold(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(path());
    command.arg("--home").arg(home).args(["--language", "en"]).args(args).env("NINEFOLD_NOW", NOW);
    command
}

/// Beside the tests, where a build of the workspace leaves it.
fn path() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let found = tests.ancestors().map(|folder| folder.join("ninefold-cli")).find(|path| path.is_file());
    found.expect("ninefold-cli is not built: cargo build --package ninefold-cli")
}

/// Answers a newcomer's four steps.
pub fn begin(home: &Path) {
    let output = ninefold(home, &["init"]).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
}

/// What it printed, both ways.
pub fn told(output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    format!("{out}{err}")
}

/// Whether it refused in words: a sentence, no crash.
pub fn refused_in_words(output: &Output) -> Result<(), String> {
    let told = told(output);
    let code = output.status.code();
    let is_sentence = told.trim_end().ends_with(['.', '!', '?']) && told.trim().contains(' ');
    if code == Some(1) && is_sentence && !told.contains("panicked") {
        Ok(())
    } else {
        Err(format!("{code:?}: {told}"))
    }
}

/// Everything that is in the journal, an entry for each event.
pub fn events(home: &Path) -> Vec<String> {
    let journal = journal::Journal::open(home, uuid::Uuid::from_u128(7), crate::journals::now()).unwrap();
    assert_eq!(journal.notice, None);
    journal.journal.export().unwrap().iter().map(|record| format!("{record:?}")).collect()
}
