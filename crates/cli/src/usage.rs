//! Arguments in the program's own words: what a value should look like, and usage faults for scripts, too.

use std::process::ExitCode;

use api::wire::{Failure, Grade};
use chrono::NaiveDate;
use clap::error::ErrorKind;

use crate::output::{self, BAD_INPUT};

/// A day such as 2026-11-25.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("“{text}” is not a date such as 2026-11-25"))
}

/// A language such as es.
pub fn language(text: &str) -> Result<api::Language, String> {
    let known = api::Language::ALL.map(api::Language::tag).join(" and ");
    api::Language::of_tag(text).ok_or_else(|| format!("“{text}” is not one of {known}"))
}

/// Hours a week, such as 9 or 7.5.
pub fn hours(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| format!("“{text}” is not a number of hours such as 9 or 7.5"))
}

/// Whole minutes, such as 90.
pub fn minutes(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("“{text}” is not a whole number of minutes such as 90"))
}

/// How well a unit was recalled.
pub fn grade(text: &str) -> Result<Grade, String> {
    match text {
        "forgot" => Ok(Grade::Forgot),
        "hard" => Ok(Grade::Hard),
        "good" => Ok(Grade::Good),
        "easy" => Ok(Grade::Easy),
        _ => Err(format!("“{text}” is not one of forgot, hard, good and easy")),
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
    let whole = error.render().to_string();
    if !json {
        use std::io::Write as _;
        let _ = std::io::stderr().lock().write_all(whole.as_bytes());
        return ExitCode::from(BAD_INPUT);
    }
    let message = whole.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let details = whole.lines().skip(1).map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    output::failure(&Failure { code: "bad_usage".to_owned(), message, details }, true, BAD_INPUT)
}
