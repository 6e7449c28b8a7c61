//! The rules that need all files: names are unique, references lead to units, nothing waits in a circle.

use std::collections::BTreeMap;

use language::{said, word};

use super::draft::{Draft, Name};
use super::fields::keep_to;
use super::names::{called, quote};
use super::report::Report;
use super::suggest::did_you_mean;
use crate::{ProblemCode, RHYTHMS_MAX, UNITS_MAX};

/// Judges the draft; `reports` and `files` are in the order of the pack's files.
///
/// References are judged only if `complete`: a name in a file that could not be read is not unknown.
pub(crate) fn check(draft: &Draft, reports: &mut [Report], files: &[&str], complete: bool) {
    check_numbers(draft, reports, files);
    check_sizes(draft, reports);
    check_names(draft, reports, files);
    if complete {
        check_references(draft, reports);
    }
    check_cycles(draft, reports);
}

fn check_numbers(draft: &Draft, reports: &mut [Report], files: &[&str]) {
    let mut taken = BTreeMap::new();
    for (number, place) in &draft.numbers {
        let Some(first) = taken.insert(number, place) else { continue };
        taken.insert(number, first);
        let file = files.get(first.file).copied().unwrap_or_default();
        let what = said!(
            "strategy number {number} is taken by {file}, line {line}",
            "el número de estrategia {number} ya lo tiene {file}, línea {line}",
            line = first.line
        );
        let advice =
            word!("Give each strategy a number of its own.", "Da a cada estrategia un número propio.");
        if let Some(report) = reports.get_mut(place.file) {
            report.add_line(place.line, ProblemCode::Duplicate, what, advice);
        }
    }
}

fn check_sizes(draft: &Draft, reports: &mut [Report]) {
    let units = draft.names.iter().filter(|name| name.is_unit).count();
    let rhythms = draft.names.len() - units;
    let too_many_units = said!("the pack has {units} units", "el temario tiene {units} unidades");
    let too_many_rhythms = said!("the pack has {rhythms} rhythms", "el temario tiene {rhythms} rutinas");
    for (count, max, what) in [(units, UNITS_MAX, too_many_units), (rhythms, RHYTHMS_MAX, too_many_rhythms)] {
        if count > max
            && let Some(report) = reports.first_mut()
        {
            report.add_whole(ProblemCode::TooMany, what, keep_to(max));
        }
    }
}

fn check_names(draft: &Draft, reports: &mut [Report], files: &[&str]) {
    let mut taken: BTreeMap<&str, &Name> = BTreeMap::new();
    for name in draft.names.iter().filter(|name| !name.id.is_empty()) {
        let Some(first) = taken.get(name.id.as_str()) else {
            taken.insert(&name.id, name);
            continue;
        };
        let file = files.get(first.place.file).copied().unwrap_or_default();
        let what = said!(
            "the id {id} is taken by {file}, line {line}",
            "el id {id} ya lo tiene {file}, línea {line}",
            id = quote(&name.id),
            line = first.place.line
        );
        if let Some(report) = reports.get_mut(name.place.file) {
            let advice = word!(
                "Give each unit and each rhythm an id of its own.",
                "Da a cada unidad y a cada rutina un id propio."
            );
            report.add_line(name.place.line, ProblemCode::Duplicate, what, advice);
        }
    }
}

fn check_references(draft: &Draft, reports: &mut [Report]) {
    let units: BTreeMap<&str, &Name> =
        draft.names.iter().filter(|name| name.is_unit).map(|name| (name.id.as_str(), name)).collect();
    for reference in &draft.references {
        let (called, unit) = (called(reference.key, &reference.owner), quote(&reference.to));
        let (code, what, advice) = match units.get(reference.to.as_str()) {
            None => {
                let advice = did_you_mean(&reference.to, units.keys().copied(), || {
                    said!(
                        "Add a unit of that id, or remove the name.",
                        "Añade una unidad con ese id, o quita el nombre."
                    )
                });
                let what = said!(
                    "{called} names the unknown unit {unit}",
                    "{called} nombra la unidad desconocida {unit}"
                );
                (ProblemCode::UnknownUnit, what, advice)
            }
            Some(found) if found.retired && !reference.may_be_retired => (
                ProblemCode::RetiredUnit,
                said!("{called} names the retired unit {unit}", "{called} nombra la unidad retirada {unit}"),
                said!("Name a unit that is still offered.", "Nombra una unidad que aún se ofrezca."),
            ),
            Some(_) => continue,
        };
        if let Some(report) = reports.get_mut(reference.place.file) {
            report.add_line(reference.place.line, code, what, advice);
        }
    }
}

/// Removes what can be studied in some order; whatever remains waits in a circle or behind one.
fn check_cycles(draft: &Draft, reports: &mut [Report]) {
    let mut waiting: BTreeMap<&str, &Name> =
        draft.names.iter().filter(|name| name.is_unit).map(|name| (name.id.as_str(), name)).collect();
    loop {
        peel(&mut waiting);
        let Some(path) = circle(&waiting) else { return };
        let Some(first) = path.first().and_then(|id| waiting.get(id)) else { return };
        let mut names: Vec<&str> = path.clone();
        names.push(&first.id);
        let what = said!(
            "units wait for each other in a circle: {path}",
            "hay unidades que se esperan en círculo: {path}",
            path = names.join(" -> ")
        );
        let advice = word!(
            "Each unit names here the one it waits for; take one of these prerequisites away.",
            "Cada unidad nombra aquí la que espera; quita uno de estos requisitos."
        );
        if let Some(report) = reports.get_mut(first.prerequisites_place.file) {
            report.add_line(first.prerequisites_place.line, ProblemCode::Cycle, what, advice);
        }
        for id in path {
            waiting.remove(id);
        }
    }
}

/// Takes away, again and again, the units none of whose prerequisites is waiting.
fn peel(waiting: &mut BTreeMap<&str, &Name>) {
    let mut followers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, name) in &*waiting {
        let needs = name.prerequisites.iter().map(String::as_str).filter(|need| waiting.contains_key(need));
        for need in needs.clone() {
            followers.entry(need).or_default().push(id);
        }
        open.insert(id, needs.count());
    }
    let mut ready: Vec<&str> = open.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = ready.pop() {
        waiting.remove(id);
        for follower in followers.remove(id).unwrap_or_default() {
            if let Some(count) = open.get_mut(follower) {
                *count -= 1;
                if *count == 0 {
                    ready.push(follower);
                }
            }
        }
    }
}

/// A path of units each of which waits for the next and the last for the first; none if nothing waits.
fn circle<'a>(waiting: &BTreeMap<&'a str, &'a Name>) -> Option<Vec<&'a str>> {
    let mut path: Vec<&str> = Vec::new();
    let mut name: &Name = waiting.values().next()?;
    loop {
        if let Some(start) = path.iter().position(|id| *id == name.id) {
            return Some(path.split_off(start));
        }
        path.push(&name.id);
        name = name.prerequisites.iter().find_map(|id| waiting.get(id.as_str()))?;
    }
}
