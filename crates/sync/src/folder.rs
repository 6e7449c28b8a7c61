//! The folder as it was seen last: which events each file holds, and from which computer it is. A file is read again only
//! when it changed; nothing here writes.
//!
//! Invariant: only ordinary files directly in the folder are opened, no links are followed, and no more is read than
//! [`Limits`] allow.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use journal::Foreign;
use uuid::Uuid;

use crate::fault::Fault;
use crate::format::{Contents, Former, Head, read};
use crate::limits::{LOCK_BYTES, Limits};
use crate::seal::{Keys, Lock, Manner, Wish};

/// A folder, and what is known of its files.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    limits: Limits,
    files: BTreeMap<OsString, Seen>,
    /// What lines are read with.
    keys: Keys,
    /// The locks that stand there, by their names.
    locks: BTreeMap<OsString, Lock>,
    /// Nothing was left out of the last look.
    is_all_seen: bool,
}

/// A file as it was read.
#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    head: Option<Head>,
    /// When its last whole line was written.
    last: Option<DateTime<Utc>>,
    /// Its events, by the public half of the key that they are sealed with; none for those in clear.
    names: BTreeMap<Option<String>, Vec<Uuid>>,
    /// Who did what stands in them, by the names of the installations.
    devices: BTreeSet<Uuid>,
    /// Lines that are sealed with a key that is not here.
    sealed: usize,
    /// How many of them each key sealed.
    sealed_with: BTreeMap<String, usize>,
    newer: bool,
    torn: usize,
    strange: usize,
}

impl Seen {
    /// Lines that are sealed with a key that is not here, but for these.
    fn sealed_but(&self, over: &BTreeSet<String>) -> usize {
        let counts = self.sealed_with.iter().filter(|(to, _)| !over.contains(*to));
        counts.map(|(_, lines)| lines).sum()
    }
}

/// What changes when a file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    len: u64,
    changed: Option<SystemTime>,
    file: (u64, u64),
}

impl Stamp {
    pub(crate) fn of(about: &Metadata) -> Stamp {
        #[cfg(unix)]
        let file = {
            use std::os::unix::fs::MetadataExt;
            (about.dev(), about.ino())
        };
        #[cfg(not(unix))]
        let file = (0, 0);
        Stamp { len: about.len(), changed: about.modified().ok(), file }
    }
}

/// What a look at the folder found.
#[derive(Debug, Default)]
pub struct Found {
    /// Events that the journal does not have, each once.
    pub new: Vec<Foreign>,
    /// Files of a newer program, which were not read.
    pub newer: usize,
    /// Lines that are torn, zeroed or altered, in files of others.
    pub torn: usize,
    /// Whole lines that this program does not understand.
    pub strange: usize,
    /// Lines that are sealed with a key that is not here.
    pub sealed: usize,
    /// Files of others with events in clear, while this computer seals its own.
    pub clear: usize,
    /// A passphrase is used in the folder that this computer does not know: nothing can be read of it, or not all.
    pub asks: bool,
    /// Files that were not read: too large, too many, links, or not to be opened.
    pub left_out: usize,
    /// Files of which only a mark is here, as their engine has not fetched them.
    pub away: usize,
    /// One file of each of these kinds.
    pub named: Named,
}

/// A file of each kind that is not read, or not all of it; by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Of a newer program.
    pub newer: Option<String>,
    /// With torn lines.
    pub torn: Option<String>,
    /// With lines that are not understood.
    pub strange: Option<String>,
    /// That was not read.
    pub left_out: Option<String>,
    /// That was not fetched.
    pub away: Option<String>,
    /// In clear.
    pub clear: Option<String>,
}

/// One more of a kind, with the name of the first.
fn count(counted: &mut usize, named: &mut Option<String>, more: usize, name: &OsStr) {
    *counted += more;
    if more > 0 && named.is_none() {
        *named = Some(name.to_string_lossy().into_owned());
    }
}

impl Found {
    fn leaves_out(&mut self, name: &OsStr) {
        count(&mut self.left_out, &mut self.named.left_out, 1, name);
    }
}

/// A computer that writes to the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computer {
    /// Name of the installation.
    pub device: Uuid,
    /// Name of the computer, for people.
    pub name: String,
    /// When it last wrote something.
    pub last: Option<DateTime<Utc>>,
    /// Names that the installation had before.
    pub former: Vec<Uuid>,
}

