//! Every statement of an explanation, checked against the judges over odd instances.
#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use common::{at, instance};
use plan::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// A lawful plan of an instance with some of its blocks locked, and others promised at another time.
fn lawful() -> impl Strategy<Value = (Instance, Vec<Block>)> {
    (instance(), any::<[bool; 4]>(), 0..3_i64, -2..3_i64).prop_map(|(mut i, lock, weeks, shift)| {
        i.weeks = i.weeks.min(2);
        let first = plan(&i).unwrap().blocks;
        let locked = first.iter().zip(lock.iter().cycle()).filter(|(_, l)| **l).map(|(b, _)| b.clone());
        i.locked = locked.step_by(3).collect();
        let shifted =
            first.iter().map(|b| Block { start: b.start + TimeDelta::minutes(60 * shift), ..b.clone() });
        let until = i.start + TimeDelta::weeks(weeks);
        i.previous = Some(Previous { published_until: until, blocks: shifted.collect() });
        let blocks = plan(&i).unwrap().blocks;
        (i, blocks)
    })
}

fn freed(i: &Instance, block: &Block) -> Instance {
    let mut out = i.clone();
    if let Some(at) = out.locked.iter().position(|l| l == block) {
        out.locked.remove(at);
    }
    out
}

fn moved(blocks: &[Block], index: usize, start: NaiveDateTime) -> Vec<Block> {
    let mut out = blocks.to_vec();
    out[index].start = start;
    out
}

fn grid_starts(i: &Instance) -> impl Iterator<Item = NaiveDateTime> + '_ {
    let grid = i64::from(i.grid);
    (0..7 * i64::from(i.weeks)).flat_map(move |day| (0..1440 / grid).map(move |n| at(day, n * grid)))
}

fn points(score: &Score) -> BTreeMap<&'static str, i64> {
    score.terms.iter().map(|(name, t)| (*name, t.points)).collect()
}

