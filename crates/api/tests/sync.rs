//! Two computers of one learner and a folder between them, from what a person does to what is said.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::wire::*;
use api::{App, Host, Language};
use chrono::Duration;
use support::*;

/// A folder that an engine carries.
struct Between {
    dir: tempfile::TempDir,
}

impl Between {
    fn new() -> Between {
        Between { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("Sync")
    }

    fn chosen(&self, app: &App) -> Synced {
        app.sync_folder_set(SyncFolder { folder: self.path().display().to_string() }).unwrap()
    }
}

/// A computer of the same learner, without a plan.
fn laptop(studio: &TestHost) -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    host.pass(studio.now() - host.now());
    "laptop".clone_into(&mut host.name.lock().unwrap());
    let app = open(&host);
    (host, app)
}

/// Two computers in step: the first one made the plan.
fn pair() -> (Between, [Arc<TestHost>; 2], [App; 2]) {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    between.chosen(&app);
    let (other_host, other) = laptop(&host);
    between.chosen(&other);
    now(&app);
    (between, [host, other_host], [app, other])
}

fn now(app: &App) -> Synced {
    app.sync_now(Nothing {}).unwrap()
}

fn view(app: &App) -> SyncView {
    app.sync(Nothing {}).unwrap()
}

/// Both hear all of each other and are of one mind.
fn agree(hosts: &[Arc<TestHost>; 2], apps: &[App; 2]) {
    for n in [0, 1, 0] {
        now(&apps[n]);
    }
    let mut states = hosts.iter().map(|host| {
        let opened = journal::Journal::open(&host.data_dir(), uuid::Uuid::from_u128(9), host.now()).unwrap();
        let mut journal = opened.journal;
        journal.state().unwrap().clone()
    });
    assert_eq!(states.next(), states.next());
}

fn note(app: &App, text: &str) {
    app.note_set(NoteSet { unit: "math-vectors".into(), text: text.into() }).unwrap();
}

#[test]
fn a_second_computer_joins_with_the_folder_alone() {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    note(&app, "first");
    assert_eq!(view(&app).folder, None);
    let set = between.chosen(&app);
    assert!(set.went > 0 && set.came == 0, "{set:?}");
    assert_eq!(set.sync.folder, Some(between.path().display().to_string()));
    assert_eq!(set.sync.state, "In step since 07:10. No other computer has written there yet.");
    let (other_host, other) = laptop(&host);
    assert!(!other.app_state(Nothing {}).unwrap().onboarded);
    let set = between.chosen(&other);
    assert!(set.came > 0, "{set:?}");
    assert!(set.sync.state.ends_with(", 2 computers."), "{}", set.sync.state);
    assert!(other.app_state(Nothing {}).unwrap().onboarded, "all of the plan is here");
    assert!(other_host.topics().contains(&Topic::Plan));
    note(&other, "second");
    host.pass(Duration::minutes(90));
    other_host.pass(Duration::minutes(90));
    now(&other);
    let came = now(&app);
    assert_eq!((came.came, came.went), (1, 0));
    assert!(came.message.starts_with("1 entry came, 0 entries went. The backup of"), "{}", came.message);
    let sync = came.sync;
    assert_eq!(sync.state, "In step since 08:40, 2 computers.");
    let names: Vec<_> =
        sync.computers.iter().map(|c| (c.name.as_str(), c.heard.as_deref(), c.this)).collect();
    assert_eq!(names, [("studio", Some("07:10"), true), ("laptop", Some("08:40"), false)]);
    let act = &sync.history[0];
    assert_eq!((act.computer.as_str(), act.when.as_str()), ("laptop", "07:10"));
    assert!(act.what.starts_with("changed the note on"), "{act:?}");
    host.pass(Duration::minutes(5));
    assert_eq!(now(&app).message, "In step since 08:40, 2 computers.");
    host.pass(Duration::days(1));
    assert_eq!(view(&app).state, "In step since 25 November 2026, 08:40, 2 computers.");
    agree(&[host, other_host], &[app, other]);
}

