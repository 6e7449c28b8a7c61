//! Which pack is studied from: what a folder holds, and changing to it or back. The plan follows in the same command.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalog::Curriculum;
use journal::{Event, Profile};

use super::settings::saved;
use crate::app::Job;
use crate::packs::{self, Candidate, candidate};
use crate::problem::Promise;
use crate::session::{Look, Session};
use crate::wire::{Answered, FolderChosen, Nothing, PackFrom, PackInUse, PackOffer, PackUse, Topic};
use crate::{ApiError, paths};

/// The pack that is studied from.
pub(super) fn in_use(session: &mut Session, look: &Look) -> PackInUse {
    let files = look.state.pack.as_ref();
    let problems = session.packs.problems(files);
    view(&session.packs.of(files), files.is_none(), problems)
}

fn view(pack: &Curriculum, bundled: bool, problems: Vec<String>) -> PackInUse {
    let about = &pack.pack;
    PackInUse {
        title: about.title.clone(),
        version: about.version.clone(),
        holds: packs::held(pack),
        bundled,
        problems,
    }
}

pub(crate) fn folder_choose(session: &mut Session, _: Nothing) -> Result<Job<FolderChosen>, ApiError> {
    let host = Arc::clone(&session.host);
    Ok(Box::new(move || match host.choose_folder() {
        Ok(folder) => Ok(FolderChosen { folder: folder.as_deref().map(paths::carried).transpose()? }),
        Err(reason) => Err(ApiError::NoChoice { reason }),
    }))
}

pub(crate) fn check(session: &mut Session, args: PackFrom) -> Result<PackOffer, ApiError> {
    let look = session.look()?;
    match candidate(&folder(&args.folder)?) {
        Ok(Candidate { files, pack }) => {
            let used = look.state.pack.as_deref() == Some(&files);
            let present = session.packs.of(look.state.pack.as_ref());
            Ok(PackOffer {
                means: if used { Vec::new() } else { means(&look, &present, &pack) },
                pack: Some(view(&pack, false, Vec::new())),
                used,
                problems: Vec::new(),
            })
        }
        Err(ApiError::BadPack { problems }) => {
            Ok(PackOffer { pack: None, means: Vec::new(), used: false, problems })
        }
        Err(other) => Err(other),
    }
}

pub(crate) fn take(session: &mut Session, args: PackUse) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let profile = look.state.profile.clone().ok_or(ApiError::NotOnboarded)?;
    let (files, pack) = match &args.folder {
        Some(path) => {
            let Candidate { files, pack } = candidate(&folder(path)?)?;
            (Some(files), pack)
        }
        None => (None, Curriculum::clone(&session.packs.of(None))),
    };
    if look.state.pack.as_deref() == files.as_ref() {
        return Ok(Answered::default());
    }
    let profile = Profile { pack: pack.pack.id, ..profile };
    let events = vec![Event::PackSet { files }, Event::ProfileSet(profile)];
    let topics = [Topic::App, Topic::Settings, Topic::Units];
    Ok(saved(session.record_and_replan(&look, events, Promise::Renew, &topics)?, None))
}

/// The folder that somebody wrote or chose. The pack's own file in it names it, too.
fn folder(path: &str) -> Result<PathBuf, ApiError> {
    let path = paths::written(path);
    let folder = match path.parent() {
        Some(parent) if path.file_name().is_some_and(|name| name == catalog::PACK_FILE) => parent.to_owned(),
        _ => path,
    };
    if folder.is_dir() { Ok(folder) } else { Err(not_there(&folder)) }
}

fn not_there(folder: &Path) -> ApiError {
    let reason = said!(
        "There is no folder “{path}” on this computer. Name the folder that holds the pack's {file}.",
        "No hay ninguna carpeta «{path}» en este equipo. Indica la carpeta que contiene el {file} del temario.",
        path = folder.display(),
        file = catalog::PACK_FILE
    );
    ApiError::BadSetting { reasons: vec![reason] }
}

/// What another pack means for the units, in sentences.
fn means(look: &Look, present: &Curriculum, other: &Curriculum) -> Vec<String> {
    let offered = |pack: &Curriculum| -> BTreeSet<String> { open_units(pack).map(str::to_owned).collect() };
    let (before, after) = (offered(present), offered(other));
    let studied: BTreeSet<&str> = look.state.logs.iter().filter_map(|log| unit_of(&log.what)).collect();
    let stay = before.intersection(&after).count();
    let new = after.difference(&before).count();
    let gone = before.difference(&after).count();
    let begun = before.difference(&after).filter(|unit| studied.contains(unit.as_str())).count();
    let mut said = Vec::new();
    if stay > 0 {
        said.push(counted!(
            stay,
            [
                "{n} unit stays, with all that you did of it.",
                "{n} units stay, with all that you did of them."
            ],
            [
                "{n} unidad se queda, con todo lo que hiciste de ella.",
                "{n} unidades se quedan, con todo lo que hiciste de ellas."
            ],
        ));
    }
    if new > 0 {
        said.push(counted!(
            new,
            ["{n} unit is new.", "{n} units are new."],
            ["{n} unidad es nueva.", "{n} unidades son nuevas."],
        ));
    }
    if gone > 0 {
        said.push(counted!(
            gone,
            ["{n} unit is no longer offered.", "{n} units are no longer offered."],
            ["{n} unidad ya no se ofrece.", "{n} unidades ya no se ofrecen."],
        ));
    }
    if begun > 0 {
        said.push(counted!(
            begun,
            [
                "You studied {n} of these; that stays in your history, and counts again with a pack that has it.",
                "You studied {n} of these; that stays in your history, and counts again with a pack that has them."
            ],
            [
                "Has estudiado {n} de ellas; eso queda en tu historial y vuelve a contar con un temario que la tenga.",
                "Has estudiado {n} de ellas; eso queda en tu historial y vuelve a contar con un temario que las tenga."
            ],
        ));
    }
    said
}

fn open_units(pack: &Curriculum) -> impl Iterator<Item = &str> {
    pack.units().filter(|u| !u.retired).map(|u| u.id.as_str())
}

fn unit_of(what: &journal::Studied) -> Option<&str> {
    match what {
        journal::Studied::Work { unit, .. } => Some(unit),
        _ => None,
    }
}
