//! What the person must be told about their journal.
//! Invariant: that a journal was damaged is said by every program that opens it until somebody read it, whichever of them
//! happened to recover it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use journal::{Notice as Found, Recovered};
use language::{Language, speaking, spoken};

use super::backups;
use crate::session::Session;
use crate::transfer::Tally;
use crate::wire::{Answered, Nothing, Notice, Topic};
use crate::{ApiError, computer, paths, say};

/// What is to be told now.
pub(crate) fn present(session: &mut Session, zone: Tz) -> Option<Notice> {
    let found = session.notice.clone();
    let is_damage = matches!(found, Some(Found::Recovered { .. } | Found::Broken { .. }));
    if let Some(found) = found.as_ref().filter(|_| is_damage) {
        let in_each = |language: Language| {
            let said = speaking(language, || notice(found, &session.recovered, zone));
            (language.tag().to_owned(), said)
        };
        let kept: Kept = Language::ALL.map(in_each).into_iter().collect();
        if session.kept_notice != kept {
            let dir = session.host.data_dir();
            // Where it cannot be kept this program says it, as long as it is open.
            let _ = computer::write_json(&dir, &file(&dir), &kept);
            session.kept_notice = kept;
        }
    }
    let damage = session.kept_notice.get(spoken().tag()).cloned();
    let other = found.filter(|_| !is_damage).map(|found| notice(&found, &session.recovered, zone));
    match (damage, other) {
        // Neither hides the other.
        (Some(damage), Some(other)) => Some(Notice {
            text: format!("{} {}", damage.text, other.text),
            backup: other.backup.or(damage.backup),
            ..damage
        }),
        (damage, other) => damage.or(other),
    }
}

/// What was found of a damaged journal and nobody read yet, by the tag of each language.
pub(crate) type Kept = BTreeMap<String, Notice>;

/// What another program, or this one at another start, found.
pub(crate) fn kept(dir: &Path) -> Kept {
    let text = paths::small_text(&file(dir));
    serde_json::from_str(&text).unwrap_or_default()
}

fn file(dir: &Path) -> PathBuf {
    dir.join("notice.json")
}

/// There is a plan again: a backup of the time before is offered in the list, not over it. What was damaged is said all the same.
pub(crate) fn has_a_plan(session: &mut Session) {
    session.notice = match session.notice.take() {
        Some(Found::Missing { .. }) | None => None,
        Some(Found::Broken { set_aside, has_failed, .. }) => {
            Some(Found::Broken { set_aside, has_failed, backup: None })
        }
        Some(other) => Some(other),
    };
    for notice in session.kept_notice.values_mut() {
        notice.backup = None;
    }
}

pub(crate) fn dismiss(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    over(session);
    session.touch(&[Topic::App]);
    Ok(Answered::default())
}

/// It was read, or the person begins anew.
pub(crate) fn over(session: &mut Session) {
    session.notice = None;
    session.kept_notice.clear();
    let _ = std::fs::remove_file(file(&session.host.data_dir()));
}

fn notice(found: &Found, holds: &Tally, zone: Tz) -> Notice {
    match found {
        Found::Recovered { set_aside, recovered } => Notice {
            code: "journal_recovered".to_owned(),
            text: recovered_words(&set_aside.display().to_string(), recovered, holds, zone),
            backup: None,
        },
        Found::Broken { set_aside, backup: info, has_failed: true } => Notice {
            code: "journal_broken".to_owned(),
            text: said!(
                "Your journal was damaged. Something of it can still be read, but a new one could not be made of that. It was set aside as {path}; nothing was deleted.",
                "Tu diario estaba dañado. Aún se puede leer algo de él, pero no se ha podido hacer uno nuevo con eso. Se ha apartado como {path}; no se ha borrado nada.",
                path = set_aside.display()
            ),
            backup: info.as_ref().map(backup_words),
        },
        Found::Broken { set_aside, backup: info, has_failed: false } => Notice {
            code: "journal_broken".to_owned(),
            text: said!(
                "Your journal was damaged and could not be read. It was set aside as {path}; nothing was deleted.",
                "Tu diario estaba dañado y no se podía leer. Se ha apartado como {path}; no se ha borrado nada.",
                path = set_aside.display()
            ),
            backup: info.as_ref().map(backup_words),
        },
        Found::Missing { backup: info } => Notice {
            code: "journal_missing".to_owned(),
            text: said!(
                "There is no plan in your data folder, but a backup of one: {path}.",
                "En tu carpeta de datos no hay ningún plan, pero sí una copia de seguridad de uno: {path}.",
                path = info.path.display()
            ),
            backup: Some(backup_words(info)),
        },
        Found::Unreadable { count, kinds } => {
            let kinds = kinds_words(kinds);
            let text = counted!(
                *count,
                [
                    "{n} entry in your journal cannot be read by this version{kinds}. It is kept.",
                    "{n} entries in your journal cannot be read by this version{kinds}. They are kept."
                ],
                [
                    "Hay en tu diario {n} entrada que esta versión no puede leer{kinds}. Se conserva.",
                    "Hay en tu diario {n} entradas que esta versión no puede leer{kinds}. Se conservan."
                ]
            );
            Notice { code: "journal_unreadable".to_owned(), text, backup: None }
        }
    }
}