#[test]
fn undo_takes_back_what_was_done_on_this_computer_and_nothing_else() {
    let (_between, hosts, apps) = pair();
    let [one, two] = &apps;
    note(one, "by one");
    hosts[1].pass(Duration::minutes(1));
    agree(&hosts, &apps);
    two.theme_set(ThemeSet { theme: Theme::Dark }).unwrap();
    agree(&hosts, &apps);
    let told = one.app_state(Nothing {}).unwrap();
    assert!(told.undo.unwrap().starts_with("changed the note on"), "the last act made here");
    assert_eq!(two.app_state(Nothing {}).unwrap().undo.as_deref(), Some("changed the theme"));
    one.undo(Nothing {}).unwrap();
    assert_eq!(one.undo(Nothing {}).unwrap_err().code, "nothing_to_undo", "the first plan stays");
    agree(&hosts, &apps);
    assert_eq!(two.app_state(Nothing {}).unwrap().theme, Theme::Dark);
    assert_eq!(two.app_state(Nothing {}).unwrap().redo, None, "redo belongs to who undid");
    one.redo(Nothing {}).unwrap();
    assert_eq!(two.undo(Nothing {}).unwrap().message.unwrap(), "Undone: changed the theme.");
    assert_eq!(two.undo(Nothing {}).unwrap_err().code, "nothing_to_undo", "the plan was made elsewhere");
    agree(&hosts, &apps);
}

/// Undone while the other computer built on it: what it did stands as far as there is anything, and both agree.
#[test]
fn what_the_other_one_built_on_may_be_undone() {
    let (_between, hosts, apps) = pair();
    let [one, two] = &apps;
    let block = next_work(one);
    let unit = block.unit.clone().unwrap();
    one.unit_first(UnitFirst { unit: unit.clone(), first: true }).unwrap();
    agree(&hosts, &apps);
    let moved = next_work(two);
    two.block_missed(BlockRef { id: moved.id.clone().unwrap() }).unwrap();
    two.block_lock(BlockLock { id: next_work(two).id.unwrap(), locked: true }).unwrap();
    agree(&hosts, &apps);
    one.undo(Nothing {}).unwrap();
    agree(&hosts, &apps);
    for app in &apps {
        let weeks = all(app);
        assert!(!weeks.is_empty());
        app.replan(Nothing {}).unwrap();
        agree(&hosts, &apps);
        assert_eq!(this_week(app).plan_left, None);
    }
}

#[test]
fn minutes_add_up_and_of_two_ticks_the_later_one_counts_and_is_told() {
    let (_between, hosts, apps) = pair();
    let [one, two] = &apps;
    let tick = |app: &App, ticked| {
        app.outcome_tick(OutcomeTick { unit: "math-vectors".into(), outcome: 1, ticked }).unwrap();
    };
    let log = |app: &App, minutes| {
        app.study_log(StudyLog {
            minutes,
            strategy: Some(4),
            text: Some("A talk".into()),
            unit: None,
            start: None,
        })
        .unwrap();
    };
    tick(one, true);
    agree(&hosts, &apps);
    log(one, 25);
    log(two, 40);
    hosts[0].pass(Duration::minutes(1));
    hosts[1].pass(Duration::minutes(2));
    tick(two, false);
    tick(one, false);
    tick(one, true);
    agree(&hosts, &apps);
    for app in &apps {
        let unit = app.unit(UnitRef { unit: "math-vectors".into() }).unwrap();
        assert!(!unit.unit.outcomes[0].ticked, "cleared later on the other one");
        assert_eq!(this_week(app).done_min, 65);
    }
    let history = view(one).history;
    assert!(history[0].what.starts_with("cleared an outcome of “"), "{history:?}");
    assert_eq!(history[0].computer, "laptop");
}

/// Each plans anew without knowing of the other: where that does not fit together, a new plan is offered on both.
#[test]
fn plans_made_apart_are_offered_anew_and_nothing_moves_by_itself() {
    let (_between, hosts, apps) = pair();
    let [one, two] = &apps;
    assert_eq!(this_week(one).plan_left, None);
    // One leaves a unit out; the other one, later and not knowing of it, plans anew with it.
    let unit = next_work(one).unit.unwrap();
    one.unit_mark(UnitMarkSet { unit: unit.clone(), mark: UnitMark::Dropped }).unwrap();
    hosts[1].pass(Duration::minutes(5));
    let budget = two.settings(Nothing {}).unwrap().budget;
    two.budget_set(BudgetSet { budget: Budget { week: budget.week + 120, ..budget } }).unwrap();
    agree(&hosts, &apps);
    let weeks = [all(one), all(two)];
    assert_eq!(weeks[0], weeks[1]);
    assert!(weeks[0].iter().any(|b| b.unit.as_ref() == Some(&unit)), "nothing moved by itself");
    for app in &apps {
        let offer = this_week(app).plan_left.unwrap();
        assert!(offer.contains("two plans came together here"), "{offer}");
    }
    let preview = one.preview(Act::Replan).unwrap();
    assert!(!preview.changes.is_empty());
    one.replan(Nothing {}).unwrap();
    agree(&hosts, &apps);
    for app in &apps {
        assert_eq!(this_week(app).plan_left, None);
        assert!(all(app).iter().all(|b| b.unit.as_ref() != Some(&unit)));
    }
}

