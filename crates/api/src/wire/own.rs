//! The learner's own units and resources, kept apart from the pack.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Change;

/// Make a unit of one's own, or change all of it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnUnitSet {
    /// Its id; absent: a new one.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
    /// Title.
    pub title: String,
    /// Number of the strategy that it belongs to.
    pub strategy: u8,
    /// Minutes that it takes.
    pub minutes: u32,
    /// Ids of units that come first.
    pub prerequisites: Vec<String>,
    /// The checklist.
    pub outcomes: Vec<String>,
}

/// What saving a unit of one's own did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OwnUnitSaved {
    /// Its id.
    pub unit: String,
    /// What was done, in one sentence.
    pub message: Option<String>,
    /// Undo would take it back.
    pub undoable: bool,
    /// Published blocks that changed because of it.
    pub changes: Vec<Change>,
}

/// Add a resource of one's own to a unit, or change all of it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnResourceSet {
    /// Its id; absent: a new one.
    #[serde(default)]
    #[ts(optional)]
    pub resource: Option<String>,
    /// The unit.
    pub unit: String,
    /// Title.
    pub title: String,
    /// An https or http address.
    pub url: Option<String>,
    /// Which chapters or pages.
    pub sections: Option<String>,
}

/// Names a resource of one's own.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnResourceRef {
    /// Its id.
    pub resource: String,
}
