//! The week and the day on screen: questions only.

use chrono::{Duration, NaiveDate};

use crate::apart::{Amiss, amiss};
use crate::busy_titles::BusyTitles;
use crate::problem::{LOOK_BACK_DAYS, Situation, monday_of};
use crate::session::{Look, Session};
use crate::views::{day, likely, planned_minutes, published};
use crate::wire::{BlockStatus, BlockView, DayView, Nothing, TodayView, WeekOf, WeekView};
use crate::{ApiError, course, recalling};

/// How far from today a week is shown.
const FURTHEST_DAYS: i64 = 3660;

pub(crate) fn week(session: &mut Session, args: WeekOf) -> Result<WeekView, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    let foreseen = session.foreseen(&look)?;
    let s = look.situation();
    let date = args.date.unwrap_or(look.today());
    if (date - look.today()).num_days().abs() > FURTHEST_DAYS {
        let reasons = vec![said!(
            "{date} is too far away to show. Choose a day within ten years.",
            "El {date} está demasiado lejos para mostrarlo. Elige un día a menos de diez años."
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    let monday = monday_of(date);
    let days = days(session, &look, monday)?;
    let is_published = s.published_until().is_some_and(|until| monday < until);
    let first_week = s.state.profile.as_ref().map_or(monday, |p| p.first_week);
    let number = (monday - first_week).num_weeks() + 1;
    Ok(WeekView {
        monday,
        number: u32::try_from(number).ok().filter(|n| *n > 0),
        published: is_published,
        planned_min: days.iter().map(|d| d.planned_min).sum(),
        done_min: days.iter().map(|d| d.done_min).sum(),
        budget_min: s.state.budget.map_or(0, |b| b.week),
        now: (monday == s.monday()).then_some(look.now),
        course: course::course(&s, &made, &foreseen),
        out_of_reach: course::out_of_reach(&s, &made),
        plan_left: plan_left(&s),
        asks: super::published::asks(session, &look)?,
        warnings: course::warnings(&s, &made),
        days,
    })
}

/// Why the week offers a new plan.
fn plan_left(s: &Situation<'_>) -> Option<String> {
    if s.state.plan_left {
        return Some(said!(
            "You left the plan as it is. What could not be done has no new time yet.",
            "Dejaste el plan como está. Lo que no se pudo hacer aún no tiene hora nueva."
        ));
    }
    amiss(s).map(Amiss::words)
}

/// Seven days from this Monday: published blocks, and the likely course behind them.
fn days(session: &mut Session, look: &Look, monday: NaiveDate) -> Result<Vec<DayView>, ApiError> {
    let made = session.likely(look)?;
    let s = look.situation();
    let until = monday + Duration::weeks(1);
    let mut blocks = published(&s, monday, until);
    let promised = s.published_until().unwrap_or(monday);
    blocks.extend(likely(&s, &made, monday.max(promised), until));
    let busy = BusyTitles::of(&look.state, look.zone);
    let of = |date: NaiveDate| blocks.iter().filter(|b| b.date == date).cloned().collect();
    Ok(monday.iter_days().take(7).map(|date| day(&s, &busy, date, of(date))).collect())
}

pub(crate) fn today(session: &mut Session, _: Nothing) -> Result<TodayView, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    let foreseen = session.foreseen(&look)?;
    let date = look.today();
    let s = look.situation();
    let week = days(session, &look, s.monday())?;
    let coming = |b: &&BlockView| matches!(b.state, BlockStatus::Now | BlockStatus::Planned);
    let today = week.iter().find(|d| d.date == date).cloned();
    let studied = super::study::studied(&look);
    let first = || today.as_ref().and_then(|d| d.blocks.iter().find(coming)).and_then(|b| b.id.clone());
    let next = studied.map(|b| b.block.id.to_string()).or_else(first);
    let next = match next {
        Some(id) => Some(super::block::detail_of(&look, &made, &id)?),
        None => None,
    };
    let tomorrow = date + Duration::days(1);
    let promised = s.published_until().unwrap_or(tomorrow);
    let mut ahead = published(&s, tomorrow, promised);
    ahead.extend(likely(&s, &made, promised.max(tomorrow), promised.max(tomorrow) + Duration::weeks(8)));
    let mut unanswered = published(&s, date - Duration::days(LOOK_BACK_DAYS), tomorrow);
    unanswered.retain(|b| b.state == BlockStatus::Unanswered);
    unanswered.reverse();
    let rest = week.iter().filter(|d| d.date > date).flat_map(|d| d.blocks.iter().cloned());
    Ok(TodayView {
        date,
        now: look.now,
        later: if next.is_none() { ahead.first().cloned() } else { None },
        next,
        session: studied.and_then(|b| super::study::view(&look, b)),
        backlog: recalling::backlog(&s, &made),
        unanswered,
        rest_of_week: rest.filter(|b| coming(&b)).collect(),
        loggable: super::study::loggable(&look),
        week_planned_min: week.iter().flat_map(|d| &d.blocks).map(planned_minutes).sum(),
        week_done_min: week.iter().map(|d| d.done_min).sum(),
        course: course::course(&s, &made, &foreseen),
        day: today.unwrap_or_else(|| day(&s, &BusyTitles::of(&look.state, look.zone), date, Vec::new())),
    })
}
