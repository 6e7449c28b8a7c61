//! What the person must be told about their journal.
//! Invariant: that a journal was damaged is said by every program that opens it until somebody read it, whichever of them
//! happened to recover it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use journal::{Notice as Found, Recovered, Unread};
use language::{Language, speaking, spoken};

use super::backups;
use crate::session::Session;
use crate::transfer::Tally;
use crate::wire::{Answered, Nothing, Notice, Topic};
use crate::{ApiError, computer, paths, say, zones};

/// What is to be told now.
pub(crate) fn present(session: &mut Session, zone: Tz) -> Option<Notice> {
    let is_damage = |found: &mut Found| matches!(found, Found::Recovered { .. } | Found::Broken { .. });
    if let Some(found) = session.notice.take_if(is_damage) {
        let in_each = |language: Language| {
            let said = speaking(language, || notice(&found, &session.recovered, zone));
            (language.tag().to_owned(), said)
        };
        let new: BTreeMap<String, Notice> = Language::ALL.map(in_each).into_iter().collect();
        // What another program found since is told, too.
        session.kept_notice =
            Kept { texts: joined(kept(&session.host.data_dir()).texts, new), is_written: false };
    }
    session.kept_notice.write(&session.host.data_dir());
    let damage = session.kept_notice.texts.get(spoken().tag()).cloned();
    let other = session.notice.as_ref().map(|found| notice(found, &session.recovered, zone));
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

/// What was found of damaged journals and nobody read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// By the tag of each language.
    texts: BTreeMap<String, Notice>,
    /// Whether that stands beside the journal.
    is_written: bool,
}

impl Kept {
    fn write(&mut self, dir: &Path) {
        if !self.is_written {
            let path = file(dir);
            // A folder under its name lets nothing be written there.
            if std::fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
                set_aside(&path);
            }
            // Where it cannot be kept this program says it, as long as it is open, and tries again.
            self.is_written = computer::write_json(dir, &path, &self.texts).is_ok();
        }
    }
}

/// Both, where one was not read yet when the other came.
fn joined(mut earlier: BTreeMap<String, Notice>, new: BTreeMap<String, Notice>) -> BTreeMap<String, Notice> {
    for (language, new) in new {
        let both = match earlier.remove(&language) {
            Some(earlier) if earlier.text.contains(&new.text) => earlier,
            Some(earlier) => Notice {
                text: format!("{} {}", earlier.text, new.text),
                backup: new.backup.or(earlier.backup),
                ..new
            },
            None => new,
        };
        earlier.insert(language, both);
    }
    earlier
}

/// What another program, or this one at another start, found.
pub(crate) fn kept(dir: &Path) -> Kept {
    let path = file(dir);
    let is_there = std::fs::symlink_metadata(&path).is_ok();
    let texts = match serde_json::from_str(&paths::small_text(&path)) {
        Ok(texts) => texts,
        Err(_) if is_there => {
            let in_each =
                |language: Language| (language.tag().to_owned(), speaking(language, || unread(&path)));
            Language::ALL.map(in_each).into_iter().collect()
        }
        Err(_) => BTreeMap::new(),
    };
    Kept { texts, is_written: true }
}

/// Something was to be told, and what stands under its name cannot be read.
fn unread(path: &Path) -> Notice {
    Notice {
        code: "journal_recovered".to_owned(),
        text: said!(
            "Something was to be told about your journal that cannot be read any more: {path} is not what Ninefold writes there. If your journal was damaged, the damaged file is kept beside it, and your backups are under Settings, Data.",
            "Había algo que decir sobre tu diario que ya no se puede leer: {path} no es lo que Ninefold escribe ahí. Si tu diario estaba dañado, el archivo dañado se conserva a su lado, y tus copias de seguridad están en Ajustes, Datos.",
            path = path.display()
        ),
        backup: None,
    }
}

/// Moves what has the name of the file and is no file out of the way; nothing is deleted.
fn set_aside(path: &Path) {
    let aside = (1..100_u8).map(|n| path.with_extension(format!("json.before-{n}")));
    if let Some(aside) = aside.into_iter().find(|aside| std::fs::symlink_metadata(aside).is_err()) {
        let _ = std::fs::rename(path, aside);
    }
}

fn file(dir: &Path) -> PathBuf {
    dir.join("notice.json")
}

