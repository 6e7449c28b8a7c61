//! The Credential Manager of Windows. Invariant: one credential a name, of this person on this computer: it does not travel
//! with a profile that does.

use std::collections::HashMap;

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use windows_native_keyring_store::Store;

use crate::{APPLICATION, Secrets, Unkept};

pub(crate) struct System;

impl Secrets for System {
    fn get(&self, name: &str) -> Result<Option<String>, Unkept> {
        match entry(name)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(said(&error)),
        }
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), Unkept> {
        entry(name)?.set_password(secret).map_err(|error| said(&error))
    }

    fn remove(&self, name: &str) -> Result<(), Unkept> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(said(&error)),
        }
    }
}

fn entry(name: &str) -> Result<Entry, Unkept> {
    let here = HashMap::from([("persistence", "Local")]);
    Store::new().and_then(|store| store.build(APPLICATION, name, Some(&here))).map_err(|error| said(&error))
}

fn said(error: &Error) -> Unkept {
    match error {
        // Somebody who is not logged on to this computer has none.
        Error::NoStorageAccess(_) => Unkept::NoKeychain,
        // What else is said holds no secret: bytes that are no text are left out.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            Unkept::Refused { detail: std::io::Error::from(std::io::ErrorKind::InvalidData).to_string() }
        }
        other => Unkept::Refused { detail: other.to_string() },
    }
}
