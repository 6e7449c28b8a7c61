//! Reads study-instance/1.
//! Invariant: an instance that is returned has passed the planner's own validation.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use plan::{
    Activity, DueReview, Focus, Instance, Learner, Level, Previous, Reason, ReviewItem, Reviews, Rhythm,
    Span, Status, Unit, Weights, Window,
};

use super::FormatProblem;
use super::blocks::{Faults, shortened, shown};
use super::instance_raw::{
    RawDue, RawFocus, RawInstance, RawLearner, RawLevel, RawReviews, RawRhythm, RawStatus, RawUnit, RawWindow,
};
use super::json_words::sentence;
use crate::objects::Object;
use crate::zones::clock_changes;

/// An instance with the name its text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedInstance {
    /// Free text; empty if there is none.
    pub name: String,
    /// What is to be planned.
    pub instance: Instance,
    /// What can be planned, but is hardly meant.
    pub doubts: Vec<FormatProblem>,
}

/// Reads an instance and drops its name.
///
/// # Errors
/// Every fault that was found, each with its path.
pub fn read_instance(text: &str) -> Result<Instance, Vec<FormatProblem>> {
    read_named_instance(text).map(|named| named.instance)
}

/// Reads an instance with its name.
///
/// # Errors
/// Every fault that was found, each with its path.
pub fn read_named_instance(text: &str) -> Result<NamedInstance, Vec<FormatProblem>> {
    // Some editors begin a file with a mark that is no part of its text.
    let mut reader = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
    let Object(raw): Object<RawInstance> = serde_path_to_error::deserialize(&mut reader).map_err(|e| {
        let path = e.path().to_string();
        // A text that breaks off has no path.
        let path = if path == "." || path == "?" { String::new() } else { path };
        // Both may quote names of any length.
        let (path, message) = (shortened(&path, 200), shortened(&sentence(&e.into_inner()), 600));
        vec![FormatProblem { path, message }]
    })?;
    reader.end().map_err(|e| vec![FormatProblem { path: String::new(), message: sentence(&e) }])?;
    if raw.format != "study-instance/1" {
        let message = said!(
            "\"{format}\" is not a format this version reads; it reads study-instance/1",
            "«{format}» no es un formato que lea esta versión; lee study-instance/1",
            format = shown(&raw.format)
        );
        return Err(vec![FormatProblem { path: "format".to_owned(), message }]);
    }
    let mut faults = Faults::default();
    let mut named = understand(raw, &mut faults);
    if faults.list.is_empty() {
        match plan::validate(&named.instance) {
            Ok(()) => named.doubts = doubts(&named.instance),
            Err(e) => faults.add("", e.to_string()),
        }
    }
    if faults.list.is_empty() { Ok(named) } else { Err(faults.list) }
}

fn understand(raw: RawInstance, faults: &mut Faults) -> NamedInstance {
    let start = faults.date("horizon.start", &raw.horizon.start);
    let zone = raw.tz.as_deref().and_then(|name| {
        let zone = name.parse::<Tz>().ok();
        if zone.is_none() {
            let message = said!(
                "\"{name}\" is not a time zone such as Europe/Berlin",
                "«{name}» no es una zona horaria como Europe/Berlin",
                name = shown(name)
            );
            faults.add("tz", message);
        }
        zone
    });
    let weeks = raw.horizon.weeks;
    let days = 7 * weeks.min(plan::MAX_WEEKS);
    let mut busy = Vec::with_capacity(raw.busy.len());
    for (i, text) in raw.busy.iter().enumerate() {
        let before = faults.list.len();
        let span = Span {
            start: faults.moment(&format!("busy[{i}].start"), &text.start),
            end: faults.moment(&format!("busy[{i}].end"), &text.end),
        };
        if faults.list.len() == before && span.end < span.start {
            faults.add(format!("busy[{i}]"), ends_before(&text.start, &text.end));
        }
        busy.push(span);
    }
    let instance = Instance {
        grid: raw.grid_min,
        start,
        weeks,
        now: faults.moment("horizon.now", &raw.horizon.now),
        target: faults.date("horizon.target", &raw.horizon.target),
        clock_changes: zone.map(|z| clock_changes(z, start, days)).unwrap_or_default(),
        learner: learner(raw.learner, faults),
        busy,
        units: raw.units.into_iter().map(unit).collect(),
        rhythms: raw.rhythms.into_iter().map(rhythm).collect(),
        reviews: reviews(raw.reviews, faults),
        locked: faults.blocks("locked", raw.locked),
        previous: raw.previous.map(|p| Previous {
            published_until: faults.date("previous.published_until", &p.published_until),
            blocks: faults.blocks("previous.blocks", p.blocks),
        }),
        weights: weights(&raw.weights, faults),
        seed: raw.seed,
    };
    NamedInstance { name: raw.name, instance, doubts: Vec::new() }
}

