//! Secrets in a file: a JSON object of names and secrets.
//!
//! Invariant: nobody but this person ever may read it, not even for a moment; a write replaces it whole or not at all. One that
//! is not understood is left as it is. Two programs change it one after the other.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::{Secrets, Unkept};

/// No file of ours is larger; in bytes.
const MOST: u64 = 1 << 20;

pub(crate) struct InFile {
    path: PathBuf,
}

impl InFile {
    pub(crate) fn new(path: PathBuf) -> InFile {
        InFile { path }
    }

    fn failed(&self, error: &impl ToString) -> Unkept {
        Unkept::File { path: self.path.clone(), detail: error.to_string() }
    }

    /// It is no file of secrets, in the system's words.
    fn strange(&self) -> Unkept {
        self.failed(&Error::from(ErrorKind::InvalidData))
    }

    fn read(&self) -> Result<BTreeMap<String, String>, Unkept> {
        let found = match std::fs::metadata(&self.path) {
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
            Err(error) => return Err(self.failed(&error)),
        };
        if !found.is_file() || found.len() > MOST {
            return Err(self.strange());
        }
        own::only_this_person(&self.path, &found).map_err(|error| self.failed(&error))?;
        let text = std::fs::read_to_string(&self.path).map_err(|error| self.failed(&error))?;
        // What the reader says of a fault may hold a piece of a secret.
        serde_json::from_str(&text).map_err(|_| self.strange())
    }

    /// The folder is made, too.
    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) -> Result<(), Unkept> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| self.failed(&error))?;
        let _lock = self.lock().map_err(|error| self.failed(&error))?;
        let mut all = self.read()?;
        change(&mut all);
        let text = serde_json::to_string_pretty(&all).map_err(|error| self.failed(&error))?;
        // On Unix a file of this kind is its owner's alone from the first moment.
        tempfile::NamedTempFile::new_in(folder)
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.write_all(b"\n")?;
                file.as_file().sync_all()?;
                file.persist(&self.path).map_err(|error| error.error)?;
                keep_names(folder);
                Ok(())
            })
            .map_err(|error| self.failed(&error))
    }

    fn lock(&self) -> std::io::Result<File> {
        let path = self.path.with_extension("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok(file)
    }
}

impl Secrets for InFile {
    fn get(&self, name: &str) -> Result<Option<String>, Unkept> {
        Ok(self.read()?.remove(name))
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), Unkept> {
        self.change(|all| {
            all.insert(name.to_owned(), secret.to_owned());
        })
    }

    fn remove(&self, name: &str) -> Result<(), Unkept> {
        if !self.read()?.contains_key(name) {
            return Ok(());
        }
        self.change(|all| {
            all.remove(name);
        })
    }
}

/// Makes sure that a new name outlives a power cut, where the folder can be asked for it.
fn keep_names(folder: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(unix)]
mod own {
    //! On Unix the file's mode says who may read it.

    use std::fs::{Metadata, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    /// A copy that another program made may be open to more.
    pub(super) fn only_this_person(path: &Path, found: &Metadata) -> std::io::Result<()> {
        if found.permissions().mode() & 0o077 == 0 {
            return Ok(());
        }
        std::fs::set_permissions(path, Permissions::from_mode(0o600))
    }
}

#[cfg(not(unix))]
mod own {
    //! On Windows a file takes from its folder who may read it; in a person's profile that is this person (and who
    //! administers the computer).

    use std::fs::Metadata;
    use std::path::Path;

    /// Nothing to do.
    #[allow(clippy::unnecessary_wraps, reason = "as its twin")]
    pub(super) fn only_this_person(_: &Path, _: &Metadata) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn a_secret_is_kept_replaced_and_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep").join("secrets.json");
        let secrets = InFile::new(path.clone());
        assert_eq!(secrets.get("one"), Ok(None));
        assert_eq!(secrets.remove("one"), Ok(()));
        assert!(!path.exists(), "nothing to keep, no file");
        secrets.set("one", "plum \"7\"\n").unwrap();
        secrets.set("two", "pear").unwrap();
        let later = InFile::new(path);
        assert_eq!(later.get("one").unwrap().as_deref(), Some("plum \"7\"\n"));
        later.set("one", "fig").unwrap();
        later.remove("two").unwrap();
        assert_eq!((secrets.get("one"), secrets.get("two")), (Ok(Some("fig".to_owned())), Ok(None)));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secrets.json");
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let secrets = InFile::new(path.clone());
        secrets.set("one", "plum").unwrap();
        assert_eq!(mode(), 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(secrets.get("one").unwrap().as_deref(), Some("plum"));
        assert_eq!(mode(), 0o600, "a copy that was open to all is not any more");
    }

    #[test]
    fn what_is_not_understood_is_left_and_not_told() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secrets.json");
        let secrets = InFile::new(path.clone());
        for text in ["", "[\"plum\"]", "{ \"one\": plum }", "{ \"one\": 7 }"] {
            std::fs::write(&path, text).unwrap();
            let fault = secrets.get("one").unwrap_err();
            assert_eq!(fault, secrets.strange());
            assert!(!fault.to_string().contains("plum"));
            assert!(secrets.set("one", "fig").is_err());
            assert!(secrets.remove("one").is_err());
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn two_at_once_lose_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secrets.json");
        std::thread::scope(|scope| {
            for n in 0..8 {
                let path = path.clone();
                scope.spawn(move || InFile::new(path).set(&n.to_string(), "plum").unwrap());
            }
        });
        assert_eq!(InFile::new(path).read().unwrap().len(), 8);
    }
}
