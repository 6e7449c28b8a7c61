//! The passphrase of a folder. It locks a key; the key seals lines. A lock is a file in the folder, so that whoever knows the
//! passphrase gets the key; the work of that is paid once a computer, which keeps the key elsewhere.
//!
//! Invariant: a line is sealed with a key that this person's passphrase opened or that was made here, never with one that
//! the folder merely names. What the folder asks for as work is bounded.

use std::collections::BTreeSet;
use std::path::Path;
use std::str::FromStr;
use std::{fmt, io};

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, scrypt, x25519};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use icu_normalizer::ComposingNormalizerBorrowed;
use serde::{Deserialize, Serialize};

use crate::format::{line, whole};
use crate::limits::MOST_BEFORE;

const FORMAT: &str = "ninefold-sync-key/1";

/// How hard a passphrase is to guess in a lock that is written: two to this power of scrypt's rounds, 256 MB and about a
/// second of work for each guess.
pub const WORK: u8 = 18;

/// No lock that asks for more is tried.
const MOST_WORK: u8 = 18;

/// A key of a folder, with its lock.
#[derive(Clone)]
pub struct Key {
    identity: x25519::Identity,
    /// When it was made; of several the latest is used.
    at: DateTime<Utc>,
    /// The keys in whose place it was made, by their public halves; none if that was not written down, as by the first release.
    after: Option<BTreeSet<String>>,
    lock: Lock,
}

/// A key that a passphrase opens, as it stands in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    format: String,
    /// The public half of the key.
    to: String,
    /// The key, encrypted with the passphrase.
    lock: String,
}

/// What is in a lock.
#[derive(Serialize, Deserialize)]
struct Inside {
    identity: String,
    at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<BTreeSet<String>>,
}

/// A key as it is kept in secret: what is in its lock, and the lock.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    inside: Inside,
    lock: Lock,
}

/// Why a lock does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// It is locked with another passphrase.
    Wrong,
    /// It asks for more work than any lock of ours, and was not tried.
    TooHard,
    /// It is no lock, or not as it was written.
    Damaged,
}

impl fmt::Debug for Key {
    /// Its public half alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.lock.to)
    }
}

impl Key {
    /// A new key in place of those with these public halves, locked with a passphrase; `work` is [`WORK`] unless a test is in a
    /// hurry. None if there is no chance to be had from the system.
    pub fn made(passphrase: &str, at: DateTime<Utc>, work: u8, before: BTreeSet<String>) -> Option<Key> {
        let identity = x25519::Identity::generate();
        let to = identity.to_public().to_string();
        // Of too many nothing is said, so that a lock stays short.
        let after = Some(before).filter(|before| before.len() <= MOST_BEFORE);
        let inside =
            Inside { identity: identity.to_string().expose_secret().to_owned(), at, after: after.clone() };
        let mut recipient = scrypt::Recipient::new(SecretString::from(composed(passphrase)));
        recipient.set_work_factor(work.clamp(1, MOST_WORK));
        let sealed = age::encrypt(&recipient, serde_json::to_string(&inside).ok()?.as_bytes()).ok()?;
        let lock = Lock { format: FORMAT.to_owned(), to, lock: BASE64_STANDARD.encode(sealed) };
        Some(Key { identity, at, after, lock })
    }

    /// Its public half, by which it is known.
    pub fn to(&self) -> &str {
        &self.lock.to
    }

    /// When it was made.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Of several the last one is used.
    fn order(&self) -> (DateTime<Utc>, &str) {
        (self.at, self.to())
    }

    /// The keys in whose place it was made, by their public halves; none if that is not known.
    pub fn after(&self) -> Option<&BTreeSet<String>> {
        self.after.as_ref()
    }

    /// As it is to be kept in secret; none if it cannot be written down.
    pub fn kept(&self) -> Option<String> {
        let inside = Inside {
            identity: self.identity.to_string().expose_secret().to_owned(),
            at: self.at,
            after: self.after.clone(),
        };
        serde_json::to_string(&Kept { inside, lock: self.lock.clone() }).ok()
    }

    /// From what was kept; none if that is no key.
    pub fn of_kept(kept: &str) -> Option<Key> {
        let Kept { inside, lock } = serde_json::from_str(kept).ok()?;
        Key::of(&inside, lock)
    }

    fn of(inside: &Inside, lock: Lock) -> Option<Key> {
        let identity = x25519::Identity::from_str(&inside.identity).ok()?;
        // Not a key that is known by the name of another.
        (identity.to_public().to_string() == lock.to).then_some(Key {
            identity,
            at: inside.at,
            after: inside.after.clone(),
            lock,
        })
    }

    /// What the passphrase opens.
    pub fn lock(&self) -> &Lock {
        &self.lock
    }

    /// A line's payload, sealed; none if there is no chance to be had.
    pub(crate) fn seal(&self, payload: &str) -> Option<String> {
        let sealed = age::encrypt(&self.identity.to_public(), payload.as_bytes()).ok()?;
        let sealed = Sealed { to: self.lock.to.clone(), sealed: BASE64_STANDARD.encode(sealed) };
        serde_json::to_string(&sealed).ok()
    }

