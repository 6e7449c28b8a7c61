//! A path goes through the window as text: what is chosen is what is used, or is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::path::PathBuf;

use api::wire::*;
use api::{App, Language, speaking};
use support::*;

/// What each way of choosing answers to this path.
fn answers(host: &TestHost, app: &App, path: PathBuf) -> [Result<Option<String>, Failure>; 3] {
    *host.chosen.lock().unwrap() = Some(path);
    [
        app.folder_choose(Nothing {}).map(|chosen| chosen.folder),
        app.import_choose(Nothing {}).map(|chosen| chosen.path),
        app.export_place(ExportPlace { what: ExportWhat::Log }).map(|chosen| chosen.path),
    ]
}

fn is_refused(host: &TestHost, app: &App, path: PathBuf) {
    let shown = path.display().to_string();
    for answer in answers(host, app, path.clone()) {
        let refused = answer.unwrap_err();
        assert_eq!(refused.code, "bad_path");
        assert!(refused.message.contains(&format!("“{shown}”")), "{}", refused.message);
        assert!(refused.message.contains("Nothing was changed: rename it"), "{}", refused.message);
    }
    let spanish = speaking(Language::Spanish, || answers(host, app, path));
    assert!(spanish.iter().all(|answer| answer.as_ref().unwrap_err().message.starts_with("La ruta ")));
}

#[test]
fn what_would_be_another_path_without_its_blank_is_refused() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    for name in ["Sync ", "Sync\u{a0}", "Sync\t"] {
        is_refused(&host, &app, host.dir.path().join(name));
    }
    // Blanks that nothing takes away.
    for name in [" Sync", "My  Sync", "Sync /plans"] {
        let path = host.dir.path().join(name);
        let shown = path.display().to_string();
        for answer in answers(&host, &app, path) {
            assert_eq!(answer.unwrap().as_ref(), Some(&shown));
        }
    }
}

#[cfg(unix)]
mod no_text {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use super::*;

    fn folder(host: &TestHost) -> PathBuf {
        host.dir.path().join(OsStr::from_bytes(b"Sync\xff"))
    }

    #[test]
    fn a_name_that_is_no_text_is_refused() {
        let host = TestHost::wednesday();
        let app = onboarded(&host);
        is_refused(&host, &app, folder(&host));
        is_refused(&host, &app, folder(&host).join("inside"));
    }

    #[test]
    fn no_study_file_is_left_where_its_place_cannot_be_kept() {
        let host = TestHost::wednesday();
        let app = onboarded(&host);
        let home = folder(&host);
        std::fs::create_dir(&home).unwrap();
        *host.exports.lock().unwrap() = Some(home.clone());
        let refused = app.calendar_file_set(StudyFileSet { on: true, titles: true }).unwrap_err();
        let left = std::fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(left.collect::<Vec<_>>(), Vec::<std::ffi::OsString>::new());
        assert!(refused.code == "bad_path" && refused.message.contains("study.ics"), "{refused:?}");
        assert!(!app.calendars(Nothing {}).unwrap().file.on);
        // Off it is, and stays so without a word.
        app.calendar_file_set(StudyFileSet { on: false, titles: true }).unwrap();
        assert!(!Path::new(&home).join("study.ics").exists());
    }
}
