//! The files of the repository that people write, and their lines without tests and comments.

use std::path::{Path, PathBuf};

/// A file that people write.
pub struct Source {
    /// From the repository's root, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Its extension, or nothing.
    pub fn kind(&self) -> &str {
        Path::new(&self.path).extension().and_then(|kind| kind.to_str()).unwrap_or_default()
    }

    /// Whether the file serves tests only.
    pub fn is_test(&self) -> bool {
        let in_test_folder =
            ["tests/", "fuzz/", "benches/", "examples/"].iter().any(|folder| self.path.contains(folder));
        in_test_folder
            || self.path.ends_with("/tests.rs")
            || self.path.contains(".test.")
            || self.path.contains("/fake/")
    }

    /// Line number and text of the program itself: tests at the end of a file and comments are left out.
    pub fn program(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(n, line)| (n + 1, line));
        lines
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
            .map(|(n, line)| (n, line.trim()))
            .filter(|(_, line)| !["//", "*", "/*", "<!--"].iter().any(|mark| line.starts_with(mark)))
    }
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file that people write, but pictures and fonts.
pub fn all() -> Vec<Source> {
    let mut found = Vec::new();
    gather(&root(), "", &mut found);
    assert!(found.len() > 50, "the repository was not found");
    found
}

/// The files of these kinds.
pub fn of(kinds: &[&str]) -> Vec<Source> {
    all().into_iter().filter(|source| kinds.contains(&source.kind())).collect()
}

const NOT_WRITTEN: [&str; 9] =
    [".git", "target", "node_modules", "dist", "out", "gen", "binaries", "corpus", "artifacts"];

fn gather(folder: &Path, prefix: &str, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if NOT_WRITTEN.contains(&name.as_str()) {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &format!("{path}/"), found);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            found.push(Source { path, text });
        }
    }
}

/// Fails with the list of what breaks a rule.
pub fn none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}
