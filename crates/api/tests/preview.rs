//! What an act would do: asked without saving, by the very handler of the act; and a plan left as it is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::App;
use api::wire::*;
use chrono::Duration;
use support::*;

fn id(block: &BlockView) -> BlockRef {
    BlockRef { id: block.id.clone().unwrap() }
}

fn published(app: &App) -> serde_json::Value {
    let monday = this_week(app).monday;
    let weeks = (0..4).map(|n| app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    serde_json::to_value(weeks.collect::<Vec<_>>()).unwrap()
}

/// Changes without the names that new blocks are given.
fn told(changes: &[Change]) -> serde_json::Value {
    serde_json::to_value(changes).unwrap()
}

#[test]
fn a_preview_answers_what_the_act_then_does_and_saves_nothing() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let before = published(&app);
    let undo = app.app_state(Nothing {}).unwrap().undo;
    host.topics();
    let unit = block.unit.clone().unwrap();
    let mut budget = app.settings(Nothing {}).unwrap().budget;
    budget.week -= 120;
    let acts = [
        Act::BlockMissed(id(&block)),
        Act::BlockDelete(id(&block)),
        Act::BudgetSet(BudgetSet { budget }),
        Act::UnitFirst(UnitFirst { unit, first: true }),
    ];
    let previews: Vec<Preview> = acts.iter().map(|act| app.preview(act.clone()).unwrap()).collect();
    assert_eq!(published(&app), before);
    assert_eq!(app.app_state(Nothing {}).unwrap().undo, undo);
    assert_eq!(host.topics(), [], "nothing went stale");

    for (act, preview) in acts.into_iter().zip(previews) {
        let done = match act {
            Act::BlockMissed(args) => app.block_missed(args),
            Act::BlockDelete(args) => app.block_delete(args),
            Act::BudgetSet(args) => app.budget_set(args),
            Act::UnitFirst(args) => app.unit_first(args),
            other => panic!("{other:?}"),
        };
        let done = done.unwrap();
        assert_eq!(told(&done.changes), told(&preview.changes));
        assert_eq!(done.message, preview.message);
        app.undo(Nothing {}).unwrap();
        assert_eq!(published(&app), before);
    }
}

#[test]
fn one_is_asked_where_more_than_two_published_blocks_move_or_go() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    let mut budget = app.settings(Nothing {}).unwrap().budget;
    budget.week -= 120;
    let acts =
        [Act::BlockMissed(id(&block)), Act::BlockDelete(id(&block)), Act::BudgetSet(BudgetSet { budget })];
    let mut asked = 0;
    for act in acts {
        let preview = app.preview(act).unwrap();
        let stays = |c: &Change| c.from.is_none() || c.from == c.to;
        let touched = preview.changes.iter().filter(|c| !stays(c)).count();
        assert_eq!(preview.asks, touched > 2, "{:?}", preview.changes);
        asked += usize::from(preview.asks);
    }
    assert!(asked > 0, "two hours less a week move much");
}

#[test]
fn a_preview_is_refused_as_the_act_would_be() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    let night = BlockMove { id: id(&block).id, start: block.date.and_hms_opt(3, 0, 0).unwrap(), minutes: 60 };
    assert_eq!(app.preview(Act::BlockMove(night)).unwrap_err().code, "illegal_move");
    assert!(app.preview(Act::BlockMissed(id(&block))).is_ok(), "a refused question leaves nothing behind");
}

#[test]
fn a_new_plan_brings_back_what_was_missed_and_left() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    app.blocks_missed_only(BlockRefs { ids: vec![id(&block).id] }).unwrap();
    let done = app.replan(Nothing {}).unwrap();
    let is_back = |c: &Change| c.why == ChangeWhy::Back || c.title == block.title;
    assert!(done.changes.iter().any(is_back), "{:?}", done.changes);
}

#[test]
fn a_plan_left_as_it_is_says_so_until_it_is_made_anew() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let before = published(&app);
    let others = |app: &App| -> Vec<_> {
        let all = blocks(&this_week(app)).into_iter().filter(|b| b.id != block.id);
        all.map(|b| (start_of(&b), b.minutes, b.title)).collect()
    };
    let stood = others(&app);
    let said = app.blocks_missed_only(BlockRefs { ids: vec![id(&block).id] }).unwrap();
    assert_eq!(said.message.unwrap(), "1 block could not be done. The plan stays as it is.");
    assert!(said.undoable && said.changes.is_empty());
    assert_eq!(others(&app), stood);
    assert_eq!(app.block(id(&block)).unwrap().block.state, BlockStatus::Missed);
    assert!(this_week(&app).plan_left.is_some());
    drop(app);

    // Also after a restart; and a new week that is promised meanwhile answers nothing.
    let app = open(&host);
    host.pass(Duration::days(7));
    assert!(this_week(&app).plan_left.is_some());
    let preview = app.preview(Act::Replan).unwrap();
    let done = app.replan(Nothing {}).unwrap();
    assert_eq!(told(&done.changes), told(&preview.changes));
    assert!(done.message.unwrap().starts_with("Planned anew."));
    assert!(this_week(&app).plan_left.is_none());
    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), "planned anew");
    assert_eq!(app.replan(Nothing {}).unwrap().message.unwrap(), "The plan is up to date.");
    app.undo(Nothing {}).unwrap();
    assert!(this_week(&app).plan_left.is_some());
    host.pass(Duration::days(-7));
    app.undo(Nothing {}).unwrap();
    assert!(this_week(&app).plan_left.is_none());
    assert_eq!(
        blocks(&this_week(&app)).len(),
        before[0]["days"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["blocks"].as_array().unwrap().len())
            .sum::<usize>()
    );
}

#[test]
fn any_new_plan_takes_in_what_was_left() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    app.blocks_missed_only(BlockRefs { ids: vec![id(&block).id] }).unwrap();
    let next = next_work(&app);
    app.block_missed(id(&next)).unwrap();
    assert!(this_week(&app).plan_left.is_none());
}
