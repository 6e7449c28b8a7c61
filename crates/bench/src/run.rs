//! What the table asks: which groups, with which efforts, against which targets.
//! Invariant: the greedy comes first in each group, in the same run, so that every ratio is against it.

use crate::Effort;
use crate::allocations;
use crate::generate::Kind;
use crate::groups::{Case, Group};
use crate::replan::Change;
use crate::rows::{Baseline, Row, Way, measure, measure_forecast, steps_for};
use plan::forecast::{FUTURES, FUTURES_OF_A_QUESTION};

/// What one row is asked for: its number, the words for it, and the most that is allowed.
#[derive(Clone, Copy)]
struct Target {
    what: Measure,
    most: f64,
}

#[derive(Clone, Copy)]
enum Measure {
    Ms,
    Gap,
    OfGreedy,
    MovedMedian,
    Moved90,
}

impl Target {
    const fn new(what: Measure, most: f64) -> Target {
        Target { what, most }
    }

    fn judge(self, row: &Row) -> (String, bool) {
        let (value, words) = match self.what {
            Measure::Ms => (Some(row.ms), format!("{} ms", self.most)),
            Measure::Gap => (row.gap, format!("gap {} %", self.most)),
            Measure::OfGreedy => (row.of_greedy, format!("{} % of greedy", self.most)),
            Measure::MovedMedian => (row.moved.map(|m| m.0), format!("median {}", self.most)),
            Measure::Moved90 => (row.moved.map(|m| m.1), format!("p90 {}", self.most)),
        };
        (words, value.is_some_and(|value| value <= self.most))
    }
}

/// One effort of a group.
struct Ask {
    words: String,
    effort: Wanted,
    targets: &'static [Target],
}

#[derive(Clone, Copy)]
enum Wanted {
    Exactly(Way),
    /// As many steps as fit into these CPU milliseconds.
    Within(f64),
    /// No plan but a forecast: the whole one, or what a slider asks.
    Forecast {
        what_if: bool,
    },
}

fn first(targets: &'static [Target]) -> Ask {
    let effort = Wanted::Exactly(Way::Planner(Effort::Steps(0)));
    Ask { words: "first plan".to_owned(), effort, targets }
}

fn steps(steps: u64) -> Ask {
    let effort = Wanted::Exactly(Way::Planner(Effort::Steps(steps)));
    Ask { words: format!("{steps} steps"), effort, targets: &[] }
}

fn within(ms: f64, targets: &'static [Target]) -> Ask {
    Ask { words: format!("{ms} ms"), effort: Wanted::Within(ms), targets }
}

fn usual(targets: &'static [Target]) -> Ask {
    let effort = Wanted::Exactly(Way::Planner(Effort::Usual));
    Ask { words: "as shipped".to_owned(), effort, targets }
}

/// As `ninefold-cli plan` does it unless told otherwise.
fn terminal(targets: &'static [Target]) -> Ask {
    let Ask { words, effort, .. } = steps(plan::Effort::THOROUGH.steps);
    Ask { words: format!("terminal: {words}"), effort, targets }
}

fn scratch() -> Ask {
    Ask { words: "from scratch".to_owned(), effort: Wanted::Exactly(Way::FromScratch), targets: &[] }
}

fn foresight() -> [Ask; 2] {
    let ask = |words: String, what_if, targets| Ask { words, effort: Wanted::Forecast { what_if }, targets };
    [
        ask(format!("forecast: {FUTURES} futures"), false, FORECAST),
        ask(format!("what-if: {FUTURES_OF_A_QUESTION} futures, roadmap"), true, WHAT_IF),
    ]
}

const EASY: &[Target] = &[Target::new(Measure::Gap, 0.5)];
const MEDIUM: &[Target] = &[Target::new(Measure::Gap, 2.0)];
const HARD_SOON: &[Target] = &[Target::new(Measure::Gap, 4.0)];
const HARD: &[Target] = &[Target::new(Measure::Gap, 1.5)];
const YEAR_FIRST: &[Target] = &[Target::new(Measure::Ms, 50.0)];
const YEAR: &[Target] = &[Target::new(Measure::OfGreedy, 75.0)];
const PACK_FIRST: &[Target] = &[Target::new(Measure::Ms, 150.0)];
const FORECAST: &[Target] = &[Target::new(Measure::Ms, 100.0)];
const WHAT_IF: &[Target] = &[Target::new(Measure::Ms, 30.0)];
const UNMOVED: &[Target] = &[Target::new(Measure::Moved90, 0.0)];
const MISSED: &[Target] = &[
    Target::new(Measure::MovedMedian, 1.0),
    Target::new(Measure::Moved90, 6.0),
    Target::new(Measure::Ms, 15.0),
];
const BUSY: &[Target] = &[Target::new(Measure::MovedMedian, 3.0), Target::new(Measure::Moved90, 9.0)];
const WEEK_LATER: &[Target] = &[Target::new(Measure::Gap, 5.0)];

