//! The hard rules H01 to H15 over any list of blocks. This is the one place that says what is allowed.
//! Invariant: knows nothing of how a plan is made; the planner is tested against it.

use std::collections::BTreeMap;

use crate::derived::{DAY, Derived, ItemKey};
use crate::ledger::{Entry, Ledger, Serves};
use crate::score::period_of;
use crate::{Block, Instance, Minutes, Reason, ReviewItem, Rule, Violation};

/// Every hard rule that `blocks` break, in the order of the rules' groups and then of time.
///
/// Locked blocks are exempt from the rules on their own place and length (H02 grid, H03 now, H04, H05, H07,
/// H11, H14 length, H15) and from H06 among themselves.
#[must_use]
pub fn violations(instance: &Instance, blocks: &[Block]) -> Vec<Violation> {
    let derived = Derived::new(instance);
    violations_of(&derived, &Ledger::new(&derived, blocks))
}

pub(crate) fn violations_of(derived: &Derived<'_>, ledger: &Ledger<'_>) -> Vec<Violation> {
    let mut found = Found { list: Vec::new() };
    for &index in &ledger.unknown {
        found.add(Rule::KnownName, Some(index), Reason::UnknownName);
    }
    for e in &ledger.outside {
        grid(derived, e, &mut found);
        found.add(Rule::Horizon, Some(e.index), Reason::OutsideHorizon);
    }
    for &locked in &ledger.missing_locked {
        found.add(Rule::Locked, None, Reason::LockedMissing { locked });
    }
    for day in ledger.by_day() {
        for e in day {
            place(derived, e, &mut found);
            length(derived, e, &mut found);
        }
        breaks(derived, day, &mut found);
    }
    limits(derived, ledger, &mut found);
    amounts(derived, ledger, &mut found);
    order(derived, ledger, &mut found);
    rhythms(derived, ledger, &mut found);
    reviews(derived, ledger, &mut found);
    found.list
}

struct Found {
    list: Vec<Violation>,
}

impl Found {
    fn add(&mut self, rule: Rule, block: Option<usize>, reason: Reason) {
        self.list.push(Violation { rule, block, reason });
    }
}

/// A count of minutes for the learner; negative ones cannot occur.
fn minutes(value: i64) -> Minutes {
    Minutes::try_from(value).unwrap_or(0)
}

/// H02: start and length on the grid, inside one day.
fn grid(derived: &Derived<'_>, e: &Entry<'_>, found: &mut Found) {
    let block = Some(e.index);
    let off_grid = e.start % derived.grid != 0 || e.len() % derived.grid != 0 || e.split_minute;
    if e.len() <= 0 || off_grid && !e.locked {
        found.add(Rule::Grid, block, Reason::OffGrid { grid: derived.inst.grid });
    }
    if e.end > DAY {
        found.add(Rule::Grid, block, Reason::CrossesMidnight);
    }
}

/// H02, H03, H04, H05, H15: where one block stands.
fn place(derived: &Derived<'_>, e: &Entry<'_>, found: &mut Found) {
    let block = Some(e.index);
    grid(derived, e, found);
    if e.locked {
        return;
    }
    if e.day * DAY + e.start < derived.now {
        found.add(Rule::Horizon, block, Reason::BeforeNow);
    }
    if !derived.windows(e.day).iter().any(|&(a, b)| a <= e.start && e.end <= b) {
        found.add(Rule::Availability, block, Reason::OutsideAvailability);
    }
    let overlaps = |&&(a, b): &&(i64, i64)| a < e.end && e.start < b;
    if derived.busy(e.day).iter().any(|s| overlaps(&s)) {
        let (from, to) = (e.day * DAY + e.start, e.day * DAY + e.end);
        let event = derived
            .inst
            .busy
            .iter()
            .find(|s| derived.minute(s.start) < to && derived.moment(from) < s.end && s.start < s.end);
        if let Some(&event) = event {
            found.add(Rule::Busy, block, Reason::OverlapsBusy { event });
        }
    }
    if let Some(&(from, to)) = derived.clock(e.day).iter().find(overlaps) {
        let change = crate::ClockChange { date: derived.date(e.day), from: minutes(from), to: minutes(to) };
        found.add(Rule::ClockChange, block, Reason::TouchesClockChange { change });
    }
}

