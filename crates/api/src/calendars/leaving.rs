//! Leaving a calendar that blocks were published in, and beginning anew in one.

use std::collections::BTreeSet;

use caldav::{Act, Home, Ours, Published, Unclaimed, Url};

use super::kept::KeptAccount;
use super::publication::{self, NAME, Publication};
use super::said;
use crate::ApiError;
use crate::app::App;
use crate::session::{Look, Session};
use crate::wire::Answered;

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

/// Takes out what is still ahead, to stand in another calendar: what others added to it is kept for that. What is over, begun or
/// done stays.
pub(crate) fn take_along(
    app: &App,
    net: &caldav::Session<'_>,
    calendar: &Url,
) -> Result<TakenOut, caldav::Fault> {
    empty(app, net, calendar, |look, publication| {
        publication.known.carried = publication.known.to_carry();
        let stays = publication.staying(look).into_iter();
        stays.map(|ours| Ours { fixed: true, late: false, ..ours }).collect()
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
    let outcome = net.publish(calendar, &mut known, zone, true, &mut emptied)?;
    let there = known.objects.values().filter(|object| object.text.is_some()).count();
    Ok(TakenOut { taken: outcome.written, stay: there })
}

/// What stayed in a calendar that was left and is ahead again stands in another one now: it is taken out there as it was left. Where
/// others changed it since, or that calendar is of another account, it stays, which is told once.
pub(crate) fn follow(
    app: &App,
    net: &caldav::Session<'_>,
    account: &KeptAccount,
) -> Result<Vec<Answered>, ApiError> {
    let look = app.with(Session::look)?;
    let twice = app.decide(|session| Ok(Publication::read(session)?.twice(&look)))?;
    let mut told = Vec::new();
    for (calendar, uid, object) in twice {
        let known = account.calendars.iter().find(|known| known.calendar.url.as_str() == calendar);
        let taken = known.map_or(Ok(false), |known| net.take_out(&known.calendar.url, &object));
        // What fails is tried again with the next look.
        let Ok(is_gone) = taken else { break };
        app.decide(|session| {
            let mut publication = Publication::read(session)?;
            if let Some(former) = publication.former.get_mut(&calendar) {
                former.objects.remove(&uid);
            }
            let text = publication.text()?;
            Ok(session.own_journal()?.keep(NAME, &text)?)
        })?;
        if !is_gone {
            let message = Some(said::stands_twice(&publication::name_of(&look, &uid)));
            told.push(Answered { message, ..Answered::default() });
        }
    }
    Ok(told)
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

    fn own(&mut self, _: &[Unclaimed]) -> Option<BTreeSet<String>> {
        Some(BTreeSet::new())
    }

    fn keep(&mut self, known: &Published) -> bool {
        self.app.decide(|session| self.publication.keep(session, known)).is_ok()
    }
}

/// Nothing is known any more of what stands in a calendar, as it was made anew.
pub(crate) fn forget(session: &mut Session, calendar: &Url) -> Result<(), ApiError> {
    let look = session.look()?;
    let publication = Publication::read(session)?;
    let text = publication.elsewhere(&look, calendar.to_string(), |_| Published::default()).text()?;
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
