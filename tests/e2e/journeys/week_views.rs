//! The week as one day, five days or seven, at two sizes; and on paper.

use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::json;
use thirtyfour::prelude::*;

/// Waits until so many days are on screen.
async fn shows_days(window: &Window, count: usize) {
    let script = format!("return document.querySelectorAll('.cal__days > .day').length === {count}");
    window.wait_for(&format!("{count} days"), &script).await;
}

async fn theme(window: &Window, theme: &str) {
    window.ask("theme_set", json!({ "theme": theme })).await;
    window.wait_for(theme, &format!("return document.documentElement.dataset.theme === '{theme}'")).await;
}

#[tokio::test]
async fn one_day_five_days_and_the_week() {
    let stage = Stage::new("views");
    let screen = Screen::of(&stage);
    let window = stage.open().await;
    window.has_a_plan().await;
    let own = screen.window("Ninefold");
    window.tab_to("a block", "'key' in it.dataset").await;
    let key = window.script("return document.activeElement.dataset.key", vec![]).await;
    let key = key.as_str().unwrap().to_owned();
    for (digit, count) in [("1", 1), ("5", 5), ("7", 7)] {
        window.chord(Key::Alt, digit).await;
        shows_days(&window, count).await;
        let same = format!("return document.activeElement?.dataset.key === '{key}'");
        window.wait_for("the focus on its block", &same).await;
        for look in ["light", "dark"] {
            theme(&window, look).await;
            for (width, height) in [(1280, 800), (960, 640)] {
                screen.resize(own, width, height);
                window.is_accessible(&format!("{count} days, {look}, {width}")).await;
                window.picture(&format!("{count}-{look}-{width}")).await;
            }
        }
        screen.resize(own, 1280, 800);
    }
    // A day that an address names; its neighbour by the button.
    window.script("location.hash = '#week/2026-11-29?view=day'", vec![]).await;
    window
        .wait_for("Sunday", "return document.querySelector('h1').textContent === 'Sunday 29 November'")
        .await;
    window.press("Next day").await;
    window.wait_for("Monday", "return location.hash === '#week/2026-11-30?view=day'").await;
    window.close().await;
}

#[tokio::test]
async fn fewer_days_are_shown_where_it_is_narrow() {
    let stage = Stage::new("narrow");
    let screen = Screen::of(&stage);
    let window = stage.open().await;
    window.has_a_plan().await;
    let own = screen.window("Ninefold");
    shows_days(&window, 7).await;
    screen.resize(own, 720, 640);
    shows_days(&window, 5).await;
    window.is_accessible("five days for want of room").await;
    window.picture("720").await;
    screen.resize(own, 1280, 800);
    shows_days(&window, 7).await;
    window.close().await;
}

/// The page is measured as it is printed: its own styles hold for paper alone, so it is shown on screen for that. What
/// the system's print dialog makes of it is not tried here.
#[tokio::test]
async fn a_full_week_fits_one_page() {
    let stage = Stage::new("print");
    let window = stage.open().await;
    let mut start = window.ask("onboarding_start", json!({})).await;
    let windows: Vec<_> = (0..7)
        .flat_map(|weekday| {
            [(6 * 60, 9 * 60), (17 * 60, 23 * 60)]
                .map(|(from, to)| json!({ "weekday": weekday, "from": from, "to": to, "deep": true }))
        })
        .collect();
    start["draft"]["windows"] = json!(windows);
    start["draft"]["week_min"] = json!(30 * 60);
    window.ask("onboarding_finish", json!({ "draft": start["draft"] })).await;
    window.sees_week().await;
    // The first week of a plan may begin in its middle; the second is a whole one.
    window.press("Next week").await;
    window.wait_for("the next week", "return location.hash === '#week/2026-11-30'").await;
    window.script("window.print = () => { window.asked = true }", vec![]).await;
    window.chord(Key::Control, "p").await;
    window
        .wait_for("the page", "return window.asked === true && document.querySelector('.sheet') !== null")
        .await;
    let script = "const sheet = document.querySelector('.sheet');
        sheet.style.cssText += ';display:block;position:fixed;inset:0 auto auto 0;z-index:99';
        return [sheet.getBoundingClientRect().height, sheet.querySelectorAll('li').length, sheet.scrollWidth - sheet.clientWidth]";
    let told = window.script(script, vec![]).await;
    let (height, rows) = (told[0].as_f64().unwrap(), told[1].as_u64().unwrap());
    window.picture("sheet").await;
    assert!(height > 300.0, "it is not drawn: {height} px");
    assert!(rows >= 25, "a full week has {rows} blocks");
    let page = 273.0 / 25.4 * 96.0;
    assert!(height <= page, "{rows} blocks are {height} px high; a page is {page}");
    assert_eq!(told[2], json!(0), "something is wider than the page");
    window.close().await;
}
