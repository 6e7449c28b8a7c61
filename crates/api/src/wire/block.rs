//! A block on screen, its panel, and what can be done to it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AlternativeView, RecallView, TermView, local_time};

/// A block as the calendar shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BlockView {
    /// Its name; absent for a week that is not published yet (then it can be looked at, not changed).
    pub id: Option<String>,
    /// Work, rhythm or review.
    pub kind: BlockKind,
    /// 1 to 9; a review has the strategy of its first item.
    pub strategy: u8,
    /// Title of the unit or rhythm; "Review" with its units for a review.
    pub title: String,
    /// The activity in words ("Practice", "Read"), or a rhythm's cadence ("every week").
    pub detail: String,
    /// Unit id of a work block.
    pub unit: Option<String>,
    /// Day.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// Start, minute of the day.
    pub from: u32,
    /// End, minute of the day.
    pub to: u32,
    /// Length.
    pub minutes: u32,
    /// Deep (true) or light.
    pub deep: bool,
    /// The planner never moves it.
    pub locked: bool,
    /// Its unit was brought forward.
    pub first: bool,
    /// What became of it.
    pub state: BlockStatus,
    /// Minutes logged on it.
    pub done_min: u32,
}

/// What a block serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// An activity of a unit.
    Work,
    /// A rhythm.
    Rhythm,
    /// Recall questions that are due.
    Review,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlockStatus {
    /// Ahead.
    Planned,
    /// Its time is now.
    Now,
    /// Over, and nothing was said of it yet.
    Unanswered,
    /// Done.
    Done,
    /// Less than its length was done.
    Partly,
    /// Could not be done.
    Missed,
    /// Not wanted.
    Skipped,
}

/// The panel of one block.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BlockDetail {
    /// The block.
    pub block: BlockView,
    /// "Session 2 of 3 in this unit"; absent where there is one only.
    pub session: Option<String>,
    /// The unit of a work block.
    pub unit: Option<UnitView>,
    /// Steps of a rhythm, and the next item of its rota.
    pub steps: Vec<String>,
    /// The units of a review, in its order.
    pub recall: Vec<RecallView>,
    /// Things to open: books, courses, tools.
    pub resources: Vec<ResourceView>,
    /// Why it stands here, one sentence each, from the planner's own facts.
    pub reasons: Vec<String>,
    /// Other units that these sentences name.
    pub named: Vec<NamedUnit>,
    /// What it adds to the score where it is, term by term; empty for a block that the plan no longer places.
    pub costs: Vec<TermView>,
    /// Its best other starts: the best of all, and the best on another day if that is not the same.
    pub alternatives: Vec<AlternativeView>,
}

/// A unit that a sentence names by its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NamedUnit {
    /// Permanent name.
    pub unit: String,
    /// As it stands in the sentence.
    pub title: String,
}

/// A unit as a panel shows it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct UnitView {
    /// Permanent name.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it is good for.
    pub why: String,
    /// Its strategy.
    pub strategy: u8,
    /// The checklist.
    pub outcomes: Vec<OutcomeView>,
    /// The learner's note; empty when there is none.
    pub note: String,
    /// When the note was last changed, as a local day.
    #[ts(type = "string | null")]
    pub note_on: Option<NaiveDate>,
    /// Minutes studied.
    pub done_min: u32,
    /// Minutes it takes (the learner's estimate or the pack's), at the learner's pace.
    pub total_min: u32,
    /// That the rest of it is planned at the learner's pace, and what that rests on.
    pub pace: Option<String>,
    /// A project's brief, milestones and definition of done, where the unit has one.
    pub projects: Vec<ProjectView>,
}

/// One thing the learner can do after the unit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OutcomeView {
    /// 1-based position in its unit; its name for `outcome_tick`.
    pub position: u16,
    /// "I can ..."
    pub text: String,
    /// Ticked.
    pub ticked: bool,
}

/// A project in a panel.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProjectView {
    /// Title.
    pub title: String,
    /// What to make.
    pub brief: String,
    /// Steps on the way.
    pub milestones: Vec<String>,
    /// When it counts as done.
    pub definition_of_done: Vec<String>,
}

/// Something to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ResourceView {
    /// Title.
    pub title: String,
    /// Who made it.
    pub authors: Option<String>,
    /// book, video, course, docs, ... as in the pack.
    pub kind: String,
    /// Address for `link_open`; absent for a thing on paper.
    pub url: Option<String>,
    /// Chapters, where they were checked.
    pub sections: Option<String>,
    /// What it costs, in words.
    pub cost: Option<String>,
    /// Its name for `own_resource_set`, if the learner added it.
    pub own: Option<String>,
}

/// Names a block.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockRef {
    /// Its name.
    pub id: String,
}

/// Names several blocks.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockRefs {
    /// Their names.
    pub ids: Vec<String>,
}

/// Where a block should go.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockMove {
    /// The block.
    pub id: String,
    /// New local start.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// New length.
    pub minutes: u32,
}

/// Whether a block may go there.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MoveCheck {
    /// It may.
    pub legal: bool,
    /// Why not, one sentence per rule.
    pub reasons: Vec<String>,
    /// Nearest start at which this length is legal.
    #[serde(serialize_with = "local_time::option::serialize")]
    #[ts(type = "string | null")]
    pub nearest: Option<NaiveDateTime>,
}

/// Lock or free a block.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockLock {
    /// The block.
    pub id: String,
    /// True: the planner never moves it.
    pub locked: bool,
}

/// Say that a block was done.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockDone {
    /// The block.
    pub id: String,
    /// Minutes really used; absent: as planned.
    #[serde(default)]
    #[ts(optional)]
    pub minutes: Option<u32>,
}

/// Tick or un-tick an outcome.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OutcomeTick {
    /// Unit id.
    pub unit: String,
    /// 1-based position.
    pub outcome: u16,
    /// Ticked.
    pub ticked: bool,
}

/// Write the note of a unit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteSet {
    /// Unit id.
    pub unit: String,
    /// Empty removes it.
    pub text: String,
}

/// Open an address in the system's browser.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LinkOpen {
    /// http or https only.
    pub url: String,
}
