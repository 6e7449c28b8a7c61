//! Two computers and a folder: the window, and another home that is worked on the terminal.

use std::collections::BTreeMap;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use e2e::processes::{self, Process};
use e2e::stage::{Stage, program};
use e2e::window::Window;
use serde_json::json;

/// The other computer does something, and must not fail.
fn does(stage: &Stage, home: &Path, args: &[&str]) {
    let mut command = stage.command(program("ninefold-cli"));
    command.env_remove("NINEFOLD_HOME").arg("--home").arg(home).args(["--language", "en"]).args(args);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Whether these words stand in a file of this folder in clear.
fn holds(folder: &Path, words: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|file| std::fs::read_to_string(file).unwrap()).any(|text| text.contains(words))
}

#[tokio::test]
async fn what_another_computer_does_appears_by_itself_and_a_folder_that_is_gone_is_said() {
    let stage = Stage::new("in-step");
    let window = stage.open().await;
    window.has_a_plan().await;
    let folder = stage.home().join("Sync");
    window.opens_settings("data").await;
    window.find("//label[contains(.,'Sync through a folder')]//input").await.click().await.unwrap();
    let field = window.find("//form[contains(@class,'packform')]//input").await;
    field.send_keys(folder.display().to_string()).await.unwrap();
    window.picture("choose").await;
    window.is_accessible("a sync folder that is chosen").await;
    window.press("Use it").await;
    window.said("entries went.").await;
    let sync = window.ask("sync", json!({})).await;
    assert!(sync["state"].as_str().unwrap().contains("No other computer has written there yet"), "{sync}");

    // The other computer joins with the folder alone, and studies.
    let other = stage.home().join("other");
    does(&stage, &other, &["sync", "--folder", folder.to_str().unwrap()]);
    does(&stage, &other, &["log", "25", "--strategy", "4", "--text", "A talk"]);
    does(&stage, &other, &["sync"]);
    let seen = "const text = document.querySelector('.set__body').textContent.replaceAll('\\u00a0', ' ');
        return text.includes('25 min of “A talk”') && text.includes(', 2 computers.')";
    window.wait_for("what the other computer did", seen).await;
    assert_eq!(window.ask("week", json!({})).await["done_min"].as_u64().unwrap_or(0) % 25, 0);
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.script("document.querySelector('.set__body').scrollTo(0, 500)", vec![]).await;
        window.comes_to_rest().await;
        window.picture(&format!("in-step-{theme}")).await;
    }
    window.is_accessible("two computers in step").await;

    // What is done here goes there by itself.
    window.ask("note_set", json!({ "unit": "math-vectors", "text": "From the window." })).await;
    e2e::servant::until("the folder to hold it", || holds(&folder, "From the window."));

    // The folder goes, and comes back.
    let away = stage.home().join("away");
    std::fs::rename(&folder, &away).unwrap();
    let said = "return document.querySelector('.saved')?.textContent.includes('not in step')";
    window.wait_for("the bar to say it", said).await;
    let told = "return document.querySelector('.set__body').textContent.includes('The sync folder is not there since')";
    window.wait_for("the settings to say it", told).await;
    window.picture("gone").await;
    window.is_accessible("a sync folder that is gone").await;
    std::fs::rename(&away, &folder).unwrap();
    window.press("Look now").await;
    let mended = "return document.querySelector('.saved')?.textContent.includes('Saved on this computer')";
    window.wait_for("all to be well", mended).await;

    // Left alone from now on; everything is still here.
    window.find("//label[contains(.,'Sync through a folder')]//input").await.click().await.unwrap();
    window.said("is left alone from now on").await;
    assert!(holds(&folder, "From the window."));
    window.close().await;
}

/// What the other computer is told of the passphrase, and what it says.
fn told(stage: &Stage, home: &Path, words: &str) -> (bool, String) {
    let mut command = stage.command(program("ninefold-cli"));
    command.args(["sync", "--passphrase", "--keep", "file"]).env("NINEFOLD_PASSPHRASE", words);
    says(command, home)
}

/// Whether the program was content in this home, and what it said.
fn says(mut command: Command, home: &Path) -> (bool, String) {
    command.env_remove("NINEFOLD_HOME").arg("--home").arg(home).args(["--language", "en"]);
    command.stdout(Stdio::piped());
    let output = command.output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &*String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said)
}

