//! `ninefold-cli calendars`: what is read and published, connecting accounts and addresses, one look at all of them.

use std::fmt::Write as _;

use api::secrets::Keep;
use api::wire::{
    AccountAdd, AccountCalendar, Arrival, BusyRef, CalendarAccount, CalendarPublish, CalendarReadSet,
    CalendarsLooked, CalendarsView, ConnectQuestion, Connected, Failure, LinkAdd, Nothing, PublishOff,
    RemindersSet, TrustCertificate,
};
use api::{App, said, say, word};

use crate::hidden;
use crate::output::{REFUSED, to_json};

/// Arguments of `calendars`.
#[derive(clap::Args)]
#[group(skip)]
pub struct Args {
    #[arg(long, group = "act", help = word!("Look at what is new in all calendars now", "Mira ahora lo nuevo de todos los calendarios"))]
    now: bool,
    #[arg(long, group = "act", value_name = "ADDRESS", help = word!(
        "Connect an account: the server’s address or your mail address. The password is asked for, or read from NINEFOLD_PASSWORD or the input",
        "Conecta una cuenta: la dirección del servidor o tu correo. La contraseña se pregunta, o se lee de NINEFOLD_PASSWORD o de la entrada",
    ))]
    add: Option<String>,
    #[arg(long, value_name = "NAME", requires = "add", help = word!(
        "The user name, where it is not the mail address",
        "El nombre de usuario, si no es el correo",
    ))]
    user: Option<String>,
    #[arg(long, value_name = "SHA-256", requires = "act", help = word!(
        "Trust the server’s certificate of this fingerprint although the system does not",
        "Confía en el certificado del servidor con esta huella aunque el sistema no confíe",
    ))]
    trust: Option<String>,
    #[arg(long, requires = "act", help = word!(
        "Keep the password in a file that only you may read, where there is no keychain",
        "Guarda la contraseña en un archivo que solo tú puedes leer, si no hay llavero",
    ))]
    in_file: bool,
    #[arg(long, group = "act", value_name = "ADDRESS", help = word!(
        "Read the .ics file at an address as busy time; - reads the address from the input",
        "Lee como tiempo ocupado el archivo .ics de una dirección; - lee la dirección de la entrada",
    ))]
    link: Option<String>,
    #[arg(long, group = "act", value_name = "NAME", help = word!(
        "Let this calendar of an account keep time busy",
        "Haz que este calendario de una cuenta ocupe tiempo",
    ))]
    read: Option<String>,
    #[arg(long, group = "act", value_name = "NAME", help = word!(
        "Forget a calendar that keeps time busy, or an account",
        "Olvida un calendario que ocupa tiempo, o una cuenta",
    ))]
    remove: Option<String>,
    #[arg(long, group = "act", value_name = "NAME", help = word!(
        "Publish your blocks in this calendar of an account; it is made where there is none of this name",
        "Publica tus bloques en este calendario de una cuenta; se crea si no hay ninguno con ese nombre",
    ))]
    publish: Option<String>,
    #[arg(long, value_name = "NAME", conflicts_with_all = ["now", "add", "link", "remove", "publish_off", "reminder", "no_reminder"], help = word!(
        "The account whose calendar --read or --publish means, where there are several",
        "La cuenta de cuyo calendario hablan --read o --publish, si hay varias",
    ))]
    account: Option<String>,
    #[arg(long, group = "act", help = word!(
        "Publish your blocks no longer; what stands in the calendar stays",
        "Deja de publicar tus bloques; lo que está en el calendario se queda",
    ))]
    publish_off: bool,
    #[arg(long, group = "act", value_name = "MINUTES", help = word!(
        "Remind of published blocks so long before each, in the calendar and in the file. May be given several times",
        "Avisa de los bloques publicados tanto antes de cada uno, en el calendario y en el archivo. Se puede dar varias veces",
    ))]
    reminder: Vec<u32>,
    #[arg(long, group = "act", help = word!(
        "Remind of published blocks no longer",
        "Deja de avisar de los bloques publicados",
    ))]
    no_reminder: bool,
}

/// What an act said, how the calendars stand after it, and the exit code.
struct Acted {
    said: Vec<String>,
    view: CalendarsView,
    code: u8,
}

/// The text to print, and the exit code.
pub fn run(app: &App, args: &Args, json: bool) -> Result<(String, u8), Failure> {
    let Acted { said, view, code } = act(app, args)?;
    if json {
        return Ok((to_json(&view), code));
    }
    let said: String = said.into_iter().map(|line| line + "\n").collect();
    Ok((said + &list(&view), code))
}

