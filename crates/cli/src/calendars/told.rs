//! What the terminal says of calendars: what happened, what waits, and all of them in a list.

use std::fmt::Write as _;

use api::wire::{Arrival, CalendarsLooked, CalendarsView, Failure, Nothing, Publishing};
use api::{App, said, say, word};

use super::ALL;
use crate::show::short_name;

/// What a look did and found, a sentence each: what was done here because of what was done there, and what could not be read.
pub fn found(app: &App, looked: &CalendarsLooked) -> Result<Vec<String>, Failure> {
    let mut said = vec![looked.message.clone()];
    for arrival in app.arrivals(Nothing {})?.arrivals {
        if let Arrival::Told { answered } = arrival {
            said.extend(answered.message);
        }
    }
    said.extend(looked.problems.iter().cloned());
    Ok(said)
}

/// What waits for the learner, and what is the matter with a source or with what is published, a sentence each.
pub fn open(view: &CalendarsView) -> Vec<String> {
    let sources = view.sources.iter().filter(|source| source.trouble);
    let mut said: Vec<String> = sources.map(|source| format!("{}: {}", source.name, source.state)).collect();
    if let Some(publishing) = &view.publishing {
        let trouble = publishing.trouble.then(|| format!("{}: {}", publishing.calendar, publishing.state));
        said.extend(trouble);
        said.extend(waiting(publishing));
    }
    said
}

/// All calendars.
pub fn list(view: &CalendarsView) -> String {
    let mut out = String::new();
    if let Some(trouble) = &view.trouble {
        let _ = writeln!(out, "{trouble}");
    } else if view.sources.is_empty() && view.accounts.is_empty() {
        out.push_str(word!("No calendar is connected.\n", "No hay ningún calendario conectado.\n"));
    }
    for source in &view.sources {
        let _ = writeln!(out, "{}\n    {}", source.name, source.state);
    }
    for account in &view.accounts {
        let _ = writeln!(out, "{}\n    {}", account.name, account.state);
        for known in &account.calendars {
            let mark = match (known.published, known.read) {
                (true, _) => word!("your blocks", "tus bloques"),
                (false, true) => word!("keeps time busy", "ocupa tiempo"),
                (false, false) => word!("not used", "sin usar"),
            };
            let _ = writeln!(out, "    {} ({mark})", known.name);
        }
    }
    if let Some(publishing) = &view.publishing {
        let _ = writeln!(out, "{}: {}", publishing.calendar, publishing.state);
        for line in waiting(publishing) {
            let _ = writeln!(out, "    {line}");
        }
        if !view.reminders.is_empty() {
            let before: Vec<String> = view.reminders.iter().map(|minutes| say::length(*minutes)).collect();
            let before = say::all(&before);
            let _ = writeln!(out, "    {}", said!("reminder {before} before", "aviso {before} antes"));
        }
    }
    out
}

/// What is asked, each with the ways to answer it, and what else was found.
fn waiting(publishing: &Publishing) -> Vec<String> {
    let mut lines = Vec::new();
    for ask in &publishing.asks {
        lines.push(ask.sentence.clone());
        let block = short_name(&ask.block);
        lines.push(said!(
            "`ninefold-cli calendars --skip {block}` leaves it out, --elsewhere {block} plans it anew, --keep {block} puts it back.",
            "`ninefold-cli calendars --skip {block}` lo deja fuera, --elsewhere {block} lo planifica a otra hora, --keep {block} lo devuelve."
        ));
    }
    if publishing.asks.len() > 1 {
        lines.push(said!(
            "“{ALL}” in place of a block answers for all of them.",
            "«{ALL}» en lugar de un bloque responde por todos."
        ));
    }
    if publishing.many_gone.is_some() {
        lines.push(said!(
            "`ninefold-cli calendars --gone` asks about each of them, --put-back writes them again.",
            "`ninefold-cli calendars --gone` pregunta por cada uno, --put-back los escribe otra vez."
        ));
    }
    lines.extend(publishing.notes.iter().cloned());
    lines
}
