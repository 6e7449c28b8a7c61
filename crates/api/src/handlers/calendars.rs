//! Calendars of accounts and addresses: how they stand, connecting them and choosing what is read.

use super::{busy, published};
use crate::app::App;
use crate::calendars::connect::{self, Tried};
use crate::calendars::kept::{KeptAccount, KeptLink, POLLS};
use crate::calendars::turn::of_a_sample;
use crate::calendars::{Passed, Which, pass, reading, study_file, views};
use crate::session::Session;
use crate::wire::{
    AccountAdd, AccountRef, Answered, BusyRef, CalendarReadSet, CalendarsLooked, CalendarsView, Connected,
    LinkAdd, Nothing, PollSet, StudyFileSet, Topic,
};
use crate::{ApiError, paths, say};

pub(crate) fn view(session: &mut Session, _: Nothing) -> Result<CalendarsView, ApiError> {
    views::view(session)
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
    let message = said!(
        "Connected: {name}, {calendars}.",
        "Conectado: {name}, {calendars}.",
        name = turn.kept.name(known)
    );
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
    let message = said!("“{name}” is read.", "«{name}» leído.", name = name.unwrap_or_default());
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
    let name = turn.kept.name(&account);
    let unanswered = published::unanswered(app, account.publish.as_ref())?;
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
    let mut message = said!(
        "{name} is forgotten. What was published there stays there.",
        "{name} olvidada. Lo que se publicó allí, allí se queda."
    );
    published::say_unanswered(&mut message, unanswered);
    Ok(Answered { message: Some(message), ..Answered::default() })
}

/// Settings and frame show something else now.
pub(super) fn changed(app: &App) -> Result<(), ApiError> {
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
    if args.read && account.publish.as_ref() == Some(&known.calendar.url) {
        let reasons = vec![said!(
            "Blocks are published in “{name}”, so it keeps no time busy. Publish them in another calendar first.",
            "En «{name}» se publican bloques, así que no ocupa ninguna hora. Publícalos antes en otro calendario.",
            name = known.calendar.name
        )];
        return Err(ApiError::BadSetting { reasons });
    }
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
    let is_read = passed.reached.contains(&calendar.url);
    drop(turn);
    changed(app)?;
    let message = match (args.read, is_read) {
        (true, true) => said!("“{name}” is read.", "«{name}» leído.", name = calendar.name),
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
    // What a sample reads are files.
    if app.with(|session| Ok(session.sample.is_some()))? {
        return file_remove(app, &args);
    }
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
        return file_remove(app, &args);
    };
    turn.keep()?;
    app.decide(|session| reading::forget(session, &args.source))?;
    drop(turn);
    changed(app)?;
    let message = said!("Removed “{name}”.", "«{name}» quitado.");
    Ok(Answered { message: Some(message), ..Answered::default() })
}

fn file_remove(app: &App, args: &BusyRef) -> Result<Answered, ApiError> {
    let removed = app.decide(|session| busy::remove(session, args.clone()))?;
    changed(app)?;
    Ok(Answered { message: removed.message, undoable: removed.undoable, changes: removed.changes })
}

pub(crate) fn file_set(app: &App, args: StudyFileSet) -> Result<Answered, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let before = turn.kept.file.clone();
    let place = study_file::path(app.host(), &turn.kept.file);
    (turn.kept.file.on, turn.kept.file.titles) = (args.on, args.titles);
    let path = paths::shown(&place);
    let message = if args.on {
        // Where it is could not be kept, so nobody would renew it.
        paths::carried(&place)?;
        turn.kept.file.path = Some(place);
        // A file of which nobody knew would stay there for ever.
        turn.keep()?;
        if let Err(error) = study_file::write(app, &turn.kept) {
            turn.kept.file = before;
            turn.keep()?;
            return Err(error);
        }
        said!("{path} is kept up to date.", "{path} se mantiene al día.")
    } else {
        if before.on {
            study_file::remove(&place)?;
            turn.kept.file.path = None;
        }
        turn.keep()?;
        said!("{path} is written no longer.", "{path} ya no se escribe.")
    };
    drop(turn);
    changed(app)?;
    Ok(Answered { message: Some(message), ..Answered::default() })
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
    if app.with(|session| Ok(session.sample.is_some()))? {
        return looked(app, of_a_sample(), &Passed::default());
    }
    let mut turn = app.calendar_turn(true)?;
    let passed = pass(app, &mut turn, Which::All)?;
    drop(turn);
    let message = match (passed.asked, passed.failed) {
        (0, _) => {
            said!("No account and no address is connected.", "No hay ninguna cuenta ni dirección conectada.")
        }
        (_, 0) => said!("All calendars were looked at.", "Se han mirado todos los calendarios."),
        (_, _) => said!(
            "Not all of them could be looked at to the end; those that could not say why.",
            "No se han podido mirar todos hasta el final; los que no, dicen por qué."
        ),
    };
    looked(app, message, &passed)
}

pub(super) fn looked(app: &App, message: String, passed: &Passed) -> Result<CalendarsLooked, ApiError> {
    let calendars = app.decide(views::view)?;
    let stopped = || {
        said!("It was stopped. The rest is looked at later.", "Se ha detenido. El resto se mirará más tarde.")
    };
    let mut message = if passed.stopped { stopped() } else { message };
    if let Some(gone) = calendars.publishing.as_ref().and_then(|publishing| publishing.many_gone) {
        message.push(' ');
        message.push_str(&views::many_gone(gone as usize));
    }
    Ok(CalendarsLooked { message, trouble: passed.failed > 0, problems: passed.problems.clone(), calendars })
}
