//! Busy time out of calendars that are read again and again. What is new is recorded; nothing is planned anew because of it.

use std::collections::BTreeSet;
use std::path::Path;

use caldav::{Copy, LinkCopy};
use calendar::{BusyCalendar, ReadError, Window};
use chrono::NaiveDate;
use chrono_tz::Tz;
use journal::{BusyEvent, Event};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ahead::{Tell, Telling};
use super::turn::Turn;
use super::{color, kept};
use crate::app::App;
use crate::computer::write_json;
use crate::handlers::busy;
use crate::wire::Topic;
use crate::{ApiError, session::Session};

/// What was read of a source, in a file that can be made anew.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Held<T> {
    pub copy: T,
    /// The week from which on its busy time was last worked out.
    week: Option<NaiveDate>,
}

impl<T: DeserializeOwned + Default + Serialize> Held<T> {
    pub fn read(dir: &Path, source: &str) -> Held<T> {
        let text = std::fs::read_to_string(kept::copy(dir, source)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn write(&self, dir: &Path, source: &str) -> Result<(), ApiError> {
        write_json(&kept::copies(dir), &kept::copy(dir, source), self)
    }
}

/// A source, as it is shown.
pub(crate) struct Source<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub color: Option<String>,
}

/// The weeks in which busy time matters now.
pub(crate) fn window(app: &App) -> Result<Window, ApiError> {
    app.with(|session| Ok(busy::window(&session.look()?)))
}

/// Takes over what a source says, if it says something new or a new week has begun. What could not be read of it is the
/// answer, one sentence each.
pub(crate) fn take<T: DeserializeOwned + Default + Serialize>(
    app: &App,
    turn: &Turn<'_>,
    source: &Source<'_>,
    mut held: Held<T>,
    changed: bool,
    busy_of: impl Fn(&T, Window, Tz, Tell<'_>) -> Result<BusyCalendar, ReadError>,
) -> Result<Vec<String>, ApiError> {
    let window = window(app)?;
    let known = app.with(|session| {
        Ok(session
            .look()?
            .state
            .busy
            .get(source.id)
            .is_some_and(|c| c.name == source.name && c.color == source.color))
    })?;
    if !changed && held.week == Some(window.from) && known {
        return Ok(Vec::new());
    }
    let zone = app.with(|session| Ok(session.look()?.zone))?;
    // The session is free while a large calendar is worked out.
    let read = {
        let mut telling = Telling::new(app.host(), source.name, &turn.cancel);
        let tell: Tell<'_> = &mut |done, of| telling.tell(done, of, turn.is_awaited);
        busy_of(&held.copy, window, zone, tell).map_err(|error| busy::unread(source.name, &error))?
    };
    let problems = busy::problems(&read);
    let series = u32::try_from(read.series).unwrap_or(u32::MAX);
    let events: BTreeSet<BusyEvent> = read.events.into_iter().map(busy::to_event).collect();
    app.decide(|session| record(session, source, series, &events))?;
    held.week = Some(window.from);
    held.write(&turn.dir, source.id)?;
    Ok(problems)
}

/// Works out anew what is kept of every source, as in another time zone: what names no zone is wherever the learner is.
pub(crate) fn anew(app: &App, turn: &Turn<'_>) -> Result<(), ApiError> {
    for account in &turn.kept.accounts {
        for known in account.calendars.iter().filter(|known| known.read) {
            let id = account.source(&known.calendar);
            let color = color(known.calendar.color.as_deref());
            again(app, turn, &Source { id: &id, name: &known.calendar.name, color }, Copy::busy)?;
        }
    }
    for link in &turn.kept.links {
        let name = link.shown();
        again(app, turn, &Source { id: &link.source, name: &name, color: None }, LinkCopy::busy)?;
    }
    Ok(())
}

fn again<T: DeserializeOwned + Default + Serialize>(
    app: &App,
    turn: &Turn<'_>,
    source: &Source<'_>,
    busy_of: impl Fn(&T, Window, Tz, Tell<'_>) -> Result<BusyCalendar, ReadError>,
) -> Result<(), ApiError> {
    let held: Held<T> = Held::read(&turn.dir, source.id);
    // What was never read is read in the zone that counts then.
    if held.week.is_none() {
        return Ok(());
    }
    match take(app, turn, source, held, true, busy_of) {
        // Told where it is read.
        Ok(_) | Err(ApiError::BadCalendar { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Records what is new; nothing if nothing is.
fn record(
    session: &mut Session,
    source: &Source<'_>,
    series: u32,
    events: &BTreeSet<BusyEvent>,
) -> Result<(), ApiError> {
    let look = session.look()?;
    let known = look.state.busy.get(source.id);
    let before: BTreeSet<&BusyEvent> = known.iter().flat_map(|c| &c.events).collect();
    let gone: Vec<BusyEvent> =
        before.iter().filter(|event| !events.contains(**event)).map(|event| (*event).clone()).collect();
    let new: Vec<BusyEvent> = events.iter().filter(|event| !before.contains(event)).cloned().collect();
    let is_as_before = |c: &journal::BusyCalendar| c.name == source.name && c.color == source.color;
    if gone.is_empty() && new.is_empty() && known.is_some_and(is_as_before) {
        return Ok(());
    }
    let event = Event::BusyChanged {
        source: source.id.to_owned(),
        name: source.name.to_owned(),
        color: source.color.clone(),
        read_at: look.at,
        gone,
        new,
        series,
    };
    session.record(&look, &[event], &[Topic::App, Topic::Busy, Topic::Plan])
}

/// A source is read no longer: its busy time goes.
pub(crate) fn forget(session: &mut Session, source: &str) -> Result<(), ApiError> {
    let dir = session.host.data_dir();
    // What cannot be removed is only read anew.
    let _ = std::fs::remove_file(kept::copy(&dir, source));
    let look = session.look()?;
    if !look.state.busy.contains_key(source) {
        return Ok(());
    }
    let event = Event::BusyRemoved { source: source.to_owned() };
    session.record(&look, &[event], &[Topic::App, Topic::Busy, Topic::Plan])
}
