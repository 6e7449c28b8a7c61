//! The passphrase of the sync folder between two computers: from what a person enters to what is said, and that it and what it
//! hides stand nowhere else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::path::Path;
use std::sync::{Arc, Mutex};

use api::secrets::{Keep, Secrets, Unkept};
use api::wire::*;
use api::{App, Language, speaking};
use chrono::Duration;
use support::*;

const WORDS: &str = "nine plums in a bowl";
/// What a learner writes.
const NOTE: &str = "kept between the two of us";

fn passphrase(words: &str) -> SyncPassphrase {
    SyncPassphrase { passphrase: words.to_owned(), anew: false, keep: Keep::Keychain }
}

fn notes(app: &App, text: &str) {
    app.note_set(NoteSet { unit: "math-vectors".to_owned(), text: text.to_owned() }).unwrap();
}

fn chosen(app: &App, folder: &Path) -> Synced {
    app.sync_folder_set(SyncFolder { folder: folder.display().to_string() }).unwrap()
}

fn laptop() -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    "laptop".clone_into(&mut host.name.lock().unwrap());
    let app = open(&host);
    (host, app)
}

/// All that stands in files below a folder.
fn below(dir: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            found.push((path.display().to_string(), text));
        }
    }
    found
}

fn secrets_in(dir: &Path, words: &[&str]) -> Vec<String> {
    let holds = |text: &str| words.iter().any(|word| text.contains(word));
    below(dir).into_iter().filter(|(_, text)| holds(text)).map(|(path, _)| path).collect()
}

