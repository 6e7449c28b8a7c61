//! Bytes to rows of a journal: they are read or passed over, folded to one state whatever order they arrived in, and an event
//! that was read is written as what is read again.
//!
//! A line is a row: clock, instant, number of its command, kind and body, parted by tabs.

use journal::{Event, Foreign, Record, Replay, counting, fold};
use uuid::Uuid;

/// More rows than these find nothing that fewer do not.
const MOST_ROWS: usize = 300;

/// The rows; those of one command have its name, and each its line's.
pub fn read(data: &[u8]) -> Vec<Foreign> {
    let text = String::from_utf8_lossy(data);
    let row = |(n, line): (usize, &str)| {
        let mut cells = line.splitn(5, '\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (clock, at, command, kind, body) = (cell(), cell(), cell(), cell(), cell());
        Foreign {
            id: Uuid::from_u128(0xE000_0000 + n as u128),
            command: command.parse().map_or_else(|_| Uuid::from_u128(n as u128), command_name),
            device: Uuid::from_u128(7),
            at: at.to_owned(),
            clock: clock.parse().unwrap_or(n as i64),
            kind: kind.to_owned(),
            body: body.to_owned(),
        }
    };
    text.lines().take(MOST_ROWS).enumerate().map(row).collect()
}

/// The name of a command, as undo and redo speak of it.
fn command_name(number: u16) -> Uuid {
    Uuid::from_u128(0xC000_0000 + u128::from(number))
}

/// Reads and folds the rows.
pub fn run(data: &[u8]) {
    let rows = read(data);
    let mut records: Vec<Record> = (1..).zip(&rows).map(|(seq, row)| row.read(seq)).collect();
    for record in &records {
        match &record.event {
            Ok(event) => {
                let written = serde_json::to_value(event).expect("what was read can be written");
                let again: Event = serde_json::from_value(written).expect("what was written can be read");
                assert_eq!(again, *event);
            }
            Err(unread) => assert!(!unread.reason.is_empty()),
        }
    }
    let mut reversed: Vec<Record> = records.iter().rev().cloned().collect();
    Record::order(&mut records);
    Record::order(&mut reversed);
    let state = fold(&records);
    assert_eq!(state, fold(&reversed));
    assert!(counting(&records).len() <= records.len());
    let mut replay = Replay::new(&records);
    let middle = records.len() / 2;
    assert_eq!(*replay.until(middle), fold(&records[..middle]));
    assert_eq!(*replay.until(records.len()), state);
}
