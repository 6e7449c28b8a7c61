//! The calendar that blocks are published in: which one it is, what stands there, and what becomes of blocks that were taken
//! out there.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use caldav::{Fault, Standing, Url};
use journal::{BlockId, BlockState, Event};

use super::busy::say_what_moved;
use super::calendars::{changed, looked};
use super::{block, by_hand};
use crate::app::App;
use crate::calendars::kept::{Kept, KeptAccount};
use crate::calendars::leaving::{self, TakenOut};
use crate::calendars::publication::{self, Publication};
use crate::calendars::publishing;
use crate::calendars::{NEW_CALENDAR, Passed, Which, pass, reading, said, views};
use crate::problem::Promise;
use crate::session::{Look, Session};
use crate::wire::{
    Answered, Arrival, AskAnswer, AskAnswered, BlockRef, CalendarAsk, CalendarPublish, CalendarsLooked,
    ManyGone, PublishOff, RemindersSet, Topic,
};
use crate::{ApiError, calendar_block, say, titles};

/// Colour of a calendar that is made for the blocks.
const NEW_COLOR: &str = "#2f6f4f";

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

pub(crate) fn publish(app: &App, args: CalendarPublish) -> Result<CalendarsLooked, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let account = turn.kept.account(&args.account)?.clone();
    let (url, is_new) = match &args.url {
        Some(url) => {
            let known = account.calendars.iter().find(|known| known.calendar.url.as_str() == url);
            let known = known.ok_or_else(|| ApiError::UnknownCalendar { source_name: url.clone() })?;
            if !known.calendar.writable {
                return Err(ApiError::Calendar(Fault::Forbidden {
                    path: known.calendar.url.path().to_owned(),
                }));
            }
            // One that was deleted there is made anew under its name.
            if is_gone(app, &turn.cancel, &account, &known.calendar.url) {
                make(app, &turn.cancel, &account, Some(&known.calendar.name))?
            } else {
                (known.calendar.url.clone(), false)
            }
        }
        None => make(app, &turn.cancel, &account, args.name.as_deref())?,
    };
    let former = turn.kept.publishing().map(|(account, url)| (account.clone(), url.clone()));
    let former = former.filter(|(_, former)| *former != url);
    // What was done there until now was done, too.
    let (mut gone, mut unseen) = (None, None);
    if let Some((account, former)) = &former {
        let passed = pass(app, &mut turn, Which::One(&account.id.to_string()))?;
        if passed.stopped {
            return looked(app, still_in(&name_in(account, former)), &Passed::default());
        }
        gone = app.decide(|session| Ok(Publication::of(session, former)?.many))?;
        unseen = unseen_in(turn.kept.account(&account.id.to_string())?, &passed);
    }
    // The blocks stand in one calendar alone. One that cannot be reached keeps what it has, and so does one that could not be looked
    // at: what was done there meanwhile would go with it. Of one that is gone nothing is left.
    let left = former.as_ref().map(|(account, former)| {
        let taken = match unseen.take() {
            Some(fault) => Err(ApiError::Calendar(fault)),
            None => at(app, &turn.cancel, account, |net| leaving::take_along(app, net, former)),
        };
        (taken, name_in(account, former))
    });
    // What was taken out already is written again there by the next look.
    if let Some((Err(ApiError::Calendar(Fault::Cancelled)), former)) = &left {
        return looked(app, still_in(former), &Passed::default());
    }
    if is_new {
        // Whatever stood under its address before is gone with the calendar that it stood in.
        app.decide(|session| leaving::forget(session, &url))?;
    }
    for other in &mut turn.kept.accounts {
        (other.publish, other.publish_trouble) = (None, None);
    }
    let account = turn.kept.account_mut(&args.account)?;
    account.publish = Some(url.clone());
    // A calendar of blocks is never busy time, too.
    let read = account.calendars.iter_mut().find(|known| known.calendar.url == url && known.read);
    let read = read.map(|known| {
        (known.read, known.trouble) = (false, None);
        known.calendar.clone()
    });
    let read = read.map(|calendar| account.source(&calendar));
    turn.keep()?;
    app.decide(|session| publishing::look_anew(session, &url))?;
    if let Some(source) = &read {
        app.decide(|session| reading::forget(session, source))?;
    }
    let passed = pass(app, &mut turn, Which::One(&args.account))?;
    let account = turn.kept.account(&args.account)?;
    let name = account.calendar(&url).map(|known| known.calendar.name.clone());
    let in_the_way = InTheWay::of(account, &passed);
    drop(turn);
    changed(app)?;
    let name = name.unwrap_or_else(|| NEW_CALENDAR.to_owned());
    let mut message = match in_the_way {
        None => counted!(
            app.decide(|session| Ok(Publication::of(session, &url)?.standing()))?,
            ["{n} block is published in “{name}”.", "{n} blocks are published in “{name}”."],
            ["{n} bloque publicado en «{name}».", "{n} bloques publicados en «{name}»."]
        ),
        Some(InTheWay::Unreached) => said!(
            "Your blocks will be published in “{name}” as soon as it can be reached.",
            "Tus bloques se publicarán en «{name}» en cuanto se pueda llegar a él."
        ),
        Some(InTheWay::Said(why)) => said!(
            "Your blocks are not in “{name}” as they should be. {why}",
            "Tus bloques no están en «{name}» como deberían. {why}"
        ),
    };
    let former_name = left.as_ref().map(|(_, name)| name.clone());
    match left {
        Some((Ok(TakenOut { stay, .. }), former)) if stay > 0 => message.push_str(&counted!(
            stay,
            [
                " {n} block that is over or has begun stays in “{former}”, with what was added to it.",
                " {n} blocks that are over or have begun stay in “{former}”, with what was added to them."
            ],
            [
                " {n} bloque que ya pasó o ha empezado se queda en «{former}», con lo que se le añadió.",
                " {n} bloques que ya pasaron o han empezado se quedan en «{former}», con lo que se les añadió."
            ]
        )),
        Some((Err(error), _)) if !matches!(error, ApiError::Calendar(Fault::Gone { .. })) => {
            message.push_str(&said!(
                " Those in the former calendar could not be taken out; delete them there.",
                " Los del calendario anterior no se han podido quitar; bórralos allí."
            ));
            message.push_str(not_known());
        }
        _ => {}
    }
    if let (Some(gone), Some(former)) = (gone, former_name) {
        message.push_str(&said!(
            " It was not said whether the {gone} that are gone from “{former}” were taken out there, so they are planned and published as the others.",
            " No se dijo si los {gone} que faltan en «{former}» se quitaron allí, así que siguen planificados y publicados como los demás."
        ));
    }
    if passed.strangers > 0 {
        message.push_str(&counted!(
            passed.strangers,
            [
                " {n} block there is of a Ninefold whose plan is not here, and stays as it is; if that plan is gone, delete it there.",
                " {n} blocks there are of a Ninefold whose plan is not here, and stay as they are; if that plan is gone, delete them there."
            ],
            [
                " {n} bloque que está allí es de un Ninefold cuyo plan no está aquí, y se queda como está; si ese plan ya no existe, bórralo allí.",
                " {n} bloques que están allí son de un Ninefold cuyo plan no está aquí, y se quedan como están; si ese plan ya no existe, bórralos allí."
            ]
        ));
    }
    if read.is_some() {
        message.push_str(word!(" It keeps no time busy any more.", " Ya no ocupa ninguna hora."));
    }
    looked(app, message, &passed)
}

