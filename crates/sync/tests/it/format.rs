//! The file format: what is written is read, what is broken is told apart.

use std::fs;

use chrono::{DateTime, Utc};
use journal::Foreign;
use proptest::prelude::*;
use sync::{Contents, Keys, lines};
use uuid::Uuid;

use crate::computers::{Computer, now, playground};

fn event(n: u128, command: u128, body: &str) -> Foreign {
    let at = "2026-03-02T08:15:30.123456Z".to_owned();
    let (id, command, device) = (Uuid::from_u128(n), Uuid::from_u128(command), Uuid::from_u128(3));
    let (kind, body) = ("note_set".to_owned(), body.to_owned());
    Foreign { id, command, device, at, clock: i64::MAX, kind, body }
}

fn read(bytes: &[u8]) -> Contents {
    sync::read(bytes, &Keys::default())
}

fn events(bytes: &[u8]) -> Vec<Foreign> {
    read(bytes).batches.into_iter().flat_map(|batch| batch.events).collect()
}

/// A file as it is written, byte for byte: it stays readable for ever.
#[test]
fn a_file_of_this_version_is_read_for_ever() {
    let kept = include_str!("kept/ninefold-sync-1.log");
    let contents = read(kept.as_bytes());
    assert_eq!(contents.head.clone().unwrap().computer, "computer 1");
    assert_eq!((contents.torn, contents.strange, contents.newer), (0, 0, None));
    let dir = playground();
    let mut one = Computer::new(dir.path(), 1, &dir.path().join("folder"));
    fs::write(one.folder.join("ninefold-kept.log"), kept).unwrap();
    assert_eq!(one.passes().came.len(), 2);
    assert_eq!(one.state().notes["u1"].0, "“två” rader\n\u{1F642}");
    // And it is written so still.
    let dir = playground();
    let mut two = Computer::new(dir.path(), 1, &dir.path().join("folder"));
    two.home.journal.merge(&events(kept.as_bytes())).unwrap();
    two.passes();
    assert_eq!(fs::read_to_string(two.folder.join(&two.files()[0])).unwrap(), kept);
}

#[test]
fn every_body_comes_back_byte_for_byte() {
    let bodies = [
        "{}",
        "{\"b\":1,\"a\":[1.5,-0]}",
        "{ \"spaced\" : 1 }",
        "{\"large\":1e400}",
        "",
        "no JSON \u{0}",
        "[]",
    ];
    let written: Vec<Foreign> = (1..).zip(bodies).map(|(n, body)| event(n, n, body)).collect();
    let lines = lines(&written, now()).unwrap();
    assert_eq!(events(lines.concat().as_bytes()), written);
}

#[test]
fn a_command_is_never_divided_and_lines_stay_short() {
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(30_000));
    let written: Vec<Foreign> = (0..40).map(|n| event(n, n / 10, &long)).collect();
    let lines = lines(&written, now()).unwrap();
    assert_eq!(lines.len(), 4, "a line for each command, as each is long");
    for (n, line) in (0..).zip(&lines) {
        assert!(events(line.as_bytes()).iter().all(|event| event.command == Uuid::from_u128(n)));
    }
    let short: Vec<Foreign> = (0..1000).map(|n| event(n, n, "{}")).collect();
    let lines = sync::lines(&short, now()).unwrap();
    assert!((2..20).contains(&lines.len()) && lines.iter().all(|line| line.len() < 100_000));
    assert_eq!(events(lines.concat().as_bytes()), short);
}

#[test]
fn a_newer_file_is_not_read_and_other_lines_are_counted() {
    let whole = lines(&[event(1, 1, "{}")], now()).unwrap().concat();
    let newer = r#"{"format":"ninefold-sync/2","all":"new"}"#;
    let line = format!("{} {newer}\n", sum_of(newer));
    let contents = read(format!("{line}{whole}").as_bytes());
    assert_eq!((contents.newer, contents.batches.len()), (Some(2), 0));
    let strange = r#"{"later":[1]}"#;
    let contents = read(format!("{whole}{} {strange}\n", sum_of(strange)).as_bytes());
    assert_eq!((contents.strange, contents.torn, contents.batches.len()), (1, 0, 1));
}

/// The check sum of a payload, by another hand: the first 32 digits of its SHA-256.
pub fn sum_of(payload: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(payload.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What happens to a file on its way.
#[derive(Clone, Debug)]
enum Harm {
    CutAt(usize),
    Zeroed(usize, usize),
    Flipped(usize, u8),
    Twice,
    Crlf,
    Inserted(usize, Vec<u8>),
}

fn a_harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        any::<usize>().prop_map(Harm::CutAt),
        (any::<usize>(), 1_usize..600).prop_map(|(at, n)| Harm::Zeroed(at, n)),
        (any::<usize>(), 1_u8..=255).prop_map(|(at, by)| Harm::Flipped(at, by)),
        Just(Harm::Twice),
        Just(Harm::Crlf),
        (any::<usize>(), prop::collection::vec(any::<u8>(), 1..50)).prop_map(|(at, b)| Harm::Inserted(at, b)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// However a file is harmed: what is read of it was written, and what was not touched is read.
    #[test]
    fn a_harmed_file_never_says_what_was_not_written(
        count in 1_u128..12, harms in prop::collection::vec(a_harm(), 1..4),
    ) {
        let at: DateTime<Utc> = now();
        let written: Vec<Foreign> = (0..count).map(|n| event(n, n, "{\"text\":\"x\\n\"}")).collect();
        let lines: Vec<String> = written.iter().flat_map(|event| lines(std::slice::from_ref(event), at).unwrap()).collect();
        let mut bytes = lines.concat().into_bytes();
        for harm in harms {
            let len = bytes.len();
            match harm {
                Harm::CutAt(n) => bytes.truncate(n % (len + 1)),
                Harm::Zeroed(n, many) if len > 0 => {
                    let from = n % len;
                    let to = (from + many).min(len);
                    bytes[from..to].fill(0);
                }
                Harm::Flipped(n, by) if len > 0 => bytes[n % len] ^= by,
                Harm::Twice => bytes.extend(bytes.clone()),
                Harm::Crlf => {
                    let text = bytes.iter().flat_map(|b| if *b == b'\n' { vec![b'\r', b'\n'] } else { vec![*b] });
                    bytes = text.collect();
                }
                Harm::Inserted(n, more) => { let at = n % (len + 1); bytes.splice(at..at, more); }
                Harm::Zeroed(..) | Harm::Flipped(..) => {}
            }
        }
        let found = events(&bytes);
        prop_assert!(found.iter().all(|event| written.contains(event)));
        for (line, event) in lines.iter().zip(&written) {
            let line = line.trim_end().as_bytes();
            let untouched = bytes.split(|b| *b == b'\n').any(|found| found.strip_suffix(b"\r").unwrap_or(found) == line);
            prop_assert_eq!(found.contains(event), untouched);
        }
    }
}
