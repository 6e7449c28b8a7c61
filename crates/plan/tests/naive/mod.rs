//! The score and what follows from it once more, written from the formulation's sentences alone: slow, by dates and
//! single minutes, sharing nothing with the planner but its plain data.
//! Invariant: no line of the planner's own score or derived quantities is used here.
#![allow(dead_code, clippy::unwrap_used)] // Each test binary uses its own part; the dates of tests are all valid.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use plan::*;

/// Days after the horizon's last day on which an unfinished unit counts as complete.
const UNFINISHED_DAYS: i64 = 28;

/// Minutes still to study, on the grid.
pub fn remaining(i: &Instance, a: &Activity) -> i64 {
    let left = (i64::from(a.minutes) - i64::from(a.done)).max(0);
    let grid = i64::from(i.grid);
    (left + grid - 1) / grid * grid
}

pub fn prio(u: &Unit) -> i64 {
    match (u.prio, u.level) {
        (Some(given), _) => i64::from(given),
        (None, Level::Core) => 3,
        (None, Level::Optional) => 1,
    }
}

fn end(b: &Block) -> NaiveDateTime {
    b.start + TimeDelta::minutes(i64::from(b.minutes))
}

fn last_day(i: &Instance) -> NaiveDate {
    i.start + TimeDelta::days(7 * i64::from(i.weeks) - 1)
}

fn in_horizon(i: &Instance, b: &Block) -> bool {
    (i.start..=last_day(i)).contains(&b.start.date())
}

fn open_unit<'a>(i: &'a Instance, id: &str) -> Option<&'a Unit> {
    i.units.iter().find(|u| u.id == id && u.status == Status::Open)
}

fn rhythm<'a>(i: &'a Instance, id: &str) -> Option<&'a Rhythm> {
    i.rhythms.iter().find(|r| r.id == id)
}

/// The activity that a block works on, if there is such work.
fn activity<'a>(i: &'a Instance, b: &Block) -> Option<(&'a Unit, &'a Activity)> {
    let What::Work { unit, activity } = &b.what else { return None };
    let unit = open_unit(i, unit)?;
    Some((unit, unit.activities.iter().find(|a| a.id == *activity)?))
}

/// The blocks that count: in the horizon, of names that are known.
fn counting<'b>(i: &Instance, blocks: &'b [Block]) -> Vec<&'b Block> {
    let known = |b: &Block| match &b.what {
        What::Work { .. } => activity(i, b).is_some(),
        What::Rhythm { rhythm: id } => rhythm(i, id).is_some(),
        What::Review { .. } => true,
    };
    blocks.iter().filter(|b| in_horizon(i, b) && known(b)).collect()
}

/// Minutes that an activity has in blocks.
pub fn placed(i: &Instance, blocks: &[Block], unit: &str, activity: &str) -> i64 {
    let of_it =
        |b: &&&Block| matches!(&b.what, What::Work { unit: u, activity: a } if u == unit && a == activity);
    counting(i, blocks).iter().filter(of_it).map(|b| i64::from(b.minutes)).sum()
}

/// The day on which a unit is complete; `None` if it is not, or if no block serves it.
pub fn completion(i: &Instance, blocks: &[Block], unit: &Unit) -> Option<NaiveDate> {
    if unit.status != Status::Open {
        return None;
    }
    if unit.activities.iter().any(|a| placed(i, blocks, &unit.id, &a.id) < remaining(i, a)) {
        return None;
    }
    let of_it = |b: &&&Block| matches!(&b.what, What::Work { unit: u, .. } if *u == unit.id);
    let last = counting(i, blocks).iter().filter(of_it).map(|b| end(b)).max()?;
    Some((last - TimeDelta::minutes(1)).date())
}

/// Units whose completion counts.
pub fn to_finish(i: &Instance) -> impl Iterator<Item = &Unit> {
    i.units.iter().filter(|u| {
        u.status == Status::Open && u.finishes && u.activities.iter().any(|a| remaining(i, a) > 0)
    })
}

