//! A recurrence rule (RFC 5545, 3.3.10), expanded on the wall clock by the rrule crate.
//!
//! The rule never sees a zone: 09:00 stays 09:00 whatever the clocks do, and what does not exist is
//! settled where wall time becomes an instant. Work is bounded by a budget, as a rule may be written
//! to run for ever or to look for ever for a day that never comes.

use std::ops::RangeInclusive;

use chrono::{Month, NaiveDateTime, Weekday};
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Tz, Unvalidated};

use crate::value::{self, Stamp};
use crate::zone::shift;

/// How many occurrences of one event are used.
pub const MAX_OCCURRENCES_PER_EVENT: usize = 10_000;
/// How many occurrences of one calendar are used.
pub const MAX_OCCURRENCES: usize = 50_000;
/// How many steps the rules of one calendar may take, in steps of a daily rule.
const CALENDAR_WORK: u64 = 4_000_000;
/// How many steps one rule may take.
const RULE_WORK: u64 = 400_000;
/// What it takes to begin with a rule, in steps.
const SETUP: u64 = 10;
/// How many rules of one calendar may search in vain; each costs up to 100,000 steps.
const DRY_RULES: u32 = 20;

/// What is left of the work that one calendar may cause.
#[derive(Debug)]
pub(crate) struct Budget {
    work: u64,
    dry_rules: u32,
}

impl Budget {
    pub(crate) fn new() -> Budget {
        Budget { work: CALENDAR_WORK, dry_rules: DRY_RULES }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Rule {
    frequency: Frequency,
    interval: u16,
    count: Option<u32>,
    /// Whether a rule of less than a day has to search for its hours, minutes or seconds.
    searching: bool,
    /// Inclusive; not known to the inner rule, since it is not always on the same clock.
    pub until: Option<Stamp>,
    inner: RRule<Unvalidated>,
}

/// Where a rule is expanded, on the wall clock.
pub(crate) struct Span<'a> {
    /// `DTSTART`.
    pub start: NaiveDateTime,
    /// The first time that matters.
    pub from: NaiveDateTime,
    /// The last time that matters.
    pub until: NaiveDateTime,
    /// Which of the times between really matter; only these count.
    pub wanted: &'a dyn Fn(NaiveDateTime) -> bool,
}

#[derive(Debug, Default)]
pub(crate) struct Expansion {
    /// In order.
    pub walls: Vec<NaiveDateTime>,
    /// Why there may be more occurrences than these.
    pub cut: Option<Cut>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    TooMany,
    TooMuchWork,
    NeverComes,
    Refused,
}

impl Cut {
    pub(crate) fn reason(self) -> String {
        match self {
            Cut::TooMany => format!(
                "it repeats more than {MAX_OCCURRENCES_PER_EVENT} times in this span of time; only the first \
                 {MAX_OCCURRENCES_PER_EVENT} are used"
            ),
            Cut::TooMuchWork => {
                "its repetition takes too many steps to follow; later occurrences are missing".to_owned()
            }
            Cut::NeverComes => {
                "its repetition asks for a day that does not come again; later occurrences are missing"
                    .to_owned()
            }
            Cut::Refused => "its repetition cannot be followed; only its first occurrence is used".to_owned(),
        }
    }
}

impl Rule {
    /// The reason, as the end of a sentence, if the rule is not understood.
    pub(crate) fn parse(text: &str) -> Result<Rule, String> {
        let mut parts = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (key, value) =
                part.split_once('=').ok_or_else(|| format!("\"{}\" has no value", short(part)))?;
            parts.push((key.trim().to_ascii_uppercase(), value.trim().to_ascii_uppercase()));
        }
        let (_, frequency) = parts.iter().find(|(key, _)| key == "FREQ").ok_or("FREQ is missing")?;
        let frequency: Frequency = frequency.parse().map_err(|_| format!("FREQ={}", short(frequency)))?;
        let mut rule = Rule {
            frequency,
            interval: 1,
            count: None,
            searching: false,
            until: None,
            inner: RRule::new(frequency),
        };
        for (key, value) in &parts {
            rule.part(key, value).map_err(|()| format!("{}={}", short(key), short(value)))?;
        }
        Ok(rule)
    }

