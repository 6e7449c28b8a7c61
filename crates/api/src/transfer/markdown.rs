//! What a person wants to read or keep of their plan, as Markdown: goal, plan, study, notes, lines about weeks, own units.
//! Notes stand in it as they were written; all else that somebody wrote stays within its line.

use std::fmt::Write as _;

use chrono::NaiveDate;
use journal::{BlockState, PlannedBlock};

use super::goal_words;
use crate::problem::Situation;
use crate::views::status;
use crate::wire::BlockStatus;
use crate::{say, titles};

/// All of it, in the language that is spoken; the curriculum as its pack has it.
pub(crate) fn markdown(s: &Situation<'_>) -> String {
    let mut out = String::from("# Ninefold\n");
    let today = say::date(s.today());
    let _ = writeln!(out, "\n{}", said!("Exported on {today}.", "Exportado el {today}."));
    if let Some(profile) = &s.state.profile {
        heading(&mut out, word!("Goal", "Meta"));
        let _ = writeln!(out, "{}.", goal_words(profile.goal, profile.target));
    }
    plan(&mut out, s);
    notes(&mut out, s);
    lines(&mut out, s);
    own(&mut out, s);
    studied(&mut out, s);
    out
}

fn heading(out: &mut String, words: &str) {
    let _ = writeln!(out, "\n## {words}\n");
}

/// Text that a person or a pack wrote, as part of a line: it begins no other, and is no HTML.
fn in_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ").replace('<', "\\<")
}

fn plan(out: &mut String, s: &Situation<'_>) {
    let (mut open, ahead) = (s.begun(), s.ahead());
    open.extend(ahead);
    if open.is_empty() {
        return;
    }
    // A block may be begun before its time, and before others of its day.
    open.sort_by_key(|b| (b.block.start, b.block.id));
    heading(out, word!("Plan", "El plan"));
    let mut day: Option<NaiveDate> = None;
    for known in open {
        let block = &known.block;
        if day.replace(block.start.date()) != Some(block.start.date()) {
            let _ = writeln!(out, "- {}", say::date(block.start.date()));
        }
        let _ = writeln!(out, "  - {}{}", line(s, block), standing(s, known));
    }
}

/// What there is to say of a block that is not simply ahead, as the end of its line.
fn standing(s: &Situation<'_>, block: &BlockState) -> &'static str {
    match (status(s.now, block), block.session.map(|session| session.since.is_some())) {
        (BlockStatus::Now, Some(true)) => word!(", being studied now", ", en estudio ahora"),
        (BlockStatus::Now, Some(false)) => word!(", paused", ", en pausa"),
        (BlockStatus::Now, None) => word!(", now", ", ahora"),
        (BlockStatus::Unanswered, _) => word!(", not answered yet", ", sin respuesta"),
        _ if !block.graded.is_empty() => word!(", begun", ", empezado"),
        _ => "",
    }
}

fn line(s: &Situation<'_>, block: &PlannedBlock) -> String {
    let title = in_line(&titles::title(s.curriculum, &block.what));
    let (clock, length) = (say::clock(block.start), say::length(block.minutes));
    match titles::detail(s.curriculum, &block.what).as_str() {
        "" => format!("{clock}, {length}: {title}"),
        detail => format!("{clock}, {length}: {title} ({})", in_line(detail)),
    }
}

fn studied(out: &mut String, s: &Situation<'_>) {
    if s.state.logs.is_empty() {
        return;
    }
    heading(out, word!("What was studied", "Lo estudiado"));
    for log in s.state.logs.iter().rev() {
        let title = in_line(&titles::title(s.curriculum, &log.what));
        let day = say::date(log.start.date());
        let _ = writeln!(out, "- {day}, {}: {}, {title}", say::clock(log.start), say::length(log.minutes));
    }
}

fn notes(out: &mut String, s: &Situation<'_>) {
    if s.state.notes.is_empty() {
        return;
    }
    heading(out, word!("Notes", "Notas"));
    for (unit, (text, _)) in &s.state.notes {
        let _ = writeln!(
            out,
            "### {}\n\n{}\n",
            in_line(&titles::unit_title(s.curriculum, unit)),
            text.trim_end()
        );
    }
}

fn lines(out: &mut String, s: &Situation<'_>) {
    if s.state.reflections.is_empty() {
        return;
    }
    heading(out, word!("Lines about weeks", "Líneas sobre las semanas"));
    for (week, (text, _)) in s.state.reflections.iter().rev() {
        let week = say::date(*week);
        let _ = writeln!(out, "- {}: {}", said!("Week of {week}", "Semana del {week}"), in_line(text));
    }
}

fn own(out: &mut String, s: &Situation<'_>) {
    let units: Vec<_> = s.state.own_units.values().filter(|(_, removed)| !removed).collect();
    if !units.is_empty() {
        heading(out, word!("Units of your own", "Unidades propias"));
        for (unit, _) in units {
            let _ = writeln!(out, "- {}, {}", in_line(&unit.title), say::length(unit.minutes));
            for outcome in &unit.outcomes {
                let _ = writeln!(out, "  - {}", in_line(outcome));
            }
        }
    }
    if !s.state.own_resources.is_empty() {
        heading(out, word!("Resources of your own", "Recursos propios"));
        for (unit, resource) in s.state.own_resources.values() {
            let title = match &resource.url {
                Some(url) => format!("[{}]({url})", in_line(&resource.title)),
                None => in_line(&resource.title),
            };
            let _ = writeln!(out, "- {title} ({})", in_line(&titles::unit_title(s.curriculum, unit)));
        }
    }
}
