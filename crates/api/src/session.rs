//! One learner at work: the open journal, the pack, and the host. Every handler gets one and leaves it whole;
//! what a handler changed is on disk before it answers.

mod daily;
mod gather;
mod held;
mod whole;

use std::sync::{Arc, OnceLock};

use catalog::Curriculum;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;
use journal::{Event, Journal, JournalError, Notice, State};
use language::{Language, spoken};
use uuid::{ContextV7, Timestamp, Uuid};

use self::daily::Daily;
use crate::calendars::ahead::Ahead;
use crate::carrying::Standing;
use crate::foresight::{Foreseen, foresee};
use crate::handlers::app::UndoWords;
use crate::handlers::notices;
use crate::pace::Factors;
use crate::packs::Packs;
use crate::planning::{Made, Publication, make, publish};
use crate::problem::{Promise, Situation};
use crate::transfer::{Holding, Tally};
use crate::wire::{Arrival, Change, Topic, WaysOutView};
use crate::{ApiError, Host, calendars, course, difference, own, pace, sample::Sample, zones};

/// The open journal with all that is needed to answer from it.
pub(crate) struct Session {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) packs: Packs,
    /// None only while a backup is being brought back.
    own: Option<Journal>,
    /// What opening the journal had to work around, until it is dismissed.
    pub(crate) notice: Option<Notice>,
    /// What was found of a damaged journal and nobody read yet, in words.
    pub(crate) kept_notice: notices::Kept,
    /// What is in a journal that was recovered from a damaged one, as it was when that was told.
    pub(crate) recovered: Tally,
    /// On screen instead of the learner's own plan.
    pub(crate) sample: Option<Sample>,
    ids: ContextV7,
    stale: Vec<Topic>,
    folded: Option<Folded>,
    likely: Option<Likely>,
    undo_words: Option<(i64, bool, Language, UndoWords)>,
    /// What the learner's own journal holds at a position, once a backup was compared with it.
    holding: Option<(i64, Arc<Holding>)>,
    /// While an act is only tried: what it would have saved.
    dry: Option<Vec<Event>>,
    /// The backup of the day.
    daily: Daily,
    /// Why what follows from the passing of time could not be saved.
    unsaved: Option<JournalError>,
    /// Whether the last act could not be saved.
    is_refused: bool,
    /// Calendar files that were read and are about to be used.
    pub(crate) ahead: Vec<Ahead>,
    /// What came from outside the window and was not taken by it yet.
    pub(crate) arrived: Vec<Arrival>,
    /// How the sync folder stands.
    pub(crate) standing: Standing,
    /// What the last looks at calendars found.
    pub(crate) calendars_found: calendars::Found,
}

/// The state at one position of one journal.
struct Folded {
    seq: i64,
    sample: bool,
    /// In which the learner's own content was laid over the pack: some of its words are the application's.
    language: Language,
    state: Arc<State>,
    /// The pack with the learner's own content.
    curriculum: Arc<Curriculum>,
}

/// The plan that follows from the state, kept while neither state nor hour changed.
struct Likely {
    seq: i64,
    sample: bool,
    hour: NaiveDateTime,
    made: Arc<Made>,
    /// What is told of ways out, once somebody asked, in each language.
    ways: [Arc<OnceLock<Result<WaysOutView, String>>>; Language::ALL.len()],
    /// Once it was asked for.
    foreseen: Option<Arc<Foreseen>>,
}

/// What a new plan did.
#[derive(Default)]
pub(crate) struct Replanned {
    /// Against what was published before, in time order.
    pub changes: Vec<Change>,
    /// What it took over from the learner's pace, in words.
    pub pace: Option<String>,
}

/// How the plan was made before the pace changed.
struct Paced {
    factors: Factors,
    /// Its last day.
    ends: Option<NaiveDate>,
}

/// What a handler looks at: one moment, not changed by what comes after.
pub(crate) struct Look {
    pub curriculum: Arc<Curriculum>,
    pub state: Arc<State>,
    pub zone: Tz,
    pub at: DateTime<Utc>,
    /// Position in the journal of the last event that `state` knows: what is decided from it is saved only if
    /// it is still the last.
    seq: i64,
    /// Wall clock in the learner's zone, to the minute.
    pub now: NaiveDateTime,
}

