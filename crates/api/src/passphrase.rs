//! The keys of the sync folder as this computer has them: which there are and what is wanted stands beside the journal, the keys
//! themselves where the person keeps their secrets.
//!
//! Invariant: no passphrase is kept anywhere, and no key but as a secret. A key is asked for once in a program's life, so that a
//! keychain that stays locked does not ask again and again.

use std::sync::PoisonError;

use keychain::Unkept;
use serde::{Deserialize, Serialize};
use sync::{Key, Keys, Wish};

use crate::secrets::Keep;
use crate::{ApiError, App, computer};

/// What was chosen, and which keys there are, by their public halves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chosen {
    pub wish: Wish,
    pub keep: Keep,
    pub keys: Vec<String>,
}

/// The keys as they were found.
pub(crate) struct Had {
    chosen: Chosen,
    keys: Keys,
    unkept: Option<Unkept>,
}

fn name(to: &str) -> String {
    format!("sync-key/{to}")
}

/// The keys, and why some are not here. May wait for the person.
pub(crate) fn keys(app: &App) -> (Keys, Option<Unkept>) {
    let chosen = computer::sync_keys(&app.host().data_dir()).unwrap_or_default();
    let mut had = app.keys.lock().unwrap_or_else(PoisonError::into_inner);
    let had = match had.take().filter(|had| had.chosen == chosen) {
        Some(known) => had.insert(known),
        None => had.insert(found(app, chosen)),
    };
    (had.keys.clone(), had.unkept.clone())
}

fn found(app: &App, chosen: Chosen) -> Had {
    let mut keys = Keys { held: Vec::new(), wish: chosen.wish };
    let mut unkept = None;
    for to in &chosen.keys {
        match app.secret(chosen.keep, &name(to)) {
            Ok(kept) => keys.held.extend(kept.and_then(|kept| Key::of_kept(&kept))),
            Err(ApiError::Secret(why)) => {
                unkept = Some(why);
                break;
            }
            Err(_) => {}
        }
    }
    Had { chosen, keys, unkept }
}

/// Keeps keys and what is wanted: first the secrets, then that there are any. What was kept in another place is forgotten there.
pub(crate) fn keep(app: &App, keys: Keys, keep: Keep) -> Result<(), ApiError> {
    let dir = app.host().data_dir();
    let before = computer::sync_keys(&dir).unwrap_or_default();
    for key in &keys.held {
        let is_kept = before.keep == keep && before.keys.iter().any(|to| to == key.to());
        if !is_kept || app.secret(keep, &name(key.to()))?.is_none() {
            let kept = key.kept().ok_or_else(|| ApiError::SyncPassphrase(Refused::NoChance))?;
            app.keep_secret(keep, &name(key.to()), &kept)?;
        }
    }
    let chosen =
        Chosen { wish: keys.wish, keep, keys: keys.held.iter().map(|key| key.to().to_owned()).collect() };
    computer::set_sync_keys(&dir, Some(chosen.clone()))?;
    if before.keep != keep {
        // Where it cannot be forgotten it could not be read either.
        before.keys.iter().for_each(|to| drop(app.forget_secret(before.keep, &name(to))));
    }
    *app.keys.lock().unwrap_or_else(PoisonError::into_inner) = Some(Had { chosen, keys, unkept: None });
    Ok(())
}

/// Forgets all of it: nobody in the folder uses a passphrase any more.
pub(crate) fn forget(app: &App) -> Result<(), ApiError> {
    let dir = app.host().data_dir();
    let Some(before) = computer::sync_keys(&dir) else { return Ok(()) };
    before.keys.iter().for_each(|to| drop(app.forget_secret(before.keep, &name(to))));
    computer::set_sync_keys(&dir, None)?;
    *app.keys.lock().unwrap_or_else(PoisonError::into_inner) = None;
    Ok(())
}

/// Why a passphrase is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No sync folder is used.
    NoFolder,
    /// It is shorter than [`LEAST`] letters.
    Short,
    /// It opens no key of the folder.
    Wrong,
    /// Lines are sealed, and the key's file is not there.
    NoLock,
    /// The system gives no chance to make a key of.
    NoChance,
}

/// Letters of the shortest passphrase.
pub const LEAST: usize = 8;
