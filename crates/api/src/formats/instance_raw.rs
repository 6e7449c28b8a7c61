//! study-instance/1 as serde reads it: every key of the format, nothing else, texts not yet understood.
//! Invariant: mirrors the JSON Schema; meaning is given in `instance`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::objects;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInstance {
    pub format: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub seed: u64,
    pub grid_min: u32,
    #[serde(default)]
    pub tz: Option<String>,
    #[serde(deserialize_with = "objects::one")]
    pub horizon: RawHorizon,
    #[serde(deserialize_with = "objects::one")]
    pub learner: RawLearner,
    #[serde(default, deserialize_with = "objects::list")]
    pub busy: Vec<RawSpan>,
    #[serde(deserialize_with = "objects::list")]
    pub units: Vec<RawUnit>,
    #[serde(default, deserialize_with = "objects::list")]
    pub rhythms: Vec<RawRhythm>,
    #[serde(default, deserialize_with = "objects::one")]
    pub reviews: RawReviews,
    #[serde(default, deserialize_with = "objects::list")]
    pub locked: Vec<RawBlock>,
    #[serde(default, deserialize_with = "objects::one_or_none")]
    pub previous: Option<RawPrevious>,
    #[serde(default)]
    pub weights: BTreeMap<String, i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHorizon {
    pub start: String,
    pub weeks: u32,
    pub now: String,
    pub target: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLearner {
    pub week_budget_min: u32,
    #[serde(default)]
    pub week_budget_overrides: BTreeMap<String, u32>,
    pub day_max_min: u32,
    pub block_min: u32,
    pub block_max: u32,
    pub break_min: u32,
    pub unit_day_free_min: u32,
    pub units_per_day_free: u32,
    #[serde(default = "four")]
    pub mix_bucket_weeks: u32,
    #[serde(default)]
    pub mix_target_permille: Option<BTreeMap<String, u32>>,
    #[serde(deserialize_with = "objects::list")]
    pub windows: Vec<RawWindow>,
    #[serde(deserialize_with = "objects::list")]
    pub deep_windows: Vec<RawWindow>,
}

fn four() -> u32 {
    4
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWindow {
    pub weekday: u8,
    pub from: String,
    pub to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSpan {
    pub start: String,
    pub end: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawLevel {
    Core,
    Optional,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawStatus {
    #[default]
    Open,
    Known,
    Done,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawFocus {
    Deep,
    Light,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUnit {
    pub id: String,
    #[serde(default, rename = "title")]
    pub _title: String,
    pub level: RawLevel,
    #[serde(default)]
    pub prio: Option<u32>,
    pub strategy: u8,
    #[serde(default)]
    pub status: RawStatus,
    #[serde(default)]
    pub prereqs: Vec<String>,
    #[serde(default = "yes")]
    pub finishes: bool,
    #[serde(deserialize_with = "objects::list")]
    pub activities: Vec<RawActivity>,
}

fn yes() -> bool {
    true
}

/// What one does in an activity. The planner goes by the focus alone; a word it does not know is a mistake.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawActivityKind {
    Read,
    Watch,
    Practice,
    Build,
    Recall,
    Write,
    Connect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawActivity {
    pub id: String,
    #[serde(default, rename = "kind")]
    pub _kind: Option<RawActivityKind>,
    pub minutes: u32,
    #[serde(default)]
    pub done_min: u32,
    pub focus: RawFocus,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRhythm {
    pub id: String,
    #[serde(default, rename = "title")]
    pub _title: String,
    pub minutes: u32,
    pub focus: RawFocus,
    #[serde(default = "one")]
    pub strategy: u8,
    pub every_weeks: u32,
    pub from_week: u32,
    pub to_week: u32,
}

fn one() -> u8 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReviews {
    #[serde(default)]
    pub offsets_days: Vec<u32>,
    #[serde(default = "ten")]
    pub item_min: u32,
    #[serde(default = "quarter")]
    pub early_permille: u32,
    #[serde(default = "half")]
    pub late_permille: u32,
    #[serde(default, deserialize_with = "objects::list")]
    pub due: Vec<RawDue>,
}

impl Default for RawReviews {
    fn default() -> Self {
        RawReviews {
            offsets_days: Vec::new(),
            item_min: ten(),
            early_permille: quarter(),
            late_permille: half(),
            due: Vec::new(),
        }
    }
}

fn ten() -> u32 {
    10
}

fn quarter() -> u32 {
    250
}

fn half() -> u32 {
    500
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDue {
    pub unit: String,
    pub k: u32,
    pub due: String,
    pub interval: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawKind {
    Work,
    Rhythm,
    Review,
}

/// Blocks may carry keys of their writer; readers ignore what they do not know.
#[derive(Deserialize)]
pub(super) struct RawBlock {
    pub start: String,
    pub minutes: u32,
    pub kind: RawKind,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub activity: Option<String>,
    #[serde(default)]
    pub rhythm: Option<String>,
    #[serde(default, deserialize_with = "objects::list_or_none")]
    pub items: Option<Vec<RawItem>>,
}

#[derive(Deserialize)]
pub(super) struct RawItem {
    pub unit: String,
    pub k: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPrevious {
    pub published_until: String,
    #[serde(deserialize_with = "objects::list")]
    pub blocks: Vec<RawBlock>,
}