/// A review that is to be held: its best day and the days since the one before.
pub fn reviews_due(i: &Instance, blocks: &[Block]) -> BTreeMap<(String, u32), (NaiveDate, i64)> {
    let mut due = BTreeMap::new();
    for r in &i.reviews.due {
        due.insert((r.item.unit.clone(), r.item.k), (r.due, i64::from(r.interval)));
    }
    for u in i.units.iter().filter(|u| u.finishes) {
        let Some(done) = completion(i, blocks, u) else { continue };
        let mut before = 0;
        for (n, &offset) in i.reviews.offsets_days.iter().enumerate() {
            let day = done + TimeDelta::days(i64::from(offset));
            due.insert((u.id.clone(), u32::try_from(n).unwrap() + 1), (day, i64::from(offset) - before));
            before = i64::from(offset);
        }
    }
    due
}

/// Days that a review may be early and late.
pub fn tolerance(i: &Instance, interval: i64) -> (i64, i64) {
    let part = |permille: u32| interval * i64::from(permille) / 1000;
    (part(i.reviews.early_permille), part(i.reviews.late_permille).max(1))
}

/// The present moment, on a whole minute.
fn now(i: &Instance) -> NaiveDateTime {
    let whole = i.now.date().and_hms_opt(0, 0, 0).unwrap();
    let minutes = (i.now - whole).num_minutes();
    let down = whole + TimeDelta::minutes(minutes);
    if down == i.now { down } else { down + TimeDelta::minutes(1) }
}

/// The quantity of every term.
pub fn quantities(i: &Instance, blocks: &[Block]) -> BTreeMap<&'static str, i64> {
    let mut q = BTreeMap::new();
    let counted = counting(i, blocks);
    q.insert("block", i64::try_from(counted.len()).unwrap());
    on_time(i, blocks, &mut q);
    q.insert("mix", mix(i, &counted));
    q.insert("deep", counted.iter().map(|b| deep_outside(i, b)).sum());
    crowding(i, &counted, &mut q);
    q.insert("review", reviews(i, blocks, &counted));
    q.insert("rhythm", missed_rhythms(i, &counted));
    q.insert("moved", moved(i, &counted));
    q
}

/// The whole score.
pub fn total(i: &Instance, blocks: &[Block]) -> i64 {
    let w = &i.weights;
    let weight = |term: &str| match term {
        "late" => w.late,
        "finish" => w.finish,
        "unfinished" => w.unfinished,
        "mix" => w.mix,
        "deep" => w.deep,
        "massed" => w.massed,
        "block" => w.block,
        "extra_unit" => w.extra_unit,
        "review" => w.review,
        "rhythm" => w.rhythm,
        "moved" => w.moved,
        _ => unreachable!("there is no term {term}"),
    };
    quantities(i, blocks).iter().map(|(term, q)| weight(term) * q).sum()
}

fn on_time(i: &Instance, blocks: &[Block], q: &mut BTreeMap<&'static str, i64>) {
    let (mut late, mut finish, mut unfinished) = (0, 0, 0);
    for u in i.units.iter().filter(|u| u.status == Status::Open) {
        for a in &u.activities {
            unfinished += prio(u) * (remaining(i, a) - placed(i, blocks, &u.id, &a.id)).max(0);
        }
    }
    for u in to_finish(i) {
        let never = last_day(i) + TimeDelta::days(UNFINISHED_DAYS);
        let day = completion(i, blocks, u).unwrap_or(never);
        finish += prio(u) * (day - i.start).num_days();
        late += prio(u) * (day - i.target).num_days().max(0);
    }
    q.extend([("late", late), ("finish", finish), ("unfinished", unfinished)]);
}

