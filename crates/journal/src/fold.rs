//! From records to state: a pure function. An event that refers to something unknown changes nothing; no
//! sequence of events is an error. Computers that write at the same time do not know of each other: what one of them
//! did by hand outlives the other's plan, whichever comes first in the order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDateTime, Utc};
use uuid::Uuid;

use crate::event::{BlockId, BusyEvent, Event, PlannedBlock};
use crate::found::Found;
use crate::record::Record;
use crate::state::{Act, Answer, BlockState, BusyCalendar, Graded, Logged, Recalled, State, StudySession};

/// So many commands can be written by several computers at the same time and stand one within the other in the order.
const AT_ONCE: usize = 64;

/// So many days behind a plan its predecessors' blocks are remembered.
const DAYS_REPLACED: u64 = 60;

/// The state after these records, given in the order of the journal.
///
/// `Undone` takes all events of a command out of the fold, `Redone` brings them back; of several about one
/// command the last counts. What can be undone and redone is told of each computer apart: it takes back what it did
/// itself, and nothing that another one did. A command that holds other acts beside `Undone` or `Redone` is a command like any
/// other: undoing it takes back these too. A plan by itself is no act of the learner and is never undone. An `Undone` or
/// `Redone` about a command that is unknown, is not older, or holds nothing else, changes nothing.
pub fn fold<'a>(records: impl IntoIterator<Item = &'a Record>) -> State {
    let records: Vec<&Record> = records.into_iter().collect();
    let mut state = State::default();
    fold_onto(&mut state, &mut Found::empty(), &records);
    state
}

/// Takes in records that come behind all that the state has taken in, undos and redos among them if they speak of these
/// records alone.
pub(crate) fn fold_onto(state: &mut State, found: &mut Found, records: &[&Record]) {
    let ordinary = last_places_of_ordinary_commands(records);
    let undone = undone_commands(records, &ordinary);
    let before: BTreeSet<Uuid> = state.redoable.iter().map(|act| act.command).collect();
    for (place, record) in records.iter().enumerate() {
        match &record.event {
            Err(_) => {}
            Ok(Event::Undone { command }) => {
                if !ordinary.contains_key(&record.command) && is_older(&ordinary, command, place) {
                    state.redoable.retain(|other| other.command != *command);
                    state.redoable.push(Act { command: *command, device: record.device });
                }
            }
            Ok(Event::Redone { command }) => {
                if !ordinary.contains_key(&record.command) {
                    state.redoable.retain(|other| other.command != *command);
                }
            }
            Ok(event) if undone.contains(&record.command) => {
                if is_of_the_learner(event) {
                    state.redoable.retain(|other| other.device != record.device);
                }
            }
            Ok(_) => extend(state, found, record),
        }
    }
    state.redoable.retain(|act| undone.contains(&act.command) || before.contains(&act.command));
}

/// The records that count: those that this program can read and that no undo takes out, given in the order of the
/// journal. `Undone` and `Redone` themselves do not count.
pub fn counting<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<&'a Record> {
    let mut records: Vec<&Record> = records.into_iter().collect();
    let undone = undone_commands(&records, &last_places_of_ordinary_commands(&records));
    records
        .retain(|record| record.event.is_ok() && !needs_refold(record) && !undone.contains(&record.command));
    records
}

/// Whether the record can only be taken in by folding everything again.
pub(crate) fn needs_refold(record: &Record) -> bool {
    matches!(record.event, Ok(Event::Undone { .. } | Event::Redone { .. }))
}

/// Takes in one more record that does not need a refold.
pub(crate) fn extend(state: &mut State, found: &mut Found, record: &Record) {
    let Ok(event) = &record.event else { return };
    if is_of_the_learner(event) {
        let act = Act { command: record.command, device: record.device };
        state.redoable.retain(|other| other.device != act.device);
        // The last one, unless computers wrote at the same time.
        if !state.undoable.iter().rev().take(AT_ONCE).any(|other| other.command == act.command) {
            state.undoable.push(act);
        }
    }
    apply(state, found, event, record.at);
}

/// A plan by itself is the program's own doing, as when a new week is promised, and so is what it reads of a calendar: there
/// is nothing to take back.
/// Together with what caused it, it is undone with that.
fn is_of_the_learner(event: &Event) -> bool {
    !matches!(
        event,
        Event::PlanPublished { .. } | Event::BusyChanged { .. } | Event::Undone { .. } | Event::Redone { .. }
    )
}

