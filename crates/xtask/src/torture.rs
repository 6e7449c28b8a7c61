//! `cargo xtask torture`: the long form of the tests of the planner and of the journal; `cargo xtask bless`: the readable
//! plans written anew.
//! Invariant: everything here runs in a short form in the test command too; this looks longer and further.

use crate::steps::Steps;
use crate::{process, python};

/// How many times the cases of the test command each property is tried with.
const TIMES: &str = "40";

/// How many times a writing process is killed.
const KILLS: &str = "1000";

/// How many times as many faults are made on purpose: five writers of 2,000 events each, every call that may fail.
const FAULTS: &str = "20";

/// Each property of the planner with many more cases, every clock change of every zone, and faults made on purpose.
///
/// # Errors
/// The steps that failed; a property names the instance on which it does not hold.
pub fn run() -> Result<(), String> {
    let mut steps = Steps::default();
    steps.run("properties of the planner, many cases", || {
        let mut command = process::cargo(&["test", "--release", "--package", "plan", "--no-fail-fast"]);
        process::run(command.env("PLAN_TORTURE", TIMES))
    });
    steps.run("every clock change of every zone", || {
        let name = "every_change_of_every_zone";
        let args = ["test", "--release", "--package", "api", "--test", "zones", "--", "--ignored", name];
        process::run(process::cargo(&args).arg("--nocapture"))
    });
    steps.run("a writing process is killed", || {
        let name = "every_acknowledged_event_outlives_a_kill";
        let args = ["test", "--package", "journal", "--test", "it", "--", name, "--nocapture"];
        process::run(process::cargo(&args).env("NINEFOLD_KILLS", KILLS))
    });
    steps.run("faults made on purpose", || {
        process::run(&mut process::cargo(&["build", "--package", "ninefold-cli"]))?;
        let args = ["test", "--package", "tests", "--test", "faults", "--", "--nocapture"];
        process::run(process::cargo(&args).env("NINEFOLD_FAULTS", FAULTS))
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
