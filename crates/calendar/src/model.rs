//! What is read out of a calendar and what is written into one.
//! Every span is half open: its end is the first moment that is free again.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// The days whose busy time is wanted, in the learner's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last one.
    pub until: NaiveDate,
}

/// The busy time of one calendar and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BusyCalendar {
    /// The calendar's own name (`X-WR-CALNAME` or `NAME`), if it has one.
    pub name: Option<String>,
    /// Every occurrence that touches the window, sorted by start, end and title.
    pub events: Vec<BusyEvent>,
    /// How many events these are: a weekly meeting is one, however often it takes place.
    pub series: usize,
    /// What the text holds, whether it is used or not.
    pub holds: Holds,
    /// What could not be used, or was used with a doubt, in the order of the text.
    pub problems: Vec<EventProblem>,
    /// How many events or changed occurrences in the window are marked as free (`TRANSP:TRANSPARENT`, or
    /// `X-MICROSOFT-CDO-BUSYSTATUS:FREE` as Outlook writes).
    pub skipped_free: usize,
    /// How many events or single occurrences in the window are cancelled (`STATUS:CANCELLED`).
    pub cancelled: usize,
}

/// How many components of each kind a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holds {
    /// Events (`VEVENT`), changed occurrences among them.
    pub events: usize,
    /// Tasks (`VTODO`).
    pub tasks: usize,
    /// Lists of free and busy times (`VFREEBUSY`).
    pub free_busy: usize,
}

/// One occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusyEvent {
    /// The summary, at most 200 characters; empty where the calendar gives none.
    pub title: String,
    /// When it takes place.
    pub when: When,
}

/// The time an occurrence takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// From one instant to another; `end` is after `start`.
    Timed {
        /// The first instant.
        start: DateTime<Utc>,
        /// The first instant after it.
        end: DateTime<Utc>,
    },
    /// Whole days, wherever the learner is.
    AllDay {
        /// The first day.
        first: NaiveDate,
        /// The day after the last one.
        until: NaiveDate,
    },
}

/// Something in the calendar that needs a word to its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventProblem {
    /// The line it is about, counted from 1, where there is one.
    pub line: Option<u32>,
    /// The event's identifier, where it has one.
    pub uid: Option<String>,
    /// The event's summary, where it has one.
    pub summary: Option<String>,
    /// What is wrong and what was done about it, as a sentence.
    pub reason: String,
}

/// Why a text could not be read as a calendar at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is nothing in it.
    #[error("the file is empty; export the calendar again and choose the new file")]
    Empty,
    /// A web page was saved in place of the calendar.
    #[error(
        "this is a web page, not a calendar; use the calendar's \"export\" or \"iCal address\", whose file \
         starts with BEGIN:VCALENDAR"
    )]
    WebPage,
    /// No `BEGIN:VCALENDAR` or `BEGIN:VEVENT` is in it.
    #[error(
        "this is not an iCalendar file: it has no line BEGIN:VCALENDAR; export the calendar as .ics and \
         choose that file"
    )]
    NotCalendar,
    /// It was written in UTF-16 and is no longer readable: somebody took its bytes for another writing.
    #[error("the file is written in UTF-16; save it as UTF-8 and choose it again")]
    Utf16,
    /// It is larger than [`crate::MAX_BYTES`].
    #[error(
        "the calendar is {} MB; at most {} MB can be read, so export a shorter span of time",
        bytes.div_ceil(1_000_000), limit / 1_000_000
    )]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The largest size in bytes.
        limit: usize,
    },
    /// Whoever asked for it wants it no longer.
    #[error("the reading was stopped")]
    Cancelled,
}

/// One study block to be written into a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarBlock {
    /// The identifier, the same for the same block in every export.
    pub uid: String,
    /// When it starts.
    pub start: DateTime<Utc>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The event's summary.
    pub title: String,
    /// The event's description; may have several lines.
    pub description: String,
    /// The event's one category; none is written if it is empty.
    pub category: String,
    /// The event's colour, a name of CSS 3 (RFC 7986, 5.9); none is written if it is empty.
    pub colour: String,
    /// Reminders, in minutes before the start.
    pub alarms: Vec<u32>,
    /// How often its time was changed (`SEQUENCE`).
    pub sequence: u32,
    /// When this state of the block came to be (`DTSTAMP`, `LAST-MODIFIED`).
    pub stamp: DateTime<Utc>,
    /// Its checklist, written if [`Layout::tasks`] asks for it.
    pub tasks: Vec<BlockTask>,
}

/// One line of a block's checklist, to be written as a task (`VTODO`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockTask {
    /// The identifier, the same for the same line in every export.
    pub uid: String,
    /// What is to be done.
    pub title: String,
    /// Whether it is done.
    pub done: bool,
}

/// How blocks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout<'a> {
    /// The calendar's name; none is written if it is empty.
    pub name: &'a str,
    /// The zone in which times are written, with its definition; in UTC without one.
    pub zone: Tz,
    /// Whether checklists are written as tasks.
    pub tasks: bool,
}
