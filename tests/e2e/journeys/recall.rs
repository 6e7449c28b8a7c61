//! A review on its evening: think, look, grade; the unit says when it comes back, and an undo asks again.

use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};

/// Answers every block as done until a review is next; its name and its start.
async fn first_review(window: &Window) -> (String, String) {
    let first = window.week().await["monday"].as_str().unwrap().to_owned();
    let first: chrono::NaiveDate = first.parse().unwrap();
    for week in 0..4 {
        let date = (first + chrono::Duration::weeks(week)).to_string();
        let view = window.ask("week", json!({ "date": date })).await;
        let days = view["days"].as_array().unwrap().clone();
        for block in days.iter().flat_map(|day| day["blocks"].as_array().unwrap()) {
            let id = block["id"].as_str().unwrap().to_owned();
            if block["kind"] == "review" {
                let from = block["from"].as_i64().unwrap();
                let start = format!("{}T{:02}:{:02}", block["date"].as_str().unwrap(), from / 60, from % 60);
                return (id, start);
            }
            window.ask("block_done", json!({ "id": id })).await;
        }
    }
    panic!("no review within the promised weeks");
}

/// To the last answer of the unit on screen.
async fn see_all(window: &Window, item: &Value) {
    let questions = item["questions"].as_array().unwrap();
    for (n, question) in questions.iter().enumerate() {
        let words = question["question"].as_str().unwrap();
        let script = format!(
            "return document.querySelector('.recall__q')?.textContent.includes({}) ?? false",
            json!(words)
        );
        window.wait_for(words, &script).await;
        if n == 0 {
            window.picture("question").await;
        }
        if !question["answer"].is_null() {
            window.press("Show answer").await;
        }
        if n + 1 < questions.len() {
            window.press("Next question").await;
        }
    }
    window.wait_for("the grades", "return document.querySelectorAll('.grades button').length === 4").await;
}

async fn in_theme(theme: &str) {
    let stage = Stage::new(&format!("recall-{theme}"));
    let window = stage.open().await;
    window.has_a_plan().await;
    window.ask("theme_set", json!({ "theme": theme })).await;
    let (id, start) = first_review(&window).await;
    window.close().await;

    let window = stage.at(&start).open().await;
    window.go("Today").await;
    let detail = window.ask("block", json!({ "id": id })).await;
    let units = detail["recall"].as_array().unwrap().clone();
    for (n, item) in units.iter().enumerate() {
        see_all(&window, item).await;
        window.is_accessible("grades").await;
        window.picture("grades").await;
        if n == 0 {
            let screen = Screen::of(&stage);
            let frame = screen.window("Ninefold");
            screen.resize(frame, 960, 640);
            window.wait_for("a small window", "return innerWidth === 960").await;
            window.is_accessible("grades in a small window").await;
            window.picture("grades-small").await;
            screen.resize(frame, 1280, 800);
            window.wait_for("a large window", "return innerWidth === 1280").await;
        }
        // By key, as the focus is on the card.
        window.keys("3").await;
        let said = window.said("comes back on").await;
        assert!(said.contains(item["title"].as_str().unwrap()), "{said}");
    }
    let done = window.ask("block", json!({ "id": id })).await;
    assert_eq!(done["block"]["state"], "done");
    let graded = |detail: &Value| -> Vec<Value> {
        detail["recall"].as_array().unwrap().iter().map(|item| item["grade"].clone()).collect()
    };
    assert_eq!(graded(&done), vec![json!("good"); units.len()]);

    // In the week the panel says what came of it.
    window.script("location.hash = 'week'", vec![]).await;
    window.sees_week().await;
    let button = window.block_button(&id).await;
    button.click().await.unwrap();
    window
        .wait_for("the grades in the panel", "return document.querySelector('.panel .recalled li') !== null")
        .await;
    window.is_accessible("the panel of a graded review").await;
    window.picture("graded").await;

    window.press("Undo").await;
    window.said("Undone").await;
    let back = window.ask("block", json!({ "id": id })).await;
    assert_ne!(back["block"]["state"], "done");
    assert_eq!(graded(&back).last(), Some(&Value::Null));
    window
        .wait_for("the question in the panel", "return document.querySelector('.panel .recall__q') !== null")
        .await;
    window.picture("undone").await;
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
