//! A disk that keeps what it was asked to keep: what was written and not synced may be lost, whole or in parts, when the
//! power goes.
//! Invariant: a sync of a file keeps its bytes, not its name; names are kept by a sync of their folder, in the order in which
//! they came there. What is in different folders waits for nothing in the other, as if each were a disk of its own.

use std::collections::{BTreeMap, BTreeSet};
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
    seen: Vec<u8>,
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
    Folder { path: PathBuf },
}

impl Naming {
    /// The folder in which it is.
    fn folder(&self) -> &Path {
        let (Naming::Made { path, .. }
        | Naming::Gone { path }
        | Naming::Moved { to: path, .. }
        | Naming::Folder { path }) = self;
        path.parent().unwrap()
    }
}

/// Names of files, and of those folders that were not there from the beginning.
#[derive(Clone, Default)]
struct Names {
    files: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
}

impl Names {
    fn take(&mut self, naming: &Naming) {
        match naming {
            Naming::Made { path, file } => {
                self.files.insert(path.clone(), *file);
            }
            Naming::Gone { path } => {
                self.files.remove(path);
            }
            Naming::Moved { from, to, file } => {
                self.files.remove(from);
                self.files.insert(to.clone(), *file);
            }
            Naming::Folder { path } => {
                self.folders.insert(path.clone());
            }
        }
    }
}

/// The disk as the steps so far left it.
#[derive(Clone, Default)]
pub struct Disk {
    files: Vec<File>,
    names: Names,
    kept_names: Names,
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
    /// A disk that has kept all that is in a folder.
    pub fn holding(folder: &Path) -> Disk {
        let mut disk = Disk::default();
        disk.keep_all(folder);
        disk.kept_names = disk.names.clone();
        disk
    }

    fn keep_all(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                self.keep_all(&entry.path());
            } else {
                let bytes = std::fs::read(entry.path()).unwrap();
                self.names.files.insert(entry.path(), self.files.len());
                self.files.push(File { kept: bytes.clone(), pending: Vec::new(), seen: bytes });
            }
        }
    }

    /// Takes in one step.
    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Opened { path, emptied } => {
                let file = self.file(path);
                if *emptied && !self.files[file].seen.is_empty() {
                    self.change(file, Change::Resize { length: 0 });
                }
            }
            Step::Wrote { path, at, bytes } => {
                let file = self.file(path);
                let at = at.unwrap_or(self.files[file].seen.len());
                self.change(file, Change::Write { at, bytes: bytes.clone() });
            }
            Step::Resized { path, length } => {
                let file = self.file(path);
                self.change(file, Change::Resize { length: *length });
            }
            Step::Copied { from, to, length } => {
                let (from, to) = (self.file(from), self.file(to));
                // Both are gone through from their beginning.
                let at = self.files[to].seen.len();
                let bytes = self.files[from].seen[at..at + length].to_vec();
                self.change(to, Change::Write { at, bytes });
            }
            Step::FolderMade { path } => {
                self.names.folders.insert(path.clone());
                self.pending_names.push(Naming::Folder { path: path.clone() });
            }
            Step::Synced { path } => match self.names.files.get(path) {
                Some(&file) => {
                    let File { kept, pending, .. } = &mut self.files[file];
                    pending.drain(..).for_each(|change| apply(kept, &change));
                }
                None => self.sync_folder(path),
            },
            Step::Renamed { from, to } => {
                assert_eq!(from.parent(), to.parent(), "moved to another folder");
                let file = self.names.files.remove(from).expect("a file that nobody made was renamed");
                self.names.files.insert(to.clone(), file);
                self.pending_names.push(Naming::Moved { from: from.clone(), to: to.clone(), file });
            }
            Step::Removed { path } => {
                if self.names.files.remove(path).is_some() {
                    self.pending_names.push(Naming::Gone { path: path.clone() });
                }
            }
            Step::Said { .. } => {}
        }
    }

    fn file(&mut self, path: &Path) -> usize {
        if let Some(&file) = self.names.files.get(path) {
            return file;
        }
        let file = self.files.len();
        self.files.push(File::default());
        self.names.files.insert(path.to_owned(), file);
        self.pending_names.push(Naming::Made { path: path.to_owned(), file });
        file
    }

    fn change(&mut self, file: usize, change: Change) {
        let file = &mut self.files[file];
        apply(&mut file.seen, &change);
        file.pending.push(change);
    }

    fn sync_folder(&mut self, folder: &Path) {
        let kept_names = &mut self.kept_names;
        self.pending_names.retain(|naming| {
            let here = naming.folder() == folder;
            if here {
                kept_names.take(naming);
            }
            !here
        });
    }

    /// The files as they may be found when the power has gone and come back.
    pub fn after_a_cut(&self, chance: &mut Chance) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut names = self.kept_names.clone();
        let mut waiting: BTreeMap<&Path, Vec<&Naming>> = BTreeMap::new();
        for naming in &self.pending_names {
            waiting.entry(naming.folder()).or_default().push(naming);
        }
        for in_one in waiting.into_values() {
            let still = chance.below(in_one.len() + 1);
            in_one.into_iter().take(still).for_each(|naming| names.take(naming));
        }
        // With a folder goes what is in it.
        let is_there = |path: &Path| {
            path.ancestors()
                .skip(1)
                .all(|folder| !self.names.folders.contains(folder) || names.folders.contains(folder))
        };
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
        let there = names.files.iter().filter(|(path, _)| is_there(path));
        there.map(|(path, file)| (path.clone(), content(&self.files[*file], chance))).collect()
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
