//! One strategy file: its `[strategy]` and the units and rhythms in it.

use language::word;
use toml::de::DeTable;

use super::draft::Draft;
use super::fields::Fields;
use super::report::Report;
use super::{rhythm::rhythm, unit::unit};
use crate::{LABEL_MAX, NAME_MAX, RHYTHMS_MAX, STRATEGY_MAX, Strategy, UNITS_MAX};

/// Reads the whole file.
pub(crate) fn strategy(report: &mut Report, draft: &mut Draft, table: &DeTable<'_>) -> Option<Strategy> {
    let owner = word!("the file", "el archivo").to_owned();
    let file = Fields::of_table(report, table, 0, owner, &["strategy", "unit", "rhythm"]);
    let owner = word!("the strategy", "la estrategia").to_owned();
    let head = file.table(report, "strategy", owner, &["number", "title", "label", "short"]);
    let units = file.list(report, "unit", UNITS_MAX).iter().enumerate();
    let units = units.filter_map(|(index, value)| unit(report, draft, value, index)).collect();
    let rhythms = file.list(report, "rhythm", RHYTHMS_MAX).iter().enumerate();
    let rhythms = rhythms.filter_map(|(index, value)| rhythm(report, draft, value, index)).collect();

    let head = head?;
    let before = report.count();
    let number = head.number(report, "number", 1..=STRATEGY_MAX);
    if report.count() == before {
        let place = draft.place(report, head.at("number"));
        draft.numbers.push((number, place));
    }
    Some(Strategy {
        number: u8::try_from(number).unwrap_or(1),
        title: head.text(report, "title", NAME_MAX),
        label: head.text(report, "label", LABEL_MAX),
        short: head.text(report, "short", LABEL_MAX),
        units,
        rhythms,
    })
}
