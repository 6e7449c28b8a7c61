//! Two computers that did things apart: what is said where they meet, and of what the other one answered.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::path::Path;
use std::sync::Arc;

use api::wire::*;
use api::{App, Language};
use chrono::Duration;
use support::*;

/// A computer of this name.
fn computer(name: &str) -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    name.clone_into(&mut host.name.lock().unwrap());
    let app = open(&host);
    (host, app)
}

fn chosen(app: &App, folder: &Path) -> Synced {
    app.sync_folder_set(SyncFolder { folder: folder.display().to_string() }).unwrap()
}

fn now(app: &App) -> Synced {
    app.sync_now(Nothing {}).unwrap()
}

fn notice(app: &App) -> Option<Notice> {
    app.app_state(Nothing {}).unwrap().notice
}

/// Sets up with so many minutes a week and another date.
fn set_up(app: &App, week_min: u32, later_by: i64) {
    let draft = draft(app);
    finish(app, OnboardingDraft { week_min, target: draft.target + Duration::days(later_by), ..draft })
        .unwrap();
}

#[test]
fn a_computer_with_a_later_plan_of_its_own_says_whose_counts_and_so_does_the_first_one() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let (_one_host, one) = computer("studio");
    set_up(&one, 600, 0);
    assert!(!chosen(&one, &folder).message.contains("Two plans"));
    let (two_host, two) = computer("laptop");
    two_host.pass(Duration::days(1));
    set_up(&two, 240, -90);
    // Who joins is told at once; nobody is told of it there once more.
    let joined = chosen(&two, &folder).message;
    assert!(joined.contains("“studio” was set up, too, and earlier."), "{joined}");
    assert!(
        joined.contains("The goal, hours and date of this computer took the place of those there."),
        "{joined}"
    );
    assert!(joined.contains("The backup of"), "{joined}");
    assert_eq!(notice(&two).map(|notice| notice.text), None);

    let came = now(&one).message;
    assert!(
        came.contains(
            "“laptop” was set up, too, and later. Its goal, hours and date took the place of those here."
        ),
        "{came}"
    );
    assert_eq!(one.settings(Nothing {}).unwrap().budget.week, 240);
    // The window may have looked while nobody was there.
    let told = notice(&one).unwrap();
    assert_eq!(told.code, "two_plans");
    assert!(told.text.ends_with("To go back, undo the set-up on “laptop”."), "{}", told.text);
    let spanish = api::speaking(Language::Spanish, || notice(&one).unwrap().text);
    assert!(
        spanish.contains("Aquí ocuparon su lugar la meta, las horas y la fecha de ese equipo."),
        "{spanish}"
    );
    one.notice_dismiss(Nothing {}).unwrap();
    assert_eq!(now(&one).message.find("Two plans"), None, "once is enough");
    assert_eq!(notice(&one).map(|notice| notice.text), None);

    // What is said leads back.
    two.undo(Nothing {}).unwrap();
    now(&two);
    now(&one);
    for app in [&one, &two] {
        assert_eq!(app.settings(Nothing {}).unwrap().budget.week, 600);
    }
}

#[test]
fn a_computer_with_an_earlier_plan_of_its_own_takes_the_later_one_and_says_so() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let (_two_host, two) = computer("laptop");
    set_up(&two, 240, 0);
    let (one_host, one) = computer("studio");
    one_host.pass(Duration::hours(2));
    set_up(&one, 600, 0);
    chosen(&one, &folder);
    // Only the hours differ.
    let joined = chosen(&two, &folder).message;
    assert!(
        joined.contains("“studio” was set up, too, and later. Its hours took the place of those here."),
        "{joined}"
    );
    let came = now(&one).message;
    assert!(came.contains("“laptop” was set up, too, and earlier."), "{came}");
}

#[test]
fn computers_of_one_plan_have_nothing_to_say() {
    let between = tempfile::tempdir().unwrap();
    let folder = between.path().join("Sync");
    let (_one_host, one) = computer("studio");
    set_up(&one, 600, 0);
    chosen(&one, &folder);
    let (two_host, two) = computer("laptop");
    two_host.pass(Duration::minutes(5));
    assert!(!chosen(&two, &folder).message.contains("Two plans"), "it had none");
    let budget = two.settings(Nothing {}).unwrap().budget;
    two.budget_set(BudgetSet { budget: Budget { week: 300, ..budget } }).unwrap();
    now(&two);
    let came = now(&one).message;
    assert!(came.contains("came") && !came.contains("Two plans"), "{came}");
    assert_eq!(notice(&one).map(|notice| notice.text), None);
}

/// Two computers in step with one plan, and its first block.
fn in_step(folder: &Path) -> ([Arc<TestHost>; 2], [App; 2], String) {
    let (one_host, one) = computer("studio");
    set_up(&one, 600, 0);
    chosen(&one, folder);
    let (two_host, two) = computer("laptop");
    chosen(&two, folder);
    now(&one);
    let block = next_work(&one).id.unwrap();
    ([one_host, two_host], [one, two], block)
}

