//! Calendars of accounts and addresses: how they stand, connecting them, choosing what is read and where blocks are published,
//! and what becomes of blocks that were taken out there.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use caldav::{Fault, Standing, Url};
use journal::{BlockId, Event};

use super::{busy, by_hand};
use crate::app::App;
use crate::calendars::connect::{self, Tried};
use crate::calendars::kept::{Kept, KeptAccount, KeptLink, POLLS};
use crate::calendars::publishing::{self, Publication};
use crate::calendars::{NEW_CALENDAR, Passed, Which, pass, reading, study_file, views};
use crate::session::{Look, Session};
use crate::wire::{
    AccountAdd, AccountRef, Answered, Arrival, AskAnswer, AskAnswered, BlockRef, BusyRef, CalendarAsk,
    CalendarPublish, CalendarReadSet, CalendarsLooked, CalendarsView, Connected, LinkAdd, ManyGone, Nothing,
    PollSet, PublishOff, RemindersSet, StudyFileSet, Topic,
};
use crate::{ApiError, calendar_block, say, titles};

/// Colour of a calendar that is made for the blocks.
const NEW_COLOR: &str = "#2f6f4f";

pub(crate) fn view(session: &mut Session, _: Nothing) -> Result<CalendarsView, ApiError> {
    views::view(session)
}

/// Blocks that were taken out in the calendar, to be asked about.
pub(crate) fn asks(session: &mut Session, look: &Look) -> Result<Vec<CalendarAsk>, ApiError> {
    if session.sample.is_some() {
        return Ok(Vec::new());
    }
    let kept = Kept::read(&session.host.data_dir());
    if kept.publishing().is_none() {
        return Ok(Vec::new());
    }
    Ok(Publication::read(session)?.asks(look))
}

pub(crate) fn account_add(app: &App, args: AccountAdd) -> Result<Connected, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let before = turn.kept.clone();
    let tried = connect::account(app, &mut turn, &args)?;
    let account = match tried {
        Tried::Asks(question) => return connected(app, Some(question), None, None, Passed::default()),
        Tried::Kept(id) => id.to_string(),
    };
    let passed = pass(app, &mut turn, Which::One(&account))?;
    if passed.stopped {
        return connect::take_back(app, &mut turn, before);
    }
    let known = turn.kept.account(&account)?;
    let calendars = counted!(
        known.calendars.len(),
        ["{n} calendar", "{n} calendars"],
        ["{n} calendario", "{n} calendarios"]
    );
    let message =
        said!("Connected: {name}, {calendars}.", "Conectado: {name}, {calendars}.", name = known.name());
    drop(turn);
    connected(app, None, Some(account), Some(message), passed)
}

pub(crate) fn link_add(app: &App, args: LinkAdd) -> Result<Connected, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let before = turn.kept.clone();
    let id = match connect::address(app, &mut turn, &args)? {
        Tried::Asks(question) => return connected(app, Some(question), None, None, Passed::default()),
        Tried::Kept(id) => id.to_string(),
    };
    let passed = pass(app, &mut turn, Which::One(&id))?;
    if passed.stopped {
        return connect::take_back(app, &mut turn, before);
    }
    let name = turn.kept.links.iter().find(|l| l.id.to_string() == id).map(KeptLink::shown);
    drop(turn);
    let message = said!("Read “{name}”.", "«{name}» leído.", name = name.unwrap_or_default());
    connected(app, None, None, Some(message), passed)
}

fn connected(
    app: &App,
    question: Option<crate::wire::ConnectQuestion>,
    account: Option<String>,
    message: Option<String>,
    passed: Passed,
) -> Result<Connected, ApiError> {
    let calendars = app.decide(|session| {
        session.touch(&[Topic::Calendars, Topic::App]);
        views::view(session)
    })?;
    Ok(Connected { question, account, message, problems: passed.problems, calendars })
}

