//! The pages of a database file as bytes, and the records on them, read without SQLite: what one damaged page hides from
//! it may stand whole on the next. Only what SQLite's documented file format promises is relied on, and no bytes make this
//! fail: what is not as it should be is passed over.

use std::collections::BTreeMap;

/// The size of the pages that SQLite makes unless told otherwise.
const USUAL_SIZE: usize = 4096;

/// A longer chain of pages holds no event.
const MOST_OVERFLOW: usize = 1 << 16;

const TABLE_LEAF: u8 = 0x0D;
const INDEX_LEAF: u8 = 0x0A;
const INDEX_INTERIOR: u8 = 0x02;

/// A value of a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
    /// A number with a fraction, or text that is none.
    Other,
}

/// A record of a table, with the row it is, or of an index.
pub(crate) struct Row {
    pub(crate) rowid: Option<i64>,
    pub(crate) values: Vec<Value>,
}

/// The sizes that the pages of this file may have, the likeliest first.
pub(crate) fn sizes(file: &[u8]) -> Vec<usize> {
    let said = match u16_at(file, 16) {
        Some(1) => 65_536,
        Some(size) => usize::from(size),
        None => 0,
    };
    let mut sizes = vec![USUAL_SIZE];
    if said.is_power_of_two() && (512..=65_536).contains(&said) && said != USUAL_SIZE {
        sizes.insert(0, said);
    }
    sizes
}

/// Pages of a database as it was at its last commit.
pub(crate) struct Pages<'a> {
    size: usize,
    file: &'a [u8],
    /// Pages that stand in the log, newer than in the file.
    logged: BTreeMap<usize, &'a [u8]>,
}

impl<'a> Pages<'a> {
    /// The pages of a file and the log beside it.
    pub(crate) fn new(file: &'a [u8], log: &'a [u8], size: usize) -> Self {
        Pages { size, file, logged: committed(log, size) }
    }

    /// Every record of every page, each as far as it can be read.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let last = self.file.len().div_ceil(self.size).max(self.logged.keys().copied().max().unwrap_or(0));
        (1..=last).flat_map(|number| self.rows_of(number)).collect()
    }

    /// A page counted from 1. The last of a file that was cut is shorter.
    fn page(&self, number: usize) -> Option<&'a [u8]> {
        if let Some(page) = self.logged.get(&number) {
            return Some(page);
        }
        let from = number.checked_sub(1)?.checked_mul(self.size)?;
        let rest = self.file.get(from..)?;
        Some(rest.get(..self.size).unwrap_or(rest))
    }

    fn rows_of(&self, number: usize) -> Vec<Row> {
        let Some(page) = self.page(number) else { return Vec::new() };
        let head = if number == 1 { 100 } else { 0 };
        let Some(kind) = page.get(head).copied() else { return Vec::new() };
        let pointers = match kind {
            TABLE_LEAF | INDEX_LEAF => head + 8,
            INDEX_INTERIOR => head + 12,
            _ => return Vec::new(),
        };
        // Of a count that cannot be, as many are tried as fit.
        let count = u16_at(page, head + 3).map_or(0, usize::from).min(self.size / 2);
        let places = (0..count).filter_map(|n| u16_at(page, pointers + 2 * n)).map(usize::from);
        places.filter_map(|place| self.row(page, kind, place)).collect()
    }

    fn row(&self, page: &[u8], kind: u8, place: usize) -> Option<Row> {
        let mut cell = page.get(place..)?;
        if kind == INDEX_INTERIOR {
            cell = cell.get(4..)?;
        }
        let length = usize::try_from(varint(&mut cell)?).ok()?;
        let rowid = if kind == TABLE_LEAF { Some(varint(&mut cell)?) } else { None };
        let payload = self.payload(cell, length, kind == TABLE_LEAF)?;
        Some(Row { rowid, values: record(&payload)? })
    }

    /// The whole content of a record, that of its overflow pages included.
    fn payload(&self, cell: &[u8], length: usize, in_table: bool) -> Option<Vec<u8>> {
        let usable = self.size;
        let most = if in_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        if length <= most {
            return cell.get(..length).map(<[u8]>::to_vec);
        }
        if length > self.file.len() + self.logged.len() * self.size {
            return None;
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let even = least + (length - least) % (usable - 4);
        let local = if even <= most { even } else { least };
        let mut payload = cell.get(..local)?.to_vec();
        let mut next = u32_at(cell, local)?;
        for _ in 0..MOST_OVERFLOW {
            let missing = length - payload.len();
            if missing == 0 {
                break;
            }
            let page = self.page(usize::try_from(next).ok()?)?;
            payload.extend_from_slice(page.get(4..4 + missing.min(usable - 4))?);
            next = u32_at(page, 0)?;
        }
        (payload.len() == length && next == 0).then_some(payload)
    }
}

