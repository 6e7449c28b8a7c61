//! The planner's score, warnings and roadmap against a second implementation (`naive/`), on plans good and bad.

#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;
mod naive;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use common::{instance, stray_block};
use plan::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// An instance with locked and published blocks, and blocks that need not make sense: some of a plan, others anywhere.
fn any_plan() -> impl Strategy<Value = (Instance, Vec<Block>)> {
    instance()
        .prop_flat_map(|i| {
            let stray = || vec(stray_block(&i), 0..12);
            (Just(i.clone()), stray(), stray(), vec(stray_block(&i), 0..3), any::<u32>(), 0..5_i64)
        })
        .prop_map(|(mut i, published, stray, locked, keep, weeks)| {
            let planned = plan_with(&i, Effort { steps: 0 }).unwrap().blocks;
            let kept = |n: usize| keep >> (n % 32) & 1 == 1;
            let mut blocks: Vec<Block> =
                planned.iter().enumerate().filter(|(n, _)| kept(*n)).map(|(_, b)| b.clone()).collect();
            blocks.extend(stray);
            // Names that nobody knows, and days outside the horizon, count nowhere.
            if let Some(mut odd) = blocks.first().cloned() {
                odd.what = What::Work { unit: "nobody".to_owned(), activity: "x".to_owned() };
                blocks.push(odd.clone());
                odd.start = i.start.and_hms_opt(12, 0, 0).unwrap() - TimeDelta::days(1);
                blocks.push(Block { what: blocks[0].what.clone(), ..odd });
            }
            let mut previous = planned;
            previous.truncate(9);
            previous.extend(published);
            let published_until = i.start + TimeDelta::weeks(weeks);
            i.previous = Some(Previous { published_until, blocks: previous });
            i.locked = locked;
            i.learner.mix_bucket_weeks = 1 + keep % 3;
            i.learner.mix_target_permille = kept(7).then(|| [(1, 300), (4, 650), (9, 50)].into());
            if let Some(u) = i.units.first_mut() {
                u.prio = kept(8).then_some(1 + keep % 9);
                // Reviewed before, and perhaps completed anew.
                let item = ReviewItem { unit: u.id.clone(), k: 1 };
                i.reviews.due.push(DueReview { item, due: i.target, interval: 1 + keep % 30 });
            }
            (i, blocks)
        })
}

/// Units by name, late and unfinished.
fn named(warnings: &[Warning]) -> (BTreeMap<&str, chrono::NaiveDate>, Vec<&str>) {
    let late = warnings.iter().filter_map(|w| match w {
        Warning::Late { unit, finish } => Some((unit.as_str(), *finish)),
        _ => None,
    });
    let unfinished = warnings.iter().filter_map(|w| match w {
        Warning::Unfinished { unit } => Some(unit.as_str()),
        _ => None,
    });
    (late.collect(), unfinished.collect())
}

fn agrees(i: &Instance, blocks: &[Block]) -> Result<(), TestCaseError> {
    let ours = score(i, blocks);
    let quantities: BTreeMap<&str, i64> = ours.terms.iter().map(|(t, s)| (*t, s.quantity)).collect();
    prop_assert_eq!(quantities, naive::quantities(i, blocks));
    prop_assert_eq!(ours.total, naive::total(i, blocks));
    Ok(())
}

proptest! {
    #![proptest_config(common::cases(256))]

    #[test]
    fn the_score_of_any_blocks_is_that_of_the_second_implementation((i, blocks) in any_plan()) {
        agrees(&i, &blocks)?;
        agrees(&i, &[])?;
        agrees(&i, &i.locked)?;
    }
}

proptest! {
    #![proptest_config(common::cases(64))]

    #[test]
    fn a_plan_says_of_itself_what_the_second_implementation_says((i, _) in any_plan()) {
        let found = plan(&i).unwrap();
        agrees(&i, &found.blocks)?;
        // Late and unfinished units, all of them and no others.
        let (late, unfinished) = named(&found.warnings);
        let mut expected_late = BTreeMap::new();
        let mut expected_unfinished = Vec::new();
        for u in naive::to_finish(&i) {
            match naive::completion(&i, &found.blocks, u) {
                Some(day) if day > i.target => {
                    expected_late.insert(u.id.as_str(), day);
                }
                Some(_) => (),
                None => expected_unfinished.push(u.id.as_str()),
            }
        }
        prop_assert_eq!(late, expected_late);
        prop_assert_eq!(unfinished, expected_unfinished);
        // The roadmap is the sum of the blocks, week by week and unit by unit.
        let mut sums: BTreeMap<(i64, &str), u32> = BTreeMap::new();
        for b in &found.blocks {
            let week = (b.start.date() - i.start).num_days().div_euclid(7);
            let What::Work { unit, .. } = &b.what else { continue };
            if (0..i64::from(i.weeks)).contains(&week)
                && i.units.iter().any(|u| u.id == *unit && u.status == Status::Open)
            {
                *sums.entry((week, unit)).or_default() += b.minutes;
            }
        }
        let roadmap: BTreeMap<(i64, &str), u32> =
            found.roadmap.iter().map(|r| ((i64::from(r.week), r.unit.as_str()), r.minutes)).collect();
        prop_assert_eq!(roadmap.len(), found.roadmap.len());
        prop_assert_eq!(roadmap, sums);
    }

    #[test]
    fn nothing_is_lost_between_blocks_and_what_is_left(i in instance()) {
        let found = plan(&i).unwrap();
        let mut unfinished = 0;
        for u in i.units.iter().filter(|u| u.status == Status::Open) {
            for a in &u.activities {
                let (needs, has) = (naive::remaining(&i, a), naive::placed(&i, &found.blocks, &u.id, &a.id));
                let missing = needs - has;
                unfinished += naive::prio(u) * missing;
                let shortest = i64::from(i.learner.block_min.next_multiple_of(i.grid)).min(needs);
                prop_assert!(missing == 0 || missing >= shortest, "a remnant of {} in {}/{}", missing, u.id, a.id);
            }
        }
        prop_assert_eq!(found.score.terms["unfinished"].quantity, unfinished);
    }

    #[test]
    fn reviews_follow_completion_within_their_tolerance(i in instance()) {
        let found = plan(&i).unwrap();
        let due = naive::reviews_due(&i, &found.blocks);
        let mut held = std::collections::BTreeSet::new();
        for b in &found.blocks {
            let What::Review { items } = &b.what else { continue };
            for item in items {
                let key = (item.unit.clone(), item.k);
                prop_assert!(held.insert(key.clone()), "{key:?} is there twice");
                let (best, interval) = due[&key];
                let (early, late) = naive::tolerance(&i, interval);
                let off = (b.start.date() - best).num_days();
                prop_assert!((-early..=late).contains(&off), "{key:?} is off by {off} days");
                let unit = i.units.iter().find(|u| u.id == item.unit && u.finishes);
                if let Some(done) = unit.and_then(|u| naive::completion(&i, &found.blocks, u)) {
                    prop_assert!(b.start.date() > done, "{key:?} comes before the unit is complete");
                }
            }
        }
    }
}
