//! Held against an independent reading of RFC 5545 in Python (`expand.py`): a thousand repetitions over the changes of the clock
//! in ten zones, for learners in each of them, and what is written.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use calendar::{BlockTask, CalendarBlock, Layout, When, Window, read_busy, write_blocks};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

const ZONES: [&str; 10] = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Asia/Kolkata",
];
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let python = target.join("python/calendars/bin/python");
    assert!(python.is_file(), "{} is missing; `cargo xtask setup` makes it", python.display());
    python
}

fn judged(arguments: &[&Path]) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge/expand.py");
    let output = Command::new(python()).arg(script).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[derive(Debug, Clone)]
struct Case {
    text: String,
    /// The length of a timed event by its title.
    seconds: BTreeMap<String, i64>,
    /// The learner's zone, in which days begin and times without a zone are meant.
    zone: Tz,
    from: NaiveDate,
    until: NaiveDate,
}

/// A rule whose parts go together as RFC 5545 (3.3.10) allows, but for a number where it says nothing.
fn rule() -> impl Strategy<Value = (String, bool)> {
    let days = || subsequence(DAYS.to_vec(), 1..4).prop_map(|days| days.join(","));
    let nth = || {
        (select(vec!["1", "2", "3", "4", "5", "-1", "-2"]), select(DAYS.to_vec()))
            .prop_map(|(n, day)| format!("{n}{day}"))
    };
    let months = || subsequence((1..=12).collect::<Vec<u32>>(), 1..4).prop_map(joined);
    let month_days = || subsequence(vec![1, 2, 13, 28, 29, 30, 31, -1, -2, -31], 1..4).prop_map(joined);
    let by = prop_oneof![
        3 => days().prop_map(|days| format!("FREQ=WEEKLY;BYDAY={days}")),
        1 => Just("FREQ=WEEKLY".to_owned()),
        1 => (days(), select(DAYS.to_vec())).prop_map(|(days, start)| format!("FREQ=WEEKLY;WKST={start};BYDAY={days}")),
        1 => Just("FREQ=DAILY".to_owned()),
        1 => days().prop_map(|days| format!("FREQ=DAILY;BYDAY={days}")),
        1 => months().prop_map(|months| format!("FREQ=DAILY;BYMONTH={months}")),
        // What RFC 5545 (3.3.10) forbids and programs write all the same.
        1 => (nth(), select(vec!["WEEKLY", "DAILY"])).prop_map(|(nth, name)| format!("FREQ={name};BYDAY={nth}")),
        1 => Just("FREQ=MONTHLY".to_owned()),
        2 => nth().prop_map(|nth| format!("FREQ=MONTHLY;BYDAY={nth}")),
        2 => month_days().prop_map(|days| format!("FREQ=MONTHLY;BYMONTHDAY={days}")),
        1 => (days(), select(vec!["1", "-1", "2", "1,-1"])).prop_map(|(days, at)| format!("FREQ=MONTHLY;BYDAY={days};BYSETPOS={at}")),
        1 => (month_days(), days()).prop_map(|(days, week)| format!("FREQ=MONTHLY;BYMONTHDAY={days};BYDAY={week}")),
        1 => Just("FREQ=YEARLY".to_owned()),
        1 => (months(), nth()).prop_map(|(months, nth)| format!("FREQ=YEARLY;BYMONTH={months};BYDAY={nth}")),
        1 => (months(), month_days()).prop_map(|(months, days)| format!("FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days}")),
        1 => subsequence(vec![1, 59, 60, 100, 200, 365, 366, -1, -366], 1..4).prop_map(|days| format!("FREQ=YEARLY;BYYEARDAY={}", joined(days))),
        1 => (subsequence(vec![1, 2, 20, 52, 53, -1], 1..3), days()).prop_map(|(weeks, days)| format!("FREQ=YEARLY;BYWEEKNO={};BYDAY={days}", joined(weeks))),
    ];
    (by, 1..4_u32, 0..4_u32, 1..40_u32, 30..600_i64).prop_map(|(by, interval, end, count, days)| {
        let interval = if interval == 1 { String::new() } else { format!(";INTERVAL={interval}") };
        let end = match end {
            0 => format!(";COUNT={count}"),
            1 => format!(";UNTIL={}", (start_of_all() + TimeDelta::days(days)).format("%Y%m%d")),
            _ => String::new(),
        };
        let until = end.starts_with(";UNTIL");
        (format!("{by}{interval}{end}"), until)
    })
}

