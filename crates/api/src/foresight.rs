//! The forecast of this learner: from plan and history to the planner's futures, and from these to words.
//! Invariant: a date is never told without its chance.

use std::collections::BTreeMap;

use plan::forecast::{
    Effort, FUTURES, FUTURES_OF_A_QUESTION, Finish, Forecast, ForecastInput, KINDS, UnitLeft, WhatIf, coarse,
    forecast, roadmap, what_if,
};
use plan::{Instance, Level, Status};

use crate::pace::{Lived, kind_number, lived};
use crate::planning::Made;
use crate::problem::{GRID, Situation};
use crate::wire::{ForecastView, RoadmapUnit, StrategyForecast};
use crate::{ApiError, history, say, titles};

/// A forecast with what it was made from.
pub(crate) struct Foreseen {
    input: ForecastInput,
    forecast: Option<Forecast>,
}

/// The forecast for a plan of this situation.
pub(crate) fn foresee(s: &Situation<'_>, made: &Made) -> Result<Foreseen, ApiError> {
    let input = input(s, made)?;
    let forecast = forecast(&input);
    Ok(Foreseen { input, forecast })
}

fn input(s: &Situation<'_>, made: &Made) -> Result<ForecastInput, ApiError> {
    // A plan that only extends the promise begins behind it; the time there is to make up for begins now.
    let instance = Instance { now: s.now, ..made.instance.clone() };
    let far = coarse(&instance, &made.plan).map_err(|e| ApiError::Planner { reason: e.to_string() })?;
    let lived = lived(s.curriculum, s.state);
    Ok(ForecastInput {
        start: instance.start,
        target: instance.target,
        units: instance.units.iter().map(|u| unit_left(s, &lived, u)).collect(),
        order: far.order,
        weeks: far.weeks,
        usual: far.usual,
        week_budget: instance.learner.week_budget,
        paces: lived.samples().into_iter().map(|sample| sample.pace).collect(),
        blocks: history::blocks(s),
        seed: instance.seed,
        futures: FUTURES,
    })
}

fn unit_left(s: &Situation<'_>, lived: &Lived<'_>, unit: &plan::Unit) -> UnitLeft {
    let mut kinds = [0; KINDS];
    let (mut planned, mut estimated) = (0_u64, 0_u64);
    let pack = s.curriculum.unit(&unit.id);
    let of_pack = pack.iter().flat_map(|u| &u.activities).zip(lived.activities(&unit.id));
    for (activity, (of, known)) in unit.activities.iter().zip(of_pack) {
        let left = activity.minutes.saturating_sub(activity.done);
        let on_grid = left.next_multiple_of(GRID);
        if let Some(minutes) = kinds.get_mut(usize::from(kind_number(of.kind))) {
            *minutes += on_grid;
        }
        // What is left of the estimate, in proportion.
        let share = u64::from(left) * u64::from(known.estimated) / u64::from(activity.minutes.max(1));
        planned += u64::from(on_grid);
        estimated += share.next_multiple_of(u64::from(GRID));
    }
    let permille = (planned * 1000).checked_div(estimated).unwrap_or(1000);
    let none = Effort { low: 1, likely: 1, high: 1 };
    UnitLeft {
        strategy: unit.strategy,
        core: unit.level == Level::Core,
        effort: pack.map_or(none, |u| Effort {
            low: u.effort.low,
            likely: u.effort.likely,
            high: u.effort.high,
        }),
        kinds,
        planned_permille: u32::try_from(permille).unwrap_or(1000),
    }
}

impl Foreseen {
    /// As it would be with other hours, another date, or without some units; these by their index in the plan's
    /// instance.
    pub fn with(&self, change: &WhatIf) -> Foreseen {
        let input = what_if(&ForecastInput { futures: FUTURES_OF_A_QUESTION, ..self.input.clone() }, change);
        let forecast = forecast(&input);
        Foreseen { input, forecast }
    }

    pub fn week_budget(&self) -> u32 {
        self.input.week_budget
    }

    pub fn target(&self) -> chrono::NaiveDate {
        self.input.target
    }

    /// Days by which shares of the futures are done; `None` once everything the goal needs is.
    pub fn finish(&self) -> Option<Finish> {
        Some(self.forecast.as_ref()?.finish)
    }

