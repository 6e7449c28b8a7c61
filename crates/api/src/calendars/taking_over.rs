//! Does here what was done in the calendar: what was moved, made longer, renamed, taken out there.

use caldav::{Act, Fields};
use chrono::Timelike;
use journal::{BlockId, Event};

use super::publication::{Publication, block_of};
use super::questions::{Gone, asks_told};
use crate::handlers::elsewhere::{self, Made, Wish};
use crate::session::{Look, Session};
use crate::wire::{Answered, Topic};
use crate::{ApiError, say, titles, zones};

/// The longest title of a block that is taken over, in characters.
const LONGEST_TITLE: usize = 200;

/// Does here what was done in the calendar; what is to be told of it. What was moved is moved together, as it was there.
pub(super) fn take_over(
    session: &mut Session,
    acts: &[Act],
    publication: &mut Publication,
) -> Result<Vec<Answered>, ApiError> {
    let look = session.look()?;
    let known = |act: &Act| block_of(act.uid()).filter(|id| look.state.blocks.contains_key(id));
    let acts: Vec<(BlockId, &Act)> = acts.iter().filter_map(|act| Some((known(act)?, act))).collect();
    let wishes: Vec<Wish> = acts.iter().filter_map(|(id, act)| wish(&look, *id, act)).collect();
    let moves = elsewhere::moved(session, &wishes)?;
    let mut told: Vec<Answered> =
        moves.into_iter().filter_map(|made| said_of(&look, &wishes, made)).collect();
    let mut asked = Vec::new();
    for (id, act) in acts {
        match act {
            Act::Changed { to, .. } => told.extend(take_title(session, id, to, publication)?),
            Act::Deleted { .. } | Act::Cancelled { .. } => {
                let is_deleted = matches!(act, Act::Deleted { .. });
                publication.asked.insert(id, if is_deleted { Gone::Deleted } else { Gone::Cancelled });
                asked.push(id.to_string());
            }
        }
    }
    let asks = publication.asks(&look).into_iter().filter(|ask| asked.contains(&ask.block));
    let asks: Vec<String> = asks.map(|ask| ask.sentence).collect();
    told.extend(
        asks_told(asks).into_iter().map(|say| Answered { message: Some(say), ..Answered::default() }),
    );
    Ok(told)
}

/// Where a block is to be after an act, if that is another place or length.
fn wish(look: &Look, id: BlockId, act: &Act) -> Option<Wish> {
    let Act::Changed { to, instead_of, .. } = act else { return None };
    let block = &look.state.blocks.get(&id)?.block;
    let local = zones::to_local(look.zone, to.start);
    let start = local.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(local);
    let instead_of = instead_of.as_ref().map(|here| zones::to_local(look.zone, here.start));
    let is_other = start != block.start || to.minutes != block.minutes;
    is_other.then_some(Wish { id, start, minutes: to.minutes, instead_of })
}

/// What is told of a wish that was fulfilled or not. `look` is of before.
fn said_of(look: &Look, wishes: &[Wish], (id, made): (BlockId, Made)) -> Option<Answered> {
    let wish = wishes.iter().find(|wish| wish.id == id)?;
    let block = look.state.blocks.get(&id)?;
    match made {
        Made::Done(mut answered) => {
            let mut message = said!("In your calendar: ", "En tu calendario: ");
            message.push_str(answered.message.as_deref().unwrap_or_default());
            if let Some(here) = wish.instead_of {
                message.push_str(&said!(
                    " Here it had been put on {when}; what you did there counts.",
                    " Aquí se había puesto el {when}; cuenta lo que hiciste allí.",
                    when = say::moment(here, look.today())
                ));
            }
            answered.message = Some(message);
            Some(answered)
        }
        Made::Refused(reasons) => {
            let why = match wish.minutes {
                0 => said!("It would take no time at all.", "No duraría nada."),
                _ => reasons.first().cloned().unwrap_or_default(),
            };
            let title = titles::of_block(&look.curriculum, block);
            let (when, length) = (say::moment(wish.start, look.today()), say::length(wish.minutes));
            let message = match (wish.start == block.block.start, wish.minutes == block.block.minutes) {
                (true, _) => said!(
                    "“{title}” was made {length} long in your calendar, which it cannot be; it is put back. {why}",
                    "«{title}» pasó a durar {length} en tu calendario, y no puede ser; se vuelve a poner. {why}"
                ),
                (false, true) => said!(
                    "“{title}” was moved to {when} in your calendar, where it cannot be; it is put back. {why}",
                    "«{title}» se movió al {when} en tu calendario, donde no puede estar; se vuelve a poner. {why}"
                ),
                (false, false) => said!(
                    "“{title}” was moved to {when} and made {length} long in your calendar, which cannot be; it is put back. {why}",
                    "«{title}» se movió al {when} y pasó a durar {length} en tu calendario, y no puede ser; se vuelve a poner. {why}"
                ),
            };
            Some(Answered { message: Some(message), ..Answered::default() })
        }
        // It was answered meanwhile: the calendar is told what is here.
        Made::Answered => None,
        Made::Gone => {
            let title = titles::of_block(&look.curriculum, block);
            let message = said!(
                "“{title}” was changed in your calendar, too, but nothing is left to be done in it; it is taken out there.",
                "«{title}» también se cambió en tu calendario, pero ya no queda nada que hacer en él; allí se quita."
            );
            Some(Answered { message: Some(message), ..Answered::default() })
        }
    }
}

fn take_title(
    session: &mut Session,
    id: BlockId,
    to: &Fields,
    publication: &Publication,
) -> Result<Option<Answered>, ApiError> {
    let look = session.look()?;
    let Some(block) = look.state.blocks.get(&id) else { return Ok(None) };
    let former = titles::of_block(&look.curriculum, block);
    let own = titles::title(&look.curriculum, &block.block.what);
    let wanted = calendar::one_line(&to.title, LONGEST_TITLE);
    // As it comes back from a calendar, which has no line breaks in a title.
    let written = Fields::of(&publication.written(&look, block)).title;
    if wanted.is_empty() && !written.trim().is_empty() {
        let message = said!(
            "“{former}” was left without a title in your calendar; it was put back.",
            "«{former}» se quedó sin título en tu calendario; se ha vuelto a poner."
        );
        return Ok(Some(Answered { message: Some(message), ..Answered::default() }));
    }
    if wanted.is_empty()
        || to.title.trim() == written
        || wanted == calendar::one_line(&written, LONGEST_TITLE)
    {
        return Ok(None);
    }
    let title = (wanted != own).then(|| wanted.clone());
    let called = title.clone().unwrap_or(own);
    session.record(&look, &[Event::BlockTitled { block: id, title }], &[Topic::App, Topic::Plan])?;
    let message = said!(
        "In your calendar: “{former}” is called “{called}” now. It is locked.",
        "En tu calendario: «{former}» se llama ahora «{called}». Queda fijo."
    );
    Ok(Some(Answered { message: Some(message), undoable: true, changes: Vec::new() }))
}
