//! The keys of the sync folder as this computer has them: which there are and what is wanted stands beside the journal, the keys
//! themselves where the person keeps their secrets.
//!
//! Invariant: no passphrase is kept anywhere, and no key but as a secret. A key is asked for once in a program's life, so that a
//! keychain that stays locked does not ask again and again.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use chrono::{DateTime, Utc};
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
    /// The one that is used comes last.
    pub keys: Vec<String>,
    /// When that one was made. The first release did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<DateTime<Utc>>,
    /// Lost ones, which nobody is to be asked for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub over: BTreeSet<String>,
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
    let (last, over) = (chosen.keys.last().cloned(), chosen.over.clone());
    let mut keys = Keys { held: Vec::new(), wish: chosen.wish, last, over };
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

/// Whether none of these keys is the one that was used last, nor a later one.
pub(crate) fn are_former(app: &App, keys: &Keys) -> bool {
    let chosen = computer::sync_keys(&app.host().data_dir()).unwrap_or_default();
    let latest = keys.held.iter().map(Key::at).max();
    chosen.keys.last().is_some_and(|last| !keys.has(last)) && latest < chosen.made
}

/// What is sealed with keys that are not here any more is over: with those that were chosen, and those that sealed what this
/// computer wrote.
pub(crate) fn give_up(app: &App, keys: &mut Keys, own: BTreeSet<String>) {
    let chosen = computer::sync_keys(&app.host().data_dir()).unwrap_or_default();
    let missing: Vec<String> = chosen.keys.into_iter().filter(|to| !keys.has(to)).collect();
    keys.over.extend(own.into_iter().chain(missing));
}

/// Keeps keys and what is wanted, the latest key as the one that is used: first the secrets, then that there are any. What was kept in another place is forgotten there.
pub(crate) fn keep(app: &App, mut keys: Keys, keep: Keep) -> Result<(), ApiError> {
    let dir = app.host().data_dir();
    let before = computer::sync_keys(&dir).unwrap_or_default();
    for key in &keys.held {
        let is_kept = before.keep == keep && before.keys.iter().any(|to| to == key.to());
        if !is_kept || app.secret(keep, &name(key.to()))?.is_none() {
            let kept = key.kept().ok_or_else(|| ApiError::SyncPassphrase(Refused::NoChance))?;
            app.keep_secret(keep, &name(key.to()), &kept)?;
        }
    }
    keys.held.sort_by(|a, b| (a.at(), a.to()).cmp(&(b.at(), b.to())));
    let names: Vec<String> = keys.held.iter().map(|key| key.to().to_owned()).collect();
    keys.last = names.last().cloned();
    keys.over.retain(|to| !names.contains(to));
    let made = keys.held.last().map(Key::at);
    let chosen = Chosen { wish: keys.wish, keep, keys: names, made, over: keys.over.clone() };
    computer::set_sync_keys(&dir, Some(chosen.clone()))?;
    if before.keep != keep {
        // Where it cannot be forgotten it could not be read either.
        before.keys.iter().for_each(|to| drop(app.forget_secret(before.keep, &name(to))));
    }
    *app.keys.lock().unwrap_or_else(PoisonError::into_inner) = Some(Had { chosen, keys, unkept: None });
    Ok(())
}

/// What was chosen before stands again but for where keys are kept, and the keys that were made since are forgotten.
pub(crate) fn put_back(app: &App, before: Option<Chosen>) -> Result<(), ApiError> {
    let dir = app.host().data_dir();
    let Chosen { keep, keys, .. } = computer::sync_keys(&dir).unwrap_or_default();
    let is_new = |to: &&String| before.as_ref().is_none_or(|before| !before.keys.contains(*to));
    let new: Vec<String> = keys.iter().filter(is_new).cloned().collect();
    computer::set_sync_keys(&dir, before.map(|before| Chosen { keep, ..before }))?;
    new.iter().for_each(|to| drop(app.forget_secret(keep, &name(to))));
    *app.keys.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
    /// It opens a key, and another one is used by now.
    Former,
    /// What it would open asks for more work than any lock of this version.
    TooHard,
    /// What it would open is not as it was written.
    Damaged,
    /// Lines are sealed, and the key's file is not there.
    NoLock,
    /// The system gives no chance to make a key of.
    NoChance,
}

/// Letters of the shortest passphrase.
pub const LEAST: usize = 8;
