//! Where a plan ends, in figures and words: finish against target, milestones, warnings with their ways out.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use plan::{Level, Span, Status, Warning};

use crate::busy_titles::BusyTitles;
use crate::foresight::Foreseen;
use crate::knowledge::{Standing, standings};
use crate::planning::Made;
use crate::problem::{GRID, MOST_WEEKS, PROMISED_WEEKS, Situation, busy_spans};
use crate::wire::CourseView;
use crate::{rules, say, titles};

/// Day of the last core block; `None` if the core does not end within the horizon.
pub(crate) fn finish(s: &Situation<'_>, made: &Made) -> Option<NaiveDate> {
    let completions = made.completions();
    let days: Option<Vec<NaiveDate>> = core(made).map(|u| completions.get(&u.id).copied()).collect();
    days.map(|days| days.into_iter().max().unwrap_or(s.today()))
}

fn core(made: &Made) -> impl Iterator<Item = &plan::Unit> {
    made.instance.units.iter().filter(|u| u.level == Level::Core && u.status == Status::Open)
}

/// Minutes of the core units that are left.
fn left(made: &Made) -> u32 {
    core(made).flat_map(|u| &u.activities).map(|a| a.minutes.saturating_sub(a.done)).sum()
}

/// What a plan that is kept to the minute takes: its end is the better half of what may happen.
pub(crate) fn at_best() -> &'static str {
    word!(
        "if every block is held and every estimate is right",
        "si se cumple cada bloque y cada estimación es acertada"
    )
}

/// Finish of the core units against the target, as planned and as foreseen.
pub(crate) fn course(s: &Situation<'_>, made: &Made, foreseen: &Foreseen) -> CourseView {
    let target = made.instance.target;
    let left_min = left(made);
    let finish = finish(s, made);
    let days_late = finish.map(|f| (f - target).num_days());
    let at_best = at_best();
    let text = match (finish, days_late) {
        _ if left_min == 0 => {
            said!("Everything your goal needs is done.", "Todo lo que pide tu meta está hecho.")
        }
        (Some(finish), Some(0)) => said!(
            "This plan ends {finish}, on your date, {at_best}.",
            "Este plan acaba el {finish}, en tu fecha, {at_best}.",
            finish = say::date(finish)
        ),
        (Some(finish), Some(late)) => {
            let days = counted!(late.unsigned_abs(), ["{n} day", "{n} days"], ["{n} día", "{n} días"]);
            let side = if late > 0 { word!("after", "después de") } else { word!("before", "antes de") };
            said!(
                "This plan ends {finish}, {days} {side} your date, {at_best}.",
                "Este plan acaba el {finish}, {days} {side} tu fecha, {at_best}.",
                finish = say::date(finish),
            )
        }
        _ if made.instance.weeks >= MOST_WEEKS => {
            said!("This plan does not end within three years.", "Este plan no acaba en menos de tres años.")
        }
        _ => said!(
            "This plan leaves some units without a place.",
            "Este plan deja algunas unidades sin lugar."
        ),
    };
    CourseView { finish, target, days_late, left_min, forecast: foreseen.view(s), text }
}

/// A point on the way that is not reached yet.
pub(crate) struct Milestone {
    pub title: String,
    /// Open units that it waits for.
    pub after: Vec<String>,
    /// Day on which the plan reaches it.
    pub date: Option<NaiveDate>,
}

/// When each milestone of the pack is reached. One that was reached before, or that the goal leaves out, is
/// not on the way any more.
pub(crate) fn milestones(s: &Situation<'_>, made: &Made) -> Vec<Milestone> {
    let completions = made.completions();
    let units = standings(s.curriculum, s.state);
    let standing: BTreeMap<&str, Standing> = units.iter().map(|u| (u.unit.id.as_str(), u.standing)).collect();
    let mut out = Vec::new();
    for milestone in &s.curriculum.pack.milestones {
        let open: Vec<&String> =
            milestone.after.iter().filter(|u| standing.get(u.as_str()) == Some(&Standing::Open)).collect();
        if !open.is_empty() {
            let days: Option<Vec<NaiveDate>> = open.iter().map(|u| completions.get(*u).copied()).collect();
            let date = days.and_then(|days| days.into_iter().max());
            let after = open.into_iter().cloned().collect();
            out.push(Milestone { title: milestone.title.clone(), after, date });
        }
    }
    out.sort_by_key(|m| (m.date.is_none(), m.date));
    out
}