impl State {
    /// The state as it would be if these events had been appended at this instant.
    #[must_use]
    pub fn after(&self, events: &[Event], at: DateTime<Utc>) -> State {
        let mut state = self.clone();
        let mut found = Found::nowhere();
        for event in events {
            apply(&mut state, &mut found, event, at);
        }
        state
    }
}

/// Every command that an undo can take back, with the place of its last event.
fn last_places_of_ordinary_commands(records: &[&Record]) -> BTreeMap<Uuid, usize> {
    let mut ordinary = BTreeSet::new();
    let mut last = BTreeMap::new();
    for (place, record) in records.iter().enumerate() {
        last.insert(record.command, place);
        if record.event.as_ref().is_ok_and(is_of_the_learner) {
            ordinary.insert(record.command);
        }
    }
    last.retain(|command, _| ordinary.contains(command));
    last
}

fn is_older(ordinary: &BTreeMap<Uuid, usize>, command: &Uuid, place: usize) -> bool {
    ordinary.get(command).is_some_and(|last| *last < place)
}

/// Read backwards, whether a command counts is known before its first event is met: only later ones speak of
/// it, and of those only the ones that count themselves.
fn undone_commands(records: &[&Record], ordinary: &BTreeMap<Uuid, usize>) -> BTreeSet<Uuid> {
    let mut is_undone: BTreeMap<Uuid, bool> = BTreeMap::new();
    for (place, record) in records.iter().enumerate().rev() {
        if is_undone.get(&record.command) == Some(&true) {
            continue;
        }
        let (command, undo) = match &record.event {
            Ok(Event::Undone { command }) => (command, true),
            Ok(Event::Redone { command }) => (command, false),
            Ok(_) | Err(_) => continue,
        };
        if is_older(ordinary, command, place) {
            is_undone.entry(*command).or_insert(undo);
        }
    }
    is_undone.into_iter().filter_map(|(command, undone)| undone.then_some(command)).collect()
}

