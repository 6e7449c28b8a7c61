//! The week and the day on screen.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BlockDetail, BlockView, CalendarAsk, ForecastView, local_time};

/// Which week.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WeekOf {
    /// Any day of it; absent: this week.
    #[serde(default)]
    #[ts(optional, type = "string")]
    pub date: Option<NaiveDate>,
}

/// One week of the calendar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WeekView {
    /// First day.
    #[ts(type = "string")]
    pub monday: NaiveDate,
    /// 1 for the plan's first week; absent before it.
    pub number: Option<u32>,
    /// The promise reaches this week. If not, its blocks are a likely course and cannot be changed.
    pub published: bool,
    /// Seven days.
    pub days: Vec<DayView>,
    /// Minutes in blocks (done ones with the minutes logged).
    pub planned_min: u32,
    /// Minutes logged, also off the plan.
    pub done_min: u32,
    /// Minutes a week that the learner gives.
    pub budget_min: u32,
    /// Now, where it is in this week.
    #[serde(serialize_with = "local_time::option::serialize")]
    #[ts(type = "string | null")]
    pub now: Option<NaiveDateTime>,
    /// Where the plan ends.
    pub course: CourseView,
    /// That the target is not reached, in a sentence; then `ways_out` has something to say.
    pub out_of_reach: Option<String>,
    /// That a new plan was put off, in a sentence; then `replan` makes it.
    pub plan_left: Option<String>,
    /// Blocks that were taken out in the calendar: what is to become of each? `calendar_answer` says it.
    pub asks: Vec<CalendarAsk>,
    /// What else the learner should know, one sentence each.
    pub warnings: Vec<String>,
}

/// One day of the calendar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DayView {
    /// Day.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// Availability without busy time.
    pub free: Vec<FreeSlot>,
    /// Busy time, merged per event.
    pub busy: Vec<BusySlot>,
    /// What of the day's availability is busy, in time order of what takes it.
    pub taken: Vec<TakenTime>,
    /// Time that is kept free since its block was deleted, as far as it is still to come.
    pub kept_free: Vec<KeptSlot>,
    /// In time order.
    pub blocks: Vec<BlockView>,
    /// Minutes in blocks.
    pub planned_min: u32,
    /// Minutes logged.
    pub done_min: u32,
}

/// Availability that something takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakenTime {
    /// Title of what is busy then.
    pub title: String,
    /// Minutes of availability under it. Where two lie over each other both have them.
    pub minutes: u32,
}

/// Time in which blocks may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FreeSlot {
    /// Minute of the day.
    pub from: u32,
    /// Minute of the day.
    pub to: u32,
    /// Focus is good here.
    pub deep: bool,
}

/// Time that no plan uses, because a block was deleted there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeptSlot {
    /// Its name for `kept_free_end`.
    pub id: String,
    /// Minute of the day.
    pub from: u32,
    /// Minute of the day.
    pub to: u32,
    /// Title of the block that was deleted.
    pub title: String,
}

/// Time in which they may not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BusySlot {
    /// Minute of the day.
    pub from: u32,
    /// Minute of the day.
    pub to: u32,
    /// As in the calendar; empty for what is private there.
    pub title: String,
    /// A whole day.
    pub all_day: bool,
    /// Id of the calendar, as of its source in the settings. Two may have one name.
    pub source: String,
    /// Name of the calendar.
    pub calendar: String,
    /// Its colour, "#rrggbb", where it has one.
    pub color: Option<String>,
}

/// Where the plan ends, with likely estimates and the hours given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CourseView {
    /// Day of the last core block; absent if the core does not end within the horizon.
    #[ts(type = "string | null")]
    pub finish: Option<NaiveDate>,
    /// The learner's date.
    #[ts(type = "string")]
    pub target: NaiveDate,
    /// Days from target to finish: positive is late.
    pub days_late: Option<i64>,
    /// Core minutes still to study.
    pub left_min: u32,
    /// When it is likely done; absent once everything the goal needs is done.
    pub forecast: Option<ForecastView>,
    /// One sentence: "This plan ends 11 May 2027, 17 days before your date, if every block is held ..."
    pub text: String,
}

/// The session on a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SessionView {
    /// When it first began.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub began: NaiveDateTime,
    /// It runs; else it rests.
    pub running: bool,
    /// Seconds studied until this answer.
    pub seconds: u32,
    /// Whether the block can be made a quarter of an hour longer.
    pub extendable: bool,
}

/// A unit that minutes may be logged on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LogChoice {
    /// Unit id.
    pub unit: String,
    /// Title.
    pub title: String,
    /// Its strategy.
    pub strategy: u8,
}

/// Study off the plan that ended just now, or began at `start`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StudyLog {
    /// Minutes studied.
    pub minutes: u32,
    /// The unit they count for.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
    /// Without a unit: the strategy whose hours they count for, 1 to 9.
    #[serde(default)]
    #[ts(optional)]
    pub strategy: Option<u8>,
    /// Without a unit: what it was, in the learner's words.
    #[serde(default)]
    #[ts(optional)]
    pub text: Option<String>,
    /// Local start; absent: so many minutes before now.
    #[serde(default, with = "local_time::option")]
    #[ts(optional, type = "string")]
    pub start: Option<NaiveDateTime>,
}

/// The day on screen.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TodayView {
    /// Day.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// Now.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub now: NaiveDateTime,
    /// Free, busy and blocks of the day.
    pub day: DayView,
    /// The block that runs now or comes next today, with its panel.
    pub next: Option<BlockDetail>,
    /// The session on that block, running or at rest.
    pub session: Option<SessionView>,
    /// Next block after today where today has none left.
    pub later: Option<BlockView>,
    /// Units that are past their due day: how many, and until when they are recalled, in a sentence. Absent as long
    /// as a day takes them all.
    pub backlog: Option<String>,
    /// Blocks of the last 14 days of which nothing was said yet, newest first.
    pub unanswered: Vec<BlockView>,
    /// Blocks of this week after today.
    pub rest_of_week: Vec<BlockView>,
    /// Units that study off the plan may be logged on: begun ones first.
    pub loggable: Vec<LogChoice>,
    /// Minutes planned this week.
    pub week_planned_min: u32,
    /// Minutes logged this week.
    pub week_done_min: u32,
    /// Where the plan ends.
    pub course: CourseView,
}
