//! The learner's own units and resources: made, changed, removed. A unit changes the plan in the same command.

use std::collections::BTreeSet;

use catalog::{Curriculum, LIST_MAX, MINUTES_MAX, NAME_MAX, SENTENCE_MAX, URL_MAX};
use journal::{Event, OwnResource, OwnUnit};
use uuid::Uuid;

use super::app::is_link;
use super::busy::say_what_moved;
use crate::problem::Promise;
use crate::session::{Look, Session};
use crate::wire::{Answered, OwnResourceRef, OwnResourceSet, OwnUnitSaved, OwnUnitSet, Topic, UnitRef};
use crate::{ApiError, own, say};

/// The shortest unit, in minutes.
const UNIT_LEAST: u32 = 15;
/// Most units and most resources of one's own.
const MOST: usize = 500;

const TOPICS: [Topic; 3] = [Topic::App, Topic::Settings, Topic::Units];

fn refuse(reasons: Vec<String>) -> Result<(), ApiError> {
    if reasons.is_empty() { Ok(()) } else { Err(ApiError::BadSetting { reasons }) }
}

fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn too_long(what: &str, text: &str, most: usize) -> Option<String> {
    let length = text.chars().count();
    (length > most).then(|| {
        said!(
            "{what} has {length} characters; {most} fit. Shorten it.",
            "{what}: {length} caracteres; caben {most}. Acorta el texto."
        )
    })
}

pub(crate) fn unit_set(session: &mut Session, args: OwnUnitSet) -> Result<OwnUnitSaved, ApiError> {
    let look = session.look_at_plan()?;
    let id = match &args.unit {
        Some(id) => match look.state.own_units.get(id) {
            Some((_, false)) => id.clone(),
            Some((_, true)) | None => return Err(ApiError::UnknownUnit { id: id.clone() }),
        },
        None => format!("own-{}", session.new_id().simple()),
    };
    let lines = args.outcomes.iter().map(|o| clean(o)).filter(|o| !o.is_empty());
    let content = OwnUnit {
        title: clean(&args.title),
        strategy: args.strategy,
        minutes: args.minutes,
        prerequisites: args.prerequisites,
        outcomes: lines.collect(),
    };
    let mut reasons = faults(&look.curriculum, &content);
    if args.unit.is_none() && look.state.own_units.len() >= MOST {
        reasons.push(said!(
            "You have {MOST} units of your own already. Change one of them instead.",
            "Ya tienes {MOST} unidades propias. Cambia mejor una de ellas."
        ));
    }
    if waits_for(&look.curriculum, &content.prerequisites, &id) {
        reasons.push(said!(
            "It would wait for itself. Take out a unit that comes first and waits for it.",
            "Se esperaría a sí misma. Quita una unidad que va antes y la espera."
        ));
    }
    refuse(reasons)?;
    let length = say::length(content.minutes);
    let mut message = match &args.unit {
        Some(_) => {
            said!("“{title}” is saved: {length}.", "«{title}» guardada: {length}.", title = content.title)
        }
        None => said!(
            "“{title}” is in your plan: {length} to study.",
            "«{title}» está en tu plan: {length} que estudiar.",
            title = content.title
        ),
    };
    let known = args.unit.as_ref().and_then(|unit| look.state.own_units.get(unit));
    if known.is_some_and(|(before, _)| *before == content) {
        return Ok(OwnUnitSaved { unit: id, message: None, undoable: false, changes: Vec::new() });
    }
    let event = Event::OwnUnitSet { unit: id.clone(), content };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &TOPICS)?;
    say_what_moved(&mut message, &replanned);
    Ok(OwnUnitSaved { unit: id, message: Some(message), undoable: true, changes: replanned.changes })
}

fn faults(curriculum: &Curriculum, own: &OwnUnit) -> Vec<String> {
    let mut reasons = Vec::new();
    if own.title.is_empty() {
        reasons.push(said!("The unit needs a title.", "La unidad necesita un título."));
    }
    reasons.extend(too_long(word!("The title", "El título"), &own.title, NAME_MAX));
    if !curriculum.strategies.iter().any(|s| s.number == own.strategy) {
        reasons.push(said!(
            "There is no strategy {number}. Choose one of the nine.",
            "No hay ninguna estrategia {number}. Elige una de las nueve.",
            number = own.strategy
        ));
    }
    if !(UNIT_LEAST..=MINUTES_MAX).contains(&own.minutes) {
        let (least, most) = (say::length(UNIT_LEAST), say::length(MINUTES_MAX));
        reasons.push(said!(
            "A unit takes between {least} and {most}.",
            "Una unidad ocupa entre {least} y {most}."
        ));
    }
    if own.outcomes.is_empty() {
        reasons.push(said!(
            "Say at least one thing that you can do after it.",
            "Di al menos una cosa que sabrás hacer después."
        ));
    }
    if own.outcomes.len().max(own.prerequisites.len()) > LIST_MAX {
        reasons.push(said!(
            "At most {LIST_MAX} outcomes and {LIST_MAX} units that come first fit.",
            "Caben como máximo {LIST_MAX} logros y {LIST_MAX} unidades que van antes."
        ));
    }
    reasons.extend(
        own.outcomes.iter().filter_map(|o| too_long(word!("An outcome", "Un logro"), o, SENTENCE_MAX)),
    );
    for id in &own.prerequisites {
        if curriculum.unit(id).is_none_or(|u| u.retired) {
            reasons.push(said!(
                "There is no unit “{id}” that could come first.",
                "No hay ninguna unidad «{id}» que pueda ir antes."
            ));
        }
    }
    reasons
}

