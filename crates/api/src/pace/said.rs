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
        100 => "as estimated".to_owned(),
        _ => format!("{} times the estimate", factor(percent)),
    }
}

/// "1.3", "1.35", "2".
fn factor(percent: u32) -> String {
    let text = format!("{}.{:02}", percent / 100, percent % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn blocks(count: Count) -> String {
    say::count(usize::try_from(count.blocks).unwrap_or(usize::MAX), "block", "blocks")
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
        vec![row(PaceGroup::Everything, "Everything".to_owned(), None, everything, counts.everything)];
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
        (_, 100) if count.activities < FEWEST => "too little finished yet".to_owned(),
        (PaceGroup::Kind, 100) => "like its strategy".to_owned(),
        (PaceGroup::Kind, _) => format!("{} times its strategy", factor(percent)),
        (PaceGroup::Strategy, _) if count.activities < FEWEST => {
            format!("{}, like everything", times(percent))
        }
        (PaceGroup::Everything | PaceGroup::Strategy, _) => times(percent),
    };
    if next == percent { now } else { format!("{now}, {} from the next new plan on", factor(next)) }
}

fn explanation() -> String {
    format!(
        "What finished activities took you, against their estimates. A row counts from {FEWEST} finished activities \
         on; with few of them it leans on everything together. Factors go in steps of a tenth, and a plan takes them over \
         only when you change something. An estimate that you set yourself stays as it is."
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
            (format!("“{}”", label(curriculum, strategy)), *count)
        }
        Some(_) | None => ("all you finished".to_owned(), counts.everything),
    };
    Some(format!(
        "Planned with {} for {} of estimate that are left, by your pace in {of} ({}).",
        say::length(planned),
        say::length(estimated),
        blocks(count)
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
    if hours != "0 h" {
        effects.push(format!("{hours} {}", if left[1] > left[0] { "more" } else { "less" }));
    }
    effects.extend(ends_then(ends));
    let parts = differences(curriculum, before, after);
    let head = if !after.is_own_wanted() {
        "Plans keep to the estimates again".to_owned()
    } else if parts.is_empty() {
        "Ninefold now plans with your pace".to_owned()
    } else {
        format!("So far {}. Ninefold now plans so", say::list(&parts))
    };
    Some(if effects.is_empty() { format!("{head}.") } else { format!("{head}: {}.", effects.join(", ")) })
}

/// When the plan ends now, against before.
fn ends_then([was, is]: [Option<NaiveDate>; 2]) -> Option<String> {
    Some(match (was, is) {
        (Some(was), Some(is)) => {
            let days = (is - was).num_days();
            let count = say::count(usize::try_from(days.unsigned_abs()).unwrap_or(0), "day", "days");
            match days {
                0 => "the plan ends on the same day".to_owned(),
                1.. => format!("the plan ends {count} later"),
                _ => format!("the plan ends {count} earlier"),
            }
        }
        (Some(_), None) => "the plan no longer ends within the weeks it reaches".to_owned(),
        (None, Some(is)) => format!("the plan ends {}", say::date(is)),
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
            parts.push(format!("“{label}” took you {} ({})", about(*percent), blocks(count)));
        }
    }
    if now.everything != before.everything {
        let count = blocks(counts.everything);
        parts.push(format!("everything took you {} ({count})", about(now.everything)));
    }
    for (k, percent) in &now.kinds {
        if *percent != before.kinds.get(k).copied().unwrap_or(100) {
            let count = counts.kinds.get(k).copied().unwrap_or_default();
            let times = format!("{} times as long as the rest of a strategy", factor(*percent));
            let times = if *percent == 100 { "as long as the rest of a strategy".to_owned() } else { times };
            parts.push(format!("“{}” took you {times} ({})", kind_word(*k), blocks(count)));
        }
    }
    parts
}

fn about(percent: u32) -> String {
    match percent {
        100 => "about its estimate".to_owned(),
        _ => format!("{} times its estimate", factor(percent)),
    }
}
