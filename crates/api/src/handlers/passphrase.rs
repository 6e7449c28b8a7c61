//! The passphrase of the sync folder: set, entered on another computer, changed, given up.
//! Invariant: nothing is changed unless its key is kept; the session is not held while a passphrase is tried.

use chrono::Duration;
use sync::{Key, Keys, Lock, Shut, Wish};

use super::sync::synced;
use crate::carrying::{self, Asked, Looked};
use crate::passphrase::{self, LEAST, Refused};
use crate::wire::{Nothing, SyncPassphrase, Synced};
use crate::{ApiError, App, computer};

/// Enters the passphrase of the folder, sets its first one, or another one (`anew`), and makes a pass with it.
pub(crate) fn set(app: &App, args: SyncPassphrase) -> Result<Synced, ApiError> {
    let refused = |why| Err(ApiError::SyncPassphrase(why));
    let folder = computer::sync_folder(&app.host().data_dir());
    let Some(folder) = folder else { return refused(Refused::NoFolder) };
    let (mut keys, _) = passphrase::keys(app);
    let dir = app.host().data_dir();
    let looked = carrying::look(&dir, &folder, keys.clone())?;
    let words = &args.passphrase;
    let makes = args.anew || looked.locks.is_empty() && looked.sealed == 0 && keys.held.is_empty();
    let mut new = makes.then(|| made(app, &keys, &looked, words)).transpose()?;
    if !makes {
        let opened = opened(&looked.locks, words);
        if opened.keys.is_empty() && looked.locks.is_empty() && looked.sealed > 0 {
            return refused(Refused::NoLock);
        }
        if opened.keys.is_empty() && !opens_a_known(&keys, words) {
            return refused(opened.refused());
        }
        let seals = |key: &Key| looked.sealing.contains(key.to());
        let reads = looked.sealed > 0 && opened.keys.iter().any(seals);
        let rank = rank(&keys, &opened.keys, words);
        if rank == Rank::Former && !reads || looked.sealed > 0 && !opened.keys.is_empty() && !reads {
            return refused(Refused::Former);
        }
        keys.held.extend(opened.keys);
        if passphrase::are_former(app, &keys) {
            return refused(Refused::Former);
        }
        if rank == Rank::Apart {
            new = Some(made(app, &keys, &looked, words)?);
        }
    }
    keys.held.extend(new.clone());
    passphrase::give_up(app, &mut keys, looked.own);
    keys.wish = Wish::Sealed;
    let before = computer::sync_keys(&dir);
    passphrase::keep(app, keys, args.keep)?;
    match carrying::pass(app, &folder, Asked::Again) {
        Ok(done) => synced(app, &done),
        Err(error) => {
            // No line is sealed before the lock stands there.
            if new.is_some_and(|key| !key.lock().may_stand_in(&folder)) {
                passphrase::put_back(app, before)?;
                return Err(error);
            }
            Err(waits(error))
        }
    }
}

/// The same, and that what was chosen is kept.
fn waits(error: ApiError) -> ApiError {
    match error {
        ApiError::Sync(fault) => ApiError::SyncWaits(fault),
        other => other,
    }
}

/// How what words open stands to the key that is used here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// It is that one, or will be.
    Used,
    /// That one is later and was not made in its place: the clock of one of the computers was wrong, or both made theirs at
    /// the same time. Whoever knows these words alone could not read what is written here.
    Apart,
    /// That one was made in its place.
    Former,
}

fn rank(keys: &Keys, opened: &[Key], words: &str) -> Rank {
    let Some(used) = keys.used() else { return Rank::Used };
    let is_later = opened.iter().any(|key| key.at() >= used.at());
    if is_later || used.lock().open(words).is_ok() {
        return Rank::Used;
    }
    let is_apart = |key: &Key| used.after().is_some_and(|after| !after.contains(key.to()));
    if !opened.is_empty() && opened.iter().all(is_apart) { Rank::Apart } else { Rank::Former }
}

/// A key of its own, later than those that are known, in place of all that are there.
fn made(app: &App, keys: &Keys, looked: &Looked, words: &str) -> Result<Key, ApiError> {
    if words.chars().count() < LEAST {
        return Err(ApiError::SyncPassphrase(Refused::Short));
    }
    let now = app.host().now();
    let chosen = computer::sync_keys(&app.host().data_dir()).unwrap_or_default();
    let latest = keys.held.iter().map(Key::at).chain(chosen.made).max();
    let at = latest.map_or(now, |latest| now.max(latest + Duration::seconds(1)));
    let held = keys.held.iter().flat_map(|key| {
        let before = key.after().into_iter().flatten().cloned();
        before.chain([key.to().to_owned()])
    });
    let there = looked.locks.iter().map(|lock| lock.to().to_owned());
    let before = held.chain(chosen.keys).chain(looked.sealing.iter().cloned()).chain(there).collect();
    Key::made(words, at, app.host().guessing(), before).ok_or(ApiError::SyncPassphrase(Refused::NoChance))
}

/// So many locks are tried in any case: two computers may have set the same passphrase at the same time.
const TRIED: usize = 16;

/// So many at most if none opens. Each takes about a second.
const MOST_TRIED: usize = 64;

/// What words open.
struct Opened {
    keys: Vec<Key>,
    /// Why the others stay shut: that the words are wrong only if no other reason holds for all of them.
    why: Option<Shut>,
}

impl Opened {
    /// Why nothing is opened.
    fn refused(&self) -> Refused {
        match self.why {
            Some(Shut::TooHard) => Refused::TooHard,
            Some(Shut::Damaged) => Refused::Damaged,
            Some(Shut::Wrong) | None => Refused::Wrong,
        }
    }
}

fn opened(locks: &[Lock], words: &str) -> Opened {
    let mut opened = Opened { keys: Vec::new(), why: None };
    for (n, lock) in locks.iter().take(MOST_TRIED).enumerate() {
        if n >= TRIED && !opened.keys.is_empty() {
            break;
        }
        match lock.open(words) {
            Ok(key) => opened.keys.push(key),
            Err(Shut::Wrong) => opened.why = Some(Shut::Wrong),
            Err(why) => opened.why = opened.why.or(Some(why)),
        }
    }
    opened
}

fn opens_a_known(keys: &Keys, words: &str) -> bool {
    keys.held.iter().any(|key| key.lock().open(words).is_ok())
}

/// From now on this computer writes in clear, and what it wrote sealed is written anew.
pub(crate) fn off(app: &App, _: Nothing) -> Result<Synced, ApiError> {
    let dir = app.host().data_dir();
    let Some(folder) = computer::sync_folder(&dir) else {
        return Err(ApiError::SyncPassphrase(Refused::NoFolder));
    };
    let (mut keys, unkept) = passphrase::keys(app);
    if let Some(unkept) = unkept {
        // Without the keys, what is sealed could not be read any more.
        return Err(unkept.into());
    }
    let keep = computer::sync_keys(&dir).unwrap_or_default().keep;
    let looked = carrying::look(&dir, &folder, keys.clone())?;
    passphrase::give_up(app, &mut keys, looked.own);
    passphrase::keep(app, Keys { wish: Wish::Clear, ..keys }, keep)?;
    let done = carrying::pass(app, &folder, Asked::Again).map_err(waits)?;
    synced(app, &done)
}
