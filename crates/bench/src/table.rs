//! The rows as an aligned table, or as JSON.
//! Invariant: both say the same; a number that was not measured is left out, never 0.

use serde_json::{Map, Value, json};

use crate::rows::Row;

const HEAD: [&str; 11] = [
    "group",
    "n",
    "with",
    "CPU ms",
    "worst",
    "x greedy",
    "gap %",
    "% of greedy",
    "moved",
    "allocations",
    "targets",
];

/// Columns that are read from the left.
const LEFT: [usize; 3] = [0, 2, 10];

/// A plain table under the line that says what it was measured on.
#[must_use]
pub fn text(machine: &str, rows: &[Row]) -> String {
    let mut lines: Vec<[String; 11]> = vec![HEAD.map(str::to_owned)];
    let mut group = "";
    for row in rows {
        let same = group == row.group;
        group = &row.group;
        let targets = row.targets.iter();
        let targets = targets.map(|(words, met)| format!("{words}: {}", if *met { "met" } else { "MISSED" }));
        lines.push([
            if same { String::new() } else { row.group.clone() },
            if same { String::new() } else { row.count.to_string() },
            row.way.clone(),
            number(row.ms),
            number(row.worst_ms),
            number(row.times_greedy),
            row.gap.map(|gap| format!("{gap:.2}")).unwrap_or_default(),
            row.of_greedy.map(|share| format!("{share:.1}")).unwrap_or_default(),
            row.moved.map(|(median, most)| format!("{median} / {most}")).unwrap_or_default(),
            row.memory.map(|(count, kilobytes)| format!("{count} ({kilobytes} kB)")).unwrap_or_default(),
            targets.collect::<Vec<_>>().join(", "),
        ]);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    let mut out = format!("{machine}\n\n");
    for line in &lines {
        let cells = line.iter().enumerate().map(|(column, cell)| {
            let width = widths[column];
            if LEFT.contains(&column) { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// Three digits that matter.
fn number(value: f64) -> String {
    match value {
        v if v < 1.0 => format!("{v:.3}"),
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 100.0 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

/// The same as JSON.
#[must_use]
pub fn json(machine: &str, rows: &[Row]) -> Value {
    let row = |row: &Row| {
        let mut out = Map::new();
        let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
        put("group", json!(row.group));
        put("instances", json!(row.count));
        put("with", json!(row.way));
        put("cpu_ms_median", json!(row.ms));
        put("cpu_ms_worst", json!(row.worst_ms));
        put("time_of_greedy", json!(row.times_greedy));
        if let (Some(score), Some(share)) = (row.score, row.of_greedy) {
            put("score_median", json!(score));
            put("score_percent_of_greedy", json!(share));
        }
        if let Some(gap) = row.gap {
            put("gap_percent", json!(gap));
        }
        if let Some((median, most)) = row.moved {
            put("moved_median", json!(median));
            put("moved_p90", json!(most));
        }
        if let Some((count, kilobytes)) = row.memory {
            put("allocations", json!(count));
            put("peak_kb", json!(kilobytes));
        }
        let targets = row.targets.iter().map(|(words, met)| json!({"target": words, "met": met}));
        put("targets", targets.collect());
        Value::Object(out)
    };
    json!({"machine": machine, "rows": rows.iter().map(row).collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::{json, text};
    use crate::rows::Row;

    fn row() -> Row {
        Row {
            group: "easy week".to_owned(),
            way: "20 ms".to_owned(),
            count: 10,
            ms: 19.94,
            worst_ms: 25.0,
            gap: Some(0.125),
            of_greedy: Some(45.67),
            times_greedy: 800.0,
            score: Some(1500.0),
            moved: None,
            memory: Some((1234, 56)),
            targets: vec![("gap 0.5 %".to_owned(), true), ("10 ms".to_owned(), false)],
        }
    }

    #[test]
    fn columns_stand_under_their_heads() {
        let text = text("a machine", &[row(), Row { memory: None, ..row() }]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "a machine");
        let at = |line: usize, what: &str| lines[line].find(what).map(|i| i + what.len());
        assert_eq!(at(2, "CPU ms"), at(3, "19.9"));
        assert_eq!(at(2, "gap %"), at(3, "0.12"));
        assert!(lines[3].ends_with("gap 0.5 %: met, 10 ms: MISSED"), "{text}");
        assert!(lines[4].starts_with("  ") && !lines[4].contains("kB"), "a group is named once: {text}");
    }

    #[test]
    fn what_was_not_measured_is_left_out() {
        let all = json("a machine", &[row()]);
        assert_eq!(all["rows"][0]["gap_percent"], 0.125);
        assert!(all["rows"][0].get("moved_p90").is_none());
    }
}
