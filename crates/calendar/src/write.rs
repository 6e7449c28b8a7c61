//! Blocks to iCalendar text by the icalendar crate. Times are written in UTC, so every reader
//! agrees on them without a time zone definition.

use chrono::TimeDelta;
use icalendar::parser::unfold;
use icalendar::{Calendar, Component, Event, EventLike, Property};

use crate::model::CalendarBlock;

/// The program that wrote the calendar (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Ninefold//Ninefold//EN";
/// The longest line, in bytes without its line break.
const MAX_LINE: usize = 75;

/// The blocks as one iCalendar text (RFC 5545): CRLF, folded, escaped. A block of no minutes has no
/// end. An empty `name` is not written.
#[must_use]
pub fn write_blocks(blocks: &[CalendarBlock], name: &str) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", PRODUCT));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    if !name.is_empty() {
        calendar.append_property(Property::new("X-WR-CALNAME", clean(name)));
    }
    for block in blocks {
        calendar.push(event(block));
    }
    folded(&unfold(&calendar.to_string()))
}

/// Lines of at most 75 bytes (RFC 5545, 3.1). The crate's own folding may make the last piece of a
/// line one byte longer.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 25);
    for line in text.split_terminator("\r\n") {
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
    }
    out
}

fn event(block: &CalendarBlock) -> Event {
    let mut event = Event::new();
    event.uid(&clean(&block.uid)).timestamp(block.stamp).starts(block.start);
    event.summary(&clean(&block.title));
    let end = block.start.checked_add_signed(TimeDelta::minutes(i64::from(block.minutes)));
    if let Some(end) = end.filter(|end| *end > block.start) {
        event.ends(end);
    }
    if !block.description.is_empty() {
        event.description(&clean(&block.description));
    }
    if !block.category.is_empty() {
        event.categories([clean(&block.category)]);
    }
    event.done()
}

/// Control characters may not stand in a calendar (RFC 5545, 3.1); line breaks become LF.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|letter| matches!(letter, '\n' | '\t') || !letter.is_control())
        .collect()
}
