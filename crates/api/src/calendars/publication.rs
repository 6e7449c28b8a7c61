//! What is known of the calendar that blocks are published in, and how the blocks are to stand there.
//! Invariant: kept in the journal's file together with what was done because of it.

use std::collections::BTreeMap;
use std::str::FromStr;

use caldav::{Known, Ours, Published, Url};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use journal::{Answer, BlockId, BlockState};
use language::{Language, speaking, spoken};
use serde::{Deserialize, Serialize};

use super::kept::Kept;
use super::questions::Gone;
use crate::session::{Look, Session};
use crate::{ApiError, calendar_block, say, titles};

/// Under which it is kept beside the events.
pub(crate) const NAME: &str = "published-calendar";
/// How every identifier of a published block ends.
const OURS: &str = "@ninefold";
/// What is over for so many days is left in the calendar as it is, and forgotten here.
const DAYS_KEPT: i64 = 60;

/// What is known of the calendar that blocks are published in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Publication {
    /// Its address.
    calendar: String,
    pub known: Published,
    /// What is known of calendars that blocks stood in before, and that something of ours was left in, by their address.
    pub(super) former: BTreeMap<String, Published>,
    /// Blocks that were taken out there, until it is said what becomes of them: `questions.rs`.
    pub(super) asked: BTreeMap<BlockId, Gone>,
    /// So many vanished there at once that nothing was done about it.
    pub many: Option<usize>,
    /// Minutes before each block at which the calendar reminds of it: a choice of this computer, kept with the others.
    #[serde(skip)]
    reminders: Vec<u32>,
    /// In which the blocks are written, kept with them.
    #[serde(skip)]
    language: Option<Language>,
}

impl Publication {
    /// As kept; of any calendar.
    pub fn read(session: &mut Session) -> Result<Publication, ApiError> {
        let text = session.own_journal()?.kept(NAME)?.unwrap_or_default();
        let Kept { reminders, language, .. } = Kept::read(&session.host.data_dir());
        let language = language.as_deref().and_then(Language::of_tag);
        let kept: Publication = serde_json::from_str(&text).unwrap_or_default();
        Ok(Publication { reminders, language, ..kept })
    }

    /// Whether it is of this calendar.
    pub fn is_of(&self, calendar: &Url) -> bool {
        self.calendar == calendar.as_str()
    }

    /// As kept if it is of this calendar, else as of one that nothing is known of.
    pub fn of(session: &mut Session, calendar: &Url) -> Result<Publication, ApiError> {
        let kept = Publication::read(session)?;
        if kept.is_of(calendar) {
            return Ok(kept);
        }
        let look = session.look()?;
        let is_block = |uid: &str| block_of(uid).is_some_and(|id| look.state.blocks.contains_key(&id));
        Ok(kept.elsewhere(&look, calendar.to_string(), |former| former.resumed(look.at, is_block)))
    }

    /// As it begins in another calendar: what others added goes along, and questions stay open. `resumed`: what was known of it
    /// when the blocks stood in it before.
    pub(super) fn elsewhere(
        mut self,
        look: &Look,
        calendar: String,
        resumed: impl FnOnce(Published) -> Published,
    ) -> Publication {
        let known = self.former.remove(&calendar).map(resumed).unwrap_or_default();
        let known = Published { carried: self.known.to_carry(), ..known };
        let stays = |uid: &str| block_in(look, uid).is_some_and(|b| is_behind(look, b));
        let left = std::mem::replace(&mut self.known, known).set_aside(stays);
        let former = std::mem::replace(&mut self.calendar, calendar);
        if former != self.calendar && !left.objects.is_empty() {
            self.former.insert(former, left);
        }
        Publication { many: None, ..self }
    }

    /// The calendar in which the blocks stand that were published last, as far as that is known.
    pub fn holding(&self) -> Option<&str> {
        (self.standing() > 0).then_some(self.calendar.as_str())
    }

    /// How many blocks stand there.
    pub fn standing(&self) -> usize {
        self.known.objects.values().filter(|object| object.text.is_some()).count()
    }

    pub fn text(&self) -> Result<String, ApiError> {
        serde_json::to_string(self)
            .map_err(|e| ApiError::WriteFailed { path: NAME.to_owned(), reason: e.to_string() })
    }

    /// The blocks as they are to stand in the calendar.
    pub fn ours(&self, look: &Look) -> Vec<Ours> {
        let s = look.situation();
        let oldest = oldest(look);
        // What was called off there stays as it is until it is said what becomes of it.
        let stands = |b: &BlockState| self.text_of(&b.block.id).is_some();
        let is_called_off =
            |b: &BlockState| self.asked.get(&b.block.id) == Some(&Gone::Cancelled) && stands(b);
        let ahead = s.ahead().into_iter().filter(|b| !self.is_asked(&b.block.id) || is_called_off(b));
        let behind = look.state.blocks.values().filter(|b| {
            b.block.start >= oldest
                && is_behind(look, b)
                && self.known.objects.contains_key(&uid(&b.block.id))
        });
        let ours = |b: &BlockState, alarms: Vec<u32>| Ours {
            block: calendar::CalendarBlock { alarms, ..self.written(look, b) },
            fixed: is_fixed(look, b) || is_called_off(b) && self.is_asked(&b.block.id),
            late: !is_spoken_of(b) && !is_called_off(b),
        };
        let ahead = ahead.map(|b| ours(b, self.reminders.clone()));
        // Nobody is reminded of what is over: it keeps the reminders that it was written with.
        ahead.chain(behind.map(|b| ours(b, self.known.reminders(&uid(&b.block.id))))).collect()
    }

