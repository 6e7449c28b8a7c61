//! The sync folder: choosing it, passing over it, and how it stands in words.
//! Invariant: a folder is only kept once a pass over it succeeded; which one it is, is a choice of this computer, not an
//! event.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Utc};
use keychain::Unkept;
use sync::{Fault, Hiding, Misplaced};

use super::{notices, sync_notes};
use crate::app::App;
use crate::carrying::{self, Asked, Done, Hidden, Standing, named};
use crate::secrets::Keep;
use crate::session::{Look, Session};
use crate::wire::{
    Answered, Nothing, SyncAct, SyncComputer, SyncFolder, SyncHidden, SyncView, Synced, Topic,
};
use crate::{ApiError, computer, device, paths, say, zones};

/// So many acts of other computers are told.
const TOLD: usize = 8;

pub(crate) fn view(session: &mut Session, _: Nothing) -> Result<SyncView, ApiError> {
    let dir = session.host.data_dir();
    let Some(folder) = computer::sync_folder(&dir) else {
        let trouble = computer::trouble(&dir);
        return Ok(SyncView {
            folder: None,
            trouble: trouble.is_some(),
            state: trouble.unwrap_or_default(),
            notes: Vec::new(),
            computers: Vec::new(),
            history: Vec::new(),
            passphrase: SyncHidden::Off,
            keep: Keep::default(),
        });
    };
    let look = session.look()?;
    let standing = session.standing.clone();
    let own = session.own_journal()?.device();
    let mut computers: Vec<SyncComputer> = standing
        .computers
        .iter()
        .map(|known| SyncComputer {
            name: named(&known.name),
            heard: known.last.map(|at| when(&look, at)),
            this: known.device == own,
        })
        .collect();
    computers.sort_by_key(|known| !known.this);
    Ok(SyncView {
        folder: Some(paths::shown(&folder)),
        state: state(&look, session),
        trouble: is_trouble(&standing),
        notes: sync_notes::all(&standing.found),
        computers,
        history: history(session, &look)?,
        passphrase: match &standing.hidden {
            Hidden { asks: true, .. } => SyncHidden::Asked,
            Hidden { sealed: true, .. } => SyncHidden::On,
            Hidden { .. } => SyncHidden::Off,
        },
        keep: computer::sync_keys(&session.host.data_dir()).unwrap_or_default().keep,
    })
}

/// Whether the person has something to do, or waits for something.
fn is_trouble(standing: &Standing) -> bool {
    let hidden = standing.hidden.asks;
    standing.fault.is_some() || standing.stopped.is_some() || hidden || standing.found.is_shut_out()
}

/// "18:40" today, else with its day.
pub(crate) fn when(look: &Look, at: DateTime<Utc>) -> String {
    if !(0..=9999).contains(&at.year()) {
        return said!("a time that no clock shows", "una hora que ningún reloj muestra");
    }
    let local = zones::to_local(look.zone, at);
    if local.date() == look.today() {
        return say::clock(local);
    }
    format!("{}, {}", say::date(local.date()), say::clock(local))
}

/// What the person is to know of it without asking, in a sentence.
pub(crate) fn trouble(look: &Look, session: &Session) -> Option<String> {
    if let Some(trouble) = computer::trouble(&session.host.data_dir()) {
        return Some(trouble);
    }
    let standing = &session.standing;
    let is_shut_out = is_trouble(standing) && standing.found.is_shut_out();
    let notes = if is_shut_out { sync_notes::shut_out(&standing.found) } else { Vec::new() };
    is_trouble(standing).then(|| [vec![state(look, session)], notes].concat().join(" "))
}

