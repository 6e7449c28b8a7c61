//! `cargo xtask torture`: everything that takes long, with a table at its end; `cargo xtask bless`: the readable
//! plans written anew.
//! Invariant: everything here runs in a short form in the test command too; this looks longer and further.

use std::process::Command;

use crate::steps::Steps;
use crate::{bench, process, python};

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

/// So many times, then, random commands are undone: six times as many.
const TURNS: &str = "120";

/// What a test of faults says of itself on a line of its own: what was done, how often, and what was lost.
const MARK: &str = "torture: ";

/// What cargo says of the tests of one program.
const PASSED: &str = "test result: ok. ";

/// The rows of the table so far.
#[derive(Default)]
struct Table(Vec<String>);

impl Table {
    /// Runs tests, and keeps what they say of themselves. If they say nothing, `row` is what was done with so many tests.
    fn watch(&mut self, command: &mut Command, row: Option<&str>) -> Result<(), String> {
        let (lines, done) = match process::watch(command) {
            Ok(lines) => (lines, Ok(())),
            Err((lines, reason)) => (lines, Err(reason)),
        };
        let rows = lines.iter().filter_map(|line| line.split_once(MARK)?.1.split_once(" | "));
        self.0.extend(rows.map(|(done, lost)| format!("| {done} | {lost} |")));
        if let (Some(row), Ok(())) = (row, &done) {
            let of = |line: &String| line.strip_prefix(PASSED)?.split(' ').next()?.parse::<usize>().ok();
            let passed: usize = lines.iter().filter_map(of).sum();
            self.0.push(format!("| {row}: {passed} tests | no counterexample |"));
        }
        done
    }

    /// Runs a benchmark, and keeps the lines that begin so, each with what is measured.
    ///
    /// # Errors
    /// That it failed, or a time was more than twice what is aimed at, whatever else the machine had to do.
    fn time(&mut self, command: &mut Command, times: &[Timed]) -> Result<(), String> {
        let lines = process::watch(command).map_err(|(_, reason)| reason)?;
        let mut slow = Vec::new();
        for Timed { begins, what, aim } in times {
            let line = lines.iter().find_map(|line| line.strip_prefix(begins));
            let line = line.ok_or_else(|| format!("no line of the benchmark begins with \"{begins}\""))?;
            let time = line.trim_matches([' ', ':']);
            self.0.push(format!("| {what}: {time} | nothing to lose |"));
            let number = time.split(' ').next().and_then(|number| number.parse::<f64>().ok());
            let number = number.ok_or_else(|| format!("{time:?} begins with no number"))?;
            if number > 2.0 * aim {
                slow.push(format!("{what}: {time}"));
            }
        }
        if slow.is_empty() { Ok(()) } else { Err(slow.join("; ")) }
    }
}

/// A line of a benchmark.
struct Timed {
    /// How it begins; a number and its unit follow.
    begins: &'static str,
    what: &'static str,
    /// In that unit.
    aim: f64,
}

const START: [Timed; 2] = [
    Timed {
        begins: "start: opened, and the week answered",
        what: "a start with a journal of 200,000 events, 300 ms aimed at",
        aim: 300.0,
    },
    Timed { begins: "most memory of a start", what: "its memory, 128 MB aimed at", aim: 128.0 },
];

const CALENDAR: [Timed; 1] = [Timed {
    begins: "middle of 7",
    what: "a calendar of 20 MB and 50,000 events is read, 2 s aimed at",
    aim: 2.0,
}];

/// Everything that takes long: properties with many more cases, every clock change of every zone, and faults made on purpose,
/// whose table (`docs/faults.md`) is printed at the end.
///
/// # Errors
/// The steps that failed; a property names the instance on which it does not hold.
pub fn run() -> Result<(), String> {
    let mut steps = Steps::default();
    let mut table = Table::default();
    let tests = |package: &str, target: &str, name: &str, (variable, times): (&str, &str)| {
        let mut command = process::cargo(&["test", "--package", package, "--test", target, "--"]);
        command.args(["--nocapture", name]).env(variable, times);
        command
    };
    steps.run("properties of the planner, many cases", || {
        let mut command = process::cargo(&["test", "--release", "--package", "plan", "--no-fail-fast"]);
        let row = format!("properties of the planner with {TIMES} times as many cases");
        table.watch(command.env("PLAN_TORTURE", TIMES), Some(&row))
    });
    steps.run("every clock change of every zone", || {
        let name = "every_change_of_every_zone";
        let args = ["test", "--release", "--package", "api", "--test", "zones", "--", "--ignored", name];
        table.watch(process::cargo(&args).arg("--nocapture"), Some("every clock change of every zone"))
    });
    steps.run("how quick the largest journal and calendar are", || {
        table.time(&mut bench::journal_command()?, &START)?;
        table.time(&mut bench::calendar_command(), &CALENDAR)
    });
    steps.run("everything is undone and done again", || {
        let row = format!("commands of every kind in random order, undone and done again, {TURNS} times");
        let name = "all_that_was_done_is_undone";
        table.watch(&mut tests("api", "undo", name, ("NINEFOLD_FAULTS", FAULTS)), Some(&row))
    });
    steps.run("calendars on bad days", || {
        table.watch(&mut tests("caldav", "it", "both_sides", ("NINEFOLD_FAULTS", FAULTS)), None)?;
        python::calendars()?;
        table.watch(&mut tests("caldav", "servers", "bad_days", ("NINEFOLD_FAULTS", FAULTS)), None)?;
        table.watch(&mut tests("api", "servers", "while_a_pass_writes", ("NINEFOLD_FAULTS", FAULTS)), None)
    });
    for (name, package, target, test, variable, times) in [
        ("computers in step through a folder", "sync", "it", "", "NINEFOLD_FAULTS", FAULTS),
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
            table.watch(&mut tests(package, target, test, (variable, times)), None)
        });
    }
    println!("\n| what was done, how often | lost |\n|---|---|\n{}", table.0.join("\n"));
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
