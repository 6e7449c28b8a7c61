//! Bytes steer a generator of instances, ordinary ones and absurd ones: what is accepted is planned, and the plan
//! obeys the rules, scores what a second implementation says, and survives being asked about.

#![no_main]

#[path = "../steered/check.rs"]
mod check;
#[path = "../steered/generate.rs"]
mod generate;
#[path = "../../../crates/plan/tests/naive/mod.rs"]
mod naive;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use plan::{Effort, Previous, check_move, explain, plan_with, validate, why_not};

fuzz_target!(|data: &[u8]| {
    let mut u = Unstructured::new(data);
    let Ok(mut instance) = generate::instance(&mut u) else { return };
    let steps = u64::from(u.arbitrary::<u16>().unwrap_or(0) % 400);
    let planned = plan_with(&instance, Effort { steps });
    assert_eq!(planned.is_ok(), validate(&instance).is_ok());
    let plan = match planned {
        Ok(plan) => plan,
        Err(e) => return check::sentence(&e.to_string()),
    };
    check::plan(&instance, &plan);
    if generate::is_small(&instance) {
        let quantities = naive::quantities(&instance, &plan.blocks);
        assert!(plan.score.terms.iter().all(|(term, t)| quantities[term] == t.quantity));
    }
    // What a learner does with a plan: ask about a block, move one, publish, and plan anew some time later.
    let pick = u.arbitrary::<u16>().unwrap_or(0) as usize;
    if !plan.blocks.is_empty() {
        let index = pick % plan.blocks.len();
        let other = &plan.blocks[(pick / 7) % plan.blocks.len()];
        let _ = explain(&instance, &plan.blocks, index);
        let verdict = check_move(&instance, &plan.blocks, index, other.start, other.minutes);
        if let (true, Some(start)) = (instance.locked.is_empty(), verdict.nearest) {
            let mut moved = plan.blocks.clone();
            (moved[index].start, moved[index].minutes) = (start, other.minutes);
            assert!(plan::violations(&instance, &moved).is_empty(), "the nearest place is no place");
        }
    }
    if let Some(unit) = instance.units.get(pick % instance.units.len().max(1)) {
        let _ = why_not(&instance, &plan.blocks, &unit.id);
    }
    let published_until = instance.start + chrono::Days::new(u64::from(pick as u32 % 60));
    instance.previous = Some(Previous { published_until, blocks: plan.blocks });
    instance.now += chrono::TimeDelta::minutes(i64::from(u.arbitrary::<u16>().unwrap_or(0)));
    match plan_with(&instance, Effort { steps: 50 }) {
        Ok(again) => check::plan(&instance, &again),
        Err(e) => check::sentence(&e.to_string()),
    }
});
