//! An export taken in: what it holds and what of it is new is said before; a used journal is copied before anything is
//! written.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Datelike;
use chrono_tz::Tz;
use journal::{Answer, BlockId, BlockState, Foreign, Record, State, counting, fold};
use uuid::Uuid;

use crate::app::Job;
use crate::session::Session;
use crate::transfer::{self, Package, Tally, goal_words};
use crate::wire::{ImportFrom, ImportOffer, Nothing, PathChosen, Restored};
use crate::{ApiError, paths, say, zones};

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
    let zone = session.look()?.zone;
    let path = paths::written(&args.path);
    Ok(Box::new(move || {
        let package = read(&path)?;
        Ok(offer(known, &package, zone))
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

/// The events of a file, each once: of two under one name the first is taken in. With the names that another event has, too.
fn each_once(events: &[Foreign]) -> (Vec<Foreign>, BTreeSet<Uuid>) {
    let mut first = BTreeMap::new();
    let (mut each, mut twice) = (Vec::new(), BTreeSet::new());
    for event in events {
        match first.entry(event.id) {
            Entry::Vacant(place) => {
                place.insert(event);
                each.push(event.clone());
            }
            Entry::Occupied(place) if *place.get() != event => {
                twice.insert(event.id);
            }
            Entry::Occupied(_) => {}
        }
    }
    (each, twice)
}

fn offer(known: Vec<Record>, package: &Package, zone: Tz) -> ImportOffer {
    let (each, twice) = each_once(&package.events);
    let theirs = records(&each);
    let ids: BTreeSet<Uuid> = known.iter().map(|record| record.id).collect();
    let new: Vec<&Record> = theirs.iter().filter(|record| !ids.contains(&record.id)).collect();
    let differing = differing(&records(&package.events), &known);
    let twice = twice.difference(&ids).count();
    let holds = Tally::of(counting(&theirs)).words();
    let mut says = vec![match exported_on(package, zone) {
        Some(day) => said!("Exported on {day}. It holds {holds}.", "Exportado el {day}. Contiene {holds}."),
        None => said!("It holds {holds}.", "Contiene {holds}."),
    }];
    if package.left_out > 0 {
        says.push(left_out_words(package.left_out));
    }
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
    if taken == 0 && differing == 0 {
        says.push(word!("All of it is here already.", "Ya está todo aquí.").to_owned());
    } else if taken == 0 {
        says.push(word!("Nothing of it is new here.", "Aquí no hay nada nuevo en él.").to_owned());
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
    if differing > 0 {
        says.push(differing_words(differing));
    }
    if twice > 0 {
        says.push(twice_words(twice));
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
    let parts = parts.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned());
    answers_replaced(before, after).into_iter().chain(parts).collect()
}

/// To how many blocks something else was said after than before; none where nothing was said of a block before.
fn answers_replaced(before: &State, after: &State) -> Option<String> {
    let is_other = |(id, block): &(&BlockId, &BlockState)| {
        let then = after.blocks.get(*id);
        let is_answered = block.answer != Answer::Open;
        (is_answered && then.is_none_or(|then| then.answer != block.answer))
            || block
                .graded
                .iter()
                .any(|(unit, grade)| then.and_then(|then| then.graded.get(unit)) != Some(grade))
    };
    let count = before.blocks.iter().filter(is_other).count();
    (count > 0).then(|| {
        counted!(
            count,
            ["the answer to {n} block", "the answers to {n} blocks"],
            ["la respuesta a {n} bloque", "las respuestas a {n} bloques"]
        )
    })
}

/// The learner's day on which the file was written; none of years that no calendar writes so.
fn exported_on(package: &Package, zone: Tz) -> Option<String> {
    let at = Some(package.exported_at).filter(|at| (1..=9999).contains(&at.year()))?;
    Some(say::date(zones::to_local(zone, at).date()))
}

/// How many names of events in the file are those of other ones here.
fn differing(theirs: &[Record], here: &[Record]) -> usize {
    let known: BTreeMap<Uuid, &Record> = here.iter().map(|r| (r.id, r)).collect();
    let is_other = |record: &&Record| {
        known.get(&record.id).is_some_and(|known| Record { seq: record.seq, ..(*known).clone() } != **record)
    };
    theirs.iter().filter(is_other).map(|record| record.id).collect::<BTreeSet<_>>().len()
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

fn twice_words(count: usize) -> String {
    counted!(
        count,
        [
            "{n} entry stands in the file under the name of another one, so one of the two was changed after it was exported. The first counts.",
            "{n} entries stand in the file under the names of others, so they were changed after they were exported. The first of each name counts."
        ],
        [
            "{n} entrada está en el archivo con el nombre de otra, así que una de las dos se cambió después de exportarla. Vale la primera.",
            "{n} entradas están en el archivo con los nombres de otras, así que se cambiaron después de exportarlas. Vale la primera de cada nombre."
        ]
    )
}

/// That what was exported was not whole.
fn left_out_words(count: u64) -> String {
    counted!(
        usize::try_from(count).unwrap_or(usize::MAX),
        [
            "It is not all: {n} damaged entry was left out when it was exported.",
            "It is not all: {n} damaged entries were left out when it was exported."
        ],
        [
            "No está todo: al exportarlo se dejó fuera {n} entrada dañada.",
            "No está todo: al exportarlo se dejaron fuera {n} entradas dañadas."
        ]
    )
}

pub(crate) fn take(session: &mut Session, args: ImportFrom) -> Result<Restored, ApiError> {
    let path: PathBuf = paths::written(&args.path);
    let package = read(&path)?;
    let known: BTreeSet<Uuid> = session.own_journal()?.export()?.iter().map(|record| record.id).collect();
    // Where nothing new comes there is nothing to go back from.
    let has_new = package.events.iter().any(|event| !known.contains(&event.id));
    let backup = if has_new { session.copy_before()? } else { None };
    let merged = session.take_in(&package.events)?;
    let mut parts = Vec::new();
    if merged.new == 0 && merged.differing.is_empty() {
        parts.push(word!("All of it was here already.", "Ya estaba todo aquí.").to_owned());
    } else if merged.new == 0 {
        parts.push(word!("Nothing of it was new here.", "Aquí no había nada nuevo en él.").to_owned());
    } else {
        let here = session.own_journal()?.export()?;
        let counts = counting(&here).into_iter().filter(|record| !known.contains(&record.id));
        let words = Tally::of(counts).words();
        parts.push(said!("Taken in: {words}.", "Importado: {words}."));
    }
    let differing = merged.differing.intersection(&known).count();
    if differing > 0 {
        parts.push(differing_words(differing));
    }
    let twice = merged.differing.difference(&known).count();
    if twice > 0 {
        parts.push(twice_words(twice));
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
