//! Computers with a journal and a copy of the folder each; an engine that carries files is played by hand.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use journal::{Event, Foreign, Journal, JournalError, Merged, State};
use sync::{Exchange, Fault, Head, Key, Keys, Limits, Passed, Pens, Store, Wish};
use tempfile::TempDir;
use uuid::Uuid;

/// What can go wrong in a pass.
#[derive(Debug)]
#[allow(dead_code, reason = "its content is printed by a test that fails")]
pub enum Trouble {
    Fault(Fault),
    Journal(JournalError),
    /// Of the test's making.
    Refused,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}

/// A journal with the pens in a file beside it.
pub struct Home {
    pub journal: Journal,
    pub pens: PathBuf,
    /// The next events are not taken in.
    pub refuses: bool,
    /// The folder was chosen just now.
    pub first: bool,
    /// The folder that is used was chosen once more.
    pub again: bool,
}

impl Store for Home {
    type Error = Trouble;

    fn names(&mut self, after: i64) -> Result<(i64, Vec<Uuid>), Trouble> {
        let last = self.journal.last_seq().map_err(Trouble::Journal)?;
        Ok((last, self.journal.names(after).map_err(Trouble::Journal)?))
    }

    fn named(&mut self, names: &[Uuid]) -> Result<Vec<Foreign>, Trouble> {
        self.journal.named(names).map_err(Trouble::Journal)
    }

    fn take_in(&mut self, events: &[Foreign]) -> Result<Merged, Trouble> {
        if std::mem::take(&mut self.refuses) {
            return Err(Trouble::Refused);
        }
        self.journal.merge(events).map_err(Trouble::Journal)
    }

    fn keep(&mut self, pens: &Pens) -> Result<(), Trouble> {
        fs::write(&self.pens, serde_json::to_string(pens).unwrap()).unwrap();
        Ok(())
    }

    fn is_first(&self) -> bool {
        self.first
    }

    fn may_be_empty(&self) -> bool {
        self.first || self.again
    }
}

/// One computer. Its folder is its own copy, or the same one as others have.
pub struct Computer {
    pub device: Uuid,
    pub dir: PathBuf,
    pub folder: PathBuf,
    pub home: Home,
    pub exchange: Exchange,
    /// What it was told of passphrases.
    pub keys: Keys,
}

pub fn now() -> DateTime<Utc> {
    "2026-03-02T08:15:30.123456Z".parse().unwrap()
}

/// How many times as many cases as in the test command.
pub fn times() -> usize {
    std::env::var("NINEFOLD_FAULTS").map_or(1, |text| text.parse().unwrap())
}

/// A folder to play in, in memory where the system has such a place: syncing is not what is tried here.
pub fn playground() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

pub fn note(text: &str) -> Event {
    Event::NoteSet { unit: "u1".to_owned(), text: text.to_owned() }
}

impl Computer {
    /// The n-th computer, with its home in `root`.
    pub fn new(root: &Path, n: u128, folder: &Path) -> Computer {
        Computer::with(&root.join(format!("home-{n}")), Uuid::from_u128(n), folder)
    }

    /// A computer with this home, which may be there already.
    pub fn with(dir: &Path, device: Uuid, folder: &Path) -> Computer {
        fs::create_dir_all(folder).unwrap();
        let journal = Journal::open(dir, device, now()).unwrap().journal;
        let pens = dir.join("sync.json");
        let kept = fs::read_to_string(&pens).ok().map(|text| serde_json::from_str(&text).unwrap());
        let exchange = Exchange::new(folder, kept.unwrap_or_default(), Limits::default());
        let folder = folder.to_owned();
        Computer {
            device,
            dir: dir.to_owned(),
            folder,
            home: Home { journal, pens, refuses: false, first: false, again: false },
            exchange,
            keys: Keys::default(),
        }
    }

    /// It is told of passphrases.
    pub fn use_keys(&mut self, keys: Keys) {
        self.keys = keys.clone();
        self.exchange.use_keys(keys);
    }

    /// The program is started anew.
    pub fn restarted(self) -> Computer {
        let (dir, device, folder, keys) =
            (self.dir.clone(), self.device, self.folder.clone(), self.keys.clone());
        drop(self);
        let mut computer = Computer::with(&dir, device, &folder);
        computer.use_keys(keys);
        computer
    }

    pub fn does(&mut self, at: DateTime<Utc>, events: &[Event]) -> Uuid {
        self.home.journal.append(at, events).unwrap().id
    }

    pub fn notes(&mut self, text: &str) {
        self.does(now(), &[note(text)]);
    }

    pub fn head(&self) -> Head {
        Head {
            device: self.device,
            computer: format!("computer {}", self.device.as_u128()),
            former: Vec::new(),
        }
    }

    pub fn passes(&mut self) -> Passed {
        let head = self.head();
        self.exchange.pass(&mut self.home, &head, now()).unwrap()
    }

    pub fn tries(&mut self) -> Result<Passed, Trouble> {
        let head = self.head();
        self.exchange.pass(&mut self.home, &head, now())
    }

    pub fn state(&mut self) -> State {
        self.home.journal.state().unwrap().clone()
    }

    /// All its events, in order.
    pub fn events(&self) -> Vec<Foreign> {
        self.home.journal.leaving(0).unwrap().events
    }

    /// The names of the files in its folder, in order.
    pub fn files(&self) -> Vec<String> {
        files(&self.folder)
    }

    /// The files it wrote itself.
    pub fn own_files(&self) -> Vec<String> {
        let own = self.device.to_string();
        self.files().into_iter().filter(|name| name.contains(&own)).collect()
    }
}

pub fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// These keys, to seal with.
pub fn sealing(held: &[Key]) -> Keys {
    Keys { held: held.to_vec(), wish: Wish::Sealed, ..Keys::default() }
}

/// How often each event stands in a folder.
pub fn copies(folder: &Path) -> Vec<usize> {
    let mut count = std::collections::BTreeMap::new();
    for name in files(folder) {
        let contents = sync::read(&fs::read(folder.join(name)).unwrap(), &Keys::default());
        for event in contents.batches.iter().flat_map(|batch| &batch.events) {
            *count.entry(event.id).or_insert(0) += 1;
        }
    }
    count.into_values().collect()
}

/// An engine carries a file as it is now, unless it is there so already.
pub fn carry(from: &Path, to: &Path, name: &str) {
    let (from, to) = (from.join(name), to.join(name));
    let bytes = fs::read(from).unwrap();
    if fs::read(&to).ok().as_ref() != Some(&bytes) {
        let arriving = to.with_file_name(".arriving");
        fs::write(&arriving, bytes).unwrap();
        fs::rename(arriving, to).unwrap();
    }
}

/// All of them must have the same events and the same state.
pub fn agree(computers: &mut [Computer]) -> State {
    let (events, state) = (computers[0].events(), computers[0].state());
    for computer in computers {
        assert_eq!(computer.events(), events);
        assert_eq!(computer.state(), state);
    }
    state
}
