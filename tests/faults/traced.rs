//! What a program does to its files, read from what strace writes down.
//! Invariant: a call that failed changed nothing and is left out; a call that cannot be read is an error of the test.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One thing that was done, in the order of the calls.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// A name was made for a new file, or its file was emptied.
    Opened { path: PathBuf, emptied: bool },
    /// Bytes were written; without a place at the end of what is there.
    Wrote { path: PathBuf, at: Option<usize>, bytes: Vec<u8> },
    /// The file was cut or lengthened.
    Resized { path: PathBuf, length: usize },
    /// The file, or the names in a folder, were asked to be on disk.
    Synced { path: PathBuf },
    /// A file has another name.
    Renamed { from: PathBuf, to: PathBuf },
    /// A name is gone.
    Removed { path: PathBuf },
    /// The program said something on its standard output.
    Said { text: String },
}

const CALLS: &str = "trace=openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,unlink";

/// Runs a program and answers its output and what it did to files below `folder`.
pub fn watch(program: &Command, folder: &Path) -> (Output, Vec<Step>) {
    let written = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-y", "-xx", "-s", "70000", "-e", "signal=none", "-e", CALLS, "-o"])
        .arg(written.path());
    let output = behind(strace, program).output().expect("strace is not installed");
    let trace = std::fs::read_to_string(written.path()).unwrap();
    let steps = trace.lines().filter_map(|line| step(line, folder)).collect();
    (output, steps)
}

/// The program with its arguments and its environment, started by `tool`.
pub fn behind(mut tool: Command, program: &Command) -> Command {
    tool.arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => tool.env(name, value),
            None => tool.env_remove(name),
        };
    }
    tool
}

/// One line: `PID call(arguments) = result`.
fn step(line: &str, folder: &Path) -> Option<Step> {
    assert!(!line.contains("<unfinished") && !line.contains("resumed>"), "two threads at once: {line}");
    let (_, call) = line.split_once(' ')?;
    let (name, rest) = call.trim_start().split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    if result.starts_with('-') {
        return None;
    }
    let strings: Vec<Vec<u8>> = arguments.split('"').skip(1).step_by(2).map(unescaped).collect();
    let path = |bytes: &[u8]| PathBuf::from(String::from_utf8_lossy(bytes).into_owned());
    let of_handle = || {
        let (_, rest) = arguments.split_once('<')?;
        Some(path(&unescaped(rest.split_once('>')?.0)))
    };
    let inside = |path: PathBuf| path.starts_with(folder).then_some(path);
    let number = || arguments.trim_end_matches(')').rsplit_once(", ")?.1.trim().parse().ok();
    match name {
        "openat" => {
            let emptied = arguments.contains("O_TRUNC");
            let made = emptied || arguments.contains("O_CREAT");
            made.then_some(Step::Opened { path: inside(path(strings.first()?))?, emptied })
        }
        "pwrite64" => {
            let bytes = strings.into_iter().next()?;
            Some(Step::Wrote { path: inside(of_handle()?)?, at: Some(number()?), bytes })
        }
        "write" if arguments.starts_with("1<") => {
            Some(Step::Said { text: String::from_utf8_lossy(strings.first()?).into_owned() })
        }
        "write" => {
            let bytes = strings.into_iter().next()?;
            Some(Step::Wrote { path: inside(of_handle()?)?, at: None, bytes })
        }
        "ftruncate" => Some(Step::Resized { path: inside(of_handle()?)?, length: number()? }),
        "fsync" | "fdatasync" => Some(Step::Synced { path: inside(of_handle()?)? }),
        "rename" => {
            let (from, to) = (inside(path(strings.first()?))?, path(strings.get(1)?));
            Some(Step::Renamed { from, to })
        }
        "unlink" => Some(Step::Removed { path: inside(path(strings.first()?))? }),
        _ => None,
    }
}

/// Bytes as `\x37\x7f`, which is how strace is told to write all of them.
fn unescaped(text: &str) -> Vec<u8> {
    let hex = text.split("\\x").skip(1);
    hex.map(|two| u8::from_str_radix(two.get(..2).unwrap_or(two), 16).expect("strace wrote no hex")).collect()
}