/// Tells something in each language until somebody read it.
pub(crate) fn tell(session: &mut Session, code: &str, words: impl Fn() -> String) {
    let in_each = |language: Language| {
        let text = speaking(language, &words);
        (language.tag().to_owned(), Notice { code: code.to_owned(), text, backup: None })
    };
    let new: BTreeMap<String, Notice> = Language::ALL.map(in_each).into_iter().collect();
    let before = std::mem::take(&mut session.kept_notice.texts);
    // What is told already of a damaged journal keeps its own ways out.
    session.kept_notice = Kept { texts: joined(new, before), is_written: false };
    session.kept_notice.write(&session.host.data_dir());
    session.touch(&[Topic::App]);
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
    for notice in session.kept_notice.texts.values_mut().filter(|notice| notice.backup.is_some()) {
        notice.backup = None;
        session.kept_notice.is_written = false;
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
    session.kept_notice = Kept { texts: BTreeMap::new(), is_written: true };
    let path = file(&session.host.data_dir());
    if std::fs::remove_file(&path).is_err() {
        set_aside(&path);
    }
}

/// Code of the notice that a journal is not there.
const JOURNAL_MISSING: &str = "journal_missing";

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
            backup: info.as_ref().map(|info| backup_words(info, zone)),
        },
        Found::Broken { set_aside, backup: info, has_failed: false } => Notice {
            code: "journal_broken".to_owned(),
            text: said!(
                "Your journal was damaged and could not be read. It was set aside as {path}; nothing was deleted.",
                "Tu diario estaba dañado y no se podía leer. Se ha apartado como {path}; no se ha borrado nada.",
                path = set_aside.display()
            ),
            backup: info.as_ref().map(|info| backup_words(info, zone)),
        },
        Found::Missing { backup: None, unopened } => {
            let text = if *unopened == 0 {
                word!(
                    "There is no plan in your data folder, though there was one. If you moved its file journal.db, close Ninefold and move it back before you begin anew.",
                    "En tu carpeta de datos no hay ningún plan, aunque hubo uno. Si moviste su archivo journal.db, cierra Ninefold y devuélvelo a su sitio antes de empezar de nuevo."
                )
                .to_owned()
            } else {
                counted!(
                    *unopened,
                    [
                        "There is no plan in your data folder, but {n} backup of one that cannot be opened: it is damaged, or a newer Ninefold made it. Install the newest version before you begin anew.",
                        "There is no plan in your data folder, but {n} backups of one that cannot be opened: they are damaged, or a newer Ninefold made them. Install the newest version before you begin anew."
                    ],
                    [
                        "En tu carpeta de datos no hay ningún plan, pero sí {n} copia de seguridad que no se puede abrir: está dañada o la hizo un Ninefold más nuevo. Instala la última versión antes de empezar de nuevo.",
                        "En tu carpeta de datos no hay ningún plan, pero sí {n} copias de seguridad que no se pueden abrir: están dañadas o las hizo un Ninefold más nuevo. Instala la última versión antes de empezar de nuevo."
                    ]
                )
            };
            Notice { code: JOURNAL_MISSING.to_owned(), text, backup: None }
        }
        Found::Missing { backup: Some(info), .. } => Notice {
            code: JOURNAL_MISSING.to_owned(),
            text: said!(
                "There is no plan in your data folder, but a backup of one: {path}.",
                "En tu carpeta de datos no hay ningún plan, pero sí una copia de seguridad de uno: {path}.",
                path = info.path.display()
            ),
            backup: Some(backup_words(info, zone)),
        },
        Found::WentBack { former } => {
            let mut text = word!(
                "Ninefold ended while it went back to a backup. That is done now: your plan is the backup’s.",
                "Ninefold se cerró mientras volvía a una copia de seguridad. Ya está hecho: tu plan es el de la copia."
            )
            .to_owned();
            if let Some(former) = former {
                text.push_str(&said!(
                    " The journal that was there is now {path}.",
                    " El diario que estaba ahí es ahora {path}.",
                    path = former.display()
                ));
            }
            text.push_str(word!(
                " If there was a sync folder it is left alone now: choose it again when you want what came after.",
                " Si había una carpeta de sincronización, se deja ahora en paz: elígela otra vez cuando quieras lo que vino después."
            ));
            Notice { code: "journal_went_back".to_owned(), text, backup: None }
        }
        Found::Unreadable { unknown, damaged } => {
            let text = [unread_words(unknown), damaged_words(damaged)].into_iter().flatten();
            let text = text.collect::<Vec<_>>().join(" ");
            Notice { code: "journal_unreadable".to_owned(), text, backup: None }
        }
    }
}

fn unread_words(Unread { count, kinds }: &Unread) -> Option<String> {
    let kinds = kinds_words(kinds);
    let words = || {
        counted!(
            *count,
            [
                "{n} entry in your journal cannot be read by this version{kinds}. It is kept.",
                "{n} entries in your journal cannot be read by this version{kinds}. They are kept."
            ],
            [
                "Hay en tu diario {n} entrada que esta versión no puede leer{kinds}. Se conserva.",
                "Hay en tu diario {n} entradas que esta versión no puede leer{kinds}. Se conservan."
            ]
        )
    };
    (*count > 0).then(words)
}

