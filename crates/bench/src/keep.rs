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
            if let Some(broken) = plan::violations(&instance, &blocks).first() {
                return Err(format!("{name}: the plan of {model} breaks a rule: {broken:?}"));
            }
            let plan = plan::plan_from_blocks(&instance, blocks).map_err(|e| format!("{name}: {e}"))?;
            let score = plan.score.total;
            let entry = known.entry(name.clone()).or_insert_with(|| Known {
                best: i64::MAX,
                best_by: String::new(),
                bound: None,
                bound_by: None,
                greedy,
            });
            if score < entry.best {
                write_plan(&data::folder().join(format!("plans/{name}.json")), &instance, &plan)?;
                let _ = writeln!(said, "{name}: {score} points by {model}");
                (entry.best, entry.best_by) = (score, model);
            }
        }
    }
    for found in bounds(folder)? {
        let Some(entry) = known.get_mut(&found.instance) else { continue };
        let Some(bound) = found.bound.filter(|bound| entry.bound.is_none_or(|old| *bound > old)) else {
            continue;
        };
        if bound > entry.best {
            let Found { instance, model, .. } = found;
            return Err(format!(
                "{instance}: {model} claims that {bound} is a bound, a plan has {}",
                entry.best
            ));
        }
        let by = format!("{}, {} s", found.model, found.seconds);
        let _ = writeln!(said, "{}: at least {bound} points by {by}", found.instance);
        (entry.bound, entry.bound_by) = (Some(bound), Some(by));
    }
    write_known(&known)?;
    Ok(said)
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