    fn open(&self, sealed: &str) -> Option<String> {
        let sealed = BASE64_STANDARD.decode(sealed).ok()?;
        String::from_utf8(age::decrypt(&self.identity, &sealed).ok()?).ok()
    }
}

impl Lock {
    /// The lock in a file of its own; none if it is not whole.
    pub(crate) fn read(bytes: &[u8]) -> Option<Lock> {
        let payload = whole(bytes.trim_ascii_end())?;
        serde_json::from_str::<Lock>(payload).ok().filter(|lock| lock.format == FORMAT)
    }

    /// All of its file.
    pub(crate) fn text(&self) -> Option<String> {
        Some(line(&serde_json::to_string(self).ok()?))
    }

    /// The name of its file.
    pub(crate) fn file_name(&self) -> String {
        format!("ninefold-{}.key", self.to.get(4..20).unwrap_or_default())
    }

    /// Whether it may stand in this folder, in a file of its name. Where the folder is not there, nobody knows.
    pub fn may_stand_in(&self, folder: &Path) -> bool {
        let is_missing =
            |path: &Path| path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        is_missing(folder) || !is_missing(&folder.join(self.file_name()))
    }

    /// The public half of its key.
    pub fn to(&self) -> &str {
        &self.to
    }

    /// Its key. Takes about a second.
    ///
    /// # Errors
    /// Why it stays shut.
    pub fn open(&self, passphrase: &str) -> Result<Key, Shut> {
        match self.open_with(composed(passphrase)) {
            // Locks were made with what was typed, once.
            Err(Shut::Wrong) if composed(passphrase) != passphrase => self.open_with(passphrase.to_owned()),
            opened => opened,
        }
    }

    fn open_with(&self, passphrase: String) -> Result<Key, Shut> {
        let sealed = BASE64_STANDARD.decode(&self.lock).map_err(|_| Shut::Damaged)?;
        let mut identity = scrypt::Identity::new(SecretString::from(passphrase));
        identity.set_max_work_factor(MOST_WORK);
        let inside = age::decrypt(&identity, &sealed).map_err(|error| match error {
            DecryptError::ExcessiveWork { .. } => Shut::TooHard,
            DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => Shut::Wrong,
            _ => Shut::Damaged,
        })?;
        let inside = serde_json::from_slice(&inside).map_err(|_| Shut::Damaged)?;
        Key::of(&inside, self.clone()).ok_or(Shut::Damaged)
    }
}

/// A passphrase as its letters look: systems type an ñ as one letter or as two.
fn composed(passphrase: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(passphrase).into_owned()
}

/// A sealed line's payload.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sealed {
    /// The public half of its key.
    pub to: String,
    /// What it hides.
    sealed: String,
}

/// What this person wants of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Nothing was said: lines are clear, and nothing is written where others use a passphrase.
    #[default]
    Unsaid,
    /// What is written is sealed.
    Sealed,
    /// What is written is clear, whatever others do.
    Clear,
}

/// The keys that this computer has, and what is wanted.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// In any order.
    pub held: Vec<Key>,
    /// What is wanted.
    pub wish: Wish,
    /// The public half of the key that was used last. While that one is not held, no former one is used in its place.
    pub last: Option<String>,
    /// Public halves of lost keys: what this installation sealed with them is written anew, and the passphrase is not asked for.
    pub over: BTreeSet<String>,
}

impl PartialEq for Keys {
    /// A key is known by its public half.
    fn eq(&self, other: &Keys) -> bool {
        let said = |keys: &Keys| (keys.wish, keys.last.clone(), keys.over.clone());
        said(self) == said(other) && self.held.iter().map(Key::to).eq(other.held.iter().map(Key::to))
    }
}

impl Keys {
    /// The key that is used: of several the latest, which every computer that has them finds. None while the one that was used
    /// last is not here.
    pub fn used(&self) -> Option<&Key> {
        if self.last.as_deref().is_some_and(|last| !self.has(last)) {
            return None;
        }
        self.held.iter().max_by(|a, b| a.order().cmp(&b.order()))
    }

    /// Whether the key of this public half is held.
    pub fn has(&self, to: &str) -> bool {
        self.held.iter().any(|key| key.to() == to)
    }

    /// What a sealed line hides: none if its key is not here, none within if it is not as it was sealed.
    pub(crate) fn open(&self, sealed: &Sealed) -> Option<Option<String>> {
        self.held.iter().find(|key| key.to() == sealed.to).map(|key| key.open(&sealed.sealed))
    }
}

/// How a pass writes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Manner<'a> {
    Clear,
    Sealed(&'a Key),
}

impl Manner<'_> {
    /// The public half of the key that lines are sealed with; none for clear ones.
    pub(crate) fn to(&self) -> Option<&str> {
        match self {
            Manner::Clear => None,
            Manner::Sealed(key) => Some(key.to()),
        }
    }
}
