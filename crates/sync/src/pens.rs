//! The files that this installation writes. They are only ever continued: a file that is not as it was left is let be, and
//! another one is begun.
//!
//! Invariant: nothing is written to a file unless this installation wrote all that is in it, to the last byte; so two
//! computers that share a name (a copied home) never write to one file for long, and no link leads a write elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use journal::Foreign;
use serde::{Deserialize, Serialize};
use uuid::{NoContext, Timestamp, Uuid};

use crate::exchange::Store;
use crate::fault::Fault;
use crate::folder::{Folder, Stamp};
use crate::format::{Head, head_line, lines_in};
use crate::limits::FILE_IS_FULL;
use crate::seal::{Key, Manner};

/// What this installation wrote to a folder; kept beside the journal, of which it is no part. Without it nothing is lost:
/// new files are begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pens {
    /// The folder. What was written to another one says nothing of this one.
    #[serde(with = "any_name")]
    folder: PathBuf,
    /// Names of all files that were begun.
    files: BTreeSet<String>,
    /// Their lengths as they were left, in bytes; of those that were begun before that was noted, none.
    lens: BTreeMap<String, u64>,
    /// The one that is continued.
    current: Option<Current>,
    /// Position in the journal up to which every event stood in the folder when it was last looked at.
    pub(crate) position: i64,
    /// Something of others was taken in from it.
    pub(crate) taken: bool,
}

/// A path as text, or as its bytes where it is none.
mod any_name {
    use std::path::{Path, PathBuf};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Named {
        Text(PathBuf),
        Bytes(Vec<u8>),
    }

    pub fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
        let is_text = path.to_str().is_some();
        let bytes = || Named::Bytes(path.as_os_str().as_encoded_bytes().to_vec());
        if is_text { Named::Text(path.to_owned()) } else { bytes() }.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
        Ok(match Named::deserialize(from)? {
            Named::Text(path) => path,
            Named::Bytes(bytes) => of(bytes),
        })
    }

    #[cfg(unix)]
    fn of(bytes: Vec<u8>) -> PathBuf {
        use std::os::unix::ffi::OsStringExt;
        std::ffi::OsString::from_vec(bytes).into()
    }

    /// A folder that no program finds: new files are begun.
    #[cfg(not(unix))]
    fn of(_: Vec<u8>) -> PathBuf {
        PathBuf::new()
    }
}

/// The file that is continued, as it was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Current {
    name: String,
    device: Uuid,
    /// Bytes.
    len: u64,
    /// Its last line, or the end of it.
    end: String,
}

/// So much of the end of a file is remembered.
const END: usize = 64;

/// Writes events of the journal to a folder.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    /// The folder, as it was just looked at.
    pub folder: &'a Folder,
    /// What was written to it before.
    pub pens: &'a mut Pens,
    /// Who writes.
    pub head: Head,
    /// When.
    pub at: DateTime<Utc>,
    /// In clear, or with which key.
    pub manner: Manner<'a>,
    /// Nothing but what this installation did: others seal what they do, and whether that stands there cannot be seen.
    pub own: bool,
    /// What is there stays as it is.
    pub adds: bool,
}

impl Pens {
    /// What was written to this folder, as it was kept for several. Files that were written to another one and lie here as they were
    /// left are ours, too: the folder was moved, or is reached by another path. None of them is continued.
    #[must_use]
    pub fn among(mut all: Vec<Pens>, folder: &Path) -> Pens {
        let here = all.iter().position(|pens| pens.folder == folder).map(|n| all.remove(n));
        let mut here = here.unwrap_or_default().of(folder);
        let len_of = |name: &str| {
            let about = fs::symlink_metadata(folder.join(name)).ok().filter(fs::Metadata::is_file);
            about.map(|about| about.len())
        };
        for other in all {
            let left = other
                .lens
                .into_iter()
                .filter(|(name, len)| here.lens.get(name) != Some(len) && len_of(name) == Some(*len));
            let left: Vec<(String, u64)> = left.collect();
            here.taken |= other.taken && !left.is_empty();
            here.files.extend(left.iter().map(|(name, _)| name.clone()));
            here.lens.extend(left);
        }
        here
    }

    /// What was written to this folder; nothing, if that was another one.
    #[must_use]
    pub fn of(self, folder: &Path) -> Pens {
        if self.folder == folder { self } else { Pens { folder: folder.to_owned(), ..Pens::default() } }
    }

    /// Which folder it was written to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Position in the journal up to which every event stood in the folder when it was last looked at; 0 if it never was.
    pub fn position(&self) -> i64 {
        self.position
    }

    /// Names of the files.
    pub fn files(&self) -> &BTreeSet<String> {
        &self.files
    }

