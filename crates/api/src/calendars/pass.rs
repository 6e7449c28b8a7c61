//! One look at the calendars that are due: busy time is read, the published calendar and the plan are brought together.

use caldav::{Copy, Fault, LinkCopy, Network, Standing, Url, link};
use chrono::{DateTime, Duration, Utc};

use super::kept::{Kept, KeptAccount, KeptLink};
use super::publishing::{self, Done};
use super::reading::{self, Held, Source};
use super::turn::Turn;
use super::{Found, study_file};
use super::{leaving, publication};
use crate::app::App;
use crate::session::Session;
use crate::wire::{Answered, Arrival, Topic};
use crate::{ApiError, words};

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which<'a> {
    /// What is due by its time.
    Due,
    /// The plan may have changed: only the published calendar, if it lacks something.
    Changed,
    /// Everything, as somebody asked for it.
    All,
    /// One account, whose id this is, or one address.
    One(&'a str),
}

/// What a look did.
#[derive(Default)]
pub(crate) struct Passed {
    /// So many accounts and addresses were asked.
    pub asked: usize,
    /// So many of them did not answer as they should.
    pub failed: usize,
    /// Calendars of accounts that were looked at to their end, whatever came after them.
    pub reached: Vec<Url>,
    /// It was stopped before its end.
    pub stopped: bool,
    /// Objects that were written or taken out.
    pub written: usize,
    /// So many blocks ahead stand in the calendar that is published in for the first time of which nothing is known here.
    pub strangers: usize,
    /// What was done here because of what was done there.
    pub told: Vec<Answered>,
    /// What could not be read of events, a sentence each.
    pub problems: Vec<String>,
}

/// Why an account was not looked at to the end.
enum Broken {
    Fault(Fault),
    /// Its password is not here.
    NoPassword,
    Here(ApiError),
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        Broken::Fault(fault)
    }
}

impl From<ApiError> for Broken {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Secret(_) => Broken::NoPassword,
            ApiError::Calendar(fault) => Broken::Fault(fault),
            error => Broken::Here(error),
        }
    }
}

impl App {
    /// Looks at the calendars that are due, and, if something `changed` here, brings the published one up to date. Answers after how
    /// long to look again; none while nothing will be looked at by itself. What is the matter is told by the settings.
    pub fn look_at_calendars(&self, changed: bool) -> Option<std::time::Duration> {
        let which = [(changed, Which::Changed), (true, Which::Due)];
        // Nobody waits while there is nothing to do.
        let is_idle = |kept: &Kept| kept.accounts.is_empty() && kept.links.is_empty() && !kept.file.on;
        if is_idle(&Kept::read(&self.host().data_dir())) {
            return None;
        }
        let mut turn = self.calendar_turn(false).ok()?;
        for (_, which) in which.into_iter().filter(|(wanted, _)| *wanted) {
            // What this computer cannot keep is tried again at the next look.
            let _ = pass(self, &mut turn, which);
        }
        let now = self.host().now();
        let due = next_due(&turn.kept, now);
        drop(turn);
        self.tell();
        due.map(|at| (at - now).to_std().unwrap_or_default())
    }
}

/// When something is to be looked at next; none while nothing is connected or nothing will be tried by itself.
pub(crate) fn next_due(kept: &Kept, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let poll = Duration::minutes(i64::from(kept.poll()));
    let of = |standing: &Standing| match standing {
        Standing::New => Some(now),
        // A clock that was set back must not put it off.
        Standing::Fine { at } if *at > now => Some(now),
        Standing::Fine { at } => Some(*at + poll),
        Standing::Waiting { until, .. } if standing.due(now) => Some((*until).min(now)),
        Standing::Waiting { until, .. } => Some(*until),
        Standing::Stopped { .. } => None,
    };
    let accounts = kept.accounts.iter().filter(|a| a.is_used() && !a.no_password).map(|a| of(&a.standing));
    let links = kept.links.iter().filter(|l| !l.no_address).map(|l| of(&l.standing));
    accounts.chain(links).flatten().min()
}