#[test]
fn it_is_set_asked_for_on_the_other_computer_and_hides_everything() {
    let (one_host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let one = onboarded(&one_host);
    let folder = between.path().join("Sync");
    assert_eq!(one.sync_passphrase(passphrase(WORDS)).unwrap_err().code, "sync_passphrase", "no folder");
    chosen(&one, &folder);
    notes(&one, NOTE);
    one.sync_now(Nothing {}).unwrap();
    assert!(!secrets_in(&folder, &[NOTE]).is_empty(), "without one it stands in clear");
    assert!(one.sync_passphrase(passphrase("plums")).unwrap_err().message.contains("fewer than 8"));
    let set = one.sync_passphrase(passphrase(WORDS)).unwrap();
    assert_eq!((set.sync.passphrase, set.sync.trouble), (SyncHidden::On, false));
    assert_eq!(secrets_in(&folder, &[NOTE, WORDS, "AGE-SECRET", "plan_published"]), [""; 0]);

    let (two_host, two) = laptop();
    two_host.pass(Duration::minutes(5));
    let joined = chosen(&two, &folder);
    assert_eq!((joined.came, joined.sync.passphrase, joined.sync.trouble), (0, SyncHidden::Asked, true));
    assert!(joined.sync.state.contains("Enter it here too"), "{}", joined.sync.state);
    let spanish = speaking(Language::Spanish, || two.sync(Nothing {}).unwrap());
    assert!(spanish.state.contains("Escríbela también aquí"), "{}", spanish.state);
    notes(&two, "written meanwhile");
    let waits = two.sync_now(Nothing {}).unwrap();
    assert!(waits.went == 0 && waits.sync.state.ends_with("1 change waits."), "{}", waits.sync.state);
    assert_eq!(secrets_in(&folder, &["written meanwhile"]), [""; 0]);
    let short = two.sync_passphrase(passphrase("pears")).unwrap_err();
    let wrong = two.sync_passphrase(passphrase("nine pears in a bowl")).unwrap_err();
    assert_eq!(short.message, wrong.message, "how long one must be is asked where one is made");
    assert!(wrong.message.contains("not the passphrase"), "{}", wrong.message);
    assert_eq!(two.sync(Nothing {}).unwrap().passphrase, SyncHidden::Asked, "nothing was changed");
    let right = two.sync_passphrase(passphrase(WORDS)).unwrap();
    assert_eq!((right.sync.passphrase, right.sync.trouble, right.went), (SyncHidden::On, false, 1));
    assert!(right.came > 2);
    assert_eq!(one.sync_now(Nothing {}).unwrap().came, 1);
    let told = |host: &TestHost| state(host).notes["math-vectors"].0.clone();
    assert_eq!((told(&one_host), told(&two_host)), ("written meanwhile".into(), "written meanwhile".into()));

    // Nowhere but in the keychain, also after a new start and an export.
    for (host, app) in [(&one_host, &one), (&two_host, &two)] {
        app.export_all(ExportTo::default()).unwrap();
        let strict = [WORDS, "AGE-SECRET-KEY-", "age-secret-key-"];
        assert_eq!(secrets_in(host.dir.path(), &strict), [""; 0]);
        let computer = std::fs::read_to_string(host.dir.path().join("data/computer.json")).unwrap();
        let to = computer.split('"').find(|part| part.starts_with("age1")).unwrap();
        let key = host.secrets.get(&format!("sync-key/{to}")).unwrap().unwrap();
        assert!(key.contains("AGE-SECRET-KEY-") && !key.contains(WORDS), "the canary sings where it may");
    }
    assert_eq!(secrets_in(&folder, &[NOTE, "written meanwhile", WORDS, "AGE-SECRET"]), [""; 0]);
    drop(two);
    let two = open(&two_host);
    assert_eq!(two.sync_now(Nothing {}).unwrap().sync.passphrase, SyncHidden::On);
}

#[test]
fn another_one_replaces_it_and_it_is_given_up_on_each_computer() {
    let (one_host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let one = onboarded(&one_host);
    let folder = between.path().join("Sync");
    chosen(&one, &folder);
    one.sync_passphrase(passphrase(WORDS)).unwrap();
    assert_eq!(one.sync_passphrase(passphrase(WORDS)).unwrap().went, 0, "it is that already");
    assert!(one.sync_passphrase(passphrase("some other words")).is_err(), "a new one is asked for as such");
    let (_two_host, two) = laptop();
    chosen(&two, &folder);
    two.sync_passphrase(passphrase(WORDS)).unwrap();

    let anew = SyncPassphrase { anew: true, ..passphrase("some other words") };
    let changed = one.sync_passphrase(anew).unwrap();
    assert!(changed.went > 0, "all is written anew");
    let asked = two.sync_now(Nothing {}).unwrap().sync;
    assert_eq!((asked.passphrase, asked.trouble), (SyncHidden::Asked, true));
    assert!(asked.state.contains("another passphrase"), "{}", asked.state);
    assert_eq!(two.sync_passphrase(passphrase("some other words")).unwrap().sync.passphrase, SyncHidden::On);
    one.sync_now(Nothing {}).unwrap();

    notes(&two, NOTE);
    let off = two.sync_passphrase_off(Nothing {}).unwrap();
    assert_eq!(off.sync.passphrase, SyncHidden::Off);
    assert!(!secrets_in(&folder, &[NOTE]).is_empty());
    assert_eq!(one.sync_now(Nothing {}).unwrap().came, 1);
    one.sync_passphrase_off(Nothing {}).unwrap();
    for app in [&two, &one, &two, &one] {
        app.sync_now(Nothing {}).unwrap();
    }
    assert_eq!(secrets_in(&folder, &["sealed"]), [""; 0]);
    assert!(below(&folder).iter().all(|(path, _)| !path.ends_with(".key")));
    let computer = std::fs::read_to_string(one_host.dir.path().join("data/computer.json")).unwrap();
    assert!(!computer.contains("age1"), "and it is forgotten: {computer}");
}

/// A keychain that can be gone or locked.
struct Sometimes {
    inner: Box<dyn Secrets>,
    why: Mutex<Option<Unkept>>,
    /// All but this one are there.
    but: Mutex<Option<String>>,
}

impl Sometimes {
    fn on(host: &mut Arc<TestHost>) -> Arc<Sometimes> {
        let secrets = Arc::new(Sometimes {
            inner: api::secrets::memory(),
            why: Mutex::default(),
            but: Mutex::default(),
        });
        Arc::get_mut(host).unwrap().secrets = secrets.clone();
        secrets
    }

    fn says(&self, why: Unkept) {
        *self.why.lock().unwrap() = Some(why);
    }

    fn there(&self) -> Result<&dyn Secrets, Unkept> {
        self.why.lock().unwrap().clone().map_or(Ok(&*self.inner), Err)
    }
}

impl Secrets for Sometimes {
    fn get(&self, name: &str) -> Result<Option<String>, Unkept> {
        if self.but.lock().unwrap().as_deref() == Some(name) {
            return Err(Unkept::Locked);
        }
        self.there()?.get(name)
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), Unkept> {
        self.there()?.set(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), Unkept> {
        self.there()?.remove(name)
    }
}

#[test]
fn without_a_keychain_nothing_is_changed_until_another_place_is_chosen() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let mut host = TestHost::wednesday();
    Sometimes::on(&mut host).says(Unkept::NoKeychain);
    let app = onboarded(&host);
    chosen(&app, &folder);
    let refused = app.sync_passphrase(passphrase(WORDS)).unwrap_err();
    assert_eq!(refused.code, "no_keychain");
    assert_eq!(app.sync_now(Nothing {}).unwrap().sync.passphrase, SyncHidden::Off);
    assert!(below(&folder).iter().all(|(path, _)| !path.ends_with(".key")), "the folder is as it was");

    let session = SyncPassphrase { keep: Keep::Session, ..passphrase(WORDS) };
    assert_eq!(app.sync_passphrase(session).unwrap().sync.passphrase, SyncHidden::On);
    assert_eq!(secrets_in(host.dir.path(), &["AGE-SECRET"]), [""; 0], "kept nowhere");
    notes(&app, NOTE);
    drop(app);
    let app = open(&host);
    let asked = app.sync_now(Nothing {}).unwrap();
    assert_eq!((asked.sync.passphrase, asked.went), (SyncHidden::Asked, 0), "it is asked for again");
    let file = SyncPassphrase { keep: Keep::File, ..passphrase(WORDS) };
    let entered = app.sync_passphrase(file).unwrap().sync;
    assert_eq!((entered.passphrase, entered.keep), (SyncHidden::On, Keep::File));
    let kept = secrets_in(host.dir.path(), &["AGE-SECRET"]);
    assert!(matches!(&kept[..], [path] if path.ends_with("secrets.json")), "{kept:?}");
    drop(app);
    let app = open(&host);
    assert_eq!(app.sync_now(Nothing {}).unwrap().sync.passphrase, SyncHidden::On);
    assert_eq!(secrets_in(&folder, &[NOTE]), [""; 0]);
}

#[test]
fn a_keychain_that_stays_locked_is_said_and_nothing_is_written_in_clear() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let mut host = TestHost::wednesday();
    let keychain = Sometimes::on(&mut host);
    let app = onboarded(&host);
    chosen(&app, &folder);
    app.sync_passphrase(passphrase(WORDS)).unwrap();
    drop(app);
    keychain.says(Unkept::Locked);
    let app = open(&host);
    notes(&app, NOTE);
    let stays = app.sync_now(Nothing {}).unwrap();
    assert_eq!((stays.went, stays.sync.passphrase, stays.sync.trouble), (0, SyncHidden::Asked, true));
    assert!(stays.sync.state.contains("is locked"), "{}", stays.sync.state);
    assert_eq!(app.sync_passphrase_off(Nothing {}).unwrap_err().code, "keychain_locked");
    assert_eq!(secrets_in(&folder, &[NOTE]), [""; 0]);
    // The passphrase itself is as good as what is locked away.
    let file = SyncPassphrase { keep: Keep::File, ..passphrase(WORDS) };
    let entered = app.sync_passphrase(file).unwrap();
    assert_eq!((entered.sync.passphrase, entered.went), (SyncHidden::On, 1));
    assert_eq!(secrets_in(&folder, &[NOTE]), [""; 0]);
}

#[test]
fn who_lost_the_key_and_gives_the_passphrase_up_is_asked_for_nothing_of_their_own() {
    let (one_host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let one = onboarded(&one_host);
    let folder = between.path().join("Sync");
    chosen(&one, &folder);
    one.sync_passphrase(passphrase(WORDS)).unwrap();
    let (two_host, two) = laptop();
    chosen(&two, &folder);
    two.sync_passphrase(SyncPassphrase { keep: Keep::File, ..passphrase(WORDS) }).unwrap();
    notes(&two, NOTE);
    two.sync_now(Nothing {}).unwrap();
    assert_eq!(one.sync_now(Nothing {}).unwrap().came, 1);
    drop(two);
    std::fs::remove_file(two_host.dir.path().join("data/secrets.json")).unwrap();

    let two = open(&two_host);
    two.sync_passphrase_off(Nothing {}).unwrap();
    one.sync_passphrase_off(Nothing {}).unwrap();
    for (name, app) in [("one", &one), ("two", &two), ("one", &one), ("two", &two)] {
        let sync = app.sync_now(Nothing {}).unwrap().sync;
        assert!(!sync.trouble && sync.notes.is_empty(), "{name}: {} {:?}", sync.state, sync.notes);
    }
    // Whoever comes later finds all of it in clear.
    let (_three_host, three) = laptop();
    assert!(chosen(&three, &folder).came > 10);
    assert!(!secrets_in(&folder, &[NOTE]).is_empty());
}

/// One computer alone, as its help says: set another one.
#[test]
fn a_forgotten_passphrase_that_is_set_anew_leaves_no_trouble() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let app = onboarded(&host);
    let folder = between.path().join("Sync");
    chosen(&app, &folder);
    app.sync_passphrase(SyncPassphrase { keep: Keep::File, ..passphrase(WORDS) }).unwrap();
    notes(&app, NOTE);
    app.sync_now(Nothing {}).unwrap();
    drop(app);
    std::fs::remove_file(host.dir.path().join("data/secrets.json")).unwrap();

    let app = open(&host);
    assert!(app.sync_now(Nothing {}).unwrap().sync.trouble, "it is asked for");
    let wrong = app.sync_passphrase(passphrase("seven pears in a bowl")).unwrap_err();
    assert_eq!(wrong.code, "sync_passphrase");
    app.sync_passphrase(SyncPassphrase { anew: true, ..passphrase("seven pears in a bowl") }).unwrap();
    for _ in 0..2 {
        let sync = app.sync_now(Nothing {}).unwrap().sync;
        assert!(!sync.trouble && sync.notes.is_empty(), "{} {:?}", sync.state, sync.notes);
        assert_eq!(sync.passphrase, SyncHidden::On);
    }
    // Another computer is asked for the new one, and for no other.
    let (_two_host, two) = laptop();
    chosen(&two, &folder);
    let joined = two.sync_passphrase(passphrase("seven pears in a bowl")).unwrap();
    assert!(joined.came > 10 && !joined.sync.trouble, "{}", joined.sync.state);
    assert_eq!(secrets_in(&folder, &[NOTE]), [""; 0]);
}

#[test]
fn what_stood_in_clear_goes_also_if_another_folder_was_tried_in_between() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let app = onboarded(&host);
    let folder = between.path().join("Sync");
    chosen(&app, &folder);
    notes(&app, NOTE);
    app.sync_now(Nothing {}).unwrap();
    chosen(&app, &between.path().join("Elsewhere"));
    chosen(&app, &folder);
    app.sync_passphrase(passphrase(WORDS)).unwrap();
    assert_eq!(secrets_in(&folder, &[NOTE]), [""; 0]);
}

