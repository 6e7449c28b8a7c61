//! A damaged journal is recovered when the program starts: the plan is there, it is said in both languages what was saved, and
//! the backups are in the list.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use api::Host as _;
use api::wire::{BlockDone, NoteSet, Nothing, SyncFolder};
use api::{Language, speaking};
use support::{TestHost, next_work, onboarded, open, this_week};

#[test]
fn the_plan_is_there_again_and_it_is_said_what_was_saved() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let dir = api_data(&host);
    for _ in 0..3 {
        let id = next_work(&app).id.unwrap();
        app.block_done(BlockDone { id, minutes: Some(25) }).unwrap();
    }
    let week = serde_json::to_value(this_week(&app)).unwrap();
    drop(app);
    let path = dir.join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    // The mark at its beginning, the tables' list, and with them all that SQLite needs to find the rows.
    file[..4096].fill(0xA5);
    std::fs::write(&path, &file).unwrap();

    let app = open(&host);
    assert_eq!(serde_json::to_value(this_week(&app)).unwrap(), week);
    let notice = app.app_state(Nothing {}).unwrap().notice.unwrap();
    assert_eq!((notice.code.as_str(), &notice.backup), ("journal_recovered", &None));
    let [says, dice] = [Language::English, Language::Spanish]
        .map(|language| speaking(language, || app.app_state(Nothing {}).unwrap().notice.unwrap().text));
    for part in [
        "Your journal was damaged. ",
        " could be read and are in a new one: 3 study sessions, ",
        "The last is of 25 November 2026, 07:10. No gap was found before it. ",
        "The damaged file is kept as ",
        "your backups are under Settings, Data.",
    ] {
        assert!(says.contains(part), "{part:?} is not in {says}");
    }
    assert!(dice.contains("Se han podido leer") && dice.contains("3 sesiones de estudio"), "{dice}");
    let broken: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    let kept = broken.iter().find(|path| says.contains(&path.display().to_string())).unwrap();
    assert_eq!(std::fs::read(kept).unwrap(), file);
    // Whoever was the first to open it may have been a script that nobody read.
    drop(app);
    let app = open(&host);
    assert_eq!(app.app_state(Nothing {}).unwrap().notice.unwrap().text, says);
    app.notice_dismiss(Nothing {}).unwrap();
    app.undo(Nothing {}).unwrap();
    drop(app);
    assert!(open(&host).app_state(Nothing {}).unwrap().notice.is_none(), "it is told once");
}

/// An entry of a later version, or no plan at all, is told beside the damage, not over it; in whatever language is spoken by then.
#[test]
fn no_other_notice_hides_that_the_journal_was_damaged() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let dir = api_data(&host);
    drop(app);
    let kinds = {
        let mut journal = journal::Journal::open(&dir, uuid::Uuid::from_u128(7), host.now()).unwrap().journal;
        let mut event = journal.leaving(0).unwrap().events.remove(0);
        event.id = uuid::Uuid::from_u128(1234);
        "later_kind".clone_into(&mut event.kind);
        journal.merge(&[event]).unwrap().new
    };
    assert_eq!(kinds, 1);
    let path = dir.join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    file[68..72].fill(0xA5);
    std::fs::write(&path, &file).unwrap();
    assert!(open(&host).app_state(Nothing {}).unwrap().notice.unwrap().text.contains("was damaged"));
    let app = open(&host);
    let notice = app.app_state(Nothing {}).unwrap().notice.unwrap().text;
    assert!(notice.contains("was damaged") && notice.contains("(later_kind)"), "{notice}");
    let spanish = speaking(Language::Spanish, || app.app_state(Nothing {}).unwrap().notice.unwrap().text);
    assert!(spanish.contains("estaba dañado") && !spanish.contains("damaged."), "{spanish}");
}

/// The first page of the journal is damaged; what can be read of the rest is recovered.
fn damage(host: &TestHost) {
    let path = api_data(host).join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    file[..4096].fill(0xA5);
    std::fs::write(&path, &file).unwrap();
}

fn told(host: &std::sync::Arc<TestHost>) -> Option<String> {
    open(host).app_state(Nothing {}).unwrap().notice.map(|notice| notice.text)
}

/// Each names the file that was set aside.
#[test]
fn what_was_damaged_twice_before_anybody_read_it_is_told_twice() {
    let host = TestHost::wednesday();
    drop(onboarded(&host));
    damage(&host);
    let first = told(&host).unwrap();
    host.pass(chrono::Duration::seconds(60));
    damage(&host);
    let both = told(&host).unwrap();
    assert!(both.starts_with(&first), "{both}");
    assert_eq!(both.matches("Your journal was damaged. ").count(), 2, "{both}");
    assert_eq!(told(&host).unwrap(), both, "and again by every program");
    let spanish = speaking(Language::Spanish, || told(&host).unwrap());
    assert_eq!(spanish.matches("Tu diario estaba dañado. ").count(), 2, "{spanish}");
    open(&host).notice_dismiss(Nothing {}).unwrap();
    assert_eq!(told(&host), None);
}

