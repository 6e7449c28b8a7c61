//! How calendars stand, as it is shown: sources of busy time, accounts, the published calendar.

use caldav::Standing;
use chrono::Duration;
use journal::BusyTime;

use super::kept::{Kept, KeptAccount, KeptLink, POLLS};
use super::publication::Publication;
use super::publishing;
use super::{providers, said, study_file};
use crate::handlers::busy;
use crate::session::{Look, Session};
use crate::wire::{
    AccountCalendar, CalendarAccount, CalendarSource, CalendarsView, Publishing, SourceKind, StudyFile,
};
use crate::{ApiError, paths};

/// How far ahead events are counted where a calendar is shown.
const WEEKS_COUNTED: i64 = 4;

/// All of it.
pub(crate) fn view(session: &mut Session) -> Result<CalendarsView, ApiError> {
    let dir = session.host.data_dir();
    let kept = Kept::read(&dir);
    let look = session.look()?;
    let publishing = publishing_view(session, &look, &kept)?;
    let publication = Publication::read(session)?;
    let holding = publication.holding();
    Ok(CalendarsView {
        trouble: kept.trouble(&dir),
        sources: sources(&look, &kept),
        accounts: kept.accounts.iter().map(|account| account_view(&look, &kept, holding, account)).collect(),
        publishing,
        file: StudyFile {
            on: kept.file.on,
            titles: kept.file.titles,
            path: paths::shown(&study_file::path(&*session.host, &kept.file)),
            trouble: session.calendars_found.study_file.clone().filter(|_| kept.file.on),
        },
        reminders: kept.reminders.clone(),
        poll_minutes: kept.poll(),
        poll_choices: POLLS.to_vec(),
        providers: providers::all(),
    })
}

/// What is the matter with accounts and addresses, in a sentence; none if nothing is.
pub(crate) fn trouble(session: &mut Session, look: &Look) -> Option<String> {
    let dir = session.host.data_dir();
    let kept = Kept::read(&dir);
    if let Some(trouble) = kept.trouble(&dir) {
        return Some(trouble);
    }
    let accounts = kept.accounts.iter().filter(|a| a.is_used()).filter_map(|a| {
        if let Some(what) = account_trouble(look, a) {
            return Some((kept.name(a), what));
        }
        let what = a.publish_trouble.as_ref().map(said::fault)?;
        let published = a.publish.as_ref().and_then(|url| a.calendar(url));
        Some((published.map_or_else(|| kept.name(a), |known| known.calendar.name.clone()), what))
    });
    let links = kept.links.iter().filter_map(|l| Some((l.shown(), link_trouble(look, l)?)));
    let many = || {
        let (account, url) = kept.publishing()?;
        let gone = Publication::of(session, url).ok()?.many?;
        let name =
            account.calendar(url).map_or_else(|| kept.name(account), |known| known.calendar.name.clone());
        Some((name, many_gone(gone)))
    };
    let (name, what) = accounts.chain(links).next().or_else(many)?;
    Some(format!("{name}: {what}"))
}

/// Nothing is done about so many before it was said that they are really to go.
pub(crate) fn many_gone(gone: usize) -> String {
    counted!(
        gone,
        [
            "{n} block is gone from the calendar. Say whether you took it out there.",
            "{n} blocks are gone from the calendar at once. Say whether you took them out there."
        ],
        [
            "Falta {n} bloque en el calendario. Di si lo quitaste allí.",
            "Faltan {n} bloques a la vez en el calendario. Di si los quitaste allí."
        ]
    )
}

fn account_trouble(look: &Look, account: &KeptAccount) -> Option<String> {
    if account.no_password {
        return Some(no_secret());
    }
    said::trouble(look, &account.standing, account.since)
}