/// H07 and the length part of H14.
fn length(derived: &Derived<'_>, e: &Entry<'_>, found: &mut Found) {
    if e.locked {
        return;
    }
    match e.serves {
        Serves::Work(act) => {
            let (shortest, longest) = (derived.shortest(act), derived.block_max);
            if !(shortest..=longest).contains(&e.len()) {
                let reason = Reason::WrongLength { shortest: minutes(shortest), longest: minutes(longest) };
                found.add(Rule::Length, Some(e.index), reason);
            }
        }
        Serves::Rhythm(r) => {
            let own = derived.rhythm_minutes(r);
            if e.len() != own {
                let reason = Reason::WrongLength { shortest: minutes(own), longest: minutes(own) };
                found.add(Rule::Length, Some(e.index), reason);
            }
        }
        Serves::Review(items) => {
            let needed = derived.review_minutes(items.len());
            if e.len() != needed || e.len() > derived.block_max {
                let reason =
                    Reason::ReviewLength { needed: minutes(needed), longest: minutes(derived.block_max) };
                found.add(Rule::Review, Some(e.index), reason);
            }
        }
    }
}

/// H06: neighbours keep the break; blocks further apart must not overlap either.
fn breaks(derived: &Derived<'_>, day: &[Entry<'_>], found: &mut Found) {
    let break_min = minutes(derived.brk);
    for (i, x) in day.iter().enumerate() {
        for (distance, y) in day[i + 1..].iter().enumerate() {
            let gap = if distance == 0 { derived.brk } else { 0 };
            if y.start < x.end + gap && !(x.locked && y.locked) {
                found.add(Rule::Break, Some(y.index), Reason::NoBreak { other: x.index, break_min });
            }
        }
    }
}

/// H08, H09: locked blocks count; if they alone exceed a limit, nothing may be added.
fn limits(derived: &Derived<'_>, ledger: &Ledger<'_>, found: &mut Found) {
    let mut weeks = vec![(0, 0); derived.budget.len()];
    for day in ledger.by_day() {
        let Some(first) = day.first() else { continue };
        let total: i64 = day.iter().map(Entry::len).sum();
        let fixed: i64 = day.iter().filter(|e| e.locked).map(Entry::len).sum();
        if total > derived.day_max.max(fixed) {
            let (date, limit) = (derived.date(first.day), derived.inst.learner.day_max);
            found.add(Rule::DayMax, None, Reason::DayFull { date, minutes: minutes(total), limit });
        }
        if let Some(week) = weeks.get_mut((first.day / 7) as usize) {
            week.0 += total;
            week.1 += fixed;
        }
    }
    for (week, (&(total, fixed), &limit)) in (0..).zip(weeks.iter().zip(&derived.budget)) {
        if total > limit.max(fixed) {
            let reason = Reason::WeekFull { week, minutes: minutes(total), limit: minutes(limit) };
            found.add(Rule::WeekBudget, None, reason);
        }
    }
}

/// H10: never too much of an activity, never a remnant that no block can hold.
fn amounts(derived: &Derived<'_>, ledger: &Ledger<'_>, found: &mut Found) {
    for (act, facts) in derived.acts.iter().enumerate() {
        let left = facts.remaining - ledger.placed[act];
        if left >= 0 && (left == 0 || left >= derived.shortest(act)) {
            continue;
        }
        let (unit, activity) = derived.act_names(act);
        let (unit, activity) = (unit.to_owned(), activity.to_owned());
        let reason = if left < 0 {
            Reason::TooMuch { unit, activity, over: minutes(-left) }
        } else {
            Reason::Remnant { unit, activity, left: minutes(left) }
        };
        found.add(Rule::Amount, None, reason);
    }
}

