//! Two programs on one journal: what one decided before the other wrote is decided anew, never saved blindly.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use api::wire::*;
use api::{App, Host};
use std::sync::{Arc, Barrier, mpsc};
use support::*;

/// Runs this at once in as many programs as there are numbers, each with the journal open on its own.
fn at_once<T: Send>(host: &Arc<TestHost>, programs: usize, act: impl Fn(usize, &App) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(programs);
    std::thread::scope(|scope| {
        let run = |n: usize| {
            let (barrier, act) = (&barrier, &act);
            scope.spawn(move || {
                let app = open(host);
                barrier.wait();
                act(n, &app)
            })
        };
        let all: Vec<_> = (0..programs).map(run).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

fn events(host: &Arc<TestHost>, kind: &str) -> usize {
    let device = uuid::Uuid::nil();
    let journal = journal::Journal::open(&host.data_dir(), device, host.now()).unwrap().journal;
    let records = journal.export().unwrap();
    records
        .iter()
        .filter(|r| serde_json::to_value(r.event.as_ref().unwrap()).unwrap()["kind"] == kind)
        .count()
}

#[test]
fn of_several_answers_to_one_block_one_is_saved_and_the_others_say_so() {
    let host = TestHost::wednesday();
    let block = next_work(&onboarded(&host)).id.unwrap();
    let said = at_once(&host, 4, |_, app| app.block_missed(BlockRef { id: block.clone() }));
    assert_eq!(said.iter().filter(|s| s.is_ok()).count(), 1, "{said:?}");
    let refused = said.iter().filter_map(|s| s.as_ref().err());
    assert!(refused.clone().all(|f| f.code == "already_answered"), "{said:?}");
    assert_eq!(events(&host, "block_missed"), 1);
}

#[test]
fn of_several_first_plans_one_is_saved() {
    let host = TestHost::wednesday();
    let draft = draft(&open(&host));
    let said = at_once(&host, 4, |_, app| {
        app.onboarding_finish(FinishArgs { draft: draft.clone(), calendars: Vec::new(), again: false })
    });
    assert_eq!(said.iter().filter(|s| s.is_ok()).count(), 1, "{said:?}");
    assert_eq!(events(&host, "profile_set"), 1);
}

#[test]
fn answers_to_different_things_are_all_saved() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let blocks: Vec<String> = blocks(&this_week(&app)).into_iter().filter_map(|b| b.id).take(4).collect();
    let said = at_once(&host, blocks.len(), |n, app| {
        app.block_done(BlockDone { id: blocks[n].clone(), minutes: None })
    });
    assert!(said.iter().all(Result::is_ok), "{said:?}");
    assert_eq!(events(&host, "minutes_logged"), blocks.len());
}

/// The longest that an answer is waited for, where none comes.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

#[test]
fn a_pass_over_the_sync_folder_that_is_held_up_keeps_nobody_waiting() {
    let between = tempfile::tempdir().unwrap();
    let folder = || SyncFolder { folder: between.path().join("Sync").display().to_string() };
    let (host, other_host) = (TestHost::wednesday(), TestHost::wednesday());
    let (app, other) = (onboarded(&host), open(&other_host));
    app.sync_folder_set(folder()).unwrap();
    other.sync_folder_set(folder()).unwrap();
    other.note_set(NoteSet { unit: "math-vectors".into(), text: "from there".into() }).unwrap();
    other.sync_now(Nothing {}).unwrap();

    let (entered, is_held) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel();
    *host.on_name.lock().unwrap() = Some(Box::new(move || {
        entered.send(()).unwrap();
        may_go_on.recv().unwrap();
    }));
    let done = std::thread::scope(|threads| {
        let pass = threads.spawn(|| app.sync_now(Nothing {}).unwrap());
        is_held.recv().unwrap();
        let (answers, answered) = mpsc::channel();
        threads.spawn(|| {
            let answers = answers;
            app.week(WeekOf { date: None }).unwrap();
            answers.send("week").unwrap();
            app.note_set(NoteSet { unit: "math-vectors".into(), text: "meanwhile".into() }).unwrap();
            answers.send("note_set").unwrap();
        });
        let heard: Vec<_> = (0..2).map(|_| answered.recv_timeout(PATIENCE)).collect();
        let is_under_way = !pass.is_finished();
        go_on.send(()).unwrap();
        let done = pass.join().unwrap();
        assert_eq!(heard, [Ok("week"), Ok("note_set")]);
        assert!(is_under_way, "it was held up until they had answered");
        done
    });
    assert_eq!((done.came, done.went), (1, 1), "and goes on as any other: {}", done.message);
}
