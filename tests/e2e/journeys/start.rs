//! The window opens.

use e2e::stage::Stage;

#[tokio::test]
async fn the_window_opens() {
    let stage = Stage::new("start");
    let window = stage.open().await;
    assert!(window.driver.title().await.unwrap().contains("Ninefold"));
    window.picture("first").await;
    window.close().await;
}
