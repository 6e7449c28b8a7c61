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
    let said = window.agrees("Split “").await;
    assert!(said.contains(&block.title) && said.contains("locked"), "{said}");
    let first = window.block(&block.id).await;
    assert!(first.to < block.to && first.locked, "{first:?}");
    window.picture("split").await;
    window.chord(Key::Control, "z").await;
    window.said("Undone: split “").await;
    assert_eq!(published(&window).await, before);

    // Where one says, and why not where it may not be.
    window.select(&block).await;
    window.chord(Key::Shift, "S").await;
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
    let said = window.agrees("Took out “").await;
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
    window.agrees("Took out “").await;
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
        window.chord(Key::Control, "a").await;
        window.keys(text).await;
    }
    window.wait_for("that it fits", "return document.querySelector('dialog[open] .verdict')?.textContent.includes('It fits there') ?? false").await;
    window.is_accessible("add").await;
    window.picture("asked").await;
    window.keys(Key::Enter + "").await;
    window.agrees("Added “").await;
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
async fn what_is_drawn_on_free_time_asks_for_a_new_block() {
    let stage = Stage::new("draw");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.unfold().await;
    let block = long_block(&window, 60).await;
    window.select(&block).await;
    window.keys(Key::Delete + "").await;
    window.agrees("Took out “").await;
    window.wait_for("the free time", "return document.querySelector('.kept') !== null").await;
    let script = "const kept = document.querySelector('.kept');
        kept.scrollIntoView({ block: 'center' });
        const r = kept.getBoundingClientRect();
        return [r.left + r.width / 2, r.top + r.height / 2]";
    let spot = window.script(script, vec![]).await;
    let round = |n: usize| spot[n].as_f64().expect("a number").round() as i64;
    let chain = window.driver.action_chain().move_to(round(0), round(1)).click_and_hold();
    let drawn = chain.move_to(round(0), round(1) + 10).move_to(round(0), round(1) + 20);
    drawn.perform().await.expect("the pointer works");
    window.wait_for("what is drawn", "return document.querySelector('.drawn') !== null").await;
    window.picture("drawn").await;
    window.driver.action_chain().release().perform().await.expect("the pointer works");
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
    window.agrees("now takes").await;
    let shorter = window.block(&block.id).await;
    assert_eq!((shorter.from, shorter.to, shorter.locked), (block.from, block.to - 15, true));
    window.picture("shorter").await;
    window.chord(Key::Control, "z").await;
    window.said("Undone: gave “").await;
    assert_eq!(window.block(&block.id).await, block);
    window.close().await;
}

/// Opens the menu of the selected block and chooses the item that begins with these words.
async fn choose(window: &Window, words: &str) {
    window.press("More for this block").await;
    let item = format!("//*[@role='menuitem'][starts-with(normalize-space(.), '{words}')]");
    window.find(&item).await.click().await.expect("a menu item");
}

#[tokio::test]
async fn a_unit_is_brought_forward_from_the_menu_after_it_was_shown_what_that_changes() {
    let stage = Stage::new("forward");
    let window = stage.open().await;
    window.has_a_plan().await;
    let last = window.blocks().await.into_iter().rfind(|b| b.unit.is_some()).expect("a block");
    let before = published(&window).await;
    window.select(&last).await;
    choose(&window, "Bring its unit forward").await;
    window
        .wait_for("a proposal or an answer", "return document.querySelector('.proposal, .toast') !== null")
        .await;
    window.is_accessible("proposal").await;
    window.picture("proposed").await;
    let said = window.agrees("comes first now").await;
    assert!(said.contains(&last.title), "{said}");
    let week = window.week().await;
    let days = week["days"].as_array().expect("days").iter();
    let mut blocks = days.flat_map(|day| day["blocks"].as_array().expect("blocks"));
    assert!(blocks.any(|b| b["first"] == json!(true) && b["title"].as_str() == Some(&last.title)));
    window.picture("first").await;
    window.chord(Key::Control, "z").await;
    window.said("Undone: brought “").await;
    assert_eq!(published(&window).await, before);
    window.close().await;
}

/// A week with two hours less, which touches much.
async fn less(window: &Window) -> serde_json::Value {
    let settings = window.ask("settings", json!({})).await;
    let mut budget = settings["budget"].clone();
    budget["week"] = json!(budget["week"].as_i64().expect("minutes") - 120);
    json!({ "command": "budget_set", "args": { "budget": budget } })
}

