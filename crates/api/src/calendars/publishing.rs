//! Blocks in a calendar of the learner's: what is published, what is done here that was done there, what is asked about.
//! Invariant: what is known of the calendar is kept in the journal's file together with what was done because of it.

use std::collections::BTreeMap;
use std::str::FromStr;

use caldav::{Act, Fields, Home, Ours, Outcome, Published, Url};
use chrono::{DateTime, Duration, NaiveDateTime, Timelike, Utc};
use journal::{Answer, BlockId, BlockState, Event};
use language::{Language, speaking, spoken};
use serde::{Deserialize, Serialize};

use super::kept::Kept;
use crate::app::App;
use crate::handlers::elsewhere::{self, Made, Wish};
use crate::session::{Look, Session};
use crate::wire::{Answered, CalendarAsk, Topic};
use crate::{ApiError, calendar_block, say, titles, zones};

/// Under which it is kept beside the events.
pub(crate) const NAME: &str = "published-calendar";
/// How every identifier of a published block ends.
const OURS: &str = "@ninefold";
/// What is over for so many days is left in the calendar as it is, and forgotten here.
const DAYS_KEPT: i64 = 60;

/// So many questions are told one by one.
const MOST_TOLD: usize = 3;
/// The longest title of a block that is taken over, in characters.
const LONGEST_TITLE: usize = 200;

/// What is known of the calendar that blocks are published in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Publication {
    /// Its address.
    calendar: String,
    pub known: Published,
    /// What is known of calendars that blocks stood in before, and that something of ours was left in, by their address.
    former: BTreeMap<String, Published>,
    /// Blocks that were taken out there, until it is said what becomes of them.
    asked: BTreeMap<BlockId, Gone>,
    /// So many vanished there at once that nothing was done about it.
    pub many: Option<usize>,
    /// Minutes before each block at which the calendar reminds of it: a choice of this computer, kept with the others.
    #[serde(skip)]
    reminders: Vec<u32>,
    /// In which the blocks are written, kept with them.
    #[serde(skip)]
    language: Option<Language>,
}

