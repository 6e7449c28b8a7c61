//! Packs from folders: what is wrong with one, what it would mean, studying from it and going back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::fs;

use api::wire::*;
use api::{App, Host as _, Language};
use support::*;

fn at(folder: &tempfile::TempDir) -> String {
    folder.path().display().to_string()
}

fn used(app: &App) -> PackInUse {
    app.settings(Nothing {}).unwrap().pack
}

fn titles(app: &App) -> Vec<String> {
    let weeks = (0..3).map(|n| this_week(app).monday + chrono::Duration::weeks(n));
    weeks
        .flat_map(|monday| blocks(&app.week(WeekOf { date: Some(monday) }).unwrap()))
        .map(|b| b.title)
        .collect()
}

#[test]
fn a_pack_is_checked_used_undone_and_left_again() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let folder = a_pack();
    let bundled = used(&app);
    assert!(bundled.bundled);

    let offer = app.pack_check(PackFrom { folder: at(&folder) }).unwrap();
    let pack = offer.pack.unwrap();
    assert_eq!((pack.title.as_str(), pack.version.as_str()), ("Compilers on the side", "2.1"));
    assert_eq!(pack.holds, "3 units, 0 rhythms, 9\u{a0}h");
    assert_eq!(offer.problems, [""; 0]);
    assert!(!offer.used);
    let means = offer.means.join(" ");
    assert!(means.starts_with("1 unit stays, with all that you did of it. 2 units are new. "), "{means}");
    assert!(means.ends_with("units are no longer offered."), "{means}");
    assert!(used(&app).bundled, "a question changes nothing");

    let folder_path = at(&folder);
    let answered = app.pack_use(PackUse { folder: Some(format!("  {folder_path}/pack.toml ")) }).unwrap();
    assert!(answered.undoable && !answered.changes.is_empty());
    assert_eq!(used(&app).title, "Compilers on the side");
    assert!(titles(&app).iter().any(|t| t == "Write a lexer"), "{:?}", titles(&app));
    let again = app.pack_check(PackFrom { folder: at(&folder) }).unwrap();
    assert!(again.used && again.means.is_empty());
    let nothing = app.pack_use(PackUse { folder: Some(folder_path) }).unwrap();
    assert!(!nothing.undoable, "it is used already");

    // The folder may go: what is studied from is in the journal, also after a restart.
    drop(folder);
    let app = App::open(host.clone()).unwrap();
    assert_eq!(used(&app).title, "Compilers on the side");
    let unit = app.unit(UnitRef { unit: "lexer".into() }).unwrap();
    assert_eq!(unit.unit.title, "Write a lexer");
    app.undo(Nothing {}).unwrap();
    assert!(used(&app).bundled);
    app.redo(Nothing {}).unwrap();
    assert!(!used(&app).bundled);

    let left = app.pack_use(PackUse { folder: None }).unwrap();
    let gone =
        left.changes.iter().find(|c| c.kind == ChangeKind::Gone && c.title == "Write a lexer").unwrap();
    assert_eq!(gone.reason.as_str(), "“Write a lexer” is not in this pack.");
    assert_eq!(used(&app).title, bundled.title);
    assert!(titles(&app).iter().all(|t| t != "Write a lexer"));
}

#[test]
fn what_was_studied_stays_and_counts_again() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let unit = block.unit.clone().unwrap();
    host.pass(start_of(&block) - this_week(&app).now.unwrap() + chrono::Duration::hours(2));
    app.block_done(BlockDone { id: block.id.unwrap(), minutes: None }).unwrap();
    let done = |app: &App| app.unit(UnitRef { unit: unit.clone() }).map(|u| u.unit.done_min);
    let before = done(&app).unwrap();
    assert!(before > 0);

    let folder = a_pack();
    let offer = app.pack_check(PackFrom { folder: at(&folder) }).unwrap();
    let told =
        "You studied 1 of these; that stays in your history, and counts again with a pack that has it.";
    assert_eq!(offer.means.last().unwrap(), told);
    app.pack_use(PackUse { folder: Some(at(&folder)) }).unwrap();
    assert_eq!(done(&app).unwrap_err().code, "unknown_unit");
    // Every screen still has its answer.
    app.today(Nothing {}).unwrap();
    app.roadmap(Nothing {}).unwrap();
    app.strategies(Nothing {}).unwrap();
    app.review(ReviewOf { period: ReviewPeriod::All }).unwrap();
    app.forecast(ForecastOf::default()).unwrap();
    app.pack_use(PackUse { folder: None }).unwrap();
    assert_eq!(done(&app).unwrap(), before);
}

