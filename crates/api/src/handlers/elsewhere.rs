//! Blocks that the learner moved in another calendar, where nothing told them what may not be: what is only about hours and sizes
//! counts for nothing against it. What was moved together is judged together, and is one command.

use chrono::NaiveDateTime;
use journal::{BlockId, Event};

use super::block::{Judged, judge_place, put, said_put};
use super::busy::say_what_moved;
use crate::ApiError;
use crate::problem::Promise;
use crate::session::{Look, Replanned, Session};
use crate::wire::{Answered, BlockMove, Topic};

/// Where a block is to be.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub id: BlockId,
    pub start: NaiveDateTime,
    pub minutes: u32,
    /// Where it had been put here meanwhile.
    pub instead_of: Option<NaiveDateTime>,
}

/// What became of a wish.
pub(crate) enum Made {
    Done(Answered),
    /// Why not, one sentence each.
    Refused(Vec<String>),
    /// Something was said of the block already.
    Answered,
    /// Those that were fulfilled left nothing to do in it: it is none any more.
    Gone,
}

impl Wish {
    fn args(&self) -> BlockMove {
        BlockMove { id: self.id.to_string(), start: self.start, minutes: self.minutes }
    }
}

/// Fulfils what can be: first what can be together, then one by one in the order of time.
pub(crate) fn moved(session: &mut Session, wishes: &[Wish]) -> Result<Vec<(BlockId, Made)>, ApiError> {
    let mut open: Vec<Wish> = wishes.to_vec();
    open.sort_by_key(|wish| wish.start);
    let mut out = Vec::new();
    let all = together(session, open.clone())?;
    out.extend(fulfil(session, &mut open, &all)?);
    // Each that is fulfilled may have been in the way of another.
    while let Some(next) = first(session, &open)? {
        out.extend(fulfil(session, &mut open, &[next])?);
    }
    for wish in open {
        let made = match alone(&session.look_at_plan()?, &wish) {
            Ok(judged) => Made::Refused(judged.why_not),
            Err(ApiError::AlreadyAnswered { .. }) => Made::Answered,
            Err(ApiError::UnknownBlock { .. }) => Made::Gone,
            Err(error) => return Err(error),
        };
        out.push((wish.id, made));
    }
    Ok(out)
}

/// As many as can be fulfilled at once, and what each is judged as.
fn together(session: &mut Session, mut wishes: Vec<Wish>) -> Result<Vec<(Wish, Judged)>, ApiError> {
    let look = session.look_at_plan()?;
    loop {
        let judged = wishes.iter().map(|wish| (wish, judge_among(&look, wish, &wishes)));
        let may: Vec<(Wish, Judged)> = judged
            .filter_map(|(wish, judged)| Some((wish.clone(), judged.ok().filter(|judged| judged.may_stay)?)))
            .collect();
        if may.len() == wishes.len() {
            return Ok(may);
        }
        wishes = may.into_iter().map(|(wish, _)| wish).collect();
    }
}

fn first(session: &mut Session, wishes: &[Wish]) -> Result<Option<(Wish, Judged)>, ApiError> {
    let look = session.look_at_plan()?;
    let mut judged = wishes.iter().filter_map(|wish| Some((wish.clone(), alone(&look, wish).ok()?)));
    Ok(judged.find(|(_, judged)| judged.may_stay))
}

fn alone(look: &Look, wish: &Wish) -> Result<Judged, ApiError> {
    judge_place(look, &wish.args())
}

/// Judges it as if the others were where they are to be.
fn judge_among(look: &Look, wish: &Wish, all: &[Wish]) -> Result<Judged, ApiError> {
    let mut state = (*look.state).clone();
    for other in all.iter().filter(|other| other.id != wish.id) {
        if let Some(block) = state.blocks.get_mut(&other.id) {
            (block.block.start, block.block.minutes, block.locked) = (other.start, other.minutes, true);
        }
    }
    alone(&look.having(state), wish)
}

fn fulfil(
    session: &mut Session,
    open: &mut Vec<Wish>,
    wishes: &[(Wish, Judged)],
) -> Result<Vec<(BlockId, Made)>, ApiError> {
    if wishes.is_empty() {
        return Ok(Vec::new());
    }
    let look = session.look_at_plan()?;
    let mut events: Vec<Event> = Vec::new();
    let mut made = Vec::new();
    let mut is_legal = true;
    for (wish, judged) in wishes {
        let Some(block) = look.state.blocks.get(&wish.id) else { continue };
        is_legal &= judged.check.legal && wish.minutes == block.block.minutes;
        let new = put(&look, block, &wish.args()).into_iter().filter(|event| !events.contains(event));
        let new: Vec<Event> = new.collect();
        events.extend(new);
        made.push((wish.id, said_put(&look, block, &wish.args())));
    }
    let replanned = if is_legal {
        // Nothing else has to change when blocks go where they may.
        session.record(&look, &events, &[Topic::App, Topic::Plan])?;
        Replanned::default()
    } else {
        session.record_and_replan(&look, events, Promise::Keep, &[Topic::App])?
    };
    open.retain(|wish| wishes.iter().all(|(done, _)| done.id != wish.id));
    let last = made.len();
    let told = made.into_iter().enumerate().map(|(nth, (id, mut message))| {
        let is_last = nth + 1 == last;
        if is_last {
            say_what_moved(&mut message, &replanned);
        }
        let changes = if is_last { replanned.changes.clone() } else { Vec::new() };
        (id, Made::Done(Answered { message: Some(message), undoable: true, changes }))
    });
    Ok(told.collect())
}