/// A block that was moved by hand on one computer, and a plan of the other one that put something there.
/// It goes on under another name each time, and its files say so.
#[test]
fn a_computer_that_went_back_is_counted_once() {
    let (between, hosts, [one, mut two]) = pair();
    let counts = |app: &App| {
        now(app);
        view(app).state
    };
    two.note_set(NoteSet { unit: "math-vectors".into(), text: "before".into() }).unwrap();
    now(&two);
    assert!(counts(&one).contains(", 2 computers."), "{}", counts(&one));
    for n in 0..3 {
        hosts.iter().for_each(|host| host.pass(Duration::minutes(5)));
        if n == 1 {
            // By hand, to a backup.
            drop(two);
            two = open(&hosts[1]);
            two.backup_trouble();
            two.backup_restore(RestoreArgs { backup: None, replace: true }).unwrap();
            between.chosen(&two);
        } else {
            drop(two);
            let journal = api::Host::data_dir(&*hosts[1]).join("journal.db");
            std::fs::write(&journal, [0xA5; 20_000]).unwrap();
            for file in ["journal.db-wal", "journal.db-shm"] {
                let _ = std::fs::remove_file(journal.with_file_name(file));
            }
            two = open(&hosts[1]);
        }
        now(&two);
        hosts[1].pass(Duration::minutes(5));
        two.note_set(NoteSet { unit: "math-vectors".into(), text: format!("after {n}") }).unwrap();
        now(&two);
        let said = counts(&one);
        assert!(said.contains(", 2 computers."), "{n}: {said}");
        assert_eq!(view(&one).computers.len(), 2, "{n}: {:?}", view(&one).computers);
        assert!(view(&two).state.contains(", 2 computers."), "{n}: {}", view(&two).state);
        // What it did under any of its names is told by the name that people know it by.
        let history = view(&one).history;
        assert!(!history.is_empty() && history.iter().all(|act| act.computer == "laptop"), "{history:?}");
    }
}

#[test]
fn two_blocks_at_one_time_are_offered_to_be_planned_anew() {
    let (_between, hosts, apps) = pair();
    let [one, two] = &apps;
    let today = one.app_state(Nothing {}).unwrap().today;
    let ahead = |b: &BlockView| b.date > today && b.state == BlockStatus::Planned && b.unit.is_some();
    let blocks: Vec<BlockView> = all(one).into_iter().filter(ahead).collect();
    // Both put a block at the same free place by hand, not knowing of each other; one of them does not keep it there.
    let may = |app: &App, block: &BlockView, start| {
        let wish = BlockMove { id: block.id.clone()?, start, minutes: block.minutes };
        app.block_check(wish.clone()).unwrap().legal.then_some(wish)
    };
    let free = |first: &BlockView| {
        let at = start_of(first) + Duration::minutes(30);
        let wish = BlockMove { id: first.id.clone()?, start: at, minutes: first.minutes };
        let at = one.block_check(wish).unwrap().nearest.filter(|at| *at != start_of(first))?;
        let mut others = blocks.iter().filter(|block| block.id != first.id);
        Some((may(one, first, at)?, others.find_map(|block| may(two, block, at))?))
    };
    let (mine, theirs) = blocks.iter().find_map(free).unwrap();
    let (at, id) = (mine.start, theirs.id.clone());
    one.block_move(mine).unwrap();
    hosts[1].pass(Duration::minutes(5));
    two.block_move(theirs).unwrap();
    two.block_lock(BlockLock { id, locked: false }).unwrap();
    agree(&hosts, &apps);
    let there = all(one)
        .into_iter()
        .filter(|b| start_of(b) <= at && start_of(b) + Duration::minutes(i64::from(b.minutes)) > at);
    assert_eq!(there.count(), 2, "what each of them put there");
    for app in &apps {
        assert!(this_week(app).plan_left.unwrap().starts_with("Two blocks stand at one time"));
    }
    one.replan(Nothing {}).unwrap();
    assert_eq!(this_week(one).plan_left, None);
}

