//! Which folders may be used. Data and sync folder never lie within each other: what lies in the data folder is a
//! database that no other program may carry, and its backups belong outside of what is carried.

use std::path::{Path, PathBuf};

/// Why a folder may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// It is in the data folder, or is it.
    InsideData,
    /// The data folder is in it.
    AroundData,
    /// It is written relative to another folder, so that nobody could say later which one was meant.
    Relative,
}

/// Looks whether a folder may be used beside this data folder; both are followed to where they really are.
///
/// # Errors
/// Why not.
pub fn fitting(folder: &Path, data: &Path) -> Result<(), Misplaced> {
    if !folder.is_absolute() {
        return Err(Misplaced::Relative);
    }
    let folder = real(folder);
    // A link may have the backups elsewhere.
    for data in [data.to_owned(), journal::backups_dir(data)] {
        let data = real(&data);
        if folder.starts_with(&data) {
            return Err(Misplaced::InsideData);
        }
        if data.starts_with(&folder) {
            return Err(Misplaced::AroundData);
        }
    }
    Ok(())
}

/// Where a path really is, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    let mut there = path;
    loop {
        if let Ok(found) = there.canonicalize() {
            return rest.iter().rev().fold(found, |path, name| path.join(name));
        }
        match (there.parent(), there.file_name()) {
            (Some(parent), Some(name)) => {
                rest.push(name.to_owned());
                there = parent;
            }
            _ => return path.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    #[test]
    fn data_and_sync_folder_lie_apart() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("home/data");
        std::fs::create_dir_all(&data).unwrap();
        let fits = |folder: &Path| fitting(folder, &data);
        assert_eq!(fits(&data), Err(Misplaced::InsideData));
        assert_eq!(fits(&data.join("new/sync")), Err(Misplaced::InsideData));
        assert_eq!(fits(&data.join("../data/x")), Err(Misplaced::InsideData));
        assert_eq!(fits(dir.path()), Err(Misplaced::AroundData));
        assert_eq!(fits(&dir.path().join("home")), Err(Misplaced::AroundData));
        assert_eq!(fits(Path::new("sync")), Err(Misplaced::Relative));
        assert_eq!(fits(&dir.path().join("home/data-2")), Ok(()));
        assert_eq!(fits(&dir.path().join("sync/new")), Ok(()));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        std::fs::create_dir_all(&data).unwrap();
        let link = dir.path().join("looks-apart");
        std::os::unix::fs::symlink(&data, &link).unwrap();
        assert_eq!(fitting(&link, &data), Err(Misplaced::InsideData));
        assert_eq!(fitting(&link.join("new"), &data), Err(Misplaced::InsideData));
        // The backups are carried, and nothing else.
        let (other, between) = (dir.path().join("other"), dir.path().join("between"));
        std::fs::create_dir_all(&other).unwrap();
        std::fs::create_dir_all(between.join("kept")).unwrap();
        std::os::unix::fs::symlink(between.join("kept"), other.join("backups")).unwrap();
        assert_eq!(fitting(&between, &other), Err(Misplaced::AroundData));
    }
}
