//! Malformed instances are refused with a sentence; odd but sound ones get a plan.

#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;

use common::{activity, at, date, refusal, rhythm, small, unit, work};
use plan::*;

/// The sentence for the instance after `change`.
fn sentence(change: impl FnOnce(&mut Instance)) -> String {
    let mut instance = small();
    change(&mut instance);
    refusal(&instance).unwrap()
}

/// The plan for the instance after `change`, checked.
fn planned(change: impl FnOnce(&mut Instance)) -> Plan {
    let mut instance = small();
    change(&mut instance);
    let answer = plan(&instance).unwrap();
    assert_eq!(violations(&instance, &answer.blocks), []);
    answer
}

#[test]
fn frames_are_checked() {
    assert_eq!(sentence(|i| i.grid = 7), "the grid must be 5, 10, 15 or 30 minutes, not 7");
    assert_eq!(sentence(|i| i.start = date(1)), "the horizon must start on a Monday; 2026-01-06 is a Tue");
    assert_eq!(sentence(|i| i.weeks = 0), "the horizon must have 1 to 156 weeks, not 0");
    assert_eq!(sentence(|i| i.weeks = 157), "the horizon must have 1 to 156 weeks, not 157");
}

#[test]
fn names_are_checked() {
    assert_eq!(sentence(|i| i.units[1].id = "a".into()), "there are two units with the id \"a\"");
    let twice = sentence(|i| i.units[0].activities[1].id = "read".into());
    assert_eq!(twice, "there are two activities in unit \"a\" with the id \"read\"");
    let unknown = sentence(|i| i.units[0].prereqs.push("z".into()));
    assert_eq!(unknown, "unit \"a\" needs \"z\", but there is no such unit");
    let locked = sentence(|i| i.locked.push(rhythm(1, 1080, 30, "z")));
    assert_eq!(locked, "the locked block at 2026-01-06 18:00:00 serves \"z\", which does not exist");
}

#[test]
fn a_cycle_is_named() {
    let path = sentence(|i| {
        i.units[0].prereqs.push("c".into());
        i.units.push(unit("c", &["b"], vec![]));
    });
    assert_eq!(path, "these units wait for each other: a needs c needs b needs a");
    assert_eq!(
        sentence(|i| i.units[0].prereqs.push("a".into())),
        "these units wait for each other: a needs a"
    );
}

#[test]
fn numbers_are_checked() {
    let range = sentence(|i| i.learner.windows[0].to = 1500);
    assert_eq!(range, "the end of a window must be at most 1440 (midnight), not 1500");
    assert!(sentence(|i| i.units[0].strategy = 0).contains("1 to 9"));
    assert!(sentence(|i| i.reviews.offsets_days = vec![3, 3]).contains("review offset"));
    assert!(sentence(|i| i.weights.late = -1).contains("the weight \"late\""));
    assert!(sentence(|i| i.learner.mix_target_permille = Some([(1, 999)].into())).contains("1000"));
}

#[test]
fn instances_with_nothing_to_do_or_no_time_get_a_plan() {
    assert_eq!(planned(|i| i.learner.windows.clear()).blocks, []);
    assert_eq!(planned(|i| i.learner.week_budget = 0).blocks, []);
    assert_eq!(planned(|i| i.learner.block_max = 0).roadmap, []);
    assert_eq!(planned(|i| i.now = at(20, 0)).blocks, []);
    let empty = planned(|i| (i.units, i.rhythms) = (Vec::new(), Vec::new()));
    assert_eq!((empty.blocks, empty.score.total), (vec![], 0));
    let all_done = planned(|i| {
        for u in &mut i.units {
            u.status = Status::Done;
        }
        i.rhythms.clear();
    });
    assert_eq!(all_done.blocks, []);
    let done_minutes = planned(|i| {
        for a in i.units.iter_mut().flat_map(|u| &mut u.activities) {
            a.done = 500;
        }
        i.rhythms.clear();
    });
    assert_eq!(done_minutes.blocks, []);
}

#[test]
fn a_plan_completes_what_fits_and_names_what_does_not() {
    let enough = planned(|_| ());
    assert_eq!(enough.warnings, []);
    let short = planned(|i| i.target = date(0));
    assert!(short.warnings.contains(&Warning::TargetImpossible { need: 270, have: 150 }));
    assert!(short.warnings.iter().any(|w| matches!(w, Warning::Late { unit, .. } if unit == "b")));
    let holiday = planned(|i| i.busy.push(Span { start: at(7, 0), end: at(14, 0) }));
    assert!(holiday.warnings.contains(&Warning::WeekWithoutTime { week: 1 }));
    assert!(holiday.warnings.contains(&Warning::RhythmMissed { rhythm: "r".into(), week: 1 }));
    let never = planned(|i| i.units[1].activities[0].minutes = 5000);
    assert!(never.warnings.contains(&Warning::Unfinished { unit: "b".into() }));
}

#[test]
fn a_locked_block_that_breaks_a_rule_is_kept_and_named() {
    let mut instance = small();
    let rogue = rhythm(8, 1080, 30, "r");
    instance.locked = vec![rhythm(7, 1080, 30, "r"), rogue.clone()];
    let answer = plan(&instance).unwrap();
    assert!(answer.blocks.contains(&rogue));
    let conflict = Warning::LockedConflict { rule: Rule::Rhythm, start: Some(rogue.start), unit: None };
    assert!(answer.warnings.contains(&conflict));
}

#[test]
fn work_flows_around_a_locked_block() {
    let lock = work(5, 1110, 45, "a", "try");
    let answer = planned(|i| i.locked.push(lock.clone()));
    assert!(answer.blocks.contains(&lock));
    let after: Vec<&Block> = answer.blocks.iter().filter(|b| b.start > lock.start).collect();
    // Unit b needs a, which ends with the locked block at the earliest.
    assert!(after.iter().any(|b| matches!(&b.what, What::Work { unit, .. } if unit == "b")));
    assert_eq!(plan(&small()).unwrap().score.terms["unfinished"].quantity, 0);
    let long = planned(|i| i.units.push(unit("c", &[], vec![activity("x", 20, Focus::Light)])));
    assert!(
        long.blocks
            .iter()
            .any(|b| b.minutes == 30 && matches!(&b.what, What::Work { unit, .. } if unit == "c"))
    );
}