fn link_trouble(look: &Look, link: &KeptLink) -> Option<String> {
    if link.no_address {
        return Some(said!(
            "Its address is not kept any more, or the system’s keychain does not give it. Unlock the keychain, or add the address again.",
            "Su dirección ya no está guardada, o el llavero del sistema no la da. Desbloquea el llavero o añade otra vez la dirección."
        ));
    }
    said::trouble(look, &link.standing, link.since)
}

pub(crate) fn no_secret() -> String {
    said!(
        "Its password is not kept any more, or the system’s keychain does not give it. Unlock the keychain, or enter the password again.",
        "Su contraseña ya no está guardada, o el llavero del sistema no la da. Desbloquea el llavero o escribe otra vez la contraseña."
    )
}

/// Every source of busy time: what the journal knows, and what was chosen and not read yet.
fn sources(look: &Look, kept: &Kept) -> Vec<CalendarSource> {
    let mut out = Vec::new();
    for account in &kept.accounts {
        for known in account.calendars.iter().filter(|known| known.read) {
            let what = account_trouble(look, account).or_else(|| known.trouble.as_ref().map(said::fault));
            let standing = Some(&account.standing);
            let id = account.source(&known.calendar);
            out.push(source_view(
                look,
                id,
                SourceKind::Account,
                &known.calendar.name,
                standing,
                what.as_deref(),
            ));
        }
    }
    for link in &kept.links {
        let what = link_trouble(look, link);
        let standing = Some(&link.standing);
        out.push(source_view(
            look,
            link.source.clone(),
            SourceKind::Link,
            &link.shown(),
            standing,
            what.as_deref(),
        ));
    }
    let connected: Vec<String> = out.iter().map(|known| known.source.clone()).collect();
    for (id, calendar) in look.state.busy.iter().filter(|(id, _)| !connected.contains(id)) {
        let kind = if id.starts_with("file:") { SourceKind::File } else { SourceKind::Elsewhere };
        out.push(source_view(look, id.clone(), kind, &calendar.name, None, None));
    }
    out
}

fn source_view(
    look: &Look,
    id: String,
    kind: SourceKind,
    name: &str,
    standing: Option<&Standing>,
    what: Option<&str>,
) -> CalendarSource {
    let known = look.state.busy.get(&id);
    let state = match (what, known) {
        (Some(what), _) => what.to_owned(),
        (None, None) => said!("Not read yet.", "Todavía no se ha leído."),
        (None, Some(calendar)) => {
            let events = events(look, calendar);
            let at = |at| said::when(look, at);
            match (kind, standing) {
                (SourceKind::File, _) => {
                    let all = calendar.series.unwrap_or_else(|| busy::times(calendar));
                    let all = counted!(all, ["{n} event", "{n} events"], ["{n} evento", "{n} eventos"]);
                    said!("Imported {at}, {all}", "Importado {at}, {all}", at = at(calendar.read_at))
                }
                (SourceKind::Elsewhere, _) => said!(
                    "Read by another computer of yours, last {at}; {events}",
                    "Lo lee otro equipo tuyo, la última vez {at}; {events}",
                    at = at(calendar.read_at)
                ),
                (_, Some(Standing::Fine { at: looked })) => {
                    said!("Read {at}, {events}", "Leído {at}, {events}", at = at(*looked))
                }
                (_, _) => said!("Read {at}, {events}", "Leído {at}, {events}", at = at(calendar.read_at)),
            }
        }
    };
    CalendarSource {
        color: known.and_then(|calendar| calendar.color.clone()),
        name: known.map_or_else(|| name.to_owned(), |calendar| calendar.name.clone()),
        can_try: matches!(kind, SourceKind::Account | SourceKind::Link),
        source: id,
        kind,
        state,
        trouble: what.is_some(),
    }
}

