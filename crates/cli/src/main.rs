//! `ninefold-cli`: the same plan as the window, on a terminal and for scripts.
//! Invariant: exit code 0 for an answer, 1 for an answer with something to tell or a refusal, 2 for bad usage or input.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use api::wire::{
    AlternativeView, Answered, AppState, BlockDetail, BlockDone, BlockRef, BlockView, Failure, ForecastOf,
    Grade, Nothing, PaceSet, ReviewGraded, StudyLog, TermView, UnitRef, WeekOf, WeekView,
};
use api::{App, said};
use chrono::{Duration, NaiveDate};
use clap::{Parser, Subcommand};
use serde::Serialize;

use crate::host::TerminalHost;
use crate::output::{BAD_INPUT, REFUSED, tell, to_json};
use crate::show::Show;
use crate::style::Style;

mod find;
mod host;
mod init;
mod output;
mod packs;
mod plan_cmd;
mod restore;
mod show;
mod study;
mod style;
mod transfer;
mod usage;
mod watching;
mod windows;

/// Ninefold on a terminal: your study week, for you and for scripts.
///
/// It reads and writes the same journal as the window; both may run at once. Start with `init`, look with
/// `today` and `week`, answer with `done` and `missed`.
#[derive(Parser)]
#[command(
    name = "ninefold-cli",
    version,
    after_help = "EXIT CODES: 0 answered; 1 refused, nothing to show, or the answer could not be written; \
                  2 bad usage or unreadable input. With --json a failure is JSON, too: code, message, details."
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
    /// Language of what is said, en or es, instead of that of LC_ALL, LC_MESSAGES or LANG. Codes in JSON are the same.
    #[arg(long, global = true, value_name = "TAG", value_parser = usage::language)]
    language: Option<api::Language>,
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
        #[arg(value_parser = usage::date)]
        date: Option<NaiveDate>,
    },
    /// Show today: the next block, its checklist, what is not answered yet.
    Today,
    /// Show when it is likely done, with its chances; or when it would be. Nothing is changed.
    Forecast(ForecastArgs),
    /// Study a block from now on, or go on after a pause; `done` ends it with the minutes it took.
    Start {
        /// The name at the end of its line in `week` and `today`, or "next" for the next one of today.
        block: String,
    },
    /// Let the session on a block rest.
    Pause {
        /// The name at the end of its line in `week` and `today`, or "next" for the next one of today.
        block: String,
    },
    /// Log study off the plan that ended just now; on a unit it counts for the unit.
    Log {
        /// Minutes studied.
        #[arg(value_parser = usage::minutes)]
        minutes: u32,
        /// The unit, such as math-vectors.
        #[arg(required_unless_present = "strategy", conflicts_with = "strategy")]
        unit: Option<String>,
        /// Something of this strategy instead, 1 to 9.
        #[arg(long)]
        strategy: Option<u8>,
        /// What it was, in your words.
        #[arg(long, requires = "strategy")]
        text: Option<String>,
    },
    /// Say that a block was done.
    Done {
        /// The name at the end of its line in `week` and `today`, or "next" for the next one of today.
        block: String,
        /// Minutes really used; left out: those of its session, else as planned.
        #[arg(long, value_parser = usage::minutes)]
        minutes: Option<u32>,
        /// The whole activity is finished, whatever its estimate says; the plan changes.
        #[arg(long)]
        finished: bool,
    },
    /// Say that a block could not be done; it goes back in the queue.
    Missed {
        /// The name at the end of its line in `week` and `today`, or "next" for the next one of today.
        block: String,
    },
    /// Show the questions of a review, unit by unit.
    Review {
        /// The name at the end of its line in `week` and `today`, or "next" for the next one of today.
        block: String,
        /// With the answers.
        #[arg(long)]
        answers: bool,
    },
    /// Say how well a unit of a review was recalled; with the last one the review is done.
    Grade {
        /// The name at the end of its line in `week` and `today`, or "next" for the next one of today.
        block: String,
        /// The unit as `review` names it, such as math-vectors.
        unit: String,
        /// forgot, hard, good or easy.
        #[arg(value_parser = usage::grade)]
        grade: Grade,
    },
    /// Show how long things take you against their estimates, and whether plans follow that.
    Pace {
        /// Plan with your own pace (on), or with the estimates as they are (off); the plan changes.
        #[arg(value_enum)]
        own: Option<Switch>,
    },
    /// Say why a block is where it is, or why a unit is not studied earlier.
    Why {
        /// The name of a block as `week` shows it, "next", or a unit of the pack, such as math-vectors.
        name: String,
    },
    /// Take back the last change.
    Undo,
    /// Bring back a backup of the journal, or list the backups.
    Restore(restore::Args),
    /// Write everything as one JSON file, or a part of it for other programs or for reading, into the current folder.
    Export(transfer::ExportArgs),
    /// Take in everything that an export holds; what is here stays. A backup is made before.
    Import(transfer::ImportArgs),
    /// Check a pack folder and name every problem in it.
    CheckPack {
        /// The folder that holds pack.toml.
        dir: PathBuf,
    },
    /// Study from the pack in a folder, or from the one that came with the program; the plan changes.
    UsePack {
        /// The folder that holds pack.toml; all of it is kept with your plan, so the folder may go.
        #[arg(required_unless_present = "bundled", conflicts_with = "bundled")]
        dir: Option<PathBuf>,
        /// The one that came with the program.
        #[arg(long)]
        bundled: bool,
    },
    /// Plan an instance (study-instance/1) and print the plan (study-plan/1) with its forecast.
    Plan(plan_cmd::PlanArgs),
}