/// H11: an activity starts after all it builds on is complete and ended.
fn order(derived: &Derived<'_>, ledger: &Ledger<'_>, found: &mut Found) {
    for unit in derived.units.iter().filter(|u| u.open) {
        for act in unit.acts.clone() {
            let Some((start, block)) = ledger.first[act] else { continue };
            let before_units = unit
                .prereqs
                .iter()
                .map(|&p| (derived.inst.units[p].id.as_str(), None, ledger.complete[p], ledger.finish[p]));
            let before_acts = (unit.acts.start..act).map(|a| {
                let (unit, activity) = derived.act_names(a);
                (unit, Some(activity), ledger.placed[a] >= derived.acts[a].remaining, ledger.last[a])
            });
            for (name, activity, complete, end) in before_units.chain(before_acts) {
                let until = match (complete, end) {
                    (false, _) => None,
                    (true, Some(end)) if end > start => Some(derived.moment(end)),
                    (true, _) => continue,
                };
                let reason =
                    Reason::MustWait { unit: name.to_owned(), activity: activity.map(str::to_owned), until };
                found.add(Rule::Order, Some(block), reason);
            }
        }
    }
}

/// H13: only in active weeks, once per period.
fn rhythms(derived: &Derived<'_>, ledger: &Ledger<'_>, found: &mut Found) {
    let mut seen: BTreeMap<(usize, i64), (u32, usize)> = BTreeMap::new();
    for e in &ledger.entries {
        let Serves::Rhythm(r) = e.serves else { continue };
        match period_of(derived, r, e.day / 7) {
            None => {
                let week = minutes(e.day / 7);
                found.add(Rule::Rhythm, Some(e.index), Reason::RhythmInactive { week });
            }
            Some(j) => {
                let entry = seen.entry((r, j)).or_insert((0, e.index));
                *entry = (entry.0 + 1, e.index);
            }
        }
    }
    for ((r, j), (times, last)) in seen {
        if times > 1 {
            let rhythm = &derived.inst.rhythms[r];
            let week = rhythm.from_week + minutes(j) * rhythm.every_weeks;
            found.add(Rule::Rhythm, Some(last), Reason::RhythmTwice { week });
        }
    }
}

/// H14 but for lengths: one block a day, each item once, when it is due.
fn reviews(derived: &Derived<'_>, ledger: &Ledger<'_>, found: &mut Found) {
    let mut held: BTreeMap<ItemKey<'_>, ()> = BTreeMap::new();
    for day in ledger.by_day() {
        let mut first: Option<usize> = None;
        let mut second: Option<usize> = None;
        for e in day {
            let Serves::Review(items) = e.serves else { continue };
            match first {
                None => first = Some(e.index),
                Some(_) => second = second.or(Some(e.index)),
            }
            for item in items {
                for reason in item_faults(derived, ledger, &mut held, (e.day, item)) {
                    found.add(Rule::Review, Some(e.index), reason);
                }
            }
        }
        if let (Some(other), Some(block)) = (first, second) {
            found.add(Rule::Review, Some(block), Reason::SecondReview { other });
        }
    }
}

fn item_faults<'a>(
    derived: &Derived<'_>,
    ledger: &Ledger<'a>,
    held: &mut BTreeMap<ItemKey<'a>, ()>,
    (day, item): (i64, &'a ReviewItem),
) -> Vec<Reason> {
    let key = (item.unit.as_str(), item.k);
    let Some(due) = ledger.due(derived, key) else { return vec![Reason::NotDue { item: item.clone() }] };
    let mut faults = Vec::new();
    if held.insert(key, ()).is_some() {
        faults.push(Reason::Repeated { item: item.clone() });
    }
    let (early, late) = derived.tolerance(due.interval);
    let (from, to) = (due.day - early, due.day + late);
    if !(from..=to).contains(&day) {
        let (from, to) = (derived.date(from), derived.date(to));
        faults.push(Reason::OutsideTolerance { item: item.clone(), from, to });
    }
    faults
}
