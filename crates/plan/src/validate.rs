//! What makes an instance malformed; the sentences that say so are in `instance_error.rs`.
//! Invariant: an instance that passes here is planned without error, whatever else it asks for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Weekday};
use language::{said, word};

use crate::limits;
use crate::{Instance, InstanceError, What};

/// Longest horizon in weeks.
pub const MAX_WEEKS: u32 = 156;

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
    unique(word!("units", "unidades"), instance.units.iter().map(|u| u.id.as_str()))?;
    for unit in &instance.units {
        let kind = said!("activities in unit \"{id}\"", "actividades en la unidad «{id}»", id = unit.id);
        unique(&kind, unit.activities.iter().map(|a| a.id.as_str()))?;
    }
    unique(word!("rhythms", "rutinas"), instance.rhythms.iter().map(|r| r.id.as_str()))?;
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
        Number::new(
            what,
            word!("0 to 10000000", "de 0 a 10000000"),
            value,
            (0..=limits::NUMBER).contains(&value),
        )
    }

    fn positive(what: impl Into<String>, value: i64) -> Self {
        Number::new(
            what,
            word!("1 to 10000000", "de 1 a 10000000"),
            value,
            (1..=limits::NUMBER).contains(&value),
        )
    }

    /// A stretch inside one day.
    fn of_a_day(what: impl Into<String>, value: i64) -> Self {
        Number::new(
            what,
            word!("0 to 1440 (a day)", "de 0 a 1440 (un día)"),
            value,
            (0..=1440).contains(&value),
        )
    }

    /// Days from one review to the next.
    fn spacing(what: impl Into<String>, value: i64) -> Self {
        Number::new(
            what,
            word!("1 to 36500 days", "de 1 a 36500 días"),
            value,
            (1..=limits::SPACING).contains(&value),
        )
    }

    fn permille(what: impl Into<String>, value: i64) -> Self {
        Number::new(what, word!("0 to 10000", "de 0 a 10000"), value, (0..=10_000).contains(&value))
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
        Number::size(word!("the week budget", "el presupuesto semanal"), i64::from(l.week_budget)),
        Number::size(word!("the day maximum", "el máximo diario"), i64::from(l.day_max)),
        Number::of_a_day(word!("the shortest block", "el bloque más corto"), i64::from(l.block_min)),
        Number::of_a_day(word!("the longest block", "el bloque más largo"), i64::from(l.block_max)),
        Number::of_a_day(word!("the break", "la pausa"), i64::from(l.break_min)),
        Number::size(
            word!("the free minutes of one unit a day", "los minutos libres de una unidad por día"),
            i64::from(l.unit_day_free),
        ),
        Number::size(
            word!("the free units a day", "las unidades libres por día"),
            i64::from(l.units_per_day_free),
        ),
        Number::positive(
            word!("the weeks in a mix bucket", "las semanas de un tramo de la mezcla"),
            i64::from(l.mix_bucket_weeks),
        ),
    ];
    for (week, &minutes) in &l.week_budget_overrides {
        out.push(Number::size(
            said!("the budget of week {week}", "el presupuesto de la semana {week}"),
            i64::from(minutes),
        ));
    }
    if let Some(mix) = l.mix_target_permille.as_ref().filter(|m| !m.is_empty()) {
        let sum = mix.values().map(|&v| i64::from(v)).sum();
        out.push(Number::new(
            word!(
                "the sum of the strategy mix in permille",
                "la suma de la mezcla de estrategias en tantos por mil"
            ),
            "1000",
            sum,
            sum == 1000,
        ));
    }
    for w in l.windows.iter().chain(&l.deep_windows) {
        let (day, from, to) = (i64::from(w.weekday), i64::from(w.from), i64::from(w.to));
        out.push(Number::new(
            word!("the weekday of a window", "el día de la semana de una franja"),
            word!("0 (Monday) to 6", "de 0 (lunes) a 6"),
            day,
            day <= 6,
        ));
        out.push(Number::new(
            word!("the end of a window", "el final de una franja"),
            word!("at most 1440 (midnight)", "1440 (medianoche) como mucho"),
            to,
            to <= 1440,
        ));
        out.push(Number::new(
            word!("the start of a window", "el inicio de una franja"),
            word!("at most its end", "como mucho su final"),
            from,
            from <= to,
        ));
    }
    for c in &instance.clock_changes {
        let (from, to) = (i64::from(c.from), i64::from(c.to));
        out.push(Number::new(
            word!("the end of a clock change", "el final de un cambio de hora"),
            word!("at most 1440 (midnight)", "1440 (medianoche) como mucho"),
            to,
            to <= 1440,
        ));
        out.push(Number::new(
            word!("the start of a clock change", "el inicio de un cambio de hora"),
            word!("at most its end", "como mucho su final"),
            from,
            from <= to,
        ));
    }
    out
}

