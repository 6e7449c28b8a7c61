//! The answers of onboarding before they are saved: from the wire, onto a state, and to events.

use std::collections::BTreeMap;

use catalog::Curriculum;
use chrono::{Duration, NaiveDate};
use journal::{Budget, Event, Goal, KnowledgeLevel, Profile, State, StudyWindow, UnitMark};

use crate::problem::monday_of;
use crate::{convert, defaults, wire};

/// Answers that were not saved yet.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub goal: Goal,
    pub target: NaiveDate,
    pub week: u32,
    pub windows: Vec<StudyWindow>,
    pub levels: BTreeMap<u8, KnowledgeLevel>,
    pub units: BTreeMap<String, bool>,
}

impl Draft {
    pub fn from_wire(draft: &wire::OnboardingDraft) -> Draft {
        Draft {
            goal: convert::goal_in(draft.goal),
            target: draft.target,
            week: draft.week_min,
            windows: draft.windows.iter().map(convert::window_in).collect(),
            levels: draft.levels.iter().map(|(s, l)| (*s, convert::level_in(*l))).collect(),
            units: draft.units.clone(),
        }
    }

    pub fn to_wire(&self) -> wire::OnboardingDraft {
        wire::OnboardingDraft {
            goal: convert::goal_out(self.goal),
            target: self.target,
            week_min: self.week,
            windows: self.windows.iter().map(convert::window_out).collect(),
            levels: self.levels.iter().map(|(s, l)| (*s, convert::level_out(*l))).collect(),
            units: self.units.clone(),
        }
    }

    /// Hours and limits that go with the answers. The longest day leaves room for the hours wanted.
    fn budget(&self) -> Budget {
        let days = (0..7).filter(|d| self.windows.iter().any(|w| w.weekday == *d)).count().max(1);
        let fair = self.week.min(*crate::rules::WEEK.end()).div_ceil(u32::try_from(days).unwrap_or(7)) + 60;
        let day_max = fair.next_multiple_of(15).clamp(defaults::BUDGET.day_max, crate::rules::LONGEST_DAY);
        Budget { week: self.week, day_max, ..defaults::BUDGET }
    }

    /// The events that save these answers. The first week is this one.
    pub fn events(&self, today: NaiveDate, zone: &str, curriculum: &Curriculum) -> Vec<Event> {
        let profile = Profile {
            goal: self.goal,
            target: self.target,
            zone: zone.to_owned(),
            first_week: monday_of(today),
            pack: curriculum.pack.id.clone(),
        };
        let mut events = vec![
            Event::ProfileSet(profile),
            Event::AvailabilitySet { windows: self.windows.clone() },
            Event::BudgetSet(self.budget()),
        ];
        events.extend(
            self.levels
                .iter()
                .map(|(strategy, level)| Event::StrategyLevelSet { strategy: *strategy, level: *level }),
        );
        events.extend(self.units.iter().map(|(unit, known)| Event::UnitMarked {
            unit: unit.clone(),
            mark: if *known { UnitMark::Known } else { UnitMark::Open },
        }));
        events
    }

    /// The state as it would be with these answers; what was imported before stays.
    pub fn on(&self, state: &State, today: NaiveDate, zone: &str, curriculum: &Curriculum) -> State {
        state.after(&self.events(today, zone, curriculum), chrono::DateTime::UNIX_EPOCH)
    }

    /// What cannot be saved, one sentence each.
    pub fn faults(&self, today: NaiveDate, curriculum: &Curriculum) -> Vec<String> {
        let mut faults = crate::rules::target_faults(self.target, today);
        faults.extend(crate::rules::window_faults(&self.windows));
        faults.extend(crate::rules::no_room_for_a_block(&self.windows, self.budget().block_min));
        if self.windows.is_empty() {
            faults.push(said!(
                "No study time is painted. Paint at least the hours you want to study.",
                "No hay horas de estudio pintadas. Pinta al menos las horas que quieres estudiar."
            ));
        }
        if !crate::rules::WEEK.contains(&self.week) {
            faults.push(crate::rules::week_fault(self.week));
        }
        faults.extend(self.knowledge_faults(curriculum));
        faults
    }

    /// What cannot be said of strategies and units, one sentence each.
    pub fn knowledge_faults(&self, curriculum: &Curriculum) -> Vec<String> {
        let units = self.units.keys().filter(|u| curriculum.unit(u).is_none()).map(|u| {
            said!(
                "There is no unit called \"{u}\" in the pack. Leave it out.",
                "En el temario no hay ninguna unidad llamada «{u}». Quítala."
            )
        });
        let levels = self.levels.keys().filter(|s| !(1..=9).contains(*s)).map(|s| {
            said!(
                "There is no strategy {s}. Strategies are numbered 1 to 9.",
                "No hay ninguna estrategia {s}. Las estrategias van del 1 al 9."
            )
        });
        units.chain(levels).collect()
    }
}

/// Furthest sensible target: three years, the longest horizon that is planned.
pub(crate) fn last_target(today: NaiveDate) -> NaiveDate {
    today + Duration::weeks(i64::from(crate::problem::MOST_WEEKS))
}
