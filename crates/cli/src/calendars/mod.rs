//! `ninefold-cli calendars`: what is read and published, connecting accounts and addresses, one look at all of them.

mod told;
mod which;

use crate::show::short_name;
use crate::{find, hidden};
use api::secrets::Keep;
use api::wire::{
    AccountAdd, AccountRef, AskAnswer, AskAnswered, BusyRef, CalendarAsk, CalendarPublish, CalendarReadSet,
    CalendarsLooked, CalendarsView, ConnectQuestion, Connected, Failure, LinkAdd, ManyGone, Nothing,
    PublishOff, RemindersSet, TrustCertificate,
};
use api::{App, said, word};
use serde::Serialize;

use crate::output::{REFUSED, to_json};

use told::list;
pub use told::{found, open};
use which::{Removed, accounts, named, several, unknown};

/// In the place of a block: all that are asked about.
const ALL: &str = "all";

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
    #[arg(long, group = "act", value_name = "MINUTES", value_parser = crate::usage::minutes, help = word!(
        "Remind of published blocks so long before each, in the calendar and in the file. May be given several times",
        "Avisa de los bloques publicados tanto antes de cada uno, en el calendario y en el archivo. Se puede dar varias veces",
    ))]
    reminder: Vec<u32>,
    #[arg(long, group = "act", help = word!(
        "Remind of published blocks no longer",
        "Deja de avisar de los bloques publicados",
    ))]
    no_reminder: bool,
    #[arg(long, group = "act", value_name = "BLOCK", help = word!(
        "Leave out a block that was deleted in the calendar; “all” for all of them",
        "Deja fuera un bloque que se borró en el calendario; «all», todos",
    ))]
    skip: Option<String>,
    #[arg(long, group = "act", value_name = "BLOCK", help = word!(
        "Plan what a block that was deleted in the calendar was for at another time; “all” for all of them",
        "Planifica a otra hora lo de un bloque que se borró en el calendario; «all», todos",
    ))]
    elsewhere: Option<String>,
    #[arg(long, group = "act", value_name = "BLOCK", help = word!(
        "Keep a block that was deleted in the calendar, and put it back there; “all” for all of them",
        "Conserva un bloque que se borró en el calendario y devuélvelo allí; «all», todos",
    ))]
    keep: Option<String>,
    #[arg(long, group = "act", help = word!(
        "Many blocks are gone from the calendar at once: they were taken out there; ask about each",
        "Faltan muchos bloques a la vez en el calendario: se quitaron allí; pregunta por cada uno",
    ))]
    gone: bool,
    #[arg(long, group = "act", help = word!(
        "Many blocks are gone from the calendar at once: that was a mistake; write them again",
        "Faltan muchos bloques a la vez en el calendario: fue un error; escríbelos otra vez",
    ))]
    put_back: bool,
}

impl Args {
    /// The block that a question was about, and the answer.
    fn answer(&self) -> Option<(&str, AskAnswer)> {
        let answers = [
            (&self.skip, AskAnswer::Skip),
            (&self.elsewhere, AskAnswer::Elsewhere),
            (&self.keep, AskAnswer::Keep),
        ];
        answers.into_iter().find_map(|(block, answer)| Some((block.as_deref()?, answer)))
    }
}

/// What an act answers as JSON: how the calendars stand after it, and beside that what it said.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    view: &'a CalendarsView,
    /// What was done, what was done because of what was done there, and what could not be read, a sentence each.
    said: &'a [String],
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
        return Ok((to_json(&Told { view: &view, said: &said }), code));
    }
    let said: String = said.into_iter().map(|line| line + "\n").collect();
    Ok((said + &list(&view), code))
}

/// A script is told of a look that did not come to its end everywhere.
pub fn code(looked: &CalendarsLooked) -> u8 {
    if looked.trouble { REFUSED } else { 0 }
}

