//! When the target is out of reach: by how much, and the smallest ways out.
//! Invariant: every finish that is named is that of a plan that was really made; at most [`PLANS`] are made.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::{NaiveDate, TimeDelta};

use super::shown;
use crate::capacity::{certificate, core_closure, fitting};
use crate::derived::{DAY, Derived};
use crate::interval::round_up;
use crate::ledger::{Ledger, Serves};
use crate::planner::plan;
use crate::{Block, Instance, InstanceError, Minutes, Status};

/// Plans that are made at most to find and verify all ways out.
const PLANS: usize = 8;
/// Plans for a later date, and for fewer units, at most; what is left is for more hours.
const FOR_DATE: usize = 3;
const FOR_UNITS: usize = 2;
/// Hours a week grow in steps of so many minutes.
const STEP: i64 = 30;

/// By how much a plan misses the target, and what would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaysOut {
    /// Minutes of the core units and of what they need that are in no block until the end of the target day.
    pub shortfall: Minutes,
    /// The certificate, if it fires: minutes that are needed, and that fit until the target at most. Then no plan
    /// reaches the target.
    pub certificate: Option<(Minutes, Minutes)>,
    /// When the core units end in the plan that was given; `None` if not within the horizon.
    pub finish: Option<NaiveDate>,
    /// A later date, near the finish, that is kept by a plan made for it; `None` if none was found.
    pub later: Option<LaterDate>,
    /// The fewest hours a week on top that were found to be enough, or that they never are.
    pub more_hours: MoreHours,
    /// The optional units to leave out, or that leaving all of them out is not enough; `None` if there are none.
    pub fewer_units: Option<FewerUnits>,
}

/// Another target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaterDate {
    /// The target.
    pub target: NaiveDate,
    /// When the core units end in the plan made for it: not after it.
    pub finish: NaiveDate,
}

/// More hours a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoreHours {
    /// Minutes a week on top, in the running week and in every week without a budget of its own. If they are not
    /// enough these are the most that windows, busy time and the day maximum leave room for.
    pub extra: Minutes,
    /// When the core units end with them; `None` if not within the horizon.
    pub finish: Option<NaiveDate>,
    /// Whether that is not after the target.
    pub reaches: bool,
}

/// Fewer units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FewerUnits {
    /// Optional units that no unit left in the plan needs; the one that saves most first.
    pub units: Vec<String>,
    /// Minutes they still take.
    pub minutes: Minutes,
    /// When the core units end without them; `None` if not within the horizon.
    pub finish: Option<NaiveDate>,
    /// Whether that is not after the target.
    pub reaches: bool,
}

/// Ways out for a plan whose core units are not complete by the target; `None` if they are.
///
/// Makes up to eight plans, so it takes that many times as long as [`plan()`].
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn ways_out(instance: &Instance, blocks: &[Block]) -> Result<Option<WaysOut>, InstanceError> {
    crate::validate(instance)?;
    let derived = Derived::new(instance);
    let ledger = Ledger::new(&derived, blocks);
    let proof = certificate(&derived);
    let finish = match core_end(&derived, &ledger) {
        CoreEnd::NothingToDo => return Ok(None),
        CoreEnd::On(day) if day <= derived.target_day && proof.need <= proof.have => return Ok(None),
        CoreEnd::On(day) => Some(derived.date(day)),
        CoreEnd::Never => None,
    };
    let mut trials = Trials { left: PLANS };
    let shortfall = shortfall(&derived, &ledger);
    let later = later_date(&mut trials, instance, finish)?;
    let fewer_units = fewer_units(&mut trials, &derived, &ledger, shortfall)?;
    let more_hours = more_hours(&mut trials, &derived, (shortfall, finish))?;
    let fires = proof.need > proof.have;
    Ok(Some(WaysOut {
        shortfall: shown(shortfall),
        certificate: fires.then(|| (shown(proof.need), shown(proof.have))),
        finish,
        later,
        more_hours,
        fewer_units,
    }))
}

/// When the core is complete.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CoreEnd {
    NothingToDo,
    On(i64),
    Never,
}

/// Looks at every minute of the core units and of what they need, as the certificate does.
fn core_end(derived: &Derived<'_>, ledger: &Ledger<'_>) -> CoreEnd {
    let core = core_closure(derived);
    let mut end = CoreEnd::NothingToDo;
    for unit in (0..core.len()).filter(|&u| core[u] && derived.units[u].need > 0) {
        end = match (ledger.complete[unit], ledger.finish[unit], end) {
            (true, Some(last), CoreEnd::On(day)) => CoreEnd::On(day.max((last - 1).div_euclid(DAY))),
            (true, Some(last), CoreEnd::NothingToDo) => CoreEnd::On((last - 1).div_euclid(DAY)),
            (true, None, _) | (false, _, _) | (_, _, CoreEnd::Never) => return CoreEnd::Never,
        };
    }
    end
}

