//! The passphrase of the sync folder where computers have different keys, where nothing can be written, and where a lock is of
//! no use.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::secrets::Keep;
use api::wire::*;
use api::{App, Language, speaking};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::Duration;
use support::*;

const WORDS: &str = "nine plums in a bowl";
const NEW: &str = "some other words";

fn passphrase(words: &str) -> SyncPassphrase {
    SyncPassphrase { passphrase: words.to_owned(), anew: false, keep: Keep::Keychain }
}

fn anew(words: &str) -> SyncPassphrase {
    SyncPassphrase { anew: true, ..passphrase(words) }
}

fn notes(app: &App, text: &str) {
    app.note_set(NoteSet { unit: "math-vectors".to_owned(), text: text.to_owned() }).unwrap();
}

fn note_of(host: &TestHost) -> String {
    state(host).notes["math-vectors"].0.clone()
}

fn chosen(app: &App, folder: &Path) -> Synced {
    app.sync_folder_set(SyncFolder { folder: folder.display().to_string() }).unwrap()
}

fn now(app: &App) -> SyncView {
    app.sync_now(Nothing {}).unwrap().sync
}

fn is_in_step(app: &App) -> bool {
    let sync = now(app);
    (sync.passphrase, sync.trouble) == (SyncHidden::On, false)
}

fn another(name: &str) -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    name.clone_into(&mut host.name.lock().unwrap());
    let app = open(&host);
    (host, app)
}

fn locks(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "key")).collect()
}

/// Nobody knows the first one any more on the computer that sets another, and its clock is a day behind: it is the one
/// that counts all the same, as the first key's owner entered it.
#[test]
fn one_that_was_set_under_a_clock_that_is_behind_is_used_by_all() {
    let (one_host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    one_host.pass(Duration::days(1));
    let one = onboarded(&one_host);
    let folder = between.path().join("Sync");
    chosen(&one, &folder);
    let (two_host, two) = another("laptop");
    chosen(&two, &folder);
    now(&one);
    one.sync_passphrase(passphrase(WORDS)).unwrap();
    two.sync_passphrase(anew(NEW)).unwrap();
    one.sync_passphrase(passphrase(NEW)).unwrap();
    notes(&one, "in step");
    assert!(is_in_step(&one));
    // Once more, as where two set theirs at the same time.
    assert_eq!(now(&two).passphrase, SyncHidden::Asked);
    two.sync_passphrase(passphrase(NEW)).unwrap();
    assert!(is_in_step(&two) && is_in_step(&one));
    assert_eq!(note_of(&two_host), "in step");
    let (_three_host, three) = another("phone");
    chosen(&three, &folder);
    three.sync_passphrase(passphrase(NEW)).unwrap();
    assert!(is_in_step(&three));
    // The forgotten one is a former one for everybody.
    for app in [&one, &three] {
        let former = app.sync_passphrase(passphrase(WORDS)).unwrap_err();
        assert!(former.message.contains("a former passphrase"), "{}", former.message);
    }
    assert!(is_in_step(&one));
}

/// A computer that was not told yet goes on with the former one. Who enters that to read it has not set it again.
#[test]
fn a_former_one_that_is_entered_to_read_what_was_sealed_with_it_is_not_used() {
    let (one_host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let one = onboarded(&one_host);
    let folder = between.path().join("Sync");
    chosen(&one, &folder);
    one.sync_passphrase(passphrase(WORDS)).unwrap();
    let (_untold_host, untold) = another("phone");
    chosen(&untold, &folder);
    untold.sync_passphrase(passphrase(WORDS)).unwrap();
    one_host.pass(Duration::hours(1));
    one.sync_passphrase(anew(NEW)).unwrap();
    let (two_host, two) = another("laptop");
    chosen(&two, &folder);
    let _ = two.sync_passphrase(passphrase(NEW)).unwrap();
    notes(&untold, "as before");
    now(&untold);
    assert_eq!(now(&two).passphrase, SyncHidden::Asked);
    two.sync_passphrase(passphrase(WORDS)).unwrap();
    assert!(is_in_step(&two));
    assert_eq!(note_of(&two_host), "as before");
    assert_eq!(locks(&folder).len(), 2);
    assert!(is_in_step(&one), "what the second one writes is read with what the first one knows");
}

#[test]
fn a_former_one_is_refused_where_its_key_is_kept_too() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let app = onboarded(&host);
    chosen(&app, &between.path().join("Sync"));
    app.sync_passphrase(passphrase(WORDS)).unwrap();
    app.sync_passphrase(anew(NEW)).unwrap();
    let former = app.sync_passphrase(passphrase(WORDS)).unwrap_err();
    assert!(former.message.contains("a former passphrase"), "{}", former.message);
    app.sync_passphrase(passphrase(NEW)).unwrap();
    assert!(is_in_step(&app));
}

/// A folder whose path has so many letters.
#[cfg(target_os = "linux")]
fn deep(root: &Path, letters: usize) -> PathBuf {
    let mut folder = root.to_owned();
    while folder.as_os_str().len() < letters {
        let mut more = (letters - folder.as_os_str().len()).min(200);
        if letters - folder.as_os_str().len() - more == 1 {
            more -= 1;
        }
        folder.push("d".repeat(more - 1));
        std::fs::create_dir(&folder).unwrap();
    }
    assert_eq!(folder.as_os_str().len(), letters);
    folder
}

/// Names of locks on their way are longer here than the system takes; those of other files are not.
#[cfg(target_os = "linux")]
#[test]
fn one_that_could_not_be_written_is_not_set() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let app = onboarded(&host);
    let folder = deep(between.path(), 4_032);
    chosen(&app, &folder);
    let choices = || std::fs::read_to_string(host.dir.path().join("data/computer.json")).unwrap();
    let before = choices();
    for words in [WORDS, NEW] {
        let failed = app.sync_passphrase(passphrase(words)).unwrap_err();
        assert_eq!(failed.code, "sync_folder", "{}", failed.message);
        assert!(!failed.message.contains("is kept"), "{}", failed.message);
        assert_eq!(choices(), before);
        assert!(host.secrets.get("sync-key/age1").is_ok_and(|secret| secret.is_none()));
    }
    notes(&app, "in clear");
    let sync = now(&app);
    assert_eq!((sync.passphrase, sync.trouble), (SyncHidden::Off, false), "{}", sync.state);
}

