//! Two plans that meet in the sync folder: this computer has one, and one comes that was set up on another computer without
//! knowing of it. What was set up later counts, on both; that is said where it happens.

use std::collections::BTreeSet;

use journal::{DeviceId, Event, Foreign, State};
use uuid::Uuid;

use crate::{ApiError, say};

/// A plan of another computer came to one that had its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Met {
    /// Which computer.
    pub device: DeviceId,
    /// What it is called.
    pub name: String,
    /// Its goal and date count now.
    pub goal: bool,
    /// Its hours count now.
    pub hours: bool,
}

/// What another computer set up, and is about to come.
pub(crate) struct Coming {
    before: State,
    command: Uuid,
    device: DeviceId,
}

/// The last set-up among these events that says something else than this plan.
/// `known`: which of these are here already.
pub(crate) fn coming(
    before: &State,
    events: &[Foreign],
    known: impl FnOnce(&[Uuid]) -> Result<Vec<Foreign>, ApiError>,
) -> Result<Option<Coming>, ApiError> {
    let Some(profile) = &before.profile else { return Ok(None) };
    let of_kind = |kind: &str| -> BTreeSet<Uuid> {
        events.iter().filter(|event| event.kind == kind).map(|event| event.command).collect()
    };
    let (windows, budgets) = (of_kind("availability_set"), of_kind("budget_set"));
    let is_set_up = |event: &&Foreign| {
        event.kind == "profile_set" && windows.contains(&event.command) && budgets.contains(&event.command)
    };
    let set_up: Vec<&Foreign> = events.iter().filter(is_set_up).collect();
    if set_up.is_empty() {
        return Ok(None);
    }
    let names: Vec<Uuid> = set_up.iter().map(|event| event.id).collect();
    let known: BTreeSet<Uuid> = known(&names)?.into_iter().map(|event| event.id).collect();
    // Whoever was heard of before knows this plan, and changed it.
    let heard: BTreeSet<DeviceId> = before.undoable.iter().map(|act| act.device).collect();
    let is_other = |command: Uuid| {
        events.iter().filter(|event| event.command == command).any(|event| match event.read(0).event {
            Ok(Event::ProfileSet(other)) => (other.goal, other.target) != (profile.goal, profile.target),
            Ok(Event::AvailabilitySet { windows }) => windows != before.windows,
            Ok(Event::BudgetSet(budget)) => Some(budget) != before.budget,
            _ => false,
        })
    };
    let new = set_up.into_iter().filter(|event| {
        !known.contains(&event.id) && !heard.contains(&event.device) && is_other(event.command)
    });
    let last = new.max_by_key(|event| (event.clock, event.id));
    Ok(last.map(|event| Coming { before: before.clone(), command: event.command, device: event.device }))
}

impl Coming {
    /// What counts after it came; none if it was undone.
    pub fn met(self, after: &State) -> Option<Met> {
        if !after.undoable.iter().any(|act| act.command == self.command) {
            return None;
        }
        let of = |state: &State| state.profile.as_ref().map(|profile| (profile.goal, profile.target));
        let goal = of(&self.before) != of(after);
        let hours = self.before.budget != after.budget || self.before.windows != after.windows;
        Some(Met { device: self.device, name: String::new(), goal, hours })
    }
}

impl Met {
    /// Whose answers count now, and how to go back.
    pub fn words(&self) -> String {
        let name = &self.name;
        let goal = word!("goal", "la meta");
        let date = word!("date", "la fecha");
        let hours = word!("hours", "las horas");
        let which = match (self.goal, self.hours) {
            (true, false) => vec![goal, date],
            (false, true) => vec![hours],
            (true, true) | (false, false) => vec![goal, hours, date],
        };
        let what = say::all(&which.into_iter().map(str::to_owned).collect::<Vec<_>>());
        if self.goal || self.hours {
            return said!(
                "Two plans have met: “{name}” was set up, too, and later. Its {what} took the place of those here. What was studied on either computer counts. To go back, undo the set-up on “{name}”.",
                "Se han juntado dos planes: «{name}» también se configuró, y más tarde. Aquí ocuparon su lugar {what} de ese equipo. Lo estudiado en cualquiera de los dos cuenta. Para volver, deshaz la configuración en «{name}»."
            );
        }
        said!(
            "Two plans have met: “{name}” was set up, too, and earlier. The {what} of this computer took the place of those there. What was studied on either computer counts. To go back, undo the set-up on this computer.",
            "Se han juntado dos planes: «{name}» también se configuró, y antes. Allí ocuparon su lugar {what} de este equipo. Lo estudiado en cualquiera de los dos cuenta. Para volver, deshaz la configuración en este equipo."
        )
    }
}
