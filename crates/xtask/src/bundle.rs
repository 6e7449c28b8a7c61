//! `cargo xtask bundle`: the installers of this system, with the command line inside.

use std::path::PathBuf;
use std::process::Command;

use crate::system::Wanted;
use crate::{node, place, process, system};

/// What is built when no kind is named.
const KINDS: &[&str] = if cfg!(target_os = "macos") {
    &["dmg"]
} else if cfg!(windows) {
    &["nsis", "msi"]
} else {
    &["deb", "rpm"]
};

/// Builds the release and packs it.
///
/// # Errors
/// What could not be built.
pub fn run(kinds: &[&str]) -> Result<(), String> {
    let kinds = if kinds.is_empty() { KINDS } else { kinds };
    let shell = place::root().join("src-tauri");
    system::ensure(Wanted::Build)?;
    node::ensure()?;
    node::build()?;
    // Without a lock file: the packer is one pinned package, and what it brings differs from system to system.
    let install = ["install", "--no-package-lock", "--no-audit", "--no-fund"];
    process::run(process::npm(&install).current_dir(&shell))?;
    process::run(&mut process::cargo(&[
        "build",
        "--release",
        "--package",
        "ninefold",
        "--package",
        "ninefold-cli",
    ]))?;
    put_command_line_beside()?;
    // A key of its own, because every other build would ask for the file as well.
    let beside = r#"{"bundle":{"externalBin":["binaries/ninefold-cli"]}}"#;
    let kinds = kinds.join(",");
    let pack = ["exec", "--offline", "--", "tauri", "bundle", "--bundles", &kinds, "--config", beside];
    process::run(process::npm(&pack).current_dir(&shell).env("CARGO_TARGET_DIR", place::target()))?;
    println!("\nThe installers:");
    for file in made() {
        println!("  {}", file.display());
    }
    Ok(())
}

/// The installers that lie in the build folder.
pub fn made() -> Vec<PathBuf> {
    let list =
        |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = list(place::target().join("release/bundle")).flat_map(list);
    let is_installer = |file: &PathBuf| {
        let kind = file.extension().and_then(|kind| kind.to_str());
        kind.is_some_and(|kind| ["deb", "rpm", "AppImage", "dmg", "exe", "msi"].contains(&kind))
    };
    files.filter(is_installer).collect()
}

/// The packer takes programs from a file that is named after the machine they run on.
fn put_command_line_beside() -> Result<(), String> {
    let about = process::read(Command::new("rustc").arg("-vV"))?;
    let machine =
        about.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc does not name its host")?;
    let folder = place::root().join("src-tauri/binaries");
    let suffix = std::env::consts::EXE_SUFFIX;
    let from = place::target().join(format!("release/ninefold-cli{suffix}"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::copy(&from, folder.join(format!("ninefold-cli-{machine}{suffix}"))))
        .map_err(|error| format!("{}: {error}", from.display()))?;
    Ok(())
}