fn name_in(account: &KeptAccount, url: &Url) -> String {
    account.calendar(url).map(|known| known.calendar.name.clone()).unwrap_or_default()
}

/// It was stopped before the calendar of this name was left.
fn still_in(name: &str) -> String {
    said!(
        "It was stopped. Your blocks are still published in “{name}”.",
        "Se ha detenido. Tus bloques se siguen publicando en «{name}»."
    )
}

/// What keeps the published calendar from being brought up to date.
enum InTheWay {
    /// Nobody answers there; it is made up for by itself.
    Unreached,
    /// Somebody answers, and this is the matter.
    Said(String),
}

impl InTheWay {
    fn of(account: &KeptAccount, passed: &Passed) -> Option<InTheWay> {
        if account.no_password {
            return Some(InTheWay::Said(views::no_secret()));
        }
        let fault = unseen_in(account, passed)?;
        Some(if said::is_unreached(&fault) {
            InTheWay::Unreached
        } else {
            InTheWay::Said(said::fault(&fault))
        })
    }
}

/// Why the last look at the published calendar of this account did not come to its end.
fn unseen_in(account: &KeptAccount, passed: &Passed) -> Option<Fault> {
    if account.publish.as_ref().is_some_and(|url| passed.reached.contains(url)) {
        return None;
    }
    let of_all = match &account.standing {
        _ if account.no_password => return Some(Fault::PasswordRefused),
        Standing::Waiting { fault, .. } | Standing::Stopped { fault, .. } => Some(fault),
        Standing::New | Standing::Fine { .. } => None,
    };
    of_all.or(account.publish_trouble.as_ref()).cloned()
}

