//! The desk over a host whose data folder can be made unusable.

use std::path::{Path, PathBuf};

use api::secrets::Secrets;
use api::wire::Changed;
use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;

/// A machine of which nothing but its data folder matters.
pub(crate) struct FolderHost(pub(crate) PathBuf);

impl Host for FolderHost {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_590_600, 0).unwrap()
    }
    fn zone(&self) -> String {
        "Europe/Berlin".to_owned()
    }
    fn data_dir(&self) -> PathBuf {
        self.0.clone()
    }
    fn export_dir(&self) -> PathBuf {
        self.0.clone()
    }
    fn open_link(&self, _: &str) -> Result<(), String> {
        Ok(())
    }
    fn open_folder(&self, _: &Path) -> Result<(), String> {
        Ok(())
    }
    fn secrets(&self) -> Arc<dyn Secrets> {
        Arc::from(api::secrets::memory())
    }
    fn emit(&self, _: &Changed) {}
}

fn ask(desk: &Arc<Desk>, name: &'static str) -> Result<Value, Failure> {
    tauri::async_runtime::block_on(desk.work(move |app| app.call(name, Value::Null)))
}

#[test]
fn a_folder_that_cannot_be_used_is_told_and_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::write(&data, "a file where the folder should be").unwrap();
    let desk = Arc::new(Desk::new(Arc::new(FolderHost(data.clone())), false));
    let failure = ask(&desk, "app_state").unwrap_err();
    assert!(!failure.message.is_empty());

    std::fs::remove_file(&data).unwrap();
    assert_eq!(ask(&desk, "app_state").unwrap()["onboarded"], json!(false));
}

#[test]
fn the_window_is_answered_in_the_language_it_asks_in() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Arc::new(Desk::new(Arc::new(FolderHost(dir.path().join("data"))), false));
    let said = |tag| {
        desk.hear(tag);
        ask(&desk, "undo").unwrap_err().message
    };
    assert_eq!(said("es"), "No hay nada que deshacer.");
    assert_eq!(said("en"), "There is nothing to undo.");
    assert_eq!(said("xx"), "There is nothing to undo.", "what nobody can speak changes nothing");
}

#[test]
fn the_sample_learner_is_there_from_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Arc::new(Desk::new(Arc::new(FolderHost(dir.path().join("data"))), true));
    assert_eq!(ask(&desk, "app_state").unwrap()["sample"], json!(true));
}

#[test]
fn a_panic_in_a_command_is_a_failure_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Arc::new(Desk::new(Arc::new(FolderHost(dir.path().join("data"))), false));
    let failure = tauri::async_runtime::block_on(desk.work::<()>(|_| panic!("broken"))).unwrap_err();
    assert_eq!(failure.code, "internal");
    assert!(ask(&desk, "app_state").is_ok());
}
