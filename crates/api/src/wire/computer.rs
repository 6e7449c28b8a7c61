//! The desktop around the window: choices of this computer, what it shows of the plan, what comes in from outside.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answered, local_time};

/// What the person chose for this computer alone. Kept beside the journal, not in it: another computer of the same
/// learner has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ComputerChoices {
    /// The start of a block is announced.
    pub notify: bool,
    /// When nothing is announced; absent: no such time.
    pub quiet: Option<QuietHours>,
    /// Closing the window leaves the program in the tray, where there is one.
    pub stay_in_tray: bool,
}

impl Default for ComputerChoices {
    /// The blocks are times that the learner asked for, so their starts are announced until that is turned off;
    /// closing a window ends a program.
    fn default() -> Self {
        ComputerChoices { notify: true, quiet: None, stay_in_tray: false }
    }
}

/// Hours of every day, in the system's zone. May pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// Minute of the day, below 1440.
    pub from: u32,
    /// Minute of the day, below 1440; before `from`, it is one of the next day.
    pub to: u32,
}

/// What the settings of this computer show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ComputerView {
    /// As chosen.
    pub choices: ComputerChoices,
    /// There is a tray to stay in.
    pub tray: bool,
    /// Whether Ninefold starts with the system; absent where that cannot be chosen.
    pub starts_with_system: Option<bool>,
}

/// Choose for this computer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ComputerSet {
    /// Replaces the former ones.
    pub choices: ComputerChoices,
}

/// Start with the system, or no longer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartWithSystem {
    /// From now on.
    pub on: bool,
}

/// A look at the plan from outside the window.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GlanceAt {
    /// What was announced already.
    pub said: Vec<Said>,
}

/// A block that was announced. Moved to another start, it is announced once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The block.
    pub id: String,
    /// Its start when it was announced.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// Announce it again then; absent: never.
    #[serde(default)]
    #[ts(optional, type = "string")]
    pub again: Option<DateTime<Utc>>,
}

/// What is shown of the plan outside the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Glance {
    /// To be announced now.
    pub reminder: Option<Reminder>,
    /// The tray's menu.
    pub tray: TrayView,
    /// When it will be another one although nobody changes anything; absent: never.
    #[ts(type = "string | null")]
    pub until: Option<DateTime<Utc>>,
}

/// A block that begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Reminder {
    /// The block.
    pub id: String,
    /// Its start.
    #[serde(with = "local_time")]
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// Activity and unit ("Practice: Bayes’ rule").
    pub title: String,
    /// When, and of which strategy.
    pub text: String,
    /// Names what can be done: look at it in the window,
    pub open: String,
    /// start it now,
    pub begin: String,
    /// be told again in `later_min` minutes,
    pub later: String,
    /// say that it could not be done.
    pub missed: String,
    /// Minutes.
    pub later_min: u32,
}

/// The tray's menu, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrayView {
    /// What is studied, or comes next; leads to Today.
    pub next: String,
    /// What can be done with it.
    pub act: Option<TrayAct>,
    /// Opens the window.
    pub open: String,
    /// Ends the program.
    pub quit: String,
}

/// Start or pause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrayAct {
    /// In a word.
    pub word: String,
    /// The block.
    pub id: String,
    /// A session runs on it and would rest; else it would start.
    pub runs: bool,
}

/// Something that came from outside the window. None of it changes anything: it leads somewhere, or is asked about.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Arrive {
    /// An address such as "ninefold://week/2026-W48".
    Link {
        /// As it came.
        url: String,
    },
    /// A file, opened with this program.
    File {
        /// Its name without folders.
        file_name: String,
        /// All of it.
        text: String,
    },
    /// A pack's own file, or the folder that holds it.
    Pack {
        /// The folder.
        folder: String,
    },
    /// An export; it is read when it is looked into.
    Export {
        /// Where it is.
        path: String,
    },
    /// A file that could not be read.
    Unreadable {
        /// Its name without folders.
        file_name: String,
        /// Why, in words without a full stop.
        reason: String,
    },
    /// A notification was opened.
    Block {
        /// The block.
        id: String,
    },
    /// A block could not be done, and its new plan wants to be looked at first.
    Missed {
        /// The block.
        id: String,
    },
}

/// What came in since this was last asked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Arrivals {
    /// In the order they came.
    pub arrivals: Vec<Arrival>,
}

/// What the window does about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Arrival {
    /// Go to a screen: its address in the window, such as "today" or "strategies/math-vectors".
    Screen {
        /// The address.
        route: String,
    },
    /// Show a week.
    Week {
        /// A day of it.
        #[ts(type = "string")]
        date: NaiveDate,
    },
    /// Show a block.
    Block {
        /// The block.
        id: String,
        /// Its day.
        #[ts(type = "string")]
        date: NaiveDate,
    },
    /// Ask whether a block could not be done.
    Missed {
        /// The block.
        id: String,
    },
    /// Ask whether a calendar is to be read.
    Calendar {
        /// For `busy_import`.
        file_name: String,
        /// For `busy_import`.
        text: String,
        /// As it calls itself.
        name: String,
        /// Events within reach of the plan.
        events: u32,
    },
    /// Look into the folder of a pack, and say what studying from it would mean.
    Pack {
        /// For `pack_check`.
        folder: String,
    },
    /// Look into an export, and say what of it is new.
    Export {
        /// For `import_check`.
        path: String,
    },
    /// Tell what the learner did in a calendar and was done here, too.
    Told {
        /// What was done.
        answered: Answered,
    },
    /// Say why it leads nowhere.
    Refused {
        /// In a sentence.
        message: String,
    },
}