impl Look {
    pub fn situation(&self) -> Situation<'_> {
        Situation { curriculum: &self.curriculum, state: &self.state, zone: self.zone, now: self.now }
    }

    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// Grows with everything that happens: what is written of a later one is newer.
    pub fn revision(&self) -> u32 {
        u32::try_from(self.seq).unwrap_or(u32::MAX)
    }
}

impl Session {
    pub(crate) fn open(host: Arc<dyn Host>) -> Result<Session, ApiError> {
        let packs = Packs::open()?;
        let dir = host.data_dir();
        let now = host.now();
        let opened = held::begin(&dir, now)?;
        let mut session = Session {
            host,
            packs,
            own: Some(opened.journal),
            notice: None,
            kept_notice: notices::kept(&dir),
            recovered: Tally::default(),
            sample: None,
            ids: ContextV7::new(),
            stale: Vec::new(),
            folded: None,
            likely: None,
            undo_words: None,
            holding: None,
            dry: None,
            daily: Daily::default(),
            unsaved: None,
            is_refused: false,
            ahead: Vec::new(),
            arrived: Vec::new(),
            standing: Standing::default(),
            calendars_found: calendars::Found::default(),
        };
        if let Some(notice) = opened.notice {
            session.found(notice)?;
        }
        let journal = session.journal()?;
        if journal.last_seq()? == 0
            && session.notice.is_none()
            && let Some(missing) = journal::left_behind(&dir)?
        {
            // A broken journal was set aside at an earlier start: the offer stands until it is taken or a new
            // plan is begun.
            session.notice = Some(missing);
        }
        session.backup_if_due(now)?;
        Ok(session)
    }

    /// What opening the journal had to work around.
    fn found(&mut self, notice: Notice) -> Result<(), ApiError> {
        if matches!(notice, Notice::Recovered { .. }) {
            self.recovered = Tally::of(journal::counting(&self.own_journal()?.export()?));
        }
        self.notice = Some(notice);
        Ok(())
    }

    /// The journal on screen: the sample's while there is one.
    pub(crate) fn journal(&mut self) -> Result<&mut Journal, ApiError> {
        match (&mut self.sample, &mut self.own) {
            (Some(sample), _) => Ok(&mut sample.journal),
            (None, Some(own)) => Ok(own),
            (None, None) => Err(ApiError::NotOpen),
        }
    }

    /// Every record of the journal on screen that the look knows.
    pub(crate) fn records(&mut self, look: &Look) -> Result<Vec<journal::Record>, ApiError> {
        let mut records = self.journal()?.export()?;
        records.retain(|r| r.seq <= look.seq);
        Ok(records)
    }

    /// Saved events of the learner's own journal, whatever is on screen.
    pub(crate) fn own_events(&self) -> Result<i64, ApiError> {
        Ok(self.own.as_ref().ok_or(ApiError::NotOpen)?.last_seq()?)
    }

    /// The learner's own journal, whatever is on screen.
    pub(crate) fn own_journal(&mut self) -> Result<&mut Journal, ApiError> {
        self.own.as_mut().ok_or(ApiError::NotOpen)
    }

    /// A name for a block that the learner makes.
    pub(crate) fn new_block(&self) -> journal::BlockId {
        new_id(&self.ids, self.host.now())
    }

    /// Drops what was worked out from a journal that is no longer on screen.
    pub(crate) fn forget(&mut self) {
        self.folded = None;
        self.likely = None;
        self.undo_words = None;
        self.holding = None;
    }

    /// What the learner's own journal holds.
    pub(crate) fn holding(&mut self) -> Result<Arc<Holding>, ApiError> {
        let seq = self.own_events()?;
        if let Some((at, holding)) = &self.holding
            && *at == seq
        {
            return Ok(Arc::clone(holding));
        }
        let holding = Arc::new(Holding::of(&self.own_journal()?.export()?));
        self.holding = Some((seq, Arc::clone(&holding)));
        Ok(holding)
    }

