//! Asks the program that counts allocations, `bench-allocations`. A crate that counts does so in every program it
//! is linked into, so it must not be in the one that measures time.
//! Invariant: this library never names the counting crate.

use std::path::PathBuf;
use std::process::Command;

use crate::Effort;
use crate::groups::Group;

/// Name of the program, beside the one that measures time.
const PROGRAM: &str = "bench-allocations";

/// Median number of allocations of one plan, and of the most bytes that are held at a time.
///
/// # Errors
/// If the program cannot be run, or fails.
pub fn ask(group: Group, effort: Effort, quick: bool) -> Result<(u64, u64), String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let program: PathBuf = own.with_file_name(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX));
    let effort = match effort {
        Effort::Usual => "usual".to_owned(),
        Effort::Steps(steps) => steps.to_string(),
    };
    let mut command = Command::new(&program);
    command.args([group.name(), &effort]).args(quick.then_some("quick"));
    let output = command.output().map_err(|e| format!("{}: {e}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(str::parse::<u64>);
    match (output.status.success(), numbers.next(), numbers.next()) {
        (true, Some(Ok(count)), Some(Ok(peak))) => Ok((count, peak)),
        _ => Err(format!("{PROGRAM}: {}", String::from_utf8_lossy(&output.stderr).trim())),
    }
}