fn joined<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(",")
}

fn start_of_all() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).unwrap()
}

fn case() -> impl Strategy<Value = Case> {
    // Clocks change in the small hours: half of the starts lie there.
    let quarter = prop_oneof![0..16_u32, 0..96_u32];
    let exceptions = proptest::collection::vec((0..300_i64, any::<bool>()), 0..4);
    // Of four, one takes whole days, and one has times without a zone; half of the learners are where the event is.
    let form = (0..4_u32, select(ZONES.to_vec()), any::<bool>());
    (rule(), select(ZONES.to_vec()), 0..700_i64, quarter, form, 15..600_i64, exceptions, 0..500_i64, 60..400_i64)
        .prop_map(|((rule, until), zone, day, quarter, (kind, elsewhere, at_home), minutes, exceptions, from, days)| {
            let (whole, floating) = (kind == 0, kind == 1);
            let (tzid, z) = if floating { (String::new(), "") } else { (format!(";TZID={zone}"), "Z") };
            let start = (start_of_all() + TimeDelta::days(day)).and_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap();
            let form = "%Y%m%dT%H%M%S";
            // UNTIL is an instant where the start has a zone (RFC 5545, 3.3.10).
            let rule = match rule.split_once(";UNTIL=").filter(|_| until && !whole) {
                Some((head, day)) => format!("{head};UNTIL={day}T120000{z}"),
                None => rule,
            };
            let mut event = if whole {
                let first = start.date();
                let last = first + TimeDelta::days(1 + minutes / 300);
                format!("DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\n", first.format("%Y%m%d"), last.format("%Y%m%d"))
            } else {
                format!("DTSTART{tzid}:{}\r\nDURATION:PT{minutes}M\r\n", start.format(form))
            };
            let _ = write!(event, "RRULE:{rule}\r\n");
            for (later, add) in exceptions {
                let at = start + TimeDelta::days(later);
                let name = if add { "RDATE" } else { "EXDATE" };
                let _ = if whole {
                    write!(event, "{name};VALUE=DATE:{}\r\n", at.format("%Y%m%d"))
                } else {
                    write!(event, "{name}{tzid}:{}\r\n", at.format(form))
                };
            }
            let from = start_of_all() + TimeDelta::days(from);
            let text = format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20230101T000000Z\r\n\
                 SUMMARY:x\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
            );
            let seconds = BTreeMap::from([("x".to_owned(), minutes * 60)]);
            let zone = (if at_home { zone } else { elsewhere }).parse().unwrap();
            Case { text, seconds, zone, from, until: from + TimeDelta::days(days) }
        })
}

/// What this crate finds, in the judge's form.
fn found(case: &Case) -> Result<Vec<Value>, String> {
    let window = Window { from: case.from, until: case.until };
    let calendar = read_busy(case.text.as_bytes(), window, case.zone).map_err(|error| error.to_string())?;
    // Of a date that no more years have, such as 30 February, it is told that it does not come; the judge says nothing.
    let is_told = |reason: &str| reason.contains("does not come again") && case.text.contains("FREQ=YEARLY");
    if let Some(problem) = calendar.problems.iter().find(|problem| !is_told(&problem.reason)) {
        return Err(problem.reason.clone());
    }
    let shown = |event: &calendar::BusyEvent| match event.when {
        When::Timed { start, end } => json!([start.timestamp(), end.timestamp(), event.title]),
        When::AllDay { first, until } => json!([first.to_string(), until.to_string(), event.title]),
    };
    let mut out: Vec<Value> = calendar.events.iter().map(shown).collect();
    out.sort_by_key(ToString::to_string);
    Ok(out)
}

