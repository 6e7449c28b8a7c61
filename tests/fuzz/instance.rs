//! Bytes to an instance (study-instance/1) to a plan (study-plan/1): a plan obeys the rules and is read back as it
//! was written; a refusal is short lines that can be read.

use api::formats::{Effort, plan_instance, read_instance, read_named_instance, write_plan};

/// Reads the bytes as an instance.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let named = match read_named_instance(text) {
        Ok(named) => named,
        Err(problems) => {
            assert!(!problems.is_empty() && problems.len() <= 101);
            for problem in problems {
                let said = problem.to_string();
                assert!(said.chars().count() < 6_000 && !said.contains(['\n', '\x1b']), "{said:?}");
            }
            return;
        }
    };
    let instance = named.instance;
    let plan = plan_instance(&instance, Effort { steps: 200 }).expect("what was read can be planned");
    if instance.locked.is_empty() {
        assert_eq!(plan::violations(&instance, &plan.blocks), []);
    }
    assert_eq!(plan::score(&instance, &plan.blocks), plan.score);
    // Blocks are read back as they were written: published blocks have the same format.
    let written = write_plan(&instance, &plan);
    let mut carrier: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    if let Some(object) = carrier.as_object_mut() {
        let previous = serde_json::json!({"published_until": "2030-01-01", "blocks": written["blocks"]});
        object.insert("previous".to_owned(), previous);
        // More published blocks than an instance may hold are refused.
        if let Ok(again) = read_instance(&carrier.to_string()) {
            assert_eq!(again.previous.map(|p| p.blocks), Some(plan.blocks));
        }
    }
}