/// Wanted permille by strategy.
fn wanted(i: &Instance) -> BTreeMap<u8, i64> {
    if let Some(given) = i.learner.mix_target_permille.as_ref().filter(|g| !g.is_empty()) {
        return given.iter().map(|(s, p)| (*s, i64::from(*p))).collect();
    }
    let mut work: BTreeMap<u8, i64> = BTreeMap::new();
    for u in i.units.iter().filter(|u| u.status == Status::Open) {
        *work.entry(u.strategy).or_default() += u.activities.iter().map(|a| remaining(i, a)).sum::<i64>();
    }
    let all: i64 = work.values().sum();
    if all == 0 {
        return BTreeMap::new();
    }
    let mut share: BTreeMap<u8, i64> = work.iter().map(|(s, m)| (*s, 1000 * m / all)).collect();
    // What is missing to 1000 goes, one by one, to those that lost most by rounding, the smaller number first.
    while share.values().sum::<i64>() < 1000 {
        let lost = |s: &u8| 1000 * work[s] - share[s] * all;
        let next = *work.keys().max_by(|a, b| lost(a).cmp(&lost(b)).then(b.cmp(a))).unwrap();
        *share.get_mut(&next).unwrap() += 1;
    }
    share
}

fn mix(i: &Instance, counted: &[&Block]) -> i64 {
    let wanted = wanted(i);
    let bucket_days = 7 * i64::from(i.learner.mix_bucket_weeks);
    let days = 7 * i64::from(i.weeks);
    let mut sum = 0;
    let mut first = 0;
    while first < days {
        let mut minutes: BTreeMap<u8, i64> = BTreeMap::new();
        for b in counted {
            let day = (b.start.date() - i.start).num_days();
            if let Some((u, _)) = activity(i, b)
                && (first..first + bucket_days).contains(&day)
            {
                *minutes.entry(u.strategy).or_default() += i64::from(b.minutes);
            }
        }
        let all: i64 = minutes.values().sum();
        let distance: i64 = (0..=u8::MAX)
            .map(|s| {
                let have = minutes.get(&s).copied().unwrap_or(0);
                (1000 * have - wanted.get(&s).copied().unwrap_or(0) * all).abs()
            })
            .sum();
        sum += distance / 2 / 1000;
        first += bucket_days;
    }
    sum
}

/// Minutes of a block for deep work outside the deep windows, one by one.
fn deep_outside(i: &Instance, b: &Block) -> i64 {
    let focus = match &b.what {
        What::Work { .. } => activity(i, b).unwrap().1.focus,
        What::Rhythm { rhythm: id } => rhythm(i, id).unwrap().focus,
        What::Review { .. } => Focus::Light,
    };
    if focus == Focus::Light {
        return 0;
    }
    let midnight = b.start.date().and_hms_opt(0, 0, 0).unwrap();
    let first = (b.start - midnight).num_minutes();
    let weekday = b.start.weekday().num_days_from_monday();
    let inside = |minute: i64| {
        i.learner.deep_windows.iter().any(|w| {
            u32::from(w.weekday) == weekday && i64::from(w.from) <= minute && minute < i64::from(w.to)
        })
    };
    i64::try_from((first..first + i64::from(b.minutes)).filter(|&m| !inside(m)).count()).unwrap()
}

fn crowding(i: &Instance, counted: &[&Block], q: &mut BTreeMap<&'static str, i64>) {
    let (mut massed, mut extra) = (0, 0);
    let days: BTreeSet<NaiveDate> = counted.iter().map(|b| b.start.date()).collect();
    for day in days {
        let mut minutes: BTreeMap<&str, i64> = BTreeMap::new();
        for b in counted.iter().filter(|b| b.start.date() == day) {
            if let What::Work { unit, .. } = &b.what {
                *minutes.entry(unit).or_default() += i64::from(b.minutes);
            }
        }
        massed += minutes.values().map(|m| (m - i64::from(i.learner.unit_day_free)).max(0)).sum::<i64>();
        extra += (i64::try_from(minutes.len()).unwrap() - i64::from(i.learner.units_per_day_free)).max(0);
    }
    q.extend([("massed", massed), ("extra_unit", extra)]);
}

