//! The look back: what was planned and done, what is left, and how long things took. All figures are minutes; how each is
//! counted is said in `look_back/`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CourseView, PaceGroup};

/// Which weeks are looked back on, the running one among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewPeriod {
    /// The last four.
    FourWeeks,
    /// The last twelve.
    TwelveWeeks,
    /// All since the plan began, or since the first study that was logged.
    All,
}

/// Asks for the look back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewOf {
    /// Which weeks.
    pub period: ReviewPeriod,
}

/// Everything the review screen shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReviewView {
    /// Today in the learner's zone.
    #[ts(type = "string")]
    pub today: NaiveDate,
    /// When it is likely done.
    pub course: CourseView,
    /// A usual week of the period; absent while no week of it is over.
    pub mean: Option<WeeklyMean>,
    /// Hours done and what is left, since the plan began.
    pub burn: BurnView,
    /// The weeks of the period, the running one last.
    pub weeks: Vec<WeekRow>,
    /// The nine strategies in the last four weeks.
    pub balance: BalanceView,
    /// How long things took against their estimates.
    pub takes: TakesView,
    /// In how many weeks of the period there was some study.
    pub consistency: ConsistencyView,
    /// The learner's lines about weeks, the newest first; that of the running week too.
    pub lines: Vec<WeekLine>,
}

/// Means over the weeks of the period that are over, to the nearest minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WeeklyMean {
    /// How many weeks are over.
    pub weeks: u32,
    /// Planned a week; a week for which no plan was made counts as 0.
    pub planned_min: u32,
    /// Done a week.
    pub done_min: u32,
}

/// Work on the units that the goal needs: rhythms, reviews and optional units are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BurnView {
    /// One for the beginning of each week since the plan began, and one for now.
    pub past: Vec<BurnPoint>,
    /// Where the present plan stands at the end of each week that follows, to its end. Empty once nothing is left.
    pub ahead: Vec<BurnAhead>,
    /// Done so far.
    pub done_min: u32,
    /// Still to study, by the estimates as they are planned.
    pub left_min: u32,
    /// Both together.
    pub scope_min: u32,
    /// Days by which a share of the forecasts is done, the earliest first. Empty once nothing is left.
    pub forecasts: Vec<BurnForecast>,
    /// The date to be done by.
    #[ts(type = "string")]
    pub target: NaiveDate,
    /// "308 h, 296 h at first".
    pub scope_text: String,
    /// The chart in words.
    pub text: String,
}

/// The beginning of a week, or now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BurnPoint {
    /// A Monday, or today.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// Done before that day; for today: until now.
    pub done_min: u32,
    /// What was done and left by what was known then; absent before the first plan.
    pub scope_min: Option<u32>,
}

/// The plan at the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BurnAhead {
    /// The Monday after it.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// Done by then, if every block is held.
    pub done_min: u32,
}

/// A share of the forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BurnForecast {
    /// That many of a thousand forecasts are done by then: 100, 250, 500, 750, 900.
    pub permille: u32,
    /// The day; absent if it is more than six years ahead.
    #[ts(type = "string | null")]
    pub day: Option<NaiveDate>,
}

/// One week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WeekRow {
    /// First day.
    #[ts(type = "string")]
    pub monday: NaiveDate,
    /// 1 is the first week of the plan; absent before it.
    pub number: Option<u32>,
    /// It is not over yet.
    pub running: bool,
    /// What the plan held for it when it began; absent if there was none.
    pub planned_min: Option<u32>,
    /// All that was logged in it.
    pub done_min: u32,
    /// Of that, what was studied beside the plan.
    pub unplanned_min: u32,
    /// Blocks of it that were done.
    pub done: u32,
    /// Blocks that were done in part.
    pub partly: u32,
    /// Blocks that could not be done.
    pub missed: u32,
    /// Blocks that are over and of which nothing was said.
    pub unanswered: u32,
    /// The seven days.
    pub days: Vec<DayStudied>,
}

/// One day of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DayStudied {
    /// All that was logged on it.
    pub min: u32,
    /// 0: nothing; 1: under an hour; 2: under two hours; 3: two hours or more.
    pub level: u8,
}

/// The running week and the three before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BalanceView {
    /// Monday of the first of them.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// All that was logged.
    pub done_min: u32,
    /// All that was planned until now.
    pub planned_min: u32,
    /// The nine strategies.
    pub rows: Vec<BalanceRow>,
    /// The chart in words.
    pub text: String,
}

/// One strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BalanceRow {
    /// Number of the strategy.
    pub strategy: u8,
    /// Its label.
    pub label: String,
    /// Logged on it.
    pub done_min: u32,
    /// Planned for it, as far as the blocks are over.
    pub planned_min: u32,
    /// Its share of the work on units that the plan aims at in every four weeks: its share of what is left.
    pub mix_permille: u32,
}

/// Finished activities against their estimates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakesView {
    /// All together, the nine strategies, then the kinds of activity.
    pub rows: Vec<TakesRow>,
    /// Finished activities from which on a row counts.
    pub fewest: u32,
    /// What the plan makes of it.
    pub text: String,
}

/// One strategy, or one kind of activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakesRow {
    /// What it is about.
    pub group: PaceGroup,
    /// Number of the strategy.
    pub strategy: Option<u8>,
    /// "Everything", a strategy's label, or what one does ("Practice").
    pub label: String,
    /// Finished activities.
    pub activities: u32,
    /// Blocks these took.
    pub blocks: u32,
    /// Their estimates, each to the next quarter of an hour.
    pub estimated_min: u32,
    /// What they took.
    pub actual_min: u32,
    /// What they took in percent of their estimates, to the nearest; absent where too few are finished.
    pub percent: Option<u32>,
}

/// Weeks with some study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConsistencyView {
    /// Weeks of the period; the running one counts once something was studied in it.
    pub weeks: u32,
    /// Of these, weeks with some study.
    pub studied: u32,
    /// Weeks with study up to now, where a single week off between them ends nothing.
    pub row: u32,
    /// Single weeks off between them.
    pub off: u32,
    /// The chart in words.
    pub text: String,
}

/// The learner's line about a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WeekLine {
    /// Monday of the week.
    #[ts(type = "string")]
    pub week: NaiveDate,
    /// 1 is the first week of the plan; absent before it.
    pub number: Option<u32>,
    /// The line.
    pub text: String,
}

/// Write the line about a week.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReflectionSet {
    /// Monday of the running week, or of one before it.
    #[ts(type = "string")]
    pub week: NaiveDate,
    /// The whole line; an empty one removes it.
    pub text: String,
    /// The line in whose place it was written. Where another one stands by now, nothing is written.
    #[serde(default)]
    #[ts(optional)]
    pub was: Option<String>,
}
