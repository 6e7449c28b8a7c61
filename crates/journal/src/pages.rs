//! The pages of a database file as bytes, and the records on them, read without SQLite: what one damaged page hides from
//! it may stand whole on the next. Only what SQLite's documented file format promises is relied on, and no bytes make this
//! fail: what is not as it should be is passed over.

use std::collections::BTreeMap;

use crate::log::{Page, logged};

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
    /// Where the log is damaged: what else there is of pages in it. An event that stands on a page once stands on each later
    /// version of it or beside it, and is never another.
    others: Vec<Page<'a>>,
}

impl<'a> Pages<'a> {
    /// The pages of a file and the log beside it.
    pub(crate) fn new(file: &'a [u8], log: &'a [u8], size: usize) -> Self {
        let found = logged(log, size);
        let mut pages = Pages { size, file, logged: BTreeMap::new(), others: Vec::new() };
        for (number, page) in found.whole {
            let former = pages.logged.insert(number, page).or_else(|| pages.of_file(number));
            pages.others.extend(former.filter(|_| found.is_broken).map(|former| (number, former)));
        }
        pages.others.extend(found.damaged);
        pages
    }

    /// Every record of every page, each as far as it can be read.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let last = self.file.len().div_ceil(self.size).max(self.logged.keys().copied().max().unwrap_or(0));
        let pages = (1..=last).filter_map(|number| Some((number, self.page(number)?)));
        pages.chain(self.others.iter().copied()).flat_map(|page| self.rows_of(page)).collect()
    }

    /// Every record of these pages.
    pub(crate) fn rows_on(&self, pages: &[Page<'_>]) -> Vec<Row> {
        pages.iter().flat_map(|page| self.rows_of(*page)).collect()
    }

    /// A page counted from 1.
    fn page(&self, number: usize) -> Option<&'a [u8]> {
        self.logged.get(&number).copied().or_else(|| self.of_file(number))
    }

    /// A page as it stands in the file. The last of one that was cut is shorter.
    fn of_file(&self, number: usize) -> Option<&'a [u8]> {
        let from = number.checked_sub(1)?.checked_mul(self.size)?;
        let rest = self.file.get(from..)?;
        Some(rest.get(..self.size).unwrap_or(rest))
    }

    fn rows_of(&self, (number, page): Page<'_>) -> Vec<Row> {
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

fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(place..place + 2)?.try_into().ok()?))
}

pub(crate) fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
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
