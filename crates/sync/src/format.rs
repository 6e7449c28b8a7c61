//! "ninefold-sync/1": a file is lines of text, each with a check sum before it. The first is the head and says who writes;
//! each other one holds whole commands, in clear or sealed. Pure: from bytes to events and back.
//!
//! Invariant: a line that is torn, zeroed or altered is told apart from a whole one and never taken as an event; whole lines
//! count wherever they stand, so half a file is as good as what is whole of it.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use journal::Foreign;
use serde::ser::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::limits::{LINE_IS_FULL, MOST_FORMER, MOST_LETTERS};
use crate::seal::{Keys, Manner, Sealed};

const FORMAT: &str = "ninefold-sync/";

/// The version of the format that is written here, and the newest that is read.
pub const VERSION: u64 = 1;

/// Hexadecimal digits of SHA-256 before each line.
const SUM: usize = 32;

/// Who writes a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Name of the installation, as its events have it.
    pub device: Uuid,
    /// Name of the computer, for people.
    pub computer: String,
    /// Names that the installation had before, the latest first. The first release wrote none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Former>,
}

impl Head {
    /// Whether the installation has this name, or had it before.
    pub(crate) fn is_of(&self, device: Uuid) -> bool {
        self.device == device || self.former.iter().any(|former| former.device == device)
    }
}

/// A name that an installation had before it went back to a backup, or its journal was recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// The name.
    pub device: Uuid,
    /// Until when. What was written under it later is another computer's.
    pub until: DateTime<Utc>,
}

/// Whole commands that were written together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// When they were written to the file.
    pub at: DateTime<Utc>,
    /// The events, byte for byte as their journal has them.
    pub events: Vec<Foreign>,
    /// The public half of the key that the line was sealed with; none if it stands in clear.
    pub to: Option<String>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Who wrote it, if that line is whole.
    pub head: Option<Head>,
    /// A newer program wrote it, in this version of the format: nothing but the head was read.
    pub newer: Option<u64>,
    /// What is whole, in the order of the file.
    pub batches: Vec<Batch>,
    /// How many lines are torn, zeroed or altered.
    pub torn: usize,
    /// How many whole lines say something that this program does not know.
    pub strange: usize,
    /// How many whole lines are sealed with a key that is not here.
    pub sealed: usize,
    /// How many of these each key sealed, by its public half.
    pub sealed_with: BTreeMap<String, usize>,
}

/// A line of the file, its check sum and its end included.
pub(crate) fn line(payload: &str) -> String {
    format!("{} {payload}\n", sum(payload.as_bytes()))
}

fn sum(payload: &[u8]) -> String {
    let mut sum = String::with_capacity(SUM);
    for byte in Sha256::digest(payload).iter().take(SUM / 2) {
        sum.push_str(&format!("{byte:02x}"));
    }
    sum
}

/// The payload of a line without its end; none if it is not as it was written.
pub(crate) fn whole(line: &[u8]) -> Option<&str> {
    let (before, rest) = line.split_at_checked(SUM)?;
    let payload = rest.strip_prefix(b" ")?;
    (sum(payload).as_bytes() == before).then(|| std::str::from_utf8(payload).ok())?
}

/// The first line of a file.
pub(crate) fn head_line(head: &Head) -> Result<String, serde_json::Error> {
    let Head { device, computer, former } = head;
    let mut head = serde_json::json!({
        "format": format!("{FORMAT}{VERSION}"), "device": device, "computer": tidy(computer)
    });
    // The latest are known from it, and those know the others.
    let former: Vec<&Former> = former.iter().take(MOST_FORMER).collect();
    if let Some(fields) = head.as_object_mut().filter(|_| !former.is_empty()) {
        fields.insert("former".to_owned(), serde_json::to_value(former)?);
    }
    Ok(line(&serde_json::to_string(&head)?))
}

/// A computer's name as it is kept and shown: short, on one line.
fn tidy(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(MOST_LETTERS).collect::<String>().trim().to_owned()
}

#[derive(Serialize)]
struct Written<'a> {
    at: &'a str,
    events: &'a [Foreign],
}

