//! Settings and the vocabulary they share with onboarding.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BusyOverview, PaceView, Theme};

/// What the nine strategies are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// All nine strategies, interviews last.
    MlRole,
    /// No networking, no interview preparation.
    AddToJob,
    /// Interviews and projects first; the rest is optional.
    OneApplication,
}

/// Self-assessment of a strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KnowledgeLevel {
    /// Never met.
    New,
    /// Its foundations take half the time.
    SeenIt,
    /// Its foundations are known.
    UseIt,
    /// All of it is known.
    CouldTeachIt,
}

/// Weekly recurring time for study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StudyWindow {
    /// 0 is Monday.
    pub weekday: u8,
    /// Minute of the day.
    pub from: u32,
    /// Minute of the day, at most 1440.
    pub to: u32,
    /// Focus is good here.
    pub deep: bool,
}

/// Hours and limits in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
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

/// Everything the settings screen shows.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SettingsView {
    /// Goal.
    pub goal: Goal,
    /// Target.
    #[ts(type = "string")]
    pub target: NaiveDate,
    /// IANA zone of the study week.
    pub zone: String,
    /// IANA zones to choose from.
    pub zones: Vec<String>,
    /// Windows.
    pub windows: Vec<StudyWindow>,
    /// Hours and limits.
    pub budget: Budget,
    /// How long things take this learner.
    pub pace: PaceView,
    /// Theme.
    pub theme: Theme,
    /// Busy calendars.
    pub busy: BusyOverview,
    /// Folder of the journal.
    pub data_dir: String,
    /// What is studied from.
    pub pack: PackInUse,
    /// Saved events.
    pub events: u32,
}

/// The pack that is studied from.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PackInUse {
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// What it holds, in words.
    pub holds: String,
    /// It came with the program.
    pub bundled: bool,
    /// The learner's pack cannot be read by this program, one line a problem: the one that came with the program
    /// stands in for it.
    pub problems: Vec<String>,
}

/// A folder that may hold a pack.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackFrom {
    /// Its path.
    pub folder: String,
}

/// Study from the pack in a folder, or from the one that came with the program.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackUse {
    /// Its path; none for the one that came with the program.
    pub folder: Option<String>,
}

/// What a folder holds.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PackOffer {
    /// The pack, if it is a good one.
    pub pack: Option<PackInUse>,
    /// What using it would mean for the units, in sentences.
    pub means: Vec<String>,
    /// It is what is studied from already.
    pub used: bool,
    /// Everything that is wrong with it, one line each: file, line, what, what to do.
    pub problems: Vec<String>,
}

/// A folder that the person chose.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FolderChosen {
    /// Its path; none if they chose none.
    pub folder: Option<String>,
}

/// A busy calendar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BusySource {
    /// Its name for `busy_remove`.
    pub source: String,
    /// As shown.
    pub name: String,
    /// Events within reach of the plan; a weekly meeting is one.
    pub events: u32,
    /// How often they take place there.
    pub times: u32,
    /// When it was read.
    #[ts(type = "string")]
    pub read_at: DateTime<Utc>,
}

/// Set all windows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AvailabilitySet {
    /// Replaces the former ones.
    pub windows: Vec<StudyWindow>,
}

/// Set hours and limits.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BudgetSet {
    /// Replaces the former one.
    pub budget: Budget,
}

/// Set goal, target and zone.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileSet {
    /// Goal.
    pub goal: Goal,
    /// Target.
    #[ts(type = "string")]
    pub target: NaiveDate,
    /// IANA zone.
    pub zone: String,
}

/// Set the theme.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ThemeSet {
    /// New theme.
    pub theme: Theme,
}

/// A file was written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Exported {
    /// Where it is.
    pub path: String,
    /// What of it is to be known.
    pub note: Option<String>,
}

/// Where an export goes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportTo {
    /// The file; absent: a new one in the folder for downloads, under a name of its own.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
    /// A file that is there may be replaced.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub replace: bool,
}

/// Where the published blocks go as a calendar, and what of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarExport {
    /// The file; absent: a new one in the folder for downloads, under a name of its own.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
    /// A file that is there may be replaced.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub replace: bool,
    /// Which blocks.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub span: CalendarSpan,
    /// With a task for each thing on a block's checklist.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub tasks: bool,
    /// Reminders, in minutes before each block; at most five, at most four weeks.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub reminders: Vec<u32>,
}

/// Which blocks are exported, of those that are published and still ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalendarSpan {
    /// Those of this week, up to its Sunday.
    Week,
    /// Those of this calendar month.
    Month,
    /// All.
    #[default]
    All,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportWhat {
    /// Every event, as JSON.
    Everything,
    /// The published blocks, as a calendar.
    Calendar,
    /// The figures of the look back.
    Review,
    /// Everything that was studied.
    Log,
    /// Plan, study and notes as text.
    Notes,
}

/// What is to be exported.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportPlace {
    /// It.
    pub what: ExportWhat,
}

/// A file that the person chose.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PathChosen {
    /// Its path; none if they chose none.
    pub path: Option<String>,
}

/// An export on this computer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportFrom {
    /// Its path.
    pub path: String,
}

/// What an export holds.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportOffer {
    /// What it holds and what taking it in would mean, in sentences.
    pub says: Vec<String>,
    /// How many of its entries are new here.
    pub new: u32,
}