fn reviews(i: &Instance, blocks: &[Block], counted: &[&Block]) -> i64 {
    let mut sum = 0;
    for ((unit, k), (due, interval)) in reviews_due(i, blocks) {
        let holds = |b: &&&Block| matches!(&b.what, What::Review { items } if items.iter().any(|x| x.unit == unit && x.k == k));
        let (_, late) = tolerance(i, interval);
        let last = due + TimeDelta::days(late);
        let off = |day: NaiveDate| 100 * (day - due).num_days().abs() / interval;
        sum += match counted.iter().filter(holds).map(|b| b.start.date()).max() {
            Some(day) => off(day),
            // It may be held after the horizon, on the day after it at the earliest.
            None if last > last_day(i) => off(due.max(last_day(i) + TimeDelta::days(1))),
            // Nothing can be done about it any more.
            None if last < now(i).date() => 0,
            None => 200,
        };
    }
    sum
}

/// First and last week of each period of a rhythm in its active weeks.
fn periods(r: &Rhythm) -> Vec<(i64, i64)> {
    let (from, to) = (i64::from(r.from_week), i64::from(r.to_week));
    let mut out = Vec::new();
    let mut first = from;
    while first <= to {
        out.push((first, (first + i64::from(r.every_weeks) - 1).min(to)));
        first += i64::from(r.every_weeks);
    }
    out
}

fn missed_rhythms(i: &Instance, counted: &[&Block]) -> i64 {
    let mut missed = 0;
    for r in &i.rhythms {
        for (first, last) in periods(r) {
            let over = now(i) >= (i.start + TimeDelta::weeks(last + 1)).and_hms_opt(0, 0, 0).unwrap();
            if last >= i64::from(i.weeks) || over {
                continue;
            }
            let here = |b: &&&Block| {
                let week = (b.start.date() - i.start).num_days() / 7;
                matches!(&b.what, What::Rhythm { rhythm } if *rhythm == r.id)
                    && (first..=last).contains(&week)
            };
            missed += i64::from(counted.iter().find(here).is_none());
        }
    }
    missed
}

/// Whether two blocks belong to the same unit, rhythm, or both to the reviews.
fn same_owner(a: &Block, b: &Block) -> bool {
    match (&a.what, &b.what) {
        (What::Work { unit: x, .. }, What::Work { unit: y, .. }) => x == y,
        (What::Rhythm { rhythm: x }, What::Rhythm { rhythm: y }) => x == y,
        (What::Review { .. }, What::Review { .. }) => true,
        _ => false,
    }
}

fn moved(i: &Instance, counted: &[&Block]) -> i64 {
    let Some(previous) = &i.previous else { return 0 };
    let week = |t: NaiveDate| (t - i.start).num_days().div_euclid(7);
    let mut sum = 0;
    for p in &previous.blocks {
        let promised = now(i) <= p.start && p.start.date() < previous.published_until;
        let alive = match &p.what {
            What::Work { unit, .. } => {
                open_unit(i, unit).is_some_and(|u| u.activities.iter().any(|a| remaining(i, a) > 0))
            }
            What::Rhythm { rhythm: id } => rhythm(i, id).is_some(),
            What::Review { .. } => true,
        };
        if !promised || !alive {
            continue;
        }
        let mine: Vec<&&Block> = counted.iter().filter(|b| same_owner(b, p)).collect();
        let change = if mine.iter().any(|b| b.start == p.start) {
            0
        } else if mine.iter().any(|b| b.start.date() == p.start.date()) {
            1
        } else {
            2
        };
        let soon = (0..=1).contains(&(week(p.start.date()) - week(now(i).date())));
        sum += change * if soon { 2 } else { 1 };
    }
    sum
}
