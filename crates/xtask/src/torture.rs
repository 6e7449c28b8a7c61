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

/// What was run one after the other, and the rows of it.
#[derive(Default)]
struct Lane {
    steps: Steps,
    table: Table,
}

impl Lane {
    /// Runs tests that lie in one program, as often as a variable says.
    fn tests(&mut self, step: &'static str, tests: &[Tests]) {
        let Lane { steps, table } = self;
        steps.run(step, || {
            tests.iter().try_for_each(|tests| table.watch(&mut tests.command(), tests.row.as_deref()))
        });
    }

    fn and(mut self, other: Lane) -> Lane {
        self.steps = self.steps.and(other.steps);
        self.table.0.extend(other.table.0);
        self
    }
}

/// Tests of one program.
struct Tests {
    package: &'static str,
    target: &'static str,
    name: &'static str,
    variable: (&'static str, &'static str),
    row: Option<String>,
}

impl Tests {
    fn command(&self) -> Command {
        let mut command = process::cargo(&["test", "--package", self.package, "--test", self.target, "--"]);
        let (variable, times) = self.variable;
        command.args(["--nocapture", self.name]).env(variable, times);
        command
    }
}

/// Tests that tell their rows themselves.
fn of(
    package: &'static str,
    target: &'static str,
    name: &'static str,
    variable: (&'static str, &'static str),
) -> Tests {
    Tests { package, target, name, variable, row: None }
}

const MANY_FAULTS: (&str, &str) = ("NINEFOLD_FAULTS", FAULTS);

/// Everything that takes long: properties with many more cases, every clock change of every zone, and faults made on purpose,
/// whose table (`docs/faults.md`) is printed at the end. What is timed runs alone, the rest in two lanes.
///
/// # Errors
/// The steps that failed; a property names the instance on which it does not hold.
pub fn run() -> Result<(), String> {
    let mut alone = Lane::default();
    alone.steps.run("how quick the largest journal and calendar are", || {
        alone.table.time(&mut bench::journal_command()?, &START)?;
        alone.table.time(&mut bench::calendar_command(), &CALENDAR)
    });
    // Both lanes need them.
    alone.steps.run("the programs are built", || {
        python::calendars()?;
        process::run(&mut process::cargo(&["build", "--package", "ninefold-cli"]))
    });
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(computers_and_calendars);
        (journals_and_plans(), other.join())
    });
    let other = other.map_err(|_| "a lane ended before its time".to_owned())?;
    let Lane { steps, table } = alone.and(one).and(other);
    println!("\n| what was done, how often | lost |\n|---|---|\n{}", table.0.join("\n"));
    steps.finish()
}

fn journals_and_plans() -> Lane {
    let mut lane = Lane::default();
    let Lane { steps, table } = &mut lane;
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
    let row = format!("commands of every kind in random order, undone and done again, {TURNS} times");
    let undone = Tests { row: Some(row), ..of("api", "undo", "all_that_was_done_is_undone", MANY_FAULTS) };
    lane.tests("everything is undone and done again", &[undone]);
    let kill = "every_acknowledged_event_outlives_a_kill";
    lane.tests("a writing process is killed", &[of("journal", "it", kill, ("NINEFOLD_KILLS", KILLS))]);
    let damages = ("NINEFOLD_DAMAGES", DAMAGES);
    lane.tests("journals are damaged", &[of("journal", "it", "whatever_is_damaged", damages)]);
    let mutations = ("NINEFOLD_MUTATIONS", MUTATIONS);
    lane.tests("parsers are fed with anything", &[of("tests", "corpus", "", mutations)]);
    lane
}

fn computers_and_calendars() -> Lane {
    let mut lane = Lane::default();
    lane.tests("computers in step through a folder", &[of("sync", "it", "", MANY_FAULTS)]);
    lane.tests(
        "calendars on bad days",
        &[
            of("caldav", "it", "both_sides", MANY_FAULTS),
            of("caldav", "servers", "bad_days", MANY_FAULTS),
            of("api", "servers", "while_a_pass_writes", MANY_FAULTS),
        ],
    );
    lane.tests("faults made on purpose", &[of("tests", "faults", "", MANY_FAULTS)]);
    lane
}

/// Writes the plans in `crates/cli/tests/plans` as the planner makes them now.
///
/// # Errors
/// That they could not be made or written.
pub fn bless() -> Result<(), String> {
    let mut command = process::cargo(&["test", "--quiet", "--package", "ninefold-cli", "--test", "plans"]);
    process::run(command.env("NINEFOLD_BLESS", "1"))
}
