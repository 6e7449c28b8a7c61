//! `ninefold-cli init`: the four steps of onboarding from flags or a small TOML profile.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use api::wire::{
    AppState, BusyImport, CalendarRead, Failure, FinishArgs, Finished, Goal, KnowledgeLevel, Nothing, Notice,
    OnboardingDraft, StudyWindow, WeekView,
};
use api::{App, counted, said, say, word};
use chrono::NaiveDate;
use clap::ValueEnum;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::output::{tell, to_json};
use crate::{usage, windows};

/// No calendar is larger, and none of more bytes is read (`calendar`).
const CALENDAR_MOST_BYTES: u64 = 20 * 1024 * 1024;
/// A profile is a page.
const PROFILE_MOST_BYTES: u64 = 1024 * 1024;

/// Answers of onboarding; what is left out keeps a sensible default.
#[derive(clap::Args)]
#[command(after_help = word!(
    "EXAMPLES:
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
  busy = [\"work.ics\"]",
    "EJEMPLOS:
  ninefold-cli init
  ninefold-cli init --hours 10 --target 2028-06-30 \\
      --window 'mon-thu 19:00-21:30 deep' --window 'sat 9:00-12:00 deep' --window 'sun 10:00-12:00 light'
  ninefold-cli init --level 3=use-it --known math-vectors --busy ~/work.ics
  ninefold-cli init --profile me.toml

UN PERFIL contiene las mismas respuestas:
  goal = \"ml-role\"
  target = \"2028-06-30\"
  hours = 10
  windows = [\"mon-thu 19:00-21:30 deep\", \"sat 9:00-12:00 deep\"]
  known = [\"math-vectors\"]
  levels = { 3 = \"use-it\" }
  busy = [\"work.ics\"]",
))]
pub struct InitArgs {
    #[arg(long, value_name = "FILE", help = word!(
        "TOML file with answers; flags win over it",
        "Archivo TOML con respuestas; las opciones valen más",
    ))]
    profile: Option<PathBuf>,
    #[arg(long, value_enum, hide_possible_values = true, help = word!(
        "What it is for: ml-role (all nine strategies, interviews last), add-to-job (no networking, no interview \
         preparation) or one-application (interviews and projects first, the rest optional)",
        "Para qué es: ml-role (las nueve estrategias, las entrevistas al final), add-to-job (sin contactos ni preparación \
         de entrevistas) o one-application (primero entrevistas y proyectos; el resto, opcional)",
    ))]
    goal: Option<GoalArg>,
    #[arg(long, value_name = "DATE", value_parser = usage::date, help = word!(
        "Target date, such as 2028-06-30",
        "Fecha objetivo, por ejemplo 2028-06-30",
    ))]
    target: Option<NaiveDate>,
    #[arg(long, value_parser = usage::hours, help = word!(
        "Study hours a week, such as 9 or 7.5",
        "Horas de estudio por semana, por ejemplo 9 o 7.5",
    ))]
    hours: Option<f64>,
    #[arg(long = "window", value_name = "WINDOW", help = word!(
        "A study window: 'mon-thu 19:00-21:30 deep' (or light). May be given several times",
        "Una franja de estudio: 'mon-thu 19:00-21:30 deep' (o light). Se puede dar varias veces",
    ))]
    windows: Vec<String>,
    #[arg(long, value_name = "UNIT", help = word!(
        "A unit that is known already. May be given several times",
        "Una unidad que ya se sabe. Se puede dar varias veces",
    ))]
    known: Vec<String>,
    #[arg(long = "level", value_name = "N=LEVEL", help = word!(
        "How well a strategy is known: 3=use-it (new, seen-it, use-it, could-teach-it). May be given several times",
        "Cuánto se sabe de una estrategia: 3=use-it (new, seen-it, use-it, could-teach-it). Se puede dar varias veces",
    ))]
    levels: Vec<String>,
    #[arg(long, value_name = "FILE", help = word!(
        "A calendar file (.ics) with busy time. May be given several times",
        "Un archivo de calendario (.ics) con horas ocupadas. Se puede dar varias veces",
    ))]
    busy: Vec<PathBuf>,
    #[arg(long, help = word!(
        "Answer again although there is a plan already, or a backup of one. What was studied and the calendars that were read stay",
        "Responde de nuevo aunque ya haya un plan, o una copia de seguridad de uno. Lo estudiado y los calendarios leídos se quedan",
    ))]
    again: bool,
}

