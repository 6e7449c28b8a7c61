//! Packs: the one that comes with the program, and those that people bring in a folder of their own.
//! Invariant: what is studied from is in the journal, all of it, so that no folder that moves away takes it along; it is
//! used only as long as it can be read, and the program's own pack stands in for it until then.

use std::path::Path;
use std::sync::Arc;

use catalog::{Curriculum, Problem, SourceFile};
use journal::PackFile;
use language::{Language, spoken};
use serde::Serialize;

use crate::{ApiError, say};

/// Largest pack, all files together: some ten times the program's own.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What a good pack holds.
#[derive(Clone, Debug, Serialize)]
pub struct PackSummary {
    /// Its id.
    pub id: String,
    /// Units that are not retired.
    pub units: usize,
    /// Rhythms.
    pub rhythms: usize,
    /// Likely minutes of all units.
    pub minutes: u32,
    /// All of it in one sentence.
    pub text: String,
}

/// Reads the pack in this folder.
///
/// # Errors
/// Every problem in it, one line each: file, line, what is wrong, what to do.
pub fn check_pack(dir: &Path) -> Result<PackSummary, Vec<String>> {
    let pack = catalog::load(dir).map_err(|problems| lines(&problems))?;
    let open = || pack.units().filter(|u| !u.retired);
    let (units, rhythms) = (open().count(), pack.rhythms().count());
    let minutes = open().map(|u| u.effort.likely).sum();
    let text = said!(
        "“{title}” is a good pack: {held}.",
        "«{title}» es un buen temario: {held}.",
        title = pack.pack.title,
        held = held(&pack)
    );
    Ok(PackSummary { id: pack.pack.id, units, rhythms, minutes, text })
}

/// Units, rhythms and hours of a pack, in words.
pub(crate) fn held(pack: &Curriculum) -> String {
    let open = || pack.units().filter(|u| !u.retired);
    said!(
        "{units}, {rhythms}, {hours}",
        "{units}, {rhythms}, {hours}",
        units = counted!(open().count(), ["{n} unit", "{n} units"], ["{n} unidad", "{n} unidades"]),
        rhythms =
            counted!(pack.rhythms().count(), ["{n} rhythm", "{n} rhythms"], ["{n} rutina", "{n} rutinas"]),
        hours = say::hours(open().map(|u| u.effort.likely).sum())
    )
}

fn lines(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// A pack from a folder, that can be studied from.
pub(crate) struct Candidate {
    /// All of it, for the journal.
    pub files: Vec<PackFile>,
    /// All of it, understood.
    pub pack: Curriculum,
}

/// Reads the pack in a folder.
///
/// # Errors
/// All its problems.
pub(crate) fn candidate(dir: &Path) -> Result<Candidate, ApiError> {
    let read = catalog::files(dir);
    let pack = catalog::read(&read).map_err(|problems| ApiError::BadPack { problems: lines(&problems) })?;
    let files = read.into_iter().filter_map(kept).collect::<Vec<_>>();
    if files.iter().map(|f| f.text.len()).sum::<usize>() > MOST_BYTES {
        let problem = said!(
            "Its files hold more than {most}\u{a0}MB. Take out what is not needed, or make two packs of it.",
            "Sus archivos ocupan más de {most}\u{a0}MB. Quita lo que no haga falta o haz dos temarios.",
            most = MOST_BYTES / (1024 * 1024)
        );
        return Err(ApiError::BadPack { problems: vec![problem] });
    }
    Ok(Candidate { files, pack })
}

/// A file as the journal keeps it. A pack that could be read is text throughout.
fn kept(file: SourceFile) -> Option<PackFile> {
    let bytes = file.content.ok()?.into_owned();
    Some(PackFile { name: file.name, text: String::from_utf8(bytes).ok()? })
}

/// The packs of one session: the program's own, and the one that was read last.
pub(crate) struct Packs {
    bundled: Arc<Curriculum>,
    last: Option<Read>,
}

struct Read {
    files: Arc<Vec<PackFile>>,
    /// In which its problems are told.
    language: Language,
    pack: Result<Arc<Curriculum>, Vec<String>>,
}

impl Packs {
    /// # Errors
    /// That the program's own pack is broken, which a test forbids.
    pub(crate) fn open() -> Result<Packs, ApiError> {
        let bundled =
            catalog::bundled().map_err(|problems| ApiError::BadPack { problems: lines(&problems) })?;
        Ok(Packs { bundled: Arc::new(bundled), last: None })
    }

    /// The pack that is studied from. The program's own stands in for one that this program cannot read.
    pub(crate) fn of(&mut self, files: Option<&Arc<Vec<PackFile>>>) -> Arc<Curriculum> {
        match files.map(|files| self.read(files)) {
            Some(Ok(pack)) => Arc::clone(pack),
            Some(Err(_)) | None => Arc::clone(&self.bundled),
        }
    }

    /// What keeps this program from reading the pack that is studied from.
    pub(crate) fn problems(&mut self, files: Option<&Arc<Vec<PackFile>>>) -> Vec<String> {
        files.and_then(|files| self.read(files).as_ref().err().cloned()).unwrap_or_default()
    }

    fn read(&mut self, files: &Arc<Vec<PackFile>>) -> &Result<Arc<Curriculum>, Vec<String>> {
        let language = spoken();
        let speaks = |last: &Read| last.pack.is_ok() || last.language == language;
        let is_same = |last: &Read| Arc::ptr_eq(&last.files, files) || last.files == *files;
        let known = self.last.take().filter(|last| speaks(last) && is_same(last));
        let read = known.unwrap_or_else(|| {
            let sources: Vec<SourceFile> =
                files.iter().map(|f| SourceFile::new(f.name.clone(), f.text.clone().into_bytes())).collect();
            let pack = catalog::read(&sources).map(Arc::new).map_err(|problems| lines(&problems));
            Read { files: Arc::clone(files), language, pack }
        });
        &self.last.insert(read).pack
    }
}
