//! Counts allocations of one group, `bench-allocations GROUP STEPS|usual [quick]`: prints the median number of
//! allocations of one plan and the median of the most bytes held at a time.
//! Invariant: what is counted is the second plan of each instance, so nothing that is made only once is in it.

use std::process::ExitCode;

use bench::Effort;
use bench::groups::Group;
use bench::rows::{Way, plan_once};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok((count, peak)) => {
            println!("{count} {peak}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(u64, u64), String> {
    let [group, effort, quick @ ..] = args else { return Err("GROUP STEPS|usual [quick]".to_owned()) };
    let group: Group = group.parse()?;
    let effort = match effort.as_str() {
        "usual" => Effort::Usual,
        steps => Effort::Steps(steps.parse().map_err(|e| format!("{steps}: {e}"))?),
    };
    count(group, effort, quick == ["quick"])
}

fn count(group: Group, effort: Effort, quick: bool) -> Result<(u64, u64), String> {
    let (mut counts, mut peaks) = (Vec::new(), Vec::new());
    for case in group.cases(quick)? {
        let way = Way::Planner(effort);
        plan_once(&case.instance, way)?;
        let mut result = Ok(Vec::new());
        let info = allocation_counter::measure(|| result = plan_once(&case.instance, way));
        result?;
        counts.push(info.count_total);
        peaks.push(info.bytes_max);
    }
    counts.sort_unstable();
    peaks.sort_unstable();
    let middle = |list: &[u64]| list.get(list.len() / 2).copied().unwrap_or(0);
    Ok((middle(&counts), middle(&peaks)))
}
