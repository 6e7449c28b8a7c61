//! Starting other programs.
//! Invariant: a program that was started to serve this one ends with it.

use std::io::{self, BufRead as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::place;

/// Runs to the end with its output on screen.
///
/// # Errors
/// That it could not start or did not succeed, with its command line.
pub fn run(command: &mut Command) -> Result<(), String> {
    let line = line(command);
    eprintln!("$ {line}");
    let status = command.status().map_err(|error| cannot_start(&line, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{line}` failed ({status})")) }
}

/// Runs to the end with its output on screen, and answers the lines of it.
///
/// # Errors
/// The lines until then, and that it could not start or did not succeed.
pub fn watch(command: &mut Command) -> Result<Vec<String>, (Vec<String>, String)> {
    let line = line(command);
    eprintln!("$ {line}");
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| (Vec::new(), cannot_start(&line, &error)))?;
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in io::BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            lines.push(line);
        }
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(lines),
        Ok(status) => Err((lines, format!("`{line}` failed ({status})"))),
        Err(error) => Err((lines, format!("`{line}`: {error}"))),
    }
}

/// Runs to the end without a word and answers what it printed.
///
/// # Errors
/// That it could not start or did not succeed.
pub fn read(command: &mut Command) -> Result<String, String> {
    let line = line(command);
    let Output { status, stdout, stderr } =
        command.stdin(Stdio::null()).output().map_err(|error| cannot_start(&line, &error))?;
    if status.success() {
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    } else {
        Err(format!("`{line}` failed ({status}): {}", String::from_utf8_lossy(&stderr).trim()))
    }
}

/// Whether a program of this name can be started.
pub fn exists(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| {
        ["", ".exe", ".cmd"].iter().any(|suffix| folder.join(format!("{program}{suffix}")).is_file())
    })
}

/// Cargo, in the repository.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(place::root());
    command
}

/// npm; a batch file on Windows.
pub fn npm(args: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args).current_dir(place::ui());
    command
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn cannot_start(line: &str, error: &io::Error) -> String {
    format!("`{line}` could not be started: {error}")
}

/// A program in the background; ended when this is dropped.
pub struct Servant(pub Child);

impl Drop for Servant {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
