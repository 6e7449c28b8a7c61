//! When completed units come back: each unit's history in the journal folded to its memory, and those that wait
//! spread over the study days. Invariant: a function of state, calendar and today; nothing of it is stored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use journal::{Answer, BlockId, BlockState, Logged, ReviewedItem, State, Studied};
use plan::{DueReview, ReviewItem, Reviews, Span};
use recall::{Calendar, Grade, Held, Memory, Review, Waiting};

use crate::knowledge::{Standing, UnitStanding};
use crate::problem::{GRID, Promise, Situation};
use crate::{convert, rules};

/// Minutes one unit's questions take.
const MINUTES: u32 = 10;
/// How much of its interval a review may be early and late, in permille.
const EARLY_PERMILLE: u32 = 250;
const LATE_PERMILLE: u32 = 500;
/// Days over which reviews that wait are spread.
const SPREAD_DAYS: i64 = 26 * 7;

/// A completed unit.
pub(crate) struct Remembered<'a> {
    pub unit: &'a str,
    /// Number of its next review, 1 for the first.
    pub next: u32,
    pub memory: Memory,
}

/// How reviews are spaced, and all that fall due before `end`. `standing` are the blocks that stay where they are.
pub(crate) fn reviews(
    s: &Situation<'_>,
    units: &[UnitStanding<'_>],
    (promise, standing): (Promise, &[&BlockState]),
    busy: &[Span],
    end: NaiveDate,
) -> Reviews {
    let horizon = u32::try_from((end - s.monday()).num_days()).unwrap_or(0);
    Reviews {
        offsets_days: recall::fresh_offsets(horizon),
        item_min: MINUTES,
        early_permille: EARLY_PERMILLE,
        late_permille: LATE_PERMILLE,
        due: due(s, units, (promise, standing), busy, end),
    }
}

/// The next review of each completed unit, and those that follow if all go well.
fn due(
    s: &Situation<'_>,
    units: &[UnitStanding<'_>],
    (promise, standing): (Promise, &[&BlockState]),
    busy: &[Span],
    end: NaiveDate,
) -> Vec<DueReview> {
    let remembered = remembered(s.state, units);
    let days = days_of(standing);
    let day_of = |unit: &str, k: u32| days.get(&(unit, k)).copied();
    let calendar = calendar(s, promise, busy);
    let last = calendar.days.last().map_or(calendar.today, |(day, _)| *day);
    let waiting: Vec<Waiting> =
        remembered.iter().map(|r| Waiting { memory: r.memory, promised: day_of(r.unit, r.next) }).collect();
    let mut due = Vec::new();
    for (r, held) in remembered.iter().zip(recall::spread(&waiting, &calendar)) {
        // An extension moves nothing: what stands in the promised weeks is due where it stands.
        let stands = |k: u32| day_of(r.unit, k).filter(|_| promise == Promise::Extend);
        let mut memory = r.memory;
        let mut held = match (stands(r.next), held) {
            (Some(day), _) => Held { day, interval: memory.interval() },
            (None, Some(held)) => held,
            (None, None) if memory.due() > last => Held { day: memory.due(), interval: memory.interval() },
            (None, None) => continue,
        };
        for k in r.next.. {
            if held.day >= end {
                break;
            }
            let item = ReviewItem { unit: r.unit.to_owned(), k };
            due.push(DueReview { item, due: held.day, interval: held.interval });
            memory = memory.after(held.day, Grade::Good);
            held = Held { day: stands(k + 1).unwrap_or(memory.due()), interval: memory.interval() };
        }
    }
    due
}

/// The day of each item that a review among these blocks holds.
fn days_of<'a>(blocks: &[&'a BlockState]) -> BTreeMap<(&'a str, u32), NaiveDate> {
    let mut days = BTreeMap::new();
    for b in blocks {
        if let Studied::Review { items } = &b.block.what {
            days.extend(items.iter().map(|i| ((i.unit.as_str(), i.k), b.block.start.date())));
        }
    }
    days
}

/// What is left of a published review: the items that still fall due around its day. Those of units that are
/// studied first follow from the plan.
pub(crate) fn still_due(
    items: &mut Vec<ReviewItem>,
    day: NaiveDate,
    due: &[DueReview],
    is_open: impl Fn(&str) -> bool,
) {
    let near = |d: &DueReview| {
        let early = i64::from(d.interval * EARLY_PERMILLE / 1000);
        let late = i64::from((d.interval * LATE_PERMILLE / 1000).max(1));
        (-early..=late).contains(&(day - d.due).num_days())
    };
    items.retain(|i| is_open(&i.unit) || due.iter().any(|d| d.item == *i && near(d)));
}

