//! A passphrase from whoever calls: from the environment, typed without being shown, or the first line of the input.
//! Invariant: it is never an argument, which every program of the computer may see, and never printed.

use std::io::{BufRead, IsTerminal};

use api::wire::Failure;
use api::{said, word};

/// Where a script may put it.
const VARIABLE: &str = "NINEFOLD_PASSPHRASE";

/// Reads it. A new one is asked for twice on a terminal.
///
/// # Errors
/// That there is none, in words.
pub fn read(is_new: bool) -> Result<String, Failure> {
    if let Some(text) = std::env::var_os(VARIABLE) {
        return text.into_string().map_err(|_| refused(&word!("it is not text", "no es texto")));
    }
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(|error| refused(&error))?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let first = ask(word!("Passphrase: ", "Frase de contraseña: "))?;
    if is_new && ask(word!("Once more: ", "Otra vez: "))? != first {
        return Err(refused(&word!("the two are not the same", "las dos no son iguales")));
    }
    Ok(first)
}

fn ask(prompt: &str) -> Result<String, Failure> {
    rpassword::prompt_password(prompt).map_err(|error| refused(&error))
}

fn refused(reason: &impl std::fmt::Display) -> Failure {
    let message = said!(
        "No passphrase was read: {reason}. Nothing was changed.",
        "No se ha leído ninguna frase de contraseña: {reason}. No ha cambiado nada."
    );
    Failure { code: "no_passphrase".to_owned(), message, details: Vec::new() }
}
