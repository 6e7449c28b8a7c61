//! The instances, proven results and best plans that are kept with the benchmark.
//! Invariant: a plan that is kept is legal and has the score that is written beside it (a test looks).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use api::formats::read_instance;
use chrono::NaiveDateTime;
use plan::{Block, Instance, ReviewItem, What};
use serde::Deserialize;

/// What is known of one instance. Scores in points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Score of the best plan that was ever found.
    pub best: i64,
    /// What found it.
    pub best_by: String,
    /// No plan scores less than this.
    pub bound: Option<i64>,
    /// What proved it; nothing without a bound.
    pub bound_by: Option<String>,
    /// Score of the plain greedy, as another program counted it.
    pub greedy: i64,
}

impl Known {
    /// Whether no plan can be better.
    #[must_use]
    pub fn proven(&self) -> bool {
        self.bound == Some(self.best)
    }
}

/// Where the data is.
#[must_use]
pub fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Names of the kept instances, in order.
///
/// # Errors
/// If the folder cannot be read.
pub fn names() -> Result<Vec<String>, String> {
    let path = folder().join("instances");
    let entries = std::fs::read_dir(&path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|e| format!("{}: {e}", path.display()))?;
    let stem = |path: PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.iter().filter_map(|entry| stem(entry.path())).collect();
    names.sort();
    Ok(names)
}

/// Everything that is known, by the instance's name.
///
/// # Errors
/// If the file cannot be read or understood.
pub fn known() -> Result<BTreeMap<String, Known>, String> {
    serde_json::from_str(&text(&folder().join("known.json"))?).map_err(|e| format!("known.json: {e}"))
}

/// A kept instance.
///
/// # Errors
/// If the file cannot be read or understood.
pub fn instance(name: &str) -> Result<Instance, String> {
    let name = format!("instances/{name}.json");
    let problems = |list: Vec<_>| list.iter().map(|p| format!("{name}: {p}")).collect::<Vec<_>>().join("\n");
    read_instance(&text(&folder().join(&name))?).map_err(problems)
}

/// The best plan that was ever found for a kept instance.
///
/// # Errors
/// If the file cannot be read or understood.
pub fn best_plan(name: &str) -> Result<Vec<Block>, String> {
    read_plan(&folder().join(format!("plans/{name}.json")))
}

/// The blocks of a plan in a file.
///
/// # Errors
/// If the file cannot be read or understood.
pub fn read_plan(path: &Path) -> Result<Vec<Block>, String> {
    let fault = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let raw: RawPlan = serde_json::from_str(&text(path)?).map_err(|e| fault(&e))?;
    raw.blocks.into_iter().map(|b| b.block().map_err(|e| fault(&e))).collect()
}

/// The part of study-plan/1 from which the rest follows.
#[derive(Deserialize)]
struct RawPlan {
    blocks: Vec<RawBlock>,
}

#[derive(Deserialize)]
struct RawBlock {
    start: String,
    minutes: u32,
    #[serde(flatten)]
    what: RawWhat,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum RawWhat {
    Work { unit: String, activity: String },
    Rhythm { rhythm: String },
    Review { items: Vec<RawItem> },
}

#[derive(Deserialize)]
struct RawItem {
    unit: String,
    k: u32,
}

impl RawBlock {
    fn block(self) -> Result<Block, chrono::ParseError> {
        let start = NaiveDateTime::parse_from_str(&self.start, "%Y-%m-%dT%H:%M")?;
        let item = |i: RawItem| ReviewItem { unit: i.unit, k: i.k };
        let what = match self.what {
            RawWhat::Work { unit, activity } => What::Work { unit, activity },
            RawWhat::Rhythm { rhythm } => What::Rhythm { rhythm },
            RawWhat::Review { items } => What::Review { items: items.into_iter().map(item).collect() },
        };
        Ok(Block { start, minutes: self.minutes, what })
    }
}
