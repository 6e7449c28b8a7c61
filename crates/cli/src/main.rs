//! `ninefold-cli`: the same plan as the window, on a terminal and for scripts.
//! Invariant: exit code 0 for an answer, 1 for an answer with something to tell or a refusal, 2 for bad usage or input.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use api::wire::{
    AlternativeView, Answered, AppState, BlockDetail, BlockDone, BlockRef, BlockView, Failure, ForecastOf,
    Grade, Nothing, PaceSet, ReviewGraded, StudyLog, TermView, UnitRef, WeekOf, WeekView,
};
use api::{App, Clock, said, word};
use chrono::{Duration, NaiveDate};
use clap::{ArgGroup, Parser, Subcommand};
use serde::Serialize;

use crate::host::TerminalHost;
use crate::output::{BAD_INPUT, REFUSED, tell, to_json};
use crate::show::Show;
use crate::style::Style;

mod calendars;
mod find;
mod hidden;
mod host;
mod init;
mod output;
mod packs;
mod place;
mod plan_cmd;
mod restore;
mod show;
mod study;
mod style;
mod sync;
mod transfer;
mod usage;
mod watching;
mod windows;

#[derive(Parser)]
#[command(
    name = "ninefold-cli",
    version,
    about = word!(
        "Ninefold on a terminal: your study week, for you and for scripts",
        "Ninefold en una terminal: tu semana de estudio, para ti y para scripts",
    ),
    long_about = word!(
        "Ninefold on a terminal: your study week, for you and for scripts.\n\n\
         It reads and writes the same journal as the window; both may run at once. Start with `init`, look with `today` \
         and `week`, answer with `done` and `missed`.",
        "Ninefold en una terminal: tu semana de estudio, para ti y para scripts.\n\n\
         Lee y escribe el mismo diario que la ventana; pueden funcionar a la vez. Empieza con `init`, mira con `today` \
         y `week`, responde con `done` y `missed`.",
    ),
    after_help = word!(
        "EXIT CODES: 0 answered; 1 refused, nothing to show, or the answer could not be written; \
         2 bad usage or unreadable input. With --json a failure is JSON, too: code, message, details.",
        "CÓDIGOS DE SALIDA: 0 respondido; 1 rechazado, nada que mostrar o la respuesta no se pudo escribir; \
         2 mal uso o entrada ilegible. Con --json un fallo también es JSON: code, message, details.",
    )
)]
struct Cli {
    #[arg(long, global = true, help = word!("Print JSON instead of text", "Escribe JSON en lugar de texto"))]
    json: bool,
    #[arg(long, global = true, value_name = "DIR", help = word!(
        "Folder of the journal, instead of the usual one",
        "Carpeta del diario, en lugar de la habitual",
    ))]
    home: Option<PathBuf>,
    #[arg(long, global = true, help = word!(
        "Use a sample learner; nothing is kept",
        "Usa un estudiante de muestra; no se guarda nada",
    ))]
    sample: bool,
    #[arg(long, global = true, value_name = "TAG", value_parser = usage::language, help = word!(
        "Language of what is said, en or es, instead of that of LC_ALL, LC_MESSAGES or LANG. Codes in JSON are the same",
        "Idioma de lo que se dice, en o es, en lugar del de LC_ALL, LC_MESSAGES o LANG. Los códigos del JSON son los mismos",
    ))]
    language: Option<api::Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = word!(
        "Answer the four steps and make the first plan",
        "Responde a los cuatro pasos y hace el primer plan",
    ))]
    Init(init::InitArgs),
    #[command(about = word!(
        "Show the study blocks of a week",
        "Muestra los bloques de estudio de una semana",
    ))]
    Week {
        #[arg(value_parser = usage::date, help = word!(
            "Any day of the week, such as 2026-11-25; this week if left out",
            "Cualquier día de la semana, por ejemplo 2026-11-25; si falta, esta semana",
        ))]
        date: Option<NaiveDate>,
    },
    #[command(about = word!(
        "Show today: the next block, its checklist, what is not answered yet",
        "Muestra el día de hoy: el bloque siguiente, su lista de tareas y lo que aún no tiene respuesta",
    ))]
    Today,
    #[command(about = word!(
        "Show when it is likely done, with its chances; or when it would be. Nothing is changed",
        "Muestra cuándo es probable terminar, con su probabilidad, o cuándo se terminaría. No cambia nada",
    ))]
    Forecast(ForecastArgs),
    #[command(about = word!(
        "Study a block from now on, or go on after a pause; `done` ends it with the minutes it took",
        "Empieza a estudiar un bloque, o sigue tras una pausa; `done` lo termina con los minutos que llevó",
    ))]
    Start {
        #[arg(help = block_name())]
        block: String,
    },
    #[command(about = word!("Let the session on a block rest", "Deja en pausa la sesión de un bloque"))]
    Pause {
        #[arg(help = block_name())]
        block: String,
    },
    #[command(group = ArgGroup::new(usage::STUDIED).required(true), override_usage = usage::of_log(), about = word!(
        "Log study off the plan that ended just now; on a unit it counts for the unit",
        "Registra estudio fuera del plan que acaba de terminar; si es de una unidad, cuenta para ella",
    ))]
    Log {
        #[arg(value_parser = usage::minutes, help = word!("Minutes studied", "Minutos estudiados"))]
        minutes: u32,
        #[arg(group = usage::STUDIED, help = word!(
            "The unit, such as math-vectors",
            "La unidad, por ejemplo math-vectors",
        ))]
        unit: Option<String>,
        #[arg(long, group = usage::STUDIED, value_parser = usage::strategy, help = word!(
            "Something of this strategy instead, 1 to 9",
            "En su lugar, algo de esta estrategia, de 1 a 9",
        ))]
        strategy: Option<u8>,
        #[arg(long, conflicts_with = "unit", help = word!(
            "What it was of that strategy, in your words",
            "Qué fue de esa estrategia, con tus palabras",
        ))]
        text: Option<String>,
    },
    #[command(about = word!("Say that a block was done", "Di que un bloque se hizo"))]
    Done {
        #[arg(help = block_name())]
        block: String,
        #[arg(long, value_parser = usage::minutes, help = word!(
            "Minutes really used; left out: those of its session, else as planned",
            "Minutos que llevó de verdad; si faltan, los de su sesión o, si no, los planificados",
        ))]
        minutes: Option<u32>,
        #[arg(long, help = word!(
            "The whole activity is finished, whatever its estimate says; the plan changes",
            "Toda la actividad está terminada, diga lo que diga su estimación; el plan cambia",
        ))]
        finished: bool,
    },
    #[command(about = word!(
        "Say that a block could not be done; it goes back in the queue",
        "Di que un bloque no se pudo hacer; vuelve a la cola",
    ))]
    Missed {
        #[arg(help = block_name())]
        block: String,
    },
    #[command(about = word!(
        "Show the questions of a review, unit by unit",
        "Muestra las preguntas de un repaso, unidad por unidad",
    ))]
    Review {
        #[arg(help = block_name())]
        block: String,
        #[arg(long, help = word!("With the answers", "Con las respuestas"))]
        answers: bool,
    },
    #[command(about = word!(
        "Say how well a unit of a review was recalled; with the last one the review is done",
        "Di lo bien que recordaste una unidad de un repaso; con la última, el repaso está hecho",
    ))]
    Grade {
        #[arg(help = block_name())]
        block: String,
        #[arg(help = word!(
            "The unit as `review` names it, such as math-vectors",
            "La unidad como la llama `review`, por ejemplo math-vectors",
        ))]
        unit: String,
        #[arg(value_parser = usage::grade, help = word!(
            "forgot, hard, good or easy",
            "forgot (olvidada), hard (difícil), good (bien) o easy (fácil)",
        ))]
        grade: Grade,
    },
    #[command(about = word!(
        "Show how long things take you against their estimates, and whether plans follow that",
        "Muestra cuánto tardas frente a lo estimado, y si los planes lo siguen",
    ))]
    Pace {
        #[arg(value_enum, hide_possible_values = true, help = word!(
            "Plan with your own pace (on), or with the estimates as they are (off); the plan changes",
            "Planifica con tu propio ritmo (on), o con las estimaciones tal como son (off); el plan cambia",
        ))]
        own: Option<Switch>,
    },
    #[command(about = word!(
        "Say why a block is where it is, or why a unit is not studied earlier",
        "Explica por qué un bloque está donde está, o por qué una unidad no se estudia antes",
    ))]
    Why {
        #[arg(help = word!(
            "The name of a block as `week` shows it, \"next\", or a unit of the pack, such as math-vectors",
            "El nombre de un bloque como lo muestra `week`, «next», o una unidad del temario, por ejemplo math-vectors",
        ))]
        name: String,
    },
    #[command(about = word!("Take back the last change", "Deshace el último cambio"))]
    Undo,
    #[command(about = word!(
        "Bring back a backup of the journal, or list the backups",
        "Recupera una copia de seguridad del diario, o enumera las copias",
    ))]
    Restore(restore::Args),
    #[command(about = word!(
        "Write everything as one JSON file, or a part of it for other programs or for reading, into the current folder",
        "Escribe todo en un archivo JSON, o una parte para otros programas o para leer, en la carpeta actual",
    ))]
    Export(transfer::ExportArgs),
    #[command(about = word!(
        "Take in everything that an export holds; what is here stays. A backup is made before",
        "Incorpora todo lo que tiene una exportación; lo que hay aquí se queda. Antes se hace una copia de seguridad",
    ))]
    Import(transfer::ImportArgs),
    #[command(about = word!(
        "Bring your plan in step with your other computers through the sync folder: one pass, which says what came and went, and a look at connected calendars",
        "Pone tu plan al día con tus otros equipos a través de la carpeta de sincronización: una pasada, que dice qué llegó y qué se envió, y un vistazo a los calendarios conectados",
    ))]
    Sync(sync::Args),
    #[command(about = word!(
        "Your calendars: what keeps time busy, accounts, where your blocks are published; one look at all of them",
        "Tus calendarios: lo que ocupa tiempo, las cuentas, dónde se publican tus bloques; un vistazo a todos",
    ))]
    Calendars(calendars::Args),
    #[command(about = word!(
        "Check a pack folder and name every problem in it",
        "Comprueba la carpeta de un temario y nombra todos sus problemas",
    ))]
    CheckPack {
        #[arg(help = word!("The folder that holds pack.toml", "La carpeta que contiene pack.toml"))]
        dir: PathBuf,
    },
    #[command(about = word!(
        "Study from the pack in a folder, or from the one that came with the program; the plan changes",
        "Estudia con el temario de una carpeta, o con el que vino con el programa; el plan cambia",
    ))]
    UsePack {
        #[arg(required_unless_present = "bundled", conflicts_with = "bundled", help = word!(
            "The folder that holds pack.toml; all of it is kept with your plan, so the folder may go",
            "La carpeta que contiene pack.toml; todo se guarda con tu plan, así que la carpeta puede desaparecer",
        ))]
        dir: Option<PathBuf>,
        #[arg(long, help = word!("The one that came with the program", "El que vino con el programa"))]
        bundled: bool,
    },
    #[command(about = word!(
        "Plan an instance (study-instance/1) and print the plan (study-plan/1) with its forecast",
        "Planifica una instancia (study-instance/1) y escribe el plan (study-plan/1) con su previsión",
    ))]
    Plan(plan_cmd::PlanArgs),
}

