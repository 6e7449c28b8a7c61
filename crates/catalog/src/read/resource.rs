//! The `resource` tables of a unit or a rhythm.

use super::fields::Fields;
use super::names::{Kind, of, owner};
use super::report::Report;
use crate::{LABEL_MAX, LIST_MAX, NAME_MAX, Resource, SENTENCE_MAX, Slot};

const KEYS: [&str; 8] = ["slot", "kind", "title", "authors", "year", "url", "sections", "cost"];

const SLOTS: [(&str, Slot); 12] = [
    ("resources", Slot::Resources),
    ("recommended_textbooks", Slot::RecommendedTextbooks),
    ("online_courses", Slot::OnlineCourses),
    ("online_tutorials", Slot::OnlineTutorials),
    ("example_projects", Slot::ExampleProjects),
    ("tech_blogs_and_publications", Slot::TechBlogsAndPublications),
    ("conferences", Slot::Conferences),
    ("communities", Slot::Communities),
    ("mentorship_platforms", Slot::MentorshipPlatforms),
    ("interview_preparation", Slot::InterviewPreparation),
    ("resume_building", Slot::ResumeBuilding),
    ("extra", Slot::Extra),
];

/// The resources of `parent`, which may have none.
pub(crate) fn resources(report: &mut Report, parent: &Fields<'_>) -> Vec<Resource> {
    let mut resources = Vec::new();
    for (index, value) in parent.list(report, "resource", LIST_MAX).iter().enumerate() {
        let name = format!("{} {}", owner(Kind::Resource, value, "title", index), of(parent.owner()));
        let Some(fields) = Fields::open(report, value, name, &KEYS) else { continue };
        let Some(slot) = fields.word(report, "slot", &SLOTS) else { continue };
        resources.push(Resource {
            slot,
            kind: fields.text(report, "kind", LABEL_MAX),
            title: fields.text(report, "title", NAME_MAX),
            authors: fields.optional_text(report, "authors", NAME_MAX),
            year: fields.optional_text(report, "year", LABEL_MAX),
            url: fields.link(report, "url"),
            sections: fields.optional_text(report, "sections", SENTENCE_MAX),
            cost: fields.optional_text(report, "cost", LABEL_MAX),
        });
    }
    resources
}
