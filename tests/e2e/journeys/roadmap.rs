//! The roadmap: read, walked through by keys, asked what would be, changed and changed back.

use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};
use thirtyfour::Key;

/// Waits for the lanes.
async fn sees_lanes(window: &Window) {
    let script = "return document.querySelectorAll('.lane').length === 9
        && document.querySelectorAll('.unit').length > 50";
    window.wait_for("nine lanes with units", script).await;
}

async fn text(window: &Window, selector: &str) -> String {
    let script =
        "return document.querySelector(arguments[0])?.textContent.replace(/\\s+/g, ' ').trim() ?? ''";
    window.script(script, vec![json!(selector)]).await.as_str().unwrap_or_default().to_owned()
}

/// The unit or lane that has the focus.
async fn focus(window: &Window) -> String {
    let key = window.script("return document.activeElement?.dataset.key ?? ''", vec![]).await;
    key.as_str().unwrap_or_default().to_owned()
}

async fn roadmap(window: &Window) -> Value {
    window.ask("roadmap", json!({})).await
}

/// Where the last bar ends, in weeks of the axis.
async fn width_of_the_plan(window: &Window) -> f64 {
    let script = "return Number(document.querySelector('.road__canvas').style.getPropertyValue('--weeks'))";
    window.script(script, vec![]).await.as_f64().unwrap()
}

#[tokio::test]
async fn a_roadmap_is_read_asked_and_changed() {
    let stage = Stage::new("roadmap");
    let window = stage.open().await;
    window.has_a_plan().await;
    let chord = window.driver.action_chain().key_down(Key::Control).send_keys("3").key_up(Key::Control);
    chord.perform().await.unwrap();
    sees_lanes(&window).await;
    assert!(text(&window, ".road__open").await.contains("Likely course"));
    assert!(text(&window, ".answer__sub").await.contains('%'), "no date without its chance");
    window.picture("weeks").await;

    // By keys: into the lanes, along one, to the next, and into the panel.
    window.tab_to("the lanes", "it.closest('.lane') !== null").await;
    window.keys(Key::Home + "").await;
    let first = focus(&window).await;
    window.keys(Key::Right + "").await;
    let second = focus(&window).await;
    assert_ne!(first, second);
    window.picture("focus").await;
    window.keys(Key::Down + "").await;
    let below = focus(&window).await;
    assert!(below != second && !below.is_empty());
    window.keys(Key::Enter + "").await;
    let unit = "return document.activeElement.dataset.testid === 'panel'
        && document.querySelectorAll('.panel .why__list li').length > 0";
    window.wait_for("the unit's panel with its reasons", unit).await;
    window.is_accessible("a unit in hand").await;
    window.picture("panel").await;
    window.keys(Key::Escape + "").await;
    window.wait_for("the panel to close", "return document.querySelector('.panel') === null").await;
    assert_eq!(focus(&window).await, below, "the focus is back on the bar");

    // What if: the slider answers, the bars follow, nothing is changed.
    let before = roadmap(&window).await;
    let planned = width_of_the_plan(&window).await;
    window.tab_to("the hours", "it.type === 'range'").await;
    for _ in 0..6 {
        window.keys(Key::Right + "").await;
    }
    let answered = "return document.querySelector('.road--asked') !== null
        && document.querySelector('.road__open').textContent.includes('12\u{a0}h a week')";
    window.wait_for("the answer for 12 h a week", answered).await;
    assert!(width_of_the_plan(&window).await < planned, "more hours, a shorter plan");
    assert!(text(&window, ".answer__sub").await.contains(", was "));
    assert_eq!(roadmap(&window).await, before, "asking changed something");
    window.is_accessible("what if").await;
    window.picture("what-if").await;

    // Applied, it is the plan; one step back, it is the former plan.
    window.press("Apply to plan").await;
    window.agrees("Saved.").await;
    window.wait_for("the new plan", "return document.querySelector('.road--asked') === null").await;
    assert_eq!(roadmap(&window).await["week_min"], json!(720));
    window.press("Undo").await;
    window.said("Undone").await;
    assert_eq!(roadmap(&window).await["week_min"], before["week_min"]);
    assert_eq!(roadmap(&window).await["lanes"], before["lanes"]);

    leaves_out_and_takes_back(&window, &before).await;
    window.close().await;
}

