//! What is written can be read again, by this crate and by any reader that keeps to RFC 5545.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use calendar::{BlockTask, CalendarBlock, Layout, When, Window, read_busy, read_singles, write_blocks};
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
        colour: String::new(),
        alarms: Vec::new(),
        sequence: 2,
        stamp: "2025-03-01T12:00:00Z".parse().unwrap(),
        tasks: Vec::new(),
    }
}

fn utc(name: &str) -> Layout<'_> {
    Layout { name, zone: Tz::UTC, tasks: false }
}

#[test]
fn a_block_is_written_as_one_event() {
    let mut block = block("Ownership; moves, and \\ borrows", "I can\nexplain it", "Rust");
    block.colour = "teal".into();
    block.alarms = vec![10];
    let text = write_blocks(&[block], &utc("Ninefold"));
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ninefold//Ninefold//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Ninefold",
        "X-WR-CALNAME:Ninefold",
        "BEGIN:VEVENT",
        "UID:0190-block@ninefold",
        "DTSTAMP:20250301T120000Z",
        "LAST-MODIFIED:20250301T120000Z",
        "SEQUENCE:2",
        "DTSTART:20250330T080000Z",
        "DTEND:20250330T085000Z",
        "SUMMARY:Ownership\\; moves\\, and \\\\ borrows",
        "DESCRIPTION:I can\\nexplain it",
        "CATEGORIES:Rust",
        "COLOR:teal",
        "BEGIN:VALARM",
        "UID:alarm-10-0190-block@ninefold",
        "ACTION:DISPLAY",
        "DESCRIPTION:Ownership\\; moves\\, and \\\\ borrows",
        "TRIGGER:-PT10M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(text, expected.join("\r\n"));
}

#[test]
fn what_is_empty_is_not_written() {
    let text = write_blocks(&[CalendarBlock { minutes: 0, ..block("Point", "", "") }], &utc(""));
    for absent in ["DTEND", "DESCRIPTION", "CATEGORIES", "COLOR", "X-WR-CALNAME", "VALARM", "VTIMEZONE"] {
        assert!(!text.contains(absent), "{text}");
    }
    assert!(write_blocks(&[], &utc("Empty")).starts_with("BEGIN:VCALENDAR\r\n"));
}

#[test]
fn a_checklist_is_written_as_tasks_where_that_is_asked_for() {
    let task =
        |n: u32, done| BlockTask { uid: format!("task-{n}@ninefold"), title: format!("Do, {n}"), done };
    let block = CalendarBlock { tasks: vec![task(1, false), task(2, true)], ..block("Vectors", "", "") };
    assert!(!write_blocks(std::slice::from_ref(&block), &utc("")).contains("VTODO"));
    let text = write_blocks(&[block], &Layout { tasks: true, ..utc("") });
    let todo = "BEGIN:VTODO\r\nUID:task-2@ninefold\r\nDTSTAMP:20250301T120000Z\r\nLAST-MODIFIED:20250301T120000Z\r\n\
                DUE:20250330T085000Z\r\nSUMMARY:Do\\, 2\r\nRELATED-TO:0190-block@ninefold\r\nSTATUS:COMPLETED\r\n\
                PERCENT-COMPLETE:100\r\nEND:VTODO\r\n";
    assert!(text.contains(todo), "{text}");
    assert!(text.contains("STATUS:NEEDS-ACTION\r\nEND:VTODO"), "{text}");
}

#[test]
fn times_in_a_zone_come_with_its_definition_and_are_the_same_instants() {
    // Every half hour around each change of the clocks of a year, in zones that change in many ways.
    for zone in
        ["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata"]
    {
        let zone: Tz = zone.parse().unwrap();
        let first: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        let blocks: Vec<CalendarBlock> = (0..365 * 16)
            .map(|n| CalendarBlock {
                uid: format!("{n}@ninefold"),
                start: first + TimeDelta::minutes(90 * n),
                minutes: 45,
                ..block("x", "", "")
            })
            .collect();
        let text = write_blocks(&blocks, &Layout { name: "", zone, tasks: false });
        assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
        // By the definition alone: under a name that nobody knows.
        let text =
            text.replace(&format!("TZID:{zone}"), "TZID:Ours").replace(&format!("TZID={zone}"), "TZID=Ours");
        let found = read_singles(&text, Tz::UTC);
        assert_eq!(found.len(), blocks.len());
        for (found, block) in found.iter().zip(&blocks) {
            let end = block.start + TimeDelta::minutes(45);
            assert_eq!(found.when, When::Timed { start: block.start, end }, "{zone}");
        }
    }
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
        let text = write_blocks(&[block(&title, &description, &category)], &Layout { zone: Tz::Europe__Berlin, ..utc(&name) });
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} bytes: {line}", line.len());
            prop_assert!(!line.chars().any(|letter| letter.is_control() && letter != '\t'), "{line:?}");
        }
        let unfolded = unfold(&text);
        let parsed = read_calendar(&unfolded).unwrap();
        let event = parsed.components.iter().find(|component| component.name == "VEVENT").unwrap();
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
        let found = read_busy(write_blocks(&blocks, &Layout { zone: Tz::Europe__Berlin, ..utc("Mine, all") }).as_bytes(), window, Tz::UTC).unwrap();
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
