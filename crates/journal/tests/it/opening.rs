//! Opening what is not a journal of this program: refused in words, and not a byte of it changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use journal::{Journal, JournalError, Notice};
use rusqlite::Connection;
use tempfile::tempdir;

use crate::tools::{name, note, note_texts, now, open};

/// Every file of a folder with its bytes, the opening lock aside.
fn content(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let named = entries.filter(|path| path.is_file() && !path.ends_with("journal.lock"));
    named
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect()
}

fn refused(dir: &Path) -> JournalError {
    Journal::open(dir, name(7), now()).unwrap_err()
}

fn make_newer(dir: &Path) {
    open(dir).journal.append(now(), &[note("1")]).unwrap();
    let conn = Connection::open(dir.join("journal.db")).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
}

#[test]
fn a_new_folder_is_made_with_an_empty_journal() {
    let dir = tempdir().unwrap();
    let opened = open(&dir.path().join("a/b"));
    assert_eq!(opened.notice, None);
    assert_eq!(opened.journal.last_seq().unwrap(), 0);
    assert!(dir.path().join("a/b/journal.db").is_file());
}

#[test]
fn a_newer_journal_is_refused_and_stays_as_it_is() {
    let dir = tempdir().unwrap();
    make_newer(dir.path());
    let before = content(dir.path());
    let error = refused(dir.path());
    assert!(matches!(error, JournalError::Newer { found: 99, known: 2, .. }), "{error}");
    assert_eq!(error.code(), "journal_newer");
    assert!(error.to_string().contains("format 99"), "{error}");
    assert_eq!(content(dir.path()), before);
}

#[test]
fn a_newer_journal_with_an_unfinished_log_is_refused_and_stays_as_it_is() {
    let dir = tempdir().unwrap();
    let made = tempdir().unwrap();
    open(made.path()).journal.append(now(), &[note("1")]).unwrap();
    // A newer program that was killed: all it wrote is still in the log.
    let conn = Connection::open(made.path().join("journal.db")).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    for file in ["journal.db", "journal.db-wal"] {
        fs::copy(made.path().join(file), dir.path().join(file)).unwrap();
    }
    drop(conn);
    let before = content(dir.path());
    assert!(!before["journal.db-wal"].is_empty());
    let error = refused(dir.path());
    assert!(matches!(error, JournalError::Newer { found: 99, .. }), "{error}");
    let mut after = content(dir.path());
    after.remove("journal.db-shm"); // Only an index of the log, made anew by whoever opens it.
    assert_eq!(after, before);
}

#[test]
fn a_database_of_another_program_is_refused_and_stays_as_it_is() {
    for pragma in ["PRAGMA application_id = 252006674", "PRAGMA user_version = 3"] {
        let dir = tempdir().unwrap();
        let conn = Connection::open(dir.path().join("journal.db")).unwrap();
        conn.execute_batch(&format!(
            "{pragma}; CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('a');"
        ))
        .unwrap();
        drop(conn);
        let before = content(dir.path());
        let error = refused(dir.path());
        assert_eq!(error.code(), "journal_foreign", "{error}");
        assert_eq!(content(dir.path()), before);
    }
}

