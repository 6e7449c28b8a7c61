//! The learner's pace: what was studied so far, how long it took against the estimates, and the factors that the plan is
//! made with because of it.
//! Invariant: everything here follows from the events. The factors change only where a pace was set
//! ([`journal::Event::PaceSet`]), so an answer alone moves nothing; what was complete once stays complete.

mod factors;
mod said;

use std::collections::BTreeMap;

use catalog::{ActivityKind, Curriculum};
use chrono::NaiveDate;
use journal::{KnowledgeLevel, Logged, State, Studied};
use plan::forecast::PaceSample;

pub(crate) use factors::{Counts, FEWEST, Factors};
pub(crate) use said::{adopted, note, view};

use crate::knowledge::estimate;
use crate::problem::GRID;

/// Kinds of activity by the number by which a forecast tells them apart.
pub(crate) const KINDS: [ActivityKind; 7] = [
    ActivityKind::Read,
    ActivityKind::Watch,
    ActivityKind::Practice,
    ActivityKind::Build,
    ActivityKind::Recall,
    ActivityKind::Write,
    ActivityKind::Connect,
];

/// The place of a kind among [`KINDS`].
pub(crate) fn kind_number(kind: ActivityKind) -> u8 {
    match kind {
        ActivityKind::Read => 0,
        ActivityKind::Watch => 1,
        ActivityKind::Practice => 2,
        ActivityKind::Build => 3,
        ActivityKind::Recall => 4,
        ActivityKind::Write => 5,
        ActivityKind::Connect => 6,
    }
}

/// A unit as it is estimated, and as far as it is studied.
struct Estimated<'a> {
    unit: &'a catalog::Unit,
    strategy: u8,
    /// The learner's own estimate: never scaled.
    is_own: bool,
    minutes: Vec<u32>,
    /// The names of its activities.
    names: Vec<String>,
    progress: Vec<Progress>,
    /// Last day on which something of it was studied.
    last: Option<NaiveDate>,
}

impl Estimated<'_> {
    /// Minutes of an activity with these factors.
    fn planned(&self, i: usize, factors: &Factors) -> u32 {
        let estimated = self.minutes.get(i).copied().unwrap_or(0);
        match self.unit.activities.get(i) {
            Some(activity) if !self.is_own => {
                factors.on(estimated, self.strategy, kind_number(activity.kind))
            }
            Some(_) | None => estimated,
        }
    }
}

/// What was studied of one activity.
#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    minutes: u32,
    blocks: u32,
    is_complete: bool,
}

/// A complete activity: how long it took, and in how many blocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    pub pace: PaceSample,
    pub blocks: u32,
    /// Against the learner's own estimate, not the pack's.
    pub is_own: bool,
}

/// What the journal says was studied, and the pace that follows from it.
pub(crate) struct Lived<'a> {
    units: BTreeMap<&'a str, Estimated<'a>>,
    /// What the plan is made with.
    pub planned: Factors,
    /// How many settings of the pace were lived through.
    paces: usize,
    is_own_wanted: bool,
}

/// One activity as it is planned and as far as it is studied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    /// As estimated, by the learner or the pack.
    pub estimated: u32,
    /// As planned.
    pub minutes: u32,
    /// Minutes studied; all of them once it is complete.
    pub done: u32,
}

impl Planned {
    /// Minutes still to study.
    pub fn left(&self) -> u32 {
        self.minutes.saturating_sub(self.done)
    }
}

/// Lives through the journal once more: what was studied, and which pace was set when.
pub(crate) fn lived<'a>(curriculum: &'a Curriculum, state: &State) -> Lived<'a> {
    let mut lived = Lived {
        units: estimates(curriculum, state),
        planned: Factors::default(),
        paces: 0,
        is_own_wanted: true,
    };
    lived.go_on(state.logs.iter().collect(), &state.paces);
    lived
}