fn ends_before(start: &str, end: &str) -> String {
    said!("ends at {end} before it starts at {start}", "termina ({end}) antes de empezar ({start})")
}

/// Lengths between which no usual block lies, and locked blocks that no plan can hold together. The formulation gives
/// both a meaning, so they are planned with; nobody means them.
fn doubts(instance: &Instance) -> Vec<FormatProblem> {
    let mut doubts = Faults::default();
    let (shortest, longest) = (instance.learner.block_min, instance.learner.block_max);
    if shortest > longest {
        doubts.add(
            "learner.block_min",
            said!(
                "the shortest block ({shortest}\u{a0}min) is longer than the longest ({longest}\u{a0}min), so only what is left of an activity below that can be placed",
                "el bloque más corto ({shortest}\u{a0}min) es más largo que el más largo ({longest}\u{a0}min), así que solo se puede colocar lo que quede de una actividad por debajo de eso"
            ),
        );
    }
    for violation in plan::violations(instance, &instance.locked) {
        let what = match &violation.reason {
            Reason::TooMuch { unit, activity, over } => {
                said!(
                    "the blocks of {unit}/{activity} have {over}\u{a0}min more than it has left",
                    "los bloques de {unit}/{activity} tienen {over}\u{a0}min más de lo que le queda"
                )
            }
            Reason::RhythmTwice { week } => said!(
                "a rhythm is there twice in its period from week {week}",
                "una rutina está dos veces en su periodo desde la semana {week}"
            ),
            Reason::Repeated { item } => said!(
                "review {k} of {unit} is there twice",
                "el repaso {k} de {unit} está dos veces",
                k = item.k,
                unit = item.unit
            ),
            _ => continue,
        };
        let message = said!(
            "{what}, so no plan that keeps them is free of faults",
            "{what}, así que ningún plan que los conserve está libre de fallos"
        );
        doubts.add("locked", message);
    }
    doubts.list
}

fn learner(raw: RawLearner, faults: &mut Faults) -> Learner {
    let mut overrides = BTreeMap::new();
    for (week, minutes) in raw.week_budget_overrides {
        match week.parse::<u32>() {
            Ok(index) => {
                overrides.insert(index, minutes);
            }
            Err(_) => {
                let week = shown(&week);
                let message =
                    said!("\"{week}\" is not the index of a week", "«{week}» no es el índice de una semana");
                faults.add(format!("learner.week_budget_overrides.{week}"), message);
            }
        }
    }
    let mix = raw.mix_target_permille.map(|given| {
        let mut mix = BTreeMap::new();
        for (strategy, permille) in given {
            match strategy.parse::<u8>() {
                Ok(s @ 1..=9) => {
                    mix.insert(s, permille);
                }
                Ok(_) | Err(_) => {
                    let strategy = shown(&strategy);
                    let message = said!(
                        "\"{strategy}\" is not a strategy from 1 to 9",
                        "«{strategy}» no es una estrategia de 1 a 9"
                    );
                    faults.add(format!("learner.mix_target_permille.{strategy}"), message);
                }
            }
        }
        mix
    });
    Learner {
        week_budget: raw.week_budget_min,
        week_budget_overrides: overrides,
        day_max: raw.day_max_min,
        block_min: raw.block_min,
        block_max: raw.block_max,
        break_min: raw.break_min,
        unit_day_free: raw.unit_day_free_min,
        units_per_day_free: raw.units_per_day_free,
        mix_bucket_weeks: raw.mix_bucket_weeks,
        mix_target_permille: mix,
        windows: windows("learner.windows", &raw.windows, faults),
        deep_windows: windows("learner.deep_windows", &raw.deep_windows, faults),
    }
}

