//! What a block is called on screen and in sentences.

use catalog::{ActivityKind, Curriculum, Every};
use journal::{BlockState, Studied};

/// Title of the unit or rhythm; for a review the units it brings back. An id that the pack no longer has is
/// shown as it is.
pub(crate) fn title(curriculum: &Curriculum, what: &Studied) -> String {
    match what {
        Studied::Work { unit, .. } => unit_title(curriculum, unit),
        Studied::Rhythm { rhythm } => {
            curriculum.rhythms().find(|r| r.id == *rhythm).map_or_else(|| rhythm.clone(), |r| r.title.clone())
        }
        Studied::Review { items } => {
            let titles: Vec<String> = items.iter().map(|i| unit_title(curriculum, &i.unit)).collect();
            match titles.as_slice() {
                [] => said!("Review", "Repaso"),
                [one] => said!("Review: {one}", "Repaso: {one}"),
                [first, rest @ ..] => {
                    said!("Review: {first} and {n} more", "Repaso: {first} y {n} más", n = rest.len())
                }
            }
        }
        Studied::Free { text, .. } => text.clone(),
    }
}

/// What the learner calls a block, or the title of what it is for.
pub(crate) fn of_block(curriculum: &Curriculum, block: &BlockState) -> String {
    block.title.clone().unwrap_or_else(|| title(curriculum, &block.block.what))
}

/// Title of a unit.
pub(crate) fn unit_title(curriculum: &Curriculum, unit: &str) -> String {
    curriculum.unit(unit).map_or_else(|| unit.to_owned(), |u| u.title.clone())
}

/// The activity in one word, a rhythm's cadence, the number of things to recall.
pub(crate) fn detail(curriculum: &Curriculum, what: &Studied) -> String {
    match what {
        Studied::Work { unit, activity } => {
            let index = activity.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let found = curriculum.unit(unit).and_then(|u| u.activities.get(index?));
            found.map_or_else(String::new, |a| activity_word(a.kind).to_owned())
        }
        Studied::Rhythm { rhythm } => {
            let found = curriculum.rhythms().find(|r| r.id == *rhythm);
            found.map_or_else(String::new, |r| cadence(r.every).to_owned())
        }
        Studied::Review { items } => {
            counted!(items.len(), ["{n} unit", "{n} units"], ["{n} unidad", "{n} unidades"])
        }
        Studied::Free { .. } => String::new(),
    }
}

/// What one does in an activity.
pub(crate) fn activity_word(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Read => word!("Read", "Leer"),
        ActivityKind::Watch => word!("Watch", "Ver"),
        ActivityKind::Practice => word!("Practice", "Practicar"),
        ActivityKind::Build => word!("Build", "Construir"),
        ActivityKind::Recall => word!("Recall", "Recordar"),
        ActivityKind::Write => word!("Write", "Escribir"),
        ActivityKind::Connect => word!("Connect", "Conectar"),
    }
}

/// How often a rhythm comes.
pub(crate) fn cadence(every: Every) -> &'static str {
    match every {
        Every::Week => word!("every week", "cada semana"),
        Every::TwoWeeks => word!("every 2 weeks", "cada 2 semanas"),
        Every::Month => word!("every 4 weeks", "cada 4 semanas"),
        Every::Quarter => word!("every 13 weeks", "cada 13 semanas"),
    }
}

/// The strategy that a block belongs to; a review has that of its first unit. 1 where the pack does not say.
pub(crate) fn strategy(curriculum: &Curriculum, what: &Studied) -> u8 {
    let of_unit = |unit: &str| {
        curriculum.strategies.iter().find(|s| s.units.iter().any(|u| u.id == unit)).map(|s| s.number)
    };
    let found = match what {
        Studied::Work { unit, .. } => of_unit(unit),
        Studied::Rhythm { rhythm } => {
            curriculum.strategies.iter().find(|s| s.rhythms.iter().any(|r| r.id == *rhythm)).map(|s| s.number)
        }
        Studied::Review { items } => items.first().and_then(|i| of_unit(&i.unit)),
        Studied::Free { strategy, .. } => Some(*strategy),
    };
    found.unwrap_or(1)
}

/// Whether a block asks for deep focus.
pub(crate) fn is_deep(curriculum: &Curriculum, what: &Studied) -> bool {
    let focus = match what {
        Studied::Work { unit, activity } => {
            let index = activity.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            curriculum.unit(unit).and_then(|u| u.activities.get(index?)).map(|a| a.focus)
        }
        Studied::Rhythm { rhythm } => curriculum.rhythms().find(|r| r.id == *rhythm).map(|r| r.focus),
        Studied::Review { .. } | Studied::Free { .. } => None,
    };
    focus == Some(plan::Focus::Deep)
}