    /// Those of them that stay in a calendar that is left.
    pub fn staying(&self, look: &Look) -> Vec<Ours> {
        let stays = |ours: &Ours| block_in(look, &ours.block.uid).is_some_and(|b| is_behind(look, b));
        self.ours(look).into_iter().filter(stays).collect()
    }

    /// What stayed in a calendar that was left and is ahead again, so that it stands in this one, too: where, of which block, and what
    /// is known of it.
    pub(super) fn twice(&self, look: &Look) -> Vec<(String, String, Known)> {
        let is_here = |uid: &str| self.known.objects.get(uid).is_some_and(|known| known.text.is_some());
        let is_ahead = |uid: &str| block_in(look, uid).is_some_and(|b| !is_behind(look, b));
        let all = self
            .former
            .iter()
            .flat_map(|(calendar, former)| former.objects.iter().map(move |o| (calendar, o)));
        let twice = all.filter(|(_, (uid, known))| known.etag.is_some() && is_here(uid) && is_ahead(uid));
        twice.map(|(calendar, (uid, known))| (calendar.clone(), uid.clone(), known.clone())).collect()
    }

    /// What stands there of a block.
    pub(super) fn text_of(&self, id: &BlockId) -> Option<&str> {
        self.known.objects.get(&uid(id)).and_then(|known| known.text.as_deref())
    }

    /// The block in the words that stand in the calendar, whatever is spoken here.
    pub(super) fn written(&self, look: &Look, block: &BlockState) -> calendar::CalendarBlock {
        speaking(self.language.unwrap_or(spoken()), || calendar_block::of(&look.situation(), block, look.at))
    }

    /// Forgets what is over for long, and questions that nobody has to answer any more.
    pub(super) fn tidy(&mut self, look: &Look) {
        let is_old = |id: &BlockId| look.state.blocks.get(id).is_some_and(|b| b.block.start < oldest(look));
        self.known.objects.retain(|uid, _| !block_of(uid).is_some_and(|id| is_old(&id)));
        let is_known = |id: &BlockId| look.state.blocks.contains_key(id) && !is_old(id);
        for former in self.former.values_mut() {
            let is_over =
                |at: Option<DateTime<Utc>>| at.is_some_and(|at| at < look.at - Duration::days(DAYS_KEPT));
            former.forget(|uid, at| is_over(at) || block_of(uid).is_some_and(|id| is_old(&id)));
        }
        self.former.retain(|_, former| !former.objects.is_empty());
        // A block that is gone may come back by an undo, but not for ever.
        let may_come_back = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at > look.at);
        self.known.keep_carried(|uid, at| block_of(uid).is_some_and(|id| is_known(&id)) || may_come_back(at));
        let open: Vec<BlockId> = self.open(look).iter().map(|(b, _)| b.block.id).collect();
        self.asked.retain(|id, _| open.contains(id));
    }
}

/// What began earlier is over for long.
pub(super) fn oldest(look: &Look) -> NaiveDateTime {
    look.now - Duration::days(DAYS_KEPT)
}

/// Whether a block is over, or was begun or done before its time; what will not be done then does not stand there any more.
fn is_behind(look: &Look, b: &BlockState) -> bool {
    let is_begun = b.answer == Answer::Open && (b.session.is_some() || !b.graded.is_empty());
    b.block.start < look.now || is_begun || matches!(b.answer, Answer::Done(_))
}

/// Whether a block has begun, was answered, or is over: nobody moves it from outside.
fn is_fixed(look: &Look, b: &BlockState) -> bool {
    b.block.start < look.now || is_spoken_of(b)
}

/// Whether the person said something of it.
pub(super) fn is_spoken_of(b: &BlockState) -> bool {
    b.answer != Answer::Open || !b.graded.is_empty() || b.session.is_some()
}

pub(super) fn uid(id: &BlockId) -> String {
    format!("{id}{OURS}")
}

pub(crate) fn block_of(uid: &str) -> Option<BlockId> {
    BlockId::from_str(uid.strip_suffix(OURS)?).ok()
}

fn block_in<'a>(look: &'a Look, uid: &str) -> Option<&'a BlockState> {
    look.state.blocks.get(&block_of(uid)?)
}

/// The block of this identifier, as far as it is known: “Vectors”, Tue 17:00, as the subject of a sentence.
pub(crate) fn name_of(look: &Look, uid: &str) -> String {
    let title = title_of(look, uid);
    let Some(block) = block_in(look, uid) else {
        return said!("“{title}”", "«{title}»");
    };
    said!("“{title}”, {when},", "«{title}», {when},", when = say::moment(block.block.start, look.today()))
}

/// Title of the block of this identifier, as far as it is known.
pub(crate) fn title_of(look: &Look, uid: &str) -> String {
    block_in(look, uid).map_or_else(|| uid.to_owned(), |b| titles::of_block(&look.curriculum, b))
}
