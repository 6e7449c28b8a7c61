//! The learner's pace in words: the table of factors, the note on a unit, and what a new plan took over from it.

use catalog::Curriculum;
use chrono::NaiveDate;

use super::factors::{Count, FEWEST};
use super::{Factors, Lived};
use crate::wire::{PaceGroup, PaceRow, PaceView};
use crate::{say, titles};

/// "1.3 times the estimate", "as estimated".
fn times(percent: u32) -> String {
    match percent {
        100 => said!("as estimated", "como lo estimado"),
        _ => said!(
            "{factor} times the estimate",
            "{factor} veces la estimación",
            factor = say::factor(percent)
        ),
    }
}

fn blocks(count: Count) -> String {
    counted!(count.blocks, ["{n} block", "{n} blocks"], ["{n} bloque", "{n} bloques"])
}

fn label(curriculum: &Curriculum, strategy: u8) -> String {
    let found = curriculum.strategies.iter().find(|s| s.number == strategy);
    found.map_or_else(|| strategy.to_string(), |s| s.label.clone())
}

fn kind_word(kind: u8) -> &'static str {
    super::KINDS.get(usize::from(kind)).map_or("", |k| titles::activity_word(*k))
}

/// The table: every strategy and kind of which something is finished, and all of it together.
pub(crate) fn view(curriculum: &Curriculum, lived: &Lived<'_>) -> PaceView {
    let (counts, learned) = (lived.counts(), lived.learned());
    let learned = if lived.is_own_wanted() { learned } else { Factors::default() };
    let row = |group, label: String, strategy, percents: [u32; 2], count: Count| {
        let [percent, next] = percents;
        PaceRow {
            group,
            label,
            strategy,
            percent,
            next_percent: (next != percent).then_some(next),
            activities: u32::try_from(count.activities).unwrap_or(u32::MAX),
            blocks: count.blocks,
            text: row_text(group, percent, next, count),
        }
    };
    let everything = [&lived.planned, &learned].map(|f| f.everything);
    let mut rows =
        vec![row(PaceGroup::Everything, said!("Everything", "Todo"), None, everything, counts.everything)];
    rows.extend(counts.strategies.iter().map(|(s, count)| {
        let percents =
            [&lived.planned, &learned].map(|f| f.strategies.get(s).copied().unwrap_or(f.everything));
        row(PaceGroup::Strategy, label(curriculum, *s), Some(*s), percents, *count)
    }));
    rows.extend(counts.kinds.iter().map(|(k, count)| {
        let percents = [&lived.planned, &learned].map(|f| f.kinds.get(k).copied().unwrap_or(100));
        row(PaceGroup::Kind, kind_word(*k).to_owned(), None, percents, *count)
    }));
    rows.retain(|r| r.activities > 0);
    PaceView { own: lived.is_own_wanted(), rows, text: explanation() }
}

fn row_text(group: PaceGroup, percent: u32, next: u32, count: Count) -> String {
    let now = match (group, percent) {
        (_, 100) if count.activities < FEWEST => {
            said!("too little finished yet", "aún hay muy poco terminado")
        }
        (PaceGroup::Kind, 100) => said!("like its strategy", "como su estrategia"),
        (PaceGroup::Kind, _) => said!(
            "{factor} times its strategy",
            "{factor} veces su estrategia",
            factor = say::factor(percent)
        ),
        (PaceGroup::Strategy, _) if count.activities < FEWEST => {
            said!("{times}, like everything", "{times}, como todo", times = times(percent))
        }
        (PaceGroup::Everything | PaceGroup::Strategy, _) => times(percent),
    };
    if next == percent {
        now
    } else {
        said!(
            "{now}, {next} from the next new plan on",
            "{now}; {next} desde el próximo plan nuevo",
            next = say::factor(next)
        )
    }
}

fn explanation() -> String {
    said!(
        "What finished activities took you, against their estimates. A row counts from {FEWEST} finished activities \
         on; with few of them it leans on everything together. Factors go in steps of a tenth, and a plan takes them over \
         only when you change something. An estimate that you set yourself stays as it is.",
        "Lo que tardaste en las actividades terminadas, frente a sus estimaciones. Una fila cuenta desde {FEWEST} \
         actividades terminadas; con pocas se apoya en todo junto. Los factores van de décima en décima, y un plan los \
         adopta solo cuando cambias algo. Una estimación que pusiste tú se queda como está.",
    )
}

