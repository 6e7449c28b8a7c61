//! What is said of a sync folder of which not all can be read, or that is not what it was.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::wire::*;
use api::{App, Language, speaking};
use chrono::Duration;
use sha2::{Digest, Sha256};
use support::*;

fn chosen(app: &App, folder: &Path) -> Synced {
    app.sync_folder_set(SyncFolder { folder: folder.display().to_string() }).unwrap()
}

fn now(app: &App) -> SyncView {
    app.sync_now(Nothing {}).unwrap().sync
}

fn another(name: &str) -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    name.clone_into(&mut host.name.lock().unwrap());
    let app = open(&host);
    (host, app)
}

/// A folder to which one computer has written.
fn written() -> (tempfile::TempDir, PathBuf, App) {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let app = onboarded(&TestHost::wednesday());
    chosen(&app, &folder);
    (between, folder, app)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn line(payload: &str) -> String {
    let sum: String = Sha256::digest(payload).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{sum} {payload}\n")
}

const PARTLY: &str = "not all that stands in the sync folder can be read";

/// What the file of the first computer becomes; what a second one says, and whether that is more than ordinary.
#[test]
fn a_folder_that_cannot_all_be_read_is_not_called_in_step() {
    type Harm = fn(&Path);
    let zeroed: Harm = |file| std::fs::write(file, vec![0; 900]).unwrap();
    let marked: Harm = |file| {
        let text = std::fs::read_to_string(file).unwrap();
        std::fs::write(file, format!("\u{feff}{text}")).unwrap();
    };
    let newer: Harm = |file| {
        let text = std::fs::read_to_string(file).unwrap();
        let head = text.lines().next().unwrap().split_once(' ').unwrap().1;
        std::fs::write(file, line(&head.replace("sync/1", "sync/2"))).unwrap();
    };
    let away: Harm = |file| {
        let name = format!(".{}.icloud", file.file_name().unwrap().display());
        std::fs::rename(file, file.with_file_name(name)).unwrap();
    };
    let no_file: Harm = |file| {
        std::fs::remove_file(file).unwrap();
        std::fs::create_dir(file).unwrap();
    };
    let all = [
        (zeroed, false, "1 line in files of others is not whole (ninefold-", "no está entera (ninefold-"),
        (marked, false, "a copy that stays so may be deleted", "una copia que se quede así se puede borrar"),
        (newer, true, "by a newer Ninefold and is not read (ninefold-", "y no se lee (ninefold-"),
        (away, true, "1 file was not downloaded yet (.ninefold-", "aún no se ha descargado (.ninefold-"),
        (no_file, true, "1 file was left out (ninefold-", "Se ha dejado fuera 1 archivo (ninefold-"),
    ];
    for (harm, is_trouble, english, spanish) in all {
        let (_between, folder, _app) = written();
        let [file] = &files(&folder)[..] else { unreachable!("one file") };
        harm(file);
        let (host, two) = another("laptop");
        let said = |sync: &SyncView| format!("{} {}", sync.state, sync.notes.join(" "));
        let sync = chosen(&two, &folder).sync;
        assert!(sync.state.contains(PARTLY) && said(&sync).contains(english), "{}", said(&sync));
        assert_eq!(sync.trouble, is_trouble, "{}", said(&sync));
        let frame = two.app_state(Nothing {}).unwrap().sync;
        assert_eq!(frame.is_some_and(|words| words.contains(english)), is_trouble);
        let other = speaking(Language::Spanish, || two.sync(Nothing {}).unwrap());
        assert!(other.state.contains("no se puede leer todo") && said(&other).contains(spanish), "{other:?}");
        // Since when, however often it is looked into.
        host.pass(Duration::minutes(30));
        assert!(now(&two).state.starts_with("Since 07:10 "));
    }
}

#[test]
fn who_did_something_there_counts_also_without_a_file() {
    let (_between, folder, one) = written();
    let first = files(&folder);
    let (_host, two) = another("laptop");
    chosen(&two, &folder);
    two.note_set(NoteSet { unit: "math-vectors".to_owned(), text: "by two".to_owned() }).unwrap();
    now(&two);
    assert!(now(&one).state.ends_with("2 computers."));
    for file in files(&folder) {
        if !first.contains(&file) {
            std::fs::remove_file(file).unwrap();
        }
    }
    let sync = now(&one);
    assert!(sync.state.ends_with("No file of another computer is there at the moment."), "{}", sync.state);
    let spanish = speaking(Language::Spanish, || one.sync(Nothing {}).unwrap().state);
    assert!(spanish.ends_with("no hay ahí ningún archivo de otro equipo."), "{spanish}");
}

#[test]
fn a_folder_that_was_emptied_is_said_and_written_anew_when_it_is_chosen_once_more() {
    let (between, folder, one) = written();
    let (_host, two) = another("laptop");
    chosen(&two, &folder);
    let away = between.path().join("away");
    std::fs::rename(&folder, &away).unwrap();
    std::fs::create_dir(&folder).unwrap();
    let error = two.sync_now(Nothing {}).unwrap_err();
    assert!(
        error.code == "sync_folder" && error.message.contains("is empty; it was not before"),
        "{error:?}"
    );
    let sync = two.sync(Nothing {}).unwrap();
    assert!(sync.trouble && sync.state.contains("choose it once more"), "{}", sync.state);
    let spanish = speaking(Language::Spanish, || two.sync(Nothing {}).unwrap().state);
    assert!(spanish.contains("antes no lo estaba"), "{spanish}");
    assert_eq!(files(&folder).len(), 0);
    let again = chosen(&two, &folder);
    assert!(again.went > 10 && !again.sync.trouble, "{}", again.sync.state);
    // Whoever wrote there alone writes it anew.
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    assert!(one.sync_now(Nothing {}).unwrap().went > 10);
}

/// Whatever a head says, and whenever a line says it was written.
#[test]
fn a_computer_without_a_name_and_a_time_that_cannot_be_are_told_in_words() {
    let (_between, folder, one) = written();
    let head =
        r#"{"format":"ninefold-sync/1","device":"00000000-0000-0000-0000-000000000007","computer":" "}"#;
    let batch = r#"{"at":"+262142-12-31T23:00:00Z","events":[]}"#;
    std::fs::write(folder.join("ninefold-7.log"), line(head) + &line(batch)).unwrap();
    let computers = now(&one).computers;
    let told = |name: &str| computers.iter().find(|known| known.name == name).unwrap().heard.clone();
    assert_eq!(told("a computer without a name").as_deref(), Some("a time that no clock shows"));
    let spanish = speaking(Language::Spanish, || one.sync(Nothing {}).unwrap().computers);
    assert!(spanish.iter().any(|known| known.name == "un equipo sin nombre"));
}

#[cfg(unix)]
#[test]
fn what_the_system_says_of_a_folder_is_told_without_its_numbers() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("circle");
    std::os::unix::fs::symlink(&folder, &folder).unwrap();
    let app = onboarded(&TestHost::wednesday());
    let error = app.sync_folder_set(SyncFolder { folder: folder.display().to_string() }).unwrap_err();
    assert!(error.message.contains("could not be read or written: "), "{}", error.message);
    assert!(!error.message.contains("os error"), "{}", error.message);
}

/// As after an older copy of the disk was put back: nobody else was there.
#[test]
fn an_older_copy_of_the_disk_is_told_as_what_it_may_be() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    chosen(&app, &folder);
    drop(app);
    let data = host.dir.path().join("data");
    let copies: Vec<(PathBuf, Vec<u8>)> = files(&data)
        .into_iter()
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect();
    let app = open(&host);
    app.note_set(NoteSet { unit: "math-vectors".to_owned(), text: "later".to_owned() }).unwrap();
    now(&app);
    drop(app);
    for path in files(&data).into_iter().filter(|path| path.is_file()) {
        std::fs::remove_file(path).unwrap();
    }
    copies.iter().for_each(|(path, bytes)| std::fs::write(path, bytes).unwrap());
    let app = open(&host);
    let notes = now(&app).notes;
    assert!(notes[0].contains("or an older copy of its disk was put back"), "{notes:?}");
    let spanish = speaking(Language::Spanish, || app.sync(Nothing {}).unwrap().notes);
    assert!(spanish[0].contains("o se recuperó una copia anterior de su disco"), "{spanish:?}");
}