/// Whatever has the name of the file in which it is kept: nothing waits for it, and nothing is lost of what is to be told.
#[test]
fn what_stands_in_the_place_of_the_notice_keeps_it_from_nobody() {
    let host = TestHost::wednesday();
    drop(onboarded(&host));
    let path = api_data(&host).join("notice.json");
    std::fs::create_dir(&path).unwrap();
    std::fs::write(path.join("something"), "of mine").unwrap();
    damage(&host);
    let first = told(&host).unwrap();
    assert!(first.contains("Your journal was damaged. "), "{first}");
    assert_eq!(told(&host).unwrap(), first, "by every program");
    assert!(path.is_file());
    let aside = path.with_extension("json.before-1").join("something");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "of mine");
    open(&host).notice_dismiss(Nothing {}).unwrap();
    assert_eq!(told(&host), None);

    // What was kept, and is not to be read any more: it is said that there was something.
    for text in ["", "{\"en\": ", "[1]"] {
        std::fs::write(&path, text).unwrap();
        let said = told(&host).unwrap();
        assert!(said.starts_with("Something was to be told about your journal"), "{said}");
        assert!(said.contains(&path.display().to_string()), "{said}");
        host.pass(chrono::Duration::seconds(60));
        damage(&host);
        let both = told(&host).unwrap();
        assert!(both.starts_with(&said) && both.contains("Your journal was damaged. "), "{both}");
        assert_eq!(told(&host).unwrap(), both);
        open(&host).notice_dismiss(Nothing {}).unwrap();
        assert_eq!(told(&host), None);
    }
    std::fs::create_dir(&path).unwrap();
    assert!(told(&host).unwrap().starts_with("Something was to be told"));
    open(&host).notice_dismiss(Nothing {}).unwrap();
    assert_eq!(told(&host), None);
    #[cfg(unix)]
    {
        std::process::Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(told(&host).unwrap().starts_with("Something was to be told"), "a pipe is not waited for");
        open(&host).notice_dismiss(Nothing {}).unwrap();
        assert_eq!(told(&host), None);
    }
}

/// What was lost comes back from the folder under the name that this computer had: no other computer's doing.
#[test]
fn what_comes_back_through_the_folder_after_a_recovery_is_this_computers_own() {
    let (host, between) = (TestHost::wednesday(), tempfile::tempdir().unwrap());
    let app = onboarded(&host);
    let folder = between.path().join("Sync").display().to_string();
    app.sync_folder_set(SyncFolder { folder }).unwrap();
    app.note_set(NoteSet { unit: "math-vectors".into(), text: "carried".into() }).unwrap();
    app.sync_now(Nothing {}).unwrap();
    drop(app);
    std::fs::write(api_data(&host).join("journal.db"), [0xA5; 20_000]).unwrap();
    for file in ["journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(api_data(&host).join(file));
    }

    let app = open(&host);
    let passed = app.sync_now(Nothing {}).unwrap();
    assert!(passed.came > 10 && passed.sync.notes.is_empty(), "{passed:?}");
    assert!(passed.sync.state.contains("No other computer has written there yet"), "{}", passed.sync.state);
    assert!(passed.sync.history.is_empty(), "{:?}", passed.sync.history);
    // The background took it in before anybody read what had happened.
    let state = app.app_state(Nothing {}).unwrap();
    assert!(state.notice.unwrap().text.contains("was damaged and could not be read"));
    assert!(state.undo.is_some_and(|words| words.contains("changed the note")));
    app.undo(Nothing {}).unwrap();
}

#[test]
fn what_is_missing_and_what_came_from_the_backup_is_counted() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let dir = api_data(&host);
    drop(app);
    // The backup of the day is made when the program starts with a plan.
    let app = open(&host);
    for _ in 0..40 {
        app.call("note_set", serde_json::json!({ "unit": "math-vectors", "text": "x".repeat(900) })).unwrap();
        app.call("note_set", serde_json::json!({ "unit": "math-vectors", "text": "y".repeat(900) })).unwrap();
    }
    drop(app);
    let path = dir.join("journal.db");
    let mut file = std::fs::read(&path).unwrap();
    let pages = file.len() / 4096;
    file[4096..8192].fill(0);
    file[(pages / 2) * 4096..(pages / 2 + 3) * 4096].fill(0xA5);
    std::fs::write(&path, &file).unwrap();
    let says = open(&host).app_state(Nothing {}).unwrap().notice.unwrap().text;
    assert!(
        says.contains("At least ")
            && says.contains(" could not be read; what they said is not in your plan."),
        "{says}"
    );
}

fn api_data(host: &TestHost) -> std::path::PathBuf {
    api::Host::data_dir(host)
}