impl Command {
    /// Whether it is about the journal, the folder or the calendars of this computer, and not about a plan.
    fn is_about_what_is_kept(&self) -> bool {
        matches!(self, Command::Restore(_) | Command::Import(_) | Command::Sync(_) | Command::Calendars(_))
    }
}

/// What a block is called on the terminal.
fn block_name() -> &'static str {
    word!(
        "The name at the end of its line in `week` and `today`, or \"next\" for the next one of today",
        "El nombre al final de su línea en `week` y `today`, o «next» para el siguiente de hoy",
    )
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
    #[arg(long, help = word!(
        "Hours a week, such as 9 or 7.5, instead of yours",
        "Horas por semana, por ejemplo 9 o 7.5, en lugar de las tuyas",
    ))]
    hours: Option<f64>,
    #[arg(long, help = word!(
        "A date to be done by, such as 2027-05-28, instead of yours",
        "Una fecha para terminar, por ejemplo 2027-05-28, en lugar de la tuya",
    ))]
    target: Option<NaiveDate>,
    #[arg(long, value_name = "UNIT", help = word!(
        "A unit to leave out; may be given several times",
        "Una unidad que dejar fuera; se puede dar varias veces",
    ))]
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
    api::outlive_size_limits();
    // Help and faults of usage are said before the arguments are understood, so their language is looked for first.
    api::speaking(usage::language_asked_for().unwrap_or_else(api::system_language), || match usage::read() {
        Ok(cli) => run(&cli),
        Err(error) => usage::answer(&error),
    })
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
        | Command::Calendars(_)
        | Command::Sync(_)
        | Command::Import(_) => {}
    }
    match with_learner(cli) {
        Ok((text, code)) if cli.json => output::answer(&text, code),
        Ok((text, code)) => output::answer(&output::plain(&text), code),
        Err(failure) => {
            let is_input = ["bad_answers", "bad_setting", "bad_calendar", "bad_pack", "bad_import"]
                .contains(&failure.code.as_str());
            output::failure(&failure, cli.json, if is_input { BAD_INPUT } else { REFUSED })
        }
    }
}

