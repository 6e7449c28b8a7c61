//! Bytes to a pack: `catalog::read` must answer, never panic, and tell each problem in one line.
//!
//! Lines of `%%%%` part the input into files: `pack.toml` first, then `a.toml`, `b.toml` and `c.toml`.

use catalog::SourceFile;

const NAMES: [&str; 4] = ["pack.toml", "a.toml", "b.toml", "c.toml"];

/// Reads the bytes as a pack.
pub fn run(data: &[u8]) {
    let mut files = Vec::new();
    let mut rest = data;
    for name in NAMES {
        let end = rest.windows(6).position(|window| window == b"\n%%%%\n");
        files.push(SourceFile::new(name, rest[..end.unwrap_or(rest.len())].to_vec()));
        let Some(end) = end else { break };
        rest = &rest[end + 6..];
    }
    match catalog::read(&files) {
        Ok(curriculum) => {
            assert!(!curriculum.strategies.is_empty());
            for unit in curriculum.units() {
                assert!(unit.prerequisites.iter().all(|id| curriculum.unit(id).is_some()));
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!(!problem.to_string().contains(['\n', '\x1b']));
            }
        }
    }
}