fn estimates<'a>(curriculum: &'a Curriculum, state: &State) -> BTreeMap<&'a str, Estimated<'a>> {
    let mut all = BTreeMap::new();
    for strategy in &curriculum.strategies {
        let level = state.levels.get(&strategy.number).copied().unwrap_or(KnowledgeLevel::New);
        for unit in strategy.units.iter().filter(|u| !u.retired) {
            let own = state.estimates.get(&unit.id).copied();
            let minutes = estimate(unit, level, own);
            let is_own = own.is_some() || crate::own::is_own(state, &unit.id);
            let names = (0..minutes.len()).map(|i| unit.activity_id(i)).collect();
            let progress = vec![Progress::default(); minutes.len()];
            let strategy = strategy.number;
            let known = Estimated { unit, strategy, is_own, minutes, names, progress, last: None };
            all.insert(unit.id.as_str(), known);
        }
    }
    all
}

impl<'a> Lived<'a> {
    /// Lives on: `logs` are those that came since, `paces` all settings of the pace until now. None of the logs was
    /// written before a setting that was lived through already; between two settings it does not matter in which order
    /// they come, as minutes add up, and what is complete is so as soon as they are enough.
    pub fn go_on(&mut self, mut logs: Vec<&Logged>, paces: &[bool]) {
        logs.sort_by_key(|l| l.paces);
        let mut logs = logs.into_iter().peekable();
        for (n, own) in paces.iter().enumerate().skip(self.paces) {
            while let Some(log) = logs.next_if(|l| l.paces <= n) {
                self.study(log);
            }
            self.planned = if *own { self.learned() } else { Factors::default() };
        }
        logs.for_each(|log| self.study(log));
        self.paces = paces.len();
        self.is_own_wanted = paces.last().copied().unwrap_or(true);
    }

    /// How many settings of the pace were lived through.
    pub fn paces(&self) -> usize {
        self.paces
    }

    fn study(&mut self, log: &Logged) {
        let Studied::Work { unit, activity } = &log.what else { return };
        let Some(known) = self.units.get_mut(unit.as_str()) else { return };
        known.last = known.last.max(Some(log.start.date()));
        let Some(i) = known.names.iter().position(|name| name == activity) else { return };
        let planned = known.planned(i, &self.planned);
        let Some(progress) = known.progress.get_mut(i) else { return };
        progress.minutes = progress.minutes.saturating_add(log.minutes);
        progress.blocks += 1;
        progress.is_complete |= log.finished || progress.minutes >= planned;
    }

    /// The activities of a unit; what is complete keeps its estimate.
    pub fn activities(&self, unit: &str) -> Vec<Planned> {
        self.planned_with(&self.planned, unit)
    }

    fn planned_with(&self, factors: &Factors, unit: &str) -> Vec<Planned> {
        let Some(known) = self.units.get(unit) else { return Vec::new() };
        let of = |(i, estimated): (usize, &u32)| {
            let progress = known.progress.get(i).copied().unwrap_or_default();
            let estimated = *estimated;
            if progress.is_complete {
                Planned { estimated, minutes: estimated, done: progress.minutes.max(estimated) }
            } else {
                Planned { estimated, minutes: known.planned(i, factors), done: progress.minutes }
            }
        };
        known.minutes.iter().enumerate().map(of).collect()
    }

    /// Minutes left of these units under other factors, and as planned.
    pub fn left_with(&self, factors: &Factors, units: &[String]) -> [u32; 2] {
        let left = |factors: &Factors| {
            let of = |id: &String| -> u32 { self.planned_with(factors, id).iter().map(Planned::left).sum() };
            units.iter().map(of).sum()
        };
        [left(factors), left(&self.planned)]
    }

    /// Last day on which something of a unit was studied.
    pub fn last_studied(&self, unit: &str) -> Option<NaiveDate> {
        self.units.get(unit)?.last
    }

    /// Every complete activity, in the order of the units' names. Estimates are on the grid, because blocks are placed on
    /// the grid too.
    pub fn samples(&self) -> Vec<Sample> {
        let mut samples = Vec::new();
        for (number, known) in (0..).zip(self.units.values()) {
            for (i, activity) in known.unit.activities.iter().enumerate() {
                let Some(progress) = known.progress.get(i).filter(|p| p.is_complete) else { continue };
                let pace = PaceSample {
                    unit: number,
                    strategy: known.strategy,
                    kind: kind_number(activity.kind),
                    estimated: known.minutes.get(i).copied().unwrap_or(0).next_multiple_of(GRID),
                    actual: progress.minutes,
                };
                samples.push(Sample { pace, blocks: progress.blocks, is_own: known.is_own });
            }
        }
        samples
    }