#[test]
fn everything_that_is_wrong_is_told_and_nothing_changes() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let folder = a_pack();
    let lane = folder.path().join("1-front.toml");
    let text = fs::read_to_string(&lane).unwrap();
    fs::write(&lane, text.replace("likely = 180", "likely = 7").replace("\"lexer\"]", "\"lexxer\"]"))
        .unwrap();

    let offer = app.pack_check(PackFrom { folder: at(&folder) }).unwrap();
    assert!(offer.pack.is_none());
    assert!(offer.problems.len() >= 2, "{:?}", offer.problems);
    assert!(offer.problems.iter().all(|p| p.starts_with("1-front.toml:")), "{:?}", offer.problems);
    assert!(offer.problems.iter().any(|p| p.contains("lexxer")), "{:?}", offer.problems);
    let refused = app.pack_use(PackUse { folder: Some(at(&folder)) }).unwrap_err();
    assert_eq!(refused.code, "bad_pack");
    assert_eq!(refused.details, offer.problems);
    assert!(used(&app).bundled);

    let missing = app.pack_check(PackFrom { folder: "/nowhere/at all".into() }).unwrap_err();
    assert_eq!(missing.code, "bad_setting");
    assert!(missing.details[0].starts_with("There is no folder “/nowhere/at all”"), "{:?}", missing.details);
    let empty = tempfile::tempdir().unwrap();
    let offer = app.pack_check(PackFrom { folder: at(&empty) }).unwrap();
    assert!(offer.problems[0].starts_with("pack.toml: "), "{:?}", offer.problems);
}

#[test]
fn a_pack_that_is_too_large_for_the_journal_is_refused() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let folder = a_pack();
    let lane = folder.path().join("1-front.toml");
    let mut text = fs::read_to_string(&lane).unwrap();
    text.insert_str(0, &format!("# {}\n", "x".repeat(4_000_000)));
    fs::write(&lane, &text).unwrap();
    let pack = folder.path().join("pack.toml");
    let mut text = fs::read_to_string(&pack).unwrap();
    text.insert_str(0, &format!("# {}\n", "x".repeat(300_000)));
    fs::write(&pack, &text).unwrap();
    let offer = app.pack_check(PackFrom { folder: at(&folder) }).unwrap();
    assert!(offer.problems[0].starts_with("Its files hold more than 4\u{a0}MB."), "{:?}", offer.problems);
}

#[test]
fn a_pack_that_this_program_cannot_read_is_stood_in_for() {
    let host = TestHost::wednesday();
    drop(onboarded(&host));
    // As another, later program may have written it.
    let mut opened =
        journal::Journal::open(&host.data_dir(), uuid::Uuid::from_u128(9), host.now()).unwrap().journal;
    let file = journal::PackFile { name: "pack.toml".into(), text: "schema = 7\n".into() };
    opened.append(host.now(), &[journal::Event::PackSet { files: Some(vec![file]) }]).unwrap();
    let app = App::open(host.clone()).unwrap();
    let pack = used(&app);
    assert!(!pack.bundled && pack.problems.iter().any(|p| p.starts_with("pack.toml:1:")), "{pack:?}");
    // Told to each in their language, whoever asked first.
    for (language, says) in [(Language::Spanish, "está escrito en"), (Language::English, "is written in")] {
        let told = api::speaking(language, || used(&app).problems);
        assert!(told.iter().any(|p| p.contains(says)), "{told:?}");
    }
    app.today(Nothing {}).unwrap();
    app.pack_use(PackUse { folder: None }).unwrap();
    assert!(used(&app).bundled && used(&app).problems.is_empty());
}
