//! The panel of one block: its unit with outcomes and note, things to open, questions, and why it stands here.

use journal::{Answer, BlockState, Studied};

use crate::knowledge::standings;
use crate::planning::{Made, to_studied};
use crate::problem::Situation;
use crate::wire::{BlockDetail, OutcomeView, ProjectView, ResourceView, UnitView};
use crate::{own, pace, recalling, views, why, zones};

/// Everything the panel shows.
pub(crate) fn detail(s: &Situation<'_>, made: &Made, block: &BlockState) -> BlockDetail {
    let what = &block.block.what;
    let (unit, resources) = match what {
        Studied::Work { unit, .. } => {
            (unit_view(s, unit), s.curriculum.unit(unit).map_or_else(Vec::new, |u| unit_resources(s, u)))
        }
        Studied::Rhythm { rhythm } => (None, rhythm_resources(s, rhythm)),
        Studied::Review { .. } | Studied::Free { .. } => (None, Vec::new()),
    };
    let why = why::here(s, made, block);
    BlockDetail {
        block: views::block_view(s, block),
        session: session(s, made, block),
        unit,
        steps: steps(s, what),
        recall: recalling::views(s, block),
        resources,
        reasons: why.reasons,
        named: why.named,
        costs: why.costs,
        alternatives: why.alternatives,
    }
}

/// A unit with its outcomes, note and projects; `None` if the pack has no such unit.
pub(crate) fn unit_view(s: &Situation<'_>, id: &str) -> Option<UnitView> {
    let all = standings(s.curriculum, s.state);
    let found = all.iter().find(|u| u.unit.id == id)?;
    let note = s.state.notes.get(id);
    let outcomes = (1_u16..).zip(&found.unit.outcomes).map(|(position, text)| OutcomeView {
        position,
        text: text.clone(),
        ticked: s.state.outcomes.contains_key(&(id.to_owned(), position)),
    });
    let projects = found.unit.projects.iter().map(|p| ProjectView {
        title: p.title.clone(),
        brief: p.brief.clone(),
        milestones: p.milestones.iter().map(|m| m.title.clone()).collect(),
        definition_of_done: p.definition_of_done.clone(),
    });
    Some(UnitView {
        id: id.to_owned(),
        title: found.unit.title.clone(),
        why: found.unit.why.clone(),
        strategy: found.strategy,
        outcomes: outcomes.collect(),
        note: note.map_or_else(String::new, |(text, _)| text.clone()),
        note_on: note.map(|(_, at)| zones::to_local(s.zone, *at).date()),
        done_min: found.done(),
        total_min: found.total(),
        pace: pace::note(s.curriculum, &pace::lived(s.curriculum, s.state), id),
        projects: projects.collect(),
    })
}

/// What a unit has to open: the pack's resources, then the learner's own.
pub(crate) fn unit_resources(s: &Situation<'_>, unit: &catalog::Unit) -> Vec<ResourceView> {
    let own: Vec<String> = own::resources_of(s.state, &unit.id).map(|id| id.to_string()).collect();
    let packs = unit.resources.len().saturating_sub(own.len());
    let name = |n: usize| own.get(n.checked_sub(packs)?).cloned();
    let all = unit.resources.iter().enumerate();
    all.map(|(n, r)| ResourceView { own: name(n), ..resource(r) }).collect()
}

/// Something to open.
fn resource(r: &catalog::Resource) -> ResourceView {
    ResourceView {
        title: r.title.clone(),
        authors: r.authors.clone(),
        kind: r.kind.clone(),
        url: r.url.clone(),
        sections: r.sections.clone(),
        cost: r.cost.clone(),
        own: None,
    }
}

/// The next item of a rota: items come round in order.
pub(crate) fn next_item<'a>(s: &Situation<'_>, rhythm: &'a catalog::Rhythm) -> Option<&'a catalog::RotaItem> {
    let is_held = |what: &Studied| matches!(what, Studied::Rhythm { rhythm: id } if *id == rhythm.id);
    let held = s.state.logs.iter().filter(|l| is_held(&l.what)).count();
    held.checked_rem(rhythm.rota.len()).and_then(|i| rhythm.rota.get(i))
}

/// The next item of the rota, then the rhythm's own resources.
pub(crate) fn rhythm_resources(s: &Situation<'_>, id: &str) -> Vec<ResourceView> {
    let Some(rhythm) = s.curriculum.rhythms().find(|r| r.id == id) else { return Vec::new() };
    let item = next_item(s, rhythm).map(|item| ResourceView {
        title: item.title.clone(),
        authors: item.authors.clone(),
        kind: "rota".to_owned(),
        url: item.url.clone(),
        sections: item.note.clone(),
        cost: item.cost.clone(),
        own: None,
    });
    item.into_iter().chain(rhythm.resources.iter().map(resource)).collect()
}

fn steps(s: &Situation<'_>, what: &Studied) -> Vec<String> {
    match what {
        Studied::Rhythm { rhythm } => {
            s.curriculum.rhythms().find(|r| r.id == *rhythm).map_or_else(Vec::new, |r| r.steps.clone())
        }
        Studied::Work { .. } | Studied::Review { .. } | Studied::Free { .. } => Vec::new(),
    }
}

/// "Session 2 of 3 in this unit": what was done of it, is published, and is likely to follow.
fn session(s: &Situation<'_>, made: &Made, block: &BlockState) -> Option<String> {
    let Studied::Work { unit, .. } = &block.block.what else { return None };
    let of_unit = |what: &Studied| matches!(what, Studied::Work { unit: u, .. } if u == unit);
    let counts =
        |b: &&BlockState| of_unit(&b.block.what) && !matches!(b.answer, Answer::Missed | Answer::Skipped);
    let published: Vec<&BlockState> = s.state.blocks.values().filter(counts).collect();
    let before = published.iter().filter(|b| b.block.start < block.block.start).count();
    let promised = s.published_until().unwrap_or(s.today());
    let later = made
        .plan
        .blocks
        .iter()
        .filter(|b| b.start.date() >= promised && of_unit(&to_studied(&b.what)))
        .count();
    let all = published.len() + later;
    (all > 1).then(|| {
        said!("Session {n} of {all} in this unit", "Sesión {n} de {all} de esta unidad", n = before + 1)
    })
}
