//! What comes from outside the window: a link or a file at the first start or a second one, a file dropped on it.

use std::process::Stdio;

use e2e::bus::Bus;
use e2e::drag::Drag;
use e2e::screen::Screen;
use e2e::servant::Servant;
use e2e::stage::{Stage, program};
use e2e::window::Window;
use serde_json::json;

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nX-WR-CALNAME:Work\r\n\
BEGIN:VEVENT\r\nUID:course@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Evening course\r\n\
DTSTART;TZID=Europe/Berlin:20261102T190000\r\nDTEND;TZID=Europe/Berlin:20261102T210000\r\n\
RRULE:FREQ=WEEKLY;BYDAY=TH,FR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// The one question: alone, or with what would move.
const ASKED: &str = "return document.querySelectorAll('dialog[open] h2, .proposal h2').length === 1
    && document.querySelector('dialog[open] h2, .proposal h2').textContent.includes('Add “Work”')";

/// Starts the program once more on this machine, with something in hand.
fn again(stage: &Stage, what: &str) {
    let mut second = Servant::start(stage.command(program("ninefold")).arg(what).stderr(Stdio::null()));
    assert_eq!(second.ends(), Some(0), "{what}");
}

async fn calendars(window: &Window) -> usize {
    let settings = window.ask("settings", json!({})).await;
    settings["busy"]["calendars"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_second_start_hands_over_its_link_or_file() {
    let bus = Bus::start();
    let mut stage = Stage::new("second-start");
    stage.on(&bus);
    let file = stage.file("work.ics", CALENDAR);
    let wrong = stage.file("notes.ics", "Milk, bread\n");
    let window = stage.open().await;
    window.has_a_plan().await;

    again(&stage, "ninefold://week/2026-W49");
    window
        .wait_for("the week", "return document.querySelector('[data-testid=day-2026-11-30]') !== null")
        .await;
    again(&stage, "ninefold://unit/math-vectors");
    window.wait_for("the unit", "return location.hash === '#strategies/math-vectors'").await;
    again(&stage, "ninefold://block_missed/all");
    window.said("leads nowhere").await;
    window.picture("nowhere").await;
    again(&stage, wrong.to_str().unwrap());
    let said = window.said("could not be read").await;
    assert!(said.starts_with("“notes.ics” could not be read: "), "{said}");

    again(&stage, file.to_str().unwrap());
    window.wait_for("the question", ASKED).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        let script = format!("return document.documentElement.dataset.theme === '{theme}'");
        window.wait_for(theme, &script).await;
        window.is_accessible(&format!("the question, {theme}")).await;
        window.picture(&format!("question-{theme}")).await;
    }
    assert_eq!(calendars(&window).await, 0, "nothing is read unasked");
    window.press("Add it").await;
    window.agrees("“Work” is read").await;
    assert_eq!(calendars(&window).await, 1);
    window.close().await;
}

const PACK: &str = "schema = 1\nid = \"knots\"\ntitle = \"Knots on the side\"\nversion = \"1.0\"\n\
description = \"How a rope is tied.\"\nlicence = \"MIT\"\nfiles = [\"1-knots.toml\"]\nlikely_known = []\n";
const LANE: &str = "[strategy]\nnumber = 1\ntitle = \"Knots\"\nlabel = \"Knots\"\nshort = \"Knots\"\n\n[[unit]]\n\
id = \"bowline\"\ntitle = \"Tie a bowline\"\nwhy = \"So that it holds.\"\nlevel = \"core\"\nprerequisites = []\n\
effort_minutes = { low = 120, likely = 180, high = 240 }\n\
activities = [{ kind = \"practice\", minutes = 180, focus = \"light\" }]\noutcomes = [\"I can tie it.\"]\n";

#[tokio::test]
async fn a_pack_that_is_opened_raises_the_one_window_and_says_what_it_would_mean() {
    let bus = Bus::start();
    let mut stage = Stage::new("opened-pack");
    stage.on(&bus);
    let file = stage.file("pack.toml", PACK);
    stage.file("1-knots.toml", LANE);
    let window = stage.open().await;
    window.has_a_plan().await;
    let before = window.ask("settings", json!({})).await["events"].clone();
    again(&stage, file.to_str().unwrap());
    let offered = "return location.hash === '#settings/pack'
        && document.querySelector('.packoffer')?.textContent.includes('1 unit is new.') === true";
    window.wait_for("what it would mean", offered).await;
    let named = "return document.querySelector('.packform input').value";
    let folder = window.script(named, vec![]).await;
    assert_eq!(folder, json!(file.parent().unwrap().display().to_string()));
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        let script = format!("return document.documentElement.dataset.theme === '{theme}'");
        window.wait_for(theme, &script).await;
        window.is_accessible(&format!("an opened pack, {theme}")).await;
        window.picture(theme).await;
    }
    // The folder itself leads there, too; a file beside it is no pack.
    again(&stage, "ninefold://today");
    window.wait_for("another place", "return location.hash === '#today'").await;
    again(&stage, file.parent().unwrap().to_str().unwrap());
    window.wait_for("the offer again", offered).await;
    let settings = window.ask("settings", json!({})).await;
    assert_eq!(settings["pack"]["bundled"], json!(true), "nothing is studied unasked");
    assert_eq!(settings["events"], before.as_u64().map(|n| json!(n + 2)).unwrap(), "the two themes alone");
    window.close().await;
}