/// The judge's answer with the ends that RFC 5545 asks for. It adds `PT77M` on the wall clock; hours and minutes are exact,
/// only days and weeks depend on the clock (3.3.6), so such an event ends as long after its start on every day.
fn mended(answer: &Value, case: &Case) -> Vec<Value> {
    let mut out: Vec<Value> = answer.as_array().unwrap().clone();
    for one in &mut out {
        if let (Some(start), Some(seconds)) = (one[0].as_i64(), case.seconds.get(one[2].as_str().unwrap())) {
            one[1] = json!(start + seconds);
        }
    }
    out.sort_by_key(ToString::to_string);
    out
}

/// Of the cases; `NINEFOLD_SEED` is a number that leads to others.
fn seed() -> u64 {
    std::env::var("NINEFOLD_SEED").map_or(9, |text| text.parse().unwrap())
}

fn cases<T>(of: impl Strategy<Value = T>, many: usize) -> Vec<T> {
    let number = seed().to_le_bytes();
    let seed: [u8; 32] =
        std::array::from_fn(|nth| number[nth % 8].wrapping_add(u8::try_from(nth * 7).unwrap()));
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    (0..many).map(|_| of.new_tree(&mut runner).unwrap().current()).collect()
}

/// Compares all, and answers how many occurrences they have.
fn compared(cases: &[Case]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cases.json");
    let asked = |case: &Case| {
        let (from, until) = (case.from.to_string(), case.until.to_string());
        json!({ "text": case.text, "zone": case.zone.name(), "from": from, "until": until })
    };
    let asked: Vec<Value> = cases.iter().map(asked).collect();
    std::fs::write(&file, serde_json::to_string(&asked).unwrap()).unwrap();
    let Value::Array(answers) = judged(&[&file]) else { panic!("no list") };
    let mut occurrences = 0;
    let mut differing = Vec::new();
    for (case, answer) in cases.iter().zip(&answers) {
        let answer = mended(answer, case);
        occurrences += answer.len();
        let found = found(case);
        if found.as_ref() != Ok(&answer) {
            let own = found.unwrap_or_else(|reason| vec![json!(reason)]);
            let ours: Vec<&Value> = own.iter().filter(|one| !answer.contains(one)).collect();
            let theirs: Vec<&Value> = answer.iter().filter(|one| !own.contains(one)).collect();
            let span = format!("{} to {} in {}", case.from, case.until, case.zone);
            differing.push(format!("{span}\nonly here: {ours:?}\nonly there: {theirs:?}\n{}", case.text));
        }
    }
    let shown = differing[..differing.len().min(6)].join("\n");
    let (many, of) = (differing.len(), cases.len());
    assert!(many == 0, "{many} of {of} differ with NINEFOLD_SEED={}, such as\n{shown}", seed());
    occurrences
}

#[test]
fn a_thousand_repetitions_are_expanded_as_an_independent_reader_does() {
    let occurrences = compared(&cases(case(), 1_300));
    assert!(occurrences > 8_000, "only {occurrences} occurrences were compared");
}

