//! How far the journal was written, beside it: the last event that somebody was told is saved. SQLite takes a log that was removed,
//! emptied or cut for one that never had more, and a log of another journal for its own; only what stands elsewhere tells.
//! Nothing waits for this to be on disk: it never says more than what is.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::files::{must_be_a_file, small_text};
use crate::log::logged;
use crate::pages::{Pages, sizes};
use crate::record::uuid;
use crate::salvage::names_at;

/// An event that was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    /// Its position.
    pub(crate) seq: i64,
    /// Its name.
    pub(crate) id: Uuid,
}

/// What a journal has where something was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// That.
    There,
    /// Nothing.
    Missing,
    /// Another event: it is another journal, or a new one that was made of it.
    Other,
}

fn path(dir: &Path) -> PathBuf {
    dir.join("journal.reached")
}

impl Reached {
    /// What was noted; none where that cannot be read.
    pub(crate) fn of(dir: &Path) -> Option<Reached> {
        let text = small_text(&path(dir));
        let (seq, id) = text.trim().split_once(' ')?;
        Some(Reached { seq: seq.parse().ok()?, id: id.parse().ok()? })
    }

    /// The last event of a journal; none if it has none, or what has its name is damaged.
    pub(crate) fn last(conn: &Connection) -> rusqlite::Result<Option<Reached>> {
        let sql = "SELECT seq, id FROM events ORDER BY seq DESC LIMIT 1";
        let last = conn.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, uuid(row.get_ref(1)?))));
        Ok(last.optional()?.and_then(|(seq, id)| Some(Reached { seq, id: id? })))
    }

    /// What this journal has there.
    pub(crate) fn stands(self, conn: &Connection) -> rusqlite::Result<Stands> {
        let sql = "SELECT id FROM events WHERE seq = ?";
        let found = conn.query_row(sql, [self.seq], |row| Ok(uuid(row.get_ref(0)?))).optional()?;
        Ok(match found {
            None => Stands::Missing,
            Some(Some(id)) if id != self.id => Stands::Other,
            Some(_) => Stands::There,
        })
    }

    /// Writes it down over what was noted before, in one piece of one length. Where that cannot be done, less is known later.
    pub(crate) fn note(self, dir: &Path) {
        let path = path(dir);
        let text = format!("{:020} {}\n", self.seq, self.id);
        let _ = must_be_a_file(&path).is_ok_and(|()| {
            let file = fs::OpenOptions::new().write(true).create(true).truncate(false).open(&path);
            file.and_then(|mut file| file.write_all(text.as_bytes())).is_ok()
        });
    }
}

/// Nothing is known of the journal that is there next: it went back, or is made anew.
pub(crate) fn forget(dir: &Path) {
    let _ = fs::remove_file(path(dir));
}

/// Whether a log is of another journal than the file that it lies beside: where both tell of a position, they name other events.
/// One that damage made another has company that it did not.
pub(crate) fn is_of_another(file: &[u8], log: &[u8]) -> bool {
    sizes(file).into_iter().any(|size| {
        let here = names_at(&Pages::new(file, &[], size).rows());
        let whole = logged(log, size).whole;
        let there = names_at(&Pages::new(file, log, size).rows_on(&whole));
        let both = there.iter().filter_map(|(seq, id)| Some((*here.get(seq)?, *id)));
        let (alike, others): (Vec<_>, Vec<_>) = both.partition(|(here, there)| here == there);
        others.len() > alike.len()
    })
}