fn windows(path: &str, raw: &[RawWindow], faults: &mut Faults) -> Vec<Window> {
    let mut out = Vec::with_capacity(raw.len());
    for (i, w) in raw.iter().enumerate() {
        let before = faults.list.len();
        let from = faults.minute_of_day(&format!("{path}[{i}].from"), &w.from);
        let to = faults.minute_of_day(&format!("{path}[{i}].to"), &w.to);
        let are_times = faults.list.len() == before;
        if w.weekday > 6 {
            let message = said!(
                "{day} is not a weekday from 0 (Monday) to 6",
                "{day} no es un día de la semana de 0 (lunes) a 6",
                day = w.weekday
            );
            faults.add(format!("{path}[{i}].weekday"), message);
        }
        if are_times && from > to {
            faults.add(format!("{path}[{i}]"), ends_before(&w.from, &w.to));
        }
        out.push(Window { weekday: w.weekday, from, to });
    }
    out
}

fn focus(raw: RawFocus) -> Focus {
    match raw {
        RawFocus::Deep => Focus::Deep,
        RawFocus::Light => Focus::Light,
    }
}

fn unit(raw: RawUnit) -> Unit {
    Unit {
        id: raw.id,
        level: match raw.level {
            RawLevel::Core => Level::Core,
            RawLevel::Optional => Level::Optional,
        },
        prio: raw.prio,
        strategy: raw.strategy,
        status: match raw.status {
            RawStatus::Open => Status::Open,
            RawStatus::Known => Status::Known,
            RawStatus::Done => Status::Done,
        },
        prereqs: raw.prereqs,
        finishes: raw.finishes,
        activities: raw
            .activities
            .into_iter()
            .map(|a| Activity { id: a.id, minutes: a.minutes, done: a.done_min, focus: focus(a.focus) })
            .collect(),
    }
}

fn rhythm(raw: RawRhythm) -> Rhythm {
    Rhythm {
        id: raw.id,
        minutes: raw.minutes,
        focus: focus(raw.focus),
        strategy: raw.strategy,
        every_weeks: raw.every_weeks,
        from_week: raw.from_week,
        to_week: raw.to_week,
    }
}

fn reviews(raw: RawReviews, faults: &mut Faults) -> Reviews {
    let due = raw.due.into_iter().enumerate().map(|(i, d): (usize, RawDue)| DueReview {
        due: faults.date(&format!("reviews.due[{i}].due"), &d.due),
        item: ReviewItem { unit: d.unit, k: d.k },
        interval: d.interval,
    });
    Reviews {
        due: due.collect(),
        offsets_days: raw.offsets_days,
        item_min: raw.item_min,
        early_permille: raw.early_permille,
        late_permille: raw.late_permille,
    }
}

fn weights(overrides: &BTreeMap<String, i64>, faults: &mut Faults) -> Weights {
    let mut w = Weights::default();
    for (term, &value) in overrides {
        let slot = match term.as_str() {
            "late" => &mut w.late,
            "finish" => &mut w.finish,
            "unfinished" => &mut w.unfinished,
            "mix" => &mut w.mix,
            "deep" => &mut w.deep,
            "massed" => &mut w.massed,
            "block" => &mut w.block,
            "extra_unit" => &mut w.extra_unit,
            "review" => &mut w.review,
            "rhythm" => &mut w.rhythm,
            "moved" => &mut w.moved,
            _ => {
                let term = shown(term);
                let message = said!(
                    "there is no score term \"{term}\"",
                    "no hay ningún término «{term}» en la puntuación"
                );
                faults.add(format!("weights.{term}"), message);
                continue;
            }
        };
        *slot = value;
    }
    w
}
