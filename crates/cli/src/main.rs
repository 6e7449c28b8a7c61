//! `ninefold-cli`: the same plan as the window, on a terminal and for scripts.
//! Invariant: exit code 0 for an answer, 1 for an answer with something to tell or a refusal, 2 for bad usage or input.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use api::App;
use api::wire::{BlockDone, BlockRef, Failure, ForecastOf, Nothing, WeekOf, WeekView};
use chrono::{Duration, NaiveDate};
use clap::{Parser, Subcommand};
use serde::Serialize;

use crate::host::TerminalHost;
use crate::show::{Show, short_name};
use crate::style::Style;

mod host;
mod init;
mod plan_cmd;
mod show;
mod style;
mod windows;

/// Ninefold on a terminal: your study week, for you and for scripts.
///
/// It reads and writes the same journal as the window; both may run at once. Start with `init`, look with
/// `today` and `week`, answer with `done` and `missed`.
#[derive(Parser)]
#[command(
    name = "ninefold-cli",
    version,
    after_help = "EXIT CODES: 0 answered; 1 refused, or nothing to show; 2 bad usage or unreadable input."
)]
struct Cli {
    /// Print JSON instead of text.
    #[arg(long, global = true)]
    json: bool,
    /// Folder of the journal, instead of the usual one.
    #[arg(long, global = true, value_name = "DIR")]
    home: Option<PathBuf>,
    /// Use a sample learner; nothing is kept.
    #[arg(long, global = true)]
    sample: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer the four steps and make the first plan.
    Init(init::InitArgs),
    /// Show the study blocks of a week.
    Week {
        /// Any day of the week, such as 2026-11-25; this week if left out.
        date: Option<NaiveDate>,
    },
    /// Show today: the next block, its checklist, what is not answered yet.
    Today,
    /// Show when it is likely done, with its chances; or when it would be. Nothing is changed.
    Forecast(ForecastArgs),
    /// Say that a block was done.
    Done {
        /// The name at the end of its line in `week` and `today`, or "next".
        block: String,
        /// Minutes really used, if not as planned.
        #[arg(long)]
        minutes: Option<u32>,
    },
    /// Say that a block could not be done; it goes back in the queue.
    Missed {
        /// The name at the end of its line in `week` and `today`, or "next".
        block: String,
    },
    /// Take back the last change.
    Undo,
    /// Write everything as one JSON file, or the published blocks as .ics, into the current folder.
    Export {
        /// A calendar file instead of everything.
        #[arg(long)]
        ics: bool,
    },
    /// Check a pack folder and name every problem in it.
    CheckPack {
        /// The folder that holds pack.toml.
        dir: PathBuf,
    },
    /// Plan an instance (study-instance/1) and print the plan (study-plan/1).
    Plan(plan_cmd::PlanArgs),
}

/// What would be different.
#[derive(clap::Args)]
struct ForecastArgs {
    /// Hours a week, such as 9 or 7.5, instead of yours.
    #[arg(long)]
    hours: Option<f64>,
    /// A date to be done by, such as 2027-05-28, instead of yours.
    #[arg(long)]
    target: Option<NaiveDate>,
    /// A unit to leave out; may be given several times.
    #[arg(long, value_name = "UNIT")]
    without: Vec<String>,
}

impl ForecastArgs {
    fn question(&self) -> Result<ForecastOf, Failure> {
        let minutes = self.hours.map(init::minutes).transpose();
        let week_min = minutes.map_err(|message| Failure {
            code: "bad_setting".to_owned(),
            message,
            details: Vec::new(),
        })?;
        Ok(ForecastOf { week_min, target: self.target, without: self.without.clone() })
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match &cli.command {
        Command::Plan(args) => return plan_cmd::run(args, cli.json),
        Command::CheckPack { dir } => return check_pack(dir, cli.json),
        Command::Init(_)
        | Command::Week { .. }
        | Command::Today
        | Command::Forecast(_)
        | Command::Done { .. }
        | Command::Missed { .. }
        | Command::Undo
        | Command::Export { .. } => {}
    }
    match with_learner(&cli) {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            if cli.json {
                print(&to_json(&failure));
            }
            eprintln!("ninefold-cli: {}", failure.message);
            let is_input = ["bad_answers", "bad_setting", "bad_calendar"].contains(&failure.code.as_str());
            ExitCode::from(if is_input { 2 } else { 1 })
        }
    }
}

