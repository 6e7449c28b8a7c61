//! Several blocks answered at once: one command, so that one undo takes it back.

use journal::{BlockState, Event};

use super::block::{find_open, log_of};
use super::busy::say_what_moved;
use crate::problem::Promise;
use crate::session::{Look, Session};
use crate::wire::{Answered, BlockRefs, Topic};
use crate::{ApiError, say};

/// Those that are still to be answered; another window may have answered some meanwhile.
fn open<'a>(look: &'a Look, ids: &[String]) -> Result<Vec<&'a BlockState>, ApiError> {
    let mut found: Vec<&BlockState> = Vec::new();
    let mut refused = None;
    for id in ids {
        match find_open(look, id) {
            Ok(block) if found.iter().all(|b| b.block.id != block.block.id) => found.push(block),
            Ok(_) => {}
            Err(error) => refused = Some(error),
        }
    }
    match refused {
        Some(error) if found.is_empty() => Err(error),
        Some(_) | None => Ok(found),
    }
}

pub(crate) fn done(session: &mut Session, args: BlockRefs) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let blocks = open(&look, &args.ids)?;
    if blocks.is_empty() {
        return Ok(Answered::default());
    }
    let events: Vec<Event> = blocks.iter().map(|b| log_of(&look, b, b.block.minutes)).collect();
    session.record(&look, &events, &[Topic::App, Topic::Plan, Topic::Units])?;
    let minutes = blocks.iter().map(|b| b.block.minutes).sum();
    let message = said!(
        "Marked {blocks} done, {length}.",
        "Marcados como hechos: {blocks}, {length}.",
        blocks = count(&blocks),
        length = say::length(minutes)
    );
    Ok(Answered { message: Some(message), undoable: true, changes: Vec::new() })
}

pub(crate) fn missed(session: &mut Session, args: BlockRefs) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let blocks = open(&look, &args.ids)?;
    if blocks.is_empty() {
        return Ok(Answered::default());
    }
    let events = blocks.iter().map(|b| Event::BlockMissed { block: b.block.id }).collect();
    let mut message = counted!(
        blocks.len(),
        ["{n} block is back in the queue.", "{n} blocks are back in the queue."],
        ["{n} bloque vuelve a la cola.", "{n} bloques vuelven a la cola."],
    );
    let done = session.record_and_replan(&look, events, Promise::Keep, &[Topic::App])?;
    say_what_moved(&mut message, &done);
    Ok(Answered { message: Some(message), undoable: true, changes: done.changes })
}

/// The same, and nothing is planned anew: that is left for later.
pub(crate) fn missed_only(session: &mut Session, args: BlockRefs) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let blocks = open(&look, &args.ids)?;
    if blocks.is_empty() {
        return Ok(Answered::default());
    }
    let missed = blocks.iter().map(|b| Event::BlockMissed { block: b.block.id });
    let events: Vec<Event> = missed.chain([Event::PlanLeft { left: true }]).collect();
    session.record(&look, &events, &[Topic::App, Topic::Plan])?;
    let message = counted!(
        blocks.len(),
        [
            "{n} block could not be done. The plan stays as it is.",
            "{n} blocks could not be done. The plan stays as it is."
        ],
        [
            "{n} bloque no se pudo hacer. El plan se queda como está.",
            "{n} bloques no se pudieron hacer. El plan se queda como está."
        ],
    );
    Ok(Answered { message: Some(message), undoable: true, changes: Vec::new() })
}

fn count(blocks: &[&BlockState]) -> String {
    counted!(blocks.len(), ["{n} block", "{n} blocks"], ["{n} bloque", "{n} bloques"])
}
