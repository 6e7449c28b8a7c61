//! Nothing is lost: everything is exported, taken in by a Ninefold that knows nothing, and what was done is gone back from
//! and come back to, by a backup from the list.

use std::path::Path;

use e2e::servant::until;
use e2e::stage::{Stage, program};
use e2e::window::Window;
use serde_json::{Value, json};

/// What was studied and noted, by what everything else is told from.
async fn kept(window: &Window) -> (Value, String) {
    let events = window.ask("settings", json!({})).await["events"].clone();
    let note = window.ask("unit", json!({ "unit": "math-vectors" })).await["unit"]["note"].to_string();
    (events, note)
}

#[tokio::test]
async fn everything_is_exported_taken_in_elsewhere_and_gone_back_from() {
    let stage = Stage::new("keeping");
    stage.at("2026-11-25T07:10:00");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.close().await;
    // The first start of a day makes its backup.
    stage.at("2026-11-26T07:10:00");
    let window = stage.open().await;
    window.sees_week().await;
    window.ask("study_log", json!({ "minutes": 25, "unit": "math-vectors" })).await;
    window.ask("note_set", json!({ "unit": "math-vectors", "text": "Read it twice." })).await;
    let all = kept(&window).await;

    window.opens_settings("data").await;
    let says = "return document.querySelector('.backups')?.textContent.includes('set aside what came after: 1 study session')";
    window.wait_for("what the backup holds", says).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.comes_to_rest().await;
        window.picture(&format!("data-{theme}")).await;
        window.script("document.querySelector('.set__body').scrollTo(0, 9999)", vec![]).await;
        window.picture(&format!("data-{theme}-end")).await;
        window.script("document.querySelector('.set__body').scrollTo(0, 0)", vec![]).await;
    }
    window.is_accessible("the data of the learner").await;
    window.press("Export JSON").await;
    window.said("Written to").await;
    // Out from under the message.
    window.script("document.querySelector('.set__body').scrollTo(0, 9999)", vec![]).await;
    window.press("Export Markdown").await;
    window.said(".md").await;
    let file = stage.home().join("Downloads/ninefold-2026-11-26.json");
    let text = std::fs::read_to_string(stage.home().join("Downloads/ninefold-2026-11-26.md")).unwrap();
    assert!(text.contains("Read it twice."), "{text}");
    let exported = kept(&window).await;

    // Elsewhere, where there is nothing yet.
    let elsewhere = Stage::new("keeping-elsewhere");
    elsewhere.at("2026-11-26T07:20:00");
    let other = elsewhere.open().await;
    other.sees_step(1).await;
    other.press("Bring an export").await;
    let field = other.find("//dialog//input").await;
    field.send_keys(file.display().to_string()).await.unwrap();
    other.press("Look at it").await;
    other
        .wait_for(
            "what it holds",
            "return document.querySelector('dialog[open]').textContent.includes('Its goal: ')",
        )
        .await;
    other.picture("import").await;
    other.is_accessible("an export that is to be taken in").await;
    other.press("Take it in").await;
    other.said("Taken in: ").await;
    other.sees_week().await;
    other.picture("taken-in").await;
    assert_eq!(kept(&other).await, exported);
    other.close().await;

    // Back to the backup, and back again.
    window.opens_settings("data").await;
    window.find("(//ul[contains(@class,'backups')]//button)[1]").await.click().await.unwrap();
    window.wait_for_selector("the question", "dialog[open]").await;
    window.ask("theme_set", json!({ "theme": "light" })).await;
    window.comes_to_rest().await;
    window.picture("go-back").await;
    window.is_accessible("the question whether to go back").await;
    window.find("//dialog[@open]//footer//button[normalize-space(.)='Go back']").await.click().await.unwrap();
    window.said("is back.").await;
    let before = kept(&window).await;
    assert_eq!(before.1, "\"\"", "the note was written later");
    window
        .wait_for(
            "the journal that was replaced",
            "return document.querySelector('.backups')?.textContent.includes('Set aside on')",
        )
        .await;
    window.picture("gone-back").await;
    // Also from the message it is asked first what that would set aside.
    window.press("Back to what was before").await;
    window.wait_for_selector("the question of the way back", "dialog[open]").await;
    window.find("//dialog[@open]//footer//button[normalize-space(.)='Go back']").await.click().await.unwrap();
    window
        .wait_for(
            "the note to be back",
            "return document.querySelector('.toast')?.textContent.includes('is back')",
        )
        .await;
    assert_eq!(kept(&window).await.1, all.1);
    window.close().await;
}

