//! What stands in the promised weeks and cannot stay so, after computers planned apart or a calendar that is read again and again
//! has something new. Nothing moves by itself; the week offers a new plan.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use journal::{BlockState, Studied};

use crate::busy_titles::BusyTitles;
use crate::knowledge::{Standing, standings};
use crate::problem::{Situation, busy_spans, monday_of, span_of};
use crate::{say, titles};

/// Why the promised weeks ask for a new plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Amiss {
    /// Something in a calendar is where a block stands.
    Meeting {
        /// Its title; may be empty.
        title: String,
        /// When it begins, in words.
        when: String,
        /// Title of the block.
        block: String,
        /// So many more blocks are where something in a calendar is.
        more: usize,
    },
    /// Two blocks at one time.
    Overlap,
    /// A block over time that is busy.
    Busy,
    /// A block of a unit that is known or left out.
    NotWanted,
    /// A block of something that the pack in use does not have.
    OtherPack,
    /// A block outside the hours for study.
    Hours,
    /// A week or a day with more than it may hold.
    TooMuch,
}

/// What is amiss that a new plan would put right. Today's blocks and locked ones stay in any plan, so they alone are none of it.
/// Where one computer alone did everything and no calendar is read again and again, nothing is.
pub(crate) fn amiss(s: &Situation<'_>) -> Option<Amiss> {
    meeting(s).or_else(|| apart(s))
}

/// The first block of those that a new plan would move away from something that a calendar has there now.
fn meeting(s: &Situation<'_>) -> Option<Amiss> {
    // A file is read by an act of the learner, which plans anew.
    if s.state.busy.keys().all(|source| source.starts_with("file:")) {
        return None;
    }
    let busy = BusyTitles::of(s.state, s.zone);
    let ahead = s.ahead().into_iter().filter(|b| !b.locked && b.block.start.date() != s.today());
    let mut met = ahead.filter_map(|b| Some((b, busy.within(span_of(&b.block)).next()?)));
    let (b, event) = met.next()?;
    Some(Amiss::Meeting {
        title: event.title.clone(),
        when: say::moment(event.span.start, s.today()),
        block: titles::of_block(s.curriculum, b),
        more: met.count(),
    })
}

fn apart(s: &Situation<'_>) -> Option<Amiss> {
    let mut devices = s.state.undoable.iter().map(|act| act.device);
    let first = devices.next()?;
    if devices.all(|device| device == first) {
        return None;
    }
    let ahead = s.ahead();
    let stays = |b: &BlockState| b.locked || b.block.start.date() == s.today();
    let mut end = None;
    for b in &ahead {
        let span = span_of(&b.block);
        if end.is_some_and(|(end, stayed)| span.start < end && !(stayed && stays(b))) {
            return Some(Amiss::Overlap);
        }
        if end.is_none_or(|(last, _)| last < span.end) {
            end = Some((span.end, stays(b)));
        }
    }
    let free: Vec<&BlockState> = ahead.iter().copied().filter(|b| !stays(b)).collect();
    let (first, last) = (free.first()?.block.start.date(), free.last()?.block.start.date());
    let busy = busy_spans(s.state, s.zone, first, last + chrono::Duration::days(2));
    let is_busy = |b: &&BlockState| {
        let span = span_of(&b.block);
        busy.iter().any(|busy| busy.start < span.end && span.start < busy.end)
    };
    if free.iter().any(is_busy) {
        return Some(Amiss::Busy);
    }
    let units: BTreeMap<&str, Standing> =
        standings(s.curriculum, s.state).iter().map(|u| (u.unit.id.as_str(), u.standing)).collect();
    let is_unwanted = |b: &&BlockState| match &b.block.what {
        Studied::Work { unit, .. } => {
            matches!(units.get(unit.as_str()), Some(Standing::Known | Standing::LeftOut))
        }
        _ => false,
    };
    if free.iter().any(is_unwanted) {
        return Some(Amiss::NotWanted);
    }
    let is_strange = |b: &&BlockState| match &b.block.what {
        Studied::Work { unit, .. } => !units.contains_key(unit.as_str()),
        _ => false,
    };
    if free.iter().any(is_strange) {
        return Some(Amiss::OtherPack);
    }
    let is_outside = |b: &&BlockState| !is_in_hours(s, b);
    if free.iter().any(is_outside) {
        return Some(Amiss::Hours);
    }
    is_too_much(s, &ahead, stays).then_some(Amiss::TooMuch)
}

