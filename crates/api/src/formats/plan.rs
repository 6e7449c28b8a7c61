//! Writes study-plan/1.
//! Invariant: the same plan gives the same text; keys come in the order of the JSON Schema's names.

use plan::{Block, Instance, Plan, What};
use serde_json::{Map, Value, json};

/// A plan as study-plan/1: blocks, roadmap, score with its terms, warnings.
#[must_use]
pub fn write_plan(instance: &Instance, plan: &Plan) -> Value {
    let roadmap: Vec<Value> =
        plan.roadmap.iter().map(|r| json!({"week": r.week, "unit": r.unit, "minutes": r.minutes})).collect();
    let terms: Map<String, Value> = plan
        .score
        .terms
        .iter()
        .map(|(name, t)| {
            (name.to_string(), json!({"quantity": t.quantity, "weight": t.weight, "points": t.points}))
        })
        .collect();
    json!({
        "format": "study-plan/1",
        "blocks": plan.blocks.iter().map(block).collect::<Vec<_>>(),
        "roadmap": roadmap,
        "score": {"total": plan.score.total, "terms": terms},
        "warnings": plan.warnings.iter().map(warning).collect::<Vec<_>>(),
        "meta": {"seed": instance.seed, "version": env!("CARGO_PKG_VERSION")},
    })
}

fn block(b: &Block) -> Value {
    let start = b.start.format("%Y-%m-%dT%H:%M").to_string();
    match &b.what {
        What::Work { unit, activity } => {
            json!({"start": start, "minutes": b.minutes, "kind": "work", "unit": unit, "activity": activity})
        }
        What::Rhythm { rhythm } => {
            json!({"start": start, "minutes": b.minutes, "kind": "rhythm", "rhythm": rhythm})
        }
        What::Review { items } => {
            let items: Vec<Value> = items.iter().map(|i| json!({"unit": i.unit, "k": i.k})).collect();
            json!({"start": start, "minutes": b.minutes, "kind": "review", "items": items})
        }
    }
}

fn warning(w: &plan::Warning) -> Value {
    match w {
        plan::Warning::Late { unit, finish } => {
            json!({"code": "late", "unit": unit, "finish": finish.to_string()})
        }
        plan::Warning::Unfinished { unit } => json!({"code": "unfinished", "unit": unit}),
        plan::Warning::TargetImpossible { need, have } => {
            json!({"code": "target_impossible", "need_min": need, "have_min": have})
        }
        plan::Warning::ReviewMissed { unit } => json!({"code": "review_missed", "unit": unit}),
        plan::Warning::RhythmMissed { rhythm, week } => {
            json!({"code": "rhythm_missed", "rhythm": rhythm, "week": week})
        }
        plan::Warning::WeekWithoutTime { week } => json!({"code": "week_without_time", "week": week}),
        plan::Warning::LockedConflict { rule, start, unit } => {
            let mut out = json!({"code": "locked_conflict", "rule": rule.code()});
            if let Some(start) = start {
                out["start"] = json!(start.format("%Y-%m-%dT%H:%M").to_string());
            }
            if let Some(unit) = unit {
                out["unit"] = json!(unit);
            }
            out
        }
    }
}