/// No file of ours can be begun here; what others wrote came under short names.
#[cfg(target_os = "linux")]
#[test]
fn one_that_was_entered_where_nothing_can_be_written_is_said_to_be_kept() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let one = onboarded(&host);
    let folder = between.path().join("Sync");
    chosen(&one, &folder);
    one.sync_passphrase(passphrase(WORDS)).unwrap();
    let narrow = deep(between.path(), 4_060);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = if path.extension().is_some_and(|ending| ending == "key") { "k.key" } else { "l.log" };
        std::fs::copy(&path, narrow.join(format!("ninefold-{name}"))).unwrap();
    }
    let (_two_host, two) = another("laptop");
    chosen(&two, &narrow);
    notes(&two, "waits");
    let kept = two.sync_passphrase(passphrase(WORDS)).unwrap_err();
    assert!(
        kept.message.ends_with("is kept on this computer and waits until that is over."),
        "{}",
        kept.message
    );
    let spanish = speaking(Language::Spanish, || two.sync_passphrase(passphrase(WORDS)).unwrap_err());
    assert!(spanish.message.contains("queda guardado en este equipo"), "{}", spanish.message);
    assert_eq!(two.sync(Nothing {}).unwrap().keep, Keep::Keychain);
}

/// As it stands in a file, with its check sum.
fn lock_with(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    use sha2::{Digest, Sha256};
    let text = std::fs::read_to_string(path).unwrap();
    let (_, payload) = text.trim_end().split_once(' ').unwrap();
    let mut lock: serde_json::Value = serde_json::from_str(payload).unwrap();
    let mut bytes = BASE64_STANDARD.decode(lock["lock"].as_str().unwrap()).unwrap();
    change(&mut bytes);
    lock["lock"] = BASE64_STANDARD.encode(bytes).into();
    let payload = lock.to_string();
    let sum: String = Sha256::digest(&payload).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(path, format!("{sum} {payload}\n")).unwrap();
}

#[test]
fn a_lock_that_no_passphrase_opens_here_is_not_called_a_wrong_passphrase() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let one = onboarded(&host);
    let folder = between.path().join("Sync");
    chosen(&one, &folder);
    one.sync_passphrase(passphrase(WORDS)).unwrap();
    let (_two_host, two) = another("laptop");
    chosen(&two, &folder);
    let [lock] = &locks(&folder)[..] else { unreachable!("one lock") };
    let whole = std::fs::read(lock).unwrap();
    let tries = |words: [&str; 2], change: &dyn Fn(&mut Vec<u8>)| {
        std::fs::write(lock, &whole).unwrap();
        lock_with(lock, change);
        for (language, words) in Language::ALL.into_iter().zip(words) {
            let refused = speaking(language, || two.sync_passphrase(passphrase(WORDS)).unwrap_err());
            assert!(refused.message.contains(words), "{}", refused.message);
        }
    };
    let harder = |bytes: &mut Vec<u8>| {
        let end = bytes.windows(3).position(|three| three == b" 1\n").unwrap();
        bytes.splice(end..end + 3, *b" 30\n");
    };
    tries(["asks for more work", "pide más trabajo"], &harder);
    tries(["is damaged", "está dañado"], &Vec::clear);
    std::fs::write(lock, &whole).unwrap();
    let wrong = two.sync_passphrase(passphrase(NEW)).unwrap_err();
    assert!(wrong.message.contains("not the passphrase"), "{}", wrong.message);
    two.sync_passphrase(passphrase(WORDS)).unwrap();
    assert!(is_in_step(&two));
}
