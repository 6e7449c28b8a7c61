//! The look back, worked out of the journal: what was planned, what was done, what is left, how long things took.
//! Invariant: every figure follows from the exported events, the pack and now; none is stored.
//!
//! How things are counted, everywhere here:
//! - **Week**: seven days from Monday, by the wall clock of the learner's present zone.
//! - **Done**: the minutes of every log that starts in the week, whatever it was spent on.
//! - **Unplanned**: of these, the minutes that were logged on no block.
//! - **Planned**: what the plan held for the week when it began. That is the state folded from all records that were written
//!   before Monday 0:00, in the order of their instants (those of one instant as in the journal), undone commands as they
//!   stood at that moment. If no plan reached into the week then (`published_until` at or before that Monday), the first
//!   plan written within the week that does counts in its place, as in the week of the first plan or after a long break.
//!   Counted is the length of every block of that state that starts in the week, but for those that had been missed or
//!   skipped by then. Later plans change nothing: a week is held against what it was when it began.
//! - **Blocks of a week**: every published or answered block that stands in it now. Done: as many minutes as its length were
//!   logged on it, or it was said to need no more. Partly: fewer. Missed: could not be done. Unanswered: it is over
//!   and nothing was said. One that is not wanted is none of these.
//! - **Strategy**: that of the unit or rhythm; a review has that of its first unit.

mod balance;
mod burn;
mod consistency;
mod csv;
mod takes;
mod weeks;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use journal::{Record, State, Studied};

pub(crate) use csv::{csv, csv_line};
pub(crate) use weeks::first_monday;

use crate::foresight::Foreseen;
use crate::knowledge::{Standing, UnitStanding, standings};
use crate::pace::lived;
use crate::planning::Made;
use crate::problem::Situation;
use crate::wire::{ReviewPeriod, ReviewView, WeekLine, WeekRow, WeeklyMean};
use crate::{course, titles};

/// The look back over a period.
pub(crate) fn view(
    s: &Situation<'_>,
    made: &Made,
    foreseen: &Foreseen,
    records: Vec<Record>,
    period: ReviewPeriod,
) -> ReviewView {
    let core = core(s);
    let told = weeks::told(s, records, &core);
    let mut rows = weeks::rows(s, &told);
    let kept = match period {
        ReviewPeriod::FourWeeks => 4,
        ReviewPeriod::TwelveWeeks => 12,
        ReviewPeriod::All => rows.len(),
    };
    rows.drain(..rows.len().saturating_sub(kept));
    let mut lines: Vec<WeekLine> =
        s.state.reflections.iter().map(|(week, (text, _))| line(s, *week, text)).collect();
    lines.reverse();
    ReviewView {
        today: s.today(),
        course: course::course(s, made, foreseen),
        mean: mean(&rows),
        burn: burn::view(s, made, foreseen, &told, &core),
        balance: balance::view(s, made, &told),
        takes: takes::view(s.curriculum, &lived(s.curriculum, s.state)),
        consistency: consistency::view(&rows),
        weeks: rows,
        lines,
    }
}

fn line(s: &Situation<'_>, week: NaiveDate, text: &str) -> WeekLine {
    WeekLine { week, number: number(s, week), text: text.to_owned() }
}

/// 1 is the first week of the plan.
fn number(s: &Situation<'_>, monday: NaiveDate) -> Option<u32> {
    let first = s.state.profile.as_ref().map_or(monday, |p| p.first_week);
    u32::try_from((monday - first).num_weeks() + 1).ok().filter(|n| *n > 0)
}

fn mean(rows: &[WeekRow]) -> Option<WeeklyMean> {
    let over: Vec<&WeekRow> = rows.iter().filter(|r| !r.running).collect();
    let weeks = u32::try_from(over.len()).ok().filter(|n| *n > 0)?;
    let nearest = |sum: u32| (sum + weeks / 2) / weeks;
    Some(WeeklyMean {
        weeks,
        planned_min: nearest(over.iter().filter_map(|r| r.planned_min).sum()),
        done_min: nearest(over.iter().map(|r| r.done_min).sum()),
    })
}

/// The units that the goal needs, whatever became of them.
fn core(s: &Situation<'_>) -> BTreeSet<String> {
    standings(s.curriculum, s.state).into_iter().filter(|u| u.core).map(|u| u.unit.id.clone()).collect()
}

fn is_core_work(what: &Studied, core: &BTreeSet<String>) -> bool {
    matches!(what, Studied::Work { unit, .. } if core.contains(unit))
}

/// Minutes logged on the units that the goal needs.
fn core_minutes(state: &State, core: &BTreeSet<String>) -> u32 {
    let logs = state.logs.iter().filter(|l| is_core_work(&l.what, core));
    logs.fold(0, |sum, l| sum.saturating_add(l.minutes))
}

/// Minutes still to study of the units that the goal needs, as the learner's state tells it.
fn core_left(s: &Situation<'_>, state: &State) -> u32 {
    left_of_core(standings(s.curriculum, state))
}

fn left_of_core(units: Vec<UnitStanding<'_>>) -> u32 {
    let open = units.into_iter().filter(|u| u.core && u.standing == Standing::Open);
    open.map(|u| u.left()).fold(0, u32::saturating_add)
}

fn strategy(s: &Situation<'_>, what: &Studied) -> u8 {
    titles::strategy(s.curriculum, what)
}
