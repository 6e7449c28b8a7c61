//! "ninefold-export/1": every event of a journal as JSON (`docs/ninefold-export-1.schema.json`). What is read is what was
//! written, byte for byte; a file that is anything else is refused as a whole.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use journal::{Foreign, Leaving};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::error::Category;
use uuid::Uuid;

use super::Fault;
use crate::objects::{self, Object};

const FORMAT: &str = "ninefold-export/";
const VERSION: u64 = 1;

/// More than many years of use: a busy learner's journal grows by some ten MB a year.
const MOST_BYTES: u64 = 256 << 20;

/// The content of a file.
#[derive(Debug)]
pub(crate) struct Package {
    /// When it was written.
    pub exported_at: DateTime<Utc>,
    /// How many events of the journal are not in it, as they were damaged.
    pub left_out: u64,
    /// Its events, in the order of the file.
    pub events: Vec<Foreign>,
}

/// Whether a file that begins so is an export, of this format or another.
#[must_use]
pub fn is_export(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let head = head.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    let head = head.strip_prefix(b"\"format\"").unwrap_or_default().trim_ascii_start();
    let head = head.strip_prefix(b":").unwrap_or_default().trim_ascii_start();
    head.strip_prefix(b"\"").is_some_and(|named| named.starts_with(FORMAT.as_bytes()))
}

/// The file as text: a line for each event.
///
/// # Errors
/// None that is known: every event can be written.
pub(crate) fn write(leaving: Leaving, device: Uuid, at: DateTime<Utc>) -> Result<String, serde_json::Error> {
    let head = serde_json::json!({
        "format": format!("{FORMAT}{VERSION}"),
        "exported_at": at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "made_by": { "program": "Ninefold", "version": env!("CARGO_PKG_VERSION"), "device": device },
        "journal_format": journal::FORMAT,
        "left_out": leaving.damaged,
    });
    let mut text = format!("{head:#}");
    // The head without its last brace.
    text.truncate(text.trim_end_matches(['}', '\n']).len());
    text.push_str(",\n  \"events\": [");
    for (n, event) in leaving.events.into_iter().enumerate() {
        text.push_str(if n == 0 { "\n    " } else { ",\n    " });
        text.push_str(&serde_json::to_string(&event)?);
    }
    text.push_str("\n  ]\n}\n");
    Ok(text)
}

/// Reads a file.
///
/// # Errors
/// What it is instead of an export that this program can take in.
pub(crate) fn read(path: &Path) -> Result<Package, Fault> {
    let unread = |error: std::io::Error| Fault::Unread(crate::say::refusal(&error));
    // Asked by its name: opening a pipe would wait for somebody to write.
    let about = std::fs::metadata(path).map_err(unread)?;
    if !about.is_file() {
        return Err(Fault::NoFile);
    }
    let too_large = || Fault::Large(MOST_BYTES >> 20);
    if about.len() > MOST_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unread)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large());
    }
    parse(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes))
}