    fn forget(&mut self, name: &str) {
        self.files.remove(name);
        self.lens.remove(name);
    }
}

impl Writer<'_> {
    /// Which files are no longer as they were written, so that what they hold is to be written anew.
    fn broken(&self) -> BTreeSet<String> {
        self.folder.broken(&self.pens.files, self.manner).into_iter().cloned().collect()
    }

    /// Writes the events of these names that do not stand in the folder yet, in this order. What is to be kept of the pens is
    /// kept before a file is begun and whenever one was written. Returns how many were written.
    ///
    /// # Errors
    /// What the folder or the store said; what was written until then stands there, and the rest is written the next time.
    pub fn write<S: Store>(&mut self, names: &[Uuid], store: &mut S) -> Result<usize, S::Error> {
        /// So many events are held at a time.
        const PIECE: usize = 512;
        let broken = self.broken();
        let shut = self.folder.shut(&self.pens.lens);
        let left: BTreeSet<String> = broken.union(&shut).cloned().collect();
        self.pens.current = self.pens.current.take().filter(|current| !left.contains(&current.name));
        let held = self.folder.events(&left, self.manner);
        if let Manner::Sealed(key) = self.manner {
            self.lock(key)?;
        }
        let waiting: Vec<Uuid> = names.iter().filter(|name| !held.contains(name)).copied().collect();
        let mut written = 0;
        let mut gathered: Vec<Foreign> = Vec::new();
        let mut pieces = waiting.chunks(PIECE).peekable();
        while let Some(piece) = pieces.next() {
            gathered.extend(store.named(piece)?);
            // The last command may go on in the next piece.
            let last = gathered.last().filter(|_| pieces.peek().is_some()).map(|event| event.command);
            let whole = gathered.iter().rposition(|event| Some(event.command) != last).map_or(0, |n| n + 1);
            let whole = gathered.drain(..whole).filter(|event| !self.own || self.head.is_of(event.device));
            let whole: Vec<Foreign> = whole.collect();
            self.put(&whole, store)?;
            written += whole.len();
        }
        if self.adds {
            return Ok(written);
        }
        self.tidy(&broken);
        self.set_aside(&shut);
        let is_clear = self.folder.is_all_seen() && !self.folder.has_sealed_lines();
        if self.manner.to().is_none() && !held.is_empty() && is_clear {
            // Nobody seals lines any more. One that cannot be removed is tried again; whoever still has the key of another writes
            // it anew.
            let path = self.folder.path();
            self.folder.own_locks().for_each(|name| drop(fs::remove_file(path.join(name))));
            self.folder
                .other_locks()
                .for_each(|name| drop(fs::rename(path.join(name), put_away(path, name))));
        }
        Ok(written)
    }

    /// Makes sure that the lock of the key stands there, so that who knows the passphrase can read what is sealed with it. It
    /// belongs to all who have the key: under its name a damaged one is replaced whole.
    fn lock(&self, key: &Key) -> Result<(), Fault> {
        if self.folder.has_lock(key.lock()) {
            return Ok(());
        }
        let Some(text) = key.lock().text() else { return Ok(()) };
        let name = key.lock().file_name();
        let path = self.folder.path().join(&name);
        let failed = |error| Fault::io(&path, error);
        // What begins with a dot is read by nobody.
        let arriving = self.folder.path().join(format!(".{name}.{}", self.head.device));
        let _ = fs::remove_file(&arriving);
        // Never through a link that somebody put there.
        let new = OpenOptions::new().write(true).create_new(true).open(&arriving);
        let done = new.and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&arriving, &path)
        });
        if let Err(error) = done {
            let _ = fs::remove_file(&arriving);
            return Err(failed(error));
        }
        sync_folder(self.folder.path());
        Ok(())
    }

    /// Forgets files that are gone, and removes those of ours that were damaged, now that all of it stands elsewhere.
    fn tidy(&mut self, broken: &BTreeSet<String>) {
        self.forget_gone();
        for name in broken {
            // One that cannot be removed is tried again.
            if self.is_held_elsewhere(name) && fs::remove_file(self.folder.path().join(name)).is_ok() {
                self.pens.forget(name);
            }
        }
    }

    /// Gives files of ours whose key nobody here has any more a name that is read by nobody, now that what this journal has stands
    /// elsewhere: otherwise every computer that comes later is asked for a passphrase that is over. They are not removed, as
    /// what cannot be read cannot be compared.
    fn set_aside(&mut self, shut: &BTreeSet<String>) {
        let path = self.folder.path();
        for name in shut {
            // One that cannot be renamed is tried again. No other file is replaced: the name of each is its own.
            if fs::rename(path.join(name), put_away(path, OsStr::new(name))).is_ok() {
                self.pens.forget(name);
            }
        }
    }

    /// Only of what is certain to be gone: a folder may be out of reach for a moment.
    fn forget_gone(&mut self) {
        let path = self.folder.path();
        let is_gone = |name: &&String| {
            let about = path.join(name).symlink_metadata();
            about.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        };
        let gone: Vec<String> = self.pens.files.iter().filter(is_gone).cloned().collect();
        if path.is_dir() {
            gone.iter().for_each(|name| self.pens.forget(name));
        }
    }

    /// Whether a broken file of ours may go: all that is whole in it was read, and it is as it was read.
    fn is_held_elsewhere(&self, name: &str) -> bool {
        self.pens.current.as_ref().is_none_or(|current| current.name != name)
            && self.folder.is_read_to_the_end(name)
    }

    fn put<S: Store>(&mut self, events: &[Foreign], store: &mut S) -> Result<(), S::Error> {
        let path = self.folder.path().to_owned();
        let failed = |error: serde_json::Error| Fault::io(&path, error.into());
        let mut lines = lines_in(events, self.at, self.manner).map_err(failed)?.into_iter().peekable();
        while lines.peek().is_some() {
            let (mut file, mut current) = match self.continued() {
                Some(found) => found,
                None => self.begun(store)?,
            };
            let before = current.len;
            let mut text = String::new();
            if before == 0 {
                text.push_str(&head_line(&self.head).map_err(failed)?);
            }
            while let Some(line) = lines.next_if(|_| before + (text.len() as u64) < FILE_IS_FULL) {
                text.push_str(&line);
            }
            let done = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
            if let Err(error) = done {
                // As it was before, so that a full disk is not filled with pieces.
                let _ = file.set_len(before).and_then(|()| file.sync_all());
                if before == 0 {
                    let _ = fs::remove_file(path.join(&current.name));
                }
                return Err(Fault::io(&path.join(&current.name), error).into());
            }
            if before == 0 {
                sync_folder(&path);
            }
            current.len = before + text.len() as u64;
            current.end = text.get(text.len().saturating_sub(END)..).unwrap_or_default().to_owned();
            self.pens.lens.insert(current.name.clone(), current.len);
            self.pens.current = Some(current);
            store.keep(self.pens)?;
        }
        Ok(())
    }

    /// The file that is to be continued, if it is as it was left and has room.
    fn continued(&self) -> Option<(File, Current)> {
        let current = self.pens.current.clone().filter(|current| {
            current.device == self.head.device && current.len < FILE_IS_FULL && current.len > 0
        })?;
        let path = self.folder.path().join(&current.name);
        let about = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let mut file = OpenOptions::new().read(true).append(true).open(&path).ok()?;
        // What was opened is what has the name, and no link to somewhere else.
        let opened = file.metadata().ok()?;
        if Stamp::of(&opened) != Stamp::of(&about) || opened.len() != current.len {
            return None;
        }
        let end = u64::try_from(current.end.len()).ok()?;
        file.seek(SeekFrom::Start(current.len.checked_sub(end)?)).ok()?;
        let mut found = String::new();
        (&mut file).take(end).read_to_string(&mut found).ok()?;
        (found == current.end).then_some((file, current))
    }

    /// A new file. That it is ours is kept before it is there, so that a half one is known as such.
    fn begun<S: Store>(&mut self, store: &mut S) -> Result<(File, Current), S::Error> {
        let device = self.head.device;
        let seconds = u64::try_from(self.at.timestamp()).unwrap_or(0);
        // The end of such a name is chance.
        let chance = Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, 0)).simple().to_string();
        let name = format!("ninefold-{device}-{}.log", chance.get(24..).unwrap_or(&chance));
        let path = self.folder.path().join(&name);
        self.forget_gone();
        self.pens.files.insert(name.clone());
        store.keep(self.pens)?;
        // Never one that is there.
        let file = OpenOptions::new().append(true).create_new(true).open(&path).map_err(|error| {
            // However long nothing can be begun here, the tries do not pile up.
            self.pens.forget(&name);
            let _ = store.keep(self.pens);
            Fault::io(self.folder.path(), error)
        })?;
        Ok((file, Current { name, device, len: 0, end: String::new() }))
    }
}

/// What begins with a tilde is read by nobody.
fn put_away(folder: &Path, name: &OsStr) -> PathBuf {
    let mut away = OsString::from("~");
    away.push(name);
    folder.join(away)
}

/// Makes sure that a new name outlives a power cut, where the folder can be asked for it.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    let _ = File::open(path).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = path;
}
