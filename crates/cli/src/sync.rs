//! `ninefold-cli sync`: one pass over the sync folder and the calendars, and which folder it is.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use api::secrets::Keep;
use api::wire::{CalendarsLooked, Failure, Nothing, SyncFolder, SyncPassphrase, SyncView, Synced};
use api::{App, said, word};
use serde::Serialize;

use crate::output::{REFUSED, to_json};
use crate::{calendars, hidden, place};

/// How long another program is waited for that is at work on the folder.
const PATIENCE: Duration = Duration::from_secs(20);

/// Arguments of `sync`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    #[arg(long, value_name = "PLACE", requires = "Which", value_parser = keep,
        conflicts_with_all = ["folder", "off", "no_passphrase"], help = word!(
        "Where the key that the passphrase opens is kept: “keychain” (the system’s), “file” (in the data folder, for you alone) or “session” (nowhere: for this call)",
        "Dónde se guarda la clave que abre la frase: «keychain» (el llavero del sistema), «file» (en la carpeta de datos, solo para ti) o «session» (en ningún sitio: para esta llamada)",
    ))]
    keep: Option<Keep>,
}

/// What to do; nothing said is a pass.
#[derive(clap::Args)]
#[group(multiple = false)]
struct Which {
    #[arg(long, value_name = "DIR", help = word!(
        "Keep in step through this folder from now on, which another program carries to your other computers",
        "Mantente al día a través de esta carpeta desde ahora; otro programa la lleva a tus demás equipos",
    ))]
    folder: Option<PathBuf>,
    #[arg(long, help = word!(
        "Leave the folder alone from now on. What stands in it stays",
        "Deja la carpeta en paz desde ahora. Lo que hay en ella se queda",
    ))]
    off: bool,
    #[arg(long, help = word!(
        "Hide what stands in the folder with a passphrase, or enter the one that is used there. It is asked for without being shown, or read from NINEFOLD_PASSPHRASE, or from the first line of the input",
        "Oculta lo que hay en la carpeta con una frase de contraseña, o escribe la que ya se usa ahí. Se pregunta sin mostrarla, o se lee de NINEFOLD_PASSPHRASE, o de la primera línea de la entrada",
    ))]
    passphrase: bool,
    #[arg(long, help = word!(
        "Set another passphrase in place of the present one, also if nobody knows that any more; everything is written anew",
        "Pon otra frase de contraseña en lugar de la actual, también si ya nadie la sabe; todo se escribe de nuevo",
    ))]
    new_passphrase: bool,
    #[arg(long, help = word!(
        "Write to the folder without a passphrase from now on, from this computer",
        "Escribe en la carpeta sin frase de contraseña desde ahora, desde este equipo",
    ))]
    no_passphrase: bool,
}

/// What a call answers as JSON: how the folder stands, as ever, and beside it the calendars.
#[derive(Serialize)]
struct InStep<'a> {
    #[serde(flatten)]
    folder: &'a Synced,
    /// As of `calendars --now`; null where none is connected, and where the call was no pass.
    calendars: Option<&'a CalendarsLooked>,
    /// What the look at them did and found, a sentence each.
    said: Vec<String>,
}

fn keep(text: &str) -> Result<Keep, String> {
    match text {
        "keychain" => Ok(Keep::Keychain),
        "file" => Ok(Keep::File),
        "session" => Ok(Keep::Session),
        _ => Err(["keychain", "file", "session"].join(", ")),
    }
}