/// How a block was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Gone {
    Deleted,
    Cancelled,
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

    /// As kept if it is of this calendar, else as of one that nothing is known of.
    pub fn of(session: &mut Session, calendar: &Url) -> Result<Publication, ApiError> {
        let kept = Publication::read(session)?;
        let calendar = calendar.to_string();
        if kept.calendar == calendar {
            return Ok(kept);
        }
        let look = session.look()?;
        let is_block = |uid: &str| block_of(uid).is_some_and(|id| look.state.blocks.contains_key(&id));
        Ok(kept.elsewhere(calendar, |former| former.resumed(look.at, is_block)))
    }

    /// As it begins in another calendar: what others added goes along, and questions stay open. `resumed`: what was known of it
    /// when the blocks stood in it before.
    fn elsewhere(mut self, calendar: String, resumed: impl FnOnce(Published) -> Published) -> Publication {
        let known = self.former.remove(&calendar).map(resumed).unwrap_or_default();
        let known = Published { carried: self.known.to_carry(), ..known };
        let left = std::mem::replace(&mut self.known, known).set_aside();
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

    /// The blocks that are asked about, as far as there is still something to decide.
    fn open<'a>(&self, look: &'a Look) -> Vec<(&'a BlockState, Gone)> {
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

    /// The blocks as they are to stand in the calendar.
    pub fn ours(&self, look: &Look) -> Vec<Ours> {
        let s = look.situation();
        let oldest = oldest(look);
        // What was called off there stays as it is until it is said what becomes of it.
        let stands = |b: &BlockState| self.text_of(&b.block.id).is_some();
        let is_called_off =
            |b: &BlockState| self.asked.get(&b.block.id) == Some(&Gone::Cancelled) && stands(b);
        let ahead = s.ahead().into_iter().filter(|b| !self.is_asked(&b.block.id) || is_called_off(b));
        // Also what was begun or done before its time; what will not be done then does not stand there any more.
        let is_behind = |b: &BlockState| {
            let is_begun = b.answer == Answer::Open && (b.session.is_some() || !b.graded.is_empty());
            b.block.start < look.now || is_begun || matches!(b.answer, Answer::Done(_))
        };
        let behind = look.state.blocks.values().filter(|b| {
            b.block.start >= oldest && is_behind(b) && self.known.objects.contains_key(&uid(&b.block.id))
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

    /// Whether it was taken out there, nobody has said what becomes of it, and it was not put back.
    fn is_asked(&self, id: &BlockId) -> bool {
        let text = self.text_of(id);
        match self.asked.get(id) {
            Some(Gone::Deleted) => text.is_none(),
            Some(Gone::Cancelled) => text.is_none_or(|text| caldav::is_cancelled(text, &uid(id))),
            None => false,
        }
    }

    /// What stands there of a block.
    fn text_of(&self, id: &BlockId) -> Option<&str> {
        self.known.objects.get(&uid(id)).and_then(|known| known.text.as_deref())
    }

    /// The block in the words that stand in the calendar, whatever is spoken here.
    fn written(&self, look: &Look, block: &BlockState) -> calendar::CalendarBlock {
        speaking(self.language.unwrap_or(spoken()), || calendar_block::of(&look.situation(), block, look.at))
    }

    /// Forgets what is over for long, and questions that nobody has to answer any more.
    fn tidy(&mut self, look: &Look) {
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
fn oldest(look: &Look) -> NaiveDateTime {
    look.now - Duration::days(DAYS_KEPT)
}

/// Whether a block has begun, was answered, or is over: nobody moves it from outside.
fn is_fixed(look: &Look, b: &BlockState) -> bool {
    b.block.start < look.now || is_spoken_of(b)
}

/// Whether the person said something of it.
fn is_spoken_of(b: &BlockState) -> bool {
    b.answer != Answer::Open || !b.graded.is_empty() || b.session.is_some()
}

fn uid(id: &BlockId) -> String {
    format!("{id}{OURS}")
}

pub(crate) fn block_of(uid: &str) -> Option<BlockId> {
    BlockId::from_str(uid.strip_suffix(OURS)?).ok()
}

/// The block of this identifier, as far as it is known: “Vectors”, Tue 17:00, as the subject of a sentence.
pub(crate) fn name_of(look: &Look, uid: &str) -> String {
    let title = title_of(look, uid);
    let Some(block) = block_of(uid).and_then(|id| look.state.blocks.get(&id)) else {
        return said!("“{title}”", "«{title}»");
    };
    said!("“{title}”, {when},", "«{title}», {when},", when = say::moment(block.block.start, look.today()))
}

/// Title of the block of this identifier, as far as it is known.
pub(crate) fn title_of(look: &Look, uid: &str) -> String {
    let block = block_of(uid).and_then(|id| look.state.blocks.get(&id));
    block.map_or_else(|| uid.to_owned(), |b| titles::of_block(&look.curriculum, b))
}

/// What came of publishing.
pub(crate) struct Done {
    pub outcome: Outcome,
    /// What was done here because of what was done there.
    pub told: Vec<Answered>,
}

/// Brings calendar and plan together.
pub(crate) fn publish(
    app: &App,
    net: &caldav::Session<'_>,
    calendar: &Url,
    believe: bool,
) -> Result<Done, caldav::Fault> {
    let begun = app.decide(|session| {
        let look = session.look_at_plan()?;
        let mut publication = Publication::of(session, calendar)?;
        publication.tidy(&look);
        publication.many = None;
        Ok((publication, look.zone))
    });
    let (publication, zone) = begun.map_err(|_| caldav::Fault::NotKept)?;
    let mut known = publication.known.clone();
    let mut desk = Desk { app, publication, told: Vec::new() };
    let outcome = net.publish(calendar, &mut known, zone, believe, &mut desk)?;
    if outcome.many_deleted.is_some() {
        desk.publication.many = outcome.many_deleted;
        if !desk.keep(&known) {
            return Err(caldav::Fault::NotKept);
        }
    }
    Ok(Done { outcome, told: desk.told })
}

/// Whether the calendar has to be told something.
pub(crate) fn is_behind(app: &App, calendar: &Url) -> Result<bool, ApiError> {
    app.decide(|session| {
        let look = session.look_at_plan()?;
        let publication = Publication::of(session, calendar)?;
        Ok(waiting(&publication, &look) > 0)
    })
}

/// How many changes the calendar does not have yet, as far as is known here.
pub(crate) fn waiting(publication: &Publication, look: &Look) -> usize {
    let stale = publication.known.objects.values().filter(|object| object.stale).count();
    let settled = caldav::settle(&publication.known, &publication.ours(look), look.zone);
    stale + settled.writes.len()
}

/// The plan and what is known, as the comparison needs them.
struct Desk<'a> {
    app: &'a App,
    publication: Publication,
    told: Vec<Answered>,
}

impl Home for Desk<'_> {
    fn blocks(&mut self, acts: &[Act], known: &Published) -> Option<Vec<Ours>> {
        let done = self.app.decide(|session| {
            let look = session.look_at_plan()?;
            let mut publication = Publication { known: known.clone(), ..self.publication.clone() };
            if acts.is_empty() {
                let ours = publication.ours(&look);
                return Ok((ours, publication, Vec::new()));
            }
            let (publication, told) = session.gather(&look, NAME, |session| {
                let told = take_over(session, acts, &mut publication)?;
                let text = publication.text()?;
                Ok(((publication, told), text))
            })?;
            session.touch(&[Topic::App, Topic::Plan, Topic::Calendars]);
            let look = session.look()?;
            Ok((publication.ours(&look), publication, told))
        });
        let (ours, publication, told) = done.ok()?;
        self.publication = publication;
        self.told.extend(told);
        Some(ours)
    }

    fn keep(&mut self, known: &Published) -> bool {
        self.publication.known = known.clone();
        let Ok(text) = self.publication.text() else { return false };
        self.app.decide(|session| Ok(session.own_journal()?.keep(NAME, &text)?)).is_ok()
    }
}

/// Does here what was done in the calendar; what is to be told of it. What was moved is moved together, as it was there.
fn take_over(
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

/// New questions as they are told; each of them stands where it is answered.
fn asks_told(sentences: Vec<String>) -> Vec<String> {
    match sentences.len() {
        0..=MOST_TOLD => sentences,
        n => vec![said!(
            "{n} blocks were taken out in your calendar. The week asks what becomes of them.",
            "Se quitaron {n} bloques en tu calendario. La semana pregunta qué pasa con ellos."
        )],
    }
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

/// What became of the objects that stood in a calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TakenOut {
    pub taken: usize,
    /// So many stay, as they are over or have begun.
    pub stay: usize,
}

/// Takes out all that was published.
pub(crate) fn take_out(
    app: &App,
    net: &caldav::Session<'_>,
    calendar: &Url,
) -> Result<TakenOut, caldav::Fault> {
    empty(app, net, calendar, |_, publication| {
        publication.known.carried = publication.known.to_carry();
        Vec::new()
    })
}

/// Takes out what is still ahead, to stand in another calendar: what others added to it is kept for that. What is over stays.
pub(crate) fn take_along(
    app: &App,
    net: &caldav::Session<'_>,
    calendar: &Url,
) -> Result<TakenOut, caldav::Fault> {
    empty(app, net, calendar, |look, publication| {
        publication.known.carried = publication.known.to_carry();
        let all = publication.ours(look).into_iter();
        let over = all.filter(|ours| ours.block.start < look.at);
        over.map(|ours| Ours { fixed: true, late: false, ..ours }).collect()
    })
}

fn empty(
    app: &App,
    net: &caldav::Session<'_>,
    calendar: &Url,
    staying: impl Fn(&Look, &mut Publication) -> Vec<Ours>,
) -> Result<TakenOut, caldav::Fault> {
    let begun = app.decide(|session| {
        let look = session.look()?;
        let mut publication = Publication::of(session, calendar)?;
        let stays = staying(&look, &mut publication);
        Ok((publication, stays, look.zone))
    });
    let (publication, stays, zone) = begun.map_err(|_| caldav::Fault::NotKept)?;
    let mut known = publication.known.clone();
    let mut emptied = Emptied { app, publication, stays };
    let before = known.objects.len();
    net.publish(calendar, &mut known, zone, true, &mut emptied)?;
    let there = known.objects.values().filter(|object| object.text.is_some()).count();
    Ok(TakenOut { taken: before.saturating_sub(known.objects.len()), stay: there })
}

/// A plan that has no blocks but those that stay in a calendar that is left.
struct Emptied<'a> {
    app: &'a App,
    publication: Publication,
    stays: Vec<Ours>,
}

impl Home for Emptied<'_> {
    fn blocks(&mut self, _: &[Act], _: &Published) -> Option<Vec<Ours>> {
        Some(self.stays.clone())
    }

    fn keep(&mut self, known: &Published) -> bool {
        self.publication.known = known.clone();
        let Ok(text) = self.publication.text() else { return false };
        self.app.decide(|session| Ok(session.own_journal()?.keep(NAME, &text)?)).is_ok()
    }
}

/// Nothing is known any more of what stands in a calendar, as it was made anew.
pub(crate) fn forget(session: &mut Session, calendar: &Url) -> Result<(), ApiError> {
    let text =
        Publication::read(session)?.elsewhere(calendar.to_string(), |_| Published::default()).text()?;
    Ok(session.own_journal()?.keep(NAME, &text)?)
}

/// What vanished there is written again.
pub(crate) fn write_again(session: &mut Session) -> Result<(), ApiError> {
    let mut publication = Publication::read(session)?;
    publication.many = None;
    publication.known.objects.retain(|_, object| object.text.is_some());
    let text = publication.text()?;
    Ok(session.own_journal()?.keep(NAME, &text)?)
}
