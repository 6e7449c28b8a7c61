//! Whole calendars in the style of the programs that write them, next to what is to be read from
//! them. With `UPDATE_CASES=1` the expected texts are written anew; look at them before you keep them.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use calendar::{BusyCalendar, ReadError, When, Window, read_busy};
use chrono_tz::Tz;

/// The first line of an expectation: `window FROM UNTIL ZONE`.
fn asked(expected: &str) -> (Window, Tz) {
    let words: Vec<&str> = expected.lines().next().unwrap().split(' ').collect();
    assert_eq!(words[0], "window");
    (Window { from: words[1].parse().unwrap(), until: words[2].parse().unwrap() }, words[3].parse().unwrap())
}

fn rendered(first_line: &str, calendar: &BusyCalendar) -> String {
    let mut out = format!("{first_line}\n");
    if let Some(name) = &calendar.name {
        writeln!(out, "name {name}").unwrap();
    }
    for event in &calendar.events {
        match event.when {
            When::Timed { start, end } => {
                let form = "%Y-%m-%dT%H:%M:%SZ";
                writeln!(out, "{} {} {}", start.format(form), end.format(form), event.title).unwrap();
            }
            When::AllDay { first, until } => writeln!(out, "{first} {until} {}", event.title).unwrap(),
        }
    }
    writeln!(out, "free {} cancelled {}", calendar.skipped_free, calendar.cancelled).unwrap();
    for problem in &calendar.problems {
        let line = problem.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        let uid = problem.uid.as_deref().unwrap_or("-");
        let summary = problem.summary.as_deref().unwrap_or("-");
        writeln!(out, "problem {line} | {uid} | {summary} | {}", problem.reason).unwrap();
    }
    out
}

#[test]
fn every_case_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "ics"));
    names.sort();
    assert!(names.len() >= 10, "the cases are missing");
    let mut differing = Vec::new();
    for ics in names {
        let txt = ics.with_extension("txt");
        let expected = fs::read_to_string(&txt).unwrap().replace("\r\n", "\n");
        let (window, zone) = asked(&expected);
        let calendar = read_busy(&fs::read(&ics).unwrap(), window, zone).unwrap();
        let found = rendered(expected.lines().next().unwrap(), &calendar);
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&txt, &found).unwrap();
        } else if found != expected {
            differing.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", ics.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

fn year() -> Window {
    Window { from: "2025-01-01".parse().unwrap(), until: "2026-01-01".parse().unwrap() }
}

#[test]
fn a_text_that_is_no_calendar_is_refused_in_words() {
    let read = |text: &[u8]| read_busy(text, year(), Tz::UTC).unwrap_err();
    assert_eq!(read(b""), ReadError::Empty);
    assert_eq!(read(b" \r\n\n"), ReadError::Empty);
    assert_eq!(read(b"\xEF\xBB\xBF\n<!DOCTYPE html>\n<html></html>"), ReadError::WebPage);
    assert_eq!(read(b"<HTML lang=en>"), ReadError::WebPage);
    assert_eq!(read(b"name,date\nBEGIN,VCALENDAR\n"), ReadError::NotCalendar);
    assert_eq!(read(&[0x50, 0x4B, 3, 4, 0, 0xFF]), ReadError::NotCalendar);
    assert!(read(b"hello").to_string().contains("BEGIN:VCALENDAR"));
}

#[test]
fn utf_16_is_read_and_named_where_its_bytes_were_taken_for_another_writing() {
    let text = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Zoë\r\nBEGIN:VEVENT\r\nDTSTART:20250105T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let marked = format!("\u{feff}{text}");
    for bytes in [
        marked.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ] {
        let calendar = read_busy(&bytes, year(), Tz::UTC).unwrap();
        assert_eq!((calendar.name.as_deref(), calendar.events.len()), (Some("Zoë"), 1));
        assert_eq!(calendar::to_text(&bytes).trim_start_matches('\u{feff}'), text);
        let lost = format!("\u{fffd}\u{fffd}{}", String::from_utf8_lossy(&bytes));
        assert_eq!(read_busy(lost.as_bytes(), year(), Tz::UTC), Err(ReadError::Utf16));
    }
    assert_eq!(calendar::to_text(b"caf\xE9"), "café");
    // A fold may cut a character in two; others stay, for the lines are counted.
    let cut = b"SUMMARY:caf\xC3\r\n \xA9 and t\xC3\n\t\xA9\r\n and on\r\n";
    assert_eq!(calendar::to_text(cut), "SUMMARY:café and té\r\n and on\r\n");
}

#[test]
fn it_is_told_what_a_calendar_holds_and_how_many_events_are_used() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20250105T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=9\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20250112T090000Z\nDTSTART:20250112T110000Z\nDURATION:PT1H\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART:20250106T090000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\nEND:VEVENT\nBEGIN:VTODO\nEND:VTODO\nBEGIN:VFREEBUSY\nEND:VFREEBUSY\nEND:VCALENDAR\n";
    let calendar = read_busy(text.as_bytes(), year(), Tz::UTC).unwrap();
    assert_eq!((calendar.series, calendar.events.len(), calendar.skipped_free), (1, 9, 1));
    assert_eq!(calendar.holds, calendar::Holds { events: 3, tasks: 1, free_busy: 1 });
}