/// By habit, after a start that remembers none: what was changed stays changed.
#[test]
fn a_former_passphrase_does_not_come_back_into_use() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let app = onboarded(&host);
    let folder = between.path().join("Sync");
    chosen(&app, &folder);
    let for_now = |words: &str| SyncPassphrase { keep: Keep::Session, ..passphrase(words) };
    app.sync_passphrase(for_now(WORDS)).unwrap();
    app.sync_passphrase(SyncPassphrase { anew: true, ..for_now("some other words") }).unwrap();
    drop(app);
    let app = open(&host);
    notes(&app, NOTE);
    assert_eq!(app.sync_now(Nothing {}).unwrap().sync.passphrase, SyncHidden::Asked);
    let before = below(&folder);
    let former = app.sync_passphrase(for_now(WORDS)).unwrap_err();
    assert!(former.message.contains("a former passphrase"), "{}", former.message);
    let spanish = speaking(Language::Spanish, || app.sync_passphrase(for_now(WORDS)).unwrap_err());
    assert!(spanish.message.contains("anterior"), "{}", spanish.message);
    assert_eq!(below(&folder), before);
    let entered = app.sync_passphrase(for_now("some other words")).unwrap();
    assert_eq!((entered.went, entered.sync.passphrase, entered.sync.trouble), (1, SyncHidden::On, false));
    // A newcomer who knows the former one alone has not got the present one by that.
    let (_two_host, two) = laptop();
    chosen(&two, &folder);
    assert!(two.sync_passphrase(passphrase(WORDS)).unwrap_err().message.contains("a former passphrase"));
}

