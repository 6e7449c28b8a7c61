//! Several blocks answered at once: one command, one undo.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::wire::*;
use chrono::Duration;
use support::*;

/// A learner who was away for a week, and what was not answered meanwhile.
fn away() -> (std::sync::Arc<TestHost>, api::App, Vec<BlockView>) {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    this_week(&app);
    host.pass(Duration::days(8));
    let open = app.today(Nothing {}).unwrap().unanswered;
    assert!(open.len() > 3, "{open:?}");
    (host, app, open)
}

fn ids(blocks: &[BlockView]) -> BlockRefs {
    BlockRefs { ids: blocks.iter().map(|b| b.id.clone().unwrap()).collect() }
}

fn unanswered(app: &api::App) -> usize {
    app.today(Nothing {}).unwrap().unanswered.len()
}

#[test]
fn all_done_is_one_change_and_one_undo() {
    let (_host, app, open) = away();
    let answered = app.blocks_done(ids(&open)).unwrap();
    let minutes: u32 = open.iter().map(|b| b.minutes).sum();
    let said = answered.message.unwrap();
    assert_eq!(said, format!("Marked {} blocks done, {}.", open.len(), api::say::length(minutes)));
    assert!(answered.undoable && answered.changes.is_empty());
    assert_eq!(unanswered(&app), 0);
    for b in &open {
        let now = app.block(BlockRef { id: b.id.clone().unwrap() }).unwrap().block;
        assert_eq!((now.state, now.done_min), (BlockStatus::Done, b.minutes));
    }
    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), "marked several blocks done");
    app.undo(Nothing {}).unwrap();
    assert_eq!(unanswered(&app), open.len());
}

#[test]
fn none_done_goes_back_in_the_queue_with_one_new_plan_and_one_undo() {
    let (_host, app, open) = away();
    let before = serde_json::to_value(this_week(&app)).unwrap();
    let answered = app.blocks_missed(ids(&open)).unwrap();
    let said = answered.message.unwrap();
    assert!(said.starts_with(&format!("{} blocks are back in the queue.", open.len())), "{said}");
    assert!(!answered.changes.is_empty(), "a week of work finds its places again");
    assert_eq!(unanswered(&app), 0);
    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), "couldn’t do several blocks");
    app.undo(Nothing {}).unwrap();
    assert_eq!(unanswered(&app), open.len());
    assert_eq!(serde_json::to_value(this_week(&app)).unwrap(), before);
}

#[test]
fn what_was_answered_meanwhile_is_left_as_it_is() {
    let (_host, app, open) = away();
    let first = open[0].id.clone().unwrap();
    app.block_done(BlockDone { id: first.clone(), minutes: Some(5) }).unwrap();
    app.blocks_done(ids(&open)).unwrap();
    assert_eq!(app.block(BlockRef { id: first.clone() }).unwrap().block.done_min, 5);
    assert_eq!(unanswered(&app), 0);
    let refused = app.blocks_missed(BlockRefs { ids: vec![first.clone(), first] }).unwrap_err();
    assert_eq!(refused.code, "already_answered");
    assert!(app.blocks_done(BlockRefs { ids: Vec::new() }).unwrap().message.is_none());
}
