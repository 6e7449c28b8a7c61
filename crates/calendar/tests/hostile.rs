//! No bytes make reading panic, run without bound, or break what it promises about its answer.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use calendar::{BusyCalendar, MAX_OCCURRENCES, When, Window, read_busy};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The real-looking calendars, without the one whose rules take long by design.
static CALENDARS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "ics") && !path.ends_with("endless.ics"));
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
});

const TOKENS: [&str; 24] = [
    "\r\n",
    "\r\n ",
    "\nBEGIN:VEVENT\n",
    "\nEND:VEVENT\n",
    "\nBEGIN:VALARM\n",
    "\nEND:VCALENDAR\n",
    "\nRRULE:FREQ=SECONDLY\n",
    "\nRRULE:FREQ=YEARLY;BYDAY=-53SU,5MO;BYWEEKNO=53\n",
    "\nRRULE:FREQ=MONTHLY;BYSETPOS=-31;BYDAY=MO\n",
    "\nRDATE;VALUE=PERIOD:20250101T000000Z/P40000D\n",
    "\nEXDATE;TZID=Nowhere:20250101T000000\n",
    "\nRECURRENCE-ID;RANGE=THISANDFUTURE:20250301T080000Z\n",
    "\nDTSTART;VALUE=DATE:20250101\n",
    "\nDTSTART:24001231T235959\n",
    "\nDTEND;VALUE=DATE:24001231\n",
    "\nDURATION:P99999999W\n",
    "\nDURATION:-PT1H\n",
    ";TZID=W. Europe Standard Time",
    ";VALUE=DATE",
    "\u{feff}",
    "é",
    "\0",
    ":",
    "99999999999999999999",
];

#[derive(Debug, Clone)]
enum Edit {
    Put(Index, u8),
    Insert(Index, &'static str),
    Cut(Index, usize),
    Copy(Index, Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Edit::Put(at, byte)),
        (any::<Index>(), select(&TOKENS[..])).prop_map(|(at, token)| Edit::Insert(at, token)),
        (any::<Index>(), 1..60usize).prop_map(|(at, length)| Edit::Cut(at, length)),
        (any::<Index>(), any::<Index>(), 1..300usize)
            .prop_map(|(from, to, length)| Edit::Copy(from, to, length)),
    ]
}

fn edited(mut text: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let size = text.len();
        if size == 0 {
            break;
        }
        match edit {
            Edit::Put(at, byte) => text[at.index(size)] = *byte,
            Edit::Insert(at, token) => {
                let at = at.index(size);
                text.splice(at..at, token.bytes());
            }
            Edit::Cut(at, length) => {
                let at = at.index(size);
                text.drain(at..(at + length).min(size));
            }
            Edit::Copy(from, to, length) => {
                let from = from.index(size);
                let piece = text[from..(from + length).min(size)].to_vec();
                let to = to.index(size);
                text.splice(to..to, piece);
            }
        }
    }
    text
}

fn window() -> Window {
    Window { from: "2025-01-01".parse().unwrap(), until: "2026-01-01".parse().unwrap() }
}

