//! A block is studied: its clock runs, rests, outlives the window, and what it took is logged; study off the plan, too.

use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};

async fn today(window: &Window) -> Value {
    window.ask("today", json!({})).await
}

/// Name and start of the first block that is planned for a unit.
async fn first_work(window: &Window) -> (String, String) {
    let monday: chrono::NaiveDate = window.week().await["monday"].as_str().unwrap().parse().unwrap();
    for week in 0..3 {
        let date = (monday + chrono::Duration::weeks(week)).to_string();
        let view = window.ask("week", json!({ "date": date })).await;
        let days = view["days"].as_array().unwrap().clone();
        let found = days
            .iter()
            .flat_map(|day| day["blocks"].as_array().unwrap())
            .find(|block| !block["unit"].is_null() && block["state"] == "planned");
        if let Some(block) = found {
            let from = block["from"].as_i64().unwrap();
            let start = format!("{}T{:02}:{:02}", block["date"].as_str().unwrap(), from / 60, from % 60);
            return (block["id"].as_str().unwrap().to_owned(), start);
        }
    }
    panic!("no block of a unit within three weeks");
}

async fn in_theme(theme: &str) {
    let stage = Stage::new(&format!("study-{theme}"));
    let window = stage.open().await;
    window.has_a_plan().await;
    window.ask("theme_set", json!({ "theme": theme })).await;
    let (id, start) = first_work(&window).await;
    window.close().await;

    let window = stage.at(&start).open().await;
    window.go("Today").await;
    window.press("Start now").await;
    window.wait_for("the clock", "return document.querySelector('[role=timer]') !== null").await;
    let shown = "return document.querySelector('[role=timer]')?.textContent.trim() >= '00:03'";
    window.wait_for("three seconds", shown).await;
    window.is_accessible("a running session").await;
    window.picture("running").await;
    let screen = Screen::of(&stage);
    let frame = screen.window("Ninefold");
    screen.resize(frame, 960, 640);
    window.wait_for("a small window", "return innerWidth === 960").await;
    window.is_accessible("a running session in a small window").await;
    window.picture("running-small").await;
    screen.resize(frame, 1280, 800);
    window.close().await;

    // The window is gone for twenty minutes; the session is not.
    let later = chrono::NaiveDateTime::parse_from_str(&start, "%Y-%m-%dT%H:%M").unwrap()
        + chrono::Duration::minutes(20);
    let window = stage.at(&later.format("%Y-%m-%dT%H:%M").to_string()).open().await;
    window.go("Today").await;
    let shown = "return document.querySelector('[role=timer]')?.textContent.trim() >= '19:30'";
    window.wait_for("twenty minutes", shown).await;
    window.press("Pause").await;
    window.wait_for("the pause", "return document.querySelector('.run__time.is-resting') !== null").await;
    window.is_accessible("a session at rest").await;
    window.picture("paused").await;
    window.press("Go on").await;
    window.press("Finish").await;
    window.wait_for("the question", "return document.querySelector('#took-form input')?.value >= '19'").await;
    window.is_accessible("how long it took").await;
    window.picture("took").await;
    window.script("document.querySelector('#took-form').requestSubmit()", vec![]).await;
    // Where it moves much, that is proposed first.
    let answered =
        "const apply = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Apply');
        apply?.click();
        return document.body.textContent.includes('Marked')";
    window.wait_for("the answer", answered).await;
    let done = window.ask("block", json!({ "id": id })).await;
    assert_eq!(done["block"]["state"], "partly", "{done}");
    let minutes = done["block"]["done_min"].as_i64().unwrap();
    assert!((19..=21).contains(&minutes), "{minutes}");

    window.press("Log").await;
    window.agrees("Logged 25\u{a0}min").await;
    assert_eq!(today(&window).await["day"]["done_min"], minutes + 25);
    window.picture("logged").await;
    window.press("Undo").await;
    window.said("Undone").await;
    assert_eq!(today(&window).await["day"]["done_min"], minutes);
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
