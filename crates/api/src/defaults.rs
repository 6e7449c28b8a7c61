//! Sensible answers for a working software engineer: where onboarding starts, and what holds until it is done.

use std::collections::BTreeMap;

use catalog::Curriculum;
use chrono::{Duration, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use journal::{Budget, Goal, KnowledgeLevel, State, StudyWindow};

use crate::draft::Draft;
use crate::foresight::foresee;
use crate::planning::make;
use crate::problem::{Promise, Situation, monday_of};

/// Hours and limits until the learner sets them.
pub(crate) const BUDGET: Budget =
    Budget { week: 540, day_max: 180, block_min: 30, block_max: 90, break_min: 10 };

/// Four evenings, a Saturday morning and a Sunday morning hour for light work.
pub(crate) fn windows() -> Vec<StudyWindow> {
    let evening = |weekday| [(19 * 60, 21 * 60, true), (21 * 60, 22 * 60, false)].map(|w| (weekday, w));
    let mut all: Vec<(u8, (u32, u32, bool))> = (0..4).flat_map(evening).collect();
    all.push((5, (9 * 60, 12 * 60, true)));
    all.push((6, (10 * 60, 12 * 60, false)));
    all.into_iter().map(|(weekday, (from, to, deep))| StudyWindow { weekday, from, to, deep }).collect()
}

/// Longest default, in weeks: a plan reaches no further than three years.
const MOST: i64 = 150;

/// The draft onboarding starts with. The target is a date that four in five such learners meet with these hours, as the
/// forecast of their plan says, or the last one that a plan still reaches.
pub(crate) fn draft(curriculum: &Curriculum, today: NaiveDate) -> Draft {
    let mut draft = Draft {
        goal: Goal::MlRole,
        target: today,
        week: BUDGET.week,
        windows: windows(),
        levels: (1..=9).map(|s| (s, KnowledgeLevel::New)).collect(),
        units: curriculum.pack.likely_known.iter().map(|u| (u.clone(), true)).collect::<BTreeMap<_, _>>(),
    };
    let state = draft.on(&State::default(), today, "UTC", curriculum);
    let left: u32 = crate::knowledge::standings(curriculum, &state)
        .iter()
        .map(crate::knowledge::UnitStanding::left)
        .sum();
    // A quarter more than the units alone: rhythms and reviews take their share of the hours.
    let weeks = i64::from((left * 5 / 4).div_ceil(BUDGET.week)) + 4;
    let last = sunday_of(today + Duration::weeks(MOST));
    draft.target = sunday_of(today + Duration::weeks(weeks)).min(last);
    let state = draft.on(&state, today, "UTC", curriculum);
    let s = Situation { curriculum, state: &state, zone: Tz::UTC, now: today.and_time(NaiveTime::MIN) };
    let foreseen = make(&s, Promise::Renew).and_then(|made| foresee(&s, &made));
    // Without a plan there is no forecast; then the sum above has to do.
    if let Some(forecast) = foreseen.ok().and_then(|f| f.view(&s)) {
        draft.target = forecast.four_in_five.map_or(last, |day| sunday_of(day).min(last));
    }
    draft
}

/// The last day of the week of this day.
fn sunday_of(day: NaiveDate) -> NaiveDate {
    monday_of(day) + Duration::days(6)
}