    /// What undo and redo would do, in words; worked out once for each position of the journal.
    pub(crate) fn undo_words(&mut self, look: &Look) -> Result<UndoWords, ApiError> {
        let (seq, sample) = (self.journal()?.last_seq()?, self.sample.is_some());
        let language = spoken();
        match &self.undo_words {
            Some((at, of_sample, of_language, words))
                if (*at, *of_sample, *of_language) == (seq, sample, language) =>
            {
                Ok(words.clone())
            }
            Some(_) | None => {
                let words = crate::handlers::app::undo_words(self, look)?;
                self.undo_words = Some((seq, sample, language, words.clone()));
                Ok(words)
            }
        }
    }

    /// The present moment of the learner.
    pub(crate) fn look(&mut self) -> Result<Look, ApiError> {
        let (seq, state, curriculum) = self.state()?;
        let system = self.host.zone();
        let named = state.profile.as_ref().and_then(|p| zones::by_name(&p.zone));
        let zone = named.or_else(|| zones::by_name(&system)).unwrap_or(Tz::UTC);
        let at = self.host.now();
        let local = zones::to_local(zone, at);
        let now = to_the_minute(local);
        Ok(Look { curriculum, state, zone, at, seq, now })
    }

    /// As [`Session::look`], with a plan that reaches as far as it is promised.
    pub(crate) fn look_at_plan(&mut self) -> Result<Look, ApiError> {
        let look = self.look()?;
        if look.state.profile.is_none() {
            return Err(ApiError::NotOnboarded);
        }
        let s = look.situation();
        let promise = match s.published_until() {
            Some(until) if until >= s.promised_until() => {
                // Another program may have saved it.
                self.nothing_is_unsaved();
                return Ok(look);
            }
            Some(_) => Promise::Extend,
            None => Promise::Renew,
        };
        let (_, publication) = self.plan_and_publish(&s, promise)?;
        if self.append_if_possible(&look, &[publication.event])? {
            self.touch(&[Topic::Plan]);
            return self.look();
        }
        Ok(look)
    }

    /// The state with the pack and the learner's own content; with what is tried, if anything is.
    fn state(&mut self) -> Result<(i64, Arc<State>, Arc<Curriculum>), ApiError> {
        let (seq, state, curriculum) = self.saved_state()?;
        let at = self.host.now();
        let Some(tried) = self.dry.as_ref().filter(|events| !events.is_empty()) else {
            return Ok((seq, state, curriculum));
        };
        let state = Arc::new(state.after(tried, at));
        let curriculum = self.curriculum(&state);
        Ok((seq, state, curriculum))
    }

    /// The pack that is studied from, with the learner's own content.
    fn curriculum(&mut self, state: &State) -> Arc<Curriculum> {
        own::merged(&self.packs.of(state.pack.as_ref()), state)
    }

    fn saved_state(&mut self) -> Result<(i64, Arc<State>, Arc<Curriculum>), ApiError> {
        let (sample, language) = (self.sample.is_some(), spoken());
        let seq = self.journal()?.last_seq()?;
        if let Some(folded) =
            self.folded.as_ref().filter(|f| (f.seq, f.sample, f.language) == (seq, sample, language))
        {
            return Ok((seq, Arc::clone(&folded.state), Arc::clone(&folded.curriculum)));
        }
        // The former state goes first: what of it changes is copied as long as somebody has it.
        self.folded = None;
        let journal = self.journal()?;
        let state = Arc::new(journal.state()?.clone());
        // Another process may have written since the position was asked for.
        let seq = journal.position();
        let curriculum = self.curriculum(&state);
        let folded = (Arc::clone(&state), Arc::clone(&curriculum));
        self.folded = Some(Folded { seq, sample, language, state: folded.0, curriculum: folded.1 });
        Ok((seq, state, curriculum))
    }

