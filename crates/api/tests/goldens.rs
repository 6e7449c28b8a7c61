//! Scores, broken rules and certificates of stored plans, as an independent checker computed them.
//! One JSON object a line: instance, blocks, and what the checker said.
#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

use api::formats::{read_instance, read_named_instance, write_plan};
use plan::{Block, Instance, Warning};
use serde_json::{Value, json};

/// The blocks of a stored plan, read the way published blocks are read.
fn blocks(golden: &Value) -> Vec<Block> {
    let mut carrier = golden["instance"].clone();
    carrier["previous"] = json!({"published_until": "2030-01-01", "blocks": golden["blocks"]});
    read_instance(&carrier.to_string()).unwrap().previous.unwrap().blocks
}

fn goldens() -> Vec<(Value, Instance)> {
    let lines = include_str!("goldens/checked.jsonl").lines();
    lines
        .map(|line| {
            let golden: Value = serde_json::from_str(line).unwrap();
            let instance = read_instance(&golden["instance"].to_string()).unwrap();
            (golden, instance)
        })
        .collect()
}

#[test]
fn scores_rules_and_certificates_are_those_of_the_checker() {
    let goldens = goldens();
    assert!(goldens.len() >= 10);
    for (golden, instance) in goldens {
        let name = &golden["instance"]["name"];
        let blocks = blocks(&golden);
        let score = plan::score(&instance, &blocks);
        for (term, quantity) in golden["terms"].as_object().unwrap() {
            assert_eq!(json!(score.terms[term.as_str()].quantity), *quantity, "{name}: {term}");
        }
        assert_eq!(json!(score.total), golden["score"], "{name}");
        let mut codes: Vec<&str> =
            plan::violations(&instance, &blocks).iter().map(|v| v.rule.code()).collect();
        codes.sort_unstable();
        assert_eq!(json!(codes), golden["codes"], "{name}");
        let answer = plan::plan_from_blocks(&instance, blocks).unwrap();
        let named = |late: bool| -> Vec<&str> {
            let units = answer.warnings.iter().filter_map(|w| match w {
                Warning::Late { unit, .. } if late => Some(unit.as_str()),
                Warning::Unfinished { unit } if !late => Some(unit.as_str()),
                _ => None,
            });
            units.collect()
        };
        assert_eq!(json!(named(true)), golden["late"], "{name}");
        assert_eq!(json!(named(false)), golden["unfinished"], "{name}");
        let certificate = answer.warnings.iter().find_map(|w| match w {
            Warning::TargetImpossible { need, have } => Some((json!(need), json!(have))),
            _ => None,
        });
        let impossible = golden["need"].as_u64() > golden["have"].as_u64();
        let expected = impossible.then(|| (golden["need"].clone(), golden["have"].clone()));
        assert_eq!(certificate, expected, "{name}");
    }
}

#[test]
fn a_written_plan_has_the_keys_of_its_format() {
    for (golden, instance) in goldens() {
        let answer = plan::plan(&instance).unwrap();
        let written = write_plan(&instance, &answer);
        assert_eq!(written["format"], "study-plan/1");
        assert_eq!(written["score"]["total"], json!(answer.score.total));
        assert_eq!(written["blocks"].as_array().unwrap().len(), answer.blocks.len());
        // What was written is read back as the same blocks.
        let again = blocks(&json!({"instance": golden["instance"], "blocks": written["blocks"]}));
        assert_eq!(again, answer.blocks);
        let name = golden["instance"]["name"].as_str().unwrap();
        assert_eq!(read_named_instance(&golden["instance"].to_string()).unwrap().name, name);
    }
}
