//! `cargo xtask gallery`: pictures of every state of the real window, for people to look at.

use std::process::Command;

use crate::system::Wanted;
use crate::{app, node, place, process, system};

/// Sets up, builds and draws the states whose names begin so; all of them if none is named.
///
/// # Errors
/// What could not be done, or that the layout has faults.
pub fn run(names: &[&str]) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("the gallery needs the virtual display of Linux".to_owned());
    }
    system::ensure(Wanted::Everything)?;
    node::ensure()?;
    node::build()?;
    app::build()?;
    process::run(&mut process::cargo(&["build", "--package", "e2e"]))?;
    process::run(Command::new(place::program("gallery")).args(names))
}
