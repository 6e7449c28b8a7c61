//! `cargo xtask doctor`: what this machine has and lacks. Changes nothing.

use std::process::Command;

use crate::system::Wanted;
use crate::{display, node, process, system};

/// Prints one line a need.
///
/// # Errors
/// That something is missing.
pub fn run() -> Result<(), String> {
    let mut lacks = 0;
    let mut line = |need: &str, found: Result<String, String>| match found {
        Ok(found) => println!("  ok       {need:<26}{found}"),
        Err(lack) => {
            lacks += 1;
            println!("  MISSING  {need:<26}{lack}");
        }
    };
    line("Rust", process::read(Command::new("rustc").arg("--version")));
    line("Node", node::version());
    line("npm", process::read(process::npm(&["--version"]).current_dir(".")));
    line("to build the window", packages(Wanted::Build));
    line("to test without a display", packages(Wanted::Everything));
    let seen = if display::is_there() { "yes" } else { "no: `cargo xtask run` saves a picture instead" };
    line("a display", Ok(seen.to_owned()));
    if lacks == 0 {
        return Ok(());
    }
    let help =
        if system::is_debian() { "`cargo xtask setup` installs the packages" } else { "see README.md" };
    Err(format!("{lacks} of these are missing; {help}"))
}

fn packages(wanted: Wanted) -> Result<String, String> {
    let missing = system::missing(wanted);
    if missing.is_empty() { Ok("everything".to_owned()) } else { Err(missing.join(", ")) }
}