/// How a unit is planned, where that is not as the pack estimates it.
pub(crate) fn note(curriculum: &Curriculum, lived: &Lived<'_>, unit: &str) -> Option<String> {
    let left = lived.activities(unit).into_iter().filter(|a| a.done < a.minutes);
    let (estimated, planned) =
        left.fold((0_u32, 0_u32), |(e, p), a| (e.saturating_add(a.estimated), p.saturating_add(a.minutes)));
    if estimated == planned {
        return None;
    }
    let strategy = lived.units.get(unit)?.strategy;
    let counts = lived.counts();
    let (of, count) = match counts.strategies.get(&strategy) {
        Some(count) if lived.planned.strategies.contains_key(&strategy) => {
            (said!("“{label}”", "«{label}»", label = label(curriculum, strategy)), *count)
        }
        Some(_) | None => (said!("all you finished", "todo lo que terminaste"), counts.everything),
    };
    Some(said!(
        "Planned with {planned} for {estimated} of estimate that are left, by your pace in {of} ({blocks}).",
        "Planificado con {planned} para las {estimated} de estimación que quedan, según tu ritmo en {of} ({blocks}).",
        planned = say::length(planned),
        estimated = say::length(estimated),
        blocks = blocks(count)
    ))
}

/// What a new plan took over from the pace, and what that does to it; `None` if it is made as before. `left` are the
/// minutes of the goal and `ends` the last days of the plan, before and after.
pub(crate) fn adopted(
    curriculum: &Curriculum,
    before: &Factors,
    after: &Lived<'_>,
    left: [u32; 2],
    ends: [Option<NaiveDate>; 2],
) -> Option<String> {
    let now = &after.planned;
    if now == before {
        return None;
    }
    let mut effects = Vec::new();
    let hours = say::hours(left[0].abs_diff(left[1]));
    if hours != say::hours(0) {
        effects.push(if left[1] > left[0] {
            said!("{hours} more", "{hours} más")
        } else {
            said!("{hours} less", "{hours} menos")
        });
    }
    effects.extend(ends_then(ends));
    let parts = differences(curriculum, before, after);
    let head = if !after.is_own_wanted() {
        said!("Plans keep to the estimates again", "Los planes vuelven a seguir las estimaciones")
    } else if parts.is_empty() {
        said!("Ninefold now plans with your pace", "Ninefold planifica ahora con tu ritmo")
    } else {
        said!(
            "So far {parts}. Ninefold now plans so",
            "Hasta ahora, {parts}. Ninefold planifica ahora así",
            parts = say::list(&parts)
        )
    };
    Some(if effects.is_empty() { format!("{head}.") } else { format!("{head}: {}.", effects.join(", ")) })
}

/// When the plan ends now, against before.
fn ends_then([was, is]: [Option<NaiveDate>; 2]) -> Option<String> {
    Some(match (was, is) {
        (Some(was), Some(is)) => {
            let days = (is - was).num_days();
            let count = counted!(days.unsigned_abs(), ["{n} day", "{n} days"], ["{n} día", "{n} días"]);
            match days {
                0 => said!("the plan ends on the same day", "el plan acaba el mismo día"),
                1.. => said!("the plan ends {count} later", "el plan acaba {count} más tarde"),
                _ => said!("the plan ends {count} earlier", "el plan acaba {count} antes"),
            }
        }
        (Some(_), None) => said!(
            "the plan no longer ends within the weeks it reaches",
            "el plan ya no acaba dentro de las semanas a las que llega"
        ),
        (None, Some(is)) => said!("the plan ends {day}", "el plan acaba el {day}", day = say::date(is)),
        (None, None) => return None,
    })
}

/// Each factor that changed, with what it rests on.
fn differences(curriculum: &Curriculum, before: &Factors, after: &Lived<'_>) -> Vec<String> {
    let (now, counts) = (&after.planned, after.counts());
    let mut parts = Vec::new();
    let of = |f: &Factors, s: u8| f.strategies.get(&s).copied().unwrap_or(f.everything);
    for (s, percent) in &now.strategies {
        if *percent != of(before, *s) {
            let count = counts.strategies.get(s).copied().unwrap_or_default();
            let label = label(curriculum, *s);
            parts.push(said!(
                "“{label}” took you {about} ({blocks})",
                "«{label}» te llevó {about} ({blocks})",
                about = about(*percent),
                blocks = blocks(count)
            ));
        }
    }
    if now.everything != before.everything {
        let count = blocks(counts.everything);
        parts.push(said!(
            "everything took you {about} ({count})",
            "todo te llevó {about} ({count})",
            about = about(now.everything)
        ));
    }
    for (k, percent) in &now.kinds {
        if *percent != before.kinds.get(k).copied().unwrap_or(100) {
            let count = counts.kinds.get(k).copied().unwrap_or_default();
            let times = said!(
                "{factor} times as long as the rest of a strategy",
                "{factor} veces lo que el resto de una estrategia",
                factor = say::factor(*percent)
            );
            let times = if *percent == 100 {
                said!("as long as the rest of a strategy", "lo mismo que el resto de una estrategia")
            } else {
                times
            };
            parts.push(said!(
                "“{word}” took you {times} ({blocks})",
                "«{word}» te llevó {times} ({blocks})",
                word = kind_word(*k),
                blocks = blocks(count)
            ));
        }
    }
    parts
}

fn about(percent: u32) -> String {
    match percent {
        100 => said!("about its estimate", "más o menos su estimación"),
        _ => said!(
            "{factor} times its estimate",
            "{factor} veces su estimación",
            factor = say::factor(percent)
        ),
    }
}