/// An event that ends or begins about the midnight with which the span of days begins or ends: some quarters of an hour
/// before or after it, or a whole day beside it.
fn at_an_edge() -> impl Strategy<Value = Case> {
    let zones = (select(ZONES.to_vec()), select(ZONES.to_vec()));
    (zones, 0..700_i64, 1..4_i64, -100..100_i64, prop_oneof![0..3_i64, 0..40_i64], 0..3_u32, any::<bool>()).prop_map(
        |((zone, own), day, days, before, quarters, kind, last)| {
            let from = start_of_all() + TimeDelta::days(day);
            let until = from + TimeDelta::days(days);
            let form = "%Y%m%dT%H%M%S";
            let edge = (if last { until } else { from }).and_time(NaiveTime::MIN);
            let start = edge + TimeDelta::minutes(before / 10 * 15);
            let minutes = 15 + quarters * 15;
            let when = match kind {
                0 => format!(
                    "DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}",
                    start.format("%Y%m%d"),
                    (start.date() + TimeDelta::days(1 + quarters % 2)).format("%Y%m%d")
                ),
                1 => format!("DTSTART:{}\r\nDURATION:PT{minutes}M", start.format(form)),
                _ => format!("DTSTART;TZID={own}:{}\r\nDURATION:PT{minutes}M", start.format(form)),
            };
            let text = format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20230101T000000Z\r\n\
                 SUMMARY:x\r\n{when}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            );
            let seconds = BTreeMap::from([("x".to_owned(), minutes * 60)]);
            Case { text, seconds, zone: zone.parse().unwrap(), from, until }
        },
    )
}

#[test]
fn at_the_midnights_of_the_learners_zone_both_see_the_same() {
    let all = cases(at_an_edge(), 1_000);
    let occurrences = compared(&all);
    assert!((300..900).contains(&occurrences), "{occurrences} of {} are within the days", all.len());
}

/// A series with some of its occurrences moved, renamed, or taken out, alone or with all that follow.
fn changed() -> impl Strategy<Value = Case> {
    let change = (1..20_i64, -40..40_i64, 15..200_i64, any::<bool>(), any::<bool>());
    let quarter = prop_oneof![4..16_u32, 0..88_u32];
    (select(ZONES.to_vec()), 0..300_i64, quarter, any::<bool>(), 15..200_i64, proptest::collection::vec(change, 1..3))
        .prop_map(|(zone, day, quarter, weekly, minutes, changes)| {
            let form = "%Y%m%dT%H%M%S";
            let start = (start_of_all() + TimeDelta::days(day)).and_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap();
            let step = if weekly { 7 } else { 1 };
            let name = if weekly { "WEEKLY" } else { "DAILY" };
            let mut text = format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20230101T000000Z\r\n\
                 SUMMARY:x\r\nDTSTART;TZID={zone}:{}\r\nDURATION:PT{minutes}M\r\nRRULE:FREQ={name};COUNT=40\r\nEND:VEVENT\r\n",
                start.format(form)
            );
            let mut seconds = BTreeMap::from([("x".to_owned(), minutes * 60)]);
            let mut taken = BTreeSet::new();
            for (nth, (at, quarters, minutes, onward, cancelled)) in changes.into_iter().enumerate() {
                // One change of one occurrence, and one that goes on at most.
                if !taken.insert(at) || (onward && nth > 0) {
                    continue;
                }
                let was = start + TimeDelta::days(at * step);
                let new = was + TimeDelta::minutes(quarters * 15);
                let range = if onward { ";RANGE=THISANDFUTURE" } else { "" };
                let status = if cancelled && !onward { "STATUS:CANCELLED\r\n" } else { "" };
                let title = format!("change {nth}");
                let _ = write!(
                    text,
                    "BEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20230101T000000Z\r\nSUMMARY:{title}\r\nRECURRENCE-ID{range};TZID={zone}:{}\r\n\
                     DTSTART;TZID={zone}:{}\r\nDURATION:PT{minutes}M\r\n{status}END:VEVENT\r\n",
                    was.format(form),
                    new.format(form)
                );
                seconds.insert(title, minutes * 60);
            }
            text.push_str("END:VCALENDAR\r\n");
            let from = start_of_all() + TimeDelta::days(day);
            Case { text, seconds, zone: zone.parse().unwrap(), from, until: from + TimeDelta::days(400) }
        })
}

#[test]
fn changed_occurrences_take_the_place_of_those_that_they_change() {
    let occurrences = compared(&cases(changed(), 300));
    assert!(occurrences > 8_000, "only {occurrences} occurrences were compared");
}

