//! A review as its panel shows it: questions, grades, when each unit comes back; and a backlog in words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use journal::{Answer, BlockState, ReviewedItem, State, Studied};
use plan::What;
use recall::Memory;

use crate::knowledge::{UnitStanding, standings};
use crate::planning::Made;
use crate::problem::{Situation, has_begun, presumed};
use crate::reviews::{a_day_takes, remembered, remembered_of};
use crate::wire::{BackView, GradeChoice, QuestionView, RecallView};
use crate::{convert, say, titles, wire};

/// From the worst to the best.
const GRADES: [wire::Grade; 4] =
    [wire::Grade::Forgot, wire::Grade::Hard, wire::Grade::Good, wire::Grade::Easy];

/// The units of a review block; none for any other.
pub(crate) fn views(s: &Situation<'_>, block: &BlockState) -> Vec<RecallView> {
    let Studied::Review { items } = &block.block.what else { return Vec::new() };
    let gradable = gradable(s, block);
    let asks = block.answer == Answer::Open && (has_begun(s.now, block) || !gradable.is_empty());
    let present = presumed(s);
    let now = Standings::of(s, &present);
    let view = |item: &ReviewedItem| {
        let unit = s.curriculum.unit(&item.unit);
        let graded = s.state.recalls.iter().find(|r| r.block == block.block.id && r.unit == item.unit);
        let memory = now.memory(&item.unit);
        let back = graded.and_then(|g| memory.filter(|m| m.last() == g.on));
        let choices = gradable.get(item.unit.as_str()).map_or_else(Vec::new, |memory| {
            let due = |grade: wire::Grade| {
                memory.after(s.today(), convert::grade_known(convert::grade_in(grade))).due()
            };
            GRADES.map(|grade| GradeChoice { grade, back: back_view(s, due(grade)) }).to_vec()
        });
        RecallView {
            unit: item.unit.clone(),
            title: titles::unit_title(s.curriculum, &item.unit),
            strategy: titles::strategy(s.curriculum, &Studied::Review { items: vec![item.clone()] }),
            questions: unit.map_or_else(Vec::new, questions),
            grade: graded.map(|g| convert::grade_out(g.grade)),
            back: back.map(|memory| back_view(s, comes_back(s, item, memory))),
            waits: asks && graded.is_none() && choices.is_empty(),
            choices,
        }
    };
    items.iter().map(view).collect()
}

/// The questions of a unit; of one without any, what one can do after it.
pub(crate) fn questions(unit: &catalog::Unit) -> Vec<QuestionView> {
    let ask = |question: &String, answer: Option<&String>, position: u16| QuestionView {
        position,
        question: question.clone(),
        answer: answer.cloned(),
    };
    if unit.recall.is_empty() {
        return (1..).zip(&unit.outcomes).map(|(n, outcome)| ask(outcome, None, n)).collect();
    }
    (1..).zip(&unit.recall).map(|(n, recall)| ask(&recall.question, Some(&recall.answer), n)).collect()
}

fn back_view(s: &Situation<'_>, on: NaiveDate) -> BackView {
    BackView { on, days: (on - s.today()).num_days() }
}

/// The day on which a unit comes back after this review: of the published block that holds the next one, if that is
/// near the day it is due, or else that day.
fn comes_back(s: &Situation<'_>, item: &ReviewedItem, memory: Memory) -> NaiveDate {
    let next = ReviewedItem { unit: item.unit.clone(), k: item.k + 1 };
    let holds = |b: &&BlockState| matches!(&b.block.what, Studied::Review { items } if items.contains(&next));
    let ahead = s.ahead();
    let planned = ahead.iter().copied().find(holds).map(|b| b.block.start.date());
    let near = i64::from(memory.interval() / 2).max(1);
    planned.filter(|day| (*day - memory.due()).num_days().abs() <= near).unwrap_or(memory.due())
}

/// When the questions of a unit come back next; `None` until it is complete.
pub(crate) fn next_back(s: &Situation<'_>, unit: &str) -> Option<BackView> {
    let present = presumed(s);
    let units = standings(s.curriculum, &present);
    let found = remembered_of(&present, &units, unit)?;
    let last = ReviewedItem { unit: unit.to_owned(), k: found.next.saturating_sub(1) };
    Some(back_view(s, comes_back(s, &last, found.memory)))
}

/// When a unit of this review comes back, once it is graded.
pub(crate) fn back(s: &Situation<'_>, block: &BlockState, unit: &str) -> Option<BackView> {
    views(s, block).into_iter().find(|view| view.unit == unit)?.back
}

/// The units of a review that can be graded, with what is remembered of each if nothing of the review is counted: those
/// that are complete, and not graded in it yet. None of a review that was answered.
pub(crate) fn gradable<'a>(s: &Situation<'_>, block: &'a BlockState) -> BTreeMap<&'a str, Memory> {
    let Studied::Review { items } = &block.block.what else { return BTreeMap::new() };
    let without = without(s, block);
    let before = Standings::of(s, &without);
    let open = items.iter().filter(|i| block.answer == Answer::Open && !block.graded.contains_key(&i.unit));
    open.filter_map(|i| Some((i.unit.as_str(), before.memory(&i.unit)?))).collect()
}

/// The state as if nothing had been said of this block.
fn without(s: &Situation<'_>, block: &BlockState) -> State {
    let mut state = presumed(s);
    state.logs.retain(|l| l.block != Some(block.block.id));
    state.recalls.retain(|r| r.block != block.block.id);
    state
}

/// Units with their state, to ask for memories.
struct Standings<'a> {
    state: &'a State,
    units: Vec<UnitStanding<'a>>,
}

impl<'a> Standings<'a> {
    fn of(s: &Situation<'a>, state: &'a State) -> Standings<'a> {
        Standings { state, units: standings(s.curriculum, state) }
    }

    fn memory(&self, unit: &str) -> Option<Memory> {
        remembered_of(self.state, &self.units, unit).map(|r| r.memory)
    }
}

/// That more units are past their due day than a day takes: how many, and until when they are recalled.
pub(crate) fn backlog(s: &Situation<'_>, made: &Made) -> Option<String> {
    let present = presumed(s);
    let units = standings(s.curriculum, &present);
    let late: BTreeSet<(&str, u32)> = remembered(&present, &units)
        .iter()
        .filter(|r| r.memory.due() < s.today())
        .map(|r| (r.unit, r.next))
        .collect();
    let mut days = BTreeSet::new();
    let mut placed = 0;
    for block in &made.plan.blocks {
        let What::Review { items } = &block.what else { continue };
        let here = items.iter().filter(|i| late.contains(&(i.unit.as_str(), i.k))).count();
        placed += here;
        if here > 0 {
            days.insert(block.start.date());
        }
    }
    let last = days.last().filter(|_| placed > a_day_takes(s.state))?;
    Some(said!(
        "{placed} units are waiting to be recalled. They come a few at a time until {last}, the most faded first; the \
         plan has room for them.",
        "{placed} unidades esperan a que las recuerdes. Vienen poco a poco hasta el {last}, primero las más borrosas; el \
         plan tiene sitio para ellas.",
        last = say::day(*last),
    ))
}