/// A script is told of a look that did not come to its end everywhere.
pub fn code(looked: &CalendarsLooked) -> u8 {
    if looked.trouble { REFUSED } else { 0 }
}

/// What a look did and found, a sentence each: what was done here because of what was done there, and what could not be read.
pub fn found(app: &App, looked: &CalendarsLooked) -> Result<Vec<String>, Failure> {
    let mut said = vec![looked.message.clone()];
    for arrival in app.arrivals(Nothing {})?.arrivals {
        if let Arrival::Told { answered } = arrival {
            said.extend(answered.message);
        }
    }
    said.extend(looked.problems.iter().cloned());
    Ok(said)
}

/// What waits for the learner, and what is the matter with a source or with what is published, a sentence each.
pub fn open(view: &CalendarsView) -> Vec<String> {
    let sources = view.sources.iter().filter(|source| source.trouble);
    let mut said: Vec<String> = sources.map(|source| format!("{}: {}", source.name, source.state)).collect();
    if let Some(publishing) = &view.publishing {
        let trouble = publishing.trouble.then(|| format!("{}: {}", publishing.calendar, publishing.state));
        said.extend(trouble);
        said.extend(publishing.asks.iter().map(|ask| ask.sentence.clone()));
        said.extend(publishing.notes.iter().cloned());
    }
    said
}

fn act(app: &App, args: &Args) -> Result<Acted, Failure> {
    let view = || app.calendars(Nothing {});
    let looked = |looked: CalendarsLooked| {
        let (said, code) = (found(app, &looked)?, code(&looked));
        Ok(Acted { said, view: looked.calendars, code })
    };
    let keep = args.in_file.then_some(Keep::File);
    if args.now {
        return looked(app.calendars_now(Nothing {})?);
    }
    if let Some(address) = &args.add {
        let trust = |host: &str| {
            let fingerprint = args.trust.as_ref()?;
            Some(TrustCertificate { host: host.to_owned(), fingerprint: fingerprint.replace([' ', ':'], "") })
        };
        let mut wish = AccountAdd {
            address: address.clone(),
            user: args.user.clone().unwrap_or_default(),
            password: hidden::password()?,
            keep,
            trust: None,
            hosts: Vec::new(),
            account: None,
        };
        let mut connected = app.calendar_account_add(wish.clone())?;
        if let Some(ConnectQuestion::Certificate { trust: asked, .. }) = &connected.question
            && trust(&asked.host)
                .is_some_and(|trust| trust.fingerprint.eq_ignore_ascii_case(&asked.fingerprint))
        {
            wish.trust = Some(asked.clone());
            connected = app.calendar_account_add(wish)?;
        }
        return answered(connected);
    }
    if let Some(address) = &args.link {
        let address = if address == "-" { hidden::address()? } else { address.clone() };
        return answered(app.calendar_link_add(LinkAdd { address, keep, trust: None })?);
    }
    if let Some(name) = &args.read {
        let accounts = accounts(&view()?, args.account.as_deref())?;
        let (account, known) = named(accounts, name)?.ok_or_else(|| unknown(name))?;
        let wish = CalendarReadSet { account: account.id, url: known.url, read: true };
        return looked(app.calendar_read_set(wish)?);
    }
    if let Some(name) = &args.remove {
        let all = view()?;
        let message = if let Some(source) = all.sources.iter().find(|source| source.name == *name) {
            app.calendar_remove(BusyRef { source: source.source.clone() })?.message
        } else if let Some(account) = all.accounts.iter().find(|account| account.name == *name) {
            app.calendar_account_remove(api::wire::AccountRef { account: account.id.clone() })?.message
        } else {
            return Err(unknown(name));
        };
        return Ok(Acted { said: message.into_iter().collect(), view: view()?, code: 0 });
    }
    if let Some(name) = &args.publish {
        let accounts = accounts(&view()?, args.account.as_deref())?;
        let wish = match (named(accounts.clone(), name)?, accounts.as_slice()) {
            (Some((account, known)), _) => {
                CalendarPublish { account: account.id, url: Some(known.url), name: None }
            }
            (None, [account]) => {
                CalendarPublish { account: account.id.clone(), url: None, name: Some(name.clone()) }
            }
            (None, []) => return Err(unknown(name)),
            (None, several) => return Err(which(name, several)),
        };
        return looked(app.calendar_publish(wish)?);
    }
    if args.publish_off {
        return looked(app.calendar_publish_off(PublishOff { take_out: false })?);
    }
    if args.no_reminder || !args.reminder.is_empty() {
        return looked(app.calendar_reminders_set(RemindersSet { reminders: args.reminder.clone() })?);
    }
    Ok(Acted { said: Vec::new(), view: view()?, code: 0 })
}

