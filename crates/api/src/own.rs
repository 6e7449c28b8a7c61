//! The learner's own units and resources, laid over the pack: planner and screens see one curriculum.
//! Invariant: whatever the pack has become and whatever was written elsewhere, the curriculum that comes out keeps the
//! rules of a pack: every prerequisite is a unit that is offered, and nothing waits in a circle. Nothing of the learner's
//! is dropped from the journal for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use catalog::{Activity, ActivityKind, Curriculum, Effort, Resource, Slot, Unit, UnitLevel};
use journal::{OwnResource, OwnUnit, State};
use plan::Focus;
use uuid::Uuid;

/// What `catalog::Resource::kind` says of a resource of the learner's own.
const KIND: &str = "own";

/// The pack with the learner's own units and resources; the pack itself where there are none.
pub(crate) fn merged(pack: &Arc<Curriculum>, state: &State) -> Arc<Curriculum> {
    if state.own_units.is_empty() && state.own_resources.is_empty() {
        return Arc::clone(pack);
    }
    let mut out = Curriculum::clone(pack);
    for (id, (own, removed)) in &state.own_units {
        if out.unit(id).is_some() {
            continue;
        }
        let prerequisites = prerequisites(&out, own, state);
        // A strategy that the pack no longer has: at the end, rather than nowhere.
        let place = out.strategies.iter().position(|s| s.number == own.strategy);
        let place = place.unwrap_or(out.strategies.len().saturating_sub(1));
        if let Some(strategy) = out.strategies.get_mut(place) {
            strategy.units.push(unit(id, own, prerequisites, *removed));
        }
    }
    for (unit, resource) in state.own_resources.values() {
        let mut units = out.strategies.iter_mut().flat_map(|s| &mut s.units);
        if let Some(unit) = units.find(|u| u.id == *unit) {
            unit.resources.push(self::resource(resource));
        }
    }
    Arc::new(out)
}

/// The ids of the learner's own resources on a unit, in the order in which they stand at the end of its resources.
pub(crate) fn resources_of<'a>(state: &'a State, unit: &'a str) -> impl Iterator<Item = Uuid> + 'a {
    state.own_resources.iter().filter(move |(_, (of, _))| of == unit).map(|(id, _)| *id)
}

/// Whether a unit is the learner's own.
pub(crate) fn is_own(state: &State, unit: &str) -> bool {
    state.own_units.contains_key(unit)
}

/// Those that are offered and lead into no circle. Own units wait only for the pack's and for own ones that were made
/// before: the pack's wait for none of them, so a circle could only run through own units.
fn prerequisites(so_far: &Curriculum, own: &OwnUnit, state: &State) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let offered = |id: &String| {
        let is_kept = state.own_units.get(id).is_none_or(|(_, removed)| !removed);
        is_kept && so_far.unit(id).is_some_and(|u| !u.retired)
    };
    own.prerequisites.iter().filter(|id| offered(id) && seen.insert(*id)).cloned().collect()
}

fn unit(id: &str, own: &OwnUnit, prerequisites: Vec<String>, retired: bool) -> Unit {
    let minutes = own.minutes;
    Unit {
        id: id.to_owned(),
        title: own.title.clone(),
        why: said!("You added this unit.", "Añadiste tú esta unidad."),
        level: UnitLevel::Core,
        prerequisites,
        effort: Effort { low: minutes, likely: minutes, high: minutes },
        activities: vec![Activity { kind: ActivityKind::Practice, minutes, focus: Focus::Deep }],
        outcomes: own.outcomes.clone(),
        recall: Vec::new(),
        resources: Vec::new(),
        projects: Vec::new(),
        retired,
    }
}

fn resource(own: &OwnResource) -> Resource {
    Resource {
        slot: Slot::Extra,
        kind: KIND.to_owned(),
        title: own.title.clone(),
        authors: None,
        year: None,
        url: own.url.clone(),
        sections: own.sections.clone(),
        cost: None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use journal::Event;

    use super::*;

    fn own(title: &str, strategy: u8, prerequisites: &[&str]) -> OwnUnit {
        OwnUnit {
            title: title.to_owned(),
            strategy,
            minutes: 300,
            prerequisites: prerequisites.iter().map(|p| (*p).to_owned()).collect(),
            outcomes: vec!["I can tell it to a friend.".to_owned()],
        }
    }

    fn set(unit: &str, content: OwnUnit) -> Event {
        Event::OwnUnitSet { unit: unit.to_owned(), content }
    }

    fn over(events: &[Event]) -> Arc<Curriculum> {
        let pack = Arc::new(catalog::bundled().unwrap());
        merged(&pack, &State::default().after(events, DateTime::UNIX_EPOCH))
    }

    #[test]
    fn without_anything_of_the_learners_it_is_the_pack_itself() {
        let pack = Arc::new(catalog::bundled().unwrap());
        assert!(Arc::ptr_eq(&merged(&pack, &State::default()), &pack));
    }

    #[test]
    fn own_units_stand_at_the_end_of_their_strategy() {
        let out = over(&[set("own-1", own("Mine", 2, &["algo-framing"]))]);
        let unit = out.strategies[1].units.last().unwrap();
        assert_eq!((unit.title.as_str(), unit.activities[0].minutes), ("Mine", 300));
        assert_eq!(unit.prerequisites, ["algo-framing"]);
    }

    #[test]
    fn what_the_pack_no_longer_has_holds_nothing_up_and_loses_nothing() {
        let resource = OwnResource { title: "Notes".to_owned(), url: None, sections: None };
        let out = over(&[
            set("own-1", own("Mine", 42, &["gone", "algo-framing", "algo-framing"])),
            Event::OwnResourceSet { resource: Uuid::nil(), unit: "gone".to_owned(), content: resource },
        ]);
        let unit = out.unit("own-1").unwrap();
        assert_eq!(unit.prerequisites, ["algo-framing"]);
        assert_eq!(out.strategies.last().unwrap().units.last().unwrap().id, "own-1");
    }

    #[test]
    fn own_units_never_wait_in_a_circle() {
        let out = over(&[
            set("own-1", own("One", 1, &["own-2", "own-1"])),
            set("own-2", own("Two", 1, &["own-1"])),
        ]);
        assert!(out.unit("own-1").unwrap().prerequisites.is_empty());
        assert_eq!(out.unit("own-2").unwrap().prerequisites, ["own-1"]);
    }

    #[test]
    fn what_was_removed_is_kept_as_retired_and_holds_nothing_up() {
        let out = over(&[
            set("own-1", own("One", 1, &[])),
            set("own-2", own("Two", 1, &["own-1"])),
            Event::OwnUnitRemoved { unit: "own-1".to_owned() },
        ]);
        assert!(out.unit("own-1").unwrap().retired);
        assert!(out.unit("own-2").unwrap().prerequisites.is_empty());
    }

    #[test]
    fn own_resources_come_after_the_packs() {
        let content = OwnResource { title: "My notes".to_owned(), url: None, sections: None };
        let unit = || "algo-framing".to_owned();
        let out = over(&[Event::OwnResourceSet { resource: Uuid::nil(), unit: unit(), content }]);
        assert_eq!(out.unit(&unit()).unwrap().resources.last().unwrap().title, "My notes");
    }
}