/// What the judge says of calendars that are written as they are told.
fn validated(texts: &[String]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = (0..texts.len()).map(|n| folder.path().join(format!("{n}.ics"))).collect();
    for (file, text) in files.iter().zip(texts) {
        std::fs::write(file, text).unwrap();
    }
    let mut arguments = vec![Path::new("--validate")];
    arguments.extend(files.iter().map(PathBuf::as_path));
    let Value::Array(answers) = judged(&arguments) else { panic!("no list") };
    assert_eq!(answers.len(), texts.len());
    answers
}

fn full_blocks() -> Vec<CalendarBlock> {
    let first: DateTime<Utc> = "2026-10-20T00:15:00Z".parse().unwrap();
    let title = "Größe; a, b \\ c: \"老師\" ".repeat(6).trim().to_owned();
    let block = |n: i64| CalendarBlock {
        uid: format!("{n:03}@ninefold"),
        start: first + TimeDelta::hours(9 * n),
        minutes: 50,
        title: title.clone(),
        description: "- I can say what a basis is;\n\nhttps://example.org/?a=1,2\\n".to_owned(),
        category: "Maths, statistics; more".to_owned(),
        colour: "teal".to_owned(),
        alarms: vec![10, 60],
        sequence: 3,
        stamp: first,
        tasks: vec![BlockTask {
            uid: format!("task-{n}@ninefold"),
            title: "Do; it".into(),
            done: n % 2 == 0,
        }],
    };
    (0..40).map(block).collect()
}

/// What both programs should read of these blocks.
fn assert_read(found: &Value, blocks: &[CalendarBlock], what: &str) {
    assert_eq!(found["errors"], json!([]), "{what}");
    let end = |block: &CalendarBlock| block.start.timestamp() + i64::from(block.minutes) * 60;
    let event = |block: &CalendarBlock| {
        json!({
            "uid": block.uid, "start": block.start.timestamp(), "end": end(block), "title": block.title,
            "description": block.description, "category": block.category, "colour": block.colour,
            "sequence": block.sequence, "alarms": block.alarms,
        })
    };
    assert_eq!(found["events"], blocks.iter().map(event).collect::<Value>(), "{what}: icalendar");
    let seen =
        |block: &CalendarBlock| json!([block.start.timestamp(), end(block), block.title, block.alarms]);
    assert_eq!(found["vobject"], blocks.iter().map(seen).collect::<Value>(), "{what}: vobject");
}

#[test]
fn what_is_written_is_read_the_same_by_two_other_programs() {
    let blocks = full_blocks();
    let layout = |zone: &str| Layout { name: "Ninefold, all", zone: zone.parse().unwrap(), tasks: true };
    let texts: Vec<String> = ZONES.iter().map(|zone| write_blocks(&blocks, &layout(zone))).collect();
    let tasks = |(nth, block): (usize, &CalendarBlock)| {
        json!(["Do; it", if nth % 2 == 0 { "COMPLETED" } else { "NEEDS-ACTION" }, block.uid])
    };
    let tasks: Vec<Value> = blocks.iter().enumerate().map(tasks).collect();
    for (found, zone) in validated(&texts).iter().zip(ZONES) {
        assert_read(found, &blocks, zone);
        assert_eq!(found["tasks"], json!(tasks), "{zone}");
    }
}

