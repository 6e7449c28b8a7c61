//! `ninefold-cli restore`: lists the backups of the journal, and brings one back.

use std::fmt::Write as _;

use api::App;
use api::say;
use api::wire::{BackupList, Failure, Nothing, RestoreArgs};

use crate::output::to_json;

/// Arguments of `restore`.
#[derive(clap::Args)]
pub struct Args {
    /// Name of a backup as --list shows it; the newest whole one if left out.
    backup: Option<String>,
    /// Only list the backups.
    #[arg(long)]
    list: bool,
    /// Set the present journal aside although it is not empty. It is not deleted.
    #[arg(long)]
    replace: bool,
}

/// The text to print.
pub fn run(app: &App, args: &Args, json: bool) -> Result<String, Failure> {
    if args.list {
        let list = app.backups(Nothing {})?;
        return Ok(if json { to_json(&list) } else { listing(&list) });
    }
    let answered = app.backup_restore(RestoreArgs { backup: args.backup.clone(), replace: args.replace })?;
    Ok(if json { to_json(&answered) } else { format!("{}\n", answered.message.unwrap_or_default()) })
}

fn listing(list: &BackupList) -> String {
    if list.backups.is_empty() {
        return format!("There are no backups in {} yet.\n", list.dir);
    }
    let mut out = format!("Backups in {}\n", list.dir);
    for backup in &list.backups {
        let holds = backup.events.map_or_else(
            || "damaged".to_owned(),
            |n| say::count(usize::try_from(n).unwrap_or(usize::MAX), "entry", "entries"),
        );
        let _ = writeln!(out, "  {}  {}  {holds}", backup.name, say::date(backup.at.date_naive()));
    }
    out
}
