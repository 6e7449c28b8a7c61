//! Secrets go where the person wants them, and nowhere else; asking for one makes nobody else wait.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::sync::{Arc, Mutex, Weak};

use api::secrets::{Keep, Secrets, Unkept};
use api::wire::Nothing;
use api::{App, Host};
use support::*;

#[test]
fn each_secret_is_where_it_was_asked_to_be() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let places = [Keep::Keychain, Keep::File, Keep::Session];
    for keep in places {
        assert_eq!(app.secret(keep, "plum").unwrap(), None, "{keep:?}");
        app.keep_secret(keep, "plum", &format!("{keep:?}")).unwrap();
    }
    for keep in places {
        assert_eq!(app.secret(keep, "plum").unwrap(), Some(format!("{keep:?}")));
    }
    let file = std::fs::read_to_string(host.data_dir().join("secrets.json")).unwrap();
    assert!(file.contains("File") && !file.contains("Session") && !file.contains("Keychain"), "{file}");
    assert_eq!(host.secrets.get("plum").unwrap().as_deref(), Some("Keychain"));

    drop(app);
    let app = open(&host);
    let found = places.map(|keep| app.secret(keep, "plum").unwrap());
    assert_eq!(found, [Some("Keychain".to_owned()), Some("File".to_owned()), None]);
    for keep in places {
        app.forget_secret(keep, "plum").unwrap();
        app.forget_secret(keep, "plum").unwrap();
        assert_eq!(app.secret(keep, "plum").unwrap(), None);
    }
}

/// A keychain whose person takes as long as another command of the application does.
#[derive(Default)]
struct Waiting {
    app: Mutex<Weak<App>>,
    meanwhile: Mutex<Vec<bool>>,
}

impl Waiting {
    fn wait(&self) -> Result<(), Unkept> {
        let app = self.app.lock().unwrap().upgrade().unwrap();
        self.meanwhile.lock().unwrap().push(app.app_state(Nothing {}).unwrap().onboarded);
        Err(Unkept::Locked)
    }
}

impl Secrets for Waiting {
    fn get(&self, _: &str) -> Result<Option<String>, Unkept> {
        self.wait().map(|()| None)
    }

    fn set(&self, _: &str, _: &str) -> Result<(), Unkept> {
        self.wait()
    }

    fn remove(&self, _: &str) -> Result<(), Unkept> {
        self.wait()
    }
}

#[test]
fn a_keychain_that_waits_for_the_person_holds_nobody_up() {
    let waiting = Arc::new(Waiting::default());
    let mut host = TestHost::wednesday();
    Arc::get_mut(&mut host).unwrap().secrets = waiting.clone();
    let app = Arc::new(onboarded(&host));
    *waiting.app.lock().unwrap() = Arc::downgrade(&app);
    assert!(app.secret(Keep::Keychain, "plum").is_err());
    assert!(app.keep_secret(Keep::Keychain, "plum", "7").is_err());
    assert!(app.forget_secret(Keep::Keychain, "plum").is_err());
    assert_eq!(*waiting.meanwhile.lock().unwrap(), [true; 3]);
    assert_eq!(app.secret(Keep::File, "plum").unwrap(), None, "nothing fell back to a weaker place");
}