/// Minutes of the core and what it needs that are in no block by the end of the target day.
fn shortfall(derived: &Derived<'_>, ledger: &Ledger<'_>) -> i64 {
    let core = core_closure(derived);
    let mut left: Vec<i64> = derived.acts.iter().map(|a| a.remaining).collect();
    for e in ledger.entries.iter().filter(|e| e.day <= derived.target_day) {
        if let Serves::Work(act) = e.serves {
            left[act] -= e.len();
        }
    }
    derived.acts.iter().zip(left).filter(|(a, _)| core[a.unit]).map(|(_, left)| left.max(0)).sum()
}

/// The plans that may still be made.
struct Trials {
    left: usize,
}

impl Trials {
    /// When the core units end in a plan for this instance: its day if they do.
    fn finish(&mut self, instance: &Instance) -> Result<Option<NaiveDate>, InstanceError> {
        self.left = self.left.saturating_sub(1);
        let made = plan(instance)?;
        let derived = Derived::new(instance);
        Ok(match core_end(&derived, &Ledger::new(&derived, &made.blocks)) {
            CoreEnd::On(day) => Some(derived.date(day)),
            CoreEnd::NothingToDo => Some(instance.now.date()),
            CoreEnd::Never => None,
        })
    }

    /// The smallest of `low..=most` whose plan reaches the target, as far as `plans` plans find it (at least two):
    /// first the guess, then twice as much until it is enough, then halfway. If nothing reaches it, the most and
    /// its finish.
    fn smallest(
        &mut self,
        (mut low, guess, most): (i64, i64, i64),
        plans: usize,
        target: NaiveDate,
        problem: impl Fn(i64) -> Instance,
    ) -> Result<(i64, Option<NaiveDate>, bool), InstanceError> {
        let last = self.left.saturating_sub(plans);
        let reaches = |finish: &Option<NaiveDate>| finish.is_some_and(|day| day <= target);
        let mut best = None;
        let mut high = most;
        let mut next = guess.clamp(low, most);
        loop {
            let finish = self.finish(&problem(next))?;
            if reaches(&finish) {
                best = Some((next, finish));
                high = next - 1;
            } else if next == most {
                return Ok((most, finish, false));
            } else {
                low = next + 1;
            }
            match best {
                Some((n, finish)) if low > high || self.left <= last => return Ok((n, finish, true)),
                Some(_) => next = low + (high - low) / 2,
                None if self.left <= last + 1 => next = most,
                None => next = (2 * next).min(most),
            }
        }
    }
}

/// The plan's own finish as the target. A plan made for a later date takes its time and may end later than that:
/// then a date as far behind its finish as it was late, and a week at least.
fn later_date(
    trials: &mut Trials,
    instance: &Instance,
    finish: Option<NaiveDate>,
) -> Result<Option<LaterDate>, InstanceError> {
    let mut wanted = finish;
    for _ in 0..FOR_DATE {
        let Some(target) = wanted else { break };
        wanted = match trials.finish(&Instance { target, ..instance.clone() })? {
            Some(finish) if finish <= target => return Ok(Some(LaterDate { target, finish })),
            Some(finish) => Some(finish + (finish - target).max(TimeDelta::weeks(1))),
            None => None,
        };
    }
    Ok(None)
}

fn more_hours(
    trials: &mut Trials,
    derived: &Derived<'_>,
    (shortfall, finish): (i64, Option<NaiveDate>),
) -> Result<MoreHours, InstanceError> {
    let running = derived.now.div_euclid(7 * DAY);
    let is_raised = |week: i64| {
        let own =
            u32::try_from(week).is_ok_and(|w| derived.inst.learner.week_budget_overrides.contains_key(&w));
        week >= running && (week == running || !own)
    };
    let fits = fitting(derived);
    let weeks = || (0..).zip(fits.iter().zip(&derived.budget)).filter(|(week, _)| is_raised(*week));
    let most = weeks().map(|(_, (fits, budget))| fits - budget).max().unwrap_or(0);
    let most = round_up(most, STEP).max(0) / STEP;
    if most == 0 {
        return Ok(MoreHours { extra: 0, finish, reaches: false });
    }
    // Less than the certificate leaves cannot be enough; what is missing, spread over the weeks, may be.
    let need = certificate(derived).need;
    let have = |extra: i64| -> i64 {
        let of = |(week, (fits, budget)): (i64, (&i64, &i64))| {
            (*fits).min(if is_raised(week) { budget + extra } else { *budget })
        };
        (0..).zip(fits.iter().zip(&derived.budget)).map(of).sum()
    };
    let proven = (1..=most).find(|n| have(n * STEP) >= need).unwrap_or(most);
    let usable = weeks().filter(|(_, (fits, budget))| fits > budget).count() as i64;
    let even = round_up(shortfall / usable.max(1), STEP) / STEP;
    let problem = |n: i64| with_hours(derived.inst, running, shown(n * STEP));
    let (n, finish, reaches) =
        trials.smallest((proven, even, most), trials.left, derived.inst.target, problem)?;
    Ok(MoreHours { extra: shown(n * STEP), finish, reaches })
}