fn unit_numbers(instance: &Instance) -> Vec<Number> {
    let mut out = Vec::new();
    let strategy = |what: String, value: u8| {
        Number::new(what, word!("1 to 9", "de 1 a 9"), i64::from(value), (1..=9).contains(&value))
    };
    for u in &instance.units {
        let (unit, of) = (&u.id, said!("of unit \"{unit}\"", "de la unidad «{unit}»", unit = u.id));
        out.push(strategy(said!("the strategy {of}", "la estrategia {of}"), u.strategy));
        if let Some(prio) = u.prio {
            let what = said!("the priority {of}", "la prioridad {of}");
            out.push(Number::new(
                what,
                word!("1 to 9", "de 1 a 9"),
                i64::from(prio),
                (1..=9).contains(&prio),
            ));
        }
        for a in &u.activities {
            let activity = &a.id;
            let minutes = said!("the minutes of {unit}/{activity}", "los minutos de {unit}/{activity}");
            out.push(Number::size(minutes, i64::from(a.minutes)));
            let done =
                said!("the minutes done of {unit}/{activity}", "los minutos hechos de {unit}/{activity}");
            out.push(Number::size(done, i64::from(a.done)));
        }
    }
    let all = instance.units.iter().flat_map(|u| &u.activities).map(|a| i64::from(a.minutes)).sum();
    let ok = all <= limits::ALL_MINUTES;
    out.push(Number::new(
        word!("the sum of the minutes of all activities", "la suma de los minutos de todas las actividades"),
        word!("at most 100000000", "100000000 como mucho"),
        all,
        ok,
    ));
    for r in &instance.rhythms {
        let of = said!("of rhythm \"{id}\"", "de la rutina «{id}»", id = r.id);
        out.push(strategy(said!("the strategy {of}", "la estrategia {of}"), r.strategy));
        out.push(Number::of_a_day(said!("the minutes {of}", "los minutos {of}"), i64::from(r.minutes)));
        let weeks = said!("the weeks in a period {of}", "las semanas de un periodo {of}");
        out.push(Number::positive(weeks, i64::from(r.every_weeks)));
    }
    out
}

fn review_numbers(instance: &Instance) -> Vec<Number> {
    let r = &instance.reviews;
    let mut out = vec![
        Number::new(
            word!("the minutes of a review item", "los minutos de cada elemento de un repaso"),
            word!("1 to 1440 (a day)", "de 1 a 1440 (un día)"),
            i64::from(r.item_min),
            (1..=1440).contains(&r.item_min),
        ),
        Number::permille(
            word!(
                "how early a review may be in permille",
                "cuánto puede adelantarse un repaso, en tantos por mil"
            ),
            i64::from(r.early_permille),
        ),
        Number::permille(
            word!(
                "how late a review may be in permille",
                "cuánto puede retrasarse un repaso, en tantos por mil"
            ),
            i64::from(r.late_permille),
        ),
    ];
    let mut before = 0;
    for &offset in &r.offsets_days {
        let (offset, last) = (i64::from(offset), before);
        out.push(Number::new(
            word!("a review offset", "un plazo de repaso"),
            word!("more days than the one before", "más días que el anterior"),
            offset,
            offset > last,
        ));
        out.push(Number::spacing(word!("a review offset", "un plazo de repaso"), offset));
        before = offset;
    }
    for due in &r.due {
        let what = said!(
            "the interval of review {k} of \"{unit}\"",
            "el intervalo del repaso {k} de «{unit}»",
            k = due.item.k,
            unit = due.item.unit
        );
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
        Number::new(
            said!("the weight \"{name}\"", "el peso «{name}»"),
            word!("0 to 1000000", "de 0 a 1000000"),
            value,
            ok,
        )
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