/// On or off.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Switch {
    On,
    Off,
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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error),
    };
    api::speaking(cli.language.unwrap_or_else(api::system_language), || run(&cli))
}

fn run(cli: &Cli) -> ExitCode {
    match &cli.command {
        Command::Plan(args) => return plan_cmd::run(args, cli.json),
        Command::CheckPack { dir } => return packs::check(dir, cli.json),
        Command::Init(_)
        | Command::Week { .. }
        | Command::Today
        | Command::Forecast(_)
        | Command::Start { .. }
        | Command::Pause { .. }
        | Command::Log { .. }
        | Command::Done { .. }
        | Command::Missed { .. }
        | Command::Review { .. }
        | Command::Grade { .. }
        | Command::Pace { .. }
        | Command::Why { .. }
        | Command::Undo
        | Command::Restore(_)
        | Command::UsePack { .. }
        | Command::Export(_)
        | Command::Import(_) => {}
    }
    match with_learner(cli) {
        Ok(text) => output::answer(&text, 0),
        Err(failure) => {
            let is_input = ["bad_answers", "bad_setting", "bad_calendar", "bad_pack", "bad_import"]
                .contains(&failure.code.as_str());
            output::failure(&failure, cli.json, if is_input { BAD_INPUT } else { REFUSED })
        }
    }
}

