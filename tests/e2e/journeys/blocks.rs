//! What is done with a block: tick, lock, drag, give up. Each is there after a restart.

use e2e::stage::Stage;
use e2e::week::{Block, Place};
use e2e::window::Window;
use serde_json::json;

/// The first block of a unit that lies ahead.
async fn first_unit_block(window: &Window) -> Block {
    let found = window.blocks().await.into_iter().find(|b| b.unit.is_some() && b.state == "planned");
    found.expect("a block of a unit")
}

/// A planned block with another legal place in this week. In a full week not every block has one.
async fn movable(window: &Window) -> Option<(Block, Place)> {
    for block in window.blocks().await.into_iter().filter(|b| b.state == "planned") {
        if let Some(place) = window.place(&block).await {
            return Some((block, place));
        }
    }
    None
}

#[tokio::test]
async fn a_ticked_outcome_stays_ticked() {
    let stage = Stage::new("tick");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = first_unit_block(&window).await;
    window.select(&block).await;
    let check = window.find("(//*[@data-testid='panel']//label[contains(@class,'check')])[1]").await;
    let words = check.text().await.unwrap();
    check.click().await.unwrap();
    window
        .wait_for(
            "the tick",
            "return document.querySelector('[data-testid=panel] input[type=checkbox]').checked",
        )
        .await;
    window.picture("ticked").await;
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    let detail = window.ask("block", json!({ "id": block.id })).await;
    let outcomes = detail["unit"]["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.iter().filter(|outcome| outcome["ticked"] == json!(true)).count(), 1);
    assert!(
        outcomes.iter().any(|o| o["ticked"] == json!(true) && words.contains(o["text"].as_str().unwrap()))
    );
    window.close().await;
}

#[tokio::test]
async fn a_block_is_dragged_to_a_legal_time() {
    let stage = Stage::new("drag");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.unfold().await;
    let (block, to) = movable(&window).await.expect("a block that can be moved");
    window.hover_over(&block, &to).await;
    window.picture("held").await;
    window.driver.action_chain().release().perform().await.unwrap();
    window.wait_for("the move", "return document.querySelector('.toast') !== null").await;
    let moved = window.block(&block.id).await;
    assert_eq!((moved.day.as_str(), moved.from), (to.day.as_str(), to.from));
    assert!(moved.locked, "what a person placed stays there");
    window.shows_what_is_kept().await;
    window.picture("dropped").await;

    window.press("Undo").await;
    window.said("Undone").await;
    let back = window.block(&block.id).await;
    assert_eq!((back.day.as_str(), back.from), (block.day.as_str(), block.from));
    window.close().await;
}

#[tokio::test]
async fn an_illegal_drop_is_refused_in_words() {
    let stage = Stage::new("illegal");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.unfold().await;
    let block = first_unit_block(&window).await;
    // The hours before study time on the same day.
    let to = Place { day: block.day.clone(), from: block.from - 180 };
    let (legal, reasons) = window.verdict(&block, &to).await;
    assert!(!legal && !reasons.is_empty(), "{reasons:?}");
    window.hover_over(&block, &to).await;
    window
        .wait_for("the words beside the block", "return document.querySelector('.ghost__why') !== null")
        .await;
    window.picture("held").await;
    window.driver.action_chain().release().perform().await.unwrap();
    let said = window.said("It can’t go there").await;
    assert!(reasons.iter().all(|reason| said.contains(reason.as_str())), "{said}");
    window.picture("refused").await;
    assert_eq!(window.block(&block.id).await, block, "nothing was moved");
    window.close().await;
}

#[tokio::test]
async fn a_locked_block_stays_locked_and_can_be_freed() {
    let stage = Stage::new("lock");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = first_unit_block(&window).await;
    window.select(&block).await;
    window.press("Lock this block: the planner will not move it").await;
    window.button("Free this block: the planner may move it").await;
    assert!(window.block_name(&block.id).await.contains("locked"));
    window.picture("locked").await;
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    assert!(window.block(&block.id).await.locked);
    window.select(&block).await;
    window.press("Free this block: the planner may move it").await;
    window.button("Lock this block: the planner will not move it").await;
    assert!(!window.block(&block.id).await.locked);
    window.close().await;
}

#[tokio::test]
async fn what_could_not_be_done_is_planned_again() {
    let stage = Stage::new("missed");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = first_unit_block(&window).await;
    window.close().await;

    // An hour after it should have been over.
    let late = Place { day: block.day.clone(), from: (block.to + 60).min(1435) };
    stage.at(&late.moment());
    let window = stage.open().await;
    window.sees_week().await;
    window.select(&block).await;
    window.picture("unanswered").await;
    window.press("Couldn’t do it").await;
    window.agrees("Back in the queue").await;
    assert_eq!(window.block(&block.id).await.state, "missed");
    window.wait_for(
        "the block to say so",
        &format!("return document.querySelector(`[data-testid='block-{}'] .vh`).textContent.includes('could not be done')", block.id),
    )
    .await;
    window.picture("missed").await;
    let mut again = Vec::new();
    for weeks in 0..4 {
        let day = chrono::NaiveDate::parse_from_str(&block.day, "%Y-%m-%d").unwrap()
            + chrono::Duration::weeks(weeks);
        let week = window.ask("week", json!({ "date": day.to_string() })).await;
        let days = week["days"].as_array().unwrap().clone();
        again.extend(days.iter().flat_map(|d| d["blocks"].as_array().unwrap().clone()));
    }
    let planned =
        |b: &serde_json::Value| b["unit"].as_str() == block.unit.as_deref() && b["state"] == "planned";
    assert!(again.iter().any(planned), "its unit has time again in the published weeks");
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    assert_eq!(window.block(&block.id).await.state, "missed");
    window.close().await;
}

#[tokio::test]
async fn done_is_done_after_a_restart() {
    let stage = Stage::new("done");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = first_unit_block(&window).await;
    window.select(&block).await;
    window.press("Done").await;
    window.wait_for("an answer", "return document.querySelector('.toast') !== null").await;
    window.picture("done").await;
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    let state = window.block(&block.id).await.state;
    assert_eq!(state, "done");
    window.close().await;
}