/// That the core does not end by the target, in a sentence.
pub(crate) fn out_of_reach(s: &Situation<'_>, made: &Made) -> Option<String> {
    let (finish, left_min) = (finish(s, made), left(made));
    let days_late = finish.map(|f| (f - made.instance.target).num_days());
    let target = say::date(made.instance.target);
    let certificate = made.plan.warnings.iter().find_map(|w| match w {
        Warning::TargetImpossible { need, have } => Some((*need, *have)),
        _ => None,
    });
    match (certificate, days_late) {
        // The same hours as everywhere; the planner's own count is a little larger, as blocks last whole quarters.
        (Some((need, have)), _) => Some(said!(
            "Your date {target} is out of reach: {left} of core work are left and at most {have} fit until then.",
            "Tu fecha, el {target}, queda fuera de alcance: quedan {left} de trabajo esencial y hasta entonces caben {have} como mucho.",
            left = say::hours(if left_min > have { left_min } else { need }),
            have = say::hours(have)
        )),
        (None, Some(late)) if late > 0 && left_min > 0 => {
            let days = counted!(late, ["{n} day", "{n} days"], ["{n} día", "{n} días"]);
            Some(said!(
                "Your date {target} is out of reach: this plan ends {days} after it.",
                "Tu fecha, el {target}, queda fuera de alcance: este plan acaba {days} después."
            ))
        }
        (None, None) if left_min > 0 => Some(said!(
            "Your date {target} is out of reach: part of your goal has no place in this plan.",
            "Tu fecha, el {target}, queda fuera de alcance: parte de tu meta no tiene lugar en este plan."
        )),
        (None, _) => None,
    }
}

/// The pace that the certificate asks for, and the date that these hours reach: estimates, where no plans are made
/// for ways out.
pub(crate) fn estimate(s: &Situation<'_>, made: &Made) -> Option<String> {
    let need = made.plan.warnings.iter().find_map(|w| match w {
        Warning::TargetImpossible { need, .. } => Some(*need),
        _ => None,
    })?;
    let weeks = u32::try_from((made.instance.target - s.today()).num_days().max(0)).unwrap_or(0) / 7;
    if weeks == 0 {
        return None;
    }
    let (week, wanted) = (need.div_ceil(weeks), s.state.budget.map_or(0, |b| b.week));
    let hours = if week > wanted {
        said!(
            "About {week} a week would reach it",
            "Unas {week} por semana llegarían",
            week = say::hours(week)
        )
    } else {
        // The hours are set; it is the study times that do not hold them.
        said!(
            "{wanted} a week are set, but your study times do not hold them. Study times for about {week} a week would reach it",
            "Has puesto {wanted} por semana, pero no caben en tus horas de estudio. Con horas de estudio para unas {week} por semana llegarías",
            wanted = say::length(wanted),
            week = say::hours(week)
        )
    };
    Some(match finish(s, made) {
        Some(finish) => said!(
            "{hours}, or {finish} at these hours.",
            "{hours}, o el {finish} con estas horas.",
            finish = say::date(finish)
        ),
        None => format!("{hours}."),
    })
}

