//! A disk that keeps what it was asked to keep: what was written and not synced may be lost, whole or in parts, when the
//! power goes.
//! Invariant: a sync of a file keeps its bytes, not its name; names are kept by a sync of their folder, in their order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::traced::Step;

/// A disk writes a sector whole or not at all.
const SECTOR: usize = 512;

#[derive(Clone, Default)]
struct File {
    kept: Vec<u8>,
    /// What was done since it was synced.
    pending: Vec<Change>,
    /// As the running program sees it.
    length: usize,
}

#[derive(Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Resize { length: usize },
}

#[derive(Clone)]
enum Naming {
    Made { path: PathBuf, file: usize },
    Gone { path: PathBuf },
    Moved { from: PathBuf, to: PathBuf, file: usize },
}

/// The disk as the steps so far left it.
#[derive(Clone, Default)]
pub struct Disk {
    files: Vec<File>,
    names: BTreeMap<PathBuf, usize>,
    kept_names: BTreeMap<PathBuf, usize>,
    pending_names: Vec<Naming>,
}

/// Chance, the same in each run.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed ^ 0x9E37_79B9_7F4A_7C15)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

impl Disk {
    /// Takes in one step.
    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Opened { path, emptied } => {
                let file = self.file(path);
                if *emptied && self.files[file].length > 0 {
                    self.change(file, Change::Resize { length: 0 });
                }
            }
            Step::Wrote { path, at, bytes } => {
                let file = self.file(path);
                let at = at.unwrap_or(self.files[file].length);
                self.change(file, Change::Write { at, bytes: bytes.clone() });
            }
            Step::Resized { path, length } => {
                let file = self.file(path);
                self.change(file, Change::Resize { length: *length });
            }
            Step::Synced { path } => match self.names.get(path) {
                Some(&file) => {
                    let File { kept, pending, .. } = &mut self.files[file];
                    pending.drain(..).for_each(|change| apply(kept, &change));
                }
                None => self.sync_folder(path),
            },
            Step::Renamed { from, to } => {
                let file = self.names.remove(from).expect("a file that nobody made was renamed");
                self.names.insert(to.clone(), file);
                self.pending_names.push(Naming::Moved { from: from.clone(), to: to.clone(), file });
            }
            Step::Removed { path } => {
                if self.names.remove(path).is_some() {
                    self.pending_names.push(Naming::Gone { path: path.clone() });
                }
            }
            Step::Said { .. } => {}
        }
    }

    fn file(&mut self, path: &Path) -> usize {
        if let Some(&file) = self.names.get(path) {
            return file;
        }
        let file = self.files.len();
        self.files.push(File::default());
        self.names.insert(path.to_owned(), file);
        self.pending_names.push(Naming::Made { path: path.to_owned(), file });
        file
    }

    fn change(&mut self, file: usize, change: Change) {
        let file = &mut self.files[file];
        file.length = match &change {
            Change::Write { at, bytes } => file.length.max(at + bytes.len()),
            Change::Resize { length } => *length,
        };
        file.pending.push(change);
    }

    fn sync_folder(&mut self, folder: &Path) {
        let kept_names = &mut self.kept_names;
        self.pending_names.retain(|naming| {
            let (Naming::Made { path, .. } | Naming::Gone { path } | Naming::Moved { to: path, .. }) = naming;
            let here = path.parent() == Some(folder);
            if here {
                name(kept_names, naming);
            }
            !here
        });
    }

    /// The files as they may be found when the power has gone and come back.
    pub fn after_a_cut(&self, chance: &mut Chance) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut names = self.kept_names.clone();
        let still = chance.below(self.pending_names.len() + 1);
        self.pending_names.iter().take(still).for_each(|naming| name(&mut names, naming));
        let content = |file: &File, chance: &mut Chance| {
            let mut bytes = file.kept.clone();
            for change in &file.pending {
                match (change, chance.below(3)) {
                    (_, 0) => {}
                    (Change::Write { at, bytes: new }, 1) => {
                        for (n, sector) in new.chunks(SECTOR).enumerate() {
                            if chance.below(2) == 0 {
                                let part = Change::Write { at: at + n * SECTOR, bytes: sector.to_vec() };
                                apply(&mut bytes, &part);
                            }
                        }
                    }
                    _ => apply(&mut bytes, change),
                }
            }
            bytes
        };
        names.into_iter().map(|(path, file)| (path, content(&self.files[file], chance))).collect()
    }
}

fn name(names: &mut BTreeMap<PathBuf, usize>, naming: &Naming) {
    match naming {
        Naming::Made { path, file } => {
            names.insert(path.clone(), *file);
        }
        Naming::Gone { path } => {
            names.remove(path);
        }
        Naming::Moved { from, to, file } => {
            names.remove(from);
            names.insert(to.clone(), *file);
        }
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write { at, bytes: new } => {
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Change::Resize { length } => bytes.resize(*length, 0),
    }
}
