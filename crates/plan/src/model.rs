//! The words of the planning problem: what a planner may look at ([`Instance`]) and what it answers ([`Plan`]).
//! Plain data with public fields; every rule over it lives in its own module.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

/// Minutes; also a minute of the day, 0..=1440.
pub type Minutes = u32;

/// How much concentration an activity asks for. Deep work belongs into deep windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Focus {
    /// New or hard material.
    Deep,
    /// Reading on, recall, messages.
    Light,
}

/// Whether a unit belongs to the goal (`Core`) or may be left out (`Optional`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Needed for the goal; default priority 3.
    Core,
    /// May be dropped; default priority 1.
    Optional,
}

/// Where the learner stands with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Still to study.
    Open,
    /// Known before the plan began; satisfies prerequisites, takes no time.
    Known,
    /// Studied to the end; satisfies prerequisites, takes no time.
    Done,
}

/// Everything the planner may look at. All times are wall clock in the learner's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Start and length of every block are multiples of this (5, 10, 15 or 30).
    pub grid: Minutes,
    /// First day of the horizon, a Monday.
    pub start: NaiveDate,
    /// Weeks in the horizon, 1..=156.
    pub weeks: u32,
    /// No block may start before this moment.
    pub now: NaiveDateTime,
    /// The day by which the learner wants to be done.
    pub target: NaiveDate,
    /// Stretches of local time that do not exist or exist twice; no block may touch them.
    pub clock_changes: Vec<ClockChange>,
    /// Hours, limits and windows.
    pub learner: Learner,
    /// Events that no block may overlap.
    pub busy: Vec<Span>,
    /// Units with their activities in order.
    pub units: Vec<Unit>,
    /// Recurring activities.
    pub rhythms: Vec<Rhythm>,
    /// How reviews are spaced, and those already due.
    pub reviews: Reviews,
    /// Future blocks that the planner must keep unchanged.
    pub locked: Vec<Block>,
    /// What the learner has been shown and may rely on.
    pub previous: Option<Previous>,
    /// Points per unit of each score term.
    pub weights: Weights,
    /// Seed of the only randomness.
    pub seed: u64,
}

/// A stretch of one local day that a clock change makes ambiguous or impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockChange {
    /// The local day.
    pub date: NaiveDate,
    /// First minute of the day that is touched.
    pub from: Minutes,
    /// First minute of the day that is no longer touched.
    pub to: Minutes,
}

/// Hours, limits and weekly windows of one learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    /// Study minutes per week.
    pub week_budget: Minutes,
    /// Week index to minutes: holidays, or what is left of the running week.
    pub week_budget_overrides: BTreeMap<u32, Minutes>,
    /// Study minutes per day at most.
    pub day_max: Minutes,
    /// Shortest block (rounded up to the grid).
    pub block_min: Minutes,
    /// Longest block (rounded down to the grid).
    pub block_max: Minutes,
    /// Pause between two blocks of a day.
    pub break_min: Minutes,
    /// Minutes of one unit on one day that cost nothing (spacing).
    pub unit_day_free: Minutes,
    /// Different units on one day that cost nothing (switching).
    pub units_per_day_free: u32,
    /// Weeks in one bucket of the strategy mix.
    pub mix_bucket_weeks: u32,
    /// Wanted share per strategy in permille, sum 1000; by default the share of the remaining work.
    pub mix_target_permille: Option<BTreeMap<u8, u32>>,
    /// When the learner can study.
    pub windows: Vec<Window>,
    /// When focus is best.
    pub deep_windows: Vec<Window>,
}

/// A weekly recurring stretch of local time inside one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    /// 0 is Monday.
    pub weekday: u8,
    /// Minute of the day.
    pub from: Minutes,
    /// Minute of the day, at most 1440.
    pub to: Minutes,
}

/// A half-open stretch of local time that may cross midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First moment.
    pub start: NaiveDateTime,
    /// First moment after it.
    pub end: NaiveDateTime,
}