/// Looks. What is the matter with an account is kept with it and is no error of the look.
///
/// # Errors
/// This computer could not keep what was found, or another program looks right now.
pub(crate) fn pass(app: &App, turn: &mut Turn<'_>, which: Which<'_>) -> Result<Passed, ApiError> {
    let mut passed = Passed::default();
    // A sample is on screen: nothing of it goes out, and nothing comes in under it.
    if app.with(|session| Ok(session.sample.is_some()))? {
        return Ok(passed);
    }
    let now = app.host().now();
    let tag = language::spoken().tag();
    if turn.kept.language.as_deref() != Some(tag) && (app.host().has_window() || turn.kept.language.is_none())
    {
        turn.kept.language = Some(tag.to_owned());
        turn.keep()?;
    }
    let zone = app.with(|session| Ok(session.look()?.zone.name()))?;
    if turn.kept.zone.as_deref() != Some(zone) {
        match reading::anew(app, turn) {
            Err(ApiError::Calendar(Fault::Cancelled)) => return Ok(Passed { stopped: true, ..passed }),
            done => done?,
        }
        turn.kept.zone = Some(zone.to_owned());
        turn.keep()?;
    }
    let before = turn.kept.clone();
    let mut found = app.with(|session| Ok(session.calendars_found.clone()))?;
    let mut result = Ok(());
    for n in 0..turn.kept.accounts.len() {
        let mut account = turn.kept.accounts[n].clone();
        if !is_chosen(app, which, &account, &turn.kept, now)? {
            continue;
        }
        passed.asked += 1;
        let looked = look_at(app, turn, &mut account, which, &mut passed, &mut found);
        result = settle(
            app,
            looked,
            &mut account.standing,
            &mut account.since,
            &mut account.no_password,
            &mut passed,
        );
        turn.kept.accounts[n] = account;
        if result.is_err() {
            break;
        }
    }
    for n in 0..turn.kept.links.len() {
        let mut known = turn.kept.links[n].clone();
        let chosen = match which {
            Which::All => true,
            Which::One(id) => known.id.to_string() == id || known.source == id,
            Which::Due => !known.no_address && is_due(&known.standing, turn.kept.poll(), now),
            Which::Changed => false,
        };
        if !chosen || result.is_err() {
            continue;
        }
        passed.asked += 1;
        let looked = read_link(app, turn, &mut known, &mut passed);
        result =
            settle(app, looked, &mut known.standing, &mut known.since, &mut known.no_address, &mut passed);
        turn.kept.links[n] = known;
    }
    found.study_file = study_file::write(app, &turn.kept).err().map(|error| words::failure(&error).message);
    let is_other = turn.kept != before;
    if is_other {
        turn.keep()?;
    }
    tell(app, found, is_other, &passed)?;
    result.map(|()| passed)
}

/// What was found is there to be shown, and what was done is there to be told.
fn tell(app: &App, found: Found, is_other: bool, passed: &Passed) -> Result<(), ApiError> {
    app.with(|session| {
        if is_other || session.calendars_found != found {
            session.calendars_found = found;
            session.touch(&[Topic::Calendars, Topic::App]);
        }
        for answered in &passed.told {
            session.arrived.push(Arrival::Told { answered: answered.clone() });
        }
        if !passed.told.is_empty() {
            session.touch(&[Topic::Arrivals, Topic::Plan, Topic::App, Topic::Calendars]);
        }
        Ok(())
    })
}

fn is_due(standing: &Standing, poll: u32, now: DateTime<Utc>) -> bool {
    let poll = Duration::minutes(i64::from(poll));
    match standing {
        Standing::Fine { at } => *at > now || *at + poll <= now,
        _ => standing.due(now),
    }
}