/// An optional unit, found in the table.
async fn leaves_out_and_takes_back(window: &Window, before: &Value) {
    let lanes = before["lanes"].as_array().unwrap().iter();
    let optional = lanes
        .flat_map(|lane| lane["units"].as_array().unwrap())
        .find(|unit| unit["core"] == json!(false) && unit["status"] == json!("ahead"))
        .expect("an optional unit");
    let title = optional["title"].as_str().unwrap();
    let status = async || -> Value {
        let lanes = roadmap(window).await;
        let units =
            lanes["lanes"].as_array().unwrap().iter().flat_map(|l| l["units"].as_array().unwrap().clone());
        let found: Vec<Value> = units.filter(|unit| unit["unit"] == optional["unit"]).collect();
        found[0]["status"].clone()
    };
    window.find("//label[normalize-space(.)='Table']").await.click().await.unwrap();
    window.press(title).await;
    window
        .wait_for(
            "what leaving it out would do",
            "return [...document.querySelectorAll('.panel p')].some((p) => /1 in 2/.test(p.textContent))",
        )
        .await;
    window.is_accessible("the table").await;
    window.picture("table").await;
    window.press("Leave it out").await;
    window.agrees("Saved.").await;
    window.button("Take it back").await;
    assert_eq!(status().await, json!("left_out"));
    window.press("Take it back").await;
    window.agrees("is back").await;
    window.button("Leave it out").await;
    assert_eq!(status().await, json!("ahead"));
    window.press("Undo").await;
    window.button("Take it back").await;
}

/// One theme, from the smallest window to a large one.
async fn fits_its_window(theme: &str) {
    let stage = Stage::new(&format!("roadmap-{theme}"));
    let window = stage.open().await;
    // A learner with units done, begun, known and ahead.
    window.ask("sample_start", json!({})).await;
    window.sees_week().await;
    window.ask("theme_set", json!({ "theme": theme })).await;
    let script = format!("return document.documentElement.dataset.theme === '{theme}'");
    window.wait_for(theme, &script).await;
    window.go("Roadmap").await;
    sees_lanes(&window).await;
    let screen = Screen::of(&stage);
    let frame = screen.window("Ninefold");
    for (width, height) in [(2560, 1440), (960, 640), (800, 600), (720, 560), (1280, 800)] {
        screen.resize(frame, width, height);
        window.picture(&width.to_string()).await;
        let wide = "return document.documentElement.scrollWidth <= window.innerWidth
            && document.querySelector('.roadmap').scrollWidth <= document.querySelector('.roadmap').clientWidth";
        assert_eq!(window.script(wide, vec![]).await, json!(true), "{width}: wider than the window");
    }
    for shape in ["Weeks", "Whole plan", "Table"] {
        window.find(&format!("//label[normalize-space(.)='{shape}']")).await.click().await.unwrap();
        window.picture(&shape.to_lowercase().replace(' ', "-")).await;
        window.is_accessible(&format!("{shape}, {theme}")).await;
    }
    // The list of what can be left out, in a narrow window and in the usual one.
    window.script("location.hash = 'roadmap?optional=list'", vec![]).await;
    for (width, height) in [(800, 600), (1280, 800)] {
        screen.resize(frame, width, height);
        window.wait_for_selector("the optional units", ".leaveout input").await;
        window.picture(&format!("optional-{width}")).await;
        window.is_accessible(&format!("optional units, {theme}, {width}")).await;
    }
    window.close().await;
}

#[tokio::test]
async fn a_roadmap_fits_its_window_in_light() {
    fits_its_window("light").await;
}

#[tokio::test]
async fn a_roadmap_fits_its_window_in_dark() {
    fits_its_window("dark").await;
}