/// "14 events in the next 4 weeks".
fn events(look: &Look, calendar: &journal::BusyCalendar) -> String {
    let from = look.at;
    let until = from + Duration::weeks(WEEKS_COUNTED);
    let (first, last) = (look.today(), look.today() + Duration::weeks(WEEKS_COUNTED));
    let is_near = |when: &BusyTime| match when {
        BusyTime::Timed { start, end } => *end > from && *start < until,
        BusyTime::AllDay { first: day, until: end } => *end > first && *day < last,
    };
    let n = calendar.events.iter().filter(|event| is_near(&event.when)).count();
    counted!(
        n,
        ["{n} event in the next 4\u{a0}weeks", "{n} events in the next 4\u{a0}weeks"],
        ["{n} evento en las próximas 4\u{a0}semanas", "{n} eventos en las próximas 4\u{a0}semanas"]
    )
}

fn account_view(look: &Look, kept: &Kept, holding: Option<&str>, account: &KeptAccount) -> CalendarAccount {
    let what = account_trouble(look, account);
    let is_stopped = matches!(account.standing, Standing::Stopped { .. });
    let published = account.publish.as_ref();
    CalendarAccount {
        id: account.id.to_string(),
        name: kept.name(account),
        address: account.address.clone(),
        user: account.user.clone(),
        keep: account.keep,
        state: what.clone().unwrap_or_else(|| match &account.standing {
            Standing::Fine { at } => {
                said!("Reached {at}.", "Contactado {at}.", at = said::when(look, *at))
            }
            _ => said!("Not reached yet.", "Todavía sin contacto."),
        }),
        trouble: what.is_some(),
        needs_person: is_stopped || account.no_password,
        calendars: account
            .calendars
            .iter()
            .map(|known| AccountCalendar {
                url: known.calendar.url.to_string(),
                name: known.calendar.name.clone(),
                color: super::color(known.calendar.color.as_deref()),
                read: known.read,
                published: published == Some(&known.calendar.url),
                holds_blocks: holding == Some(known.calendar.url.as_str()),
                writable: known.calendar.writable,
            })
            .collect(),
        can_make: account.home.is_some(),
    }
}

fn publishing_view(session: &mut Session, look: &Look, kept: &Kept) -> Result<Option<Publishing>, ApiError> {
    let Some((account, calendar)) = kept.publishing() else { return Ok(None) };
    let publication = Publication::of(session, calendar)?;
    let what = account_trouble(look, account).or_else(|| account.publish_trouble.as_ref().map(said::fault));
    let waiting = publishing::waiting(&publication, look);
    let mut parts = Vec::new();
    if waiting > 0 {
        parts.push(counted!(
            waiting,
            ["{n} change waits to be published.", "{n} changes wait to be published."],
            ["{n} cambio espera a publicarse.", "{n} cambios esperan a publicarse."]
        ));
    }
    if let Some(gone) = publication.many {
        parts.push(many_gone(gone));
    }
    match (&what, &account.standing) {
        (Some(what), _) => parts.push(what.clone()),
        (None, Standing::Fine { at }) if waiting == 0 && publication.many.is_none() => {
            let at = said::when(look, *at);
            parts.push(match session.calendars_found.left_aside() {
                0 => said!("In step since {at}.", "Al día desde {at}."),
                n => counted!(
                    n,
                    ["In step since {at}, but for {n} block.", "In step since {at}, but for {n} blocks."],
                    ["Al día desde {at}, salvo {n} bloque.", "Al día desde {at}, salvo {n} bloques."]
                ),
            });
        }
        (None, _) => {}
    }
    let found = &session.calendars_found;
    let notes = found.notes.iter().map(|(note, title)| said::note(look, note, title));
    let refused = found.refused.iter().map(|(refused, title)| said::refused(refused, title));
    let known = account.calendar(calendar);
    Ok(Some(Publishing {
        account: account.id.to_string(),
        calendar: known.map_or_else(|| super::NEW_CALENDAR.to_owned(), |known| known.calendar.name.clone()),
        state: parts.join(" "),
        trouble: what.is_some() || publication.many.is_some() || !found.refused.is_empty(),
        asks: publication.asks(look),
        many_gone: publication.many.map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
        notes: notes.chain(refused).collect(),
    }))
}
