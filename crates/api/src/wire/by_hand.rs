//! Blocks made by hand: one split in two, one added, one taken out.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::local_time;

/// How a block is to be split.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockSplit {
    /// The block.
    pub id: String,
    /// Length of its first part; absent: half of it.
    #[serde(default)]
    #[ts(optional)]
    pub first_min: Option<u32>,
    /// Wanted start of its second part; absent: the first lawful one after the first part.
    #[serde(default, with = "local_time::option")]
    #[ts(optional, type = "string")]
    pub second: Option<NaiveDateTime>,
}

/// Whether and how a block can be split.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SplitCheck {
    /// It can.
    pub legal: bool,
    /// Why not, one sentence per rule.
    pub reasons: Vec<String>,
    /// Length of the first part.
    pub first_min: u32,
    /// Length of the second part.
    pub second_min: u32,
    /// Where the second part goes, or could go; absent where there is no place.
    #[serde(serialize_with = "local_time::option::serialize")]
    #[ts(type = "string | null")]
    pub second: Option<NaiveDateTime>,
}

/// Where a new block should begin.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddAt {
    /// Local start.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub start: NaiveDateTime,
}

/// What a new block could be for.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AddChoices {
    /// Every unit that is still to be studied: those that are ready at that time first.
    pub units: Vec<AddChoice>,
}

/// A unit that a new block could be for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AddChoice {
    /// Unit id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its strategy.
    pub strategy: u8,
    /// What would be done next in it ("Practice").
    pub activity: String,
    /// Minutes of that which have no locked block yet, on the grid of the plan.
    pub left_min: u32,
    /// Titles of the units that it waits for at that time; empty if it is ready.
    pub waits_for: Vec<String>,
}

/// A block to add.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockAdd {
    /// What it is for.
    pub unit: String,
    /// Local start.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// Length.
    pub minutes: u32,
}
