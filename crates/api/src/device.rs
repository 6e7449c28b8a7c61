//! The name of this installation, kept in a file beside the journal and made at first use. Names that it had before it went
//! back to a backup stand below.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::{DateTime, Utc};
use journal::{DeviceId, JournalError};
use uuid::{NoContext, Timestamp, Uuid};

use crate::paths;

/// Reads the name, or makes one. A damaged file is replaced: the name only tells devices apart.
pub(crate) fn id(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, JournalError> {
    match Names::read(dir).present {
        Some(id) => Ok(id),
        None => renew(dir, now),
    }
}

/// Names that this installation had before it went back, and until when: what was done under them later is another computer's.
pub(crate) fn former(dir: &Path) -> Former {
    Former(Names::read(dir).former)
}

/// Makes another name, from now on: the former one is another computer's, too.
pub(crate) fn renew(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, JournalError> {
    let names = Names::read(dir);
    write(dir, made(now), &names.former)
}

/// Makes another name, from now on: what was done under the former one was done here, and the journal goes on from before.
pub(crate) fn begin_anew(dir: &Path, now: DateTime<Utc>) -> Result<DeviceId, JournalError> {
    let Names { present, former } = Names::read(dir);
    let former: Vec<(DeviceId, DateTime<Utc>)> =
        present.map(|id| (id, now)).into_iter().chain(former).collect();
    write(dir, made(now), &former)
}

/// Former names of this installation.
pub(crate) struct Former(Vec<(DeviceId, DateTime<Utc>)>);

impl Former {
    /// Whether what was done under a name at an instant was done on this computer.
    pub fn did(&self, device: DeviceId, at: DateTime<Utc>) -> bool {
        self.0.iter().any(|(former, until)| *former == device && at <= *until)
    }

    /// As the files in the sync folder name them, the latest first.
    pub fn told(&self) -> Vec<sync::Former> {
        self.0.iter().map(|(device, until)| sync::Former { device: *device, until: *until }).collect()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = DeviceId> {
        self.0.iter().map(|(id, _)| *id)
    }
}

/// What the file says.
#[derive(Default)]
struct Names {
    present: Option<DeviceId>,
    former: Vec<(DeviceId, DateTime<Utc>)>,
}

impl Names {
    fn read(dir: &Path) -> Names {
        let text = paths::small_text(&path(dir));
        let mut lines = text.lines();
        let present = lines.next().and_then(|line| Uuid::from_str(line.trim()).ok());
        let former = lines.filter_map(|line| {
            let (id, until) = line.trim().split_once(' ')?;
            Some((Uuid::from_str(id).ok()?, until.parse().ok()?))
        });
        Names { present, former: former.collect() }
    }
}

fn made(now: DateTime<Utc>) -> DeviceId {
    Uuid::new_v7(Timestamp::from_unix(NoContext, u64::try_from(now.timestamp()).unwrap_or(0), 0))
}

fn write(dir: &Path, id: DeviceId, former: &[(DeviceId, DateTime<Utc>)]) -> Result<DeviceId, JournalError> {
    let path = path(dir);
    let former = former.iter().map(|(id, until)| format!("{id} {}\n", until.to_rfc3339()));
    let text: String = std::iter::once(format!("{id}\n")).chain(former).collect();
    journal::make_folder(dir).map_err(|e| JournalError::io(dir, e))?;
    paths::write_whole(dir, &path, &text).map_err(|e| JournalError::io(&path, e))?;
    Ok(id)
}

fn path(dir: &Path) -> PathBuf {
    dir.join("device")
}
