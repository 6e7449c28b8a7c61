//! Arguments in the program's own words: what a value should look like, and usage faults for scripts, too.

use std::process::ExitCode;

use api::wire::{Failure, Grade};
use api::{said, say, word};
use chrono::NaiveDate;
use clap::error::{ContextKind, ErrorKind};
use clap::{Command, CommandFactory as _, FromArgMatches as _};

use crate::Cli;
use crate::output::{self, BAD_INPUT};

/// The language that the arguments ask for, before they are understood; the last one counts, as it does then.
pub fn language_asked_for() -> Option<api::Language> {
    let args: Vec<String> = std::env::args_os()
        .skip(1)
        .take_while(|a| a != "--")
        .map(|a| a.to_string_lossy().into_owned())
        .collect();
    let mut named =
        args.iter().enumerate().rev().filter_map(|(at, arg)| match arg.strip_prefix("--language") {
            Some("") => args.get(at + 1).map(String::as_str),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        });
    named.next().and_then(api::Language::of_tag)
}

/// Reads the arguments.
///
/// # Errors
/// Help that was asked for, or a fault of usage.
pub fn read() -> Result<Cli, clap::Error> {
    // Whole before it is spoken: what clap adds by itself, such as --help, is there only then.
    let mut command = Cli::command();
    command.build();
    let matches = spoken(command).try_get_matches()?;
    Cli::from_arg_matches(&matches)
}

/// What clap says by itself, in the language that is spoken: headings, and the texts of `help`, --help and --version.
fn spoken(command: Command) -> Command {
    let command = command.mut_args(|arg| {
        let is_option = arg.get_long().is_some() || arg.get_short().is_some();
        let heading = if is_option { word!("Options", "Opciones") } else { word!("Arguments", "Argumentos") };
        let arg = match arg.get_id().as_str() {
            "help" => {
                let text = word!("Print help", "Muestra esta ayuda");
                arg.help(text).long_help(text)
            }
            "version" => arg.help(word!("Print version", "Muestra la versión")),
            _ => arg,
        };
        arg.help_heading(heading)
    });
    let usage = word!("Usage:", "Uso:");
    let all: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let command = command.subcommand_help_heading(word!("Commands", "Órdenes")).help_template(format!(
        "{{before-help}}{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
    ));
    all.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |one| {
            let one = spoken(one);
            if name == "help" {
                one.about(word!(
                    "Print this message or the help of a command",
                    "Muestra esta ayuda o la de una orden"
                ))
            } else {
                one
            }
        })
    })
}

/// A day such as 2026-11-25.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| {
        said!("“{text}” is not a date such as 2026-11-25", "«{text}» no es una fecha como 2026-11-25")
    })
}

/// A language such as es.
pub fn language(text: &str) -> Result<api::Language, String> {
    let known = say::all(&api::Language::ALL.map(|language| language.tag().to_owned()));
    api::Language::of_tag(text)
        .ok_or_else(|| said!("“{text}” is not one of {known}", "«{text}» no es uno de {known}"))
}

/// Hours a week, such as 9 or 7.5.
pub fn hours(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| {
        said!(
            "“{text}” is not a number of hours such as 9 or 7.5",
            "«{text}» no es un número de horas como 9 o 7.5"
        )
    })
}

/// Whole minutes, such as 90.
pub fn minutes(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| {
        said!(
            "“{text}” is not a whole number of minutes such as 90",
            "«{text}» no es un número entero de minutos como 90"
        )
    })
}

/// What study off the plan was of: a unit or a strategy.
pub const STUDIED: &str = "studied";

/// How it is logged. Left to itself clap names the minutes last, which come first.
pub fn of_log() -> &'static str {
    word!(
        "ninefold-cli log [OPTIONS] <MINUTES> <UNIT|--strategy <STRATEGY>>",
        "ninefold-cli log [OPCIONES] <MINUTES> <UNIT|--strategy <STRATEGY>>",
    )
}

/// The number of a strategy.
pub fn strategy(text: &str) -> Result<u8, String> {
    let number = text.parse().ok().filter(|number| (1..=9).contains(number));
    number.ok_or_else(|| said!("“{text}” is not one of 1 to 9", "«{text}» no es uno de 1 a 9"))
}

