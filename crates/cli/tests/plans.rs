//! Small plans that a person can read: each `plans/NAME.json` is planned, and what is printed is `plans/NAME.txt`.
//! After a wanted change of the planner, look at the differences and write them with `cargo xtask bless`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Set by `cargo xtask bless`.
const WRITE: &str = "NINEFOLD_BLESS";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("plans")
}

/// Names of the instances, in order.
fn names() -> Vec<String> {
    let files = std::fs::read_dir(folder()).unwrap().map(|f| f.unwrap().path());
    let mut names: Vec<String> = files
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .map(|p| p.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// What the program prints for an instance.
fn printed(name: &str) -> String {
    let file = folder().join(name).with_extension("json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
    let output = command.args(["plan", "--effort", "6000", "--instance"]).arg(file).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{name}");
    String::from_utf8(output.stdout).unwrap()
}

/// The lines of two texts, with a sign before those that only one of them has.
fn difference(was: &str, is: &str) -> String {
    let (was, is): (Vec<&str>, Vec<&str>) = (was.lines().collect(), is.lines().collect());
    // Length of the longest common rest from each pair of lines on.
    let mut common = vec![vec![0_usize; is.len() + 1]; was.len() + 1];
    for w in (0..was.len()).rev() {
        for i in (0..is.len()).rev() {
            let skip = common[w + 1][i].max(common[w][i + 1]);
            common[w][i] = if was[w] == is[i] { common[w + 1][i + 1] + 1 } else { skip };
        }
    }
    let (mut w, mut i, mut out) = (0, 0, String::new());
    while w < was.len() || i < is.len() {
        let (sign, line) = if w < was.len() && i < is.len() && was[w] == is[i] {
            (w, i) = (w + 1, i + 1);
            (' ', was[w - 1])
        } else if i == is.len() || w < was.len() && common[w + 1][i] >= common[w][i + 1] {
            w += 1;
            ('-', was[w - 1])
        } else {
            i += 1;
            ('+', is[i - 1])
        };
        out.push_str(&format!("{sign} {line}\n"));
    }
    out
}

#[test]
fn plans_are_those_that_were_read_and_found_good() {
    assert!(names().len() >= 4);
    let mut changed = String::new();
    for name in names() {
        let file = folder().join(&name).with_extension("txt");
        let is = printed(&name);
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(&file, is).unwrap();
            continue;
        }
        let was = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        if was != is {
            changed.push_str(&format!("\n{name}.txt (- as it was, + as it is)\n{}", difference(&was, &is)));
        }
    }
    assert!(changed.is_empty(), "{changed}\nIf these plans are as good: cargo xtask bless");
}

#[test]
fn differences_are_shown_line_by_line() {
    assert_eq!(difference("a\nb\nc\n", "a\nx\nc\nd\n"), "  a\n- b\n+ x\n  c\n+ d\n");
    assert_eq!(difference("", "a\n"), "+ a\n");
}