proptest! {
    #![proptest_config(common::cases(64))]

    #[test]
    fn no_legal_start_is_better_than_the_alternative((i, blocks) in lawful(), pick in any::<Index>()) {
        if blocks.is_empty() {
            return Ok(());
        }
        let index = pick.index(blocks.len());
        let free = freed(&i, &blocks[index]);
        prop_assume!(violations(&free, &blocks).is_empty());
        let now = score(&i, &blocks);
        let found = explain(&i, &blocks, index).alternatives;
        let mut best: [Option<i64>; 2] = [None, None];
        for start in grid_starts(&i).filter(|s| *s != blocks[index].start) {
            let there = moved(&blocks, index, start);
            if violations(&free, &there).is_empty() {
                let cost = score(&i, &there).total - now.total;
                best[0] = best[0].into_iter().chain([cost]).min();
                if start.date() != blocks[index].start.date() {
                    best[1] = best[1].into_iter().chain([cost]).min();
                }
            }
        }
        for (found, best) in [found.best, found.other_day].iter().zip(best) {
            prop_assert_eq!(found.as_ref().map(|a| a.difference.total), best);
            if let Some(a) = found {
                let there = moved(&blocks, index, a.start);
                prop_assert_eq!(violations(&free, &there), vec![]);
                let then = score(&i, &there);
                for (name, term) in &a.difference.terms {
                    prop_assert_eq!(term.points, then.terms[name].points - now.terms[name].points, "{}", name);
                }
            }
        }
    }

    #[test]
    fn an_obstacle_is_what_the_rules_say((i, blocks) in lawful(), pick in any::<Index>()) {
        if blocks.is_empty() {
            return Ok(());
        }
        let index = pick.index(blocks.len());
        let free = freed(&i, &blocks[index]);
        prop_assume!(violations(&free, &blocks).is_empty());
        let own = &blocks[index];
        let bound = explain(&i, &blocks, index).bound;
        let step = own.start - TimeDelta::minutes(i64::from(i.grid));
        let refused = violations(&free, &moved(&blocks, index, step));
        match &bound.same_day {
            Some(o) => prop_assert_eq!((o.start, &o.violations), (step, &refused)),
            None => prop_assert!(refused.is_empty() || step.date() < own.start.date()),
        }
        if let Some(o) = &bound.day_before {
            prop_assert!(o.start.date() < own.start.date() && !o.violations.is_empty());
            prop_assert_eq!(&o.violations, &violations(&free, &moved(&blocks, index, o.start)));
        }
    }

    #[test]
    fn shares_add_up_to_what_blocks_answer_for((i, blocks) in lawful()) {
        let mut sum: BTreeMap<&str, i64> = BTreeMap::new();
        for index in 0..blocks.len() {
            for (name, points) in points(&explain(&i, &blocks, index).share) {
                *sum.entry(name).or_default() += points;
            }
        }
        let whole = plan_from_blocks(&i, blocks.clone()).unwrap();
        let of = |name: &str| sum.get(name).copied().unwrap_or(0);
        for name in ["block", "deep", "massed", "extra_unit"] {
            prop_assert_eq!(of(name), whole.score.terms[name].points, "{}", name);
        }
        let prio = |u: &Unit| u.prio.map_or(if u.level == Level::Core { 3 } else { 1 }, i64::from);
        let never: Vec<&Unit> = i.units.iter().filter(|u| {
            whole.warnings.contains(&Warning::Unfinished { unit: u.id.clone() })
        }).collect();
        let end = 7 * i64::from(i.weeks) + 27;
        let days: i64 = never.iter().map(|u| prio(u) * end).sum();
        let late = (end - (i.target - i.start).num_days()).max(0);
        prop_assert_eq!(of("finish") + i.weights.finish * days, whole.score.terms["finish"].points);
        let late: i64 = never.iter().map(|u| prio(u) * late).sum();
        prop_assert_eq!(of("late") + i.weights.late * late, whole.score.terms["late"].points);
        for name in ["unfinished", "mix", "rhythm"] {
            prop_assert_eq!(of(name), 0, "{}", name);
        }
        for name in ["review", "moved"] {
            prop_assert!((0..=whole.score.terms[name].points).contains(&of(name)), "{}", name);
        }
    }

    #[test]
    fn a_unit_could_start_no_earlier_than_is_said((i, blocks) in lawful(), pick in any::<Index>()) {
        prop_assume!(!i.units.is_empty() && violations(&i, &blocks).is_empty());
        let unit = &i.units[pick.index(i.units.len())];
        let said = why_not(&i, &blocks, &unit.id).unwrap();
        let own = |b: &&Block| matches!(&b.what, What::Work { unit: u, .. } if *u == unit.id);
        prop_assert_eq!(said.planned, blocks.iter().filter(own).map(|b| b.start).min());
        if unit.status != Status::Open {
            prop_assert_eq!(said.holds, vec![Hold::Closed(unit.status)]);
            return Ok(());
        }
        let others: Vec<Block> =
            blocks.iter().filter(|b| !own(b) || i.locked.contains(b)).cloned().collect();
        let placed = |a: &str| -> u32 {
            let of = |b: &&Block| matches!(&b.what, What::Work { unit: u, activity } if *u == unit.id && activity == a);
            others.iter().filter(of).map(|b| b.minutes).sum()
        };
        let left = |a: &Activity| a.minutes.saturating_sub(a.done).next_multiple_of(i.grid) - placed(&a.id);
        let Some(next) = unit.activities.iter().find(|a| left(a) > 0) else {
            prop_assert_eq!(said.holds, vec![Hold::NothingLeft]);
            return Ok(());
        };
        if said.minutes == 0 {
            let hold = Hold::NoLength { left: left(next) };
            prop_assert!(said.holds.contains(&hold));
            return Ok(());
        }
        let before = violations(&i, &others);
        let legal = |start: NaiveDateTime| {
            let what = What::Work { unit: unit.id.clone(), activity: next.id.clone() };
            let with = [&others[..], &[Block { start, minutes: said.minutes, what }]].concat();
            let mut known = before.clone();
            violations(&i, &with).into_iter().all(|v| match known.iter().position(|k| *k == v) {
                Some(at) => { known.remove(at); true }
                None => matches!(&v.reason, Reason::OutsideTolerance { item, .. } if item.unit == unit.id),
            })
        };
        prop_assert_eq!(said.earliest, grid_starts(&i).find(|s| legal(*s)));
        let weeks = |t: NaiveDateTime| u32::try_from((t.date() - i.start).num_weeks()).unwrap();
        prop_assert_eq!(said.week, said.earliest.map(weeks));
        prop_assert_eq!(said.earliest.is_some(), !said.holds.iter().any(|h| {
            matches!(h, Hold::HorizonEnds | Hold::Prerequisite { until: None, .. })
        }));
        for hold in &said.holds {
            match hold {
                Hold::Prerequisite { unit: p, before, until, left } => {
                    let waits = i.units.iter().find(|u| u.id == *before).unwrap();
                    prop_assert!(waits.prereqs.contains(p));
                    prop_assert_eq!(*left == 0, until.is_some());
                    let ends = blocks.iter().filter(|b| matches!(&b.what, What::Work { unit, .. } if unit == p));
                    let ends = ends.map(|b| b.start + TimeDelta::minutes(i64::from(b.minutes))).max();
                    prop_assert!(until.is_none() || *until == ends);
                }
                Hold::Full { first, last, .. } => {
                    let inside = |s: &NaiveDateTime| (*first..=*last).contains(&weeks(*s));
                    prop_assert!(!grid_starts(&i).filter(inside).any(legal));
                }
                Hold::Closed(_) | Hold::NothingLeft | Hold::NoLength { .. } | Hold::Locked { .. } | Hold::HorizonEnds => {}
            }
        }
        if let Some(sooner) = &said.sooner {
            let index = blocks.iter().position(|b| Some(b.start) == said.planned && own(&b)).unwrap();
            let there = moved(&blocks, index, sooner.start);
            prop_assert!(sooner.start < blocks[index].start);
            prop_assert_eq!(sooner.difference.total, score(&i, &there).total - score(&i, &blocks).total);
        }
    }

    #[test]
    fn every_way_out_is_the_finish_of_a_plan((i, blocks) in lawful(), early in 0..10_i64) {
        let i = Instance { target: i.start + TimeDelta::days(early), ..i };
        let plan_of = |i: &Instance| plan(i).unwrap();
        let finish = |i: &Instance, plan: &Plan| core_finish(i, plan);
        let Some(ways) = ways_out(&i, &blocks).unwrap() else {
            let whole = plan_from_blocks(&i, blocks).unwrap();
            prop_assert!(core_finish(&i, &whole).is_ok_and(|day| day.is_none_or(|day| day <= i.target)));
            return Ok(());
        };
        let whole = plan_from_blocks(&i, blocks).unwrap();
        prop_assert_eq!(ways.finish, finish(&i, &whole).unwrap_or(None));
        let fires = whole.warnings.iter().find_map(|w| match w {
            Warning::TargetImpossible { need, have } => Some((*need, *have)),
            _ => None,
        });
        prop_assert_eq!(ways.certificate, fires);
        prop_assert!(ways.shortfall >= fires.map_or(0, |(need, have)| need - have));
        if let Some(later) = &ways.later {
            let there = Instance { target: later.target, ..i.clone() };
            prop_assert_eq!(finish(&there, &plan_of(&there)), Ok(Some(later.finish)));
            prop_assert!(later.finish <= later.target);
        }
        let reaches = |f: Option<NaiveDate>| f.is_some_and(|day| day <= i.target);
        let hours = &ways.more_hours;
        prop_assert_eq!(hours.reaches, reaches(hours.finish));
        if hours.extra > 0 {
            let mut there = i.clone();
            there.learner.week_budget += hours.extra;
            let running = (i.now.date() - i.start).num_days().div_euclid(7);
            if let Some(own) = u32::try_from(running).ok().and_then(|w| there.learner.week_budget_overrides.get_mut(&w)) {
                *own += hours.extra;
            }
            prop_assert_eq!(finish(&there, &plan_of(&there)).unwrap_or(None), hours.finish);
        }
        if let Some(fewer) = &ways.fewer_units {
            let mut there = i.clone();
            for unit in there.units.iter_mut().filter(|u| fewer.units.contains(&u.id)) {
                prop_assert_eq!(unit.level, Level::Optional);
                unit.status = Status::Known;
            }
            prop_assert_eq!(finish(&there, &plan_of(&there)).unwrap_or(None), fewer.finish);
            prop_assert_eq!(fewer.reaches, reaches(fewer.finish));
            for left in there.units.iter().filter(|u| u.status == Status::Open) {
                prop_assert!(!left.prereqs.iter().any(|p| fewer.units.contains(p)), "needed by {}", left.id);
            }
        }
    }
}

