//! The disk that holds the home is full, or can only be read: the plan is there to be looked at, what cannot be saved is said in
//! words, and once it can be the same act is saved, in the same window.

use std::path::Path;

use e2e::disk::Disk;
use e2e::stage::{Stage, program};
use e2e::window::Window;
use serde_json::{Value, json};

const NOTE: &str = "Written while nothing could be saved.";

/// What is saved.
async fn saved(window: &Window) -> Value {
    window.ask("settings", json!({})).await["events"].clone()
}

async fn toast(window: &Window) -> Value {
    window.script("return document.querySelector('.toast__text')?.textContent ?? null", vec![]).await
}

async fn banner(window: &Window) -> Value {
    let script = "return document.querySelector('.banners [role=alert]')?.textContent ?? null";
    window.script(script, vec![]).await
}

/// Logs study as a person does, and waits for these words about it.
async fn logs(window: &Window, words: &str) {
    window.press("Log").await;
    window.agrees(words).await;
}

/// The state on screen in both themes: neither could be chosen, as that would have to be saved.
async fn pictures(window: &Window, what: &str) {
    for theme in ["light", "dark"] {
        window.script("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)]).await;
        window.comes_to_rest().await;
        window.picture(&format!("{what}-{theme}")).await;
        window.is_accessible(&format!("{what}, {theme}")).await;
    }
}

/// Minutes that the terminal finds studied this week, in a folder with a journal.
fn studied(stage: &Stage, home: &Path) -> String {
    let mut command = stage.command(program("ninefold-cli"));
    command.env_remove("NINEFOLD_HOME").arg("--home").arg(home).args(["--language", "en", "week"]);
    let output = command.stdout(std::process::Stdio::piped()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    told.lines().find(|line| line.contains("done ")).unwrap_or_default().to_owned()
}

async fn with_a_plan(name: &str) -> Stage {
    let stage = Stage::new(name);
    let window = stage.open().await;
    window.has_a_plan().await;
    window.close().await;
    stage
}

#[tokio::test]
async fn a_disk_that_fills_up_loses_nothing_and_the_same_act_is_saved_once_there_is_room() {
    let mut stage = with_a_plan("full-disk").await;
    let window = stage.on_own_disk(Disk::Roomy).open().await;
    window.sees_week().await;
    let (shown, before) = (window.shown().await, saved(&window).await);
    window.fills_its_disk(&stage);

    window.looks_at_today().await;
    logs(&window, "Not saved: the disk that holds").await;
    let said = toast(&window).await.as_str().unwrap().to_owned();
    assert!(said.contains("is full. Everything before is safe. Free some space and try again."), "{said}");
    pictures(&window, "refused").await;
    // What is on screen stays, and so does what is looked at anew.
    window.go("Week").await;
    window.sees_week().await;
    assert_eq!(window.shown().await, shown);
    let block = window.blocks().await.into_iter().find(|block| block.unit.is_some()).unwrap();
    window.select(&block).await;
    let field = window.find("//*[@data-testid='panel']//textarea").await;
    field.scroll_into_view().await.unwrap();
    field.send_keys(NOTE).await.unwrap();
    let unsaved =
        "return document.querySelector('.banners')?.textContent.includes('The words are kept here') ?? false";
    window.wait_for("that the note is not saved", unsaved).await;
    let said = banner(&window).await.as_str().unwrap().to_owned();
    assert!(said.contains("Could not be saved: the note on") && said.contains("is full."), "{said}");
    pictures(&window, "note").await;
    assert_eq!(saved(&window).await, before);

    window.has_room_again(&stage);
    window.looks_at_today().await;
    logs(&window, "Logged 25\u{a0}min").await;
    // What is written is saved as the window is looked at again.
    window.script("dispatchEvent(new Event('blur'))", vec![]).await;
    window
        .wait_for("nothing to be said", "return document.querySelector('.banners [role=alert]') === null")
        .await;
    let note = window.ask("unit", json!({ "unit": block.unit })).await["unit"]["note"].clone();
    assert_eq!(note, json!(NOTE));
    let copy = stage.folder().join("copy");
    std::fs::create_dir(&copy).unwrap();
    window.copies_its_journal(&stage, &copy);
    assert!(studied(&stage, &copy).contains("done 25 min"), "{}", studied(&stage, &copy));
    window.close().await;
}

#[tokio::test]
async fn a_home_that_can_only_be_read_is_looked_at_and_goes_on_once_it_can_be_written() {
    let mut stage = with_a_plan("read-only").await;
    let window = stage.on_own_disk(Disk::ReadOnly).open().await;
    window.sees_week().await;
    let (shown, before) = (window.shown().await, saved(&window).await);
    assert!(!shown.is_empty());
    let said = banner(&window).await.as_str().unwrap().to_owned();
    assert!(said.contains("is on a disk that can only be read"), "{said}");
    assert!(said.contains("You see your plan as it was saved last."), "{said}");
    pictures(&window, "week").await;

    window.looks_at_today().await;
    logs(&window, "is on a disk that can only be read").await;
    pictures(&window, "refused").await;
    assert_eq!(saved(&window).await, before);
    window.go("Week").await;
    window.sees_week().await;
    assert_eq!(window.shown().await, shown);

    window.may_write_again(&stage);
    window.looks_at_today().await;
    logs(&window, "Logged 25\u{a0}min").await;
    window
        .wait_for("nothing to be said", "return document.querySelector('.banners [role=alert]') === null")
        .await;
    let copy = stage.folder().join("copy");
    std::fs::create_dir(&copy).unwrap();
    window.copies_its_journal(&stage, &copy);
    assert!(studied(&stage, &copy).contains("done 25 min"), "{}", studied(&stage, &copy));
    window.close().await;
}

/// A newcomer's window, where not even the folders of a home can be made.
#[tokio::test]
async fn an_empty_home_that_can_only_be_read_is_said_and_begins_once_it_can_be_written() {
    let mut stage = Stage::new("read-only-empty");
    let window = stage.on_own_disk(Disk::ReadOnly).open().await;
    window.wait_for("the words", "return document.querySelector('[role=alert]') !== null").await;
    let told = window.script("return document.querySelector('[role=alert]').textContent", vec![]).await;
    assert!(told.as_str().unwrap().contains("can only be read"), "{told}");
    pictures(&window, "told").await;
    window.may_write_again(&stage);
    window.press("Try again").await;
    window.sees_step(1).await;
    window.close().await;
}