/// " (kind, kind)". A kind that no program would write may be anything, and is not repeated.
fn kinds_words(kinds: &BTreeSet<String>) -> String {
    const LONGEST: usize = 40;
    const MOST: usize = 5;
    let is_name = |kind: &&String| {
        kind.len() <= LONGEST
            && kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let named: Vec<&str> = kinds.iter().filter(is_name).take(MOST).map(String::as_str).collect();
    if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) }
}

/// What was saved of a damaged journal, how far it reaches, what is missing, and where the rest may be.
fn recovered_words(set_aside: &str, recovered: &Recovered, holds: &Tally, zone: Tz) -> String {
    let entries = |n: usize| counted!(n, ["{n} entry", "{n} entries"], ["{n} entrada", "{n} entradas"]);
    let mut says = vec![said!(
        "Your journal was damaged. {entries} could be read and are in a new one: {holds}.",
        "Tu diario estaba dañado. Se han podido leer {entries}, que están en uno nuevo: {holds}.",
        entries = entries(recovered.read + recovered.from_backup),
        holds = holds.words()
    )];
    match recovered.given.as_slice() {
        [] => {}
        [backup] => says.push(said!(
            "Of these, {entries} came from the backup of {backup}.",
            "De ellas, {entries} venían de la copia de seguridad del {backup}.",
            entries = entries(recovered.from_backup),
            backup = backup_day(backup)
        )),
        [_, _, ..] => says.push(said!(
            "Of these, {entries} came from {backups}.",
            "De ellas, {entries} venían de {backups}.",
            entries = entries(recovered.from_backup),
            backups = counted!(
                recovered.given.len(),
                ["{n} backup", "{n} backups"],
                ["{n} copia de seguridad", "{n} copias de seguridad"]
            )
        )),
    }
    if let Some(until) = recovered.until {
        says.push(said!(
            "The last is of {when}.",
            "La última es del {when}.",
            when = backups::moment(zone, until)
        ));
    }
    says.push(match recovered.lost {
        0 => word!("No gap was found before it.", "No se ha encontrado ningún hueco antes.").to_owned(),
        lost => said!(
            "At least {entries} could not be read; what they said is not in your plan.",
            "Al menos {entries} no se han podido leer; lo que decían no está en tu plan.",
            entries = entries(lost)
        ),
    });
    if let Some(backup) = &recovered.other_course {
        says.push(said!(
            "The backup of {backup} holds {entries} that are not here, as they belong to another course of your plan.",
            "La copia de seguridad del {backup} contiene {entries} que no están aquí, porque son de otro curso de tu plan.",
            backup = backup_day(backup),
            entries = entries(recovered.more_in_backup)
        ));
    }
    says.push(said!(
        "The damaged file is kept as {set_aside}, and your backups are under Settings, Data.",
        "El archivo dañado se conserva como {set_aside}, y tus copias de seguridad están en Ajustes, Datos."
    ));
    says.join(" ")
}

fn backup_day(info: &journal::BackupInfo) -> String {
    info.at.map_or_else(|| said!("an unknown day", "un día desconocido"), |at| say::date(at.date_naive()))
}

/// "24 November 2026, 120 entries".
pub(super) fn backup_words(info: &journal::BackupInfo) -> String {
    let day = backup_day(info);
    let events = usize::try_from(info.events).unwrap_or(usize::MAX);
    format!("{day}, {}", counted!(events, ["{n} entry", "{n} entries"], ["{n} entrada", "{n} entradas"]))
}
