//! `cargo xtask test`: every check and test that there is, in one go.
//! Invariant: what this does not run does not count as tested.

use std::process::Command;

use crate::steps::Steps;
use crate::system::Wanted;
use crate::{app, deny, node, place, process, python, system};

/// The tests that need other calendar programs; no targets unless named.
const OTHERS: [&str; 4] = ["--test", "servers", "--test", "judge"];

/// Runs everything and lists what failed.
///
/// # Errors
/// The steps that failed.
pub fn run() -> Result<(), String> {
    let cargo = |args: &[&str]| process::run(&mut process::cargo(args));
    let npm = |args: &[&str]| process::run(&mut process::npm(args));
    let mut steps = Steps::default();
    steps.run("set-up: packages of the system", || system::ensure(Wanted::Everything));
    steps.run("set-up: packages of the front end", node::ensure);
    steps.run("set-up: the check of libraries", deny::ensure);
    if cfg!(target_os = "linux") {
        steps.run("set-up: other calendar programs", python::calendars);
    }
    steps.run("libraries: licences, sources, versions", deny::check);
    steps.run("front end: types, lint, format", || npm(&["run", "--silent", "check"]));
    steps.run("front end: tests", || npm(&["run", "--silent", "test"]));
    steps.run("front end: build", node::build);
    steps.run("Rust: format", || cargo(&["fmt", "--all", "--check"]));
    steps.run("Rust: programs", app::build);
    // The same packages in every step: another choice would have other features, and compile all of it again.
    steps.run("Rust: tests", || {
        // The same cases of every property each time: a red test is the change's doing. `torture` looks for new cases.
        let mut command = process::cargo(&["test", "--workspace", "--no-fail-fast"]);
        process::run(command.env("PROPTEST_RNG_SEED", "9"))
    });
    steps.run("Rust: lint", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
        // These are no targets unless named.
        let mut command = process::cargo(&["clippy", "--workspace", "--test", "journeys"]);
        process::run(command.args(OTHERS).args(["--", "-D", "warnings"]))
    });
    if cfg!(target_os = "linux") {
        steps.run("with other calendar programs", || {
            let mut command = process::cargo(&["test", "--workspace", "--no-fail-fast"]);
            process::run(command.args(OTHERS))
        });
        steps.run("menu entry and description", described);
        steps.run("in the real window", || cargo(&["test", "--workspace", "--test", "journeys"]));
    } else {
        println!(
            "\nThe real window is worked on Linux only: no other web view brings a driver and a virtual display."
        );
    }
    steps.finish()
}

/// What menus and software centres are told is in their form.
fn described() -> Result<(), String> {
    let folder = place::root().join("src-tauri/linux");
    process::run(Command::new("desktop-file-validate").arg(folder.join("ninefold.desktop")))?;
    let about = folder.join("io.github.ninefold.ninefold.metainfo.xml");
    process::run(Command::new("appstreamcli").args(["validate", "--no-net"]).arg(about))
}

/// Writes the window's types, or compares them only.
///
/// # Errors
/// That they differ, or could not be written.
pub fn bindings(write: bool) -> Result<(), String> {
    let mut command = process::cargo(&["test", "--quiet", "--package", "tests", "--test", "bindings"]);
    if write {
        command.env("NINEFOLD_WRITE_BINDINGS", "1");
    }
    process::run(&mut command)
}
