//! One `[[unit]]` of a strategy file.

use language::{said, word};
use plan::Focus;
use toml::Spanned;
use toml::de::DeValue;

use super::draft::{Draft, Name, Reference};
use super::fields::Fields;
use super::names::{Kind, of, owner, part};
use super::report::Report;
use super::resource::resources;
use crate::{
    Activity, ActivityKind, Dataset, Effort, LIST_MAX, MINUTES_MAX, NAME_MAX, ProblemCode, Project,
    ProjectMilestone, Recall, SENTENCE_MAX, TEXT_MAX, Unit, UnitLevel,
};

const KEYS: [&str; 12] = [
    "id",
    "title",
    "why",
    "level",
    "prerequisites",
    "effort_minutes",
    "activities",
    "outcomes",
    "recall",
    "resource",
    "project",
    "retired",
];

const LEVELS: [(&str, UnitLevel); 4] = [
    ("foundation", UnitLevel::Foundation),
    ("core", UnitLevel::Core),
    ("advanced", UnitLevel::Advanced),
    ("optional", UnitLevel::Optional),
];

const KINDS: [(&str, ActivityKind); 7] = [
    ("read", ActivityKind::Read),
    ("watch", ActivityKind::Watch),
    ("practice", ActivityKind::Practice),
    ("build", ActivityKind::Build),
    ("recall", ActivityKind::Recall),
    ("write", ActivityKind::Write),
    ("connect", ActivityKind::Connect),
];

/// How much concentration something asks for.
pub(crate) const FOCUS: [(&str, Focus); 2] = [("deep", Focus::Deep), ("light", Focus::Light)];

/// Reads the unit and notes its name and what it refers to.
pub(crate) fn unit(
    report: &mut Report,
    draft: &mut Draft,
    value: &Spanned<DeValue<'_>>,
    index: usize,
) -> Option<Unit> {
    let fields = Fields::open(report, value, owner(Kind::Unit, value, "id", index), &KEYS)?;
    let retired = fields.flag(report, "retired");
    let id = fields.id(report, "id");
    let prerequisites = fields.ids(report, "prerequisites");
    for word in &prerequisites {
        draft.refer(Reference {
            place: draft.place(report, word.at),
            owner: fields.owner().to_owned(),
            key: "prerequisites",
            to: word.text.clone(),
            may_be_retired: retired,
        });
    }
    let prerequisites: Vec<String> = prerequisites.into_iter().map(|word| word.text).collect();
    draft.name(Name {
        place: draft.place(report, fields.at("id")),
        id: id.clone(),
        is_unit: true,
        retired,
        prerequisites_place: draft.place(report, fields.at("prerequisites")),
        prerequisites: prerequisites.clone(),
    });

    let before = report.count();
    let effort = effort(report, &fields);
    let activities = activities(report, &fields);
    if report.count() == before {
        check_sum(report, &fields, effort, &activities);
    }
    Some(Unit {
        id,
        title: fields.text(report, "title", NAME_MAX),
        why: fields.text(report, "why", SENTENCE_MAX),
        level: fields.word(report, "level", &LEVELS)?,
        prerequisites,
        effort,
        activities,
        outcomes: fields.sentences(report, "outcomes", SENTENCE_MAX),
        recall: recall(report, &fields),
        resources: resources(report, &fields),
        projects: projects(report, &fields),
        retired,
    })
}

fn effort(report: &mut Report, unit: &Fields<'_>) -> Effort {
    let none = Effort { low: 0, likely: 0, high: 0 };
    let called = unit.called("effort_minutes");
    let Some(fields) = unit.table(report, "effort_minutes", called, &["low", "likely", "high"]) else {
        return none;
    };
    let before = report.count();
    let mut minutes = |key| fields.number(report, key, 1..=MINUTES_MAX);
    let effort = Effort { low: minutes("low"), likely: minutes("likely"), high: minutes("high") };
    let Effort { low, likely, high } = effort;
    if report.count() == before && !(low <= likely && likely <= high) {
        let what = said!(
            "{called} runs {low}, {likely}, {high}",
            "{called} va de {low} a {likely} y a {high}",
            called = fields.owner()
        );
        let advice = word!(
            "Order the minutes so that low <= likely <= high.",
            "Ordena los minutos de modo que «low <= likely <= high»."
        );
        report.add(unit.at("effort_minutes"), ProblemCode::EffortOrder, what, advice);
    }
    effort
}

