//! Blocks, dates and times of both formats.
//! Invariant: local wall-clock time to the minute; a fault names its path.

use chrono::{NaiveDate, NaiveDateTime};
use plan::{Block, ReviewItem, What};

use super::FormatProblem;
use super::instance_raw::{RawBlock, RawKind};

/// Collects faults while a text is understood; the values next to a fault do not matter.
#[derive(Default)]
pub(super) struct Faults {
    pub list: Vec<FormatProblem>,
}

impl Faults {
    pub fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.list.push(FormatProblem { path: path.into(), message: message.into() });
    }

    pub fn date(&mut self, path: &str, text: &str) -> NaiveDate {
        let date = (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
        date.unwrap_or_else(|| {
            self.add(path, format!("\"{text}\" is not a date such as 2026-01-05"));
            NaiveDate::default()
        })
    }

    pub fn moment(&mut self, path: &str, text: &str) -> NaiveDateTime {
        let whole = text.len() == 16;
        let moment = whole.then(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()).flatten();
        moment.unwrap_or_else(|| {
            self.add(path, format!("\"{text}\" is not a date and time such as 2026-01-05T18:15"));
            NaiveDateTime::default()
        })
    }

    /// A time of day such as 18:15; 24:00 is the end of the day.
    pub fn minute_of_day(&mut self, path: &str, text: &str) -> u32 {
        let parsed = text.split_once(':').and_then(|(h, m)| {
            let two_digits = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
            let (hour, minute) = (h.parse::<u32>().ok()?, m.parse::<u32>().ok()?);
            let valid = hour < 24 && minute < 60 || hour == 24 && minute == 0;
            (two_digits(h) && two_digits(m) && valid).then_some(hour * 60 + minute)
        });
        parsed.unwrap_or_else(|| {
            self.add(path, format!("\"{text}\" is not a time such as 18:15"));
            0
        })
    }

    pub fn blocks(&mut self, path: &str, raw: Vec<RawBlock>) -> Vec<Block> {
        raw.into_iter().enumerate().filter_map(|(i, b)| self.block(&format!("{path}[{i}]"), b)).collect()
    }

    fn block(&mut self, path: &str, raw: RawBlock) -> Option<Block> {
        let start = self.moment(&format!("{path}.start"), &raw.start);
        let mut named = |key: &str, value: Option<String>| {
            if value.is_none() {
                self.add(path, format!("a block of this kind needs the key `{key}`"));
            }
            value
        };
        let what = match raw.kind {
            RawKind::Work => {
                let (unit, activity) = (named("unit", raw.unit), named("activity", raw.activity));
                What::Work { unit: unit?, activity: activity? }
            }
            RawKind::Rhythm => What::Rhythm { rhythm: named("rhythm", raw.rhythm)? },
            RawKind::Review => {
                let items = raw.items.unwrap_or_default();
                What::Review {
                    items: items.into_iter().map(|i| ReviewItem { unit: i.unit, k: i.k }).collect(),
                }
            }
        };
        Some(Block { start, minutes: raw.minutes, what })
    }
}
