//! A plan that takes its time is ended by Ctrl+C, with the best plan until then.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

fn instance() -> String {
    format!("{}/tests/instance.json", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn ctrl_c_takes_the_best_plan_so_far_and_says_so() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"))
        .args(["plan", "--json", "--effort", "1000000000", "--instance", &instance()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The search of so many steps takes many minutes, and it begins within this time; before, Ctrl+C would end the
    // program as ever, and there would be no plan.
    std::thread::sleep(Duration::from_secs(2));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let mut said = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
    let output = child.wait_with_output().unwrap();
    let plan: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains(" of 1,000,000,000 steps"), "{said}");
    let quick = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"))
        .args(["plan", "--json", "--effort", "0", "--instance", &instance()])
        .output()
        .unwrap();
    let quick: Value = serde_json::from_slice(&quick.stdout).unwrap();
    assert!(plan["score"]["total"].as_i64() <= quick["score"]["total"].as_i64());
}
