//! The name of this installation, kept in a file beside the journal and made at first use. Names that it had before it went
//! back to a backup stand below.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::{DateTime, Utc};
use journal::{DeviceId, JournalError};
use uuid::{NoContext, Timestamp, Uuid};

use crate::ApiError;

/// Reads the name, or makes one. A damaged file is replaced: the name only tells devices apart.
pub(crate) fn id(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, ApiError> {
    match names(dir).first() {
        Some(id) => Ok(*id),
        None => renew(dir, now),
    }
}

/// Names that this installation had before: no other computer's.
pub(crate) fn former(dir: &Path) -> Vec<DeviceId> {
    names(dir).into_iter().skip(1).collect()
}

/// Makes another name, from now on: the former one is another computer's, too.
pub(crate) fn renew(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, ApiError> {
    let former = former(dir);
    write(dir, made(now), &former)
}

/// Makes another name, from now on: what was done under the former one was done here, and is gone back from.
pub(crate) fn begin_anew(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, ApiError> {
    let former = names(dir);
    write(dir, made(now), &former)
}

fn made(now: DateTime<Utc>) -> DeviceId {
    Uuid::new_v7(Timestamp::from_unix(NoContext, u64::try_from(now.timestamp()).unwrap_or(0), 0))
}

/// The present name, then the former ones.
fn names(dir: &Path) -> Vec<DeviceId> {
    let text = std::fs::read_to_string(path(dir)).unwrap_or_default();
    text.lines().map_while(|line| Uuid::from_str(line.trim()).ok()).collect()
}

fn write(dir: &Path, id: DeviceId, former: &[DeviceId]) -> Result<DeviceId, ApiError> {
    let path = path(dir);
    let failed = |e| ApiError::Journal(JournalError::io(&path, e));
    let text: String = std::iter::once(&id).chain(former).map(|id| format!("{id}\n")).collect();
    std::fs::create_dir_all(dir).map_err(failed)?;
    std::fs::write(&path, text).map_err(failed)?;
    Ok(id)
}

fn path(dir: &Path) -> PathBuf {
    dir.join("device")
}
