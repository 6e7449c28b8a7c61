//! The window in a home whose name nobody expects: what is written there is there, also under that name, and nothing is
//! written anywhere else.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};

const EXPORT: &str = "Downloads/ninefold-2026-11-25.json";

/// What was studied and noted.
async fn kept(window: &Window) -> (Value, Value) {
    let events = window.ask("settings", json!({})).await["events"].clone();
    (events, window.ask("unit", json!({ "unit": "math-vectors" })).await["unit"]["note"].clone())
}

/// A path below the home as a person there writes it, and as it is shown to them.
fn as_written(stage: &Stage, below: &str) -> String {
    let path = stage.home().join(below);
    path.to_str().map_or_else(|| format!("~/{below}"), str::to_owned)
}

/// All names below a folder.
fn names_below(folder: &Path) -> Vec<OsString> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        names.push(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            names.extend(names_below(&entry.path()));
        }
    }
    names
}

/// Whether a name stands for one that is no text.
fn stands_in(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.contains('\u{fffd}'))
}

async fn looks_at_the_import(window: &Window, path: &str) {
    // The driver has no keys for every sign.
    let script = "const field = document.querySelector('dialog[open] input');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    window.wait_for_selector("the field", "dialog[open] input").await;
    window.script(script, vec![json!(path)]).await;
    window.press("Look at it").await;
}

async fn lives_in(name: &str, home: &[u8]) {
    let stage = Stage::in_home(name, OsStr::from_bytes(home));
    let window = stage.open().await;
    window.has_a_plan().await;
    window.looks_at_today().await;
    window.logs(25).await;
    window.ask("note_set", json!({ "unit": "math-vectors", "text": "Read it twice." })).await;
    window.script("localStorage.setItem('ninefold.week-view', 'day')", vec![]).await;
    let all = kept(&window).await;

    window.exports_everything().await;
    let shown = window.said(".json").await;
    assert_eq!(shown.trim(), format!("Written to {}", as_written(&stage, EXPORT)));
    assert!(std::fs::read_to_string(stage.home().join(EXPORT)).unwrap().contains("Read it twice."));
    window.comes_to_rest().await;
    window.picture("exported").await;

    // What is carried to other computers, and the calendar that others read.
    let sync = as_written(&stage, "Sync");
    window.ask("sync_folder_set", json!({ "folder": sync })).await;
    assert!(!names_below(&stage.home().join("Sync")).is_empty());
    window.ask("calendar_file_set", json!({ "on": true, "titles": true })).await;
    let calendar = stage.home().join("Downloads/study.ics");
    assert!(std::fs::read_to_string(&calendar).unwrap().starts_with("BEGIN:VCALENDAR"));
    // As the name looks on screen where it is no text, it is another name: nobody is there.
    let looks = stage.home().display().to_string();
    if stage.home().to_str().is_none() {
        let said = window.is_refused("sync_folder_set", json!({ "folder": format!("{looks}/Sync") })).await;
        assert!(said.starts_with("There is no folder"), "{said}");
        let said = window
            .is_refused("export_all", json!({ "to": format!("{looks}/a.json"), "replace": true }))
            .await;
        assert!(said.contains("could not be written"), "{said}");
        let said = window.is_refused("import_check", json!({ "path": format!("{looks}/{EXPORT}") })).await;
        assert!(said.ends_with("Nothing was changed."), "{said}");
    }
    assert_eq!(kept(&window).await, all);
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    assert_eq!(kept(&window).await, all);
    let view = window.script("return localStorage.getItem('ninefold.week-view')", vec![]).await;
    assert_eq!(view, json!("day"), "the web view keeps what is its own");
    let known = window.ask("sync", json!({})).await;
    assert!(known["folder"] == json!(sync) && known["trouble"] == json!(false), "{known}");
    let file = window.ask("calendars", json!({})).await["file"].clone();
    assert!(file["on"] == json!(true) && file["trouble"].is_null(), "{file}");
    assert_eq!(file["path"], json!(as_written(&stage, "Downloads/study.ics")));
    // Both go on being written.
    let before = std::fs::read_to_string(&calendar).unwrap();
    let block = window.blocks().await.into_iter().find(|block| block.state == "planned").unwrap();
    window.ask("block_missed", json!({ "id": block.id })).await;
    e2e::servant::until("the calendar file to follow", || {
        std::fs::read_to_string(&calendar).unwrap() != before
    });
    let synced = window.ask("sync_now", json!({})).await;
    assert_eq!(synced["sync"]["trouble"], json!(false), "{synced}");
    for theme in ["light", "dark"] {
        window.opens_settings("data").await;
        window.ask("theme_set", json!({ "theme": theme })).await;
        window
            .script("document.querySelector('.toast__x, .toast button[aria-label=Dismiss]')?.click()", vec![])
            .await;
        window.comes_to_rest().await;
        window.picture(&format!("data-{theme}")).await;
    }
    window.close().await;

    // Another computer, whose home is called the same.
    let elsewhere = Stage::in_home(&format!("{name}-elsewhere"), OsStr::from_bytes(home));
    std::fs::copy(stage.home().join(EXPORT), elsewhere.home().join(EXPORT)).unwrap();
    let window = elsewhere.open().await;
    window.sees_step(1).await;
    window.press("Bring an export").await;
    looks_at_the_import(&window, &as_written(&elsewhere, EXPORT)).await;
    let says = "return document.querySelector('dialog[open]').textContent.includes('Its goal: ')";
    window.wait_for("what it holds", says).await;
    window.press("Take it in").await;
    window.said("Taken in: ").await;
    window.sees_week().await;
    assert_eq!(kept(&window).await, all);
    window.close().await;

    for stage in [&stage, &elsewhere] {
        let mut beside: Vec<OsString> =
            std::fs::read_dir(stage.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        beside.sort();
        let mut meant = vec![OsString::from("clock"), OsStr::from_bytes(home).to_owned()];
        meant.sort();
        assert_eq!(beside, meant, "nothing is written beside the home");
        assert_eq!(names_below(stage.folder()).into_iter().find(|name| stands_in(name)), None);
        // The web view was led to its folder and keeps its things there; the way is gone with the window.
        let own = stage.home().join("data/io.github.ninefold.ninefold");
        assert!(names_below(&own).len() > 1, "the web view's own");
        let ways = std::fs::read_dir(std::env::temp_dir()).unwrap().map(|entry| entry.unwrap().path());
        let mut left = ways.filter_map(|way| std::fs::read_link(way.join("web")).ok());
        assert_eq!(left.find(|led| led.starts_with(stage.folder())), None);
    }
}

#[tokio::test]
async fn a_home_with_spaces_quotes_and_signs_of_every_kind() {
    lives_in("place-signs", "my \"own\" 'home' \\ $HOME 📚 学习 %20".as_bytes()).await;
}

#[tokio::test]
async fn a_home_whose_name_is_no_text() {
    lives_in("place-bytes", b"no text \xff\xfe").await;
}
