//! Properties of every plan, over odd instances: it obeys the rules, tells the truth about itself, and keeps
//! what it promised.

mod common;

use common::{instance, small, stray_block};
use plan::*;
use proptest::collection::vec;
use proptest::prelude::*;

fn with_locked() -> impl Strategy<Value = Instance> {
    instance().prop_flat_map(|i| {
        vec(stray_block(&i), 0..4).prop_map(move |locked| Instance { locked, ..i.clone() })
    })
}

/// What a plan may break: only what its locked blocks break among themselves or by their own names.
fn unexcused(instance: &Instance, blocks: &[Block]) -> Vec<Violation> {
    let mut excused = violations(instance, &instance.locked);
    let mut found = violations(instance, blocks);
    found.retain(|v| {
        let locked = v.block.is_some_and(|b| instance.locked.contains(&blocks[b]));
        let at = excused.iter().position(|e| (e.rule, &e.reason) == (v.rule, &v.reason));
        if let Some(at) = at {
            excused.remove(at);
        }
        let own = matches!(
            v.rule,
            Rule::KnownName | Rule::Grid | Rule::Horizon | Rule::Break | Rule::Rhythm | Rule::Review
        );
        at.is_none() && !(locked && own)
    });
    found
}

proptest! {
    #![proptest_config(common::cases(64))]

    #[test]
    fn a_plan_obeys_the_rules_and_tells_the_truth(i in with_locked()) {
        let answer = plan(&i).unwrap();
        prop_assert_eq!(unexcused(&i, &answer.blocks), vec![]);
        prop_assert_eq!(&score(&i, &answer.blocks), &answer.score);
        prop_assert_eq!(answer.score.total, answer.score.terms.values().map(|t| t.points).sum::<i64>());
        prop_assert!(answer.blocks.is_sorted());
        let mut left = answer.blocks.clone();
        for locked in &i.locked {
            let at = left.iter().position(|b| b == locked);
            prop_assert!(at.is_some(), "a locked block is gone");
            left.remove(at.unwrap());
        }
        prop_assert!(left.iter().all(|b| b.start >= i.now));
        prop_assert!(answer.score.total <= score(&i, &i.locked).total, "worse than planning nothing");
        let roadmap: u32 = answer.roadmap.iter().map(|r| r.minutes).sum();
        let known = |b: &&Block| match &b.what {
            What::Work { unit, .. } => i.units.iter().any(|u| u.id == *unit && u.status == Status::Open),
            What::Rhythm { .. } | What::Review { .. } => false,
        };
        prop_assert_eq!(roadmap, answer.blocks.iter().filter(known).map(|b| b.minutes).sum::<u32>());
        prop_assert_eq!(plan(&i).unwrap(), answer, "the same question has the same answer");
    }

    #[test]
    fn replanning_with_nothing_changed_moves_nothing(i in instance()) {
        let first = plan(&i).unwrap();
        let until = i.start + chrono::TimeDelta::weeks(i64::from(i.weeks));
        let previous = Some(Previous { published_until: until, blocks: first.blocks.clone() });
        let again = plan(&Instance { previous, ..i }).unwrap();
        prop_assert_eq!(again.score.terms["moved"].quantity, 0, "{:?}\n{:?}", first.blocks, again.blocks);
    }

    #[test]
    fn any_previous_blocks_leave_a_lawful_plan(
        (i, blocks) in instance().prop_flat_map(|i| {
            let blocks = vec(stray_block(&i), 0..12);
            (Just(i), blocks)
        })
    ) {
        let until = i.start + chrono::TimeDelta::weeks(2);
        let i = Instance { previous: Some(Previous { published_until: until, blocks }), ..i };
        let answer = plan(&i).unwrap();
        prop_assert_eq!(violations(&i, &answer.blocks), vec![]);
    }

    #[test]
    fn a_review_of_a_unit_that_is_completed_anew_waits_for_that(i in instance(), day in -3..20_i64, interval in 1..9_u32) {
        let mut i = i;
        let open = i.units.iter().filter(|u| u.status == Status::Open).map(|u| u.id.clone());
        let due = |unit| DueReview { item: ReviewItem { unit, k: 1 }, due: common::date(day), interval };
        let again: Vec<DueReview> = open.map(due).collect();
        i.reviews.due.extend(again);
        prop_assert_eq!(violations(&i, &plan(&i).unwrap().blocks), vec![]);
    }

    #[test]
    fn the_order_of_units_busy_events_and_windows_does_not_matter_to_the_judges(i in instance()) {
        let blocks = plan(&i).unwrap().blocks;
        let mut turned = i.clone();
        turned.units.reverse();
        turned.busy.reverse();
        turned.learner.windows.reverse();
        // An event in two halves, and twice, is the same event.
        for event in i.busy.clone().into_iter().filter(|e| e.start < e.end) {
            let middle = event.start + (event.end - event.start) / 2;
            turned.busy.extend([event, Span { end: middle, ..event }, Span { start: middle, ..event }]);
        }
        prop_assert_eq!(score(&turned, &blocks), score(&i, &blocks));
        prop_assert_eq!(violations(&turned, &blocks).len(), violations(&i, &blocks).len());
    }

    #[test]
    fn scaling_the_weights_scales_the_score(i in instance(), blocks in vec(stray_block(&small()), 0..6)) {
        let w = i.weights;
        let double = Weights {
            late: 2 * w.late, finish: 2 * w.finish, unfinished: 2 * w.unfinished, mix: 2 * w.mix,
            deep: 2 * w.deep, massed: 2 * w.massed, block: 2 * w.block, extra_unit: 2 * w.extra_unit,
            review: 2 * w.review, rhythm: 2 * w.rhythm, moved: 2 * w.moved,
        };
        let doubled = Instance { weights: double, ..i.clone() };
        prop_assert_eq!(score(&doubled, &blocks).total, 2 * score(&i, &blocks).total);
    }

    #[test]
    fn the_nearest_place_of_a_move_is_legal(i in instance(), pick in any::<prop::sample::Index>(), minute in 0..20_000_i64) {
        let blocks = plan(&i).unwrap().blocks;
        if blocks.is_empty() {
            return Ok(());
        }
        let index = pick.index(blocks.len());
        let minutes = blocks[index].minutes;
        let verdict = check_move(&i, &blocks, index, common::at(0, minute), minutes);
        if verdict.violations.is_empty() {
            prop_assert_eq!(verdict.nearest, Some(common::at(0, minute)));
        }
        if let Some(nearest) = verdict.nearest {
            prop_assert!(verdict.violations.is_empty() || nearest != blocks[index].start, "it stands there already");
            let mut moved = blocks;
            moved[index].start = nearest;
            prop_assert_eq!(violations(&i, &moved), vec![]);
        }
    }
}
