//! What settings must keep to, in words: one sentence for each fault that says what is wrong and what to do.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use journal::{Budget, StudyWindow};

use crate::draft::last_target;
use crate::problem::GRID;
use crate::say;

/// Study minutes a week.
pub(crate) const WEEK: RangeInclusive<u32> = 30..=4200;

/// Study minutes a day at most.
pub(crate) const LONGEST_DAY: u32 = 960;

pub(crate) fn week_fault(week: u32) -> String {
    said!(
        "{week} a week cannot be planned. Choose between 30\u{a0}min and 70\u{a0}h.",
        "No se pueden planificar {week} por semana. Elige entre 30\u{a0}min y 70\u{a0}h.",
        week = say::length(week)
    )
}

pub(crate) fn target_faults(target: NaiveDate, today: NaiveDate) -> Vec<String> {
    let last = last_target(today);
    if target <= today {
        vec![said!(
            "The target date {target} is not in the future. Choose a later day.",
            "La fecha objetivo, {target}, no está en el futuro. Elige un día posterior.",
            target = say::date(target)
        )]
    } else if target > last {
        vec![said!(
            "The target date {target} is more than three years ahead. Choose a day until {last}.",
            "Faltan más de tres años para la fecha objetivo, {target}. Elige un día hasta el {last}.",
            target = say::date(target),
            last = say::date(last)
        )]
    } else {
        Vec::new()
    }
}

pub(crate) fn window_faults(windows: &[StudyWindow]) -> Vec<String> {
    let clock = |m: u32| format!("{:02}:{:02}", m / 60, m % 60);
    let mut faults = Vec::new();
    for w in windows {
        match say::weekday(w.weekday) {
            None => faults.push(said!("Weekday {number} does not exist. Days are 0 (Monday) to 6.", "El día de la semana {number} no existe. Los días van de 0 (lunes) a 6.", number = w.weekday)),
            Some(day) if w.to > 1440 => {
                faults
                    .push(said!("The window on {day} ends after midnight. End it at 24:00 at the latest.", "La franja del {day} acaba después de medianoche. Que acabe a las 24:00 como muy tarde."));
            }
            Some(day) if w.from >= w.to => faults.push(said!("The window on {day} ends at {to}, not after its start at {from}. Choose a later end.", "La franja del {day} acaba a las {to}, no después de su inicio a las {from}. Elige un final posterior.", to = clock(w.to), from = clock(w.from))),
            Some(_) => {}
        }
    }
    faults
}

/// Stretches of one weekday that lie in a window, those that touch as one, in order.
pub(crate) fn stretches(windows: &[StudyWindow], weekday: u8, deep_only: bool) -> Vec<(u32, u32)> {
    let wanted = windows.iter().filter(|w| w.weekday == weekday && (w.deep || !deep_only) && w.from < w.to);
    let mut spans: Vec<(u32, u32)> = wanted.map(|w| (w.from, w.to)).collect();
    spans.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (from, to) in spans {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            Some(_) | None => out.push((from, to)),
        }
    }
    out
}

/// Minutes a week inside the windows, overlaps counted once.
pub(crate) fn painted_minutes(windows: &[StudyWindow], deep_only: bool) -> u32 {
    (0..7).flat_map(|day| stretches(windows, day, deep_only)).map(|(from, to)| to - from).sum()
}

/// More hours are wanted than the windows hold.
pub(crate) fn hours_without_windows(week: u32, windows: &[StudyWindow]) -> Option<String> {
    let painted = painted_minutes(windows, false);
    (painted < week && !windows.is_empty()).then(|| {
        said!("{week} a week are wanted, but your study times hold only {painted}. Add study times or want less.", "Quieres {week} por semana, pero en tus horas de estudio solo caben {painted}. Añade horas de estudio o pide menos.", week = say::length(week), painted = say::length(painted))
    })
}

/// None of the windows can hold a block.
pub(crate) fn no_room_for_a_block(windows: &[StudyWindow], block_min: u32) -> Option<String> {
    let on_the_grid = |(from, to): (u32, u32)| (to / GRID * GRID).saturating_sub(from.next_multiple_of(GRID));
    let all = (0..7).flat_map(|day| stretches(windows, day, false));
    let longest = all.max_by_key(|stretch| on_the_grid(*stretch))?;
    (on_the_grid(longest) < block_min.next_multiple_of(GRID)).then(|| {
        said!("No study time can hold a block: the longest has {longest}, and the shortest block takes {block}. Make one longer.", "En ninguna franja de estudio cabe un bloque: la más larga tiene {longest} y el bloque más corto ocupa {block}. Alarga alguna.", longest = say::length(longest.1 - longest.0), block = say::length(block_min))
    })
}

pub(crate) fn budget_faults(b: &Budget) -> Vec<String> {
    let mut faults = Vec::new();
    if !WEEK.contains(&b.week) {
        faults.push(week_fault(b.week));
    }
    if !(30..=LONGEST_DAY).contains(&b.day_max) {
        faults.push(said!(
            "{day} a day at most cannot be planned. Choose between 30\u{a0}min and 16\u{a0}h.",
            "No se puede planificar con {day} por día como máximo. Elige entre 30\u{a0}min y 16\u{a0}h.",
            day = say::length(b.day_max)
        ));
    }
    if !(15..=240).contains(&b.block_min) {
        faults.push(said!(
            "A shortest block of {block} is out of range. Choose 15\u{a0}min to 4\u{a0}h.",
            "Un bloque más corto de {block} se sale de lo posible. Elige de 15\u{a0}min a 4\u{a0}h.",
            block = say::length(b.block_min)
        ));
    }
    if !(15..=240).contains(&b.block_max) {
        faults.push(said!(
            "A longest block of {block} is out of range. Choose 15\u{a0}min to 4\u{a0}h.",
            "Un bloque más largo de {block} se sale de lo posible. Elige de 15\u{a0}min a 4\u{a0}h.",
            block = say::length(b.block_max)
        ));
    }
    if b.block_min > b.block_max {
        faults.push(said!(
            "The shortest block ({least}) is longer than the longest ({most}). Swap them.",
            "El bloque más corto ({least}) es más largo que el más largo ({most}). Cámbialos.",
            least = say::length(b.block_min),
            most = say::length(b.block_max)
        ));
    }
    let (grid_min, grid_max) = (b.block_min.next_multiple_of(GRID), b.block_max / GRID * GRID);
    if b.block_min <= b.block_max && grid_min > grid_max {
        faults.push(said!("Blocks last in steps of {GRID} minutes, and none lies between {least} and {most}. Widen the two.", "Los bloques duran en pasos de {GRID} minutos, y ninguno queda entre {least} y {most}. Sepáralos más.", least = say::length(b.block_min), most = say::length(b.block_max)));
    }
    if b.block_min > b.day_max || b.block_min > b.week {
        faults.push(said!(
            "The shortest block ({block}) does not fit into a day or a week of these hours. Shorten it.",
            "El bloque más corto ({block}) no cabe en un día o una semana con estas horas. Acórtalo.",
            block = say::length(b.block_min)
        ));
    }
    if b.break_min > 120 {
        faults.push(said!(
            "A break of {pause} is too long. Choose up to 2\u{a0}h.",
            "Una pausa de {pause} es demasiado larga. Elige hasta 2\u{a0}h.",
            pause = say::length(b.break_min)
        ));
    }
    faults
}