    fn part(&mut self, key: &str, value: &str) -> Result<(), ()> {
        let inner = std::mem::take(&mut self.inner);
        self.inner = match key {
            "FREQ" => inner,
            "UNTIL" => {
                self.until = Some(value::stamp(value).map_err(|_| ())?);
                inner
            }
            "COUNT" => {
                let count = number(value, 1..=u32::MAX)?;
                self.count = Some(count);
                inner.count(count)
            }
            "INTERVAL" => {
                self.interval = number(value, 1..=u16::MAX)?;
                inner.interval(self.interval)
            }
            "WKST" => inner.week_start(weekday(value).ok_or(())?),
            "BYDAY" => inner.by_weekday(self.days(list(value, nth_weekday)?)),
            "BYMONTH" => inner
                .by_month(&list(value, |text| Month::try_from(number::<u8>(text, 1..=12)?).map_err(|_| ()))?),
            "BYMONTHDAY" => inner.by_month_day(list(value, |text| signed(text, 31))?),
            "BYYEARDAY" => inner.by_year_day(list(value, |text| signed(text, 366))?),
            "BYWEEKNO" => inner.by_week_no(list(value, |text| signed(text, 53))?),
            "BYSETPOS" => inner.by_set_pos(list(value, |text| signed(text, 366))?),
            "BYHOUR" => {
                self.searching = true;
                inner.by_hour(sorted(list(value, |text| number(text, 0..=23))?))
            }
            "BYMINUTE" => {
                self.searching = true;
                inner.by_minute(sorted(list(value, |text| number(text, 0..=59))?))
            }
            "BYSECOND" => {
                self.searching = true;
                inner.by_second(sorted(list(value, |text| number(text, 0..=60).map(|at: u8| at.min(59)))?))
            }
            // What the Gregorian calendar does without them (RFC 7529).
            "RSCALE" if value == "GREGORIAN" => inner,
            "SKIP" if value == "OMIT" => inner,
            key if key.starts_with("X-") => inner,
            _ => return Err(()),
        };
        Ok(())
    }

    /// Weekdays as they mean something in this rule: only months and years have a first or last one (RFC 5545, 3.3.10), elsewhere
    /// the number says nothing.
    fn days(&self, days: Vec<NWeekday>) -> Vec<NWeekday> {
        if matches!(self.frequency, Frequency::Monthly | Frequency::Yearly) {
            return days;
        }
        let every = |day| match day {
            NWeekday::Every(day) | NWeekday::Nth(_, day) => NWeekday::Every(day),
        };
        let mut days: Vec<NWeekday> = days.into_iter().map(every).collect();
        days.dedup();
        days
    }

    /// The rule's own occurrences in the span; `DTSTART` is among them only if the rule meets it.
    pub(crate) fn expand(&self, span: &Span<'_>, budget: &mut Budget) -> Expansion {
        let mut expansion = Expansion::default();
        if span.until < span.start || span.until < span.from {
            return expansion;
        }
        let start = self.near(span);
        if budget.dry_rules == 0 || budget.work < SETUP {
            expansion.cut = Some(Cut::TooMuchWork);
            return expansion;
        }
        budget.work -= SETUP;
        let Ok(inner) = self.inner.clone().validate(start.and_utc().with_timezone(&Tz::UTC)) else {
            expansion.cut = Some(Cut::Refused);
            return expansion;
        };
        let set = RRuleSet::new(start.and_utc().with_timezone(&Tz::UTC)).rrule(inner).limit();
        let mut work = RULE_WORK;
        let mut found: u32 = 0;
        let mut last = start;
        for at in &set {
            let at = at.naive_utc();
            let cost = self.cost((at - last).num_days());
            let paid = work >= cost && budget.work >= cost;
            work = work.saturating_sub(cost);
            budget.work = budget.work.saturating_sub(cost);
            if at > span.until {
                return expansion;
            }
            if !paid {
                expansion.cut = Some(Cut::TooMuchWork);
                return expansion;
            }
            last = at;
            found = found.saturating_add(1);
            if at < span.from || !(span.wanted)(at) {
                continue;
            }
            if expansion.walls.len() == MAX_OCCURRENCES_PER_EVENT {
                expansion.cut = Some(Cut::TooMany);
                return expansion;
            }
            expansion.walls.push(at);
        }
        // A rule ends by itself only after its last occurrence, or because none can be found.
        if self.count != Some(found) {
            budget.dry_rules -= 1;
            expansion.cut = Some(Cut::NeverComes);
        }
        expansion
    }

