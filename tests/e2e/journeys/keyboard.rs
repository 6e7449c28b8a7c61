//! Without a mouse: the four steps, and a block moved, by keys alone.

use e2e::stage::Stage;
use thirtyfour::Key;

#[tokio::test]
async fn onboarding_needs_no_mouse() {
    let stage = Stage::new("keyboard");
    let window = stage.open().await;
    window.sees_step(1).await;
    window.tab_to("the goal", "it.type === 'radio'").await;
    window.keys(Key::Down + "").await;
    window.tab_to("Continue", "it.textContent.trim() === 'Continue'").await;
    window.keys(Key::Enter + "").await;

    window.sees_step(2).await;
    let painted = "return document.querySelectorAll('[role=gridcell][aria-selected=true]').length";
    let before = window.script(painted, vec![]).await;
    window.tab_to("the hours", "it.getAttribute('role') === 'gridcell'").await;
    window.keys("e").await;
    for _ in 0..7 {
        window.keys(" ").await;
        window.keys(Key::Right + "").await;
    }
    assert_ne!(window.script(painted, vec![]).await, before, "the keys painted nothing");
    window.picture("painted").await;
    window.tab_to("Continue", "it.textContent.trim() === 'Continue'").await;
    window.keys(Key::Enter + "").await;

    window.sees_step(3).await;
    window.tab_to("Continue", "it.textContent.trim() === 'Continue'").await;
    window.keys(Key::Enter + "").await;
    window.sees_preview().await;
    window.tab_to("the end", "it.textContent.trim() === 'Start with this plan'").await;
    window.keys(Key::Enter + "").await;
    window.sees_week().await;
    window.shows_what_is_kept().await;
    window.picture("week").await;
    window.close().await;
}

#[tokio::test]
async fn a_block_is_locked_and_opened_by_keys() {
    let stage = Stage::new("keys-block");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.tab_to("a block", "'key' in it.dataset").await;
    let id =
        window.script("return document.activeElement.dataset.key", vec![]).await.as_str().unwrap().to_owned();
    window.keys("l").await;
    window
        .wait_for("the lock", &format!("return document.querySelector(`[data-testid='block-{id}'] .vh`).textContent.includes('locked')"))
        .await;
    assert!(window.block(&id).await.locked);
    window.close().await;
}
