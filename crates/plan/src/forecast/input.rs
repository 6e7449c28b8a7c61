//! What a forecast looks at: the work left, the weeks ahead, and how the learner has done so far.
//! Plain data in whole minutes; where odd values are met (no minutes, a unit that is not there), they count for nothing.

use chrono::NaiveDate;

use crate::Minutes;

/// Kinds of activity that are told apart.
pub const KINDS: usize = 7;

/// Everything a forecast depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForecastInput {
    /// Monday of the first week in `weeks`.
    pub start: NaiveDate,
    /// The day by which the learner wants to be done.
    pub target: NaiveDate,
    /// Units that the study order speaks of.
    pub units: Vec<UnitLeft>,
    /// All work that is left, in study order. A unit may come in several pieces, between others.
    pub order: Vec<Piece>,
    /// The weeks of the plan.
    pub weeks: Vec<StudyWeek>,
    /// Every week after them.
    pub usual: StudyWeek,
    /// Minutes a week that `weeks` were planned with.
    pub week_budget: Minutes,
    /// How long finished activities took.
    pub paces: Vec<PaceSample>,
    /// Which planned blocks were held.
    pub blocks: Vec<BlockSample>,
    /// Seed of the only randomness.
    pub seed: u64,
    /// Futures to play through.
    pub futures: u32,
}

/// A unit that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitLeft {
    /// 1..=9.
    pub strategy: u8,
    /// The goal is reached when all core units are done.
    pub core: bool,
    /// What the pack says of the whole unit.
    pub effort: Effort,
    /// Minutes left of each kind of activity: the mix.
    pub kinds: [Minutes; KINDS],
    /// How many minutes the plan gives to 1,000 estimated ones, where it follows the learner's pace; else 1000. The
    /// paces are those against the estimates, so what the plan counts in already is not counted twice.
    pub planned_permille: u32,
}

/// How long something takes: one learner in ten needs less than `low`, one in ten more than `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// With luck.
    pub low: Minutes,
    /// As a rule.
    pub likely: Minutes,
    /// When it is hard.
    pub high: Minutes,
}

/// Minutes of one unit, studied or recalled in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index into the units.
    pub unit: usize,
    /// As planned.
    pub minutes: Minutes,
    /// Recall: it comes with the unit and takes its minutes at any pace.
    pub is_review: bool,
}

/// One week ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StudyWeek {
    /// Planned minutes of each day, Monday first; none on holidays.
    pub minutes: [Minutes; 7],
    /// Those of them that go to rhythms, which come with the weeks.
    pub overhead: Minutes,
    /// Most minutes that each day could hold, Monday first: where missed blocks may find another place.
    pub most: [Minutes; 7],
}

impl StudyWeek {
    /// Planned minutes.
    #[must_use]
    pub fn total(&self) -> Minutes {
        self.minutes.iter().fold(0, |sum, m| sum.saturating_add(*m))
    }

    /// Planned minutes for units and their reviews.
    #[must_use]
    pub fn work(&self) -> Minutes {
        self.total().saturating_sub(self.overhead)
    }
}

/// How long one finished activity took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaceSample {
    /// The same number for activities of the same unit.
    pub unit: u32,
    /// 1..=9.
    pub strategy: u8,
    /// Any numbering below [`KINDS`], the same as in the units.
    pub kind: u8,
    /// As estimated before.
    pub estimated: Minutes,
    /// As it was.
    pub actual: Minutes,
}

/// What became of one planned block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockSample {
    /// Any number of its week, the same for blocks of the same week.
    pub week: i32,
    /// 0 is Monday.
    pub weekday: u8,
    /// Share of its minutes that were studied, in permille: 0 missed, 1000 held.
    pub held_permille: u16,
}