fn parse(bytes: &[u8]) -> Result<Package, Fault> {
    #[derive(Deserialize)]
    struct Head {
        format: Option<Value>,
    }
    #[derive(Deserialize)]
    struct Whole {
        exported_at: DateTime<Utc>,
        #[serde(default)]
        left_out: u64,
        #[serde(deserialize_with = "objects::list")]
        events: Vec<Foreign>,
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty);
    }
    // First whether it is an export at all: this goes over all of it without keeping any.
    serde_json::from_slice::<IgnoredAny>(bytes).map_err(|error| match error.classify() {
        Category::Eof => Fault::Cut,
        Category::Syntax | Category::Data | Category::Io => Fault::NoJson(error.line()),
    })?;
    let Object(head): Object<Head> = serde_json::from_slice(bytes).map_err(|_| Fault::Other)?;
    let format = head.format.as_ref().and_then(Value::as_str).and_then(|format| format.strip_prefix(FORMAT));
    match format.and_then(|version| version.parse().ok()) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(Fault::Newer(newer)),
        Some(_) | None => return Err(Fault::Other),
    }
    let Object(whole): Object<Whole> =
        serde_json::from_slice(bytes).map_err(|error| Fault::Altered(error.line()))?;
    if whole.events.is_empty() {
        return Err(Fault::NoEntries);
    }
    Ok(Package { exported_at: whole.exported_at, left_out: whole.left_out, events: whole.events })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    fn event(kind: &str, body: &str) -> Foreign {
        let (id, at) = (Uuid::from_u128(1), "2026-03-02T08:15:30.123456Z".to_owned());
        let (kind, body) = (kind.to_owned(), body.to_owned());
        Foreign { id, command: id, device: id, at, clock: i64::MAX, kind, body }
    }

    #[test]
    fn every_body_comes_back_byte_for_byte() {
        let bodies = [
            "{}",
            "{\"unit\":\"a\",\"text\":\"Two lines\\n“x” \\u0000\"}",
            "{\"b\":1,\"a\":[1.5,-0,18446744073709551615]}",
            "{ \"spaced\" : 1 }",
            "{\"twice\":1,\"twice\":2}",
            "{\"large\":1e400}",
            "{\"escaped\":\"\\u00e9\"}",
            "\"text\"",
            "[]",
            "",
            "not JSON \u{0} \u{1F642}",
        ];
        let events: Vec<Foreign> = bodies.iter().map(|body| event("k", body)).collect();
        let leaving = Leaving { events: events.clone(), damaged: 2 };
        let text = write(leaving, Uuid::nil(), DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap().events, events);
        let value: Value = serde_json::from_str(&text).unwrap();
        let is_object: Vec<bool> =
            value["events"].as_array().unwrap().iter().map(|event| event["body"].is_object()).collect();
        assert_eq!(is_object[..4], [true, true, false, false], "readable where that loses nothing");
    }

    #[test]
    fn what_is_no_export_is_told_apart() {
        let whole =
            write(Leaving { events: vec![event("k", "{}")], damaged: 0 }, Uuid::nil(), DateTime::UNIX_EPOCH)
                .unwrap();
        let fault = |text: &str| parse(text.as_bytes()).unwrap_err();
        assert_eq!(fault(" \n"), Fault::Empty);
        assert_eq!(fault("hello"), Fault::NoJson(1));
        assert_eq!(fault("{}\n{}"), Fault::NoJson(2));
        assert_eq!(fault("[]"), Fault::Other);
        assert_eq!(fault("[1, 2]"), Fault::Other);
        assert_eq!(fault("{\"format\": 1}"), Fault::Other);
        assert_eq!(fault("{\"format\": \"study-plan/1\"}"), Fault::Other);
        assert_eq!(fault("{\"format\": \"ninefold-export/0\"}"), Fault::Other);
        assert_eq!(fault("{\"format\": \"ninefold-export/2\", \"all\": \"new\"}"), Fault::Newer(2));
        assert_eq!(fault("{\"format\": \"ninefold-export/1\"}"), Fault::Altered(1));
        for end in 1..whole.trim_end().len() {
            assert_eq!(fault(&whole[..end]), Fault::Cut, "cut at {end}");
        }
        let depth = 100_000;
        let nested = format!("{{\"a\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
        for body in [nested.as_str(), "{\"a\":1e999}", "7", "null", "[]"] {
            assert_eq!(fault(&whole.replace("\"body\":{}", &format!("\"body\":{body}"))), Fault::Altered(12));
        }
        // By its position alone no field is what its name says.
        let id = format!("\"{}\"", Uuid::from_u128(1));
        let listed = format!("[{id},{id},{id},\"2026-03-02T08:15:30.123456Z\",1,\"k\",{{}}]");
        let line = whole.lines().find(|line| line.contains("\"body\"")).unwrap().trim();
        assert_eq!(fault(&whole.replace(line, &listed)), Fault::Altered(12));
        assert_eq!(fault("[\"ninefold-export/1\"]"), Fault::Other);
        for clock in ["9223372036854775808", "1e30", "-1.5", "\"1\""] {
            assert_eq!(fault(&whole.replace(&i64::MAX.to_string(), clock)), Fault::Altered(12), "{clock}");
        }
        assert!(
            parse(whole.replace("\"kind\"", "\"more\":[1],\"kind\"").as_bytes()).is_ok(),
            "more is no fault"
        );
    }

    #[test]
    fn what_is_no_file_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path()).unwrap_err(), Fault::NoFile);
        assert!(matches!(read(&dir.path().join("none")).unwrap_err(), Fault::Unread(_)));
        let large = dir.path().join("large");
        File::create(&large).unwrap().set_len(1 << 30).unwrap();
        assert_eq!(read(&large).unwrap_err(), Fault::Large(256));
    }
}
