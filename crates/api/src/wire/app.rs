//! What the frame of the window needs: where the learner stands, what changed, what went wrong.

use std::num::NonZeroU32;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::local_time;

/// No arguments.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// What the frame shows.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AppState {
    /// False until onboarding is done.
    pub onboarded: bool,
    /// A sample learner is on screen; nothing of it is kept.
    pub sample: bool,
    /// Program version.
    pub version: String,
    /// Today in the learner's zone.
    #[ts(type = "string")]
    pub today: NaiveDate,
    /// Now in the learner's zone, to the minute.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub now: NaiveDateTime,
    /// IANA zone of the study week.
    pub zone: String,
    /// The system's zone where it differs from the study week's.
    pub system_zone: Option<String>,
    /// Chosen theme.
    pub theme: Theme,
    /// Folder of the journal.
    pub data_dir: String,
    /// The strategies in order.
    pub strategies: Vec<StrategyInfo>,
    /// What the person must know about their data, until dismissed.
    pub notice: Option<Notice>,
    /// That nothing can be saved, and why, in sentences; absent when all is well.
    pub unsaved: Option<String>,
    /// That no backup can be made, and why, in a sentence; absent when all is well.
    pub backups: Option<String>,
    /// What an undo would take back, in words ("marked done"); absent when there is nothing.
    pub undo: Option<String>,
    /// What further undos would take back after that, in words, the next one first; a few at most.
    pub undo_more: Vec<String>,
    /// What a redo would bring back, in words.
    pub redo: Option<String>,
    /// What the person is to know of the sync folder, as that it is gone, in a sentence; absent when all is well.
    pub sync: Option<String>,
    /// What the person is to know of accounts and calendars, as that a password is refused, in a sentence; absent when all
    /// is well.
    pub calendars: Option<String>,
}

/// How many changes to take back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UndoSeveral {
    /// From 1; where there are fewer, all there are.
    pub changes: NonZeroU32,
}

/// One of the nine strategies.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StrategyInfo {
    /// 1 to 9; also its colour and icon.
    pub number: u8,
    /// Full name.
    pub title: String,
    /// Short label ("Maths & statistics").
    pub label: String,
    /// One word ("Maths").
    pub short: String,
}

/// Light, dark or as the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Follow the system.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Something about the data that the person must be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Notice {
    /// Stable code, such as `journal_broken`.
    pub code: String,
    /// What happened and what is safe.
    pub text: String,
    /// A backup can be brought back with `backup_restore`; its day in words.
    pub backup: Option<String>,
}

/// Which backup to bring back, and whether in place of a journal that holds something.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreArgs {
    /// Its name as listed; absent: the newest that is whole.
    #[serde(default)]
    #[ts(optional)]
    pub backup: Option<String>,
    /// Set the present journal aside although it is not empty.
    #[serde(default)]
    #[ts(optional, as = "Option<_>")]
    pub replace: bool,
}

/// Every backup, the newest first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupList {
    /// Folder that holds them.
    pub dir: String,
    /// Each backup.
    pub backups: Vec<BackupView>,
    /// That none can be made, or that they cannot be looked at, and why, in a sentence; absent when all is well.
    pub trouble: Option<String>,
}

/// One backup, or a journal that a backup replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackupView {
    /// Its name for `backup_restore`.
    pub name: String,
    /// When it was made, or replaced.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// The same in words, in the learner's zone.
    pub when: String,
    /// It is the journal that was there before another one was brought back.
    pub replaced: bool,
    /// Of all backups it was made last, whatever its name says: this one is brought back if none is named.
    pub newest: bool,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupRef {
    /// Its name as listed.
    pub name: String,
}

/// What a look into a backup found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackupHeld {
    /// It can be brought back.
    pub whole: bool,
    /// What it holds and what going back to it would mean, in sentences.
    pub says: Vec<String>,
}

/// Another journal is in use, or much was taken into it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Restored {
    /// What was done, in sentences.
    pub message: String,
    /// What `backup_restore` is to be asked for to be where one was before; none where nothing was.
    pub back: Option<String>,
}

