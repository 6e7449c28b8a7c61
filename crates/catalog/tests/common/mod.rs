//! The worked example of the README as a pack to break: tests change one thing in it and look at the answer.

use std::path::Path;

use catalog::{Curriculum, Problem, ProblemCode, SourceFile};

/// The two files of the example, as (name, text).
pub fn example() -> [(String, String); 2] {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/README.md");
    let readme = std::fs::read_to_string(readme).unwrap().replace("\r\n", "\n");
    let mut blocks = readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut block = || blocks.next().unwrap().to_owned();
    [("pack.toml".to_owned(), block()), ("1-statistics.toml".to_owned(), block())]
}

/// The example with `from`, which must occur exactly once, replaced by `to`.
pub fn changed(from: &str, to: &str) -> [(String, String); 2] {
    let mut files = example();
    let count: usize = files.iter().map(|(_, text)| text.matches(from).count()).sum();
    assert_eq!(count, 1, "{from:?} must occur once in the example");
    for (_, text) in &mut files {
        *text = text.replace(from, to);
    }
    files
}

pub fn read(files: &[(String, String)]) -> Result<Curriculum, Vec<Problem>> {
    let sources = files.iter().map(|(name, text)| SourceFile::new(name, text.clone().into_bytes()));
    catalog::read(&sources.collect::<Vec<_>>())
}

/// The problems as a person sees them, in English. In Spanish they are the same, and no word of English is left.
pub fn told(read: impl Fn() -> Result<Curriculum, Vec<Problem>>) -> Vec<String> {
    let english = read().err().unwrap_or_default();
    let spanish = language::speaking(language::Language::Spanish, read).err().unwrap_or_default();
    let places = |all: &[Problem]| all.iter().map(|p| (p.file.clone(), p.line, p.code)).collect::<Vec<_>>();
    assert_eq!(places(&english), places(&spanish));
    for (one, other) in english.iter().zip(&spanish).filter(|(one, _)| one.code != ProblemCode::Unreadable) {
        assert!(one.what != other.what && one.advice != other.advice, "{other}");
        assert_eq!(language::left(&one.to_string(), &other.to_string()), [""; 0], "{one}\n{other}");
    }
    english.iter().map(ToString::to_string).collect()
}