/// Groups of the table with what is asked of each.
fn questions() -> Vec<(&'static str, Group, Vec<Ask>)> {
    let ladder = || [1_000, 8_000, 32_000, 200_000].map(steps).into_iter();
    let week =
        |limits: Vec<Ask>| -> Vec<Ask> { [first(&[])].into_iter().chain(ladder()).chain(limits).collect() };
    let year = || vec![first(YEAR_FIRST), within(100.0, &[]), within(200.0, YEAR), within(1000.0, &[])];
    vec![
        ("easy week", Group::Weeks("easy"), week(vec![within(20.0, EASY), usual(&[])])),
        ("medium week", Group::Weeks("medium"), week(vec![within(50.0, MEDIUM), usual(&[])])),
        (
            "hard week",
            Group::Weeks("hard"),
            week(vec![within(50.0, HARD_SOON), within(250.0, HARD), usual(&[])]),
        ),
        ("new easy week", Group::NewWeeks(Kind::Easy), vec![usual(&[])]),
        ("new medium week", Group::NewWeeks(Kind::Medium), vec![usual(&[])]),
        ("new hard week", Group::NewWeeks(Kind::Hard), vec![usual(&[])]),
        ("52 weeks, 90 units", Group::Year, [year(), vec![usual(&[])]].into_iter().flatten().collect()),
        (
            "104 weeks, bundled pack",
            Group::Pack,
            [first(PACK_FIRST), usual(&[])].into_iter().chain(foresight()).collect(),
        ),
        ("replan: nothing changed", Group::Later(Change::Nothing), vec![usual(UNMOVED), scratch()]),
        ("replan: a missed block", Group::Later(Change::Missed), vec![usual(MISSED), scratch()]),
        ("replan: a new event", Group::Later(Change::Busy), vec![usual(BUSY), scratch()]),
        ("replan: one week", Group::WeekLater, vec![usual(WEEK_LATER), terminal(WEEK_LATER), scratch()]),
    ]
}

/// What is wanted of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Few instances, few repetitions: to see that it works.
    pub quick: bool,
}

/// Measures everything; says on standard error what it is at.
///
/// # Errors
/// If an instance cannot be read or planned, or allocations cannot be counted.
pub fn run(options: Options) -> Result<Vec<Row>, String> {
    let runs = if options.quick { 1 } else { 5 };
    let mut rows = Vec::new();
    for (words, group, asks) in questions() {
        eprintln!("{words} ...");
        let cases = group.cases(options.quick)?;
        let (mut row, baseline) = measure(&cases, Way::Greedy, runs, None)?;
        (row.group, row.way) = (words.to_owned(), "greedy".to_owned());
        rows.push(row);
        for ask in asks {
            rows.push(answer(words, group, &cases, &baseline, runs, &ask, options)?);
        }
    }
    Ok(rows)
}

fn answer(
    words: &str,
    group: Group,
    cases: &[Case],
    baseline: &Baseline,
    runs: usize,
    ask: &Ask,
    options: Options,
) -> Result<Row, String> {
    let judged = |mut row: Row, way: String| {
        (row.group, row.way) = (words.to_owned(), way);
        row.targets = ask.targets.iter().map(|target| target.judge(&row)).collect();
        row
    };
    let (way, way_words) = match ask.effort {
        Wanted::Forecast { what_if } => {
            let row = measure_forecast(cases, what_if, runs, baseline)?;
            return Ok(judged(row, ask.words.clone()));
        }
        Wanted::Exactly(way) => (way, ask.words.clone()),
        Wanted::Within(ms) => {
            let steps = steps_for(ms, cases)?;
            (Way::Planner(Effort::Steps(steps)), format!("{}: {steps} steps", ask.words))
        }
    };
    let (mut row, _) = measure(cases, way, runs, Some(baseline))?;
    if let Way::Planner(effort) = way {
        let (count, bytes) = allocations::ask(group, effort, options.quick)?;
        row.memory = Some((count, bytes.div_ceil(1024)));
    }
    Ok(judged(row, way_words))
}
