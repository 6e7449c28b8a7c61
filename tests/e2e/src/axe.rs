//! Accessibility of what is on screen, as axe-core sees it.

use std::path::Path;

use serde_json::Value;

use crate::window::Window;

impl Window {
    /// Fails with axe-core's words if it finds anything to complain of.
    pub async fn is_accessible(&self, what: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(file).expect("the front end's packages are installed");
        // Colours on their way from one state to the next have no contrast to measure.
        self.comes_to_rest().await;
        self.script(&axe, vec![]).await;
        let found = self.driver.execute_async(RUN, vec![]).await.expect("axe-core runs").json().clone();
        let lines: Vec<&str> = found.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert!(lines.is_empty(), "{what}:\n  {}", lines.join("\n  "));
    }
}

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
      (results) => done(results.violations.flatMap((v) => v.nodes.map((n) =>
        `${v.id} (${v.impact}): ${n.target.join(' ')}: ${n.failureSummary.replaceAll('\\n', ' ')}`))),
      (error) => done([String(error)]),
    );";