fn activities(report: &mut Report, unit: &Fields<'_>) -> Vec<Activity> {
    unit.not_empty(report, "activities");
    let mut activities = Vec::new();
    for (index, value) in unit.list(report, "activities", LIST_MAX).iter().enumerate() {
        let name = part(word!("activity", "la actividad"), index, unit.owner());
        let Some(fields) = Fields::open(report, value, name, &["kind", "minutes", "focus"]) else { continue };
        let minutes = fields.number(report, "minutes", 1..=MINUTES_MAX);
        let kind = fields.word(report, "kind", &KINDS);
        let focus = fields.word(report, "focus", &FOCUS);
        if let (Some(kind), Some(focus)) = (kind, focus) {
            activities.push(Activity { kind, minutes, focus });
        }
    }
    activities
}

fn check_sum(report: &mut Report, unit: &Fields<'_>, effort: Effort, activities: &[Activity]) {
    let sum: u32 = activities.iter().map(|activity| activity.minutes).sum();
    if sum == effort.likely {
        return;
    }
    let what = said!(
        "the activities {of} sum to {sum} minutes, but its likely effort is {likely}",
        "las actividades {of} suman {sum} minutos, pero su esfuerzo probable es {likely}",
        of = of(unit.owner()),
        likely = effort.likely
    );
    let advice = said!(
        "Set likely to {sum}, or change the minutes of the activities.",
        "Pon {sum} en «likely», o cambia los minutos de las actividades."
    );
    report.add(unit.at("activities"), ProblemCode::MinutesSum, what, advice);
}

fn recall(report: &mut Report, unit: &Fields<'_>) -> Vec<Recall> {
    let mut recall = Vec::new();
    for (index, value) in unit.list(report, "recall", LIST_MAX).iter().enumerate() {
        let name = part(word!("recall", "la pregunta"), index, unit.owner());
        if let Some(fields) = Fields::open(report, value, name, &["question", "answer"]) {
            let question = fields.text(report, "question", SENTENCE_MAX);
            recall.push(Recall { question, answer: fields.text(report, "answer", TEXT_MAX) });
        }
    }
    recall
}

fn projects(report: &mut Report, unit: &Fields<'_>) -> Vec<Project> {
    const KEYS: [&str; 5] = ["title", "brief", "milestones", "definition_of_done", "dataset"];
    let mut projects = Vec::new();
    for (index, value) in unit.list(report, "project", LIST_MAX).iter().enumerate() {
        let name = part(word!("project", "el proyecto"), index, unit.owner());
        let Some(fields) = Fields::open(report, value, name, &KEYS) else { continue };
        projects.push(Project {
            title: fields.text(report, "title", NAME_MAX),
            brief: fields.text(report, "brief", TEXT_MAX),
            milestones: milestones(report, &fields),
            definition_of_done: fields.sentences(report, "definition_of_done", SENTENCE_MAX),
            datasets: datasets(report, &fields),
        });
    }
    projects
}

fn milestones(report: &mut Report, project: &Fields<'_>) -> Vec<ProjectMilestone> {
    let mut milestones = Vec::new();
    for (index, value) in project.list(report, "milestones", LIST_MAX).iter().enumerate() {
        let name = part(word!("milestone", "el hito"), index, project.owner());
        if let Some(fields) = Fields::open(report, value, name, &["title", "minutes"]) {
            let title = fields.text(report, "title", NAME_MAX);
            let minutes = fields.number(report, "minutes", 1..=MINUTES_MAX);
            milestones.push(ProjectMilestone { title, minutes });
        }
    }
    milestones
}

fn datasets(report: &mut Report, project: &Fields<'_>) -> Vec<Dataset> {
    let mut datasets = Vec::new();
    for (index, value) in project.list(report, "dataset", LIST_MAX).iter().enumerate() {
        let name = part(word!("dataset", "el conjunto de datos"), index, project.owner());
        if let Some(fields) = Fields::open(report, value, name, &["title", "url", "note"]) {
            datasets.push(Dataset {
                title: fields.text(report, "title", NAME_MAX),
                url: fields.link(report, "url"),
                note: fields.optional_text(report, "note", SENTENCE_MAX),
            });
        }
    }
    datasets
}