/// A computer whose lines cannot be read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hiding {
    /// Name of the installation, with which the names of its files begin.
    pub device: Uuid,
    /// Name of the computer, for people.
    pub name: String,
    /// When such a file was changed last.
    pub changed: Option<DateTime<Utc>>,
}

impl Folder {
    /// A folder of which nothing is known yet.
    pub fn new(path: &Path, limits: Limits) -> Folder {
        Folder {
            path: path.to_owned(),
            limits,
            files: BTreeMap::new(),
            keys: Keys::default(),
            locks: BTreeMap::new(),
            is_all_seen: false,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads what changed since the last look. `known` is every event that the journal has, `own` the files that this
    /// installation wrote: what is torn in them is not told, as they are written anew.
    ///
    /// # Errors
    /// If the folder cannot be listed. A file that cannot be read is left out and counted.
    pub fn look(&mut self, known: &HashSet<Uuid>, own: &BTreeSet<String>) -> Result<Found, Fault> {
        let mut found = Found::default();
        let mut new = HashSet::new();
        let names = self.names(own, &mut found)?;
        self.look_for_locks()?;
        let there: BTreeSet<&OsString> = names.iter().collect();
        self.files.retain(|name, _| there.contains(name));
        let mut read_bytes = 0;
        for name in names {
            let path = self.path.join(&name);
            // Asked by its name, not through a link.
            let about = match fs::symlink_metadata(&path) {
                Ok(about) if about.is_file() && about.len() <= self.limits.file_bytes => about,
                _ => {
                    found.leaves_out(&name);
                    self.files.remove(&name);
                    continue;
                }
            };
            let stamp = Stamp::of(&about);
            read_bytes += about.len();
            if read_bytes > self.limits.all_bytes {
                found.leaves_out(&name);
                self.files.remove(&name);
                continue;
            }
            if self.files.get(&name).is_some_and(|seen| seen.stamp == stamp) {
                continue;
            }
            match bytes(&path, stamp, self.limits.file_bytes) {
                Some(bytes) => {
                    let (seen, events) = seen(stamp, read(&bytes, &self.keys));
                    found.new.extend(
                        events.into_iter().filter(|event| !known.contains(&event.id) && new.insert(event.id)),
                    );
                    self.files.insert(name, seen);
                }
                None => {
                    found.leaves_out(&name);
                    self.files.remove(&name);
                }
            }
        }
        for (name, seen) in &self.files {
            let is_own = own.contains(name.to_string_lossy().as_ref());
            let torn = if is_own { 0 } else { seen.torn };
            count(&mut found.newer, &mut found.named.newer, usize::from(seen.newer), name);
            count(&mut found.strange, &mut found.named.strange, seen.strange, name);
            count(&mut found.torn, &mut found.named.torn, torn, name);
            let is_clear = self.keys.wish == Wish::Sealed && !is_own && seen.names.contains_key(&None);
            count(&mut found.clear, &mut found.named.clear, usize::from(is_clear), name);
            found.sealed += if is_own { seen.sealed_but(&self.keys.over) } else { seen.sealed };
        }
        let is_locked = !self.locks.is_empty() && self.own_locks().next().is_none();
        let writes = self.keys.wish == Wish::Clear || self.keys.used().is_some();
        found.asks = found.sealed > 0 || (is_locked && !writes);
        self.is_all_seen = found.left_out + found.away + found.newer == 0;
        Ok(found)
    }

    /// Those of these files, with their lengths as they were left, that are still so and hold lines of lost keys, and of no other
    /// that is not here. One that goes on growing is another computer's, as of a copied home.
    pub(crate) fn shut(&self, own: &BTreeMap<String, u64>) -> BTreeSet<String> {
        let is_shut = |(name, len): &(&String, &u64)| {
            self.files.get(OsStr::new(name.as_str())).is_some_and(|seen| {
                seen.sealed > 0 && seen.sealed_but(&self.keys.over) == 0 && seen.stamp.len == **len
            })
        };
        own.iter().filter(is_shut).map(|(name, _)| name.clone()).collect()
    }

    /// The keys that are not here and seal lines, in any of these files alone if there are any named.
    pub(crate) fn missing_keys(&self, of: Option<&BTreeSet<String>>) -> BTreeSet<String> {
        let is_meant = |name: &OsStr| of.is_none_or(|of| of.contains(name.to_string_lossy().as_ref()));
        let files = self.files.iter().filter(|(name, _)| is_meant(name));
        files.flat_map(|(_, seen)| seen.sealed_with.keys().cloned()).collect()
    }

    /// Who wrote lines that cannot be read here, in files other than these; with when such a file was changed last.
    pub fn hiding(&self, own: &BTreeSet<String>) -> Vec<Hiding> {
        let mut all: BTreeMap<Uuid, Hiding> = BTreeMap::new();
        for (name, seen) in &self.files {
            let Some(head) = seen.head.as_ref().filter(|_| seen.sealed > 0) else { continue };
            if own.contains(name.to_string_lossy().as_ref()) {
                continue;
            }
            let changed = seen.stamp.changed.map(DateTime::<Utc>::from);
            let hiding = all.entry(head.device).or_insert_with(|| Hiding {
                device: head.device,
                name: head.computer.clone(),
                changed,
            });
            hiding.changed = hiding.changed.max(changed);
        }
        all.into_values().collect()
    }

    /// Whether nothing was left out of the last look.
    pub(crate) fn is_all_seen(&self) -> bool {
        self.is_all_seen
    }

    /// What lines are read with from now on.
    pub(crate) fn use_keys(&mut self, keys: Keys) {
        if self.keys != keys {
            self.keys = keys;
            self.forget();
        }
    }

    /// What lines are read with.
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The locks whose keys are not here, each once; first those whose keys seal the most lines here, so that locks which
    /// somebody heaped up hide none that is used.
    pub(crate) fn strange_locks(&self) -> Vec<&Lock> {
        let mut locks: Vec<&Lock> = Vec::new();
        for lock in self.locks.values().filter(|lock| !self.keys.has(lock.to())) {
            if !locks.contains(&lock) {
                locks.push(lock);
            }
        }
        let sealing = |lock: &&Lock| {
            let of_files = self.files.values().filter_map(|seen| seen.sealed_with.get(lock.to()));
            Reverse(of_files.sum::<usize>())
        };
        locks.sort_by_cached_key(sealing);
        locks
    }

    /// Names of files that hold locks of keys that are here.
    pub(crate) fn own_locks(&self) -> impl Iterator<Item = &OsString> {
        self.locks.iter().filter(|(_, lock)| self.keys.has(lock.to())).map(|(name, _)| name)
    }

    /// Names of files that hold other locks.
    pub(crate) fn other_locks(&self) -> impl Iterator<Item = &OsString> {
        self.locks.iter().filter(|(_, lock)| !self.keys.has(lock.to())).map(|(name, _)| name)
    }

    /// Whether this very lock stands there.
    pub(crate) fn has_lock(&self, lock: &Lock) -> bool {
        self.locks.values().any(|there| there == lock)
    }

    /// Whether any line or lock there is of a passphrase.
    pub(crate) fn is_sealed(&self) -> bool {
        !self.locks.is_empty() || self.has_sealed_lines()
    }

    /// Whether any line there is sealed.
    pub(crate) fn has_sealed_lines(&self) -> bool {
        self.files.values().any(|seen| seen.sealed > 0 || seen.names.keys().any(Option::is_some))
    }

    fn look_for_locks(&mut self) -> Result<(), Fault> {
        self.locks.clear();
        let entries = fs::read_dir(&self.path).map_err(|error| Fault::io(&self.path, error))?;
        let names = entries.take(self.limits.names).flatten().map(|entry| entry.file_name());
        let mut names: Vec<OsString> = names.filter(|name| may_be_a_lock(name)).collect();
        names.sort();
        // Those of the keys that are here come within any limit.
        let own = self.keys.held.iter().map(|key| OsString::from(key.lock().file_name()));
        let names: Vec<OsString> = own.chain(names.into_iter().take(self.limits.locks)).collect();
        for name in names {
            let path = self.path.join(&name);
            let about =
                fs::symlink_metadata(&path).ok().filter(|about| about.is_file() && about.len() <= LOCK_BYTES);
            let bytes = about.and_then(|about| bytes(&path, Stamp::of(&about), LOCK_BYTES));
            if let Some(lock) = bytes.and_then(|bytes| Lock::read(&bytes)) {
                self.locks.insert(name, lock);
            }
        }
        Ok(())
    }

    /// Reads these files again, which this installation has just written itself. One that holds more than the journal knows
    /// is left for the next look.
    pub(crate) fn take_note(&mut self, own: &BTreeSet<String>, known: &HashSet<Uuid>) {
        for name in own {
            let path = self.path.join(name);
            let Some(about) = fs::symlink_metadata(&path).ok().filter(Metadata::is_file) else { continue };
            let stamp = Stamp::of(&about);
            if self.files.get(OsStr::new(name)).is_some_and(|seen| seen.stamp == stamp) {
                continue;
            }
            if let Some(bytes) = bytes(&path, stamp, self.limits.file_bytes) {
                let seen = seen(stamp, read(&bytes, &self.keys)).0;
                if seen.names.values().flatten().all(|name| known.contains(name)) {
                    self.files.insert(name.into(), seen);
                }
            }
        }
    }

    /// Everything is read anew the next time.
    pub(crate) fn forget(&mut self) {
        self.files.clear();
    }

    /// Files that may be ours. Those that this installation wrote come first and within any limit: what stands in them must
    /// not be written again, however full the folder is.
    fn names(&self, own: &BTreeSet<String>, found: &mut Found) -> Result<Vec<OsString>, Fault> {
        let about = fs::metadata(&self.path).map_err(|error| Fault::io(&self.path, error))?;
        if !about.is_dir() {
            return Err(Fault::NoFolder { path: self.path.clone() });
        }
        let entries = fs::read_dir(&self.path).map_err(|error| Fault::io(&self.path, error))?;
        let is_there = |name: &&String| self.path.join(name).symlink_metadata().is_ok();
        let mut names: Vec<OsString> = own.iter().filter(is_there).map(OsString::from).collect();
        let mut others = BTreeSet::new();
        let mut entries = entries.fuse();
        for entry in entries.by_ref().take(self.limits.names) {
            let name = entry.map_err(|error| Fault::io(&self.path, error))?.file_name();
            if is_mark(&name) {
                count(&mut found.away, &mut found.named.away, 1, &name);
            }
            if !may_be_ours(&name) || own.contains(name.to_string_lossy().as_ref()) {
                continue;
            }
            if others.len() < self.limits.files {
                others.insert(name);
            } else {
                found.leaves_out(&name);
            }
        }
        // Nobody knows what the names are that were not looked at.
        found.left_out += usize::from(entries.next().is_some());
        names.extend(others);
        Ok(names)
    }

    /// Every event that stands in the folder as it is written now: where lines are sealed, one that stands in clear or is sealed
    /// with a former key does not count. `but` names files that do not count either.
    pub(crate) fn events(&self, but: &BTreeSet<String>, manner: Manner<'_>) -> HashSet<Uuid> {
        let files = self.files.iter().filter(|(name, _)| !but.contains(name.to_string_lossy().as_ref()));
        let lines = files.flat_map(|(_, seen)| &seen.names);
        let counts = lines.filter(|(to, _)| manner.to().is_none() || to.as_deref() == manner.to());
        counts.flat_map(|(_, names)| names.iter().copied()).collect()
    }

    /// Which of these files are there and not as they were written, or not as they would be written now.
    pub(crate) fn broken<'a>(&self, own: &'a BTreeSet<String>, manner: Manner<'_>) -> Vec<&'a String> {
        let is_broken = |name: &&String| {
            self.files.get(OsStr::new(name.as_str())).is_some_and(|seen| {
                let is_former = seen.names.keys().any(|to| to.as_deref() != manner.to());
                seen.torn > 0 || seen.newer || seen.head.is_none() || is_former
            })
        };
        own.iter().filter(is_broken).collect()
    }

    /// Whether a file holds nothing but lines that were understood, and is as it was read.
    pub(crate) fn is_read_to_the_end(&self, name: &str) -> bool {
        let about = fs::symlink_metadata(self.path.join(name));
        let stamp = about.ok().map(|about| Stamp::of(&about));
        let seen = self.files.get(OsStr::new(name));
        seen.is_some_and(|seen| {
            Some(seen.stamp) == stamp && seen.strange == 0 && seen.sealed == 0 && !seen.newer
        })
    }

    /// Whether nothing at all is there.
    pub(crate) fn is_empty(&self) -> bool {
        fs::read_dir(&self.path).is_ok_and(|mut entries| entries.next().is_none())
    }

    /// Who did what stands there, whoever wrote it.
    pub fn devices(&self) -> BTreeSet<Uuid> {
        self.files.values().flat_map(|seen| &seen.devices).copied().collect()
    }

    /// The computers that write there, the one heard of last first. One that had other names before is one. `by` is who looks, and when.
    pub fn computers(&self, by: Option<(Uuid, DateTime<Utc>)>) -> Vec<Computer> {
        let mut computers: BTreeMap<Uuid, Computer> = BTreeMap::new();
        let mut former: Vec<(Former, Uuid)> = Vec::new();
        for seen in self.files.values() {
            let Some(head) = &seen.head else { continue };
            former.extend(head.former.iter().map(|name| (*name, head.device)));
            let known = computers.entry(head.device).or_insert_with(|| Computer {
                device: head.device,
                name: head.computer.clone(),
                last: None,
                former: Vec::new(),
            });
            if seen.last >= known.last {
                known.name.clone_from(&head.computer);
                known.last = seen.last;
            }
        }
        if let Some((own, at)) = by {
            // Nobody gave a name up later than now, nor this one.
            former.retain(|(name, _)| name.device != own && name.until <= at + CLOCKS_DIFFER);
        }
        let names = later_names(&computers, &former);
        for name in names.keys() {
            let Some(present) = present_name(&names, *name) else { continue };
            let last = computers.remove(name).and_then(|former| former.last);
            if let Some(known) = computers.get_mut(&present) {
                known.last = known.last.max(last);
                known.former.push(*name);
            }
        }
        let mut computers: Vec<Computer> = computers.into_values().collect();
        computers.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| a.device.cmp(&b.device)));
        computers
    }
}

