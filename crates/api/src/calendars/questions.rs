//! Blocks that were taken out in the calendar: nothing is done with them here until it is said what becomes of them.
//! Invariant: one that stands there again, that was answered, or that is over for long is asked about no more.

use caldav::Published;
use journal::{BlockId, BlockState};
use serde::{Deserialize, Serialize};

use super::publication::{NAME, Publication, is_spoken_of, oldest, uid};
use crate::session::{Look, Session};
use crate::wire::CalendarAsk;
use crate::{ApiError, say, titles};

/// So many questions are told one by one.
const MOST_TOLD: usize = 3;

/// How a block was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Gone {
    Deleted,
    Cancelled,
}

impl Publication {
    /// The blocks that are asked about, as far as there is still something to decide.
    pub(super) fn open<'a>(&self, look: &'a Look) -> Vec<(&'a BlockState, Gone)> {
        let found = self.asked.iter().filter_map(|(id, gone)| Some((look.state.blocks.get(id)?, *gone)));
        let is_open = |block: &BlockState| !is_spoken_of(block) && block.block.start >= oldest(look);
        let mut open: Vec<_> =
            found.filter(|(block, _)| is_open(block) && self.is_asked(&block.block.id)).collect();
        open.sort_by_key(|(block, _)| block.block.start);
        open
    }

    /// Whether it is asked about.
    pub fn asks_about(&self, block: &BlockId) -> bool {
        self.is_asked(block)
    }

    /// Takes in what was answered since this was read: nobody waits with an answer until a server has said something.
    pub(super) fn hear_answers(&mut self, session: &mut Session) -> Result<(), ApiError> {
        let kept = Publication::read(session)?.asked;
        self.asked.retain(|id, _| kept.contains_key(id));
        Ok(())
    }

    /// Keeps it as it is, with what is known now of the calendar.
    pub(super) fn keep(&mut self, session: &mut Session, known: &Published) -> Result<(), ApiError> {
        self.known = known.clone();
        self.hear_answers(session)?;
        let text = self.text()?;
        Ok(session.own_journal()?.keep(NAME, &text)?)
    }

    /// It was said what becomes of it.
    pub fn answered(&mut self, block: &BlockId) {
        self.asked.remove(block);
    }

    /// The questions, in words.
    pub fn asks(&self, look: &Look) -> Vec<CalendarAsk> {
        let sentence = |block: &BlockState, gone: Gone| {
            let title = titles::of_block(&look.curriculum, block);
            let when = say::moment(block.block.start, look.today());
            match gone {
                Gone::Deleted => said!(
                    "“{title}”, {when}, was deleted in your calendar.",
                    "«{title}», {when}, se borró en tu calendario."
                ),
                Gone::Cancelled => said!(
                    "“{title}”, {when}, was cancelled in your calendar.",
                    "«{title}», {when}, se canceló en tu calendario."
                ),
            }
        };
        let open = self.open(look).into_iter();
        open.map(|(b, gone)| CalendarAsk { block: b.block.id.to_string(), sentence: sentence(b, gone) })
            .collect()
    }

    /// What becomes of the blocks that are asked about, once nobody publishes any more: a sentence, if there are any.
    pub fn unanswered(&self, look: &Look) -> Option<String> {
        let n = self.open(look).len();
        (n > 0).then(|| {
            counted!(
                n,
                [
                    "{n} block that you took out there stays planned here.",
                    "{n} blocks that you took out there stay planned here."
                ],
                [
                    "{n} bloque que quitaste allí sigue planificado aquí.",
                    "{n} bloques que quitaste allí siguen planificados aquí."
                ]
            )
        })
    }

    /// Whether it was taken out there, nobody has said what becomes of it, and it was not put back.
    pub(super) fn is_asked(&self, id: &BlockId) -> bool {
        let text = self.text_of(id);
        match self.asked.get(id) {
            Some(Gone::Deleted) => text.is_none(),
            Some(Gone::Cancelled) => text.is_none_or(|text| caldav::is_cancelled(text, &uid(id))),
            None => false,
        }
    }
}

/// New questions as they are told; each of them stands where it is answered.
pub(super) fn asks_told(sentences: Vec<String>) -> Vec<String> {
    match sentences.len() {
        0..=MOST_TOLD => sentences,
        n => vec![said!(
            "{n} blocks were taken out in your calendar. The week asks what becomes of them.",
            "Se quitaron {n} bloques en tu calendario. La semana pregunta qué pasa con ellos."
        )],
    }
}