#[test]
fn a_folder_that_cannot_be_one_is_named() {
    let dir = tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    for path in [file.clone(), file.join("below")] {
        let error = refused(&path);
        assert_eq!(error.code(), "journal_folder", "{error}");
        assert!(error.to_string().contains("file"), "{error}");
    }
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[test]
fn what_has_a_files_name_and_is_none_is_named_and_stays() {
    for file in ["journal.db", "journal.db-wal", "journal.db-shm", "journal.lock"] {
        let dir = tempdir().unwrap();
        open(dir.path()).journal.append(now(), &[note("1")]).unwrap();
        let place = dir.path().join(file);
        let _ = fs::remove_file(&place);
        fs::create_dir_all(place.join("theirs")).unwrap();
        let error = refused(dir.path());
        assert_eq!(error.code(), "journal_not_a_file", "{error}");
        assert!(error.to_string().contains(file), "{error}");
        assert!(place.join("theirs").is_dir());
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_a_device_or_a_link_to_itself_is_named_rather_than_read() {
    for file in ["journal.db", "journal.lock"] {
        let dir = tempdir().unwrap();
        let place = dir.path().join(file);
        let makes: [&dyn Fn(); 3] = [
            &|| assert!(std::process::Command::new("mkfifo").arg(&place).status().unwrap().success()),
            &|| std::os::unix::fs::symlink("/dev/zero", &place).unwrap(),
            &|| std::os::unix::fs::symlink(&place, &place).unwrap(),
        ];
        for make in makes {
            make();
            let error = refused(dir.path());
            assert_eq!(error.code(), "journal_not_a_file", "{error}");
            fs::remove_file(&place).unwrap();
        }
    }
}

#[test]
fn a_damaged_lock_shuts_nobody_out() {
    let dir = tempdir().unwrap();
    open(dir.path()).journal.append(now(), &[note("1")]).unwrap();
    for damage in [&b"garbage-garbage"[..], &[0; 4096], &[0xff; 100]] {
        fs::write(dir.path().join("journal.lock"), damage).unwrap();
        let opened = open(dir.path());
        assert_eq!((opened.notice, note_texts(&opened.journal)), (None, vec!["1".to_owned()]));
    }
}

#[test]
fn an_emptied_journal_is_told_even_without_backups() {
    let dir = tempdir().unwrap();
    open(dir.path()).journal.append(now(), &[note("1")]).unwrap();
    // It was found whole by a second start.
    drop(open(dir.path()));
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(dir.path().join(format!("journal.db{suffix}")));
    }
    fs::write(dir.path().join("journal.db"), "").unwrap();
    let opened = open(dir.path());
    assert!(matches!(opened.notice, Some(Notice::Broken { backup: None, .. })), "{:?}", opened.notice);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempdir().unwrap();
    open(dir.path()).journal.append(now(), &[note("1")]).unwrap();
    let closed = fs::Permissions::from_mode(0o555);
    fs::set_permissions(dir.path(), closed).unwrap();
    let is_superuser = fs::write(dir.path().join("probe"), "").is_ok();
    let result = Journal::open(dir.path(), name(7), now());
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    match result {
        // Permissions do not bind the superuser, who then must find everything.
        Ok(opened) => assert!(is_superuser && note_texts(&opened.journal) == ["1"]),
        Err(error) => {
            assert!(!is_superuser);
            assert_eq!(error.code(), "journal_permission", "{error}");
        }
    }
}

/// A journal that could only be read was looked at, and may be written again.
#[cfg(unix)]
#[test]
fn what_stands_beside_a_journal_may_be_written_if_the_journal_may() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempdir().unwrap();
    let mut journal = open(dir.path()).journal;
    journal.append(now(), &[note("1")]).unwrap();
    let beside = ["-wal", "-shm"].map(|suffix| dir.path().join(format!("journal.db{suffix}")));
    for file in &beside {
        fs::set_permissions(file, fs::Permissions::from_mode(0o444)).unwrap();
    }
    // Who may do everything would not notice.
    drop(open(dir.path()));
    let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode();
    for file in &beside {
        assert_eq!(mode(file), mode(&dir.path().join("journal.db")), "{}", file.display());
    }
    drop(journal);
    // Looking leaves nothing behind where there is nothing in the log.
    let why = JournalError::ReadOnly { path: dir.path().join("journal.db") };
    assert!(Journal::to_look_at(dir.path(), name(7), &why).is_some());
    assert!(beside.iter().all(|file| !file.exists()));
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_a_link_to_a_missing_folder_is_named() {
    let (dir, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let link = |to: &str| {
        let path = dir.path().join("journal.db");
        let _ = fs::remove_file(&path);
        std::os::unix::fs::symlink(elsewhere.path().join(to), path).unwrap();
        Journal::open(dir.path(), name(7), now())
    };
    assert!(matches!(link("gone/journal.db").unwrap_err(), JournalError::NotAFile { .. }));
    // Where it can be made it is.
    link("journal.db").unwrap().journal.append(now(), &[note("1")]).unwrap();
    assert!(elsewhere.path().join("journal.db").is_file());
}

#[test]
fn making_the_journal_may_be_interrupted() {
    let dir = tempdir().unwrap();
    fs::write(dir.path().join("journal.db"), "").unwrap();
    assert_eq!(open(dir.path()).notice, None);
    fs::remove_file(dir.path().join("journal.db")).unwrap();
    let conn = Connection::open(dir.path().join("journal.db")).unwrap();
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
    drop(conn);
    assert!(fs::metadata(dir.path().join("journal.db")).unwrap().len() > 0);
    let mut opened = open(dir.path());
    assert_eq!(opened.notice, None);
    opened.journal.append(now(), &[note("1")]).unwrap();
}

#[test]
fn what_cannot_be_written_can_be_looked_at() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let why = JournalError::ReadOnly { path: path.clone() };
    assert!(Journal::to_look_at(dir.path(), name(7), &why).is_none(), "there is none");
    let mut written = open(dir.path()).journal;
    written.append(now(), &[note("1")]).unwrap();
    written.append(now(), &[note("2")]).unwrap();
    // While it is open what was written last is in the log; afterwards there is none.
    for _ in 0..2 {
        let mut held = Journal::to_look_at(dir.path(), name(7), &why).unwrap();
        assert_eq!(note_texts(&held), ["1", "2"]);
        assert_eq!(held.state().unwrap().notes.len(), open(dir.path()).journal.state().unwrap().notes.len());
        let refused = held.append(now(), &[note("3")]).unwrap_err();
        assert_eq!((refused.code(), held.held().unwrap().code()), ("journal_read_only", "journal_read_only"));
        assert_eq!(held.keep("x", "y").unwrap_err().code(), "journal_read_only");
        assert_eq!(held.merge(&written.leaving(0).unwrap().events).unwrap_err().code(), "journal_read_only");
        written = open(dir.path()).journal;
    }
    drop(written);
    // What is damaged or in use is nothing to look at.
    let other = JournalError::Locked { path: path.clone() };
    assert!(Journal::to_look_at(dir.path(), name(7), &other).is_none());
    let mut file = fs::read(&path).unwrap();
    file[40] ^= 0xff;
    file[4096..8192].fill(0xa5);
    fs::write(&path, &file).unwrap();
    assert!(Journal::to_look_at(dir.path(), name(7), &why).is_none());
    assert_eq!(fs::read(&path).unwrap(), file);
}
