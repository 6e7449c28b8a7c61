//! One block: its panel, and what a person can do to it and its unit.

use std::str::FromStr;

use chrono::{Duration, NaiveDate, NaiveDateTime};
use journal::{Answer, BlockId, BlockState, Event, PlannedBlock, Studied};
use plan::{Block, Instance, Rule, Violation};

use super::busy::say_what_moved;
use crate::busy_titles::BusyTitles;
use crate::difference::brings_back;
use crate::pace::lived;
use crate::panel;
use crate::planning::Made;
use crate::problem::{Promise, Situation, by_hand, kept_free, monday_of, to_plan};
use crate::refusal::Context;
use crate::rules::LONGEST_DAY;
use crate::session::{Look, Replanned, Session};
use crate::wire::{
    Answered, BlockDetail, BlockDone, BlockLock, BlockMove, BlockRef, Change, ChangeKind, MoveCheck, NoteSet,
    OutcomeTick, Topic,
};
use crate::{AnsweredBy, ApiError, say, titles, zones};

/// Longest note, in characters.
const NOTE_LIMIT: usize = 20_000;

fn find<'a>(look: &'a Look, id: &str) -> Result<&'a BlockState, ApiError> {
    let found = BlockId::from_str(id).ok().and_then(|id| look.state.blocks.get(&id));
    found.ok_or_else(|| ApiError::UnknownBlock { id: id.to_owned() })
}

/// The block if nothing was said of it yet.
pub(super) fn find_open<'a>(look: &'a Look, id: &str) -> Result<&'a BlockState, ApiError> {
    let block = find(look, id)?;
    match block.answer {
        Answer::Open => Ok(block),
        Answer::Done(_) | Answer::Missed | Answer::Skipped => {
            let (title, block) = (titles::of_block(&look.curriculum, block), block.block.id);
            Err(ApiError::AlreadyAnswered { title, block, unit: None, by: AnsweredBy::default() })
        }
    }
}

pub(crate) fn detail(session: &mut Session, args: BlockRef) -> Result<BlockDetail, ApiError> {
    let look = session.look_at_plan()?;
    let made = session.likely(&look)?;
    detail_of(&look, &made, &args.id)
}

pub(crate) fn detail_of(look: &Look, made: &Made, id: &str) -> Result<BlockDetail, ApiError> {
    let block = find(look, id)?;
    Ok(panel::detail(&look.situation(), made, block))
}

/// What a hand move is judged against: the published blocks ahead, this one among them.
pub(super) struct Board {
    pub instance: Instance,
    pub blocks: Vec<Block>,
    pub index: usize,
}

pub(super) fn board(look: &Look, block: &BlockState, minutes: u32) -> Option<Board> {
    let s = look.situation();
    let mut instance = by_hand(&s);
    let resized = minutes != block.block.minutes;
    // A block that grows or shrinks takes its minutes from later blocks of the same activity: these are
    // planned anew, so they do not count against it.
    let gives_way = |b: &BlockState| {
        resized && !b.locked && b.block.id != block.block.id && b.block.what == block.block.what
    };
    let mut others: Vec<&BlockState> = s.ahead().into_iter().filter(|b| !gives_way(b)).collect();
    if !others.iter().any(|b| b.block.id == block.block.id) {
        others.push(block);
    }
    instance.locked = others
        .iter()
        .filter(|b| b.locked && b.block.id != block.block.id)
        .filter_map(|b| to_plan(&b.block))
        .collect();
    let index = others.iter().position(|b| b.block.id == block.block.id)?;
    let blocks: Vec<Block> = others.iter().filter_map(|b| to_plan(&b.block)).collect();
    (blocks.len() == others.len()).then_some(Board { instance, blocks, index })
}

/// What a person who moves a block in another calendar may do that they may not here, where they are told: what is about hours
/// and sizes alone.
const ELSEWHERE: [Rule; 6] =
    [Rule::Grid, Rule::Availability, Rule::Break, Rule::Length, Rule::DayMax, Rule::WeekBudget];