fn state(look: &Look, session: &Session) -> String {
    let standing = &session.standing;
    let Some(since) = standing.since.map(|since| when(look, since)) else {
        return word!("It was not looked into yet.", "Aún no se ha mirado.").to_owned();
    };
    if let Some(fault) = &standing.fault {
        let mut words = fault_words(fault, &since);
        words.push_str(&waits(standing.waiting));
        return words;
    }
    if let Some(why) = &standing.stopped {
        let words = said!(
            "Since {since} nothing is taken in from the sync folder. {why}",
            "Desde {since} no se recoge nada de la carpeta de sincronización. {why}"
        );
        return words + &waits(standing.waiting);
    }
    if standing.hidden.asks {
        return hidden_words(look, &standing.hidden) + &waits(standing.waiting);
    }
    if !standing.found.is_all() {
        return said!(
            "Since {since} not all that stands in the sync folder can be read.",
            "Desde {since} no se puede leer todo lo que hay en la carpeta de sincronización."
        );
    }
    match standing.others {
        0 if standing.found.foreign => said!(
            "In step since {since}. No file of another computer is there at the moment.",
            "Al día desde {since}. Ahora mismo no hay ahí ningún archivo de otro equipo."
        ),
        // It was another computer that has this one's name.
        0 if standing.found.twin => said!("In step since {since}.", "Al día desde {since}."),
        0 => said!(
            "In step since {since}. No other computer has written there yet.",
            "Al día desde {since}. Ningún otro equipo ha escrito ahí todavía."
        ),
        n => said!(
            "In step since {since}, {computers}.",
            "Al día desde {since}, {computers}.",
            computers = counted!(n + 1, ["{n} computer", "{n} computers"], ["{n} equipo", "{n} equipos"])
        ),
    }
}

fn waits(waiting: usize) -> String {
    if waiting == 0 {
        return String::new();
    }
    let words = counted!(
        waiting,
        ["{n} change waits.", "{n} changes wait."],
        ["{n} cambio espera.", "{n} cambios esperan."]
    );
    format!(" {words}")
}

/// What is not read or written for a passphrase, and what to do.
fn hidden_words(look: &Look, hidden: &Hidden) -> String {
    let why = |unkept: &Unkept| crate::words::failure(&unkept.clone().into()).message;
    match (&hidden.unkept, hidden.silent) {
        (Some(unkept), false) => {
            let why = why(unkept);
            said!(
                "The sync folder’s passphrase is kept on this computer and cannot be read, so what others hide with it is not read. {why} Then start Ninefold again, or enter the passphrase again.",
                "La frase de contraseña de la carpeta de sincronización está guardada en este equipo y no se puede leer, así que no se lee lo que otros ocultan con ella. {why} Después vuelve a abrir Ninefold, o escribe otra vez la frase."
            )
        }
        (Some(unkept), true) => {
            let why = why(unkept);
            said!(
                "The sync folder’s passphrase is kept on this computer and cannot be read, so nothing is written there. {why} Then start Ninefold again, or enter the passphrase again.",
                "La frase de contraseña de la carpeta de sincronización está guardada en este equipo y no se puede leer, así que ahí no se escribe nada. {why} Después vuelve a abrir Ninefold, o escribe otra vez la frase."
            )
        }
        (None, true) => word!(
            "The sync folder has a passphrase. Enter it here too; until then nothing is written there, and what you do is saved here.",
            "La carpeta de sincronización tiene una frase de contraseña. Escríbela también aquí; hasta entonces no se escribe nada ahí, y lo que haces se guarda aquí."
        )
        .to_owned(),
        (None, false) => {
            let words = word!(
                "Another computer uses another passphrase for the sync folder. Enter that one here too, so that all of it can be read.",
                "Otro equipo usa otra frase de contraseña para la carpeta de sincronización. Escríbela también aquí, para que se pueda leer todo."
            );
            words.to_owned() + &whose(look, &hidden.by)
        }
    }
}

/// Whose lines are hidden, and what to do if such a computer is gone for good; nothing if that is not known.
fn whose(look: &Look, by: &[Hiding]) -> String {
    let name = |hiding: &Hiding| {
        let name = named(&hiding.name);
        match hiding.changed.map(|at| when(look, at)) {
            Some(at) => said!("“{name}” (last at {at})", "«{name}» (última vez: {at})"),
            None => said!("“{name}”", "«{name}»"),
        }
    };
    let files = |hiding: &Hiding| format!("ninefold-{}…", hiding.device);
    if by.is_empty() {
        return String::new();
    }
    said!(
        " It is {names}. If it is in use no more, delete its files in the folder: {files}",
        " Es {names}. Si ya no se usa, borra sus archivos de la carpeta: {files}",
        names = say::all(&by.iter().map(name).collect::<Vec<_>>()),
        files = say::all(&by.iter().map(files).collect::<Vec<_>>())
    )
}

