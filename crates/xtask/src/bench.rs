//! `cargo xtask bench plan`: measures the planner. With `--oracle`, looks for proofs and better plans first.
//! `cargo xtask bench calendar`: measures how long the largest calendar takes to read.
//! `cargo xtask bench journal`: measures start and acts with a journal of ten years.
//! `cargo xtask bench ui`: measures the released window on a virtual display.
//! Invariant: not part of the test command; the exact models and their packages stay in the target folder.

use std::path::PathBuf;
use std::process::Command;

use crate::system::Wanted;
use crate::{app, node, place, process, python, system};

/// Seconds for each model on each week, unless told otherwise.
const SECONDS: &str = "60";

/// Steps with which the planner itself looks for better plans.
const STEPS: &str = "2000000";

/// Builds the benchmark as the product is built, and prints its table.
///
/// # Errors
/// That it could not be built, or failed.
pub fn plan(options: &[&str]) -> Result<(), String> {
    build()?;
    process::run(Command::new(program()).arg("plan").args(options))
}

/// Runs the exact models on every kept instance that is not proven yet, and keeps what is better or newly proven.
///
/// # Errors
/// That there is no Python, its packages cannot be fetched, or a model and a plan contradict each other.
pub fn oracle(seconds: Option<&str>) -> Result<(), String> {
    build()?;
    let home = place::target().join("oracle");
    let (environment, found) = (home.join("venv"), home.join("found"));
    let sources = place::root().join("crates").join("bench").join("oracle");
    python::ensure(&environment, &sources.join("requirements.txt"), &[])?;
    process::run(Command::new(program()).arg("seek").arg(&found).arg(STEPS))?;
    // The models begin with the best plan that is kept.
    process::run(Command::new(program()).arg("merge").arg(&found))?;
    let mut models = Command::new(python::program(&environment));
    models.arg(sources.join("oracle.py")).arg(sources.with_file_name("data")).arg(&found);
    process::run(models.args(["--seconds", seconds.unwrap_or(SECONDS)]))?;
    process::run(Command::new(program()).arg("merge").arg(&found))
}

/// Builds the reading of calendars as it is released, and prints how long the largest one takes.
///
/// # Errors
/// That it could not be built, or failed.
pub fn calendar() -> Result<(), String> {
    process::run(&mut calendar_command())
}

/// What [`calendar`] runs.
pub fn calendar_command() -> Command {
    process::cargo(&["run", "--release", "--package", "calendar", "--example", "bench"])
}

/// Measures the program on a journal of ten years, which is made once and kept in the target folder.
///
/// # Errors
/// That it could not be built, or failed.
pub fn journal() -> Result<(), String> {
    process::run(&mut journal_command()?)
}

/// What [`journal`] runs, built.
///
/// # Errors
/// That it could not be built.
pub fn journal_command() -> Result<Command, String> {
    build()?;
    let mut command = Command::new(program());
    command.arg("journal").arg(place::target().join("journal-bench"));
    Ok(command)
}

/// Builds the window as it is released, and prints what it takes.
///
/// # Errors
/// That it could not be built, or failed.
pub fn ui() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("the window is measured on the virtual display of Linux".to_owned());
    }
    system::ensure(Wanted::Everything)?;
    node::ensure()?;
    node::build()?;
    process::run(&mut process::cargo(&["build", "--release", "--package", "ninefold"]))?;
    // What drives it need not be quick; it looks for the window's own program beside itself, too.
    app::build()?;
    process::run(&mut process::cargo(&["build", "--package", "e2e"]))?;
    process::run(&mut Command::new(place::program("bench-ui")))
}

fn build() -> Result<(), String> {
    process::run(&mut process::cargo(&["build", "--release", "--package", "bench"]))
}

fn program() -> PathBuf {
    place::target().join("release").join(format!("bench{}", std::env::consts::EXE_SUFFIX))
}
