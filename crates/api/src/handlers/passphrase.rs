//! The passphrase of the sync folder: set, entered on another computer, changed, given up.
//! Invariant: nothing is changed unless its key is kept; the session is not held while a passphrase is tried.

use chrono::Duration;
use sync::{Key, Keys, Lock, Wish};

use super::sync::synced;
use crate::carrying;
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
    let makes = args.anew || looked.locks.is_empty() && looked.sealed == 0 && keys.held.is_empty();
    if makes {
        keys.held.push(made(app, &keys, &args.passphrase)?);
    } else if !looked.locks.is_empty() {
        let opened = opened(&looked.locks, &args.passphrase);
        let is_known = opened.is_empty() && opens_a_known(&keys, &args.passphrase);
        if opened.is_empty() && !is_known {
            return refused(Refused::Wrong);
        }
        let seals = |key: &Key| looked.sealing.contains(key.to());
        if !opened.is_empty() && looked.sealed > 0 && !opened.iter().any(seals) {
            return refused(Refused::Former);
        }
        keys.held.extend(opened);
    } else if looked.sealed > 0 {
        return refused(Refused::NoLock);
    } else if !opens_a_known(&keys, &args.passphrase) {
        return refused(Refused::Wrong);
    }
    if !makes && passphrase::are_former(app, &keys) {
        return refused(Refused::Former);
    }
    passphrase::give_up(app, &mut keys, looked.own);
    keys.wish = Wish::Sealed;
    passphrase::keep(app, keys, args.keep)?;
    let done = carrying::pass(app, &folder, false)?;
    synced(app, &done)
}

/// A key of its own, later than those that are known.
fn made(app: &App, keys: &Keys, words: &str) -> Result<Key, ApiError> {
    if words.chars().count() < LEAST {
        return Err(ApiError::SyncPassphrase(Refused::Short));
    }
    let now = app.host().now();
    let chosen = computer::sync_keys(&app.host().data_dir()).unwrap_or_default();
    let latest = keys.held.iter().map(Key::at).chain(chosen.made).max();
    let at = latest.map_or(now, |latest| now.max(latest + Duration::seconds(1)));
    Key::made(words, at, app.host().guessing()).ok_or(ApiError::SyncPassphrase(Refused::NoChance))
}

/// So many locks are tried in any case: two computers may have set the same passphrase at the same time.
const TRIED: usize = 16;

/// So many at most if none opens. Each takes about a second.
const MOST_TRIED: usize = 64;

fn opened(locks: &[Lock], words: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    for (n, lock) in locks.iter().take(MOST_TRIED).enumerate() {
        if n >= TRIED && !keys.is_empty() {
            break;
        }
        keys.extend(lock.open(words));
    }
    keys
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
    let done = carrying::pass(app, &folder, false)?;
    synced(app, &done)
}