/// Whether a block may go there, and whether it may stay where it was put elsewhere.
pub(super) struct Judged {
    pub check: MoveCheck,
    pub may_stay: bool,
    /// Why it may not even stay there, one sentence each.
    pub why_not: Vec<String>,
}

fn judge(look: &Look, args: &BlockMove) -> Result<Judged, ApiError> {
    match begun(look, find_open(look, &args.id)?) {
        Some(reason) => Ok(nowhere(reason)),
        None => judge_place(look, args),
    }
}

fn nowhere(reason: String) -> Judged {
    let check = MoveCheck { legal: false, reasons: vec![reason.clone()], nearest: None };
    Judged { check, may_stay: false, why_not: vec![reason] }
}

/// Judges the place alone: the block may have begun.
pub(super) fn judge_place(look: &Look, args: &BlockMove) -> Result<Judged, ApiError> {
    let block = find_open(look, &args.id)?;
    let s = look.situation();
    if let Some(reason) = not_published(&s, args.start) {
        return Ok(nowhere(reason));
    }
    let Some(board) = board(look, block, args.minutes) else {
        return Err(ApiError::UnknownBlock { id: args.id.clone() });
    };
    let verdict = plan::check_move(&board.instance, &board.blocks, board.index, args.start, args.minutes);
    let busy = BusyTitles::of(&look.state, look.zone);
    let context = Context {
        curriculum: &look.curriculum,
        instance: &board.instance,
        blocks: &board.blocks,
        moved: board.index,
        busy: &busy,
        today: look.today(),
    };
    let mut reasons = context.sentences(&verdict.violations);
    if reasons.is_empty() {
        let check = MoveCheck { legal: true, reasons, nearest: None };
        return Ok(Judged { check, may_stay: true, why_not: Vec::new() });
    }
    let end = args.start + Duration::minutes(i64::from(args.minutes));
    let in_a_day = args.minutes > 0 && (end - Duration::minutes(1)).date() == args.start.date();
    let graver = verdict.violations.iter().filter(|v| !ELSEWHERE.contains(&v.rule));
    let graver: Vec<Violation> = graver.cloned().collect();
    let may_stay = in_a_day && graver.is_empty();
    let why_not = if graver.is_empty() { reasons.clone() } else { context.sentences(&graver) };
    // The planner looks at the whole plan; a block moves only within the promise.
    let nearest = verdict.nearest.filter(|to| s.published_until().is_none_or(|until| to.date() < until));
    reasons.extend(no_place(&s, args.start.date(), &verdict.violations, nearest));
    Ok(Judged { check: MoveCheck { legal: false, reasons, nearest }, may_stay, why_not })
}

/// That the block is not ahead any more.
pub(super) fn begun(look: &Look, block: &BlockState) -> Option<String> {
    let is_ahead = block.block.start >= look.now && block.graded.is_empty();
    (!is_ahead).then(|| {
        said!(
            "This block has begun or is over. Say whether it was done instead.",
            "Este bloque ya ha empezado o ha pasado. Di mejor si lo hiciste."
        )
    })
}

/// That no block is placed by hand there yet.
pub(super) fn not_published(s: &Situation<'_>, start: NaiveDateTime) -> Option<String> {
    let until = s.published_until()?;
    (start.date() >= until).then(|| {
        let last = say::date(s.promised_until() - Duration::days(1));
        said!(
            "Weeks after {last} are not published yet; their blocks still follow from the plan.",
            "Las semanas posteriores al {last} aún no están publicadas; sus bloques todavía salen del plan."
        )
    })
}

/// Time that is not kept free any more because the learner puts something there.
pub(super) fn used_again(s: &Situation<'_>, start: NaiveDateTime, minutes: u32) -> Vec<Event> {
    let end = start + Duration::minutes(i64::from(minutes));
    let hit = kept_free(s).filter(|(_, span)| span.start < end && start < span.end);
    hit.map(|(id, _)| Event::KeptFreeEnded { block: *id }).collect()
}

