//! The command palette: by keyboard alone, in both themes and at two sizes.

use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::json;
use thirtyfour::Key;

/// Opens the palette by key.
async fn open(window: &Window) {
    window.chord(Key::Control, "k").await;
    window.wait_for("the palette", "return document.activeElement?.closest('.palette')?.open === true").await;
}

/// Types into the palette, and waits until it has looked for it.
async fn type_in(window: &Window, text: &str, first: &str) {
    window.keys(text).await;
    let script = format!(
        "return document.querySelector('.palette [aria-selected=true]')?.textContent.includes(\"{first}\") ?? false"
    );
    window.wait_for(first, &script).await;
}

#[tokio::test]
async fn everything_is_reached_by_keyboard_and_the_focus_returns() {
    let stage = Stage::new("palette");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.tab_to("a block", "'key' in it.dataset").await;
    let id =
        window.script("return document.activeElement.dataset.key", vec![]).await.as_str().unwrap().to_owned();
    let on_block = format!("return document.activeElement?.dataset.key === '{id}'");

    // Closed again, the focus is where it was.
    open(&window).await;
    window.keys(Key::Escape + "").await;
    window.wait_for("the focus on the block", &on_block).await;

    // A command of the block in hand.
    open(&window).await;
    type_in(&window, "lock", "Lock").await;
    window.keys(Key::Enter + "").await;
    let locked = format!(
        "return document.querySelector(`[data-testid='block-{id}'] .vh`).textContent.includes('locked')"
    );
    window.wait_for("the lock", &locked).await;
    window.wait_for("the focus on the block", &on_block).await;
    assert!(window.block(&id).await.locked);

    // One that asks in a dialog; the focus comes back after that, too.
    open(&window).await;
    type_in(&window, "choose", "Choose a time").await;
    window.keys(Key::Enter + "").await;
    window.wait_for("the dialog", "return document.querySelector('.dialog[open] form') !== null").await;
    window.keys(Key::Escape + "").await;
    window.wait_for("the focus on the block", &on_block).await;

    // A week, a unit, a screen.
    open(&window).await;
    type_in(&window, "week 50", "Week 50").await;
    window.keys(Key::Enter + "").await;
    window.wait_for("week 50", "return document.querySelector('h1').textContent === '7–13 December'").await;
    open(&window).await;
    type_in(&window, "bayes", "ayes").await;
    window.keys(Key::Enter + "").await;
    window.wait_for("its page", "return location.hash.startsWith('#strategies/')").await;
    open(&window).await;
    type_in(&window, "revi", "Review").await;
    window.keys(Key::Enter + "").await;
    window.wait_for("the review", "return location.hash === '#review'").await;

    // What was used comes first, also when the page begins anew. (A driver's window forgets its storage when it closes.)
    window.driver.refresh().await.expect("the page begins anew");
    window.wait_for("the review", "return document.querySelector('.rev') !== null").await;
    open(&window).await;
    let first = window
        .script("return document.querySelector('.palette [role=option]').textContent.trim()", vec![])
        .await;
    assert!(first.as_str().unwrap().starts_with("Review"), "{first}");
    window.close().await;
}

#[tokio::test]
async fn it_is_accessible_in_both_themes_and_two_sizes() {
    let stage = Stage::new("palette-look");
    let screen = Screen::of(&stage);
    let window = stage.open().await;
    window.has_a_plan().await;
    let own = screen.window("Ninefold");
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        let script = format!("return document.documentElement.dataset.theme === '{theme}'");
        window.wait_for(theme, &script).await;
        for (width, height) in [(1280, 800), (960, 640)] {
            screen.resize(own, width, height);
            open(&window).await;
            window.is_accessible("the palette").await;
            window.picture(&format!("{theme}-{width}")).await;
            type_in(&window, "gra", "ra").await;
            window.is_accessible("the palette with what was found").await;
            window.picture(&format!("{theme}-{width}-typed")).await;
            window.keys(Key::Escape + "").await;
            window.wait_for("no palette", "return !document.querySelector('.palette').open").await;
        }
    }
    window.close().await;
}
