//! Two homes with a sync folder each: what the tests write there and find again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use journal::{Journal, Record, State};
use tempfile::TempDir;
use uuid::Uuid;

use crate::journals::{note, now};
use crate::program::{begin, ninefold, told};

/// A learner's home and the folder that it is kept in step through.
pub struct Place {
    root: TempDir,
}

impl Place {
    pub fn new() -> Place {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("folder")).unwrap();
        Place { root }
    }

    /// What holds both.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Only these files are there from now on.
    pub fn holds(&self, files: &BTreeMap<PathBuf, Vec<u8>>) {
        for folder in [self.home(), self.folder()] {
            std::fs::remove_dir_all(&folder).unwrap();
            std::fs::create_dir(&folder).unwrap();
        }
        for (path, bytes) in files {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }

    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    pub fn folder(&self) -> PathBuf {
        self.root.path().join("folder")
    }

    pub fn begins(&self) {
        begin(&self.home());
    }

    /// The program with these arguments; it must not fail.
    pub fn does(&self, args: &[&str]) -> String {
        let output = ninefold(&self.home(), args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", told(&output));
        told(&output)
    }

    /// Chooses its folder.
    pub fn joins(&self) {
        self.does(&["sync", "--folder", &self.folder().display().to_string()]);
    }

    pub fn logs(&self, text: &str) {
        self.does(&["log", "20", "--strategy", "1", "--text", text]);
    }

    fn journal(&self) -> Journal {
        self.opens().unwrap()
    }

    /// Its journal, if it opens without a word.
    pub fn opens(&self) -> Result<Journal, String> {
        let device = std::fs::read_to_string(self.home().join("device")).unwrap();
        let device = device.lines().next().unwrap().parse().unwrap();
        let opened = Journal::open(&self.home(), device, now()).map_err(|error| error.to_string())?;
        opened.notice.map_or(Ok(opened.journal), |notice| Err(format!("{notice:?}")))
    }

    /// Much that has to be carried, in notes of ten kB.
    pub fn notes(&self, count: usize) {
        let mut journal = self.journal();
        let text = "0123456789".repeat(1000);
        for n in 0..count {
            journal.append(now(), &[note(&format!("{n} {text}"))]).unwrap();
        }
    }

    pub fn names(&self) -> BTreeSet<Uuid> {
        self.journal().names(0).unwrap().into_iter().collect()
    }

    pub fn records(&self) -> Vec<Record> {
        self.journal().export().unwrap()
    }

    pub fn state(&self) -> State {
        self.journal().state().unwrap().clone()
    }

    /// A backup of the journal; where it is.
    pub fn backup(&self, at: DateTime<Utc>) -> PathBuf {
        self.journal().backup(&journal::backups_dir(&self.home()), at).unwrap().path
    }

    /// A copy of it as it is.
    pub fn copy(&self) -> Place {
        let copy = Place::new();
        copy_files(&self.home(), &copy.home());
        copy_files(&journal::backups_dir(&self.home()), &journal::backups_dir(&copy.home()));
        copy_files(&self.folder(), &copy.folder());
        for name in ["computer.json", "sync.json"] {
            let file = copy.home().join(name);
            if let Ok(text) = std::fs::read_to_string(&file) {
                let (from, to) = (self.folder().display().to_string(), copy.folder().display().to_string());
                std::fs::write(file, text.replace(&from, &to)).unwrap();
            }
        }
        copy
    }

    /// How often each event stands in the folder: words of the lines are enough.
    pub fn copies_of(&self, text: &str) -> usize {
        let files = std::fs::read_dir(self.folder()).unwrap().map(|file| file.unwrap().path());
        let texts = files.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap());
        texts.map(|bytes| String::from_utf8_lossy(&bytes).matches(text).count()).sum()
    }
}

fn copy_files(from: &Path, to: &Path) {
    if !from.exists() {
        return;
    }
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
}
