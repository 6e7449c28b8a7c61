//! Addresses of the program: `ninefold://week/2026-W48` and what else may follow the two slashes.
//! Invariant: an address leads to a place in the window and nowhere else. What is not one of the forms below, letter by
//! letter, leads nowhere; none of them changes anything.

use chrono::{NaiveDate, Weekday};

use crate::say;

/// What every address begins with.
const SCHEME: &str = "ninefold://";

/// Longer than any address that leads somewhere.
const LONGEST: usize = 200;

/// Where an address leads, as far as its letters say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A screen of this name.
    Screen(&'static str),
    /// A part of the settings.
    Settings(String),
    /// The week of this day; none: the present one.
    Week(Option<NaiveDate>),
    /// A strategy by its number.
    Strategy(u8),
    /// A unit by its name.
    Unit(String),
    /// A block by its name.
    Block(String),
}

/// The forms of an address; NAME stands for any name.
const FORMS: [&str; 11] = [
    "today",
    "week",
    "week/2026-W48",
    "week/2026-11-25",
    "roadmap",
    "strategies",
    "strategies/3",
    "review",
    "settings",
    "unit/NAME",
    "block/NAME",
];

/// The forms, for those who write one that leads nowhere.
pub(crate) fn forms() -> String {
    say::all(&FORMS.map(str::to_owned))
}

/// Reads an address; none if it leads nowhere.
pub(crate) fn read(url: &str) -> Option<Place> {
    if url.len() > LONGEST || !url.is_ascii() {
        return None;
    }
    let (scheme, rest) = url.split_at_checked(SCHEME.len())?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return None;
    }
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    // Browsers write the part before the first slash in small letters, or leave it as it is.
    let (head, tail) = rest.split_once('/').map_or((rest, None), |(head, tail)| (head, Some(tail)));
    match (head.to_ascii_lowercase().as_str(), tail) {
        ("" | "today", None) => Some(Place::Screen("today")),
        ("week", None) => Some(Place::Week(None)),
        ("roadmap", None) => Some(Place::Screen("roadmap")),
        ("strategies", None) => Some(Place::Screen("strategies")),
        ("review", None) => Some(Place::Screen("review")),
        ("settings", None) => Some(Place::Screen("settings")),
        ("settings", Some(part)) => name(part).map(Place::Settings),
        ("week", Some(week)) => day_of(week).map(|day| Place::Week(Some(day))),
        ("strategies", Some(number)) => match number.as_bytes() {
            [digit @ b'1'..=b'9'] => Some(Place::Strategy(digit - b'0')),
            _ => None,
        },
        ("unit", Some(unit)) => name(unit).map(Place::Unit),
        ("block", Some(block)) => name(block).map(Place::Block),
        _ => None,
    }
}

/// A name as units, blocks and parts of the settings have them: small letters, digits and hyphens.
fn name(text: &str) -> Option<String> {
    let is_letter = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (!text.is_empty() && text.bytes().all(is_letter)).then(|| text.to_owned())
}

/// "2026-W48" or "2026-11-25".
fn day_of(text: &str) -> Option<NaiveDate> {
    let fields: Vec<&str> = text.split('-').collect();
    match fields.as_slice() {
        [year, week] => {
            let week = week.strip_prefix(['W', 'w'])?;
            NaiveDate::from_isoywd_opt(i32::try_from(number(year, 4)?).ok()?, number(week, 2)?, Weekday::Mon)
        }
        [year, month, day] => {
            let year = i32::try_from(number(year, 4)?).ok()?;
            NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)
        }
        _ => None,
    }
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|c| c.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn every_form_leads_to_its_place() {
        for (url, place) in [
            ("ninefold://today", Place::Screen("today")),
            ("ninefold://", Place::Screen("today")),
            ("NINEFOLD://Today/", Place::Screen("today")),
            ("ninefold://week", Place::Week(None)),
            ("ninefold://week/2026-W48", Place::Week(Some(day(2026, 11, 23)))),
            ("ninefold://week/2026-w53/", Place::Week(Some(day(2026, 12, 28)))),
            ("ninefold://week/2026-11-25", Place::Week(Some(day(2026, 11, 25)))),
            ("ninefold://roadmap", Place::Screen("roadmap")),
            ("ninefold://strategies", Place::Screen("strategies")),
            ("ninefold://strategies/9", Place::Strategy(9)),
            ("ninefold://review", Place::Screen("review")),
            ("ninefold://settings", Place::Screen("settings")),
            ("ninefold://settings/data", Place::Settings("data".to_owned())),
            ("ninefold://unit/math-vectors", Place::Unit("math-vectors".to_owned())),
            ("ninefold://block/0193-ab", Place::Block("0193-ab".to_owned())),
        ] {
            assert_eq!(read(url), Some(place), "{url}");
        }
        for form in FORMS {
            let url = format!("{SCHEME}{}", form.replace("NAME", "a-b"));
            assert!(read(&url).is_some(), "{url} is told to lead somewhere");
        }
    }

    #[test]
    fn anything_else_leads_nowhere() {
        let long = format!("ninefold://unit/{}", "a".repeat(300));
        for url in [
            "",
            "ninefold",
            "ninefold:week",
            "ninefold:/week",
            "https://example.org/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "ninefold://user@week",
            "ninefold://week:80",
            "ninefold://week?date=2026-11-25",
            "ninefold://week#data",
            "ninefold://week/2026-W54",
            "ninefold://week/2026-W00",
            "ninefold://week/2026-13-01",
            "ninefold://week/2026-02-30",
            "ninefold://week/26-W48",
            "ninefold://week/+026-W48",
            "ninefold://week/2026-11-25/x",
            "ninefold://week//",
            "ninefold://strategies/0",
            "ninefold://strategies/10",
            "ninefold://unit",
            "ninefold://unit/",
            "ninefold://unit/../../data",
            "ninefold://unit/%2e%2e",
            "ninefold://unit/Großes",
            "ninefold://unit/a b",
            "ninefold://unit/<script>",
            "ninefold://block_missed/1",
            "ninefold://undo",
            long.as_str(),
        ] {
            assert_eq!(read(url), None, "{url}");
        }
    }
}
