//! One pass over the folder: what others wrote is taken in, what the journal has and the folder has not is written. It may
//! end anywhere; the next pass goes on from what is there.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use chrono::{DateTime, Utc};
use journal::{Foreign, Merged};
use uuid::Uuid;

use crate::fault::Fault;
use crate::folder::{Computer, Folder, Found, Hiding};
use crate::format::Head;
use crate::limits::Limits;
use crate::pens::{Pens, Writer};
use crate::seal::{Keys, Lock, Manner, Wish};

/// The journal and what is kept beside it. Each call is short; the folder is read and written between them.
pub trait Store {
    /// What can go wrong with it, or with the folder.
    type Error: From<Fault>;

    /// Position of the event that arrived last, and the names of those that arrived after this one (0 for all), in the order
    /// of their arrival.
    ///
    /// # Errors
    /// What the journal said.
    fn names(&mut self, after: i64) -> Result<(i64, Vec<Uuid>), Self::Error>;

    /// The events of these names, in this order.
    ///
    /// # Errors
    /// What the journal said.
    fn named(&mut self, names: &[Uuid]) -> Result<Vec<Foreign>, Self::Error>;

    /// Takes in what other computers wrote.
    ///
    /// # Errors
    /// What the journal said; nothing was taken in then.
    fn take_in(&mut self, events: &[Foreign]) -> Result<Merged, Self::Error>;

    /// Keeps what was written to the folder.
    ///
    /// # Errors
    /// That it could not be kept.
    fn keep(&mut self, pens: &Pens) -> Result<(), Self::Error>;

    /// Whether the folder was chosen just now: nothing is taken in from it then unless what is here could be written there, so
    /// that a folder that is refused has changed nothing.
    fn is_first(&self) -> bool {
        false
    }

    /// Whether the folder was chosen just now as it is: then one that was emptied is written anew.
    fn may_be_empty(&self) -> bool {
        self.is_first()
    }
}

/// A folder and a journal that are brought together, again and again.
#[derive(Debug)]
pub struct Exchange {
    folder: Folder,
    pens: Pens,
    /// Every event of the journal, in the order of arrival.
    order: Vec<Uuid>,
    known: HashSet<Uuid>,
    position: i64,
    /// Who passed last, and when.
    by: Option<(Uuid, DateTime<Utc>)>,
}

/// What a pass goes by.
struct Pass<'a, S> {
    store: &'a mut S,
    head: &'a Head,
    at: DateTime<Utc>,
}

/// What a pass did.
#[derive(Debug)]
pub struct Passed {
    /// The events that were new here.
    pub came: Vec<Foreign>,
    /// What became of them.
    pub merged: Merged,
    /// How many events were written.
    pub went: usize,
    /// Events of this very installation came from the folder although its journal goes on: another computer uses its name,
    /// or its journal was put back.
    pub twin: bool,
    /// Nothing was written: others use a passphrase here, and this computer was told none.
    pub silent: bool,
    /// What else was found.
    pub found: Found,
}

impl Exchange {
    /// A folder that nothing is known of, and what was kept of the pens.
    pub fn new(folder: &Path, pens: Pens, limits: Limits) -> Exchange {
        Exchange {
            folder: Folder::new(folder, limits),
            pens: pens.of(folder),
            order: Vec::new(),
            known: HashSet::new(),
            position: 0,
            by: None,
        }
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What was kept of the pens last; another program of this home may have written since.
    pub fn use_pens(&mut self, pens: Pens) {
        self.pens = pens.of(self.folder.path());
    }

    /// What sealed lines are read with from now on, and how lines are written.
    pub fn use_keys(&mut self, keys: Keys) {
        self.folder.use_keys(keys);
    }

    /// Whether anybody uses a passphrase there, as of the last pass.
    pub fn is_sealed(&self) -> bool {
        self.folder.is_sealed()
    }

    /// The locks in the folder whose keys are not here, as of the last pass; first those that
    /// are most used.
    pub fn strange_locks(&self) -> Vec<Lock> {
        self.folder.strange_locks().into_iter().cloned().collect()
    }

    /// The keys that are not here and seal lines; those that seal lines which this installation wrote.
    pub fn missing_keys(&self) -> [BTreeSet<String>; 2] {
        [self.folder.missing_keys(None), self.folder.missing_keys(Some(self.pens.files()))]
    }

    /// Other computers whose lines cannot be read here, as of the last pass.
    pub fn hiding(&self) -> Vec<Hiding> {
        self.folder.hiding(self.pens.files())
    }

    /// Whether anything of others was ever taken in from this folder.
    pub fn has_taken(&self) -> bool {
        self.pens.taken
    }

    /// The computers that write to the folder, as of the last pass.
    pub fn computers(&self) -> Vec<Computer> {
        self.folder.computers(self.by)
    }

    /// Who did what stands in the folder, whoever wrote it, as of the last pass.
    pub fn devices(&self) -> BTreeSet<Uuid> {
        self.folder.devices()
    }

    /// Looks at the folder alone.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub fn look(&mut self) -> Result<Found, Fault> {
        self.folder.look(&self.known, self.pens.files())
    }

