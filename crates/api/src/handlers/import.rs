//! An export taken in: what it holds and what of it is new is said before; a used journal is copied before anything is
//! written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journal::{Answer, Foreign, Record, State, counting, fold};
use uuid::Uuid;

use crate::app::Job;
use crate::session::Session;
use crate::transfer::{self, Package, Tally, goal_words};
use crate::wire::{ImportFrom, ImportOffer, Nothing, PathChosen, Restored};
use crate::{ApiError, paths, say};

/// Lets the person choose an export.
pub(crate) fn choose(session: &mut Session, _: Nothing) -> Result<Job<PathChosen>, ApiError> {
    let host = Arc::clone(&session.host);
    Ok(Box::new(move || match host.choose_file() {
        Ok(path) => Ok(PathChosen { path: path.as_deref().map(paths::carried).transpose()? }),
        Err(reason) => Err(ApiError::NoChoice { reason }),
    }))
}

pub(crate) fn check(session: &mut Session, args: ImportFrom) -> Result<Job<ImportOffer>, ApiError> {
    let known = session.own_journal()?.export()?;
    let path = paths::written(&args.path);
    Ok(Box::new(move || {
        let package = read(&path)?;
        Ok(offer(known, &package))
    }))
}

fn read(path: &Path) -> Result<Package, ApiError> {
    transfer::read(path).map_err(|fault| ApiError::BadImport { name: name(path), fault })
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The file's events apart from the journal, in order.
fn records(events: &[Foreign]) -> Vec<Record> {
    let mut records: Vec<Record> = (1..).zip(events).map(|(seq, event)| event.read(seq)).collect();
    Record::order(&mut records);
    records
}

fn offer(known: Vec<Record>, package: &Package) -> ImportOffer {
    let theirs = records(&package.events);
    let ids: BTreeSet<Uuid> = known.iter().map(|record| record.id).collect();
    let (new, seen): (Vec<&Record>, Vec<&Record>) =
        theirs.iter().partition(|record| !ids.contains(&record.id));
    let holds = Tally::of(counting(&theirs)).words();
    let day = say::date(package.exported_at.date_naive());
    let mut says =
        vec![said!("Exported on {day}. It holds {holds}.", "Exportado el {day}. Contiene {holds}.")];
    if let Some(profile) = fold(&theirs).profile {
        let goal = goal_words(profile.goal, profile.target);
        says.push(said!("Its goal: {goal}.", "Su meta: {goal}."));
    }
    let is_first = known.is_empty();
    let before = fold(&known);
    let new_ids: BTreeSet<Uuid> = new.iter().map(|record| record.id).collect();
    let taken = new.len();
    let unread = new.iter().filter(|record| record.event.is_err()).count();
    let mut merged = known;
    merged.extend(new.into_iter().cloned());
    Record::order(&mut merged);
    if taken == 0 {
        says.push(word!("All of it is here already.", "Ya está todo aquí.").to_owned());
    } else if !is_first {
        let counts = counting(&merged).into_iter().filter(|record| new_ids.contains(&record.id));
        let words = Tally::of(counts).words();
        says.push(said!("New here: {words}.", "Aquí es nuevo: {words}."));
        let after = fold(&merged);
        if after.profile != before.profile
            && let Some(profile) = &after.profile
        {
            let goal = goal_words(profile.goal, profile.target);
            says.push(said!("Your goal will then be: {goal}.", "Tu meta será entonces: {goal}."));
        }
        let parts = say::all(&replaced(&before, &after));
        if !parts.is_empty() {
            says.push(said!(
                "What was set later counts, so these will be other ones here: {parts}.",
                "Vale lo que se fijó más tarde; por eso aquí serán otros: {parts}."
            ));
        }
        says.push(
            word!(
                "What is here stays. A backup is made before, and brings back what was.",
                "Lo que hay aquí se queda. Antes se hace una copia de seguridad, que recupera lo que había."
            )
            .to_owned(),
        );
    }
    if unread > 0 {
        says.push(counted!(
            unread,
            [
                "{n} entry cannot be read by this version. It is kept, and waits for a newer one.",
                "{n} entries cannot be read by this version. They are kept, and wait for a newer one."
            ],
            [
                "Esta versión no puede leer {n} entrada. Se conserva, a la espera de una más nueva.",
                "Esta versión no puede leer {n} entradas. Se conservan, a la espera de una más nueva."
            ]
        ));
    }
    let differing = differing(&seen, &merged);
    if differing > 0 {
        says.push(differing_words(differing));
    }
    ImportOffer { says, new: u32::try_from(taken).unwrap_or(u32::MAX) }
}

/// What of the settings and of the plan is another one after than before, by name.
fn replaced(before: &State, after: &State) -> Vec<String> {
    let open = |state: &State| {
        let blocks = state.blocks.iter().filter(|(_, block)| block.answer == Answer::Open);
        blocks.map(|(id, block)| (*id, block.block.start)).collect::<Vec<_>>()
    };
    let parts = [
        (before.windows != after.windows, word!("the study windows", "las franjas de estudio")),
        (before.budget != after.budget, word!("the limits", "los límites")),
        (
            before.levels != after.levels || before.marks != after.marks,
            word!("what you know already", "lo que ya sabes"),
        ),
        (before.rhythms != after.rhythms, word!("the rhythms", "las rutinas")),
        (before.pack != after.pack, word!("the curriculum", "el temario")),
        (*before.busy != *after.busy, word!("the busy times", "los ratos ocupados")),
        (open(before) != open(after), word!("the blocks of the plan", "los bloques del plan")),
    ];
    parts.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned()).collect()
}

