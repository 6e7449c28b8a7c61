//! A busy calendar from a file is kept out of the plan.

use e2e::stage::Stage;

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