    /// The likely course: the published weeks as they are, and what follows from them to the end.
    pub(crate) fn likely(&mut self, look: &Look) -> Result<Arc<Made>, ApiError> {
        let hour = look.now.date().and_hms_opt(look.now.hour(), 0, 0).unwrap_or(look.now);
        let (seq, sample) = (look.seq, self.sample.is_some());
        let fits = |l: &&Likely| l.seq == seq && l.hour == hour && l.sample == sample;
        if let Some(likely) = self.likely.as_ref().filter(fits) {
            return Ok(Arc::clone(&likely.made));
        }
        let made = Arc::new(make(&look.situation(), Promise::Extend)?);
        self.likely = Some(Likely {
            seq,
            sample,
            hour,
            made: Arc::clone(&made),
            ways: Default::default(),
            foreseen: None,
        });
        Ok(made)
    }

    /// Where the ways out of the last likely course are kept.
    pub(crate) fn known_ways_out(&self) -> Arc<OnceLock<Result<WaysOutView, String>>> {
        let place = Language::ALL.iter().position(|language| *language == spoken());
        let known = self.likely.as_ref().zip(place).and_then(|(l, place)| l.ways.get(place));
        known.map_or_else(Arc::default, Arc::clone)
    }

    /// The forecast that goes with the likely course.
    pub(crate) fn foreseen(&mut self, look: &Look) -> Result<Arc<Foreseen>, ApiError> {
        let made = self.likely(look)?;
        if let Some(foreseen) = self.likely.as_ref().and_then(|l| l.foreseen.as_ref()) {
            return Ok(Arc::clone(foreseen));
        }
        let foreseen = Arc::new(foresee(&look.situation(), &made)?);
        if let Some(likely) = &mut self.likely {
            likely.foreseen = Some(Arc::clone(&foreseen));
        }
        Ok(foreseen)
    }

    /// Saves what happened without touching the plan.
    pub(crate) fn record(&mut self, look: &Look, events: &[Event], topics: &[Topic]) -> Result<(), ApiError> {
        self.append(look, events)?;
        let beside_the_plan = |e: &Event| {
            matches!(
                e,
                Event::NoteSet { .. }
                    | Event::WeekReflected { .. }
                    | Event::ThemeSet { .. }
                    | Event::OutcomeTicked { .. }
                    | Event::OwnResourceSet { .. }
                    | Event::OwnResourceRemoved { .. }
            )
        };
        if let Some(likely) = self.likely.as_mut().filter(|l| l.seq == look.seq)
            && events.iter().all(beside_the_plan)
        {
            likely.seq += i64::try_from(events.len()).unwrap_or(0);
        }
        self.touch(topics);
        Ok(())
    }

    /// Saves what happened and the plan that follows from it, in one command. The plan takes over what the history says
    /// of the learner's pace, if that is clearly another one than before.
    pub(crate) fn record_and_replan(
        &mut self,
        look: &Look,
        mut events: Vec<Event>,
        promise: Promise,
        topics: &[Topic],
    ) -> Result<Replanned, ApiError> {
        let mut state = look.state.after(&events, look.at);
        let curriculum = self.curriculum(&state);
        if pace::lived(&curriculum, &state).is_due() {
            events.push(Event::PaceSet { own: true });
            state = state.after(&[Event::PaceSet { own: true }], look.at);
        }
        let paced = self.paced(look, &state)?;
        let mut changes = Vec::new();
        if let Some(profile) = &state.profile {
            // A new zone moves the wall clock under the plan.
            let zone = zones::by_name(&profile.zone).unwrap_or(look.zone);
            let now =
                if zone == look.zone { look.now } else { to_the_minute(zones::to_local(zone, look.at)) };
            let s = Situation { curriculum: &curriculum, state: &state, zone, now };
            let (made, publication) = self.plan_and_publish(&s, promise)?;
            changes = difference::told(&look.situation(), &s, &made, &publication.differences);
            if !changes.is_empty() || state.plan_left || state.published_until != Some(s.promised_until()) {
                events.push(publication.event);
            }
        }
        self.append(look, &events)?;
        self.touch(topics);
        self.touch(&[Topic::Plan]);
        let pace = match paced {
            Some(before) => self.pace_words(&before)?,
            None => None,
        };
        if pace.is_some() {
            self.touch(&[Topic::Settings, Topic::Units]);
        }
        Ok(Replanned { changes, pace })
    }