/// What a mutation did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Answered {
    /// One sentence for the toast ("Moved 2 blocks."); absent when there is nothing to say.
    pub message: Option<String>,
    /// Whether undo takes it back.
    pub undoable: bool,
    /// What the plan changed because of it, in time order.
    pub changes: Vec<Change>,
}

/// One difference between the plan before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Change {
    /// Moved, new, gone, another length or another activity.
    pub kind: ChangeKind,
    /// Title of the block.
    pub title: String,
    /// What is done in it ("Practice"); of a block that is gone, what was to be done.
    pub activity: String,
    /// What was to be done in it before, where that differs.
    pub activity_before: Option<String>,
    /// Strategy of the block.
    pub strategy: u8,
    /// Former start.
    #[serde(serialize_with = "local_time::option::serialize")]
    #[ts(type = "string | null")]
    pub from: Option<NaiveDateTime>,
    /// Former length.
    pub from_min: Option<u32>,
    /// New start.
    #[serde(serialize_with = "local_time::option::serialize")]
    #[ts(type = "string | null")]
    pub to: Option<NaiveDateTime>,
    /// New length.
    pub to_min: Option<u32>,
    /// Why, as a code.
    pub why: ChangeWhy,
    /// Why, in a sentence.
    pub reason: String,
}

/// Why a block differs: the first of these that can be shown from the plans before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeWhy {
    /// Its unit is known, left out or complete, or its rhythm is not due.
    NotWanted,
    /// A busy event lies on its former time.
    Busy,
    /// Its former time is no study time.
    NoStudyTime,
    /// Its former length does not fit the limits of a block.
    Limits,
    /// It waits for another unit, which ends later than its former time.
    WaitsFor,
    /// An earlier part of its own unit comes later than its former time.
    EarlierPart,
    /// Another block has its former time, or a part of it.
    Taken,
    /// Its former day holds no more.
    DayFull,
    /// Its former week holds no more.
    WeekFull,
    /// It brings back what could not be done or was not finished.
    Back,
    /// More of it is left than before.
    MoreLeft,
    /// Less of it is left than before.
    LessLeft,
    /// Its unit is to be studied now.
    Wanted,
    /// Its new time was taken by another block before.
    Freed,
    /// Its new time was taken by a busy event before.
    NotBusy,
    /// Its new time was no study time before.
    NewStudyTime,
    /// Its week had no hours left before.
    HoursFree,
    /// Questions of other units come back in it.
    OtherUnits,
    /// Its week was not published before.
    NewWeek,
    /// It comes after the published weeks.
    AfterPublished,
    /// Other blocks of its unit are not as they were, too: the unit's parts are spread anew.
    SpreadAnew,
    /// Nothing closer can be shown: it follows from the other changes.
    Order,
}

/// How a block differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Other start.
    Moved,
    /// Same start and content, other length.
    Resized,
    /// Same start, another activity of its unit (another review: other questions); the length may differ, too.
    Changed,
    /// Was not there before.
    New,
    /// Is no longer there.
    Gone,
}

/// Which views went stale. Sent as the event `changed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Changed {
    /// In no order, each once.
    pub topics: Vec<Topic>,
}

/// A subject that views are made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Onboarding done, sample, theme, undo: the frame.
    App,
    /// Blocks, their state, hours: week and today.
    Plan,
    /// Outcomes, notes, marks, estimates.
    Units,
    /// Availability, budget, profile.
    Settings,
    /// Busy calendars.
    Busy,
    /// Accounts, addresses and the published calendar, and how they stand.
    Calendars,
    /// Choices of this computer, and what it offers.
    Computer,
    /// Something came from outside the window.
    Arrivals,
    /// The sync folder and its state.
    Sync,
}

/// What went wrong, as a window or a script gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Failure {
    /// Stable code, such as `illegal_move`.
    pub code: String,
    /// What happened, where, and what to do.
    pub message: String,
    /// Further sentences: one per broken rule, problem or field.
    pub details: Vec<String>,
}