fn with_learner(cli: &Cli) -> Result<String, Failure> {
    let home = cli.home.clone().or_else(api::paths::data_dir).ok_or_else(|| Failure {
        code: "no_home".to_owned(),
        message: said!(
            "This system names no home folder. Say where the journal is with --home DIR.",
            "Este sistema no nombra ninguna carpeta personal. Di dónde está el diario con --home DIR."
        ),
        details: Vec::new(),
    })?;
    let app = App::open(Arc::new(TerminalHost { home }))?;
    if let Command::Restore(args) = &cli.command {
        return restore::run(&app, args, cli.json);
    }
    if cli.sample {
        app.sample_start(Nothing {})?;
    }
    let state = app.app_state(Nothing {})?;
    tell_notice(&state);
    let show = Show { style: Style::of_stdout(), strategies: &state.strategies };
    let said = |answered: Answered| {
        if cli.json { to_json(&answered) } else { show.answered(&answered, state.today) }
    };
    match &cli.command {
        Command::Init(args) => {
            let finished = init::run(&app, &state, args)?;
            let week = first_week(&app)?;
            if cli.json {
                return init::json(&finished, &week);
            }
            Ok(format!("{}\n{}", init::text(&finished), show.week(&week)))
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
        Command::Start { block } => {
            let id = find::block(&app, block)?;
            let answered = app.session_start(BlockRef { id: id.clone() })?;
            study::said(&app, &id, answered, &said)
        }
        Command::Pause { block } => {
            let id = find::block(&app, block)?;
            let answered = app.session_pause(BlockRef { id: id.clone() })?;
            study::said(&app, &id, answered, &said)
        }
        Command::Log { minutes, unit, strategy, text } => {
            let (unit, text) = (unit.clone(), text.clone());
            let log = StudyLog { minutes: *minutes, unit, strategy: *strategy, text, start: None };
            app.study_log(log).map(said)
        }
        Command::Done { block, minutes, finished } => {
            let id = find::block(&app, block)?;
            let minutes = minutes.or_else(|| study::minutes(&app, &id));
            let args = BlockDone { id, minutes };
            if *finished { app.block_finished(args) } else { app.block_done(args) }.map(said)
        }
        Command::Missed { block } => app.block_missed(BlockRef { id: find::block(&app, block)? }).map(said),
        Command::Review { block, answers } => {
            let detail = app.block(BlockRef { id: find::block(&app, block)? })?;
            if detail.recall.is_empty() {
                return Err(find::no_block(said!(
                    "“{title}” is no review.",
                    "«{title}» no es un repaso.",
                    title = detail.block.title
                )));
            }
            Ok(if cli.json { to_json(&detail.recall) } else { show.review(&detail, *answers) })
        }
        Command::Grade { block, unit, grade } => {
            let (block, unit) = (find::block(&app, block)?, unit.clone());
            app.review_graded(ReviewGraded { block, unit, grade: *grade }).map(said)
        }
        Command::Pace { own: None } => {
            let pace = app.settings(Nothing {})?.pace;
            Ok(if cli.json { to_json(&pace) } else { show.pace(&pace) })
        }
        Command::Pace { own: Some(own) } => app.pace_set(PaceSet { own: *own == Switch::On }).map(said),
        Command::UsePack { dir, .. } => packs::use_from(&app, dir.as_deref()).map(said),
        Command::Why { name } => why(&app, name, &show, cli.json),
        Command::Undo => app.undo(Nothing {}).map(said),
        Command::Export(args) => transfer::export(&app, args, cli.json),
        Command::Import(args) => transfer::import(&app, args, cli.json),
        Command::Restore(_) | Command::CheckPack { .. } | Command::Plan(_) => Ok(String::new()),
    }
}

/// What the person must know about their data, and the command that helps.
fn tell_notice(state: &AppState) {
    let Some(notice) = &state.notice else { return };
    tell(&notice.text);
    if let Some(backup) = &notice.backup {
        tell(&said!(
            "The newest backup is of {backup}. `ninefold-cli restore` brings it back.",
            "La copia de seguridad más nueva es esta: {backup}. `ninefold-cli restore` la recupera."
        ));
    }
}

/// A name is looked up among the units first: no block is called like one.
fn why(app: &App, name: &str, show: &Show<'_>, json: bool) -> Result<String, Failure> {
    match app.why_not(UnitRef { unit: name.to_owned() }) {
        Ok(view) => Ok(if json { to_json(&view) } else { show.why_not(&view) }),
        Err(failure) if failure.code == "unknown_unit" => {
            let nothing = |failure: Failure| match failure.code.as_str() {
                "unknown_block" if name != "next" => find::no_block(said!(
                    "There is no block and no unit “{name}”. `ninefold-cli week` shows the names of blocks.",
                    "No hay ningún bloque ni ninguna unidad «{name}». `ninefold-cli week` muestra los nombres de los bloques.",
                )),
                _ => failure,
            };
            let detail = app.block(BlockRef { id: find::block(app, name).map_err(nothing)? })?;
            Ok(if json { to_json(&WhyHere::of(detail)) } else { show.why_here(&detail) })
        }
        Err(failure) => Err(failure),
    }
}

/// What a panel says of the place of its block.
#[derive(Serialize)]
struct WhyHere {
    block: BlockView,
    reasons: Vec<String>,
    costs: Vec<TermView>,
    alternatives: Vec<AlternativeView>,
}

impl WhyHere {
    fn of(detail: BlockDetail) -> WhyHere {
        let BlockDetail { block, reasons, costs, alternatives, .. } = detail;
        WhyHere { block, reasons, costs, alternatives }
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