fn act(app: &App, args: &Args) -> Result<Acted, Failure> {
    let view = || app.calendars(Nothing {});
    let looked = |looked: CalendarsLooked| {
        let (said, code) = (found(app, &looked)?, code(&looked));
        Ok(Acted { said, view: looked.calendars, code })
    };
    let keep_in = args.in_file.then_some(Keep::File);
    if args.now {
        return looked(app.calendars_now(Nothing {})?);
    }
    if let Some(address) = &args.add {
        let mut wish = AccountAdd {
            address: address.clone(),
            user: args.user.clone().unwrap_or_default(),
            password: hidden::password()?,
            keep: keep_in,
            trust: None,
            hosts: Vec::new(),
            account: None,
        };
        let mut connected = app.calendar_account_add(wish.clone())?;
        if let Some(trust) = trusted(&connected, args) {
            wish.trust = Some(trust);
            connected = app.calendar_account_add(wish)?;
        }
        return answered(connected);
    }
    if let Some(address) = &args.link {
        let address = if address == "-" { hidden::address()? } else { address.clone() };
        let mut wish = LinkAdd { address, keep: keep_in, trust: None };
        let mut connected = app.calendar_link_add(wish.clone())?;
        if let Some(trust) = trusted(&connected, args) {
            wish.trust = Some(trust);
            connected = app.calendar_link_add(wish)?;
        }
        return answered(connected);
    }
    if let Some(name) = &args.read {
        let accounts = accounts(&view()?, args.account.as_deref())?;
        let (account, known) = named(accounts, name)?.ok_or_else(|| unknown(name))?;
        let wish = CalendarReadSet { account: account.id, url: known.url, read: true };
        return looked(app.calendar_read_set(wish)?);
    }
    if let Some(name) = &args.remove {
        let all = view()?;
        let message = match which::removed(&all, name)? {
            Removed::Source(source) => app.calendar_remove(BusyRef { source })?.message,
            Removed::Account(account) => app.calendar_account_remove(AccountRef { account })?.message,
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
            (None, all) => return Err(several(name, all)),
        };
        return looked(app.calendar_publish(wish)?);
    }
    if args.publish_off {
        return looked(app.calendar_publish_off(PublishOff { take_out: false })?);
    }
    if args.no_reminder || !args.reminder.is_empty() {
        return looked(app.calendar_reminders_set(RemindersSet { reminders: args.reminder.clone() })?);
    }
    if let Some((block, answer)) = args.answer() {
        let view_before = view()?;
        let blocks = match block {
            ALL => asks(&view_before).iter().map(|ask| ask.block.clone()).collect(),
            block => vec![asked(&view_before, block).map_or_else(|| find::block(app, block), Ok)?],
        };
        let answered = app.calendar_answer(AskAnswered { blocks, answer })?;
        return Ok(Acted { said: answered.message.into_iter().collect(), view: view()?, code: 0 });
    }
    if args.gone || args.put_back {
        return looked(app.calendar_many(ManyGone { believe: args.gone })?);
    }
    Ok(Acted { said: Vec::new(), view: view()?, code: 0 })
}

fn asks(view: &CalendarsView) -> &[CalendarAsk] {
    view.publishing.as_ref().map_or(&[], |publishing| &publishing.asks)
}

/// A block that is asked about need not be in the weeks around today.
fn asked(view: &CalendarsView, name: &str) -> Option<String> {
    let found = asks(view).iter().find(|ask| ask.block == name || short_name(&ask.block) == name)?;
    Some(found.block.clone())
}

/// The certificate that is asked about, if its fingerprint was given.
fn trusted(connected: &Connected, args: &Args) -> Option<TrustCertificate> {
    let Some(ConnectQuestion::Certificate { trust, .. }) = &connected.question else { return None };
    let given = args.trust.as_ref()?.replace([' ', ':'], "");
    given.eq_ignore_ascii_case(&trust.fingerprint).then(|| trust.clone())
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
