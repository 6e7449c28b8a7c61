//! What is saved: the closed list of event kinds. A kind is never changed in meaning, only superseded by a
//! new kind; old journals open for ever.

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
    AvailabilitySet {
        /// Every window of the week.
        windows: Vec<StudyWindow>,
    },
    /// Hours and limits, replacing the former ones.
    BudgetSet(Budget),
    /// How well the learner knows one strategy.
    StrategyLevelSet {
        /// Number of the strategy, 1 to 9.
        strategy: u8,
        /// How well it is known.
        level: KnowledgeLevel,
    },
    /// Known, dropped, later or open again.
    UnitMarked {
        /// Unit id.
        unit: String,
        /// What was decided.
        mark: UnitMark,
    },
    /// The learner's own estimate of a unit in minutes; `None` returns to the pack's.
    EstimateChanged {
        /// Unit id.
        unit: String,
        /// Minutes for the whole unit.
        minutes: Option<u32>,
    },
    /// A rhythm is wanted or not.
    RhythmSet {
        /// Rhythm id.
        rhythm: String,
        /// Whether the planner is to place it.
        wanted: bool,
    },
    /// One outcome (1-based position in its unit) ticked or un-ticked.
    OutcomeTicked {
        /// Unit id.
        unit: String,
        /// 1-based position in the unit.
        outcome: u16,
        /// Ticked or un-ticked.
        ticked: bool,
    },
    /// The learner begins to study a block, or goes on after a pause: the instant is the record's own. A session on
    /// another block rests from then on.
    SessionStarted {
        /// The block.
        block: BlockId,
    },
    /// The session on a block rests.
    SessionPaused {
        /// The block.
        block: BlockId,
    },
    /// Minutes really studied. `block` if it was a planned one. `finished`: the activity (or rhythm or
    /// review) needs no more time, whatever its estimate said.
    MinutesLogged {
        /// What was studied.
        what: Studied,
        /// Local start in the learner's zone.
        start: NaiveDateTime,
        /// Minutes really studied.
        minutes: u32,
        /// The planned block it answers.
        block: Option<BlockId>,
        /// Whether the activity needs no more time.
        finished: bool,
    },
    /// The learner could not do a block.
    BlockMissed {
        /// The block.
        block: BlockId,
    },
    /// The learner does not want this occurrence; its content is not owed again (rhythm, review).
    BlockSkipped {
        /// The block.
        block: BlockId,
    },
    /// The planner may not move this block (or may again).
    BlockLocked {
        /// The block.
        block: BlockId,
        /// Whether the planner must leave it where it is.
        locked: bool,
    },
    /// Called by a title of the learner's own. Implies locked.
    BlockTitled {
        /// The block.
        block: BlockId,
        /// What it is called; the title of what it is for, where none is given.
        title: Option<String>,
    },
    /// Moved or resized by hand. Implies locked.
    BlockMoved {
        /// The block.
        block: BlockId,
        /// New local start in the learner's zone.
        start: NaiveDateTime,
        /// New length in minutes.
        minutes: u32,
    },
    /// Given another length by hand, its start as it was. Implies locked. The first release wrote `BlockMoved` for
    /// this, too.
    BlockResized {
        /// The block.
        block: BlockId,
        /// New length in minutes.
        minutes: u32,
    },
    /// Split by hand: the block keeps its start and is shorter, the rest of it is a block of its own. Both are locked.
    BlockSplit {
        /// The block.
        block: BlockId,
        /// Its new length in minutes.
        minutes: u32,
        /// The rest of it.
        second: PlannedBlock,
    },
    /// Added by hand, and locked.
    BlockAdded {
        /// The new block.
        block: PlannedBlock,
    },
    /// Taken out by hand. What it was for goes back into the queue; its time is kept free: no plan puts anything there.
    BlockDeleted {
        /// The block.
        block: BlockId,
    },
    /// The time of a deleted block is not kept free any more.
    KeptFreeEnded {
        /// The block that was deleted.
        block: BlockId,
    },
    /// A unit and what it needs are to be studied before everything else, or as everything else again.
    UnitBroughtForward {
        /// Unit id.
        unit: String,
        /// Before everything else.
        first: bool,
    },
    /// Something happened that asks for a new plan, and the learner left the plan as it is; or asked for a new one.
    PlanLeft {
        /// Left as it is.
        left: bool,
    },
    /// A plan became the learner's: replaces every block that starts at or after `from` and is not yet answered. With
    /// `let_go`, blocks that the learner locked stay as well, but for those: a plan that another computer made at the
    /// same time did not know of them.
    PlanPublished {
        /// Local instant from which the former plan no longer holds.
        from: NaiveDateTime,
        /// First day that is not promised.
        published_until: NaiveDate,
        /// Every block from then on.
        blocks: Vec<PlannedBlock>,
        /// The locked blocks from then on that were known and are not kept as they were, as when their unit was left
        /// out. Not said by the first release.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        let_go: Option<Vec<BlockId>>,
    },
    /// A recall question (1-based position in its unit) answered and graded. Kept from the first release, which
    /// never wrote it; superseded by `RecallGraded`.
    ReviewGraded {
        /// Unit id.
        unit: String,
        /// 1-based position in the unit.
        question: u16,
        /// How well it was remembered.
        grade: Grade,
        /// Study day of the review.
        on: NaiveDate,
    },
    /// The questions of one unit of a review answered and graded. The block stays open until it is said to be done.
    RecallGraded {
        /// The review's block.
        block: BlockId,
        /// Unit id.
        unit: String,
        /// 1 for the unit's first review.
        k: u32,
        /// How well it was remembered.
        grade: Grade,
        /// Study day of the review.
        on: NaiveDate,
    },
    /// Free text about a unit; empty removes it.
    NoteSet {
        /// Unit id.
        unit: String,
        /// The whole note.
        text: String,
    },
    /// One line about a week, as the learner looks back on it; empty removes it.
    WeekReflected {
        /// Monday of the week.
        week: NaiveDate,
        /// The whole line.
        text: String,
    },
    /// Busy time read from one source, replacing what was read from it before.
    BusyImported {
        /// Id of the source.
        source: String,
        /// Name of the source, as shown.
        name: String,
        /// When it was read.
        read_at: DateTime<Utc>,
        /// All its busy time, an entry for each time an event takes place.
        events: Vec<BusyEvent>,
        /// How many events these are: a weekly meeting is one. Not said by the first release.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        series: Option<u32>,
    },
    /// What is new in a source that is read again and again. The program's own doing, which no undo takes back.
    BusyChanged {
        /// Id of the source.
        source: String,
        /// Name of the source, as shown.
        name: String,
        /// Its colour, "#rrggbb".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        color: Option<String>,
        /// When it was read.
        read_at: DateTime<Utc>,
        /// Busy time that is there no longer.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<BusyEvent>,
        /// Busy time that is new.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        new: Vec<BusyEvent>,
        /// How many events there are now: a weekly meeting is one.
        series: u32,
    },
    /// A source of busy time is no longer used.
    BusyRemoved {
        /// Id of the source.
        source: String,
    },
    /// Light, dark or as the system says.
    ThemeSet {
        /// Chosen theme.
        theme: Theme,
    },
    /// From here on the plan is made with the pace that the minutes logged before this event tell, or, with `own`
    /// false, with the estimates as they are. The pace itself follows from the history and is not written down.
    PaceSet {
        /// The learner's own pace, or the plain estimates.
        own: bool,
    },
    /// A unit of the learner's own, apart from the pack: made, or all of it changed.
    OwnUnitSet {
        /// Its permanent name.
        unit: String,
        /// All of it.
        content: OwnUnit,
    },
    /// A unit of the learner's own is no longer offered. What was studied of it stays.
    OwnUnitRemoved {
        /// Its permanent name.
        unit: String,
    },
    /// A resource of the learner's own on a unit: added, or all of it changed.
    OwnResourceSet {
        /// Its name.
        resource: Uuid,
        /// Unit id.
        unit: String,
        /// All of it.
        content: OwnResource,
    },
    /// A resource of the learner's own was removed.
    OwnResourceRemoved {
        /// Its name.
        resource: Uuid,
    },
    /// The pack to study from, all of it as it was read; without files the one that comes with the program. What was
    /// studied of units that it does not have stays.
    PackSet {
        /// Its files.
        files: Option<Vec<PackFile>>,
    },
    /// A command (all events written with this command id) no longer counts.
    Undone {
        /// The command that is taken back.
        command: Uuid,
    },
    /// An undone command counts again.
    Redone {
        /// The command that is brought back.
        command: Uuid,
    },
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

