//! What makes an instance malformed, and the sentences that say so.
//! Invariant: an instance that passes here is planned without error, whatever else it asks for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use thiserror::Error;

use crate::{Instance, What};

use crate::limits;

/// Longest horizon in weeks.
pub const MAX_WEEKS: u32 = 156;

/// Why an instance cannot be planned at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InstanceError {
    /// The grid does not divide a day in the ways the product knows.
    #[error("the grid must be 5, 10, 15 or 30 minutes, not {0}")]
    Grid(u32),
    /// The horizon begins inside a week.
    #[error("the horizon must start on a Monday; {0} is a {name}", name = .0.weekday())]
    StartNotMonday(NaiveDate),
    /// The horizon is empty or too long.
    #[error("the horizon must have 1 to {MAX_WEEKS} weeks, not {0}")]
    Weeks(u32),
    /// Two things have one name.
    #[error("there are two {kind} with the id \"{id}\"")]
    Duplicate {
        /// "units", "rhythms" or "activities in unit x".
        kind: String,
        /// The id.
        id: String,
    },
    /// A prerequisite does not exist.
    #[error("unit \"{unit}\" needs \"{prereq}\", but there is no such unit")]
    UnknownPrerequisite {
        /// Unit id.
        unit: String,
        /// The name that is not known.
        prereq: String,
    },
    /// Units wait for each other.
    #[error("these units wait for each other: {}", path(.0))]
    Cycle(
        /// The path; first and last are the same unit.
        Vec<String>,
    ),
    /// A locked block names something that does not exist.
    #[error("the locked block at {start} serves \"{name}\", which does not exist")]
    UnknownLocked {
        /// Start of the block.
        start: chrono::NaiveDateTime,
        /// The name that is not known.
        name: String,
    },
    /// A number is outside its range.
    #[error("{what} must be {range}, not {value}")]
    Range {
        /// Where the number stands.
        what: String,
        /// What is allowed, in words.
        range: &'static str,
        /// What it is.
        value: i64,
    },
    /// There is more of something than can be planned with in bounded time and memory.
    #[error("there may be at most {most} {what}, not {count}")]
    TooMany {
        /// Of what.
        what: String,
        /// How many are allowed.
        most: u64,
        /// How many there are.
        count: u64,
    },
    /// A name that cannot be shown on a line.
    #[error("\"{id}\" cannot be the id of {kind}: an id has 1 to 200 characters, and they stand on one line")]
    Id {
        /// Such as "a unit".
        kind: &'static str,
        /// The id, shortened and without what cannot be shown.
        id: String,
    },
    /// A date outside the calendar that the formats write.
    #[error("{what} must lie in the years 1 to 9999, not {date}")]
    Year {
        /// Which date.
        what: &'static str,
        /// The date.
        date: NaiveDate,
    },
}

/// A cycle in words; the middle of a long one is left out.
fn path(units: &[String]) -> String {
    const SHOWN: usize = 6;
    if units.len() <= 2 * SHOWN {
        return units.join(" needs ");
    }
    let (head, tail) = (&units[..SHOWN], &units[units.len() - SHOWN..]);
    let between = units.len() - 2 * SHOWN;
    format!("{} needs ({between} more) needs {}", head.join(" needs "), tail.join(" needs "))
}

/// Checks everything the planner relies on.
///
/// # Errors
/// The first fault found: the frame, then what there is too much of, then numbers, names and order.
pub fn validate(instance: &Instance) -> Result<(), InstanceError> {
    if !matches!(instance.grid, 5 | 10 | 15 | 30) {
        return Err(InstanceError::Grid(instance.grid));
    }
    if instance.start.weekday() != Weekday::Mon {
        return Err(InstanceError::StartNotMonday(instance.start));
    }
    if !(1..=MAX_WEEKS).contains(&instance.weeks) {
        return Err(InstanceError::Weeks(instance.weeks));
    }
    limits::check(instance)?;
    numbers(instance)?;
    unique("units", instance.units.iter().map(|u| u.id.as_str()))?;
    for unit in &instance.units {
        let kind = format!("activities in unit \"{}\"", unit.id);
        unique(&kind, unit.activities.iter().map(|a| a.id.as_str()))?;
    }
    unique("rhythms", instance.rhythms.iter().map(|r| r.id.as_str()))?;
    prerequisites(instance)?;
    locked_names(instance)
}

fn unique<'a>(kind: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), InstanceError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(InstanceError::Duplicate { kind: kind.to_owned(), id: id.to_owned() });
        }
    }
    Ok(())
}

struct Number {
    what: String,
    range: &'static str,
    value: i64,
    ok: bool,
}

