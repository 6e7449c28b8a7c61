//! The backup of the day is made beside the work, is in nobody's way, and where it cannot be made that is said until it can.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use api::wire::{ExportTo, ImportFrom, Nothing, RestoreArgs, StudyLog};
use api::{App, Host as _, Language, speaking};
use chrono::Duration;
use support::{TestHost, backups_held, onboarded, open};

fn log(app: &App) {
    app.study_log(StudyLog { minutes: 20, unit: None, strategy: Some(3), text: None, start: None }).unwrap();
}

fn folder(host: &TestHost) -> PathBuf {
    journal::backups_dir(&host.data_dir())
}

fn trouble(app: &App) -> Option<String> {
    app.backup_trouble();
    app.app_state(Nothing {}).unwrap().backups
}

/// A learner without a backup, as it is on the first day.
fn first_day() -> Arc<TestHost> {
    let host = TestHost::wednesday();
    drop(onboarded(&host));
    assert!(!folder(&host).exists());
    host
}

/// The thread of the day's backup and the copy before an import, again and again at the same moment.
#[test]
fn an_import_right_after_the_start_waits_for_the_backup_of_the_day() {
    let (host, other) = (first_day(), TestHost::wednesday());
    let file = {
        let app = onboarded(&other);
        log(&app);
        app.export_all(ExportTo::default()).unwrap().path
    };
    let before = journal::Journal::open(&host.data_dir(), uuid::Uuid::nil(), host.now()).unwrap().journal;
    let events = u64::try_from(before.last_seq().unwrap()).unwrap();
    drop(before);
    for round in 0..20 {
        let copy = TestHost::wednesday();
        fs::create_dir_all(copy.data_dir()).unwrap();
        for entry in fs::read_dir(host.data_dir()).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), copy.data_dir().join(entry.file_name())).unwrap();
            }
        }
        let app = open(&copy);
        let taken = app.import_take(ImportFrom { path: file.clone() });
        let taken = taken.unwrap_or_else(|failure| panic!("round {round}: {}", failure.message));
        let found: Vec<u64> = journal::list_backups(&copy.data_dir())
            .unwrap()
            .iter()
            .map(|backup| journal::check_backup(&backup.path).unwrap().events)
            .collect();
        assert_eq!(found, [events, events], "round {round}: that of the day and that before the import");
        assert!(folder(&copy).join(taken.back.unwrap()).is_file());
    }
}

/// Something that is no folder has the name of the folder of backups.
#[test]
fn a_backup_that_cannot_be_made_is_told_until_one_is_made() {
    let host = first_day();
    fs::write(folder(&host), "no folder").unwrap();
    let app = open(&host);
    let says = trouble(&app).unwrap();
    assert_eq!(
        says,
        format!(
            "No backup of your plan can be made in {}: something that is no folder has its name. Move that away; Ninefold makes \
             the folder by itself. What you do is saved all the same.",
            folder(&host).display()
        )
    );
    let dice = speaking(Language::Spanish, || trouble(&app).unwrap());
    assert!(dice.starts_with("No se puede hacer ninguna copia de seguridad de tu plan en "), "{dice}");
    assert!(!says.contains("os error") && !dice.contains("os error"), "{says} {dice}");

    // The list says so, too, and does not say that there are none yet as if that were all.
    let list = app.backups(Nothing {}).unwrap();
    assert_eq!((list.backups.len(), list.trouble), (0, Some(says.clone())));
    // Neither is anything taken in that could not be gone back from.
    let other = TestHost::wednesday();
    let file = onboarded(&other).export_all(ExportTo::default()).unwrap().path;
    let refused = app.import_take(ImportFrom { path: file }).unwrap_err();
    assert_eq!(refused.code, "journal_folder");
    assert!(
        refused.message.starts_with("Nothing was taken in: what is here is copied before."),
        "{}",
        refused.message
    );
    // Nothing was saved by that, so it is not said of it.
    let unmade = says.strip_suffix(" What you do is saved all the same.").unwrap();
    assert!(refused.message.ends_with(unmade), "{}", refused.message);
    assert_eq!(app.backup_trouble().as_deref(), Some(unmade));

    log(&app);
    assert_eq!(trouble(&app).as_ref(), Some(&says), "work goes on, and it stands");
    drop(app);
    let app = open(&host);
    assert_eq!(trouble(&app).as_ref(), Some(&says), "at the next start, too");

    // Once the cause is gone it is tried again with what is done next, and nothing is told any more.
    fs::remove_file(folder(&host)).unwrap();
    log(&app);
    assert_eq!(trouble(&app).as_ref(), Some(&says), "but not with every act: copying takes its time");
    host.pass(Duration::minutes(11));
    log(&app);
    host.topics();
    assert_eq!(trouble(&app), None);
    assert!(host.topics().contains(&api::wire::Topic::App), "the window hears of it");
    assert_eq!(journal::list_backups(&host.data_dir()).unwrap().len(), 1);
    assert_eq!(app.backups(Nothing {}).unwrap().trouble, None);
}

/// A backup that was dated while the clock was ahead stands first in the list, and is not the newest for that.
#[test]
fn the_list_says_which_backup_is_the_newest() {
    let host = first_day();
    host.pass(Duration::days(1600));
    drop(open(&host));
    host.pass(Duration::days(-1600));
    let app = open(&host);
    log(&app);
    app.backup_trouble();
    host.pass(Duration::days(1));
    drop(app);
    let app = open(&host);
    let listed = app.backups(Nothing {}).unwrap().backups;
    let newest: Vec<&str> = listed.iter().filter(|b| b.newest).map(|b| b.name.as_str()).collect();
    assert_eq!(newest, ["journal-2026-11-26T061000Z.db"], "{listed:?}");
    assert!(listed[0].name.starts_with("journal-2031-"), "{listed:?}");
    // Without a name it is brought back.
    let restored = app.backup_restore(api::wire::RestoreArgs { backup: None, replace: true }).unwrap();
    assert!(restored.message.starts_with("The backup of 26 November 2026, "), "{}", restored.message);
}