pub(crate) fn account_remove(app: &App, args: AccountRef) -> Result<Answered, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let account = turn.kept.account(&args.account)?.clone();
    turn.kept.accounts.retain(|known| known.id != account.id);
    turn.keep()?;
    let read = account.calendars.iter().filter(|known| known.read);
    for source in read.map(|known| account.source(&known.calendar)) {
        app.decide(|session| reading::forget(session, &source))?;
    }
    // A keychain that does not answer keeps a password that nobody asks for any more; the account is gone anyway.
    let _ = app.forget_secret(account.keep, &account.secret());
    drop(turn);
    changed(app)?;
    let message = said!(
        "{name} is forgotten. What was published there stays there.",
        "{name} olvidada. Lo que se publicó allí, allí se queda.",
        name = account.name()
    );
    Ok(Answered { message: Some(message), ..Answered::default() })
}

/// Settings and frame show something else now.
fn changed(app: &App) -> Result<(), ApiError> {
    app.decide(|session| {
        session.touch(&[Topic::Calendars, Topic::App, Topic::Busy]);
        Ok(())
    })
}

pub(crate) fn read_set(app: &App, args: CalendarReadSet) -> Result<CalendarsLooked, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let account = turn.kept.account_mut(&args.account)?;
    let known = account.calendars.iter_mut().find(|known| known.calendar.url.as_str() == args.url);
    let Some(known) = known else { return Err(ApiError::UnknownCalendar { source_name: args.url }) };
    (known.read, known.trouble) = (args.read, None);
    let (calendar, account) = (known.calendar.clone(), account.clone());
    turn.keep()?;
    let passed = if args.read {
        pass(app, &mut turn, Which::One(&args.account))?
    } else {
        let source = account.source(&calendar);
        app.decide(|session| reading::forget(session, &source))?;
        Passed::default()
    };
    let account = turn.kept.account(&args.account)?;
    let is_read = matches!(account.standing, Standing::Fine { .. })
        && !account.no_password
        && account.calendar(&calendar.url).is_some_and(|known| known.trouble.is_none());
    drop(turn);
    changed(app)?;
    let message = match (args.read, is_read) {
        (true, true) => said!("Read “{name}”.", "«{name}» leído.", name = calendar.name),
        (true, false) => said!(
            "“{name}” is not read yet; the reason stands with it.",
            "«{name}» aún no se ha leído; el motivo está junto a él.",
            name = calendar.name
        ),
        (false, _) => said!(
            "“{name}” keeps no time busy any more.",
            "«{name}» ya no ocupa ninguna hora.",
            name = calendar.name
        ),
    };
    looked(app, message, &passed)
}

pub(crate) fn remove(app: &App, args: BusyRef) -> Result<Answered, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let link = turn.kept.links.iter().find(|link| link.source == args.source).cloned();
    let of_account = turn.kept.accounts.iter_mut().find(|account| account.reads_source(&args.source));
    let name = if let Some(link) = link {
        turn.kept.links.retain(|known| known.id != link.id);
        let _ = app.forget_secret(link.keep, &link.secret());
        link.shown()
    } else if let Some(account) = of_account {
        let source = args.source.clone();
        let of = |account: &KeptAccount, n: usize| account.source(&account.calendars[n].calendar) == source;
        let n = (0..account.calendars.len()).find(|n| of(account, *n));
        let known = n.map(|n| &mut account.calendars[n]);
        let Some(known) = known else { return Err(ApiError::UnknownCalendar { source_name: args.source }) };
        known.read = false;
        known.calendar.name.clone()
    } else {
        // A file, or what another computer reads: an act like any other.
        drop(turn);
        let removed = app.decide(|session| busy::remove(session, args.clone()))?;
        changed(app)?;
        return Ok(Answered {
            message: removed.message,
            undoable: removed.undoable,
            changes: removed.changes,
        });
    };
    turn.keep()?;
    app.decide(|session| reading::forget(session, &args.source))?;
    drop(turn);
    changed(app)?;
    let message = said!("Removed “{name}”.", "«{name}» quitado.");
    Ok(Answered { message: Some(message), ..Answered::default() })
}

