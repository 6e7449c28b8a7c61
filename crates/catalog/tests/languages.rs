//! A pack with every problem there is: each is told in every language, and nothing of it is left in English.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop the test")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use std::collections::BTreeSet;

use catalog::{Fault, ProblemCode, SourceFile};
use common::{changed, example, told};
use language::{Language, speaking};

/// The packs, each with problems of its own.
fn packs() -> Vec<Vec<SourceFile>> {
    let sources = |files: [(String, String); 2]| {
        files.map(|(name, text)| SourceFile::new(name, text.into_bytes())).to_vec()
    };
    let long = format!("\"{}\"", "é".repeat(2001));
    let many = format!("steps = [{}]", "\"Read.\", ".repeat(201));
    let steps = "steps = [\"Named the summary that the chart shows.\", \"Named one that it hides.\"]";
    let edits = [
        ("why = \"Every dashboard", "wyh = \"Every dashboard"),
        ("minutes = 45", "minutes = \"45\""),
        ("minutes = 45", "minutes = 50"),
        ("minutes = 45", "minutes = 45\na.b.c.d.e.f.g.h.i = 1"),
        ("low = 90", "low = 121"),
        ("level = \"core\"", "level = \"fundation\""),
        ("level = \"core\"", "level = \"core\"\nretired = true"),
        ("id = \"stats-chart\"", "id = \"Stats chart\""),
        ("id = \"stats-chart\"", "id = \"stats-mean\""),
        ("likely_known = []", "likely_known = [\"git\", \"git\"]"),
        ("prerequisites = []", "prerequisites = [\"stats-mean\"]"),
        ("active = \"after stats-mean\"", "active = \"sometimes\""),
        ("number = 1", "number = 10"),
        (steps, "steps = []"),
        (steps, &many),
        ("\"The mean.\"", &long),
        ("\"The mean.\"", "\"The \\u001b mean.\""),
        ("https://www.openintro.org/book/os/", "www.openintro.org"),
        ("schema = 1", "schema = 2"),
        ("schema = 1", "schema 1"),
        ("[\"1-statistics.toml\"]", "[\"1-statistics.toml\", \"../x.toml\", \"2.toml\"]"),
    ];
    let mut packs: Vec<_> = edits.map(|(from, to)| sources(changed(from, to))).to_vec();
    for fault in
        [Fault::NotAFile, Fault::Outside, Fault::TooLarge, Fault::Missing, Fault::Unreadable("no".to_owned())]
    {
        let [pack, _] = example();
        let pack = SourceFile::new(pack.0, pack.1.into_bytes());
        packs.push(vec![pack, SourceFile { name: "1-statistics.toml".to_owned(), content: Err(fault) }]);
    }
    packs.push(vec![SourceFile::new("pack.toml", &b"title = \"caf\xe9\""[..])]);
    packs.push(Vec::new());
    packs
}

/// So many kinds are in the list of them.
fn kinds() -> usize {
    let source = include_str!("../src/problem.rs");
    let list = source.split("pub enum ProblemCode {").nth(1).unwrap().split('}').next().unwrap();
    list.lines().filter(|line| line.ends_with(',') && !line.contains("///")).count()
}

#[test]
fn every_problem_is_told_in_every_language() {
    let mut met = BTreeSet::new();
    for pack in packs() {
        assert!(!told(|| catalog::read(&pack)).is_empty());
        met.extend(catalog::read(&pack).unwrap_err().iter().map(|problem| problem.code));
    }
    assert_eq!(met.len(), kinds(), "a problem is not met here: {met:?}");
    assert!(met.contains(&ProblemCode::Cycle));
}

#[test]
fn spanish_reads_as_it_is_written() {
    let spanish = |from: &str, to: &str| -> Vec<String> {
        let files = changed(from, to).map(|(name, text)| SourceFile::new(name, text.into_bytes()));
        let read = speaking(Language::Spanish, || catalog::read(&files));
        read.unwrap_err().iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        spanish("minutes = 45", "minutes = \"45\""),
        [
            "1-statistics.toml:15: «minutes» de la actividad 1 de la unidad «stats-mean» es un texto, y hace falta un número \
          entero. Escribe solo cifras, sin comillas."
        ]
    );
    assert_eq!(
        spanish("version = \"1.0.0\"", "version = 1"),
        [
            "pack.toml:4: «version» del temario es un número entero, y hace falta un texto. Ponlo entre comillas."
        ]
    );
    assert_eq!(
        spanish("level = \"core\"", "level = \"fundation\""),
        [
            "1-statistics.toml:11: «level» de la unidad «stats-mean» es la palabra desconocida «fundation». ¿Querías decir \
          «foundation»?"
        ]
    );
}
