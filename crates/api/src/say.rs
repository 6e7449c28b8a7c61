//! How the application writes times, lengths and lists in its sentences: 1 h 30, Thu 19:30, 11 May 2027.

use chrono::{NaiveDate, NaiveDateTime};

/// "1 h 30", "2 h", "45 min".
pub fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m:02}"),
    }
}

/// Whole hours, rounded: "41 h".
pub fn hours(minutes: u32) -> String {
    format!("{} h", (minutes + 30) / 60)
}

/// "11 May 2027".
pub fn date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// "Thu 26 Nov".
pub fn day(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// "19:30".
pub fn clock(time: NaiveDateTime) -> String {
    time.format("%H:%M").to_string()
}

/// "Thu 19:30", or with the date where it is more than six days from `today`.
pub fn moment(time: NaiveDateTime, today: NaiveDate) -> String {
    let ahead = (time.date() - today).num_days();
    if (0..=6).contains(&ahead) {
        format!("{} {}", time.format("%a"), clock(time))
    } else {
        format!("{} {}", day(time.date()), clock(time))
    }
}

/// "today", "tomorrow", "in 12 days".
pub fn in_days(days: i64) -> String {
    match days {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("in {days} days"),
    }
}

/// "1,234,000".
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "82%". Nothing ahead is certain: "over 99%", "under 1%".
pub fn chance(percent: u32) -> String {
    match percent {
        0 => "under 1%".to_owned(),
        1..=99 => format!("{percent}%"),
        _ => "over 99%".to_owned(),
    }
}

/// "1 block", "3 blocks".
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// "A", "A and B", "A, B and 3 more".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [a] => a.clone(),
        [a, b] => format!("{a} and {b}"),
        [a, b, c] => format!("{a}, {b} and {c}"),
        [a, b, rest @ ..] => format!("{a}, {b} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_like_a_person_writes_them() {
        assert_eq!(["45 min", "1 h", "1 h 30", "10 h 05"].map(String::from), [45, 60, 90, 605].map(length));
    }

    #[test]
    fn a_moment_names_its_date_only_when_it_is_far() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let at = |d: i64| (today + chrono::Duration::days(d)).and_hms_opt(19, 30, 0).unwrap();
        assert_eq!(moment(at(1), today), "Thu 19:30");
        assert_eq!(moment(at(7), today), "Wed 2 Dec 19:30");
        assert_eq!(moment(at(-1), today), "Tue 24 Nov 19:30");
    }

    #[test]
    fn large_numbers_are_read_in_threes() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn no_chance_is_certain() {
        assert_eq!([0, 1, 82, 99, 100].map(chance), ["under 1%", "1%", "82%", "99%", "over 99%"]);
    }

    #[test]
    fn long_lists_are_cut() {
        let names = |n: usize| ["A", "B", "C", "D"][..n].iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(list(&names(0)), "");
        assert_eq!(list(&names(3)), "A, B and C");
        assert_eq!(list(&names(4)), "A, B and 2 more");
    }
}