/// That the wanted week has no other place, where a place is what is missing; and the ways out.
pub(super) fn no_place(
    s: &Situation<'_>,
    wanted: NaiveDate,
    violations: &[Violation],
    nearest: Option<NaiveDateTime>,
) -> Option<String> {
    let monday = monday_of(wanted);
    let is_length = |v: &Violation| matches!(v.rule, Rule::Length | Rule::Amount);
    if nearest.is_some_and(|to| monday_of(to.date()) == monday) || violations.iter().any(is_length) {
        return None;
    }
    let week = if monday == s.monday() {
        said!("this week", "esta semana")
    } else {
        said!("in the week of {monday}", "en la semana del {monday}", monday = say::date(monday))
    };
    let mut text =
        said!("There is no other free place for it {week}.", "No hay otro lugar libre para él {week}.");
    if nearest.is_none() {
        text.push_str(word!(
            " Move another block out of the way first, or add study times in Settings.",
            " Aparta antes otro bloque, o añade horas de estudio en los ajustes."
        ));
    }
    Some(text)
}

pub(crate) fn check(session: &mut Session, args: BlockMove) -> Result<MoveCheck, ApiError> {
    let look = session.look_at_plan()?;
    Ok(judge(&look, &args)?.check)
}

pub(crate) fn move_to(session: &mut Session, args: BlockMove) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let check = judge(&look, &args)?.check;
    if !check.legal {
        return Err(ApiError::IllegalMove { reasons: check.reasons, nearest: check.nearest });
    }
    moved(session, &look, &args, &check)
}

fn moved(
    session: &mut Session,
    look: &Look,
    args: &BlockMove,
    check: &MoveCheck,
) -> Result<Answered, ApiError> {
    let block = find_open(look, &args.id)?;
    if args.start == block.block.start && args.minutes == block.block.minutes {
        return Ok(Answered::default());
    }
    let events = put(look, block, args);
    let replanned = if check.legal && args.minutes == block.block.minutes {
        // Nothing else has to change when a block goes where it may.
        session.record(look, &events, &[Topic::App, Topic::Plan])?;
        Replanned::default()
    } else {
        session.record_and_replan(look, events, Promise::Keep, &[Topic::App])?
    };
    let mut message = said_put(look, block, args);
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

/// What is recorded of a block that is put somewhere.
pub(super) fn put(look: &Look, block: &BlockState, args: &BlockMove) -> Vec<Event> {
    let id = block.block.id;
    let mut events = vec![if args.start == block.block.start {
        Event::BlockResized { block: id, minutes: args.minutes }
    } else {
        Event::BlockMoved { block: id, start: args.start, minutes: args.minutes }
    }];
    events.extend(used_again(&look.situation(), args.start, args.minutes));
    events
}

/// What is said of it.
pub(super) fn said_put(look: &Look, block: &BlockState, args: &BlockMove) -> String {
    let title = titles::of_block(&look.curriculum, block);
    if args.start == block.block.start {
        return said!(
            "“{title}” now takes {length}. It is locked there.",
            "«{title}» ocupa ahora {length}. Queda fijo ahí.",
            length = say::length(args.minutes)
        );
    }
    let when = say::moment(args.start, look.today());
    said!("Moved “{title}” to {when}. It is locked there.", "«{title}» pasa al {when}. Queda fijo ahí.")
}

pub(crate) fn lock(session: &mut Session, args: BlockLock) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.id)?;
    if block.locked == args.locked {
        return Ok(Answered::default());
    }
    let event = Event::BlockLocked { block: block.block.id, locked: args.locked };
    session.record(&look, &[event], &[Topic::App, Topic::Plan])?;
    let word = if args.locked {
        word!("Locked: the plan will not move it.", "Fijo: el plan no lo moverá.")
    } else {
        word!("Unlocked.", "Suelto.")
    };
    Ok(Answered { message: Some(word.to_owned()), undoable: true, changes: Vec::new() })
}

