//! What the learner should know about a plan: derived from its blocks, never remembered.
//! Invariant: every late or unfinished unit is named; `TargetImpossible` only with a certificate.

use crate::capacity::certificate;
use crate::derived::Derived;
use crate::ledger::{Ledger, Serves};
use crate::rules::violations_of;
use crate::score::{Completion, completion_day, missed_rhythms, reviews};
use crate::{Minutes, Violation, Warning};

pub(crate) fn warnings(derived: &Derived<'_>, ledger: &Ledger<'_>) -> Vec<Warning> {
    let mut out = Vec::new();
    let c = certificate(derived);
    if c.need > c.have {
        out.push(Warning::TargetImpossible { need: minutes(c.need), have: minutes(c.have) });
    }
    for (index, unit) in derived.inst.units.iter().enumerate() {
        match completion_day(derived, ledger, index) {
            Some(Completion::On(day)) if day > derived.target_day => {
                out.push(Warning::Late { unit: unit.id.clone(), finish: derived.date(day) });
            }
            Some(Completion::Never) => out.push(Warning::Unfinished { unit: unit.id.clone() }),
            Some(Completion::On(_)) | None => {}
        }
    }
    for unit in reviews(derived, ledger).missed {
        out.push(Warning::ReviewMissed { unit: unit.to_owned() });
    }
    for (r, week) in missed_rhythms(derived, ledger) {
        let rhythm = derived.inst.rhythms[r].id.clone();
        out.push(Warning::RhythmMissed { rhythm, week: minutes(week) });
    }
    let running = derived.now.div_euclid(7 * crate::derived::DAY).max(0);
    for week in running..derived.weeks {
        let usable = (7 * week..7 * week + 7).any(|d| derived.fits()[d as usize] > 0);
        if !usable || derived.budget[week as usize] < derived.grid {
            out.push(Warning::WeekWithoutTime { week: minutes(week) });
        }
    }
    out.extend(locked_conflicts(derived, ledger));
    out
}

/// Broken rules that only locked blocks can be at fault for: the planner keeps those blocks all the same.
fn locked_conflicts(derived: &Derived<'_>, ledger: &Ledger<'_>) -> Vec<Warning> {
    if derived.inst.locked.is_empty() {
        return Vec::new();
    }
    violations_of(derived, ledger)
        .into_iter()
        .map(|Violation { rule, block, reason: _ }| {
            let entry = ledger.entries.iter().find(|e| Some(e.index) == block);
            let unit = match entry.map(|e| e.serves) {
                Some(Serves::Work(act)) => Some(derived.act_names(act).0.to_owned()),
                Some(Serves::Rhythm(_) | Serves::Review(_)) | None => None,
            };
            Warning::LockedConflict {
                rule,
                start: entry.map(|e| derived.moment(e.day * 1440 + e.start)),
                unit,
            }
        })
        .collect()
}

fn minutes(value: i64) -> Minutes {
    Minutes::try_from(value).unwrap_or(0)
}