/// A unit that the learner wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnUnit {
    /// Title.
    pub title: String,
    /// Number of its strategy, 1 to 9.
    pub strategy: u8,
    /// Minutes it takes.
    pub minutes: u32,
    /// Ids of units that come first.
    pub prerequisites: Vec<String>,
    /// The checklist.
    pub outcomes: Vec<String>,
}

/// One file of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFile {
    /// Its name inside the pack.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// A resource that the learner added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnResource {
    /// Title.
    pub title: String,
    /// An https or http address.
    pub url: Option<String>,
    /// Which chapters or pages.
    pub sections: Option<String>,
}

/// What minutes were spent on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum Studied {
    /// An activity of a unit.
    Work {
        /// Unit id.
        unit: String,
        /// Activity id.
        activity: String,
    },
    /// A rhythm.
    Rhythm {
        /// Rhythm id.
        rhythm: String,
    },
    /// Recall questions of these units (each with its review's number).
    Review {
        /// The reviews held in this block.
        items: Vec<ReviewedItem>,
    },
    /// Something off the plan; counts for the strategy's hours only.
    Free {
        /// Number of the strategy, 1 to 9.
        strategy: u8,
        /// The learner's words.
        text: String,
    },
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

/// How well something was recalled.
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BusyEvent {
    /// As in the calendar; may be empty.
    pub title: String,
    /// When.
    pub when: BusyTime,
}

/// Timed events are instants; all-day events are dates wherever the learner is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusyTime {
    /// From one instant to another.
    Timed {
        /// First instant.
        start: DateTime<Utc>,
        /// First instant that is free again.
        end: DateTime<Utc>,
    },
    /// Whole days, the last one exclusive.
    AllDay {
        /// First day.
        first: NaiveDate,
        /// First day that is free again.
        until: NaiveDate,
    },
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
