//! The answer of a planner: blocks and everything that follows from them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::{Block, Minutes, Rule};

/// All blocks from now on, and what follows from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// In time order.
    pub blocks: Vec<Block>,
    /// Minutes of each unit in each week, by week and unit.
    pub roadmap: Vec<RoadmapEntry>,
    /// Every term with its quantity and points.
    pub score: Score,
    /// Units that are late or unfinished, weeks without time, a target out of reach.
    pub warnings: Vec<Warning>,
}

/// Minutes of one unit in one week of the horizon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoadmapEntry {
    /// Week index from the start of the horizon.
    pub week: u32,
    /// Unit id.
    pub unit: String,
    /// Placed minutes.
    pub minutes: Minutes,
}

/// The score of a plan; lower is better.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Score {
    /// Sum of the points.
    pub total: i64,
    /// Term name to its part.
    pub terms: BTreeMap<&'static str, ScoreTerm>,
}

/// One term of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ScoreTerm {
    /// In the term's own unit: minutes, days, counts.
    pub quantity: i64,
    /// Points per unit of quantity.
    pub weight: i64,
    /// `quantity * weight`.
    pub points: i64,
}

/// Something the learner should know about the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The unit is complete only after the target day.
    Late {
        /// Unit id.
        unit: String,
        /// Day of completion.
        finish: NaiveDate,
    },
    /// The unit is not complete within the horizon.
    Unfinished {
        /// Unit id.
        unit: String,
    },
    /// Not even perfect packing holds the core units before the target: the certificate.
    TargetImpossible {
        /// Minutes of the core units and all they need.
        need: Minutes,
        /// Minutes that fit until the target at most.
        have: Minutes,
    },
    /// A due review found no place.
    ReviewMissed {
        /// Unit id.
        unit: String,
    },
    /// A rhythm found no place in one of its periods.
    RhythmMissed {
        /// Rhythm id.
        rhythm: String,
        /// First week of the period.
        week: u32,
    },
    /// The learner has no usable time in this week.
    WeekWithoutTime {
        /// Week index.
        week: u32,
    },
    /// A locked block breaks a rule; the planner kept it all the same.
    LockedConflict {
        /// The broken rule.
        rule: Rule,
        /// Start of the block at fault; `None` if locked blocks are at fault only together.
        start: Option<NaiveDateTime>,
        /// Unit of that block, if it serves one.
        unit: Option<String>,
    },
}