/// Whether a week or a day holds more than it may, and not for what stays alone.
fn is_too_much(s: &Situation<'_>, ahead: &[&BlockState], stays: impl Fn(&BlockState) -> bool) -> bool {
    let budget = s.state.budget.unwrap_or(crate::defaults::BUDGET);
    let exceeds = |most: u32, span: fn(NaiveDate) -> NaiveDate| {
        let mut minutes: BTreeMap<NaiveDate, (u32, u32)> = BTreeMap::new();
        for b in ahead {
            let (all, staying) = minutes.entry(span(b.block.start.date())).or_default();
            *all += b.block.minutes;
            *staying += if stays(b) { b.block.minutes } else { 0 };
        }
        minutes.values().any(|(all, staying)| *all > most.max(*staying))
    };
    exceeds(budget.week, monday_of) || exceeds(budget.day_max, |date| date)
}

/// Whether a block lies within windows that touch each other.
fn is_in_hours(s: &Situation<'_>, b: &BlockState) -> bool {
    use chrono::{Datelike, Timelike};
    let start = b.block.start;
    let day = u8::try_from(start.weekday().num_days_from_monday()).unwrap_or(0);
    let from = start.hour() * 60 + start.minute();
    let to = from + b.block.minutes;
    let mut reached = from;
    let mut windows: Vec<_> = s.state.windows.iter().filter(|w| w.weekday == day).collect();
    windows.sort();
    for window in windows {
        if window.from <= reached && reached < window.to {
            reached = window.to;
        }
    }
    reached >= to
}

impl Amiss {
    /// In a sentence or two.
    pub fn words(self) -> String {
        let what = match self {
            Amiss::Meeting { title, when, block, more } => {
                let what = if title.is_empty() {
                    said!("Something new in your calendar", "Algo nuevo en tu calendario")
                } else {
                    said!("“{title}”", "«{title}»")
                };
                if more == 0 {
                    return said!(
                        "{what}, {when}, overlaps “{block}”. Nothing moves until you plan anew.",
                        "{what}, {when}, coincide con «{block}». Nada se mueve hasta que planifiques de nuevo."
                    );
                }
                let more = counted!(
                    more,
                    ["{n} more block is", "{n} more blocks are"],
                    ["{n} bloque más coincide", "{n} bloques más coinciden"]
                );
                return said!(
                    "{what}, {when}, overlaps “{block}”, and {more} where your calendars are busy. Nothing moves until you plan anew.",
                    "{what}, {when}, coincide con «{block}», y {more} con algo de tus calendarios. Nada se mueve hasta que planifiques de nuevo."
                );
            }
            Amiss::Overlap => word!("Two blocks stand at one time", "Hay dos bloques a la misma hora"),
            Amiss::Busy => word!("A block stands where you are busy", "Hay un bloque donde estás ocupado"),
            Amiss::NotWanted => word!(
                "A block is for something that you know or left out",
                "Hay un bloque para algo que ya sabes o dejaste fuera"
            ),
            Amiss::OtherPack => word!(
                "A block is for something that your pack does not have",
                "Hay un bloque para algo que tu paquete no tiene"
            ),
            Amiss::TooMuch => word!(
                "A week or a day holds more than your hours",
                "Una semana o un día tiene más que tus horas"
            ),
            Amiss::Hours => word!(
                "A block stands outside your study times",
                "Hay un bloque fuera de tus horas de estudio"
            ),
        };
        said!(
            "{what}: two plans came together here. Nothing moves until you plan anew.",
            "{what}: aquí se juntaron dos planes. Nada se mueve hasta que planifiques de nuevo."
        )
    }
}
