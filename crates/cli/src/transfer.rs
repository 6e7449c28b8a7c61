//! `ninefold-cli export` and `import`: everything as a file, and back.

use std::path::PathBuf;

use api::wire::{CalendarExport, CalendarSpan, ExportTo, Failure, ImportFrom, Restored};
use api::{App, said, word};

use crate::output::to_json;
use crate::place::from_here;

/// Arguments of `export`.
#[derive(clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    ics: Ics,
    #[arg(help = word!(
        "The file to write; one that is there is not replaced. Left out: a new one in the current folder",
        "El archivo que se escribe; si ya existe no se sustituye. Si falta, uno nuevo en la carpeta actual",
    ))]
    file: Option<PathBuf>,
}

/// What is written instead of everything as JSON.
#[derive(clap::Args)]
#[group(multiple = false)]
struct What {
    #[arg(long, help = word!("What was studied, as a table", "Lo que se ha estudiado, en una tabla"))]
    csv: bool,
    #[arg(long, help = word!(
        "Plan, study, notes and own units, to read",
        "Plan, estudio, notas y unidades propias, para leer",
    ))]
    markdown: bool,
    #[arg(long, help = word!("The published blocks, as a calendar", "Los bloques publicados, en un calendario"))]
    ics: bool,
}

/// What of the blocks is written as a calendar.
#[derive(clap::Args)]
struct Ics {
    #[arg(long, requires = "ics", conflicts_with_all = ["csv", "markdown", "month"], help = word!(
        "With --ics: only the blocks of this week",
        "Con --ics: solo los bloques de esta semana",
    ))]
    week: bool,
    #[arg(long, requires = "ics", conflicts_with_all = ["csv", "markdown"], help = word!(
        "With --ics: only the blocks of this month",
        "Con --ics: solo los bloques de este mes",
    ))]
    month: bool,
    #[arg(long, requires = "ics", conflicts_with_all = ["csv", "markdown"], help = word!(
        "With --ics: each block's checklist as tasks, too",
        "Con --ics: también la lista de cada bloque, como tareas",
    ))]
    todos: bool,
    #[arg(long, requires = "ics", conflicts_with_all = ["csv", "markdown"], value_name = "MINUTES", help = word!(
        "With --ics: a reminder so long before each block. May be given several times",
        "Con --ics: un aviso tanto antes de cada bloque. Se puede dar varias veces",
    ))]
    reminder: Vec<u32>,
}

/// Arguments of `import`.
#[derive(clap::Args)]
pub struct ImportArgs {
    #[arg(help = word!("The .json file that Ninefold exported", "El archivo .json que exportó Ninefold"))]
    file: PathBuf,
    #[arg(long, help = word!(
        "Only say what it holds and what of it is new",
        "Solo dice qué contiene y qué hay de nuevo en él",
    ))]
    check: bool,
}

/// Writes the file; the answer is where it is.
pub fn export(app: &App, args: &ExportArgs, json: bool) -> Result<String, Failure> {
    let to = ExportTo { to: args.file.as_deref().map(from_here).transpose()?, replace: false };
    let written = match &args.what {
        What { csv: true, .. } => app.export_log(to)?,
        What { markdown: true, .. } => app.export_notes(to)?,
        What { ics: true, .. } => app.export_calendar(CalendarExport {
            to: to.to,
            replace: false,
            span: match args.ics {
                Ics { week: true, .. } => CalendarSpan::Week,
                Ics { month: true, .. } => CalendarSpan::Month,
                Ics { .. } => CalendarSpan::All,
            },
            tasks: args.ics.todos,
            reminders: args.ics.reminder.clone(),
        })?,
        What { .. } => app.export_all(to)?,
    };
    if json {
        return Ok(to_json(&written));
    }
    let note = written.note.map_or_else(String::new, |note| format!("{note}\n"));
    Ok(format!("{}\n{note}", written.path))
}

/// Says what the file holds, and takes it in unless that was all that was asked for.
pub fn import(app: &App, args: &ImportArgs, json: bool) -> Result<String, Failure> {
    let from = ImportFrom { path: from_here(&args.file)? };
    let offer = app.import_check(from.clone())?;
    let says = offer.says.iter().map(|line| format!("{line}\n")).collect::<String>();
    if args.check {
        return Ok(if json { to_json(&offer) } else { says });
    }
    let taken = app.import_take(from)?;
    if json {
        return Ok(to_json(&taken));
    }
    let back = way_back(&taken);
    Ok(format!("{says}{}\n{back}", taken.message))
}

/// How to be where one was before.
pub fn way_back(restored: &Restored) -> String {
    restored.back.as_ref().map_or_else(String::new, |name| {
        said!(
            "`ninefold-cli restore {name} --replace` leads back to what was before.\n",
            "`ninefold-cli restore {name} --replace` lleva de vuelta a lo que había antes.\n"
        )
    })
}
