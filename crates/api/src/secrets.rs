//! Where the person wants a secret kept, and the way there.
//!
//! Invariant: a secret goes where it was asked to go and nowhere else, so none is in the journal, a backup, an export, a file of
//! choices or the sync folder. The session is never held meanwhile: a locked keychain waits for the person.

use std::sync::Arc;

pub use keychain::{Secrets, Unkept, memory};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App};

/// Where a secret is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// In the system's keychain.
    #[default]
    Keychain,
    /// In `secrets.json` in the data folder, which only this person may read. For where there is no keychain.
    File,
    /// Until Ninefold is closed; it is asked for again then.
    Session,
}

impl App {
    /// The secret of this name in that place; none where none is. A name is the same secret for every data folder of this person on
    /// this computer, so it holds what it is for ("calendar" and the account's id). May wait for the person.
    ///
    /// # Errors
    /// Why it cannot be known.
    pub fn secret(&self, keep: Keep, name: &str) -> Result<Option<String>, ApiError> {
        Ok(self.place(keep).get(name)?)
    }

    /// Keeps a secret there, in place of a former one. May wait for the person.
    ///
    /// # Errors
    /// Why it is not kept; a former one stands.
    pub fn keep_secret(&self, keep: Keep, name: &str, secret: &str) -> Result<(), ApiError> {
        Ok(self.place(keep).set(name, secret)?)
    }

    /// Forgets a secret there, if there is one. May wait for the person.
    ///
    /// # Errors
    /// Why it may be kept still.
    pub fn forget_secret(&self, keep: Keep, name: &str) -> Result<(), ApiError> {
        Ok(self.place(keep).remove(name)?)
    }

    fn place(&self, keep: Keep) -> Arc<dyn Secrets> {
        match keep {
            Keep::Keychain => self.host().secrets(),
            Keep::File => Arc::from(keychain::file(self.host().data_dir().join("secrets.json"))),
            Keep::Session => Arc::clone(&self.held),
        }
    }
}
