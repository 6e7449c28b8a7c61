//! Why a block may not go somewhere: each broken rule of the planner as one sentence for a person.

use catalog::Curriculum;
use chrono::{Duration, NaiveDate};
use plan::{Block, Instance, Reason, Violation};

use crate::busy_titles::BusyTitles;
use crate::{planning::to_studied, say, titles};

/// What a sentence may name.
pub(crate) struct Context<'a> {
    pub curriculum: &'a Curriculum,
    pub instance: &'a Instance,
    pub blocks: &'a [Block],
    /// The block that is to be moved.
    pub moved: usize,
    pub busy: &'a BusyTitles,
    pub today: NaiveDate,
}

impl Context<'_> {
    /// One sentence for each violation, without repetition.
    pub fn sentences(&self, violations: &[Violation]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for violation in violations {
            let sentence = self.sentence(violation);
            if !out.contains(&sentence) {
                out.push(sentence);
            }
        }
        out
    }

    /// A rule may be broken by the moved block, or by another because of it.
    fn sentence(&self, violation: &Violation) -> String {
        let bystander = violation.block.filter(|b| *b != self.moved);
        match (bystander, &violation.reason) {
            (Some(block), Reason::NoBreak { other, break_min }) => {
                let block = if *other == self.moved { block } else { *other };
                self.sentence_of(&Reason::NoBreak { other: block, break_min: *break_min })
            }
            (Some(block), Reason::MustWait { .. }) => {
                format!("{} builds on it and would begin before it ends.", self.block_name(block))
            }
            (_, reason) => self.sentence_of(reason),
        }
    }

    fn sentence_of(&self, reason: &Reason) -> String {
        let unit = |id: &str| format!("“{}”", titles::unit_title(self.curriculum, id));
        let week = |w: u32| say::date(self.instance.start + Duration::weeks(i64::from(w)));
        match reason {
            Reason::UnknownName => "What this block is for is no longer in your plan.".to_owned(),
            Reason::OffGrid { grid } => format!("Blocks start and last in steps of {grid} minutes."),
            Reason::CrossesMidnight => "A block must end before midnight.".to_owned(),
            Reason::OutsideHorizon => "That day is outside the plan.".to_owned(),
            Reason::BeforeNow => "That time has passed.".to_owned(),
            Reason::OutsideAvailability => {
                "That is outside your study times. Settings, Availability changes them.".to_owned()
            }
            Reason::OverlapsBusy { event } => {
                let when = format!("{} to {}", say::moment(event.start, self.today), say::clock(event.end));
                match self.busy.title_at(*event) {
                    Some(title) => format!("“{title}” is there, {when}."),
                    None => format!("You are busy there, {when}."),
                }
            }
            Reason::NoBreak { other, break_min } => {
                let name = self.block_name(*other);
                if *break_min == 0 {
                    format!("It would overlap {name}.")
                } else {
                    format!("It would overlap {name}, or leave less than {break_min} minutes between them.")
                }
            }
            Reason::WrongLength { shortest, longest } if shortest == longest => {
                format!("This block lasts {}.", say::length(*shortest))
            }
            Reason::WrongLength { shortest, longest } => {
                format!("This block may last from {} to {}.", say::length(*shortest), say::length(*longest))
            }
            Reason::DayFull { date, minutes, limit } => format!(
                "{} would hold {}; your limit is {} a day.",
                say::day(*date),
                say::length(*minutes),
                say::length(*limit)
            ),
            Reason::WeekFull { week: w, minutes, limit } => format!(
                "The week of {} would hold {}; {} are left to plan in it.",
                week(*w),
                say::length(*minutes),
                say::length(*limit)
            ),
            Reason::TooMuch { unit: id, over, .. } => {
                format!("{} needs {} less than that.", unit(id), say::length(*over))
            }
            Reason::Remnant { left, .. } => {
                format!("That would leave {}, too short for a block of its own.", say::length(*left))
            }
            Reason::MustWait { unit: id, activity, until } => {
                let what = match activity {
                    Some(_) => format!("an earlier part of {}", unit(id)),
                    None => unit(id),
                };
                match until {
                    Some(until) => {
                        format!("It builds on {what}, which ends {}.", say::moment(*until, self.today))
                    }
                    None => format!("It builds on {what}, which is not finished before."),
                }
            }
            Reason::LockedMissing { .. } => "A locked block is in the way.".to_owned(),
            Reason::RhythmInactive { week: w } => format!("It is not due in the week of {}.", week(*w)),
            Reason::RhythmTwice { week: w } => {
                format!("It is planned once in the weeks from {} already.", week(*w))
            }
            Reason::SecondReview { other } => {
                format!("That day has a review already, {}.", self.block_name(*other))
            }
            Reason::ReviewLength { needed, .. } => format!("This review needs {}.", say::length(*needed)),
            Reason::NotDue { item } => format!("The review of {} is not due.", unit(&item.unit)),
            Reason::Repeated { item } => format!("The review of {} is planned twice.", unit(&item.unit)),
            Reason::OutsideTolerance { item, from, to } => format!(
                "The review of {} helps most from {} to {}.",
                unit(&item.unit),
                say::day(*from),
                say::day(*to)
            ),
            Reason::TouchesClockChange { .. } => "The clocks change at that time.".to_owned(),
        }
    }

    /// A block as it is named in a sentence.
    pub fn block_name(&self, index: usize) -> String {
        match self.blocks.get(index) {
            Some(block) => format!(
                "“{}” at {}",
                titles::title(self.curriculum, &to_studied(&block.what)),
                say::moment(block.start, self.today)
            ),
            None => "another block".to_owned(),
        }
    }
}