/// A keychain that gives the former key and not the present one, as systems do that ask for each.
#[test]
fn no_former_key_is_used_where_the_keychain_withholds_the_present_one() {
    for refuses in [true, false] {
        let between = tempfile::tempdir().unwrap();
        let folder = between.path().join("Sync");
        let mut host = TestHost::wednesday();
        let keychain = Sometimes::on(&mut host);
        let app = onboarded(&host);
        chosen(&app, &folder);
        app.sync_passphrase(passphrase(WORDS)).unwrap();
        app.sync_passphrase(SyncPassphrase { anew: true, ..passphrase("some other words") }).unwrap();
        drop(app);
        let computer = std::fs::read_to_string(host.dir.path().join("data/computer.json")).unwrap();
        let last = computer.split('"').rfind(|part| part.starts_with("age1")).unwrap();
        let name = format!("sync-key/{last}");
        if refuses {
            *keychain.but.lock().unwrap() = Some(name);
        } else {
            keychain.remove(&name).unwrap();
        }
        let app = open(&host);
        notes(&app, NOTE);
        let before = below(&folder);
        for _ in 0..2 {
            let stays = app.sync_now(Nothing {}).unwrap();
            assert_eq!((stays.went, stays.sync.passphrase, stays.sync.trouble), (0, SyncHidden::Asked, true));
            assert!(stays.sync.state.contains("othing is written there"), "{}", stays.sync.state);
        }
        assert_eq!(below(&folder), before, "and nothing is put away");
        *keychain.but.lock().unwrap() = None;
        let entered = app.sync_passphrase(passphrase("some other words")).unwrap();
        assert_eq!((entered.went, entered.sync.passphrase, entered.sync.trouble), (1, SyncHidden::On, false));
    }
}

