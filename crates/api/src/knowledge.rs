//! What is left to learn: the pack seen through the learner's goal, levels, marks, estimates and logs.
//! A pure function of the pack and the state; onboarding and the planner both read from here.

use std::collections::BTreeSet;

use catalog::{Curriculum, UnitLevel};
use chrono::NaiveDate;
use journal::{Goal, KnowledgeLevel, State, UnitMark};

use crate::pace::{Lived, Planned, lived};

/// Where the learner stands with one unit.
#[derive(Clone, Debug)]
pub(crate) struct UnitStanding<'a> {
    pub unit: &'a catalog::Unit,
    pub strategy: u8,
    /// What the learner said of the strategy.
    pub level: KnowledgeLevel,
    pub standing: Standing,
    /// Belongs to the goal, or may be left out.
    pub core: bool,
    /// Weight of being on time, 1 to 9.
    pub prio: u32,
    /// Each activity: as estimated for this learner, as planned, and what is done of it.
    pub activities: Vec<Planned>,
    /// Last day on which something of it was studied.
    pub last_studied: Option<NaiveDate>,
}

/// Open, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// To be studied.
    Open,
    /// Known before it began.
    Known,
    /// Left out by the goal or the learner.
    LeftOut,
    /// Studied to the end.
    Done,
}

impl UnitStanding<'_> {
    /// Minutes still to study.
    pub fn left(&self) -> u32 {
        match self.standing {
            Standing::Open => self.activities.iter().map(Planned::left).sum(),
            Standing::Known | Standing::LeftOut | Standing::Done => 0,
        }
    }

    /// Minutes of the whole unit as planned.
    pub fn total(&self) -> u32 {
        self.activities.iter().map(|a| a.minutes).sum()
    }

    /// Minutes of it that are done.
    pub fn done(&self) -> u32 {
        self.activities.iter().map(|a| a.done).sum()
    }
}

/// Strategies that a goal leaves out.
pub(crate) fn left_out_by(goal: Goal) -> &'static [u8] {
    match goal {
        Goal::MlRole | Goal::OneApplication => &[],
        Goal::AddToJob => &[8, 9],
    }
}

/// Every unit of the pack that is not retired, in the pack's order.
pub(crate) fn standings<'a>(curriculum: &'a Curriculum, state: &State) -> Vec<UnitStanding<'a>> {
    standings_with(curriculum, state, &lived(curriculum, state))
}

/// As [`standings`], with what was lived through already.
pub(crate) fn standings_with<'a>(
    curriculum: &'a Curriculum,
    state: &State,
    lived: &Lived<'_>,
) -> Vec<UnitStanding<'a>> {
    let goal = state.profile.as_ref().map_or(Goal::MlRole, |p| p.goal);
    let wanted = wanted_by(curriculum, goal);
    let mut out = Vec::new();
    for strategy in &curriculum.strategies {
        for unit in strategy.units.iter().filter(|u| !u.retired) {
            let level = state.levels.get(&strategy.number).copied().unwrap_or(KnowledgeLevel::New);
            let mark = state.marks.get(&unit.id).copied();
            let activities = lived.activities(&unit.id);
            let complete = activities.iter().all(|a| a.done >= a.minutes);
            let standing = if complete {
                Standing::Done
            } else {
                chosen(unit, level, mark, left_out_by(goal).contains(&strategy.number))
            };
            let core = unit.level != UnitLevel::Optional
                && mark != Some(UnitMark::Later)
                && wanted.as_ref().is_none_or(|w| w.contains(unit.id.as_str()));
            let prio = priority(unit, core, goal, strategy.number);
            let last_studied = lived.last_studied(&unit.id);
            out.push(UnitStanding {
                unit,
                strategy: strategy.number,
                level,
                standing,
                core,
                prio,
                activities,
                last_studied,
            });
        }
    }
    out
}