fn apply(state: &mut State, found: &mut Found, event: &Event, at: DateTime<Utc>) {
    match event {
        Event::ProfileSet(profile) => state.profile = Some(profile.clone()),
        Event::AvailabilitySet { windows } => state.windows.clone_from(windows),
        Event::BudgetSet(budget) => state.budget = Some(*budget),
        Event::StrategyLevelSet { strategy, level } => {
            state.levels.insert(*strategy, *level);
        }
        Event::UnitMarked { unit, mark } => {
            state.marks.insert(unit.clone(), *mark);
        }
        Event::EstimateChanged { unit, minutes } => match minutes {
            Some(minutes) => {
                state.estimates.insert(unit.clone(), *minutes);
            }
            None => {
                state.estimates.remove(unit);
            }
        },
        Event::RhythmSet { rhythm, wanted } => {
            state.rhythms.insert(rhythm.clone(), *wanted);
        }
        Event::OutcomeTicked { unit, outcome, ticked } => {
            let key = (unit.clone(), *outcome);
            if *ticked {
                state.outcomes.insert(key, at);
            } else {
                state.outcomes.remove(&key);
            }
        }
        Event::SessionStarted { block } => start_session(state, found, block, at),
        Event::SessionPaused { block } => {
            if let Some(known) = spoken_of(state, found, block) {
                rest(known, at);
            }
        }
        Event::MinutesLogged { what, start, minutes, block, finished } => {
            let log = Logged {
                what: what.clone(),
                start: *start,
                minutes: *minutes,
                block: *block,
                finished: *finished,
                paces: state.paces.len(),
            };
            add_log(state, found, log);
        }
        Event::BlockMissed { block } => answer(state, found, block, Answer::Missed),
        Event::BlockSkipped { block } => answer(state, found, block, Answer::Skipped),
        Event::BlockLocked { block, locked: true } => {
            if let Some(known) = spoken_of(state, found, block) {
                known.locked = true;
            }
        }
        // The plan may do with it as it likes: one that did has not to take that back.
        Event::BlockLocked { block, locked: false } => {
            if let Some(known) = state.blocks.get_mut(block) {
                known.locked = false;
            }
        }
        Event::BlockTitled { block, title } => {
            if let Some(known) = spoken_of(state, found, block) {
                known.title.clone_from(title);
                known.locked = true;
            }
        }
        Event::BlockMoved { block, start, minutes } => {
            if let Some(known) = spoken_of(state, found, block) {
                found.stands(*block, *start);
                known.block.start = *start;
                known.block.minutes = *minutes;
                known.locked = true;
            }
        }
        Event::BlockResized { block, minutes } => resize(state, found, block, *minutes),
        Event::BlockSplit { block, minutes, second } => {
            if spoken_of(state, found, block).is_some() {
                resize(state, found, block, *minutes);
                place(state, found, second);
            }
        }
        Event::BlockAdded { block } => place(state, found, block),
        Event::BlockDeleted { block } => {
            let known = state.blocks.remove(block).or_else(|| state.replaced.remove(block));
            if let Some(known) = known {
                state.kept_free.insert(*block, known.block);
            }
        }
        Event::KeptFreeEnded { block } => {
            state.kept_free.remove(block);
        }
        Event::UnitBroughtForward { unit, first } => {
            state.brought_forward.retain(|other| other != unit);
            if *first {
                state.brought_forward.insert(0, unit.clone());
            }
        }
        Event::PlanLeft { left } => state.plan_left = *left,
        Event::PlanPublished { from, published_until, blocks, let_go } => {
            // A plan that only adds behind the promise answers nothing that happened within it.
            if state.published_until.is_none_or(|until| from.date() < until) {
                state.plan_left = false;
            }
            state.published_until = Some(*published_until);
            publish(state, found, *from, blocks, let_go.as_deref());
        }
        Event::ReviewGraded { unit, question, grade, on } => {
            state.grades.push(Graded { unit: unit.clone(), question: *question, grade: *grade, on: *on });
        }
        Event::RecallGraded { block, unit, k, grade, on } => {
            if let Some(known) = spoken_of(state, found, block) {
                known.graded.insert(unit.clone(), *grade);
            }
            if found.grades(*block, unit) {
                state.recalls.retain(|r| r.block != *block || r.unit != *unit);
            }
            let recalled = Recalled { block: *block, unit: unit.clone(), k: *k, grade: *grade, on: *on };
            state.recalls.push(recalled);
        }
        Event::NoteSet { unit, text } => {
            if text.is_empty() {
                state.notes.remove(unit);
            } else {
                state.notes.insert(unit.clone(), (text.clone(), at));
            }
        }
        Event::WeekReflected { week, text } => {
            if text.is_empty() {
                state.reflections.remove(week);
            } else {
                state.reflections.insert(*week, (text.clone(), at));
            }
        }
        Event::BusyImported { source, name, read_at, events, series } => {
            let calendar = BusyCalendar {
                name: name.clone(),
                read_at: *read_at,
                events: events.clone(),
                series: *series,
                color: None,
            };
            state.busy.insert(source.clone(), calendar);
        }
        Event::BusyChanged { source, name, color, read_at, gone, new, series } => {
            let before = state.busy.remove(source).map(|calendar| calendar.events).unwrap_or_default();
            let gone: BTreeSet<&BusyEvent> = gone.iter().collect();
            let mut events: BTreeSet<BusyEvent> =
                before.into_iter().filter(|event| !gone.contains(event)).collect();
            events.extend(new.iter().cloned());
            let calendar = BusyCalendar {
                name: name.clone(),
                read_at: *read_at,
                events: events.into_iter().collect(),
                series: Some(*series),
                color: color.clone(),
            };
            state.busy.insert(source.clone(), calendar);
        }
        Event::BusyRemoved { source } => {
            state.busy.remove(source);
        }
        Event::ThemeSet { theme } => state.theme = *theme,
        Event::PaceSet { own } => state.paces.push(*own),
        Event::OwnUnitSet { unit, content } => {
            state.own_units.insert(unit.clone(), (content.clone(), false));
        }
        Event::OwnUnitRemoved { unit } => {
            if let Some((_, removed)) = state.own_units.get_mut(unit) {
                *removed = true;
            }
        }
        Event::OwnResourceSet { resource, unit, content } => {
            state.own_resources.insert(*resource, (unit.clone(), content.clone()));
        }
        Event::OwnResourceRemoved { resource } => {
            state.own_resources.remove(resource);
        }
        Event::PackSet { files } => state.pack = files.clone().map(Arc::new),
        Event::Undone { .. } | Event::Redone { .. } => {}
    }
}

/// The block of which something is said. One that a plan replaced comes back as it was: whoever says something of it did
/// not know of that plan.
fn spoken_of<'a>(state: &'a mut State, found: &mut Found, block: &BlockId) -> Option<&'a mut BlockState> {
    if let Some(replaced) = state.replaced.remove(block) {
        found.stands(*block, replaced.block.start);
        if replaced.session.is_some_and(|session| session.since.is_some()) {
            found.runs(*block);
        }
        state.blocks.entry(*block).or_insert(replaced);
    }
    state.blocks.get_mut(block)
}