/// Who looks at the backups after putting things right sees at once that all is well.
#[test]
fn looking_at_the_backups_tries_again() {
    let host = first_day();
    fs::write(folder(&host), "no folder").unwrap();
    let app = open(&host);
    assert!(app.backups(Nothing {}).unwrap().trouble.is_some());
    fs::remove_file(folder(&host)).unwrap();
    host.pass(Duration::seconds(30));
    let list = app.backups(Nothing {}).unwrap();
    assert_eq!((list.backups.len(), list.trouble), (1, None));
    assert_eq!(trouble(&app), None);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named() {
    let host = first_day();
    std::os::unix::fs::symlink("/nowhere/at/all", folder(&host)).unwrap();
    let dangling = trouble(&open(&host)).unwrap();
    assert!(dangling.contains("something that is no folder has its name"), "{dangling}");
}

/// What an undo took back is in the backup all the same, and the other way round.
#[test]
fn a_preview_goes_by_what_counts() {
    let says = |app: &App| backups_held(app).first().unwrap().1.says.join(" ");
    let host = first_day();
    let app = open(&host);
    app.backup_trouble();
    fs::remove_dir_all(folder(&host)).unwrap();
    log(&app);
    drop(app);
    let app = open(&host);
    assert!(says(&app).contains("It is as your plan is now."), "{}", says(&app));
    app.undo(Nothing {}).unwrap();
    assert!(
        says(&app).contains("It would bring back what is not here now: 1 study session"),
        "{}",
        says(&app)
    );
    let dice = speaking(Language::Spanish, || says(&app));
    assert!(dice.contains("Recuperaría lo que ahora no está aquí: 1 sesión de estudio"), "{dice}");
    assert!(!says(&app).contains("It is as your plan is now."), "{}", says(&app));

    // Undone in the backup, and done again here.
    fs::remove_dir_all(folder(&host)).unwrap();
    drop(app);
    let app = open(&host);
    assert!(says(&app).contains("It is as your plan is now."), "{}", says(&app));
    app.redo(Nothing {}).unwrap();
    let lost = "Going back to it would set aside what came after: 1 study session";
    assert!(says(&app).contains(lost), "{}", says(&app));
}

/// The command that is offered brings back the backup that was asked for.
#[test]
fn a_used_journal_is_said_with_the_backup_that_was_meant() {
    let host = first_day();
    let app = open(&host);
    let name = backups_held(&app).first().unwrap().0.name.clone();
    let refused = |backup| app.backup_restore(RestoreArgs { backup, replace: false }).unwrap_err();
    let says = refused(Some(name.clone())).message;
    assert!(says.ends_with(&format!("use `ninefold-cli restore {name} --replace`.")), "{says}");
    let dice = speaking(Language::Spanish, || refused(Some(name.clone())).message);
    assert!(dice.ends_with(&format!("usa `ninefold-cli restore {name} --replace`.")), "{dice}");
    let says = refused(None).message;
    assert!(says.ends_with("use `ninefold-cli restore --replace`."), "{says}");
}

/// In the evening it is the next day in Greenwich already.
#[test]
fn the_day_of_a_backup_is_the_learners() {
    let host = TestHost::at("America/Los_Angeles", "2026-03-27T20:35");
    drop(onboarded(&host));
    let app = open(&host);
    app.backup_trouble();
    let restore = || app.backup_restore(RestoreArgs { backup: None, replace: true }).unwrap().message;
    let says = restore();
    assert!(says.starts_with("The backup of 27 March 2026, "), "{says}");
    let dice = speaking(Language::Spanish, restore);
    assert!(dice.starts_with("La copia de seguridad está de vuelta: 27 de marzo de 2026, "), "{dice}");
    drop(app);
    fs::remove_file(host.data_dir().join("journal.db")).unwrap();
    let offered = open(&host).app_state(Nothing {}).unwrap().notice.unwrap().backup.unwrap();
    assert!(offered.starts_with("27 March 2026, "), "{offered}");
}

/// Nobody asked for a new one.
#[cfg(unix)]
#[test]
fn backups_that_cannot_be_seen_are_told_as_such() {
    let host = first_day();
    let app = open(&host);
    let restore = || app.backup_restore(RestoreArgs { backup: None, replace: true }).unwrap_err();
    let to = folder(&host);
    fs::remove_dir_all(&to).ok();
    for place in
        [|to: &PathBuf| fs::write(to, "no folder"), |to: &PathBuf| std::os::unix::fs::symlink(to, to)]
    {
        place(&to).unwrap();
        let says = restore().message;
        assert_eq!(
            says,
            format!(
                "The backups in {} cannot be seen: something that is no folder has its name. Move that away; if your backups \
                 are elsewhere, put them back there. Nothing was changed.",
                to.display()
            )
        );
        let dice = speaking(Language::Spanish, || restore().message);
        assert!(dice.starts_with("No se pueden ver las copias de seguridad en "), "{dice}");
        // Where one is to be made that is what is said.
        let trouble = trouble(&open(&host)).unwrap();
        assert!(trouble.starts_with("No backup of your plan can be made in "), "{trouble}");
        assert!(trouble.contains("something that is no folder has its name"), "{trouble}");
        fs::remove_file(&to).unwrap();
    }
}
