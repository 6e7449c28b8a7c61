//! The forecast of an instance that has no history: beside a plan as its key `forecast`.
//! Invariant: a day is never told without its share of the futures; `null` is a day more than six years ahead.

use plan::forecast::{Effort as Range, FUTURES};
use plan::forecast::{Finish, Forecast, ForecastInput, KINDS, UnitLeft, coarse, forecast};
use plan::{Instance, InstanceError, Level, Plan, Unit};
use serde_json::{Map, Value, json};

/// When the core units of this plan are likely done; see [`forecast_input`]. `None` if no core unit is open.
///
/// # Errors
/// If the instance is malformed.
pub fn foresee_instance(instance: &Instance, plan: &Plan) -> Result<Option<Forecast>, InstanceError> {
    forecast_input(instance, plan).map(|input| forecast(&input))
}

/// What the forecast of an instance rests on. An instance says nothing of how its learner studied before and how sure
/// its estimates are: the beliefs before any history hold, and a unit is taken to need from two thirds to one and a
/// half times its minutes.
///
/// # Errors
/// If the instance is malformed.
pub fn forecast_input(instance: &Instance, plan: &Plan) -> Result<ForecastInput, InstanceError> {
    let far = coarse(instance, plan)?;
    Ok(ForecastInput {
        start: instance.start,
        target: instance.target,
        units: instance.units.iter().map(unit).collect(),
        order: far.order,
        weeks: far.weeks,
        usual: far.usual,
        week_budget: instance.learner.week_budget,
        paces: Vec::new(),
        blocks: Vec::new(),
        seed: instance.seed,
        futures: FUTURES,
    })
}

fn unit(unit: &Unit) -> UnitLeft {
    let likely = unit.activities.iter().fold(0_u32, |sum, a| sum.saturating_add(a.minutes));
    UnitLeft {
        strategy: unit.strategy,
        core: unit.level == Level::Core,
        effort: Range { low: likely / 3 * 2, likely, high: likely.saturating_add(likely / 2) },
        kinds: [0; KINDS],
        planned_permille: 1000,
    }
}

/// A forecast as JSON: days by which so many percent of the futures are done, and the chance of the target.
#[must_use]
pub fn write_forecast(forecast: &Forecast) -> Value {
    let strategies: Map<String, Value> =
        forecast.strategies.iter().map(|(strategy, f)| (strategy.to_string(), days(f))).collect();
    json!({
        "finish": days(&forecast.finish),
        "chance_permille": forecast.chance_permille,
        "strategies": strategies,
    })
}

fn days(finish: &Finish) -> Value {
    json!({"p50": finish.p50, "p80": finish.p80, "p95": finish.p95})
}