    /// `None` once everything the goal needs is done.
    pub fn view(&self, s: &Situation<'_>) -> Option<ForecastView> {
        let forecast = self.forecast.as_ref()?;
        let finish = forecast.finish;
        let chance_percent = (forecast.chance_permille + 5) / 10;
        let target = self.input.target;
        let ends = match (finish.p50, finish.p80) {
            (Some(likely), Some(later)) => {
                said!(
                    "Likely done {likely}, 4 in 5 by {later}.",
                    "Fin probable: {likely}; 4 de cada 5 para el {later}.",
                    likely = say::date(likely),
                    later = say::date(later)
                )
            }
            (Some(likely), None) => {
                said!("Likely done {likely}.", "Fin probable: {likely}.", likely = say::date(likely))
            }
            (None, _) => said!(
                "More likely than not, it takes longer than six years.",
                "Lo más probable es que lleve más de seis años."
            ),
        };
        let chance = if target < s.today() {
            said!(
                "Your date, {target}, has passed.",
                "Tu fecha, el {target}, ya ha pasado.",
                target = say::date(target)
            )
        } else {
            said!(
                "{chance} by your date, {target}.",
                "{chance} para tu fecha, el {target}.",
                chance = say::chance(chance_percent),
                target = say::date(target)
            )
        };
        Some(ForecastView {
            early: finish.p10,
            likely: finish.p50,
            four_in_five: finish.p80,
            late: finish.p90,
            nineteen_in_twenty: finish.p95,
            chance_percent,
            text: format!("{ends} {chance}"),
            basis: self.basis(),
        })
    }

    fn basis(&self) -> String {
        let (activities, blocks) = (self.input.paces.len(), self.input.blocks.len());
        if activities + blocks == 0 {
            return said!(
                "From the estimates alone; it learns from what you log.",
                "Solo a partir de las estimaciones; aprende de lo que registras."
            );
        }
        let mut parts = vec![said!("the estimates", "las estimaciones")];
        if activities > 0 {
            parts.push(counted!(
                activities,
                ["{n} finished activity", "{n} finished activities"],
                ["{n} actividad terminada", "{n} actividades terminadas"]
            ));
        }
        if blocks > 0 {
            parts.push(counted!(
                blocks,
                ["{n} block you held or missed", "{n} blocks you held or missed"],
                ["{n} bloque que hiciste o no pudiste hacer", "{n} bloques que hiciste o no pudiste hacer"]
            ));
        }
        said!("From {parts}.", "A partir de {parts}.", parts = say::list(&parts))
    }

    pub fn strategies(&self) -> Vec<StrategyForecast> {
        let strategies = self.forecast.iter().flat_map(|f| &f.strategies);
        strategies
            .map(|(strategy, finish)| StrategyForecast {
                strategy: *strategy,
                likely: finish.p50,
                four_in_five: finish.p80,
                nineteen_in_twenty: finish.p95,
            })
            .collect()
    }

    /// Which unit would be studied in which weeks.
    pub fn roadmap(&self, s: &Situation<'_>, made: &Made) -> Vec<RoadmapUnit> {
        let monday = |week: u32| self.input.start + chrono::Duration::weeks(i64::from(week));
        let spans = roadmap(&self.input);
        let units = spans.iter().filter_map(|span| Some((span, made.instance.units.get(span.unit)?)));
        units
            .map(|(span, unit)| RoadmapUnit {
                unit: unit.id.clone(),
                title: titles::unit_title(s.curriculum, &unit.id),
                strategy: unit.strategy,
                core: unit.level == Level::Core,
                from: monday(span.from),
                to: span.to.map(monday),
            })
            .collect()
    }
}

/// The indices of these units among those that are open.
pub(crate) fn open_units(made: &Made, ids: &[String]) -> Result<Vec<usize>, ApiError> {
    let open = made.instance.units.iter().enumerate().filter(|(_, u)| u.status == Status::Open);
    let index: BTreeMap<&str, usize> = open.map(|(i, u)| (u.id.as_str(), i)).collect();
    let find =
        |id: &String| index.get(id.as_str()).copied().ok_or_else(|| ApiError::UnknownUnit { id: id.clone() });
    ids.iter().map(find).collect()
}
