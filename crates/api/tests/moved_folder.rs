//! A sync folder that is moved, or reached by another path: what this computer wrote there is its own still. What stands there in
//! clear beside sealed lines is told.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::fs;
use std::path::Path;

use api::App;
use api::secrets::Keep;
use api::wire::*;
use support::*;

const TEXT: &str = "Read in clear";

fn chosen(app: &App, folder: &Path) -> Synced {
    app.sync_folder_set(SyncFolder { folder: folder.display().to_string() }).unwrap()
}

fn now(app: &App) -> SyncView {
    app.sync_now(Nothing {}).unwrap().sync
}

fn passphrase(words: &str, anew: bool) -> SyncPassphrase {
    SyncPassphrase { passphrase: words.to_owned(), anew, keep: Keep::File }
}

/// One computer with something that can be recognized, in this folder.
fn alone(folder: &Path) -> (std::sync::Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    app.note_set(NoteSet { unit: "math-vectors".to_owned(), text: TEXT.to_owned() }).unwrap();
    chosen(&app, folder);
    (host, app)
}

/// Files of which everybody can read what was written.
fn clear(folder: &Path) -> usize {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.filter(|file| fs::read_to_string(file).is_ok_and(|text| text.contains(TEXT))).count()
}

#[test]
fn in_a_folder_that_was_moved_nothing_of_this_computer_stays_in_clear() {
    let between = tempfile::tempdir().unwrap();
    let (folder, moved) = (between.path().join("Sync"), between.path().join("Moved"));
    let (_host, app) = alone(&folder);
    fs::rename(&folder, &moved).unwrap();
    assert_eq!(chosen(&app, &moved).went, 0, "it stands there");
    assert_eq!(clear(&moved), 1);
    app.sync_passphrase(passphrase("nine plums in a bowl", false)).unwrap();
    assert_eq!(clear(&moved), 0);
    let sync = now(&app);
    assert!(!sync.trouble && sync.notes.is_empty(), "{:?}", sync.notes);
}

#[cfg(unix)]
#[test]
fn nor_in_one_that_is_reached_by_two_paths_in_turn() {
    let between = tempfile::tempdir().unwrap();
    let (folder, link) = (between.path().join("Sync"), between.path().join("Link"));
    let (host, app) = alone(&folder);
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    for (n, path) in [&link, &folder, &link, &folder].into_iter().enumerate() {
        host.pass(chrono::Duration::minutes(5));
        chosen(&app, path);
        app.note_set(NoteSet { unit: "math-vectors".to_owned(), text: format!("{TEXT} {n}") }).unwrap();
        now(&app);
    }
    app.sync_passphrase(passphrase("nine plums in a bowl", false)).unwrap();
    assert_eq!(clear(&folder), 0);
}

#[test]
fn a_forgotten_passphrase_in_a_folder_that_was_moved_is_nobody_elses() {
    let between = tempfile::tempdir().unwrap();
    let (folder, moved) = (between.path().join("Sync"), between.path().join("Moved"));
    let (host, app) = alone(&folder);
    app.sync_passphrase(passphrase("nine plums in a bowl", false)).unwrap();
    fs::rename(&folder, &moved).unwrap();
    chosen(&app, &moved);
    drop(app);
    fs::remove_file(host.dir.path().join("data/secrets.json")).unwrap();
    let app = open(&host);
    app.sync_passphrase(passphrase("some other words", true)).unwrap();
    let sync = now(&app);
    assert!(!sync.trouble && sync.passphrase == SyncHidden::On, "{}", sync.state);
}

#[test]
fn files_of_others_in_clear_are_told_where_lines_are_sealed() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let (_host, one) = alone(&folder);
    let two_host = TestHost::wednesday();
    let two = open(&two_host);
    chosen(&two, &folder);
    two.note_set(NoteSet { unit: "algo-framing".to_owned(), text: TEXT.to_owned() }).unwrap();
    now(&two);
    let told = |app: &App| now(app).notes.into_iter().find(|note| note.contains("in clear"));
    assert_eq!(told(&one), None, "nobody hides anything");
    one.sync_passphrase(passphrase("nine plums in a bowl", false)).unwrap();
    let note = told(&one).unwrap();
    assert!(note.starts_with("1 file in the folder is in clear (ninefold-"), "{note}");
    two.sync_passphrase(passphrase("nine plums in a bowl", false)).unwrap();
    assert_eq!((told(&one), told(&two), clear(&folder)), (None, None, 0));
}