#[tokio::test]
async fn a_missed_block_is_proposed_anew_left_as_it_is_and_planned_later() {
    let stage = Stage::new("propose");
    let window = stage.open().await;
    window.has_a_plan().await;
    let asks = window.ask("preview", less(&window).await).await;
    assert_eq!(asks["asks"], json!(true), "two hours less touch more than two blocks");
    let block = long_block(&window, 60).await;
    window.close().await;

    // The day after, nothing was answered.
    let day = chrono::NaiveDate::parse_from_str(&block.day, "%Y-%m-%d").expect("a day");
    stage.at(&format!("{}T08:00", day + chrono::Duration::days(1)));
    let window = stage.open().await;
    window.sees_week().await;
    window.select(&block).await;
    let preview =
        window.ask("preview", json!({ "command": "block_missed", "args": { "id": block.id } })).await;
    let before = window.blocks().await;
    window.press("Couldn’t do it").await;
    if preview["asks"] == json!(true) {
        window.wait_for("the proposal", "return document.querySelector('.proposal tbody tr') !== null").await;
        assert_eq!(window.blocks().await, before, "nothing is changed yet");
        window.is_accessible("proposal").await;
        window.picture("proposed").await;
        window.press("Leave it as it is").await;
        window.said("The plan stays as it is").await;
        let stays = |b: &Block| b.id == block.id || before.contains(b);
        assert!(window.blocks().await.iter().all(stays), "nothing else moved");
        window.picture("left").await;
        window.press("Plan anew").await;
        let script = "document.querySelector('.proposal__foot .btn--primary')?.click();
            return ![...document.querySelectorAll('button')].some((b) => b.textContent.trim() === 'Plan anew')";
        window.wait_for("no offer", script).await;
        window.picture("anew").await;
    } else {
        window.agrees("Back in the queue").await;
    }
    assert_eq!(window.block(&block.id).await.state, "missed");
    window.close().await;
}

#[tokio::test]
async fn a_proposal_is_readable_in_a_small_dark_window() {
    let stage = Stage::new("propose-small");
    let window = stage.open().await;
    window.ask("theme_set", json!({ "theme": "dark" })).await;
    window.has_a_plan().await;
    window.driver.set_window_rect(0, 0, 960, 640).await.expect("another size");
    let last = window.blocks().await.into_iter().rfind(|b| b.unit.is_some()).expect("a block");
    // The drawer lies over the last days: by key, as a person would.
    let focus = "document.querySelector(`.day__slots [data-testid='block-${arguments[0]}']`).focus()";
    window.script(focus, vec![json!(last.id)]).await;
    window.keys("f").await;
    window.wait_for("the proposal", "return document.querySelector('.proposal tbody tr') !== null").await;
    window.is_accessible("proposal").await;
    window.picture("proposed").await;
    let inside = "const card = document.querySelector('.proposal').getBoundingClientRect();
        return card.top >= 0 && card.left >= 0 && card.right <= innerWidth && card.bottom <= innerHeight";
    assert_eq!(window.script(inside, vec![]).await, json!(true), "the card is cut off");
    window.keys(Key::Escape + "").await;
    window.wait_for("no proposal", "return document.querySelector('.proposal') === null").await;
    window.keys(Key::Delete + "").await;
    window.agrees("Took out “").await;
    window.wait_for("the free time", "return document.querySelector('.kept') !== null").await;
    window.keys("n").await;
    window
        .wait_for("the dialog", "return document.querySelector('dialog[open] [role=combobox]') !== null")
        .await;
    window.is_accessible("add").await;
    window.picture("add").await;
    window.close().await;
}

#[tokio::test]
async fn several_steps_are_undone_and_done_again_also_after_a_restart() {
    let stage = Stage::new("undo");
    let window = stage.open().await;
    window.has_a_plan().await;
    let first = published(&window).await;
    let block = long_block(&window, 60).await;
    window.select(&block).await;
    for (said, is_locked) in [("Locked", true), ("Unlocked", false)] {
        window.keys("l").await;
        window.said(said).await;
        let script = format!(
            "return document.querySelector(`[data-testid='block-{}'] .vh`).textContent.includes('locked') === {is_locked}",
            block.id
        );
        window.wait_for("the lock", &script).await;
    }
    window.keys(Key::Delete + "").await;
    window.agrees("Took out “").await;
    let last = published(&window).await;
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    for words in ["Undone: took out “", "Undone: unlocked “", "Undone: locked “"] {
        window.chord(Key::Control, "z").await;
        window.said(words).await;
    }
    assert_eq!(published(&window).await, first);
    window.press("More: undo, redo, keyboard").await;
    window.find("//*[@role='menuitem'][contains(., 'Redo: locked')]").await;
    window.picture("menu").await;
    window.keys(Key::Escape + "").await;
    for words in ["Done again: locked “", "Done again: unlocked “", "Done again: took out “"] {
        window.chord(Key::Control, "y").await;
        window.said(words).await;
    }
    assert_eq!(published(&window).await, last);
    window.close().await;
}