#[derive(Deserialize)]
struct Found {
    at: DateTime<Utc>,
    events: Vec<Foreign>,
}

/// Lines that hold these events, in this order. Events of one command that follow each other stay in one line, so that no
/// reader finds half a command.
///
/// # Errors
/// None that is known: every event can be written.
pub fn lines(events: &[Foreign], at: DateTime<Utc>) -> Result<Vec<String>, serde_json::Error> {
    lines_in(events, at, Manner::Clear)
}

/// The same in either manner.
///
/// # Errors
/// That a line could not be sealed.
pub(crate) fn lines_in(
    events: &[Foreign],
    at: DateTime<Utc>,
    manner: Manner<'_>,
) -> Result<Vec<String>, serde_json::Error> {
    let at = at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let mut lines = Vec::new();
    let mut gathered = 0..0;
    let mut size = 0;
    let commands = events.chunk_by(|a, b| a.command == b.command);
    let mut write = |events: &[Foreign]| -> Result<(), serde_json::Error> {
        if !events.is_empty() {
            let payload = serde_json::to_string(&Written { at: &at, events })?;
            lines.push(line(&match manner {
                Manner::Clear => payload,
                Manner::Sealed(key) => {
                    key.seal(&payload).ok_or_else(|| serde_json::Error::custom("sealing"))?
                }
            }));
        }
        Ok(())
    };
    for command in commands {
        let next: usize = command.iter().map(|event| event.body.len() + 250).sum();
        if size + next > LINE_IS_FULL {
            write(events.get(gathered.clone()).unwrap_or_default())?;
            gathered.start = gathered.end;
            size = 0;
        }
        gathered.end += command.len();
        size += next;
    }
    write(events.get(gathered).unwrap_or_default())?;
    Ok(lines)
}

/// Reads a file, whatever its bytes are. What is sealed is read with these keys.
pub fn read(bytes: &[u8], keys: &Keys) -> Contents {
    let mut contents = Contents::default();
    for line in bytes.split(|byte| *byte == b'\n') {
        // A program on the way may have made a text file of another system of it.
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let Some(payload) = whole(line) else {
            contents.torn += 1;
            continue;
        };
        match serde_json::from_str::<Found>(payload) {
            Ok(Found { at, events }) => contents.batches.push(Batch { at, events, to: None }),
            Err(_) => match serde_json::from_str::<Sealed>(payload) {
                Ok(sealed) => take_sealed(&mut contents, sealed, keys),
                Err(_) => take_other(&mut contents, payload),
            },
        }
        if contents.newer.is_some() {
            return Contents { newer: contents.newer, head: contents.head, ..Contents::default() };
        }
    }
    contents
}

fn take_sealed(contents: &mut Contents, sealed: Sealed, keys: &Keys) {
    match keys.open(&sealed) {
        None => {
            contents.sealed += 1;
            *contents.sealed_with.entry(sealed.to).or_default() += 1;
        }
        Some(payload) => match payload.and_then(|payload| serde_json::from_str::<Found>(&payload).ok()) {
            Some(Found { at, events }) => contents.batches.push(Batch { at, events, to: Some(sealed.to) }),
            None => contents.strange += 1,
        },
    }
}

/// A whole line that holds no events: the head, or what a later version says.
fn take_other(contents: &mut Contents, payload: &str) {
    let value: Value = serde_json::from_str(payload).unwrap_or_default();
    let version = value.get("format").and_then(Value::as_str).and_then(|format| format.strip_prefix(FORMAT));
    match version.and_then(|version| version.parse().ok()) {
        Some(VERSION) => match serde_json::from_value::<Head>(value) {
            Ok(mut head) => {
                head.former.truncate(MOST_FORMER);
                contents.head = Some(Head { computer: tidy(&head.computer), ..head });
            }
            Err(_) => contents.strange += 1,
        },
        Some(newer) if newer > VERSION => {
            contents.newer = Some(newer);
            // Who writes it, if that is said as it is here.
            let head = serde_json::from_value::<Head>(value).ok();
            contents.head =
                head.map(|head| Head { computer: tidy(&head.computer), former: Vec::new(), ..head });
        }
        Some(_) | None => contents.strange += 1,
    }
}
