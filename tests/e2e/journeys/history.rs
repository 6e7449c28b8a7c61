//! Going back several changes at once; where "Why here?" leads; and that messages and proposals cover nothing that counts.

use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::json;
use thirtyfour::prelude::*;

/// Whether two elements of the page lie over each other.
async fn overlap(window: &Window, one: &str, other: &str) -> bool {
    let script = format!(
        "const [a, b] = [document.querySelector(\"{one}\"), document.querySelector(\"{other}\")].map((it) => it.getBoundingClientRect());
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom"
    );
    window.script(&script, vec![]).await == json!(true)
}

#[tokio::test]
async fn three_changes_are_taken_back_at_once() {
    let stage = Stage::new("several");
    let window = stage.open().await;
    window.has_a_plan().await;
    let before = window.blocks().await;
    window.tab_to("a block", "'key' in it.dataset").await;
    let id = window.script("return document.activeElement.dataset.key", vec![]).await;
    let id = id.as_str().expect("a name").to_owned();
    for locked in [true, false, true] {
        window.keys("l").await;
        let seen = format!(
            "return document.querySelector(`[data-testid='block-{id}'] .vh`).textContent.includes(', locked') === {locked}"
        );
        window.wait_for("the lock, or none", &seen).await;
    }
    window.press("More: undo, redo, keyboard").await;
    window.wait_for("three", "return [...document.querySelectorAll('[role=menuitem]')].some((it) => it.textContent.includes('Undo the last 3'))").await;
    window.is_accessible("the menu").await;
    window.picture("menu").await;
    window.keys(Key::Down + "").await;
    window.keys(Key::Down + "").await;
    window.keys(Key::Enter + "").await;
    let said = window.said("Undone: locked “").await;
    assert!(said.contains("and 2 changes after it"), "{said}");
    assert_eq!(window.blocks().await, before);
    let left = window.ask("app_state", json!({})).await;
    assert_eq!(left["undo"], json!(null), "the first plan stays");
    window.close().await;
}

#[tokio::test]
async fn a_reason_leads_to_the_unit_that_it_names() {
    let stage = Stage::new("leads");
    let window = stage.open().await;
    window.has_a_plan().await;
    let mut found = None;
    for block in window.blocks().await {
        let detail = window.ask("block", json!({ "id": block.id })).await;
        if let Some(named) = detail["named"].as_array().and_then(|all| all.first()) {
            found = Some((block, named["title"].as_str().unwrap().to_owned(), named["unit"].clone()));
            break;
        }
    }
    let (block, title, unit) = found.expect("some reason names a unit");
    window.select(&block).await;
    let script = "const why = document.querySelector('.panel .why'); if (!why) return false; why.open = true;
        return why.querySelector('a') !== null";
    window.wait_for("the reasons", script).await;
    window.is_accessible("reasons with links").await;
    window.script("document.querySelector('.panel .why a').scrollIntoView()", vec![]).await;
    window.picture("why").await;
    window
        .find(&format!("//aside//a[normalize-space(.)={}]", json!(title)))
        .await
        .click()
        .await
        .expect("a link");
    let script = format!(
        "return location.hash === '#strategies/' + {unit} || document.querySelector('.panel h2')?.textContent === {}",
        json!(title)
    );
    window.wait_for("the unit", &script).await;
    window.close().await;
}

#[tokio::test]
async fn nothing_that_counts_is_covered() {
    let stage = Stage::new("uncovered");
    let window = stage.open().await;
    window.has_a_plan().await;
    // A proposal leaves every column of the week in sight.
    let last = window.blocks().await.into_iter().rfind(|b| b.unit.is_some()).expect("a block");
    window.select(&last).await;
    window.keys("f").await;
    window.wait_for("the proposal", "return document.querySelector('.proposal tbody tr') !== null").await;
    assert!(!overlap(&window, ".proposal", ".cal").await, "the proposal covers the week");
    window.is_accessible("the proposal").await;
    window.picture("proposal").await;
    window.keys(Key::Escape + "").await;
    window.wait_for("no proposal", "return document.querySelector('.proposal') === null").await;
    // A message leaves the button of the look back in sight.
    window.go("Review").await;
    window.tab_to("the line", "it.matches('textarea')").await;
    window.keys("One evening held").await;
    window.press("Save").await;
    window.said("Saved the line about this week").await;
    window.comes_to_rest().await;
    assert!(!overlap(&window, ".toast", ".rev__acts .btn").await, "the message covers the button");
    let seen = "const [b, p] = ['.rev__acts .btn', '.page'].map((it) => document.querySelector(it).getBoundingClientRect());
        return b.top >= p.top && b.bottom <= p.bottom";
    assert_eq!(window.script(seen, vec![]).await, json!(true), "the button is out of sight");
    window.picture("message").await;
    window.close().await;
}
