//! `ninefold-cli init`: the four steps of onboarding from flags or a small TOML profile.

use std::collections::BTreeMap;
use std::path::PathBuf;

use api::App;
use api::wire::{
    BusyImport, DraftArgs, Failure, Goal, KnowledgeLevel, Nothing, OnboardingDraft, StudyWindow,
};
use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Deserialize;

use crate::windows;

/// Answers of onboarding; what is left out keeps a sensible default.
#[derive(clap::Args)]
#[command(after_help = "EXAMPLES:
  ninefold-cli init
  ninefold-cli init --hours 10 --target 2028-06-30 \\
      --window 'mon-thu 19:00-21:30 deep' --window 'sat 9:00-12:00 deep' --window 'sun 10:00-12:00 light'
  ninefold-cli init --level 3=use-it --known math-vectors --busy ~/work.ics
  ninefold-cli init --profile me.toml

A PROFILE holds the same answers:
  goal = \"ml-role\"
  target = \"2028-06-30\"
  hours = 10
  windows = [\"mon-thu 19:00-21:30 deep\", \"sat 9:00-12:00 deep\"]
  known = [\"math-vectors\"]
  levels = { 3 = \"use-it\" }
  busy = [\"work.ics\"]")]
pub struct InitArgs {
    /// TOML file with answers; flags win over it.
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// What it is for.
    #[arg(long, value_enum)]
    goal: Option<GoalArg>,
    /// Target date, such as 2028-06-30.
    #[arg(long, value_name = "DATE")]
    target: Option<NaiveDate>,
    /// Study hours a week, such as 9 or 7.5.
    #[arg(long)]
    hours: Option<f64>,
    /// A study window: 'mon-thu 19:00-21:30 deep' (or light). May be given several times.
    #[arg(long = "window", value_name = "WINDOW")]
    windows: Vec<String>,
    /// A unit that is known already. May be given several times.
    #[arg(long, value_name = "UNIT")]
    known: Vec<String>,
    /// How well a strategy is known: 3=use-it (new, seen-it, use-it, could-teach-it). May be given several times.
    #[arg(long = "level", value_name = "N=LEVEL")]
    levels: Vec<String>,
    /// A calendar file (.ics) with busy time. May be given several times.
    #[arg(long, value_name = "FILE")]
    busy: Vec<PathBuf>,
    /// Answer again although there is a plan already. What was studied and the calendars that were read stay.
    #[arg(long)]
    again: bool,
}

#[derive(Clone, Copy, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GoalArg {
    /// All nine strategies, interviews last.
    MlRole,
    /// No networking, no interview preparation.
    AddToJob,
    /// Interviews and projects first, the rest optional.
    OneApplication,
}

#[derive(Clone, Copy, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LevelArg {
    New,
    SeenIt,
    UseIt,
    CouldTeachIt,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Profile {
    goal: Option<GoalArg>,
    target: Option<String>,
    hours: Option<f64>,
    windows: Vec<String>,
    known: Vec<String>,
    levels: BTreeMap<String, LevelArg>,
    busy: Vec<PathBuf>,
}

/// Hours a week in whole minutes, or why they cannot be planned.
pub fn minutes(hours: f64) -> Result<u32, String> {
    if !(0.5..=70.0).contains(&hours) {
        return Err(format!("hours: {hours} a week cannot be planned. Choose 0.5 to 70."));
    }
    // The range above makes the cast exact enough and safe.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let minutes = (hours * 60.0).round() as u32;
    Ok(minutes)
}

/// Saves the answers and the first plan.
pub fn run(app: &App, args: &InitArgs) -> Result<String, Failure> {
    let state = app.app_state(Nothing {})?;
    if state.sample {
        return Err(refuse(vec!["A sample learner has a plan already. Leave out --sample.".to_owned()]));
    }
    if state.onboarded && !args.again {
        return Err(refuse(vec![
            "There is a plan already. Change it in the window's settings, or answer everything anew with --again."
                .to_owned(),
        ]));
    }
    let profile = match &args.profile {
        Some(path) => read_profile(path)?,
        None => Profile::default(),
    };
    let base = profile.busy.iter().map(|file| match args.profile.as_ref().and_then(|p| p.parent()) {
        Some(dir) => dir.join(file),
        None => file.clone(),
    });
    let calendars: Vec<PathBuf> = base.chain(args.busy.iter().cloned()).collect();
    let draft = answers(app.onboarding_start(Nothing {})?.draft, args, profile)?;
    // Calendars first: a file that cannot be read should be known before anything is saved.
    let mut texts = Vec::new();
    for path in &calendars {
        let bytes = std::fs::read(path).map_err(|e| {
            refuse(vec![format!("{} could not be read: {e}. Check the path.", path.display())])
        })?;
        texts.push((path, String::from_utf8_lossy(&bytes).into_owned()));
    }
    app.onboarding_preview(DraftArgs { draft: draft.clone() })?;
    let mut notes = String::new();
    for (path, text) in texts {
        // The whole path: two folders may hold files of one name.
        let file_name = path.display().to_string();
        let read = app.busy_import(BusyImport { file_name, text })?;
        notes.push_str(&format!("Read “{}”, {} events.\n", read.calendar.name, read.calendar.events));
        for problem in read.problems {
            notes.push_str(&format!("! {problem}\n"));
        }
    }
    let answered = app.onboarding_finish(DraftArgs { draft })?;
    Ok(format!("{notes}{}\n", answered.message.unwrap_or_default()))
}

fn answers(
    mut draft: OnboardingDraft,
    args: &InitArgs,
    profile: Profile,
) -> Result<OnboardingDraft, Failure> {
    let mut faults = Vec::new();
    if let Some(goal) = args.goal.or(profile.goal) {
        draft.goal = match goal {
            GoalArg::MlRole => Goal::MlRole,
            GoalArg::AddToJob => Goal::AddToJob,
            GoalArg::OneApplication => Goal::OneApplication,
        };
    }
    match (args.target, profile.target) {
        (Some(target), _) => draft.target = target,
        (None, Some(text)) => match text.parse() {
            Ok(target) => draft.target = target,
            Err(_) => faults.push(format!("target: “{text}” is not a date such as 2028-06-30.")),
        },
        (None, None) => {}
    }
    if let Some(hours) = args.hours.or(profile.hours) {
        match minutes(hours) {
            Ok(minutes) => draft.week_min = minutes,
            Err(fault) => faults.push(fault),
        }
    }
    let texts = if args.windows.is_empty() { profile.windows } else { args.windows.clone() };
    if !texts.is_empty() {
        let mut all: Vec<StudyWindow> = Vec::new();
        for text in &texts {
            match windows::parse(text) {
                Ok(windows) => all.extend(windows),
                Err(fault) => faults.push(fault),
            }
        }
        draft.windows = all;
    }
    draft.units.extend(profile.known.into_iter().chain(args.known.iter().cloned()).map(|u| (u, true)));
    for (number, level) in profile.levels {
        match number.parse() {
            Ok(number) => {
                draft.levels.insert(number, to_level(level));
            }
            Err(_) => faults.push(format!("levels: “{number}” is not a strategy number, 1 to 9.")),
        }
    }
    for text in &args.levels {
        let parsed = text.split_once('=').and_then(|(n, level)| {
            Some((n.trim().parse().ok()?, LevelArg::from_str(level.trim(), true).ok()?))
        });
        match parsed {
            Some((number, level)) => {
                draft.levels.insert(number, to_level(level));
            }
            None => faults.push(format!(
                "--level: “{text}” is not like 3=use-it (new, seen-it, use-it or could-teach-it)."
            )),
        }
    }
    if faults.is_empty() { Ok(draft) } else { Err(refuse(faults)) }
}

fn to_level(level: LevelArg) -> KnowledgeLevel {
    match level {
        LevelArg::New => KnowledgeLevel::New,
        LevelArg::SeenIt => KnowledgeLevel::SeenIt,
        LevelArg::UseIt => KnowledgeLevel::UseIt,
        LevelArg::CouldTeachIt => KnowledgeLevel::CouldTeachIt,
    }
}

fn read_profile(path: &PathBuf) -> Result<Profile, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| refuse(vec![format!("{} could not be read: {e}. Check the path.", path.display())]))?;
    toml::from_str(&text).map_err(|e| refuse(vec![format!("{}: {e}", path.display())]))
}

fn refuse(details: Vec<String>) -> Failure {
    Failure { code: "bad_answers".to_owned(), message: details.join("\n"), details }
}
