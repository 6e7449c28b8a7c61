//! Bytes to a pack: `catalog::read` must answer, never panic, and tell each problem in one line.
//!
//! With a nightly compiler and cargo-fuzz, in `crates/catalog`:
//! `mkdir -p fuzz/corpus && cargo +nightly fuzz run read fuzz/corpus fuzz/seeds -- -dict=fuzz/keys.dict`
//!
//! Lines of `%%%%` part the input into files: `pack.toml` first, then `a.toml`, `b.toml` and `c.toml`.

#![no_main]

use catalog::SourceFile;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["pack.toml", "a.toml", "b.toml", "c.toml"];

fuzz_target!(|data: &[u8]| {
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
});