    /// Brings both together.
    ///
    /// # Errors
    /// What folder or store said. What was taken in or written until then stays.
    pub fn pass<S: Store>(
        &mut self,
        store: &mut S,
        head: &Head,
        at: DateTime<Utc>,
    ) -> Result<Passed, S::Error> {
        if self.pens.taken && !store.may_be_empty() && self.folder.is_empty() {
            return Err(Fault::Emptied { path: self.path().to_owned() }.into());
        }
        self.by = Some((head.device, at));
        self.learn(store)?;
        let was_used = !self.order.is_empty();
        let mut found = self.folder.look(&self.known, self.pens.files())?;
        let came = std::mem::take(&mut found.new);
        let twin = was_used && came.iter().any(|event| event.device == head.device);
        let mut passed = Passed { came, merged: Merged::default(), went: 0, twin, silent: false, found };
        self.go_on(&mut Pass { store, head, at }, &mut passed)?;
        Ok(passed)
    }

    fn go_on<S: Store>(&mut self, pass: &mut Pass<'_, S>, passed: &mut Passed) -> Result<(), S::Error> {
        if !passed.came.is_empty() {
            let taken = self.take_in(pass, passed);
            if taken.is_err() {
                // What was read and not taken in is to be read again.
                self.folder.forget();
            }
            taken?;
        }
        self.write(pass, passed, false)
    }

    fn take_in<S: Store>(&mut self, pass: &mut Pass<'_, S>, passed: &mut Passed) -> Result<(), S::Error> {
        if pass.store.is_first() {
            // Nothing goes yet: what stands there alone is in no journal.
            self.write(pass, passed, true)?;
        }
        passed.merged = pass.store.take_in(&passed.came)?;
        self.learn(pass.store)?;
        if !self.pens.taken {
            self.pens.taken = true;
            pass.store.keep(&self.pens)?;
        }
        Ok(())
    }

    /// Writes what the journal has and the folder has not. `adds`: without changing what is there.
    fn write<S: Store>(
        &mut self,
        pass: &mut Pass<'_, S>,
        passed: &mut Passed,
        adds: bool,
    ) -> Result<(), S::Error> {
        let (folder, pens) = (&self.folder, &mut self.pens);
        let keys = folder.keys();
        let manner = match (keys.wish, keys.used()) {
            (Wish::Clear, _) => Manner::Clear,
            (Wish::Unsaid, _) if !folder.is_sealed() => Manner::Clear,
            (Wish::Sealed, Some(key)) => Manner::Sealed(key),
            (Wish::Sealed, None) | (Wish::Unsaid, _) => {
                passed.silent = true;
                return Ok(());
            }
        };
        let before = pens.clone();
        // What others sealed is not put in clear because it cannot be seen.
        let own = manner.to().is_none() && passed.found.sealed > 0;
        let mut writer = Writer { folder, pens, head: pass.head.clone(), at: pass.at, manner, own, adds };
        let went = writer.write(&self.order, pass.store)?;
        self.pens.position = self.position;
        if self.pens != before {
            pass.store.keep(&self.pens)?;
        }
        if went > 0 {
            // Our own lines, so that they are among what is known of the folder; what came meanwhile waits for the next pass.
            self.folder.take_note(self.pens.files(), &self.known);
        }
        passed.went += went;
        Ok(())
    }

    /// Learns the names of the events that the journal got since.
    fn learn<S: Store>(&mut self, store: &mut S) -> Result<(), S::Error> {
        // With the last one that is known: another journal that was put in its place may be as long by now.
        let (mut last, mut names) = store.names((self.position - 1).max(0))?;
        if self.position > 0 && names.first() != self.order.last() {
            self.order.clear();
            self.known.clear();
            self.folder.forget();
            (last, names) = store.names(0)?;
        }
        self.position = last;
        self.order.extend(names.into_iter().filter(|name| self.known.insert(*name)));
        Ok(())
    }
}