pub(crate) fn publish(app: &App, args: CalendarPublish) -> Result<CalendarsLooked, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let account = turn.kept.account(&args.account)?.clone();
    let url = match &args.url {
        Some(url) => {
            let known = account.calendars.iter().find(|known| known.calendar.url.as_str() == url);
            let known = known.ok_or_else(|| ApiError::UnknownCalendar { source_name: url.clone() })?;
            if !known.calendar.writable {
                return Err(ApiError::Calendar(Fault::Forbidden {
                    path: known.calendar.url.path().to_owned(),
                }));
            }
            known.calendar.url.clone()
        }
        None => make(app, &turn.cancel, &account, args.name.as_deref())?,
    };
    // The blocks stand in one calendar alone. One that cannot be reached keeps what it has.
    let former = turn.kept.publishing().map(|(account, url)| (account.clone(), url.clone()));
    let former = former.filter(|(_, former)| *former != url);
    let is_left = former.as_ref().is_some_and(|(account, former)| {
        at(app, &turn.cancel, account, |net| publishing::take_out(app, net, former)).is_err()
    });
    if args.url.is_none() {
        // Whatever stood under its address before is gone with the calendar that it stood in.
        app.decide(|session| publishing::forget(session, &url))?;
    }
    for other in &mut turn.kept.accounts {
        (other.publish, other.publish_trouble) = (None, None);
    }
    let account = turn.kept.account_mut(&args.account)?;
    account.publish = Some(url.clone());
    // A calendar of blocks is never busy time, too.
    if let Some(known) = account.calendars.iter_mut().find(|known| known.calendar.url == url && known.read) {
        known.read = false;
    }
    turn.keep()?;
    let passed = pass(app, &mut turn, Which::One(&args.account))?;
    let name = turn.kept.account(&args.account)?.calendar(&url).map(|known| known.calendar.name.clone());
    drop(turn);
    changed(app)?;
    let name = name.unwrap_or_else(|| NEW_CALENDAR.to_owned());
    let message = if passed.failed == 0 {
        counted!(
            passed.written,
            ["{n} block is published in “{name}”.", "{n} blocks are published in “{name}”."],
            ["{n} bloque publicado en «{name}».", "{n} bloques publicados en «{name}»."]
        )
    } else {
        said!(
            "Your blocks will be published in “{name}” as soon as it can be reached.",
            "Tus bloques se publicarán en «{name}» en cuanto se pueda llegar a él."
        )
    };
    let message = if is_left {
        said!(
            "{message} Those in the former calendar could not be taken out; delete them there.",
            "{message} Los del calendario anterior no se han podido quitar; bórralos allí."
        )
    } else {
        message
    };
    looked(app, message, &passed)
}

/// Makes a calendar for the blocks.
fn make(
    app: &App,
    cancel: &Arc<AtomicBool>,
    account: &KeptAccount,
    name: Option<&str>,
) -> Result<Url, ApiError> {
    let home = account.home.clone().ok_or(Fault::Forbidden { path: account.url.path().to_owned() })?;
    let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(NEW_CALENDAR);
    at(app, cancel, account, |net| Ok(net.make_calendar(&home, "ninefold", name, NEW_COLOR)?.url))
}

