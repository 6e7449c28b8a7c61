//! A calendar account on a real server: its events keep time busy, study blocks are published there, and what is done with
//! them there is done here.

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use e2e::server::{PASSWORD, Server, USER};
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};

/// Published blocks that are still ahead, the next first.
async fn ahead(window: &Window) -> Vec<Value> {
    let blocks = e2e::scenes::promised(window).await;
    blocks.into_iter().filter(|block| block["state"] == "planned").collect()
}

/// The instant of a local time such as "2026-11-26T18:00" in Berlin's winter.
fn utc(local: &str) -> DateTime<Utc> {
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").unwrap();
    chrono::FixedOffset::east_opt(3600).unwrap().from_local_datetime(&local).unwrap().to_utc()
}

fn start(block: &Value) -> String {
    e2e::scenes::start_of(block).format("%Y-%m-%dT%H:%M").to_string()
}

/// The event of a block among those that another program sees.
fn event_of<'a>(events: &'a Value, block: &Value) -> Option<&'a Value> {
    let begins = utc(&start(block)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    events.as_array().unwrap().iter().find(|event| event["start"] == begins.as_str())
}

fn has_text(words: &str) -> String {
    format!("return document.querySelector('.set__body')?.textContent.includes({}) ?? false", json!(words))
}

#[tokio::test]
async fn an_account_keeps_time_busy_takes_the_blocks_and_brings_back_what_was_done_with_them() {
    let stage = Stage::new("calendars");
    let mut server = Server::start(&stage);
    let event = "SUMMARY:Choir\r\nDTSTART:20261126T180000Z\r\nDTEND:20261126T200000Z\r\n";
    server.has_calendar("home", "Home", "#cc3366", &[("choir@example.org", event)]);
    let window = stage.open().await;
    window.has_a_plan().await;

    // A wrong password is said, and what was typed stays.
    window.connects(&server.address(), USER, "wrong").await;
    window.wait_for("the refusal", "return document.querySelector('.connect [role=alert]') !== null").await;
    window.picture("refused").await;
    window.is_accessible("a password that is refused").await;
    window.types("Password for apps", PASSWORD).await;
    window.press("Check and add").await;
    // There is no keychain here, so it asks.
    window.wait_for_selector("the question", ".connect__ask").await;
    window.picture("asked").await;
    window.is_accessible("a question before an account is connected").await;
    window.press("Until Ninefold is closed").await;
    window.wait_for_selector("its calendars", ".account__cals input").await;
    let held =
        "return [...document.querySelectorAll('input[type=password]')].every(({ value }) => value === '')";
    assert_eq!(window.script(held, vec![]).await, json!(true), "the password is gone from the form");
    window.keeps_busy("Home").await;
    window.picture("connected").await;
    window.is_accessible("an account with its calendars").await;

    // Its event is in the week, with the calendar's name and colour, and no block lies on it.
    window.go("Week").await;
    let choir = "const slot = [...document.querySelectorAll('.busy')].find(({ title }) => title.startsWith('Choir (Home)'));
        return slot?.matches('.busy--edge') ?? false";
    window.wait_for("the event in the week", choir).await;
    window.picture("busy").await;
    window.is_accessible("busy time of an account").await;

    // Published in a new calendar.
    window.opens_settings("calendars").await;
    window.press("Publish").await;
    window.wait_for("the new calendar", &has_text("Published in “Ninefold”")).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.script("document.querySelector('.set__body').scrollTo(0, 9999)", vec![]).await;
        window.picture(&format!("published-{theme}")).await;
    }
    window.is_accessible("published blocks").await;
    let view = window.ask("calendars", json!({})).await;
    let calendars = view["accounts"][0]["calendars"].as_array().unwrap();
    let url =
        calendars.iter().find(|each| each["published"] == json!(true)).unwrap()["url"].as_str().unwrap();
    let events = server.other_program(url, "list", &[]);
    let blocks = ahead(&window).await;
    assert!(blocks.iter().all(|block| event_of(&events, block).is_some()), "{blocks:?} {events}");

    // One is moved there: it comes back, is told, and can be taken back here.
    let (block, to) = movable(&window, &blocks).await;
    let uid = event_of(&events, &block).unwrap()["uid"].as_str().unwrap();
    let later = utc(&to).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    server.other_program(url, "move", &[uid, &later]);
    window.looks_for_changes().await;
    let moved = "return [...document.querySelectorAll('.toast__act')].some(({ textContent }) => textContent.trim() === 'Undo')";
    window.wait_for("the move to be told", moved).await;
    window.picture("told").await;
    let is_at = async |at: &str| {
        ahead(&window).await.iter().any(|each| each["id"] == block["id"] && start(each) == at)
    };
    assert!(is_at(&to).await, "{block} is not at {to}");
    window.press("Undo").await;
    let back = start(&block);
    for _ in 0..100 {
        if is_at(&back).await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(is_at(&back).await, "the move was not taken back");

    // One is moved there onto another one, which gives way: what changed is a press away, with before and after.
    gives_way(&window, &server, url, &blocks).await;

    // Two at once stand in one message.
    let others: Vec<&str> = blocks
        .iter()
        .filter(|other| other["id"] != block["id"])
        .take(2)
        .map(|other| event_of(&events, other).unwrap()["uid"].as_str().unwrap())
        .collect();
    window.looks_for_changes().await;
    for (other, title) in others.iter().zip(["With Ada", "With Grace"]) {
        server.other_program(url, "rename", &[other, title]);
    }
    window.looks_for_changes().await;
    let both = "const told = document.querySelector('.toast__all')?.textContent ?? '';
        return told.includes('With Ada') && told.includes('With Grace')";
    window.wait_for("both in one message", both).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.picture(&format!("told-both-{theme}")).await;
    }
    window.is_accessible("a message of several things").await;

    // One is deleted there: it is asked what becomes of it.
    window.looks_for_changes().await;
    server.other_program(url, "delete", &[uid]);
    window.looks_for_changes().await;
    window.go("Week").await;
    window.wait_for_selector("the question", ".notice .calasks li").await;
    window.picture("deleted").await;
    window.is_accessible("a block that was deleted in the calendar").await;
    window.press("Leave it out").await;
    window.wait_for("the answer", "return document.querySelector('.notice .calasks') === null").await;
    assert!(!ahead(&window).await.iter().any(|each| each["id"] == block["id"]), "{block} is still planned");

    // The server is gone: it is said, and the busy time is not shown as fresh.
    server.stops();
    window.looks_for_changes().await;
    window.wait_for("the trouble", "return document.querySelector('.calrow .warntext') !== null").await;
    window.picture("gone").await;
    window.is_accessible("a server that does not answer").await;
    window.go("Week").await;
    let stale = "return document.querySelector('.busy.is-stale') !== null
        && document.querySelector('.notice .banner')?.textContent.includes('could not be read anew')";
    window.wait_for("the week to say it", stale).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.picture(&format!("stale-{theme}")).await;
    }
    window.is_accessible("a week with a stale calendar").await;
    server.goes_on();
    window.press("Try again").await;
    window.wait_for("all to be well", "return document.querySelector('.busy.is-stale') === null").await;
    window.close().await;
}

