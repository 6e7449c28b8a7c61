//! Dates, times, durations and offsets as RFC 5545 (3.3) writes them.
//! A stamp keeps what was said; only a zone makes it an instant.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// The years that are worked with; outside of them a date is a slip.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1583..=2400;

/// The longest time an event may take, in days.
const MAX_DAYS: i64 = 40_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stamp {
    Date(NaiveDate),
    Utc(NaiveDateTime),
    /// On the wall clock of the property's zone, or of any zone.
    Local(NaiveDateTime),
}

impl Stamp {
    pub(crate) fn date(self) -> NaiveDate {
        match self {
            Stamp::Date(date) => date,
            Stamp::Utc(at) | Stamp::Local(at) => at.date(),
        }
    }
}

/// A time span: whole days on the wall clock, then exact seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Length {
    pub days: i64,
    pub seconds: i64,
}

impl Length {
    /// As whole days: what an all-day event takes.
    pub(crate) fn whole_days(self) -> i64 {
        (self.days + self.seconds.max(0).div_euclid(86_400) + i64::from(self.seconds.rem_euclid(86_400) > 0))
            .max(1)
    }

    /// No shorter than it ever takes.
    pub(crate) fn at_most(self) -> TimeDelta {
        TimeDelta::days(self.days + 1) + TimeDelta::seconds(self.seconds)
    }

    /// Nothing if it is negative or beyond all sense.
    pub(crate) fn checked(self) -> Option<Length> {
        let sane = self.days >= 0 && self.seconds >= 0;
        (sane && self.days <= MAX_DAYS && self.seconds / 86_400 <= MAX_DAYS).then_some(self)
    }
}

/// `20250131`, `20250131T090000` or `20250131T090000Z`; the reason if it is none of them.
pub(crate) fn stamp(text: &str) -> Result<Stamp, String> {
    let read = |text: &str| -> Option<Stamp> {
        let Some((day, time)) = text.split_once(['T', 't']) else { return date(text).map(Stamp::Date) };
        let (clock, utc) = match time.strip_suffix(['Z', 'z']) {
            Some(clock) => (clock, true),
            None => (time, false),
        };
        let at = date(day)?.and_time(time_of_day(clock)?);
        Some(if utc { Stamp::Utc(at) } else { Stamp::Local(at) })
    };
    let stamp = read(text)
        .ok_or_else(|| format!("\"{}\" is not a date or time", crate::property::shortened(text, 40)))?;
    if YEARS.contains(&chrono::Datelike::year(&stamp.date())) {
        Ok(stamp)
    } else {
        Err(format!("the year of \"{text}\" is out of range"))
    }
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn date(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    NaiveDate::from_ymd_opt(digits(&text[..4])?.try_into().ok()?, digits(&text[4..6])?, digits(&text[6..])?)
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    if text.len() != 6 || !text.is_ascii() {
        return None;
    }
    // A leap second (60) has no place in a plan.
    NaiveTime::from_hms_opt(digits(&text[..2])?, digits(&text[2..4])?, digits(&text[4..])?.min(59))
}

/// `P1W`, `P1DT2H`, `PT90M`; days and weeks stay days. Nothing if it is malformed or negative.
pub(crate) fn length(text: &str) -> Option<Length> {
    let text = text.trim().to_ascii_uppercase();
    let body = text.strip_prefix('+').unwrap_or(&text).strip_prefix('P')?;
    let mut length = Length::default();
    let mut in_time = false;
    let mut number = String::new();
    let mut any = false;
    for letter in body.chars() {
        if letter.is_ascii_digit() && number.len() < 9 {
            number.push(letter);
            continue;
        }
        if letter == 'T' && !in_time && number.is_empty() {
            in_time = true;
            continue;
        }
        let amount: i64 = number.parse().ok()?;
        number.clear();
        any = true;
        match (letter, in_time) {
            ('W', false) => length.days += amount * 7,
            ('D', false) => length.days += amount,
            ('H', true) => length.seconds += amount * 3_600,
            ('M', true) => length.seconds += amount * 60,
            ('S', true) => length.seconds += amount,
            _ => return None,
        }
    }
    if any && number.is_empty() { length.checked() } else { None }
}

/// `+0100`, `-0330`, `+013000`: seconds east of UTC.
pub(crate) fn offset(text: &str) -> Option<i32> {
    let (sign, body) = match text.trim() {
        text if text.starts_with('-') => (-1, &text[1..]),
        text => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if !body.is_ascii() || !matches!(body.len(), 4 | 6) {
        return None;
    }
    let part = |from: usize| body.get(from..from + 2).map_or(Some(0), digits);
    let seconds = part(0)? * 3_600 + part(2)? * 60 + if body.len() == 6 { part(4)? } else { 0 };
    let seconds = i32::try_from(seconds).ok()?;
    (seconds < 86_400).then_some(sign * seconds)
}
