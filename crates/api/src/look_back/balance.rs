//! The nine strategies in the running week and the three before it: what was logged on each, and what was planned for it by
//! now: the planned blocks of these weeks (see the rule in `look_back`) that are over.

use std::collections::BTreeMap;

use chrono::Duration;

use super::strategy;
use super::weeks::{Told, is_over};
use crate::planning::Made;
use crate::problem::Situation;
use crate::say;
use crate::wire::{BalanceRow, BalanceView};

const WEEKS: i64 = 4;
/// Minutes by which a strategy must have got less than was planned before it is named.
const WORTH_A_WORD: u32 = 30;

pub(super) fn view(s: &Situation<'_>, made: &Made, told: &[Told]) -> BalanceView {
    let from = s.monday() - Duration::weeks(WEEKS - 1);
    let (mut done, mut planned) = (BTreeMap::<u8, u32>::new(), BTreeMap::<u8, u32>::new());
    let until = s.monday() + Duration::weeks(1);
    for log in s.state.logs.iter().filter(|l| (from..until).contains(&l.start.date())) {
        *done.entry(strategy(s, &log.what)).or_default() += log.minutes;
    }
    let weeks = told.iter().filter(|w| w.monday >= from).flat_map(|w| &w.planned);
    for block in weeks.flatten().filter(|b| is_over(s, b)) {
        *planned.entry(strategy(s, &block.what)).or_default() += block.minutes;
    }
    let mix = plan::mix_target(&made.instance);
    let rows: Vec<BalanceRow> = s
        .curriculum
        .strategies
        .iter()
        .map(|of| BalanceRow {
            strategy: of.number,
            label: of.label.clone(),
            done_min: done.get(&of.number).copied().unwrap_or(0),
            planned_min: planned.get(&of.number).copied().unwrap_or(0),
            mix_permille: mix.get(&of.number).and_then(|n| u32::try_from(*n).ok()).unwrap_or(0),
        })
        .collect();
    let sum = |of: fn(&BalanceRow) -> u32| rows.iter().map(of).sum::<u32>();
    BalanceView {
        from,
        done_min: sum(|r| r.done_min),
        planned_min: sum(|r| r.planned_min),
        text: text(&rows),
        rows,
    }
}

fn text(rows: &[BalanceRow]) -> String {
    if rows.iter().all(|r| r.done_min == 0 && r.planned_min == 0) {
        return said!(
            "Nothing was planned or logged in these weeks yet.",
            "En estas semanas todavía no se ha planificado ni registrado nada."
        );
    }
    let mut less: Vec<(u32, String)> = rows
        .iter()
        .map(|r| (r.planned_min.saturating_sub(r.done_min), r.label.clone()))
        .filter(|(by, _)| *by >= WORTH_A_WORD)
        .collect();
    less.sort_by_key(|(by, _)| std::cmp::Reverse(*by));
    let names: Vec<String> = less.iter().map(|(_, label)| said!("“{label}”", "«{label}»")).collect();
    if names.is_empty() {
        said!(
            "Each strategy got about what was planned for it.",
            "Cada estrategia ha recibido más o menos lo planificado."
        )
    } else {
        match less.len() {
            1 => said!(
                "{name} got less than planned. What is left of it is in the plan.",
                "{name} ha recibido menos de lo planificado. Lo que queda está en el plan.",
                name = say::list(&names),
            ),
            _ => said!(
                "{names} got less than planned. What is left of it is in the plan.",
                "{names} han recibido menos de lo planificado. Lo que queda está en el plan.",
                names = say::list(&names),
            ),
        }
    }
}