/// What to print, and the exit code.
fn with_learner(cli: &Cli) -> Result<(String, u8), Failure> {
    let home = cli.home.clone().or_else(api::paths::data_dir).ok_or_else(|| Failure {
        code: "no_home".to_owned(),
        message: said!(
            "This system names no home folder. Say where the journal is with --home DIR.",
            "Este sistema no nombra ninguna carpeta personal. Di dónde está el diario con --home DIR."
        ),
        details: Vec::new(),
    })?;
    if cli.sample && cli.command.is_about_what_is_kept() {
        return Err(Failure {
            code: "sample".to_owned(),
            message: said!(
                "A sample learner is for looking: nothing is restored, taken in, carried or connected for one. Leave out --sample.",
                "Un estudiante de muestra es para mirar: no se restaura, importa, lleva ni conecta nada en su nombre. Quita --sample."
            ),
            details: Vec::new(),
        });
    }
    let app = App::open(Arc::new(TerminalHost { home, clock: Clock::start() }))?;
    let done = answer(cli, &app);
    // That of the day is made beside the command, and is waited for. The list of backups says it by itself, and who asked for one
    // was told what is the matter with them.
    let is_listed = matches!(&cli.command, Command::Restore(args) if args.list || done.is_err());
    let is_said = |trouble: &str| done.as_ref().is_err_and(|failure| failure.message.contains(trouble));
    if let Some(trouble) = app.backup_trouble().filter(|trouble| !is_listed && !is_said(trouble)) {
        tell(&trouble);
    }
    let is_refused = |trouble: &str| done.as_ref().is_err_and(|failure| trouble.contains(&failure.message));
    if let Some(trouble) = app.unsaved().filter(|trouble| !is_refused(trouble)) {
        tell(&trouble);
    }
    // Nor does the answer say twice what is in it.
    let answers = done.as_ref().map_or("", |(answer, _)| answer.as_str());
    for trouble in app.choices_trouble() {
        if !answers.contains(&trouble) && !is_said(&trouble) {
            tell(&trouble);
        }
    }
    done
}

