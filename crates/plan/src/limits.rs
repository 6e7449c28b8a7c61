//! How much of everything an instance may hold, so that planning it stays bounded in time and memory.
//! Invariant: within these limits no sum or product of the planner leaves its integer type.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use language::{said, word};

use crate::{Block, Instance, InstanceError, Status, What};

/// Larger counts and minutes than this are taken for mistakes.
pub(crate) const NUMBER: i64 = 10_000_000;

/// Points per unit of a term.
pub(crate) const WEIGHT: i64 = 1_000_000;

/// Days from one review to the next.
pub(crate) const SPACING: i64 = 36_500;

/// Minutes of all activities together: 190 years without sleep.
pub(crate) const ALL_MINUTES: i64 = 100_000_000;

const UNITS: u64 = 10_000;
const ACTIVITIES: u64 = 50_000;
/// Pairs of activities of which one must wait for the other.
const PAIRS: u64 = 2_000_000;
const PREREQUISITES: u64 = 200_000;
const WINDOWS: u64 = 10_000;
const BUSY: u64 = 100_000;
const CLOCK_CHANGES: u64 = 1_000;
const OVERRIDES: u64 = 1_000;
const RHYTHMS: u64 = 200;
const OFFSETS: u64 = 20;
/// Reviews that completions can make due.
const REVIEWS: u64 = 100_000;
const DUE: u64 = 10_000;
const BLOCKS: u64 = 10_000;
/// A day has no more places on the finest grid.
const BLOCKS_A_DAY: u64 = 288;
const ID: usize = 200;

/// Checks how much there is of everything, every name's length and every date's year.
pub(crate) fn check(instance: &Instance) -> Result<(), InstanceError> {
    amounts(instance)?;
    ids(instance)?;
    dates(instance)
}

fn amounts(instance: &Instance) -> Result<(), InstanceError> {
    let l = &instance.learner;
    at_most(word!("windows", "franjas"), WINDOWS, l.windows.len())?;
    at_most(word!("windows for deep work", "franjas para trabajo profundo"), WINDOWS, l.deep_windows.len())?;
    at_most(
        word!("weeks with a budget of their own", "semanas con presupuesto propio"),
        OVERRIDES,
        l.week_budget_overrides.len(),
    )?;
    at_most(
        word!("strategies in the mix", "estrategias en la mezcla"),
        9,
        l.mix_target_permille.as_ref().map_or(0, BTreeMap::len),
    )?;
    at_most(word!("clock changes", "cambios de hora"), CLOCK_CHANGES, instance.clock_changes.len())?;
    at_most(word!("busy events", "eventos ocupados"), BUSY, instance.busy.len())?;
    at_most(word!("units", "unidades"), UNITS, instance.units.len())?;
    let count = |of: fn(&crate::Unit) -> usize| instance.units.iter().map(of).sum::<usize>();
    at_most(word!("activities", "actividades"), ACTIVITIES, count(|u| u.activities.len()))?;
    at_most(word!("prerequisites", "requisitos"), PREREQUISITES, count(|u| u.prereqs.len()))?;
    at_most(
        word!(
            "pairs of activities of which one waits for the other",
            "pares de actividades en los que una espera a la otra"
        ),
        PAIRS,
        pairs(instance),
    )?;
    at_most(word!("rhythms", "rutinas"), RHYTHMS, instance.rhythms.len())?;
    let offsets = instance.reviews.offsets_days.len();
    at_most(word!("review offsets", "plazos de repaso"), OFFSETS, offsets)?;
    at_most(
        word!("reviews of all units together", "repasos de todas las unidades juntas"),
        REVIEWS,
        offsets * instance.units.len(),
    )?;
    at_most(word!("reviews that are due", "repasos pendientes"), DUE, instance.reviews.due.len())?;
    blocks(&instance.locked, word!("locked blocks", "bloques fijos"))?;
    blocks(
        instance.previous.as_ref().map_or(&[], |p| &p.blocks),
        word!("published blocks", "bloques publicados"),
    )
}

