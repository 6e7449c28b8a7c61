//! A learner's computer for one input: its clock stands still, its folder is thrown away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::secrets::Secrets;
use api::wire::Changed;
use api::{App, Host};
use chrono::{DateTime, Utc};

/// The computer.
pub struct Computer {
    /// Everything it keeps.
    pub dir: tempfile::TempDir,
}

impl Computer {
    /// A new one.
    pub fn new() -> Arc<Computer> {
        Arc::new(Computer { dir: tempfile::tempdir().expect("a folder") })
    }

    /// Opens the application on it.
    pub fn open(self: &Arc<Self>) -> App {
        let host = Arc::clone(self) as Arc<dyn Host>;
        App::open(host).unwrap_or_else(|failure| panic!("{}: {}", failure.code, failure.message))
    }
}

impl Host for Computer {
    fn now(&self) -> DateTime<Utc> {
        "2026-11-25T06:10:00Z".parse().expect("an instant")
    }

    fn zone(&self) -> String {
        "Europe/Berlin".to_owned()
    }

    fn data_dir(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn export_dir(&self) -> PathBuf {
        self.dir.path().join("exports")
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

/// What a command answered is an answer, or a sentence and a code.
pub fn answers(app: &App, command: &str, args: serde_json::Value) -> Option<serde_json::Value> {
    match app.call(command, args) {
        Ok(answer) => Some(answer),
        Err(failure) => {
            assert!(!failure.code.is_empty() && !failure.message.is_empty(), "{command}");
            // What the program itself says is wrong with its own question is a fault of this test.
            assert_ne!(failure.code, "bad_arguments", "{command}: {}", failure.message);
            None
        }
    }
}
