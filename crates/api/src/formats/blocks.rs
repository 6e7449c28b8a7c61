//! Blocks, dates and times of both formats.
//! Invariant: local wall-clock time to the minute; a fault names its path.

use chrono::{NaiveDate, NaiveDateTime};
use plan::{Block, ReviewItem, What};

use super::FormatProblem;
use super::instance_raw::{RawBlock, RawKind};

/// More faults than this are not told one by one.
const MOST: usize = 100;

/// A text from the instance as it may stand in a sentence.
pub(super) fn shown(text: &str) -> String {
    shortened(text, 60)
}

/// At most so many characters of a text, on one line.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(most).is_some() {
        out.push('…');
    }
    out
}

/// Whether a text has digits where `shape` has zeros, and the same signs elsewhere.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(t, s): (u8, u8)| if s == b'0' { t.is_ascii_digit() } else { t == s };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// Collects faults while a text is understood; the values next to a fault do not matter.
#[derive(Default)]
pub(super) struct Faults {
    pub list: Vec<FormatProblem>,
}

impl Faults {
    pub fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        let (path, message) = match self.list.len() {
            0..MOST => (path.into(), message.into()),
            MOST => {
                let message = said!(
                    "there are more faults; these are the first {MOST}",
                    "hay más fallos; estos son los primeros {MOST}"
                );
                (String::new(), message)
            }
            _ => return,
        };
        self.list.push(FormatProblem { path, message });
    }

    pub fn date(&mut self, path: &str, text: &str) -> NaiveDate {
        let whole = has_shape(text, "0000-00-00");
        let date = whole.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
        date.unwrap_or_else(|| {
            let text = shown(text);
            let message = said!(
                "\"{text}\" is not a date such as 2026-01-05",
                "«{text}» no es una fecha como 2026-01-05"
            );
            self.add(path, message);
            NaiveDate::default()
        })
    }

    pub fn moment(&mut self, path: &str, text: &str) -> NaiveDateTime {
        let whole = has_shape(text, "0000-00-00T00:00");
        let moment = whole.then(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()).flatten();
        moment.unwrap_or_else(|| {
            let text = shown(text);
            let message = said!(
                "\"{text}\" is not a date and time such as 2026-01-05T18:15",
                "«{text}» no es una fecha y hora como 2026-01-05T18:15"
            );
            self.add(path, message);
            NaiveDateTime::default()
        })
    }

    /// A time of day such as 18:15; 24:00 is the end of the day.
    pub fn minute_of_day(&mut self, path: &str, text: &str) -> u32 {
        let parsed = text.split_once(':').and_then(|(h, m)| {
            let two_digits = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
            let (hour, minute) = (h.parse::<u32>().ok()?, m.parse::<u32>().ok()?);
            let valid = hour < 24 && minute < 60 || hour == 24 && minute == 0;
            (two_digits(h) && two_digits(m) && valid).then(|| hour * 60 + minute)
        });
        parsed.unwrap_or_else(|| {
            let text = shown(text);
            let message =
                said!("\"{text}\" is not a time such as 18:15", "«{text}» no es una hora como 18:15");
            self.add(path, message);
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
                let message = said!(
                    "a block of this kind needs the key `{key}`",
                    "un bloque de este tipo necesita la clave `{key}`"
                );
                self.add(path, message);
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