fn damaged_words(Unread { count, kinds }: &Unread) -> Option<String> {
    let kinds = kinds_words(kinds);
    let words = || {
        counted!(
            *count,
            [
                "{n} entry in your journal{kinds} cannot be read: it is damaged, or a later version wrote it. What it said is not in your plan. It is kept.",
                "{n} entries in your journal{kinds} cannot be read: they are damaged, or a later version wrote them. What they said is not in your plan. They are kept."
            ],
            [
                "Hay en tu diario {n} entrada{kinds} que no se puede leer: está dañada o la escribió una versión posterior. Lo que decía no está en tu plan. Se conserva.",
                "Hay en tu diario {n} entradas{kinds} que no se pueden leer: están dañadas o las escribió una versión posterior. Lo que decían no está en tu plan. Se conservan."
            ]
        )
    };
    (*count > 0).then(words)
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
        given => {
            let from = match given {
                [backup] => said!(
                    "the backup of {backup}",
                    "la copia de seguridad del {backup}",
                    backup = backup_day(backup, zone)
                ),
                _ => counted!(
                    given.len(),
                    ["{n} backup", "{n} backups"],
                    ["{n} copia de seguridad", "{n} copias de seguridad"]
                ),
            };
            says.push(counted!(
                recovered.from_backup,
                ["Of these, {n} entry came from {from}.", "Of these, {n} entries came from {from}."],
                ["De ellas, {n} entrada venía de {from}.", "De ellas, {n} entradas venían de {from}."]
            ));
        }
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
        lost => counted!(
            lost,
            [
                "At least {n} entry could not be read; what it said is not in your plan.",
                "At least {n} entries could not be read; what they said is not in your plan."
            ],
            [
                "Al menos {n} entrada no se ha podido leer; lo que decía no está en tu plan.",
                "Al menos {n} entradas no se han podido leer; lo que decían no está en tu plan."
            ]
        ),
    });
    if let Some(backup) = &recovered.other_course {
        says.push(said!(
            "The backup of {backup} holds {entries} that are not here, as they belong to another course of your plan.",
            "La copia de seguridad del {backup} contiene {entries} que no están aquí, porque son de otro curso de tu plan.",
            backup = backup_day(backup, zone),
            entries = entries(recovered.more_in_backup)
        ));
    }
    says.push(said!(
        "The damaged file is kept as {set_aside}, and your backups are under Settings, Data.",
        "El archivo dañado se conserva como {set_aside}, y tus copias de seguridad están en Ajustes, Datos."
    ));
    says.join(" ")
}

/// The learner's day.
fn backup_day(info: &journal::BackupInfo, zone: Tz) -> String {
    let day = |at| say::date(zones::to_local(zone, at).date());
    info.at.map_or_else(|| said!("an unknown day", "un día desconocido"), day)
}

/// "24 November 2026, 120 entries".
pub(super) fn backup_words(info: &journal::BackupInfo, zone: Tz) -> String {
    let day = backup_day(info, zone);
    let events = usize::try_from(info.events).unwrap_or(usize::MAX);
    format!("{day}, {}", counted!(events, ["{n} entry", "{n} entries"], ["{n} entrada", "{n} entradas"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_entry_from_a_backup_is_one_and_its_day_is_the_learners() {
        let at = chrono::DateTime::parse_from_rfc3339("2026-03-28T03:35:00Z").unwrap().to_utc();
        let backup = journal::BackupInfo { path: PathBuf::new(), at: Some(at), events: 3 };
        let says = |from_backup, given: usize, language| {
            let recovered = Recovered {
                read: 2,
                from_backup,
                given: vec![backup.clone(); given],
                lost: from_backup,
                until: None,
                backup: None,
                other_course: None,
                more_in_backup: 0,
            };
            let zone = chrono_tz::America::Los_Angeles;
            speaking(language, || recovered_words("plum", &recovered, &Tally::default(), zone))
        };
        for (from_backup, given, in_each) in [
            (
                1,
                1,
                [
                    "1 entry came from the backup of 27 March 2026.",
                    "1 entrada venía de la copia de seguridad del 27 de marzo de 2026.",
                ],
            ),
            (
                2,
                1,
                [
                    "2 entries came from the backup of 27 March",
                    "2 entradas venían de la copia de seguridad del 27",
                ],
            ),
            (1, 2, ["1 entry came from 2 backups.", "1 entrada venía de 2 copias de seguridad."]),
            (2, 2, ["2 entries came from 2 backups.", "2 entradas venían de 2 copias de seguridad."]),
            (
                1,
                1,
                [
                    "1 entry could not be read; what it said",
                    "1 entrada no se ha podido leer; lo que decía no",
                ],
            ),
            (
                2,
                1,
                [
                    "2 entries could not be read; what they said",
                    "2 entradas no se han podido leer; lo que decían no",
                ],
            ),
        ] {
            for (language, part) in Language::ALL.into_iter().zip(in_each) {
                let said = says(from_backup, given, language);
                assert!(said.contains(part), "{part}: {said}");
            }
        }
    }
}