#[test]
fn a_calendar_without_events_is_a_calendar() {
    let calendar = read_busy(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", year(), Tz::UTC).unwrap();
    assert_eq!(calendar, BusyCalendar::default());
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let mut text = b"BEGIN:VCALENDAR\nEND:VCALENDAR\n".to_vec();
    text.resize(calendar::MAX_BYTES, b'\n');
    assert!(read_busy(&text, year(), Tz::UTC).is_ok());
    text.push(b'\n');
    let error = read_busy(&text, year(), Tz::UTC).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { bytes, .. } if bytes == text.len()), "{error}");
}

fn event(lines: &[&str]) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{}\nEND:VEVENT\nEND:VCALENDAR\n", lines.join("\n")).into_bytes()
}

#[test]
fn an_empty_or_backward_window_holds_nothing() {
    let text = event(&["DTSTART;VALUE=DATE:20240101", "DTEND;VALUE=DATE:20270101"]);
    let read = |from: &str, until: &str| {
        let window = Window { from: from.parse().unwrap(), until: until.parse().unwrap() };
        read_busy(&text, window, Tz::UTC).unwrap().events.len()
    };
    assert_eq!(read("2025-06-01", "2025-06-02"), 1);
    assert_eq!(read("2025-06-01", "2025-06-01"), 0);
    assert_eq!(read("2025-06-01", "2025-05-01"), 0);
}

#[test]
fn the_window_is_half_open_in_the_learners_zone() {
    let berlin: Tz = "Europe/Berlin".parse().unwrap();
    let window = Window { from: "2025-06-02".parse().unwrap(), until: "2025-06-03".parse().unwrap() };
    let count = |start: &str, end: &str| {
        let text = event(&[&format!("DTSTART:{start}"), &format!("DTEND:{end}")]);
        read_busy(&text, window, berlin).unwrap().events.len()
    };
    assert_eq!(count("20250601T210000Z", "20250601T220000Z"), 0, "ends as the window begins");
    assert_eq!(count("20250601T210000Z", "20250601T220001Z"), 1);
    assert_eq!(count("20250602T215959Z", "20250602T230000Z"), 1);
    assert_eq!(count("20250602T220000Z", "20250602T230000Z"), 0, "begins as the window ends");
    assert_eq!(count("20250501T000000Z", "20250701T000000Z"), 1, "covers the window");
}

#[test]
fn a_long_event_that_repeats_reaches_into_the_window() {
    let text = event(&["DTSTART:20250101T000000Z", "DURATION:P20D", "RRULE:FREQ=MONTHLY"]);
    let window = Window { from: "2025-03-19".parse().unwrap(), until: "2025-03-20".parse().unwrap() };
    assert_eq!(read_busy(&text, window, Tz::UTC).unwrap().events.len(), 1);
}

#[test]
fn one_event_gives_at_most_ten_thousand_occurrences() {
    let text = event(&["UID:tick", "DTSTART:20200101T000000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY"]);
    let calendar = read_busy(&text, year(), Tz::UTC).unwrap();
    assert_eq!(calendar.events.len(), calendar::MAX_OCCURRENCES_PER_EVENT);
    assert_eq!(calendar.problems.len(), 1);
    assert_eq!(calendar.problems[0].uid.as_deref(), Some("tick"));
    assert!(calendar.problems[0].reason.contains("10000 times"), "{}", calendar.problems[0].reason);
}

#[test]
fn one_calendar_gives_at_most_fifty_thousand_occurrences() {
    let mut text = String::from("BEGIN:VCALENDAR\n");
    for number in 0..6 {
        write!(
            text,
            "BEGIN:VEVENT\nUID:{number}\nDTSTART:20250101T000000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY\nEND:VEVENT\n"
        )
        .unwrap();
    }
    let calendar = read_busy(text.as_bytes(), year(), Tz::UTC).unwrap();
    assert_eq!(calendar.events.len(), calendar::MAX_OCCURRENCES);
    assert!(calendar.problems.iter().any(|problem| problem.reason.contains("more than 50000")));
}

#[test]
fn it_tells_how_far_it_is_and_stops_when_it_is_told_to() {
    let mut text = String::from("BEGIN:VCALENDAR\n");
    for number in 0..5_000 {
        write!(text, "BEGIN:VEVENT\nUID:{number}\nDTSTART:20250301T080000Z\nDURATION:PT1H\nEND:VEVENT\n")
            .unwrap();
    }
    let mut told = Vec::new();
    let all = calendar::read_busy_telling(text.as_bytes(), year(), Tz::UTC, &mut |done, all| {
        told.push((done, all));
        true
    });
    assert_eq!(all.unwrap().events.len(), 5_000);
    assert_eq!(
        told,
        [(0, 5_000), (1_000, 5_000), (2_000, 5_000), (3_000, 5_000), (4_000, 5_000), (5_000, 5_000)]
    );
    let mut left = 3;
    let stopped = calendar::read_busy_telling(text.as_bytes(), year(), Tz::UTC, &mut |_, _| {
        left -= 1;
        left > 0
    });
    assert_eq!((stopped, left), (Err(ReadError::Cancelled), 0));
}

