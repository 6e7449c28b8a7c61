//! `cargo xtask torture`: everything that takes long, with a table at its end; `cargo xtask bless`: the readable
//! plans written anew.
//! Invariant: everything here runs in a short form in the test command too; this looks longer and further.

use crate::steps::Steps;
use crate::{process, python};

/// How many times the cases of the test command each property is tried with.
const TIMES: &str = "40";

/// How many times a writing process is killed.
const KILLS: &str = "1000";

/// How many journals are damaged.
const DAMAGES: &str = "2000";

/// How many changes of each seed the parsers of outside data are fed with.
const MUTATIONS: &str = "2000";

/// How many times as many faults are made on purpose: five writers of 2,000 events each, every call that may fail.
const FAULTS: &str = "20";

/// What a test of faults says of itself on a line of its own: what was done, how often, and what was lost.
const MARK: &str = "torture: ";

/// Everything that takes long: properties with many more cases, every clock change of every zone, and faults made on purpose,
/// whose table (`docs/faults.md`) is printed at the end.
///
/// # Errors
/// The steps that failed; a property names the instance on which it does not hold.
pub fn run() -> Result<(), String> {
    let mut steps = Steps::default();
    let mut table = Vec::new();
    steps.run("properties of the planner, many cases", || {
        let mut command = process::cargo(&["test", "--release", "--package", "plan", "--no-fail-fast"]);
        process::run(command.env("PLAN_TORTURE", TIMES))
    });
    steps.run("every clock change of every zone", || {
        let name = "every_change_of_every_zone";
        let args = ["test", "--release", "--package", "api", "--test", "zones", "--", "--ignored", name];
        process::run(process::cargo(&args).arg("--nocapture"))
    });
    steps.run("calendars on bad days", || {
        let both = ["test", "--package", "caldav", "--test", "it", "--", "both_sides"];
        process::run(process::cargo(&both).env("NINEFOLD_FAULTS", FAULTS))?;
        python::calendars()?;
        let args = ["test", "--package", "caldav", "--test", "servers", "--", "bad_days"];
        process::run(process::cargo(&args).env("NINEFOLD_FAULTS", FAULTS))
    });
    steps.run("computers that are kept in step through a folder", || {
        let args = ["test", "--package", "sync", "--", "--nocapture"];
        process::run(process::cargo(&args).env("NINEFOLD_FAULTS", FAULTS))
    });
    // A row of the table each: a step whose test prints a line that begins with the mark.
    for (name, package, target, test, variable, times) in [
        (
            "a writing process is killed",
            "journal",
            "it",
            "every_acknowledged_event_outlives_a_kill",
            "NINEFOLD_KILLS",
            KILLS,
        ),
        ("journals are damaged", "journal", "it", "whatever_is_damaged", "NINEFOLD_DAMAGES", DAMAGES),
        ("parsers are fed with anything", "tests", "corpus", "", "NINEFOLD_MUTATIONS", MUTATIONS),
        ("faults made on purpose", "tests", "faults", "", "NINEFOLD_FAULTS", FAULTS),
    ] {
        steps.run(name, || {
            process::run(&mut process::cargo(&["build", "--package", "ninefold-cli"]))?;
            let args = ["test", "--package", package, "--test", target, "--", "--nocapture", test];
            let said = process::watch(process::cargo(&args).env(variable, times));
            let (lines, done) = match said {
                Ok(lines) => (lines, Ok(())),
                Err((lines, reason)) => (lines, Err(reason)),
            };
            let rows = lines.iter().filter_map(|line| line.split_once(MARK)?.1.split_once(" | "));
            table.extend(rows.map(|(done, lost)| format!("| {done} | {lost} |")));
            done
        });
    }
    println!("\n| what was done, how often | lost |\n|---|---|\n{}", table.join("\n"));
    steps.finish()
}

/// Writes the plans in `crates/cli/tests/plans` as the planner makes them now.
///
/// # Errors
/// That they could not be made or written.
pub fn bless() -> Result<(), String> {
    let mut command = process::cargo(&["test", "--quiet", "--package", "ninefold-cli", "--test", "plans"]);
    process::run(command.env("NINEFOLD_BLESS", "1"))
}
