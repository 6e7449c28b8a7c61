//! The Keychain of macOS. Invariant: one item a name, in the person's login keychain.

use security_framework::base::Error;
use security_framework::passwords::{
    PasswordOptions, delete_generic_password, generic_password, set_generic_password,
};

use crate::{APPLICATION, Secrets, Unkept};

// The system's numbers of errors.
const NOT_FOUND: i32 = -25300;
const NOT_AVAILABLE: i32 = -25291;
const NO_SUCH_KEYCHAIN: i32 = -25294;
const NO_DEFAULT_KEYCHAIN: i32 = -25307;
const AUTH_FAILED: i32 = -25293;
const INTERACTION_NOT_ALLOWED: i32 = -25308;
const USER_CANCELED: i32 = -128;

pub(crate) struct System;

impl Secrets for System {
    fn get(&self, name: &str) -> Result<Option<String>, Unkept> {
        match generic_password(PasswordOptions::new_generic_password(APPLICATION, name)) {
            Ok(bytes) => String::from_utf8(bytes)
                .map(Some)
                .map_err(|error| Unkept::Refused { detail: error.utf8_error().to_string() }),
            Err(error) if error.code() == NOT_FOUND => Ok(None),
            Err(error) => Err(said(error)),
        }
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), Unkept> {
        set_generic_password(APPLICATION, name, secret.as_bytes()).map_err(said)
    }

    fn remove(&self, name: &str) -> Result<(), Unkept> {
        match delete_generic_password(APPLICATION, name) {
            Err(error) if error.code() != NOT_FOUND => Err(said(error)),
            _ => Ok(()),
        }
    }
}

fn said(error: Error) -> Unkept {
    match error.code() {
        NOT_AVAILABLE | NO_SUCH_KEYCHAIN | NO_DEFAULT_KEYCHAIN => Unkept::NoKeychain,
        AUTH_FAILED | INTERACTION_NOT_ALLOWED | USER_CANCELED => Unkept::Locked,
        _ => Unkept::Refused { detail: error.to_string() },
    }
}