pub(crate) fn done(session: &mut Session, args: BlockDone) -> Result<Answered, ApiError> {
    answer(session, &args, false)
}

pub(crate) fn finished(session: &mut Session, args: BlockDone) -> Result<Answered, ApiError> {
    answer(session, &args, true)
}

/// That a block was done; `whole`: and with it all of its activity.
fn answer(session: &mut Session, args: &BlockDone, whole: bool) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.id)?;
    let planned = block.block.minutes;
    let minutes = args.minutes.unwrap_or(planned);
    let title = titles::of_block(&look.curriculum, block);
    let when = say::moment(block.block.start, look.today());
    let most = longest_session(&look, block);
    if !(1..=most).contains(&minutes) {
        let reasons = vec![said!(
            "“{title}” of {when} cannot have taken {length}: no more than {passed} can have gone into it by now. Say 1 to {most} minutes.",
            "«{title}» del {when} no puede haber durado {length}: hasta ahora no puede haber llevado más de {passed}. Di de 1 a {most} minutos.",
            length = say::length(minutes),
            passed = say::length(most)
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    let mut event = log_of(&look, block, minutes);
    if let Event::MinutesLogged { finished, .. } = &mut event {
        *finished |= whole;
    }
    let topics = [Topic::App, Topic::Plan, Topic::Units];
    let replanned = if minutes == planned && !(whole && is_left(&look, block, minutes)) {
        session.record(&look, &[event], &topics)?;
        Replanned::default()
    } else {
        session.record_and_replan(&look, vec![event], Promise::Keep, &topics)?
    };
    let mut message = said!(
        "Marked “{title}” of {when} done, {length}.",
        "«{title}» del {when} marcado como hecho, {length}.",
        length = say::length(minutes)
    );
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

/// Whether anything of the block's activity is still planned after these minutes.
fn is_left(look: &Look, block: &BlockState, minutes: u32) -> bool {
    let Studied::Work { unit, activity } = &block.block.what else { return false };
    let position = activity.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let activities = lived(&look.curriculum, &look.state).activities(unit);
    position.and_then(|i| activities.get(i)).is_some_and(|a| a.left() > minutes)
}

/// That these minutes were studied for the block.
pub(super) fn log_of(look: &Look, block: &BlockState, minutes: u32) -> Event {
    Event::MinutesLogged {
        what: block.block.what.clone(),
        start: began(look, block).unwrap_or_else(|| studied_from(look, &block.block, minutes)),
        minutes,
        block: Some(block.block.id),
        finished: matches!(block.block.what, Studied::Rhythm { .. } | Studied::Review { .. }),
    }
}

/// Most minutes that a block can have taken by now: those since its day began (today, where it is of a day to come), for
/// it may have been begun before its time; or since its session began, if that was before. Its planned length is always
/// believed, more than a day of study never.
fn longest_session(look: &Look, block: &BlockState) -> u32 {
    let day = block.block.start.date().min(look.today());
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    // The clock here has no seconds; a session has, and its length is rounded.
    let round = Duration::minutes(2) - Duration::nanoseconds(1);
    let begun = began(look, block).map_or(midnight, |began| (began - round).min(midnight));
    let passed = u32::try_from((look.now - begun).num_minutes()).unwrap_or(u32::MAX);
    passed.clamp(block.block.minutes, LONGEST_DAY.max(block.block.minutes))
}

/// When the session on a block began, on the learner's clock.
fn began(look: &Look, block: &BlockState) -> Option<NaiveDateTime> {
    block.session.map(|session| zones::to_local(look.zone, session.began))
}

/// A block that is done before its time, or took longer than has passed since, was studied just now.
fn studied_from(look: &Look, planned: &PlannedBlock, minutes: u32) -> NaiveDateTime {
    let now = look.now - Duration::minutes(i64::from(minutes));
    let is_in_its_time = planned.start <= look.now && (minutes <= planned.minutes || planned.start <= now);
    if is_in_its_time { planned.start } else { now }
}

pub(crate) fn missed(session: &mut Session, args: BlockRef) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.id)?;
    let event = Event::BlockMissed { block: block.block.id };
    let replanned = session.record_and_replan(&look, vec![event], Promise::Keep, &[Topic::App])?;
    let after = session.look()?;
    let message = missed_sentence(&after, &block.block, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}

fn missed_sentence(look: &Look, missed: &PlannedBlock, replanned: &Replanned) -> String {
    let (start, others) = next_of(look, missed, replanned);
    let mut message = match start {
        Some(start) => said!(
            "Back in the queue, next {when}.",
            "De vuelta en la cola; próxima vez, el {when}.",
            when = say::moment(start, look.today())
        ),
        None => said!("Back in the queue.", "De vuelta en la cola."),
    };
    say_what_moved(&mut message, &others);
    message
}

/// When what was missed or taken out comes next, and what else changed for it. That is the next block of its unit,
/// rhythm or questions, whether it is new or stood there before; what stood before the missed one and did not change is
/// not where it went.
pub(super) fn next_of(
    look: &Look,
    missed: &PlannedBlock,
    replanned: &Replanned,
) -> (Option<NaiveDateTime>, Replanned) {
    let changes = &replanned.changes;
    let s = look.situation();
    let is_after =
        |b: &BlockState| b.block.start >= missed.start || changes.iter().any(|c| c.to == Some(b.block.start));
    let ahead = s.ahead();
    let next = ahead.iter().find(|b| is_after(b) && brings_back(&b.block.what, &missed.what));
    let start = next.map(|b| b.block.start);
    // Its own new place is told already.
    let is_told = |c: &Change| c.kind == ChangeKind::New && c.to == start;
    let others: Vec<Change> = changes.iter().filter(|c| !is_told(c)).cloned().collect();
    (start, Replanned { changes: others, pace: replanned.pace.clone() })
}

pub(crate) fn outcome_tick(session: &mut Session, args: OutcomeTick) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let unit =
        look.curriculum.unit(&args.unit).ok_or_else(|| ApiError::UnknownUnit { id: args.unit.clone() })?;
    if args.outcome == 0 || usize::from(args.outcome) > unit.outcomes.len() {
        return Err(ApiError::UnknownOutcome { unit: args.unit, outcome: args.outcome });
    }
    let is_ticked = look.state.outcomes.contains_key(&(args.unit.clone(), args.outcome));
    if is_ticked != args.ticked {
        let event = Event::OutcomeTicked { unit: args.unit, outcome: args.outcome, ticked: args.ticked };
        session.record(&look, &[event], &[Topic::App, Topic::Units])?;
    }
    Ok(Answered { undoable: is_ticked != args.ticked, ..Answered::default() })
}

pub(crate) fn note_set(session: &mut Session, args: NoteSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    if look.curriculum.unit(&args.unit).is_none() {
        return Err(ApiError::UnknownUnit { id: args.unit });
    }
    let length = args.text.chars().count();
    if length > NOTE_LIMIT {
        let reasons = vec![said!(
            "The note has {length} characters; {NOTE_LIMIT} fit. Shorten it or keep the rest in a file of yours.",
            "La nota tiene {length} caracteres; caben {NOTE_LIMIT}. Acórtala o guarda el resto en un archivo tuyo.",
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    let is_new = look.state.notes.get(&args.unit).map_or("", |(text, _)| text.as_str()) != args.text;
    if is_new {
        let event = Event::NoteSet { unit: args.unit, text: args.text };
        session.record(&look, &[event], &[Topic::App, Topic::Units])?;
    }
    Ok(Answered { undoable: is_new, ..Answered::default() })
}
