//! Text to busy time: lines, components, events, series, occurrences.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use crate::component::{RawEvent, components};
use crate::item::{Item, Reading};
use crate::lines::{content_lines, windows_1252};
use crate::model::{BusyCalendar, ReadError, Window};
use crate::problems::{About, Problems};
use crate::rule::Budget;
use crate::series::{Frame, Gathering};
use crate::value::YEARS;
use crate::zone::{Zone, Zones};

/// After so many events it is told how far it is.
const TELL_EVERY: usize = 1_000;

/// The largest text that is read, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Every busy occurrence of an iCalendar text (RFC 5545) that touches the window. Floating times,
/// and times of zones that cannot be found, are in `zone`.
///
/// Events that cannot be used are named in [`BusyCalendar::problems`], the rest is used. Events that
/// take no time are dropped silently. Years outside 1583 to 2400 are not looked at.
///
/// # Errors
/// [`ReadError`] if the text is no calendar at all, or larger than [`MAX_BYTES`].
pub fn read_busy(text: &[u8], window: Window, zone: Tz) -> Result<BusyCalendar, ReadError> {
    read_busy_telling(text, window, zone, &mut |_, _| true)
}

/// As [`read_busy`], telling now and then how many of how many events were worked out, after none the first time and after all
/// the last; if it is answered with false, no more is done.
///
/// # Errors
/// As [`read_busy`], and [`ReadError::Cancelled`].
pub fn read_busy_telling(
    text: &[u8],
    window: Window,
    zone: Tz,
    tell: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<BusyCalendar, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: text.len(), limit: MAX_BYTES });
    }
    let decoded = from_utf16(text);
    let text = decoded.as_deref().map_or(text, str::as_bytes);
    let lines = content_lines(text);
    let mut problems = Problems::default();
    let raw = components(&lines.lines, &mut problems);
    let mut go_on = |done| if tell(done, raw.events.len()) { Ok(()) } else { Err(ReadError::Cancelled) };
    go_on(0)?;
    if !raw.opened {
        return Err(not_a_calendar(text));
    }
    if lines.not_utf8_from.is_some() {
        let about = About { line: lines.not_utf8_from, ..About::default() };
        problems.add(
            about,
            "the file is not written in UTF-8; it was read as Windows-1252, so some letters may look wrong",
        );
    }

    let mut budget = Budget::new();
    let mut zones = Zones::new(&raw.zones, zone);
    let mut reading = Reading { zones: &mut zones, budget: &mut budget, problems: &mut problems };
    let groups = groups(&raw.events, &mut reading);

    let floating = Zone::Named(zone);
    let mut gathering = Gathering {
        frame: Frame::new(within_years(window), &floating),
        floating,
        budget: &mut budget,
        problems: &mut problems,
        events: Vec::new(),
        free: 0,
        cancelled: 0,
        counted: BTreeSet::new(),
        full: false,
    };
    let mut series = 0;
    let mut done = 0;
    for group in &groups {
        let before = gathering.events.len();
        gathering.series(group);
        series += usize::from(gathering.events.len() > before);
        let former = done;
        done += group.len();
        if former / TELL_EVERY < done / TELL_EVERY && done < raw.events.len() {
            go_on(done)?;
        }
    }
    go_on(raw.events.len())?;
    gathering.say_if_full();
    let Gathering { mut events, free, cancelled, floating, .. } = gathering;
    let midnight = |day: NaiveDate| floating.instant(day.and_time(chrono::NaiveTime::MIN));
    events.sort_by_cached_key(|event| {
        let (start, end) = match event.when {
            crate::When::Timed { start, end } => (start, end),
            crate::When::AllDay { first, until } => (midnight(first), midnight(until)),
        };
        (start, end, event.title.clone())
    });
    Ok(BusyCalendar {
        name: raw.name,
        events,
        series,
        holds: raw.holds,
        problems: problems.finish(),
        skipped_free: free,
        cancelled,
    })
}

/// The events that can be used, together by UID, in the order of the text.
fn groups(events: &[RawEvent], reading: &mut Reading<'_, '_>) -> Vec<Vec<Item>> {
    let mut groups: Vec<Vec<Item>> = Vec::new();
    let mut by_uid: HashMap<String, usize> = HashMap::new();
    for raw in events {
        let Some(item) = reading.item(raw) else { continue };
        let known = item.uid.as_ref().and_then(|uid| by_uid.get(uid)).copied();
        match known.and_then(|index| groups.get_mut(index)) {
            Some(group) => group.push(item),
            None => {
                if let Some(uid) = &item.uid {
                    by_uid.insert(uid.clone(), groups.len());
                }
                groups.push(vec![item]);
            }
        }
    }
    groups
}

/// How a calendar calls itself (`X-WR-CALNAME`, or `NAME` of RFC 7986), on one line.
#[must_use]
pub fn calendar_name(text: &str) -> Option<String> {
    let lines = content_lines(text.as_bytes());
    components(&lines.lines, &mut Problems::default()).name
}

fn within_years(window: Window) -> Window {
    let clamp = |day: NaiveDate| {
        let (first, last) = (*YEARS.start(), *YEARS.end());
        if day.year() < first {
            NaiveDate::from_ymd_opt(first, 1, 1).unwrap_or(day)
        } else if day.year() > last {
            NaiveDate::from_ymd_opt(last, 12, 31).unwrap_or(day)
        } else {
            day
        }
    };
    Window { from: clamp(window.from), until: clamp(window.until) }
}

/// The bytes of a calendar file as text: UTF-8, UTF-16 as some programs on Windows write it, or
/// windows-1252.
pub fn to_text(bytes: &[u8]) -> Cow<'_, str> {
    match (from_utf16(bytes), std::str::from_utf8(bytes)) {
        (Some(text), _) => Cow::Owned(text),
        (None, Ok(text)) => Cow::Borrowed(text),
        (None, Err(_)) => Cow::Owned(match String::from_utf8(without_cut_characters(bytes)) {
            Ok(text) => text,
            Err(_) => windows_1252(bytes),
        }),
    }
}

/// Takes out the folds that cut a character in two (RFC 5545, 3.1, allows them), and no others.
fn without_cut_characters(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        let fold = match rest {
            [b'\r', b'\n', b' ' | b'\t', ..] => 3,
            [b'\n', b' ' | b'\t', ..] => 2,
            _ => 0,
        };
        // More of the character follows behind the fold.
        if fold > 0 && rest.get(fold).is_some_and(|next| next & 0xC0 == 0x80) {
            rest = rest.get(fold..).unwrap_or_default();
        } else {
            out.push(*byte);
            rest = tail;
        }
    }
    out
}

/// The text if it is UTF-16, known by its byte order mark or by the zero beside its first letter.
fn from_utf16(bytes: &[u8]) -> Option<String> {
    let little = match bytes.get(..2)? {
        [0xFF, 0xFE] => true,
        [0xFE, 0xFF] => false,
        [first, 0] if first.is_ascii_graphic() => true,
        [0, first] if first.is_ascii_graphic() => false,
        _ => return None,
    };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn not_a_calendar(text: &[u8]) -> ReadError {
    let start = String::from_utf8_lossy(&text[..text.len().min(512)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if text.iter().all(u8::is_ascii_whitespace) {
        ReadError::Empty
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") {
        ReadError::WebPage
    } else if start.replace('\0', "").contains("begin:vcalendar") {
        ReadError::Utf16
    } else {
        ReadError::NotCalendar
    }
}