#[tokio::test]
async fn an_export_that_is_opened_is_looked_into_and_taken_in_when_asked() {
    let bus = Bus::start();
    let mut stage = Stage::new("opened-export");
    stage.on(&bus);
    let window = stage.open().await;
    window.has_a_plan().await;
    let written = window.ask("export_all", json!({})).await;
    let file = written["path"].as_str().unwrap().to_owned();
    again(&stage, &file);
    let holds = |what: &str| {
        format!("return document.querySelector('dialog[open]')?.textContent.includes('{what}') === true")
    };
    window.wait_for("what it holds", &holds("All of it is here already.")).await;
    assert_eq!(window.script("return location.hash", vec![]).await, json!("#settings/data?open=import"));
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        let script = format!("return document.documentElement.dataset.theme === '{theme}'");
        window.wait_for(theme, &script).await;
        window.is_accessible(&format!("an opened export, {theme}")).await;
        window.picture(theme).await;
    }
    window.close().await;

    // Where there is nothing yet, the first start brings it.
    let mut elsewhere = Stage::new("opened-export-elsewhere");
    elsewhere.with(&[&file]);
    let window = elsewhere.open().await;
    window.wait_for("what it holds", &holds("Its goal: ")).await;
    window.picture("first").await;
    assert!(window.try_ask("settings", json!({})).await.is_none(), "nothing is taken in unasked");
    window.press("Take it in").await;
    window.said("Taken in: ").await;
    window.sees_week().await;
    window.close().await;
}

#[tokio::test]
async fn the_first_start_may_bring_a_file_too() {
    let mut stage = Stage::new("first-file");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.close().await;
    let file = stage.file("work.ics", CALENDAR);
    stage.with(&[file.to_str().unwrap()]);
    let window = stage.open().await;
    window.wait_for("the question", ASKED).await;
    window.press("Not now").await;
    window.wait_for("its end", "return document.querySelector('dialog[open], .proposal') === null").await;
    assert_eq!(calendars(&window).await, 0);
    window.close().await;
}

/// Moves a file over the page, and lets go of it if wanted: the events that a drag of the desktop becomes there.
async fn drag(window: &Window, name: &str, text: &str, drops: bool) {
    let script = "const [name, text, drops] = arguments;
        const held = new DataTransfer();
        held.items.add(new File([text], name));
        const told = (type) => document.querySelector('main').dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: held }));
        told('dragenter');
        const held_back = !told('dragover');
        if (drops) told('drop');
        return held_back";
    let held_back = window.script(script, vec![json!(name), json!(text), json!(drops)]).await;
    assert_eq!(held_back, json!(true), "the page would be left for the file");
}

#[tokio::test]
async fn a_file_that_is_dropped_is_read_and_a_wrong_one_is_told() {
    let stage = Stage::new("dropped");
    let window = stage.open().await;
    window.has_a_plan().await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        let script = format!("return document.documentElement.dataset.theme === '{theme}'");
        window.wait_for(theme, &script).await;
        drag(&window, "work.ics", CALENDAR, false).await;
        window.wait_for("where it goes", "return document.querySelector('.dropzone') !== null").await;
        window.is_accessible(&format!("a file over the window, {theme}")).await;
        window.picture(theme).await;
    }
    drag(&window, "work.ics", CALENDAR, true).await;
    window.agrees("“Work” is read").await;
    window.wait_for("the calendars", "return location.hash === '#settings/calendars'").await;
    window.wait_for("the end of it", "return document.querySelector('.dropzone') === null").await;
    assert_eq!(calendars(&window).await, 1);
    window.picture("read").await;

    drag(&window, "notes.txt", "Milk, bread", true).await;
    let told = "return document.querySelector('.busyfiles__said')?.textContent.includes('“notes.txt” could not be read') ?? false";
    window.wait_for("why not", told).await;
    assert_eq!(calendars(&window).await, 1);
    window.close().await;
}

#[tokio::test]
async fn a_file_from_the_file_manager_arrives_whole() {
    let stage = Stage::new("dragged");
    let file = stage.file("work.ics", CALENDAR);
    let window = stage.open().await;
    window.has_a_plan().await;
    let drag = Drag::of(&stage, &file, Screen::of(&stage).window("Ninefold"));
    window.wait_for("where it goes", "return document.querySelector('.dropzone') !== null").await;
    window.picture("over").await;
    drag.lets_go();
    window.wait_for("the question", ASKED).await;
    window.wait_for("the end of it", "return document.querySelector('.dropzone') === null").await;
    window.press("Add it").await;
    window.agrees("“Work” is read").await;
    assert_eq!(calendars(&window).await, 1);
    window.close().await;
}