/// Whether one of these units is this one, or waits for it.
fn waits_for(curriculum: &Curriculum, first: &[String], unit: &str) -> bool {
    let mut todo: Vec<&str> = first.iter().map(String::as_str).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if id == unit {
            return true;
        }
        if seen.insert(id) {
            todo.extend(curriculum.unit(id).iter().flat_map(|u| &u.prerequisites).map(String::as_str));
        }
    }
    false
}

pub(crate) fn unit_remove(session: &mut Session, args: UnitRef) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let Some((known, false)) = look.state.own_units.get(&args.unit) else {
        return Err(ApiError::UnknownUnit { id: args.unit });
    };
    let mut message = said!(
        "“{title}” is removed. What you studied of it stays counted.",
        "«{title}» quitada. Lo que estudiaste de ella sigue contando.",
        title = known.title
    );
    let event = Event::OwnUnitRemoved { unit: args.unit };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &TOPICS)?;
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

pub(crate) fn resource_set(session: &mut Session, args: OwnResourceSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let unit = look.curriculum.unit(&args.unit).filter(|u| !u.retired);
    let unit = unit.ok_or_else(|| ApiError::UnknownUnit { id: args.unit.clone() })?.title.clone();
    let resource = match &args.resource {
        Some(name) => known_resource(&look, name)?,
        None => session.new_id(),
    };
    let some = |text: &Option<String>| text.as_deref().map(clean).filter(|t| !t.is_empty());
    let content =
        OwnResource { title: clean(&args.title), url: some(&args.url), sections: some(&args.sections) };
    let mut reasons = Vec::new();
    if content.title.is_empty() {
        reasons.push(said!("The resource needs a title.", "El recurso necesita un título."));
    }
    reasons.extend(too_long(word!("The title", "El título"), &content.title, NAME_MAX));
    reasons.extend(
        content.sections.iter().filter_map(|s| too_long(word!("The chapters", "Los capítulos"), s, NAME_MAX)),
    );
    if let Some(url) = &content.url {
        reasons.extend(too_long(word!("The address", "La dirección"), url, URL_MAX));
        if !is_link(url) {
            reasons.push(said!(
                "The address must begin with https:// or http://.",
                "La dirección debe empezar por https:// o http://."
            ));
        }
    }
    if args.resource.is_none() && own::resources_of(&look.state, &args.unit).count() >= LIST_MAX {
        reasons.push(said!(
            "This unit has {LIST_MAX} resources of yours already. Remove one first.",
            "Esta unidad ya tiene {LIST_MAX} recursos tuyos. Quita uno antes."
        ));
    }
    refuse(reasons)?;
    let title = &content.title;
    let message = if args.resource.is_some() {
        said!("“{title}” is changed on “{unit}”.", "«{title}» cambiado en «{unit}».")
    } else {
        said!("“{title}” is added to “{unit}”.", "«{title}» añadido a «{unit}».")
    };
    let event = Event::OwnResourceSet { resource, unit: args.unit, content };
    session.record(&look, &[event], &[Topic::App, Topic::Units])?;
    Ok(Answered { message: Some(message), undoable: true, changes: Vec::new() })
}

pub(crate) fn resource_remove(session: &mut Session, args: OwnResourceRef) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let resource = known_resource(&look, &args.resource)?;
    let title = look.state.own_resources.get(&resource).map_or("", |(_, known)| known.title.as_str());
    let message = said!("“{title}” is removed.", "«{title}» quitado.");
    session.record(&look, &[Event::OwnResourceRemoved { resource }], &[Topic::App, Topic::Units])?;
    Ok(Answered { message: Some(message), undoable: true, changes: Vec::new() })
}

fn known_resource(look: &Look, name: &str) -> Result<Uuid, ApiError> {
    let found = Uuid::parse_str(name).ok().filter(|id| look.state.own_resources.contains_key(id));
    found.ok_or_else(|| ApiError::UnknownResource { id: name.to_owned() })
}