/// Steps of search, such as 6000.
pub fn steps(text: &str) -> Result<u64, String> {
    let steps = text.parse().ok().filter(|steps| (0..=1_000_000_000).contains(steps));
    steps.ok_or_else(|| {
        said!(
            "“{text}” is not a number of steps up to 1000000000",
            "«{text}» no es un número de pasos hasta 1000000000",
        )
    })
}

/// How well a unit was recalled.
pub fn grade(text: &str) -> Result<Grade, String> {
    match text {
        "forgot" => Ok(Grade::Forgot),
        "hard" => Ok(Grade::Hard),
        "good" => Ok(Grade::Good),
        "easy" => Ok(Grade::Easy),
        _ => Err(said!(
            "“{text}” is not one of forgot, hard, good and easy",
            "«{text}» no es uno de forgot, hard, good y easy"
        )),
    }
}

/// Answers what the arguments could not be read as: help that was asked for, or a fault of usage.
pub fn answer(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let styled = error.render();
        let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        let text = if is_terminal { styled.ansi().to_string() } else { styled.to_string() };
        return output::answer(&text, 0);
    }
    // The arguments were not understood, so they are looked through for the one that matters here.
    let json = std::env::args_os().skip(1).take_while(|a| a != "--").any(|a| a == "--json");
    let whole = in_words(error);
    if !json {
        use std::io::Write as _;
        let _ = std::io::stderr().lock().write_all(whole.as_bytes());
        return ExitCode::from(BAD_INPUT);
    }
    let message = whole.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let details = whole.lines().skip(1).map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    output::failure(&Failure { code: "bad_usage".to_owned(), message, details }, true, BAD_INPUT)
}

/// A fault of usage: what is wrong, how it is used, and where to read more.
fn in_words(error: &clap::Error) -> String {
    let of = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (arg, value, other) =
        (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue), of(ContextKind::PriorArg));
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::ValueValidation => {
            said!("invalid value for {arg}: {source}", "valor no válido para {arg}: {source}")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            said!("a value is needed for {arg}", "falta un valor para {arg}")
        }
        ErrorKind::InvalidValue => {
            let valid = of(ContextKind::ValidValue);
            said!(
                "“{value}” is none of the values of {arg}: {valid}",
                "«{value}» no es ninguno de los valores de {arg}: {valid}"
            )
        }
        ErrorKind::UnknownArgument => {
            said!("there is no argument “{arg}”", "no hay ningún argumento «{arg}»")
        }
        ErrorKind::InvalidSubcommand => {
            let name = of(ContextKind::InvalidSubcommand);
            said!("there is no command “{name}”", "no hay ninguna orden «{name}»")
        }
        ErrorKind::MissingRequiredArgument if arg.contains("UNIT|--strategy") => said!(
            "say which unit it was, or which strategy: --strategy 1 to 9",
            "di qué unidad era, o qué estrategia: --strategy de 1 a 9",
        ),
        ErrorKind::MissingRequiredArgument => said!("this is missing: {arg}", "falta esto: {arg}"),
        ErrorKind::ArgumentConflict if [&arg, &other].iter().any(|arg| arg.contains("--text")) => said!(
            "--text says what it was of a strategy, so it goes with --strategy only",
            "--text dice qué fue de una estrategia, así que solo va con --strategy",
        ),
        ErrorKind::ArgumentConflict => {
            said!("{arg} and {other} do not go together", "{arg} y {other} no van juntos")
        }
        ErrorKind::MissingSubcommand => said!("a command is missing", "falta una orden"),
        // What these arguments cannot come to is told in clap's own words.
        _ => return error.render().to_string(),
    };
    let mut text = format!("error: {what}\n");
    let alike =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(of);
    if let Some(alike) = alike.iter().find(|alike| !alike.is_empty()) {
        text += &said!("\n  similar: {alike}\n", "\n  parecido: {alike}\n");
    }
    let usage = of(ContextKind::Usage);
    if let Some(usage) = usage.strip_prefix("Usage: ") {
        text += &said!("\nUsage: {usage}\n", "\nUso: {usage}\n");
    }
    text + &said!("\nFor more, see --help.\n", "\nMás detalles con --help.\n")
}
