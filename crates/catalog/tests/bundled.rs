//! The bundled pack: free of problems, complete, and in one style.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop the test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use catalog::{Active, Curriculum, Slot, SourceFile};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")
}

fn bundled() -> Curriculum {
    catalog::bundled().unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{} problems:\n{}", lines.len(), lines.join("\n"))
    })
}

#[test]
fn is_read_without_a_problem_and_equals_the_folder() {
    assert_eq!(Ok(bundled()), catalog::load(&folder()));
}

#[test]
fn the_table_in_the_program_names_every_file_of_the_folder() {
    let in_folder: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml") && name != "pack.toml")
        .collect();
    let listed = |text: &str| {
        let files = [SourceFile::new("pack.toml", text.as_bytes().to_vec())];
        // Every listed file is missing here, so each is named in a problem.
        let problems = catalog::read(&files).unwrap_err();
        in_folder.iter().filter(|name| problems.iter().any(|p| p.what.contains(name.as_str()))).count()
    };
    let pack = std::fs::read_to_string(folder().join("pack.toml")).unwrap();
    assert_eq!(listed(&pack), in_folder.len(), "a file of the folder is not listed in pack.toml");
    assert_eq!(bundled().strategies.len(), in_folder.len());
}

#[test]
fn has_nine_strategies_116_units_and_15_rhythms() {
    let curriculum = bundled();
    let numbers: Vec<u8> = curriculum.strategies.iter().map(|strategy| strategy.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(curriculum.units().count(), 116);
    assert_eq!(curriculum.rhythms().count(), 15);
    assert!(curriculum.units().all(|unit| !unit.retired));
    for strategy in &curriculum.strategies {
        assert!(!strategy.short.contains(' '), "{} is shown inside a block", strategy.short);
    }
}

#[test]
fn every_outcome_says_what_the_learner_can_do() {
    let mut seen = BTreeSet::new();
    for unit in bundled().units() {
        for outcome in &unit.outcomes {
            assert!(outcome.starts_with("I can "), "{}: {outcome}", unit.id);
            assert!(outcome.ends_with('.'), "{}: {outcome}", unit.id);
            let words: BTreeSet<&str> = outcome.split(|c: char| !c.is_alphanumeric()).collect();
            assert!(!words.contains("you") && !words.contains("your"), "{}: {outcome}", unit.id);
            assert!(seen.insert(outcome.clone()), "said twice: {outcome}");
        }
    }
}

/// Where the nine strategies come from names these; each must have a place a learner can find.
#[test]
fn every_named_thing_has_a_place() {
    const NAMED: [(u8, &[&str]); 9] = [
        (1, &["linear algebra", "calculus", "probability"]),
        (
            2,
            &[
                "supervised",
                "unsupervised",
                "neural networks",
                "deep learning",
                "A/B test",
                "A/B testing",
                "causal inference",
            ],
        ),
        (3, &["TensorFlow", "PyTorch", "scikit-learn"]),
        (4, &["Hadoop", "Spark", "SQL", "NoSQL", "Kafka", "Flink"]),
        (5, &["CI/CD", "Docker", "Kubernetes", "AWS", "GCP", "Azure", "serving", "monitoring"]),
        (6, &["Kaggle", "hackathon", "open source", "scoping", "stakeholders", "buy-in"]),
        (7, &["researchers", "conference", "paper", "community"]),
        (8, &["mentor", "forums", "meetup", "event", "communities"]),
        (9, &["resume", "coding problem", "machine learning concept", "ML system design", "portfolio"]),
    ];
    let curriculum = bundled();
    for (number, names) in NAMED {
        let strategy = &curriculum.strategies[usize::from(number) - 1];
        let mut places: Vec<String> = Vec::new();
        for unit in &strategy.units {
            places.extend([unit.title.clone(), unit.why.clone()]);
            places.extend(unit.outcomes.iter().cloned());
            places.extend(unit.resources.iter().map(|resource| resource.title.clone()));
        }
        for rhythm in &strategy.rhythms {
            places.extend([rhythm.title.clone(), rhythm.why.clone()]);
            places.extend(rhythm.steps.iter().cloned());
            places.extend(rhythm.rota.iter().map(|item| item.title.clone()));
        }
        for name in names {
            let found = places.iter().any(|place| contains_word(place, name));
            assert!(found, "strategy {number} has no place for {name}");
        }
    }
}

/// True if `name` stands in `text` between word boundaries, whatever the case.
fn contains_word(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase().replace('é', "e"), name.to_lowercase());
    text.match_indices(&name).any(|(at, _)| {
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        free(text[..at].chars().next_back()) && free(text[at + name.len()..].chars().next())
    })
}

#[test]
fn every_slot_has_resources() {
    let curriculum = bundled();
    let used: BTreeSet<Slot> =
        curriculum.units().flat_map(|unit| &unit.resources).map(|resource| resource.slot).collect();
    for slot in [
        Slot::Resources,
        Slot::RecommendedTextbooks,
        Slot::OnlineCourses,
        Slot::OnlineTutorials,
        Slot::ExampleProjects,
        Slot::TechBlogsAndPublications,
        Slot::Conferences,
        Slot::Communities,
        Slot::MentorshipPlatforms,
        Slot::InterviewPreparation,
        Slot::ResumeBuilding,
        Slot::Extra,
    ] {
        assert!(used.contains(&slot), "{slot:?}");
    }
}

#[test]
fn rhythms_of_the_whole_plan_take_an_hour_and_a_quarter_a_week_at_most() {
    let curriculum = bundled();
    let load = |counts: fn(&Active) -> bool| -> f64 {
        let running = curriculum.rhythms().filter(|rhythm| counts(&rhythm.active));
        running.map(|rhythm| f64::from(rhythm.minutes) / f64::from(rhythm.every.weeks())).sum()
    };
    let whole_plan = load(|active| !matches!(active, Active::LastWeeks(_)));
    assert!(whole_plan <= 75.0, "{whole_plan} minutes a week once all have begun");
    let last_weeks = load(|active| matches!(active, Active::LastWeeks(_)));
    assert!(last_weeks <= 240.0, "{last_weeks} minutes a week of interview practice");
}

#[test]
fn the_readme_names_every_key() {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let key = line.split(" = ").next().unwrap_or_default();
            let is_key = line.contains(" = ") && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            assert!(!is_key || readme.contains(&format!("`{key}`")), "README.md does not explain `{key}`");
        }
    }
}
