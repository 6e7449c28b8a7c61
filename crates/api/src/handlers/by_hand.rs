//! Blocks made by hand: split, taken out, added. Judged by the planner's rules; what the learner makes is locked, and
//! the time of what the learner takes out is kept free.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono::{Duration, NaiveDateTime, NaiveTime, Timelike};
use journal::{BlockId, BlockState, Event, PlannedBlock, Studied};
use plan::{Block, Instance, Violation};

use super::block::{Board, begun, board, find_open, next_of, no_place, not_published, used_again};
use super::busy::say_what_moved;
use crate::busy_titles::BusyTitles;
use crate::knowledge::{Standing, UnitStanding, standings};
use crate::planning::Made;
use crate::problem::{GRID, Promise, Situation, by_hand, presumed, span_of, to_plan};
use crate::refusal::Context;
use crate::session::{Look, Replanned, Session};
use crate::wire::{
    AddAt, AddChoice, AddChoices, Answered, BlockAdd, BlockRef, BlockSplit, MoveCheck, SplitCheck, Topic,
};
use crate::{ApiError, say, titles};

/// One sentence for each rule that a new block breaks; it is the last of `blocks`.
fn sentences(look: &Look, instance: &Instance, blocks: &[Block], violations: &[Violation]) -> Vec<String> {
    let busy = BusyTitles::of(&look.state, look.zone);
    let context = Context {
        curriculum: &look.curriculum,
        instance,
        blocks,
        moved: blocks.len().saturating_sub(1),
        busy: &busy,
        today: look.today(),
    };
    context.sentences(violations)
}

fn limits(look: &Look) -> journal::Budget {
    look.state.budget.unwrap_or(crate::defaults::BUDGET)
}

/// The first start on the grid that is not before this moment.
fn on_grid(at: NaiveDateTime) -> NaiveDateTime {
    let minute = at.hour() * 60 + at.minute();
    at.date().and_time(NaiveTime::MIN) + Duration::minutes(i64::from(minute.next_multiple_of(GRID)))
}

pub(crate) fn split_check(session: &mut Session, args: BlockSplit) -> Result<SplitCheck, ApiError> {
    let look = session.look_at_plan()?;
    Ok(judge_split(&look, &args)?.0)
}

/// How a block would be split, and whether other blocks have to be planned anew for it: where the second part finds
/// no place among all others, those that come after it anyhow (later parts of its unit, and what builds on it) give way.
fn judge_split(look: &Look, args: &BlockSplit) -> Result<(SplitCheck, bool), ApiError> {
    let block = find_open(look, &args.id)?;
    let minutes = block.block.minutes;
    let first_min = args.first_min.unwrap_or(minutes / 2 / GRID * GRID);
    let second_min = minutes.saturating_sub(first_min);
    let refused = |reason| {
        (SplitCheck { legal: false, reasons: vec![reason], first_min, second_min, second: None }, false)
    };
    if let Some(reason) = begun(look, block).or_else(|| in_one_go(look, block)) {
        return Ok(refused(reason));
    }
    let least = limits(look).block_min.next_multiple_of(GRID);
    if first_min.min(second_min) < least {
        let (least, all) = (say::length(least), say::length(minutes));
        return Ok(refused(said!(
            "Each part needs at least {least}; this block has {all}.",
            "Cada parte necesita al menos {least}; este bloque tiene {all}."
        )));
    }
    if let Some(reason) = args.second.and_then(|at| not_published(&look.situation(), at)) {
        return Ok(refused(reason));
    }
    let pause = Duration::minutes(i64::from(first_min + limits(look).break_min));
    let wanted = args.second.unwrap_or_else(|| on_grid(block.block.start + pause));
    let strict = split_among(look, block, (first_min, wanted), args.second.is_some(), false)?;
    if strict.legal {
        return Ok((strict, false));
    }
    let loose = split_among(look, block, (first_min, wanted), args.second.is_some(), true)?;
    let is_better = loose.legal || loose.second.is_some() && strict.second.is_none();
    Ok(if is_better { (loose, true) } else { (strict, false) })
}