/// Does something at the account's server.
fn at<T>(
    app: &App,
    cancel: &Arc<AtomicBool>,
    account: &KeptAccount,
    act: impl FnOnce(&caldav::Session<'_>) -> Result<T, Fault>,
) -> Result<T, ApiError> {
    let password = app.secret(account.keep, &account.secret())?.ok_or(Fault::PasswordRefused)?;
    let network = caldav::Network::new(account.trusted.as_slice())?;
    let login = account.with(password);
    let net = caldav::Session { transport: &network, account: &login, cancel, now: app.host().now() };
    Ok(act(&net)?)
}

pub(crate) fn publish_off(app: &App, args: PublishOff) -> Result<CalendarsLooked, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let mut taken = 0;
    let publishing = turn.kept.publishing().map(|(account, url)| (account.clone(), url.clone()));
    if let (true, Some((account, url))) = (args.take_out, &publishing) {
        taken = at(app, &turn.cancel, account, |net| publishing::take_out(app, net, url))?;
    }
    for account in &mut turn.kept.accounts {
        (account.publish, account.publish_trouble) = (None, None);
    }
    turn.keep()?;
    drop(turn);
    app.with(|session| {
        session.calendars_found = crate::calendars::Found::default();
        Ok(())
    })?;
    changed(app)?;
    let message = if args.take_out {
        counted!(
            taken,
            ["{n} block was taken out of the calendar.", "{n} blocks were taken out of the calendar."],
            ["{n} bloque quitado del calendario.", "{n} bloques quitados del calendario."]
        )
    } else {
        said!(
            "Blocks are published no longer. What stands in the calendar stays there.",
            "Ya no se publican bloques. Lo que está en el calendario, allí se queda."
        )
    };
    looked(app, message, &Passed::default())
}

pub(crate) fn many(app: &App, args: ManyGone) -> Result<CalendarsLooked, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let publishing = turn.kept.publishing().map(|(account, url)| (account.clone(), url.clone()));
    let Some((account, url)) = publishing else {
        return looked(
            app,
            word!("Blocks are not published.", "No se publican bloques.").to_owned(),
            &Passed::default(),
        );
    };
    if args.believe {
        let done = at(app, &turn.cancel, &account, |net| publishing::publish(app, net, &url, true))?;
        app.with(|session| {
            session.arrived.extend(done.told.into_iter().map(|answered| Arrival::Told { answered }));
            session.touch(&[Topic::Arrivals, Topic::Plan]);
            Ok(())
        })?;
    } else {
        app.decide(publishing::write_again)?;
    }
    let passed = pass(app, &mut turn, Which::One(&account.id.to_string()))?;
    drop(turn);
    changed(app)?;
    let message = if args.believe {
        said!("Say what becomes of each of them.", "Di qué pasa con cada uno.")
    } else {
        said!("They are in the calendar again.", "Están otra vez en el calendario.")
    };
    looked(app, message, &passed)
}

pub(crate) fn answer(session: &mut Session, args: AskAnswered) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let unknown = || ApiError::UnknownBlock { id: args.block.clone() };
    let id = BlockId::from_str(&args.block).map_err(|_| unknown())?;
    let block = look.state.blocks.get(&id).ok_or_else(unknown)?;
    let title = titles::of_block(&look.curriculum, block);
    let mut publication = Publication::read(session)?;
    if !publication.asks_about(&id) {
        return Ok(Answered::default());
    }
    publication.answered(&id);
    let text = publication.text()?;
    let block = BlockRef { id: args.block.clone() };
    let answered = session.gather(&look, publishing::NAME, |session| {
        let answered = match args.answer {
            AskAnswer::Elsewhere => by_hand::delete(session, block)?,
            AskAnswer::Skip => {
                let events = [Event::BlockDeleted { block: id }, Event::PlanLeft { left: true }];
                let look = session.look()?;
                session.record(&look, &events, &[Topic::App, Topic::Plan])?;
                let message = said!(
                    "“{title}” is left out. The rest of the plan stays as it is.",
                    "«{title}» se deja fuera. El resto del plan se queda como está."
                );
                Answered { message: Some(message), undoable: true, changes: Vec::new() }
            }
            AskAnswer::Keep => {
                let message = said!(
                    "“{title}” stays, and goes back into your calendar.",
                    "«{title}» se queda y vuelve a tu calendario."
                );
                Answered { message: Some(message), ..Answered::default() }
            }
        };
        Ok((answered, text))
    })?;
    session.touch(&[Topic::App, Topic::Plan, Topic::Calendars]);
    Ok(answered)
}

