//! Blocks made by hand: split, taken out, added, given other minutes, by key and by pointer.

use e2e::stage::Stage;
use e2e::week::{Block, Place};
use e2e::window::Window;
use serde_json::json;
use thirtyfour::prelude::*;

/// The first planned block of a unit that is this long.
async fn long_block(window: &Window, minutes: i64) -> Block {
    let is_long = |b: &Block| b.unit.is_some() && b.state == "planned" && b.to - b.from >= minutes;
    window.blocks().await.into_iter().find(is_long).expect("a long block")
}

/// Blocks of the published weeks, as the application holds them.
async fn published(window: &Window) -> Vec<serde_json::Value> {
    let monday = window.week().await["monday"].as_str().expect("a day").to_owned();
    let monday = chrono::NaiveDate::parse_from_str(&monday, "%Y-%m-%d").expect("a day");
    let mut all = Vec::new();
    for weeks in 0..4 {
        let date = (monday + chrono::Duration::weeks(weeks)).to_string();
        let week = window.ask("week", json!({ "date": date })).await;
        all.extend(week["days"].as_array().expect("days").clone());
    }
    all
}

#[tokio::test]
async fn a_block_is_split_by_key_and_joined_by_undo() {
    let stage = Stage::new("split");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = long_block(&window, 60).await;
    let before = published(&window).await;
    window.select(&block).await;
    window.keys("s").await;
    let said = window.said("Split “").await;
    assert!(said.contains(&block.title) && said.contains("locked"), "{said}");
    let first = window.block(&block.id).await;
    assert!(first.to < block.to && first.locked, "{first:?}");
    window.picture("split").await;
    window.keys(Key::Control + "z").await;
    window.said("Undone: split “").await;
    assert_eq!(published(&window).await, before);

    // Where one says, and why not where it may not be.
    window.select(&block).await;
    window.keys(Key::Shift + "S").await;
    window.wait_for("the dialog", "return document.querySelector('dialog[open] form') !== null").await;
    window.wait_for("an answer", "return document.querySelector('dialog[open] .verdict .i') !== null").await;
    window.is_accessible("split").await;
    window.picture("asked").await;
    window.close().await;
}

#[tokio::test]
async fn a_block_is_taken_out_and_its_time_stays_free() {
    let stage = Stage::new("take-out");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = long_block(&window, 30).await;
    window.select(&block).await;
    window.keys(Key::Delete + "").await;
    let said = window.said("Took out “").await;
    assert!(said.contains("is kept free"), "{said}");
    assert!(window.blocks().await.iter().all(|b| b.id != block.id));
    window.wait_for("the free time", "return document.querySelector('.kept') !== null").await;
    window.shows_what_is_kept().await;
    window.is_accessible("kept free").await;
    window.picture("kept").await;
    window.close().await;

    // Also after a restart, until one lets it be planned.
    let window = stage.open().await;
    window.sees_week().await;
    window.wait_for("the free time", "return document.querySelector('.kept') !== null").await;
    window.script("document.querySelector('.kept__end').click()", vec![]).await;
    window.said("may be planned again").await;
    window.wait_for("no free time", "return document.querySelector('.kept') === null").await;
    window.close().await;
}

#[tokio::test]
async fn a_block_is_added_by_key_into_time_that_was_freed() {
    let stage = Stage::new("add");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = long_block(&window, 60).await;
    window.select(&block).await;
    window.keys(Key::Delete + "").await;
    window.said("Took out “").await;
    window.wait_for("the free time", "return document.querySelector('.kept') !== null").await;
    window.script("document.querySelector('.cal__scroll').focus()", vec![]).await;
    window.keys("n").await;
    window
        .wait_for("the dialog", "return document.querySelector('dialog[open] [role=combobox]') !== null")
        .await;
    // By keyboard: the first unit that is ready, at the freed time, for half an hour.
    let place = Place { day: block.day.clone(), from: block.from };
    let choices = window.ask("block_add_choices", json!({ "start": place.moment() })).await;
    let title = choices["units"][0]["title"].as_str().expect("a unit").to_owned();
    window.wait_for("the choices", "const box = document.querySelector('dialog[open] [role=combobox]'); box.click(); return document.querySelectorAll('dialog[open] [role=option]').length > 3").await;
    window.keys(title.as_str()).await;
    window.keys(Key::Enter + "").await;
    let fields =
        window.driver.find_all(By::Css("dialog[open] .timeform > .field input")).await.expect("fields");
    let from = format!("{:02}:{:02}", block.from / 60, block.from % 60);
    for (field, text) in fields.iter().zip([place.day.as_str(), from.as_str(), "30"]) {
        field.click().await.expect("a field");
        window.keys(Key::Control + "a").await;
        window.keys(text).await;
    }
    window.wait_for("that it fits", "return document.querySelector('dialog[open] .verdict')?.textContent.includes('It fits there') ?? false").await;
    window.is_accessible("add").await;
    window.picture("asked").await;
    window.keys(Key::Enter + "").await;
    window.said("Added “").await;
    let added = window.blocks().await.into_iter().find(|b| b.day == place.day && b.from == place.from);
    let added = added.expect("the new block");
    assert_eq!((added.title.as_str(), added.to - added.from, added.locked), (title.as_str(), 30, true));
    window.shows_what_is_kept().await;
    window.picture("added").await;
    window.press("Undo").await;
    window.said("Undone: added “").await;
    assert!(window.blocks().await.iter().all(|b| b.id != added.id));
    window.close().await;
}

#[tokio::test]
async fn two_presses_on_free_time_ask_for_a_new_block() {
    let stage = Stage::new("add-press");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.unfold().await;
    let block = long_block(&window, 60).await;
    window.select(&block).await;
    window.keys(Key::Delete + "").await;
    window.said("Took out “").await;
    window.wait_for("the free time", "return document.querySelector('.kept') !== null").await;
    let script = "const kept = document.querySelector('.kept');
        kept.scrollIntoView({ block: 'center' });
        const free = kept.closest('.day').getBoundingClientRect(), r = kept.getBoundingClientRect();
        return [free.left + free.width / 2, r.bottom + 4]";
    let spot = window.script(script, vec![]).await;
    let round = |n: usize| spot[n].as_f64().expect("a number").round() as i64;
    window
        .driver
        .action_chain()
        .move_to(round(0), round(1))
        .double_click()
        .perform()
        .await
        .expect("the pointer works");
    window
        .wait_for("the dialog", "return document.querySelector('dialog[open] [role=combobox]') !== null")
        .await;
    window.keys(Key::Escape + "").await;
    window.wait_for("the week", "return document.querySelector('dialog[open]') === null").await;
    window.close().await;
}

#[tokio::test]
async fn minutes_are_set_in_the_panel() {
    let stage = Stage::new("minutes");
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = long_block(&window, 60).await;
    window.select(&block).await;
    window.press("15 minutes shorter").await;
    window.said("now takes").await;
    let shorter = window.block(&block.id).await;
    assert_eq!((shorter.from, shorter.to, shorter.locked), (block.from, block.to - 15, true));
    window.picture("shorter").await;
    window.keys(Key::Control + "z").await;
    window.said("Undone: gave “").await;
    assert_eq!(window.block(&block.id).await, block);
    window.close().await;
}