fn at_most(what: &str, most: u64, count: usize) -> Result<(), InstanceError> {
    let count = count as u64;
    if count <= most { Ok(()) } else { Err(InstanceError::TooMany { what: what.to_owned(), most, count }) }
}

/// Pairs of activities of which one must wait for the other, those of units that are not open aside.
fn pairs(instance: &Instance) -> usize {
    let open = || instance.units.iter().filter(|u| u.status == Status::Open);
    let count: HashMap<&str, usize> = open().map(|u| (u.id.as_str(), u.activities.len())).collect();
    let before = |u: &crate::Unit| {
        let needed = u.prereqs.iter().filter_map(|p| count.get(p.as_str()));
        needed.sum::<usize>() + u.activities.len() / 2
    };
    open().fold(0, |sum, u| sum.saturating_add(before(u).saturating_mul(u.activities.len())))
}

fn blocks(list: &[Block], what: &str) -> Result<(), InstanceError> {
    at_most(what, BLOCKS, list.len())?;
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    let mut items = 0;
    for block in list {
        let range = |what, range, value, ok: bool| {
            if ok { Ok(()) } else { Err(InstanceError::Range { what, range, value }) }
        };
        let minutes = i64::from(block.minutes);
        let name = said!(
            "the minutes of the block at {start} among the {what}",
            "los minutos del bloque del {start} entre los {what}",
            start = block.start
        );
        range(name, word!("0 to 1440 (a day)", "de 0 a 1440 (un día)"), minutes, minutes <= 1440)?;
        *days.entry(block.start.date()).or_default() += 1;
        if let What::Review { items: list } = &block.what {
            items += list.len();
        }
    }
    for (day, count) in days {
        at_most(&said!("{what} on {day}", "{what} el {day}"), BLOCKS_A_DAY, count)?;
    }
    at_most(&said!("reviews in {what}", "repasos en {what}"), BLOCKS, items)
}

fn ids(instance: &Instance) -> Result<(), InstanceError> {
    let units = instance.units.iter();
    let activities = units
        .clone()
        .flat_map(|u| &u.activities)
        .map(|a| (word!("an activity", "una actividad"), a.id.as_str()));
    let due = instance
        .reviews
        .due
        .iter()
        .map(|d| (word!("a unit with reviews", "una unidad con repasos"), d.item.unit.as_str()));
    let rhythms = instance.rhythms.iter().map(|r| (word!("a rhythm", "una rutina"), r.id.as_str()));
    for (kind, id) in units
        .map(|u| (word!("a unit", "una unidad"), u.id.as_str()))
        .chain(activities)
        .chain(rhythms)
        .chain(due)
    {
        let short = !id.is_empty() && id.len() <= 4 * ID && id.chars().count() <= ID;
        if !short || id.chars().any(char::is_control) {
            return Err(InstanceError::Id { kind, id: shown(id) });
        }
    }
    Ok(())
}

fn dates(instance: &Instance) -> Result<(), InstanceError> {
    let one = |what: &'static str, date: NaiveDate| {
        let ok = (1..=9999).contains(&date.year());
        if ok { Ok(()) } else { Err(InstanceError::Year { what, date }) }
    };
    one(word!("the first day of the horizon", "el primer día del horizonte"), instance.start)?;
    let last = instance.start.checked_add_days(chrono::Days::new(7 * u64::from(instance.weeks) - 1));
    one(word!("the last day of the horizon", "el último día del horizonte"), last.unwrap_or(NaiveDate::MAX))?;
    one(word!("the present day", "el día de hoy"), instance.now.date())?;
    one(word!("the target", "la fecha objetivo"), instance.target)?;
    for due in &instance.reviews.due {
        one(word!("the day on which a review is due", "el día en que toca un repaso"), due.due)?;
    }
    for block in instance.locked.iter().chain(instance.previous.iter().flat_map(|p| &p.blocks)) {
        one(word!("the day of a block", "el día de un bloque"), block.start.date())?;
    }
    Ok(())
}

/// A name as it may stand in a sentence: not too long, on one line.
pub(crate) fn shown(name: &str) -> String {
    let mut out: String = name.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if name.chars().nth(60).is_some() {
        out.push('…');
    }
    out
}
