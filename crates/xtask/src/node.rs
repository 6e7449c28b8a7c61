//! Node and the front end: its packages and its build.
//! Invariant: nothing is fetched or built again while its sources are the same.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::{place, process};

/// The oldest Node that Vite and the checks run on.
const OLDEST: u32 = 20;

/// Checks Node and installs the front end's packages if their lock file changed.
///
/// # Errors
/// What to install, or npm's failure.
pub fn ensure() -> Result<(), String> {
    version()?;
    let ui = place::ui();
    let stamp = ui.join("node_modules/.installed-lock.json");
    let lock = std::fs::read(ui.join("package-lock.json"))
        .map_err(|error| format!("ui/package-lock.json: {error}"))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    process::run(&mut process::npm(&["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// The version of Node, if it will do.
///
/// # Errors
/// What to install.
pub fn version() -> Result<String, String> {
    let wish = format!("Node {OLDEST} or newer is needed (https://nodejs.org)");
    let version = process::read(Command::new("node").arg("--version"))
        .map_err(|_| format!("{wish}; there is no `node` on the path"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST) {
        Ok(version)
    } else {
        Err(format!("{wish}; this is {version}"))
    }
}

/// Builds the page into ui/dist, unless it is newer than everything it is made from.
///
/// # Errors
/// The build's failure.
pub fn build() -> Result<(), String> {
    let ui = place::ui();
    let inputs = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "vite.config.ts",
        "svelte.config.js",
        "tsconfig.json",
    ];
    let newest = inputs.iter().filter_map(|name| changed(&ui.join(name))).max();
    if changed(&ui.join("dist/index.html")) > newest {
        return Ok(());
    }
    process::run(&mut process::npm(&["run", "--silent", "build"]))
}

/// When the file, or anything in the folder, was last changed.
fn changed(path: &Path) -> Option<SystemTime> {
    let own = path.metadata().and_then(|about| about.modified()).ok()?;
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    inside.filter_map(|entry| changed(&entry.path())).max().into_iter().chain([own]).max()
}
