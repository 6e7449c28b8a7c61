//! The forecast: likely days with their chances, and the same under other hours, another date or without some units.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What would be different; absent: as it is. Nothing is changed by asking.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ForecastOf {
    /// Minutes a week.
    #[serde(default)]
    #[ts(optional)]
    pub week_min: Option<u32>,
    /// The date to be done by.
    #[serde(default)]
    #[ts(optional, type = "string")]
    pub target: Option<NaiveDate>,
    /// Open units that would be left out.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub without: Vec<String>,
}

/// When everything the goal needs is likely done. A day is absent if it is more than six years ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ForecastView {
    /// One in ten is done by then.
    #[ts(type = "string | null")]
    pub early: Option<NaiveDate>,
    /// One in two: the likely day.
    #[ts(type = "string | null")]
    pub likely: Option<NaiveDate>,
    /// Four in five.
    #[ts(type = "string | null")]
    pub four_in_five: Option<NaiveDate>,
    /// Nine in ten.
    #[ts(type = "string | null")]
    pub late: Option<NaiveDate>,
    /// Nineteen in twenty.
    #[ts(type = "string | null")]
    pub nineteen_in_twenty: Option<NaiveDate>,
    /// Chance to be done by the end of the target day, 0 to 100.
    pub chance_percent: u32,
    /// "Likely done 11 May 2027, 4 in 5 by 28 May 2027. 82% by your date, 28 May 2027."
    pub text: String,
    /// What it rests on, in one sentence.
    pub basis: String,
}

/// The forecast with its parts.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ForecastDetail {
    /// The date it is held against.
    #[ts(type = "string")]
    pub target: NaiveDate,
    /// Minutes a week it counts on.
    pub week_min: u32,
    /// Everything the goal needs; absent once that is done.
    pub forecast: Option<ForecastView>,
    /// Strategies with something left that the goal needs.
    pub strategies: Vec<StrategyForecast>,
    /// Which unit would be studied when, if everything took its estimate and every block were held.
    pub roadmap: Vec<RoadmapUnit>,
}

/// When the last unit of one strategy is likely done.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StrategyForecast {
    /// Its number.
    pub strategy: u8,
    /// One in two.
    #[ts(type = "string | null")]
    pub likely: Option<NaiveDate>,
    /// Four in five.
    #[ts(type = "string | null")]
    pub four_in_five: Option<NaiveDate>,
    /// Nineteen in twenty.
    #[ts(type = "string | null")]
    pub nineteen_in_twenty: Option<NaiveDate>,
}

/// One unit of the roadmap.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RoadmapUnit {
    /// Its id.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// Number of its strategy.
    pub strategy: u8,
    /// The goal needs it.
    pub core: bool,
    /// Monday of its first week.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Monday of its last week; absent if that is more than six years ahead.
    #[ts(type = "string | null")]
    pub to: Option<NaiveDate>,
}