#[test]
fn a_thousand_problems_are_told_and_the_rest_counted() {
    let text = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\nEND:VEVENT\n".repeat(1_234));
    let problems = read_busy(text.as_bytes(), year(), Tz::UTC).unwrap().problems;
    assert_eq!(problems.len(), 1_001);
    assert!(problems[1_000].reason.starts_with("234 more"), "{}", problems[1_000].reason);
}

/// A zone of this name that only its calendar defines, so many hours east of UTC, with an event at 12:00 in it.
fn with_a_zone_of_its_own(uid: &str, hours: u32) -> String {
    format!(
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\n\
         TZOFFSETFROM:+0{hours}00\nTZOFFSETTO:+0{hours}00\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:{uid}\n\
         DTSTART;TZID=Customized Time Zone:20250301T120000\nDURATION:PT1H\nSUMMARY:{uid}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
}

#[test]
fn two_calendars_of_one_text_may_mean_different_zones_by_one_name() {
    let none = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:c\nDTSTART;TZID=Customized Time Zone:20250301T120000\nDURATION:PT1H\n\
                SUMMARY:c\nEND:VEVENT\nEND:VCALENDAR\n";
    let text = with_a_zone_of_its_own("a", 2) + &with_a_zone_of_its_own("b", 8) + none;
    let read = read_busy(text.as_bytes(), year(), Tz::UTC).unwrap();
    let starts = read.events.iter().map(|event| match event.when {
        When::Timed { start, .. } => (event.title.as_str(), start.format("%H:%M").to_string()),
        When::AllDay { .. } => panic!("{event:?}"),
    });
    let starts: Vec<(&str, String)> = starts.collect();
    // The one that defines none takes what another calendar says of the name.
    assert_eq!(starts, [("b", "04:00".to_owned()), ("c", "04:00".to_owned()), ("a", "10:00".to_owned())]);
    assert_eq!(read.problems, []);
}

/// The name and the titles of a text of one event.
fn named(bytes: &[u8]) -> (Option<String>, String) {
    let read = read_busy(bytes, year(), Tz::UTC).unwrap();
    assert_eq!(calendar::calendar_name(&calendar::to_text(bytes)), read.name);
    (read.name, read.events[0].title.clone())
}

#[test]
fn what_is_no_utf8_is_read_as_windows_writes_it() {
    let with = |title: &[u8]| {
        let head = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20250301T080000Z\nDURATION:PT1H\nSUMMARY";
        [head, title, b"\nEND:VEVENT\nEND:VCALENDAR\n"].concat()
    };
    let title = |title: &[u8]| named(&with(title)).1;
    assert_eq!(title(b":9\x9610 \x80 \x93caf\xe9\x94"), "9–10 € “café”");
    assert_eq!(calendar::to_text(b"9\x9610 \xfcber"), "9–10 über");
    // vCalendar 1.0, with lines that go on after its own sign.
    assert_eq!(title(b";ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9 lun=\n=C3=A9 =3D"), "Café luné =");
    assert_eq!(title(b";QUOTED-PRINTABLE:Caf=E9=\n=\n lun=9"), "Café lun=9");
    assert_eq!(title(b":1 + 1 ="), "1 + 1 =");
}

#[test]
fn what_steers_a_terminal_comes_into_no_name_and_no_title() {
    let text = "BEGIN:VCALENDAR\nX-WR-CALNAME:A\\nB \u{1b}[31mC\u{202e}D\u{9b}E\\n\nBEGIN:VEVENT\nUID:1\u{1b}[2J\n\
                DTSTART:20250301T080000Z\nDURATION:PT1H\nSUMMARY:\u{7}One\\n\\ntwo\u{2028}\u{2066}three\u{7f}\nRRULE:FREQ=\u{1b}X\n\
                END:VEVENT\nEND:VCALENDAR\n";
    let read = read_busy(text.as_bytes(), year(), Tz::UTC).unwrap();
    assert_eq!(named(text.as_bytes()), (Some("A B [31mCD E".to_owned()), "One two three".to_owned()));
    let [problem] = &read.problems[..] else { panic!("{:?}", read.problems) };
    let said = [problem.uid.as_ref().unwrap(), problem.summary.as_ref().unwrap(), &problem.reason];
    assert!(said.iter().all(|text| !text.chars().any(char::is_control)), "{problem:?}");
    assert!(problem.reason.contains("FREQ= X"), "{problem:?}");
    let long = text
        .replace("A\\nB", &"x".repeat(5_000))
        .replace("END:VEVENT", "X:Y\rEND:VEVENT")
        .replace('\n', "\r");
    assert_eq!(named(long.as_bytes()).0.unwrap().chars().count(), 200);
}