    /// The factors and the likely end before a plan that will be made with other factors.
    fn paced(&mut self, look: &Look, state: &State) -> Result<Option<Paced>, ApiError> {
        let factors = pace::lived(&look.curriculum, &look.state).planned;
        let curriculum = self.curriculum(state);
        if look.state.profile.is_none() || pace::lived(&curriculum, state).planned == factors {
            return Ok(None);
        }
        let made = self.likely(look)?;
        let ends = course::finish(&look.situation(), &made);
        Ok(Some(Paced { factors, ends }))
    }

    /// What the plan that was just published took over from the pace.
    fn pace_words(&mut self, before: &Paced) -> Result<Option<String>, ApiError> {
        let look = self.look()?;
        let made = self.likely(&look)?;
        let ends = [before.ends, course::finish(&look.situation(), &made)];
        let lived = pace::lived(&look.curriculum, &look.state);
        let left = lived.left_with(&before.factors, &core_units(&made));
        Ok(pace::adopted(&look.curriculum, &before.factors, &lived, left, ends))
    }

    /// Publishes the plan of another moment: how the sample learner lived until now.
    pub(crate) fn publish_at(
        &mut self,
        moment: NaiveDateTime,
        at: DateTime<Utc>,
        promise: Promise,
    ) -> Result<(), ApiError> {
        let look = Look { now: moment, at, ..self.look()? };
        let (_, publication) = self.plan_and_publish(&look.situation(), promise)?;
        self.append(&look, &[publication.event])
    }

    fn plan_and_publish(
        &mut self,
        s: &Situation<'_>,
        promise: Promise,
    ) -> Result<(Made, Publication), ApiError> {
        let made = make(s, promise)?;
        let at = self.host.now();
        let ids = &self.ids;
        let publication = publish(s, &made, promise, || new_id(ids, at));
        Ok((made, publication))
    }

    /// Does something without saving it: what it would append is seen by it, and forgotten after it.
    pub(crate) fn dry<T>(
        &mut self,
        act: impl FnOnce(&mut Session) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let (likely, stale) = (self.likely.take(), self.stale.clone());
        self.dry = Some(Vec::new());
        let done = act(self);
        self.dry = None;
        (self.likely, self.stale) = (likely, stale);
        done
    }

    /// A name that nothing else has.
    pub(crate) fn new_id(&self) -> Uuid {
        new_id(&self.ids, self.host.now())
    }

    fn append(&mut self, look: &Look, events: &[Event]) -> Result<(), ApiError> {
        if let Some(tried) = &mut self.dry {
            tried.extend_from_slice(events);
            self.likely = None;
            return Ok(());
        }
        let saved = self.journal()?.append_after(look.seq, look.at, events);
        self.is_refused = saved.as_ref().is_err_and(JournalError::leaves_reading);
        saved?;
        self.nothing_is_unsaved();
        let now = self.host.now();
        self.backup_if_due(now)
    }

    /// These views are stale.
    pub(crate) fn touch(&mut self, topics: &[Topic]) {
        for topic in topics {
            if !self.stale.contains(topic) {
                self.stale.push(*topic);
            }
        }
    }

    /// The views that went stale since this was last asked.
    pub(crate) fn take_stale(&mut self) -> Vec<Topic> {
        std::mem::take(&mut self.stale)
    }
}

/// The units that the goal needs and that are open.
fn core_units(made: &Made) -> Vec<String> {
    let core = made.instance.units.iter().filter(|u| u.level == plan::Level::Core);
    core.filter(|u| u.status == plan::Status::Open).map(|u| u.id.clone()).collect()
}

fn to_the_minute(t: NaiveDateTime) -> NaiveDateTime {
    t.date().and_hms_opt(t.hour(), t.minute(), 0).unwrap_or(t)
}

fn new_id(ids: &ContextV7, at: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(ids, seconds, at.timestamp_subsec_nanos()))
}