#[tokio::test]
async fn a_passphrase_hides_the_folder_and_another_computer_is_asked_for_it() {
    let stage = Stage::new("passphrase");
    let window = stage.open().await;
    window.has_a_plan().await;
    let folder = stage.home().join("Sync");
    window.ask("sync_folder_set", json!({ "folder": folder.display().to_string() })).await;
    window.ask("note_set", json!({ "unit": "math-vectors", "text": "From the window." })).await;
    let holds = |text: &str| holds(&folder, text);
    e2e::servant::until("the folder to hold it in clear", || holds("From the window."));

    // By keyboard: there is no keychain here, which is said, and another place is chosen.
    window.opens_settings("data").await;
    window.press("Set…").await;
    for label in ["Passphrase", "Once more"] {
        let field =
            window.find(&format!("//label[normalize-space(.)='{label}']/following-sibling::input")).await;
        field.send_keys("nine plums in a bowl").await.unwrap();
    }
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.comes_to_rest().await;
        window.picture(&format!("enter-{theme}")).await;
        window.is_accessible(&format!("a passphrase that is entered, {theme}")).await;
    }
    window.press("Use it").await;
    window.said("no keychain").await;
    assert!(holds("From the window."), "nothing was changed");
    let select =
        window.find("//label[normalize-space(.)='Keep its key']/following-sibling::span/select").await;
    select.send_keys("In a file").await.unwrap();
    let field = window.find("//label[normalize-space(.)='Once more']/following-sibling::input").await;
    field.send_keys(thirtyfour::Key::Enter + "").await.unwrap();
    let on =
        "return document.querySelector('[data-testid=passphrase]').textContent.includes('On. Who carries')";
    window.wait_for("the passphrase to be on", on).await;
    assert!(!holds("From the window.") && !holds("nine plums"), "all of it is hidden");
    window.picture("on").await;

    // The other computer is asked, and comes in step with the right one alone.
    let other = stage.home().join("other");
    let mut joins = stage.command(program("ninefold-cli"));
    joins.arg("sync").arg("--folder").arg(&folder);
    let (done, said) = says(joins, &other);
    assert!(!done && said.contains("has a passphrase. Enter it here too"), "{said}");
    let (done, said) = told(&stage, &other, "nine pears in a bowl");
    assert!(!done && said.contains("not the passphrase"), "{said}");
    let (done, said) = told(&stage, &other, "nine plums in a bowl");
    assert!(done && said.contains(" entries came, 0 entries went."), "{said}");
    does(&stage, &other, &["log", "25", "--strategy", "4", "--text", "A talk"]);
    does(&stage, &other, &["sync"]);
    let seen = "return document.querySelector('.set__body').textContent.includes('“A talk”')";
    window.wait_for("what the other computer did", seen).await;
    assert!(!holds("A talk"));

    window.press("Turn off").await;
    e2e::servant::until("the folder to hold it in clear again", || holds("From the window."));
    window.close().await;
}

/// The program itself, without what draws its page.
fn program_of(window: &Window) -> Process {
    let all = processes::of(window.process());
    all.into_iter().find(|process| process.name == "ninefold").expect("the program runs")
}

/// When every file of these folders was written.
fn written(folders: [&Path; 2]) -> BTreeMap<PathBuf, SystemTime> {
    let files = folders.into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let of = |file: DirEntry| (file.path(), file.metadata().unwrap().modified().unwrap());
    files.map(|file| of(file.unwrap())).collect()
}

#[tokio::test]
async fn a_folder_in_which_nothing_changes_makes_no_work() {
    let stage = Stage::new("at-rest");
    let window = stage.open().await;
    window.has_a_plan().await;
    let folder = stage.home().join("Sync");
    window.ask("sync_folder_set", json!({ "folder": folder.display().to_string() })).await;
    window.ask("note_set", json!({ "unit": "math-vectors", "text": "From the window." })).await;
    e2e::servant::until("the folder to hold it", || holds(&folder, "From the window."));
    // What was begun comes to its end.
    tokio::time::sleep(Duration::from_secs(5)).await;

    // What works for the program, and for no library of the desktop.
    const WORKERS: &str = "tokio-rt-worker";
    let folders = [&*folder, &stage.data()];
    let (files, before, begin) = (written(folders), program_of(&window), Instant::now());
    let naps = processes::naps(before.id, WORKERS);
    assert!(!naps.is_empty() && files.keys().any(|file| file.starts_with(&folder)), "{naps:?} {files:?}");
    tokio::time::sleep(Duration::from_secs(20)).await;
    let (after, rest) = (program_of(&window), begin.elapsed());
    // Some threads are new, others have ended.
    let after_naps = processes::naps(after.id, WORKERS);
    let wakes: u64 =
        after_naps.iter().map(|(thread, slept)| slept - naps.get(thread).copied().unwrap_or(0)).sum();
    let work = Duration::from_secs_f64((after.cpu - before.cpu) / 1000.0);
    assert_eq!(written(folders), files, "nothing was written");
    assert!(work * 100 < rest, "{work:?} of work in {rest:?} of rest");
    let in_words = format!("{wakes} wakes in {rest:?}: {naps:?} {after_naps:?}");
    assert!(wakes < rest.as_secs(), "more than one each second, {in_words}");
    window.close().await;
}
