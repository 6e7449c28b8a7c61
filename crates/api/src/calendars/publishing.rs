//! Brings the calendar that blocks are published in and the plan together.
//! Invariant: what is known of the calendar is kept in the journal's file together with what was done because of it.

use std::collections::{BTreeMap, BTreeSet};

use caldav::{Act, Home, Ours, Outcome, Published, Unclaimed, Url};
use journal::BlockId;

use super::publication::{NAME, Publication, block_of, oldest};
use super::taking_over::take_over;
use crate::ApiError;
use crate::app::App;
use crate::session::{Look, Session};
use crate::wire::{Answered, Topic};

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

/// Blocks are published there from now on: others may have written there meanwhile, so that all of it is looked at.
pub(crate) fn look_anew(session: &mut Session, calendar: &Url) -> Result<(), ApiError> {
    let mut publication = Publication::of(session, calendar)?;
    publication.known.seen = None;
    let text = publication.text()?;
    Ok(session.own_journal()?.keep(NAME, &text)?)
}

/// Whether the calendar has to be told something.
pub(crate) fn is_behind(app: &App, calendar: &Url) -> Result<bool, ApiError> {
    let (publication, look) = app.decide(|session| {
        let look = session.look_at_plan()?;
        Ok((Publication::of(session, calendar)?, look))
    })?;
    // Without the session: whoever uses the window does not wait for what stands in a calendar.
    Ok(waiting(&publication, &look) > 0)
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
            let mut publication = self.publication.clone();
            publication.known = known.clone();
            publication.hear_answers(session)?;
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

    /// Those that are known, and of those that are ahead what any event speaks of.
    fn own(&mut self, found: &[Unclaimed]) -> Option<BTreeSet<String>> {
        let own = self.app.decide(|session| {
            let look = session.look()?;
            let ids: BTreeMap<BlockId, &Unclaimed> =
                found.iter().filter_map(|found| Some((block_of(&found.uid)?, found))).collect();
            // What is over for long stays in a calendar as it is.
            let is_planned =
                |id: &BlockId| look.state.blocks.get(id).is_some_and(|b| b.block.start >= oldest(&look));
            let is_ahead = |found: &Unclaimed| found.start.is_some_and(|start| start > look.at);
            let others = ids.iter().filter(|(id, found)| !is_planned(id) && is_ahead(found));
            let others = session.own_journal()?.mentioned(&others.map(|(id, _)| *id).collect())?;
            let own = ids.iter().filter(|(id, _)| is_planned(id) || others.contains(id));
            Ok(own.map(|(_, found)| found.uid.clone()).collect())
        });
        own.ok()
    }

    fn keep(&mut self, known: &Published) -> bool {
        self.app.decide(|session| self.publication.keep(session, known)).is_ok()
    }
}