/// Moves a block to where another one is, in the other program, sees here what changed, and takes it back.
async fn gives_way(window: &Window, server: &Server, url: &str, blocks: &[Value]) {
    window.looks_for_changes().await;
    let events = server.other_program(url, "list", &[]);
    // Two that are for different things, far enough ahead that their days are named with the date.
    let other = &blocks[blocks.len() - 1];
    let moved = blocks.iter().rev().find(|block| block["title"] != other["title"]).unwrap();
    let uid = event_of(&events, moved).unwrap()["uid"].as_str().unwrap();
    let onto = utc(&start(other)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    server.other_program(url, "move", &[uid, &onto]);
    window.looks_for_changes().await;
    let told = "return document.querySelector('.toast__text')?.textContent.includes('In your calendar: Moved') ?? false";
    window.wait_for("the move to be told", told).await;
    window.press("What changed?").await;
    window.wait_for_selector("what changed", "dialog[open] .diff__t").await;
    window.picture("what-changed").await;
    window.is_accessible("what a move in the calendar changed").await;
    let rows = "return [...document.querySelectorAll('dialog[open] .diff__t tbody tr')]
        .map((row) => [row.querySelector('th').textContent, row.querySelector('.was').textContent, row.querySelector('.is').textContent])";
    let rows = window.script(rows, vec![]).await;
    let text = |row: &Value, nth: usize| row[nth].as_str().unwrap().trim().to_owned();
    let title = other["title"].as_str().unwrap();
    let former = e2e::scenes::start_of(other).format("%-d %b %H:%M").to_string();
    let row = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| text(row, 0).starts_with(&format!("{title},")) && text(row, 1).contains(&former));
    let row = row.unwrap_or_else(|| panic!("{title} at {former} is not in {rows}"));
    // It is where it is said to be.
    let now = ahead(window).await;
    let is_there = |block: &Value| {
        block["title"] == title
            && text(row, 2).contains(&e2e::scenes::start_of(block).format("%-d %b %H:%M").to_string())
    };
    assert!(text(row, 2).starts_with("taken out") || now.iter().any(is_there), "{row} {now:?}");
    assert!(!text(row, 2).contains(&former), "{row}");
    window.press("Close").await;
    window.press("Undo").await;
    for _ in 0..100 {
        if ahead(window).await.iter().any(|each| each["id"] == moved["id"] && start(each) == start(moved)) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{moved} was not taken back");
}

/// A block that can be moved a little, and where to.
async fn movable(window: &Window, blocks: &[Value]) -> (Value, String) {
    for block in blocks {
        for minutes in [15, 30, -15, -30, 60] {
            let to = e2e::scenes::start_of(block) + chrono::Duration::minutes(minutes);
            let to = to.format("%Y-%m-%dT%H:%M").to_string();
            let wish = json!({ "id": block["id"], "start": to, "minutes": block["minutes"] });
            if window.ask("block_check", wish).await["legal"] == json!(true) {
                return (block.clone(), to);
            }
        }
    }
    panic!("no block can be moved a little");
}