/// The text to print, and the exit code.
pub fn run(app: &App, args: &Args, json: bool) -> Result<(String, u8), Failure> {
    let Args { which, keep } = args;
    if which.off {
        let answered = app.sync_off(Nothing {})?;
        if json {
            return Ok((to_json(&answered), 0));
        }
        return Ok((answered.message.unwrap_or_else(none) + "\n", 0));
    }
    let is_asked = which.passphrase || which.new_passphrase;
    let told = if is_asked { hidden::passphrase(which.new_passphrase)? } else { String::new() };
    let synced = patiently(|| match &which.folder {
        Some(folder) => app.sync_folder_set(SyncFolder { folder: place::from_here(folder)? }),
        None if is_asked => app.sync_passphrase(SyncPassphrase {
            passphrase: told.clone(),
            anew: which.new_passphrase,
            keep: keep.unwrap_or_default(),
        }),
        None if which.no_passphrase => app.sync_passphrase_off(Nothing {}),
        None => app.sync_now(Nothing {}),
    })
    .map_err(with_a_way)?;
    // A pass brings the calendars in step, too, where any is connected.
    let is_pass = which.folder.is_none() && !is_asked && !which.no_passphrase;
    let looked = if is_pass { look_at_calendars(app)? } else { None };
    // A script is told where nothing could be read or written there, such as for want of the passphrase.
    let is_told = !which.no_passphrase;
    let code =
        if is_told && synced.sync.trouble { REFUSED } else { looked.as_ref().map_or(0, calendars::code) };
    if json {
        let said = looked.as_ref().map(|looked| calendars::found(app, looked)).transpose()?;
        let all = InStep { folder: &synced, calendars: looked.as_ref(), said: said.unwrap_or_default() };
        return Ok((to_json(&all), code));
    }
    let state = standing(&synced.sync);
    // Where nothing came or went, what is said begins with the state.
    let is_used = synced.sync.folder.is_some();
    let beside = synced.message.strip_prefix(&synced.sync.state).filter(|_| is_used);
    let news = beside.map_or(synced.message.as_str(), str::trim);
    let said = if news.is_empty() { state } else { format!("{news}\n{state}") };
    let Some(looked) = looked else { return Ok((said, code)) };
    let mut lines = calendars::found(app, &looked)?;
    lines.extend(calendars::open(&looked.calendars));
    Ok((lines.into_iter().fold(said, |said, line| format!("{said}{line}\n")), code))
}

/// What is refused for want of a keychain, with the other ways to keep a password.
fn with_a_way(mut failure: Failure) -> Failure {
    if failure.code == "no_keychain" {
        failure.message.push_str(&said!(
            " --keep file keeps it in a file that only you may read, --keep session until the program ends.",
            " --keep file la guarda en un archivo que solo puedes leer tú; --keep session, hasta que acabe el programa."
        ));
    }
    failure
}

/// What a look at all calendars found; none if none is connected.
fn look_at_calendars(app: &App) -> Result<Option<CalendarsLooked>, Failure> {
    let view = app.calendars(Nothing {})?;
    let is_connected = !view.accounts.is_empty() || view.sources.iter().any(|source| source.can_try);
    if is_connected { app.calendars_now(Nothing {}).map(Some) } else { Ok(None) }
}

fn none() -> String {
    word!("No sync folder is chosen.", "No hay carpeta de sincronización elegida.").to_owned()
}

/// The window may be at it right now: that is over soon.
fn patiently(pass: impl Fn() -> Result<Synced, Failure>) -> Result<Synced, Failure> {
    let until = Instant::now() + PATIENCE;
    loop {
        match pass() {
            Err(failure) if failure.code == "sync_busy" && Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(100));
            }
            answer => return answer,
        }
    }
}

fn standing(view: &SyncView) -> String {
    let Some(folder) = &view.folder else { return String::new() };
    let mut out = format!("{folder}\n{}\n", view.state);
    for note in &view.notes {
        let _ = writeln!(out, "{note}");
    }
    for computer in &view.computers {
        let this = if computer.this { word!(" (this one)", " (este)") } else { "" };
        let heard = computer.heard.as_ref().map_or_else(
            || {
                word!(
                    "nothing it wrote can be read here yet",
                    "aún no se puede leer aquí nada de lo que escribió"
                )
                .to_owned()
            },
            |when| said!("heard of {when}", "última noticia {when}"),
        );
        let _ = writeln!(out, "  {}{this}  {heard}", computer.name);
    }
    if !view.history.is_empty() {
        let _ = writeln!(out, "{}", word!("Last done elsewhere:", "Lo último hecho en otros:"));
    }
    for act in &view.history {
        let _ = writeln!(out, "  {}  {}: {}", act.when, act.computer, act.what);
    }
    out
}