    /// A start close before the span from which the same occurrences follow, where that is certain:
    /// whole periods later, on the same weekday and at the same time of day.
    fn near(&self, span: &Span<'_>) -> NaiveDateTime {
        let unit = match self.frequency {
            Frequency::Yearly | Frequency::Monthly => return span.start,
            Frequency::Weekly => 7 * 86_400,
            Frequency::Daily => 86_400,
            Frequency::Hourly => 3_600,
            Frequency::Minutely => 60,
            Frequency::Secondly => 1,
        };
        let period = unit * i64::from(self.interval);
        let ahead = (span.from - span.start).num_seconds() / period - 1;
        if self.count.is_some() || ahead <= 0 { span.start } else { shift(span.start, ahead * period) }
    }

    /// The work in steps, at most, of finding an occurrence so many days after the last one: every
    /// period in between is looked at, of less than a day at least one a day.
    fn cost(&self, days: i64) -> u64 {
        let (each, period) = match (self.frequency, self.searching) {
            (Frequency::Secondly, true) => (20_000, 1),
            (Frequency::Minutely, true) => (400, 1),
            (Frequency::Hourly | Frequency::Minutely | Frequency::Secondly, _) => (1, 1),
            (Frequency::Daily, _) => (1, i64::from(self.interval)),
            (Frequency::Weekly, _) => (1, 7 * i64::from(self.interval)),
            (Frequency::Monthly, _) => (2, 28 * i64::from(self.interval)),
            (Frequency::Yearly, _) => (8, 365 * i64::from(self.interval)),
        };
        let periods = u64::try_from(days / period).unwrap_or(0);
        each * periods.max(1)
    }
}

fn short(text: &str) -> String {
    crate::property::shortened(text, 40)
}

fn number<T>(text: &str, range: RangeInclusive<T>) -> Result<T, ()>
where
    T: std::str::FromStr + PartialOrd,
{
    text.trim().parse().ok().filter(|value| range.contains(value)).ok_or(())
}

/// A number from `-most` to `most` that is not 0.
fn signed<T>(text: &str, most: i32) -> Result<T, ()>
where
    T: TryFrom<i32>,
{
    match number(text, -most..=most)? {
        0 => Err(()),
        value => T::try_from(value).map_err(|_| ()),
    }
}

fn list<T>(text: &str, item: impl Fn(&str) -> Result<T, ()>) -> Result<Vec<T>, ()> {
    text.split(',').map(str::trim).filter(|text| !text.is_empty()).map(item).collect()
}

fn sorted(mut values: Vec<u8>) -> Vec<u8> {
    values.sort_unstable();
    values.dedup();
    values
}

fn weekday(text: &str) -> Option<Weekday> {
    match text {
        "MO" => Some(Weekday::Mon),
        "TU" => Some(Weekday::Tue),
        "WE" => Some(Weekday::Wed),
        "TH" => Some(Weekday::Thu),
        "FR" => Some(Weekday::Fri),
        "SA" => Some(Weekday::Sat),
        "SU" => Some(Weekday::Sun),
        _ => None,
    }
}

fn nth_weekday(text: &str) -> Result<NWeekday, ()> {
    let cut = text.len().checked_sub(2).filter(|&cut| text.is_char_boundary(cut)).ok_or(())?;
    let (nth, day) = text.split_at(cut);
    let day = weekday(day).ok_or(())?;
    if nth.is_empty() { Ok(NWeekday::Every(day)) } else { Ok(NWeekday::Nth(signed(nth, 53)?, day)) }
}
