//! Hours done and what is left: the units that the goal needs, from the first week to the end of the plan.
//! A point of the past is what was logged on them by then; the scope is that and what was left by what was known then, so it
//! moves when estimates, the goal or the pace do.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate};
use plan::What;

use super::weeks::Told;
use super::{core_left, core_minutes, is_core_work};
use crate::foresight::Foreseen;
use crate::planning::Made;
use crate::problem::{Situation, monday_of};
use crate::wire::{BurnAhead, BurnForecast, BurnPoint, BurnView};
use crate::{course, say};

pub(super) fn view(
    s: &Situation<'_>,
    made: &Made,
    foreseen: &Foreseen,
    told: &[Told],
    core: &BTreeSet<String>,
) -> BurnView {
    let done_min = core_minutes(s.state, core);
    let left_min = core_left(s, s.state);
    let scope_min = done_min.saturating_add(left_min);
    // What was logged is in order of its start, and so are the weeks.
    let mut logs = s.state.logs.iter().filter(|log| is_core_work(&log.what, core)).peekable();
    let mut until = 0_u32;
    let begun = |week: &Told| {
        while let Some(log) = logs.next_if(|log| log.start.date() < week.monday) {
            until = until.saturating_add(log.minutes);
        }
        BurnPoint { day: week.monday, done_min: until, scope_min: week.scope }
    };
    let mut past: Vec<BurnPoint> = told.iter().map(begun).collect();
    // On a Monday the week begins now.
    past.retain(|p| p.day < s.today());
    past.push(BurnPoint { day: s.today(), done_min, scope_min: Some(scope_min) });
    let mut burn = BurnView {
        scope_text: scope_text(&past, scope_min),
        past,
        ahead: if left_min == 0 { Vec::new() } else { ahead(s, made, core, [done_min, left_min]) },
        done_min,
        left_min,
        scope_min,
        forecasts: if left_min == 0 { Vec::new() } else { forecasts(foreseen) },
        target: made.instance.target,
        text: String::new(),
    };
    burn.text = text(s, &burn, foreseen);
    burn
}

/// The plan, week by week: what is left, in proportion to the planned minutes before that day, as blocks last whole
/// quarters and what is left does not. If the plan does not end within its weeks, the planned minutes themselves.
fn ahead(s: &Situation<'_>, made: &Made, core: &BTreeSet<String>, [done, left]: [u32; 2]) -> Vec<BurnAhead> {
    let is_core = |what: &What| matches!(what, What::Work { unit, .. } if core.contains(unit));
    let blocks = made.plan.blocks.iter().filter(|b| b.start >= s.now && is_core(&b.what));
    let blocks: Vec<(NaiveDate, u32)> = blocks.map(|b| (b.start.date(), b.minutes)).collect();
    let Some(last) = blocks.iter().map(|(day, _)| *day).max() else { return Vec::new() };
    let all: u32 = blocks.iter().map(|(_, minutes)| minutes).sum();
    let ends = course::finish(s, made).is_some();
    let at = |day: NaiveDate| {
        let until: u32 = blocks.iter().filter(|(on, _)| *on < day).map(|(_, minutes)| minutes).sum();
        let share = u64::from(left) * u64::from(until) / u64::from(all.max(1));
        let more = if ends { u32::try_from(share).unwrap_or(u32::MAX) } else { until };
        BurnAhead { day, done_min: done.saturating_add(more) }
    };
    let mondays = (s.monday() + Duration::weeks(1)).iter_weeks();
    mondays.take_while(|monday| *monday <= monday_of(last) + Duration::weeks(1)).map(at).collect()
}

fn forecasts(foreseen: &Foreseen) -> Vec<BurnForecast> {
    let Some(finish) = foreseen.finish() else { return Vec::new() };
    let days =
        [(100, finish.p10), (250, finish.p25), (500, finish.p50), (750, finish.p75), (900, finish.p90)];
    days.map(|(permille, day)| BurnForecast { permille, day }).to_vec()
}

fn scope_text(past: &[BurnPoint], scope: u32) -> String {
    let now = say::hours(scope);
    match past.iter().find_map(|p| p.scope_min).map(say::hours) {
        Some(first) if first != now => said!("{now}, {first} at first", "{now}; al principio, {first}"),
        Some(_) | None => now,
    }
}

fn text(s: &Situation<'_>, burn: &BurnView, foreseen: &Foreseen) -> String {
    let done = said!(
        "{done} of {scope} are done on the units your goal needs.",
        "Hechas {done} de {scope} en las unidades que pide tu meta.",
        done = say::hours(burn.done_min),
        scope = say::hours(burn.scope_min)
    );
    let day = |permille| burn.forecasts.iter().find(|f| f.permille == permille).and_then(|f| f.day);
    let between = |from, to| match (day(from), day(to)) {
        (Some(from), Some(to)) => said!(
            "between {from} and {to}",
            "entre el {from} y el {to}",
            from = say::date(from),
            to = say::date(to)
        ),
        (Some(from), None) => said!("after {from}", "después del {from}", from = say::date(from)),
        (None, _) => said!("in more than six years", "dentro de más de seis años"),
    };
    let Some(forecast) = foreseen.view(s).filter(|_| burn.left_min > 0) else { return done };
    said!(
        "{done} Half of the forecasts end {half}, four in five {most}. {text}",
        "{done} La mitad de las previsiones acaban {half}; cuatro de cada cinco, {most}. {text}",
        half = between(250, 750),
        most = between(100, 900),
        text = forecast.text
    )
}