/// So much a clock may be ahead without being wrong.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::days(1);

/// Which name came after each former one. One under which something was written later is a computer of its own: of two that
/// shared a name one went back.
fn later_names(computers: &BTreeMap<Uuid, Computer>, former: &[(Former, Uuid)]) -> BTreeMap<Uuid, Uuid> {
    let is_over =
        |name: &Former| computers.get(&name.device).is_none_or(|known| known.last <= Some(name.until));
    former.iter().filter(|(name, _)| is_over(name)).map(|(name, later)| (name.device, *later)).collect()
}

/// The name that a computer has now; none if it is this one, or if names lead back to it, as no program writes them.
fn present_name(names: &BTreeMap<Uuid, Uuid>, former: Uuid) -> Option<Uuid> {
    let mut name = *names.get(&former)?;
    for _ in 0..names.len() {
        match names.get(&name) {
            Some(later) => name = *later,
            None => return (name != former).then_some(name),
        }
    }
    None
}

/// Files of ours keep their name in some part, whatever a carrying program makes of it for a conflict; what begins with a
/// dot or a tilde is such a program's own.
pub(crate) fn may_be_ours(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.contains("ninefold-") && name.contains(".log") && !name.starts_with(['.', '~'])
}

/// What iCloud Drive leaves in the place of a file that it has not fetched, or does not keep here.
fn is_mark(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(".ninefold-") && name.contains(".log") && name.ends_with(".icloud")
}