/// What is the matter with the folder since when, and what to do.
fn fault_words(fault: &Fault, since: &str) -> String {
    match fault {
        Fault::Gone { path } => said!(
            "The sync folder is not there since {since}: {path}. What you do is saved here and waits.",
            "La carpeta de sincronización no está desde {since}: {path}. Lo que haces se guarda aquí y espera.",
            path = path.display()
        ),
        Fault::NoFolder { path } => said!(
            "Since {since} there is a file where the sync folder was: {path}. What you do is saved here and waits.",
            "Desde {since} hay un archivo donde estaba la carpeta de sincronización: {path}. Lo que haces se guarda aquí y espera.",
            path = path.display()
        ),
        Fault::Permission { path } => said!(
            "Since {since} Ninefold may not read and write {path}. Change its permissions; what you do is saved here and waits.",
            "Desde {since} Ninefold no puede leer y escribir {path}. Cambia sus permisos; lo que haces se guarda aquí y espera.",
            path = path.display()
        ),
        Fault::ReadOnly { path } => said!(
            "Since {since} {path} can only be read. What you do is saved here and waits.",
            "Desde {since} {path} es de solo lectura. Lo que haces se guarda aquí y espera.",
            path = path.display()
        ),
        Fault::Full { path } => said!(
            "Since {since} there is no room left for {path}. Free some space; what you do is saved here and waits.",
            "Desde {since} no queda sitio para {path}. Libera espacio; lo que haces se guarda aquí y espera.",
            path = path.display()
        ),
        Fault::Misplaced { path } => said!(
            "Since {since} the sync folder {path} lies in the folder that holds your plan, or your plan or its backups lie in it. Nothing is carried: choose another one. What you do is saved here.",
            "Desde {since} la carpeta de sincronización {path} está dentro de la carpeta de tu plan, o tu plan o sus copias están en ella. No se lleva nada: elige otra. Lo que haces se guarda aquí.",
            path = path.display()
        ),
        Fault::Emptied { path } => said!(
            "Since {since} {path} is empty; it was not before. If it is on a stick or a drive, plug that in. If it was emptied on purpose, choose it once more, and all is written there anew. What you do is saved here and waits.",
            "Desde {since} {path} está vacía; antes no lo estaba. Si está en una memoria o un disco, conéctalo. Si se vació a propósito, elígela otra vez y todo se escribirá ahí de nuevo. Lo que haces se guarda aquí y espera.",
            path = path.display()
        ),
        Fault::Io { path, source } => said!(
            "Since {since} {path} cannot be read and written: {reason}. What you do is saved here and waits.",
            "Desde {since} no se puede leer y escribir {path}: {reason}. Lo que haces se guarda aquí y espera.",
            path = path.display(),
            reason = say::refusal(source)
        ),
    }
}

/// What other computers did last.
fn history(session: &mut Session, look: &Look) -> Result<Vec<SyncAct>, ApiError> {
    if session.sample.is_some() {
        return Ok(Vec::new());
    }
    let own = session.own_journal()?.device();
    let mut acts = Vec::new();
    let former = device::former(&session.host.data_dir());
    let others = look.state.undoable.iter().rev().filter(|act| act.device != own);
    for act in others {
        if acts.len() == TOLD {
            break;
        }
        let records = session.own_journal()?.command(act.command)?;
        let Some(first) = records.first().filter(|first| !former.did(act.device, first.at)) else { continue };
        acts.push(SyncAct {
            computer: session.standing.name_of(act.device),
            when: when(look, first.at),
            what: super::app::describe(look, &records),
        });
    }
    Ok(acts)
}

pub(crate) fn folder_set(app: &App, args: SyncFolder) -> Result<Synced, ApiError> {
    let dir = app.host().data_dir();
    let folder = paths::written(&args.folder);
    sync::fitting(&folder, &dir).map_err(|why| misplaced(&folder, why))?;
    let made = make(&folder)?;
    let before = computer::sync_folder(&dir);
    let first = before.as_deref() != Some(&folder);
    if first {
        app.with(|session| {
            session.standing = carrying::Standing::default();
            Ok(())
        })?;
    }
    match carrying::pass(app, &folder, if first { Asked::First } else { Asked::Chosen }) {
        Ok(done) => {
            computer::set_sync_folder(&dir, Some(folder))?;
            touch(app)?;
            let mut synced = synced(app, &done)?;
            if made {
                // Whoever mistyped a name, or whose stick is not there, sees it.
                synced.message.push_str(word!(
                    " The folder is new: it was made.",
                    " La carpeta es nueva: se ha creado."
                ));
            }
            Ok(synced)
        }
        Err(error) => {
            if made {
                // As it was; a folder that is not empty stays.
                let _ = std::fs::remove_dir(&folder);
            }
            app.with(|session| {
                session.standing = carrying::Standing::default();
                Ok(())
            })?;
            touch(app)?;
            Err(error)
        }
    }
}

