//! Which block a person means: its whole name, the end of it, or "next".

use api::wire::{BlockView, Failure, Nothing, TodayView, WeekOf};
use api::{App, said, say, word};
use chrono::Duration;

use crate::show::{clock, short_name};

/// The whole name of the block that was named.
pub fn block(app: &App, name: &str) -> Result<String, Failure> {
    let today = app.today(Nothing {})?;
    if name == "next" {
        return next(today);
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
        [] => Err(no_block(said!(
            "There is no block “{name}”. `ninefold-cli week` shows their names.",
            "No hay ningún bloque «{name}». `ninefold-cli week` muestra sus nombres."
        ))),
        _ => Err(no_block(said!(
            "“{name}” fits several blocks. Use a whole name from `week --json`.",
            "«{name}» encaja con varios bloques. Usa un nombre entero de `week --json`."
        ))),
    }
}

/// The running block of today or the next that is still to come. A block of another day is never meant by
/// "next": it is named, so that it can be answered by its name.
fn next(today: TodayView) -> Result<String, Failure> {
    if let Some(id) = today.next.and_then(|n| n.block.id) {
        return Ok(id);
    }
    let mut message = said!("No block is left today.", "Hoy no queda ningún bloque.");
    let name = |b: &BlockView| {
        let id = b.id.as_deref().map(short_name).unwrap_or_default();
        said!(
            "“{title}” of {day} {at} ({id})",
            "«{title}» del {day} {at} ({id})",
            title = b.title,
            day = say::day(b.date),
            at = clock(b.from)
        )
    };
    if let Some(last) = today.unanswered.first() {
        message.push_str(&said!(
            " Not answered yet: {last}.",
            " Sin respuesta todavía: {last}.",
            last = name(last)
        ));
    }
    if let Some(later) = today.later.filter(|b| b.id.is_some()) {
        message.push_str(&said!(" Next is {later}.", " Lo siguiente es {later}.", later = name(&later)));
    }
    message.push_str(word!(
        " Give the name in brackets instead of “next”.",
        " Da el nombre entre paréntesis en lugar de «next»."
    ));
    Err(no_block(message))
}

/// The failure that no block is meant by a name.
pub fn no_block(message: String) -> Failure {
    Failure { code: "unknown_block".to_owned(), message, details: Vec::new() }
}
