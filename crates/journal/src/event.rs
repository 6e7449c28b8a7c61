//! What is saved: the closed list of event kinds. A kind is never changed in meaning, only superseded by a
//! new kind; old journals open for ever.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Name of a planned block, given when it is first published; a replan that keeps the block keeps the name.
pub type BlockId = Uuid;

/// One fact about the learner. Serialised as JSON with the tag `kind`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// Goal, target date, zone and pack. Written by onboarding and whenever one of them changes.
    ProfileSet(Profile),
    /// All weekly windows, replacing the former ones.
    AvailabilitySet { windows: Vec<StudyWindow> },
    /// Hours and limits, replacing the former ones.
    BudgetSet(Budget),
    /// How well the learner knows one strategy.
    StrategyLevelSet { strategy: u8, level: KnowledgeLevel },
    /// Known, dropped, later or open again.
    UnitMarked { unit: String, mark: UnitMark },
    /// The learner's own estimate of a unit in minutes; `None` returns to the pack's.
    EstimateChanged { unit: String, minutes: Option<u32> },
    /// A rhythm is wanted or not.
    RhythmSet { rhythm: String, wanted: bool },
    /// One outcome (1-based position in its unit) ticked or un-ticked.
    OutcomeTicked { unit: String, outcome: u16, ticked: bool },
    /// Minutes really studied. `block` if it was a planned one. `finished`: the activity (or rhythm or
    /// review) needs no more time, whatever its estimate said.
    MinutesLogged {
        what: Studied,
        start: NaiveDateTime,
        minutes: u32,
        block: Option<BlockId>,
        finished: bool,
    },
    /// The learner could not do a block.
    BlockMissed { block: BlockId },
    /// The learner does not want this occurrence; its content is not owed again (rhythm, review).
    BlockSkipped { block: BlockId },
    /// The planner may not move this block (or may again).
    BlockLocked { block: BlockId, locked: bool },
    /// Moved or resized by hand. Implies locked.
    BlockMoved { block: BlockId, start: NaiveDateTime, minutes: u32 },
    /// A plan became the learner's: replaces every block that starts at or after `from` and is not yet answered.
    PlanPublished { from: NaiveDateTime, published_until: NaiveDate, blocks: Vec<PlannedBlock> },
    /// A recall question (1-based position in its unit) answered and graded.
    ReviewGraded { unit: String, question: u16, grade: Grade, on: NaiveDate },
    /// Free text about a unit; empty removes it.
    NoteSet { unit: String, text: String },
    /// Busy time read from one source, replacing what was read from it before.
    BusyImported { source: String, name: String, read_at: DateTime<Utc>, events: Vec<BusyEvent> },
    /// A source of busy time is no longer used.
    BusyRemoved { source: String },
    /// Light, dark or as the system says.
    ThemeSet { theme: Theme },
    /// A command (all events written with this command id) no longer counts.
    Undone { command: Uuid },
    /// An undone command counts again.
    Redone { command: Uuid },
}

/// What the learner works towards, by when, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Chosen goal.
    pub goal: Goal,
    /// Wanted last day.
    pub target: NaiveDate,
    /// IANA zone of the study week.
    pub zone: String,
    /// Monday of the plan's first week.
    pub first_week: NaiveDate,
    /// Id of the pack.
    pub pack: String,
}

/// What the nine strategies are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// All nine strategies, interviews last.
    MlRole,
    /// No interview preparation, no networking.
    AddToJob,
    /// Interviews and projects first; the rest optional.
    OneApplication,
}

/// Weekly recurring time for study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StudyWindow {
    /// 0 is Monday.
    pub weekday: u8,
    /// Minute of the day.
    pub from: u32,
    /// Minute of the day, at most 1440.
    pub to: u32,
    /// Focus is good here: deep work may go here without cost.
    pub deep: bool,
}

/// Hours and limits, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// A week.
    pub week: u32,
    /// A day at most.
    pub day_max: u32,
    /// Shortest block.
    pub block_min: u32,
    /// Longest block.
    pub block_max: u32,
    /// Between two blocks.
    pub break_min: u32,
}

/// Self-assessment of one strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnowledgeLevel {
    /// Never met.
    New,
    /// Foundations were met once.
    SeenIt,
    /// Foundations are in daily use.
    UseIt,
    /// Nothing to learn here.
    CouldTeachIt,
}

/// What the learner decided about one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitMark {
    /// To be studied.
    Open,
    /// Known already.
    Known,
    /// Left out.
    Dropped,
    /// After everything else.
    Later,
}