#[test]
fn a_folder_that_is_gone_is_said_since_when_and_what_waits() {
    let (between, hosts, apps) = pair();
    let [one, _] = &apps;
    hosts[0].topics();
    let away = between.dir.path().join("away");
    std::fs::rename(between.path(), &away).unwrap();
    hosts[0].pass(Duration::minutes(50));
    assert_eq!(one.sync_now(Nothing {}).unwrap_err().code, "sync_folder");
    assert!(hosts[0].topics().contains(&Topic::App), "the frame says it");
    note(one, "waits");
    hosts[0].pass(Duration::minutes(5));
    one.sync_now(Nothing {}).unwrap_err();
    let sync = view(one);
    let words = format!(
        "The sync folder is not there since 08:00: {}. What you do is saved here and waits. 1 change waits.",
        between.path().display()
    );
    assert_eq!((sync.state.as_str(), sync.trouble), (words.as_str(), true));
    assert_eq!(one.app_state(Nothing {}).unwrap().sync, Some(words));
    let spanish = api::speaking(Language::Spanish, || view(one).state);
    assert!(spanish.starts_with("La carpeta de sincronización no está desde 08:00"), "{spanish}");
    std::fs::rename(&away, between.path()).unwrap();
    assert_eq!(now(one).went, 1);
    assert_eq!(one.app_state(Nothing {}).unwrap().sync, None);
    agree(&hosts, &apps);
}

#[test]
fn a_folder_that_cannot_be_used_is_refused_in_words_and_not_kept() {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let refused = |path: &Path| {
        let error = app.sync_folder_set(SyncFolder { folder: path.display().to_string() }).unwrap_err();
        assert_eq!(view(&app).folder, None);
        format!("{} {}", error.message, error.details.join(" "))
    };
    let data = host.data_dir();
    assert!(refused(&data.join("sync")).contains("in the folder that holds your plan"));
    assert!(refused(host.dir.path()).contains("and its backups is in"));
    assert!(refused(Path::new("Sync")).contains("Write all of the path"));
    assert!(refused(&between.dir.path().join("no/such/folder")).contains("There is no folder"));
    let file = between.dir.path().join("file");
    std::fs::write(&file, "x").unwrap();
    assert!(refused(&file).contains("is not a folder"));
    assert!(!data.join("sync").exists());
}

#[test]
fn a_folder_that_is_refused_has_changed_nothing() {
    let between = Between::new();
    let one = onboarded(&TestHost::wednesday());
    between.chosen(&one);
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let week = || serde_json::to_value(app.week(WeekOf { date: None }).unwrap()).unwrap();
    let before = week();
    let pens = host.data_dir().join("sync.json");
    std::fs::create_dir_all(pens.join("in the way")).unwrap();
    app.sync_folder_set(SyncFolder { folder: between.path().display().to_string() }).unwrap_err();
    assert_eq!(view(&app).folder, None);
    assert_eq!(week(), before);
    assert_eq!(app.backups(Nothing {}).unwrap().backups.len(), 0, "nothing was to be kept");
    std::fs::remove_dir_all(&pens).unwrap();
    assert!(between.chosen(&app).came > 10);
}

