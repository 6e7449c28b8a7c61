//! The study log as a table: a line for each study session, in order of start.
//! Format: RFC 4180, UTF-8, a header, lines that end with CRLF; titles as the pack has them.

use journal::Studied;

use crate::look_back::csv_line;
use crate::problem::Situation;
use crate::titles;

const HEADER: [&str; 9] =
    ["date", "start", "minutes", "kind", "strategy", "id", "title", "planned", "finished"];

/// Everything that was studied.
pub(crate) fn log(s: &Situation<'_>) -> String {
    let mut table = csv_line(HEADER.map(str::to_owned));
    for log in &s.state.logs {
        let (kind, id) = match &log.what {
            Studied::Work { unit, .. } => ("work", unit.clone()),
            Studied::Rhythm { rhythm } => ("rhythm", rhythm.clone()),
            Studied::Review { items } => {
                let units: Vec<&str> = items.iter().map(|item| item.unit.as_str()).collect();
                ("review", units.join(" "))
            }
            Studied::Free { .. } => ("free", String::new()),
        };
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        table.push_str(&csv_line([
            log.start.format("%Y-%m-%d").to_string(),
            log.start.format("%H:%M").to_string(),
            log.minutes.to_string(),
            kind.to_owned(),
            titles::strategy(s.curriculum, &log.what).to_string(),
            id,
            titles::title(s.curriculum, &log.what),
            yes(log.block.is_some()),
            yes(log.finished),
        ]));
    }
    table
}
