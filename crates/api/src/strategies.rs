//! Strategies, units and rhythms as the screen shows them: where each unit stands, when it starts, what it waits for.
//! Queries only; nothing here is stored. Dates come from the plan, hours from the estimates that it is made with.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use journal::{Studied, UnitMark};
use plan::What;

use crate::knowledge::{Standing, UnitStanding, left_out_by, standings};
use crate::planning::Made;
use crate::problem::{Situation, presumed, wants};
use crate::wire::{
    EstimateView, NextView, RhythmView, StrategiesView, StrategyView, UnitDetail, UnitLink, UnitRow,
    UnitState,
};
use crate::{own, panel, recalling, titles};

/// What the plan and the journal say of all units at one moment.
struct Lanes<'a> {
    s: Situation<'a>,
    units: &'a [UnitStanding<'a>],
    places: BTreeMap<&'a str, usize>,
    /// Minutes really studied.
    studied: BTreeMap<&'a str, u32>,
    /// Units of which something was studied, or is under way.
    begun: BTreeSet<String>,
    /// Days of the first blocks ahead, of units and of rhythms.
    first: BTreeMap<&'a str, NaiveDate>,
    /// Days on which open units are complete.
    complete: BTreeMap<String, NaiveDate>,
    promised: NaiveDate,
}

impl<'a> Lanes<'a> {
    fn of(s: &Situation<'a>, made: &'a Made, units: &'a [UnitStanding<'a>]) -> Lanes<'a> {
        let mut studied: BTreeMap<&str, u32> = BTreeMap::new();
        for log in &s.state.logs {
            if let Studied::Work { unit, .. } = &log.what {
                let sum = studied.entry(unit).or_default();
                *sum = sum.saturating_add(log.minutes);
            }
        }
        let under_way = presumed(s);
        let begun = under_way.logs.iter().filter_map(|log| match &log.what {
            Studied::Work { unit, .. } => Some(unit.clone()),
            Studied::Rhythm { .. } | Studied::Review { .. } | Studied::Free { .. } => None,
        });
        let mut first = BTreeMap::new();
        for block in &made.plan.blocks {
            let id = match &block.what {
                What::Work { unit, .. } => unit,
                What::Rhythm { rhythm } => rhythm,
                What::Review { .. } => continue,
            };
            first.entry(id.as_str()).or_insert(block.start.date());
        }
        Lanes {
            s: *s,
            units,
            places: units.iter().enumerate().map(|(i, u)| (u.unit.id.as_str(), i)).collect(),
            studied,
            begun: begun.collect(),
            first,
            complete: made.completions(),
            promised: s.published_until().unwrap_or(s.today()),
        }
    }

    fn unit(&self, id: &str) -> Option<&'a UnitStanding<'a>> {
        self.units.get(*self.places.get(id)?)
    }

    fn state(&self, u: &UnitStanding<'_>) -> UnitState {
        match u.standing {
            Standing::Done => UnitState::Done,
            Standing::Known => UnitState::Known,
            Standing::LeftOut => UnitState::LeftOut,
            Standing::Open if self.begun.contains(&u.unit.id) => UnitState::Begun,
            Standing::Open => UnitState::Open,
        }
    }

    fn link(&self, u: &UnitStanding<'_>) -> UnitLink {
        UnitLink {
            id: u.unit.id.clone(),
            title: u.unit.title.clone(),
            strategy: u.strategy,
            state: self.state(u),
        }
    }

    fn is_later(&self, unit: &str) -> bool {
        self.s.state.marks.get(unit) == Some(&UnitMark::Later)
    }

    fn is_likely(&self, day: Option<NaiveDate>) -> bool {
        day.is_some_and(|day| day >= self.promised)
    }

    fn row(&self, u: &UnitStanding<'_>) -> UnitRow {
        let id = u.unit.id.as_str();
        let ticked = (1_u16..).zip(&u.unit.outcomes);
        let ticked = ticked.filter(|(n, _)| self.s.state.outcomes.contains_key(&(id.to_owned(), *n))).count();
        let starts = self.first.get(id).copied().filter(|_| u.standing == Standing::Open);
        UnitRow {
            id: id.to_owned(),
            title: u.unit.title.clone(),
            state: self.state(u),
            later: self.is_later(id),
            own: own::is_own(self.s.state, id),
            optional: u.unit.level == catalog::UnitLevel::Optional,
            ticked: count(ticked),
            outcomes: count(u.unit.outcomes.len()),
            done_min: self.studied.get(id).copied().unwrap_or(0),
            total_min: u.total(),
            starts,
            likely: self.is_likely(starts),
            after: self.after(u),
        }
    }

    /// The prerequisite that is complete last, if it belongs to another strategy. One without an end in sight is last
    /// of all.
    fn after(&self, u: &UnitStanding<'_>) -> Option<UnitLink> {
        if u.standing != Standing::Open || self.begun.contains(&u.unit.id) {
            return None;
        }
        let open = u.unit.prerequisites.iter().filter_map(|id| self.unit(id));
        let open = open.filter(|p| p.standing == Standing::Open);
        let last = open.max_by_key(|p| self.complete.get(&p.unit.id).copied().unwrap_or(NaiveDate::MAX))?;
        (last.strategy != u.strategy).then(|| self.link(last))
    }

    fn rhythm(&self, rhythm: &catalog::Rhythm, left_out: bool) -> RhythmView {
        let next = self.first.get(rhythm.id.as_str()).copied();
        RhythmView {
            id: rhythm.id.clone(),
            title: rhythm.title.clone(),
            why: rhythm.why.clone(),
            cadence: titles::cadence(rhythm.every).to_owned(),
            minutes: rhythm.minutes,
            wanted: wants(self.s.state, &rhythm.id),
            left_out,
            next,
            likely: self.is_likely(next),
            item: panel::next_item(&self.s, rhythm).map(|item| item.title.clone()),
            steps: rhythm.steps.clone(),
            resources: panel::rhythm_resources(&self.s, &rhythm.id),
        }
    }

    fn strategy(&self, strategy: &catalog::Strategy, left_out: bool) -> StrategyView {
        let mine: Vec<&UnitStanding<'_>> =
            self.units.iter().filter(|u| u.strategy == strategy.number).collect();
        let studied = || mine.iter().filter(|u| is_studied(u));
        StrategyView {
            number: strategy.number,
            title: strategy.title.clone(),
            label: strategy.label.clone(),
            done_min: studied().map(|u| u.total() - u.left()).sum(),
            total_min: studied().map(|u| u.total()).sum(),
            units_done: count(mine.iter().filter(|u| u.standing == Standing::Done).count()),
            units_total: count(studied().count()),
            left_out,
            next: self.next(strategy, &mine),
            units: mine.iter().map(|u| self.row(u)).collect(),
            rhythms: strategy.rhythms.iter().map(|r| self.rhythm(r, left_out)).collect(),
        }
    }

    /// The unit that is studied next; where there is none, the rhythm.
    fn next(&self, strategy: &catalog::Strategy, units: &[&UnitStanding<'_>]) -> Option<NextView> {
        let day = |id: &str| self.first.get(id).copied();
        let units = units.iter().filter_map(|u| Some((day(&u.unit.id)?, &u.unit.title))).min();
        let rhythms = strategy.rhythms.iter().filter_map(|r| Some((day(&r.id)?, &r.title))).min();
        let (on, title) = units.or(rhythms)?;
        Some(NextView { title: title.clone(), on, likely: self.is_likely(Some(on)) })
    }
}

