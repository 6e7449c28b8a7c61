//! What events hold, counted as a person would: study sessions, notes, plans and other changes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use journal::{Event, Goal, Record};
use uuid::Uuid;

use crate::say;

/// One event that counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub id: Uuid,
    command: Uuid,
    sort: Sort,
}

/// As what a person would count it.
#[derive(Clone, Copy, Debug)]
enum Sort {
    Session,
    Note,
    Plan,
    Other,
}

impl Entry {
    /// None of what cannot be read.
    pub fn of(record: &Record) -> Option<Entry> {
        let sort = match record.event.as_ref().ok()? {
            Event::MinutesLogged { .. } => Sort::Session,
            Event::NoteSet { .. } | Event::WeekReflected { .. } => Sort::Note,
            Event::PlanPublished { .. } => Sort::Plan,
            _ => Sort::Other,
        };
        Some(Entry { id: record.id, command: record.command, sort })
    }
}

/// So much of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    sessions: usize,
    notes: usize,
    plans: usize,
    others: usize,
}

impl Tally {
    /// Counts records that count.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Tally {
        Tally::sum(records.into_iter().filter_map(Entry::of))
    }

    /// The same, of entries. What came with a session or a note is no change of its own.
    pub fn sum(entries: impl IntoIterator<Item = Entry>) -> Tally {
        let mut tally = Tally::default();
        let (mut named, mut others) = (BTreeSet::<Uuid>::new(), BTreeSet::<Uuid>::new());
        for Entry { command, sort, .. } in entries {
            match sort {
                Sort::Session => tally.sessions += 1,
                Sort::Note => tally.notes += 1,
                Sort::Plan => tally.plans += 1,
                Sort::Other => {}
            }
            match sort {
                Sort::Session | Sort::Note => named.insert(command),
                Sort::Other => others.insert(command),
                Sort::Plan => continue,
            };
        }
        tally.others = others.difference(&named).count();
        tally
    }

    /// "3 study sessions, 1 note and 2 plans"; "nothing".
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        if self.sessions > 0 {
            parts.push(counted!(
                self.sessions,
                ["{n} study session", "{n} study sessions"],
                ["{n} sesión de estudio", "{n} sesiones de estudio"]
            ));
        }
        if self.notes > 0 {
            parts.push(counted!(self.notes, ["{n} note", "{n} notes"], ["{n} nota", "{n} notas"]));
        }
        if self.plans > 0 {
            parts.push(counted!(
                self.plans,
                ["{n} plan", "{n} plans"],
                ["{n} planificación", "{n} planificaciones"]
            ));
        }
        if self.others > 0 {
            parts.push(counted!(
                self.others,
                ["{n} other change", "{n} other changes"],
                ["{n} cambio más", "{n} cambios más"]
            ));
        }
        if parts.is_empty() { word!("nothing", "nada").to_owned() } else { say::all(&parts) }
    }
}

/// "Move into an ML engineer role, by 28 May 2027".
pub(crate) fn goal_words(goal: Goal, target: NaiveDate) -> String {
    let goal = match goal {
        Goal::MlRole => word!("Move into an ML engineer role", "Pasar a un puesto de ingeniería de ML"),
        Goal::AddToJob => word!("Add ML to the job I have", "Añadir ML al trabajo que tengo"),
        Goal::OneApplication => word!("Prepare for one application", "Preparar una candidatura"),
    };
    said!("{goal}, by {day}", "{goal}, para el {day}", day = say::date(target))
}
