//! The strategies screen: lanes with their units and rhythms, one unit in full, what a search finds, and what can be
//! decided about them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BackView, QuestionView, ResourceView, UnitView};

/// Everything that can be studied, strategy by strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StrategiesView {
    /// Minutes done of the units that are studied.
    pub done_min: u32,
    /// Minutes of all units that are studied: known and left-out ones are not counted.
    pub total_min: u32,
    /// Units that are still to be done.
    pub units_ahead: u32,
    /// In the order of their numbers.
    pub strategies: Vec<StrategyView>,
}

/// One strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StrategyView {
    /// 1 to 9; also its colour and icon.
    pub number: u8,
    /// Full name.
    pub title: String,
    /// Short label ("Maths & statistics").
    pub label: String,
    /// Minutes done of the units that are studied.
    pub done_min: u32,
    /// Minutes of the units that are studied.
    pub total_min: u32,
    /// Units that are done.
    pub units_done: u32,
    /// Units that are studied: known and left-out ones are not counted.
    pub units_total: u32,
    /// The goal leaves it out.
    pub left_out: bool,
    /// What of it comes next in the plan; absent where nothing is planned.
    pub next: Option<NextView>,
    /// In the order of the pack, the learner's own at the end.
    pub units: Vec<UnitRow>,
    /// In the order of the pack.
    pub rhythms: Vec<RhythmView>,
}

/// The next planned unit or rhythm of a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NextView {
    /// Title of the unit or rhythm.
    pub title: String,
    /// Day of its next block.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Behind the promised weeks.
    pub likely: bool,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    /// Studied to the end.
    Done,
    /// Something of it was studied.
    Begun,
    /// Not begun.
    Open,
    /// Known before it began.
    Known,
    /// Left out, by the learner or the goal.
    LeftOut,
}

/// A unit in the list of its strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnitRow {
    /// Permanent name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub state: UnitState,
    /// The learner put it after everything else.
    pub later: bool,
    /// May be left out.
    pub optional: bool,
    /// The learner's own, not the pack's.
    pub own: bool,
    /// Outcomes that are ticked.
    pub ticked: u32,
    /// All outcomes.
    pub outcomes: u32,
    /// Minutes really studied.
    pub done_min: u32,
    /// Minutes it takes, as planned.
    pub total_min: u32,
    /// Day of its first block ahead; absent where none is planned.
    #[ts(type = "string | null")]
    pub starts: Option<NaiveDate>,
    /// That day lies behind the promised weeks.
    pub likely: bool,
    /// The unit of another strategy that it waits for longest; absent where none holds it up.
    pub after: Option<UnitLink>,
}

/// Leads to a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnitLink {
    /// Permanent name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its strategy.
    pub strategy: u8,
    /// Where it stands.
    pub state: UnitState,
}

/// A rhythm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RhythmView {
    /// Permanent name.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it is good for.
    pub why: String,
    /// "every 2 weeks".
    pub cadence: String,
    /// Minutes of one occurrence.
    pub minutes: u32,
    /// The learner wants it.
    pub wanted: bool,
    /// The goal leaves it out, wanted or not.
    pub left_out: bool,
    /// Day of its next block; absent where none is planned.
    #[ts(type = "string | null")]
    pub next: Option<NaiveDate>,
    /// That day lies behind the promised weeks.
    pub likely: bool,
    /// The next item of its rota.
    pub item: Option<String>,
    /// The checklist of one occurrence.
    pub steps: Vec<String>,
    /// The next item of its rota, then where to look.
    pub resources: Vec<ResourceView>,
}

/// One unit in full.
#[derive(Clone, Debug, Serialize, TS)]
pub struct UnitDetail {
    /// Outcomes, note and projects.
    pub unit: UnitView,
    /// Where it stands.
    pub state: UnitState,
    /// The learner put it after everything else.
    pub later: bool,
    /// Minutes that studying it takes from now on: what a mark frees, and what taking that back costs.
    pub left_min: u32,
    /// Where to learn it: the pack's, then the learner's own.
    pub resources: Vec<ResourceView>,
    /// Its prerequisites.
    pub needs: Vec<UnitLink>,
    /// The units that it is a prerequisite of.
    pub opens: Vec<UnitLink>,
    /// Recall questions.
    pub questions: Vec<QuestionView>,
    /// When the questions come back; absent until the unit is done.
    pub back: Option<BackView>,
    /// How long it takes.
    pub estimate: EstimateView,
}

/// How long a unit takes, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EstimateView {
    /// The learner's own estimate; absent while the pack's counts.
    pub own_min: Option<u32>,
    /// The pack's: with luck.
    pub low_min: u32,
    /// The pack's: as a rule.
    pub likely_min: u32,
    /// The pack's: when it is hard.
    pub high_min: u32,
}

/// What the learner decides about a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitMark {
    /// To be studied in its turn: takes every other mark back.
    Open,
    /// Known already.
    Known,
    /// Left out.
    Dropped,
    /// After everything else.
    Later,
}

/// Mark a unit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnitMarkSet {
    /// Unit id.
    pub unit: String,
    /// What is decided.
    pub mark: UnitMark,
}

/// Estimate a unit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EstimateSet {
    /// Unit id.
    pub unit: String,
    /// Minutes for the whole unit; null returns to the pack's estimate.
    pub minutes: Option<u32>,
}

/// Want a rhythm or not.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RhythmSet {
    /// Rhythm id.
    pub rhythm: String,
    /// Whether the plan is to hold it.
    pub wanted: bool,
}

/// What to look for.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindArgs {
    /// Words; each is to be found, whole or in part.
    pub text: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindView {
    /// The words that were looked for.
    pub text: String,
    /// The best first.
    pub hits: Vec<HitView>,
    /// How many more there are.
    pub more: u32,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// Title of a unit.
    Unit,
    /// Name of a strategy.
    Strategy,
    /// Title of a rhythm, or an item of its rota.
    Rhythm,
    /// An outcome of a unit.
    Outcome,
    /// A resource of a unit or rhythm.
    Resource,
    /// A recall question of a unit.
    Question,
}

/// One place in which the words were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HitView {
    /// What it is.
    pub kind: HitKind,
    /// Its strategy.
    pub strategy: u8,
    /// The unit that it belongs to.
    pub unit: Option<String>,
    /// The rhythm that it belongs to.
    pub rhythm: Option<String>,
    /// Title of that unit, rhythm or strategy.
    pub title: String,
    /// 1-based position among the outcomes, resources or questions; 0 for a title.
    pub position: u32,
    /// The text in pieces, so that the words can be marked.
    pub text: Vec<TextPart>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TextPart {
    /// The piece.
    pub text: String,
    /// It is one of the words looked for.
    pub marked: bool,
}
