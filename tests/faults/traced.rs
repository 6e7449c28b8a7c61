//! What a program does to its files, read from what strace writes down.
//! Invariant: a call that failed changed nothing and is left out; a call that cannot be read is an error of the test. Where
//! two threads are at work a call counts when it ends: before that nobody can rely on it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One thing that was done, in the order of the calls.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// A name was made for a new file, or its file was emptied.
    Opened { path: PathBuf, emptied: bool },
    /// Bytes were written; without a place at the end of what is there.
    Wrote { path: PathBuf, at: Option<usize>, bytes: Vec<u8> },
    /// So much of another file was copied to the end of this one, by the system.
    Copied { from: PathBuf, to: PathBuf, length: usize },
    /// A folder was made.
    FolderMade { path: PathBuf },
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

/// What is understood, and then all else that changes what is in a folder.
const CALLS: &str = "trace=openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,\
                     copy_file_range,open,creat,pwritev,pwritev2,writev,truncate,fallocate,sendfile,splice,mkdirat,rmdir,\
                     link,linkat,symlink,symlinkat";

/// Runs a program and answers its output and what it did to files below `folder`.
pub fn watch(program: &Command, folder: &Path) -> (Output, Vec<Step>) {
    let written = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-y", "-xx", "-s", "70000", "-e", "signal=none", "-e", CALLS, "-o"])
        .arg(written.path());
    let output = behind(strace, program).output().expect("strace is not installed");
    let trace = std::fs::read_to_string(written.path()).unwrap();
    let steps = calls(&trace).iter().filter_map(|call| step(call, folder)).collect();
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

/// The calls in the order in which they ended: one is written in two lines where another thread came between.
fn calls(trace: &str) -> Vec<String> {
    let mut begun = HashMap::new();
    let mut calls = Vec::new();
    for (thread, call) in trace.lines().filter_map(|line| line.split_once(' ')) {
        let call = call.trim_start();
        if let Some(beginning) = call.strip_suffix("<unfinished ...>") {
            assert!(begun.insert(thread, beginning).is_none(), "begun twice: {call}");
        } else if let Some((_, end)) =
            call.strip_prefix("<... ").and_then(|call| call.split_once(" resumed>"))
        {
            let beginning: &str = begun.remove(thread).expect("a call ended that had not begun");
            calls.push(format!("{}{end}", beginning.trim_end()));
        } else {
            calls.push(call.to_owned());
        }
    }
    calls
}

/// One call: `name(arguments) = result`.
fn step(call: &str, folder: &Path) -> Option<Step> {
    let (name, rest) = call.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    if result.starts_with('-') {
        return None;
    }
    assert!(!arguments.contains("\"..."), "too long to be written down: {name}");
    let strings: Vec<Vec<u8>> = arguments.split('"').skip(1).step_by(2).map(unescaped).collect();
    let path = |bytes: &[u8]| PathBuf::from(String::from_utf8_lossy(bytes).into_owned());
    // Files by their numbers; without a name that leads to them they are nobody's any more.
    let handles: Vec<Option<PathBuf>> = arguments
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(name, rest)| (!rest.starts_with("(deleted)")).then(|| path(&unescaped(name))))
        .collect();
    let of_handle = || handles.first().cloned().flatten();
    // What was written may be less than was given.
    let written = |bytes: Vec<u8>| {
        let length: usize = result.split(' ').next()?.parse().ok()?;
        bytes.get(..length).map(<[u8]>::to_vec)
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
            let bytes = written(strings.into_iter().next()?)?;
            Some(Step::Wrote { path: inside(of_handle()?)?, at: Some(number()?), bytes })
        }
        "write" if arguments.starts_with("1<") => {
            Some(Step::Said { text: String::from_utf8_lossy(strings.first()?).into_owned() })
        }
        "write" => {
            let bytes = written(strings.into_iter().next()?)?;
            Some(Step::Wrote { path: inside(of_handle()?)?, at: None, bytes })
        }
        "ftruncate" => Some(Step::Resized { path: inside(of_handle()?)?, length: number()? }),
        "fsync" | "fdatasync" => Some(Step::Synced { path: inside(of_handle()?)? }),
        "rename" | "renameat" | "renameat2" => {
            let (from, to) = (inside(path(strings.first()?))?, path(strings.get(1)?));
            Some(Step::Renamed { from, to })
        }
        "unlink" | "unlinkat" => Some(Step::Removed { path: inside(path(strings.first()?))? }),
        "mkdir" => Some(Step::FolderMade { path: inside(path(strings.first()?))? }),
        "copy_file_range" => {
            assert!(arguments.matches("NULL").count() == 2, "copied from or to a place: {arguments}");
            let to = inside(handles.get(1)?.clone()?)?;
            let from = inside(of_handle()?).expect("copied from somewhere else");
            Some(Step::Copied { from, to, length: result.parse().ok()? })
        }
        _ => {
            let touched = handles.iter().flatten().cloned().chain(strings.iter().map(|bytes| path(bytes)));
            assert!(touched.filter_map(inside).next().is_none(), "{name} is not understood");
            None
        }
    }
}

/// Bytes as `\x37\x7f`, which is how strace is told to write all of them.
fn unescaped(text: &str) -> Vec<u8> {
    let hex = text.split("\\x").skip(1);
    hex.map(|two| u8::from_str_radix(two.get(..2).unwrap_or(two), 16).expect("strace wrote no hex")).collect()
}
