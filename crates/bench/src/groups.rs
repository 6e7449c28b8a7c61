//! The groups of instances of which the table speaks, by name: both programs of this crate build them anew.
//! Invariant: the same name and length give the same instances in the same order.

use std::str::FromStr;

use plan::Instance;

use crate::data::{self, Known};
use crate::generate::{Kind, generate};
use crate::pack::two_years;
use crate::replan::{Change, later};
use crate::{Effort, solve};

/// One instance to be planned.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// What is to be planned.
    pub instance: Instance,
    /// What is known of it, if it is kept with the benchmark.
    pub known: Option<Known>,
}

/// A group of instances that make one part of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Kept weeks of one kind, named as their files.
    Weeks(&'static str),
    /// Generated weeks of which nothing is known.
    NewWeeks(Kind),
    /// Kept and generated plans of 52 weeks and 90 units.
    Year,
    /// The bundled pack over 104 weeks.
    Pack,
    /// A year's plan some weeks later, four weeks published.
    Later(Change),
    /// Kept weeks in which something has changed; all are solved exactly.
    WeekLater,
}

/// Seeds of generated instances start here, so that they are none of those anything was tuned on.
const FIRST_SEED: u64 = 1001;

const NAMES: [(&str, Group); 12] = [
    ("easy", Group::Weeks("easy")),
    ("medium", Group::Weeks("medium")),
    ("hard", Group::Weeks("hard")),
    ("new-easy", Group::NewWeeks(Kind::Easy)),
    ("new-medium", Group::NewWeeks(Kind::Medium)),
    ("new-hard", Group::NewWeeks(Kind::Hard)),
    ("year", Group::Year),
    ("pack", Group::Pack),
    ("later-nothing", Group::Later(Change::Nothing)),
    ("later-missed", Group::Later(Change::Missed)),
    ("later-busy", Group::Later(Change::Busy)),
    ("week-later", Group::WeekLater),
];

impl FromStr for Group {
    type Err = String;

    fn from_str(name: &str) -> Result<Group, String> {
        let found = NAMES.iter().find(|(n, _)| *n == name);
        found.map(|(_, group)| *group).ok_or_else(|| format!("there is no group {name}"))
    }
}

impl Group {
    /// The name that [`FromStr`] reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, group)| *group == self).map_or("", |(name, _)| name)
    }

    /// The instances of the group; a few of them if `quick`.
    ///
    /// # Errors
    /// If a kept instance cannot be read or one of the group cannot be planned.
    pub fn cases(self, quick: bool) -> Result<Vec<Case>, String> {
        let many = |all: u64, few: u64| if quick { few } else { all };
        match self {
            Group::Weeks(size) => kept(|name| name.starts_with(&format!("{size}-")), quick),
            Group::WeekLater => kept(|name| name.starts_with("later-"), quick),
            Group::NewWeeks(kind) => Ok(generated(kind, many(30, 3))),
            Group::Year => {
                let mut cases = kept(|name| name.starts_with("horizon-"), quick)?;
                cases.extend(generated(Kind::Year, many(7, 1)));
                Ok(cases)
            }
            Group::Pack => {
                Ok(vec![Case { name: "bundled pack".to_owned(), instance: two_years()?, known: None }])
            }
            Group::Later(change) => replans(change, many(20, 1)),
        }
    }
}

fn kept(wanted: impl Fn(&str) -> bool, quick: bool) -> Result<Vec<Case>, String> {
    let known = data::known()?;
    let names = known.into_iter().filter(|(name, _)| wanted(name));
    let names = names.take(if quick { 3 } else { usize::MAX });
    names
        .map(|(name, known)| Ok(Case { instance: data::instance(&name)?, name, known: Some(known) }))
        .collect()
}

fn generated(kind: Kind, count: u64) -> Vec<Case> {
    let case = |seed| Case { name: format!("{kind:?} {seed}"), instance: generate(kind, seed), known: None };
    (FIRST_SEED..FIRST_SEED + count).map(case).collect()
}

/// Six situations of each year's plan.
fn replans(change: Change, years: u64) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for Case { name, instance, .. } in generated(Kind::Year, years) {
        let plan = solve(&instance, Effort::Usual).map_err(|e| format!("{name}: {e}"))?;
        for week in [3, 10, 22] {
            for weekday in [1, 4] {
                if let Some(instance) = later(&instance, &plan.blocks, week, weekday, change) {
                    cases.push(Case {
                        name: format!("{name} week {week} day {weekday}"),
                        instance,
                        known: None,
                    });
                }
            }
        }
    }
    Ok(cases)
}

#[cfg(test)]
mod tests {
    use super::{Group, NAMES};

    #[test]
    fn every_group_has_a_name_and_instances() {
        for (name, group) in NAMES {
            assert_eq!((group.name(), name.parse()), (name, Ok(group)));
            // Plans of a year take their time in an unoptimised build.
            if !name.starts_with("later-") {
                assert!(!group.cases(true).unwrap().is_empty(), "{name}");
            }
        }
        assert!("none".parse::<Group>().is_err());
    }
}