fn log(app: &App) {
    let unit = Some("algo-framing".to_owned());
    app.study_log(StudyLog { minutes: 33, unit, strategy: None, text: None, start: None }).unwrap();
}

fn done(app: &App, id: &str) -> Failure {
    app.block_done(BlockDone { id: id.to_owned(), minutes: None }).unwrap_err()
}

#[test]
fn an_answer_of_another_computer_is_undone_there_and_nothing_here_has_to_go_for_it() {
    let between = tempfile::tempdir().unwrap();
    let (hosts, [one, two], block) = in_step(&between.path().join("Sync"));
    log(&two);
    hosts.iter().for_each(|host| host.pass(Duration::minutes(50)));
    one.block_missed(BlockRef { id: block.clone() }).unwrap();
    now(&one);
    now(&two);
    let refused = done(&two, &block);
    assert_eq!(refused.code, "already_answered");
    assert!(refused.message.contains("was answered on “studio” already (08:00)."), "{}", refused.message);
    assert!(refused.message.contains("Undo it there to answer it differently."), "{}", refused.message);
    assert!(refused.message.contains("`ninefold-cli log`"), "{}", refused.message);
    // A program that did not look into the folder yet does not know what it is called.
    let fresh = open(&hosts[1]);
    let told = done(&fresh, &block).message;
    assert!(told.contains("was answered on another computer already (08:00)."), "{told}");
    let spanish = api::speaking(Language::Spanish, || done(&two, &block).message);
    assert!(spanish.contains("ya tiene respuesta de «studio» (08:00)."), "{spanish}");
    // There it is the last thing that was done.
    assert!(done(&one, &block).message.ends_with("Undo that first to answer it differently."));
}

#[test]
fn an_answer_of_this_computer_says_what_undo_would_take_back_before_it() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app).id.unwrap();
    app.block_missed(BlockRef { id: block.clone() }).unwrap();
    assert!(done(&app, &block).message.ends_with("Undo that first to answer it differently."));
    log(&app);
    log(&app);
    let told = done(&app, &block).message;
    assert!(told.contains("was answered already, and 2 changes were made on this computer since"), "{told}");
    assert!(!told.contains("Undo that first"), "{told}");
}

/// Both were in step; one changes something that the other plans anew without.
fn apart(change: impl Fn(&App), later: impl Fn(&App)) -> [App; 2] {
    let between = tempfile::tempdir().unwrap();
    let (hosts, [one, two], _) = in_step(&between.path().join("Sync"));
    now(&two);
    hosts.iter().for_each(|host| host.pass(Duration::minutes(5)));
    change(&one);
    hosts[1].pass(Duration::minutes(10));
    later(&two);
    for app in [&one, &two, &one] {
        now(app);
    }
    [one, two]
}

fn plan_left(app: &App) -> Option<String> {
    app.week(WeekOf { date: None }).unwrap().plan_left
}

#[test]
fn a_week_that_holds_more_than_the_hours_that_count_is_offered_anew() {
    let apps = apart(
        |one| {
            let budget = one.settings(Nothing {}).unwrap().budget;
            one.budget_set(BudgetSet { budget: Budget { week: 180, ..budget } }).unwrap();
        },
        log,
    );
    for app in &apps {
        assert_eq!(app.settings(Nothing {}).unwrap().budget.week, 180);
        let offer = plan_left(app).unwrap();
        assert!(offer.starts_with("A week or a day holds more than your hours: two plans"), "{offer}");
    }
    apps[0].replan(Nothing {}).unwrap();
    assert_eq!(plan_left(&apps[0]), None);
}

#[test]
fn a_plan_of_the_pack_that_is_not_in_use_is_offered_anew() {
    let pack = a_pack();
    let folder = || Some(pack.path().display().to_string());
    let apps = apart(|one| drop(one.pack_use(PackUse { folder: folder() }).unwrap()), log);
    for app in &apps {
        let offer = plan_left(app).unwrap();
        assert!(offer.starts_with("A block is for something that your pack does not have: two"), "{offer}");
    }
    apps[0].replan(Nothing {}).unwrap();
    assert_eq!(plan_left(&apps[0]), None);
}

#[test]
fn whoever_joined_a_plan_and_sets_it_up_anew_has_no_other_one() {
    let between = tempfile::tempdir().unwrap();
    let (hosts, [one, two], _) = in_step(&between.path().join("Sync"));
    log(&two);
    now(&two);
    now(&one);
    hosts.iter().for_each(|host| host.pass(Duration::minutes(5)));
    let draft = OnboardingDraft { week_min: 480, ..draft(&one) };
    one.onboarding_finish(FinishArgs { draft, calendars: Vec::new(), again: true }).unwrap();
    now(&one);
    let came = now(&two).message;
    assert!(came.contains("came") && !came.contains("Two plans"), "{came}");
    assert_eq!(two.settings(Nothing {}).unwrap().budget.week, 480);
    assert_eq!(notice(&two).map(|notice| notice.text), None);
}
