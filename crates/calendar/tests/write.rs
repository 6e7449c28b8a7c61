//! What is written can be read again, by this crate and by any reader that keeps to RFC 5545.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use calendar::{CalendarBlock, When, Window, read_busy, write_blocks};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use icalendar::parser::{read_calendar, unfold};
use proptest::prelude::*;

fn block(title: &str, description: &str, category: &str) -> CalendarBlock {
    CalendarBlock {
        uid: "0190-block@ninefold".into(),
        start: "2025-03-30T08:00:00Z".parse().unwrap(),
        minutes: 50,
        title: title.into(),
        description: description.into(),
        category: category.into(),
        stamp: "2025-03-01T12:00:00Z".parse().unwrap(),
    }
}

#[test]
fn a_block_is_written_as_one_event() {
    let text =
        write_blocks(&[block("Ownership; moves, and \\ borrows", "I can\nexplain it", "Rust")], "Ninefold");
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ninefold//Ninefold//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Ninefold",
        "BEGIN:VEVENT",
        "DESCRIPTION:I can\\nexplain it",
        "DTEND:20250330T085000Z",
        "DTSTAMP:20250301T120000Z",
        "DTSTART:20250330T080000Z",
        "SUMMARY:Ownership\\; moves\\, and \\\\ borrows",
        "UID:0190-block@ninefold",
        "CATEGORIES:Rust",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(text, expected.join("\r\n"));
}

#[test]
fn what_is_empty_is_not_written() {
    let text = write_blocks(&[CalendarBlock { minutes: 0, ..block("Point", "", "") }], "");
    for absent in ["DTEND", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME"] {
        assert!(!text.contains(absent), "{text}");
    }
    assert!(write_blocks(&[], "Empty").starts_with("BEGIN:VCALENDAR\r\n"));
}

/// Letters that need escaping, folding or removal, and letters of several bytes.
const TEXT: &str = "[a-zA-Z ,;:\\\\\n\r\t\"\u{7}é老🎓]{0,300}";

/// What of a text can come back: line breaks as LF, no control characters.
fn kept(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_line_keeps_to_the_form(title in TEXT, description in TEXT, category in TEXT, name in TEXT) {
        let text = write_blocks(&[block(&title, &description, &category)], &name);
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} bytes: {line}", line.len());
            prop_assert!(!line.chars().any(|letter| letter.is_control() && letter != '\t'), "{line:?}");
        }
        let unfolded = unfold(&text);
        let parsed = read_calendar(&unfolded).unwrap();
        let event = &parsed.components[0];
        let value = |name: &str| event.find_prop(name).map(|found| found.val.as_str().to_owned());
        prop_assert_eq!(value("SUMMARY"), Some(kept(&title)));
        prop_assert_eq!(value("DESCRIPTION"), (!description.is_empty()).then(|| kept(&description)));
        prop_assert_eq!(value("DTSTAMP"), Some("20250301T120000Z".to_owned()));
    }

    #[test]
    fn blocks_come_back_as_busy_time(
        starts in proptest::collection::btree_set(0..500_000i64, 1..20),
        minutes in 1..600u32,
        title in "[a-z,;\\\\é ]{1,60}",
    ) {
        let title = format!("x{title}x");
        let first: DateTime<Utc> = "2025-01-01T00:00:00Z".parse().unwrap();
        let blocks: Vec<CalendarBlock> = starts.iter().map(|start| CalendarBlock {
            uid: format!("{start}@ninefold"),
            start: first + TimeDelta::minutes(*start),
            minutes,
            ..block(&title, "What to do", "Rust")
        }).collect();
        let window = Window { from: "2025-01-01".parse().unwrap(), until: "2026-01-01".parse().unwrap() };
        let found = read_busy(write_blocks(&blocks, "Mine, all").as_bytes(), window, Tz::UTC).unwrap();
        prop_assert_eq!(found.name.as_deref(), Some("Mine, all"));
        prop_assert_eq!(&found.problems, &[]);
        prop_assert_eq!(found.events.len(), blocks.len());
        for (event, block) in found.events.iter().zip(&blocks) {
            prop_assert_eq!(&event.title, &title);
            let end = block.start + TimeDelta::minutes(i64::from(minutes));
            prop_assert_eq!(event.when, When::Timed { start: block.start, end });
        }
    }
}
