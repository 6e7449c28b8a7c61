//! Packs on the terminal: checking one, and studying from it.

use std::path::Path;
use std::process::ExitCode;

use api::paths::carried;
use api::wire::{Answered, Failure, PackUse};
use api::{App, counted};

use crate::output::{self, BAD_INPUT, tell, to_json};

/// Studies from the pack in a folder; without one, from the program's own.
pub fn use_from(app: &App, dir: Option<&Path>) -> Result<Answered, Failure> {
    // The application names the folder in what it says, and "." says little.
    let folder = dir.map(|dir| std::fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned()));
    app.pack_use(PackUse { folder: folder.as_deref().map(carried).transpose()? })
}

/// Names every problem of the pack in a folder, or says what it holds.
pub fn check(dir: &Path, json: bool) -> ExitCode {
    match api::check_pack(dir) {
        Ok(summary) => {
            let text = if json { to_json(&summary) } else { output::plain(&format!("{}\n", summary.text)) };
            output::answer(&text, 0)
        }
        Err(problems) => {
            let text = if json {
                to_json(&problems)
            } else {
                output::plain(&problems.iter().map(|p| format!("{p}\n")).collect::<String>())
            };
            let dir = dir.display();
            tell(&counted!(
                problems.len(),
                ["{n} problem in {dir}.", "{n} problems in {dir}."],
                ["{n} problema en {dir}.", "{n} problemas en {dir}."],
            ));
            output::answer(&text, BAD_INPUT)
        }
    }
}
