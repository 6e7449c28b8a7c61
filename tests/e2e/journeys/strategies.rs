//! Strategies in the real window, by keyboard: choose, tick, know and take back, leave out, estimate, search.

use e2e::screen::Screen;
use e2e::servant::until;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};
use thirtyfour::Key;

/// The key that the rail names for the screen, such as Ctrl+4.
async fn opens_by_key(window: &Window) {
    let script =
        "return document.querySelector('.rail a[href=\"#strategies\"]')?.getAttribute('aria-keyshortcuts')";
    let keys = window.script(script, vec![]).await;
    let digit = keys.as_str().unwrap().strip_prefix("Control+").unwrap().to_owned();
    let keys = window.driver.action_chain().key_down(Key::Control).send_keys(digit).key_up(Key::Control);
    keys.perform().await.expect("the keyboard works");
    window.wait_for("the strategies", "return document.querySelectorAll('.stratcard').length === 9").await;
}

/// A unit of the second strategy that is ahead and waits for nothing outside of it.
async fn a_unit(window: &Window) -> Value {
    let view = window.ask("strategies", json!({})).await;
    let units = view["strategies"][1]["units"].as_array().unwrap().clone();
    let found = units.into_iter().find(|unit| unit["state"] == "open" && !unit["starts"].is_null());
    found.expect("something of it is planned")
}

async fn detail(window: &Window, id: &str) -> Value {
    window.ask("unit", json!({ "unit": id })).await
}

async fn shows(window: &Window, id: &str, state: &str) {
    let script = format!(
        "return document.querySelector('[data-row=\"{id}\"]')?.textContent.includes(', {state}, ') ?? false"
    );
    window.wait_for(state, &script).await;
}

