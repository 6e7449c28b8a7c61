//! How long the largest calendar takes: `cargo xtask bench calendar` builds this as it is released and prints what it says.

use std::fmt::Write as _;
use std::time::Instant;

use calendar::{MAX_BYTES, Window, read_busy_telling};
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

/// How many events it has.
const EVENTS: usize = 50_000;
/// How often it is read; the middle one counts.
const RUNS: usize = 7;

const GUEST: &str = "ATTENDEE;CN=Somebody;ROLE=REQ-PARTICIPANT:mailto:somebody@example.org\r\n";
const END_OF_EVENT: &str = "END:VEVENT\r\n";
const END: &str = "END:VCALENDAR\r\n";

/// As large as may be read: appointments of ten years with notes and guests, one in eight of them in a series with exceptions,
/// a changed occurrence now and then, and one event in a thousand broken.
fn text() -> String {
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n");
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default();
    let rules =
        ["FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU;COUNT=24", "FREQ=DAILY;COUNT=20", "FREQ=YEARLY"];
    let room = MAX_BYTES - text.len() - END.len();
    for n in 0..EVENTS {
        let day = first + TimeDelta::days((n * 7 % 3_650) as i64);
        let (day, hour) = (day.format("%Y%m%d"), 8 + n % 10);
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\nUID:{n}@bench\r\nDTSTAMP:20200101T000000Z\r\nSUMMARY:Appointment {n}\r\n"
        );
        if n % 1_000 != 999 {
            let _ = write!(text, "DTSTART;TZID=Europe/Berlin:{day}T{hour:02}0000\r\nDURATION:PT45M\r\n");
        }
        if n % 8 == 0 {
            let _ = write!(
                text,
                "RRULE:{}\r\nEXDATE;TZID=Europe/Berlin:{day}T{hour:02}0000\r\n",
                rules[n / 8 % 4]
            );
        }
        // Its share of what may be read is filled up with guests.
        let full = room / EVENTS * (n + 1) - END_OF_EVENT.len();
        while text.len() + GUEST.len() <= full {
            text.push_str(GUEST);
        }
        text.push_str(END_OF_EVENT);
    }
    text + END
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = text();
    let window = Window { from: "2026-01-05".parse()?, until: "2029-01-01".parse()? };
    let zone: Tz = "Europe/Berlin".parse()?;
    let mut times = Vec::new();
    let mut told = 0;
    let mut found = None;
    for _ in 0..RUNS {
        let began = Instant::now();
        told = 0;
        found = Some(read_busy_telling(text.as_bytes(), window, zone, &mut |_, _| {
            told += 1;
            true
        })?);
        times.push(began.elapsed());
    }
    times.sort();
    let Some(found) = found else { return Err("it was not read".into()) };
    println!(
        "{:.1} MB, {} events, {} series in the span, {} occurrences, {} problems, told {told} times",
        text.len() as f64 / 1e6,
        found.holds.events,
        found.series,
        found.events.len(),
        found.problems.len()
    );
    println!(
        "middle of {RUNS}: {:.2} s, slowest {:.2} s",
        times[RUNS / 2].as_secs_f64(),
        times[RUNS - 1].as_secs_f64()
    );
    Ok(())
}