#[derive(Clone, Copy, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GoalArg {
    MlRole,
    AddToJob,
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
    target: Option<Target>,
    hours: Option<f64>,
    windows: Vec<String>,
    known: Vec<String>,
    levels: BTreeMap<String, LevelArg>,
    busy: Vec<PathBuf>,
}

/// Hours a week in whole minutes, or why they cannot be planned.
pub fn minutes(hours: f64) -> Result<u32, String> {
    if !(0.5..=70.0).contains(&hours) {
        return Err(said!(
            "hours: {hours} a week cannot be planned. Choose 0.5 to 70.",
            "hours: no se pueden planificar {hours} por semana. Elige de 0.5 a 70.",
        ));
    }
    // The range above makes the cast exact enough and safe.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let minutes = (hours * 60.0).round() as u32;
    Ok(minutes)
}

/// A date as text or as TOML writes dates.
struct Target(String);

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(from)? {
            toml::Value::String(text) => Ok(Target(text)),
            toml::Value::Datetime(date) => Ok(Target(date.to_string())),
            _ => Err(D::Error::custom(said!(
                "expected a date such as 2028-06-30",
                "se esperaba una fecha como 2028-06-30",
            ))),
        }
    }
}

/// Saves the answers, the calendars and the first plan: all of it, or nothing.
pub fn run(app: &App, state: &AppState, args: &InitArgs) -> Result<Finished, Failure> {
    if state.sample {
        return Err(refuse(vec![said!(
            "A sample learner has a plan already. Leave out --sample.",
            "Un estudiante de muestra ya tiene un plan. Quita --sample."
        )]));
    }
    let tells_of_one = |n: &Notice| n.backup.is_some() || n.code == "journal_missing";
    if state.notice.as_ref().is_some_and(tells_of_one) && !args.again {
        return Err(Failure {
            code: "backup_offered".to_owned(),
            message: said!(
                "Nothing was changed. To begin anew all the same, use `ninefold-cli init --again`.",
                "No ha cambiado nada. Para empezar de nuevo de todos modos, usa `ninefold-cli init --again`.",
            ),
            details: Vec::new(),
        });
    }
    if let (false, Some(tz)) = (state.onboarded, api::unknown_zone()) {
        tell(&said!(
            "TZ is “{tz}”, which is not the name of a time zone. The plan is made in {zone}. Use a name such as Europe/Berlin.",
            "TZ es «{tz}», que no es el nombre de una zona horaria. El plan se hace en {zone}. Usa un nombre como Europe/Berlin.",
            zone = state.zone
        ));
    }
    let profile = match &args.profile {
        Some(path) => read_profile(path)?,
        None => Profile::default(),
    };
    let base = profile.busy.iter().map(|file| match args.profile.as_ref().and_then(|p| p.parent()) {
        Some(dir) => dir.join(file),
        None => file.clone(),
    });
    let files: Vec<PathBuf> = base.chain(args.busy.iter().cloned()).collect();
    let draft = answers(app.onboarding_start(Nothing {})?.draft, args, profile)?;
    let mut calendars = Vec::new();
    for path in &files {
        let bytes = read(path, CALENDAR_MOST_BYTES)?;
        // The whole path: two folders may hold files of one name.
        let file_name = path.display().to_string();
        calendars.push(BusyImport { file_name, text: api::calendar_text(&bytes).into_owned() });
    }
    app.onboarding_finish(FinishArgs { draft, calendars, again: args.again })
}

