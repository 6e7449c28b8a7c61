//! The benchmark's program, as `cargo xtask bench` starts it.
//! Invariant: standard output carries the table alone.

use std::path::Path;
use std::process::ExitCode;

use bench::run::Options;
use bench::{journal, keep, machine, run, table};

const USAGE: &str = "\
bench plan [--quick] [--json]   measure and print the table
bench journal FOLDER [EVENTS]   make a journal of ten years there, unless there is one, and measure the program on it
bench start FOLDER              start the program on that journal, once; part of the former
bench seek FOLDER STEPS         look for better plans of the kept instances
bench merge FOLDER              keep what is better or newly proven
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["plan", options @ ..] if options.iter().all(|o| ["--quick", "--json"].contains(o)) => {
            plan(options.contains(&"--quick"), options.contains(&"--json"))
        }
        ["journal", folder, events @ ..] => {
            let count = events.first().map_or(Ok(journal::EVENTS), |text| text.parse());
            match count {
                Ok(count) => journal::measure(Path::new(folder), count).map(|table| print!("{table}")),
                Err(error) => Err(error.to_string()),
            }
        }
        ["start", folder] => journal::start(Path::new(folder)).map(|times| println!("{times}")),
        ["seek", folder, steps] => match steps.parse() {
            Ok(steps) => keep::seek(Path::new(folder), steps),
            Err(error) => Err(format!("{steps}: {error}")),
        },
        ["merge", folder] => keep::merge(Path::new(folder)).map(|said| print!("{said}")),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("bench: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn plan(quick: bool, as_json: bool) -> Result<(), String> {
    let rows = run::run(Options { quick })?;
    let machine = machine::describe();
    if as_json {
        println!("{:#}", table::json(&machine, &rows));
    } else {
        print!("{}", table::text(&machine, &rows));
    }
    Ok(())
}