/// How many events of the file are other ones here.
fn differing(seen: &[&Record], here: &[Record]) -> usize {
    let known: std::collections::BTreeMap<Uuid, &Record> = here.iter().map(|r| (r.id, r)).collect();
    let same = |record: &Record| {
        known.get(&record.id).is_some_and(|known| Record { seq: record.seq, ..(*known).clone() } == *record)
    };
    seen.iter().filter(|record| !same(record)).count()
}

fn differing_words(count: usize) -> String {
    counted!(
        count,
        [
            "{n} entry is another one here under the same name: it was changed after it was exported. Yours is kept.",
            "{n} entries are others here under the same names: they were changed after they were exported. Yours are kept."
        ],
        [
            "{n} entrada es otra aquí con el mismo nombre: se cambió después de exportarla. Se conserva la tuya.",
            "{n} entradas son otras aquí con los mismos nombres: se cambiaron después de exportarlas. Se conservan las tuyas."
        ]
    )
}

pub(crate) fn take(session: &mut Session, args: ImportFrom) -> Result<Restored, ApiError> {
    let path: PathBuf = paths::written(&args.path);
    let package = read(&path)?;
    let known: BTreeSet<Uuid> = session.own_journal()?.export()?.iter().map(|record| record.id).collect();
    let backup = session.copy_before()?;
    let merged = session.take_in(&package.events)?;
    let mut parts = Vec::new();
    if merged.new == 0 {
        parts.push(word!("All of it was here already.", "Ya estaba todo aquí.").to_owned());
    } else {
        let here = session.own_journal()?.export()?;
        let counts = counting(&here).into_iter().filter(|record| !known.contains(&record.id));
        let words = Tally::of(counts).words();
        parts.push(said!("Taken in: {words}.", "Importado: {words}."));
    }
    if !merged.differing.is_empty() {
        parts.push(differing_words(merged.differing.len()));
    }
    let back = backup.as_ref().map(|backup| super::backups::file_name(&backup.path));
    if let Some(backup) = &backup {
        let backup = super::backups::when(session, backup.at)?;
        parts.push(said!(
            "The backup of {backup} holds what was before.",
            "La copia de seguridad del {backup} guarda lo de antes."
        ));
    }
    Ok(Restored { message: parts.join(" "), back })
}
