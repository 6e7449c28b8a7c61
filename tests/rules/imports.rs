//! Who may import whom. ARCHITECTURE.md has the same table in words.

use std::process::Command;

use serde_json::Value;

use crate::sources::{none, root};

/// A package and the packages of the workspace that it may import outside its tests.
const TABLE: [(&str, &[&str]); 16] = [
    ("language", &[]),
    ("plan", &["language"]),
    ("catalog", &["language", "plan"]),
    ("journal", &["plan"]),
    ("calendar", &[]),
    ("caldav", &["calendar"]),
    ("recall", &[]),
    ("sync", &["journal"]),
    ("keychain", &[]),
    ("api", &["language", "plan", "catalog", "journal", "calendar", "caldav", "recall", "sync", "keychain"]),
    ("bench", &["plan", "catalog", "journal", "api"]),
    ("ninefold-cli", &["api"]),
    ("ninefold", &["api", "ninefold-tray"]),
    ("ninefold-tray", &[]),
    ("xtask", &[]),
    ("e2e", &[]),
];

/// A library and the only packages that may import it outside their tests.
const RESERVED: [(&str, &[&str]); 23] = [
    ("tauri", &["ninefold", "ninefold-tray"]),
    ("gtk", &["ninefold"]),
    // A journey is another program that keeps the journal busy.
    ("rusqlite", &["journal", "e2e"]),
    ("rusqlite_migration", &["journal"]),
    ("fsrs", &["recall"]),
    ("icalendar", &["calendar"]),
    ("rrule", &["calendar"]),
    ("roxmltree", &["caldav"]),
    ("rustls", &["caldav"]),
    ("rustls-platform-verifier", &["caldav"]),
    ("ureq", &["caldav"]),
    ("url", &["caldav"]),
    ("toml", &["catalog", "ninefold-cli"]),
    ("notify", &["sync"]),
    ("age", &["sync"]),
    ("rpassword", &["ninefold-cli"]),
    ("keyring-core", &["keychain"]),
    ("secret-service", &["keychain"]),
    ("security-framework", &["keychain"]),
    ("windows-native-keyring-store", &["keychain"]),
    ("zbus", &["keychain", "e2e"]),
    ("ts-rs", &["api"]),
    ("clap", &["ninefold-cli"]),
];

/// The planner is pure: what it may import at all.
const PLANNER: [&str; 3] = ["chrono", "language", "thiserror"];

struct Import {
    package: String,
    imported: String,
    ours: bool,
}

/// Every dependency of every package of the workspace, those of tests left out.
fn imports() -> Vec<Import> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let imports = packages.flat_map(|package| {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        dependencies.filter(|dependency| dependency["kind"] != "dev").map(|dependency| Import {
            package: package["name"].as_str().unwrap().to_owned(),
            imported: dependency["name"].as_str().unwrap().to_owned(),
            ours: dependency["path"].is_string(),
        })
    });
    imports.collect()
}

#[test]
fn packages_import_as_the_table_says() {
    let imports = imports();
    assert!(imports.iter().any(|import| import.ours), "cargo metadata names no import");
    let allowed = |import: &Import| {
        let row = TABLE.iter().find(|(package, _)| *package == import.package);
        row.is_some_and(|(_, may)| may.contains(&import.imported.as_str())) || import.package == "tests"
    };
    let broken = imports.iter().filter(|import| import.ours && !allowed(import));
    let broken = broken.map(|import| format!("{} imports {}", import.package, import.imported));
    none(&broken.collect::<Vec<_>>(), "not in the table of who may import whom");
}

#[test]
fn libraries_stay_where_they_belong() {
    let imports = imports();
    let broken = imports.iter().filter(|import| {
        let row = RESERVED.iter().find(|(library, _)| *library == import.imported);
        let strange = row.is_some_and(|(_, may)| !may.contains(&import.package.as_str()));
        let unclean = import.package == "plan" && !PLANNER.contains(&import.imported.as_str());
        strange || unclean
    });
    let broken = broken.map(|import| format!("{} imports {}", import.package, import.imported));
    none(&broken.collect::<Vec<_>>(), "this library belongs elsewhere");
}
