//! A busy calendar from a file is kept out of the plan.

use e2e::stage::Stage;
use serde_json::json;

/// Evenings taken by a course, but for one that was cancelled; a holiday; a time in another zone.
const BUSY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n\
BEGIN:VEVENT\r\nUID:course@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Evening course\r\n\
DTSTART;TZID=Europe/Berlin:20261102T190000\r\nDTEND;TZID=Europe/Berlin:20261102T210000\r\n\
RRULE:FREQ=WEEKLY;BYDAY=TH,FR\r\nEXDATE;TZID=Europe/Berlin:20261204T190000\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:holiday@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Away\r\n\
DTSTART;VALUE=DATE:20261128\r\nDTEND;VALUE=DATE:20261129\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:call@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Call\r\n\
DTSTART;TZID=America/New_York:20261125T130000\r\nDTEND;TZID=America/New_York:20261125T143000\r\nEND:VEVENT\r\n\
END:VCALENDAR\r\n";

#[tokio::test]
async fn busy_time_from_a_file_is_respected() {
    let stage = Stage::new("busy");
    let file = stage.file("busy.ics", BUSY);
    let window = stage.open().await;
    window.sees_step(1).await;
    window.press("Continue").await;
    window.sees_step(2).await;
    let input = window.driver.find(thirtyfour::By::Css("input[type=file]")).await.unwrap();
    input.send_keys(file.to_str().unwrap()).await.unwrap();
    window.wait_for("the calendar", "return document.querySelector('.calrow') !== null").await;
    window.picture("read").await;
    window.press("Continue").await;
    window.sees_step(3).await;
    window.press("Continue").await;
    window.sees_preview().await;
    window.press("Start with this plan").await;
    window.sees_week().await;
    window.picture("week").await;

    let week = window.week().await;
    let mut titles = Vec::new();
    for day in week["days"].as_array().unwrap() {
        for busy in day["busy"].as_array().unwrap() {
            titles.push(format!(
                "{} {} {}",
                day["date"].as_str().unwrap(),
                busy["from"],
                busy["title"].as_str().unwrap()
            ));
            for block in day["blocks"].as_array().unwrap() {
                let apart = block["to"].as_i64() <= busy["from"].as_i64()
                    || busy["to"].as_i64() <= block["from"].as_i64();
                assert!(apart, "{block} lies on {busy}");
            }
        }
    }
    for expected in [
        "2026-11-25 1140 Call",
        "2026-11-26 1140 Evening course",
        "2026-11-27 1140 Evening course",
        "2026-11-28 0 Away",
    ] {
        assert!(titles.iter().any(|title| title == expected), "{expected} is not among {titles:?}");
    }
    window.close().await;
}

/// The largest file that is read: 50,000 appointments with guests.
fn largest() -> String {
    const EVENTS: usize = 50_000;
    const MOST: usize = 20 * 1024 * 1024;
    let event = |n: usize| {
        let head = format!(
            "BEGIN:VEVENT\r\nUID:{n}@large\r\nDTSTART:20{:02}{:02}{:02}T{:02}0000Z\r\nDURATION:PT20M\r\nSUMMARY:Meeting {n}\r\n",
            20 + n % 7,
            1 + n / 7 % 12,
            1 + n % 28,
            6 + n % 12
        );
        let guest = "ATTENDEE;CN=Somebody:mailto:somebody@example.org\r\n";
        let guests = (MOST / EVENTS).saturating_sub(head.len() + 40) / guest.len();
        format!("{head}{}END:VEVENT\r\n", guest.repeat(guests))
    };
    let events: String = (0..EVENTS).map(event).collect();
    let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n");
    assert!(text.len() > 15_000_000 && text.len() < MOST, "{}", text.len());
    text
}

/// Keeps what is said of a reading, and stops it.
const STOPS: &str = "new MutationObserver((_, observer) => {
        const card = document.querySelector('.toast--reading');
        if (card === null) return;
        observer.disconnect();
        window.seen = card.textContent;
        card.querySelector('button').click();
    }).observe(document.body, { childList: true, subtree: true });";

#[tokio::test]
async fn the_largest_file_shows_how_far_it_is_and_is_stopped() {
    let stage = Stage::new("large-calendar");
    let (large, small) = (stage.file("large.ics", &largest()), stage.file("busy.ics", BUSY));
    let window = stage.open().await;
    window.has_a_plan().await;
    window.opens_settings("calendars").await;
    // It is over before the driver has looked twice: the page itself presses as soon as the button is there.
    window.script(STOPS, vec![]).await;
    let input = window.driver.find(thirtyfour::By::Css("input[type=file]")).await.unwrap();
    input.send_keys(large.to_str().unwrap()).await.unwrap();
    window.wait_for("how far it is", "return window.seen !== undefined").await;
    window.wait_for("the end", "return document.querySelector('.toast--reading') === null").await;
    let seen = window.script("return window.seen", vec![]).await;
    let seen = seen.as_str().unwrap();
    assert!(seen.contains("Reading “large.ics”") && seen.contains(" of 50,000 events"), "{seen}");
    window.wait_for("the button", "return !document.querySelector('input[type=file]').disabled").await;
    assert_eq!(window.ask("settings", json!({})).await["busy"]["calendars"], json!([]));
    assert_eq!(window.script("return document.querySelector('.banner--bad') === null", vec![]).await, true);
    // The window is there for the next file.
    window.adds_calendar(&small).await;
    window.picture("the next").await;
    window.close().await;
}