pub(crate) fn file_set(app: &App, args: StudyFileSet) -> Result<Answered, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let was_on = turn.kept.file.on;
    let place = study_file::path(app.host(), &turn.kept.file);
    (turn.kept.file.on, turn.kept.file.titles) = (args.on, args.titles);
    let path = place.display().to_string();
    let message = if args.on {
        turn.kept.file.path = Some(place);
        study_file::write(app, &turn.kept)?;
        said!("{path} is kept up to date.", "{path} se mantiene al día.")
    } else {
        if was_on {
            study_file::remove(&place)?;
            turn.kept.file.path = None;
        }
        said!("{path} is written no longer.", "{path} ya no se escribe.")
    };
    turn.keep()?;
    drop(turn);
    changed(app)?;
    Ok(Answered { message: Some(message), ..Answered::default() })
}

pub(crate) fn reminders_set(app: &App, args: RemindersSet) -> Result<CalendarsLooked, ApiError> {
    let reminders = calendar_block::reminders(args.reminders)?;
    let mut turn = app.calendar_turn(true)?;
    turn.kept.reminders.clone_from(&reminders);
    turn.keep()?;
    let publishing = turn.kept.publishing().map(|(account, _)| account.id.to_string());
    let passed = pass(app, &mut turn, publishing.as_deref().map_or(Which::Changed, Which::One))?;
    drop(turn);
    changed(app)?;
    let before: Vec<String> = reminders.iter().map(|minutes| say::length(*minutes)).collect();
    let before = say::all(&before);
    let message = match (reminders.is_empty(), passed.failed) {
        (true, 0) => said!("Published blocks have no reminder.", "Los bloques publicados no tienen aviso."),
        (false, 0) => said!(
            "Published blocks have a reminder {before} before.",
            "Los bloques publicados tienen un aviso {before} antes."
        ),
        (_, _) => said!(
            "The reminders will be changed in the calendar as soon as it can be reached.",
            "Los avisos se cambiarán en el calendario en cuanto se pueda llegar a él."
        ),
    };
    looked(app, message, &passed)
}

pub(crate) fn poll_set(app: &App, args: PollSet) -> Result<Answered, ApiError> {
    if !POLLS.contains(&args.minutes) {
        let choices: Vec<String> = POLLS.iter().map(u32::to_string).collect();
        let reasons = vec![said!(
            "Calendars are looked at every {choices} minutes. Choose one of these.",
            "Los calendarios se miran cada {choices} minutos. Elige uno de estos valores.",
            choices = say::all(&choices)
        )];
        return Err(ApiError::BadSetting { reasons });
    }
    let mut turn = app.calendar_turn(true)?;
    turn.kept.set_poll(args.minutes);
    turn.keep()?;
    drop(turn);
    changed(app)?;
    Ok(Answered::default())
}

pub(crate) fn now(app: &App, _: Nothing) -> Result<CalendarsLooked, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let passed = pass(app, &mut turn, Which::All)?;
    drop(turn);
    let message = match (passed.asked, passed.failed) {
        (0, _) => {
            said!("No account and no address is connected.", "No hay ninguna cuenta ni dirección conectada.")
        }
        (_, 0) => said!("All calendars were looked at.", "Se han mirado todos los calendarios."),
        (_, failed) => counted!(
            failed,
            [
                "{n} of them could not be looked at to the end; the reason stands with it.",
                "{n} of them could not be looked at to the end; the reasons stand with them."
            ],
            [
                "{n} de ellos no se ha podido mirar hasta el final; el motivo está junto a él.",
                "{n} de ellos no se han podido mirar hasta el final; los motivos están junto a ellos."
            ]
        ),
    };
    looked(app, message, &passed)
}

fn looked(app: &App, message: String, passed: &Passed) -> Result<CalendarsLooked, ApiError> {
    let calendars = app.decide(views::view)?;
    let stopped = || {
        said!("It was stopped. The rest is looked at later.", "Se ha detenido. El resto se mirará más tarde.")
    };
    let message = if passed.stopped { stopped() } else { message };
    Ok(CalendarsLooked { message, trouble: passed.failed > 0, problems: passed.problems.clone(), calendars })
}