fn answer(cli: &Cli, app: &App) -> Result<(String, u8), Failure> {
    if let Command::Restore(args) = &cli.command {
        // There may be no plan to ask about.
        if let Ok(state) = app.app_state(Nothing {}) {
            tell_damage(app, &state);
        }
        return restore::run(app, args, cli.json).map(|text| (text, 0));
    }
    if cli.sample {
        app.sample_start(Nothing {})?;
    }
    let state = app.app_state(Nothing {})?;
    tell_notice(app, &state);
    match &cli.command {
        Command::Calendars(args) => calendars::run(app, args, cli.json),
        Command::Sync(args) => sync::run(app, args, cli.json),
        command => with_state(app, command, &state, cli.json).map(|text| (text, 0)),
    }
}

/// The answer to what is about the plan.
fn with_state(app: &App, command: &Command, state: &AppState, json: bool) -> Result<String, Failure> {
    let show = Show { style: Style::of_stdout(), strategies: &state.strategies };
    let said = |answered: Answered| {
        if json { to_json(&answered) } else { show.answered(&answered, state.today) }
    };
    match command {
        Command::Init(args) => {
            let finished = init::run(app, state, args)?;
            let week = first_week(app)?;
            if json {
                return init::json(&finished, &week);
            }
            Ok(format!("{}\n{}", init::text(&finished), show.week(&week)))
        }
        Command::Week { date } => {
            let week = app.week(WeekOf { date: *date })?;
            Ok(if json { to_json(&week) } else { show.week(&week) })
        }
        Command::Today => {
            let today = app.today(Nothing {})?;
            Ok(if json { to_json(&today) } else { show.today(&today) })
        }
        Command::Forecast(args) => {
            let forecast = app.forecast(args.question()?)?;
            Ok(if json { to_json(&forecast) } else { show.forecast(&forecast) })
        }
        Command::Start { block } => {
            let id = find::block(app, block)?;
            let answered = app.session_start(BlockRef { id: id.clone() })?;
            study::said(app, &id, answered, &said)
        }
        Command::Pause { block } => {
            let id = find::block(app, block)?;
            let answered = app.session_pause(BlockRef { id: id.clone() })?;
            study::said(app, &id, answered, &said)
        }
        Command::Log { minutes, unit, strategy, text } => {
            let (unit, text) = (unit.clone(), text.clone());
            let log = StudyLog { minutes: *minutes, unit, strategy: *strategy, text, start: None };
            app.study_log(log).map(said)
        }
        Command::Done { block, minutes, finished } => {
            let id = find::block(app, block)?;
            let minutes = minutes.or_else(|| study::minutes(app, &id));
            let args = BlockDone { id, minutes };
            if *finished { app.block_finished(args) } else { app.block_done(args) }.map(said)
        }
        Command::Missed { block } => app.block_missed(BlockRef { id: find::block(app, block)? }).map(said),
        Command::Review { block, answers } => {
            let detail = app.block(BlockRef { id: find::block(app, block)? })?;
            if detail.recall.is_empty() {
                return Err(find::no_block(said!(
                    "“{title}” is no review.",
                    "«{title}» no es un repaso.",
                    title = detail.block.title
                )));
            }
            Ok(if json { to_json(&detail.recall) } else { show.review(&detail, *answers) })
        }
        Command::Grade { block, unit, grade } => {
            let (block, unit) = (find::block(app, block)?, unit.clone());
            app.review_graded(ReviewGraded { block, unit, grade: *grade }).map(said)
        }
        Command::Pace { own: None } => {
            let pace = app.settings(Nothing {})?.pace;
            Ok(if json { to_json(&pace) } else { show.pace(&pace) })
        }
        Command::Pace { own: Some(own) } => app.pace_set(PaceSet { own: *own == Switch::On }).map(said),
        Command::UsePack { dir, .. } => packs::use_from(app, dir.as_deref()).map(said),
        Command::Why { name } => why(app, name, &show, json),
        Command::Undo => app.undo(Nothing {}).map(said),
        Command::Export(args) => transfer::export(app, args, json),
        Command::Import(args) => transfer::import(app, args, json),
        Command::Restore(_)
        | Command::CheckPack { .. }
        | Command::Plan(_)
        | Command::Calendars(_)
        | Command::Sync(_) => Ok(String::new()),
    }
}

/// What the person must know about their data. It is said again by the next command unless somebody sat there.
fn tell_damage(app: &App, state: &AppState) {
    let Some(notice) = &state.notice else { return };
    tell(&notice.text);
    if std::io::stderr().is_terminal() {
        // What cannot be forgotten is said once more.
        let _ = app.notice_dismiss(Nothing {});
    }
}

/// The same, and the command that helps.
fn tell_notice(app: &App, state: &AppState) {
    tell_damage(app, state);
    let Some(notice) = &state.notice else { return };
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
