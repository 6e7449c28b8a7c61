//! How long things really take: the finished activities of the pack's estimates, by strategy and by kind. An estimate that the
//! learner set says nothing about those of the pack and is not in it. These are the samples that the pace rests on (`pace/`).

use catalog::Curriculum;

use crate::pace::{FEWEST, Factors, KINDS, Lived, Sample, kind_number};
use crate::wire::{PaceGroup, TakesRow, TakesView};
use crate::{say, titles};

pub(super) fn view(curriculum: &Curriculum, lived: &Lived<'_>) -> TakesView {
    let mut samples = lived.samples();
    samples.retain(|s| !s.is_own);
    let mut rows = vec![row(PaceGroup::Everything, word!("Everything", "Todo"), None, samples.iter())];
    rows.extend(curriculum.strategies.iter().map(|of| {
        let own = samples.iter().filter(|s| s.pace.strategy == of.number);
        row(PaceGroup::Strategy, &of.label, Some(of.number), own)
    }));
    rows.extend(KINDS.iter().map(|kind| {
        let own = samples.iter().filter(|s| s.pace.kind == kind_number(*kind));
        row(PaceGroup::Kind, titles::activity_word(*kind), None, own)
    }));
    let fewest = u32::try_from(FEWEST).unwrap_or(u32::MAX);
    TakesView { text: text(curriculum, lived, samples.len()), rows, fewest }
}

fn row<'a>(
    group: PaceGroup,
    label: &str,
    strategy: Option<u8>,
    samples: impl Iterator<Item = &'a Sample>,
) -> TakesRow {
    let mut row = TakesRow {
        group,
        strategy,
        label: label.to_owned(),
        activities: 0,
        blocks: 0,
        estimated_min: 0,
        actual_min: 0,
        percent: None,
    };
    for sample in samples {
        row.activities += 1;
        row.blocks = row.blocks.saturating_add(sample.blocks);
        row.estimated_min = row.estimated_min.saturating_add(sample.pace.estimated);
        row.actual_min = row.actual_min.saturating_add(sample.pace.actual);
    }
    if row.activities as usize >= FEWEST && row.estimated_min > 0 {
        let (actual, estimated) = (u64::from(row.actual_min), u64::from(row.estimated_min));
        row.percent = u32::try_from((actual * 100 + estimated / 2) / estimated).ok();
    }
    row
}

/// What the plan makes of it.
fn text(curriculum: &Curriculum, lived: &Lived<'_>, finished: usize) -> String {
    if finished < FEWEST {
        return said!(
            "A row counts from {FEWEST} finished activities on. Until then plans keep to the estimates.",
            "Una fila cuenta desde {FEWEST} actividades terminadas. Hasta entonces, los planes siguen las estimaciones."
        );
    }
    if !lived.is_own_wanted() {
        return said!(
            "Plans keep to the estimates: your pace is turned off in Settings.",
            "Los planes siguen las estimaciones: tu ritmo está desactivado en los ajustes."
        );
    }
    let Factors { everything, strategies, .. } = &lived.planned;
    let label =
        |number: u8| curriculum.strategies.iter().find(|s| s.number == number).map(|s| s.label.as_str());
    let own = strategies.iter().filter(|(_, percent)| **percent != 100);
    let named: Vec<String> = own
        .filter_map(|(s, percent)| {
            Some(said!(
                "“{label}” is planned with {times}",
                "«{label}» se planifica con {times}",
                label = label(*s)?,
                times = times(*percent)
            ))
        })
        .collect();
    match (named.as_slice(), *everything) {
        ([], 100) => said!(
            "Nothing is clearly away from its estimate, so plans keep to the estimates.",
            "Nada se aparta claramente de su estimación, así que los planes siguen las estimaciones."
        ),
        ([], percent) => said!(
            "New blocks are planned with {times} their estimate.",
            "Los bloques nuevos se planifican con {times} su estimación.",
            times = times(percent)
        ),
        (named, _) => said!("{named} its estimate.", "{named} su estimación.", named = say::list(named)),
    }
}

fn times(percent: u32) -> String {
    said!("{factor} times", "{factor} veces", factor = say::factor(percent))
}
