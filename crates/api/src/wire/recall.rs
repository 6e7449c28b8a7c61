//! The units of a review: their questions, how they were recalled, when they come back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How well a unit was recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
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

/// One unit of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RecallView {
    /// Unit id; its name for `review_graded`.
    pub unit: String,
    /// Title of the unit.
    pub title: String,
    /// Its strategy.
    pub strategy: u8,
    /// What to recall, in order; never empty for a unit of the pack.
    pub questions: Vec<QuestionView>,
    /// How well it was recalled; absent until it is graded.
    pub grade: Option<Grade>,
    /// When it comes back; absent until it is graded, and once it was recalled again since.
    pub back: Option<BackView>,
    /// The four grades, from the worst, with when the unit would come back; empty where none can be given: the
    /// block was answered, or the unit is not complete yet.
    pub choices: Vec<GradeChoice>,
    /// Its questions are not asked now, and the review is done without it: it is not studied to the end, while the review
    /// has begun or others of it can be graded.
    pub waits: bool,
}

/// A recall question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct QuestionView {
    /// 1-based position in its unit.
    pub position: u16,
    /// Question; for a unit without questions one of its outcomes.
    pub question: String,
    /// Answer; absent for an outcome.
    pub answer: Option<String>,
}

/// A day on which a unit comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackView {
    /// The day: of the published block that holds it, or else the day it is due.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Days from today.
    pub days: i64,
}

/// A grade with what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct GradeChoice {
    /// The grade.
    pub grade: Grade,
    /// When the unit is due then.
    pub back: BackView,
}

/// Say how well a unit of a review was recalled.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewGraded {
    /// The review's block.
    pub block: String,
    /// Unit id.
    pub unit: String,
    /// How well.
    pub grade: Grade,
}
