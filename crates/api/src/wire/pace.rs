//! The learner's own pace: how long finished activities took against their estimates, and how that is planned with.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The table of factors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PaceView {
    /// Plans follow the learner's own pace; otherwise they keep to the estimates.
    pub own: bool,
    /// All together, then strategies, then kinds of activity; of which nothing is finished, there is no row.
    pub rows: Vec<PaceRow>,
    /// How to read it, in plain words.
    pub text: String,
}

/// One factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PaceRow {
    /// What it is about.
    pub group: PaceGroup,
    /// "Everything", a strategy's label, or what one does ("Practice").
    pub label: String,
    /// Number of the strategy.
    pub strategy: Option<u8>,
    /// Percent of the estimate that is planned; of a kind, against its strategy. 100 is the estimate.
    pub percent: u32,
    /// What it will be from the next new plan on, where that differs.
    pub next_percent: Option<u32>,
    /// Finished activities behind it.
    pub activities: u32,
    /// Blocks these took.
    pub blocks: u32,
    /// The factor in words.
    pub text: String,
}

/// What a factor is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaceGroup {
    /// All that is finished.
    Everything,
    /// One strategy.
    Strategy,
    /// One kind of activity in every strategy.
    Kind,
}

/// Plan with the learner's own pace, or with the estimates as they are.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaceSet {
    /// The own pace.
    pub own: bool,
}
