//! The roadmap: every unit of the pack with the weeks in which it was, is or likely will be studied, and every rhythm with
//! those in which it comes.
//! Invariant: weeks ahead are those of the plan's own blocks; nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use journal::{Answer, Goal, Studied};
use plan::{Warning, What};

use crate::course;
use crate::foresight::Foreseen;
use crate::knowledge::{Standing, UnitStanding, left_out_by, standings};
use crate::planning::Made;
use crate::problem::{LOOK_BACK_DAYS, Situation, monday_of, wants};
use crate::wire::{LaneRhythm, LaneUnit, LaneView, RoadmapMilestone, RoadmapView, UnitStatus};
use crate::{defaults, draft, rules, titles};

/// Days on which one unit is studied.
#[derive(Clone, Copy)]
struct Days {
    first: NaiveDate,
    last: NaiveDate,
    /// The first that is still ahead.
    next: Option<NaiveDate>,
}

/// The roadmap of this plan.
pub(crate) fn roadmap(s: &Situation<'_>, made: &Made, foreseen: &Foreseen) -> RoadmapView {
    let units = standings(s.curriculum, s.state);
    let studied = studied(s, made);
    let days = days(&studied);
    let weeks = weeks_of_rhythms(&studied);
    let goal = |u: &&UnitStanding<'_>| u.core && matches!(u.standing, Standing::Open | Standing::Done);
    let mut forecasts = foreseen.strategies();
    let lanes = s.curriculum.strategies.iter().map(|strategy| {
        let own = || units.iter().filter(|u| u.strategy == strategy.number);
        let mut shown: Vec<LaneUnit> = own().map(|u| lane_unit(u, made, &days)).collect();
        // Stable: units without weeks keep the pack's order.
        shown.sort_by_key(|u| (u.from.is_none(), u.from, u.to.is_none(), u.to));
        let forecast = forecasts.iter().position(|f| f.strategy == strategy.number);
        LaneView {
            strategy: strategy.number,
            left_min: own().map(UnitStanding::left).sum(),
            forecast: forecast.map(|at| forecasts.remove(at)),
            units: shown,
            rhythms: lane_rhythms(s, strategy, &weeks),
        }
    });
    let lanes = lanes.collect();
    let milestones = course::milestones(s, made).into_iter().map(|m| RoadmapMilestone {
        title: m.title,
        after: m.after,
        date: m.date,
    });
    let budget = s.state.budget.unwrap_or(defaults::BUDGET);
    RoadmapView {
        today: s.today(),
        promised_until: s.published_until().unwrap_or(s.today()),
        week_min: budget.week,
        least_week_min: budget.block_min.max(*rules::WEEK.start()),
        most_week_min: rules::painted_minutes(&s.state.windows, false)
            .min(*rules::WEEK.end())
            .max(budget.week),
        last_target: draft::last_target(s.today()),
        course: course::course(s, made, foreseen),
        core_min: units.iter().filter(goal).map(UnitStanding::total).sum(),
        lanes,
        milestones: milestones.collect(),
    }
}

/// A unit or a rhythm by its id.
#[derive(Clone, Copy)]
enum Of<'a> {
    Unit(&'a str),
    Rhythm(&'a str),
}

/// What is or was studied on a day; `true`: it is ahead.
type OnDay<'a> = (Of<'a>, NaiveDate, bool);

