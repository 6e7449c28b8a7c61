//! One `[[rhythm]]` of a strategy file.

use language::said;
use toml::Spanned;
use toml::de::DeValue;

use super::draft::{Draft, Name, Reference};
use super::fields::{Fields, is};
use super::names::{Kind, of, owner, quote};
use super::report::Report;
use super::resource::resources;
use super::unit::FOCUS;
use crate::{
    Active, Every, LABEL_MAX, LIST_MAX, MINUTES_MAX, NAME_MAX, ProblemCode, Rhythm, RotaItem, SENTENCE_MAX,
    WEEKS_MAX,
};

const KEYS: [&str; 10] =
    ["id", "title", "why", "every", "minutes", "focus", "active", "steps", "rota", "resource"];

const EVERY: [(&str, Every); 4] = [
    ("week", Every::Week),
    ("2 weeks", Every::TwoWeeks),
    ("month", Every::Month),
    ("quarter", Every::Quarter),
];

/// Reads the rhythm and notes its name and what it refers to.
pub(crate) fn rhythm(
    report: &mut Report,
    draft: &mut Draft,
    value: &Spanned<DeValue<'_>>,
    index: usize,
) -> Option<Rhythm> {
    let fields = Fields::open(report, value, owner(Kind::Rhythm, value, "id", index), &KEYS)?;
    let id = fields.id(report, "id");
    let place = draft.place(report, fields.at("id"));
    draft.name(Name {
        place,
        id: id.clone(),
        is_unit: false,
        retired: false,
        prerequisites_place: place,
        prerequisites: Vec::new(),
    });
    let active = active(report, &fields);
    if let Active::After(unit) = &active {
        refer(report, draft, &fields, "active", unit);
    }
    Some(Rhythm {
        id,
        title: fields.text(report, "title", NAME_MAX),
        why: fields.text(report, "why", SENTENCE_MAX),
        every: fields.word(report, "every", &EVERY)?,
        minutes: fields.number(report, "minutes", 1..=MINUTES_MAX),
        focus: fields.word(report, "focus", &FOCUS)?,
        active,
        steps: fields.sentences(report, "steps", SENTENCE_MAX),
        rota: rota(report, draft, &fields),
        resources: resources(report, &fields),
    })
}

fn refer(report: &Report, draft: &mut Draft, fields: &Fields<'_>, key: &'static str, unit: &str) {
    draft.refer(Reference {
        place: draft.place(report, fields.at(key)),
        owner: fields.owner().to_owned(),
        key,
        to: unit.to_owned(),
        may_be_retired: false,
    });
}

fn active(report: &mut Report, fields: &Fields<'_>) -> Active {
    let before = report.count();
    let text = fields.text(report, "active", LABEL_MAX + crate::ID_MAX);
    if text == "whole plan" || report.count() > before {
        return Active::WholePlan;
    }
    if let Some(unit) = text.strip_prefix("after ") {
        return Active::After(unit.trim().to_owned());
    }
    let weeks = text.strip_prefix("last ").and_then(|rest| rest.strip_suffix(" weeks"));
    match weeks.and_then(|weeks| weeks.parse().ok()) {
        Some(weeks) if (1..=WEEKS_MAX).contains(&weeks) => Active::LastWeeks(weeks),
        _ => {
            let what = is(&fields.called("active"), &quote(&text));
            let advice = said!(
                "Write \"whole plan\", \"last N weeks\" with N from 1 to {WEEKS_MAX}, or \"after\" and the id of a unit.",
                "Escribe \"whole plan\", \"last N weeks\" con N de 1 a {WEEKS_MAX}, o \"after\" y el id de una unidad."
            );
            report.add(fields.at("active"), ProblemCode::UnknownWord, what, advice);
            Active::WholePlan
        }
    }
}

fn rota(report: &mut Report, draft: &mut Draft, rhythm: &Fields<'_>) -> Vec<RotaItem> {
    const KEYS: [&str; 8] = ["title", "authors", "year", "url", "note", "best_after", "usual_months", "cost"];
    let mut rota = Vec::new();
    for (index, value) in rhythm.list(report, "rota", LIST_MAX).iter().enumerate() {
        let name = format!("{} {}", owner(Kind::RotaItem, value, "title", index), of(rhythm.owner()));
        let Some(fields) = Fields::open(report, value, name, &KEYS) else { continue };
        let best_after = fields.optional_text(report, "best_after", crate::ID_MAX);
        if let Some(unit) = &best_after {
            refer(report, draft, &fields, "best_after", unit);
        }
        rota.push(RotaItem {
            title: fields.text(report, "title", NAME_MAX),
            authors: fields.optional_text(report, "authors", NAME_MAX),
            year: fields.optional_text(report, "year", LABEL_MAX),
            url: fields.link(report, "url"),
            note: fields.optional_text(report, "note", SENTENCE_MAX),
            best_after,
            usual_months: fields.optional_text(report, "usual_months", LABEL_MAX),
            cost: fields.optional_text(report, "cost", LABEL_MAX),
        });
    }
    rota
}
