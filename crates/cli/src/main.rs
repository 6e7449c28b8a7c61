//! `ninefold-cli`: the planner without a window.
//! Invariant: exit code 0 for an answer, 1 for an answer with something to tell, 2 for bad usage or input.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod plan_cmd;

/// Study planning from the command line.
#[derive(Parser)]
#[command(name = "ninefold-cli", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plan an instance (study-instance/1) and print the plan.
    Plan(plan_cmd::PlanArgs),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Plan(args) => plan_cmd::run(&args),
    }
}
