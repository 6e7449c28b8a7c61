//! Bytes to a calendar file: busy time or a sentence, sorted, within the weeks that were asked for, within the limits.
//!
//! The first byte chooses the zone and the weeks that are asked for; the rest is the file.

use calendar::{MAX_OCCURRENCES, When, Window, read_busy, to_text};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

const ZONES: [Tz; 4] = [Tz::UTC, Tz::Europe__Berlin, Tz::America__St_Johns, Tz::Pacific__Apia];

/// Reads the bytes as a calendar.
pub fn run(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let zone = ZONES[usize::from(first % 4)];
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a year that can be counted");
    let window = match first / 4 % 3 {
        0 => Window { from: day(2025), until: day(2026) },
        1 => Window { from: day(2011), until: day(2031) },
        _ => Window { from: day(2026), until: day(2025) },
    };
    // As the application does before it hands the text on.
    let text = to_text(text);
    let calendar = match read_busy(text.as_bytes(), window, zone) {
        Ok(calendar) => calendar,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    assert!(calendar.events.len() <= MAX_OCCURRENCES);
    let midnight = |day: NaiveDate| -> DateTime<Utc> {
        // A day that a zone skipped begins with the next that it has.
        let at = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_local_timezone(zone).earliest();
        let days = std::iter::successors(Some(day), NaiveDate::succ_opt);
        days.take(3).find_map(at).expect("no zone skips three days").to_utc()
    };
    let mut last = DateTime::<Utc>::MIN_UTC;
    for event in &calendar.events {
        let (start, end) = match event.when {
            When::Timed { start, end } => (start, end),
            When::AllDay { first, until } => (midnight(first), midnight(until)),
        };
        assert!(start <= end && start < midnight(window.until) && end >= midnight(window.from), "{event:?}");
        assert!(last <= start, "{event:?} is out of order");
        assert!(event.title.chars().count() <= 200);
        last = start;
    }
    assert!(calendar.problems.iter().all(|problem| !problem.reason.is_empty()));
}
