//! What holds of every plan and of every refusal.

use plan::{Block, Instance, Plan, Rule, Violation, score, violations};

/// A refusal is one line that can be read.
pub fn sentence(text: &str) {
    assert!(!text.is_empty() && text.chars().count() < 6_000, "{} characters", text.chars().count());
    assert!(!text.contains(['\n', '\x1b']), "{text:?}");
}

/// A plan obeys the rules, tells its score, and has everything in order.
pub fn plan(instance: &Instance, plan: &Plan) {
    let found = unexcused(instance, &plan.blocks);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(score(instance, &plan.blocks), plan.score);
    assert_eq!(plan.score.total, plan.score.terms.values().map(|t| t.points).sum::<i64>());
    assert!(plan.blocks.is_sorted() && plan.roadmap.is_sorted());
    assert!(plan.score.total <= score(instance, &instance.locked).total, "worse than planning nothing");
    let mut left = plan.blocks.clone();
    for locked in &instance.locked {
        let at = left.iter().position(|b| b == locked).expect("a locked block is gone");
        left.remove(at);
    }
    assert!(left.iter().all(|b| b.start >= instance.now), "something new begins in the past");
    // Bounded: no more blocks than days have places.
    assert!(left.len() <= instance.weeks as usize * 7 * 288);
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
