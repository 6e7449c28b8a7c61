//! What events hold, counted as a person would: study sessions, notes, plans and other changes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use journal::{Event, Goal, Record};
use uuid::Uuid;

use crate::say;

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
        let mut tally = Tally::default();
        let (mut named, mut others) = (BTreeSet::<Uuid>::new(), BTreeSet::<Uuid>::new());
        for record in records {
            match &record.event {
                Ok(Event::MinutesLogged { .. }) => tally.sessions += 1,
                Ok(Event::NoteSet { .. } | Event::WeekReflected { .. }) => tally.notes += 1,
                Ok(Event::PlanPublished { .. }) => {
                    tally.plans += 1;
                    continue;
                }
                Ok(_) => {
                    others.insert(record.command);
                    continue;
                }
                Err(_) => continue,
            }
            named.insert(record.command);
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
