//! A session on a block, as the terminal tells of it.
//! Invariant: what is told was asked for after the command.

use api::wire::{Answered, Failure, Nothing, SessionView};
use api::{App, said, say, word};

/// Minutes by which a session may differ from the plan and still be as planned, as in the window.
const NEAR: u32 = 5;

/// The session on this block, and the block's title and length.
fn session(app: &App, id: &str) -> Option<(SessionView, String, u32)> {
    let today = app.today(Nothing {}).ok()?;
    let block = today.next?.block;
    let session = today.session.filter(|_| block.id.as_deref() == Some(id))?;
    Some((session, block.title, block.minutes))
}

/// Minutes that the session on this block took, if there is one and they are not as planned.
pub fn minutes(app: &App, id: &str) -> Option<u32> {
    let (session, _, planned) = session(app, id)?;
    let took = ((session.seconds + 30) / 60).max(1);
    (took.abs_diff(planned) > NEAR).then_some(took)
}

/// What became of the session, where the answer itself says nothing of it.
pub fn said(
    app: &App,
    id: &str,
    answered: Answered,
    words: &impl Fn(Answered) -> String,
) -> Result<String, Failure> {
    let Some((session, title, planned)) = session(app, id) else { return Ok(words(answered)) };
    let state = if session.running { word!("runs", "en marcha") } else { word!("rests", "en pausa") };
    let so_far = said!(
        "“{title}” {state}, {studied} of {planned} studied.",
        "«{title}» {state}, {studied} de {planned} estudiados.",
        studied = say::length(session.seconds / 60),
        planned = say::length(planned)
    );
    let message = answered.message.map_or(so_far.clone(), |first| format!("{first} {so_far}"));
    Ok(words(Answered { message: Some(message), ..answered }))
}
