//! From an empty home to a week of blocks, in several time zones, and back after a restart.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use chrono::{Duration, NaiveDateTime};
use e2e::server::{PASSWORD, Server, USER};
use e2e::stage::Stage;
use serde_json::{Value, json};

async fn first_start(zone: &str) {
    let name = format!("first-start-{}", zone.rsplit('/').next().unwrap().to_lowercase());
    let stage = Stage::in_zone(&name, zone);
    let window = stage.open().await;
    assert!(window.driver.title().await.unwrap().contains("Ninefold"));
    for n in 1..=3 {
        window.sees_step(n).await;
        window.picture(&format!("step-{n}")).await;
        window.press("Continue").await;
    }
    window.sees_preview().await;
    window.picture("step-4").await;
    window.press("Start with this plan").await;
    window.sees_week().await;
    window.shows_what_is_kept().await;
    window.picture("week").await;
    let state = window.ask("app_state", serde_json::json!({})).await;
    assert_eq!(state["zone"], zone);
    assert_eq!(state["today"], "2026-11-25");
    assert!(state["system_zone"].is_null());
    let before = window.blocks().await;
    assert!(!before.is_empty());
    assert!(before.iter().all(|block| block.day.as_str() >= "2026-11-25"), "nothing is planned in the past");
    window.close().await;

    let window = stage.open().await;
    window.sees_week().await;
    window.shows_what_is_kept().await;
    assert_eq!(window.blocks().await, before, "a restart keeps everything");
    window.close().await;
}

#[tokio::test]
async fn in_berlin() {
    first_start("Europe/Berlin").await;
}

#[tokio::test]
async fn on_lord_howe_where_summer_time_is_half_an_hour() {
    first_start("Australia/Lord_Howe").await;
}

#[tokio::test]
async fn in_santiago_where_clocks_change_at_midnight() {
    first_start("America/Santiago").await;
}

#[tokio::test]
async fn the_sample_learner_can_be_tried_and_left() {
    let stage = Stage::new("sample");
    let window = stage.open().await;
    window.sees_step(1).await;
    window.press("Try with a sample learner").await;
    window.sees_week().await;
    window.picture("week").await;
    window.press("Start your own").await;
    window.sees_step(1).await;
    window.close().await;
}

/// When a block begins and ends.
fn span(block: &Value) -> (NaiveDateTime, NaiveDateTime) {
    let begins = e2e::scenes::start_of(block);
    (begins, begins + Duration::minutes(block["minutes"].as_i64().unwrap()))
}

/// An event over all of this block in Berlin's winter, and again each week.
fn weekly_over(block: &Value, title: &str) -> String {
    let utc = |local: NaiveDateTime| (local - Duration::hours(1)).format("%Y%m%dT%H%M%SZ");
    let (begins, ends) = span(block);
    format!("SUMMARY:{title}\r\nDTSTART:{}\r\nDTEND:{}\r\nRRULE:FREQ=WEEKLY\r\n", utc(begins), utc(ends))
}

/// An address that answers every question with a calendar of this event, for as long as the test runs.
fn address_of(event: String) -> String {
    let door = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://127.0.0.1:{}/secret-5d1f/team.ics", door.local_addr().unwrap().port());
    std::thread::spawn(move || {
        for stream in door.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let asked = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).count();
            assert!(asked > 0, "nothing was asked");
            let text = format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nX-WR-CALNAME:Team\r\nBEGIN:VEVENT\r\n\
                 UID:team@example.org\r\nDTSTAMP:20261101T000000Z\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
            );
            // Whoever asked may be gone.
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
                text.len()
            );
        }
    });
    address
}

#[tokio::test]
async fn an_account_and_an_address_are_connected_before_the_first_plan_which_leaves_their_time_free() {
    let stage = Stage::new("first-calendars");
    let server = Server::start(&stage);
    let window = stage.open().await;
    window.sees_step(1).await;
    // Two blocks that the first week has without them, on two days; just there lie the events.
    let draft = window.ask("onboarding_start", json!({})).await["draft"].clone();
    let preview = window.ask("onboarding_preview", json!({ "draft": draft })).await;
    let blocks = preview["blocks"].as_array().unwrap();
    let (one, other) = (&blocks[0], blocks.last().unwrap());
    assert_ne!(one["date"], other["date"], "{blocks:?}");
    server.has_calendar("home", "Home", "#cc3366", &[("choir@example.org", &weekly_over(one, "Choir"))]);
    window.press("Continue").await;
    window.sees_step(2).await;

    window.fills_in_an_account(&server.address(), USER, PASSWORD).await;
    window.wait_for_selector("the question", ".connect__ask").await;
    window.is_accessible("a question while the first plan is made").await;
    window.press("Until Ninefold is closed").await;
    window.wait_for_selector("its calendars", ".account__cals input").await;
    window.keeps_busy("Home").await;
    window.chooses("ICS link").await;
    window.types("Address of the .ics file", &address_of(weekly_over(other, "Planning"))).await;
    window.press("Check and add").await;
    window.press("Until Ninefold is closed").await;
    let both = "const rows = [...document.querySelectorAll('.calrow')].map((row) => row.textContent);
        return rows.length === 2 && rows.some((t) => t.includes('Home')) && rows.some((t) => t.includes('Team'))";
    window.wait_for("both among the sources", both).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.picture(&format!("connected-{theme}")).await;
    }
    window.is_accessible("two calendars while the first plan is made").await;

    window.press("Continue").await;
    window.sees_step(3).await;
    window.press("Continue").await;
    window.sees_preview().await;
    window.picture("preview").await;
    window.press("Start with this plan").await;
    window.sees_week().await;
    // Summer time comes long after these four weeks.
    let promised = e2e::scenes::promised(&window).await;
    assert!(!promised.is_empty());
    for block in promised {
        let (begins, ends) = span(&block);
        for (event, (from, to)) in [("choir", span(one)), ("meeting", span(other))] {
            let meets = (0..4).map(Duration::weeks).any(|week| begins < to + week && from + week < ends);
            assert!(!meets, "over the {event}: {block}");
        }
    }
    let choir = "return [...document.querySelectorAll('.busy')].some(({ title }) => title.startsWith('Choir (Home)'))";
    window.wait_for("the event in the week", choir).await;
    window.picture("week").await;
    window.close().await;
}
