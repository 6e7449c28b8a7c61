//! Rules about the repository as a whole.

use crate::sources::{all, none, root};

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_automatic_check_is_the_command_of_the_readme() {
    let script = read(".ci/run");
    let commands: Vec<&str> =
        script.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let command = ["set -euo pipefail", r#"cd "$(dirname "$0")/..""#, "cargo xtask test"];
    assert_eq!(commands, command);
    assert!(read("README.md").contains("cargo xtask test"), "README.md names another command");
}

#[test]
fn nothing_names_a_persons_machine() {
    // Spelt in halves, so that this file does not break its own rule.
    let homes =
        [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/"), concat!("C:\\Us", "ers\\")];
    let broken = all().into_iter().filter(|source| !source.is_test()).flat_map(|source| {
        let lines = source.text.lines().enumerate();
        let found = lines
            .filter(|(_, line)| homes.iter().any(|home| line.contains(home)))
            .map(|(n, _)| format!("{}:{}", source.path, n + 1));
        found.collect::<Vec<_>>()
    });
    none(&broken.collect::<Vec<_>>(), "these lines work on one machine only");
}

#[test]
fn packages_come_from_the_public_registries() {
    let mut broken = Vec::new();
    for source in all() {
        let (key, registry) = match source.path.rsplit('/').next() {
            Some("Cargo.lock") => ("source = \"", "registry+https://github.com/rust-lang/crates.io-index"),
            Some("package-lock.json") => ("\"resolved\": \"", "https://registry.npmjs.org/"),
            _ => continue,
        };
        for (n, line) in source.text.lines().enumerate() {
            if line.split_once(key).is_some_and(|(_, from)| !from.starts_with(registry)) {
                broken.push(format!("{}:{}: {}", source.path, n + 1, line.trim()));
            }
        }
    }
    none(&broken, "fetch these from the public registries");
}

#[test]
fn one_version_for_all() {
    let version = |text: &str, key: &str| -> String {
        let line = text.lines().find(|line| line.trim_start().starts_with(key)).unwrap_or_default();
        line.split('"').nth(if key.starts_with('"') { 3 } else { 1 }).unwrap_or_default().to_owned()
    };
    let workspace = version(&read("Cargo.toml"), "version = ");
    assert_eq!(version(&read("ui/package.json"), "\"version\""), workspace, "ui/package.json");
    assert!(read("CHANGELOG.md").contains(&workspace), "CHANGELOG.md tells nothing of {workspace}");
}