#[test]
fn off_leaves_everything_where_it_is_and_a_backup_switches_off() {
    let (between, hosts, apps) = pair();
    let [one, two] = &apps;
    let files = std::fs::read_dir(between.path()).unwrap().count();
    two.sync_off(Nothing {}).unwrap();
    note(two, "apart");
    let nothing = now(two);
    assert_eq!((nothing.message.as_str(), nothing.went), ("No sync folder is chosen.", 0));
    assert_eq!(std::fs::read_dir(between.path()).unwrap().count(), files);
    let again = between.chosen(two);
    assert_eq!(again.went, 1, "what was done meanwhile");
    assert_eq!(now(one).came, 1);
    // Going back to a backup must not be undone by the folder at once.
    hosts[1].pass(Duration::days(1));
    note(two, "a day later");
    // The backup is made beside the work; the list waits for it.
    let made = two.backups(Nothing {}).unwrap().backups.len();
    note(two, "after the backup of the day");
    assert_eq!(two.backups(Nothing {}).unwrap().backups.len(), made);
    now(two);
    let backup = two.backups(Nothing {}).unwrap().backups.remove(0).name;
    let restored = two.backup_restore(RestoreArgs { backup: Some(backup), replace: true }).unwrap();
    assert!(restored.message.contains("The sync folder is left alone now"), "{}", restored.message);
    assert_eq!(view(two).folder, None);
    // Forward again, and back: the folder is not forgotten in silence.
    let forward = RestoreArgs { backup: restored.back.clone(), replace: true };
    let forward = two.backup_restore(forward).unwrap();
    let still = format!("The sync folder {} is left alone still", between.path().display());
    assert!(forward.message.contains(&still), "{}", forward.message);
    two.backup_restore(RestoreArgs { backup: forward.back, replace: true }).unwrap();
    note(two, "after going back");
    let back = between.chosen(two);
    assert!(back.came > 0 && back.message.contains("The backup of"), "{}", back.message);
    assert_eq!(back.sync.notes, [""; 0], "it is no other computer's doing");
    let undo = two.app_state(Nothing {}).unwrap().undo;
    assert!(
        undo.is_some_and(|words| words.contains("changed the note")),
        "what was done since is taken back"
    );
    agree(&hosts, &apps);
}

/// The first things of others wait until there is a copy of what was before.
#[test]
fn where_no_backup_can_be_made_nothing_is_taken_in_and_that_is_said() {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    between.chosen(&app);
    app.backups(Nothing {}).unwrap();
    let backups = host.data_dir().join("backups");
    let _ = std::fs::remove_dir_all(&backups);
    std::fs::write(&backups, "no folder").unwrap();
    let (_other_host, other) = laptop(&host);
    finish(&other, draft(&other)).unwrap();
    between.chosen(&other);
    app.sync_now(Nothing {}).unwrap_err();
    let sync = view(&app);
    assert!(sync.trouble && sync.state.starts_with("Since 07:10 nothing is taken in"), "{}", sync.state);
    assert_eq!(app.app_state(Nothing {}).unwrap().sync, Some(sync.state));
    std::fs::remove_file(&backups).unwrap();
    assert!(now(&app).came > 0 && !view(&app).trouble);
}

/// Without a folder at that moment, too.
#[test]
fn going_back_without_a_folder_and_choosing_it_again_is_no_other_computers_doing() {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    between.chosen(&app);
    app.backups(Nothing {}).unwrap();
    host.pass(Duration::days(1));
    note(&app, "a day later");
    app.backups(Nothing {}).unwrap();
    note(&app, "carried");
    now(&app);
    app.sync_off(Nothing {}).unwrap();
    let backup = app.backups(Nothing {}).unwrap().backups.remove(0).name;
    app.backup_restore(RestoreArgs { backup: Some(backup), replace: true }).unwrap();
    let before = app.app_state(Nothing {}).unwrap().undo.unwrap();
    assert!(before.contains("changed the note"), "what came before can be taken back: {before}");
    note(&app, "since");
    let back = between.chosen(&app);
    assert!(back.came > 0 && back.sync.notes.is_empty(), "{back:?}");
    assert!(back.sync.state.contains("No other computer has written"), "{}", back.sync.state);

    // A copy of the home from before is another computer, though it has the name that this one had.
    let copy = TestHost::wednesday();
    copy.pass(Duration::days(2));
    host.pass(Duration::days(1));
    "copy".clone_into(&mut copy.name.lock().unwrap());
    std::fs::create_dir_all(copy.data_dir()).unwrap();
    let names = std::fs::read_to_string(host.data_dir().join("device")).unwrap();
    let former = names.lines().nth(1).unwrap().split(' ').next().unwrap();
    std::fs::write(copy.data_dir().join("device"), former).unwrap();
    let other = open(&copy);
    between.chosen(&other);
    note(&other, "of the copy");
    now(&other);
    let came = now(&app);
    assert!(came.came > 0 && came.sync.state.contains("2 computers"), "{}", came.sync.state);
}

