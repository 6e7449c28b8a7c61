//! What nobody else may see, from whoever calls: from the environment, typed without being shown, or the first line of the input.
//! Invariant: it is never an argument, which every program of the computer may see, and never printed.

use std::io::{BufRead, IsTerminal};

use api::say::refusal;
use api::wire::Failure;
use api::{said, word};

/// Where a script may put the passphrase of the sync folder.
const PASSPHRASE: &str = "NINEFOLD_PASSPHRASE";
/// Where a script may put the password of a calendar account.
const PASSWORD: &str = "NINEFOLD_PASSWORD";

/// The passphrase of the sync folder. A new one is asked for twice on a terminal.
///
/// # Errors
/// That there is none, in words.
pub fn passphrase(is_new: bool) -> Result<String, Failure> {
    let again = is_new.then(|| word!("Once more: ", "Otra vez: "));
    read(Some(PASSPHRASE), word!("Passphrase: ", "Frase de contraseña: "), again).map_err(|reason| {
        let message = said!(
            "No passphrase was read: {reason}. Nothing was changed.",
            "No se ha leído ninguna frase de contraseña: {reason}. No ha cambiado nada."
        );
        Failure { code: "no_passphrase".to_owned(), message, details: Vec::new() }
    })
}

/// The password of a calendar account.
///
/// # Errors
/// That there is none, in words.
pub fn password() -> Result<String, Failure> {
    read(Some(PASSWORD), word!("Password: ", "Contraseña: "), None).map_err(|reason| {
        let message = said!(
            "No password was read: {reason}. Nothing was changed.",
            "No se ha leído ninguna contraseña: {reason}. No ha cambiado nada."
        );
        Failure { code: "no_password".to_owned(), message, details: Vec::new() }
    })
}

/// An address that gives away a calendar to whoever has it.
///
/// # Errors
/// That there is none, in words.
pub fn address() -> Result<String, Failure> {
    read(None, word!("Address: ", "Dirección: "), None).map_err(|reason| {
        let message = said!(
            "No address was read: {reason}. Nothing was changed.",
            "No se ha leído ninguna dirección: {reason}. No ha cambiado nada."
        );
        Failure { code: "no_address".to_owned(), message, details: Vec::new() }
    })
}

/// Reads it, or says why not.
fn read(variable: Option<&str>, prompt: &str, again: Option<&str>) -> Result<String, String> {
    if let Some(text) = variable.and_then(std::env::var_os) {
        return text.into_string().map_err(|_| said!("it is not text", "no es texto"));
    }
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(|error| why(&error))?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let first = ask(prompt)?;
    match again {
        Some(again) if ask(again)? != first => {
            Err(said!("the two are not the same", "las dos no son iguales"))
        }
        Some(_) | None => Ok(first),
    }
}

fn ask(prompt: &str) -> Result<String, String> {
    rpassword::prompt_password(prompt).map_err(|error| why(&error))
}

fn why(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::InvalidData => said!("it is not text", "no es texto"),
        _ => refusal(error),
    }
}