/// What was studied, what is over and was not answered yet, and what is planned.
fn studied<'a>(s: &Situation<'a>, made: &'a Made) -> Vec<OnDay<'a>> {
    let since = s.today() - Duration::days(LOOK_BACK_DAYS);
    let logged = s.state.logs.iter().map(|log| (&log.what, log.start.date()));
    let open = s.state.blocks.values().filter(|b| b.answer == Answer::Open).map(|b| &b.block);
    let open = open.filter(|b| b.start < s.now && b.start.date() >= since).map(|b| (&b.what, b.start.date()));
    let past = logged.chain(open).filter_map(|(what, day)| match what {
        Studied::Work { unit, .. } => Some((Of::Unit(unit), day, false)),
        Studied::Rhythm { rhythm } => Some((Of::Rhythm(rhythm), day, false)),
        Studied::Review { .. } | Studied::Free { .. } => None,
    });
    let ahead = made.plan.blocks.iter().filter_map(|block| match &block.what {
        What::Work { unit, .. } => Some((Of::Unit(unit), block.start.date(), true)),
        What::Rhythm { rhythm } => Some((Of::Rhythm(rhythm), block.start.date(), true)),
        What::Review { .. } => None,
    });
    past.chain(ahead).collect()
}

/// Mondays of the weeks in which each rhythm comes.
fn weeks_of_rhythms<'a>(studied: &[OnDay<'a>]) -> BTreeMap<&'a str, BTreeSet<NaiveDate>> {
    let mut all: BTreeMap<&str, BTreeSet<NaiveDate>> = BTreeMap::new();
    for &(of, day, _) in studied {
        if let Of::Rhythm(rhythm) = of {
            all.entry(rhythm).or_default().insert(monday_of(day));
        }
    }
    all
}

fn lane_rhythms(
    s: &Situation<'_>,
    strategy: &catalog::Strategy,
    weeks: &BTreeMap<&str, BTreeSet<NaiveDate>>,
) -> Vec<LaneRhythm> {
    let goal = s.state.profile.as_ref().map_or(Goal::MlRole, |p| p.goal);
    let left_out = left_out_by(goal).contains(&strategy.number);
    let held = strategy.rhythms.iter().filter(|r| !left_out && wants(s.state, &r.id));
    held.map(|r| LaneRhythm {
        rhythm: r.id.clone(),
        title: r.title.clone(),
        cadence: titles::cadence(r.every).to_owned(),
        minutes: r.minutes,
        weeks: weeks.get(r.id.as_str()).into_iter().flatten().copied().collect(),
    })
    .collect()
}

/// The first, last and next day of each unit.
fn days<'a>(studied: &[OnDay<'a>]) -> BTreeMap<&'a str, Days> {
    let mut all: BTreeMap<&str, Days> = BTreeMap::new();
    for &(of, day, is_ahead) in studied {
        let Of::Unit(unit) = of else { continue };
        let ahead = is_ahead.then_some(day);
        let known = all.entry(unit).or_insert(Days { first: day, last: day, next: ahead });
        known.first = known.first.min(day);
        known.last = known.last.max(day);
        known.next = known.next.into_iter().chain(ahead).min();
    }
    all
}

fn lane_unit(u: &UnitStanding<'_>, made: &Made, days: &BTreeMap<&str, Days>) -> LaneUnit {
    let unit = u.unit;
    let status = match u.standing {
        Standing::Open if u.done() > 0 => UnitStatus::Begun,
        Standing::Open => UnitStatus::Ahead,
        Standing::Done => UnitStatus::Done,
        Standing::Known => UnitStatus::Known,
        Standing::LeftOut => UnitStatus::LeftOut,
    };
    // What was studied of a unit that is known or left out by now is not on the way.
    let days = days.get(unit.id.as_str()).filter(|_| matches!(u.standing, Standing::Open | Standing::Done));
    let endless =
        made.plan.warnings.iter().any(|w| matches!(w, Warning::Unfinished { unit: id } if *id == unit.id));
    LaneUnit {
        unit: unit.id.clone(),
        title: unit.title.clone(),
        why: unit.why.clone(),
        core: u.core,
        status,
        from: days.map(|d| monday_of(d.first)),
        to: days.filter(|_| !endless).map(|d| monday_of(d.last)),
        next: days.and_then(|d| d.next).map(monday_of),
        total_min: u.total(),
        done_min: u.done(),
        needs: unit.prerequisites.clone(),
    }
}
