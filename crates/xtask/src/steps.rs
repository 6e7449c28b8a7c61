//! A list of steps with their times.
//! Invariant: a step that fails stops none of the others, and is named at the end.

use std::time::{Duration, Instant};

/// What was done so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: &'static str,
    time: Duration,
    result: Result<(), String>,
}

impl Steps {
    /// Does one step and keeps its time and result.
    pub fn run(&mut self, name: &'static str, work: impl FnOnce() -> Result<(), String>) {
        eprintln!("\n== {name}");
        let begin = Instant::now();
        let result = work();
        let time = begin.elapsed();
        match &result {
            Ok(()) => eprintln!("-- {name}: ok, {}", seconds(time)),
            Err(reason) => eprintln!("-- {name}: FAILED after {}: {reason}", seconds(time)),
        }
        self.done.push(Step { name, time, result });
    }

    /// These, and then others.
    #[must_use]
    pub fn and(mut self, others: Steps) -> Steps {
        self.done.extend(others.done);
        self
    }

    /// Prints the table of all steps.
    ///
    /// # Errors
    /// The names of the steps that failed.
    pub fn finish(self) -> Result<(), String> {
        println!();
        for step in &self.done {
            let word = if step.result.is_ok() { "ok" } else { "FAILED" };
            println!("{:<44}{:>10}  {word}", step.name, seconds(step.time));
        }
        let total: Duration = self.done.iter().map(|step| step.time).sum();
        println!("{:<44}{:>10}", "all steps", seconds(total));
        let failed: Vec<&Step> = self.done.iter().filter(|step| step.result.is_err()).collect();
        if failed.is_empty() {
            return Ok(());
        }
        let lines = failed.iter().map(|step| {
            format!("\n  {}: {}", step.name, step.result.as_ref().err().map_or("", String::as_str))
        });
        Err(format!("{} of {} steps failed:{}", failed.len(), self.done.len(), lines.collect::<String>()))
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
