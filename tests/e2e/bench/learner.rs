//! The learner whose window is measured: a week of forty blocks between sixty busy events.

use chrono::{Datelike, Duration, NaiveDate};
use e2e::window::Window;
use serde_json::{Value, json};

/// Busy events in a week.
const BUSY: i64 = 60;
/// Blocks in a week: half an hour each.
const BLOCKS: u32 = 40;

/// Makes the plan, and answers the Monday of its first whole week.
pub async fn make(window: &Window) -> NaiveDate {
    let start = window.ask("onboarding_start", json!({})).await;
    let mut draft = start["draft"].clone();
    draft["windows"] = (0..7)
        .flat_map(|weekday| [(6 * 60, 9 * 60), (12 * 60, 22 * 60)].map(|(from, to)| (weekday, from, to)))
        .map(|(weekday, from, to)| json!({ "weekday": weekday, "from": from, "to": to, "deep": true }))
        .collect();
    window.ask("onboarding_finish", json!({ "draft": draft })).await;
    let budget =
        json!({ "week": BLOCKS * 30, "day_max": 240, "block_min": 15, "block_max": 30, "break_min": 5 });
    window.ask("budget_set", json!({ "budget": budget })).await;
    let monday: NaiveDate = window.week().await["monday"].as_str().expect("a day").parse().expect("a day");
    let first = monday + Duration::weeks(1);
    window.ask("busy_import", json!({ "file_name": "busy.ics", "text": calendar(first) })).await;
    first
}

/// Blocks and busy events of a week, as the window was told.
pub async fn count(window: &Window, monday: NaiveDate) -> (usize, usize) {
    let week = window.ask("week", json!({ "date": monday.to_string() })).await;
    let days = week["days"].as_array().expect("days");
    let all = |key: &str| days.iter().map(|day| day[key].as_array().map_or(0, Vec::len)).sum();
    (all("blocks"), all("busy"))
}

/// A quarter of an hour here and there, every week.
fn calendar(monday: NaiveDate) -> String {
    let event = |n: i64| {
        let day = monday + Duration::days(n % 7);
        let minute = 6 * 60 + 10 + (n / 7) * 100;
        let at = |minute: i64| {
            format!(
                "{}{:02}{:02}{:02}T{:02}{:02}00",
                "",
                day.year(),
                day.month(),
                day.day(),
                minute / 60,
                minute % 60
            )
        };
        format!(
            "BEGIN:VEVENT\r\nUID:{n}@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Call {n}\r\n\
             DTSTART:{}\r\nDTEND:{}\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\n",
            at(minute),
            at(minute + 15)
        )
    };
    let events: String = (0..BUSY).map(event).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n{events}END:VCALENDAR\r\n")
}

/// The first block of a week that can be moved.
pub async fn movable(window: &Window, monday: NaiveDate) -> String {
    let week = window.ask("week", json!({ "date": monday.to_string() })).await;
    let days = week["days"].as_array().expect("days");
    let blocks: Vec<&Value> = days.iter().flat_map(|day| day["blocks"].as_array().expect("blocks")).collect();
    let planned = blocks.iter().find(|block| block["state"] == "planned").expect("a planned block");
    planned["id"].as_str().expect("a name").to_owned()
}