/// Judges the second part of a split block at `wanted`, or, if that is not fixed, from there on. With `anew` what is
/// not locked and comes after it anyhow gives way.
fn split_among(
    look: &Look,
    block: &BlockState,
    (first_min, wanted): (u32, NaiveDateTime),
    fixed: bool,
    anew: bool,
) -> Result<SplitCheck, ApiError> {
    let second_min = block.block.minutes.saturating_sub(first_min);
    let s = look.situation();
    let Some(mut among) = board(look, block, block.block.minutes) else {
        return Err(ApiError::UnknownBlock { id: block.block.id.to_string() });
    };
    if anew {
        among = without_later(look, block, among);
    }
    let Board { instance, blocks: before, index } = among;
    let mut after = before.clone();
    if let Some(first) = after.get_mut(index) {
        first.minutes = first_min;
    }
    let second = PlannedBlock {
        id: BlockId::nil(),
        start: wanted,
        minutes: second_min,
        what: block.block.what.clone(),
    };
    after.extend(to_plan(&second));
    let is_published = |at: &NaiveDateTime| not_published(&s, *at).is_none();
    let check = |legal, reasons, second| SplitCheck { legal, reasons, first_min, second_min, second };
    if !fixed && let Some(next) = plan::next_place(&instance, &before, &after).filter(is_published) {
        return Ok(check(true, Vec::new(), Some(next)));
    }
    let verdict = plan::check_new(&instance, &before, &after);
    let mut reasons = sentences(look, &instance, &after, &verdict.violations);
    if !fixed {
        reasons.push(said!(
            "The published weeks have no place after it for its second part.",
            "En las semanas publicadas no hay lugar después de él para su segunda parte."
        ));
    }
    Ok(check(reasons.is_empty(), reasons, verdict.nearest.filter(is_published)))
}

/// The board without later parts of the block's unit and without what builds on it, as far as a new plan may move them.
fn without_later(look: &Look, block: &BlockState, among: Board) -> Board {
    let s = look.situation();
    let presumed = presumed(&s);
    let all = standings(&look.curriculum, &presumed);
    let Studied::Work { unit, .. } = &block.block.what else { return among };
    let waiting = builds_on(&all, unit);
    let stays: BTreeSet<NaiveDateTime> =
        s.ahead().into_iter().filter(|b| stays(&s, b)).map(|b| b.block.start).collect();
    let kept = among.blocks.iter().enumerate().filter(|(i, b)| {
        let is_later = b.start > block.block.start
            && matches!(&b.what, plan::What::Work { unit, .. } if waiting.contains(unit.as_str()));
        *i == among.index || !is_later || stays.contains(&b.start)
    });
    let kept: Vec<(usize, Block)> = kept.map(|(i, b)| (i, b.clone())).collect();
    let index = kept.iter().position(|(i, _)| *i == among.index).unwrap_or(0);
    Board { instance: among.instance, blocks: kept.into_iter().map(|(_, b)| b).collect(), index }
}

/// That the block is none that can be split.
fn in_one_go(look: &Look, block: &BlockState) -> Option<String> {
    let what = match block.block.what {
        Studied::Work { .. } => return None,
        Studied::Review { .. } => said!("A review", "Un repaso"),
        Studied::Rhythm { .. } | Studied::Free { .. } => {
            said!("“{title}”", "«{title}»", title = titles::of_block(&look.curriculum, block))
        }
    };
    Some(said!(
        "{what} is held in one go and cannot be split. It can be moved.",
        "{what} se hace de una vez y no se puede dividir. Sí se puede mover."
    ))
}

pub(crate) fn split(session: &mut Session, args: BlockSplit) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let (judged, anew) = judge_split(&look, &args)?;
    let block = &find_open(&look, &args.id)?.block;
    let (true, Some(start)) = (judged.legal, judged.second) else {
        return Err(ApiError::IllegalSplit { reasons: judged.reasons });
    };
    let (first_min, second_min) = (judged.first_min, judged.second_min);
    let second =
        PlannedBlock { id: session.new_block(), start, minutes: second_min, what: block.what.clone() };
    let mut events = vec![Event::BlockSplit { block: block.id, minutes: first_min, second }];
    events.extend(used_again(&look.situation(), start, second_min));
    let replanned = if anew {
        session.record_and_replan(&look, events, Promise::Keep, &[Topic::App])?
    } else {
        session.record(&look, &events, &[Topic::App, Topic::Plan])?;
        Replanned::default()
    };
    let at = |t| say::moment(t, look.today());
    let mut message = said!(
        "Split “{title}”: {first} {first_at}, {second} {second_at}. Both are locked there.",
        "«{title}» dividido: {first} el {first_at}, {second} el {second_at}. Los dos quedan fijos ahí.",
        title = titles::title(&look.curriculum, &block.what),
        first = say::length(first_min),
        first_at = at(block.start),
        second = say::length(second_min),
        second_at = at(start)
    );
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

