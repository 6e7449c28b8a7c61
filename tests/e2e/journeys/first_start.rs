//! From an empty home to a week of blocks, in several time zones, and back after a restart.

use e2e::stage::Stage;

async fn first_start(zone: &str) {
    let name = format!("first-start-{}", zone.rsplit('/').next().unwrap().to_lowercase());
    let stage = Stage::in_zone(&name, zone);
    let window = stage.open().await;
    assert!(window.driver.title().await.unwrap().contains("Ninefold"));
    for n in 1..=3 {
        window.sees_step(n).await;
        window.picture(&format!("step-{n}")).await;
        window.press("Continue").await;
    }
    window.sees_preview().await;
    window.picture("step-4").await;
    window.press("Start with this plan").await;
    window.sees_week().await;
    window.shows_what_is_kept().await;
    window.picture("week").await;
    let state = window.ask("app_state", serde_json::json!({})).await;
    assert_eq!(state["zone"], zone);
    assert_eq!(state["today"], "2026-11-25");
    assert!(state["system_zone"].is_null());
    let before = window.blocks().await;
    assert!(!before.is_empty());
    assert!(before.iter().all(|block| block.day.as_str() >= "2026-11-25"), "nothing is planned in the past");
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    window.shows_what_is_kept().await;
    assert_eq!(window.blocks().await, before, "a restart keeps everything");
    window.close().await;
}

#[tokio::test]
async fn in_berlin() {
    first_start("Europe/Berlin").await;
}

#[tokio::test]
async fn on_lord_howe_where_summer_time_is_half_an_hour() {
    first_start("Australia/Lord_Howe").await;
}

#[tokio::test]
async fn in_santiago_where_clocks_change_at_midnight() {
    first_start("America/Santiago").await;
}

#[tokio::test]
async fn the_sample_learner_can_be_tried_and_left() {
    let stage = Stage::new("sample");
    let window = stage.open().await;
    window.sees_step(1).await;
    window.press("Try with a sample learner").await;
    window.sees_week().await;
    window.picture("week").await;
    window.press("Start your own").await;
    window.sees_step(1).await;
    window.close().await;
}
