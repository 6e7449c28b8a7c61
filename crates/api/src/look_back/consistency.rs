//! Weekday by week. A week counts if there was some study in it; a single week off ends nothing, and the running week is never
//! held against anybody.

use crate::say;
use crate::wire::{ConsistencyView, WeekRow};

/// No more weekdays than this are named.
const NAMED: usize = 3;

pub(super) fn view(rows: &[WeekRow]) -> ConsistencyView {
    let is_studied = |r: &&WeekRow| r.done_min > 0;
    // The running week can only add to it.
    let counted: Vec<&WeekRow> = rows.iter().filter(|r| !r.running || r.done_min > 0).collect();
    let studied = counted.iter().filter(|r| is_studied(r)).count();
    let (mut row, mut off, mut gap) = (0, 0, 0);
    for week in counted.iter().rev() {
        if week.done_min > 0 {
            off += gap;
            gap = 0;
            row += 1;
        } else {
            gap += 1;
            if gap > 1 {
                break;
            }
        }
    }
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ConsistencyView {
        weeks: small(counted.len()),
        studied: small(studied),
        row,
        off,
        text: text(rows, counted.len(), studied, row, off),
    }
}

fn text(rows: &[WeekRow], weeks: usize, studied: usize, row: u32, off: u32) -> String {
    if studied == 0 {
        return said!("Days with study will be marked here.", "Aquí se marcarán los días con estudio.");
    }
    let weeks_word = counted!(weeks, ["{n} week", "{n} weeks"], ["{n} semana", "{n} semanas"]);
    let mut text = match (studied == weeks, weeks) {
        (true, 1) => said!("Some study in the first week", "Algo de estudio en la primera semana"),
        (true, _) => {
            said!("Some study in each of {weeks_word}", "Algo de estudio en cada una de {weeks_word}")
        }
        (false, _) => {
            said!("Some study in {studied} of {weeks_word}", "Algo de estudio en {studied} de {weeks_word}")
        }
    };
    let often = often(rows, studied);
    if !often.is_empty() {
        text.push_str(&said!(", most often {often}", "; sobre todo, {often}", often = say::list(&often)));
    }
    text.push('.');
    if off > 0 {
        let between = counted!(off, ["{n} week", "{n} weeks"], ["{n} semana", "{n} semanas"]);
        text.push_str(&said!(
            " {row} weeks with study in a row, {between} off between.",
            " {row} semanas seguidas con estudio, con {between} de descanso entremedias."
        ));
    }
    text
}

/// The weekdays with study in at least half of the weeks that had any, in the order of the week.
fn often(rows: &[WeekRow], studied: usize) -> Vec<String> {
    if studied < 2 {
        return Vec::new();
    }
    let times =
        |weekday: usize| rows.iter().filter(|r| r.days.get(weekday).is_some_and(|d| d.min > 0)).count();
    let mut days: Vec<(usize, usize)> =
        (0..7).map(|d| (times(d), d)).filter(|(n, _)| n * 2 >= studied).collect();
    days.sort_by_key(|(n, day)| (std::cmp::Reverse(*n), *day));
    days.truncate(NAMED);
    days.sort_by_key(|(_, day)| *day);
    days.into_iter()
        .filter_map(|(_, day)| say::weekday(u8::try_from(day).ok()?).map(ToString::to_string))
        .collect()
}
