//! Blocks to iCalendar text (RFC 5545): CRLF, lines of at most 75 bytes, escaped, nothing that a reader may not expect.

use chrono::{DateTime, Duration, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::model::{BlockTask, CalendarBlock, Layout};
use crate::vtimezone;
use crate::zone::Zone;

/// The program that wrote the calendar (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Ninefold//Ninefold//EN";
/// The longest line, in bytes without its line break.
const MAX_LINE: usize = 75;
/// How far the definition of a zone reaches beyond the blocks, in days: an event that is moved elsewhere stays right.
const AROUND: i64 = 400;

/// The blocks as one iCalendar text. A block of no minutes has no end.
#[must_use]
pub fn write_blocks(blocks: &[CalendarBlock], layout: &Layout<'_>) -> String {
    let mut out = Writer(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line(&format!("PRODID:{PRODUCT}"));
    out.line("CALSCALE:GREGORIAN");
    if !layout.name.is_empty() {
        // The second is what most programs read, the first what RFC 7986 names.
        out.text("NAME", layout.name);
        out.text("X-WR-CALNAME", layout.name);
    }
    let first = blocks.iter().map(|block| block.start).min();
    let last = blocks.iter().map(end).max();
    if let (Some(first), Some(last), true) = (first, last, layout.zone != Tz::UTC) {
        let (from, until) = (first - Duration::days(AROUND), last + Duration::days(AROUND));
        out.0.push_str(&vtimezone::definition(layout.zone, from, until));
    }
    for block in blocks {
        out.event(block, layout.zone);
        for task in block.tasks.iter().filter(|_| layout.tasks) {
            out.task(task, block, layout.zone);
        }
    }
    out.line("END:VCALENDAR");
    out.0
}

fn end(block: &CalendarBlock) -> DateTime<Utc> {
    block.start.checked_add_signed(TimeDelta::minutes(i64::from(block.minutes))).unwrap_or(block.start)
}

struct Writer(String);

impl Writer {
    fn event(&mut self, block: &CalendarBlock, zone: Tz) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", one_line(&block.uid)));
        self.stamps(block.stamp);
        self.line(&format!("SEQUENCE:{}", block.sequence));
        self.time("DTSTART", block.start, zone);
        if block.minutes > 0 {
            self.time("DTEND", end(block), zone);
        }
        self.text("SUMMARY", &block.title);
        if !block.description.is_empty() {
            self.text("DESCRIPTION", &block.description);
        }
        if !block.category.is_empty() {
            self.text("CATEGORIES", &block.category);
        }
        if !block.colour.is_empty() {
            self.text("COLOR", &block.colour);
        }
        for minutes in &block.alarms {
            self.line("BEGIN:VALARM");
            self.line(&format!("UID:alarm-{minutes}-{}", one_line(&block.uid)));
            self.line("ACTION:DISPLAY");
            self.text("DESCRIPTION", &block.title);
            self.line(&format!("TRIGGER:-PT{minutes}M"));
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }

    fn task(&mut self, task: &BlockTask, block: &CalendarBlock, zone: Tz) {
        self.line("BEGIN:VTODO");
        self.line(&format!("UID:{}", one_line(&task.uid)));
        self.stamps(block.stamp);
        self.time("DUE", end(block), zone);
        self.text("SUMMARY", &task.title);
        self.line(&format!("RELATED-TO:{}", one_line(&block.uid)));
        self.line(if task.done { "STATUS:COMPLETED" } else { "STATUS:NEEDS-ACTION" });
        if task.done {
            self.line("PERCENT-COMPLETE:100");
        }
        self.line("END:VTODO");
    }

    fn stamps(&mut self, stamp: DateTime<Utc>) {
        let stamp = stamp.format("%Y%m%dT%H%M%SZ");
        self.line(&format!("DTSTAMP:{stamp}"));
        self.line(&format!("LAST-MODIFIED:{stamp}"));
    }

    fn time(&mut self, name: &str, at: DateTime<Utc>, zone: Tz) {
        let wall = at.with_timezone(&zone).naive_local();
        // The second of two equal readings of a clock that is set back has no other name than its instant.
        if zone == Tz::UTC || Zone::Named(zone).instant(wall) != at {
            self.line(&format!("{name}:{}", at.format("%Y%m%dT%H%M%SZ")));
        } else {
            self.line(&format!("{name};TZID={}:{}", zone.name(), wall.format("%Y%m%dT%H%M%S")));
        }
    }

    fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(&folded(line));
    }
}

/// One content line as lines of at most 75 bytes (RFC 5545, 3.1), each with its CRLF.
#[must_use]
pub fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 25 + 2);
    let mut room = MAX_LINE;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = MAX_LINE - 1;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
    out
}

/// A text as a value (RFC 5545, 3.3.11): line breaks are LF first, other control characters are left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\t' => out.push('\t'),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// An identifier: no control characters at all.
fn one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}
