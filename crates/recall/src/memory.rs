//! One unit's memory: folded from the day it was completed and every recall since, read as days.
//! Invariant: an interval is at least a day and at most [`LONGEST_DAYS`]; no history is an error.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState, NextStates};

/// Chance of recall at which a unit comes back.
const RETENTION: f32 = 0.9;
/// Longest interval: what is known for ten years needs no plan.
const LONGEST_DAYS: u32 = 3650;

static MODEL: LazyLock<FSRS> = LazyLock::new(FSRS::default);

/// How well the questions of a unit were recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Not remembered: FSRS calls it "again".
    Forgot,
    /// With effort.
    Hard,
    /// Remembered.
    Good,
    /// At once.
    Easy,
}

/// One recall of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// Study day.
    pub on: NaiveDate,
    /// How well it went.
    pub grade: Grade,
}

/// What is remembered of a unit since it was recalled last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    state: MemoryState,
    last: NaiveDate,
}

impl Memory {
    /// The memory after this history: completed on a day, then recalled. Reviews come in any order; one that is
    /// dated before the completion counts as held on it, since the learner may study a unit once more later.
    #[must_use]
    pub fn of(completed: NaiveDate, reviews: &[Review]) -> Memory {
        let mut reviews = reviews.to_vec();
        reviews.sort_unstable();
        let first = reviews.first().map_or(completed, |r| r.on.min(completed));
        reviews.into_iter().fold(Memory::learned(first), |memory, r| memory.after(r.on, r.grade))
    }

    /// A unit that was completed on this day: its first recall, graded good.
    #[must_use]
    pub fn learned(on: NaiveDate) -> Memory {
        let fresh = MemoryState { stability: 0.0, difficulty: 0.0 };
        let first = step(None, 0, Grade::Good).unwrap_or(fresh);
        Memory { state: first, last: on }
    }

    /// The memory after one more recall.
    #[must_use]
    pub fn after(self, on: NaiveDate, grade: Grade) -> Memory {
        let on = on.max(self.last);
        let state = step(Some(self.state), days(self.last, on), grade).unwrap_or(self.state);
        Memory { state, last: on }
    }

    /// Day of the last recall, or of the completion.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// Days after [`Memory::last`] until the chance of recall is down to 90 %, rounded, at least one.
    #[must_use]
    pub fn interval(&self) -> u32 {
        let days = MODEL.next_interval(Some(self.state.stability), RETENTION, 0).round();
        // A float cast saturates; what is no number is the shortest interval.
        (days as u32).clamp(1, LONGEST_DAYS)
    }

    /// Day on which it is best recalled.
    #[must_use]
    pub fn due(&self) -> NaiveDate {
        self.last.checked_add_days(Days::new(u64::from(self.interval()))).unwrap_or(self.last)
    }

    /// Chance of recall on a day, in permille; certain on the day of the last recall and before.
    #[must_use]
    pub fn retention(&self, on: NaiveDate) -> u32 {
        let days = days(self.last, on.max(self.last)) as f32;
        let chance = fsrs::current_retrievability(self.state, days, FSRS6_DEFAULT_DECAY);
        (chance * 1000.0).round() as u32
    }
}

/// Days after completion on which a unit comes back if every recall goes well, up to `until` days.
#[must_use]
pub fn fresh_offsets(until: u32) -> Vec<u32> {
    let mut memory = Memory::learned(NaiveDate::default());
    let mut offsets = Vec::new();
    loop {
        let offset = days(NaiveDate::default(), memory.due());
        if offset > until {
            return offsets;
        }
        offsets.push(offset);
        memory = memory.after(memory.due(), Grade::Good);
    }
}

fn days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// One step of the model; `None` where it finds no number.
fn step(state: Option<MemoryState>, days: u32, grade: Grade) -> Option<MemoryState> {
    let NextStates { again, hard, good, easy } = MODEL.next_states(state, RETENTION, days).ok()?;
    let next = match grade {
        Grade::Forgot => again,
        Grade::Hard => hard,
        Grade::Good => good,
        Grade::Easy => easy,
    };
    Some(next.memory)
}