pub(crate) fn delete(session: &mut Session, args: BlockRef) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.id)?;
    let title = titles::of_block(&look.curriculum, block);
    if begun(&look, block).is_some() {
        return Err(ApiError::NotAhead { title });
    }
    let event = Event::BlockDeleted { block: block.block.id };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &[Topic::App])?;
    let after = session.look()?;
    let place = span_of(&block.block);
    let mut message = said!(
        "Took out “{title}”. {from} to {to} is kept free.",
        "«{title}» quitado. Se deja libre el {from} a {to}.",
        from = say::moment(place.start, look.today()),
        to = say::clock(place.end)
    );
    let (next, others) = next_of(&after, &block.block, &replanned);
    if let Some(next) = next {
        message.push_str(&said!(
            " It comes next {next}.",
            " Próxima vez, el {next}.",
            next = say::moment(next, look.today())
        ));
    }
    say_what_moved(&mut message, &others);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

pub(crate) fn kept_free_end(session: &mut Session, args: BlockRef) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let id = BlockId::from_str(&args.id).ok().filter(|id| look.state.kept_free.contains_key(id));
    let Some(id) = id else { return Err(ApiError::NotKeptFree) };
    session.record(&look, &[Event::KeptFreeEnded { block: id }], &[Topic::App, Topic::Plan])?;
    let message = said!(
        "That time may be planned again; the next new plan uses it where it helps.",
        "Ese tiempo se puede volver a planificar; el próximo plan nuevo lo usa donde ayude."
    );
    Ok(Answered { message: Some(message), undoable: true, changes: Vec::new() })
}

pub(crate) fn add_choices(session: &mut Session, args: AddAt) -> Result<AddChoices, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    let s = look.situation();
    let presumed = presumed(&s);
    let ends = ends(&made);
    let all = standings(&look.curriculum, &presumed);
    let open: BTreeSet<&str> =
        all.iter().filter(|u| u.standing == Standing::Open).map(|u| u.unit.id.as_str()).collect();
    let waits =
        |p: &&String| open.contains(p.as_str()) && ends.get(p.as_str()).is_none_or(|end| *end > args.start);
    let mut units: Vec<AddChoice> = Vec::new();
    for unit in all.iter().filter(|u| u.standing == Standing::Open) {
        let Some((what, left_min)) = next_activity(&s, unit) else { continue };
        let waits_for = unit.unit.prerequisites.iter().filter(waits);
        units.push(AddChoice {
            id: unit.unit.id.clone(),
            title: unit.unit.title.clone(),
            strategy: unit.strategy,
            activity: titles::detail(&look.curriculum, &what),
            left_min,
            waits_for: waits_for.map(|p| titles::unit_title(&look.curriculum, p)).collect(),
        });
    }
    units.sort_by_key(|u| !u.waits_for.is_empty());
    Ok(AddChoices { units })
}

/// When each open unit that the likely course finishes is complete.
fn ends(made: &Made) -> BTreeMap<&str, NaiveDateTime> {
    let finished = made.completions();
    let mut ends = BTreeMap::new();
    for block in &made.plan.blocks {
        if let plan::What::Work { unit, .. } = &block.what
            && finished.contains_key(unit)
        {
            ends.insert(unit.as_str(), block.start + Duration::minutes(i64::from(block.minutes)));
        }
    }
    ends
}

/// The first activity of a unit that blocks which stay where they are leave something of, and how much, on the grid.
fn next_activity(s: &Situation<'_>, unit: &UnitStanding<'_>) -> Option<(Studied, u32)> {
    let least = s.state.budget.unwrap_or(crate::defaults::BUDGET).block_min.next_multiple_of(GRID);
    unit.activities.iter().enumerate().find_map(|(i, planned)| {
        let what = Studied::Work { unit: unit.unit.id.clone(), activity: unit.unit.activity_id(i) };
        let kept: u32 =
            s.ahead().iter().filter(|b| stays(s, b) && b.block.what == what).map(|b| b.block.minutes).sum();
        let rest = planned.left().next_multiple_of(GRID).saturating_sub(kept);
        // A rest too short for a block is planned as one, as by the planner.
        let rest = if kept > 0 && rest > 0 { rest.max(least) } else { rest };
        (rest > 0).then_some((what, rest))
    })
}

/// Whether a new plan leaves the block where it is.
fn stays(s: &Situation<'_>, b: &BlockState) -> bool {
    b.locked || b.block.start.date() == s.today()
}