/// Of a calendar that could not be looked at before it was left.
fn not_known() -> &'static str {
    word!(
        " What was changed there since it was looked at last is not known here.",
        " Lo que se cambió allí desde que se miró por última vez no se sabe aquí."
    )
}

/// Makes a calendar for the blocks, or takes the one of this name and address that is there already: whether it is new.
fn make(
    app: &App,
    cancel: &Arc<AtomicBool>,
    account: &KeptAccount,
    name: Option<&str>,
) -> Result<(Url, bool), ApiError> {
    let home = account.home.clone().ok_or(Fault::Forbidden { path: account.url.path().to_owned() })?;
    let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(NEW_CALENDAR);
    let made = at(app, cancel, account, |net| net.make_calendar(&home, "ninefold", name, NEW_COLOR))?;
    Ok((made.0.url, made.1))
}

/// Whether the server has a calendar no more. Where it does not say, it may have.
fn is_gone(app: &App, cancel: &Arc<AtomicBool>, account: &KeptAccount, url: &Url) -> bool {
    let Some(home) = &account.home else { return false };
    let there = at(app, cancel, account, |net| net.calendars(home));
    there.is_ok_and(|there| there.iter().all(|calendar| calendar.url != *url))
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

/// What is to be said of open questions when nothing is published in this calendar any more.
pub(super) fn unanswered(app: &App, calendar: Option<&Url>) -> Result<Option<String>, ApiError> {
    let Some(calendar) = calendar else { return Ok(None) };
    app.decide(|session| {
        let look = session.look()?;
        Ok(Publication::of(session, calendar)?.unanswered(&look))
    })
}

pub(super) fn say_unanswered(message: &mut String, unanswered: Option<String>) {
    if let Some(unanswered) = unanswered {
        message.push(' ');
        message.push_str(&unanswered);
    }
}

pub(crate) fn publish_off(app: &App, args: PublishOff) -> Result<CalendarsLooked, ApiError> {
    let mut turn = app.calendar_turn(true)?;
    let mut taken = 0;
    let publishing = turn.kept.publishing().map(|(account, url)| (account.clone(), url.clone()));
    // What was done there until now was done, too. Where that cannot be seen, only taking out has to wait for it.
    let (mut is_seen, mut problems, mut gone) = (true, Vec::new(), None);
    if let Some((account, url)) = &publishing {
        let passed = pass(app, &mut turn, Which::One(&account.id.to_string()))?;
        if passed.stopped && args.take_out {
            return looked(app, still_in(&name_in(account, url)), &Passed::default());
        }
        let unseen = unseen_in(turn.kept.account(&account.id.to_string())?, &passed);
        is_seen = !passed.stopped && unseen.is_none();
        if let (true, Some(fault)) = (args.take_out, unseen) {
            return Err(ApiError::Calendar(fault));
        }
        problems = passed.problems;
        gone = app.decide(|session| Ok(Publication::of(session, url)?.many))?;
    }
    let unanswered = unanswered(app, publishing.as_ref().map(|(_, url)| url))?;
    if let (true, Some((account, url))) = (args.take_out, &publishing) {
        match at(app, &turn.cancel, account, |net| leaving::take_out(app, net, url)) {
            Ok(out) => taken = out.taken,
            Err(ApiError::Calendar(Fault::Cancelled)) => {
                return looked(app, still_in(&name_in(account, url)), &Passed::default());
            }
            Err(error) => return Err(error),
        }
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
    let mut message = if args.take_out {
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
    if !is_seen {
        message.push_str(not_known());
    }
    if let Some(gone) = gone {
        message.push_str(&said!(
            " It was not said whether the {gone} that are gone from it were taken out there, so they stay planned.",
            " No se dijo si los {gone} que faltan en él se quitaron allí, así que siguen planificados."
        ));
    }
    say_unanswered(&mut message, unanswered);
    looked(app, message, &Passed { problems, ..Passed::default() })
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
        app.decide(leaving::write_again)?;
    }
    let passed = pass(app, &mut turn, Which::One(&account.id.to_string()))?;
    let in_the_way = InTheWay::of(turn.kept.account(&account.id.to_string())?, &passed);
    drop(turn);
    changed(app)?;
    let message = match (args.believe, in_the_way) {
        (true, _) => said!("Say what becomes of each of them.", "Di qué pasa con cada uno."),
        (false, None) => said!("They are in the calendar again.", "Están otra vez en el calendario."),
        (false, Some(InTheWay::Unreached)) => said!(
            "They will be in the calendar again as soon as it can be reached.",
            "Volverán a estar en el calendario en cuanto se pueda llegar a él."
        ),
        (false, Some(InTheWay::Said(why))) => said!(
            "They are not in the calendar as they should be. {why}",
            "No están en el calendario como deberían. {why}"
        ),
    };
    looked(app, message, &passed)
}

pub(crate) fn answer(session: &mut Session, args: AskAnswered) -> Result<Answered, ApiError> {
    let look = session.look_at_plan()?;
    let mut publication = Publication::read(session)?;
    let mut asked = Vec::new();
    for name in &args.blocks {
        let unknown = || ApiError::UnknownBlock { id: name.clone() };
        let id = BlockId::from_str(name).map_err(|_| unknown())?;
        let block = look.state.blocks.get(&id).ok_or_else(unknown)?;
        if publication.asks_about(&id) {
            asked.push(block);
        }
        publication.answered(&id);
    }
    let text = publication.text()?;
    let answered = match asked.as_slice() {
        [] => {
            let message = said!(
                "No question about it is open; nothing was changed.",
                "No hay ninguna pregunta abierta sobre eso; no se ha cambiado nada."
            );
            return Ok(Answered { message: Some(message), ..Answered::default() });
        }
        [one] => session.gather(&look, publication::NAME, |session| {
            Ok((answered_one(session, &look, one, args.answer)?, text))
        })?,
        several => session.gather(&look, publication::NAME, |session| {
            Ok((answered_several(session, &look, several, args.answer)?, text))
        })?,
    };
    session.touch(&[Topic::App, Topic::Plan, Topic::Calendars]);
    Ok(answered)
}

fn answered_one(
    session: &mut Session,
    look: &Look,
    asked: &BlockState,
    answer: AskAnswer,
) -> Result<Answered, ApiError> {
    let title = titles::of_block(&look.curriculum, asked);
    let has_begun = asked.block.start < look.now;
    let args = BlockRef { id: asked.block.id.to_string() };
    let message = match answer {
        AskAnswer::Elsewhere if has_begun => return block::missed(session, args),
        AskAnswer::Elsewhere => return by_hand::delete(session, args),
        AskAnswer::Skip => {
            leave_out(session, look, &[asked])?;
            said!(
                "“{title}” is left out. The rest of the plan stays as it is.",
                "«{title}» se deja fuera. El resto del plan se queda como está."
            )
        }
        AskAnswer::Keep if has_begun => said!(
            "“{title}” stays in your plan: say there how it went.",
            "«{title}» se queda en tu plan: di allí cómo fue."
        ),
        AskAnswer::Keep => said!(
            "“{title}” stays, and goes back into your calendar.",
            "«{title}» se queda y vuelve a tu calendario."
        ),
    };
    let undoable = answer == AskAnswer::Skip;
    Ok(Answered { message: Some(message), undoable, changes: Vec::new() })
}

/// The same answer to several questions.
fn answered_several(
    session: &mut Session,
    look: &Look,
    asked: &[&BlockState],
    answer: AskAnswer,
) -> Result<Answered, ApiError> {
    let n = asked.len();
    match answer {
        AskAnswer::Elsewhere => {
            let taken = asked.iter().map(|block| taken_out(look, block, true)).collect();
            let done = session.record_and_replan(look, taken, Promise::Keep, &[Topic::App])?;
            let mut message = said!(
                "{n} blocks are taken out; what they were for is planned at other times.",
                "{n} bloques quitados; lo que había en ellos se planifica a otras horas."
            );
            if asked.iter().any(|block| block.block.start >= look.now) {
                message.push_str(word!(
                    " Their times ahead are kept free.",
                    " Sus horas por venir se dejan libres."
                ));
            }
            say_what_moved(&mut message, &done);
            Ok(Answered { message: Some(message), undoable: true, changes: done.changes })
        }
        AskAnswer::Skip => {
            leave_out(session, look, asked)?;
            let message = said!(
                "{n} blocks are left out. The rest of the plan stays as it is.",
                "{n} bloques se dejan fuera. El resto del plan se queda como está."
            );
            Ok(Answered { message: Some(message), undoable: true, changes: Vec::new() })
        }
        AskAnswer::Keep => {
            let message = said!(
                "{n} blocks stay; those ahead go back into your calendar.",
                "{n} bloques se quedan; los que están por venir vuelven a tu calendario."
            );
            Ok(Answered { message: Some(message), ..Answered::default() })
        }
    }
}

fn leave_out(session: &mut Session, look: &Look, asked: &[&BlockState]) -> Result<(), ApiError> {
    let mut events: Vec<Event> = asked.iter().map(|block| taken_out(look, block, false)).collect();
    events.push(Event::PlanLeft { left: true });
    session.record(look, &events, &[Topic::App, Topic::Plan])
}

/// What happened to a block that was taken out in the calendar. One that has begun is answered; `again`: what it was for is
/// still to be studied.
fn taken_out(look: &Look, asked: &BlockState, again: bool) -> Event {
    let block = asked.block.id;
    match (asked.block.start < look.now, again) {
        (false, _) => Event::BlockDeleted { block },
        (true, true) => Event::BlockMissed { block },
        (true, false) => Event::BlockSkipped { block },
    }
}

pub(crate) fn reminders_set(app: &App, args: RemindersSet) -> Result<CalendarsLooked, ApiError> {
    let reminders = calendar_block::reminders(args.reminders)?;
    let mut turn = app.calendar_turn(true)?;
    turn.kept.reminders.clone_from(&reminders);
    turn.keep()?;
    let publishing = turn.kept.publishing().map(|(account, _)| account.id.to_string());
    let passed = pass(app, &mut turn, publishing.as_deref().map_or(Which::Changed, Which::One))?;
    let in_the_way = turn.kept.publishing().and_then(|(account, _)| InTheWay::of(account, &passed));
    drop(turn);
    changed(app)?;
    let before: Vec<String> = reminders.iter().map(|minutes| say::length(*minutes)).collect();
    let before = say::all(&before);
    let message = match (reminders.is_empty(), in_the_way) {
        (true, None) => {
            said!("Published blocks have no reminder.", "Los bloques publicados no tienen aviso.")
        }
        (false, None) => said!(
            "Published blocks have a reminder {before} before.",
            "Los bloques publicados tienen un aviso {before} antes."
        ),
        (_, Some(InTheWay::Unreached)) => said!(
            "The reminders will be changed in the calendar as soon as it can be reached.",
            "Los avisos se cambiarán en el calendario en cuanto se pueda llegar a él."
        ),
        (_, Some(InTheWay::Said(why))) => said!(
            "The reminders are not in the calendar as they should be. {why}",
            "Los avisos no están en el calendario como deberían. {why}"
        ),
    };
    looked(app, message, &passed)
}
