//! Secrets as long as the program runs. Invariant: nothing of them is written anywhere.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Secrets, Unkept};

#[derive(Default)]
pub(crate) struct Held(Mutex<BTreeMap<String, String>>);

impl Held {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Secrets for Held {
    fn get(&self, name: &str) -> Result<Option<String>, Unkept> {
        Ok(self.all().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), Unkept> {
        self.all().insert(name.to_owned(), secret.to_owned());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), Unkept> {
        self.all().remove(name);
        Ok(())
    }
}