/// What else the learner should know about the plan, the most pressing first.
pub(crate) fn warnings(s: &Situation<'_>, made: &Made) -> Vec<String> {
    let mut out = Vec::new();
    let (mut late, mut unfinished, mut reviews) = (0, 0, 0);
    let mut rhythms: BTreeMap<String, usize> = BTreeMap::new();
    let mut empty_weeks = Vec::new();
    let is_core = |unit: &String| made.instance.units.iter().any(|u| u.id == *unit && u.level == Level::Core);
    for warning in &made.plan.warnings {
        match warning {
            // The goal itself is told by `out_of_reach`.
            Warning::TargetImpossible { .. } => {}
            Warning::Late { unit, .. } if is_core(unit) => {}
            Warning::Late { .. } => late += 1,
            Warning::Unfinished { .. } => unfinished += 1,
            // One that comes late once is no news; that most do is.
            Warning::ReviewMissed { .. } => reviews += 1,
            // Years ahead there is time to find a place; in the promised weeks it is worth a word.
            Warning::RhythmMissed { rhythm, week } if i64::from(*week) < PROMISED_WEEKS => {
                *rhythms.entry(rhythm.clone()).or_default() += 1;
            }
            Warning::RhythmMissed { .. } => {}
            // The running week is out of time whenever its hours are used up: no news. Of the other promised weeks
            // the planner is not asked any more: they are looked at below.
            Warning::WeekWithoutTime { week } if i64::from(*week) < PROMISED_WEEKS => {}
            Warning::WeekWithoutTime { week } => empty_weeks.push(*week),
            // Rules that a kept block breaks are the learner's own choice; busy time is told below.
            Warning::LockedConflict { .. } => {}
        }
    }
    out.extend(blocks_on_busy_time(s));
    let budget = s.state.budget.unwrap_or(crate::defaults::BUDGET);
    out.extend(rules::hours_without_windows(budget.week, &s.state.windows));
    let promised =
        (1..PROMISED_WEEKS).filter(|week| !has_time(s, *week)).filter_map(|w| u32::try_from(w).ok());
    empty_weeks.splice(0..0, promised);
    if late > 0 {
        out.push(counted!(
            late,
            [
                "{n} optional unit ends after your date. More hours a week or a later date would change that.",
                "{n} optional units end after your date. More hours a week or a later date would change that."
            ],
            [
                "{n} unidad opcional acaba después de tu fecha. Más horas por semana o una fecha posterior lo cambiarían.",
                "{n} unidades opcionales acaban después de tu fecha. Más horas por semana o una fecha posterior lo cambiarían."
            ],
        ));
    }
    if unfinished > 0 {
        out.push(counted!(
            unfinished,
            [
                "{n} unit has no place within this plan. More hours or fewer units would help.",
                "{n} units have no place within this plan. More hours or fewer units would help."
            ],
            [
                "{n} unidad no tiene lugar en este plan. Más horas o menos unidades ayudarían.",
                "{n} unidades no tienen lugar en este plan. Más horas o menos unidades ayudarían."
            ],
        ));
    }
    if empty_weeks.len() + 1 >= made.instance.weeks as usize {
        out.push(said!(
            "No week has time for study: busy time leaves no stretch that can hold a block. Add study times.",
            "Ninguna semana tiene tiempo de estudio: lo ocupado no deja ningún tramo en que quepa un bloque. Añade horas de estudio.",
        ));
    } else if let Some(first) = empty_weeks.first() {
        let monday = made.instance.start + Duration::weeks(i64::from(*first));
        let by = takers(s, monday);
        let weeks = match empty_weeks.len() {
            1 => said!(
                "The week from {monday} has no time for study",
                "La semana del {monday} no tiene tiempo de estudio",
                monday = say::date(monday),
            ),
            n => said!(
                "{n} weeks have no time for study, the first from {monday}",
                "{n} semanas no tienen tiempo de estudio, la primera desde el {monday}",
                monday = say::date(monday),
            ),
        };
        let names = say::list(&by);
        out.push(match by.len() {
            0 => format!("{weeks}."),
            1 => said!("{weeks}: {names} takes it.", "{weeks}: lo ocupa {names}."),
            _ => said!("{weeks}: {names} take it.", "{weeks}: lo ocupan {names}."),
        });
    }
    if !rhythms.is_empty() {
        let times =
            counted!(rhythms.values().sum::<usize>(), ["{n} time", "{n} times"], ["{n} vez", "{n} veces"]);
        let title = |rhythm| {
            said!(
                "“{title}”",
                "«{title}»",
                title = titles::title(s.curriculum, &journal::Studied::Rhythm { rhythm })
            )
        };
        let names: Vec<String> = rhythms.into_keys().map(title).collect();
        let verb =
            if names.len() == 1 { word!("finds", "no encuentra") } else { word!("find", "no encuentran") };
        out.push(said!(
            "{names} {verb} no place {times} in the next weeks.",
            "{names} {verb} lugar {times} en las próximas semanas.",
            names = say::list(&names),
        ));
    }
    let open = made.instance.units.iter().filter(|u| u.status == Status::Open).count();
    if reviews > open * made.instance.reviews.offsets_days.len() / 2 {
        out.push(counted!(
            reviews,
            ["{n} review finds no place near the due day.", "{n} reviews find no place near the due day."],
            [
                "{n} repaso no encuentra lugar cerca del día que le toca.",
                "{n} repasos no encuentran lugar cerca del día que les toca."
            ],
        ));
    }
    out
}

