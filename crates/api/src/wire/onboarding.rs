//! The four steps to a first plan.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BlockView, BusySource, Change, CourseView, Goal, KnowledgeLevel, StudyWindow};

/// What the learner has answered so far. The window keeps it; nothing is saved before `onboarding_finish`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OnboardingDraft {
    /// What it is for.
    pub goal: Goal,
    /// By when.
    #[ts(type = "string")]
    pub target: NaiveDate,
    /// Study minutes a week.
    pub week_min: u32,
    /// When.
    pub windows: Vec<StudyWindow>,
    /// Strategy number to level.
    #[ts(type = "Record<string, KnowledgeLevel>")]
    pub levels: BTreeMap<u8, KnowledgeLevel>,
    /// Unit to known (true) or to be studied (false), where it differs from the strategy's level.
    pub units: BTreeMap<String, bool>,
}

/// What onboarding starts with.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OnboardingStart {
    /// Sensible answers for a working software engineer.
    pub draft: OnboardingDraft,
    /// Every unit, in the order of the pack.
    pub units: Vec<OnboardingUnit>,
    /// Busy calendars already read.
    pub busy: BusyOverview,
}

/// A unit to pick.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OnboardingUnit {
    /// Permanent name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its strategy.
    pub strategy: u8,
    /// foundation, core, advanced, optional.
    pub level: String,
    /// Likely minutes.
    pub minutes: u32,
}

/// The draft as an argument.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftArgs {
    /// The answers.
    pub draft: OnboardingDraft,
}

/// What the learner knows already.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KnowledgeView {
    /// The answers of the four steps as they are now.
    pub draft: OnboardingDraft,
    /// Every unit that is not done, in the order of the pack.
    pub units: Vec<OnboardingUnit>,
}

/// Say what is known already.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeSet {
    /// Strategy number to level; a strategy that is not named keeps its own.
    #[ts(type = "Record<string, KnowledgeLevel>")]
    pub levels: BTreeMap<u8, KnowledgeLevel>,
    /// Unit to known (true) or to be studied (false), where it differs from the strategy's level.
    pub units: BTreeMap<String, bool>,
}

/// The answers to save, with calendars that are read in the same step: all of it is saved, or nothing.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FinishArgs {
    /// The answers.
    pub draft: OnboardingDraft,
    /// Calendar files with busy time, besides those that were read before.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub calendars: Vec<BusyImport>,
    /// Answer anew although there is a plan already.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub again: bool,
}

/// The first plan is saved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Finished {
    /// One sentence for the toast.
    pub message: Option<String>,
    /// Whether undo takes it back.
    pub undoable: bool,
    /// What the plan changed because of it, in time order.
    pub changes: Vec<Change>,
    /// The calendars that were read in the same step.
    pub read: Vec<CalendarRead>,
}

/// A calendar that was read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarRead {
    /// The calendar.
    pub calendar: BusySource,
    /// What could not be read, one sentence each with line and event; the rest is used.
    pub problems: Vec<String>,
}

/// What the answers mean in hours; quick enough for every key stroke.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HoursView {
    /// Per strategy.
    pub strategies: Vec<StrategyHours>,
    /// Minutes of the core work that the goal needs, nothing known.
    pub all_min: u32,
    /// Minutes of it that are left to study.
    pub left_min: u32,
    /// Minutes left of what the goal can do without; not among the others.
    pub optional_min: u32,
    /// Minutes a week in the painted windows.
    pub painted_min: u32,
    /// Of these, deep.
    pub painted_deep_min: u32,
    /// Minutes a week of the wanted rhythms, on average.
    pub rhythm_min: u32,
    /// What cannot be planned this way, one sentence each ("9 h a week, but only 4 h are painted.").
    pub warnings: Vec<String>,
    /// Units that count as known with these answers.
    pub known: Vec<String>,
    /// What is counted: "701 h of core work, with recall and rhythms".
    pub work: String,
    /// What comes besides, in one sentence; absent where nothing does.
    pub optional: Option<String>,
    /// How long the work takes at these hours, and how that meets the target, in one sentence.
    pub text: String,
}

/// Hours of one strategy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StrategyHours {
    /// Its number.
    pub strategy: u8,
    /// Minutes of core work, nothing known.
    pub all_min: u32,
    /// Minutes of it left.
    pub left_min: u32,
    /// Minutes left of what the goal can do without.
    pub optional_min: u32,
    /// The goal leaves this strategy out.
    pub left_out: bool,
}

/// The plan before it is saved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PreviewView {
    /// What the answers mean in hours.
    pub hours: HoursView,
    /// Where the plan ends.
    pub course: CourseView,
    /// Monday of the first week with a block.
    #[ts(type = "string")]
    pub first_week: NaiveDate,
    /// Blocks of that week.
    pub blocks: Vec<BlockView>,
    /// Their minutes.
    pub first_week_min: u32,
    /// When each milestone is reached.
    pub milestones: Vec<MilestoneView>,
    /// What the learner should know.
    pub warnings: Vec<String>,
}

/// A point on the way.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MilestoneView {
    /// Title.
    pub title: String,
    /// Day; absent if not reached within the horizon.
    #[ts(type = "string | null")]
    pub date: Option<NaiveDate>,
}

/// The text of a calendar file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BusyImport {
    /// File name, shown where the calendar has no name of its own.
    pub file_name: String,
    /// Its text.
    pub text: String,
}

/// How far the reading of a calendar is. Sent as the event `reading`; none when it is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReadingProgress {
    /// The file or the calendar, as the person knows it.
    pub name: String,
    /// So many events were worked out.
    pub done: u32,
    /// Of so many.
    pub of: u32,
}

/// Names a busy calendar.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BusyRef {
    /// Its source.
    pub source: String,
}

/// What was read from a calendar file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BusyImported {
    /// The calendar.
    pub calendar: BusySource,
    /// What could not be read, one sentence each with line and event; the rest is used.
    pub problems: Vec<String>,
    /// All calendars now.
    pub busy: BusyOverview,
    /// One sentence for the toast.
    pub message: Option<String>,
    /// Whether undo takes it back.
    pub undoable: bool,
    /// What the plan changed because of it, in time order.
    pub changes: Vec<Change>,
}

/// The calendars that are left after one was forgotten, and what the plan changed because of it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BusyRemoved {
    /// Each calendar.
    pub calendars: Vec<BusySource>,
    /// Stretches of the week that are busy in most of the next four weeks.
    pub usual: Vec<BusyStretch>,
    /// One sentence for the toast.
    pub message: Option<String>,
    /// Whether undo takes it back.
    pub undoable: bool,
    /// What the plan changed because of it, in time order.
    pub changes: Vec<Change>,
}

/// All busy calendars and their usual week.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct BusyOverview {
    /// Each calendar.
    pub calendars: Vec<BusySource>,
    /// Stretches of the week that are busy in most of the next four weeks.
    pub usual: Vec<BusyStretch>,
}

/// A stretch of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BusyStretch {
    /// 0 is Monday.
    pub weekday: u8,
    /// Minute of the day.
    pub from: u32,
    /// Minute of the day.
    pub to: u32,
}
