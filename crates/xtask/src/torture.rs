//! `cargo xtask torture`: the long form of the planner's tests; `cargo xtask bless`: the readable plans written anew.
//! Invariant: everything here runs in a short form in the test command too; this looks longer and further.

use crate::process;
use crate::steps::Steps;

/// How many times the cases of the test command each property is tried with.
const TIMES: &str = "40";

/// Each property of the planner with many more cases, and every clock change of every zone.
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