/// Weight of being on time, 1 to 9. It grows with the unit's length: otherwise many short units of one strategy
/// would all come first, and a week would not touch the others. Foundations go first, also where nothing waits for
/// them: nobody believes in a plan that runs clusters before it trains a model. Interview preparation comes last unless it is what the goal is about.
fn priority(unit: &catalog::Unit, core: bool, goal: Goal, strategy: u8) -> u32 {
    if !core {
        return 1;
    }
    let likely = unit.effort.likely;
    let share = match unit.level {
        UnitLevel::Foundation => likely * 2,
        UnitLevel::Core | UnitLevel::Optional => likely,
        UnitLevel::Advanced => likely * 4 / 5,
    };
    let share = match (goal, strategy) {
        (Goal::MlRole, 9) => share / 2,
        (Goal::MlRole | Goal::AddToJob | Goal::OneApplication, _) => share,
    };
    (share / 75).clamp(2, 9)
}

fn chosen(unit: &catalog::Unit, level: KnowledgeLevel, mark: Option<UnitMark>, left_out: bool) -> Standing {
    match mark {
        Some(UnitMark::Known) => return Standing::Known,
        Some(UnitMark::Dropped) => return Standing::LeftOut,
        Some(UnitMark::Open | UnitMark::Later) => return Standing::Open,
        None => {}
    }
    if left_out {
        return Standing::LeftOut;
    }
    if level_knows(unit, level) { Standing::Known } else { Standing::Open }
}

/// Whether a unit counts as known by what was said of its strategy.
pub(crate) fn level_knows(unit: &catalog::Unit, level: KnowledgeLevel) -> bool {
    match level {
        KnowledgeLevel::CouldTeachIt => true,
        KnowledgeLevel::UseIt => unit.level == UnitLevel::Foundation,
        KnowledgeLevel::SeenIt | KnowledgeLevel::New => false,
    }
}

/// The learner's own estimate shares itself out over the activities as the pack's does. Foundations that were
/// seen before take half the time.
pub(crate) fn estimate(unit: &catalog::Unit, level: KnowledgeLevel, own: Option<u32>) -> Vec<u32> {
    let pack: u32 = unit.activities.iter().map(|a| a.minutes).sum();
    if let Some(own) = own {
        return shares(unit, own, pack);
    }
    let seen = level == KnowledgeLevel::SeenIt && unit.level == UnitLevel::Foundation;
    let wanted = if seen { pack / 2 } else { pack };
    let scaled = |minutes: u32| {
        let share = u64::from(minutes) * u64::from(wanted) / u64::from(pack.max(1));
        u32::try_from(share.next_multiple_of(5)).unwrap_or(u32::MAX)
    };
    unit.activities.iter().map(|a| if wanted == pack { a.minutes } else { scaled(a.minutes) }).collect()
}

/// The learner's minutes over the activities, in steps of five. They sum up to them, unless some activity would get none.
fn shares(unit: &catalog::Unit, own: u32, pack: u32) -> Vec<u32> {
    let (mut sum, mut given) = (0_u64, 0);
    let share = |a: &catalog::Activity| {
        sum += u64::from(a.minutes);
        let until = (u64::from(own) * sum / u64::from(pack.max(1))).next_multiple_of(5);
        let until = u32::try_from(until).unwrap_or(u32::MAX);
        let minutes = until.saturating_sub(given).max(5);
        given = until;
        minutes
    };
    unit.activities.iter().map(share).collect()
}

/// For one application: interviews, projects and all they need. `None`: everything is wanted.
fn wanted_by(curriculum: &Curriculum, goal: Goal) -> Option<BTreeSet<&str>> {
    if goal != Goal::OneApplication {
        return None;
    }
    let first = curriculum.strategies.iter().filter(|s| [6, 9].contains(&s.number));
    let mut todo: Vec<&catalog::Unit> = first.flat_map(|s| &s.units).collect();
    let mut wanted = BTreeSet::new();
    while let Some(unit) = todo.pop() {
        if wanted.insert(unit.id.as_str()) {
            todo.extend(unit.prerequisites.iter().filter_map(|p| curriculum.unit(p)));
        }
    }
    Some(wanted)
}