/// The values of a record; none if they do not fill it exactly.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let mut rest = payload;
    let head = usize::try_from(varint(&mut rest)?).ok()?;
    let mut types = payload.get(payload.len() - rest.len()..head)?;
    let mut content = payload.get(head..)?;
    let mut values = Vec::new();
    while !types.is_empty() {
        let kind = varint(&mut types)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let (bytes, after) = content.split_at_checked(length)?;
        content = after;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => {
                let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
                Value::Integer(bytes.iter().fold(sign, |number, byte| (number << 8) | i64::from(*byte)))
            }
            7 => Value::Other,
            kind if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => String::from_utf8(bytes.to_vec()).map_or(Value::Other, Value::Text),
        });
    }
    content.is_empty().then_some(values)
}

/// The pages in a write-ahead log as SQLite would take them over: up to the last commit before anything is amiss.
fn committed(log: &[u8], size: usize) -> BTreeMap<usize, &[u8]> {
    let (mut committed, mut open) = (BTreeMap::new(), Vec::new());
    let (Some(magic), Some(said)) = (u32_at(log, 0), u32_at(log, 8)) else { return committed };
    if magic & !1 != 0x377F_0682 || usize::try_from(said) != Ok(size) {
        return committed;
    }
    let sum = |from: (u32, u32), bytes: &[u8]| {
        let word = |four: &[u8]| {
            let four = four.try_into().unwrap_or([0; 4]);
            if magic & 1 == 1 { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
        };
        bytes.chunks_exact(8).fold(from, |(a, b), eight| {
            let (first, second) = eight.split_at(4);
            let a = a.wrapping_add(word(first)).wrapping_add(b);
            (a, b.wrapping_add(word(second)).wrapping_add(a))
        })
    };
    let Some(head) = log.get(..24) else { return committed };
    let mut sums = sum((0, 0), head);
    if (u32_at(log, 24), u32_at(log, 28)) != (Some(sums.0), Some(sums.1)) {
        return committed;
    }
    for frame in log.get(32..).unwrap_or_default().chunks_exact(24 + size) {
        let (head, page) = frame.split_at(24);
        sums = sum(sum(sums, head.get(..8).unwrap_or_default()), page);
        let is_of_this_log = head.get(8..16) == log.get(16..24);
        if !is_of_this_log || (u32_at(head, 16), u32_at(head, 20)) != (Some(sums.0), Some(sums.1)) {
            break;
        }
        let Some(number) = u32_at(head, 0).and_then(|number| usize::try_from(number).ok()) else { break };
        open.push((number, page));
        if u32_at(head, 4) != Some(0) {
            committed.extend(open.drain(..));
        }
    }
    committed
}

fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(place..place + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(place..place + 4)?.try_into().ok()?))
}

/// Reads SQLite's number of one to nine bytes and steps behind it.
fn varint(bytes: &mut &[u8]) -> Option<i64> {
    let mut number: u64 = 0;
    for place in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if place == 8 {
            number = (number << 8) | u64::from(*byte);
        } else {
            number = (number << 7) | u64::from(byte & 0x7F);
            if byte & 0x80 == 0 {
                break;
            }
        }
    }
    Some(number.cast_signed())
}