/// Makes the folder if the one that would hold it is there; whether it was made.
fn make(folder: &Path) -> Result<bool, ApiError> {
    if folder.symlink_metadata().is_ok() || !folder.parent().is_some_and(Path::is_dir) {
        return Ok(false);
    }
    let failed = |reason: String| ApiError::WriteFailed { path: folder.display().to_string(), reason };
    std::fs::create_dir(folder).map_err(|e| failed(say::refusal(&e)))?;
    Ok(true)
}

fn misplaced(folder: &Path, why: Misplaced) -> ApiError {
    let path = folder.display();
    let reason = match why {
        Misplaced::InsideData => said!(
            "{path} is in the folder that holds your plan. What is carried to other computers must not be a part of it; choose a folder elsewhere.",
            "{path} está en la carpeta de tu plan. Lo que se lleva a otros equipos no puede formar parte de ella; elige una carpeta en otro sitio."
        ),
        Misplaced::AroundData => said!(
            "The folder that holds your plan and its backups is in {path}. It must not be carried to other computers; choose a folder beside it.",
            "La carpeta de tu plan y sus copias de seguridad está en {path}. No se debe llevar a otros equipos; elige una carpeta junto a ella."
        ),
        Misplaced::Relative => said!(
            "“{path}” does not say from where on. Write all of the path, from / or ~ on.",
            "«{path}» no dice desde dónde. Escribe la ruta entera, desde / o ~."
        ),
    };
    ApiError::BadSetting { reasons: vec![reason] }
}

pub(crate) fn now(app: &App, _: Nothing) -> Result<Synced, ApiError> {
    let folder: Option<PathBuf> = computer::sync_folder(&app.host().data_dir());
    let done = match folder {
        Some(folder) => carrying::pass(app, &folder, Asked::Again)?,
        None => Done { came: 0, went: 0, backup: None, met: None },
    };
    if let Some(met) = &done.met {
        // A window looks by itself, and nobody may be there.
        app.with(|session| {
            notices::tell(session, "two_plans", || met.words());
            Ok(())
        })?;
    }
    synced(app, &done)
}

pub(super) fn synced(app: &App, done: &Done) -> Result<Synced, ApiError> {
    app.with(|session| {
        let sync = view(session, Nothing {})?;
        let mut message = match (&sync.folder, done.came + done.went) {
            (None, _) if sync.trouble => sync.state.clone(),
            (None, _) => {
                word!("No sync folder is chosen.", "No hay carpeta de sincronización elegida.").to_owned()
            }
            (Some(_), 0) => sync.state.clone(),
            (Some(_), _) => said!(
                "{came} came, {went} went.",
                "Han llegado {came} y se han enviado {went}.",
                came = entries(done.came),
                went = entries(done.went)
            ),
        };
        if let Some(backup) = &done.backup {
            let held = super::backups::when(session, backup.at)?;
            message.push_str(&said!(
                " The backup of {held} holds what was before.",
                " La copia de seguridad del {held} guarda lo de antes."
            ));
        }
        if let Some(met) = &done.met {
            message.push_str(&format!(" {}", met.words()));
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(Synced { message, came: count(done.came), went: count(done.went), sync })
    })
}

fn entries(n: usize) -> String {
    counted!(n, ["{n} entry", "{n} entries"], ["{n} entrada", "{n} entradas"])
}

pub(crate) fn off(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let dir = session.host.data_dir();
    let Some(folder) = computer::sync_folder(&dir) else { return Ok(Answered::default()) };
    computer::set_sync_folder(&dir, None)?;
    session.standing = carrying::Standing::default();
    session.touch(&[Topic::Sync, Topic::App]);
    let message = said!(
        "{folder} is left alone from now on. What stands there stays, and your plan is all here.",
        "{folder} se deja en paz desde ahora. Lo que hay ahí se queda, y tu plan está entero aquí.",
        folder = paths::shown(&folder)
    );
    Ok(Answered { message: Some(message), ..Answered::default() })
}

fn touch(app: &App) -> Result<(), ApiError> {
    app.with(|session| {
        session.touch(&[Topic::Sync, Topic::App]);
        Ok(())
    })
}