fn resize(state: &mut State, found: &mut Found, block: &BlockId, minutes: u32) {
    if let Some(known) = spoken_of(state, found, block) {
        known.block.minutes = minutes;
        known.locked = true;
    }
}

/// Puts in a block that the learner placed. One that is known already stays as it is.
fn place(state: &mut State, found: &mut Found, block: &PlannedBlock) {
    found.stands(block.id, block.start);
    state.blocks.entry(block.id).or_insert_with(|| BlockState {
        block: block.clone(),
        locked: true,
        answer: Answer::Open,
        graded: BTreeMap::new(),
        session: None,
        title: None,
    });
}

fn answer(state: &mut State, found: &mut Found, block: &BlockId, answer: Answer) {
    if let Some(known) = spoken_of(state, found, block) {
        known.answer = answer;
        known.session = None;
    }
}

/// One session runs at a time; the others rest and lose nothing. Of an answered block there is none.
fn start_session(state: &mut State, found: &mut Found, block: &BlockId, at: DateTime<Utc>) {
    if !spoken_of(state, found, block).is_some_and(|known| known.answer == Answer::Open) {
        return;
    }
    for other in found.take_running(state) {
        if let Some(known) = state.blocks.get_mut(&other).filter(|_| other != *block) {
            rest(known, at);
        }
    }
    if let Some(known) = state.blocks.get_mut(block) {
        let session = known.session.get_or_insert(StudySession { began: at, before: 0, since: None });
        session.since.get_or_insert(at);
        found.runs(*block);
    }
}

fn rest(known: &mut BlockState, at: DateTime<Utc>) {
    if let Some(session) = &mut known.session {
        *session = StudySession { before: session.seconds(at), since: None, ..*session };
    }
}

/// Minutes on an unknown block were studied all the same: they are kept, only no block is answered by them.
fn add_log(state: &mut State, found: &mut Found, log: Logged) {
    if let Some(block) = log.block
        && let Some(known) = spoken_of(state, found, &block)
    {
        let before = match known.answer {
            Answer::Open => 0,
            Answer::Done(minutes) => minutes,
            // It was said to be missed in between; what was studied before that still was.
            Answer::Missed | Answer::Skipped => minutes_on(&state.logs, log.block),
        };
        answer(state, found, &block, Answer::Done(before.saturating_add(log.minutes)));
    }
    let place = state.logs.partition_point(|other| other.start <= log.start);
    state.logs.insert(place, log);
}

fn minutes_on(logs: &[Logged], block: Option<BlockId>) -> u32 {
    logs.iter().filter(|log| log.block == block).fold(0, |sum, log| sum.saturating_add(log.minutes))
}

/// Blocks that were answered, of which a part was graded, or that are being studied, keep what was said about them,
/// even where the new plan names them again. So do locked ones, if the plan says which of them it let go.
fn publish(
    state: &mut State,
    found: &mut Found,
    from: NaiveDateTime,
    blocks: &[PlannedBlock],
    let_go: Option<&[BlockId]>,
) {
    let is_locked = |block: &PlannedBlock| state.blocks.get(&block.id).is_some_and(|known| known.locked);
    let locked: BTreeSet<BlockId> =
        blocks.iter().filter(|block| is_locked(block)).map(|block| block.id).collect();
    let stays = |id: &BlockId, block: &BlockState| {
        let was_said_of = block.answer != Answer::Open || !block.graded.is_empty() || block.session.is_some();
        was_said_of || block.locked && let_go.is_some_and(|let_go| !let_go.contains(id))
    };
    let remembered = from.checked_sub_days(Days::new(DAYS_REPLACED)).unwrap_or(from);
    state.replaced.retain(|_, block| block.block.start >= remembered);
    for id in found.take_from(state, from) {
        let Some(block) = state.blocks.get(&id) else { continue };
        let start = block.block.start;
        if start >= from && !stays(&id, block) {
            if let Some(block) = state.blocks.remove(&id) {
                state.replaced.insert(id, block);
            }
        } else {
            found.stands(id, start);
        }
    }
    for block in blocks {
        // What was taken out by hand stays out of a plan that did not know that.
        let is_kept = state.blocks.get(&block.id).is_some_and(|known| stays(&block.id, known));
        if !is_kept && !state.kept_free.contains_key(&block.id) {
            let open = BlockState {
                block: block.clone(),
                locked: locked.contains(&block.id),
                answer: Answer::Open,
                graded: BTreeMap::new(),
                session: None,
                title: None,
            };
            state.replaced.remove(&block.id);
            found.stands(block.id, block.start);
            state.blocks.insert(block.id, open);
        }
    }
}
