//! A sample learner: three weeks into the plan, in a folder that is deleted afterwards. Made by the same steps
//! a person takes, so it can show nothing the program does not do.

use chrono::{DateTime, Duration, NaiveDateTime, NaiveTime, Utc};
use journal::{BusyEvent, BusyTime, Event, Journal, Studied};
use tempfile::TempDir;

use crate::problem::{Promise, Situation, monday_of};
use crate::session::Session;
use crate::{ApiError, defaults, device, say, zones};

/// Weeks the sample learner has studied.
const WEEKS: i64 = 2;

/// The journal on screen instead of the learner's own. The folder goes with it.
pub(crate) struct Sample {
    pub journal: Journal,
    _folder: TempDir,
}

/// Puts the sample learner on screen.
pub(crate) fn start(session: &mut Session) -> Result<(), ApiError> {
    let look = session.look()?;
    let folder = tempfile::Builder::new().prefix("ninefold-sample-").tempdir().map_err(|e| {
        ApiError::WriteFailed { path: std::env::temp_dir().display().to_string(), reason: say::refusal(&e) }
    })?;
    let opened = Journal::open(folder.path(), device::id(folder.path(), look.at)?, look.at)?;
    session.sample = Some(Sample { journal: opened.journal, _folder: folder });
    session.forget();
    let made = session.look().and_then(|look| live(session, look.now));
    if made.is_err() {
        session.sample = None;
    }
    made
}

/// Two weeks of study: everything done but the last block of the first week.
fn live(session: &mut Session, now: NaiveDateTime) -> Result<(), ApiError> {
    let begin = monday_of(now.date()) - Duration::weeks(WEEKS);
    let mut moment = begin.and_time(NaiveTime::MIN);
    let look = session.look()?;
    let mut events =
        defaults::draft(&look.curriculum, begin).events(begin, look.zone.name(), &look.curriculum);
    events.push(work_calendar(begin, look.zone));
    let at = |moment: NaiveDateTime| zones::to_instant(look.zone, moment);
    session.journal()?.append(at(moment), &events)?;
    session.publish_at(moment, at(moment), Promise::Renew)?;
    let mut missed = false;
    loop {
        let state = session.look()?.state;
        let s = Situation { curriculum: &look.curriculum, state: &state, zone: look.zone, now: moment };
        let Some(next) = s.ahead().first().map(|b| b.block.clone()) else { break };
        let end = next.start + Duration::minutes(i64::from(next.minutes));
        if end > now {
            break;
        }
        let is_last_of_week = s.ahead().get(1).is_none_or(|b| monday_of(b.block.start.date()) > begin);
        moment = end;
        if !missed && is_last_of_week {
            missed = true;
            session.journal()?.append(at(end), &[Event::BlockMissed { block: next.id }])?;
            session.publish_at(moment, at(end), Promise::Keep)?;
            continue;
        }
        let mut events = vec![Event::MinutesLogged {
            what: next.what.clone(),
            start: next.start,
            minutes: next.minutes,
            block: Some(next.id),
            finished: !matches!(next.what, Studied::Work { .. }),
        }];
        if let Studied::Work { unit, .. } = next.what {
            let ticked = state.outcomes.keys().filter(|(u, _)| *u == unit).count();
            let count = look.curriculum.unit(&unit).map_or(0, |u| u.outcomes.len());
            if let (true, Ok(outcome)) = (ticked < count, u16::try_from(ticked + 1)) {
                events.push(Event::OutcomeTicked { unit, outcome, ticked: true });
            }
        }
        session.journal()?.append(at(end), &events)?;
    }
    Ok(())
}

/// A job from Monday to Friday, so that busy time is on screen.
fn work_calendar(begin: chrono::NaiveDate, zone: chrono_tz::Tz) -> Event {
    let day = |n: i64| begin + Duration::days(n);
    let at = |n: i64, hour: i64| -> DateTime<Utc> {
        zones::to_instant(zone, day(n).and_time(NaiveTime::MIN) + Duration::hours(hour))
    };
    let events = (0..WEEKS * 7 + 7 * 26).filter(|n| n % 7 < 5).map(|n| BusyEvent {
        title: said!("Work", "Trabajo"),
        when: BusyTime::Timed { start: at(n, 9), end: at(n, 18) },
    });
    let mut events: Vec<BusyEvent> = events.collect();
    let swim = (0..WEEKS + 26).map(|w| BusyEvent {
        title: said!("Swim", "Natación"),
        when: BusyTime::Timed { start: at(w * 7 + 1, 19), end: at(w * 7 + 1, 20) },
    });
    events.extend(swim);
    Event::BusyImported {
        source: "sample".to_owned(),
        name: said!("Work", "Trabajo"),
        read_at: at(0, 8),
        events,
        // Work on five days of the week, and swimming.
        series: Some(6),
    }
}
