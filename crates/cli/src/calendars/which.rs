//! Which account, and which of its calendars, a person means by a name.

use api::wire::{AccountCalendar, CalendarAccount, CalendarsView, Failure};
use api::{said, say};

/// All accounts, or the one that is meant.
pub fn accounts(view: &CalendarsView, meant: Option<&str>) -> Result<Vec<CalendarAccount>, Failure> {
    let is_meant = |account: &&CalendarAccount| meant.is_none_or(|name| account.name == name);
    let found: Vec<CalendarAccount> = view.accounts.iter().filter(is_meant).cloned().collect();
    match meant {
        Some(name) if found.is_empty() => Err(no_calendar(said!(
            "No account is called “{name}”. `ninefold-cli calendars` lists them.",
            "Ninguna cuenta se llama «{name}». `ninefold-cli calendars` las enumera."
        ))),
        Some(_) | None => Ok(found),
    }
}

/// The calendar of this name, with its account.
pub fn named(
    accounts: Vec<CalendarAccount>,
    name: &str,
) -> Result<Option<(CalendarAccount, AccountCalendar)>, Failure> {
    let mut found = Vec::new();
    for account in accounts {
        let all = account.calendars.clone().into_iter();
        found.extend(all.filter(|known| known.name == name).map(|known| (account.clone(), known)));
    }
    if found.len() > 1 {
        let accounts: Vec<CalendarAccount> = found.into_iter().map(|(account, _)| account).collect();
        return Err(several(name, &accounts));
    }
    Ok(found.pop())
}

/// What is to be forgotten: its id.
pub enum Removed {
    Source(String),
    Account(String),
}

/// What of this name is to be forgotten, if it is one alone.
pub fn removed(view: &CalendarsView, name: &str) -> Result<Removed, Failure> {
    let sources: Vec<_> = view.sources.iter().filter(|source| source.name == name).collect();
    let accounts: Vec<_> = view.accounts.iter().filter(|account| account.name == name).collect();
    match (&sources[..], &accounts[..]) {
        ([source], []) => Ok(Removed::Source(source.source.clone())),
        ([], [account]) => Ok(Removed::Account(account.id.clone())),
        ([], []) => Err(unknown(name)),
        _ => Err(no_calendar(said!(
            "Several are called “{name}”, so none was removed. Remove the one that is meant in the window, under Settings, Calendars.",
            "Varios se llaman «{name}», así que no se ha quitado ninguno. Quita en la ventana el que sea, en Ajustes, Calendarios."
        ))),
    }
}

/// Several accounts may be meant.
pub fn several(name: &str, accounts: &[CalendarAccount]) -> Failure {
    let all: Vec<String> = accounts.iter().map(|account| account.name.clone()).collect();
    let all = say::all(&all);
    no_calendar(said!(
        "“{name}” may be in any of these accounts: {all}. Say which with --account.",
        "«{name}» puede estar en cualquiera de estas cuentas: {all}. Di cuál con --account."
    ))
}

fn no_calendar(message: String) -> Failure {
    Failure { code: "unknown_calendar".to_owned(), message, details: Vec::new() }
}

pub fn unknown(name: &str) -> Failure {
    no_calendar(said!(
        "No calendar is called “{name}”. `ninefold-cli calendars` lists them.",
        "Ningún calendario se llama «{name}». `ninefold-cli calendars` los enumera."
    ))
}
