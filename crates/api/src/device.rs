//! The name of this installation, kept in a file beside the journal and made at first use.

use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use journal::{DeviceId, JournalError};
use uuid::{NoContext, Timestamp, Uuid};

use crate::ApiError;

/// Reads the name, or makes one. A damaged file is replaced: the name only tells devices apart.
pub(crate) fn id(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, ApiError> {
    let path = dir.join("device");
    if let Some(id) = std::fs::read_to_string(&path).ok().and_then(|t| Uuid::from_str(t.trim()).ok()) {
        return Ok(id);
    }
    renew(dir, now)
}

/// Makes another name, from now on.
pub(crate) fn renew(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, ApiError> {
    let path = dir.join("device");
    let id = Uuid::new_v7(Timestamp::from_unix(NoContext, u64::try_from(now.timestamp()).unwrap_or(0), 0));
    let failed = |e| ApiError::Journal(JournalError::io(&path, e));
    std::fs::create_dir_all(dir).map_err(failed)?;
    std::fs::write(&path, format!("{id}\n")).map_err(failed)?;
    Ok(id)
}