/// The instance with so many minutes a week more. A week with a budget of its own keeps it, but for the running one.
fn with_hours(instance: &Instance, running: i64, extra: Minutes) -> Instance {
    let mut out = instance.clone();
    out.learner.week_budget += extra;
    if let Ok(week) = u32::try_from(running)
        && let Some(left) = out.learner.week_budget_overrides.get_mut(&week)
    {
        *left += extra;
    }
    out
}

fn fewer_units(
    trials: &mut Trials,
    derived: &Derived<'_>,
    ledger: &Ledger<'_>,
    shortfall: i64,
) -> Result<Option<FewerUnits>, InstanceError> {
    let order = droppable(derived, ledger);
    if order.is_empty() {
        return Ok(None);
    }
    let mut saved = 0;
    let enough = order.iter().position(|(_, minutes)| {
        saved += minutes;
        saved >= shortfall
    });
    let most = order.len() as i64;
    let first = |n: i64| order.iter().take(usize::try_from(n).unwrap_or(0)).map(|(unit, _)| *unit);
    let problem = |n: i64| without_units(derived.inst, first(n));
    let guess = enough.map_or(most, |at| at as i64 + 1);
    let (n, finish, reaches) = trials.smallest((1, guess, most), FOR_UNITS, derived.inst.target, problem)?;
    Ok(Some(FewerUnits {
        units: first(n).map(|u| derived.inst.units[u].id.clone()).collect(),
        minutes: shown(first(n).map(|u| derived.units[u].need).sum()),
        finish,
        reaches,
    }))
}

/// Optional units in the order in which they are best left out: always one that no unit left in the plan needs, of
/// those the one with the most minutes before the core ends; with what it saves.
fn droppable(derived: &Derived<'_>, ledger: &Ledger<'_>) -> Vec<(usize, i64)> {
    let core = core_closure(derived);
    let end = match core_end(derived, ledger) {
        CoreEnd::On(day) => day,
        CoreEnd::NothingToDo | CoreEnd::Never => derived.days,
    };
    let mut minutes = vec![0; derived.units.len()];
    for e in ledger.entries.iter().filter(|e| e.day <= end) {
        if let Serves::Work(act) = e.serves {
            minutes[derived.acts[act].unit] += e.len();
        }
    }
    // By unit: how many units that are left in the plan need it.
    let mut needed_by = vec![0_usize; derived.units.len()];
    for unit in derived.units.iter().filter(|u| u.open) {
        unit.prereqs.iter().for_each(|&p| needed_by[p] += 1);
    }
    let may_go = |u: usize| derived.units[u].open && !core[u] && derived.units[u].need > 0;
    let ranked = |u: usize| (minutes[u], Reverse(u));
    let mut free: BinaryHeap<(i64, Reverse<usize>)> =
        (0..needed_by.len()).filter(|&u| may_go(u) && needed_by[u] == 0).map(ranked).collect();
    let mut order = Vec::new();
    while let Some((saved, Reverse(next))) = free.pop() {
        order.push((next, saved));
        for &p in &derived.units[next].prereqs {
            needed_by[p] -= 1;
            if needed_by[p] == 0 && may_go(p) {
                free.push(ranked(p));
            }
        }
    }
    // One that saves nothing is left out only for the sake of what it needs.
    while order.last().is_some_and(|(_, minutes)| *minutes == 0) {
        order.pop();
    }
    order
}

/// The instance as if these units were known.
fn without_units(instance: &Instance, units: impl Iterator<Item = usize>) -> Instance {
    let mut out = instance.clone();
    for unit in units {
        out.units[unit].status = Status::Known;
    }
    out
}