/// Minutes of recall on a study day: at most half of its usual time, so that who was away for long also goes on.
fn most_minutes(state: &State) -> u32 {
    let budget = state.budget.unwrap_or(crate::defaults::BUDGET);
    let weekdays = state.windows.iter().map(|w| w.weekday).collect::<BTreeSet<u8>>().len();
    let usual = budget.week / u32::try_from(weekdays).unwrap_or(7).max(1);
    ((usual.min(budget.day_max) / 2).min(budget.block_max) / GRID * GRID).max(GRID)
}

fn units_in(minutes: u32) -> usize {
    usize::try_from(minutes / MINUTES).unwrap_or(0)
}

/// Units that a usual study day takes.
pub(crate) fn a_day_takes(state: &State) -> usize {
    units_in(most_minutes(state))
}

/// The days to come with the units that each can take.
fn calendar(s: &Situation<'_>, promise: Promise, busy: &[Span]) -> Calendar {
    let today = match promise {
        Promise::Renew | Promise::Forward | Promise::Keep => s.today(),
        Promise::Extend => s.published_until().map_or(s.today(), |until| until.max(s.today())),
    };
    let most = most_minutes(s.state);
    let room = |day: NaiveDate| units_in(most.min(longest_free(s, busy, day)));
    let days = today.iter_days().take(usize::try_from(SPREAD_DAYS).unwrap_or(0));
    let days = days.map(|day| (day, room(day))).filter(|(_, room)| *room > 0);
    Calendar { today, days: days.collect(), late_permille: LATE_PERMILLE }
}

/// Minutes of the longest free stretch of a day's study times, on the grid.
fn longest_free(s: &Situation<'_>, busy: &[Span], day: NaiveDate) -> u32 {
    let midnight = day.and_time(NaiveTime::MIN);
    let at = |minute: u32| midnight + Duration::minutes(i64::from(minute));
    let weekday = u8::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    let mut longest = 0;
    for (from, to) in rules::stretches(&s.state.windows, weekday, false) {
        let (mut from, to) = (at(from).max(s.now), at(to));
        // Busy spans come in the order of their starts.
        for span in busy.iter().filter(|span| span.end > midnight && span.start < to) {
            longest = longest.max((span.start - from).num_minutes());
            from = from.max(span.end);
        }
        longest = longest.max((to - from).num_minutes());
    }
    u32::try_from(longest).unwrap_or(0) / GRID * GRID
}

/// Every completed unit with what is remembered of it, in the pack's order.
pub(crate) fn remembered<'a>(state: &State, units: &'a [UnitStanding<'a>]) -> Vec<Remembered<'a>> {
    let history = history(state, |_| true);
    units.iter().filter_map(|u| remembered_by(&history, u)).collect()
}

/// What is remembered of one unit; `None` if it is not complete.
pub(crate) fn remembered_of<'a>(
    state: &State,
    units: &'a [UnitStanding<'a>],
    unit: &str,
) -> Option<Remembered<'a>> {
    let known = units.iter().find(|u| u.unit.id == unit)?;
    remembered_by(&history(state, |other| other == unit), known)
}

fn remembered_by<'a>(history: &History<'_>, u: &'a UnitStanding<'a>) -> Option<Remembered<'a>> {
    if u.standing != Standing::Done {
        return None;
    }
    let held = history.get(u.unit.id.as_str()).map_or(&[][..], Vec::as_slice);
    let reviews: Vec<Review> = held.iter().map(|(_, review)| *review).collect();
    Some(Remembered {
        unit: &u.unit.id,
        next: held.iter().map(|(k, _)| *k).max().unwrap_or(0) + 1,
        memory: Memory::of(u.last_studied?, &reviews),
    })
}

/// By unit every review that was held, with its number.
type History<'a> = BTreeMap<&'a str, Vec<(u32, Review)>>;

