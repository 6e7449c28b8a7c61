//! The names of the hard rules and what a broken one has to say.
//! Source: the hard rules H01 to H15 of the formulation. Plain data; the rules themselves are in `rules`.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{ClockChange, Minutes, ReviewItem, Span};

/// A hard rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// H01: names are known.
    KnownName,
    /// H02: start and length on the grid, inside one day.
    Grid,
    /// H03: inside the horizon and not before now.
    Horizon,
    /// H04: inside availability.
    Availability,
    /// H05: no overlap with a busy event.
    Busy,
    /// H06: a break between two blocks of a day.
    Break,
    /// H07: length of a block.
    Length,
    /// H08: minutes per day.
    DayMax,
    /// H09: minutes per week.
    WeekBudget,
    /// H10: minutes per activity.
    Amount,
    /// H11: order of activities and units.
    Order,
    /// H12: locked blocks stay.
    Locked,
    /// H13: rhythms in active weeks, once per period.
    Rhythm,
    /// H14: reviews.
    Review,
    /// H15: no clock change.
    ClockChange,
}

impl Rule {
    /// The short code, such as `H05`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Rule::KnownName => "H01",
            Rule::Grid => "H02",
            Rule::Horizon => "H03",
            Rule::Availability => "H04",
            Rule::Busy => "H05",
            Rule::Break => "H06",
            Rule::Length => "H07",
            Rule::DayMax => "H08",
            Rule::WeekBudget => "H09",
            Rule::Amount => "H10",
            Rule::Order => "H11",
            Rule::Locked => "H12",
            Rule::Rhythm => "H13",
            Rule::Review => "H14",
            Rule::ClockChange => "H15",
        }
    }
}

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which rule.
    pub rule: Rule,
    /// Position of the offending block in the list that was checked; `None` if no single block is at fault.
    pub block: Option<usize>,
    /// What exactly is wrong.
    pub reason: Reason,
}

/// What exactly is wrong, with what a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No open unit, activity or rhythm has this name.
    UnknownName,
    /// Start or length is not a multiple of the grid, or the length is zero.
    OffGrid {
        /// The grid.
        grid: Minutes,
    },
    /// The block does not end on the day it starts.
    CrossesMidnight,
    /// Before the first or after the last day.
    OutsideHorizon,
    /// Starts in the past.
    BeforeNow,
    /// Not wholly inside a window.
    OutsideAvailability,
    /// Overlaps this event.
    OverlapsBusy {
        /// The event.
        event: Span,
    },
    /// Starts too soon after (or during) another block.
    NoBreak {
        /// Position of the earlier block.
        other: usize,
        /// The break that is asked for.
        break_min: Minutes,
    },
    /// The length is not allowed.
    WrongLength {
        /// Shortest allowed.
        shortest: Minutes,
        /// Longest allowed.
        longest: Minutes,
    },
    /// The day has too many minutes.
    DayFull {
        /// The day.
        date: NaiveDate,
        /// Its minutes.
        minutes: Minutes,
        /// What is allowed.
        limit: Minutes,
    },
    /// The week has too many minutes.
    WeekFull {
        /// Week index.
        week: u32,
        /// Its minutes.
        minutes: Minutes,
        /// What is allowed.
        limit: Minutes,
    },
    /// More minutes than the activity has left.
    TooMuch {
        /// Unit id.
        unit: String,
        /// Activity id.
        activity: String,
        /// Minutes too many.
        over: Minutes,
    },
    /// Leaves a remnant that no block can hold.
    Remnant {
        /// Unit id.
        unit: String,
        /// Activity id.
        activity: String,
        /// Minutes left over.
        left: Minutes,
    },
    /// Starts before something it builds on has ended.
    MustWait {
        /// Unit id of what comes first.
        unit: String,
        /// Activity id, if it is an earlier activity of the same unit.
        activity: Option<String>,
        /// When that ends; `None` if it is never complete.
        until: Option<NaiveDateTime>,
    },
    /// A locked block is missing or changed.
    LockedMissing {
        /// Position in the instance's locked blocks.
        locked: usize,
    },
    /// The rhythm is not active in that week.
    RhythmInactive {
        /// Week index.
        week: u32,
    },
    /// The rhythm is there already in this period.
    RhythmTwice {
        /// First week of the period.
        week: u32,
    },
    /// The day has another review block.
    SecondReview {
        /// Position of the other block.
        other: usize,
    },
    /// The length does not fit the number of items.
    ReviewLength {
        /// What the items need.
        needed: Minutes,
        /// Longest allowed.
        longest: Minutes,
    },
    /// Nothing makes this review due.
    NotDue {
        /// The item.
        item: ReviewItem,
    },
    /// The review is in the plan twice.
    Repeated {
        /// The item.
        item: ReviewItem,
    },
    /// Too early or too late.
    OutsideTolerance {
        /// The item.
        item: ReviewItem,
        /// First allowed day.
        from: NaiveDate,
        /// Last allowed day.
        to: NaiveDate,
    },
    /// The local time does not exist or exists twice.
    TouchesClockChange {
        /// The change.
        change: ClockChange,
    },
}
