//! `ninefold-cli restore`: lists the backups of the journal and what each holds, and brings one back.

use std::fmt::Write as _;

use api::wire::{BackupHeld, BackupRef, BackupView, Failure, Nothing, RestoreArgs};
use api::{App, said, word};
use serde::Serialize;

use crate::output::to_json;
use crate::transfer::way_back;

/// Arguments of `restore`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(help = word!(
        "Name of a backup as --list shows it; the newest whole one if left out",
        "Nombre de una copia como la muestra --list; si falta, la más nueva que esté entera",
    ))]
    backup: Option<String>,
    #[arg(long, conflicts_with_all = ["backup", "replace"], help = word!("Only list the backups", "Solo enumera las copias"))]
    pub list: bool,
    #[arg(long, help = word!(
        "Set the present journal aside although it is not empty. It is not deleted",
        "Aparta el diario actual aunque no esté vacío. No se borra",
    ))]
    replace: bool,
}

/// All backups, each with what it holds.
#[derive(Serialize)]
struct Listing {
    dir: String,
    backups: Vec<Listed>,
    trouble: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    backup: BackupView,
    #[serde(flatten)]
    held: BackupHeld,
}

impl Listing {
    fn of(app: &App) -> Result<Listing, Failure> {
        let list = app.backups(Nothing {})?;
        let look_into = |backup: BackupView| {
            let held = app.backup(BackupRef { name: backup.name.clone() })?;
            Ok(Listed { backup, held })
        };
        let backups = list.backups.into_iter().map(look_into).collect::<Result<_, Failure>>()?;
        Ok(Listing { dir: list.dir, backups, trouble: list.trouble })
    }
}

/// The text to print.
pub fn run(app: &App, args: &Args, json: bool) -> Result<String, Failure> {
    if args.list {
        let list = Listing::of(app)?;
        return Ok(if json { to_json(&list) } else { listing(&list) });
    }
    let restored = app.backup_restore(RestoreArgs { backup: args.backup.clone(), replace: args.replace })?;
    Ok(if json { to_json(&restored) } else { format!("{}\n{}", restored.message, way_back(&restored)) })
}

fn listing(list: &Listing) -> String {
    let trouble = list.trouble.as_ref().map(|trouble| format!("{trouble}\n"));
    if list.backups.is_empty() {
        return trouble.unwrap_or_else(|| {
            said!(
                "There are no backups in {dir} yet.\n",
                "Todavía no hay copias de seguridad en {dir}.\n",
                dir = list.dir
            )
        });
    }
    let mut out = trouble.unwrap_or_default();
    out.push_str(&said!("Backups in {dir}\n", "Copias de seguridad en {dir}\n", dir = list.dir));
    for Listed { backup, held } in &list.backups {
        let which = match (backup.replaced, backup.newest) {
            (true, _) => word!(", replaced by a backup then", ", sustituido entonces por una copia"),
            (false, true) => word!(", the newest", ", la más nueva"),
            (false, false) => "",
        };
        let _ = writeln!(out, "  {}  {}{which}", backup.name, backup.when);
        for line in &held.says {
            let _ = writeln!(out, "      {line}");
        }
    }
    out
}