/// The other computer is gone for good, and its passphrase forgotten: it is said whose files ask for it, and what to do.
#[test]
fn whose_lines_are_hidden_is_said_and_how_that_ends() {
    let (one_host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let one = onboarded(&one_host);
    let folder = between.path().join("Sync");
    chosen(&one, &folder);
    one.sync_passphrase(SyncPassphrase { keep: Keep::File, ..passphrase(WORDS) }).unwrap();
    let (two_host, two) = laptop();
    chosen(&two, &folder);
    two.sync_passphrase(passphrase(WORDS)).unwrap();
    notes(&two, NOTE);
    two.sync_now(Nothing {}).unwrap();
    one.sync_now(Nothing {}).unwrap();
    drop((two, two_host, one));
    std::fs::remove_file(one_host.dir.path().join("data/secrets.json")).unwrap();

    let one = open(&one_host);
    one.sync_passphrase(SyncPassphrase { anew: true, ..passphrase("seven pears in a bowl") }).unwrap();
    let state = one.sync_now(Nothing {}).unwrap().sync.state;
    let named = state.split("delete its files in the folder: ").nth(1).unwrap().trim_end_matches('…');
    assert!(state.contains("It is “laptop” (last at "), "{state}");
    assert!(named.starts_with("ninefold-") && named.len() > 40, "{named}");
    for (path, _) in below(&folder).into_iter().filter(|(path, _)| path.contains(named)) {
        std::fs::remove_file(path).unwrap();
    }
    let sync = one.sync_now(Nothing {}).unwrap().sync;
    assert_eq!((sync.passphrase, sync.trouble), (SyncHidden::On, false), "{}", sync.state);
    assert_eq!(state_of_note(&one_host), NOTE, "nothing of it was lost here");
}

fn state_of_note(host: &TestHost) -> String {
    state(host).notes["math-vectors"].0.clone()
}
