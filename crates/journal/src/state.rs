//! The learner's state as the journal tells it: everything the events say, nothing derived from the pack or
//! the clock. It is only ever made by the fold.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use uuid::Uuid;

use crate::event::{
    BlockId, Budget, BusyEvent, Grade, KnowledgeLevel, OwnResource, OwnUnit, PackFile, PlannedBlock, Profile,
    Studied, StudyWindow, Theme, UnitMark,
};
use crate::record::DeviceId;

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
    /// Each time a pace was set: the learner's own as of then, or the plain estimates.
    pub paces: Vec<bool>,
    /// Every published block that is still planned or was answered.
    pub blocks: BTreeMap<BlockId, BlockState>,
    /// Blocks that were deleted and whose time is kept free, as they were.
    pub kept_free: BTreeMap<BlockId, PlannedBlock>,
    /// Blocks that a plan replaced while nothing was said of them, as they were, for some weeks: what another computer said
    /// of one before it knew that plan brings it back.
    pub replaced: BTreeMap<BlockId, BlockState>,
    /// Units that were brought forward, the first to be studied first.
    pub brought_forward: Vec<String>,
    /// Something happened that asks for a new plan, and none was made since.
    pub plan_left: bool,
    /// First day that is not promised.
    pub published_until: Option<NaiveDate>,
    /// Graded questions of the first release, in order.
    pub grades: Vec<Graded>,
    /// Graded units, in order; of several about one unit of one block the last counts.
    pub recalls: Vec<Recalled>,
    /// Unit to note with its last change.
    pub notes: BTreeMap<String, (String, DateTime<Utc>)>,
    /// Monday of a week to the line about it, with its last change.
    pub reflections: BTreeMap<NaiveDate, (String, DateTime<Utc>)>,
    /// The learner's own units by id, and whether each was removed.
    pub own_units: BTreeMap<String, (OwnUnit, bool)>,
    /// The learner's own resources by name, each with its unit.
    pub own_resources: BTreeMap<Uuid, (String, OwnResource)>,
    /// The files of the pack that is studied from; none for the one that comes with the program.
    pub pack: Option<Arc<Vec<PackFile>>>,
    /// Source to busy calendar.
    pub busy: BTreeMap<String, BusyCalendar>,
    /// Chosen theme.
    pub theme: Theme,
    /// Commands that an undo would take back, oldest first, each with the computer that did it: an undo takes the last one
    /// of its own. A command of nothing but `Undone` and `Redone`, or of nothing but a plan, is never here.
    pub undoable: Vec<Act>,
    /// Commands that a redo would bring back, in the order in which they were undone, each with the computer that undid it:
    /// a redo takes the last one of its own. A new command of that computer ends them.
    pub redoable: Vec<Act>,
}

/// A command, and the computer that did or undid it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its name.
    pub command: Uuid,
    /// Where.
    pub device: DeviceId,
}

impl State {
    /// Commands that an undo on this computer would take back, the newest first.
    pub fn undoable_on(&self, device: DeviceId) -> impl Iterator<Item = Uuid> {
        self.undoable.iter().rev().filter(move |act| act.device == device).map(|act| act.command)
    }

    /// Commands that a redo on this computer would bring back, the last one undone first.
    pub fn redoable_on(&self, device: DeviceId) -> impl Iterator<Item = Uuid> {
        self.redoable.iter().rev().filter(move |act| act.device == device).map(|act| act.command)
    }
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
    /// How many of [`State::paces`] were set before it was logged.
    pub paces: usize,
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
    /// The units of a review that were graded so far. Such a block has begun: no plan takes it away.
    pub graded: BTreeMap<String, Grade>,
    /// The session on it, running or at rest, until something is said of the block. It has begun, too.
    pub session: Option<StudySession>,
    /// What the learner calls it, where that is not the title of what it is for.
    pub title: Option<String>,
}

/// Time that is being studied on a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudySession {
    /// When it first began.
    pub began: DateTime<Utc>,
    /// Seconds studied before it last rested.
    pub before: i64,
    /// Since when it runs; none while it rests.
    pub since: Option<DateTime<Utc>>,
}

impl StudySession {
    /// Seconds studied until this instant. A clock that was set back adds nothing.
    #[must_use]
    pub fn seconds(&self, now: DateTime<Utc>) -> i64 {
        let running = self.since.map_or(0, |since| (now - since).num_seconds().max(0));
        self.before.saturating_add(running)
    }
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

/// A graded unit of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Recalled {
    /// The review's block.
    pub block: BlockId,
    /// Unit id.
    pub unit: String,
    /// 1 for the unit's first review.
    pub k: u32,
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
    /// Its busy time, an entry for each time an event takes place.
    pub events: Vec<BusyEvent>,
    /// How many events these are, where it was written down.
    pub series: Option<u32>,
    /// Its colour, "#rrggbb", where it has one.
    pub color: Option<String>,
}