/// What was read and what could not be, then that it is saved.
pub fn text(finished: &Finished) -> String {
    let mut out = String::new();
    for CalendarRead { calendar, problems } in &finished.read {
        let events = counted!(calendar.events, ["{n} event", "{n} events"], ["{n} evento", "{n} eventos"]);
        let times = counted!(calendar.times, ["{n} time", "{n} times"], ["{n} vez", "{n} veces"]);
        out.push_str(&said!(
            "Read “{name}”: {events}, {times} in the next three years.\n",
            "«{name}» leído: {events}, {times} en los próximos tres años.\n",
            name = calendar.name,
        ));
        for problem in problems {
            out.push_str(&format!("! {problem}\n"));
        }
    }
    out.push_str(&format!("{}\n", finished.message.as_deref().unwrap_or_default()));
    out
}

/// The first week, with the calendars that were read under `read`.
pub fn json(finished: &Finished, week: &WeekView) -> Result<String, Failure> {
    let failed = |e: serde_json::Error| refuse(vec![e.to_string()]);
    let mut whole = serde_json::to_value(week).map_err(failed)?;
    if let Some(keys) = whole.as_object_mut() {
        keys.insert("read".to_owned(), serde_json::to_value(&finished.read).map_err(failed)?);
    }
    Ok(to_json(&whole))
}

/// The bytes of a file, pipes included; of a larger one than any such file is, no more than that is read.
fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    opened.map_err(|e| unreadable(path, &e))?;
    if bytes.len() as u64 > most {
        return Err(refuse(vec![said!(
            "{path} could not be read: it has more than {megabytes}\u{a0}MB. Give another file.",
            "No se pudo leer {path}: tiene más de {megabytes}\u{a0}MB. Da otro archivo.",
            path = path.display(),
            megabytes = most / 1024 / 1024,
        )]));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let advice = match error.kind() {
        ErrorKind::InvalidData => word!("Save it as UTF-8.", "Guárdalo en UTF-8."),
        ErrorKind::IsADirectory => {
            word!("Give a file, not a folder.", "Da un archivo, no una carpeta.")
        }
        ErrorKind::PermissionDenied => word!("Change its permissions.", "Cambia sus permisos."),
        _ => word!("Check the path.", "Comprueba la ruta."),
    };
    let what = match error.kind() {
        ErrorKind::InvalidData => word!("it is not UTF-8", "no está en UTF-8").to_owned(),
        _ => say::refusal(error),
    };
    refuse(vec![said!(
        "{path} could not be read: {what}. {advice}",
        "No se pudo leer {path}: {what}. {advice}",
        path = path.display()
    )])
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
        (None, Some(target)) => match usage::date(&target.0) {
            Ok(target) => draft.target = target,
            Err(fault) => faults.push(format!("target: {fault}.")),
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
            Err(_) => faults.push(said!(
                "levels: “{number}” is not a strategy number, 1 to 9.",
                "levels: «{number}» no es el número de una estrategia, de 1 a 9.",
            )),
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
            None => faults.push(said!(
                "--level: “{text}” is not like 3=use-it (new, seen-it, use-it or could-teach-it).",
                "--level: «{text}» no es como 3=use-it (new, seen-it, use-it o could-teach-it).",
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

fn read_profile(path: &Path) -> Result<Profile, Failure> {
    let text = String::from_utf8(read(path, PROFILE_MOST_BYTES)?)
        .map_err(|e| unreadable(path, &std::io::Error::new(ErrorKind::InvalidData, e)))?;
    toml::from_str(&text).map_err(|e| refuse(vec![format!("{}: {}", path.display(), no_longer(&e, &text))]))
}

fn refuse(details: Vec<String>) -> Failure {
    Failure { code: "bad_answers".to_owned(), message: details.join("\n"), details }
}

/// What is wrong with a profile, with its line; of a line longer than any that a person writes, its number.
fn no_longer(error: &toml::de::Error, text: &str) -> String {
    let whole = error.to_string();
    if whole.len() <= 1000 {
        return whole;
    }
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let what: String = error.message().chars().take(200).collect();
    said!("line {line}: {what}", "línea {line}: {what}")
}