#[tokio::test]
async fn a_window_that_is_killed_lost_nothing_and_a_journal_that_is_damaged_is_told() {
    let stage = Stage::new("damaged");
    stage.at("2026-11-25T07:10:00");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.ask("study_log", json!({ "minutes": 25, "unit": "math-vectors" })).await;
    window.ask("note_set", json!({ "unit": "math-vectors", "text": "Read it twice." })).await;
    let all = kept(&window).await;
    assert_eq!(all.1, "\"Read it twice.\"");
    window.kill();
    let window = stage.open().await;
    window.sees_week().await;
    assert_eq!(kept(&window).await, all);
    let banner = "document.querySelector('.banners [role=alert]')?.textContent ?? null";
    let told = format!("return {banner}");
    assert_eq!(window.script(&told, vec![]).await, json!(null), "there is nothing to be alarmed at");
    window.close().await;

    // A program that ends in good order writes what is in the log into the file.
    until("the log to be in the file", || {
        let output = stage.command(program("ninefold-cli")).arg("today").output().unwrap();
        assert!(output.status.success(), "{output:?}");
        !stage.data().join("journal.db-wal").exists()
    });
    let journal = stage.data().join("journal.db");
    let mut file = std::fs::read(&journal).unwrap();
    let last = file.len() - 2 * 4096;
    file[last..].fill(0);
    std::fs::write(&journal, file).unwrap();
    let window = stage.open().await;
    window.wait_for("the damage to be told", &format!("return ({banner}) !== null")).await;
    let words = window.script(&told, vec![]).await.as_str().unwrap().to_owned();
    assert!(words.contains("Your journal was damaged") && words.contains("came from the backup"), "{words}");
    assert_eq!(kept(&window).await.1, all.1);
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.comes_to_rest().await;
        window.picture(&format!("told-{theme}")).await;
        window.is_accessible(&format!("a damaged journal, {theme}")).await;
    }
    window.press("See the backups").await;
    window.wait_for_selector("the backups", ".set__body .backups").await;
    window.press("Dismiss").await;
    window.wait_for("no more to be told", &format!("return ({banner}) === null")).await;
    window.close().await;
    let window = stage.open().await;
    window.sees_week().await;
    assert_eq!(window.script(&told, vec![]).await, json!(null), "it was read");
    assert_eq!(kept(&window).await.1, all.1);
    window.close().await;
}

/// Names a file in the dialog of the import, looks at it, and waits for these words about it.
async fn looks_at(window: &Window, file: &Path, words: &str) {
    let field = window.find("//dialog[@open]//input").await;
    field.clear().await.unwrap();
    field.send_keys(file.display().to_string()).await.unwrap();
    window.press("Look at it").await;
    let said =
        format!("return document.querySelector('dialog[open]').textContent.includes({})", json!(words));
    window.wait_for(words, &said).await;
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_in_is_refused_where_it_is_named_and_the_next_one_is_taken_in() {
    let stage = Stage::new("refused-import");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.ask("note_set", json!({ "unit": "math-vectors", "text": "Read it twice." })).await;
    let before = kept(&window).await;

    // An export of another computer, and what may become of one.
    let export = stage.home().join("elsewhere.json");
    for args in [
        &["init"][..],
        &["log", "25", "--strategy", "4", "--text", "A talk"],
        &["export", export.to_str().unwrap()],
    ] {
        let mut command = stage.command(program("ninefold-cli"));
        command.env_remove("NINEFOLD_HOME").arg("--home").arg(stage.home().join("other")).args(args);
        assert!(command.output().unwrap().status.success(), "{args:?}");
    }
    let text = std::fs::read_to_string(&export).unwrap();
    let garbage = stage.file("garbage.json", "\u{1f4da} no export at all");
    let newer = stage.file("newer.json", &text.replacen("ninefold-export/1", "ninefold-export/2", 1));
    let cut = stage.file("cut.json", &text[..text.len() / 2]);
    let nowhere = stage.home().join("nowhere.json");

    window.opens_settings("data").await;
    window.press("Import…").await;
    for (file, why) in [
        (&garbage, "it is no JSON, as line 1 shows"),
        (&newer, "a newer Ninefold wrote it (ninefold-export/2; this one reads ninefold-export/1)"),
        (&cut, "it ends in the middle"),
        (&nowhere, "it could not be read"),
    ] {
        let name = file.file_name().unwrap().to_str().unwrap();
        looks_at(&window, file, &format!("“{name}” was not taken in: {why}")).await;
        let told = window
            .script("return document.querySelector('dialog[open] [role=alert]').textContent", vec![])
            .await;
        assert!(told.as_str().unwrap().trim().ends_with("Nothing was changed."), "{told}");
        assert!(!window.button("Take it in").await.is_enabled().await.unwrap(), "{name}");
        assert_eq!(kept(&window).await, before, "{name}");
        if file == &newer {
            for theme in ["light", "dark"] {
                window
                    .script("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)])
                    .await;
                window.comes_to_rest().await;
                window.picture(&format!("refused-{theme}")).await;
                window.is_accessible(&format!("a refused import, {theme}")).await;
            }
        }
    }
    looks_at(&window, &export, "New here: ").await;
    assert_eq!(
        window.script("return document.querySelector('dialog[open] [role=alert]')", vec![]).await,
        Value::Null
    );
    window.press("Take it in").await;
    window.said("Taken in: ").await;
    let after = kept(&window).await;
    assert!(after.0.as_u64() > before.0.as_u64() && after.1 == before.1, "{before:?} {after:?}");
    window.close().await;
}
