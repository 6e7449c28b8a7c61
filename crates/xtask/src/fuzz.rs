//! `cargo xtask fuzz [MINUTES [TARGET ...]]`: every parser of outside data is fed by libFuzzer, one after the other.
//! Invariant: not part of the test command, which feeds the seeds and seeded changes of them (`tests/corpus/`). What is found
//! is kept in `tests/fuzz/artifacts`, and every finding becomes a seed or a test.

use std::process::Command;

use crate::steps::Steps;
use crate::{place, process};

/// Minutes for each target, unless told otherwise.
const MINUTES: u32 = 10;

/// The targets, and the list of words that helps each, if there is one.
const TARGETS: [(&str, Option<&str>); 9] = [
    ("week", Some("rows")),
    ("rows", Some("rows")),
    ("sync", Some("sync")),
    ("caldav", Some("caldav")),
    ("import", Some("import")),
    ("calendar", Some("calendar")),
    ("pack", Some("pack")),
    ("instance", Some("instance")),
    ("steered", None),
];

/// Runs every target, or those with these names, for so many minutes each.
///
/// # Errors
/// What is missing, a name that no target has, or the targets that found something.
pub fn run(minutes: Option<&str>, names: &[&str]) -> Result<(), String> {
    let minutes: u32 = match minutes {
        None => MINUTES,
        Some(text) => text.parse().map_err(|_| format!("{text:?} is no number of minutes"))?,
    };
    if let Some(name) = names.iter().find(|name| !TARGETS.iter().any(|(target, _)| target == *name)) {
        return Err(format!("{name:?} is no target: {}", TARGETS.map(|(target, _)| target).join(", ")));
    }
    let has = |args: &[&str]| process::read(Command::new("cargo").args(args)).is_ok();
    if !has(&["+nightly", "--version"]) {
        return Err("libFuzzer needs a nightly compiler: rustup toolchain install nightly".to_owned());
    }
    if !has(&["+nightly", "fuzz", "--version"]) {
        return Err("cargo-fuzz is missing: cargo install cargo-fuzz --locked".to_owned());
    }
    let mut steps = Steps::default();
    for (target, words) in
        TARGETS.into_iter().filter(|(target, _)| names.is_empty() || names.contains(target))
    {
        steps.run(target, || process::run(&mut fuzz(target, words, minutes)?));
    }
    steps.finish()
}

/// One target. No code of ours is unsafe, so no sanitizer is asked for; arithmetic is checked.
fn fuzz(target: &str, words: Option<&str>, minutes: u32) -> Result<Command, String> {
    let home = place::root().join("tests").join("fuzz");
    let corpus = home.join("corpus").join(target);
    std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
    // `cargo` of this program is the stable one; only rustup's chooses another.
    let mut command = Command::new("cargo");
    command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN").current_dir(place::root().join("tests"));
    command.args(["+nightly", "fuzz", "run", "--sanitizer", "none", "--debug-assertions", "--target-dir"]);
    command.arg(place::target().join("fuzz")).arg(target).arg(&corpus);
    let seeds = home.join("seeds").join(target);
    if seeds.is_dir() {
        command.arg(seeds);
    }
    command.args(["--", "-timeout=20", "-rss_limit_mb=1536", "-max_len=40000", "-print_final_stats=1"]);
    command.arg(format!("-max_total_time={}", u64::from(minutes) * 60));
    if let Some(words) = words {
        command.arg(format!("-dict={}", home.join("words").join(format!("{words}.dict")).display()));
    }
    Ok(command)
}