/// What minutes were spent on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum Studied {
    /// An activity of a unit.
    Work { unit: String, activity: String },
    /// A rhythm.
    Rhythm { rhythm: String },
    /// Recall questions of these units (each with its review's number).
    Review { items: Vec<ReviewedItem> },
    /// Something off the plan; counts for the strategy's hours only.
    Free { strategy: u8, text: String },
}

/// The `k`-th review of a unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReviewedItem {
    /// Unit id.
    pub unit: String,
    /// 1 for the first review.
    pub k: u32,
}

/// A block as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedBlock {
    /// Its name.
    pub id: BlockId,
    /// Local start in the learner's zone.
    pub start: NaiveDateTime,
    /// Length.
    pub minutes: u32,
    /// Work, rhythm or review.
    pub what: Studied,
}

/// How well a recall question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Not remembered.
    Forgot,
    /// With effort.
    Hard,
    /// Remembered.
    Good,
    /// At once.
    Easy,
}

/// Time in which the learner cannot study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusyEvent {
    /// As in the calendar; may be empty.
    pub title: String,
    /// When.
    pub when: BusyTime,
}

/// Timed events are instants; all-day events are dates wherever the learner is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusyTime {
    /// From one instant to another.
    Timed { start: DateTime<Utc>, end: DateTime<Utc> },
    /// Whole days, the last one exclusive.
    AllDay { first: NaiveDate, until: NaiveDate },
}

/// Light, dark or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Follow the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The learner's state: a pure fold over the events that count. Nothing in it is derived from the pack or the clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// None until onboarding is done.
    pub profile: Option<Profile>,
    /// Weekly windows.
    pub windows: Vec<StudyWindow>,
    /// None until set.
    pub budget: Option<Budget>,
    /// Strategy to level; absent is `New`.
    pub levels: BTreeMap<u8, KnowledgeLevel>,
    /// Unit to mark; absent is decided by the strategy's level.
    pub marks: BTreeMap<String, UnitMark>,
    /// Unit to the learner's own estimate.
    pub estimates: BTreeMap<String, u32>,
    /// Rhythm to wanted; absent is wanted.
    pub rhythms: BTreeMap<String, bool>,
    /// Ticked outcomes (unit, position) with the day they were ticked last.
    pub outcomes: BTreeMap<(String, u16), DateTime<Utc>>,
    /// Everything studied, in order of start.
    pub logs: Vec<Logged>,
    /// Every published block that is still planned or was answered.
    pub blocks: BTreeMap<BlockId, BlockState>,
    /// First day that is not promised.
    pub published_until: Option<NaiveDate>,
    /// Graded recall, in order.
    pub grades: Vec<Graded>,
    /// Unit to note with its last change.
    pub notes: BTreeMap<String, (String, DateTime<Utc>)>,
    /// Source to busy calendar.
    pub busy: BTreeMap<String, BusyCalendar>,
    /// Chosen theme.
    pub theme: Theme,
    /// Commands that an undo would take back, oldest first.
    pub undoable: Vec<Uuid>,
    /// Commands that a redo would bring back, oldest first. Emptied by any new command.
    pub redoable: Vec<Uuid>,
}

/// Minutes studied.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// What.
    pub what: Studied,
    /// Local start.
    pub start: NaiveDateTime,
    /// Length.
    pub minutes: u32,
    /// The planned block it answers.
    pub block: Option<BlockId>,
    /// Whether the activity needs no more time.
    pub finished: bool,
}

/// A published block and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockState {
    /// As published, with later moves applied.
    pub block: PlannedBlock,
    /// The planner may not move it.
    pub locked: bool,
    /// What became of it.
    pub answer: Answer,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nothing said yet.
    #[default]
    Open,
    /// Minutes were logged on it (sum).
    Done(u32),
    /// Could not be done.
    Missed,
    /// Not wanted.
    Skipped,
}

/// A graded recall question.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    /// Unit id.
    pub unit: String,
    /// 1-based position.
    pub question: u16,
    /// How well.
    pub grade: Grade,
    /// Which day.
    pub on: NaiveDate,
}

/// One source of busy time.
#[derive(Clone, Debug, PartialEq)]
pub struct BusyCalendar {
    /// As shown.
    pub name: String,
    /// When it was read.
    pub read_at: DateTime<Utc>,
    /// Its events.
    pub events: Vec<BusyEvent>,
}
