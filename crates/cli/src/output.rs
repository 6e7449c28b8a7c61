//! What leaves the program: answers to standard output, sentences to standard error, and the exit code.
//! Invariant: an answer that could not be written is never a success.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use api::wire::Failure;
use api::{said, say};
use serde::Serialize;

/// Refused, nothing to show, or an answer that could not be written.
pub const REFUSED: u8 = 1;
/// Bad usage or unreadable input.
pub const BAD_INPUT: u8 = 2;

/// Prints an answer; the exit code is `code`, unless the answer is lost.
///
/// A reader that stops early (such as `head`) loses nothing it wanted. Output that was closed before the program
/// began (`>&-`) cannot be told from `/dev/null`: the runtime opens that in its place.
pub fn answer(text: &str, code: u8) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            tell(&said!(
                "the answer could not be written: {why}. What was asked for was done all the same.",
                "la respuesta no se pudo escribir: {why}. Lo pedido se hizo de todos modos.",
                why = say::refusal(&e)
            ));
            ExitCode::from(code.max(REFUSED))
        }
        Ok(()) | Err(_) => ExitCode::from(code),
    }
}

/// Text as a terminal and its tools want it. The application keeps "1 h 30" in one line by spaces that do not break; here
/// no line is broken between words, and who looks for "1 h 30" types a common space. What turns the direction of writing,
/// in a title or a name that came from elsewhere, would turn what stands behind it, too: it is left out, and so is whatever a
/// terminal would obey.
pub fn plain(text: &str) -> String {
    let turns = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let obeyed = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    let shown = text.chars().filter(|letter| !turns(*letter) && !obeyed(*letter));
    shown.map(|letter| if letter == '\u{a0}' { ' ' } else { letter }).collect()
}

/// Says that it failed: in words on standard error, and as JSON on standard output if that was asked for.
pub fn failure(failure: &Failure, json: bool, code: u8) -> ExitCode {
    tell(&failure.message);
    if json { answer(&to_json(failure), code) } else { ExitCode::from(code) }
}

/// Writes one sentence, or several lines of them, to standard error. Nothing can be done if nobody can read it.
pub fn tell(text: &str) {
    let mut err = std::io::stderr().lock();
    for line in plain(text).lines() {
        let _ = writeln!(err, "ninefold-cli: {line}");
    }
}

/// The answer for a script.
pub fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value)
        .map_or_else(|e| format!("{{\"error\": \"{e}\"}}\n"), |text| text + "\n")
}
