//! Python for what judges or measures Ninefold from outside: environments of their own in the target folder.
//! Invariant: nothing of it is installed into the system or shipped; what is fetched is pinned.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{place, process};

/// The program of an environment.
pub fn program(environment: &Path) -> PathBuf {
    if cfg!(windows) {
        environment.join("Scripts").join("python.exe")
    } else {
        environment.join("bin").join("python")
    }
}

/// Makes an environment with the packages of a list, unless it has them; `options` are those of `pip install`.
///
/// # Errors
/// That there is no Python, or its packages cannot be fetched.
pub fn ensure(environment: &Path, requirements: &Path, options: &[&str]) -> Result<(), String> {
    let wanted =
        fs::read_to_string(requirements).map_err(|error| format!("{}: {error}", requirements.display()))?;
    let has = environment.join("has.txt");
    if fs::read_to_string(&has).is_ok_and(|has| has == wanted) && program(environment).is_file() {
        return Ok(());
    }
    if !program(environment).is_file() {
        let name = if cfg!(windows) { "python" } else { "python3" };
        process::run(Command::new(name).args(["-m", "venv"]).arg(environment))?;
    }
    let mut install = Command::new(program(environment));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(options);
    process::run(install.arg("--requirement").arg(requirements))?;
    fs::write(&has, wanted).map_err(|error| format!("{}: {error}", has.display()))
}

/// The other calendar programs: servers, a client, and an independent reading of RFC 5545.
///
/// # Errors
/// That there is no Python, or its packages cannot be fetched.
pub fn calendars() -> Result<(), String> {
    let requirements = place::root().join("tests").join("calendars").join("requirements.txt");
    let environment = place::target().join("python").join("calendars");
    ensure(&environment, &requirements, &["--require-hashes", "--only-binary", ":all:"])
}