fn answered(connected: Connected) -> Result<Acted, Failure> {
    let asked = match connected.question {
        None => {
            let said = connected.message.into_iter().chain(connected.problems);
            return Ok(Acted { said: said.collect(), view: connected.calendars, code: 0 });
        }
        Some(
            ConnectQuestion::Certificate { text, .. }
            | ConnectQuestion::OtherHost { text, .. }
            | ConnectQuestion::Keep { text },
        ) => text,
    };
    let how = said!(
        "On the terminal: --trust with the fingerprint trusts a certificate, --in-file keeps the password in a file; another host is trusted in the window.",
        "En el terminal: --trust con la huella confía en un certificado, --in-file guarda la contraseña en un archivo; en otro servidor se confía desde la ventana."
    );
    Err(Failure {
        code: "calendar_question".to_owned(),
        message: format!("{asked}\n{how}"),
        details: vec![asked, how],
    })
}

/// All accounts, or the one that is meant.
fn accounts(view: &CalendarsView, meant: Option<&str>) -> Result<Vec<CalendarAccount>, Failure> {
    let is_meant = |account: &&CalendarAccount| meant.is_none_or(|name| account.name == name);
    let found: Vec<CalendarAccount> = view.accounts.iter().filter(is_meant).cloned().collect();
    match meant {
        Some(name) if found.is_empty() => Err(no_calendar(said!(
            "No account is called “{name}”. `ninefold-cli calendars` lists them.",
            "Ninguna cuenta se llama «{name}». `ninefold-cli calendars` las enumera."
        ))),
        Some(_) | None => Ok(found),
    }
}

/// The calendar of this name, with its account.
fn named(
    accounts: Vec<CalendarAccount>,
    name: &str,
) -> Result<Option<(CalendarAccount, AccountCalendar)>, Failure> {
    let mut found = Vec::new();
    for account in accounts {
        let all = account.calendars.clone().into_iter();
        found.extend(all.filter(|known| known.name == name).map(|known| (account.clone(), known)));
    }
    if found.len() > 1 {
        let accounts: Vec<CalendarAccount> = found.into_iter().map(|(account, _)| account).collect();
        return Err(which(name, &accounts));
    }
    Ok(found.pop())
}

/// Several accounts may be meant.
fn which(name: &str, accounts: &[CalendarAccount]) -> Failure {
    let all: Vec<String> = accounts.iter().map(|account| account.name.clone()).collect();
    let all = say::all(&all);
    no_calendar(said!(
        "“{name}” may be in any of these accounts: {all}. Say which with --account.",
        "«{name}» puede estar en cualquiera de estas cuentas: {all}. Di cuál con --account."
    ))
}

fn no_calendar(message: String) -> Failure {
    Failure { code: "unknown_calendar".to_owned(), message, details: Vec::new() }
}

fn unknown(name: &str) -> Failure {
    no_calendar(said!(
        "No calendar is called “{name}”. `ninefold-cli calendars` lists them.",
        "Ningún calendario se llama «{name}». `ninefold-cli calendars` los enumera."
    ))
}

fn list(view: &CalendarsView) -> String {
    let mut out = String::new();
    if view.sources.is_empty() && view.accounts.is_empty() {
        out.push_str(word!("No calendar is connected.\n", "No hay ningún calendario conectado.\n"));
    }
    for source in &view.sources {
        let _ = writeln!(out, "{}\n    {}", source.name, source.state);
    }
    for account in &view.accounts {
        let _ = writeln!(out, "{}\n    {}", account.name, account.state);
        for known in &account.calendars {
            let mark = match (known.published, known.read) {
                (true, _) => word!("your blocks", "tus bloques"),
                (false, true) => word!("keeps time busy", "ocupa tiempo"),
                (false, false) => word!("not used", "sin usar"),
            };
            let _ = writeln!(out, "    {} ({mark})", known.name);
        }
    }
    if let Some(publishing) = &view.publishing {
        let _ = writeln!(out, "{}: {}", publishing.calendar, publishing.state);
        for line in publishing.asks.iter().map(|ask| &ask.sentence).chain(&publishing.notes) {
            let _ = writeln!(out, "    {line}");
        }
        if !view.reminders.is_empty() {
            let before: Vec<String> = view.reminders.iter().map(|minutes| say::length(*minutes)).collect();
            let before = say::all(&before);
            let _ = writeln!(out, "    {}", said!("reminder {before} before", "aviso {before} antes"));
        }
    }
    out
}
