//! Tells when others changed something in the folder. Where a folder cannot be watched, as on a network, nothing is told;
//! whoever listens looks by himself from time to time.

use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use uuid::Uuid;

use crate::folder::may_be_ours;

/// A watch over a folder, which ends when this is dropped.
#[derive(Debug)]
pub struct Watching {
    _watcher: RecommendedWatcher,
}

impl Watching {
    /// Calls `changed` whenever a file of another computer changed there; `device` is who writes here, whose own files
    /// wake nobody. None where the system cannot tell.
    pub fn start(folder: &Path, device: Uuid, changed: impl Fn() + Send + 'static) -> Option<Watching> {
        let own = device.to_string();
        let watched = folder.to_owned();
        let told = move |event: notify::Result<Event>| {
            // What the system could not tell may have been anything.
            let is_silent =
                event.is_ok_and(|event| !is_change(&event.kind) || !of_others(&event, &watched, &own));
            if !is_silent {
                changed();
            }
        };
        let mut watcher = notify::recommended_watcher(told).ok()?;
        watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        Some(Watching { _watcher: watcher })
    }
}

/// To read a file is no change.
fn is_change(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if *access != AccessKind::Close(AccessMode::Write))
}

fn of_others(event: &Event, watched: &Path, own: &str) -> bool {
    // Without a path it is too much at once; with that of the folder, the folder itself went.
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default();
        path != watched && (!may_be_ours(name) || name.to_string_lossy().contains(own))
    };
    event.paths.is_empty() || !event.paths.iter().all(is_ours)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_others_do_wakes_and_what_is_ours_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("Sync");
        std::fs::create_dir(&folder).unwrap();
        let device = Uuid::from_u128(1);
        let (tell, told) = channel();
        let watching = Watching::start(&folder, device, move || tell.send(()).unwrap()).unwrap();
        let ours = folder.join(format!("ninefold-{device}-1.log"));
        let theirs = folder.join(format!("ninefold-{}-1.log", Uuid::from_u128(2)));
        std::fs::write(&ours, "x").unwrap();
        std::fs::write(folder.join("photo.jpg"), "x").unwrap();
        std::fs::write(folder.join(".ninefold-x.log.tmp"), "x").unwrap();
        assert_eq!(told.recv_timeout(Duration::from_millis(300)), Err(RecvTimeoutError::Timeout));
        let wakes = || {
            told.recv_timeout(Duration::from_secs(20)).unwrap();
            while told.recv_timeout(Duration::from_millis(100)).is_ok() {}
        };
        std::fs::write(&theirs, "x").unwrap();
        wakes();
        std::fs::read(&theirs).unwrap();
        assert_eq!(
            told.recv_timeout(Duration::from_millis(300)),
            Err(RecvTimeoutError::Timeout),
            "to read is no change"
        );
        std::fs::rename(&theirs, folder.join("ninefold-conflict.log")).unwrap();
        wakes();
        std::fs::remove_dir_all(&folder).unwrap();
        wakes();
        drop(watching);
    }
}
