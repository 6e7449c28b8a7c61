//! One row of the table: a group planned with one effort.
//! Invariant: scores come from deterministic plans; only times are measured more than once.

use std::hint::black_box;

use api::formats::forecast_input;
use plan::forecast::{self, FUTURES_OF_A_QUESTION, ForecastInput, WhatIf};
use plan::{Block, Instance};

use crate::baseline::greedy;
use crate::groups::Case;
use crate::measure::{mean, median, percentile, timed};
use crate::replan::moved;
use crate::{Effort, solve};

/// How a group was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The plain greedy.
    Greedy,
    /// The planner.
    Planner(Effort),
    /// The planner, without a word of what is published.
    FromScratch,
}

/// The results of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was planned.
    pub group: String,
    /// With what.
    pub way: String,
    /// Number of instances.
    pub count: usize,
    /// CPU milliseconds: median over the instances.
    pub ms: f64,
    /// CPU milliseconds of the slowest instance.
    pub worst_ms: f64,
    /// Mean distance to the best known score in percent of it.
    pub gap: Option<f64>,
    /// Mean score in percent of the greedy's; none of a forecast.
    pub of_greedy: Option<f64>,
    /// Median time in multiples of the greedy's.
    pub times_greedy: f64,
    /// Median of the scores; none of a forecast.
    pub score: Option<f64>,
    /// Published blocks that moved: median and 90th percentile.
    pub moved: Option<(f64, f64)>,
    /// Median number of allocations, and of the most kilobytes held at a time.
    pub memory: Option<(u64, u64)>,
    /// What is asked of this row, and whether it is met.
    pub targets: Vec<(String, bool)>,
}

/// What the greedy makes of a group: the measure of all other rows.
pub struct Baseline {
    ms: f64,
    scores: Vec<f64>,
}

/// Plans a group and measures. Each instance is planned once to warm up, then `runs` times.
///
/// # Errors
/// If an instance is malformed or a plan breaks a rule.
pub fn measure(
    cases: &[Case],
    way: Way,
    runs: usize,
    baseline: Option<&Baseline>,
) -> Result<(Row, Baseline), String> {
    let (mut times, mut scores, mut moves) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        let alone = Instance { previous: None, ..case.instance.clone() };
        let instance = if way == Way::FromScratch { &alone } else { &case.instance };
        plan_once(instance, way).map_err(|e| format!("{}: {e}", case.name))?;
        let (blocks, ms) = timed(runs, || plan_once(instance, way));
        let blocks = blocks.map_err(|e| format!("{}: {e}", case.name))?;
        if let Some(broken) = plan::violations(&case.instance, &blocks).first() {
            return Err(format!("{}: the plan breaks a rule: {broken:?}", case.name));
        }
        times.push(ms);
        scores.push(plan::score(&case.instance, &blocks).total as f64);
        moves.push(moved(&case.instance, &blocks) as f64);
    }
    let own = Baseline { ms: median(&times), scores: scores.clone() };
    let greedy = baseline.unwrap_or(&own);
    let known = cases.iter().zip(&scores).filter_map(|(case, score)| {
        let best = case.known.as_ref()?.best as f64;
        Some(100.0 * (score - best) / best)
    });
    let gaps: Vec<f64> = known.collect();
    let shares = scores.iter().zip(&greedy.scores).map(|(score, greedy)| 100.0 * score / greedy);
    let shares: Vec<f64> = shares.collect();
    let promised =
        cases.iter().any(|case| case.instance.previous.as_ref().is_some_and(|p| !p.blocks.is_empty()));
    let row = Row {
        group: String::new(),
        way: String::new(),
        count: cases.len(),
        ms: own.ms,
        worst_ms: percentile(&times, 100),
        gap: (!gaps.is_empty()).then(|| mean(&gaps)),
        of_greedy: Some(mean(&shares)),
        times_greedy: own.ms / greedy.ms.max(f64::MIN_POSITIVE),
        score: Some(median(&scores)),
        moved: promised.then(|| (median(&moves), percentile(&moves, 90))),
        memory: None,
        targets: Vec::new(),
    };
    Ok((row, own))
}

/// Foresees the first of the cases and measures: the whole forecast of its plan, or what a slider asks while it moves,
/// an hour a week more and the same with its roadmap.
///
/// # Errors
/// If the instance is malformed or there is nothing to foresee.
pub fn measure_forecast(
    cases: &[Case],
    what_if: bool,
    runs: usize,
    baseline: &Baseline,
) -> Result<Row, String> {
    let case = cases.first().ok_or("no case")?;
    let plan = solve(&case.instance, Effort::Usual).map_err(|e| e.to_string())?;
    let whole = || forecast_input(&case.instance, &plan).map_err(|e| e.to_string());
    let input = ForecastInput { futures: FUTURES_OF_A_QUESTION, ..whole()? };
    let more = WhatIf { week_budget: Some(input.week_budget + 60), ..WhatIf::default() };
    let once = || -> Result<(), String> {
        let forecast = if what_if {
            let changed = forecast::what_if(&input, &more);
            black_box(forecast::roadmap(&changed));
            forecast::forecast(&changed)
        } else {
            forecast::forecast(&whole()?)
        };
        black_box(forecast).map(|_| ()).ok_or_else(|| "nothing to foresee".to_owned())
    };
    once()?;
    let (done, ms) = timed(runs, once);
    done?;
    let times_greedy = ms / baseline.ms.max(f64::MIN_POSITIVE);
    let (of_greedy, score, gap, moved, memory) = (None, None, None, None, None);
    let (group, way, targets) = (String::new(), String::new(), Vec::new());
    let (count, worst_ms) = (1, ms);
    Ok(Row { group, way, count, ms, worst_ms, gap, of_greedy, times_greedy, score, moved, memory, targets })
}

/// The blocks that this way leads to.
///
/// # Errors
/// If the instance is malformed.
pub fn plan_once(instance: &Instance, way: Way) -> Result<Vec<Block>, String> {
    let effort = match way {
        Way::Greedy => return Ok(greedy(instance)),
        Way::Planner(effort) => effort,
        Way::FromScratch => Effort::Usual,
    };
    solve(instance, effort).map(|plan| plan.blocks).map_err(|e| e.to_string())
}

/// More steps than any time limit of the table needs.
const MOST_STEPS: u64 = 1 << 24;

/// The number of steps that takes about so many CPU milliseconds on the middle instance.
///
/// # Errors
/// If an instance is malformed.
pub fn steps_for(ms: f64, cases: &[Case]) -> Result<u64, String> {
    let time = |steps: u64| -> Result<f64, String> {
        let mut times = Vec::new();
        for case in cases {
            let way = Way::Planner(Effort::Steps(steps));
            let (plan, ms) = timed(1, || plan_once(&case.instance, way));
            plan.map_err(|e| format!("{}: {e}", case.name))?;
            times.push(ms);
        }
        Ok(median(&times))
    };
    let (mut low, mut low_ms) = (0, time(0)?);
    let mut high = 512;
    loop {
        let high_ms = time(high)?;
        if high_ms >= ms || high >= MOST_STEPS {
            let part = ((ms - low_ms) / (high_ms - low_ms).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
            return Ok(low + ((high - low) as f64 * part) as u64);
        }
        (low, low_ms) = (high, high_ms);
        high *= 2;
    }
}