/// A piece of study with prerequisites and activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Permanent name.
    pub id: String,
    /// Belongs to the goal or not.
    pub level: Level,
    /// Weight of being on time, 1..=9; default 3 for core and 1 for optional.
    pub prio: Option<u32>,
    /// 1..=9.
    pub strategy: u8,
    /// Open, known or done.
    pub status: Status,
    /// Units that must be complete first.
    pub prereqs: Vec<String>,
    /// False if only a part of the unit is in this instance: no completion, no reviews.
    pub finishes: bool,
    /// In order; each starts after the one before is complete.
    pub activities: Vec<Activity>,
}

/// One step of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Unique inside its unit.
    pub id: String,
    /// Estimated minutes.
    pub minutes: Minutes,
    /// Minutes already studied.
    pub done: Minutes,
    /// Deep or light.
    pub focus: Focus,
}

/// A recurring activity: at most once in each period, counted from its first active week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Permanent name.
    pub id: String,
    /// Length of one occurrence (rounded up to the grid).
    pub minutes: Minutes,
    /// Deep or light.
    pub focus: Focus,
    /// 1..=9.
    pub strategy: u8,
    /// Length of a period in weeks.
    pub every_weeks: u32,
    /// First active week of the horizon.
    pub from_week: u32,
    /// Last active week of the horizon.
    pub to_week: u32,
}

/// Spacing of reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviews {
    /// Days after a unit's completion, increasing.
    pub offsets_days: Vec<u32>,
    /// Minutes one item takes.
    pub item_min: Minutes,
    /// How much of its interval a review may be early.
    pub early_permille: u32,
    /// How much of its interval a review may be late.
    pub late_permille: u32,
    /// Reviews of units that were completed before this plan.
    pub due: Vec<DueReview>,
}

/// A review that is known to fall due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueReview {
    /// What is reviewed.
    pub item: ReviewItem,
    /// Best day.
    pub due: NaiveDate,
    /// Days since the review before.
    pub interval: u32,
}

/// The `k`-th review of a unit, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReviewItem {
    /// Unit id.
    pub unit: String,
    /// 1 for the first review.
    pub k: u32,
}

/// What was published before this plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// First day that is no longer promised.
    pub published_until: NaiveDate,
    /// The published blocks.
    pub blocks: Vec<Block>,
}

/// A placed piece of study.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    /// Local start.
    pub start: NaiveDateTime,
    /// Length.
    pub minutes: Minutes,
    /// What is studied.
    pub what: What,
}

/// What a block serves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An activity of a unit.
    Work {
        /// Unit id.
        unit: String,
        /// Activity id inside the unit.
        activity: String,
    },
    /// One occurrence of a rhythm.
    Rhythm {
        /// Rhythm id.
        rhythm: String,
    },
    /// Recall questions that are due.
    Review {
        /// The items, each at most once in a plan.
        items: Vec<ReviewItem>,
    },
}

/// Points per unit of each score term. One point is a tenth of a minute of annoyance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Per priority and day after the target.
    pub late: i64,
    /// Per priority and day until completion.
    pub finish: i64,
    /// Per priority and minute that is in no block.
    pub unfinished: i64,
    /// Per minute off the strategy mix.
    pub mix: i64,
    /// Per minute of deep work outside deep windows.
    pub deep: i64,
    /// Per minute of one unit on one day above the free amount.
    pub massed: i64,
    /// Per block.
    pub block: i64,
    /// Per unit on one day above the free number.
    pub extra_unit: i64,
    /// Per percent of its interval that a review is off.
    pub review: i64,
    /// Per missed occurrence of a rhythm.
    pub rhythm: i64,
    /// Per weighted change of a published block.
    pub moved: i64,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            late: 100,
            finish: 10,
            unfinished: 20,
            mix: 2,
            deep: 5,
            massed: 5,
            block: 80,
            extra_unit: 150,
            review: 3,
            rhythm: 900,
            moved: 100,
        }
    }
}