fn with_learner(cli: &Cli) -> Result<String, Failure> {
    let home = cli.home.clone().or_else(api::paths::data_dir).ok_or_else(|| Failure {
        code: "no_home".to_owned(),
        message: "This system names no home folder. Say where the journal is with --home DIR.".to_owned(),
        details: Vec::new(),
    })?;
    let app = App::open(Arc::new(TerminalHost { home }))?;
    if cli.sample {
        app.sample_start(Nothing {})?;
    }
    let state = app.app_state(Nothing {})?;
    if let Some(notice) = &state.notice {
        eprintln!("ninefold-cli: {}", notice.text);
    }
    let show = Show { style: Style::of_stdout(), strategies: &state.strategies };
    let said = |answered: api::wire::Answered| {
        if cli.json { to_json(&answered) } else { format!("{}\n", answered.message.unwrap_or_default()) }
    };
    match &cli.command {
        Command::Init(args) => {
            let text = init::run(&app, args)?;
            let week = first_week(&app)?;
            Ok(if cli.json { to_json(&week) } else { format!("{text}\n{}", show.week(&week)) })
        }
        Command::Week { date } => {
            let week = app.week(WeekOf { date: *date })?;
            Ok(if cli.json { to_json(&week) } else { show.week(&week) })
        }
        Command::Today => {
            let today = app.today(Nothing {})?;
            Ok(if cli.json { to_json(&today) } else { show.today(&today) })
        }
        Command::Forecast(args) => {
            let forecast = app.forecast(args.question()?)?;
            Ok(if cli.json { to_json(&forecast) } else { show.forecast(&forecast) })
        }
        Command::Done { block, minutes } => {
            let id = find(&app, block)?;
            app.block_done(BlockDone { id, minutes: *minutes }).map(said)
        }
        Command::Missed { block } => app.block_missed(BlockRef { id: find(&app, block)? }).map(said),
        Command::Undo => app.undo(Nothing {}).map(said),
        Command::Export { ics } => {
            let written = if *ics { app.export_calendar(Nothing {})? } else { app.export_all(Nothing {})? };
            Ok(if cli.json { to_json(&written) } else { format!("{}\n", written.path) })
        }
        Command::CheckPack { .. } | Command::Plan(_) => Ok(String::new()),
    }
}

/// This week, or the next if the plan begins there.
fn first_week(app: &App) -> Result<WeekView, Failure> {
    let week = app.week(WeekOf { date: None })?;
    if week.days.iter().any(|d| !d.blocks.is_empty()) {
        return Ok(week);
    }
    app.week(WeekOf { date: Some(week.monday + Duration::weeks(1)) })
}

/// The block of this name: whole, the end of it, or "next".
fn find(app: &App, name: &str) -> Result<String, Failure> {
    let today = app.today(Nothing {})?;
    if name == "next" {
        let next = today.next.and_then(|n| n.block.id).or_else(|| today.later.and_then(|b| b.id));
        return next.ok_or_else(|| no_block("There is no next block.".to_owned()));
    }
    let mut found: Vec<String> = Vec::new();
    for weeks in -2..=4 {
        let week = app.week(WeekOf { date: Some(today.date + Duration::weeks(weeks)) })?;
        let ids = week.days.into_iter().flat_map(|d| d.blocks).filter_map(|b| b.id);
        found.extend(
            ids.filter(|id| id == name || short_name(id) == name || (name.len() > 6 && id.ends_with(name))),
        );
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(no_block(format!("There is no block “{name}”. `ninefold-cli week` shows their names."))),
        _ => Err(no_block(format!("“{name}” fits several blocks. Use a whole name from `week --json`."))),
    }
}

fn no_block(message: String) -> Failure {
    Failure { code: "unknown_block".to_owned(), message, details: Vec::new() }
}

fn check_pack(dir: &std::path::Path, json: bool) -> ExitCode {
    match api::check_pack(dir) {
        Ok(summary) => {
            print(&if json { to_json(&summary) } else { format!("{}\n", summary.text) });
            ExitCode::SUCCESS
        }
        Err(problems) => {
            if json {
                print(&to_json(&problems));
            } else {
                print(&problems.iter().map(|p| format!("{p}\n")).collect::<String>());
            }
            eprintln!(
                "ninefold-cli: {} in {}.",
                api::say::count(problems.len(), "problem", "problems"),
                dir.display()
            );
            ExitCode::from(2)
        }
    }
}

fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value)
        .map_or_else(|e| format!("{{\"error\": \"{e}\"}}\n"), |text| text + "\n")
}

/// A reader that stops early (such as `head`) is no fault.
fn print(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stdout().write_all(text.as_bytes());
}
