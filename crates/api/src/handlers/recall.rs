//! Grading: how well the units of a review were recalled.

use journal::{Event, Studied};

use super::block::{find_open, log_of};
use super::busy::say_what_moved;
use crate::problem::Promise;
use crate::session::{Replanned, Session};
use crate::wire::{Answered, ReviewGraded, Topic};
use crate::{AnsweredBy, ApiError, convert, recalling, say, titles};

/// Records the grade. The last unit of a block that can be graded ends it: only then is the plan made anew, so that nothing
/// moves while the learner is still at it.
pub(crate) fn graded(session: &mut Session, args: ReviewGraded) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let block = find_open(&look, &args.block)?;
    let title = titles::unit_title(&look.curriculum, &args.unit);
    let items = match &block.block.what {
        Studied::Review { items } => items.as_slice(),
        Studied::Work { .. } | Studied::Rhythm { .. } | Studied::Free { .. } => &[],
    };
    let Some(item) = items.iter().find(|i| i.unit == args.unit) else {
        return Err(ApiError::NotInReview { title });
    };
    if block.graded.contains_key(&args.unit) {
        let (block, unit) = (block.block.id, Some(args.unit));
        return Err(ApiError::AlreadyAnswered { title, block, unit, by: AnsweredBy::default() });
    }
    let situation = look.situation();
    let gradable = recalling::gradable(&situation, block);
    if !gradable.contains_key(args.unit.as_str()) {
        return Err(ApiError::NotCompleted { title, others: !gradable.is_empty() });
    }
    let id = block.block.id;
    let (grade, on) = (convert::grade_in(args.grade), look.today());
    let event = Event::RecallGraded { block: id, unit: args.unit.clone(), k: item.k, grade, on };
    let is_last = gradable.len() == 1;
    let topics = [Topic::App, Topic::Plan, Topic::Units];
    let replanned = if is_last {
        let mut log = log_of(&look, block, block.block.minutes);
        if let Event::MinutesLogged { what: Studied::Review { items }, .. } = &mut log {
            // What was not asked was not recalled.
            items.retain(|i| i.unit == args.unit || block.graded.contains_key(&i.unit));
        }
        let events = vec![event, log];
        session.record_and_replan(&look, events, Promise::Keep, &topics)?
    } else {
        session.record(&look, &[event], &topics)?;
        Replanned { changes: Vec::new(), pace: None }
    };
    let after = session.look()?;
    let s = after.situation();
    let back = after.state.blocks.get(&id).and_then(|block| recalling::back(&s, block, &args.unit));
    let mut message = match back {
        Some(back) => said!(
            "“{title}” comes back on {day}, {days}.",
            "«{title}» vuelve el {day}, {days}.",
            day = say::day(back.on),
            days = say::in_days(back.days)
        ),
        None => said!("“{title}” is graded.", "«{title}» está valorada."),
    };
    if is_last {
        message.push_str(word!(" This review is done.", " Este repaso está hecho."));
    }
    say_what_moved(&mut message, &replanned);
    Ok(Answered { message: Some(message), undoable: true, changes: replanned.changes })
}
