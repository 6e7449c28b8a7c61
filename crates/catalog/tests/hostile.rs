//! No input makes the pure core panic, overflow its stack or run away.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop the test")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use std::path::PathBuf;
use std::sync::LazyLock;

use catalog::{PROBLEMS_MAX, ProblemCode, SourceFile};
use common::example;
use proptest::prelude::*;

fn with_strategy(text: impl Into<Vec<u8>>) -> Vec<catalog::Problem> {
    let pack = example()[0].1.clone().into_bytes();
    let files = [SourceFile::new("pack.toml", pack), SourceFile::new("1-statistics.toml", text.into())];
    catalog::read(&files).unwrap_err()
}

#[test]
fn deep_nesting_is_refused_on_a_small_stack() {
    let keys = vec!["a"; 79].join(".");
    let deep = [
        format!("{} = 1", vec!["a"; 1_000_000].join(".")),
        format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("x = {}1{}", "{a=".repeat(100_000), "}".repeat(100_000)),
        // Each kind of depth has its own limit in the parser; together they multiply.
        format!("x = {}1{}", format!("{{{keys}=").repeat(79), "}".repeat(79)),
        format!("[{keys}]\nx = {}1{}", format!("{{{keys}=").repeat(79), "}".repeat(79)),
    ];
    for text in deep {
        // As small as the stacks of threads that the standard library starts are on any system.
        let thread = std::thread::Builder::new().stack_size(1024 * 1024);
        let problems = thread.spawn(move || with_strategy(text)).unwrap().join().unwrap();
        assert!(!problems.is_empty());
    }
}

#[test]
fn numbers_beyond_all_sense_are_told_in_words() {
    let numbers =
        ["99999999999999999999999999", "-9223372036854775808", "4294967296", "1e999", "nan", "-inf"];
    for number in numbers {
        let text = example()[1].1.replace("number = 1", &format!("number = {number}"));
        assert_ne!(text, example()[1].1);
        let problems = with_strategy(text);
        assert!(problems.iter().any(|problem| problem.line.is_some()), "{number}: {problems:?}");
    }
    // Sums of what is allowed alone do not overflow.
    let many = vec!["{ kind = \"read\", minutes = 4294967295, focus = \"deep\" }"; 200].join(", ");
    let text = format!(
        "[[unit]]\nid = \"a\"\neffort_minutes = {{ low = 0, likely = 4294967295, high = 4294967295 }}\nactivities = [{many}]\n"
    );
    assert!(!with_strategy(text).is_empty());
}

#[test]
fn a_flood_of_problems_is_told_up_to_a_limit_and_counted_beyond() {
    let problems = with_strategy(
        "[strategy]\n".to_owned() + &(0..3000).map(|n| format!("k{n} = 1\n")).collect::<String>(),
    );
    // Each unknown key, the four keys that a strategy must have, and the unit that the milestone names.
    assert_eq!(problems.len(), PROBLEMS_MAX + 1);
    let last = problems.last().unwrap();
    assert_eq!(last.code, ProblemCode::TooMany);
    assert_eq!(last.what, format!("{} more problems are not listed", 3005 - PROBLEMS_MAX));
}

#[test]
fn too_many_units_are_told_before_they_are_read() {
    let problems = with_strategy("[[unit]]\n".repeat(1001));
    assert!(
        problems.iter().any(|p| p.to_string()
            == "1-statistics.toml:1: \"unit\" of the file has 1001 entries. Keep to 1000 at most."),
        "{}",
        problems[0]
    );
}

/// What may happen to a file: a byte changes, a line moves, the end is lost.
#[derive(Clone, Debug)]
enum Damage {
    Byte(prop::sample::Index, u8),
    Swap(prop::sample::Index, prop::sample::Index),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, &'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    let pieces = ["\"", "[", "]]", "{", "}", "=", "\n", ".", "\u{feff}", "\u{0}", "9999999999", "[[unit]]\n"];
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(i, byte)| Damage::Byte(i, byte)),
        (at(), at()).prop_map(|(i, j)| Damage::Swap(i, j)),
        at().prop_map(Damage::Cut),
        (at(), prop::sample::select(pieces.to_vec())).prop_map(|(i, piece)| Damage::Insert(i, piece)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    if bytes.is_empty() {
        return;
    }
    match damage {
        Damage::Byte(at, byte) => *at.get_mut(bytes) = *byte,
        Damage::Swap(one, other) => {
            let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            lines.swap(one, other);
            *bytes = lines.concat();
        }
        Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Damage::Insert(at, piece) => {
            let at = at.index(bytes.len());
            bytes.splice(at..at, piece.bytes());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_packs_give_a_curriculum_or_problems_in_single_lines(
        which in 0..2_usize,
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut files = example().map(|(name, text)| (name, text.into_bytes()));
        for damage in &damages {
            apply(&mut files[which].1, damage);
        }
        let lines = files.each_ref().map(|(_, bytes)| bytes.split(|byte| *byte == b'\n').count());
        let sources = files.map(|(name, bytes)| SourceFile::new(name, bytes));
        if let Err(problems) = catalog::read(&sources) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                let file = usize::from(problem.file != "pack.toml");
                prop_assert!(problem.line.is_none_or(|line| (1..=lines[file]).contains(&(line as usize))), "{problem}");
                prop_assert!(!problem.to_string().contains('\n'), "{problem}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_real_files_do_not_panic(
        which in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        let mut files = REAL.clone();
        let Ok(bytes) = &mut which.get_mut(&mut files).content else { unreachable!() };
        damages.iter().for_each(|damage| apply(bytes.to_mut(), damage));
        match catalog::read(&files) {
            Ok(curriculum) => prop_assert!(curriculum.units().count() > 0),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

/// The files of the bundled pack.
static REAL: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let file = |path: &PathBuf| {
        SourceFile::new(path.file_name().unwrap().to_string_lossy(), std::fs::read(path).unwrap())
    };
    paths.iter().map(file).collect()
});
