//! Everything that can go wrong in the application. Codes only where somebody reacts; the words are in `words.rs`.

use chrono::NaiveDateTime;

use crate::AnsweredBy;

/// A refused or failed command.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No command of this name.
    #[error("unknown command {name}")]
    UnknownCommand {
        /// The name as asked for.
        name: String,
    },
    /// The arguments do not fit the command.
    #[error("bad arguments for {command}: {reason}")]
    BadArguments {
        /// The command.
        command: String,
        /// What does not fit.
        reason: String,
    },
    /// There is no plan yet.
    #[error("onboarding is not done")]
    NotOnboarded,
    /// There is a plan already.
    #[error("onboarding is done already")]
    AlreadyOnboarded,
    /// The journal is closed, because a backup could not be brought back.
    #[error("the journal is not open")]
    NotOpen,
    /// No published block has this name.
    #[error("unknown block {id}")]
    UnknownBlock {
        /// As asked for.
        id: String,
    },
    /// The block was answered before.
    #[error("block already answered")]
    AlreadyAnswered {
        /// Its title.
        title: String,
        /// Which block.
        block: journal::BlockId,
        /// The unit of it that was graded, where it is about one alone.
        unit: Option<String>,
        /// Who did it, once that was looked for.
        by: AnsweredBy,
    },
    /// The block holds no review of this unit.
    #[error("no review of {title} in this block")]
    NotInReview {
        /// Title of the unit.
        title: String,
    },
    /// The unit is not complete yet, so there is nothing to recall.
    #[error("{title} is not complete")]
    NotCompleted {
        /// Title of the unit.
        title: String,
        /// Whether others of its review can be graded.
        others: bool,
    },
    /// The pack has no unit of this name.
    #[error("unknown unit {id}")]
    UnknownUnit {
        /// As asked for.
        id: String,
    },
    /// The pack has no rhythm of this name.
    #[error("unknown rhythm {id}")]
    UnknownRhythm {
        /// As asked for.
        id: String,
    },
    /// No resource of the learner's own has this name.
    #[error("unknown resource {id}")]
    UnknownResource {
        /// As asked for.
        id: String,
    },
    /// The unit has no outcome at this position.
    #[error("unit {unit} has no outcome {outcome}")]
    UnknownOutcome {
        /// The unit.
        unit: String,
        /// As asked for.
        outcome: u16,
    },
    /// The block may not go there.
    #[error("illegal move: {}", reasons.join(" "))]
    IllegalMove {
        /// One sentence per broken rule.
        reasons: Vec<String>,
        /// Nearest legal start.
        nearest: Option<NaiveDateTime>,
    },
    /// The block may not be split so.
    #[error("illegal split: {}", reasons.join(" "))]
    IllegalSplit {
        /// One sentence per broken rule.
        reasons: Vec<String>,
    },
    /// The block has begun or is over.
    #[error("{title} is not ahead")]
    NotAhead {
        /// Its title.
        title: String,
    },
    /// No time of this name is kept free.
    #[error("not kept free")]
    NotKeptFree,
    /// An answer or a setting that cannot be planned with.
    #[error("bad setting: {}", reasons.join(" "))]
    BadSetting {
        /// One sentence each: what, where, what to do.
        reasons: Vec<String>,
    },
    /// The text is not a calendar.
    #[error("unreadable calendar {name}: {reason}")]
    BadCalendar {
        /// File name.
        name: String,
        /// The reader's sentence.
        reason: String,
    },
    /// The file cannot be taken in.
    #[error("{name} cannot be taken in: {fault:?}")]
    BadImport {
        /// File name.
        name: String,
        /// What is wrong with it.
        fault: crate::transfer::Fault,
    },
    /// No busy calendar of this name.
    #[error("unknown calendar {source_name}")]
    UnknownCalendar {
        /// As asked for.
        source_name: String,
    },
    /// Only http and https are opened.
    #[error("refused address {url}")]
    BadLink {
        /// As asked for.
        url: String,
    },
    /// The system could not open it.
    #[error("could not open {what}: {reason}")]
    OpenFailed {
        /// Address or folder.
        what: String,
        /// The system's words.
        reason: String,
    },
    /// Nothing can be chosen here.
    #[error("no choice: {reason}")]
    NoChoice {
        /// The system's words.
        reason: String,
    },
    /// A path that cannot be handed on as it is.
    #[error("unusable path {}", path.display())]
    BadPath {
        /// As it was chosen or named.
        path: std::path::PathBuf,
    },
    /// A file could not be written.
    #[error("could not write {path}: {reason}")]
    WriteFailed {
        /// The file.
        path: String,
        /// The system's words.
        reason: String,
    },
    /// A backup that cannot be read.
    #[error("{name}: {why}")]
    UnreadBackup {
        /// Its file.
        name: String,
        /// In a sentence.
        why: String,
    },
    /// A file of this computer's choices is there and cannot be read.
    #[error("{what}")]
    ChoicesUnread {
        /// In a sentence.
        what: String,
    },
    /// What should be a new file is there already.
    #[error("{path} is there already")]
    NameTaken {
        /// The file or folder.
        path: String,
        /// It is a folder.
        is_folder: bool,
    },
    /// Nothing to take back.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Nothing to bring back.
    #[error("nothing to redo")]
    NothingToRedo,
    /// No good backup.
    #[error("no backup")]
    NoBackup,
    /// No good backup of this name.
    #[error("no backup {name}")]
    UnknownBackup {
        /// As asked for.
        name: String,
    },
    /// A backup is not brought back over a journal that holds something, unless that is asked for.
    #[error("the journal holds {events} events")]
    JournalInUse {
        /// How many.
        events: i64,
        /// The one that was asked for by its name.
        backup: Option<String>,
    },
    /// The pack has faults.
    #[error("the pack has {} problems", problems.len())]
    BadPack {
        /// One line each.
        problems: Vec<String>,
    },
    /// Nothing is taken in, as what is here could not be copied before.
    #[error("nothing is taken in: {0}")]
    NotCopied(journal::JournalError),
    /// The journal could not be opened, read or written.
    #[error(transparent)]
    Journal(#[from] journal::JournalError),
    /// The sync folder could not be read or written.
    #[error("{0}")]
    Sync(std::sync::Arc<sync::Fault>),
    /// The same, after something was chosen for its passphrase, which is kept.
    #[error("{0}")]
    SyncWaits(std::sync::Arc<sync::Fault>),
    /// Another program works on the sync folder for this home.
    #[error("another program works on the sync folder")]
    SyncBusy,
    /// The sync folder is not the one of this home any more: another was chosen, or the journal went back.
    #[error("the sync folder was left")]
    SyncLeft,
    /// Another program looks at the calendars of this home.
    #[error("another program looks at the calendars")]
    CalendarsBusy,
    /// A calendar account or an address cannot be used.
    #[error(transparent)]
    Calendar(#[from] caldav::Fault),
    /// No account of this name.
    #[error("unknown account {id}")]
    UnknownAccount {
        /// As asked for.
        id: String,
    },
    /// A secret is not kept, not found or not forgotten.
    #[error(transparent)]
    Secret(#[from] keychain::Unkept),
    /// The passphrase of the sync folder is not taken.
    #[error("the passphrase is not taken: {0:?}")]
    SyncPassphrase(crate::passphrase::Refused),
    /// Nothing can be planned from the day on that the computer's clock names.
    #[error("the clock says {now}")]
    Clock {
        /// In the learner's zone.
        now: chrono::NaiveDateTime,
    },
    /// The planner refused the problem as malformed.
    #[error("the planner refused: {reason}")]
    Planner {
        /// Its sentence.
        reason: String,
    },
}

impl From<sync::Fault> for ApiError {
    fn from(fault: sync::Fault) -> Self {
        Self::Sync(std::sync::Arc::new(fault))
    }
}
