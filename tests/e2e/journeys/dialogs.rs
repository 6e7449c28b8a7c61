//! The system's own dialogs: a file that is to be written, read or a folder, chosen and not chosen.

use std::path::Path;
use std::time::Duration;

use e2e::keyboard::{ESCAPE, Keyboard, RETURN};
use e2e::screen::Screen;
use e2e::servant::until;
use e2e::stage::Stage;
use serde_json::json;

/// The dialog of this title as a person works it: writes a path and sends it.
struct Dialog {
    screen: Screen,
    keyboard: Keyboard,
}

impl Dialog {
    fn of(stage: &Stage) -> Self {
        Dialog { screen: Screen::of(stage), keyboard: Keyboard::of(stage) }
    }

    /// Names a file or folder in it, once it is there, and waits for its end.
    fn names(&self, title: &str, path: &Path) {
        let dialog = self.screen.window(title);
        let path = path.display().to_string();
        // A slash opens the field for a path where none is open; in an open one it is the path's first letter.
        let (slash, rest) = path.split_at(1);
        for part in [slash, rest] {
            self.keyboard.types(dialog, part);
            std::thread::sleep(Duration::from_secs(1));
        }
        // The first may only complete what was typed.
        until(&format!("{title} to go"), || {
            if self.screen.shows(title) {
                self.keyboard.presses(dialog, RETURN);
                std::thread::sleep(Duration::from_millis(500));
            }
            !self.screen.shows(title)
        });
    }

    /// Chooses nothing.
    fn gives_up(&self, title: &str) {
        let dialog = self.screen.window(title);
        self.keyboard.presses(dialog, ESCAPE);
        until(&format!("{title} to go"), || !self.screen.shows(title));
    }
}

#[tokio::test]
async fn the_dialogs_of_the_system_lead_where_they_say() {
    let stage = Stage::new("dialogs");
    let window = stage.open().await;
    window.has_a_plan().await;
    let dialog = Dialog::of(&stage);
    let file = stage.home().join("elsewhere.json");

    window.opens_settings("data").await;
    let where_to = "Everything: choose where the file goes";
    window.find(&format!("//button[@aria-label='{where_to}']")).await.click().await.unwrap();
    dialog.gives_up("Save");
    window
        .find(&format!("//button[@aria-label='{where_to}' and not(@disabled)]"))
        .await
        .click()
        .await
        .unwrap();
    // The name is marked up to its ending, so what is typed takes the place of that alone.
    dialog.names("Save", &file.with_extension(""));
    let said = window.said("Written to").await;
    assert_eq!(said, format!("Written to {}", file.display()));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("ninefold-export/1"), "{text}");

    // What was said covers the button for a moment.
    window.script("location.hash = '#settings/data?open=import'", vec![]).await;
    window.press("Choose a file").await;
    dialog.names("Open", &file);
    let said =
        "return document.querySelector('dialog[open]').textContent.includes('All of it is here already.')";
    window.wait_for("what the file holds", said).await;
    window.picture("chosen").await;
    window.press("Close").await;

    window.opens_settings("pack").await;
    window.press("Choose a folder").await;
    dialog.names("Folder", stage.home());
    let said = "return document.querySelector('.packform').parentElement.textContent.includes('pack.toml')";
    window.wait_for("that it holds no pack", said).await;
    let named = window.script("return document.querySelector('.packform input').value", vec![]).await;
    assert_eq!(named, json!(stage.home().display().to_string()));
    window.close().await;
}