/// Last day of the core and what it needs: nothing if there is none to do, an error if it is not complete.
fn core_finish(i: &Instance, plan: &Plan) -> Result<Option<NaiveDate>, ()> {
    let open = |u: &&Unit| u.status == Status::Open;
    let mut core: Vec<&Unit> = i.units.iter().filter(open).filter(|u| u.level == Level::Core).collect();
    let mut next = 0;
    while next < core.len() {
        let needed = i.units.iter().filter(open).filter(|u| core[next].prereqs.contains(&u.id));
        let new: Vec<&Unit> = needed.filter(|u| core.iter().all(|c| c.id != u.id)).collect();
        core.extend(new);
        next += 1;
    }
    let mut last = None;
    for (u, a) in core.iter().flat_map(|u| u.activities.iter().map(move |a| (u, a))) {
        let what = What::Work { unit: u.id.clone(), activity: a.id.clone() };
        let blocks = || plan.blocks.iter().filter(|b| b.what == what);
        if blocks().map(|b| b.minutes).sum::<u32>() < a.minutes.saturating_sub(a.done) {
            return Err(());
        }
        if u.activities.iter().any(|a| a.minutes > a.done) {
            last = last.max(blocks().map(|b| b.start.date()).max());
        }
    }
    Ok(last)
}