fn is_chosen(
    app: &App,
    which: Which<'_>,
    account: &KeptAccount,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<bool, ApiError> {
    Ok(match which {
        Which::All => true,
        Which::One(id) => account.id.to_string() == id || account.reads_source(id),
        Which::Due => {
            account.is_used() && !account.no_password && is_due(&account.standing, kept.poll(), now)
        }
        Which::Changed => match &account.publish {
            Some(calendar) if account.standing.due(now) && !account.no_password => {
                has_plan(app)? && publishing::is_behind(app, calendar)?
            }
            Some(_) | None => false,
        },
    })
}

fn has_plan(app: &App) -> Result<bool, ApiError> {
    app.with(|session| Ok(session.look()?.state.profile.is_some()))
}

/// How it stands now, after a look at it.
fn settle(
    app: &App,
    looked: Result<(), Broken>,
    standing: &mut Standing,
    since: &mut Option<DateTime<Utc>>,
    no_password: &mut bool,
    passed: &mut Passed,
) -> Result<(), ApiError> {
    let now = app.host().now();
    let dice = app.with(|session| Ok(session.new_id().as_u128() as u64))?;
    let fault = match looked {
        Ok(()) => None,
        Err(Broken::Fault(Fault::Cancelled)) => {
            passed.stopped = true;
            return Ok(());
        }
        Err(Broken::Fault(fault)) => Some(fault),
        Err(Broken::NoPassword) => {
            *no_password = true;
            passed.failed += 1;
            return Ok(());
        }
        Err(Broken::Here(error)) => return Err(error),
    };
    *no_password = false;
    if fault.is_some() {
        passed.failed += 1;
        let reached = match standing {
            Standing::Fine { at } => Some(*at),
            _ => None,
        };
        *since = since.or(reached).or(Some(now));
    } else {
        *since = None;
    }
    *standing = standing.after(fault.as_ref().map_or(Ok(()), Err), now, dice);
    Ok(())
}

/// Looks at one account.
fn look_at(
    app: &App,
    turn: &Turn<'_>,
    account: &mut KeptAccount,
    which: Which<'_>,
    passed: &mut Passed,
    found: &mut Found,
) -> Result<(), Broken> {
    let password = app.secret(account.keep, &account.secret())?.ok_or(Broken::NoPassword)?;
    let network = Network::new(account.trusted.as_slice())?;
    let login = account.with(password);
    let now = app.host().now();
    let net = caldav::Session { transport: &network, account: &login, cancel: &turn.cancel, now };
    if matches!(which, Which::All | Which::One(_))
        && let Some(home) = &account.home
    {
        let there = net.calendars(home)?;
        account.set_calendars(there);
    }
    let before = passed.reached.len();
    let (early, late) = if which == Which::Changed { Default::default() } else { in_turn(app, account)? };
    let mut too_much = read_calendars(app, turn, &net, account, &early, passed)?;
    let published = match &too_much {
        Some(fault) if asks_for_time(fault) => Ok(()),
        _ => bring_together(app, &net, account, passed, found),
    };
    let ends = match &published {
        Ok(()) => too_much.is_some(),
        Err(Broken::Fault(fault)) => too_much.is_some() || is_of_the_account(fault) || is_too_much(fault),
        Err(Broken::NoPassword | Broken::Here(_)) => true,
    };
    if !ends {
        too_much = read_calendars(app, turn, &net, account, &late, passed)?;
    }
    match too_much {
        // For as long as it said, whatever else came.
        Some(fault) if asks_for_time(&fault) => Err(fault.into()),
        // Where another calendar answers it is a matter of the one that did not.
        Some(fault) if passed.reached.len() == before => published.and(Err(fault.into())),
        _ => published,
    }
}

/// The calendars of an account that are read, as they are asked: before and after what is published. Those that had too much to do
/// last time, or were silent, come after it and in an order by chance: they keep nothing from the others, however long it lasts.
fn in_turn(app: &App, account: &KeptAccount) -> Result<(Vec<usize>, Vec<usize>), ApiError> {
    let is_late = |n: &usize| account.calendars[*n].trouble.as_ref().is_some_and(is_too_much);
    let read = (0..account.calendars.len()).filter(|n| account.calendars[*n].read);
    let (mut late, early): (Vec<usize>, Vec<usize>) = read.partition(is_late);
    let dice = app.with(|session| Ok(session.new_id().as_u128()))?;
    if let Some(by) = dice.checked_rem(late.len() as u128) {
        late.rotate_left(by as usize);
    }
    Ok((early, late))
}

/// Reads these calendars; if one has too much to do, or is silent, that is the answer, and no further one is asked.
fn read_calendars(
    app: &App,
    turn: &Turn<'_>,
    net: &caldav::Session<'_>,
    account: &mut KeptAccount,
    calendars: &[usize],
    passed: &mut Passed,
) -> Result<Option<Fault>, Broken> {
    for n in calendars {
        read_calendar(app, turn, net, account, *n, passed)?;
        let trouble = &account.calendars[*n].trouble;
        if trouble.as_ref().is_some_and(is_too_much) {
            return Ok(trouble.clone());
        }
    }
    Ok(None)
}

/// Brings the published calendar of an account and the plan together, if it has one.
fn bring_together(
    app: &App,
    net: &caldav::Session<'_>,
    account: &mut KeptAccount,
    passed: &mut Passed,
    found: &mut Found,
) -> Result<(), Broken> {
    let Some(calendar) = account.publish.clone().filter(|_| has_plan(app).unwrap_or(false)) else {
        // Nothing is looked at there, so nothing is the matter.
        account.publish_trouble = None;
        return Ok(());
    };
    match publishing::publish(app, net, &calendar, false) {
        Ok(done) => {
            account.publish_trouble = None;
            take(app, done, passed, found)?;
            passed.told.extend(leaving::follow(app, net, account)?);
            passed.reached.push(calendar);
            Ok(())
        }
        Err(fault) if is_of_one_calendar(&fault) => {
            account.publish_trouble = Some(fault);
            passed.failed += 1;
            Ok(())
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What publishing did and found.
pub(crate) fn take(app: &App, done: Done, passed: &mut Passed, found: &mut Found) -> Result<(), ApiError> {
    let Done { outcome, told } = done;
    passed.written += outcome.written;
    passed.strangers += outcome.strangers;
    passed.told.extend(told);
    let look = app.with(Session::look)?;
    let name = |uid: &str| publication::name_of(&look, uid);
    found.notes = outcome.notes.iter().map(|note| (note.clone(), name(uid_of(note)))).collect();
    let title = |uid: &str| publication::title_of(&look, uid);
    found.refused = outcome.refused.iter().map(|refused| (refused.clone(), title(&refused.uid))).collect();
    Ok(())
}

fn uid_of(note: &caldav::Note) -> &str {
    use caldav::Note;
    match note {
        Note::PutBack { uid, .. }
        | Note::AllDay { uid }
        | Note::Repeats { uid }
        | Note::GoneHere { uid, .. }
        | Note::Unreadable { uid }
        | Note::Newer { uid } => uid,
    }
}

/// What is wrong with the calendar that blocks are published in, and not with its account.
fn is_of_one_calendar(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Gone { .. }
            | Fault::Forbidden { .. }
            | Fault::Garbled { .. }
            | Fault::TooLarge { .. }
            | Fault::Server { .. }
    )
}

/// Whether no other calendar of the account can be asked either. All else is a matter of the one that was read: what is published
/// does not wait for it.
fn is_of_the_account(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::PasswordRefused
            | Fault::Certificate { .. }
            | Fault::NoSuchHost { .. }
            | Fault::Unreachable { .. }
            | Fault::Cancelled
    )
}

/// Whether a server has too much to do, or is silent: whoever asks it on for other calendars makes that worse, or waits as long
/// for each.
fn is_too_much(fault: &Fault) -> bool {
    matches!(fault, Fault::Busy { .. } | Fault::Timeout { .. })
}

/// Whether a server says for how long nothing is to be asked of it.
fn asks_for_time(fault: &Fault) -> bool {
    matches!(fault, Fault::Busy { seconds: Some(_) })
}

fn read_calendar(
    app: &App,
    turn: &Turn<'_>,
    net: &caldav::Session<'_>,
    account: &mut KeptAccount,
    n: usize,
    passed: &mut Passed,
) -> Result<(), Broken> {
    let known = account.calendars[n].clone();
    let id = account.source(&known.calendar);
    let window = reading::window(app)?;
    let mut held: Held<Copy> = Held::read(&turn.dir, &id);
    let refreshed = held.copy.refresh(net, &known.calendar.url, window, &mut |_, _| {});
    let changed = match refreshed {
        Ok(changed) => changed,
        Err(fault) if is_of_the_account(&fault) => return Err(fault.into()),
        Err(fault) => {
            account.calendars[n].trouble = Some(fault);
            passed.failed += 1;
            return Ok(());
        }
    };
    account.calendars[n].trouble = None;
    let source =
        Source { id: &id, name: &known.calendar.name, color: color(known.calendar.color.as_deref()) };
    match reading::take(app, turn, &source, held, changed, Copy::busy) {
        Ok(problems) => {
            passed.problems.extend(problems);
            passed.reached.push(known.calendar.url);
        }
        // The others are read all the same, and what is published does not wait for it.
        Err(ApiError::BadCalendar { .. }) => {
            account.calendars[n].trouble = Some(Fault::TooLarge { limit: calendar::MAX_BYTES as u64 });
            passed.failed += 1;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// "#rrggbb" of what a server writes, which may have an opacity behind it.
pub(crate) fn color(text: Option<&str>) -> Option<String> {
    let text = text?.trim().to_ascii_lowercase();
    let digits = text.strip_prefix('#')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hex && matches!(digits.len(), 6 | 8)).then(|| format!("#{}", &digits[..6]))
}

fn read_link(app: &App, turn: &Turn<'_>, known: &mut KeptLink, passed: &mut Passed) -> Result<(), Broken> {
    let address = app.secret(known.keep, &known.secret())?.ok_or(Broken::NoPassword)?;
    let url = link(&address)?;
    let network = Network::new(known.trusted.as_slice())?;
    let mut held: Held<LinkCopy> = Held::read(&turn.dir, &known.source);
    let changed = match &turn.fresh {
        Some((source, copy)) if *source == known.source => {
            held.copy.clone_from(copy);
            true
        }
        _ => held.copy.refresh(&network, &url, &turn.cancel, app.host().now())?,
    };
    if changed || known.name.is_none() {
        known.name = held.copy.name();
    }
    let name = known.shown();
    let source = Source { id: &known.source, name: &name, color: None };
    match reading::take(app, turn, &source, held, changed, LinkCopy::busy) {
        Ok(problems) => passed.problems.extend(problems),
        Err(ApiError::BadCalendar { .. }) => {
            return Err(Fault::TooLarge { limit: calendar::MAX_BYTES as u64 }.into());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_silent_or_wants_to_be_left_alone_is_told_from_one_calendar_that_fails() {
        let (busy, asks) = (Fault::Busy { seconds: None }, Fault::Busy { seconds: Some(9) });
        let silent = Fault::Timeout { host: String::new() };
        let of_one = [Fault::Locked, Fault::Full, Fault::Server { status: 500 }, Fault::Circle];
        assert!([&busy, &asks, &silent].into_iter().all(is_too_much) && !of_one.iter().any(is_too_much));
        assert_eq!([&busy, &asks, &silent].map(asks_for_time), [false, true, false]);
        assert!(![busy, asks, silent].iter().chain(&of_one).any(is_of_the_account));
    }
}