impl Number {
    fn new(what: impl Into<String>, range: &'static str, value: i64, ok: bool) -> Self {
        Number { what: what.into(), range, value, ok }
    }

    fn size(what: impl Into<String>, value: i64) -> Self {
        Number::new(what, "0 to 10000000", value, (0..=limits::NUMBER).contains(&value))
    }

    fn positive(what: impl Into<String>, value: i64) -> Self {
        Number::new(what, "1 to 10000000", value, (1..=limits::NUMBER).contains(&value))
    }

    /// A stretch inside one day.
    fn of_a_day(what: impl Into<String>, value: i64) -> Self {
        Number::new(what, "0 to 1440 (a day)", value, (0..=1440).contains(&value))
    }

    /// Days from one review to the next.
    fn spacing(what: impl Into<String>, value: i64) -> Self {
        Number::new(what, "1 to 36500 days", value, (1..=limits::SPACING).contains(&value))
    }

    fn permille(what: impl Into<String>, value: i64) -> Self {
        Number::new(what, "0 to 10000", value, (0..=10_000).contains(&value))
    }
}

fn numbers(instance: &Instance) -> Result<(), InstanceError> {
    let faulty = learner_numbers(instance)
        .into_iter()
        .chain(unit_numbers(instance))
        .chain(review_numbers(instance))
        .chain(weight_numbers(instance))
        .find(|n| !n.ok);
    match faulty {
        Some(n) => Err(InstanceError::Range { what: n.what, range: n.range, value: n.value }),
        None => Ok(()),
    }
}

fn learner_numbers(instance: &Instance) -> Vec<Number> {
    let l = &instance.learner;
    let mut out = vec![
        Number::size("the week budget", i64::from(l.week_budget)),
        Number::size("the day maximum", i64::from(l.day_max)),
        Number::of_a_day("the shortest block", i64::from(l.block_min)),
        Number::of_a_day("the longest block", i64::from(l.block_max)),
        Number::of_a_day("the break", i64::from(l.break_min)),
        Number::size("the free minutes of one unit a day", i64::from(l.unit_day_free)),
        Number::size("the free units a day", i64::from(l.units_per_day_free)),
        Number::positive("the weeks in a mix bucket", i64::from(l.mix_bucket_weeks)),
    ];
    for (week, &minutes) in &l.week_budget_overrides {
        out.push(Number::size(format!("the budget of week {week}"), i64::from(minutes)));
    }
    if let Some(mix) = l.mix_target_permille.as_ref().filter(|m| !m.is_empty()) {
        let sum = mix.values().map(|&v| i64::from(v)).sum();
        out.push(Number::new("the sum of the strategy mix in permille", "1000", sum, sum == 1000));
    }
    for w in l.windows.iter().chain(&l.deep_windows) {
        let (day, from, to) = (i64::from(w.weekday), i64::from(w.from), i64::from(w.to));
        out.push(Number::new("the weekday of a window", "0 (Monday) to 6", day, day <= 6));
        out.push(Number::new("the end of a window", "at most 1440 (midnight)", to, to <= 1440));
        out.push(Number::new("the start of a window", "at most its end", from, from <= to));
    }
    for c in &instance.clock_changes {
        let (from, to) = (i64::from(c.from), i64::from(c.to));
        out.push(Number::new("the end of a clock change", "at most 1440 (midnight)", to, to <= 1440));
        out.push(Number::new("the start of a clock change", "at most its end", from, from <= to));
    }
    out
}

fn unit_numbers(instance: &Instance) -> Vec<Number> {
    let mut out = Vec::new();
    let strategy =
        |what: String, value: u8| Number::new(what, "1 to 9", i64::from(value), (1..=9).contains(&value));
    for u in &instance.units {
        out.push(strategy(format!("the strategy of unit \"{}\"", u.id), u.strategy));
        if let Some(prio) = u.prio {
            let what = format!("the priority of unit \"{}\"", u.id);
            out.push(Number::new(what, "1 to 9", i64::from(prio), (1..=9).contains(&prio)));
        }
        for a in &u.activities {
            out.push(Number::size(format!("the minutes of {}/{}", u.id, a.id), i64::from(a.minutes)));
            out.push(Number::size(format!("the minutes done of {}/{}", u.id, a.id), i64::from(a.done)));
        }
    }
    let all = instance.units.iter().flat_map(|u| &u.activities).map(|a| i64::from(a.minutes)).sum();
    let ok = all <= limits::ALL_MINUTES;
    out.push(Number::new("the sum of the minutes of all activities", "at most 100000000", all, ok));
    for r in &instance.rhythms {
        out.push(strategy(format!("the strategy of rhythm \"{}\"", r.id), r.strategy));
        out.push(Number::of_a_day(format!("the minutes of rhythm \"{}\"", r.id), i64::from(r.minutes)));
        out.push(Number::positive(
            format!("the weeks in a period of rhythm \"{}\"", r.id),
            i64::from(r.every_weeks),
        ));
    }
    out
}

