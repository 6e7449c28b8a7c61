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

#[test]
fn every_icon_is_as_large_as_its_name_says() {
    let config: serde_json::Value = serde_json::from_str(&read("src-tauri/tauri.conf.json")).unwrap();
    let icons = config["bundle"]["icon"].as_array().unwrap();
    let mut sizes = Vec::new();
    for icon in icons.iter().filter_map(|icon| icon.as_str()) {
        let bytes =
            std::fs::read(root().join("src-tauri").join(icon)).unwrap_or_else(|e| panic!("{icon}: {e}"));
        if !icon.ends_with(".png") {
            continue;
        }
        // Width and height stand behind the name of the first chunk.
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        let (width, height) = (number(16), number(20));
        let expected = match icon.trim_start_matches("icons/").trim_end_matches(".png") {
            "icon" => 512,
            "128x128@2x" => 256,
            name => name.split('x').next().unwrap().parse().unwrap(),
        };
        assert_eq!((width, height), (expected, expected), "{icon}");
        sizes.push(expected);
    }
    for size in [16, 24, 32, 48, 64, 128, 256, 512] {
        assert!(sizes.contains(&size), "no icon of {size} pixels");
    }
    assert!(read("src-tauri/icons/ninefold.svg").contains("<svg"));
}

#[test]
fn software_centres_know_every_version() {
    let about = read("src-tauri/linux/io.github.ninefold.ninefold.metainfo.xml");
    let changes = read("CHANGELOG.md");
    let is_version = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let versions =
        changes.lines().filter_map(|line| line.strip_prefix("## ")?.split(' ').next()).filter(is_version);
    let mut known = 0;
    for version in versions {
        assert!(
            about.contains(&format!("<release version=\"{version}\"")),
            "{version} is not among the releases"
        );
        known += 1;
    }
    assert_eq!(about.matches("<release version=").count(), known, "a release is not in CHANGELOG.md");
}
