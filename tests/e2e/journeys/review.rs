//! Looking back after three weeks: charts and their tables, another period, a line about the week, the file.

use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};
use thirtyfour::Key;

/// Answers what was not answered yet: every fourth block could not be done, the others took a little longer.
async fn answers(window: &Window) {
    let today = window.ask("today", json!({})).await;
    let mut open = today["unanswered"].as_array().unwrap().clone();
    open.reverse();
    assert!(!open.is_empty(), "a week without a block");
    for (n, block) in open.iter().enumerate() {
        let id = &block["id"];
        if n % 4 == 3 {
            window.ask("block_missed", json!({ "id": id })).await;
        } else {
            let minutes = block["minutes"].as_u64().unwrap() + 10;
            window.ask("block_done", json!({ "id": id, "minutes": minutes })).await;
        }
    }
}

/// A plan on a Monday, and the weeks that followed.
async fn three_weeks(stage: &Stage, theme: &str) {
    let window = stage.at("2026-11-02T07:10").open().await;
    window.has_a_plan().await;
    window.ask("theme_set", json!({ "theme": theme })).await;
    window.close().await;
    for monday in ["2026-11-09T07:10", "2026-11-16T07:10", "2026-11-23T07:10"] {
        let window = stage.at(monday).open().await;
        answers(&window).await;
        window.close().await;
    }
}

/// The focus goes to the button of this name.
async fn tab_to_button(window: &Window, name: &str) {
    window
        .tab_to(
            name,
            &format!("it.getAttribute('aria-label') === {0} || it.textContent.trim() === {0}", json!(name)),
        )
        .await;
}

async fn in_theme(theme: &str) {
    let stage = Stage::new(&format!("review-{theme}"));
    three_weeks(&stage, theme).await;
    let window = stage.at("2026-11-25T07:10").open().await;
    window.sees_week().await;
    let key = "return document.querySelector('.rail a[href=\"#review\"]').getAttribute('aria-keyshortcuts')";
    let key = window.script(key, vec![]).await.as_str().unwrap().replace("Control+", "");
    let chain = window.driver.action_chain().key_down(Key::Control).send_keys(key).key_up(Key::Control);
    chain.perform().await.unwrap();
    window.wait_for("the look back", "return document.querySelector('.rev__lead b') !== null").await;
    let lead = window.script("return document.querySelector('.rev__lead').textContent", vec![]).await;
    let lead = lead.as_str().unwrap();
    assert!(lead.contains("by your date") && lead.contains("Over three full weeks you studied"), "{lead}");
    window.is_accessible("the look back").await;
    window.picture("charts").await;

    // What is drawn is what the application worked out, week by week.
    let told = window.ask("review", json!({ "period": "all" })).await;
    let hours = |minutes: &Value| {
        format!("{}\u{a0}h\u{a0}{:02}", minutes.as_u64().unwrap() / 60, minutes.as_u64().unwrap() % 60)
    };
    for title in [
        "Hours done and what is left",
        "Planned and done, by week",
        "Balance, last 4 weeks",
        "How long things really take",
        "Days with study",
    ] {
        tab_to_button(&window, &format!("{title} as a table")).await;
        window.keys(" ").await;
    }
    window.wait_for("five tables", "return document.querySelectorAll('.rev .figures').length === 5").await;
    window.is_accessible("the tables").await;
    window.picture("tables").await;
    let rows = "return [...document.querySelectorAll('.rev__bars tbody tr')].map((row) => [...row.cells].slice(1, 3).map((cell) => cell.textContent))";
    let expected: Vec<Value> = told["weeks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|week| json!([hours(&week["planned_min"]), hours(&week["done_min"])]))
        .collect();
    assert_eq!(expected.len(), 4);
    assert_eq!(window.script(rows, vec![]).await, json!(expected));

    // Another period by keys: the arrows of the group of choices.
    window.script("document.querySelector('.bar .seg input:checked').focus()", vec![]).await;
    window.keys(Key::Left + "").await;
    window
        .wait_for(
            "four weeks",
            "return document.querySelector('.bar .seg input:checked').value === 'four_weeks'",
        )
        .await;

    // A line about the week, saved by its button, undone, and written again and saved by Enter.
    window.tab_to("the line", "it.matches('textarea')").await;
    window.keys("Two evenings held").await;
    window.press("Save").await;
    window.said("Saved the line about this week").await;
    window.press("Undo").await;
    window.said("Undone").await;
    window.wait_for("an empty line", "return document.querySelector('.rev textarea').value === ''").await;
    window.script("document.querySelector('.rev textarea').focus()", vec![]).await;
    window.keys("He said \"later\", twice").await;
    window.keys(Key::Enter + "").await;
    window.said("Saved the line about this week").await;
    let lines = window.ask("review", json!({ "period": "four_weeks" })).await["lines"].clone();
    assert_eq!(lines[0]["text"], "He said \"later\", twice");

    window.press("Export CSV").await;
    let written = window.said("Written to").await;
    let file = stage.home().join("Downloads/ninefold-2026-11-25.csv");
    assert!(written.contains("ninefold-2026-11-25.csv"), "{written}");
    let text = std::fs::read_to_string(&file).unwrap();
    let done = format!("weeks,2026-11-09,,done,{},minutes\r\n", told["weeks"][1]["done_min"]);
    assert!(text.contains(&done) && text.ends_with("\"He said \"\"later\"\", twice\",text\r\n"), "{text}");

    let screen = Screen::of(&stage);
    let frame = screen.window("Ninefold");
    for (width, height) in [(960, 640), (800, 600)] {
        screen.resize(frame, width, height);
        let script = format!("return innerWidth === {width}");
        window.wait_for("another size", &script).await;
        window.is_accessible(&format!("{width} by {height}")).await;
        window.picture(&format!("{width}")).await;
        let wide =
            "const page = document.querySelector('.page'); return page.scrollWidth <= page.clientWidth";
        assert_eq!(window.script(wide, vec![]).await, json!(true), "nothing scrolls sideways at {width}");
    }
    window.close().await;
}

#[tokio::test]
async fn light() {
    in_theme("light").await;
}

#[tokio::test]
async fn dark() {
    in_theme("dark").await;
}