async fn in_theme(theme: &str) {
    let stage = Stage::new(&format!("strategies-{theme}"));
    let window = stage.open().await;
    window.has_a_plan().await;
    window.ask("theme_set", json!({ "theme": theme })).await;
    let dark = format!("return document.documentElement.dataset.theme === '{theme}'");
    window.wait_for(theme, &dark).await;

    opens_by_key(&window).await;
    window.is_accessible("strategies").await;
    window.picture("first").await;
    window.tab_to("the second strategy", "it.hash === '#strategies/2'").await;
    window.keys(Key::Enter + "").await;
    window.wait_for("its address", "return location.hash === '#strategies/2'").await;

    let unit = a_unit(&window).await;
    let id = unit["id"].as_str().unwrap().to_owned();
    window.tab_to("the unit", &format!("it.dataset.row === '{id}'")).await;
    window.keys(Key::Enter + "").await;
    window.wait_for("the outcomes", "return document.querySelector('.unitrow__body .check') !== null").await;
    window.is_accessible("an open unit").await;
    window.picture("unit").await;

    // Tick.
    window.tab_to("an outcome", "it.matches('.unitrow__body .check input')").await;
    window.keys(" ").await;
    window.wait_for("the tick", "return document.querySelector('.unitrow__body .check input').checked").await;
    assert_eq!(detail(&window, &id).await["unit"]["outcomes"][0]["ticked"], json!(true));

    // Known, and undone.
    window.press("I know this already").await;
    let said = window.agrees("counts as known").await;
    assert!(said.contains("less to study"), "{said}");
    shows(&window, &id, "known").await;
    window.picture("known").await;
    window.press("Undo").await;
    window.said("Undone").await;
    shows(&window, &id, "not started").await;

    // Left out, and taken back in.
    window.press("Leave it out").await;
    window.agrees("is left out").await;
    shows(&window, &id, "left out").await;
    window.press("Study it after all").await;
    window.agrees("is back").await;
    shows(&window, &id, "not started").await;

    // Estimated, by key.
    window.tab_to("the estimate", "it.textContent.trim() === 'Change the estimate'").await;
    window.keys(Key::Enter + "").await;
    window.tab_to("its field", "it.matches('.estimate input')").await;
    window.keys("23").await;
    window.picture("estimate").await;
    window.is_accessible("an estimate").await;
    window.keys(Key::Enter + "").await;
    window.agrees("is planned with 23\u{a0}h").await;
    assert_eq!(detail(&window, &id).await["estimate"]["own_min"], json!(23 * 60));

    // Found by key, and shown where it stands.
    window.keys("/").await;
    window.keys("target leakage").await;
    window
        .wait_for(
            "the hit",
            "return document.querySelector('.hit')?.textContent.includes('What is target leakage?') ?? false",
        )
        .await;
    window.is_accessible("what was found").await;
    window.picture("found").await;
    window.keys(Key::Down + "").await;
    window.keys(Key::Up + "").await;
    window.keys(Key::Enter + "").await;
    window.wait_for("the place", "return document.querySelector('.is-found') !== null").await;
    window.picture("place").await;
    window.keys("/").await;
    window.keys("astrology").await;
    window
        .wait_for(
            "no hit",
            "return document.querySelector('.find__pop')?.textContent.includes('Nothing is called')",
        )
        .await;
    window.keys(Key::Escape + "").await;

    // A rhythm, by its address.
    let view = window.ask("strategies", json!({})).await;
    let rhythm = view["strategies"][6]["rhythms"][0]["id"].as_str().unwrap().to_owned();
    window.script(&format!("location.hash = 'strategies/{rhythm}'"), vec![]).await;
    window
        .wait_for("the rhythm", "return document.querySelector('.unitrow__body [role=switch]') !== null")
        .await;
    window.is_accessible("a rhythm").await;
    window.picture("rhythm").await;

    // A unit of one's own, with a note.
    window.press("Add a unit of your own").await;
    window.tab_to("its title", "it.matches('dialog[open] input')").await;
    window.keys("Recommender from my own data").await;
    window.tab_to("its outcomes", "it.matches('dialog[open] textarea')").await;
    window.keys("I can say what it gets wrong.").await;
    window.is_accessible("a unit of one's own").await;
    window.picture("own").await;
    window.press("Add it to the plan").await;
    window.said("is in your plan").await;
    let mine = window.ask("find", json!({ "text": "recommender from my own data" })).await;
    let mine = mine["hits"][0]["unit"].as_str().unwrap().to_owned();
    let note = "# Data\n\nWatch the **cold start**, see [the paper](https://example.org).\n\n- ratings\n- <b>clicks</b>";
    window.ask("note_set", json!({ "unit": mine, "text": note })).await;
    window.wait_for("the note", "return document.querySelector('.md strong') !== null").await;
    let markup = "return document.querySelector('.md b, .md a') === null";
    assert_eq!(window.script(markup, vec![]).await, json!(true), "HTML became markup");
    window.is_accessible("one's own").await;
    window.picture("own-unit").await;
    window.script(&format!("location.hash = 'strategies/{id}'"), vec![]).await;
    window.wait_for("the unit again", "return document.querySelector('.unitrow__body .acts') !== null").await;

    let screen = Screen::of(&stage);
    let frame = screen.window("Ninefold");
    for (width, height) in [(960, 640), (800, 600), (720, 560)] {
        screen.resize(frame, width, height);
        window.wait_for("a small window", &format!("return innerWidth === {width}")).await;
        window.is_accessible("strategies in a small window").await;
        let fits = "return document.documentElement.scrollWidth <= innerWidth
            && document.querySelector('.strat__detail').scrollWidth
              <= document.querySelector('.strat__detail').clientWidth";
        assert_eq!(window.script(fits, vec![]).await, json!(true), "too wide for {width}");
        window.picture(&format!("at-{width}")).await;
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

/// Opens a unit and goes into its note, by the mouse; the unit.
async fn begins_a_note(window: &Window) -> Value {
    let unit = a_unit(window).await;
    let id = unit["id"].as_str().unwrap();
    window.script(&format!("location.hash = 'strategies/{id}'"), vec![]).await;
    window.wait_for("the unit", "return document.querySelector('.unitrow__body textarea') !== null").await;
    window.find("//*[contains(@class,'unitrow__body')]//textarea").await.click().await.unwrap();
    unit
}

#[tokio::test]
async fn the_first_note_of_a_unit_is_written_to_its_end() {
    let stage = Stage::new("first-note");
    let window = stage.open().await;
    window.has_a_plan().await;
    let unit = begins_a_note(&window).await;
    let id = unit["id"].as_str().unwrap();
    let text = "Matrices are maps, and I learnt why.";
    window.keys(text).await;
    let typed = "return document.querySelector('.unitrow__body textarea')?.value ?? null";
    assert_eq!(window.script(typed, vec![]).await, json!(text));
    window.go("Today").await;
    window.wait_for_nothing_under_way().await;
    assert_eq!(detail(&window, id).await["unit"]["note"], json!(text));
    window.close().await;
}

/// At the last letter, without leaving the field.
#[tokio::test]
async fn a_window_that_is_closed_while_one_writes_keeps_every_letter() {
    let stage = Stage::new("closed-writing");
    let window = stage.open().await;
    window.has_a_plan().await;
    let unit = begins_a_note(&window).await;
    let id = unit["id"].as_str().unwrap();
    let screen = Screen::of(&stage);
    let shown = screen.find("Ninefold");
    let text = "Gradients point uphill.";
    window.keys(text).await;
    screen.close(shown);
    until("the window to go", || !screen.shows("Ninefold"));
    window.is_gone();
    let window = stage.open().await;
    window.sees_week().await;
    assert_eq!(detail(&window, id).await["unit"]["note"], json!(text));
    window.close().await;
}

/// Each of the two is tried as long as the journal is waited for, which is longer than a page that is gone would be.
#[tokio::test]
async fn a_window_that_is_closed_while_the_journal_is_busy_waits_and_names_what_is_not_saved() {
    let stage = Stage::new("closed-busy");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.go("Review").await;
    window.wait_for_selector("the line", ".rev textarea").await;
    window.script("document.querySelector('.rev textarea').focus()", vec![]).await;
    window.keys("Two evenings held").await;
    let unit = begins_a_note(&window).await;
    let (id, title) = (unit["id"].as_str().unwrap(), unit["title"].as_str().unwrap());
    let other = rusqlite::Connection::open(stage.data().join("journal.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let text = "Gradients point uphill.";
    window.keys(text).await;
    let screen = Screen::of(&stage);
    let shown = screen.find("Ninefold");
    screen.close(shown);
    window.said("is being saved; the window closes after it").await;
    window.picture("saving").await;
    let said = window.said("The window stays open").await;
    window.picture("stays").await;
    let named = format!("the line about the week of 23 November 2026 and the note on “{title}”. Not saved: ");
    assert!(said.contains(&named), "{said}");
    other.execute_batch("ROLLBACK").unwrap();
    screen.close(shown);
    until("the window to go", || !screen.shows("Ninefold"));
    window.is_gone();
    let window = stage.open().await;
    window.sees_week().await;
    assert_eq!(detail(&window, id).await["unit"]["note"], json!(text));
    let lines = window.ask("review", json!({ "period": "four_weeks" })).await["lines"].clone();
    assert_eq!(lines[0]["text"], "Two evenings held");
    window.close().await;
}