/// Every review of the wanted units that was held. One that was only said to be done went well; of one that could not be
/// done, or only partly, the graded units count.
fn history(state: &State, wanted: impl Fn(&str) -> bool) -> History<'_> {
    let mut history = History::new();
    // The units of each block that were counted: few, so they are looked through.
    let mut counted: HashMap<BlockId, Vec<&str>> = HashMap::new();
    for r in state.recalls.iter().filter(|r| wanted(&r.unit)) {
        counted.entry(r.block).or_default().push(&r.unit);
        let review = Review { on: r.on, grade: convert::grade_known(r.grade) };
        history.entry(&r.unit).or_default().push((r.k, review));
    }
    for log in &state.logs {
        let Studied::Review { items } = &log.what else { continue };
        let mut new: Vec<&ReviewedItem> = items.iter().filter(|item| wanted(&item.unit)).collect();
        if let Some(block) = log.block {
            new.retain(|item| !counted.get(&block).is_some_and(|units| units.contains(&item.unit.as_str())));
        }
        if new.is_empty() || !is_whole(state, log) {
            continue;
        }
        for item in new {
            if let Some(block) = log.block {
                let units = counted.entry(block).or_default();
                if units.contains(&item.unit.as_str()) {
                    continue;
                }
                units.push(&item.unit);
            }
            let review = Review { on: log.start.date(), grade: Grade::Good };
            history.entry(&item.unit).or_default().push((item.k, review));
        }
    }
    history
}

/// Whether a review was held to its end.
fn is_whole(state: &State, log: &Logged) -> bool {
    match log.block.and_then(|id| state.blocks.get(&id)) {
        Some(b) => match b.answer {
            Answer::Done(minutes) => minutes >= b.block.minutes,
            // Not answered yet, and presumed to be done.
            Answer::Open => true,
            Answer::Missed | Answer::Skipped => false,
        },
        None => log.finished,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDateTime};
    use journal::{Event, PlannedBlock};
    use uuid::Uuid;

    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
    }

    fn at(n: u32) -> NaiveDateTime {
        day(n).and_time(NaiveTime::MIN) + Duration::hours(19)
    }

    fn items() -> Studied {
        let item = |unit: &str| ReviewedItem { unit: unit.to_owned(), k: 1 };
        Studied::Review { items: vec![item("a"), item("b")] }
    }

    /// A review of the fourth of March, with what was said of it.
    fn after(events: &[Event]) -> State {
        let block = PlannedBlock { id: Uuid::from_u128(1), start: at(4), minutes: 30, what: items() };
        let plan =
            Event::PlanPublished { from: at(1), published_until: day(30), blocks: vec![block], let_go: None };
        State::default().after(&[&[plan], events].concat(), DateTime::UNIX_EPOCH)
    }

    fn logged(minutes: u32, block: Option<Uuid>) -> Event {
        Event::MinutesLogged { what: items(), start: at(4), minutes, block, finished: true }
    }

    fn graded(unit: &str, grade: journal::Grade) -> Event {
        Event::RecallGraded { block: Uuid::from_u128(1), unit: unit.to_owned(), k: 1, grade, on: day(5) }
    }

    /// What is known of both units: day of the month and grade.
    fn held(state: &State) -> Vec<(&str, u32, Grade)> {
        let all = history(state, |_| true).into_iter();
        all.flat_map(|(unit, held)| {
            held.into_iter().map(move |(_, review)| (unit, review.on.day(), review.grade))
        })
        .collect()
    }

    const BLOCK: Option<Uuid> = Some(Uuid::from_u128(1));

    #[test]
    fn a_review_that_was_only_said_to_be_done_went_well() {
        assert_eq!(held(&after(&[logged(30, BLOCK)])), [("a", 4, Grade::Good), ("b", 4, Grade::Good)]);
        // Its block is not known any more.
        let state = State::default().after(&[logged(30, BLOCK)], DateTime::UNIX_EPOCH);
        assert_eq!(held(&state).len(), 2);
    }

    #[test]
    fn one_that_could_not_be_done_or_only_partly_says_nothing() {
        let missed = Event::BlockMissed { block: Uuid::from_u128(1) };
        assert_eq!(held(&after(&[])), []);
        assert_eq!(held(&after(std::slice::from_ref(&missed))), []);
        assert_eq!(held(&after(&[logged(15, BLOCK)])), []);
        assert_eq!(held(&after(&[logged(15, BLOCK), logged(15, BLOCK)])).len(), 2, "in two sittings");
        // What was graded before counts all the same.
        let hard = graded("b", journal::Grade::Hard);
        assert_eq!(held(&after(&[hard, missed])), [("b", 5, Grade::Hard)]);
    }

    #[test]
    fn a_grade_stands_for_its_unit_and_the_rest_went_well() {
        let state = after(&[graded("a", journal::Grade::Forgot), logged(30, BLOCK)]);
        assert_eq!(held(&state), [("a", 5, Grade::Forgot), ("b", 4, Grade::Good)]);
        let last = after(&[graded("a", journal::Grade::Forgot), graded("a", journal::Grade::Easy)]);
        assert_eq!(held(&last), [("a", 5, Grade::Easy)]);
    }
}
