//! The Secret Service of Linux desktops (GNOME Keyring, KWallet, KeePassXC) over the session's message bus.
//!
//! Invariant: one item a name. Secrets cross the bus encrypted for one connection, which ends with the call.

use std::collections::HashMap;

use secret_service::blocking::{Collection, Item, SecretService};
use secret_service::{EncryptionType, Error};
use zbus::blocking::Connection;

use crate::{APPLICATION, Secrets, Unkept};

/// How a keychain calls the collection that is made where it has none.
const COLLECTION: &str = "Default";

pub(crate) struct System;

impl Secrets for System {
    fn get(&self, name: &str) -> Result<Option<String>, Unkept> {
        let service = service()?;
        let Some(item) = found(&service, name)? else { return Ok(None) };
        let bytes = item.get_secret().map_err(said)?;
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|error| Unkept::Refused { detail: error.utf8_error().to_string() })
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), Unkept> {
        let service = service()?;
        let kind = "text/plain";
        if let Some(item) = found(&service, name)? {
            return item.set_secret(secret.as_bytes(), kind).map_err(said);
        }
        let label = format!("{APPLICATION}: {name}");
        let collection = collection(&service)?;
        collection.create_item(&label, attributes(name), secret.as_bytes(), true, kind).map_err(said)?;
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), Unkept> {
        let service = service()?;
        while let Some(item) = found(&service, name)? {
            item.delete().map_err(said)?;
        }
        Ok(())
    }
}

fn service() -> Result<SecretService<'static>, Unkept> {
    let bus = Connection::session().map_err(|_| Unkept::NoKeychain)?;
    SecretService::connect_with_existing(EncryptionType::Dh, bus).map_err(said)
}

/// What an item is found by; seen by whoever may look into the keychain, even while it is locked.
fn attributes(name: &str) -> HashMap<&str, &str> {
    HashMap::from([("application", APPLICATION), ("name", name)])
}

/// The item of this name, unlocked; the person is asked if it is not.
fn found<'a>(service: &'a SecretService<'_>, name: &str) -> Result<Option<Item<'a>>, Unkept> {
    let found = service.search_items(attributes(name)).map_err(said)?;
    if let Some(item) = found.unlocked.into_iter().next() {
        return Ok(Some(item));
    }
    let Some(item) = found.locked.into_iter().next() else { return Ok(None) };
    item.unlock().map_err(said)?;
    Ok(Some(item))
}

/// Where new items go, unlocked. One is made where the keychain has none yet; the person is asked for its password then.
fn collection<'a>(service: &'a SecretService<'_>) -> Result<Collection<'a>, Unkept> {
    let collection = match service.get_default_collection() {
        Err(Error::NoResult) => service.create_collection(COLLECTION, "default"),
        other => other,
    };
    let collection = collection.map_err(said)?;
    if collection.is_locked().map_err(said)? {
        collection.unlock().map_err(said)?;
    }
    Ok(collection)
}

#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
fn said(error: Error) -> Unkept {
    let from_bus = match &error {
        Error::Locked | Error::Prompt | Error::PromptDisconnected => return Unkept::Locked,
        Error::Unavailable => return Unkept::NoKeychain,
        Error::Zbus(zbus::Error::MethodError(name, ..)) => name.to_string(),
        Error::Zbus(zbus::Error::FDO(error)) => zbus::DBusError::name(error.as_ref()).to_string(),
        Error::ZbusFdo(error) => zbus::DBusError::name(error).to_string(),
        _ => String::new(),
    };
    if nobody_answers(&from_bus) {
        return Unkept::NoKeychain;
    }
    if from_bus == "org.freedesktop.Secret.Error.IsLocked" {
        return Unkept::Locked;
    }
    Unkept::Refused { detail: error.to_string() }
}

/// Whether the bus says that there is no such service, or that it could not be started.
fn nobody_answers(name: &str) -> bool {
    let bus = name.strip_prefix("org.freedesktop.DBus.Error.");
    bus.is_some_and(|error| {
        matches!(error, "ServiceUnknown" | "NameHasNoOwner") || error.starts_with("Spawn.")
    })
}