/// Sorted, of positive length, inside the window, within the limit.
fn holds_its_promises(calendar: &BusyCalendar, window: Window, zone: Tz) {
    assert!(calendar.events.len() <= MAX_OCCURRENCES);
    let midnight = |day: NaiveDate| -> DateTime<Utc> {
        day.and_time(NaiveTime::MIN).and_local_timezone(zone).earliest().unwrap().to_utc()
    };
    let mut last = DateTime::<Utc>::MIN_UTC;
    for event in &calendar.events {
        let (start, end) = match event.when {
            When::Timed { start, end } => (start, end),
            When::AllDay { first, until } => (midnight(first), midnight(until)),
        };
        assert!(start < end && start < midnight(window.until) && end > midnight(window.from), "{event:?}");
        assert!(last <= start, "{event:?} is out of order");
        assert!(event.title.chars().count() <= 200);
        last = start;
    }
    assert!(calendar.problems.iter().all(|problem| !problem.reason.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_to_a_calendar_makes_it_panic(
        which in any::<Index>(),
        edits in proptest::collection::vec(edit(), 1..25),
    ) {
        let text = edited(which.get(&CALENDARS).clone(), &edits);
        let zone: Tz = "Europe/Berlin".parse().unwrap();
        if let Ok(calendar) = read_busy(&text, window(), zone) {
            holds_its_promises(&calendar, window(), zone);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read_busy(&bytes, window(), Tz::UTC);
        let inside = [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:", bytes.as_slice()].concat();
        let _ = read_busy(&inside, window(), Tz::UTC);
    }

    #[test]
    fn no_rule_makes_it_panic(rule in rule(), date in any::<bool>(), day in 0..1_500i64) {
        let start = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap() + chrono::TimeDelta::days(day);
        let start = if date { start.format(";VALUE=DATE:%Y%m%d") } else { start.format(":%Y%m%dT093000") };
        let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART{start}\nDURATION:P1D\nRRULE:{rule}\nEND:VEVENT\n");
        let calendar = read_busy(text.as_bytes(), window(), Tz::UTC).unwrap();
        holds_its_promises(&calendar, window(), Tz::UTC);
    }

    #[test]
    fn no_window_makes_it_panic(from in -3_000_000..3_000_000i32, until in -3_000_000..3_000_000i32) {
        let day = |days: i32| NaiveDate::from_epoch_days(days).unwrap();
        for (from, until) in [(day(from), day(until)), (NaiveDate::MIN, day(until)), (day(from), NaiveDate::MAX)] {
            let found = read_busy(&CALENDARS[0], Window { from, until }, Tz::Pacific__Apia).unwrap();
            prop_assert!(found.events.len() <= MAX_OCCURRENCES);
        }
    }
}

#[test]
fn depth_and_length_without_end_are_bounded_on_a_small_stack() {
    let event = "BEGIN:VEVENT\nDTSTART:20250301T080000Z\nDURATION:PT1H\n";
    let texts = [
        "BEGIN:VCALENDAR\n".repeat(500_000),
        format!("BEGIN:VCALENDAR\n{}", event.repeat(100_000)),
        format!("BEGIN:VCALENDAR\n{event}SUMMARY:{}\nEND:VEVENT\n", "a".repeat(10_000_000)),
        format!("BEGIN:VCALENDAR\n{event}SUMMARY:a\n{}END:VEVENT\n", " b\n".repeat(1_000_000)),
        format!("BEGIN:VCALENDAR\n{event}X{}:a\nEND:VEVENT\n", ";A=B".repeat(1_000_000)),
        format!("BEGIN:VCALENDAR\n{event}EXDATE:{}\nEND:VEVENT\n", "20250301T080000Z,".repeat(300_000)),
        format!(
            "BEGIN:VCALENDAR\n{event}RRULE:FREQ=DAILY;BYMONTHDAY={}\nEND:VEVENT\n",
            "1,".repeat(1_000_000)
        ),
    ];
    for text in texts {
        let thread = std::thread::Builder::new().stack_size(1024 * 1024);
        let read =
            thread.spawn(move || read_busy(text.as_bytes(), window(), Tz::UTC)).unwrap().join().unwrap();
        if let Ok(calendar) = read {
            holds_its_promises(&calendar, window(), Tz::UTC);
        }
    }
}

#[test]
fn numbers_beyond_all_sense_are_named_or_bounded() {
    for number in ["0", "-1", "4294967296", "99999999999999999999999999"] {
        let rule = format!("FREQ=DAILY;INTERVAL={number};COUNT={number}");
        let event =
            format!("DTSTART:20250301T080000Z\nDURATION:P{number}W\nRRULE:{rule}\nSEQUENCE:{number}\n");
        let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n");
        let calendar = read_busy(text.as_bytes(), window(), Tz::UTC).unwrap();
        holds_its_promises(&calendar, window(), Tz::UTC);
        assert!(!calendar.problems.is_empty(), "{number} is taken as it is");
    }
}

/// A rule of parts that may be anything, mostly within or just beyond what is allowed.
fn rule() -> impl Strategy<Value = String> {
    let frequency = select(vec!["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]);
    let numbers = |most: i32| {
        proptest::collection::vec(-most..=most, 1..4)
            .prop_map(|numbers| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
    };
    let days = select(vec!["MO", "TU,SU", "1MO", "-1FR", "5SA,-5SU", "53MO", "-53TU", "WE,2TH", "6MO"]);
    let part = prop_oneof![
        prop_oneof![1..5u32, 1..70_000u32].prop_map(|n| format!("INTERVAL={n}")),
        (1..5_000u32).prop_map(|n| format!("COUNT={n}")),
        select(vec!["UNTIL=20250601", "UNTIL=20250601T093000Z", "UNTIL=20200101", "WKST=SU", "WKST=TH"])
            .prop_map(str::to_owned),
        days.prop_map(|days| format!("BYDAY={days}")),
        numbers(12).prop_map(|n| format!("BYMONTH={}", n.replace('-', ""))),
        numbers(31).prop_map(|n| format!("BYMONTHDAY={n}")),
        numbers(366).prop_map(|n| format!("BYYEARDAY={n}")),
        numbers(53).prop_map(|n| format!("BYWEEKNO={n}")),
        numbers(366).prop_map(|n| format!("BYSETPOS={n}")),
        numbers(23).prop_map(|n| format!("BYHOUR={}", n.replace('-', ""))),
        numbers(59).prop_map(|n| format!("BYMINUTE={}", n.replace('-', ""))),
        numbers(60).prop_map(|n| format!("BYSECOND={}", n.replace('-', ""))),
    ];
    (frequency, proptest::collection::vec(part, 0..5))
        .prop_map(|(frequency, parts)| format!("FREQ={frequency};{}", parts.join(";")))
}
