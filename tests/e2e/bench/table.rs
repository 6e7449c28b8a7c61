//! What was measured, as one table.

/// One row of the table.
pub struct Row {
    what: String,
    median: String,
    worst: String,
    times: usize,
}

/// All rows so far.
#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    /// Adds measured numbers with their unit.
    pub fn add(&mut self, what: &str, unit: &str, measured: &[f64]) {
        let mut sorted = measured.to_vec();
        sorted.sort_by(f64::total_cmp);
        let told = |at: usize| sorted.get(at).map_or_else(|| "-".to_owned(), |n| format!("{n:.0} {unit}"));
        self.0.push(Row {
            what: what.to_owned(),
            median: told(sorted.len() / 2),
            worst: told(sorted.len().saturating_sub(1)),
            times: sorted.len(),
        });
        // A long run says what it has as it goes.
        eprintln!("{what}: {}", told(sorted.len() / 2));
    }

    /// Prints it as Markdown.
    pub fn print(&self) {
        println!("| what | median | worst | n |\n|---|---|---|---|");
        for Row { what, median, worst, times } in &self.0 {
            println!("| {what} | {median} | {worst} | {times} |");
        }
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let processor = about.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        println!(
            "\n{}, {cores} cores, drawn by the processor; load at the end {}",
            processor.trim_start_matches(['\t', ' ', ':']),
            load.split(' ').next().unwrap_or_default()
        );
    }
}