    /// What the factors rest on. An estimate that the learner set says nothing about those of the pack.
    pub fn counts(&self) -> Counts {
        let samples = self.samples();
        Counts::of(samples.iter().filter(|s| !s.is_own))
    }

    /// The factors that the plan would be made with from now on.
    pub fn learned(&self) -> Factors {
        self.planned.follow(&self.counts())
    }

    /// Whether the next new plan would be made with another pace than this one.
    pub fn is_due(&self) -> bool {
        self.is_own_wanted && self.learned() != self.planned
    }

    /// Whether the plan is to follow the learner's own pace.
    pub fn is_own_wanted(&self) -> bool {
        self.is_own_wanted
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration};
    use journal::Event;

    use super::*;

    /// Every activity of the first units of a strategy, each in one block that took this percent of its estimate.
    fn studied(curriculum: &Curriculum, strategy: u8, units: usize, percent: u32) -> Vec<Event> {
        let found = curriculum.strategies.iter().find(|s| s.number == strategy).unwrap();
        let begin = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap().and_hms_opt(19, 0, 0).unwrap();
        let mut events = Vec::new();
        for unit in &found.units[..units] {
            for (i, activity) in unit.activities.iter().enumerate() {
                events.push(Event::MinutesLogged {
                    what: Studied::Work { unit: unit.id.clone(), activity: unit.activity_id(i) },
                    start: begin + Duration::days(events.len() as i64),
                    minutes: activity.minutes * percent / 100,
                    block: None,
                    finished: percent < 100,
                });
            }
        }
        events
    }

    fn state(events: &[Event]) -> State {
        State::default().after(events, DateTime::UNIX_EPOCH)
    }

    fn left(lived: &Lived<'_>, unit: &str) -> u32 {
        lived.activities(unit).iter().map(Planned::left).sum()
    }

    #[test]
    fn the_factors_change_where_a_pace_is_set_and_nowhere_else() {
        let curriculum = catalog::bundled().unwrap();
        let mut events = studied(&curriculum, 1, 4, 150);
        let lived_once = state(&events);
        let before = lived(&curriculum, &lived_once);
        assert_eq!(before.planned, Factors::default());
        assert!(before.is_due());
        events.push(Event::PaceSet { own: true });
        let set = state(&events);
        let after = lived(&curriculum, &set);
        assert!(after.planned.strategies[&1] > 120 && !after.is_due(), "{:?}", after.planned);
        events.push(Event::PaceSet { own: false });
        let off = state(&events);
        let plain = lived(&curriculum, &off);
        assert_eq!((plain.planned.clone(), plain.is_due()), (Factors::default(), false));
    }

    #[test]
    fn an_estimate_of_the_learner_is_never_scaled() {
        let curriculum = catalog::bundled().unwrap();
        let mut events = studied(&curriculum, 1, 4, 150);
        let [own, packs] = [5, 6].map(|n| curriculum.strategies[0].units[n].id.clone());
        events.push(Event::EstimateChanged { unit: own.clone(), minutes: Some(300) });
        let before = state(&events);
        events.push(Event::PaceSet { own: true });
        let after = state(&events);
        let (before, after) = (lived(&curriculum, &before), lived(&curriculum, &after));
        assert_eq!(left(&after, &own), left(&before, &own));
        assert!(left(&after, &packs) > left(&before, &packs));
    }

    #[test]
    fn what_was_complete_once_stays_complete_and_what_is_begun_is_done_later() {
        let curriculum = catalog::bundled().unwrap();
        let mut events = studied(&curriculum, 1, 4, 150);
        // As estimated, before the pace is known; and as estimated, once more is planned for it.
        let complete = studied(&curriculum, 2, 1, 100);
        let begun = studied(&curriculum, 3, 1, 100);
        let [two, three] = [1, 2].map(|n| curriculum.strategies[n].units[0].id.clone());
        events.extend(complete);
        events.push(Event::PaceSet { own: true });
        events.extend(begun.clone());
        let now = state(&events);
        let now = lived(&curriculum, &now);
        assert_eq!(left(&now, &two), 0);
        assert!(left(&now, &three) > 0, "{:?}", now.planned);
        events.push(Event::PaceSet { own: false });
        events.extend(begun);
        let then = state(&events);
        assert_eq!(left(&lived(&curriculum, &then), &three), 0);
    }
}