pub(crate) fn add_check(session: &mut Session, args: BlockAdd) -> Result<MoveCheck, ApiError> {
    let look = session.look_at_plan()?;
    Ok(judge_add(&look, &args)?.0)
}

/// Whether the block may be added, and what it is for. Blocks of its unit that are not locked give way, and so do
/// those of what builds on it: they are planned anew.
fn judge_add(look: &Look, args: &BlockAdd) -> Result<(MoveCheck, Option<Studied>), ApiError> {
    let s = look.situation();
    let presumed = presumed(&s);
    let all = standings(&look.curriculum, &presumed);
    let unit = all.iter().find(|u| u.unit.id == args.unit);
    let unit = unit.ok_or_else(|| ApiError::UnknownUnit { id: args.unit.clone() })?;
    let refused = |reason: String| (MoveCheck { legal: false, reasons: vec![reason], nearest: None }, None);
    let title = &unit.unit.title;
    match unit.standing {
        Standing::Open => {}
        Standing::Known => return Ok(refused(said!("You know “{title}” already.", "Ya sabes «{title}»."))),
        Standing::LeftOut => {
            return Ok(refused(said!(
                "“{title}” is left out of your plan.",
                "«{title}» está fuera de tu plan."
            )));
        }
        Standing::Done => return Ok(refused(said!("“{title}” is complete.", "«{title}» está completa."))),
    }
    let Some((what, _)) = next_activity(&s, unit) else {
        return Ok(refused(said!(
            "All of “{title}” has its time in locked blocks already.",
            "Todo «{title}» tiene ya su hora en bloques fijos."
        )));
    };
    if let Some(reason) = not_published(&s, args.start) {
        return Ok(refused(reason));
    }
    let waiting = builds_on(&all, &args.unit);
    let gives_way = |b: &BlockState| {
        !stays(&s, b)
            && matches!(&b.block.what, Studied::Work { unit, .. } if waiting.contains(unit.as_str()))
    };
    let others: Vec<&BlockState> = s.ahead().into_iter().filter(|b| !gives_way(b)).collect();
    let mut instance = by_hand(&s);
    instance.locked = others.iter().filter(|b| b.locked).filter_map(|b| to_plan(&b.block)).collect();
    let before: Vec<Block> = others.iter().filter_map(|b| to_plan(&b.block)).collect();
    let id = BlockId::nil();
    let new = PlannedBlock { id, start: args.start, minutes: args.minutes, what: what.clone() };
    let blocks: Vec<Block> = before.iter().cloned().chain(to_plan(&new)).collect();
    let verdict = plan::check_new(&instance, &before, &blocks);
    let mut reasons = sentences(look, &instance, &blocks, &verdict.violations);
    if reasons.is_empty() {
        return Ok((MoveCheck { legal: true, reasons, nearest: None }, Some(what)));
    }
    let nearest = verdict.nearest.filter(|to| not_published(&s, *to).is_none());
    reasons.extend(no_place(&s, args.start.date(), &verdict.violations, nearest));
    Ok((MoveCheck { legal: false, reasons, nearest }, None))
}

/// A unit and all that builds on it.
fn builds_on<'a>(all: &'a [UnitStanding<'_>], unit: &'a str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::from([unit]);
    loop {
        let is_next = |u: &&UnitStanding<'_>| {
            !found.contains(u.unit.id.as_str())
                && u.unit.prerequisites.iter().any(|p| found.contains(p.as_str()))
        };
        let next: Vec<&str> = all.iter().filter(is_next).map(|u| u.unit.id.as_str()).collect();
        if next.is_empty() {
            return found;
        }
        found.extend(next);
    }
}

pub(crate) fn add(session: &mut Session, args: BlockAdd) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let (judged, what) = judge_add(&look, &args)?;
    let Some(what) = what.filter(|_| judged.legal) else {
        return Err(ApiError::IllegalMove { reasons: judged.reasons, nearest: judged.nearest });
    };
    let mut message = said!(
        "Added “{title}”, {when}, {length}. It is locked there.",
        "«{title}» añadido, {when}, {length}. Queda fijo ahí.",
        title = titles::title(&look.curriculum, &what),
        when = say::moment(args.start, look.today()),
        length = say::length(args.minutes)
    );
    let block = PlannedBlock { id: session.new_block(), start: args.start, minutes: args.minutes, what };
    let mut events = vec![Event::BlockAdded { block }];
    events.extend(used_again(&look.situation(), args.start, args.minutes));
    let replanned = session.record_and_replan(&look, events, Promise::Keep, &[Topic::App])?;
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}