/// Whether the hours of a unit count: what is known or left out takes none.
fn is_studied(u: &UnitStanding<'_>) -> bool {
    matches!(u.standing, Standing::Open | Standing::Done)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Everything that can be studied.
pub(crate) fn view(s: &Situation<'_>, made: &Made) -> StrategiesView {
    let units = standings(s.curriculum, s.state);
    let lanes = Lanes::of(s, made, &units);
    let goal = s.state.profile.as_ref().map_or(journal::Goal::MlRole, |p| p.goal);
    let left_out = left_out_by(goal);
    let strategies = s.curriculum.strategies.iter();
    let strategies: Vec<StrategyView> =
        strategies.map(|one| lanes.strategy(one, left_out.contains(&one.number))).collect();
    StrategiesView {
        done_min: strategies.iter().map(|one| one.done_min).sum(),
        total_min: strategies.iter().map(|one| one.total_min).sum(),
        units_ahead: count(units.iter().filter(|u| u.standing == Standing::Open).count()),
        strategies,
    }
}

/// One unit in full; `None` if the pack has no such unit, or no longer offers it.
pub(crate) fn detail(s: &Situation<'_>, made: &Made, id: &str) -> Option<UnitDetail> {
    let units = standings(s.curriculum, s.state);
    let lanes = Lanes::of(s, made, &units);
    let found = lanes.unit(id)?;
    let needs = found.unit.prerequisites.iter().filter_map(|p| lanes.unit(p));
    let opens = units.iter().filter(|u| u.unit.prerequisites.iter().any(|p| p == id));
    let effort = found.unit.effort;
    Some(UnitDetail {
        unit: panel::unit_view(s, id)?,
        state: lanes.state(found),
        later: lanes.is_later(id),
        left_min: left_if_studied(found),
        resources: panel::unit_resources(s, found.unit),
        needs: needs.map(|u| lanes.link(u)).collect(),
        opens: opens.map(|u| lanes.link(u)).collect(),
        questions: found.unit.recall.iter().zip(recalling::questions(found.unit)).map(|(_, q)| q).collect(),
        back: recalling::next_back(s, id),
        estimate: EstimateView {
            own_min: s.state.estimates.get(id).copied(),
            low_min: effort.low,
            likely_min: effort.likely,
            high_min: effort.high,
        },
    })
}

/// Minutes that are left of a unit if it is studied, whatever its mark says.
pub(crate) fn left_if_studied(u: &UnitStanding<'_>) -> u32 {
    u.activities.iter().map(crate::pace::Planned::left).sum()
}
