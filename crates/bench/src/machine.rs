//! What the numbers were measured on, in words.
//! Invariant: says the kind of machine, never its name.

use std::process::Command;

/// One line: processor, cores, system, compiler, profile.
#[must_use]
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    format!(
        "{}, {cores} cores, {} {}, {}, profile {profile}",
        processor().unwrap_or_else(|| "unknown processor".to_owned()),
        std::env::consts::OS,
        std::env::consts::ARCH,
        compiler().unwrap_or_else(|| "unknown compiler".to_owned()),
    )
}

fn processor() -> Option<String> {
    if cfg!(target_os = "macos") {
        return answer("sysctl", &["-n", "machdep.cpu.brand_string"]);
    }
    if cfg!(windows) {
        return std::env::var("PROCESSOR_IDENTIFIER").ok();
    }
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn compiler() -> Option<String> {
    let version = answer("rustc", &["--version"])?;
    Some(version.split(" (").next()?.to_owned())
}

fn answer(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
