//! The roadmap: which unit is studied in which week up to the end of the pack.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::{CourseView, StrategyForecast};

/// Every unit of the pack in its weeks.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RoadmapView {
    /// Today.
    #[ts(type = "string")]
    pub today: NaiveDate,
    /// First day that is not promised: what is studied from then on is the likely course.
    #[ts(type = "string")]
    pub promised_until: NaiveDate,
    /// Minutes a week that the learner gives.
    pub week_min: u32,
    /// The fewest minutes a week that can hold a block.
    pub least_week_min: u32,
    /// The most minutes a week that the study times hold, and never less than what the learner gives.
    pub most_week_min: u32,
    /// The latest day that may be chosen as the target.
    #[ts(type = "string")]
    pub last_target: NaiveDate,
    /// Where the plan ends, with the forecast.
    pub course: CourseView,
    /// Minutes of what the goal needs, done ones included.
    pub core_min: u32,
    /// Every strategy of the pack, in order.
    pub lanes: Vec<LaneView>,
    /// Points on the way that are not reached yet, the nearest first.
    pub milestones: Vec<RoadmapMilestone>,
}

/// One strategy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LaneView {
    /// Its number.
    pub strategy: u8,
    /// Minutes still to study, optional units included.
    pub left_min: u32,
    /// When the last of what the goal needs of it is likely done; absent if the goal needs no more of it.
    pub forecast: Option<StrategyForecast>,
    /// Its units, those that are studied first come first; those without weeks last, in the pack's order.
    pub units: Vec<LaneUnit>,
    /// Its rhythms that are wanted and that the goal does not leave out, in the pack's order.
    pub rhythms: Vec<LaneRhythm>,
}

/// One rhythm of the roadmap with its weeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LaneRhythm {
    /// Its id.
    pub rhythm: String,
    /// Its title.
    pub title: String,
    /// "every 2 weeks".
    pub cadence: String,
    /// Minutes of one occurrence.
    pub minutes: u32,
    /// Mondays of the weeks in which it was held or is planned, the first come first; empty while there are none.
    #[ts(type = "Array<string>")]
    pub weeks: Vec<NaiveDate>,
}

/// Where the learner stands with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitStatus {
    /// Nothing of it is studied yet.
    Ahead,
    /// A part of it is studied.
    Begun,
    /// Studied to the end.
    Done,
    /// Known before it began.
    Known,
    /// Left out by the learner or the goal.
    LeftOut,
}

/// One unit of the roadmap with its weeks.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LaneUnit {
    /// Its id.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// What it is good for.
    pub why: String,
    /// The goal needs it; otherwise it may be left out.
    pub core: bool,
    /// Where the learner stands with it.
    pub status: UnitStatus,
    /// Monday of its first week, studied or planned; absent if there is none.
    #[ts(type = "string | null")]
    pub from: Option<NaiveDate>,
    /// Monday of its last week; absent if there is none, or if it does not end within the plan.
    #[ts(type = "string | null")]
    pub to: Option<NaiveDate>,
    /// Monday of the next week that holds a block of it.
    #[ts(type = "string | null")]
    pub next: Option<NaiveDate>,
    /// Minutes of the whole unit as planned.
    pub total_min: u32,
    /// Minutes studied of it.
    pub done_min: u32,
    /// Ids of the units that come before it.
    pub needs: Vec<String>,
}

/// A point on the way.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RoadmapMilestone {
    /// Title.
    pub title: String,
    /// Ids of the units that it still waits for.
    pub after: Vec<String>,
    /// Day on which the plan reaches it; absent if not within the plan.
    #[ts(type = "string | null")]
    pub date: Option<NaiveDate>,
}