/// The folder was empty when it was chosen, as with a program that begins to carry later.
#[test]
fn what_comes_first_from_others_comes_over_a_backup() {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    between.chosen(&app);
    let before = app.backups(Nothing {}).unwrap().backups.len();
    note(&app, "mine, since the backup of the day");
    now(&app);
    let (other_host, other) = laptop(&host);
    finish(&other, draft(&other)).unwrap();
    between.chosen(&other);
    host.pass(Duration::minutes(1));
    let came = now(&app);
    assert!(came.came > 0 && came.message.contains("holds what was before"), "{}", came.message);
    assert_eq!(app.backups(Nothing {}).unwrap().backups.len(), before + 1);
    // Once is enough.
    note(&other, "theirs");
    other_host.pass(Duration::minutes(2));
    host.pass(Duration::minutes(2));
    now(&other);
    assert!(!now(&app).message.contains("holds what was before"));
}

/// A home that was copied to another computer: both go on under one name, nothing is lost, and they part.
#[test]
fn a_copied_home_gets_a_name_of_its_own() {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    between.chosen(&app);
    drop(app);
    let (copy, empty) = laptop(&host);
    drop(empty);
    std::fs::remove_dir_all(copy.data_dir()).unwrap();
    std::fs::create_dir_all(copy.data_dir()).unwrap();
    for entry in std::fs::read_dir(host.data_dir()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), copy.data_dir().join(entry.file_name())).unwrap();
        }
    }
    let device = |host: &TestHost| std::fs::read_to_string(host.data_dir().join("device")).unwrap();
    assert_eq!(device(&host), device(&copy));
    let apps = [open(&host), open(&copy)];
    note(&apps[0], "there");
    note(&apps[1], "here");
    now(&apps[0]);
    let came = now(&apps[1]);
    assert!(came.sync.notes[0].starts_with("Another computer used the name of this one"), "{came:?}");
    assert!(!came.sync.state.contains("No other computer"), "{came:?}");
    assert_ne!(device(&host), device(&copy));
    agree(&[Arc::clone(&host), Arc::clone(&copy)], &apps);
    note(&apps[1], "later");
    assert_eq!(now(&apps[1]).went, 1);
    agree(&[host, copy], &apps);
    assert_eq!(view(&apps[0]).computers.len(), 2);
}

#[test]
fn one_program_at_a_time_works_on_the_folder() {
    let (_between, hosts, apps) = pair();
    let lock = std::fs::File::open(hosts[0].data_dir().join("sync.lock")).unwrap();
    lock.try_lock().unwrap();
    assert_eq!(apps[0].sync_now(Nothing {}).unwrap_err().code, "sync_busy");
    drop(lock);
    now(&apps[0]);
}

/// A sample learner is on screen while things come: it stays there, and what came is in the learner's own journal.
#[test]
fn a_sample_on_screen_is_not_in_the_way() {
    let (_between, hosts, apps) = pair();
    let [one, two] = &apps;
    one.sample_start(Nothing {}).unwrap();
    note(two, "meanwhile");
    now(two);
    assert_eq!(now(one).came, 1);
    assert!(one.app_state(Nothing {}).unwrap().sample);
    assert!(view(one).history.is_empty(), "a sample has none");
    one.sample_leave(Nothing {}).unwrap();
    agree(&hosts, &apps);
}

/// The folder that was chosen became another one: its name leads into the data folder.
#[cfg(unix)]
#[test]
fn a_folder_that_leads_into_the_data_folder_by_now_is_written_nothing() {
    let between = Between::new();
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    between.chosen(&app);
    std::fs::remove_dir_all(between.path()).unwrap();
    std::os::unix::fs::symlink(host.data_dir(), between.path()).unwrap();
    note(&app, "waits");
    let refused = app.sync_now(Nothing {}).unwrap_err();
    assert!(refused.message.contains("lies in the folder that holds your plan"), "{}", refused.message);
    assert!(view(&app).trouble && view(&app).state.contains("1 change waits."), "{}", view(&app).state);
    let names = std::fs::read_dir(host.data_dir()).unwrap().map(|e| e.unwrap().file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().starts_with("ninefold-")));
    std::fs::remove_file(between.path()).unwrap();
    std::fs::create_dir(between.path()).unwrap();
    assert!(now(&app).went > 0);
}
