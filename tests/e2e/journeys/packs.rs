//! Another pack from a folder: its problems, what it would mean, studying from it, and back.

use e2e::stage::Stage;
use serde_json::json;

const PACK: &str = "schema = 1\nid = \"compilers\"\ntitle = \"Compilers on the side\"\nversion = \"2.1\"\n\
description = \"How a language is made.\"\nlicence = \"MIT\"\nfiles = [\"1-front.toml\"]\nlikely_known = []\n";

fn lane(before: &str) -> String {
    let unit = |id: &str, title: &str, before: &str| {
        format!(
            "\n[[unit]]\nid = \"{id}\"\ntitle = \"{title}\"\nwhy = \"So that it runs.\"\nlevel = \"core\"\n\
             prerequisites = [{before}]\neffort_minutes = {{ low = 300, likely = 420, high = 600 }}\n\
             activities = [{{ kind = \"build\", minutes = 420, focus = \"deep\" }}]\noutcomes = [\"I can show it.\"]\n"
        )
    };
    let head = "[strategy]\nnumber = 1\ntitle = \"The front end of a compiler\"\nlabel = \"Front end\"\nshort = \"Front\"\n";
    format!("{head}{}{}", unit("lexer", "Write a lexer", ""), unit("parser", "Write a parser", before))
}

#[tokio::test]
async fn another_pack_is_checked_studied_from_and_left_again() {
    let stage = Stage::new("packs");
    let file = stage.file("pack.toml", PACK);
    let folder = file.parent().unwrap().display().to_string();
    stage.file("1-front.toml", &lane("\"lexxer\""));
    let window = stage.open().await;
    window.has_a_plan().await;
    window.opens_settings("pack").await;
    let field = window.find("//form[contains(@class,'packform')]//input").await;
    field.send_keys(&folder).await.unwrap();
    window.press("Look at it").await;
    window.wait_for("its problem", "return document.body.textContent.includes('lexxer')").await;
    window.picture("problems").await;
    window.is_accessible("a pack with problems").await;

    stage.file("1-front.toml", &lane("\"lexer\""));
    window.press("Look at it").await;
    window.wait_for("what it means", "return document.body.textContent.includes('2 units are new.')").await;
    window.picture("offer").await;
    window.is_accessible("a pack to study from").await;
    window.press("Study from this pack").await;
    window.wait_for("the proposal", "return document.querySelector('.proposal tbody tr') !== null").await;
    window.picture("proposal").await;
    window.agrees("Saved.").await;
    let used = window.ask("settings", json!({})).await;
    assert_eq!(used["pack"]["title"], "Compilers on the side");
    window.go("Week").await;
    window.wait_for("its units", "return document.body.textContent.includes('Write a lexer')").await;
    window.picture("week").await;
    window.go("Strategies").await;
    window.wait_for("its strategy", "return document.body.textContent.includes('Front end')").await;
    window.picture("strategies").await;
    window.opens_settings("pack").await;
    window.press("Back to the one that came with Ninefold").await;
    window.wait_for("the proposal", "return document.querySelector('.proposal tbody tr') !== null").await;
    window.agrees("Saved.").await;
    window.wait_for("the first one", "return document.body.textContent.includes('Came with Ninefold')").await;
    window.close().await;
}