/// Whether a week, counted from the running one, has a stretch of free study time that can hold a block.
fn has_time(s: &Situation<'_>, week: i64) -> bool {
    let budget = s.state.budget.unwrap_or(crate::defaults::BUDGET);
    let needed = i64::from(budget.block_min.next_multiple_of(GRID));
    let monday = s.monday() + Duration::weeks(week);
    let busy = busy_spans(s.state, s.zone, monday, monday + Duration::weeks(1));
    (0_u8..).zip(monday.iter_days().take(7)).any(|(weekday, day)| {
        let at = |minute: u32| day.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(minute));
        rules::stretches(&s.state.windows, weekday, false).into_iter().any(|(from, to)| {
            let mut free_from = at(from);
            // Busy spans come in the order of their starts.
            for span in &busy {
                if span.end <= free_from || span.start >= at(to) {
                    continue;
                }
                if (span.start - free_from).num_minutes() >= needed {
                    return true;
                }
                free_from = span.end;
            }
            (at(to) - free_from).num_minutes() >= needed
        })
    })
}

/// What takes most of a week's study time, in quotes: the event that takes most, and those that take half as much or more.
/// Events without a title are not named.
fn takers(s: &Situation<'_>, monday: NaiveDate) -> Vec<String> {
    let titles = BusyTitles::of(s.state, s.zone);
    let mut taken: BTreeMap<&str, i64> = BTreeMap::new();
    for (weekday, day) in (0_u8..).zip(monday.iter_days().take(7)) {
        let at = |minute: u32| day.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(minute));
        for (from, to) in rules::stretches(&s.state.windows, weekday, false) {
            let window = Span { start: at(from), end: at(to) };
            for event in titles.within(window).filter(|e| !e.title.is_empty()) {
                let held = event.span.end.min(window.end) - event.span.start.max(window.start);
                *taken.entry(&event.title).or_default() += held.num_minutes();
            }
        }
    }
    let most = taken.values().copied().max().unwrap_or(0);
    let mut by: Vec<(&str, i64)> = taken.into_iter().filter(|(_, minutes)| minutes * 2 >= most).collect();
    by.sort_by_key(|(title, minutes)| (-minutes, *title));
    by.into_iter().map(|(title, _)| said!("“{title}”", "«{title}»")).collect()
}

/// Blocks that stay where they are although a calendar says the learner is busy then.
fn blocks_on_busy_time(s: &Situation<'_>) -> Vec<String> {
    let busy = busy_spans(s.state, s.zone, s.today(), s.promised_until());
    let kept = s.ahead().into_iter().filter(|b| b.locked || b.block.start.date() == s.today());
    let clashes = kept.filter(|b| {
        let end = b.block.start + Duration::minutes(i64::from(b.block.minutes));
        busy.iter().any(|span| span.start < end && b.block.start < span.end)
    });
    clashes
        .map(|b| {
            let title = titles::title(s.curriculum, &b.block.what);
            let way_out = if b.locked {
                word!("Move it, or unlock it.", "Muévelo o suéltalo.")
            } else {
                word!("Move it.", "Muévelo.")
            };
            said!(
                "“{title}” on {when} lies on busy time. {way_out}",
                "«{title}» del {when} cae en tiempo ocupado. {way_out}",
                when = say::moment(b.block.start, s.today())
            )
        })
        .collect()
}
