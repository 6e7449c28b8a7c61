//! Ways out of a target that is not reached, in words, and what it takes to go one of them.
//! Invariant: every finish that is said is that of a plan made for the problem as the learner would have it then.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use journal::{Event, Profile, UnitMark};
use plan::{FewerUnits, LaterDate, MoreHours, WaysOut};

use crate::planning::Made;
use crate::problem::{Promise, Situation, instance, monday_of};
use crate::rules;
use crate::wire::{WayOut, WayView, WaysOutView};
use crate::{ApiError, defaults, say, titles};

/// What would help, as far as plans were made for it. Takes as long as a few plans.
///
/// # Errors
/// In words, if the planner cannot read the problem.
pub(crate) fn ways_out(s: &Situation<'_>, made: &Made) -> Result<WaysOutView, String> {
    let start = made.instance.start;
    let week = |day: &NaiveDate| u32::try_from((monday_of(*day) - start).num_weeks()).unwrap_or(0);
    let finish: BTreeMap<String, u32> =
        made.completions().iter().map(|(unit, day)| (unit.clone(), week(day))).collect();
    // As a change of hours, date or units would replan.
    let problem = instance(s, Promise::Keep, &finish);
    let found = plan::ways_out(&problem, &made.plan.blocks).map_err(|e| e.to_string())?;
    let Some(found) = found else {
        return Ok(WaysOutView { shortfall_min: 0, text: String::new(), ways: Vec::new() });
    };
    let later = found.later.as_ref().filter(|l| rules::target_faults(l.target, s.today()).is_empty());
    let ways = [
        Some(hours(s, &found.more_hours)),
        found.fewer_units.as_ref().map(|f| units(s, f)),
        later.map(|l| date(problem.target, l)),
    ];
    Ok(WaysOutView {
        shortfall_min: found.shortfall,
        text: shortfall(problem.target, &found),
        ways: ways.into_iter().flatten().collect(),
    })
}

/// By how much the target is missed.
fn shortfall(target: NaiveDate, found: &WaysOut) -> String {
    let day = say::date(target);
    match found.certificate {
        Some((need, have)) => said!(
            "{day} is out of reach: {need} are needed and at most {have} fit until then.",
            "El {day} queda fuera de alcance: hacen falta {need} y hasta entonces caben {have} como mucho.",
            need = say::hours(need),
            have = say::hours(have)
        ),
        None => said!(
            "{day} is out of reach: {short} find no place before it.",
            "El {day} queda fuera de alcance: {short} no encuentran lugar antes.",
            short = say::hours(found.shortfall)
        ),
    }
}

fn ends(finish: Option<NaiveDate>) -> String {
    finish.map_or_else(
        || said!("Then it still has no end", "Aun así no tiene final"),
        |day| said!("Ends {day}", "Acaba el {day}", day = say::date(day)),
    )
}

fn hours(s: &Situation<'_>, more: &MoreHours) -> WayView {
    let week = s.state.budget.unwrap_or(defaults::BUDGET).week;
    let (extra, sum) = (say::length(more.extra), week.saturating_add(more.extra));
    let is_way = more.reaches && rules::WEEK.contains(&sum);
    let (what, how) = match (is_way, more.extra) {
        (true, _) => (
            said!("Study {extra} more a week", "Estudiar {extra} más por semana"),
            said!(
                "{sum} instead of {week}",
                "{sum} en lugar de {week}",
                sum = say::length(sum),
                week = say::length(week)
            ),
        ),
        (false, 0) => (
            said!("More hours do not help", "Más horas no ayudan"),
            said!(
                "Your study times and longest day hold no more a week",
                "En tus horas de estudio y tu día más largo no caben más por semana"
            ),
        ),
        (false, _) => (
            said!("More hours are not enough", "Más horas no bastan"),
            said!(
                "Your study times and longest day hold {extra} more a week",
                "En tus horas de estudio y tu día más largo caben {extra} más por semana"
            ),
        ),
    };
    let way = is_way.then_some(WayOut::Hours { extra_min: more.extra });
    WayView { way, what, how, finish: more.finish, result: ends(more.finish) }
}

fn units(s: &Situation<'_>, fewer: &FewerUnits) -> WayView {
    let count = counted!(
        fewer.units.len(),
        ["{n} optional unit", "{n} optional units"],
        ["{n} unidad opcional", "{n} unidades opcionales"]
    );
    let length = say::hours(fewer.minutes);
    let names: Vec<String> = fewer.units.iter().map(|u| titles::unit_title(s.curriculum, u)).collect();
    let (way, what) = if fewer.reaches {
        (
            Some(WayOut::Units { units: fewer.units.clone() }),
            said!("Leave out {count}", "Dejar fuera {count}"),
        )
    } else {
        (None, said!("Leaving out {count} is not enough", "Dejar fuera {count} no basta"))
    };
    let how = said!(
        "{length}, needed by no other unit: {names}",
        "{length} que ninguna otra unidad necesita: {names}",
        names = say::list(&names)
    );
    WayView { way, what, how, finish: fewer.finish, result: ends(fewer.finish) }
}

fn date(target: NaiveDate, later: &LaterDate) -> WayView {
    let days = usize::try_from((later.target - target).num_days()).unwrap_or(0);
    let by = if days < 14 {
        counted!(days, ["{n} day", "{n} days"], ["{n} día", "{n} días"])
    } else {
        counted!(days.div_ceil(7), ["{n} week", "{n} weeks"], ["{n} semana", "{n} semanas"])
    };
    WayView {
        way: Some(WayOut::Date { target: later.target }),
        what: said!("Move the date to {day}", "Mover la fecha al {day}", day = say::date(later.target)),
        how: said!("{by} later, same hours, same units", "{by} más tarde, mismas horas, mismas unidades"),
        finish: Some(later.finish),
        result: ends(Some(later.finish)),
    }
}

/// The events that go this way; what is wrong with it if it cannot be gone.
pub(crate) fn events(s: &Situation<'_>, way: &WayOut) -> Result<Vec<Event>, ApiError> {
    let refuse = |reasons: Vec<String>| {
        if reasons.is_empty() { Ok(()) } else { Err(ApiError::BadSetting { reasons }) }
    };
    match way {
        WayOut::Hours { extra_min } => {
            let budget = s.state.budget.unwrap_or(defaults::BUDGET);
            let budget = journal::Budget { week: budget.week.saturating_add(*extra_min), ..budget };
            refuse(rules::budget_faults(&budget))?;
            Ok(vec![Event::BudgetSet(budget)])
        }
        WayOut::Date { target } => {
            refuse(rules::target_faults(*target, s.today()))?;
            let profile = s.state.profile.clone().ok_or(ApiError::NotOnboarded)?;
            Ok(vec![Event::ProfileSet(Profile { target: *target, ..profile })])
        }
        WayOut::Units { units } => {
            if units.is_empty() {
                refuse(vec![said!(
                    "No unit was named. Say which ones to leave out.",
                    "No se ha nombrado ninguna unidad. Di cuáles dejar fuera."
                )])?;
            }
            if let Some(id) = units.iter().find(|id| s.curriculum.unit(id).is_none()) {
                return Err(ApiError::UnknownUnit { id: id.clone() });
            }
            let drop = |unit: &String| Event::UnitMarked { unit: unit.clone(), mark: UnitMark::Dropped };
            Ok(units.iter().map(drop).collect())
        }
    }
}