/// Locks keep their name in some part, too.
fn may_be_a_lock(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.contains("ninefold-") && name.contains(".key") && !name.starts_with(['.', '~'])
}

fn seen(stamp: Stamp, contents: Contents) -> (Seen, Vec<Foreign>) {
    let last = contents.batches.iter().map(|batch| batch.at).max();
    let mut names: BTreeMap<Option<String>, Vec<Uuid>> = BTreeMap::new();
    for batch in &contents.batches {
        names.entry(batch.to.clone()).or_default().extend(batch.events.iter().map(|event| event.id));
    }
    let devices =
        contents.batches.iter().flat_map(|batch| batch.events.iter().map(|event| event.device)).collect();
    let events: Vec<Foreign> = contents.batches.into_iter().flat_map(|batch| batch.events).collect();
    let seen = Seen {
        stamp,
        head: contents.head,
        last,
        names,
        devices,
        sealed: contents.sealed,
        sealed_with: contents.sealed_with,
        newer: contents.newer.is_some(),
        torn: contents.torn,
        strange: contents.strange,
    };
    (seen, events)
}

/// A file's bytes; none if it cannot be read, or its name stands for another file by now.
fn bytes(path: &Path, stamp: Stamp, most: u64) -> Option<Vec<u8>> {
    let file = File::open(path).ok()?;
    let about = file.metadata().ok()?;
    if !about.is_file() || Stamp::of(&about).file != stamp.file {
        return None;
    }
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