fn review_numbers(instance: &Instance) -> Vec<Number> {
    let r = &instance.reviews;
    let mut out = vec![
        Number::new(
            "the minutes of a review item",
            "1 to 1440 (a day)",
            i64::from(r.item_min),
            (1..=1440).contains(&r.item_min),
        ),
        Number::permille("how early a review may be in permille", i64::from(r.early_permille)),
        Number::permille("how late a review may be in permille", i64::from(r.late_permille)),
    ];
    let mut before = 0;
    for &offset in &r.offsets_days {
        let (offset, last) = (i64::from(offset), before);
        out.push(Number::new("a review offset", "more days than the one before", offset, offset > last));
        out.push(Number::spacing("a review offset", offset));
        before = offset;
    }
    for due in &r.due {
        let what = format!("the interval of review {} of \"{}\"", due.item.k, due.item.unit);
        out.push(Number::spacing(what, i64::from(due.interval)));
    }
    out
}

fn weight_numbers(instance: &Instance) -> Vec<Number> {
    let w = &instance.weights;
    [
        ("late", w.late),
        ("finish", w.finish),
        ("unfinished", w.unfinished),
        ("mix", w.mix),
        ("deep", w.deep),
        ("massed", w.massed),
        ("block", w.block),
        ("extra_unit", w.extra_unit),
        ("review", w.review),
        ("rhythm", w.rhythm),
        ("moved", w.moved),
    ]
    .into_iter()
    .map(|(name, value)| {
        let ok = (0..=limits::WEIGHT).contains(&value);
        Number::new(format!("the weight \"{name}\""), "0 to 1000000", value, ok)
    })
    .collect()
}

/// Unknown names and cycles. The walk keeps its own stack: deep chains must not overflow the call stack.
fn prerequisites(instance: &Instance) -> Result<(), InstanceError> {
    let index: BTreeMap<&str, usize> =
        instance.units.iter().enumerate().map(|(i, u)| (u.id.as_str(), i)).collect();
    for unit in &instance.units {
        if let Some(prereq) = unit.prereqs.iter().find(|p| !index.contains_key(p.as_str())) {
            let (unit, prereq) = (unit.id.clone(), limits::shown(prereq));
            return Err(InstanceError::UnknownPrerequisite { unit, prereq });
        }
    }
    let mut settled = vec![false; instance.units.len()];
    for root in 0..instance.units.len() {
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        let mut on_path = BTreeSet::from([root]);
        while let Some((unit, next)) = path.last_mut() {
            let prereqs = &instance.units[*unit].prereqs;
            let child = prereqs.get(*next).filter(|_| !settled[*unit]).and_then(|p| index.get(p.as_str()));
            let Some(&child) = child else {
                settled[*unit] = true;
                on_path.remove(unit);
                path.pop();
                continue;
            };
            *next += 1;
            if on_path.insert(child) {
                path.push((child, 0));
                continue;
            }
            let from = path.iter().position(|&(u, _)| u == child).unwrap_or(0);
            let mut names: Vec<String> =
                path[from..].iter().map(|&(u, _)| instance.units[u].id.clone()).collect();
            names.push(instance.units[child].id.clone());
            return Err(InstanceError::Cycle(names));
        }
    }
    Ok(())
}

/// Locked blocks are promises of the learner: a name nobody knows is a mistake of the caller.
fn locked_names(instance: &Instance) -> Result<(), InstanceError> {
    let activities = instance.units.iter().flat_map(|u| u.activities.iter().map(|a| (&u.id, &a.id)));
    let activities: BTreeSet<(&String, &String)> = activities.collect();
    for block in &instance.locked {
        let unknown = match &block.what {
            What::Work { unit, activity } => {
                (!activities.contains(&(unit, activity))).then(|| format!("{unit}/{activity}"))
            }
            What::Rhythm { rhythm } => {
                (!instance.rhythms.iter().any(|r| r.id == *rhythm)).then(|| rhythm.clone())
            }
            What::Review { .. } => None,
        };
        if let Some(name) = unknown {
            return Err(InstanceError::UnknownLocked { start: block.start, name: limits::shown(&name) });
        }
    }
    Ok(())
}
