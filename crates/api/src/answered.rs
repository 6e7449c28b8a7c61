//! A block that has its answer already: who gave it, and so what can still be done, in words.

use journal::{BlockId, Event, Record};

use crate::ApiError;
use crate::handlers::{app::Own, sync::when};
use crate::session::Session;

/// Who gave an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AnsweredBy {
    /// It cannot be told, or cannot be undone any more.
    #[default]
    Unknown,
    /// This computer, which would undo it next.
    Last,
    /// This computer, which would undo so many changes before it.
    Earlier(usize),
    /// Another computer.
    Other {
        /// What it is called, where that is known.
        name: Option<String>,
        /// When, in words.
        at: String,
    },
}

/// Finds who gave the answer that is in the way.
pub(crate) fn find(session: &mut Session, error: &mut ApiError) {
    let ApiError::AlreadyAnswered { block, unit, by, .. } = error else { return };
    // What cannot be read now says nothing of it.
    *by = given_by(session, *block, unit.as_deref()).unwrap_or_default();
}

fn given_by(session: &mut Session, block: BlockId, unit: Option<&str>) -> Result<AnsweredBy, ApiError> {
    let look = session.look()?;
    let own = Own::of(session)?;
    let mut later = 0;
    for act in look.state.undoable.iter().rev() {
        let records = session.journal()?.command(act.command)?;
        let is_own = own.did(act, &records);
        let Some(answer) = records.iter().find(|record| answers(record, block, unit)) else {
            later += usize::from(is_own);
            continue;
        };
        return Ok(match (is_own, later) {
            (true, 0) => AnsweredBy::Last,
            (true, n) => AnsweredBy::Earlier(n),
            (false, _) => AnsweredBy::Other {
                name: session.standing.own_name_of(act.device).map(str::to_owned),
                at: when(&look, answer.at),
            },
        });
    }
    Ok(AnsweredBy::Unknown)
}

/// Whether it is an answer to this block, or to this unit of it.
fn answers(record: &Record, block: BlockId, unit: Option<&str>) -> bool {
    match (&record.event, unit) {
        (Ok(Event::RecallGraded { block: graded, unit: of, .. }), Some(unit)) => {
            *graded == block && of == unit
        }
        (Ok(Event::MinutesLogged { block: Some(answered), .. }), None)
        | (Ok(Event::BlockMissed { block: answered } | Event::BlockSkipped { block: answered }), None) => {
            *answered == block
        }
        _ => false,
    }
}

impl AnsweredBy {
    /// What happened to what has this title, and what can be done.
    pub(crate) fn words(&self, title: &str) -> String {
        let log = word!(
            " What you studied can be logged beside it: “Quick log” under Today, or `ninefold-cli log`.",
            " Lo que estudiaste se puede registrar aparte: «Registro rápido» en Hoy, o `ninefold-cli log`."
        );
        match self {
            AnsweredBy::Last => said!(
                "“{title}” was answered already. Undo that first to answer it differently.",
                "«{title}» ya tiene respuesta. Para responder otra cosa, deshazla primero."
            ),
            AnsweredBy::Earlier(n) => {
                let changes = counted!(
                    *n,
                    ["{n} change was made", "{n} changes were made"],
                    ["se hizo {n} cambio", "se hicieron {n} cambios"]
                );
                said!(
                    "“{title}” was answered already, and {changes} on this computer since; to undo the answer would undo what came after it, too.",
                    "«{title}» ya tiene respuesta, y después {changes} en este equipo; deshacer la respuesta desharía también lo que vino después."
                ) + log
            }
            AnsweredBy::Other { name: Some(name), at } => {
                said!(
                    "“{title}” was answered on “{name}” already ({at}). Undo it there to answer it differently.",
                    "«{title}» ya tiene respuesta de «{name}» ({at}). Para responder otra cosa, deshazla allí."
                ) + log
            }
            AnsweredBy::Other { name: None, at } => {
                said!(
                    "“{title}” was answered on another computer already ({at}). Undo it there to answer it differently.",
                    "«{title}» ya tiene respuesta de otro equipo ({at}). Para responder otra cosa, deshazla allí."
                ) + log
            }
            AnsweredBy::Unknown => {
                said!("“{title}” was answered already.", "«{title}» ya tiene respuesta.") + log
            }
        }
    }
}
