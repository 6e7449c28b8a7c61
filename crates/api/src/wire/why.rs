//! Reasons on the wire: what a place costs, what holds a unit back, ways out of a late target.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::local_time;

/// One term of the plan's score in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TermView {
    /// The planner's name of it: block, deep, finish, ...
    pub term: String,
    /// "Outside your focus hours".
    pub label: String,
    /// A point is a tenth of a minute of annoyance.
    pub points: i64,
}

/// Another start of a block, all others staying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AlternativeView {
    /// Where it would start.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// Minutes of annoyance it would cost more, rounded; negative: less.
    pub cost_min: i64,
    /// "Thu 19:30 would cost 14 min more: 8 min outside your focus hours and 6 min later finish."
    pub text: String,
    /// What each term would change by; those that would not are left out.
    pub terms: Vec<TermView>,
}

/// Names a unit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnitRef {
    /// Its id in the pack.
    pub unit: String,
}

/// Why a unit is not studied earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WhyNotView {
    /// Unit id.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// Where the plan first studies it; absent if nowhere.
    #[serde(serialize_with = "local_time::option::serialize")]
    #[ts(type = "string | null")]
    pub planned: Option<NaiveDateTime>,
    /// When it could start at the earliest, all other blocks staying; absent if not within the plan.
    #[serde(serialize_with = "local_time::option::serialize")]
    #[ts(type = "string | null")]
    pub earliest: Option<NaiveDateTime>,
    /// Monday of that week.
    #[ts(type = "string | null")]
    pub week: Option<NaiveDate>,
    /// The answer and what holds the unit back, one sentence each, the nearest reason first.
    pub reasons: Vec<String>,
    /// Its first block at the earliest legal start before its own, with the price.
    pub sooner: Option<AlternativeView>,
}

/// Ways out of a target that the plan does not reach. Every finish in it is that of a plan that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WaysOutView {
    /// Core minutes that find no place until the target; 0 if it is reached.
    pub shortfall_min: u32,
    /// The shortfall in a sentence; empty if the target is reached.
    pub text: String,
    /// The smallest ways out, and those that were tried and are not enough.
    pub ways: Vec<WayView>,
}

/// One way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WayView {
    /// What to call `way_out_take` with; absent if it is not enough.
    pub way: Option<WayOut>,
    /// "Study 1 h more a week".
    pub what: String,
    /// "10 h instead of 9 h".
    pub how: String,
    /// When the plan then ends; absent if not within the plan.
    #[ts(type = "string | null")]
    pub finish: Option<NaiveDate>,
    /// That in words.
    pub result: String,
}

/// A way out to take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum WayOut {
    /// Study more.
    Hours {
        /// Minutes a week on top.
        extra_min: u32,
    },
    /// Take longer.
    Date {
        /// The new target.
        #[ts(type = "string")]
        target: NaiveDate,
    },
    /// Leave out optional units.
    Units {
        /// Their ids.
        units: Vec<String>,
    },
}
