//! A second computer: its first start in the window gets the plan that the first one put into a folder.

use std::path::{Path, PathBuf};

use e2e::stage::{Stage, program};
use e2e::window::Window;
use serde_json::json;

/// The first computer does something, and must not fail.
fn does(stage: &Stage, args: &[&str]) {
    let mut command = stage.command(program("ninefold-cli"));
    command.env_remove("NINEFOLD_HOME").arg("--home").arg(stage.home().join("first"));
    command.args(["--language", "en"]).args(args).env("NINEFOLD_PASSPHRASE", "nine plums in a bowl");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The folder of a first computer that has a plan and a note.
fn folder_of_the_first(stage: &Stage) -> PathBuf {
    let folder = stage.home().join("Sync");
    does(stage, &["init", "--hours", "7", "--target", "2027-09-30", "--window", "sat 9:00-19:00 deep"]);
    does(stage, &["log", "50", "math-vectors"]);
    does(stage, &["sync", "--folder", folder.to_str().unwrap()]);
    folder
}

/// Goes to where a folder is chosen, and writes which, all by keyboard.
async fn chooses(window: &Window, folder: &Path) {
    window.tab_to("another computer", "it.textContent.trim() === 'Join another computer'").await;
    window.keys(thirtyfour::Key::Enter + "").await;
    let title = "return document.activeElement?.textContent === 'Your plan from your other computer'";
    window.wait_for("the page for it", title).await;
    window.tab_to("the folder", "it.matches('.packform input')").await;
    window.keys(folder.display().to_string()).await;
}

/// What the first computer planned is this one's week.
async fn sees_the_first_ones_week(window: &Window) {
    window.sees_week().await;
    window.shows_what_is_kept().await;
    let blocks = window.blocks().await;
    assert!(!blocks.is_empty() && blocks.iter().all(|block| block.day == "2026-11-28"), "{blocks:?}");
    let settings = window.profile().await;
    assert_eq!(settings["target"], "2027-09-30", "{settings}");
}

#[tokio::test]
async fn a_second_computer_gets_the_plan_of_the_first_at_its_first_start() {
    let stage = Stage::new("joining");
    let folder = folder_of_the_first(&stage);
    let window = stage.open().await;
    window.sees_step(1).await;
    window.picture("step-1").await;
    // A folder that nobody has written to holds no plan.
    chooses(&window, &stage.home().join("Other")).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.picture(&format!("choose-{theme}")).await;
        window.is_accessible(&format!("joining another computer, {theme}")).await;
    }
    window.keys(thirtyfour::Key::Enter + "").await;
    let empty =
        "return document.querySelector('.empty')?.textContent.includes('no plan in this folder') ?? false";
    window.wait_for("that there is no plan", empty).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.picture(&format!("empty-{theme}")).await;
        window.is_accessible(&format!("a folder without a plan, {theme}")).await;
    }
    window.press("Change…").await;
    let field = window.find("//form[contains(@class,'packform')]//input").await;
    field.clear().await.unwrap();
    field.send_keys(folder.display().to_string() + thirtyfour::Key::Enter).await.unwrap();
    window.said("entries came").await;
    window.picture("week").await;
    sees_the_first_ones_week(&window).await;
    window.close().await;
}

#[tokio::test]
async fn a_second_computer_is_asked_for_the_passphrase_and_gets_the_plan() {
    let stage = Stage::new("joining-sealed");
    let folder = folder_of_the_first(&stage);
    does(&stage, &["sync", "--passphrase", "--keep", "file"]);
    let window = stage.open().await;
    window.sees_step(1).await;
    chooses(&window, &folder).await;
    window.keys(thirtyfour::Key::Enter + "").await;
    let asked = "return document.activeElement?.type === 'password'";
    window.wait_for("the passphrase to be asked for", asked).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.picture(&format!("asked-{theme}")).await;
        window.is_accessible(&format!("a passphrase that is asked for at the first start, {theme}")).await;
    }
    // There is no keychain here.
    let select =
        window.find("//label[normalize-space(.)='Keep its key']/following-sibling::span/select").await;
    select.send_keys("In a file").await.unwrap();
    let field = window.find("//input[@type='password']").await;
    field.send_keys("nine pears in a bowl" + thirtyfour::Key::Enter).await.unwrap();
    window.said("not the passphrase").await;
    field.clear().await.unwrap();
    field.send_keys("nine plums in a bowl" + thirtyfour::Key::Enter).await.unwrap();
    window.said("entries came").await;
    sees_the_first_ones_week(&window).await;
    window.close().await;
}
