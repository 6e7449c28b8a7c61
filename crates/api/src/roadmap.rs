//! The roadmap: every unit of the pack with the weeks in which it was, is or likely will be studied.
//! Invariant: weeks ahead are those of the plan's own blocks; nothing is guessed.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use journal::{Answer, Studied};
use plan::{Warning, What};

use crate::course;
use crate::foresight::Foreseen;
use crate::knowledge::{Standing, UnitStanding, standings};
use crate::planning::Made;
use crate::problem::{LOOK_BACK_DAYS, Situation, monday_of};
use crate::wire::{LaneUnit, LaneView, RoadmapMilestone, RoadmapView, UnitStatus};
use crate::{defaults, draft, rules};

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
    let days = days(s, made);
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

/// What was studied, what is over and was not answered yet, and what is planned.
fn days<'a>(s: &Situation<'a>, made: &'a Made) -> BTreeMap<&'a str, Days> {
    let since = s.today() - Duration::days(LOOK_BACK_DAYS);
    let mut studied: Vec<(&str, NaiveDate, bool)> = Vec::new();
    for log in &s.state.logs {
        if let Studied::Work { unit, .. } = &log.what {
            studied.push((unit, log.start.date(), false));
        }
    }
    let open = s.state.blocks.values().filter(|b| b.answer == Answer::Open);
    for b in open.filter(|b| b.block.start < s.now && b.block.start.date() >= since) {
        if let Studied::Work { unit, .. } = &b.block.what {
            studied.push((unit, b.block.start.date(), false));
        }
    }
    for block in &made.plan.blocks {
        if let What::Work { unit, .. } = &block.what {
            studied.push((unit, block.start.date(), true));
        }
    }
    let mut all: BTreeMap<&str, Days> = BTreeMap::new();
    for (unit, day, is_ahead) in studied {
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
