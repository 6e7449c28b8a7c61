//! What the programs are made of: licences, sources and doubled versions of all libraries, as `deny.toml` allows them.
//! The list of known weaknesses is fetched anew each time, so it is asked by hand: `cargo deny check advisories`.

use std::path::PathBuf;
use std::process::Command;

use crate::{place, process};

/// The version of cargo-deny that is installed where none is there.
const VERSION: &str = "0.20.2";

/// Installs cargo-deny into the build folder, once, unless this machine has it.
///
/// # Errors
/// That it could not be installed.
pub fn ensure() -> Result<(), String> {
    if process::exists("cargo-deny") || own().is_file() {
        return Ok(());
    }
    eprintln!("Installing cargo-deny into the build folder; this takes some minutes, once.");
    let mut install = process::cargo(&["install", "cargo-deny", "--locked", "--version", VERSION, "--root"]);
    process::run(install.arg(tools()))
}

/// Looks at every library of every system that releases are built for.
///
/// # Errors
/// That one is not allowed; cargo-deny has printed which and why.
pub fn check() -> Result<(), String> {
    let program = if process::exists("cargo-deny") { PathBuf::from("cargo-deny") } else { own() };
    let mut command = Command::new(program);
    command.args(["--log-level", "error", "check", "licenses", "bans", "sources"]);
    process::run(command.current_dir(place::root()))
}

fn tools() -> PathBuf {
    place::target().join("tools")
}

fn own() -> PathBuf {
    tools().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX))
}
