//! Takes plans and bounds that are better than what is kept into the data.
//! Invariant: a plan is taken only if it is legal and scores less; a bound only if no kept plan contradicts it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use plan::Instance;
use serde::Deserialize;
use serde_json::json;

use crate::data::{self, Known};
use crate::{Effort, baseline, solve};

/// What the exact models say of one instance, one line of `oracle.jsonl`.
#[derive(Deserialize)]
struct Found {
    instance: String,
    model: String,
    seconds: u32,
    bound: Option<i64>,
}

/// Seeds with which the planner looks for better plans.
const SEEDS: u64 = 8;

/// Plans every kept instance with so many steps and several seeds, and writes the best plan of each into the
/// folder, as `NAME.planner.json`.
///
/// # Errors
/// If an instance cannot be read, planned or written.
pub fn seek(folder: &Path, steps: u64) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for name in data::names()? {
        let instance = data::instance(&name)?;
        let mut best: Option<plan::Plan> = None;
        for seed in 0..SEEDS {
            let seeded = Instance { seed, ..instance.clone() };
            let plan = solve(&seeded, Effort::Steps(steps)).map_err(|e| format!("{name}: {e}"))?;
            if best.as_ref().is_none_or(|best| plan.score.total < best.score.total) {
                best = Some(plan);
            }
        }
        if let Some(plan) = best {
            write_plan(&folder.join(format!("{name}.planner.json")), &instance, &plan)?;
        }
    }
    Ok(())
}

/// A plan as it is kept: its blocks, one a line.
fn write_plan(path: &Path, instance: &Instance, plan: &plan::Plan) -> Result<(), String> {
    let whole = api::formats::write_plan(instance, plan);
    let blocks = whole["blocks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
    let text = format!("{{\"format\":\"study-plan/1\",\"blocks\":[\n{}\n]}}\n", blocks.join(",\n"));
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Looks through the folder for plans (`NAME.MODEL.json`) and bounds (`oracle.jsonl`), keeps what is better, and
/// says what it kept.
///
/// # Errors
/// If a file cannot be read or written, a plan breaks a rule, or a bound is above the score of a plan.
pub fn merge(folder: &Path) -> Result<String, String> {
    let mut known = data::known()?;
    let mut said = String::new();
    for name in data::names()? {
        let instance = data::instance(&name)?;
        let greedy = plan::score(&instance, &baseline::greedy(&instance)).total;
        for (model, blocks) in candidates(folder, &name)? {
            let plan = legal(&instance, blocks).map_err(|e| format!("{name}, the plan of {model}: {e}"))?;
            let unknown =
                || Known { best: i64::MAX, best_by: String::new(), bound: None, bound_by: None, greedy };
            let entry = known.entry(name.clone()).or_insert_with(unknown);
            if plan.score.total < entry.best {
                write_plan(&data::folder().join(format!("plans/{name}.json")), &instance, &plan)?;
                let _ = writeln!(said, "{name}: {} points by {model}", plan.score.total);
                (entry.best, entry.best_by) = (plan.score.total, model);
            }
        }
    }
    for found in bounds(folder)? {
        let Some(entry) = known.get_mut(&found.instance) else { continue };
        if raise(entry, &found)? {
            let Found { instance, model, seconds, .. } = &found;
            let _ = writeln!(
                said,
                "{instance}: at least {} points by {model}, {seconds} s",
                entry.bound.unwrap_or(0)
            );
        }
    }
    write_known(&known)?;
    Ok(said)
}

/// The whole plan of these blocks, if it keeps every hard rule.
fn legal(instance: &Instance, blocks: Vec<plan::Block>) -> Result<plan::Plan, String> {
    if let Some(broken) = plan::violations(instance, &blocks).first() {
        return Err(format!("{broken:?}"));
    }
    plan::plan_from_blocks(instance, blocks).map_err(|e| e.to_string())
}

/// Takes a bound that is higher than the one that is known; answers whether it did.
fn raise(entry: &mut Known, found: &Found) -> Result<bool, String> {
    let Some(bound) = found.bound.filter(|bound| entry.bound.is_none_or(|old| *bound > old)) else {
        return Ok(false);
    };
    if bound > entry.best {
        let Found { instance, model, .. } = found;
        return Err(format!("{instance}: {model} says that {bound} is a bound, a plan has {}", entry.best));
    }
    (entry.bound, entry.bound_by) = (Some(bound), Some(format!("{}, {} s", found.model, found.seconds)));
    Ok(true)
}

/// Plans for this instance with the name of what made them.
fn candidates(folder: &Path, name: &str) -> Result<Vec<(String, Vec<plan::Block>)>, String> {
    let mut out = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let file = path.file_name().map(|f| f.to_string_lossy().into_owned()).unwrap_or_default();
        let model = file.strip_prefix(&format!("{name}.")).and_then(|rest| rest.strip_suffix(".json"));
        if let Some(model) = model {
            out.push((model.to_owned(), data::read_plan(&path)?));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(out)
}

fn bounds(folder: &Path) -> Result<Vec<Found>, String> {
    let path = folder.join("oracle.jsonl");
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let read = |line: &str| serde_json::from_str(line).map_err(|e| format!("{}: {e}", path.display()));
    text.lines().map(read).collect()
}

/// One instance a line, in the order of their names.
fn write_known(known: &BTreeMap<String, Known>) -> Result<(), String> {
    let line = |(name, k): (&String, &Known)| {
        let value = json!({
            "best": k.best, "best_by": k.best_by, "bound": k.bound, "bound_by": k.bound_by, "greedy": k.greedy,
        });
        format!("  {}: {value}", json!(name))
    };
    let lines: Vec<String> = known.iter().map(line).collect();
    let path = data::folder().join("known.json");
    std::fs::write(&path, format!("{{\n{}\n}}\n", lines.join(",\n")))
        .map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Found, legal, raise};
    use crate::data::{Known, best_plan, instance};

    #[test]
    fn a_plan_that_breaks_a_rule_is_not_taken() {
        let (instance, mut blocks) = (instance("easy-1").unwrap(), best_plan("easy-1").unwrap());
        assert_eq!(legal(&instance, blocks.clone()).unwrap().score.total, 1203);
        blocks[0].start += chrono::TimeDelta::minutes(5);
        assert!(legal(&instance, blocks).is_err());
    }

    #[test]
    fn a_bound_rises_and_never_above_a_plan() {
        let mut known =
            Known { best: 100, best_by: String::new(), bound: Some(90), bound_by: None, greedy: 200 };
        let found =
            |bound| Found { instance: String::new(), model: "segments".to_owned(), seconds: 60, bound };
        assert_eq!(raise(&mut known, &found(Some(80))), Ok(false));
        assert_eq!(raise(&mut known, &found(None)), Ok(false));
        assert_eq!(raise(&mut known, &found(Some(100))), Ok(true));
        assert!(known.proven() && known.bound_by.as_deref() == Some("segments, 60 s"));
        assert!(raise(&mut known, &found(Some(101))).is_err());
    }
}