/// Some blocks at different times, with or without each thing that a block need not have.
fn written() -> impl Strategy<Value = (Vec<CalendarBlock>, String)> {
    let text = || "[a-zA-Z,;:\\\\\"é老🎓][a-zA-Z ,;:\\\\\n\"é老🎓]{0,120}[a-z]";
    let maybe = || prop_oneof![Just(String::new()), text().boxed()];
    let alarms = subsequence(vec![0_u32, 5, 10, 90, 1_440, 40_320], 0..4);
    let stamp: DateTime<Utc> = "2026-01-01T12:00:00Z".parse().unwrap();
    let block = (text(), maybe(), maybe(), alarms, prop_oneof![Just(0_u32), 5..600_u32]);
    let some = proptest::collection::btree_map(0..30_000_i64, block, 1..6);
    (some, select(ZONES.to_vec()), any::<bool>(), any::<bool>()).prop_map(move |(some, zone, named, utc)| {
        let block = |(at, (title, description, category, alarms, minutes)): (i64, _)| CalendarBlock {
            uid: format!("{at:06}@ninefold"),
            start: stamp + TimeDelta::minutes(15 * at),
            minutes,
            title,
            description,
            category,
            colour: String::new(),
            alarms,
            sequence: 0,
            stamp,
            tasks: Vec::new(),
        };
        let blocks: Vec<CalendarBlock> = some.into_iter().map(block).collect();
        let zone = if utc { Tz::UTC } else { zone.parse().unwrap() };
        let text =
            write_blocks(&blocks, &Layout { name: if named { "Mine" } else { "" }, zone, tasks: false });
        (blocks, text)
    })
}

#[test]
fn whatever_is_written_stands_before_a_strict_reader() {
    let all = cases(written(), 200);
    let texts: Vec<String> = all.iter().map(|(_, text)| text.clone()).collect();
    for ((blocks, text), found) in all.iter().zip(validated(&texts)) {
        assert_read(&found, blocks, text);
    }
}

#[test]
fn the_judge_finds_what_a_broken_writer_would_leave_out_or_write_twice() {
    let whole = write_blocks(
        &full_blocks()[..1],
        &Layout { name: "", zone: "Europe/Berlin".parse().unwrap(), tasks: true },
    );
    let line = |begin: &str, nth: usize| {
        let found = whole.split_inclusive("\r\n").filter(|line| line.starts_with(begin)).nth(nth);
        found.unwrap_or_else(|| panic!("no {begin} in {whole}")).to_owned()
    };
    let without = |begin: &str, nth: usize| {
        let (before, _) = whole.match_indices(&line(begin, 0)).nth(nth).unwrap();
        format!("{}{}", &whole[..before], whole[before..].replacen(&line(begin, 0), "", 1))
    };
    let event = |more: &str| whole.replacen("BEGIN:VALARM", &format!("{more}BEGIN:VALARM"), 1);
    let broken = [
        ("PRODID", without("PRODID", 0)),
        ("VERSION", without("VERSION", 0)),
        ("TZID", without("TZID:", 0)),
        ("TZOFFSETFROM", without("TZOFFSETFROM", 0)),
        ("UID", without("UID:000@", 0)),
        ("DTSTAMP", without("DTSTAMP", 0)),
        ("DTSTAMP", without("DTSTAMP", 1)),
        ("UID", without("UID:task-", 0)),
        ("ACTION", without("ACTION", 0)),
        ("TRIGGER", without("TRIGGER", 0)),
        ("DESCRIPTION", whole.replacen("ACTION:DISPLAY\r\nDESCRIPTION", "ACTION:DISPLAY\r\nX-TEXT", 1)),
        ("DTSTART", event("DTSTART:20261020T001500Z\r\n")),
        ("DURATION", event("DURATION:PT50M\r\n")),
        ("TRIGGER", whole.replacen("-PT10M", "10 min", 1)),
        (
            "DTSTART",
            whole.replacen("DTSTART;TZID=Europe/Berlin:20261020", "DTSTART;TZID=Europe/Berlin:20261032", 1),
        ),
        ("END", whole.replacen("END:VEVENT\r\n", "", 1)),
    ];
    let texts: Vec<String> = broken.iter().map(|(_, text)| text.clone()).chain([whole.clone()]).collect();
    let mut answers = validated(&texts);
    assert_eq!(answers.pop().unwrap()["errors"], json!([]), "the whole one");
    for ((what, text), found) in broken.iter().zip(answers) {
        let errors = found["errors"].to_string();
        assert!(*text != whole && errors.contains(what), "{what}: {errors}\n{text}");
    }
}
